//! The cells of a sheet.

use calamine::{Data, ExcelDateTime};
use jiff::civil::DateTime;
use jiff::tz::TimeZone;

use crate::telemetry::read::row::Cell;

/// A cell of a sheet.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::telemetry::read) enum SheetCell {
    Empty,
    Text(String),
    Number(f64),
    /// Nanoseconds since 1970-01-01T00:00 of the civil time that the sheet shows.
    Civil(i64),
}

impl SheetCell {
    pub(super) fn of(stored: Data) -> Self {
        match stored {
            Data::Empty => Self::Empty,
            Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) => Self::Text(text),
            Data::Float(number) => Self::Number(number),
            Data::Int(number) => Self::Text(number.to_string()),
            Data::Bool(truth) => Self::Text(truth.to_string()),
            Data::Error(error) => Self::Text(error.to_string()),
            Data::DateTime(time) if time.is_datetime() => Self::Civil(civil(&time).unwrap_or(i64::MAX)),
            Data::DateTime(length) => Self::Number(length.as_f64()),
        }
    }

    pub(in crate::telemetry::read) fn cell(&self) -> Cell<'_> {
        match self {
            Self::Empty => Cell::Empty,
            Self::Text(text) => Cell::Text(text.as_bytes()),
            Self::Number(number) => Cell::Number(*number),
            Self::Civil(count) => Cell::Civil(*count),
        }
    }

    /// The cell as the name of a column.
    pub(super) fn name(&self) -> String {
        String::from_utf8_lossy(&self.cell().word()).into_owned()
    }
}

/// A date of a sheet, which is a count of days, to the millisecond.
fn civil(time: &ExcelDateTime) -> Option<i64> {
    let (year, month, day, hour, minute, second, milli) = time.to_ymd_hms_milli();
    let (month, day) = (i8::try_from(month).ok()?, i8::try_from(day).ok()?);
    let (hour, minute, second) = (i8::try_from(hour).ok()?, i8::try_from(minute).ok()?, i8::try_from(second).ok()?);
    let nanos = i32::from(milli).checked_mul(1_000_000)?;
    let civil = DateTime::new(i16::try_from(year).ok()?, month, day, hour, minute, second, nanos).ok()?;
    i64::try_from(TimeZone::UTC.to_timestamp(civil).ok()?.as_nanosecond()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use calamine::ExcelDateTimeType;

    fn serial(days: f64, from_1904: bool) -> SheetCell {
        SheetCell::of(Data::DateTime(ExcelDateTime::new(days, ExcelDateTimeType::DateTime, from_1904)))
    }

    #[test]
    fn a_date_of_a_sheet_is_read_to_the_millisecond_in_both_calendars() {
        // 2025-01-01T00:00 as a civil time.
        let new_year = 1_735_689_600_000_000_000_i64;
        assert_eq!(serial(45658.0, false), SheetCell::Civil(new_year));
        assert_eq!(serial(45658.0 - 1462.0, true), SheetCell::Civil(new_year));
        for quarter in 0..96_i32 {
            let wanted = new_year + i64::from(quarter) * 900_000_000_000;
            assert_eq!(serial(45658.0 + f64::from(quarter) / 96.0, false), SheetCell::Civil(wanted), "{quarter}");
        }
    }
}
