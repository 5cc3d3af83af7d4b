//! Instants, the civil clock of a facility, and periods.

use jiff::civil::{Date, DateTime};
use jiff::tz::{Offset, TimeZone};
use jiff::{Span, Timestamp, ZonedDateTime};

use crate::exact::Told;

/// Nanoseconds in an hour.
pub const HOUR: i128 = 3_600_000_000_000;

/// The zone that a manifest's clock names: an offset in whole hours, or a zone.
pub fn zone(clock: &str) -> Told<TimeZone> {
    match clock.split_once(':') {
        Some((hours, _)) => {
            let hours: i8 = hours.parse().map_err(|_| format!("the clock {clock}"))?;
            Ok(TimeZone::fixed(Offset::from_hours(hours).map_err(|error| error.to_string())?))
        }
        None => TimeZone::get(clock).map_err(|error| error.to_string()),
    }
}

/// The instant of a stamp in nanoseconds since 1970: by its own offset, else by the clock; a day alone is its midnight.
pub fn instant(stamp: &str, zone: &TimeZone) -> Told<i128> {
    let stamp = stamp.trim();
    if let Ok(instant) = stamp.parse::<Timestamp>() {
        return Ok(instant.as_nanosecond());
    }
    let civil = match stamp.parse::<DateTime>() {
        Ok(civil) => civil,
        Err(_) => stamp
            .parse::<Date>()
            .map_err(|error| format!("the stamp `{stamp}`: {error}"))?
            .to_datetime(jiff::civil::Time::midnight()),
    };
    Ok(civil.to_zoned_datetime(zone.clone()).map_err(|error| error.to_string())?.timestamp().as_nanosecond())
}

/// A length of time as manifests write it.
#[derive(Clone, Copy)]
pub struct Length(Span);

impl Length {
    /// `90s`, `15min`, `1h`, `1d` or `1mo`.
    pub fn written(text: &str) -> Told<Self> {
        let digits = text.chars().take_while(char::is_ascii_digit).count();
        let (count, unit) = text.split_at_checked(digits).ok_or("no length")?;
        let count: i64 = count.parse().map_err(|_| format!("the length `{text}`"))?;
        let span = Span::new();
        let span = match unit {
            "s" => span.try_seconds(count),
            "min" => span.try_minutes(count),
            "h" => span.try_hours(count),
            "d" => span.try_days(count),
            "mo" => span.try_months(count),
            _ => return Err(format!("the length `{text}`")),
        };
        Ok(Self(span.map_err(|error| error.to_string())?))
    }

    /// The instant this much later by the civil clock, or earlier.
    pub fn from(self, instant: i128, zone: &TimeZone, earlier: bool) -> Told<i128> {
        let start = zoned(instant, zone)?;
        let other = if earlier { start.checked_sub(self.0) } else { start.checked_add(self.0) };
        Ok(other.map_err(|error| error.to_string())?.timestamp().as_nanosecond())
    }

    /// The same in nanoseconds, for a length that is one on every day.
    pub fn nanos(self) -> Told<i128> {
        let start = Timestamp::UNIX_EPOCH.to_zoned_datetime(TimeZone::UTC);
        Ok(start.checked_add(self.0).map_err(|error| error.to_string())?.timestamp().as_nanosecond())
    }
}

/// The civil time of an instant.
fn zoned(instant: i128, zone: &TimeZone) -> Told<ZonedDateTime> {
    Ok(Timestamp::from_nanosecond(instant).map_err(|error| error.to_string())?.to_zoned_datetime(zone.clone()))
}

/// A period: hours of the grid, from the first up to, and not including, the last; with its months and its first day.
pub struct Period {
    pub first: i128,
    pub end: i128,
    pub start_day: Date,
    pub end_day: Date,
    /// The first hour of each month, and of the month after the last.
    pub months: Vec<i128>,
}

impl Period {
    /// `2025`, `2025-03` or `2025-01..2025-03`, the second month not included.
    pub fn written(label: &str, zone: &TimeZone) -> Told<Self> {
        let month = |text: &str| -> Told<Date> {
            let (year, month) = text.split_once('-').ok_or_else(|| format!("the month `{text}`"))?;
            let number = |text: &str| text.parse::<i16>().map_err(|_| format!("the month `{text}`"));
            let month = i8::try_from(number(month)?).map_err(|error| error.to_string())?;
            Date::new(number(year)?, month, 1).map_err(|error| error.to_string())
        };
        let (start_day, end_day) = match label.split_once("..") {
            Some((first, end)) => (month(first)?, month(end)?),
            None if label.contains('-') => (month(label)?, month(label)?.saturating_add(Span::new().months(1))),
            None => {
                let first = month(&format!("{label}-1"))?;
                (first, first.saturating_add(Span::new().years(1)))
            }
        };
        let mut months = Vec::new();
        let mut day = start_day;
        while day <= end_day {
            months.push(instant(&day.to_string(), zone)?.div_euclid(HOUR));
            day = day.saturating_add(Span::new().months(1));
        }
        let first = months.first().copied().ok_or("a period without a month")?;
        let end = months.last().copied().ok_or("a period without a month")?;
        Ok(Self { first, end, start_day, end_day, months })
    }

    /// How long it is, in nanoseconds.
    pub fn nanos(&self) -> i128 {
        (self.end - self.first) * HOUR
    }
}
