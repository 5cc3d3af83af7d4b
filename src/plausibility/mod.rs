//! Plausibility: what a facility's hours tell about the data itself, before anything is graded.
//!
//! ```text
//! rollup + boundary ──▶ scene: each meter hour by hour ──▶ rules, one file each ──▶ findings, and the hours they are about
//! ```
//!
//! A rule is a pure function of the scene, which is made of the rollup's cells alone: so the rules say the same
//! about a rollup that another system made. Only what can not be is an error and refuses the facility; everything
//! else is a warning or a note for somebody to look at. The figures in the rules are this program's own settings, each
//! beside its reason; no standard asks for them.

pub(crate) mod advice;
mod beyond_rating;
mod clock_shift;
mod constant;
mod counted_twice;
mod disagreeing;
mod estimated;
mod found;
mod it_above_total;
mod level_step;
mod negative_energy;
mod outage;
mod parts_above_whole;
pub(crate) mod robust;
mod scene;
mod spike;
mod stuck;
mod supply;
mod tolerance;
mod unit_slip;

use std::collections::BTreeMap;

use found::Found;
use rayon::prelude::*;
use scene::Scene;

use crate::facility::{BoundaryHours, Facility};
use crate::period::{Hour, Period, Stamp};
use crate::telemetry::finding::HourSpan;
use crate::telemetry::{Finding, Rollup, Severity};

/// What was found in a facility's data.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Inspection {
    /// What was found, the gravest first, then by id and meter.
    pub findings: Vec<Finding>,
    /// The hours that findings are about, all of them, each with the gravest severity.
    pub marks: BTreeMap<Hour, Severity>,
}

/// Each rule and the file of its name.
const RULES: [fn(&Scene<'_>) -> Vec<Found>; 15] = [
    it_above_total::find,
    parts_above_whole::find,
    negative_energy::find,
    beyond_rating::find,
    unit_slip::find,
    spike::find,
    stuck::find,
    constant::find,
    counted_twice::find,
    disagreeing::find,
    clock_shift::find,
    level_step::find,
    outage::find,
    estimated::find,
    supply::find,
];

/// Looks at a facility's hours by every rule. `read` is what was found while its files were read, which is kept and
/// told what to do about it.
pub fn inspect(facility: &Facility, rollup: &Rollup, hours: &BoundaryHours, read: Vec<Finding>) -> Inspection {
    let scene = Scene::of(facility, rollup, hours);
    let mut inspection = Inspection { marks: told_hours(&read, hours.period), findings: read };
    let found: Vec<Vec<Found>> = RULES.par_iter().map(|rule| rule(&scene)).collect();
    for found in found.into_iter().flatten() {
        let (finding, hours) = found.settle(&facility.clock);
        for hour in hours {
            let mark = inspection.marks.entry(hour).or_insert(finding.severity);
            *mark = finding.severity.min(*mark);
        }
        inspection.findings.push(finding);
    }
    inspection.findings.iter_mut().for_each(advice::complete);
    inspection.findings.sort_by(|a, b| (a.severity, &a.id, &a.meter).cmp(&(b.severity, &b.id, &b.meter)));
    inspection
}

/// The hours of the period that findings of the reading tell; or the hour in which one first occurs, where no more is
/// known.
fn told_hours(read: &[Finding], period: Period) -> BTreeMap<Hour, Severity> {
    let mut marks = BTreeMap::new();
    for finding in read {
        let spans = finding.hours.iter().filter_map(HourSpan::ends);
        let first = finding.first.as_deref().filter(|_| finding.hours.is_empty()).and_then(Stamp::of_rfc3339);
        for (start, end) in spans.chain(first.map(|first| (first, first.hour().end()))) {
            let within = Period { start: start.max(period.start), end: end.min(period.end) };
            for hour in within.hours() {
                let mark = marks.entry(hour).or_insert(finding.severity);
                *mark = finding.severity.min(*mark);
            }
        }
    }
    marks
}
