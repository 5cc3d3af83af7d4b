//! Columns of values.

use parquet::basic::{ConvertedType, LogicalType};
use parquet::column::reader::ColumnReader;
use parquet::data_type::{DoubleType, FloatType, Int32Type, Int64Type};
use parquet::file::reader::RowGroupReader;
use parquet::schema::types::ColumnDescPtr;

use super::batch::{self, Batch, open};
use super::decimal::Decimals;
use super::problems::wrong_type;
use super::value::Cells;
use crate::telemetry::read::fault::Fault;

/// A column of numbers of any type that holds numbers.
pub(super) struct Numbers {
    stored: Stored,
    found: Found,
}

enum Stored {
    Double(Batch<DoubleType>),
    Float(Batch<FloatType>),
    Int32(Batch<Int32Type>),
    UInt32(Batch<Int32Type>),
    Int64(Batch<Int64Type>),
    UInt64(Batch<Int64Type>),
    Decimal(Decimals),
}

impl Numbers {
    pub(super) fn open(group: &dyn RowGroupReader, column: usize) -> Result<Self, Fault> {
        let (reader, column) = open(group, column)?;
        let whole = whole_number(&column);
        let stored = match (reader, whole) {
            (ColumnReader::DoubleColumnReader(reader), _) => Stored::Double(Batch::new(reader, &column)),
            (ColumnReader::FloatColumnReader(reader), _) => Stored::Float(Batch::new(reader, &column)),
            (ColumnReader::Int32ColumnReader(reader), Some(Whole::Signed)) => {
                Stored::Int32(Batch::new(reader, &column))
            }
            (ColumnReader::Int32ColumnReader(reader), Some(Whole::Unsigned)) => {
                Stored::UInt32(Batch::new(reader, &column))
            }
            (ColumnReader::Int64ColumnReader(reader), Some(Whole::Signed)) => {
                Stored::Int64(Batch::new(reader, &column))
            }
            (ColumnReader::Int64ColumnReader(reader), Some(Whole::Unsigned)) => {
                Stored::UInt64(Batch::new(reader, &column))
            }
            (reader, _) => Stored::Decimal(Decimals::of(reader, &column).ok_or_else(|| {
                wrong_type(&column, "a number", "convert it to DOUBLE, FLOAT, INT32, INT64 or DECIMAL")
            })?),
        };
        Ok(Self { stored, found: Found::default() })
    }

    /// The next rows of the column.
    pub(super) fn next(&mut self, rows: usize) -> Result<Cells<'_>, Fault> {
        let Self { stored, found } = self;
        match stored {
            Stored::Double(batch) => {
                let stored = batch.next(rows)?;
                if let Some(whole) = stored.whole() {
                    return Ok(Cells::Whole(whole));
                }
                found.fill(&stored, |value| *value);
            }
            Stored::Float(batch) => found.fill(&batch.next(rows)?, |value| f64::from(*value)),
            Stored::Int32(batch) => found.fill(&batch.next(rows)?, |value| f64::from(*value)),
            Stored::UInt32(batch) => found.fill(&batch.next(rows)?, |value| f64::from(value.cast_unsigned())),
            Stored::Int64(batch) => found.fill(&batch.next(rows)?, |value| nearest_signed(*value)),
            Stored::UInt64(batch) => found.fill(&batch.next(rows)?, |value| nearest_unsigned(value.cast_unsigned())),
            Stored::Decimal(decimals) => decimals.next(rows, found)?,
        }
        Ok(if found.whole { Cells::Whole(&found.values) } else { Cells::Numbers(&found.cells) })
    }
}

/// The numbers of some rows: plain ones, or cells where there is a null among them.
#[derive(Default)]
pub(super) struct Found {
    whole: bool,
    values: Vec<f64>,
    cells: Vec<Option<f64>>,
}

impl Found {
    /// Takes rows over.
    pub(super) fn fill<T>(&mut self, rows: &batch::Stored<'_, T>, number: impl Fn(&T) -> f64) {
        self.values.clear();
        self.cells.clear();
        self.whole = rows.whole().is_some();
        match rows.whole() {
            Some(whole) => self.values.extend(whole.iter().map(number)),
            None => self.cells.extend(rows.cells().map(|cell| cell.map(&number))),
        }
    }
}

enum Whole {
    Signed,
    Unsigned,
}

/// How the integers of a column are numbers; `None` where they are something else, such as decimals or dates.
fn whole_number(column: &ColumnDescPtr) -> Option<Whole> {
    match (column.logical_type_ref(), column.converted_type()) {
        (Some(LogicalType::Integer(int)), _) if !int.is_signed => Some(Whole::Unsigned),
        // `Unknown` is how writers store a column of nothing but nulls.
        (Some(LogicalType::Integer(_) | LogicalType::Unknown), _) => Some(Whole::Signed),
        (Some(_), _) => None,
        (None, ConvertedType::UINT_8 | ConvertedType::UINT_16 | ConvertedType::UINT_32 | ConvertedType::UINT_64) => {
            Some(Whole::Unsigned)
        }
        (
            None,
            ConvertedType::NONE
            | ConvertedType::INT_8
            | ConvertedType::INT_16
            | ConvertedType::INT_32
            | ConvertedType::INT_64,
        ) => Some(Whole::Signed),
        (None, _) => None,
    }
}

#[expect(clippy::as_conversions, reason = "the one way from a 64-bit integer to the nearest f64")]
pub(super) const fn nearest_signed(value: i64) -> f64 {
    value as f64
}

#[expect(clippy::as_conversions, reason = "the one way from a 64-bit integer to the nearest f64")]
const fn nearest_unsigned(value: u64) -> f64 {
    value as f64
}
