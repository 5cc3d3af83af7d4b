//! The days of a period: how much of each was measured, and whether something was found in it.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::record::Coverage;
use crate::facility::BoundaryHours;
use crate::facility::boundary::QuantityHours;
use crate::period::{Clock, Hour, Period};
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
    let day = |(date, day): (Date, Period)| {
        let covered = hours.paired_in(day, &known).map(|hour| i128::from(hour.covered)).sum();
        let worst = marks.range(day.first_hour()..day.end.hour()).map(|(_, severity)| *severity).min();
        CalendarDay { date, coverage: Coverage::of(covered, day.hour_count()), worst }
    };
    hours.period.days(clock).map(day).collect()
}
