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

//!
//! Readings come in order of time and are not kept: each goes into its cells as soon as the next one tells for how long
//! it held. What only the end can tell waits until then: gaps, and steps back of counters.

mod counter;
mod course;
mod distances;
mod held;
mod in_order;
mod interval;
mod tell;
#[cfg(test)]
mod tests;

use std::ops::ControlFlow;

use self::counter::Differences;
pub use self::course::Course;
use self::course::{Before, SoFar, before, put_back};
use self::held::Held;
use self::in_order::{InOrder, Next};
use self::interval::Spread;
use self::tell::Occurrences;
use super::finding::{Finding, HourSpan, Severity};
use super::rollup::MeterHours;
use super::{Kind, Meter, Reading};
use crate::period::{Clock, HOUR_NANOS};
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
    /// How the readings went, for later ones to go on from; `None` where that would be much to keep.
    pub course: Option<Course>,
}

/// Turns one meter's readings, in any order, into cells. `valid_hours` belongs to interval meters whose file tells it;
/// before a gap the cells of a power also say what it would add if its last reading held for `hold` nanoseconds, apart
/// from what was measured.
///
/// # Errors
/// Amounts beyond any real meter, and intervals that leave the calendar.
pub fn integrate(
    meter: &Meter,
    mut readings: Vec<Reading>,
    valid_hours: &[Reading],
    clock: &Clock,
    hold: i64,
) -> Result<Integrated> {
    if !readings.is_sorted_by_key(|reading| reading.stamp) {
        readings.sort_unstable_by(|a, b| a.stamp.cmp(&b.stamp).then(a.value.total_cmp(&b.value)));
    }
    let mut stream = Stream::new(meter, valid_hours, clock, hold)?;
    // Sorted, none of them goes back.
    let _in_order = stream.push(&readings)?;
    stream.finish()
}

/// What the cells of a meter tell of themselves, whoever made them: intervals that overlap.
pub fn told_by_cells(meter: &Meter, hours: &MeterHours, clock: &Clock) -> Vec<Finding> {
    let mut work = Work { meter, clock, findings: Vec::new() };
    work.tell_overlaps(hours);
    work.findings
}

/// One meter's readings on their way into cells.
pub struct Stream<'a> {
    work: Work<'a>,
    in_order: InOrder,
    way: AnyWay,
}

/// By which rule readings become amounts.
enum AnyWay {
    Held(Held),
    Spread(Spread),
    Differences(Differences),
}

