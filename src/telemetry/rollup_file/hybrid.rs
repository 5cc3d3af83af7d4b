//! Parquet's hybrid of runs and packed numbers, in which the places in a dictionary are stored.
//!
//! A list is pieces one after the other, each behind a header, which is a number of seven bits a byte, the low ones
//! first. An even header is twice the length of a run, whose one value follows in whole bytes; an odd one is twice the
//! number of groups of eight, whose values follow packed, the low bits first.

/// Adds a run to a list of numbers of at most `width` bits.
pub(super) fn put_run(list: &mut Vec<u8>, value: u32, count: u32, width: u8) {
    let mut header = u64::from(count) << 1;
    while header >= 0x80 {
        list.push(low_byte(header) | 0x80);
        header >>= 7;
    }
    list.push(low_byte(header));
    list.extend(value.to_le_bytes().iter().take(bytes_of(width)));
}

fn low_byte(number: u64) -> u8 {
    number.to_le_bytes().first().copied().unwrap_or_default() & 0x7f
}

fn bytes_of(width: u8) -> usize {
    usize::from(width).div_ceil(8)
}

/// How many bits the numbers below `count` take; at least one, which every reader knows.
pub(super) fn width_of(count: usize) -> u8 {
    let bits = usize::BITS - count.saturating_sub(1).leading_zeros();
    u8::try_from(bits).unwrap_or(u8::MAX).max(1)
}

/// Reads such a list run by run.
#[derive(Debug, Clone, Default)]
pub(super) struct Runs {
    /// What is left of the list, the next piece first.
    at: usize,
    width: u8,
    /// How many packed numbers are left, and how many bits of the next byte are read.
    packed: usize,
    bit: u32,
}

impl Runs {
    /// A list that begins at a place in a page, of numbers of `width` bits, which are at most 32.
    pub(super) fn new(at: usize, width: u8) -> Self {
        Self { at, width, packed: 0, bit: 0 }
    }

    /// The next value and how often it comes; `None` where the list ends or is damaged.
    pub(super) fn next(&mut self, page: &[u8]) -> Option<(u32, usize)> {
        while self.packed == 0 {
            let header = self.header(page)?;
            let length = usize::try_from(header >> 1).ok()?;
            if header & 1 == 0 {
                let bytes = page.get(self.at..self.at + bytes_of(self.width))?;
                self.at += bytes.len();
                let value = bytes.iter().rev().fold(0, |value, byte| value << 8 | u32::from(*byte));
                if length > 0 {
                    return Some((value, length));
                }
            }
            (self.packed, self.bit) = if header & 1 == 0 { (0, 0) } else { (length.checked_mul(8)?, 0) };
        }
        self.packed -= 1;
        let value = self.unpack(page)?;
        Some((value, 1))
    }

    fn header(&mut self, page: &[u8]) -> Option<u64> {
        let mut header = 0;
        for place in 0..5 {
            let byte = *page.get(self.at)?;
            self.at += 1;
            header |= u64::from(byte & 0x7f) << (7 * place);
            if byte & 0x80 == 0 {
                return Some(header);
            }
        }
        None
    }

    fn unpack(&mut self, page: &[u8]) -> Option<u32> {
        // At most 32 bits that begin within a byte lie in five bytes.
        let bytes = page.get(self.at..).unwrap_or_default();
        let whole = bytes.iter().take(5).rev().fold(0_u64, |whole, byte| whole << 8 | u64::from(*byte));
        let width = u32::from(self.width);
        (bytes.len() * 8 >= usize::try_from(self.bit + width).ok()?).then_some(())?;
        let value = whole >> self.bit & ((1 << width) - 1);
        self.bit += width;
        self.at += usize::try_from(self.bit / 8).ok()?;
        self.bit %= 8;
        u32::try_from(value).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(page: &[u8], width: u8, most: usize) -> Vec<u32> {
        let mut runs = Runs::new(0, width);
        let mut values = Vec::new();
        while let Some((value, count)) = runs.next(page) {
            values.extend(std::iter::repeat_n(value, count));
        }
        values.truncate(most);
        values
    }

    #[test]
    fn runs_are_read_as_they_were_written() {
        for width in [1, 7, 8, 9, 17, 32] {
            let most = u32::MAX >> (32 - width);
            let runs = [(0, 1), (most, 200), (most / 2, 70_000), (1, 3)];
            let mut list = Vec::new();
            runs.iter().for_each(|(value, count)| put_run(&mut list, *value, *count, width));
            let expected: Vec<u32> = runs.iter().flat_map(|(value, count)| (0..*count).map(move |_| *value)).collect();
            assert!(all(&list, width, usize::MAX) == expected, "{width}");
        }
    }

    #[test]
    fn packed_numbers_are_read_low_bits_first() {
        // The example of Parquet's own description: 0 to 7 in three bits each.
        let list = [0b0000_0011, 0b1000_1000, 0b1100_0110, 0b1111_1010];
        assert_eq!(all(&list, 3, 8), [0, 1, 2, 3, 4, 5, 6, 7]);
        // A run of two follows: 5, 5.
        let more = [&list[..], &[0b0000_0100, 5]].concat();
        assert_eq!(all(&more, 3, 10)[8..], [5, 5]);
    }

    #[test]
    fn a_list_that_is_cut_short_ends() {
        assert!(all(&[0x80], 3, 9).is_empty());
        assert!(all(&[0b0000_0100], 3, 9).is_empty());
        assert_eq!(all(&[0b0000_0011, 0b1000_1000], 3, 9), [0, 1]);
    }

    #[test]
    fn a_width_holds_every_place_of_a_dictionary() {
        assert_eq!([0, 1, 2, 3, 4, 5, 256, 257].map(width_of), [1, 1, 1, 2, 2, 3, 8, 9]);
    }
}
