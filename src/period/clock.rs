//! The civil clock of a facility: its time zone or its fixed offset from UTC.

use jiff::civil::DateTime;
use jiff::tz::{AmbiguousOffset, Offset, TimeZone};
use jiff::{Span, Timestamp, ZonedDateTime};

use super::{Hour, Stamp};
use crate::problem::{Problem, Result};

/// A facility's civil time: it gives naive stamps their instant, and months and days their bounds.
#[derive(Debug, Clone, PartialEq)]
pub struct Clock {
    name: String,
    zone: TimeZone,
}

impl Clock {
    /// A clock from an IANA zone name (`Asia/Shanghai`) or a fixed offset (`+08:00`).
    ///
    /// # Errors
    /// An unknown name, or an offset that is not a whole number of hours (the hour grid is that of UTC).
    pub fn parse(name: &str) -> Result<Self> {
        let hint = "write an offset such as `+08:00`, or a zone such as `Asia/Shanghai`";
        let zone = if name.starts_with(['+', '-']) {
            let seconds = offset_seconds(name)
                .ok_or_else(|| Problem::new(format!("`{name}` is not an offset from UTC")).hint(hint))?;
            if seconds % HOUR_SECONDS != 0 {
                return Err(off_the_grid(name));
            }
            let offset = Offset::from_seconds(seconds)
                .map_err(|_| Problem::new(format!("`{name}` is not an offset from UTC")).hint(hint))?;
            TimeZone::fixed(offset)
        } else {
            // The zone table is the one inside the program: the machine's own could differ between two machines.
            let zone = jiff::tz::TimeZoneDatabase::bundled()
                .get(name)
                .map_err(|_| Problem::new(format!("unknown time zone `{name}`")).hint(hint))?;
            if !keeps_whole_hours(&zone) {
                return Err(off_the_grid(name));
            }
            zone
        };
        Ok(Self { name: name.to_owned(), zone })
    }

    /// The name under which the clock was asked for.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The instant of a civil date and time; in the hour that daylight saving repeats, the first of the two.
    ///
    /// `None` outside the supported years.
    pub fn instant(&self, civil: DateTime) -> Option<Stamp> {
        let zoned = self.zone.to_ambiguous_zoned_datetime(civil).compatible().ok()?;
        stamp_of(&zoned)
    }

    /// The stretches between two instants in which civil times occur for the first of two times, because the clocks are
    /// set back at their end; in order of time.
    pub fn first_passes(&self, from: Stamp, to: Stamp) -> Vec<FirstPass> {
        let timestamp = |stamp: Stamp| Timestamp::from_nanosecond(i128::from(stamp.0)).unwrap_or_default();
        let (first, last) = (timestamp(from), timestamp(to.plus(LONGEST_PASS)));
        let mut offset = self.zone.to_offset(first);
        let mut passes = Vec::new();
        for change in self.zone.following(first).take_while(|change| change.timestamp() <= last) {
            let back = i64::from(offset.seconds()) - i64::from(change.offset().seconds());
            offset = change.offset();
            if let Some(end) = i64::try_from(change.timestamp().as_nanosecond()).ok().filter(|_| back > 0) {
                passes.push(FirstPass { start: Stamp(end).plus(-back * 1_000_000_000), end: Stamp(end) });
            }
        }
        passes
    }

    /// The offset from UTC that the clock has kept since an instant and will keep, in seconds; `None` where the clocks
    /// will be set again.
    pub fn settled(&self) -> Option<(Stamp, i64)> {
        let late = TimeZone::UTC.to_timestamp(jiff::civil::date(LAST_YEAR, 1, 1).at(0, 0, 0, 0)).ok()?;
        let since =
            self.zone.preceding(late).next().map_or(Ok(0), |change| i64::try_from(change.timestamp().as_nanosecond()));
        let since = Stamp(since.ok()?);
        let recent = self.civil(since).year() > YEARS.end;
        (!recent).then(|| (since, i64::from(self.zone.to_offset(late).seconds())))
    }

    /// Whether a civil date and time occurs twice, because the clocks are set back over it.
    pub fn is_repeated(&self, civil: DateTime) -> bool {
        matches!(self.zone.to_ambiguous_timestamp(civil).offset(), AmbiguousOffset::Fold { .. })
    }

    /// The civil date and time of an instant.
    pub fn civil(&self, stamp: Stamp) -> DateTime {
        self.zoned(stamp).datetime()
    }

    /// The civil date and time at which an hour of the grid begins.
    pub fn civil_hour(&self, hour: Hour) -> DateTime {
        self.civil(hour.start())
    }

    /// The instant one calendar step (a day, a month) after `stamp`, by civil time.
    pub fn step(&self, stamp: Stamp, span: Span) -> Option<Stamp> {
        stamp_of(&self.zoned(stamp).checked_add(span).ok()?)
    }

    /// The instant as RFC 3339 text with this clock's offset.
    pub fn rfc3339(&self, stamp: Stamp) -> String {
        let zoned = self.zoned(stamp);
        zoned.timestamp().display_with_offset(zoned.offset()).to_string()
    }

    fn zoned(&self, stamp: Stamp) -> ZonedDateTime {
        // Every 64-bit count of nanoseconds is an instant that jiff knows.
        let timestamp = Timestamp::from_nanosecond(i128::from(stamp.0)).unwrap_or_default();
        ZonedDateTime::new(timestamp, self.zone.clone())
    }
}

/// A stretch of time whose civil times occur a second time right after it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FirstPass {
    /// The first instant inside.
    pub start: Stamp,
    /// The instant at which the clocks are set back to where `start` began.
    pub end: Stamp,
}

