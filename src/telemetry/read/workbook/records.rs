//! The records of an XLS, looked through before its sheets are made of them: the room that a sheet would take goes by the
//! cells in its corners, not by the length of the file.

use crate::problem::Problem;
use crate::telemetry::read::fault::{Fault, Place};

/// How many cells the sheets may span together: two full ones.
const MOST_CELLS: u64 = 2 * 65_536 * 256;
/// How many characters the texts of all cells may have together.
const MOST_CHARACTERS: u64 = 256 << 20;

/// The kinds of records that count here, by their numbers in MS-XLS, 2.3.
mod kind {
    pub(super) const FORMULA: u16 = 0x0006;
    pub(super) const END: u16 = 0x000a;
    pub(super) const PROTECTED: u16 = 0x002f;
    pub(super) const CONTINUED: u16 = 0x003c;
    pub(super) const SHEET: u16 = 0x0085;
    pub(super) const NUMBERS_OF_A_ROW: u16 = 0x00bd;
    pub(super) const RICH_TEXT: u16 = 0x00d6;
    pub(super) const TEXTS: u16 = 0x00fc;
    pub(super) const SHARED_TEXT: u16 = 0x00fd;
    pub(super) const SIZE: u16 = 0x0200;
    pub(super) const NUMBER: u16 = 0x0203;
    pub(super) const TEXT: u16 = 0x0204;
    pub(super) const TRUTH_OR_ERROR: u16 = 0x0205;
    pub(super) const SHORT_NUMBER: u16 = 0x027e;
    pub(super) const BEGIN: u16 = 0x0809;
}

/// Refuses records of which more would be made than there is room for, and takes out what sheets say of their size, for which
/// room would be made before a cell is read. What is cut short passes: the library tells.
pub(super) fn check(stream: &mut [u8]) -> Result<(), Fault> {
    let mut sheets = Vec::new();
    let mut texts = Vec::new();
    let mut at = 0;
    while let Some(record) = Record::at(stream, at) {
        match record.kind {
            kind::SHEET => sheets.extend(long(record.body(stream), 0)),
            // By a password: no record after this one is what it seems, and the library reads none.
            kind::PROTECTED if short(record.body(stream), 0).is_some_and(|way| way != 0) => return Ok(()),
            kind::TEXTS => texts = lengths_of_texts(stream, &record),
            kind::END => break,
            _ => {}
        }
        at = record.to;
    }
    let mut room = Room { bytes: stream.len(), cells: MOST_CELLS, characters: MOST_CHARACTERS };
    sheets.into_iter().try_for_each(|sheet| room.take(stream, sheet, &texts))
}

/// Where a record is.
struct Record {
    kind: u16,
    from: usize,
    to: usize,
}

impl Record {
    fn at(stream: &[u8], at: usize) -> Option<Self> {
        let head = stream.get(at..)?;
        let from = at.checked_add(4)?;
        let to = from.checked_add(usize::from(short(head, 2)?))?;
        (to <= stream.len()).then_some(Self { kind: short(head, 0)?, from, to })
    }

    fn body<'s>(&self, stream: &'s [u8]) -> &'s [u8] {
        stream.get(self.from..self.to).unwrap_or_default()
    }
}

fn short(bytes: &[u8], at: usize) -> Option<u16> {
    bytes.get(at..)?.first_chunk().map(|two| u16::from_le_bytes(*two))
}

fn long(bytes: &[u8], at: usize) -> Option<usize> {
    let four = bytes.get(at..)?.first_chunk()?;
    usize::try_from(u32::from_le_bytes(*four)).ok()
}

/// What is left for the sheets to come.
struct Room {
    /// Each record is of one sheet, so that the sheets are together no longer than the stream.
    bytes: usize,
    cells: u64,
    characters: u64,
}

impl Room {
    /// Takes the room of the sheet whose records begin at a byte.
    fn take(&mut self, stream: &mut [u8], sheet: usize, texts: &[u16]) -> Result<(), Fault> {
        let mut span = Span::default();
        let mut depth = 0_usize;
        let mut at = sheet;
        while let Some(record) = Record::at(stream, at) {
            let body = record.body(stream);
            match record.kind {
                kind::BEGIN => depth += 1,
                // That of a chart within the sheet.
                kind::END if depth > 1 => depth -= 1,
                kind::END => break,
                kind::SIZE => stream.get_mut(record.from..record.to).unwrap_or_default().fill(0),
                kind::NUMBERS_OF_A_ROW => span.grow(body, short(body, body.len().saturating_sub(2))),
                kind::SHARED_TEXT => {
                    span.grow(body, None);
                    let length = long(body, 6).and_then(|text| texts.get(text)).copied().unwrap_or_default();
                    self.characters =
                        self.characters.checked_sub(length.into()).ok_or_else(|| too_large("its texts"))?;
                }
                kind::FORMULA
                | kind::RICH_TEXT
                | kind::NUMBER
                | kind::TEXT
                | kind::TRUTH_OR_ERROR
                | kind::SHORT_NUMBER => span.grow(body, None),
                _ => {}
            }
            let length = record.to - at;
            self.bytes = self.bytes.checked_sub(length).ok_or_else(|| too_large("its sheets, of which two are one"))?;
            at = record.to;
        }
        self.cells = self.cells.checked_sub(span.cells()).ok_or_else(|| too_large("its sheets"))?;
        Ok(())
    }
}

