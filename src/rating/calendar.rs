//! The days of a period: how much of each was measured, and whether something was found in it.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::record::Coverage;
use crate::facility::BoundaryHours;
use crate::facility::boundary::QuantityHours;
use crate::period::{Clock, Hour};
use crate::telemetry::Severity;

/// One civil day of the period.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CalendarDay {
    /// Which.
    pub date: Date,
    /// The hours in which total and IT are both covered; or one of them, where the boundary has no other.
    pub coverage: Coverage,
    /// The gravest finding about an hour of the day.
    pub worst: Option<Severity>,
}

/// Every day of the boundary's period; none where the boundary has neither total nor IT energy.
pub(super) fn calendar(hours: &BoundaryHours, marks: &BTreeMap<Hour, Severity>, clock: &Clock) -> Vec<CalendarDay> {
    let known: Vec<&QuantityHours> = [&hours.total, &hours.it].into_iter().flatten().collect();
    if known.is_empty() {
        return Vec::new();
    }
    let covered: BTreeMap<Hour, i64> = hours.paired(&known).map(|hour| (hour.hour, hour.covered)).collect();
    let mut days: BTreeMap<Date, (i128, usize, Option<Severity>)> = BTreeMap::new();
    for hour in hours.period.hours() {
        let day = days.entry(clock.civil_hour(hour).date()).or_default();
        day.0 += i128::from(covered.get(&hour).copied().unwrap_or_default());
        day.1 += 1;
        day.2 = [day.2, marks.get(&hour).copied()].into_iter().flatten().min();
    }
    let day = |(date, (nanos, hours, worst))| CalendarDay { date, coverage: Coverage::of(nanos, hours), worst };
    days.into_iter().map(day).collect()
}
