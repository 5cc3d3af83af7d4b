//! Half-open periods of time, and the months in them.

use jiff::ToSpan;
use jiff::civil::{Date, Time};

use super::{Clock, HOUR_NANOS, Hour, Stamp};
use crate::problem::{Problem, Result};

/// A period from `start` up to, and not including, `end`; both lie on the hour grid.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Period {
    /// The first instant inside.
    pub start: Stamp,
    /// The first instant after.
    pub end: Stamp,
}

impl Period {
    /// Reads `2025`, `2025-03`, or `2025-03..2026-03` (from the first month up to, not including, the second).
    ///
    /// # Errors
    /// Any other form, or an end that is not after the start.
    pub fn parse(text: &str, clock: &Clock) -> Result<Self> {
        let wrong = || {
            Problem::new(format!("`{text}` is not a period"))
                .hint("write a year `2025`, a month `2025-03`, or months `2025-03..2026-03` (the last not included)")
        };
        let (first, last) = text.split_once("..").map_or((text, None), |(a, b)| (a, Some(b)));
        let (start, length) = month_or_year(first).ok_or_else(wrong)?;
        let end = match last {
            Some(last) => month_or_year(last).ok_or_else(wrong)?.0,
            None => start.checked_add(length.months()).map_err(|_| wrong())?,
        };
        if end <= start {
            return Err(wrong());
        }
        let instant = |date: Date| clock.instant(date.to_datetime(Time::midnight())).ok_or_else(wrong);
        Ok(Self { start: instant(start)?, end: instant(end)? })
    }

    /// The civil year that holds `stamp`.
    pub fn year_of(stamp: Stamp, clock: &Clock) -> Result<Self> {
        Self::parse(&format!("{:04}", clock.civil(stamp).year()), clock)
    }

    /// The first instant after the civil month that holds `stamp`; `None` outside the supported years.
    pub fn end_of_month(stamp: Stamp, clock: &Clock) -> Option<Stamp> {
        clock.instant(next_month(clock.civil(stamp).date())?.to_datetime(Time::midnight()))
    }

    /// Whether an instant lies inside.
    pub fn holds(&self, stamp: Stamp) -> bool {
        self.start <= stamp && stamp < self.end
    }

    /// The first hour inside.
    pub fn first_hour(&self) -> Hour {
        self.start.hour()
    }

    /// How many hours the period has.
    pub fn hour_count(&self) -> usize {
        self.end.hour().index_from(self.first_hour()).unwrap_or_default()
    }

    /// How long it is, in nanoseconds.
    pub fn nanos(&self) -> i64 {
        i64::try_from(self.hour_count()).map_or(i64::MAX, |hours| hours.saturating_mul(HOUR_NANOS))
    }

    /// The hours inside, in order.
    pub fn hours(&self) -> impl Iterator<Item = Hour> + use<> {
        (self.first_hour().0..self.end.hour().0).map(Hour)
    }

    /// The civil months that the period touches, each cut to the period, with its name (`2025-03`).
    pub fn months(&self, clock: &Clock) -> Vec<(String, Self)> {
        let parts = self.parts(clock, next_month);
        parts.map(|(date, part)| (format!("{:04}-{:02}", date.year(), date.month()), part)).collect()
    }

    /// The civil days that the period touches, each cut to the period, with its date.
    pub fn days(&self, clock: &Clock) -> impl Iterator<Item = (Date, Self)> {
        self.parts(clock, |date| date.tomorrow().ok())
    }

    /// The parts of the period that begin at midnight, each with the date of its first instant; `next` tells the first
    /// date of the part after that of a date.
    fn parts(&self, clock: &Clock, next: impl Fn(Date) -> Option<Date>) -> impl Iterator<Item = (Date, Self)> {
        let mut start = self.start;
        std::iter::from_fn(move || {
            let date = (start < self.end).then(|| clock.civil(start).date())?;
            let next = next(date).and_then(|date| clock.instant(date.to_datetime(Time::midnight())));
            let end = next.filter(|next| *next > start).unwrap_or(self.end).min(self.end);
            let part = Self { start, end };
            start = end;
            Some((date, part))
        })
    }

    /// The period's short name: `2025`, `2025-03`, or `2025-03..2026-03`.
    pub fn label(&self, clock: &Clock) -> String {
        let (start, end) = (clock.civil(self.start).date(), clock.civil(self.end).date());
        let month = |date: Date| format!("{:04}-{:02}", date.year(), date.month());
        let length =
            (i32::from(end.year()) - i32::from(start.year())) * 12 + i32::from(end.month()) - i32::from(start.month());
        match length {
            12 if start.month() == 1 => format!("{:04}", start.year()),
            1 => month(start),
            _ => format!("{}..{}", month(start), month(end)),
        }
    }
}

/// The first day of the month after that of a date.
fn next_month(date: Date) -> Option<Date> {
    date.first_of_month().checked_add(1.month()).ok()
}

/// The first day of a year or of a month, and how many months it lasts.
fn month_or_year(text: &str) -> Option<(Date, i32)> {
    let (year, month) = text.split_once('-').map_or((text, None), |(y, m)| (y, Some(m)));
    let digits = |part: &str, count: usize| part.len() == count && part.bytes().all(|b| b.is_ascii_digit());
    if !digits(year, 4) || !month.is_none_or(|month| digits(month, 2)) {
        return None;
    }
    let date = Date::new(year.parse().ok()?, month.map_or(Ok(1), str::parse).ok()?, 1).ok()?;
    Some((date, if month.is_some() { 1 } else { 12 }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn clock() -> Clock {
        Clock::parse("+08:00").unwrap()
    }

    #[test]
    fn a_year_has_its_hours_and_months() {
        let leap = Period::parse("2024", &clock()).unwrap();
        assert_eq!(leap.hour_count(), 8784);
        assert_eq!(leap.months(&clock()).len(), 12);
        assert_eq!(leap.label(&clock()), "2024");
    }

    #[test]
    fn the_days_of_a_period_hold_each_hour_of_it_once_where_the_clocks_change_too() {
        for (zone, year, days) in
            [("+08:00", "2025", 365), ("Europe/Berlin", "2024", 366), ("America/Havana", "2025", 365)]
        {
            let clock = Clock::parse(zone).unwrap();
            let period = Period::parse(year, &clock).unwrap();
            let told: Vec<(Date, Hour)> =
                period.days(&clock).flat_map(|(date, day)| day.hours().map(move |hour| (date, hour))).collect();
            let each: Vec<(Date, Hour)> = period.hours().map(|hour| (clock.civil_hour(hour).date(), hour)).collect();
            assert!(told == each && period.days(&clock).count() == days, "{zone}");
        }
    }

    #[test]
    fn a_period_is_half_open() {
        let march = Period::parse("2025-03", &clock()).unwrap();
        assert!(march.holds(march.start));
        assert!(!march.holds(march.end));
        assert_eq!(march.label(&clock()), "2025-03");
    }

    #[test]
    fn months_may_cross_a_year() {
        let period = Period::parse("2025-03..2026-03", &clock()).unwrap();
        assert_eq!(period.hour_count(), 8760);
        assert_eq!(period.label(&clock()), "2025-03..2026-03");
    }

    #[test]
    fn what_is_not_a_period_is_an_error() {
        for text in ["25", "2025-13", "2025-3", "2026..2025", "last year", ""] {
            assert!(Period::parse(text, &clock()).is_err(), "{text}");
        }
    }
}
