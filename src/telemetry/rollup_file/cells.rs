//! The rows of a rollup file, column by column.

use std::path::Path;

use parquet::basic::{LogicalType, TimeUnit};
use parquet::data_type::{BoolType, ByteArrayType, DataType, DoubleType, FixedLenByteArrayType, Int32Type, Int64Type};
use parquet::errors::ParquetError;
use parquet::file::reader::RowGroupReader;
use parquet::schema::types::{ColumnDescriptor, SchemaDescriptor};

use super::column::{Bytes, Column};
use super::groups::GroupPart;
use super::read::damaged;
use crate::period::{HOUR_NANOS, Hour};
use crate::problem::{Problem, Result};
use crate::telemetry::{Cell, Estimate};
use crate::units::Amount;

/// Where the columns of a rollup are among those of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Columns {
    pub(super) facility: usize,
    meter: usize,
    hour: usize,
    /// Nanoseconds in one count of `hour`.
    tick: i64,
    amount: usize,
    covered: usize,
    held_amount: usize,
    held: usize,
    min: usize,
    max: usize,
    samples: usize,
    shared: usize,
}

impl Columns {
    /// Finds the columns and checks their types.
    pub(super) fn find(schema: &SchemaDescriptor, file: &Path) -> Result<Self> {
        let place = |name: &str| (0..schema.num_columns()).find(|at| schema.column(*at).path().string() == name);
        let of = |name: &str, wanted: parquet::basic::Type, sound: fn(&ColumnDescriptor) -> bool| -> Result<usize> {
            let at = place(name).ok_or_else(|| misshapen(file, format!("the column `{name}` is missing")))?;
            let column = schema.column(at);
            let plain = column.max_rep_level() == 0 && column.max_def_level() <= 1;
            match plain && column.physical_type() == wanted && sound(&column) {
                true => Ok(at),
                false => Err(misshapen(file, format!("the column `{name}` is of another type than a rollup's"))),
            }
        };
        let any = |_: &ColumnDescriptor| true;
        let [text, int64] = [ByteArrayType::get_physical_type(), Int64Type::get_physical_type()];
        let decimal = FixedLenByteArrayType::get_physical_type();
        let whole: fn(&ColumnDescriptor) -> bool = |column| {
            matches!(column.logical_type_ref(), Some(LogicalType::Decimal(decimal)) if decimal.scale == 0)
                && column.type_length() <= 16
        };
        let hour = of("hour", int64, |column| tick(column).is_some())?;
        Ok(Self {
            facility: of("facility", text, any)?,
            meter: of("meter", text, any)?,
            hour,
            tick: tick(&schema.column(hour)).unwrap_or(1),
            amount: of("amount", decimal, whole)?,
            covered: of("covered_nanos", int64, any)?,
            held_amount: of("held_amount", decimal, whole)?,
            held: of("held_nanos", int64, any)?,
            min: of("min", DoubleType::get_physical_type(), any)?,
            max: of("max", DoubleType::get_physical_type(), any)?,
            samples: of("samples", Int32Type::get_physical_type(), any)?,
            shared: of("shared", BoolType::get_physical_type(), any)?,
        })
    }
}

/// The rows of a row group, one after the other.
pub(super) struct Rows<'a> {
    file: &'a Path,
    tick: i64,
    /// How many are left, and the number of the next one in the file, of which the first is 1.
    left: usize,
    number: usize,
    /// `None` where the group says that all are of the facility that is looked for.
    facility: Option<Bytes<ByteArrayType>>,
    meter: Bytes<ByteArrayType>,
    hour: Column<Int64Type>,
    amount: Decimals,
    covered: Column<Int64Type>,
    held_amount: Decimals,
    held: Column<Int64Type>,
    min: Column<DoubleType>,
    max: Column<DoubleType>,
    samples: Column<Int32Type>,
    shared: Column<BoolType>,
}

/// One row.
pub(super) struct Row {
    /// Its number in the file.
    pub(super) number: u64,
    /// Whether its facility may be another than that of the row before it.
    pub(super) other_facility: bool,
    /// Whether its meter may be another.
    pub(super) other_meter: bool,
    pub(super) hour: Hour,
    pub(super) cell: Cell,
}

