//! A facility's cells as row groups in memory, as they will lie in the file: made on the thread that rolled them up.

use std::sync::Arc;

use bytes::Bytes;
use parquet::column::writer::get_column_writer;
use parquet::data_type::{BoolType, DataType, DoubleType, Int32Type, Int64Type};
use parquet::errors::ParquetError;
use parquet::file::properties::WriterPropertiesPtr;
use parquet::file::writer::{SerializedFileWriter, SerializedPageWriter, TrackedWrite};
use parquet::schema::types::{ColumnDescPtr, SchemaDescriptor};
use rayon::prelude::*;

use super::chunk::{Chunk, Plain, Runs, amounts};
use super::form::{HOUR_MILLIS, properties, schema, unwritten};
use super::{FacilityCourse, FacilityHead};
use crate::period::Hour;
use crate::problem::Result;
use crate::telemetry::{Cell, Rollup};

/// Most rows of a row group, so that a facility of hundreds of meters does not have to be encoded, or read, in one piece.
const MOST_ROWS: usize = 1 << 18;
/// A column with fewer rows to a run than this is not stored as runs.
const LEAST_RUN: usize = 8;

/// A facility as it will be in the file.
pub struct EncodedRollup {
    pub(super) head: FacilityHead,
    /// As JSON.
    pub(super) course: Option<String>,
    groups: Vec<Vec<Chunk>>,
}

impl EncodedRollup {
    /// Encodes the cells of a facility.
    ///
    /// # Errors
    /// None that is known; the encoders do not rule one out.
    pub fn of(head: FacilityHead, rollup: &Rollup) -> Result<Self> {
        let groups = encode(&head.id, rollup).map_err(unwritten)?;
        Ok(Self { head, course: None, groups })
    }

    /// The same with the course of its readings, for a later rollup to go on from.
    #[must_use]
    pub fn with_course(self, course: Option<&FacilityCourse>) -> Self {
        // What can not be written, of which nothing is known, only costs time later.
        Self { course: course.and_then(|course| serde_json::to_string(course).ok()), ..self }
    }

    /// Writes the row groups to the end of a file.
    pub(super) fn append<W: std::io::Write + Send>(
        self,
        file: &mut SerializedFileWriter<W>,
    ) -> std::result::Result<FacilityHead, ParquetError> {
        for chunks in self.groups {
            let mut group = file.next_row_group()?;
            for Chunk { bytes, close } in chunks {
                group.append_column(&Bytes::from(bytes), close)?;
            }
            group.close()?;
        }
        Ok(self.head)
    }
}

fn encode(facility: &str, rollup: &Rollup) -> std::result::Result<Vec<Vec<Chunk>>, ParquetError> {
    let encoder = Encoder { schema: SchemaDescriptor::new(schema()?), properties: properties()? };
    let (mut groups, mut full, mut rows) = (Vec::new(), Vec::new(), Rows::new());
    for (meter, hours) in &rollup.meters {
        for (hour, cell) in hours.cells() {
            rows.push(facility, meter, hour, cell);
            if rows.hours.len() == MOST_ROWS {
                full.push(std::mem::replace(&mut rows, Rows::new()));
                // No more at once than there are threads, so that not all rows are in memory a second time.
                if full.len() == rayon::current_num_threads() {
                    groups.extend(encoder.groups(std::mem::take(&mut full))?);
                }
            }
        }
    }
    full.extend((!rows.hours.is_empty()).then_some(rows));
    groups.extend(encoder.groups(full)?);
    Ok(groups)
}

/// The rows of a row group, column by column.
struct Rows<'a> {
    facility: Runs<&'a str>,
    meter: Runs<&'a str>,
    /// In milliseconds.
    hours: Vec<i64>,
    amounts: Vec<i128>,
    covered: Runs<i64>,
    held_amounts: Runs<i128>,
    held: Runs<i64>,
    min: Rates,
    max: Rates,
    samples: Runs<i32>,
    shared: Vec<bool>,
}

/// Rates, where there are any.
#[derive(Default)]
struct Rates {
    values: Vec<f64>,
    /// By row, one where it has a rate.
    levels: Vec<i16>,
}

