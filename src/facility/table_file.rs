//! The rows of a table in a file, CSV or XLSX, whose columns are found by any of several names.
//!
//! Text may be in UTF-8, UTF-16 with a mark, or GBK; cells may be parted by commas, semicolons, tabs or pipes. Of a
//! workbook the only sheet with cells is read.

use std::io::Cursor;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use calamine::{Data, ExcelDateTime, Reader, Xlsx};
use encoding_rs::{Encoding, GB18030};

use crate::problem::{Problem, Result, nearest};

/// How a ZIP archive begins, which a workbook is.
const ARCHIVE: &[u8] = b"PK\x03\x04";
/// No sheet has more columns.
const MOST_COLUMNS: usize = 16_384;

/// One row of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct TableRow {
    head: Arc<Head>,
    /// 1 is the first line of the file.
    row: u64,
    cells: Vec<String>,
}

/// The file and those of its columns that are wanted.
#[derive(Debug, PartialEq, Eq)]
struct Head {
    file: PathBuf,
    columns: Vec<Column>,
}

/// A column that is wanted and there.
#[derive(Debug, PartialEq, Eq)]
struct Column {
    /// The first of its names.
    key: String,
    /// Its name in the file.
    written: String,
    place: usize,
}

impl TableRow {
    /// The text of a cell, by the first of its column's names; `None` where the file has no such column.
    pub(super) fn get(&self, column: &str) -> Option<&str> {
        let column = self.head.columns.iter().find(|known| known.key == column)?;
        Some(self.cells.get(column.place).map_or("", String::as_str))
    }

    /// Ties a problem to a cell of the row.
    pub(super) fn at(&self, column: &str, problem: Problem) -> Problem {
        let written = self.head.columns.iter().find(|known| known.key == column).map(|known| known.written.as_str());
        problem.at_cell(&self.head.file, self.row, written)
    }
}

/// Reads the rows of a table, blank ones left out. A column is wanted by its names, as in `"closed|关闭时间"`: the first
/// of them is the one to ask a row by.
///
/// # Errors
/// A file that is no table; a column of `columns` that is missing, or any that is there twice; a row that is wider or
/// narrower than the heading.
pub(super) fn read_rows(file: &Path, bytes: &[u8], columns: &[&str], optional: &[&str]) -> Result<Vec<TableRow>> {
    let table = if bytes.starts_with(ARCHIVE) { sheet(file, bytes)? } else { text(file, bytes)? };
    let mut rows = table.into_iter().filter(|(_, cells)| cells.iter().any(|cell| !cell.is_empty()));
    let Some((heading_row, heading)) = rows.next() else {
        return Err(Problem::new("the table is empty").at_file(file).hint("its first row names the columns"));
    };
    let at = |problem: Problem| problem.at_cell(file, heading_row, None);
    let mut found = Vec::new();
    for (wanted, required) in columns.iter().map(|wanted| (wanted, true)).chain(optional.iter().map(|w| (w, false))) {
        match place(&heading, wanted).map_err(at)? {
            Some(column) => found.push(column),
            None if required => return Err(at(missing(&heading, wanted))),
            None => {}
        }
    }
    let head = Arc::new(Head { file: file.to_owned(), columns: found });
    Ok(rows.map(|(row, cells)| TableRow { head: Arc::clone(&head), row, cells }).collect())
}

