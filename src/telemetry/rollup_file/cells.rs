//! The rows of a rollup file, column by column.

use std::path::Path;

use parquet::basic::{LogicalType, TimeUnit};
use parquet::data_type::{
    BoolType, ByteArray, ByteArrayType, DataType, DoubleType, FixedLenByteArray, FixedLenByteArrayType, Int32Type,
    Int64Type,
};
use parquet::file::reader::RowGroupReader;
use parquet::schema::types::{ColumnDescriptor, SchemaDescriptor};

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

/// One row.
pub(super) struct Row {
    pub(super) facility: String,
    pub(super) meter: String,
    pub(super) hour: Hour,
    pub(super) cell: Cell,
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

    /// The rows of a row group; `first` is the number of its first row in the file, of which the first is 1.
    pub(super) fn rows(&self, group: &dyn RowGroupReader, first: usize, file: &Path) -> Result<Vec<Row>> {
        let mut facilities = column::<ByteArrayType>(group, self.facility, file)?.into_iter();
        let mut meters = column::<ByteArrayType>(group, self.meter, file)?.into_iter();
        let mut hours = column::<Int64Type>(group, self.hour, file)?.into_iter();
        let mut amounts = column::<FixedLenByteArrayType>(group, self.amount, file)?.into_iter();
        let mut covered = column::<Int64Type>(group, self.covered, file)?.into_iter();
        let mut held_amounts = column::<FixedLenByteArrayType>(group, self.held_amount, file)?.into_iter();
        let mut held = column::<Int64Type>(group, self.held, file)?.into_iter();
        let mut mins = column::<DoubleType>(group, self.min, file)?.into_iter();
        let mut maxs = column::<DoubleType>(group, self.max, file)?.into_iter();
        let mut samples = column::<Int32Type>(group, self.samples, file)?.into_iter();
        let mut shared = column::<BoolType>(group, self.shared, file)?.into_iter();
        let mut row = || {
            Some(Stored {
                facility: facilities.next()?,
                meter: meters.next()?,
                hour: hours.next()?,
                amount: amounts.next()?,
                covered: covered.next()?,
                held_amount: held_amounts.next()?,
                held: held.next()?,
                min: mins.next()?,
                max: maxs.next()?,
                samples: samples.next()?,
                shared: shared.next()?,
            })
        };
        let rows = (first..).zip(std::iter::from_fn(&mut row));
        rows.map(|(at, stored)| {
            stored.row(self.tick).map_err(|(name, what)| {
                let row = u64::try_from(at).unwrap_or(u64::MAX);
                Problem::new(what).at_cell(file, row, Some(name)).hint(FORM)
            })
        })
        .collect()
    }
}

/// A row as it is stored.
struct Stored {
    facility: Option<ByteArray>,
    meter: Option<ByteArray>,
    hour: Option<i64>,
    amount: Option<FixedLenByteArray>,
    covered: Option<i64>,
    held_amount: Option<FixedLenByteArray>,
    held: Option<i64>,
    min: Option<f64>,
    max: Option<f64>,
    samples: Option<i32>,
    shared: Option<bool>,
}

/// What is wrong, after the name of its column.
type Wrong = (&'static str, String);

impl Stored {
    fn row(self, tick: i64) -> std::result::Result<Row, Wrong> {
        let (covered, held) = (time("covered_nanos", self.covered)?, time("held_nanos", self.held)?);
        let rates = match (self.min, self.max) {
            (None, None) => (f64::INFINITY, f64::NEG_INFINITY),
            (Some(min), Some(max)) if min.is_finite() && max.is_finite() && min <= max => (min, max),
            _ => return Err(("min", "the lowest and the highest rate do not fit each other".to_owned())),
        };
        let cell = Cell {
            amount: amount("amount", self.amount)?,
            covered,
            held: Estimate { amount: amount("held_amount", self.held_amount)?, nanos: held },
            min: rates.0,
            max: rates.1,
            samples: known("samples", self.samples)?.cast_unsigned(),
            shared: known("shared", self.shared)?,
        };
        let (facility, meter) = (text("facility", self.facility)?, text("meter", self.meter)?);
        Ok(Row { facility, meter, hour: on_grid(known("hour", self.hour)?, tick)?, cell })
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

fn text(name: &'static str, bytes: Option<ByteArray>) -> std::result::Result<String, Wrong> {
    let text = String::from_utf8(known(name, bytes)?.data().to_vec());
    text.map_err(|_| (name, "the cell is not UTF-8 text".to_owned()))
}

/// A decimal's bytes, the highest first, as a whole number.
fn amount(name: &'static str, bytes: Option<FixedLenByteArray>) -> std::result::Result<Amount, Wrong> {
    let bytes = known(name, bytes)?;
    let sign = match bytes.data().first() {
        Some(high) if *high >= 0x80 => -1,
        _ => 0,
    };
    Ok(Amount::from_millionths(bytes.data().iter().fold(sign, |number: i128, byte| (number << 8) | i128::from(*byte))))
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

/// The values of a column, `None` for a null.
fn column<T: DataType>(group: &dyn RowGroupReader, at: usize, file: &Path) -> Result<Vec<Option<T::T>>> {
    let broken = |error: &dyn std::fmt::Display| damaged(file, error);
    let full = group.metadata().column(at).column_descr().max_def_level();
    let reader = group.get_column_reader(at).map_err(|error| broken(&error))?;
    let mut reader = T::get_column_reader(reader).ok_or_else(|| broken(&"a column changes its type"))?;
    let wanted = usize::try_from(group.metadata().num_rows()).unwrap_or_default();
    let (mut values, mut levels) = (Vec::with_capacity(wanted), Vec::new());
    while levels.len().max(values.len()) < wanted {
        let left = wanted - levels.len().max(values.len());
        let (read, ..) =
            reader.read_records(left, Some(&mut levels), None, &mut values).map_err(|error| broken(&error))?;
        if read == 0 {
            return Err(broken(&"a column has fewer rows than the others"));
        }
    }
    let mut values = values.into_iter();
    // A column without nulls has no levels at all.
    Ok((0..wanted)
        .map(|row| match levels.get(row) {
            Some(level) if *level < full => None,
            _ => values.next(),
        })
        .collect())
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
        let read = |bytes: &[u8]| amount("amount", Some(bytes.to_vec().into())).map(Amount::millionths);
        assert_eq!(read(&[]), Ok(0));
        assert_eq!(read(&[0x01, 0x00]), Ok(256));
        assert_eq!(read(&[0xff, 0xfe]), Ok(-2));
        assert_eq!(read(&i128::MIN.to_be_bytes()), Ok(i128::MIN));
        assert_eq!(amount("amount", None).unwrap_err().1, "the cell is empty");
    }
}
