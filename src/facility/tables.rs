//! The small table of a facility's operation.
//!
//! ```text
//! kind,item,value,evidence
//! capability,monitoring,4,docs/monitoring.pdf
//! quantity,automation_rate,0.71,logs/2025.csv
//! ```

use std::path::Path;

use crate::problem::{Problem, Result, nearest};

/// What a row of the table of operation tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OperationKind {
    /// The maturity of a capability.
    Capability,
    /// A quantity from logs: an indicator.
    Quantity,
    /// An item of a checklist: 1 where it is met, 0 where it is not.
    Item,
}

/// The quantities of operation that the table can tell; shares run from 0 to 1, `mttr` is in hours.
pub const QUANTITIES: [&str; 8] = [
    "monitoring_coverage",
    "automated_inspection",
    "automation_rate",
    "alarm_compression",
    "self_healing",
    "mttr",
    "prediction_f1",
    "auto_cooling",
];

/// A row of the table of operation.
#[derive(Debug, Clone, PartialEq)]
pub struct OperationRow {
    /// What it tells.
    pub kind: OperationKind,
    /// The capability's domain, or the indicator.
    pub item: String,
    /// The maturity, the indicator's value, or 1 for an item that is met and 0 for one that is not.
    pub value: f64,
    /// What proves it.
    pub evidence: Option<String>,
}

/// Reads the table of operation.
///
/// # Errors
/// A missing column, or a cell that can not be read, with its row and column.
pub fn operation(file: &Path, text: &str) -> Result<Vec<OperationRow>> {
    rows(file, text, ["kind", "item", "value", "evidence"])?
        .into_iter()
        .map(|row| {
            let [kind, item, value, evidence] = row.cells;
            let kind = match kind.text.as_str() {
                "capability" => OperationKind::Capability,
                "quantity" => OperationKind::Quantity,
                "item" => OperationKind::Item,
                _ => return Err(kind.wrong("a kind of row", "write `capability`, `quantity` or `item`")),
            };
            let number = match kind {
                OperationKind::Item => f64::from(u8::from(value.yes()?)),
                OperationKind::Capability | OperationKind::Quantity => value.not_negative()?,
            };
            if kind == OperationKind::Quantity {
                item.one_of(&QUANTITIES)?;
                if item.text != "mttr" && number > 1.0 {
                    return Err(value.wrong("a share from 0 to 1", "write 0.85 for 85 %"));
                }
            }
            Ok(OperationRow { kind, item: item.required()?, value: number, evidence: evidence.optional() })
        })
        .collect()
}

struct Row<'a, const N: usize> {
    cells: [Cell<'a>; N],
}

/// A cell and where it stands.
pub(super) struct Cell<'a> {
    pub(super) text: String,
    pub(super) file: &'a Path,
    pub(super) row: u64,
    pub(super) column: &'a str,
}

impl Cell<'_> {
    pub(super) fn wrong(&self, expected: &str, hint: &str) -> Problem {
        let what = match self.text.as_str() {
            "" => format!("the cell is empty where {expected} belongs"),
            text => format!("`{text}` is not {expected}"),
        };
        Problem::new(what).at_cell(self.file, self.row, Some(self.column)).hint(hint)
    }

    pub(super) fn required(self) -> Result<String> {
        if self.text.is_empty() { Err(self.wrong("a name", "fill in the cell")) } else { Ok(self.text) }
    }

    fn one_of(&self, words: &[&str]) -> Result<()> {
        if words.contains(&self.text.as_str()) {
            return Ok(());
        }
        let near = nearest(&self.text, words.iter().copied()).map(|near| format!("did you mean `{near}`? "));
        Err(self
            .wrong("a known quantity", &format!("{}the quantities are {}", near.unwrap_or_default(), words.join(", "))))
    }

    pub(super) fn optional(self) -> Option<String> {
        (!self.text.is_empty()).then_some(self.text)
    }

    pub(super) fn not_negative(&self) -> Result<f64> {
        let number = self.text.parse().ok().filter(|number: &f64| number.is_finite() && *number >= 0.0);
        number
            .ok_or_else(|| self.wrong("a number of zero or more", "write a plain decimal such as `0.85`, and no unit"))
    }

    fn yes(&self) -> Result<bool> {
        match self.text.as_str() {
            "yes" | "是" => Ok(true),
            "no" | "否" => Ok(false),
            _ => Err(self.wrong("yes or no", "write `yes` or `no` (`是` or `否`)")),
        }
    }
}

/// The rows of a small CSV, with the wanted columns in the wanted order.
fn rows<'a, const N: usize>(file: &'a Path, text: &str, columns: [&'static str; N]) -> Result<Vec<Row<'a, N>>> {
    let mut reader = csv::ReaderBuilder::new().trim(csv::Trim::All).comment(Some(b'#')).from_reader(text.as_bytes());
    let csv_problem = |error: csv::Error| {
        let row = error.position().map_or(1, csv::Position::line);
        Problem::new("the row has another number of cells than the heading")
            .at_cell(file, row, None)
            .hint("check the commas, and quote cells that hold one")
    };
    let heading = reader.headers().map_err(csv_problem)?.clone();
    let mut places = [0; N];
    for (place, column) in places.iter_mut().zip(columns) {
        *place = heading.iter().position(|name| name == column).ok_or_else(|| {
            let near = nearest(column, heading.iter()).map(|near| format!("; is it `{near}`?")).unwrap_or_default();
            Problem::new(format!("the column `{column}` is missing"))
                .at_cell(file, 1, None)
                .hint(format!("the columns are {}{near}", columns.join(", ")))
        })?;
    }
    reader
        .records()
        .map(|record| {
            let record = record.map_err(csv_problem)?;
            let row = record.position().map_or(0, csv::Position::line);
            let mut pairs = places.iter().zip(columns);
            let cells = std::array::from_fn(|_| {
                let (text, column) =
                    pairs.next().map_or(("", ""), |(at, column)| (record.get(*at).unwrap_or(""), column));
                Cell { text: text.to_owned(), file, row, column }
            });
            Ok(Row { cells })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wrong_cell_is_named_by_row_and_column() {
        let problem = operation(Path::new("o.csv"), "kind,item,value,evidence\nskill,x,1,\n").unwrap_err();
        assert_eq!(problem.what, "`skill` is not a kind of row");
        let problem = operation(Path::new("o.csv"), "kind,item,value,evidence\nquantity,mtr,1,\n").unwrap_err();
        assert_eq!(problem.what, "`mtr` is not a known quantity");
        assert!(problem.hint.unwrap().starts_with("did you mean `mttr`?"));
        let problem =
            operation(Path::new("o.csv"), "kind,item,value,evidence\nquantity,self_healing,85,\n").unwrap_err();
        assert_eq!(problem.what, "`85` is not a share from 0 to 1");
    }

    #[test]
    fn a_missing_column_and_a_short_row_are_named() {
        let problem = operation(Path::new("o.csv"), "kind,item,valeu,evidence\n").unwrap_err();
        assert_eq!(problem.what, "the column `value` is missing");
        assert!(problem.hint.unwrap().ends_with("is it `valeu`?"));
        let problem = operation(Path::new("o.csv"), "kind,item,value,evidence\na,b\n").unwrap_err();
        assert_eq!(problem.place.as_deref(), Some("o.csv, row 2"));
    }
}