impl Rates {
    /// What is not finite is none.
    fn push(&mut self, rate: f64) {
        let known = rate.is_finite();
        self.levels.push(i16::from(known));
        if known {
            self.values.push(rate);
        }
    }
}

impl<'a> Rows<'a> {
    fn new() -> Self {
        Self {
            facility: Runs::new(),
            meter: Runs::new(),
            hours: Vec::new(),
            amounts: Vec::new(),
            covered: Runs::new(),
            held_amounts: Runs::new(),
            held: Runs::new(),
            min: Rates::default(),
            max: Rates::default(),
            samples: Runs::new(),
            shared: Vec::new(),
        }
    }

    fn push(&mut self, facility: &'a str, meter: &'a str, hour: Hour, cell: &Cell) {
        self.facility.push(facility);
        self.meter.push(meter);
        self.hours.push(hour.0.saturating_mul(HOUR_MILLIS));
        self.amounts.push(cell.amount.millionths());
        self.covered.push(cell.covered);
        self.held_amounts.push(cell.held.amount.millionths());
        self.held.push(cell.held.nanos);
        self.min.push(cell.min);
        self.max.push(cell.max);
        self.samples.push(cell.samples.cast_signed());
        self.shared.push(cell.shared);
    }
}

struct Encoder {
    schema: SchemaDescriptor,
    properties: WriterPropertiesPtr,
}

impl Encoder {
    fn groups(&self, rows: Vec<Rows<'_>>) -> std::result::Result<Vec<Vec<Chunk>>, ParquetError> {
        rows.par_iter().map(|rows| self.group(rows)).collect()
    }

    /// The columns of a row group, in the order of the schema.
    fn group(&self, rows: &Rows<'_>) -> std::result::Result<Vec<Chunk>, ParquetError> {
        let count = rows.hours.len();
        Ok(vec![
            rows.facility.chunk(&self.schema.column(0))?,
            rows.meter.chunk(&self.schema.column(1))?,
            self.column::<Int64Type>(2, &rows.hours, None)?,
            amounts(&rows.amounts, &self.schema.column(3))?,
            self.runs::<Int64Type>(4, &rows.covered, count)?,
            match is_in_runs(&rows.held_amounts, count) {
                true => rows.held_amounts.chunk(&self.schema.column(5))?,
                false => amounts(&rows.held_amounts.values().collect::<Vec<_>>(), &self.schema.column(5))?,
            },
            self.runs::<Int64Type>(6, &rows.held, count)?,
            self.column::<DoubleType>(7, &rows.min.values, Some(&rows.min.levels))?,
            self.column::<DoubleType>(8, &rows.max.values, Some(&rows.max.levels))?,
            self.runs::<Int32Type>(9, &rows.samples, count)?,
            self.column::<BoolType>(10, &rows.shared, None)?,
        ])
    }

    /// A column of whole numbers, which come in long runs as a rule.
    fn runs<T: DataType>(&self, at: usize, runs: &Runs<T::T>, rows: usize) -> std::result::Result<Chunk, ParquetError>
    where
        T::T: Plain,
    {
        match is_in_runs(runs, rows) {
            true => runs.chunk(&self.schema.column(at)),
            false => self.column::<T>(at, &runs.values().collect::<Vec<_>>(), None),
        }
    }

    /// A column by the writer of the `parquet` crate.
    fn column<T: DataType>(
        &self,
        at: usize,
        values: &[T::T],
        levels: Option<&[i16]>,
    ) -> std::result::Result<Chunk, ParquetError> {
        let mut sink = TrackedWrite::new(Vec::new());
        let column: ColumnDescPtr = self.schema.column(at);
        let pages = Box::new(SerializedPageWriter::new(&mut sink));
        let writer = T::get_column_writer(get_column_writer(column, Arc::clone(&self.properties), pages));
        let other = || ParquetError::General("the schema has another type for a column".to_owned());
        let mut writer = writer.ok_or_else(other)?;
        writer.write_batch(values, levels, None)?;
        let close = writer.close()?;
        Ok(Chunk { bytes: sink.into_inner()?, close })
    }
}

fn is_in_runs<T: Plain>(runs: &Runs<T>, rows: usize) -> bool {
    runs.count().saturating_mul(LEAST_RUN) <= rows
}
