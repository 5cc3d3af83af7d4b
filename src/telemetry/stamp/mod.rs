//! Time stamps as telemetry files write them.
//!
//! Hand-written because a year of minutes for some hundred meters has to be read in seconds, and because the forms that
//! are *not* read matter as much as those that are: where a day-first and a month-first date can only be told apart by
//! guessing, a wrong guess would move energy between months without any trace.

mod fault;
mod hour;
mod hours;
mod order;
#[cfg(test)]
mod tests;
mod written;

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::period::{Clock, Stamp};
pub use fault::StampFault;
pub(super) use hours::Hours;
pub use order::DateOrder;
use written::Written;

const NANOS: i64 = 1_000_000_000;
const HOUR: i64 = 3600;
const DAY: i64 = 24 * HOUR;
/// The first day of 1970 and the day after the last of 2200, counted from 1970-01-01.
const DAYS: std::ops::Range<i64> = 0..84_371;

/// Reads time stamps; those without an offset by the facility's clock.
///
/// It remembers the offset from UTC of the civil day (or, on a day on which the clocks change, of the civil hour) it
/// saw last, so that the zone is looked up once a day rather than once a row.
#[derive(Debug, Clone)]
pub struct StampReader {
    clock: Clock,
    dates: Option<DateOrder>,
    known: Option<Stretch>,
    met_repeated: bool,
}

/// A stretch of civil time, in seconds since 1970-01-01T00:00 of the civil clock, with one offset from UTC.
#[derive(Debug, Clone)]
struct Stretch {
    first: i64,
    end: i64,
    offset: i64,
}

impl StampReader {
    /// A reader for a facility that keeps this clock.
    pub const fn new(clock: Clock) -> Self {
        Self { clock, dates: None, known: None, met_repeated: false }
    }

    /// The same reader for dates whose year comes last and whose order is known.
    #[must_use]
    pub fn with_dates(self, dates: Option<DateOrder>) -> Self {
        Self { dates, ..self }
    }

    /// The clock by which stamps without an offset are read.
    pub const fn clock(&self) -> &Clock {
        &self.clock
    }

    /// Whether it may have read a stamp without an offset whose civil time occurs twice, because the clocks are set back.
    pub const fn met_repeated_time(&self) -> bool {
        self.met_repeated
    }

    /// Reads one stamp: RFC 3339 (`T` or a space; an offset `Z`, `UTC`, `GMT`, `+08:00`, `+0800` or `+08`), or without
    /// an offset by the facility's clock, `YYYY-MM-DD` with or without `HH:MM`, `HH:MM:SS` and a fraction of up to nine
    /// digits. Dates may have `/` or `.` for `-`, or be written `2025年1月1日`; months, days and hours may have one digit;
    /// times may be `8时05分`, or have twelve hours and `AM`, `PM`, `上午` or `下午`; `24:00` is the end of its day, which is
    /// `00:00` of the next. Where the year comes last, day and
    /// month are read by the order that is told, or where there is only one reading.
    ///
    /// Of a civil time that occurs twice, because the clocks are set back, the first is taken; where the order of a file
    /// tells better, [`fold`](crate::telemetry::fold) puts it right.
    ///
    /// # Errors
    /// Any other form, and every date or time that does not exist.
    pub fn parse(&mut self, text: &[u8]) -> Result<Stamp, StampFault> {
        self.parse_told(text).map(|(stamp, _)| stamp)
    }

    /// Reads one stamp, and tells whether it has an offset of its own.
    fn parse_told(&mut self, text: &[u8]) -> Result<(Stamp, bool), StampFault> {
        let written = Written::read(text.trim_ascii(), self.dates)?;
        let second = written.civil_second()?;
        match written.offset {
            Some(offset) => Ok((stamp(second - offset.seconds()?, written.nanos), true)),
            None => self.civil(second, written.nanos).map(|stamp| (stamp, false)),
        }
    }

    /// The instant of a civil time, given as a count of `tick` nanoseconds since 1970-01-01T00:00 of that civil time.
    ///
    /// # Errors
    /// A time outside the years, or one that does not exist.
    pub fn civil_count(&mut self, count: i64, tick: i64) -> Result<Stamp, StampFault> {
        let nanos = checked_count(count, tick)?;
        self.civil(nanos.div_euclid(NANOS), nanos.rem_euclid(NANOS))
    }

    /// The instant given as a count of `tick` nanoseconds since 1970-01-01T00:00Z.
    ///
    /// # Errors
    /// A time outside the years.
    pub fn instant_count(count: i64, tick: i64) -> Result<Stamp, StampFault> {
        checked_count(count, tick).map(Stamp)
    }

    fn civil(&mut self, second: i64, nanos: i64) -> Result<Stamp, StampFault> {
        if let Some(known) = &self.known
            && (known.first..known.end).contains(&second)
        {
            return Ok(stamp(second - known.offset, nanos));
        }
        self.known = self.stretch(second);
        // A stretch has one offset throughout, so a time in it that occurs twice is at one of its ends.
        let (first, last) = self.known.as_ref().map_or((second, second), |known| (known.first, known.end - 1));
        self.met_repeated |= self.is_repeated(first) || self.is_repeated(last);
        let offset = match &self.known {
            Some(known) => Some(known.offset),
            None => self.offset_at(second),
        };
        offset.map(|offset| stamp(second - offset, nanos)).ok_or(StampFault::Skipped)
    }

    /// The civil day of a second, or else its civil hour, if the offset is the same at both ends of it.
    ///
    /// No zone changes its offset twice within a day, so it is then the same all through.
    fn stretch(&self, second: i64) -> Option<Stretch> {
        [DAY, HOUR].into_iter().find_map(|length| {
            let first = second.div_euclid(length) * length;
            let end = first + length;
            let offset = self.offset_at(first)?;
            (self.offset_at(end - 1)? == offset).then_some(Stretch { first, end, offset })
        })
    }

    fn is_repeated(&self, second: i64) -> bool {
        let instant = Timestamp::from_second(second).ok();
        instant.is_some_and(|instant| self.clock.is_repeated(TimeZone::UTC.to_datetime(instant)))
    }

    /// The offset from UTC at a civil second; `None` if the clocks are set forward over it.
    fn offset_at(&self, second: i64) -> Option<i64> {
        let civil = TimeZone::UTC.to_datetime(Timestamp::from_second(second).ok()?);
        let instant = self.clock.instant(civil)?;
        (self.clock.civil(instant) == civil).then(|| second - instant.0.div_euclid(NANOS))
    }
}

/// The years are checked before, so neither of the operations overflows.
fn stamp(second: i64, nanos: i64) -> Stamp {
    Stamp(second.saturating_mul(NANOS).saturating_add(nanos))
}

fn checked_count(count: i64, tick: i64) -> Result<i64, StampFault> {
    let nanos = count.checked_mul(tick).ok_or(StampFault::Year)?;
    if DAYS.contains(&nanos.div_euclid(DAY * NANOS)) { Ok(nanos) } else { Err(StampFault::Year) }
}
