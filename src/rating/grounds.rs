//! All that is known of a facility before anything is judged: what `rate` and `check` have in common.

use std::collections::BTreeSet;

use super::calendar::{CalendarDay, calendar};
use super::gaps::gap_policy;
use super::given::Given;
use super::it_tests::findings as it_test_findings;
use super::record::{FacilityName, GapPolicy, Input, PeriodName};
use super::sufficiency::{Sufficiency, sufficiency};
use super::{Request, period};
use crate::facility::gather::Telemetry;
use crate::facility::{BoundaryHours, Facility, SourceFile};
use crate::indicator::it_tests::{self, ItTests};
use crate::indicator::{Indicator, Subject, compute};
use crate::period::Period;
use crate::plausibility::{Inspection, inspect};
use crate::problem::Result;
use crate::standard::Observations;
use crate::standard::grid_factors::GridFactors;
use crate::standard::in_force::Days;
use crate::standard::model::Pack;
use crate::telemetry::Finding;

/// A facility's hours over a period, looked at and computed, but not judged.
pub(super) struct Grounds {
    pub period: Period,
    pub days: Days,
    /// The deciding one first.
    pub packs: Vec<Pack>,
    pub hours: BoundaryHours,
    /// The sources of electricity that count as clean.
    pub clean: Option<BTreeSet<String>>,
    pub indicators: Vec<Indicator>,
    pub given: Given,
    pub observed: Observations,
    pub it_tests: Option<ItTests>,
    pub findings: Vec<Finding>,
    pub sufficiency: Vec<Sufficiency>,
    pub calendar: Vec<CalendarDay>,
    pub gaps: GapPolicy,
    pub inputs: Vec<Input>,
}

impl Grounds {
    /// Reads a facility's telemetry, looks at it, and computes its indicators.
    pub(super) fn of(facility: &Facility, request: &Request<'_>) -> Result<Self> {
        let Telemetry { rollup, mut findings, files } = facility.telemetry()?;
        let period = period::choose(facility, &rollup, request.period)?;
        let days = days(facility, period);
        let packs = request.library.choose(request.standards, request.edition, days)?;
        let hours = BoundaryHours::of(&facility.manifest, &rollup, period);
        let it_tests = it_tests::compute(facility, &hours);
        findings.extend(it_tests.iter().flat_map(|tests| it_test_findings(facility, tests)));
        let Inspection { findings, marks } = inspect(facility, &rollup, &hours, findings);

        let clean = clean_sources(&packs);
        let year = facility.clock.civil(period.start).year();
        let factor = GridFactors::embedded().of(&facility.manifest.province, year);
        let subject = Subject { facility, hours: &hours, clean_sources: clean.as_ref(), grid_factor: factor.as_ref() };
        let indicators = compute(&subject);
        let gaps = gap_policy(&subject, &rollup);
        let given = Given::of(facility, &hours, &period, it_tests.as_ref());
        let observed = given.observations(&indicators);
        Ok(Self {
            days,
            sufficiency: sufficiency(facility, &hours, packs.first(), &observed),
            calendar: calendar(&hours, &marks, &facility.clock),
            inputs: inputs(facility, files),
            gaps,
            period,
            packs,
            hours,
            clean,
            indicators,
            given,
            observed,
            it_tests,
            findings,
        })
    }
}

/// The civil days of a period.
fn days(facility: &Facility, period: Period) -> Days {
    let day = |stamp| facility.clock.civil(stamp).date();
    Days { first: day(period.start), end: day(period.end) }
}

/// The clean sources of the first standard that says which they are.
fn clean_sources(packs: &[Pack]) -> Option<BTreeSet<String>> {
    let pack = packs.iter().find(|pack| !pack.clean_sources.is_empty())?;
    let clean = pack.clean_sources.iter().filter(|(_, figure)| figure.value);
    Some(clean.map(|(source, _)| source.clone()).collect())
}

fn inputs(facility: &Facility, files: Vec<SourceFile>) -> Vec<Input> {
    let all = facility.sources.iter().cloned().chain(files);
    let input = |file: SourceFile| Input {
        path: file.path,
        sha256: file.sha256,
        bytes: file.bytes,
        rows: file.rows,
        rolled_up_in: file.rolled_up_in,
    };
    all.map(input).collect()
}

pub(super) fn name_of(facility: &Facility) -> FacilityName {
    let manifest = &facility.manifest;
    FacilityName {
        id: facility.id().to_owned(),
        name: manifest.name.clone(),
        province: manifest.province.clone(),
        category: manifest.category.word().to_owned(),
        synthetic: manifest.synthetic,
        attribution: manifest.attribution.clone(),
    }
}

pub(super) fn name_of_period(facility: &Facility, period: Period) -> PeriodName {
    PeriodName {
        label: period.label(&facility.clock),
        start: facility.clock.rfc3339(period.start),
        end: facility.clock.rfc3339(period.end),
        hours: period.hour_count(),
        clock: facility.clock.name().to_owned(),
    }
}
