//! Lengths of time as manifests write them: `90s`, `15min`, `1h`, `1d`, `1mo`.

use std::fmt;

use jiff::Span;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::period::{Clock, Stamp};

/// A length of time; days and months are those of the facility's civil calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(try_from = "String", into = "String")]
#[schemars(with = "String", extend("pattern" = r"^0*([1-9]\d{0,3}|10000)\s*(s|min|h|d|mo)\s*$"))]
pub struct Interval {
    count: i64,
    step: Step,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step {
    Second,
    Minute,
    Hour,
    Day,
    Month,
}

const STEPS: [(Step, &str, i64); 5] = [
    (Step::Second, "s", 1),
    (Step::Minute, "min", 60),
    (Step::Hour, "h", 3600),
    (Step::Day, "d", 86_400),
    (Step::Month, "mo", 30 * 86_400),
];

impl Interval {
    /// An interval of whole minutes.
    pub const fn minutes(count: i64) -> Self {
        Self { count, step: Step::Minute }
    }

    /// Reads `15min`; `None` for any other form, for zero, and for more than ten thousand steps.
    pub fn parse(text: &str) -> Option<Self> {
        let digits = text.find(|c: char| !c.is_ascii_digit())?;
        let (count, unit) = text.split_at_checked(digits)?;
        let count: i64 = count.parse().ok().filter(|count| (1..=10_000).contains(count))?;
        let (step, ..) = STEPS.iter().find(|(_, name, _)| *name == unit.trim())?;
        Some(Self { count, step: *step })
    }

    /// The length in nanoseconds; a month counts as thirty days.
    pub fn nominal_nanos(self) -> i64 {
        let (.., seconds) = self.row();
        self.count.saturating_mul(seconds).saturating_mul(1_000_000_000)
    }

    /// Whether it is a number of civil days.
    pub fn is_days(self) -> bool {
        self.step == Step::Day
    }

    /// How many civil months it is; `None` where it is of another step.
    pub fn months(self) -> Option<i64> {
        (self.step == Step::Month).then_some(self.count)
    }

    /// The instant one interval after `stamp` by the civil calendar.
    pub fn after(self, stamp: Stamp, clock: &Clock) -> Option<Stamp> {
        self.stepped(stamp, clock, self.count)
    }

    /// The instant one interval before `stamp` by the civil calendar.
    pub fn before(self, stamp: Stamp, clock: &Clock) -> Option<Stamp> {
        self.stepped(stamp, clock, -self.count)
    }

    fn stepped(self, stamp: Stamp, clock: &Clock, count: i64) -> Option<Stamp> {
        let calendar = |span: Span| clock.step(stamp, span);
        match self.step {
            Step::Day => calendar(Span::new().try_days(count).ok()?),
            Step::Month => calendar(Span::new().try_months(count).ok()?),
            Step::Second | Step::Minute | Step::Hour => {
                Some(stamp.plus(self.nominal_nanos().saturating_mul(count.signum())))
            }
        }
    }

    fn row(self) -> (Step, &'static str, i64) {
        STEPS.iter().find(|(step, ..)| *step == self.step).copied().unwrap_or((self.step, "?", 0))
    }
}

impl fmt::Display for Interval {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.count, self.row().1)
    }
}

impl From<Interval> for String {
    fn from(interval: Interval) -> Self {
        interval.to_string()
    }
}

impl TryFrom<String> for Interval {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        Self::parse(&text)
            .ok_or_else(|| format!("`{text}` is not a length of time\nwrite it as `90s`, `15min`, `1h`, `1d` or `1mo`"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_read_and_written() {
        for text in ["90s", "15min", "1h", "1d", "1mo"] {
            assert_eq!(Interval::parse(text).unwrap().to_string(), text);
        }
        for text in ["", "15", "min", "0h", "1 fortnight", "-5min"] {
            assert_eq!(Interval::parse(text), None, "{text}");
        }
    }

    #[test]
    fn a_month_is_that_of_the_calendar() {
        let clock = Clock::parse("+08:00").unwrap();
        let feb = crate::period::Period::parse("2024-02", &clock).unwrap();
        let month = Interval::parse("1mo").unwrap();
        assert_eq!(month.after(feb.start, &clock), Some(feb.end));
        assert_eq!(month.before(feb.end, &clock), Some(feb.start));
    }
}
