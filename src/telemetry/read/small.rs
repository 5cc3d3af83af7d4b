//! Small tables as they stand: the rows of a text or of a workbook's one sheet, each with its number in the file.

use std::io::{Cursor, Read};
use std::path::Path;

use super::contain;
use super::fault::{Fault, Place};
use super::format::{self, Format};
use super::peek::written;
use super::sniff::likeliest_of_any;
use super::text::Text;
use super::workbook;
use crate::problem::{Problem, Result};
use crate::telemetry::Layout;
use crate::toml_text;

/// A layout that tells nothing: all is found from the file.
const UNTOLD: &str = "files = []\nshape = \"wide\"\ntime = \"\"\n";

/// The rows of a small table that have a cell which is not empty, the heading first: CSV or another text in any usual
/// encoding, XLSX, XLS or ODS. Numbers and dates of sheets are written as a text table would have them.
///
/// # Errors
/// A file that is no table, is damaged, or has several sheets with cells.
pub fn small_table(file: &Path, bytes: &[u8]) -> Result<Vec<(u64, Vec<String>)>> {
    let layout: Layout = toml_text::parse(UNTOLD, "layout")?;
    let rows = rows(file, bytes, &layout).map_err(|fault| fault.placed(file, &layout))?;
    Ok(rows.into_iter().filter(|(_, cells)| cells.iter().any(|cell| !cell.is_empty())).collect())
}

fn rows(file: &Path, bytes: &[u8], layout: &Layout) -> std::result::Result<Vec<(u64, Vec<String>)>, Fault> {
    let mut input = Cursor::new(bytes);
    match Format::of(&mut input, file)? {
        Format::Text => of_text(input, layout),
        Format::Parquet => Err(Fault::new(
            Place::File,
            Problem::new("the file is Parquet, where a small table belongs").hint("save it as CSV or XLSX"),
        )),
        format @ (Format::Archive | Format::Xls) => {
            let mut rows = Vec::new();
            contain::contain(|| {
                workbook::rows_in_memory(bytes, format, layout, |row, cells| {
                    rows.push((row, cells.iter().map(|cell| trimmed(&written(cell.cell()))).collect()));
                    Ok(())
                })
            })?;
            Ok(rows)
        }
    }
}

fn of_text(input: Cursor<&[u8]>, layout: &Layout) -> std::result::Result<Vec<(u64, Vec<String>)>, Fault> {
    let text = Text::open(input, layout)?;
    format::refuse_markup(&text)?;
    let delimiter = likeliest_of_any(&text.head, text.whole);
    let mut whole = String::new();
    text.into_reader().read_to_string(&mut whole).map_err(|error| Fault::io(&error))?;
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(delimiter)
        .has_headers(false)
        .flexible(true)
        .comment(Some(b'#'))
        .from_reader(whole.as_bytes());
    let mut lines = Lines { text: whole.as_bytes(), at: 0, line: 1 };
    let mut rows = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|_| Fault::new(Place::File, no_rows()))?;
        let line = lines.of(record.position().map_or(0, csv::Position::byte));
        rows.push((line, record.iter().map(trimmed).collect()));
    }
    Ok(rows)
}

fn no_rows() -> Problem {
    Problem::new("the rows of the table can not be read").hint("save it again as CSV in UTF-8, or as XLSX")
}

fn trimmed(cell: &str) -> String {
    cell.trim().to_owned()
}

/// Counts the lines of a text from row to row; the CSV reader's own count falls behind at blank lines.
struct Lines<'t> {
    text: &'t [u8],
    at: usize,
    line: u64,
}

impl Lines<'_> {
    /// The line of the first row that begins at or after a byte; comments and blank lines come before it.
    fn of(&mut self, byte: u64) -> u64 {
        let byte = usize::try_from(byte).unwrap_or(usize::MAX);
        while let Some(next) = self.text.get(self.at) {
            let begins = self.at == 0 || matches!(self.text.get(self.at - 1), Some(b'\n' | b'\r'));
            match next {
                b'\n' => self.line += 1,
                b'\r' => {}
                b'#' if begins && self.at >= byte => {
                    let rest = self.text.get(self.at..).unwrap_or_default();
                    self.at += rest.iter().position(|byte| *byte == b'\n').unwrap_or(rest.len());
                    continue;
                }
                _ if self.at >= byte => break,
                _ => {}
            }
            self.at += 1;
        }
        self.line
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Vec<(u64, Vec<String>)> {
        small_table(Path::new("t.csv"), text.as_bytes()).unwrap()
    }

    fn row(number: u64, cells: &[&str]) -> (u64, Vec<String>) {
        (number, cells.iter().map(|cell| (*cell).to_owned()).collect())
    }

    #[test]
    fn rows_have_the_numbers_of_their_lines_whatever_stands_between_them() {
        let expected = vec![row(2, &["a", "b"]), row(3, &["1", "2"]), row(6, &["3", "4"])];
        assert_eq!(of("# note\na,b\n1, 2\n\n# more\n3,4\n"), expected);
        assert_eq!(of("# note\r\na;b\r\n1;2\r\n\r\n# more\r\n3;4\r\n"), expected);
        assert_eq!(of("a,b\n\"1\n2\",3\n4,5\n")[2], row(4, &["4", "5"]));
    }

    #[test]
    fn a_table_in_gbk_is_read() {
        let bytes = encoding_rs::GBK.encode("月份,电量\n2025-01,5\n").0;
        let rows = small_table(Path::new("t.csv"), &bytes).unwrap();
        assert_eq!(rows, [row(1, &["月份", "电量"]), row(2, &["2025-01", "5"])]);
    }

    #[test]
    fn a_sheet_is_read_with_its_numbers_and_dates() {
        let mut book = rust_xlsxwriter::Workbook::new();
        let sheet = book.add_worksheet();
        sheet.write(1, 0, "day").unwrap();
        sheet.write(1, 1, "kwh").unwrap();
        let day = rust_xlsxwriter::ExcelDateTime::from_ymd(2025, 3, 11).unwrap();
        let form = rust_xlsxwriter::Format::new().set_num_format("yyyy-mm-dd");
        sheet.write_with_format(2, 0, &day, &form).unwrap();
        sheet.write(2, 1, 1234.5).unwrap();
        let rows = small_table(Path::new("t.xlsx"), &book.save_to_buffer().unwrap()).unwrap();
        assert_eq!(rows, [row(2, &["day", "kwh"]), row(3, &["2025-03-11 00:00:00", "1234.5"])]);
    }

    #[test]
    fn what_is_no_small_table_is_told() {
        let problem = |bytes: &[u8]| small_table(Path::new("t.xlsx"), bytes).unwrap_err().what;
        assert!(problem(b"PAR1....").contains("Parquet"));
        assert!(problem(b"PK\x03\x04broken").contains("not a workbook"));
        assert!(problem(b"a,b\n").contains("not a workbook, though its name says so"));
    }
}