/// The rows and columns from the first to the last that has a cell.
#[derive(Default)]
struct Span {
    rows: Option<(u16, u16)>,
    columns: Option<(u16, u16)>,
}

impl Span {
    /// A cell more, or those to the last column.
    fn grow(&mut self, body: &[u8], last: Option<u16>) {
        let (Some(row), Some(column)) = (short(body, 0), short(body, 2)) else { return };
        let within = |span: Option<(u16, u16)>, from: u16, to: u16| {
            let (first, last) = span.unwrap_or((from, to));
            Some((first.min(from), last.max(to)))
        };
        self.rows = within(self.rows, row, row);
        self.columns = within(self.columns, column, last.unwrap_or(column).max(column));
    }

    fn cells(&self) -> u64 {
        let length = |span: Option<(u16, u16)>| span.map_or(0, |(first, last)| u64::from(last - first) + 1);
        length(self.rows) * length(self.columns)
    }
}

/// How many characters each shared text has. Where they do not go on as they must, the library tells.
fn lengths_of_texts(stream: &[u8], record: &Record) -> Vec<u16> {
    // After two counts, which need not be true.
    let here = record.body(stream).get(8..).unwrap_or_default();
    let mut texts = Texts { here, stream, next: record.to };
    std::iter::from_fn(|| texts.length_of_next()).collect()
}

/// The rest of the shared texts, in this record and those that continue it.
struct Texts<'s> {
    here: &'s [u8],
    stream: &'s [u8],
    next: usize,
}

impl Texts<'_> {
    fn length_of_next(&mut self) -> Option<u16> {
        if self.here.is_empty() {
            self.go_on()?;
        }
        if self.here.is_empty() {
            return Some(0);
        }
        let (length, flags) = (short(self.here, 0)?, *self.here.get(2)?);
        self.here = self.here.get(3..)?;
        let runs = if flags & 0x8 == 0 { 0 } else { self.count(2)? };
        let sounds = if flags & 0x4 == 0 { 0 } else { self.count(4)? };
        self.pass_characters(length.into(), flags)?;
        self.pass(runs * 4)?;
        self.pass(sounds)?;
        Some(length)
    }

    fn count(&mut self, bytes: usize) -> Option<usize> {
        let count = if bytes == 2 { short(self.here, 0).map(usize::from) } else { long(self.here, 0) };
        self.here = self.here.get(bytes..)?;
        count
    }

    /// Passes over characters of one or two bytes, which each record says anew.
    fn pass_characters(&mut self, mut left: usize, flags: u8) -> Option<()> {
        let mut width = 1 + usize::from(flags & 1);
        loop {
            let here = left.min(self.here.len() / width);
            self.here = self.here.get(here * width..)?;
            left -= here;
            if left == 0 {
                return Some(());
            }
            self.go_on()?;
            let (flags, rest) = self.here.split_first()?;
            width = 1 + usize::from(flags & 1);
            self.here = rest;
        }
    }

    fn pass(&mut self, mut left: usize) -> Option<()> {
        loop {
            let here = left.min(self.here.len());
            self.here = self.here.get(here..)?;
            left -= here;
            if left == 0 {
                return Some(());
            }
            self.go_on()?;
        }
    }

    /// On to the record that continues this one.
    fn go_on(&mut self) -> Option<()> {
        let record = Record::at(self.stream, self.next).filter(|record| record.kind == kind::CONTINUED)?;
        self.here = record.body(self.stream);
        self.next = record.to;
        Some(())
    }
}