/// A rule by which readings, in order of time and each instant once, become amounts.
trait Way: Sized {
    /// Takes the next reading in.
    fn take(&mut self, reading: Reading, work: &Work<'_>) -> Result<()>;
    /// Takes as many of some readings in at once as it can, where that comes to the same as one by one, and says how many.
    /// The first of those given was the last to be taken, and one is left over: it is not settled before the next.
    fn take_even(&mut self, _readings: &[Reading]) -> usize {
        0
    }
    /// The cells of what is laid so far.
    fn hours(&mut self) -> &mut MeterHours;
    /// What is known beyond those cells; `None` where it is much.
    fn so_far(&self) -> Option<SoFar>;
    /// The cells, and what is to be told of them.
    fn finish(self, work: &mut Work<'_>) -> Result<MeterHours>;
}

impl<'a> Stream<'a> {
    /// A stream of a meter's readings, none so far; the rest as in [`integrate`].
    ///
    /// # Errors
    /// An interval meter without an interval; a rollover beyond any real meter.
    pub fn new(meter: &'a Meter, valid_hours: &[Reading], clock: &'a Clock, hold: i64) -> Result<Self> {
        let work = Work { meter, clock, findings: Vec::new() };
        let way = match meter.kind {
            Kind::Power | Kind::State => AnyWay::Held(Held::new(meter, hold)),
            Kind::Interval => AnyWay::Spread(Spread::new(meter, valid_hours)?),
            Kind::Counter => AnyWay::Differences(Differences::new(meter, clock, &work)?),
        };
        Ok(Self { work, in_order: InOrder::default(), way })
    }

    /// A stream that goes on from readings that came before; `hours` are the cells that they gave in the end. `None` where
    /// they were of another kind of meter.
    ///
    /// # Errors
    /// As [`Stream::new`].
    pub fn going_on(
        meter: &'a Meter,
        course: Course,
        mut hours: MeterHours,
        clock: &'a Clock,
        hold: i64,
    ) -> Result<Option<Self>> {
        let mut stream = Self::new(meter, &[], clock, hold)?;
        stream.in_order = course.in_order;
        put_back(&mut hours, &course.before_end);
        match (&mut stream.way, course.way) {
            (AnyWay::Held(held), SoFar::Held(so_far)) => {
                held.go_on(so_far);
                *held.hours() = hours;
            }
            (AnyWay::Spread(spread), SoFar::Spread) => *spread.hours() = hours,
            (AnyWay::Differences(differences), SoFar::Differences(so_far)) => {
                differences.go_on(so_far);
                *differences.hours() = hours;
            }
            _ => return Ok(None),
        }
        Ok(Some(stream))
    }

    /// Takes readings in that follow those before, and breaks off at one that lies before another: then all of them have
    /// to be put in order first, as [`integrate`] does. Several readings may be of one instant.
    ///
    /// # Errors
    /// Amounts beyond any real meter, and intervals that leave the calendar.
    pub fn push(&mut self, readings: &[Reading]) -> Result<ControlFlow<()>> {
        let (work, in_order) = (&self.work, &mut self.in_order);
        match &mut self.way {
            AnyWay::Held(held) => push(held, readings, in_order, work),
            AnyWay::Spread(spread) => push(spread, readings, in_order, work),
            AnyWay::Differences(differences) => push(differences, readings, in_order, work),
        }
    }

    /// The cells of all the readings.
    ///
    /// # Errors
    /// As [`Stream::push`].
    pub fn finish(mut self) -> Result<Integrated> {
        let in_order = self.in_order.clone();
        let last = self.in_order.end();
        self.work.tell_repeats(self.in_order);
        let Ended { hours, way, before_end } = match self.way {
            AnyWay::Held(held) => finish(held, last, &mut self.work)?,
            AnyWay::Spread(spread) => finish(spread, last, &mut self.work)?,
            AnyWay::Differences(differences) => finish(differences, last, &mut self.work)?,
        };
        self.work.tell_overlaps(&hours);
        let course = way.map(|way| Course { in_order, way, before_end });
        Ok(Integrated { hours: hours.trimmed(), findings: self.work.findings, course })
    }
}

fn push(way: &mut impl Way, readings: &[Reading], in_order: &mut InOrder, work: &Work<'_>) -> Result<ControlFlow<()>> {
    let mut at = 0;
    while let Some(reading) = readings.get(at) {
        match in_order.take(*reading) {
            Next::Settled(settled) => {
                way.take(settled, work)?;
                // The one before this one is taken, and this one is open.
                let taken = at.checked_sub(1).and_then(|before| readings.get(before..)).map(|rest| way.take_even(rest));
                at += taken.unwrap_or(0);
                readings.get(at).into_iter().for_each(|reading| in_order.skip_to(*reading));
            }
            Next::Open => {}
            Next::Back => return Ok(ControlFlow::Break(())),
        }
        at += 1;
    }
    Ok(ControlFlow::Continue(()))
}

/// What becomes of the readings at their end.
struct Ended {
    hours: MeterHours,
    /// What was known before the end, and the cells that it changed as they were.
    way: Option<SoFar>,
    before_end: Vec<Before>,
}

fn finish(mut way: impl Way, last: Option<Reading>, work: &mut Work<'_>) -> Result<Ended> {
    // Cells add up, so those of the end are made apart: they show what it changes.
    let mut hours = std::mem::take(way.hours());
    let so_far = way.so_far();
    last.into_iter().try_for_each(|reading| way.take(reading, work))?;
    let of_end = way.finish(work)?;
    let before_end = before(&hours, &of_end);
    of_end.cells().for_each(|(hour, cell)| hours.add(hour, cell));
    Ok(Ended { hours, way: so_far, before_end })
}

struct Work<'a> {
    meter: &'a Meter,
    clock: &'a Clock,
    findings: Vec<Finding>,
}

impl Work<'_> {
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

#[expect(clippy::as_conversions, reason = "a span of nanoseconds is far below 2^53 hours")]
fn hours_of_nanos(nanos: i64) -> f64 {
    nanos as f64 / HOUR_NANOS as f64
}