impl FirstPass {
    /// Its length, and how far the clocks are set back, in nanoseconds.
    pub fn length(&self) -> i64 {
        self.end.since(self.start)
    }

    /// Whether an instant lies inside.
    pub fn holds(&self, stamp: Stamp) -> bool {
        self.start <= stamp && stamp < self.end
    }
}

/// No clock is set back farther than this.
const LONGEST_PASS: i64 = 24 * super::HOUR_NANOS;

/// Seconds in an hour.
const HOUR_SECONDS: i32 = 3600;
/// Long after the last change of a clock that is not set twice a year for ever.
const LAST_YEAR: i16 = 2200;
/// The years in which telemetry of data centres may lie.
const YEARS: std::ops::Range<i16> = 1990..2051;

/// Whether a zone is whole hours from UTC, in winter and in summer, in all of those years.
fn keeps_whole_hours(zone: &TimeZone) -> bool {
    let days = YEARS.flat_map(|year| [1, 7].map(|month| jiff::civil::date(year, month, 1)));
    days.into_iter().all(|day| {
        let instant = TimeZone::UTC.to_timestamp(day.at(12, 0, 0, 0));
        instant.is_ok_and(|instant| zone.to_offset(instant).seconds() % HOUR_SECONDS == 0)
    })
}

fn off_the_grid(name: &str) -> Problem {
    Problem::new(format!("the offset of `{name}` is not a whole number of hours"))
        .hint("readings are added up by the hours of UTC: convert the stamps to an offset of whole hours first")
}

fn stamp_of(zoned: &ZonedDateTime) -> Option<Stamp> {
    i64::try_from(zoned.timestamp().as_nanosecond()).ok().map(Stamp)
}

/// Seconds of an offset written `+08:00`, `+0800` or `+08`.
fn offset_seconds(text: &str) -> Option<i32> {
    let (sign, digits) = match text.split_at_checked(1)? {
        ("+", rest) => (1, rest),
        ("-", rest) => (-1, rest),
        _ => return None,
    };
    let digits = digits.replace(':', "");
    let (hours, minutes) = match digits.len() {
        2 => (digits.as_str(), "0"),
        4 => digits.split_at_checked(2)?,
        _ => return None,
    };
    let hours: i32 = hours.parse().ok()?;
    let minutes: i32 = minutes.parse().ok()?;
    (hours <= 14 && minutes < 60).then_some(sign * (hours * 3600 + minutes * 60))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::ToSpan;

    #[test]
    fn an_offset_and_a_zone_give_the_same_instant() {
        let civil = jiff::civil::date(2025, 1, 1).at(0, 0, 0, 0);
        let fixed = Clock::parse("+08:00").unwrap().instant(civil);
        assert_eq!(fixed, Clock::parse("Asia/Shanghai").unwrap().instant(civil));
        assert_eq!(fixed, Some(Stamp(1_735_660_800_000_000_000)));
    }

    #[test]
    fn a_month_across_daylight_saving_ends_at_the_civil_month() {
        let denver = Clock::parse("America/Denver").unwrap();
        let march = denver.instant(jiff::civil::date(2017, 3, 1).at(0, 0, 0, 0)).unwrap();
        let april = denver.step(march, 1.month()).unwrap();
        assert_eq!(denver.rfc3339(april), "2017-04-01T00:00:00-06:00");
        assert_eq!(april.since(march), 743 * super::super::HOUR_NANOS);
    }

    #[test]
    fn each_hour_that_daylight_saving_repeats_is_told() {
        let denver = Clock::parse("America/Denver").unwrap();
        let [from, to] = ["2017", "2019"].map(|year| crate::period::Period::parse(year, &denver).unwrap());
        let passes = denver.first_passes(from.start, to.end);
        let starts: Vec<String> = passes.iter().map(|pass| denver.rfc3339(pass.start)).collect();
        assert_eq!(starts, ["2017-11-05T01:00:00-06:00", "2018-11-04T01:00:00-06:00", "2019-11-03T01:00:00-06:00"]);
        assert!(passes.iter().all(|pass| pass.length() == super::super::HOUR_NANOS));
        let civil = |hour, minute| jiff::civil::date(2017, 11, 5).at(hour, minute, 0, 0);
        let repeated = [(0, 59), (1, 0), (1, 59), (2, 0)].map(|(hour, minute)| denver.is_repeated(civil(hour, minute)));
        assert_eq!(repeated, [false, true, true, false]);
        assert_eq!(Clock::parse("+08:00").unwrap().first_passes(from.start, to.end), []);
    }

    #[test]
    fn a_clock_is_settled_unless_it_will_be_set_again() {
        let settled = |name| Clock::parse(name).unwrap().settled();
        assert_eq!(settled("+08:00"), Some((Stamp(0), 8 * 3600)));
        let (since, offset) = settled("Asia/Shanghai").unwrap();
        assert_eq!((Clock::parse("Asia/Shanghai").unwrap().civil(since).year(), offset), (1991, 8 * 3600));
        assert_eq!(settled("America/Denver"), None);
    }

    #[test]
    fn offsets_off_the_hour_grid_are_refused() {
        assert!(Clock::parse("+05:30").unwrap_err().what.contains("whole number of hours"));
        for zone in ["Asia/Kolkata", "Australia/Lord_Howe", "Asia/Kathmandu"] {
            assert!(Clock::parse(zone).unwrap_err().what.contains("whole number of hours"), "{zone}");
        }
        for zone in ["Asia/Shanghai", "America/Denver", "Europe/Berlin", "Asia/Urumqi", "UTC"] {
            assert!(Clock::parse(zone).is_ok(), "{zone}");
        }
        assert!(Clock::parse("Mars/Olympus").unwrap_err().what.contains("unknown time zone"));
    }
}
