//! Stamps of one hour: once one of them was read, the others differ from it in the minutes and seconds alone.
//!
//! The rows of a file follow each other in time, and all are written alike. So what stands before the minutes and what
//! stands behind the seconds is compared as a whole, in two words of the machine, and four digits are read.

use super::NANOS;
use super::written::two_digits;
use crate::period::Stamp;

/// Most of what stands before the minutes: `2025-03-01 08:` has 14 bytes.
const HEAD: usize = 16;
/// Most of what stands behind the seconds, with the end of the cell: `+08:00,` has 7 bytes.
const TAIL: usize = 8;
/// Minutes, a colon, seconds and what stands behind.
const CLOCK: usize = 5 + TAIL;

/// How a file writes the stamps of one hour.
#[derive(Debug, Clone, Copy)]
pub(super) struct HourForm {
    pub(super) head: u128,
    /// The first instant of the hour, or the fraction of a second after it that all its stamps have.
    pub(super) start: Stamp,
    pub(super) shape: Shape,
}

/// What stamps of several hours have in common.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Shape {
    head_mask: u128,
    head_length: usize,
    /// Whether seconds follow the minutes.
    seconds: bool,
    tail: u64,
    tail_mask: u64,
    /// The length of the cell.
    length: usize,
}

impl Shape {
    /// What stands before the minutes of the stamp with which a text begins, if it is one of this shape.
    #[inline]
    pub(super) fn head_of(&self, text: &[u8]) -> Option<u128> {
        Some(u128::from_le_bytes(*text.first_chunk::<HEAD>()?) & self.head_mask)
    }
}

impl HourForm {
    /// The form of a cell, which was read as `stamp`, with the byte after it; none where more than the minutes and
    /// seconds could differ, or where it is too long.
    pub(super) fn of(cell: &[u8], end: u8, stamp: Stamp) -> Option<Self> {
        let colon = cell.iter().position(|byte| *byte == b':')?;
        let (head, clock) = cell.split_at_checked(colon + 1)?;
        // Without a sign, so that the first colon is not one of the offset. Of an hour 24 there is but one instant.
        let plain = |byte: &u8| byte.is_ascii_digit() || b"-/. Tt:".contains(byte);
        if head.len() > HEAD || !head.iter().all(plain) || head.ends_with(b"24:") {
            return None;
        }
        let (minute, rest) = two_digits(clock)?;
        let (seconds, (second, tail)) = match rest {
            [b':', rest @ ..] => (true, two_digits(rest)?),
            rest => (false, (0, rest)),
        };
        let mut padded = [0; TAIL];
        let (of_tail, ended) = padded.split_at_mut_checked(tail.len())?;
        of_tail.copy_from_slice(tail);
        *ended.first_mut()? = end;
        let mut of_head = [0; HEAD];
        of_head.get_mut(..head.len())?.copy_from_slice(head);
        let shape = Shape {
            head_mask: u128::MAX >> (8 * (HEAD - head.len())),
            head_length: head.len(),
            seconds,
            tail: u64::from_le_bytes(padded),
            tail_mask: u64::MAX >> (8 * (TAIL - 1 - tail.len())),
            length: cell.len(),
        };
        let start = stamp.plus(-NANOS * (minute * 60 + second));
        Some(Self { head: u128::from_le_bytes(of_head), start, shape })
    }

    /// The stamp of the cell with which a text begins, and its length, if it is one of this hour; the text has to go on
    /// for some bytes after it.
    #[inline]
    pub(super) fn read(&self, text: &[u8]) -> Option<(Stamp, usize)> {
        let shape = &self.shape;
        if shape.head_of(text)? != self.head {
            return None;
        }
        let clock: &[u8; CLOCK] = text.get(shape.head_length..)?.first_chunk()?;
        let (seconds, tail) = if shape.seconds {
            let [m, minute, b':', s, second, tail @ ..] = clock else { return None };
            (two(*m, *minute)? * 60 + two(*s, *second)?, tail)
        } else {
            let [m, minute, tail @ .., _, _, _] = clock;
            (two(*m, *minute)? * 60, tail)
        };
        let tail = u64::from_le_bytes(*tail);
        ((tail ^ shape.tail) & shape.tail_mask == 0).then(|| (self.start.plus(seconds * NANOS), shape.length))
    }
}

