//! The form of a written time stamp, digit by digit.

use super::order::month_and_day;
use super::{DAY, DAYS, DateOrder, HOUR, NANOS, StampFault};

/// A stamp as it is written, of the right form but not yet known to exist.
#[derive(Default)]
pub(super) struct Written {
    year: i64,
    month: i64,
    day: i64,
    hour: i64,
    minute: i64,
    second: i64,
    /// The fraction of the second.
    pub(super) nanos: i64,
    /// The offset from UTC, if there is one.
    pub(super) offset: Option<Offset>,
}

/// A written offset from UTC.
#[derive(Clone, Copy)]
pub(super) struct Offset {
    sign: i64,
    hours: i64,
    minutes: i64,
}

impl Offset {
    pub(super) fn seconds(self) -> Result<i64, StampFault> {
        if self.hours > 23 || self.minutes > 59 {
            return Err(StampFault::Offset);
        }
        Ok(self.sign * (self.hours * HOUR + self.minutes * 60))
    }
}

impl Written {
    /// Reads the form; `dates` is the order of day and month where the year comes last.
    pub(super) fn read(text: &[u8], dates: Option<DateOrder>) -> Result<Self, StampFault> {
        let (written, rest) = match text {
            [b'0'..=b'9', b'0'..=b'9', b'0'..=b'9', b'0'..=b'9', ..] => {
                Self::year_first(text).ok_or(StampFault::Form)?
            }
            _ => Self::year_last(text, dates)?,
        };
        let time = match rest {
            [] => return Ok(written),
            [b'T' | b't' | b' ', time @ ..] => time,
            // After `日` the time may follow at once.
            time if text.strip_suffix(rest).and_then(<[u8]>::last).is_some_and(|last| !last.is_ascii()) => time,
            _ => return Err(StampFault::Form),
        };
        written.with_time(time.trim_ascii_start()).ok_or(StampFault::Form)
    }

    fn year_first(text: &[u8]) -> Option<(Self, &[u8])> {
        let (century, rest) = two_digits(text)?;
        let (year, rest) = two_digits(rest)?;
        let year = century * 100 + year;
        let (month, day, rest) = match rest {
            [separator @ (b'-' | b'/' | b'.'), rest @ ..] => {
                let (month, rest) = digits(rest)?;
                let (day, rest) = digits(after(rest, *separator)?)?;
                (month, day, rest)
            }
            _ => {
                let (month, rest) = digits(rest.strip_prefix("年".as_bytes())?.trim_ascii_start())?;
                let (day, rest) = digits(rest.strip_prefix("月".as_bytes())?.trim_ascii_start())?;
                (month, day, rest.strip_prefix("日".as_bytes()).or_else(|| rest.strip_prefix("号".as_bytes()))?)
            }
        };
        Some((Self { year, month, day, ..Self::default() }, rest))
    }

    #[cold]
    fn year_last(text: &[u8], dates: Option<DateOrder>) -> Result<(Self, &[u8]), StampFault> {
        let read = || {
            let (first, rest) = digits(text)?;
            let (separator, rest) = rest.split_first().filter(|(separator, _)| b"/-.".contains(separator))?;
            let (second, rest) = digits(rest)?;
            let (century, rest) = two_digits(after(rest, *separator)?)?;
            let (year, rest) = two_digits(rest)?;
            let ends = !rest.first().is_some_and(u8::is_ascii_digit);
            ends.then_some((first, second, century * 100 + year, rest))
        };
        let (first, second, year, rest) = read().ok_or(StampFault::Form)?;
        let (month, day) = month_and_day(first, second, year, dates)?;
        Ok((Self { year, month, day, ..Self::default() }, rest))
    }

    fn with_time(mut self, text: &[u8]) -> Option<Self> {
        let (mut half, text) = half_of_day(text);
        let (hour, rest) = digits(text)?;
        let mut rest = match rest {
            [b':', rest @ ..] => self.clock_time(rest)?,
            _ => self.spoken_time(rest)?,
        };
        self.hour = hour;
        rest = rest.trim_ascii_start();
        if half.is_none() {
            (half, rest) = half_of_day(rest);
        }
        if let Some(half) = half {
            self.hour = (1..=12).contains(&hour).then_some(hour % 12 + half)?;
        }
        self.offset = read_offset(rest)?;
        Some(self)
    }

