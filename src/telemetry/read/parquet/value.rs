//! Columns of values: numbers, numbers that are stored as text, or words that stand for a value.

use parquet::file::reader::RowGroupReader;

use super::number::Numbers;
use super::text::{Texts, Words};
use crate::telemetry::read::fault::Fault;
use crate::telemetry::read::row::Cell;

/// A column of values.
pub(super) enum ValueColumn {
    Numbers(Numbers),
    Texts(Texts),
}

/// Some rows of a column of values.
#[derive(Clone, Copy)]
pub(super) enum Cells<'c> {
    /// Numbers without a null among them.
    Whole(&'c [f64]),
    Numbers(&'c [Option<f64>]),
    Texts(Words<'c>),
}

impl ValueColumn {
    pub(super) fn open(group: &dyn RowGroupReader, column: usize) -> Result<Self, Fault> {
        if let Ok(texts) = Texts::open(group, column) {
            return Ok(Self::Texts(texts));
        }
        Numbers::open(group, column).map(Self::Numbers)
    }

    /// The next rows of the column.
    pub(super) fn next(&mut self, rows: usize) -> Result<Cells<'_>, Fault> {
        match self {
            Self::Numbers(numbers) => numbers.next(rows),
            Self::Texts(texts) => texts.next(rows).map(Cells::Texts),
        }
    }
}

impl<'c> Cells<'c> {
    /// The cell of a row.
    #[inline]
    pub(super) fn cell(self, row: usize) -> Cell<'c> {
        match self {
            Self::Whole(numbers) => numbers.get(row).copied().map_or(Cell::Empty, Cell::Number),
            Self::Numbers(numbers) => numbers.get(row).copied().flatten().map_or(Cell::Empty, Cell::Number),
            Self::Texts(words) => words.get(row).map_or(Cell::Empty, Cell::Text),
        }
    }
}
