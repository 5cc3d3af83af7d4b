//! The form of a written time stamp, digit by digit.

use super::{DAY, HOUR, NANOS, StampFault};

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
    pub(super) fn read(text: &[u8]) -> Option<Self> {
        let (century, rest) = two_digits(text)?;
        let (year, rest) = two_digits(rest)?;
        let (separator, rest) = rest.split_first()?;
        let loose = match separator {
            b'-' => false,
            b'/' => true,
            _ => return None,
        };
        let (month, rest) = digits(rest, loose)?;
        let (day, rest) = digits(after(rest, *separator)?, loose)?;
        let mut written = Self { year: century * 100 + year, month, day, ..Self::default() };
        match rest {
            [] => {}
            [b'T' | b't' | b' ', time @ ..] => written.read_time(time, loose)?,
            _ => return None,
        }
        Some(written)
    }

    fn read_time(&mut self, text: &[u8], loose: bool) -> Option<()> {
        let (hour, rest) = digits(text, loose)?;
        let (minute, mut rest) = two_digits(after(rest, b':')?)?;
        (self.hour, self.minute) = (hour, minute);
        if let [b':', seconds @ ..] = rest {
            (self.second, rest) = two_digits(seconds)?;
            if let [b'.', fraction @ ..] = rest {
                (self.nanos, rest) = fraction_nanos(fraction)?;
            }
        }
        self.offset = read_offset(rest)?;
        Some(())
    }

    /// Seconds since 1970-01-01T00:00 of the civil time it is written in.
    pub(super) fn civil_second(&self) -> Result<i64, StampFault> {
        if !(1970..=2200).contains(&self.year) {
            return Err(StampFault::Year);
        }
        if !(1..=12).contains(&self.month) || !(1..=days_in_month(self.year, self.month)).contains(&self.day) {
            return Err(StampFault::Day);
        }
        if self.hour > 23 || self.minute > 59 || self.second > 59 {
            return Err(StampFault::Time);
        }
        Ok(days_since_1970(self.year, self.month, self.day) * DAY + self.hour * HOUR + self.minute * 60 + self.second)
    }
}

/// `Some(None)` where there is no offset, and `None` where there is something else.
fn read_offset(text: &[u8]) -> Option<Option<Offset>> {
    let (sign, rest) = match text {
        [] => return Some(None),
        [b'Z' | b'z'] => return Some(Some(Offset { sign: 1, hours: 0, minutes: 0 })),
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

fn two_digits(text: &[u8]) -> Option<(i64, &[u8])> {
    let [tens, ones, rest @ ..] = text else { return None };
    Some((digit(*tens)? * 10 + digit(*ones)?, rest))
}

/// Two digits, or where the form is loose one or two.
fn digits(text: &[u8], loose: bool) -> Option<(i64, &[u8])> {
    let short = || loose.then(|| text.split_first()).flatten().and_then(|(one, rest)| Some((digit(*one)?, rest)));
    two_digits(text).or_else(short)
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
