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
    /// Nanoseconds of a time without a date, or of a length of time.
    OfDay(i64),
}

impl SheetCell {
    pub(super) fn of(stored: Data) -> Self {
        match stored {
            Data::Empty => Self::Empty,
            Data::String(text) | Data::DateTimeIso(text) => Self::Text(text),
            Data::DurationIso(length) => Self::Text(clock_of(&length).unwrap_or(length)),
            Data::Float(number) => Self::Number(number),
            Data::Int(number) => Self::Text(number.to_string()),
            Data::Bool(truth) => Self::Text(truth.to_string()),
            Data::Error(error) => Self::Text(error.to_string()),
            // The day 0 of both calendars is none; a cell that shows a time alone holds a part of it.
            Data::DateTime(time) if time.is_datetime() && time.as_f64() >= 1.0 => {
                Self::Civil(civil(&time).unwrap_or(i64::MAX))
            }
            Data::DateTime(length) => Self::OfDay(nanos_of_days(length.as_f64())),
        }
    }

    pub(in crate::telemetry::read) fn cell(&self) -> Cell<'_> {
        match self {
            Self::Empty => Cell::Empty,
            Self::Text(text) => Cell::Text(text.as_bytes()),
            Self::Number(number) => Cell::Number(*number),
            Self::Civil(count) => Cell::Civil(*count),
            Self::OfDay(count) => Cell::OfDay(*count),
        }
    }

    /// The cell as the name of a column.
    pub(super) fn name(&self) -> String {
        String::from_utf8_lossy(&self.cell().word()).into_owned()
    }
}

/// The `PT08H15M00S` of OpenDocument as `08:15:00`.
fn clock_of(length: &str) -> Option<String> {
    let (hours, rest) = length.strip_prefix("PT")?.strip_suffix('S')?.split_once('H')?;
    let (minutes, seconds) = rest.split_once('M')?;
    // Some programs write a comma.
    Some(format!("{hours}:{minutes}:{}", seconds.replace(',', ".")))
}

#[expect(clippy::as_conversions, reason = "`as` saturates, and what is longer than a day is no time of the day")]
fn nanos_of_days(days: f64) -> i64 {
    let millis = (days * 86_400_000.0).round() as i64;
    millis.saturating_mul(1_000_000)
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
    #[test]
    fn a_time_without_a_date_is_a_part_of_a_day() {
        let of = |days: f64, kind| SheetCell::of(Data::DateTime(ExcelDateTime::new(days, kind, false)));
        // A quarter past eight is 29 700 s, which no part of a day is exactly.
        let quarter = SheetCell::OfDay(29_700_000_000_000);
        for kind in [ExcelDateTimeType::DateTime, ExcelDateTimeType::TimeDelta] {
            assert_eq!(of(29_700.0 / 86_400.0, kind), quarter);
        }
        assert_eq!(of(1.0, ExcelDateTimeType::TimeDelta), SheetCell::OfDay(86_400_000_000_000));
        let iso = |text: &str| SheetCell::of(Data::DurationIso(text.to_owned()));
        assert_eq!(iso("PT08H15M00S"), SheetCell::Text("08:15:00".to_owned()));
        assert_eq!(iso("PT08H15M00,5S"), SheetCell::Text("08:15:00.5".to_owned()));
        assert_eq!(iso("P1DT8H"), SheetCell::Text("P1DT8H".to_owned()));
    }
}
