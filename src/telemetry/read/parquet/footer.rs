//! A look at the footer of a Parquet file, and at the head of each page, before they are read: what they say there is of
//! anything must fit into them. The library asks for the memory of as much as is said, and a request that is refused ends
//! the program; and it takes yes and no in a list that it does not know for nothing, so that it passes over thousands of
//! millions of them in a few bytes.
//!
//! Both are a structure of Thrift in its compact form: of a list its length and the kind of its members come first.

use std::io::{Read, Seek, SeekFrom};

use parquet::errors::{ParquetError, Result};

use super::shape::{FOOTER, HEAD, Holds, Part};

/// The last number that a field can have.
const MOST_FIELDS: u64 = 0x7fff;
/// Deeper than any footer.
const DEEPEST: usize = 32;

/// Holds that the footer of a file says nothing that can not be. What is no Parquet file passes: its reader tells.
///
/// # Errors
/// A file that can not be read; a footer that says what can not be.
pub(in crate::telemetry) fn check(mut file: impl Read + Seek) -> Result<()> {
    let length = file.seek(SeekFrom::End(0))?;
    let Some(end) = length.checked_sub(8) else { return Ok(()) };
    let mut told = [0; 4];
    let mut magic = [0; 4];
    file.seek(SeekFrom::Start(end))?;
    file.read_exact(&mut told)?;
    file.read_exact(&mut magic)?;
    let start = end.checked_sub(u64::from(u32::from_le_bytes(told))).filter(|_| &magic == b"PAR1");
    let Some(start) = start else { return Ok(()) };
    let mut footer = Vec::new();
    file.seek(SeekFrom::Start(start))?;
    file.take(end - start).read_to_end(&mut footer)?;
    match (Walk { rest: &footer }).structure(FOOTER, 1, 0) {
        Some(()) => Ok(()),
        None => Err(ParquetError::General(
            "the footer tells of what can not be, or of more than there is room for in it".to_owned(),
        )),
    }
}

/// Whether the head of a page that these bytes begin with says nothing that can not be, and ends within them.
pub(super) fn head_fits(bytes: &[u8]) -> bool {
    (Walk { rest: bytes }).structure(HEAD, 1, 1).is_some()
}

/// What is left of the footer. Where a step gives nothing, it says what can not be.
struct Walk<'f> {
    rest: &'f [u8],
}

impl Walk<'_> {
    fn byte(&mut self) -> Option<u8> {
        let (first, rest) = self.rest.split_first()?;
        self.rest = rest;
        Some(*first)
    }

    fn skip(&mut self, length: u64) -> Option<()> {
        self.rest = self.rest.get(usize::try_from(length).ok()?..)?;
        Some(())
    }

    fn number(&mut self) -> Option<u64> {
        number(&mut self.rest)
    }

    /// A structure, one of so many in its list: it can not count more parts in it than there are.
    fn structure(&mut self, known: Part, among: u64, depth: usize) -> Option<()> {
        let mut field = 0_u64;
        loop {
            let head = self.byte()?;
            if head == 0 {
                return Some(());
            }
            field = match head >> 4 {
                // Signs alternate, and numbers are of 16 bits: what is beyond would be another field to the library.
                0 => Some(self.number()?).filter(|told| told % 2 == 0 && told / 2 <= MOST_FIELDS)? / 2,
                step => field + u64::from(step),
            };
            let holds = known.iter().find(|(own, _)| *own == field).map(|(_, holds)| holds);
            if holds.is_some_and(|holds| !holds.is(head & 0x0f)) {
                return None;
            }
            match (head & 0x0f, holds) {
                // Signs alternate: an even number is a positive one, twice.
                (_, Some(Holds::Children)) => _ = Some(self.number()?).filter(|told| told / 2 <= among)?,
                (1 | 2, _) => {}
                (kind, _) => self.value(kind, holds, 1, depth + 1)?,
            }
        }
    }

    fn value(&mut self, kind: u8, holds: Option<&Holds>, among: u64, depth: usize) -> Option<()> {
        if depth > DEEPEST {
            return None;
        }
        match kind {
            1..=3 => self.skip(1),
            4..=6 => self.number().map(drop),
            7 => self.skip(8),
            8 => {
                let length = self.number()?;
                self.skip(length)
            }
            9 | 10 => {
                let head = self.byte()?;
                let count = match head >> 4 {
                    15 => self.number()?,
                    count => count.into(),
                };
                let of_members = match holds {
                    Some(Holds::List(each)) => Some(*each),
                    _ => None,
                };
                self.members(count, &[head & 0x0f], of_members, depth)
            }
            11 => match self.number()? {
                0 => Some(()),
                count => {
                    let kinds = self.byte()?;
                    self.members(count, &[kinds >> 4, kinds & 0x0f], None, depth)
                }
            },
            12 => self.structure(part(holds), among, depth),
            13 => self.skip(16),
            _ => None,
        }
    }

    /// The members of a list, or the pairs of a map; each takes a byte at least. None that is known has yes and no.
    fn members(&mut self, count: u64, kinds: &[u8], of: Option<&Holds>, depth: usize) -> Option<()> {
        let is_wrong = |kind: &u8| matches!(kind, 1 | 2) || of.is_some_and(|of| !of.is(*kind));
        if usize::try_from(count).map_or(true, |count| count > self.rest.len()) {
            return None;
        }
        if count > 0 && kinds.iter().any(is_wrong) {
            return None;
        }
        for _ in 0..count {
            for kind in kinds {
                self.value(*kind, of, count, depth + 1)?;
            }
        }
        Some(())
    }
}

