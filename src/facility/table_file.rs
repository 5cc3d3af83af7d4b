//! The rows of a small table from CSV or a workbook, by the names of their columns in either language.

use std::path::{Path, PathBuf};

use jiff::civil::Date;

use super::tables::Cell;
use crate::problem::{Problem, Result, nearest};
use crate::telemetry::small_table;

/// A row of a small table.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct TableRow {
    file: PathBuf,
    /// Its number in the file.
    pub(super) row: u64,
    /// By the first name of each column: the name in the file, and the cell.
    cells: Vec<(String, String, String)>,
}

/// The rows of a small table below its heading. A column is given as its names with `|` between them; the first is the
/// one that rows are asked by. Columns that are in neither list are left alone.
///
/// # Errors
/// A file that is no table; a column that is missing or there twice; a row that is wider than the heading.
pub(super) fn read_rows(file: &Path, bytes: &[u8], columns: &[&str], optional: &[&str]) -> Result<Vec<TableRow>> {
    Ok(read_table(file, bytes, columns, optional)?.1)
}

/// The same after the first names of the columns that are there, which a table without rows has too.
///
/// # Errors
/// As [`read_rows`].
pub(super) fn read_table<'c>(
    file: &Path,
    bytes: &[u8],
    columns: &[&'c str],
    optional: &[&'c str],
) -> Result<(Vec<&'c str>, Vec<TableRow>)> {
    let mut rows = small_table(file, bytes)?.into_iter();
    let Some((head_row, heading)) = rows.next() else {
        return Err(Problem::new("the table is empty").at_file(file).hint("write a heading and a row for each entry"));
    };
    let places = places(file, head_row, &heading, columns, optional)?;
    let rows = rows.map(|(row, cells)| {
        if cells.iter().skip(heading.len()).any(|cell| !cell.is_empty()) {
            return Err(Problem::new("the row has more cells than the heading")
                .at_cell(file, row, None)
                .hint("check the commas, and quote cells that hold one"));
        }
        let cells = places.iter().map(|(name, at)| {
            let text = cells.get(*at).cloned().unwrap_or_default();
            ((*name).to_owned(), heading.get(*at).cloned().unwrap_or_default(), text)
        });
        Ok(TableRow { file: file.to_owned(), row, cells: cells.collect() })
    });
    Ok((places.iter().map(|(name, _)| *name).collect(), rows.collect::<Result<_>>()?))
}

/// Where each column is, by its first name.
fn places<'c>(
    file: &Path,
    head_row: u64,
    heading: &[String],
    columns: &[&'c str],
    optional: &[&'c str],
) -> Result<Vec<(&'c str, usize)>> {
    let names = |column: &'c str| column.split('|');
    let first = |column: &'c str| names(column).next().unwrap_or(column);
    let mut places = Vec::new();
    for (column, needed) in columns.iter().map(|name| (*name, true)).chain(optional.iter().map(|name| (*name, false))) {
        let found: Vec<usize> = heading
            .iter()
            .enumerate()
            .filter(|(_, title)| names(column).any(|name| title.eq_ignore_ascii_case(name)))
            .map(|(at, _)| at)
            .collect();
        match found.as_slice() {
            [at] => places.push((first(column), *at)),
            [] if !needed => {}
            [] => {
                let near = names(column).find_map(|name| nearest(name, heading.iter().map(String::as_str)));
                let near = near.map(|near| format!("; is it `{near}`?")).unwrap_or_default();
                let all: Vec<&str> = columns.iter().map(|name| first(name)).collect();
                return Err(Problem::new(format!("the column `{}` is missing", first(column)))
                    .at_cell(file, head_row, None)
                    .hint(format!("the columns are {}{near}", all.join(", "))));
            }
            _ => {
                return Err(Problem::new(format!("the column `{}` is there twice", first(column)))
                    .at_cell(file, head_row, None)
                    .hint("give one of them another name"));
            }
        }
    }
    Ok(places)
}

impl TableRow {
    /// The name in the file and the text of a column's cell.
    fn find(&self, column: &str) -> Option<(&str, &str)> {
        let found = self.cells.iter().find(|(name, ..)| name == column);
        found.map(|(_, title, text)| (title.as_str(), text.as_str()))
    }

    /// The cell of a column, empty where an optional column is not there.
    pub(super) fn cell<'r>(&'r self, column: &'r str) -> Cell<'r> {
        let (title, text) = self.find(column).unwrap_or((column, ""));
        Cell { text: text.to_owned(), file: &self.file, row: self.row, column: title }
    }

    /// The text of a cell; `None` where the file has no such column.
    pub(super) fn get(&self, column: &str) -> Option<&str> {
        self.find(column).map(|(_, text)| text)
    }

    /// The text of a cell that has any.
    pub(super) fn text(&self, column: &str) -> Option<&str> {
        self.get(column).filter(|text| !text.is_empty())
    }

    /// Ties a problem to a cell of the row.
    pub(super) fn at(&self, column: &str, problem: Problem) -> Problem {
        problem.at_cell(&self.file, self.row, self.find(column).map(|(title, _)| title))
    }

    /// A problem of the row as a whole.
    pub(super) fn wrong(&self, what: impl Into<String>, hint: impl Into<String>) -> Problem {
        Problem::new(what).at_cell(&self.file, self.row, None).hint(hint)
    }
}

impl Cell<'_> {
    /// A day: `2025-03-11`, `2025/3/11`, `2025年3月11日`, or the date of a sheet.
    pub(super) fn day(&self) -> Result<Date> {
        let day = match numbers(&self.text).as_slice() {
            [year, month, day, ..] => date(*year, *month, *day),
            _ => None,
        };
        day.ok_or_else(|| self.wrong("a date", "write it as `2025-03-11`"))
    }

    /// A day, or nothing where the cell is empty.
    pub(super) fn day_if_any(&self) -> Result<Option<Date>> {
        if self.text.is_empty() { Ok(None) } else { self.day().map(Some) }
    }

    /// A month as its first day: `2025-03`, `2025/3`, `2025年3月`, or a day of it.
    pub(super) fn month(&self) -> Result<Date> {
        if is_short_number(&self.text) {
            return Err(self.wrong("a month", "a number such as 2025.10 loses its zero: write `2025-01` or `2025-10`"));
        }
        let month = match numbers(&self.text).as_slice() {
            [year, month, ..] => date(*year, *month, 1),
            _ => None,
        };
        month.ok_or_else(|| self.wrong("a month", "write it as `2025-03`"))
    }
}

/// Whether a text is a number with one digit after its point: as a month it may have lost the zero of October.
fn is_short_number(text: &str) -> bool {
    let one_digit = |part: &str| part.len() == 1 && part.bytes().all(|byte| byte.is_ascii_digit());
    text.trim().split_once('.').is_some_and(|(_, part)| one_digit(part))
}

/// The numbers of a text whose first has four digits, as a year has.
fn numbers(text: &str) -> Vec<i16> {
    let parts = text.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty());
    match text.get(..4).is_some_and(|year| year.bytes().all(|byte| byte.is_ascii_digit())) {
        true => parts.map_while(|part| part.parse().ok()).collect(),
        false => Vec::new(),
    }
}

