//! The stamps of rows: one column of them, or one of dates and one of times of the day.

use parquet::basic::{ConvertedType, LogicalType, TimeUnit};
use parquet::column::reader::ColumnReader;
use parquet::data_type::{ByteArray, Int32Type, Int64Type};
use parquet::file::reader::RowGroupReader;
use parquet::schema::types::ColumnDescPtr;

use super::batch::{Batch, open};
use super::problems::wrong_type;
use super::text::Texts;
use super::time::{Cells, Kind, Time, Times};
use crate::period::Stamp;
use crate::telemetry::read::columns::TimeColumns;
use crate::telemetry::read::fault::{Fault, Place};
use crate::telemetry::read::intake::Intake;
use crate::telemetry::read::row::Cell;
use crate::telemetry::{StampFault, StampReader};

/// The columns of the stamps.
pub(super) struct Stamps {
    times: Times,
    of_day: Option<OfDay>,
}

/// The stamps of some rows.
pub(super) struct Rows<'c> {
    times: Cells<'c>,
    kind: Kind,
    of_day: Option<&'c OfDay>,
}

impl Stamps {
    pub(super) fn open(group: &dyn RowGroupReader, columns: TimeColumns) -> Result<Self, Fault> {
        let times = Times::open(group, columns.date)?;
        let of_day = columns.of_day.map(|column| OfDay::open(group, column)).transpose()?;
        if of_day.is_some() && times.is_instant() {
            let (_, column) = open(group, columns.date)?;
            let hint = "convert it to DATE, or name it alone in `time` if it has the times of the day too";
            return Err(wrong_type(&column, "a date by the facility's clock", hint));
        }
        Ok(Self { times, of_day })
    }

    /// The next rows.
    pub(super) fn next(&mut self, rows: usize) -> Result<Rows<'_>, Fault> {
        self.of_day.as_mut().map_or(Ok(()), |of_day| of_day.advance(rows))?;
        Ok(Rows { kind: self.times.kind, times: self.times.next(rows)?, of_day: self.of_day.as_ref() })
    }
}

impl Rows<'_> {
    /// The stamp at a place among the rows, which in the file is that of a row.
    pub(super) fn stamp(&self, at: usize, row: u64, intake: &mut Intake<'_>) -> Result<Stamp, Fault> {
        let time = self.times.get(at);
        if let Some(of_day) = self.of_day {
            return intake.joined_stamp(self.date(&time), of_day.cell(at), Place::Row(row));
        }
        let read = match &time {
            Time::Missing => Err(StampFault::Form),
            Time::Text(text) => intake.stamps.parse(text.data()),
            Time::Count(count) if self.kind.utc => StampReader::instant_count(*count, self.kind.tick),
            Time::Count(count) => intake.stamps.civil_count(*count, self.kind.tick),
        };
        intake.settle(read, || time.shown(), || Place::Row(row))
    }

    /// All the stamps, where they are instants of which none needs a look of its own; else nothing.
    pub(super) fn instants(&self, into: &mut Vec<Stamp>, intake: &mut Intake<'_>) -> bool {
        into.clear();
        let (Cells::Counts(counts), true, None) = (self.times, self.kind.utc, self.of_day) else { return false };
        let instant = |count: &i64| StampReader::instant_count(*count, self.kind.tick).ok();
        let ends = counts.iter().min().and_then(instant).zip(counts.iter().max().and_then(instant));
        if !ends.is_some_and(|ends| intake.settle_span(ends)) {
            return false;
        }
        // As between the ends, so that nothing overflows.
        into.extend(counts.iter().map(|count| Stamp(count.saturating_mul(self.kind.tick))));
        true
    }

    fn date<'t>(&self, time: &'t Time) -> Cell<'t> {
        match time {
            Time::Missing => Cell::Empty,
            Time::Text(text) => Cell::Text(text.data()),
            Time::Count(count) => Cell::Civil(count.saturating_mul(self.kind.tick)),
        }
    }
}

/// A column of times of the day.
enum OfDay {
    Texts(Texts, Vec<Option<ByteArray>>),
    Counts(Counts, Vec<Option<i64>>),
}

/// Counts since midnight. That they are said to be in UTC is not minded: many writers say it of every time of the day,
/// and the date beside has no zone.
struct Counts {
    stored: Stored,
    /// Nanoseconds in one.
    tick: i64,
}

enum Stored {
    Int32(Batch<Int32Type>),
    Int64(Batch<Int64Type>),
}

impl OfDay {
    fn open(group: &dyn RowGroupReader, column: usize) -> Result<Self, Fault> {
        if let Ok(texts) = Texts::open(group, column) {
            return Ok(Self::Texts(texts, Vec::new()));
        }
        let (reader, column) = open(group, column)?;
        let (stored, tick) = match (reader, tick(&column)) {
            (ColumnReader::Int32ColumnReader(reader), Some(tick)) => (Stored::Int32(Batch::new(reader, &column)), tick),
            (ColumnReader::Int64ColumnReader(reader), Some(tick)) => (Stored::Int64(Batch::new(reader, &column)), tick),
            _ => {
                return Err(wrong_type(&column, "a time of the day", "convert it to TIME, or to text such as `08:00`"));
            }
        };
        Ok(Self::Counts(Counts { stored, tick }, Vec::new()))
    }

    fn advance(&mut self, rows: usize) -> Result<(), Fault> {
        match self {
            Self::Texts(texts, cells) => {
                let words = texts.next(rows)?;
                cells.clear();
                cells.extend((0..rows).map(|row| words.get(row).map(ByteArray::from)));
            }
            Self::Counts(counts, cells) => {
                cells.clear();
                match &mut counts.stored {
                    Stored::Int32(batch) => {
                        cells.extend(batch.next(rows)?.cells().map(|cell| cell.copied().map(i64::from)))
                    }
                    Stored::Int64(batch) => cells.extend(batch.next(rows)?.cells().map(|cell| cell.copied())),
                }
            }
        }
        Ok(())
    }

    fn cell(&self, at: usize) -> Cell<'_> {
        match self {
            Self::Texts(_, cells) => {
                cells.get(at).and_then(Option::as_ref).map_or(Cell::Empty, |text| Cell::Text(text.data()))
            }
            Self::Counts(counts, cells) => {
                let count = cells.get(at).copied().flatten();
                count.map_or(Cell::Empty, |count| Cell::OfDay(count.saturating_mul(counts.tick)))
            }
        }
    }
}

/// The nanoseconds in one count of a column; `None` if its counts are not said to be times of the day.
fn tick(column: &ColumnDescPtr) -> Option<i64> {
    match (column.logical_type_ref(), column.converted_type()) {
        (Some(LogicalType::Time(time)), _) => Some(match time.unit {
            TimeUnit::MILLIS => 1_000_000,
            TimeUnit::MICROS => 1000,
            TimeUnit::NANOS => 1,
        }),
        (None, ConvertedType::TIME_MILLIS) => Some(1_000_000),
        (None, ConvertedType::TIME_MICROS) => Some(1000),
        _ => None,
    }
}