/// A number of seven bits in each byte, the lowest first; `None` where it does not end, or has more than 64.
pub(super) fn number(rest: &mut &[u8]) -> Option<u64> {
    let mut number = 0_u64;
    for shift in (0..64).step_by(7) {
        let (byte, behind) = rest.split_first()?;
        *rest = behind;
        number |= u64::from(byte & 0x7f) << shift;
        if byte & 0x80 == 0 {
            return Some(number);
        }
    }
    None
}

/// The fields of a structure, as far as they are known.
fn part(holds: Option<&Holds>) -> Part {
    match holds {
        Some(Holds::Part(fields)) => fields,
        _ => &[],
    }
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;
    use std::sync::Arc;

    use parquet::file::writer::SerializedFileWriter;
    use parquet::schema::parser::parse_message_type;

    use super::*;

    /// A file of some columns and no rows.
    fn file(columns: usize) -> Vec<u8> {
        let columns: String = (0..columns).map(|at| format!("optional double c{at}; ")).collect();
        let schema = parse_message_type(&format!("message m {{ {columns} }}")).unwrap();
        let mut bytes = Vec::new();
        SerializedFileWriter::new(&mut bytes, Arc::new(schema), Arc::default()).unwrap().close().unwrap();
        bytes
    }

    /// The file with some bytes of its footer replaced.
    fn with(file: &[u8], from: &[u8], to: &[u8]) -> Vec<u8> {
        let at = file.windows(from.len()).position(|part| part == from).unwrap();
        let footer = file.len() - 8 + to.len() - from.len();
        let mut bytes = [&file[..at], to, &file[at + from.len()..file.len() - 8]].concat();
        bytes.extend(u32::try_from(footer - 4).unwrap().to_le_bytes());
        bytes.extend(b"PAR1");
        bytes
    }

    fn fit(bytes: &[u8]) -> bool {
        check(Cursor::new(bytes)).is_ok()
    }

    #[test]
    fn what_is_counted_must_fit_into_the_footer() {
        let sound = file(20);
        assert!(fit(&sound) && fit(&file(1)));
        // A list of 21 structures, and the count of 20 in the first of them, whose name comes before it.
        let (list, children) = ([0x19, 0xfc, 21], [b'm', 0x15, 40]);
        assert!(fit(&with(&sound, &list, &list)));
        let absurd = [0xff, 0xff, 0xff, 0xff, 0x0f];
        assert!(!fit(&with(&sound, &list, &[&list[..2], &absurd].concat())));
        assert!(!fit(&with(&sound, &children, &[&children[..2], &absurd].concat())));
        assert!(!fit(&with(&sound, &children, &[b'm', 0x15, 44])), "22 parts of 21");
    }

    #[test]
    fn a_list_of_yes_and_no_fits_nowhere() {
        // A field that nobody knows, the 14th: a list of two numbers; of two yeses; of two lists of one of them.
        let head = |list: &[u8]| head_fits(&[&[0xe9], list, &[0]].concat());
        assert!(head(&[0x25, 2, 4]) && head(&[0x05]) && head(&[0x01]), "of none there is nothing wrong");
        assert!(!head(&[0x21, 1, 1]) && !head(&[0x22, 1, 1]) && !head(&[0x29, 0x11, 1, 0x11, 1]));
        assert!(!head(&[0xf5, 0xff, 0xff, 0xff, 0xff, 7, 2]), "more than there are");
        // A map of yeses, by numbers.
        assert!(!head_fits(&[0xeb, 1, 0x51, 2, 1, 0]) && head_fits(&[0xeb, 1, 0x55, 2, 1, 0]));
    }

    #[test]
    fn a_known_field_is_what_it_should_be() {
        // The kind of a page is a number; its head has no end, or a field by a number that is negative or has 17 bits.
        assert!(head_fits(&[0x15, 4, 0]) && head_fits(&[0x05, 2, 4, 0]));
        assert!(!head_fits(&[0x19, 0x05, 0]) && !head_fits(&[0x15, 4]));
        assert!(!head_fits(&[0x05, 1, 4, 0]) && !head_fits(&[0x05, 0x82, 0x80, 8, 4, 0]));
        // A head of a dictionary, which says whether it is sorted.
        assert!(
            head_fits(&[0x7c, 0x15, 2, 0x15, 4, 0x11, 0, 0]) && !head_fits(&[0x7c, 0x15, 2, 0x15, 4, 0x15, 0, 0, 0])
        );
        // The schema of a footer is a list of two structures, and of nothing else.
        let sound = file(1);
        assert!(fit(&sound) && !fit(&with(&sound, &[0x19, 0x2c], &[0x19, 0x25])));
    }

    #[test]
    fn what_is_no_parquet_passes() {
        for bytes in [&b""[..], b"PAR1", b"PAR1PAR1", b"a,b\n1,2\n3,4\n5,6\n"] {
            assert!(fit(bytes));
        }
    }
}