/// A name without what the eye does not tell apart.
fn plain(name: &str) -> String {
    name.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

fn place(heading: &[String], wanted: &str) -> Result<Option<Column>> {
    let names: Vec<String> = wanted.split('|').map(plain).collect();
    let mut places = heading.iter().enumerate().filter(|(_, name)| names.contains(&plain(name)));
    let Some((place, written)) = places.next() else { return Ok(None) };
    if let Some((_, other)) = places.next() {
        let what = format!("`{written}` and `{other}` both name the column `{}`", key(wanted));
        return Err(Problem::new(what).hint("rename one of them, or say in the manifest which column it is"));
    }
    Ok(Some(Column { key: key(wanted).to_owned(), written: written.clone(), place }))
}

fn key(wanted: &str) -> &str {
    wanted.split('|').next().unwrap_or(wanted)
}

fn missing(heading: &[String], wanted: &str) -> Problem {
    let near = wanted.split('|').find_map(|name| nearest(name, heading.iter().map(String::as_str)));
    let near = near.map(|near| format!("; is it `{near}`?")).unwrap_or_default();
    let names = wanted.split('|').map(|name| format!("`{name}`")).collect::<Vec<_>>().join(" or ");
    Problem::new(format!("the column `{}` is missing", key(wanted)))
        .hint(format!("name it {names}, or say in the manifest which column it is{near}"))
}

type Rows = Vec<(u64, Vec<String>)>;

/// The rows of a text.
fn text(file: &Path, bytes: &[u8]) -> Result<Rows> {
    let text = decoded(bytes).ok_or_else(|| {
        Problem::new("the file is neither text nor a workbook")
            .at_file(file)
            .hint("save it as CSV in UTF-8, or as XLSX")
    })?;
    let heading = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let count = |sign: u8| heading.bytes().filter(|byte| *byte == sign).count();
    let delimiter = [b'|', b'\t', b';', b','].into_iter().max_by_key(|sign| count(*sign)).unwrap_or(b',');
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .trim(csv::Trim::All)
        .comment(Some(b'#'))
        .delimiter(delimiter)
        .from_reader(text.as_bytes());
    let line = |position: Option<&csv::Position>| position.map_or(1, |position| line_of(&text, position));
    let rows = reader.records().map(|record| {
        let record = record.map_err(|error| {
            Problem::new("the row has another number of cells than the heading")
                .at_cell(file, line(error.position()), None)
                .hint("check the delimiters, and quote cells that hold one")
        })?;
        Ok((line(record.position()), record.iter().map(str::to_owned).collect()))
    });
    rows.collect()
}

/// The line of a record: its position is before the blank lines and comments that precede it.
fn line_of(text: &str, position: &csv::Position) -> u64 {
    let rest = usize::try_from(position.byte()).ok().and_then(|byte| text.get(byte..)).unwrap_or_default();
    let skipped = rest.lines().take_while(|line| line.is_empty() || line.starts_with('#')).count();
    position.line() + u64::try_from(skipped).unwrap_or_default()
}

/// Text in UTF-8, in UTF-16 with a mark, or else in the encoding of China.
fn decoded(bytes: &[u8]) -> Option<String> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        let text = encoding.decode_without_bom_handling_and_without_replacement(bytes.get(mark..)?)?;
        return Some(text.into_owned());
    }
    if bytes.contains(&0) {
        return None;
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => Some(text.to_owned()),
        Err(_) => GB18030.decode_without_bom_handling_and_without_replacement(bytes).map(|text| text.into_owned()),
    }
}

/// The rows of the only sheet with cells.
fn sheet(file: &Path, bytes: &[u8]) -> Result<Rows> {
    let damaged = |what: &dyn std::fmt::Display| {
        Problem::new(format!("cannot read the workbook: {what}"))
            .at_file(file)
            .hint("open it in a spreadsheet and save it again as XLSX")
    };
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|error: calamine::XlsxError| damaged(&error))?;
    let mut full = Vec::new();
    for name in book.sheet_names() {
        let rows = cells_of(&mut book, &name).map_err(|error| damaged(&error))?;
        if !rows.is_empty() {
            full.push((name, rows));
        }
    }
    if full.len() > 1 {
        let names = full.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>().join(", ");
        return Err(Problem::new(format!("the workbook has {} sheets with cells", full.len()))
            .at_file(file)
            .hint(format!("keep the one that is meant; the sheets are {names}")));
    }
    Ok(full.pop().map(|(_, rows)| rows).unwrap_or_default())
}

/// Cell by cell, because a sheet may say that it is a million rows long and wide with a cell in each corner.
fn cells_of<R: std::io::Read + std::io::Seek>(
    book: &mut Xlsx<R>,
    name: &str,
) -> std::result::Result<Rows, calamine::XlsxError> {
    let mut rows: Rows = Vec::new();
    let mut cells = book.worksheet_cells_reader(name)?;
    while let Some(cell) = cells.next_cell()? {
        let (row, column) = cell.get_position();
        let (number, column) = (u64::from(row) + 1, usize::try_from(column).unwrap_or(usize::MAX));
        if column >= MOST_COLUMNS {
            continue;
        }
        if rows.last().is_none_or(|(last, _)| *last != number) {
            rows.push((number, Vec::new()));
        }
        if let Some((_, row)) = rows.last_mut() {
            if row.len() <= column {
                row.resize(column + 1, String::new());
            }
            if let Some(place) = row.get_mut(column) {
                *place = written(&cell.get_value().clone().into());
            }
        }
    }
    Ok(rows)
}

