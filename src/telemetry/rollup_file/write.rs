//! Writing a rollup file, one facility after the other.

use std::io::Write;
use std::sync::Arc;

use parquet::basic::{Compression, Encoding, ZstdLevel};
use parquet::data_type::{
    BoolType, ByteArray, ByteArrayType, DataType, DoubleType, FixedLenByteArray, FixedLenByteArrayType, Int32Type,
    Int64Type,
};
use parquet::errors::ParquetError;
use parquet::file::metadata::{KeyValue, SortingColumn};
use parquet::file::properties::WriterProperties;
use parquet::file::writer::{SerializedFileWriter, SerializedRowGroupWriter};
use parquet::schema::parser::parse_message_type;

use super::{FacilityHead, HEAD_KEY, Head, SCHEMA};
use crate::period::Hour;
use crate::problem::{Problem, Result};
use crate::telemetry::{Cell, Rollup};
use crate::units::Amount;

const MESSAGE: &str = "message rollup {
    required binary facility (STRING);
    required binary meter (STRING);
    required int64 hour (TIMESTAMP(MILLIS,true));
    required fixed_len_byte_array(16) amount (DECIMAL(38,0));
    required int64 covered_nanos;
    required fixed_len_byte_array(16) held_amount (DECIMAL(38,0));
    required int64 held_nanos;
    optional double min;
    optional double max;
    required int32 samples (INTEGER(32,false));
    required boolean shared;
}";
const HOUR_MILLIS: i64 = 3_600_000;

/// A rollup file in the making.
pub struct RollupWriter<W: Write + Send> {
    file: SerializedFileWriter<W>,
    head: Head,
}

impl<W: Write + Send> RollupWriter<W> {
    /// Begins a file.
    ///
    /// # Errors
    /// A disk that does not take it.
    pub fn begin(into: W) -> Result<Self> {
        let program = format!("greengrade {}", env!("CARGO_PKG_VERSION"));
        let file = parse_message_type(MESSAGE)
            .and_then(|schema| SerializedFileWriter::new(into, Arc::new(schema), Arc::new(properties(&program)?)));
        let file = file.map_err(unwritten)?;
        Ok(Self { file, head: Head { schema: SCHEMA.to_owned(), program, facilities: Vec::new() } })
    }

    /// Adds a facility; facilities are to come in order of their ids.
    ///
    /// # Errors
    /// A disk that does not take it.
    pub fn add(&mut self, facility: FacilityHead, rollup: &Rollup) -> Result<()> {
        let meters = rollup.meters.iter();
        let rows: Vec<Row<'_>> =
            meters.flat_map(|(meter, hours)| hours.cells().map(|(hour, cell)| Row { meter, hour, cell })).collect();
        if !rows.is_empty() {
            self.rows(&facility.id, &rows).map_err(unwritten)?;
        }
        self.head.facilities.push(facility);
        Ok(())
    }

    fn rows(&mut self, facility: &str, rows: &[Row<'_>]) -> std::result::Result<(), ParquetError> {
        let facility = ByteArray::from(facility);
        let mut group = self.file.next_row_group()?;
        column::<ByteArrayType, _>(&mut group, rows.iter().map(|_| facility.clone()))?;
        column::<ByteArrayType, _>(&mut group, rows.iter().map(|row| ByteArray::from(row.meter)))?;
        column::<Int64Type, _>(&mut group, rows.iter().map(|row| row.hour.0.saturating_mul(HOUR_MILLIS)))?;
        column::<FixedLenByteArrayType, _>(&mut group, rows.iter().map(|row| decimal(row.cell.amount)))?;
        column::<Int64Type, _>(&mut group, rows.iter().map(|row| row.cell.covered))?;
        column::<FixedLenByteArrayType, _>(&mut group, rows.iter().map(|row| decimal(row.cell.held.amount)))?;
        column::<Int64Type, _>(&mut group, rows.iter().map(|row| row.cell.held.nanos))?;
        rates(&mut group, rows.iter().map(|row| row.cell.min))?;
        rates(&mut group, rows.iter().map(|row| row.cell.max))?;
        column::<Int32Type, _>(&mut group, rows.iter().map(|row| row.cell.samples.cast_signed()))?;
        column::<BoolType, _>(&mut group, rows.iter().map(|row| row.cell.shared))?;
        group.close()?;
        Ok(())
    }

    /// Writes the head and ends the file.
    ///
    /// # Errors
    /// A disk that does not take it.
    pub fn finish(mut self) -> Result<W> {
        let head = serde_json::to_string(&self.head)
            .map_err(|error| Problem::new(format!("cannot write the rollup's head as JSON: {error}")))?;
        self.file.append_key_value_metadata(KeyValue::new(HEAD_KEY.to_owned(), head));
        self.file.into_inner().map_err(unwritten)
    }
}

struct Row<'a> {
    meter: &'a str,
    hour: Hour,
    cell: &'a Cell,
}

fn properties(program: &str) -> std::result::Result<WriterProperties, ParquetError> {
    // Facility, meter, hour.
    let order = (0..3).map(|column_idx| SortingColumn { column_idx, descending: false, nulls_first: false });
    Ok(WriterProperties::builder()
        .set_compression(Compression::ZSTD(ZstdLevel::try_new(3)?))
        .set_column_dictionary_enabled("hour".into(), false)
        .set_column_encoding("hour".into(), Encoding::DELTA_BINARY_PACKED)
        .set_sorting_columns(Some(order.collect()))
        .set_created_by(program.to_owned())
        .build())
}

fn column<T: DataType, W: Write + Send>(
    group: &mut SerializedRowGroupWriter<'_, W>,
    values: impl Iterator<Item = T::T>,
) -> std::result::Result<(), ParquetError> {
    write::<T, W>(group, &values.collect::<Vec<_>>(), None)
}

/// A column of rates; what is not finite is none.
fn rates<W: Write + Send>(
    group: &mut SerializedRowGroupWriter<'_, W>,
    values: impl Iterator<Item = f64> + Clone,
) -> std::result::Result<(), ParquetError> {
    let levels: Vec<i16> = values.clone().map(|value| i16::from(value.is_finite())).collect();
    let values: Vec<f64> = values.filter(|value| value.is_finite()).collect();
    write::<DoubleType, W>(group, &values, Some(&levels))
}

fn write<T: DataType, W: Write + Send>(
    group: &mut SerializedRowGroupWriter<'_, W>,
    values: &[T::T],
    levels: Option<&[i16]>,
) -> std::result::Result<(), ParquetError> {
    let missing = || ParquetError::General("the schema has fewer columns than the rows".to_owned());
    let mut column = group.next_column()?.ok_or_else(missing)?;
    column.typed::<T>().write_batch(values, levels, None)?;
    column.close()
}

/// A whole number as the sixteen bytes of a decimal, the highest first.
fn decimal(amount: Amount) -> FixedLenByteArray {
    amount.millionths().to_be_bytes().to_vec().into()
}

fn unwritten(error: ParquetError) -> Problem {
    Problem::new(format!("cannot write the rollup: {}", error.to_string().to_lowercase()))
        .hint("check that there is room on the disk")
}
