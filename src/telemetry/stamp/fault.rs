//! Why a text is not a time stamp, and how the user is told.

use super::DateOrder;
use super::order::in_words;
use crate::period::Clock;
use crate::problem::Problem;

/// Why a text is not a time stamp.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StampFault {
    /// It is written in none of the accepted forms.
    Form,
    /// It names a day that is not in the calendar.
    Day,
    /// Its year comes last, and either number before it can be the month.
    Ambiguous {
        /// The first number.
        first: i64,
        /// The second number.
        second: i64,
        /// The year.
        year: i64,
    },
    /// Its month, by the order that the layout tells, is none.
    Order(DateOrder),
    /// It names a time that no day has, such as 24:01 or a leap second.
    Time,
    /// Its offset from UTC has more than 23 hours or 59 minutes.
    Offset,
    /// It lies outside the years 1970 to 2200.
    Year,
    /// The facility's clock leaves the time out, because it is set forward over it.
    Skipped,
}

impl StampFault {
    /// The message for a stamp that the user wrote as `shown`.
    pub fn problem(self, shown: &str, clock: &Clock) -> Problem {
        let (what, hint) = match self {
            Self::Ambiguous { first, second, year } => {
                let readings = (in_words(first, second, year), in_words(second, first, year));
                (format!("`{shown}` can be {} or {}", readings.0, readings.1), ORDERS)
            }
            Self::Order(order) => {
                let hint = format!("dates are read by `dates = \"{}\"` of the `[[telemetry]]` block", order.word());
                return Problem::new(format!("`{shown}` is not a day of the calendar")).hint(hint);
            }
            Self::Form if shown.is_empty() => ("the time stamp is empty".to_owned(), FORMS),
            Self::Form => (format!("`{shown}` is not a time stamp"), FORMS),
            Self::Day => {
                (format!("`{shown}` is not a day of the calendar"), "years come first, then months, then days")
            }
            Self::Time => (
                format!("`{shown}` is not a time of the day"),
                "the day goes from `00:00:00` to `23:59:59`, and `24:00` is its end, `00:00` of the next day",
            ),
            Self::Offset => {
                (format!("`{shown}` has an impossible offset from UTC"), "write the offset such as `+08:00`")
            }
            Self::Year => (
                format!("`{shown}` is outside the years 1970 to 2200"),
                "check the stamp, and in Parquet files the unit of the column",
            ),
            Self::Skipped => (
                format!("`{shown}` does not exist in `{}`: the clocks are set forward over it", clock.name()),
                "write stamps with their offset, or give the facility the fixed offset that its logger keeps",
            ),
        };
        Problem::new(what).hint(hint)
    }
}

const ORDERS: &str = "write `dates = \"day-first\"` or `dates = \"month-first\"` in the `[[telemetry]]` block";
const FORMS: &str = "write `2025-03-01T08:00:00+08:00`, or by the facility's own clock `2025-03-01 08:00:00`, \
                     `2025-03-01 08:00`, `2025/3/1 8:00`, `2025年3月1日 08:00` or `2025-03-01`; \
                     lines at the end that are no data are left out by `footer_rows`";
