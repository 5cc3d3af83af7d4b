//! The rows of a small table, from CSV in any usual encoding or from the first sheet of a workbook that has cells.

use std::collections::BTreeMap;
use std::io::Cursor;
use std::path::{Path, PathBuf};

use calamine::{Data, Reader};

use crate::problem::{Problem, Result, nearest};
use crate::telemetry::parse_number;

/// What a column is called in a table, by the name the caller asks for, and where it is.
type Places = BTreeMap<String, (usize, String)>;

/// One row: its cells by the first name of their column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct TableRow {
    file: PathBuf,
    /// 1 is the first line of the file.
    number: u64,
    /// By the column's first name, the cell and the column's name in the file.
    cells: BTreeMap<String, (String, String)>,
}

impl TableRow {
    /// Its row in the file, for errors.
    pub(super) const fn number(&self) -> u64 {
        self.number
    }

    /// The cell of a column, trimmed; empty where the table has no such column.
    pub(super) fn cell(&self, column: &str) -> &str {
        self.cells.get(column).map_or("", |(cell, _)| cell.as_str())
    }

    /// The cell, where it has anything in it.
    pub(super) fn optional(&self, column: &str) -> Option<&str> {
        Some(self.cell(column)).filter(|cell| !cell.is_empty())
    }

    /// The cell as a name.
    ///
    /// # Errors
    /// An empty cell.
    pub(super) fn required(&self, column: &str) -> Result<&str> {
        self.optional(column).ok_or_else(|| self.wrong(column, "a name", "fill in the cell"))
    }

    /// The cell as a number of zero or more.
    ///
    /// # Errors
    /// Any other cell.
    pub(super) fn not_negative(&self, column: &str) -> Result<f64> {
        let number = parse_number(self.cell(column).as_bytes()).ok().filter(|number| *number >= 0.0);
        let hint = "write a plain decimal such as `0.85`, and no unit";
        number.ok_or_else(|| self.wrong(column, "a number of zero or more", hint))
    }

    /// The problem of a cell that is not what belongs there.
    pub(super) fn wrong(&self, column: &str, expected: &str, hint: &str) -> Problem {
        let what = match self.cell(column) {
            "" => format!("the cell is empty where {expected} belongs"),
            text => format!("`{text}` is not {expected}"),
        };
        let shown = self.cells.get(column).map_or(column, |(_, name)| name.as_str());
        Problem::new(what).at_cell(&self.file, self.number, Some(shown)).hint(hint)
    }
}

/// Reads the rows of a table. A column is asked for by its name, or by several that it may have: `"列名|alias"`; rows give
/// its cells by the first. Blank rows and those that begin with `#` are left out.
///
/// # Errors
/// A file that is no table, a column of `columns` that is missing, or a row of another width than the heading.
pub(super) fn read_rows(file: &Path, bytes: &[u8], columns: &[&str], optional: &[&str]) -> Result<Vec<TableRow>> {
    let workbook = bytes.starts_with(b"PK") || bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]);
    let rows = if workbook { of_workbook(file, bytes)? } else { of_text(file, bytes)? };
    let mut rows = rows.into_iter().filter(|(_, cells)| {
        let comment = cells.first().is_some_and(|cell| cell.starts_with('#'));
        !comment && cells.iter().any(|cell| !cell.is_empty())
    });
    let Some((line, heading)) = rows.next() else {
        return Err(Problem::new("the table is empty").at_file(file).hint("write a heading and a row for each entry"));
    };
    let places = places(&heading, columns, optional).map_err(|problem| problem.at_cell(file, line, None))?;
    let width = heading.len();
    rows.map(|(number, cells)| {
        if !workbook && cells.len() != width {
            return Err(Problem::new("the row has another number of cells than the heading")
                .at_cell(file, number, None)
                .hint("check the commas, and quote cells that hold one"));
        }
        let cell = |(name, (at, shown)): (&String, &(usize, String))| {
            (name.clone(), (cells.get(*at).cloned().unwrap_or_default(), shown.clone()))
        };
        Ok(TableRow { file: file.to_owned(), number, cells: places.iter().map(cell).collect() })
    })
    .collect()
}

/// Where each wanted column is.
fn places(heading: &[String], columns: &[&str], optional: &[&str]) -> Result<Places> {
    let mut places = Places::new();
    let wanted = columns.iter().map(|names| (names, true)).chain(optional.iter().map(|names| (names, false)));
    for (names, needed) in wanted {
        let first = first_name(names);
        let at = names.split('|').find_map(|name| heading.iter().position(|known| known.eq_ignore_ascii_case(name)));
        match at {
            Some(at) => {
                let shown = heading.get(at).cloned().unwrap_or_default();
                places.insert(first.to_owned(), (at, shown));
            }
            None if needed => {
                let near = nearest(first, heading.iter().map(String::as_str));
                let near = near.map(|near| format!("; is it `{near}`?")).unwrap_or_default();
                let known: Vec<&str> = columns.iter().map(|names| first_name(names)).collect();
                return Err(Problem::new(format!("the column `{first}` is missing"))
                    .hint(format!("the columns are {}{near}", known.join(", "))));
            }
            None => {}
        }
    }
    Ok(places)
}

fn first_name(names: &str) -> &str {
    names.split('|').next().unwrap_or(names)
}

type Numbered = Vec<(u64, Vec<String>)>;

