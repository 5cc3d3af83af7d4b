//! Dates whose year comes last: which of the two numbers before it is the day.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::StampFault;

/// Which comes first in dates such as `01/02/2025`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum DateOrder {
    /// 1 February 2025.
    DayFirst,
    /// 2 January 2025.
    MonthFirst,
}

impl DateOrder {
    /// The word that manifests use.
    pub const fn word(self) -> &'static str {
        match self {
            Self::DayFirst => "day-first",
            Self::MonthFirst => "month-first",
        }
    }
}

/// The month and the day of two numbers; without an order only where there is one reading.
pub(super) fn month_and_day(
    first: i64,
    second: i64,
    year: i64,
    order: Option<DateOrder>,
) -> Result<(i64, i64), StampFault> {
    let month = |number: i64| (1..=12).contains(&number);
    match order {
        Some(order) => {
            let (month_number, day) = if order == DateOrder::DayFirst { (second, first) } else { (first, second) };
            if month(month_number) { Ok((month_number, day)) } else { Err(StampFault::Order(order)) }
        }
        None => match (month(first), month(second)) {
            (true, true) if first != second => Err(StampFault::Ambiguous { first, second, year }),
            (true, _) => Ok((first, second)),
            (false, true) => Ok((second, first)),
            (false, false) => Err(StampFault::Day),
        },
    }
}

/// A date in words, which nobody can misread: `1 February 2025`.
pub(super) fn in_words(day: i64, month: i64, year: i64) -> String {
    const MONTHS: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    let name = usize::try_from(month - 1).ok().and_then(|at| MONTHS.get(at)).copied().unwrap_or_default();
    format!("{day} {name} {year}")
}
