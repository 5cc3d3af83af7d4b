//! Columns of time stamps.

use parquet::basic::{ConvertedType, LogicalType, TimeUnit};
use parquet::column::reader::ColumnReader;
use parquet::data_type::{ByteArray, ByteArrayType, Int32Type, Int64Type, Int96, Int96Type};
use parquet::file::reader::RowGroupReader;
use parquet::schema::types::ColumnDescPtr;

use super::batch::{Batch, open};
use super::problems::wrong_type;
use crate::telemetry::read::fault::Fault;
use crate::telemetry::read::lane::shown;
use crate::telemetry::read::of_day::DAY;

/// The day 1970-01-01 in the count of days that INT96 stamps use.
const JULIAN_1970: i64 = 2_440_588;

/// A column of time stamps of any type that holds time stamps.
pub(super) struct Times {
    stored: Stored,
    cells: Vec<Time>,
    /// What the counts of the column are.
    pub(super) kind: Kind,
}

/// What a count is.
#[derive(Debug, Clone, Copy)]
pub(super) struct Kind {
    /// Nanoseconds in one.
    pub(super) tick: i64,
    /// Whether it counts from 1970 in UTC, or in the facility's civil time.
    pub(super) utc: bool,
}

/// A stored time stamp.
#[derive(Clone)]
pub(super) enum Time {
    /// A null.
    Missing,
    /// A count since 1970.
    Count(i64),
    /// Text.
    Text(ByteArray),
}

impl Time {
    /// The stamp as a message shows it.
    pub(super) fn shown(&self) -> String {
        match self {
            Self::Missing => String::new(),
            Self::Count(count) => count.to_string(),
            Self::Text(text) => shown(text.data()),
        }
    }
}

enum Stored {
    Days(Batch<Int32Type>),
    Counts(Batch<Int64Type>),
    Julian(Batch<Int96Type>),
    Text(Batch<ByteArrayType>),
}

impl Times {
    pub(super) fn open(group: &dyn RowGroupReader, column: usize) -> Result<Self, Fault> {
        let (reader, column) = open(group, column)?;
        let (stored, kind) = match (reader, count_kind(&column)) {
            (ColumnReader::Int64ColumnReader(reader), Some(kind)) => {
                (Stored::Counts(Batch::new(reader, &column)), kind)
            }
            (ColumnReader::Int32ColumnReader(reader), _) if is_date(&column) => {
                (Stored::Days(Batch::new(reader, &column)), Kind { tick: DAY, utc: false })
            }
            (ColumnReader::Int96ColumnReader(reader), _) => {
                (Stored::Julian(Batch::new(reader, &column)), Kind { tick: 1, utc: true })
            }
            (ColumnReader::ByteArrayColumnReader(reader), _) => {
                (Stored::Text(Batch::new(reader, &column)), Kind { tick: 1, utc: true })
            }
            _ => {
                let hint = "convert it to TIMESTAMP, or to text such as `2025-03-01T08:00:00+08:00`";
                return Err(wrong_type(&column, "a time stamp", hint));
            }
        };
        Ok(Self { stored, cells: Vec::new(), kind })
    }

    /// Whether it holds instants, which are no dates by any clock.
    pub(super) const fn is_instant(&self) -> bool {
        self.kind.utc && !matches!(self.stored, Stored::Text(_))
    }

    /// The next rows of the column.
    pub(super) fn next(&mut self, rows: usize) -> Result<Cells<'_>, Fault> {
        let Self { stored, cells, .. } = self;
        cells.clear();
        match stored {
            Stored::Days(batch) => {
                cells.extend(batch.next(rows)?.cells().map(|cell| count(cell.copied().map(i64::from))))
            }
            Stored::Counts(batch) => {
                let stored = batch.next(rows)?;
                if let Some(whole) = stored.whole() {
                    return Ok(Cells::Counts(whole));
                }
                cells.extend(stored.cells().map(|cell| count(cell.copied())));
            }
            Stored::Julian(batch) => cells.extend(batch.next(rows)?.cells().map(|cell| count(cell.map(julian_nanos)))),
            Stored::Text(batch) => {
                let time = |cell: Option<&ByteArray>| cell.map_or(Time::Missing, |text| Time::Text(text.clone()));
                cells.extend(batch.next(rows)?.cells().map(time));
            }
        }
        Ok(Cells::Times(cells))
    }
}

/// Some rows of a column of time stamps.
#[derive(Clone, Copy)]
pub(super) enum Cells<'c> {
    /// Counts, of which none is missing.
    Counts(&'c [i64]),
    Times(&'c [Time]),
}

impl Cells<'_> {
    /// The stamp of a row.
    #[inline]
    pub(super) fn get(self, row: usize) -> Time {
        match self {
            Self::Counts(counts) => count(counts.get(row).copied()),
            Self::Times(times) => times.get(row).cloned().unwrap_or(Time::Missing),
        }
    }
}

fn count(cell: Option<i64>) -> Time {
    cell.map_or(Time::Missing, Time::Count)
}

/// Nanoseconds since 1970 of a nanosecond of a Julian day; the largest count, which no year holds, for what overflows.
fn julian_nanos(stored: &Int96) -> i64 {
    let [low, high, day] = stored.data() else { return i64::MAX };
    let of_day = i64::from(*high).checked_mul(1 << 32).and_then(|high| high.checked_add(i64::from(*low)));
    let before = (i64::from(*day) - JULIAN_1970).checked_mul(DAY);
    before.zip(of_day).and_then(|(before, of_day)| before.checked_add(of_day)).unwrap_or(i64::MAX)
}

fn is_date(column: &ColumnDescPtr) -> bool {
    matches!(column.logical_type_ref(), Some(LogicalType::Date)) || column.converted_type() == ConvertedType::DATE
}

/// What the 64-bit counts of a column are; `None` if they are not said to be time stamps.
fn count_kind(column: &ColumnDescPtr) -> Option<Kind> {
    match (column.logical_type_ref(), column.converted_type()) {
        (Some(LogicalType::Timestamp(stamp)), _) => {
            let tick = match stamp.unit {
                TimeUnit::MILLIS => 1_000_000,
                TimeUnit::MICROS => 1000,
                TimeUnit::NANOS => 1,
            };
            Some(Kind { tick, utc: stamp.is_adjusted_to_u_t_c })
        }
        (Some(_), _) => None,
        (None, ConvertedType::TIMESTAMP_MILLIS) => Some(Kind { tick: 1_000_000, utc: true }),
        (None, ConvertedType::TIMESTAMP_MICROS) => Some(Kind { tick: 1000, utc: true }),
        (None, _) => None,
    }
}