fn date(year: i16, month: i16, day: i16) -> Option<Date> {
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    const COLUMNS: [&str; 2] = ["month|月份", "kwh|电量"];

    fn rows(text: &str) -> Result<Vec<TableRow>> {
        read_rows(Path::new("t.csv"), text.as_bytes(), &COLUMNS, &["document|凭证"])
    }

    #[test]
    fn columns_are_found_by_either_name_and_in_any_order() {
        let rows = rows("电量,备注,月份\n5,x,2025-03\n").unwrap();
        assert_eq!(rows[0].cell("month").month().unwrap(), jiff::civil::date(2025, 3, 1));
        assert_eq!(rows[0].cell("kwh").not_negative().unwrap().to_bits(), 5.0_f64.to_bits());
        assert_eq!(rows[0].cell("document").optional(), None);
        assert_eq!(rows[0].row, 2);
    }

    #[test]
    fn a_column_that_is_missing_or_there_twice_and_a_wide_row_are_told() {
        let problem = rows("month,kwk\n").unwrap_err();
        assert_eq!(problem.to_string(), "the column `kwh` is missing (t.csv, row 1)");
        assert_eq!(problem.hint.unwrap(), "the columns are month, kwh; is it `kwk`?");
        assert!(rows("month,kwh,电量\n").unwrap_err().what.contains("there twice"));
        assert!(rows("month,kwh\n2025-01,1,234\n").unwrap_err().what.contains("more cells"));
        assert!(rows("# nothing\n").unwrap_err().what.contains("empty"));
    }

    #[test]
    fn days_and_months_are_read_as_they_are_written() {
        let day = |text: &str| {
            let row = rows(&format!("month,kwh\n{text},1\n")).unwrap().remove(0);
            row.cell("month").day()
        };
        for text in ["2025-03-11", "2025/3/11", "2025年3月11日", "2025-03-11 00:00:00"] {
            assert_eq!(day(text).unwrap(), jiff::civil::date(2025, 3, 11), "{text}");
        }
        let problem = day("11.3.2025").unwrap_err();
        assert_eq!(problem.to_string(), "`11.3.2025` is not a date (t.csv, row 2, column `month`)");
        assert!(day("2025-13-01").is_err() && day("2025").is_err());
    }

    #[test]
    fn a_month_that_may_have_lost_its_zero_is_none() {
        let month = |text: &str| rows(&format!("month,kwh\n{text},1\n")).unwrap().remove(0).cell("month").month();
        let problem = month("2025.1").unwrap_err();
        assert_eq!(problem.to_string(), "`2025.1` is not a month (t.csv, row 2, column `month`)");
        assert!(problem.hint.unwrap().contains("`2025-01` or `2025-10`"));
        assert!(month("2025.2").is_err());
        for text in ["2025.10", "2025/10", "2025.10.1", "2025年10月"] {
            assert_eq!(month(text).unwrap(), jiff::civil::date(2025, 10, 1), "{text}");
        }
        assert_eq!(month("2025.01").unwrap(), jiff::civil::date(2025, 1, 1));
    }
}
