//! All that is known of a facility before anything is judged: what `rate` and `check` have in common.

use std::collections::BTreeSet;
use std::path::Path;

use super::calendar::{CalendarDay, calendar};
use super::facts::facts;
use super::gaps::gap_policy;
use super::given::{Given, Records};
use super::in_effect::InEffect;
use super::it_tests::findings as it_test_findings;
use super::record::{Efficiency, FacilityName, GapPolicy, Input, PeriodName};
use super::sufficiency::{Sufficiency, sufficiency};
use super::{Request, clean_records, period};
use crate::facility::gather::Telemetry;
use crate::facility::meter_amounts::MeterAmounts;
use crate::facility::{BoundaryHours, Facility, SourceFile};
use crate::indicator::clean_energy::{CleanEnergy, MatchedHour, clean_energy, matched_hours};
use crate::indicator::it_tests::{self, ItTests};
use crate::indicator::operation_logs::{self, OperationRecord};
use crate::indicator::uncertainty::{Uncertainty, uncertainty};
use crate::indicator::{Indicator, Subject, compute, efficiency_detail};
use crate::period::Period;
use crate::plausibility::{Inspection, advice, inspect};
use crate::problem::Result;
use crate::standard::Observations;
use crate::standard::grid_factors::GridFactors;
use crate::standard::in_force::Days;
use crate::standard::model::Pack;
use crate::telemetry::Finding;
use crate::telemetry::read::changed;

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
    pub operation: Option<OperationRecord>,
    pub observed: Observations,
    pub it_tests: Option<ItTests>,
    pub findings: Vec<Finding>,
    pub sufficiency: Vec<Sufficiency>,
    pub calendar: Vec<CalendarDay>,
    pub gaps: GapPolicy,
    pub inputs: Vec<Input>,
    /// The use of clean energy, where the facility keeps records of it.
    pub clean_energy: Option<CleanEnergy>,
    /// Clean supply against load by the hour.
    pub matched: Vec<MatchedHour>,
    pub efficiency: Option<Efficiency>,
    /// How sure the measured indicators are.
    pub uncertainty: Option<Uncertainty>,
}

/// Holds that what was read again is what was read first, by which the period is chosen.
fn refuse_changed(first: &[SourceFile], again: &[SourceFile], folder: &Path) -> Result<()> {
    let (here, there) =
        (again.iter().find(|file| !first.contains(file)), first.iter().find(|file| !again.contains(file)));
    here.or(there).map_or(Ok(()), |file| Err(changed().at_file(&folder.join(&file.path))))
}

impl Grounds {
    /// Looks at the telemetry that is at hand of a facility, and computes its indicators.
    pub(super) fn of(facility: &Facility, telemetry: Telemetry, request: &Request<'_>) -> Result<Self> {
        let at_hand = facility.hold_at_hand()?;
        let period = period::choose(facility, &telemetry.rollup, request.period)?;
        let days = days(facility, period);
        let packs = request.library.choose(request.standards, request.edition, days)?;
        let in_effect = InEffect::of(&packs, &facility.manifest)?;
        let Telemetry { rollup, mut findings, files } = match in_effect.gaps.hold_minutes {
            minutes if minutes == at_hand => telemetry,
            // Which standards there are is known only once the period is, and that may hang on the data.
            minutes => {
                let again = facility.telemetry_held_for(minutes)?;
                refuse_changed(&telemetry.files, &again.files, &facility.folder)?;
                again
            }
        };
        let policy = in_effect.gaps.policy;
        let hours = BoundaryHours::under(policy, &facility.manifest, &rollup, period);
        let it_tests = it_tests::compute(facility, &hours);
        findings.extend(it_tests.iter().flat_map(|tests| it_test_findings(facility, tests)));
        findings.extend(in_effect.overruled.clone());
        let Inspection { mut findings, marks } = inspect(facility, &rollup, &hours, findings);

        let clean = clean_sources(&packs);
        let year = facility.clock.civil(period.start).year();
        let factor = GridFactors::embedded().of(&facility.manifest.province, year);
        let operation = operation_logs::operation(facility, &period);
        let subject = Subject {
            facility,
            hours: &hours,
            clean_sources: clean.as_ref(),
            grid_factor: factor.as_ref(),
            operation: operation.as_ref(),
        };
        let indicators = compute(&subject);
        let gaps = gap_policy(&subject, &indicators, &rollup, in_effect);
        let efficiency = Efficiency::of(&subject);
        let clean_energy = clean_energy(&subject).transpose().ok().flatten();
        let amounts = MeterAmounts::under(policy, &facility.manifest, &rollup);
        let uncertainty = uncertainty(&subject, &amounts, &indicators, clean_energy.as_ref());
        let matched = clean.as_ref().and_then(|clean| matched_hours(&subject, &|source| clean.contains(source)));
        let logs = operation.iter();
        findings.extend(logs.flat_map(|record| operation_logs::findings(record, facility.operation.as_deref())));
        findings.extend(clean_energy.iter().flat_map(|told| clean_records::findings(&subject, told)));
        let (facts, differing) = facts(&subject, &indicators);
        findings.extend(efficiency_detail::findings(&subject).into_iter().chain(differing));
        findings.iter_mut().for_each(advice::complete);
        findings.sort_by(|a, b| (a.severity, &a.id, &a.meter).cmp(&(b.severity, &b.id, &b.meter)));
        let records = Records { logs: operation.as_ref(), tests: it_tests.as_ref() };
        let given = Given::of(facility, &hours, &period, records, facts);
        let observed = given.observations(&indicators);
        Ok(Self {
            days,
            sufficiency: sufficiency(facility, &hours, packs.first(), &observed),
            calendar: calendar(&hours, &marks, &facility.clock),
            inputs: inputs(facility, files),
            gaps,
            clean_energy,
            matched: matched.unwrap_or_default(),
            period,
            packs,
            hours,
            clean,
            indicators,
            given,
            operation,
            observed,
            it_tests,
            findings,
            efficiency,
            uncertainty,
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
        city: manifest.city.clone().filter(|city| !city.trim().is_empty()),
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_read_again_must_be_what_was_read_first() {
        let file = |path: &str, sha256: &str| SourceFile {
            path: path.to_owned(),
            sha256: sha256.to_owned(),
            bytes: 1,
            rows: Some(1),
            rolled_up_in: None,
        };
        let first = [file("a.csv", "1"), file("b.csv", "2")];
        let told = |again: &[SourceFile]| {
            refuse_changed(&first, again, Path::new("dc")).map_err(|problem| problem.to_string())
        };
        assert_eq!(told(&first), Ok(()));
        let changed = |path| Err(format!("the file changed while it was read (dc/{path})"));
        assert_eq!(told(&[file("a.csv", "1"), file("b.csv", "3")]), changed("b.csv"));
        assert_eq!(told(&first[..1]), changed("b.csv"));
        assert_eq!(told(&[first[0].clone(), first[1].clone(), file("c.csv", "4")]), changed("c.csv"));
    }
}
