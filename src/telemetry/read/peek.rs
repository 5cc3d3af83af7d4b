//! A look at the beginning of a file of which nothing is known: its heading and its first rows, as text.

use std::path::Path;

use jiff::Timestamp;

use super::fault::Fault;
use super::intake::Intake;
use super::row::{Cell, Row};
use crate::period::Clock;
use crate::problem::Result;
use crate::telemetry::Layout;

/// How many rows are looked at.
pub(super) const ROWS: usize = 20_000;
/// And how many cells.
const CELLS: usize = 2_000_000;

/// The length of `2025-01-01 `.
const DATE_AND_BLANK: usize = 11;

/// The heading and the first rows of a file.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Peek {
    /// The names of the columns.
    pub names: Vec<String>,
    /// The cells of the rows, as wide as the heading.
    pub rows: Vec<Vec<String>>,
    /// Whether there are more rows.
    pub cut: bool,
}

impl Peek {
    /// Takes the next row in, unless there were enough.
    pub(super) fn take(&mut self, row: &impl Row) {
        if self.has_enough() {
            self.cut = true;
            return;
        }
        self.rows.push((0..self.names.len()).map(|column| written(row.cell(column))).collect());
    }

    /// Whether nothing more is looked at.
    pub(super) fn has_enough(&self) -> bool {
        self.rows.len() >= ROWS || self.rows.len() * self.names.len() >= CELLS
    }
}

/// A cell as a text table would have it.
pub(super) fn written(cell: Cell<'_>) -> String {
    match cell {
        Cell::Civil(nanos) => civil(nanos),
        // The civil time that many nanoseconds after a midnight.
        Cell::OfDay(nanos) => civil(nanos).get(DATE_AND_BLANK..).unwrap_or_default().to_owned(),
        other => String::from_utf8_lossy(&other.word()).into_owned(),
    }
}

/// A civil time, given in nanoseconds since 1970-01-01T00:00 of it.
pub(super) fn civil(nanos: i64) -> String {
    let time = Timestamp::from_nanosecond(nanos.into());
    time.map_or_else(|_| nanos.to_string(), |time| time.strftime("%Y-%m-%d %H:%M:%S").to_string())
}

/// Looks at the beginning of a file. Of the layout only what tells how a file is to be read counts: `sheet`,
/// `delimiter`, `encoding`, `comment`, `skip_rows`.
///
/// # Errors
/// A file that can not be read, or has no rows.
pub fn peek(file: &Path, layout: &Layout) -> Result<Peek> {
    let mut peek = Peek::default();
    let clock = Clock::parse("+00:00")?;
    let mut intake = Intake::new(file, layout, "", &[], &clock);
    intake.peek = Some(&mut peek);
    super::read_into(&mut intake, false).map_err(|fault: Fault| fault.placed(file, layout))?;
    Ok(peek)
}
