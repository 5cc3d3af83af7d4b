//! Columns of names.

use parquet::column::reader::ColumnReader;
use parquet::data_type::{ByteArray, ByteArrayType};
use parquet::file::reader::RowGroupReader;

use super::batch::{Batch, open};
use super::problems::wrong_type;
use crate::telemetry::read::fault::Fault;

/// A column of text.
pub(super) struct Texts {
    stored: Batch<ByteArrayType>,
    cells: Vec<Option<ByteArray>>,
}

impl Texts {
    pub(super) fn open(group: &dyn RowGroupReader, column: usize) -> Result<Self, Fault> {
        match open(group, column)? {
            (ColumnReader::ByteArrayColumnReader(reader), column) => {
                Ok(Self { stored: Batch::new(reader, &column), cells: Vec::new() })
            }
            (_, column) => Err(wrong_type(&column, "text", "convert it to text (BYTE_ARRAY)")),
        }
    }

    /// The next rows of the column, with `None` for a null.
    pub(super) fn next(&mut self, rows: usize) -> Result<&[Option<ByteArray>], Fault> {
        self.cells.clear();
        self.cells.extend(self.stored.next(rows)?.map(|cell| cell.cloned()));
        Ok(&self.cells)
    }
}