fn of_text(file: &Path, bytes: &[u8]) -> Result<Numbered> {
    let text = decoded(bytes).ok_or_else(|| {
        Problem::new("the file is not text in UTF-8 or GBK").at_file(file).hint("save it as CSV in UTF-8, or as XLSX")
    })?;
    let heading = text.lines().find(|line| !line.trim().is_empty() && !line.starts_with('#')).unwrap_or_default();
    let count = |mark: u8| heading.bytes().filter(|byte| *byte == mark).count();
    let delimiter = [b',', b'\t', b';'].into_iter().rev().max_by_key(|mark| count(*mark)).unwrap_or(b',');
    let mut builder = csv::ReaderBuilder::new();
    builder.delimiter(delimiter).flexible(true).has_headers(false).trim(csv::Trim::All);
    let mut reader = builder.from_reader(text.as_bytes());
    let records = reader.records().map(|record| {
        let record =
            record.map_err(|error| Problem::new(format!("the table cannot be read: {error}")).at_file(file))?;
        let line = record.position().map_or(0, csv::Position::line);
        Ok((line, record.iter().map(str::to_owned).collect()))
    });
    records.collect()
}

/// UTF-8 with or without its mark, or else GBK; `None` where it is neither.
fn decoded(bytes: &[u8]) -> Option<String> {
    let plain = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    if let Ok(text) = std::str::from_utf8(plain) {
        return Some(text.to_owned()).filter(|text| !text.contains('\0'));
    }
    let (text, wrong) = encoding_rs::GB18030.decode_without_bom_handling(plain);
    (!wrong && !text.contains('\0')).then(|| text.into_owned())
}

fn of_workbook(file: &Path, bytes: &[u8]) -> Result<Numbered> {
    let damaged = || {
        Problem::new("the workbook cannot be read")
            .at_file(file)
            .hint("open it in a spreadsheet and save it again as XLSX without a password")
    };
    let mut book = calamine::open_workbook_auto_from_rs(Cursor::new(bytes)).map_err(|_| damaged())?;
    for name in book.sheet_names() {
        let range = book.worksheet_range(&name).map_err(|_| damaged())?;
        if range.is_empty() {
            continue;
        }
        let first = u64::from(range.start().map_or(0, |(row, _)| row)) + 1;
        let row = |cells: &[Data]| cells.iter().map(written).collect();
        return Ok((first..).zip(range.rows().map(row)).collect());
    }
    Ok(Vec::new())
}

/// A cell as a text table would have it.
fn written(cell: &Data) -> String {
    match cell {
        Data::DateTime(time) if time.is_datetime() => {
            let (year, month, day, hour, minute, second, _) = time.to_ymd_hms_milli();
            match (hour, minute, second) {
                (0, 0, 0) => format!("{year:04}-{month:02}-{day:02}"),
                _ => format!("{year:04}-{month:02}-{day:02} {hour:02}:{minute:02}:{second:02}"),
            }
        }
        other => other.to_string().trim().to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8]) -> Result<Vec<TableRow>> {
        read_rows(Path::new("t.csv"), bytes, &["load|负载", "watts|功率"], &["seconds"])
    }

    #[test]
    fn a_table_is_read_by_either_name_in_utf8_and_gbk() {
        for text in ["load,watts\n100,416\n", "负载,功率\n100,416\n", "\u{feff}负载;功率\n# old\n\n100;416\n"] {
            let (gbk, ..) = encoding_rs::GBK.encode(text.trim_start_matches('\u{feff}'));
            for bytes in [text.as_bytes(), &gbk] {
                let rows = read(bytes).unwrap();
                assert_eq!((rows.len(), rows[0].cell("load"), rows[0].not_negative("watts")), (1, "100", Ok(416.0)));
                assert_eq!(rows[0].optional("seconds"), None);
            }
        }
    }

    #[test]
    fn a_workbook_is_read_with_the_numbers_of_its_rows() {
        let mut book = rust_xlsxwriter::Workbook::new();
        let sheet = book.add_worksheet();
        sheet.write(2, 0, "负载").unwrap();
        sheet.write(2, 1, "watts").unwrap();
        sheet.write(3, 0, 100).unwrap();
        sheet.write(3, 1, "fast").unwrap();
        let rows = read(&book.save_to_buffer().unwrap()).unwrap();
        assert_eq!(rows[0].cell("load"), "100");
        let problem = rows[0].not_negative("watts").unwrap_err();
        assert_eq!(problem.to_string(), "`fast` is not a number of zero or more (t.csv, row 4, column `watts`)");
    }

    #[test]
    fn what_is_no_such_table_is_told() {
        let told = |text: &str| read(text.as_bytes()).unwrap_err();
        let problem = told("load,wats\n");
        assert_eq!(problem.to_string(), "the column `watts` is missing (t.csv, row 1)");
        assert!(problem.hint.unwrap().ends_with("is it `wats`?"));
        assert_eq!(told("load,watts\n100\n").place.as_deref(), Some("t.csv, row 2"));
        assert_eq!(told("").what, "the table is empty");
        assert_eq!(read(b"PK\x03\x04 no workbook").unwrap_err().what, "the workbook cannot be read");
        assert_eq!(read(b"\x00\x01").unwrap_err().what, "the file is not text in UTF-8 or GBK");
    }
}
