//! The stamps of files: in which form they are written, and by which offset they are read.

use std::path::Path;

use super::plan::Length;
use super::refuse::refused;
use crate::facility::Facility;
use crate::period::Stamp;
use crate::problem::{Problem, Result};
use crate::telemetry::Meter;
use crate::telemetry::read::{Outline, Stored};

/// Where the stamps of a file are and how they become instants.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct StampForm {
    /// The column of the stamps, or of their dates.
    pub(super) column: usize,
    /// The column of the times of the day, where dates have their own.
    pub(super) of_day: Option<usize>,
    pub(super) kind: StampKind,
    /// The offset of the facility's clock in nanoseconds, where the file does not tell it; otherwise 0.
    pub(super) offset: i64,
    /// Since when the clock has kept that offset, where it has not always.
    pub(super) since: Option<Since>,
}

/// Since when a clock has kept its offset.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Since {
    /// In nanoseconds since 1970.
    pub(super) nanos: i64,
    /// The civil day, in which stamps may still be of before.
    pub(super) day: String,
}

/// What a stamp is stored as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum StampKind {
    /// Text.
    Text(Written),
    /// A count of so many nanoseconds, in a column of stamps.
    Count(i64),
    /// A day.
    Day,
}

/// How stamps are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Written {
    /// Whether there is a time of the day.
    pub(super) time: bool,
    /// Whether it has seconds.
    pub(super) seconds: bool,
    /// Whether an offset from UTC follows.
    pub(super) offset: bool,
}

/// The length of `2025-01-01T08:00`.
const TO_THE_MINUTE: usize = 16;
/// The length of `2025-01-01`.
const DATE: usize = 10;
/// The longest fraction of a second that every engine keeps.
const MICROS: usize = 6;

impl Written {
    /// How a stamp is written; `None` in any form that not every engine reads alike.
    fn of(stamp: &str) -> Option<Self> {
        let date = stamp.get(..DATE)?;
        let shaped = |text: &str, shape: &str| {
            text.len() == shape.len()
                && text.bytes().zip(shape.bytes()).all(|(byte, wanted)| match wanted {
                    b'0' => byte.is_ascii_digit(),
                    other => byte == other,
                })
        };
        if !shaped(date, "0000-00-00") {
            return None;
        }
        let Some(time) = stamp.get(DATE..TO_THE_MINUTE) else {
            return (stamp.len() == DATE).then_some(Self { time: false, seconds: false, offset: false });
        };
        if !shaped(time, "T00:00") && !shaped(time, " 00:00") {
            return None;
        }
        let mut rest = stamp.get(TO_THE_MINUTE..)?;
        let seconds = rest.get(..3).is_some_and(|seconds| shaped(seconds, ":00"));
        if seconds {
            rest = rest.get(3..)?;
            if let Some(fraction) = rest.strip_prefix('.') {
                let digits = fraction.bytes().take_while(u8::is_ascii_digit).count();
                rest = fraction.get(digits..).filter(|_| (1..=MICROS).contains(&digits))?;
            }
        }
        let offset = rest == "Z" || shaped(rest, "+00:00") || shaped(rest, "-00:00");
        (offset || rest.is_empty()).then_some(Self { time: true, seconds, offset })
    }

    /// The regular expression of its form, in what all engines understand.
    pub(super) fn pattern(self) -> String {
        let mut pattern = "^[0-9]{4}-[0-9]{2}-[0-9]{2}".to_owned();
        if self.time {
            pattern.push_str("[T ][0-9]{2}:[0-9]{2}");
        }
        if self.seconds {
            pattern.push_str(":[0-9]{2}([.][0-9]{1,6})?");
        }
        if self.offset {
            pattern.push_str("(Z|[+-][0-9]{2}:[0-9]{2})");
        }
        pattern.push('$');
        pattern
    }
}