    /// Minutes and, where there are any, seconds.
    fn clock_time<'t>(&mut self, text: &'t [u8]) -> Option<&'t [u8]> {
        let (minute, mut rest) = two_digits(text)?;
        self.minute = minute;
        if let [b':', seconds @ ..] = rest {
            (self.second, rest) = two_digits(seconds)?;
            if let [b'.', fraction @ ..] = rest {
                (self.nanos, rest) = fraction_nanos(fraction)?;
            }
        }
        Some(rest)
    }

    /// `时`, and where there are any, minutes and seconds: `8时05分00秒`.
    #[cold]
    fn spoken_time<'t>(&mut self, text: &'t [u8]) -> Option<&'t [u8]> {
        let mut rest = text.strip_prefix("时".as_bytes()).or_else(|| text.strip_prefix("点".as_bytes()))?;
        if let Some((minute, after)) = digits(rest) {
            (self.minute, rest) = (minute, after.strip_prefix("分".as_bytes())?);
        }
        if let Some((second, after)) = digits(rest) {
            (self.second, rest) = (second, after.strip_prefix("秒".as_bytes())?);
        }
        Some(rest)
    }

    /// Seconds since 1970-01-01T00:00 of the civil time it is written in.
    pub(super) fn civil_second(&self) -> Result<i64, StampFault> {
        if !(1970..=2200).contains(&self.year) {
            return Err(StampFault::Year);
        }
        if !(1..=12).contains(&self.month) || !(1..=days_in_month(self.year, self.month)).contains(&self.day) {
            return Err(StampFault::Day);
        }
        let midnight = days_since_1970(self.year, self.month, self.day) * DAY;
        if self.hour > 23 || self.minute > 59 || self.second > 59 {
            return self.end_of_day(midnight);
        }
        Ok(midnight + self.hour * HOUR + self.minute * 60 + self.second)
    }

    /// `24:00` of the day that begins at a midnight.
    #[cold]
    fn end_of_day(&self, midnight: i64) -> Result<i64, StampFault> {
        match (self.hour, self.minute, self.second, self.nanos) {
            // The end of the last day is the first instant of a year that is not read.
            (24, 0, 0, 0) if midnight + DAY < DAYS.end * DAY => Ok(midnight + DAY),
            (24, 0, 0, 0) => Err(StampFault::Year),
            _ => Err(StampFault::Time),
        }
    }
}

/// `Some(None)` where there is no offset, and `None` where there is something else.
fn read_offset(text: &[u8]) -> Option<Option<Offset>> {
    let (sign, rest) = match text {
        [] => return Some(None),
        [b'Z' | b'z'] | b"UTC" | b"GMT" => return Some(Some(Offset { sign: 1, hours: 0, minutes: 0 })),
        [b'+', rest @ ..] => (1, rest),
        [b'-', rest @ ..] => (-1, rest),
        _ => return None,
    };
    let (hours, rest) = two_digits(rest)?;
    let (minutes, rest) = match rest {
        [] => (0, rest),
        [b':', rest @ ..] | rest => two_digits(rest)?,
    };
    rest.is_empty().then_some(Some(Offset { sign, hours, minutes }))
}

fn digit(byte: u8) -> Option<i64> {
    byte.is_ascii_digit().then(|| i64::from(byte - b'0'))
}

pub(super) fn two_digits(text: &[u8]) -> Option<(i64, &[u8])> {
    let [tens, ones, rest @ ..] = text else { return None };
    Some((digit(*tens)? * 10 + digit(*ones)?, rest))
}

/// Two digits, or one.
fn digits(text: &[u8]) -> Option<(i64, &[u8])> {
    let one = || text.split_first().and_then(|(one, rest)| Some((digit(*one)?, rest)));
    two_digits(text).or_else(one)
}

/// The first hour of the half of the day that comes next in the text, if one does.
fn half_of_day(text: &[u8]) -> (Option<i64>, &[u8]) {
    if text.first().is_none_or(|first| first.is_ascii_digit() || b"+-Z".contains(first)) {
        return (None, text);
    }
    const HALVES: [(&str, i64); 6] = [("AM", 0), ("PM", 12), ("am", 0), ("pm", 12), ("上午", 0), ("下午", 12)];
    let found = HALVES.iter().find_map(|(word, hour)| Some((*hour, text.strip_prefix(word.as_bytes())?)));
    found.map_or((None, text), |(hour, rest)| (Some(hour), rest.trim_ascii_start()))
}

fn after(text: &[u8], separator: u8) -> Option<&[u8]> {
    text.split_first().filter(|(first, _)| **first == separator).map(|(_, rest)| rest)
}

/// One to nine digits after the point, as nanoseconds.
fn fraction_nanos(mut text: &[u8]) -> Option<(i64, &[u8])> {
    let (mut nanos, mut place) = (0, NANOS);
    while let Some((value, rest)) = text.split_first().and_then(|(first, rest)| Some((digit(*first)?, rest))) {
        place /= 10;
        if place == 0 {
            return None;
        }
        nanos += value * place;
        text = rest;
    }
    (place < NANOS).then_some((nanos, text))
}

const fn days_in_month(year: i64, month: i64) -> i64 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// The number of a day of the Gregorian calendar, with the year taken to begin in March so that leap days come last.
const fn days_since_1970(year: i64, month: i64, day: i64) -> i64 {
    let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    365 * year + year / 4 - year / 100 + year / 400 + (153 * month + 2) / 5 + day - 1 - 719_468
}