/// A cell as a text table would have it.
fn written(cell: &Data) -> String {
    match cell {
        Data::Empty => String::new(),
        Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) => text.trim().to_owned(),
        Data::Float(number) => number.to_string(),
        Data::Int(number) => number.to_string(),
        Data::Bool(truth) => if *truth { "yes" } else { "no" }.to_owned(),
        Data::Error(error) => error.to_string(),
        Data::DateTime(time) if time.is_datetime() => civil(time),
        Data::DateTime(length) => length.as_f64().to_string(),
    }
}

fn civil(time: &ExcelDateTime) -> String {
    let (year, month, day, hour, minute, second, milli) = time.to_ymd_hms_milli();
    match (hour, minute, second, milli) {
        (0, 0, 0, 0) => format!("{year:04}-{month:02}-{day:02}"),
        _ => format!("{year:04}-{month:02}-{day:02} {hour:02}:{minute:02}:{second:02}.{milli:03}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8]) -> Result<Vec<TableRow>> {
        read_rows(Path::new("log.csv"), bytes, &["opened|发生时间"], &["closed|恢复时间"])
    }

    #[test]
    fn columns_are_found_by_any_of_their_names_in_any_encoding() {
        let text = "编号,发生时间,恢复时间\nA,2025-01-01 08:00,\n\nB,2025-01-02 08:00,2025-01-02 09:00\n";
        let marked = [b"\xef\xbb\xbf".as_slice(), text.as_bytes()].concat();
        let gbk = encoding_rs::GBK.encode(text).0.into_owned();
        let tabs = text.replace(',', "\t").into_bytes();
        let windows = text.replace('\n', "\r\n").into_bytes();
        for bytes in [text.as_bytes().to_vec(), marked, gbk, tabs, windows] {
            let rows = read(&bytes).unwrap();
            let closed: Vec<_> = rows.iter().map(|row| row.get("closed")).collect();
            assert_eq!(closed, [Some(""), Some("2025-01-02 09:00")]);
            let place = rows[1].at("closed", Problem::new("wrong")).place.unwrap();
            assert_eq!(place, "log.csv, row 4, column `恢复时间`");
        }
        assert_eq!(read(b"Opened\n2025-01-01\n").unwrap()[0].get("closed"), None);
    }

    #[test]
    fn a_workbook_is_read_with_its_dates_and_numbers() {
        let mut book = rust_xlsxwriter::Workbook::new();
        let sheet = book.add_worksheet();
        let format = rust_xlsxwriter::Format::new().set_num_format("yyyy-mm-dd hh:mm");
        sheet.write(1, 0, "发生时间").unwrap();
        sheet.write(1, 1, "closed").unwrap();
        // 45658 is 2025-01-01 as a count of days.
        sheet.write_with_format(2, 0, 45_658.5, &format).unwrap();
        sheet.write(2, 1, 0.25).unwrap();
        let rows = read(&book.save_to_buffer().unwrap()).unwrap();
        assert_eq!(rows[0].get("opened"), Some("2025-01-01 12:00:00.000"));
        assert_eq!(rows[0].get("closed"), Some("0.25"));
        assert_eq!(rows[0].at("opened", Problem::new("")).place.unwrap(), "log.csv, row 3, column `发生时间`");
    }

    #[test]
    fn what_is_no_table_and_columns_that_are_missing_or_twice_are_told() {
        assert_eq!(read(b"").unwrap_err().what, "the table is empty");
        assert!(read(b"\0\0").unwrap_err().what.contains("neither text nor a workbook"));
        assert!(read(b"PK\x03\x04").unwrap_err().what.starts_with("cannot read the workbook"));
        let problem = read("发生时刻,b\n1,2\n".as_bytes()).unwrap_err();
        assert_eq!(problem.to_string(), "the column `opened` is missing (log.csv, row 1)");
        assert!(problem.hint.unwrap().ends_with("is it `发生时刻`?"));
        assert!(read("opened,发生时间\n1,2\n".as_bytes()).unwrap_err().what.contains("both name the column `opened`"));
        assert_eq!(read(b"opened\n1,2\n").unwrap_err().place.unwrap(), "log.csv, row 2");
    }
}