impl<'a> Rows<'a> {
    /// The rows of a row group.
    pub(super) fn of(columns: &Columns, group: &dyn RowGroupReader, part: GroupPart, file: &'a Path) -> Result<Self> {
        let open = || -> std::result::Result<Self, ParquetError> {
            Ok(Self {
                file,
                tick: columns.tick,
                left: usize::try_from(group.metadata().num_rows()).unwrap_or_default(),
                number: part.first,
                facility: (!part.whole).then(|| Bytes::new(group, columns.facility)).transpose()?,
                meter: Bytes::new(group, columns.meter)?,
                hour: Column::new(group, columns.hour)?,
                amount: Decimals::new(group, columns.amount)?,
                covered: Column::new(group, columns.covered)?,
                held_amount: Decimals::new(group, columns.held_amount)?,
                held: Column::new(group, columns.held)?,
                min: Column::new(group, columns.min)?,
                max: Column::new(group, columns.max)?,
                samples: Column::new(group, columns.samples)?,
                shared: Column::new(group, columns.shared)?,
            })
        };
        open().map_err(|error| damaged(file, &error))
    }

    /// The next row; `None` after the last one.
    pub(super) fn next(&mut self) -> Result<Option<Row>> {
        if self.left == 0 {
            return Ok(None);
        }
        let number = u64::try_from(self.number).unwrap_or(u64::MAX);
        let stored = self.stored().map_err(|error| damaged(self.file, &error))?;
        let row = stored
            .row(self.tick, number)
            .map_err(|(name, what)| Problem::new(what).at_cell(self.file, number, Some(name)).hint(FORM))?;
        self.left -= 1;
        self.number += 1;
        Ok(Some(row))
    }

    fn stored(&mut self) -> std::result::Result<Stored, ParquetError> {
        Ok(Stored {
            facility: self.facility.as_mut().map_or(Ok(Some(false)), Bytes::step)?,
            meter: self.meter.step()?,
            hour: self.hour.next()?,
            amount: self.amount.next()?,
            covered: self.covered.next()?,
            held_amount: self.held_amount.next()?,
            held: self.held.next()?,
            min: self.min.next()?,
            max: self.max.next()?,
            samples: self.samples.next()?,
            shared: self.shared.next()?,
        })
    }

    /// Whether the last row was of a facility.
    pub(super) fn is_of(&self, facility: &str) -> bool {
        self.facility.as_ref().is_none_or(|column| column.value() == facility.as_bytes())
    }

    /// The meter of the last row.
    ///
    /// # Errors
    /// What is not UTF-8.
    pub(super) fn meter(&self, row: &Row) -> Result<&str> {
        let not_text = |_| Problem::new("the cell is not UTF-8 text").at_cell(self.file, row.number, Some("meter"));
        std::str::from_utf8(self.meter.value()).map_err(|error| not_text(error).hint(FORM))
    }
}

/// A column of decimals.
struct Decimals {
    column: Bytes<FixedLenByteArrayType>,
    last: Amount,
}

impl Decimals {
    fn new(group: &dyn RowGroupReader, at: usize) -> std::result::Result<Self, ParquetError> {
        Ok(Self { column: Bytes::new(group, at)?, last: Amount::ZERO })
    }

    fn next(&mut self) -> std::result::Result<Option<Amount>, ParquetError> {
        let Some(other) = self.column.step()? else { return Ok(None) };
        if other {
            self.last = decimal(self.column.value());
        }
        Ok(Some(self.last))
    }
}

/// A row as it is stored; of texts, whether they may be others than those of the row before it.
struct Stored {
    facility: Option<bool>,
    meter: Option<bool>,
    hour: Option<i64>,
    amount: Option<Amount>,
    covered: Option<i64>,
    held_amount: Option<Amount>,
    held: Option<i64>,
    min: Option<f64>,
    max: Option<f64>,
    samples: Option<i32>,
    shared: Option<bool>,
}