/// The form of the stamps of a file.
///
/// # Errors
/// Stamps that not every engine reads alike; stamps without an offset by a clock that is set again and again.
pub(super) fn form(facility: &Facility, found: &Outline, path: &Path) -> Result<StampForm> {
    let stored = found.columns.get(found.time).map(|column| column.stored);
    let (kind, civil) = match stored {
        Some(Stored::Text) => {
            let written = written(found, path)?;
            (StampKind::Text(written), !written.offset)
        }
        Some(Stored::Instant(tick)) => (StampKind::Count(tick), false),
        Some(Stored::Civil(tick)) => (StampKind::Count(tick), true),
        Some(Stored::Day) => (StampKind::Day, true),
        _ => return Err(refused("the column of the stamps holds neither text nor stamps").at_file(path)),
    };
    let of_day = found.of_day.and_then(|column| found.columns.get(column)).map(|column| column.stored);
    if of_day.is_some_and(|of_day| of_day != Stored::Text || stored != Some(Stored::Text)) {
        return Err(refused("dates and times of the day stand in columns that are not both text").at_file(path));
    }
    let why = "its stamps have no offset from UTC";
    let (since, offset) = match civil {
        false => (0, 0),
        true => settled(facility, why).map_err(|problem| problem.at_file(path))?,
    };
    let day = facility.clock.civil(Stamp(since)).date().to_string();
    let since = (since > 0).then_some(Since { nanos: since, day });
    Ok(StampForm { column: found.time, of_day: found.of_day, kind, offset, since })
}

fn written(found: &Outline, path: &Path) -> Result<Written> {
    let forms = found.stamps.iter().map(|stamp| Written::of(stamp).ok_or(stamp));
    let mut known = None;
    for form in forms {
        let form = form.map_err(|stamp| {
            let what = format!("the stamp `{}` is in a form that not every engine reads alike", stamp.escape_debug());
            refused(&what).at_file(path)
        })?;
        if *known.get_or_insert(form) != form {
            return Err(refused("the stamps of the file are in several forms").at_file(path));
        }
    }
    known.ok_or_else(|| refused("the file begins without a stamp").at_file(path))
}

/// Since when the facility's clock has kept its offset, and that offset, both in nanoseconds.
fn settled(facility: &Facility, why: &str) -> Result<(i64, i64)> {
    let settled = facility.clock.settled().map(|(since, offset)| (since.0, offset * SECOND));
    settled.ok_or_else(|| {
        let (id, clock) = (facility.id(), facility.clock.name());
        refused(&format!("the clock `{clock}` of the facility `{id}` is set twice a year, and {why}"))
    })
}

const SECOND: i64 = 1_000_000_000;

/// The length of a meter's intervals, and the offset by which months are counted.
pub(super) fn interval(facility: &Facility, meter: &Meter) -> Result<(Length, i64)> {
    let length =
        meter.interval.ok_or_else(|| Problem::new(format!("meter `{}` does not say its interval", meter.name())))?;
    let fixed = Length::Nanos(length.nominal_nanos());
    if length.months().is_none() && !length.is_days() {
        return Ok((fixed, 0));
    }
    let why = format!("the intervals of the meter `{}` are civil days or months", meter.name());
    let (_, offset) = settled(facility, &why).map_err(|problem| facility.at_meter(problem, meter))?;
    Ok((length.months().map_or(fixed, Length::Months), offset))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_form_of_a_stamp_is_told_and_unusual_ones_are_refused() {
        let form = |time, seconds, offset| Some(Written { time, seconds, offset });
        let cases = [
            ("2025-01-01", form(false, false, false)),
            ("2025-01-01 08:00", form(true, false, false)),
            ("2025-01-01T08:00:30", form(true, true, false)),
            ("2025-01-01T08:00:30.123456Z", form(true, true, true)),
            ("2025-01-01 08:00+08:00", form(true, false, true)),
            ("2025-01-01T08:00:30.1234567", None),
            ("2025-1-1 8:00", None),
            ("2025/01/01 08:00", None),
            ("01.02.2025", None),
            ("2025-01-01 08:00 PM", None),
            ("2025-01-01T08:00:00+0800", None),
            ("2025年1月1日", None),
        ];
        for (stamp, wanted) in cases {
            assert_eq!(Written::of(stamp), wanted, "{stamp}");
        }
    }
}
