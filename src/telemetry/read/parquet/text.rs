//! Columns of words.

use parquet::column::reader::ColumnReader;
use parquet::data_type::{BoolType, ByteArray, ByteArrayType};
use parquet::file::reader::RowGroupReader;

use super::batch::{Batch, open};
use super::decimal::scale;
use super::problems::wrong_type;
use crate::telemetry::read::fault::Fault;

/// A column of text, or of the words `true` and `false`.
pub(super) struct Texts {
    stored: Stored,
    cells: Vec<Option<ByteArray>>,
}

enum Stored {
    Text(Batch<ByteArrayType>),
    Truth { batch: Batch<BoolType>, yes: ByteArray, no: ByteArray },
}

impl Texts {
    pub(super) fn open(group: &dyn RowGroupReader, column: usize) -> Result<Self, Fault> {
        let stored = match open(group, column)? {
            (ColumnReader::ByteArrayColumnReader(reader), column) if scale(&column).is_none() => {
                Stored::Text(Batch::new(reader, &column))
            }
            (ColumnReader::BoolColumnReader(reader), column) => {
                Stored::Truth { batch: Batch::new(reader, &column), yes: "true".into(), no: "false".into() }
            }
            (_, column) => return Err(wrong_type(&column, "text", "convert it to text (BYTE_ARRAY)")),
        };
        Ok(Self { stored, cells: Vec::new() })
    }

    /// The next rows of the column, with `None` for a null.
    pub(super) fn next(&mut self, rows: usize) -> Result<&[Option<ByteArray>], Fault> {
        self.cells.clear();
        match &mut self.stored {
            Stored::Text(batch) => self.cells.extend(batch.next(rows)?.map(|cell| cell.cloned())),
            Stored::Truth { batch, yes, no } => {
                let word = |truth: &bool| if *truth { yes.clone() } else { no.clone() };
                self.cells.extend(batch.next(rows)?.map(|cell| cell.map(word)));
            }
        }
        Ok(&self.cells)
    }
}
