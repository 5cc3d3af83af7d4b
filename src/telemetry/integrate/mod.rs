//! From readings to cells: the rules by which samples become hourly amounts.
//!
//! - **Power**: each reading holds until the next, at most the meter's `max_gap`. Where the next one is farther away
//!   than that, or there is none, it holds for the distance that was usual just before it and then nothing is known:
//!   those hours are not covered.
//! - **State**: as power, and what adds up is the time on.
//! - **Interval**: each amount is spread evenly over its own interval. Where a column tells how many hours of the
//!   interval were really measured, that share of each hour counts as covered.
//! - **Counter**: the difference of two neighbouring readings is spread evenly between them. A counter that goes back
//!   rolled over where its manifest says at which reading it does, and where one rollover explains the step; otherwise
//!   it was reset: how much flowed meanwhile is not known, so the span is not covered, and the reset is a finding.
//!   Across a replacement nothing is differenced: the old counter's final reading and the new one's first close the
//!   spans on both sides.

mod counter;
mod held;
mod interval;
mod tell;

use tell::Occurrences;

use super::finding::{Finding, HourSpan, Severity};
use super::rollup::MeterHours;
use super::{Kind, Meter, Reading, series::Series};
use crate::period::{Clock, HOUR_NANOS, Hour, Stamp};
use crate::problem::{Problem, Result};
use crate::text::Text;
use crate::units::{Amount, Dimension, Unit};

/// One meter's cells, and what was found while making them.
#[derive(Debug, Clone, PartialEq)]
pub struct Integrated {
    /// The cells; empty where there was no reading.
    pub hours: MeterHours,
    /// What was found.
    pub findings: Vec<Finding>,
}

/// Turns one meter's readings into cells. `valid_hours` belongs to interval meters whose file tells it; before a gap the
/// cells of a power also say what it would add if its last reading held for `hold` nanoseconds, apart from what was
/// measured.
///
/// # Errors
/// Amounts beyond any real meter, and intervals that leave the calendar.
pub fn integrate(
    meter: &Meter,
    readings: Vec<Reading>,
    valid_hours: &[Reading],
    clock: &Clock,
    hold: i64,
) -> Result<Integrated> {
    let series = Series::settle(readings);
    let mut work = Work { meter, clock, findings: Vec::new() };
    work.tell_repeats(&series);
    let hours = match meter.kind {
        Kind::Power | Kind::State => work.held(&series, hold)?,
        Kind::Interval => work.interval(&series, valid_hours)?,
        Kind::Counter => work.counter(&series)?,
    };
    work.tell_overlaps(&hours);
    Ok(Integrated { hours: hours.trimmed(), findings: work.findings })
}

struct Work<'a> {
    meter: &'a Meter,
    clock: &'a Clock,
    findings: Vec<Finding>,
}

impl Work<'_> {
    /// The amount that a reading of the meter, or a number of its manifest, stands for.
    fn amount(&self, reading: &Reading) -> Result<Amount> {
        let amount = Amount::from_multiple(reading.value, self.meter.reading_unit(), self.meter.times());
        amount.ok_or_else(|| self.beyond(reading))
    }

    /// The mean rate over a span: kW for energy, L/h for water.
    fn rate(&self, amount: Amount, span: i64) -> f64 {
        let unit = match self.meter.amount_dimension() {
            Dimension::Volume => Unit::L,
            Dimension::Power | Dimension::Energy => Unit::KWh,
            Dimension::Time => Unit::H,
        };
        amount.in_unit(unit) / hours_of_nanos(span)
    }

    fn beyond(&self, reading: &Reading) -> Problem {
        Problem::new(format!(
            "meter `{}` reads `{}` {} at {}, beyond any real meter",
            self.meter.name(),
            reading.value,
            self.meter.reading_unit(),
            self.clock.rfc3339(reading.stamp)
        ))
        .hint("check the unit of the meter in facility.toml")
    }

    fn tell(&mut self, found: Occurrences, id: &str, severity: Severity, text: Text) {
        if let Some(first) = found.first {
            let finding = Finding::new(id, severity, text).on_meter(self.meter.name());
            let hours = found.runs.iter().map(|(first, last)| HourSpan::of(*first, *last, self.clock));
            let finding = finding.times(found.count, Some(self.clock.rfc3339(first)));
            self.findings.push(finding.in_hours(hours.collect()));
        }
    }
}

fn first_hour(series: &Series) -> Hour {
    series.readings.first().map_or(Stamp(0), |reading| reading.stamp).hour()
}

#[expect(clippy::as_conversions, reason = "a span of nanoseconds is far below 2^53 hours")]
fn hours_of_nanos(nanos: i64) -> f64 {
    nanos as f64 / HOUR_NANOS as f64
}