fn too_large(what: &str) -> Fault {
    let problem = Problem::new(format!("the workbook is damaged, or larger than it can be: {what}"));
    Fault::new(Place::File, problem.hint("open it in a spreadsheet and save the one sheet as XLSX or CSV"))
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    pub(in super::super) fn record(kind: u16, body: &[u8]) -> Vec<u8> {
        [&kind.to_le_bytes(), &u16::try_from(body.len()).unwrap_or(u16::MAX).to_le_bytes(), body].concat()
    }

    /// A workbook with a sheet for each of these places.
    fn workbook(places: &[usize], texts: &[u8], sheet: &[Vec<u8>]) -> Vec<u8> {
        let named = places.iter().map(|place| {
            let place = u32::try_from(*place).unwrap_or(u32::MAX).to_le_bytes();
            record(kind::SHEET, &[&place[..], b"\0\0\x01\0S"].concat())
        });
        let head: Vec<u8> = named.flatten().chain(texts.iter().copied()).chain(record(kind::END, b"")).collect();
        [head, record(kind::BEGIN, b"\0\x06\x10\0"), sheet.concat(), record(kind::END, b"")].concat()
    }

    /// One sheet with these records, in its place.
    pub(in super::super) fn one_sheet(texts: &[u8], sheet: &[Vec<u8>]) -> Vec<u8> {
        let head = workbook(&[0], texts, &[]).len()
            - record(kind::BEGIN, b"\0\x06\x10\0").len()
            - record(kind::END, b"").len();
        workbook(&[head], texts, sheet)
    }

    pub(in super::super) fn number(row: u16, column: u16, value: f64) -> Vec<u8> {
        let place = [row.to_le_bytes(), column.to_le_bytes(), [0, 0]].concat();
        record(kind::NUMBER, &[&place[..], &value.to_le_bytes()].concat())
    }

    fn shared_text(row: u16, text: u8) -> Vec<u8> {
        record(kind::SHARED_TEXT, &[&row.to_le_bytes()[..], &[0, 0, 0, 0, text, 0, 0, 0]].concat())
    }

    fn problem(mut stream: Vec<u8>) -> String {
        format!("{:?}", check(&mut stream).expect_err("refused"))
    }

    #[test]
    fn the_room_of_sheets_goes_by_their_corners() {
        let corners = |last: u16| one_sheet(b"", &[number(0, 0, 1.0), number(65_535, last, 1.0)]);
        assert!(check(&mut corners(511)).is_ok(), "as many cells as two full sheets");
        assert!(problem(corners(512)).contains("larger than it can be: its sheets"));
        let ends = record(kind::NUMBERS_OF_A_ROW, &[&[0; 4][..], &[0; 6], &u16::MAX.to_le_bytes()].concat());
        assert!(problem(one_sheet(b"", &[ends, number(65_535, 0, 1.0)])).contains("its sheets"));
    }

    #[test]
    fn a_chart_within_a_sheet_does_not_end_it() {
        let chart = [record(kind::BEGIN, b""), record(kind::END, b"")].concat();
        let sheet = [number(0, 0, 1.0), chart, number(65_535, 512, 1.0)];
        assert!(problem(one_sheet(b"", &sheet)).contains("its sheets"));
    }

    #[test]
    fn what_a_sheet_says_of_its_size_is_taken_out() {
        let mut stream = one_sheet(b"", &[record(kind::SIZE, &[0xff; 14]), number(2, 1, 1.0)]);
        assert!(check(&mut stream).is_ok());
        assert_eq!(stream, one_sheet(b"", &[record(kind::SIZE, &[0; 14]), number(2, 1, 1.0)]));
    }

    #[test]
    fn two_sheets_are_not_one() {
        let cells: Vec<_> = (0..9).map(|row| number(row, 0, 1.0)).collect();
        let place = workbook(&[0, 0], b"", &[]).len() - 12;
        assert!(problem(workbook(&[place, place], b"", &cells)).contains("of which two are one"));
    }

    #[test]
    fn texts_are_counted_as_often_as_they_are_told() {
        // Three texts: wide with runs and sounds; one that a second record continues in narrow characters; an empty one.
        let first = [&4_u16.to_le_bytes()[..], b"\x0d\x01\0\x02\0\0\0", &[0; 8], &[0; 4], &[0; 2]].concat();
        let begun = [&30_000_u16.to_le_bytes()[..], b"\x01", &[0; 20_000]].concat();
        let texts = [
            record(kind::TEXTS, &[&[0xff; 8][..], &first, &begun].concat()),
            record(kind::CONTINUED, &[&[0; 20_001][..], &[0; 3]].concat()),
        ]
        .concat();
        let head = Record::at(&texts, 0).expect("a record");
        assert_eq!(lengths_of_texts(&texts, &head), [4, 30_000, 0]);

        let told = |times: usize| one_sheet(&texts, &vec![shared_text(7, 1); times]);
        let most = usize::try_from(MOST_CHARACTERS / 30_000).expect("a count");
        assert!(check(&mut told(most)).is_ok());
        assert!(problem(told(most + 1)).contains("its texts"));
    }

    #[test]
    fn what_a_password_protects_is_left_to_the_library() {
        let protected =
            |way: u8| one_sheet(&record(kind::PROTECTED, &[way, 0]), &[number(0, 0, 1.0), number(65_535, 512, 1.0)]);
        assert!(check(&mut protected(1)).is_ok());
        assert!(problem(protected(0)).contains("its sheets"));
    }

    #[test]
    fn records_that_are_cut_short_are_left_to_the_library() {
        let stream = one_sheet(b"", &[number(0, 0, 1.0), number(65_535, 512, 1.0)]);
        for length in 0..stream.len() {
            let _ = check(&mut stream[..length].to_vec());
        }
        assert!(check(&mut stream[..stream.len() - 10].to_vec()).is_ok(), "the last cell is not whole");
    }
}