/// A number below 60 of two digits.
#[inline]
fn two(tens: u8, ones: u8) -> Option<i64> {
    let (tens, ones) = (tens.wrapping_sub(b'0'), ones.wrapping_sub(b'0'));
    (tens < 6 && ones < 10).then(|| i64::from(tens * 10 + ones))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::period::Clock;
    use crate::telemetry::StampReader;
    use crate::telemetry::stamp::hours::Hours;
    use proptest::prelude::*;

    fn learned(reader: &mut StampReader, cell: &str) -> Option<HourForm> {
        let mut hours = Hours::default();
        reader.parse_and_learn(cell.as_bytes(), b',', &mut hours).unwrap();
        hours.last()
    }

    #[test]
    fn the_usual_forms_are_learned() {
        let mut reader = StampReader::new(Clock::parse("+08:00").unwrap());
        for cell in [
            "2025-03-01T08:10:00+08:00",
            "2025-03-01 08:10:30Z",
            "2025-03-01 08:10",
            "2025/3/1 8:10",
            "2025-03-01 08:10:30.5",
            "1/31/2025 8:10:00 PM",
        ] {
            let form = learned(&mut reader, cell).unwrap_or_else(|| panic!("{cell}"));
            let other = cell.replace(":10", ":47");
            let text = format!("{other},1.5,2.5,3.5\n");
            let expected = Some((reader.parse(other.as_bytes()).unwrap(), other.len()));
            assert_eq!(form.read(text.as_bytes()), expected, "{cell}");
            assert_eq!(form.read(text.replace(":47", ":60").as_bytes()), None, "{cell}");
            assert_eq!(form.read(text.replace(',', ";").as_bytes()), None, "{cell}");
        }
    }

    #[test]
    fn the_end_of_a_day_and_an_offset_alone_are_not() {
        let mut reader = StampReader::new(Clock::parse("+08:00").unwrap());
        for cell in ["2025-03-01 24:00", "2025-03-01", "2025年3月1日 8时+08:00", "2025-03-01T08:00:00.123456+08:00"]
        {
            assert!(learned(&mut reader, cell).is_none(), "{cell}");
        }
    }

    proptest! {
        #[test]
        fn what_the_form_of_an_hour_reads_is_what_is_written(
            zone in prop::sample::select(vec!["+08:00", "America/Denver", "Africa/Casablanca"]),
            date in prop::sample::select(vec!["2017-03-12", "2017-11-05", "2017-5-28", "2025/1/1", "5/28/2017"]),
            hour in 0..26_u8, other in 0..3_u8,
            first in "[0-6][0-9](:[0-6][0-9])?", second in "[0-6][0-9](:[0-6][0-9])?",
            tail in prop::sample::select(vec!["", "Z", "+08:00", " -0700", ".25", " AM"]),
        ) {
            let mut reader = StampReader::new(Clock::parse(zone).unwrap());
            let cell = |hour: u8, clock: &str| format!("{date} {hour:02}:{clock}{tail}");
            let mut hours = Hours::default();
            let read = reader.parse_and_learn(cell(hour, &first).as_bytes(), b',', &mut hours);
            let next = cell(hour + other / 2, &second);
            if let Some((stamp, length)) = hours.read(format!("{next},12345678901").as_bytes()) {
                prop_assert!(read.is_ok());
                let mut fresh = StampReader::new(Clock::parse(zone).unwrap());
                prop_assert_eq!((fresh.parse(next.as_bytes()), next.len()), (Ok(stamp), length), "{}", next);
                prop_assert!(!fresh.met_repeated_time() || reader.met_repeated_time());
            }
        }
    }
}