/// What is wrong, after the name of its column.
type Wrong = (&'static str, String);

impl Stored {
    fn row(self, tick: i64, number: u64) -> std::result::Result<Row, Wrong> {
        let (covered, held) = (time("covered_nanos", self.covered)?, time("held_nanos", self.held)?);
        let rates = match (self.min, self.max) {
            (None, None) => (f64::INFINITY, f64::NEG_INFINITY),
            (Some(min), Some(max)) if min.is_finite() && max.is_finite() && min <= max => (min, max),
            _ => return Err(("min", "the lowest and the highest rate do not fit each other".to_owned())),
        };
        let cell = Cell {
            amount: known("amount", self.amount)?,
            covered,
            held: Estimate { amount: known("held_amount", self.held_amount)?, nanos: held },
            min: rates.0,
            max: rates.1,
            samples: known("samples", self.samples)?.cast_unsigned(),
            shared: known("shared", self.shared)?,
        };
        Ok(Row {
            number,
            other_facility: known("facility", self.facility)?,
            other_meter: known("meter", self.meter)?,
            hour: on_grid(known("hour", self.hour)?, tick)?,
            cell,
        })
    }
}

fn known<T>(name: &'static str, value: Option<T>) -> std::result::Result<T, Wrong> {
    value.ok_or_else(|| (name, "the cell is empty".to_owned()))
}

fn time(name: &'static str, nanos: Option<i64>) -> std::result::Result<i64, Wrong> {
    match known(name, nanos)? {
        nanos if nanos >= 0 => Ok(nanos),
        nanos => Err((name, format!("`{nanos}` is a negative time"))),
    }
}

/// A decimal's bytes, the highest first, as a whole number.
fn decimal(bytes: &[u8]) -> Amount {
    if let Ok(whole) = <[u8; 16]>::try_from(bytes) {
        return Amount::from_millionths(i128::from_be_bytes(whole));
    }
    let sign = match bytes.first() {
        Some(high) if *high >= 0x80 => -1,
        _ => 0,
    };
    Amount::from_millionths(bytes.iter().fold(sign, |number: i128, byte| (number << 8) | i128::from(*byte)))
}

/// The hours of the years 1970 to 2200.
const HOURS: std::ops::Range<i64> = 0..84_371 * 24;

fn on_grid(count: i64, tick: i64) -> std::result::Result<Hour, Wrong> {
    let ticks = HOUR_NANOS / tick;
    if count % ticks != 0 {
        return Err(("hour", format!("`{count}` does not lie on a whole hour of UTC")));
    }
    match count / ticks {
        hour if HOURS.contains(&hour) => Ok(Hour(hour)),
        _ => Err(("hour", format!("`{count}` is outside the years 1970 to 2200"))),
    }
}

/// Nanoseconds in one count of a column of UTC stamps.
fn tick(column: &ColumnDescriptor) -> Option<i64> {
    match column.logical_type_ref() {
        Some(LogicalType::Timestamp(stamp)) if stamp.is_adjusted_to_u_t_c => Some(match stamp.unit {
            TimeUnit::MILLIS => 1_000_000,
            TimeUnit::MICROS => 1000,
            TimeUnit::NANOS => 1,
        }),
        _ => None,
    }
}

const FORM: &str = "the form of a rollup file is described in docs/rollup.md";

fn misshapen(file: &Path, what: String) -> Problem {
    Problem::new(what).at_file(file).hint(FORM)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hours_lie_on_whole_hours_of_utc_in_any_unit_of_stamps() {
        for tick in [1, 1000, 1_000_000] {
            let hour = HOUR_NANOS / tick;
            assert_eq!(on_grid(482_128 * hour, tick), Ok(Hour(482_128)));
            let (column, what) = on_grid(482_128 * hour + 1, tick).unwrap_err();
            assert_eq!(column, "hour");
            assert!(what.ends_with("does not lie on a whole hour of UTC"), "{what}");
            assert!(on_grid(-hour, tick).unwrap_err().1.contains("1970"));
        }
    }

    #[test]
    fn a_decimal_of_any_width_is_its_whole_number() {
        let read = |bytes: &[u8]| decimal(bytes).millionths();
        assert_eq!(read(&[]), 0);
        assert_eq!(read(&[0x01, 0x00]), 256);
        assert_eq!(read(&[0xff, 0xfe]), -2);
        assert_eq!(read(&i128::MIN.to_be_bytes()), i128::MIN);
    }
}
