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

    /// The next rows of the column.
    pub(super) fn next(&mut self, rows: usize) -> Result<Words<'_>, Fault> {
        match &mut self.stored {
            Stored::Text(batch) => {
                let stored = batch.next(rows)?;
                if let Some(whole) = stored.whole() {
                    return Ok(Words::Whole(whole));
                }
                self.cells.clear();
                self.cells.extend(stored.cells().map(|cell| cell.cloned()));
            }
            Stored::Truth { batch, yes, no } => {
                let word = |truth: &bool| if *truth { yes.clone() } else { no.clone() };
                self.cells.clear();
                self.cells.extend(batch.next(rows)?.cells().map(|cell| cell.map(word)));
            }
        }
        Ok(Words::Cells(&self.cells))
    }
}

/// Some rows of a column of words.
#[derive(Clone, Copy)]
pub(super) enum Words<'c> {
    /// Words without a null among them.
    Whole(&'c [ByteArray]),
    Cells(&'c [Option<ByteArray>]),
}

impl<'c> Words<'c> {
    /// The word of a row; `None` for a null.
    #[inline]
    pub(super) fn get(self, row: usize) -> Option<&'c [u8]> {
        match self {
            Self::Whole(words) => words.get(row),
            Self::Cells(cells) => cells.get(row).and_then(Option::as_ref),
        }
        .map(ByteArray::data)
    }
}
