//! From a facility to its rating.

use std::collections::{BTreeMap, BTreeSet};

use super::months::months;
use super::record::{FacilityName, Indicator, Input, Outcome, OutcomeStatus, PeriodName, Rating, SCHEMA};
use super::{period, plausible};
use crate::facility::gather::Telemetry;
use crate::facility::tables::OperationKind;
use crate::facility::{BoundaryHours, Facility};
use crate::indicator::{Subject, compute, pue};
use crate::period::{Hour, Period};
use crate::problem::Result;
use crate::standard::assessment::Status;
use crate::standard::grid_factors::GridFactors;
use crate::standard::load::Library;
use crate::standard::model::{Pack, Rule};
use crate::standard::observed::{Capability, SystemTest};
use crate::standard::{Assessment, Observations, Observed, evaluate};
use crate::telemetry::{Finding, Severity};
use crate::text::Text;

/// What is asked for.
#[derive(Debug, Clone, Copy)]
pub struct Request<'a> {
    /// The packs there are.
    pub library: &'a Library,
    /// The standards to rate by; the first decides the outcome.
    pub standards: &'a [String],
    /// The period; `None` leaves it to the manifest, or to the data.
    pub period: Option<&'a str>,
}

/// A rating, and what its charts need beside it.
#[derive(Debug, Clone, PartialEq)]
pub struct Rated {
    /// The rating.
    pub rating: Rating,
    /// PUE hour by hour, where total and IT are both known by the hour.
    pub hourly: Vec<HourlyPue>,
    /// The period.
    pub period: Period,
}

/// PUE of one hour.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct HourlyPue {
    /// The hour.
    pub hour: Hour,
    /// The energies' ratio.
    pub pue: f64,
}

/// Rates a facility: reads its telemetry, computes its indicators, and judges them.
///
/// # Errors
/// Telemetry that can not be read, a period that can not be told, or a standard that there is not. Data that is
/// impossible is no error: the rating then says that the facility was refused.
pub fn rate(facility: &Facility, request: &Request<'_>) -> Result<Rated> {
    let packs = packs_in_order(request)?;
    let Telemetry { rollup, mut findings, files } = facility.telemetry()?;
    let period = period::choose(facility, &rollup, request)?;
    let hours = BoundaryHours::of(&facility.manifest, &rollup, period);
    findings.extend(plausible::contradictions(facility, &hours));
    findings.sort_by(|a, b| (a.severity, &a.id, &a.meter).cmp(&(b.severity, &b.id, &b.meter)));

    let clean = clean_sources(&packs);
    let year = facility.clock.civil(period.start).year();
    let factor = GridFactors::embedded().of(&facility.manifest.province, year);
    let subject = Subject { facility, hours: &hours, clean_sources: clean.as_ref(), grid_factor: factor.as_ref() };
    let indicators = compute(&subject);

    let refused: Vec<Text> = findings
        .iter()
        .filter(|finding| finding.severity == Severity::Error)
        .map(|finding| finding.text.clone())
        .collect();
    let standards = match refused.is_empty() {
        true => judge(facility, &period, &packs, &indicators, &mut findings),
        false => Vec::new(),
    };
    let rating = Rating {
        schema: SCHEMA.to_owned(),
        program: format!("greengrade {}", env!("CARGO_PKG_VERSION")),
        facility: name_of(facility),
        period: PeriodName {
            label: period.label(&facility.clock),
            start: facility.clock.rfc3339(period.start),
            end: facility.clock.rfc3339(period.end),
            hours: period.hour_count(),
            clock: facility.clock.name().to_owned(),
        },
        outcome: outcome(refused, standards.first()),
        standards,
        indicators,
        months: months(&hours, clean.as_ref(), &facility.clock),
        findings,
        inputs: inputs(facility, files),
    };
    Ok(Rated { rating, hourly: hourly(&hours), period })
}

/// The packs asked for, the first one first; each is followed by those whose scores it needs.
fn packs_in_order<'a>(request: &Request<'a>) -> Result<Vec<&'a Pack>> {
    let mut packs: Vec<&Pack> = Vec::new();
    for id in request.standards {
        let wanted = request.library.get(id)?;
        for pack in std::iter::once(wanted).chain(request.library.needs(id)?) {
            if !packs.iter().any(|known| known.id == pack.id) {
                packs.push(pack);
            }
        }
    }
    Ok(packs)
}

/// The clean sources of the first standard that says which they are.
fn clean_sources(packs: &[&Pack]) -> Option<BTreeSet<String>> {
    let pack = packs.iter().find(|pack| !pack.clean_sources.is_empty())?;
    let clean = pack.clean_sources.iter().filter(|(_, figure)| figure.value);
    Some(clean.map(|(source, _)| source.clone()).collect())
}

/// Judges by every pack; those whose scores others need come first, though the results keep the order of `packs`.
fn judge(
    facility: &Facility,
    period: &Period,
    packs: &[&Pack],
    indicators: &[Indicator],
    findings: &mut Vec<Finding>,
) -> Vec<Assessment> {
    let mut observed = observe(facility, period, indicators);
    tell_unknown_capabilities(packs, &observed, findings);
    let mut judged: BTreeMap<&str, Assessment> = BTreeMap::new();
    // `packs` holds every pack after the one that needs it, so that the reverse order has all scores ready.
    for pack in packs.iter().rev() {
        let assessment = evaluate(pack, &observed);
        observed.indicators.insert(format!("score.{}", pack.id), score_of(&assessment));
        judged.insert(&pack.id, assessment);
    }
    packs.iter().filter_map(|pack| judged.remove(pack.id.as_str())).collect()
}

fn observe(facility: &Facility, period: &Period, indicators: &[Indicator]) -> Observations {
    let not_applicable = |id: &str| {
        let reasons = &facility.manifest.not_applicable;
        reasons.iter().find(|(known, _)| known.get_ref() == id).map(|(_, reason)| Text::new(reason, reason))
    };
    let observation = |indicator: &Indicator| match (indicator.value, indicator.standing) {
        (Some(value), Some(standing)) => Observed::Value { value, standing },
        _ => match not_applicable(&indicator.id) {
            Some(reason) => Observed::NotApplicable(reason),
            None => {
                Observed::Missing(indicator.why.clone().unwrap_or_else(|| Text::new("没有数据", "there is no data")))
            }
        },
    };
    Observations {
        indicators: indicators.iter().map(|indicator| (indicator.id.clone(), observation(indicator))).collect(),
        systems: facility.systems.as_ref().map(|_| systems(facility, period)),
        capabilities: facility.operation.as_ref().map(|_| capabilities(facility)),
    }
}

fn systems(facility: &Facility, period: &Period) -> Vec<SystemTest> {
    let end = facility.clock.civil(period.end).date();
    let rows = facility.systems.iter().flatten();
    rows.map(|row| SystemTest {
        id: row.id.clone(),
        class: row.class.clone(),
        kind: row.kind.clone(),
        result: row.result,
        annual_kwh: row.annual_kwh,
        age_months: row.age_months(end),
        power_trace: row.power_trace,
        evidence: row.evidence.clone(),
    })
    .collect()
}

fn capabilities(facility: &Facility) -> BTreeMap<String, Capability> {
    let rows = facility.operation.iter().flatten().filter(|row| row.kind == OperationKind::Capability);
    rows.map(|row| (row.item.clone(), Capability { maturity: row.value, evidence: row.evidence.clone() })).collect()
}

/// A capability that no standard asks for is most likely misspelt.
fn tell_unknown_capabilities(packs: &[&Pack], observed: &Observations, findings: &mut Vec<Finding>) {
    let asked: BTreeSet<&str> = packs
        .iter()
        .flat_map(|pack| &pack.criteria)
        .filter_map(|criterion| match &criterion.rule {
            Rule::Maturity { domains, .. } => Some(domains),
            _ => None,
        })
        .flatten()
        .map(|domain| domain.id.get_ref().as_str())
        .collect();
    if asked.is_empty() {
        return;
    }
    for name in observed.capabilities.iter().flatten().map(|(name, _)| name) {
        if !asked.contains(name.as_str()) {
            let known = asked.iter().copied().collect::<Vec<_>>().join(", ");
            let text = Text::new(
                format!("没有标准要求能力“{name}”，不计入；可用名称：{known}"),
                format!("no standard asks for the capability `{name}`, so it is not counted; the names are {known}"),
            );
            findings.push(Finding::new("unknown-capability", Severity::Warning, text));
        }
    }
}

/// A pack's score as an indicator for the packs that build on it.
fn score_of(assessment: &Assessment) -> Observed {
    match (assessment.status, assessment.score) {
        (Status::Rated, Some(score)) => Observed::Value { value: score, standing: lowest_standing(assessment) },
        _ => Observed::Missing(assessment.reasons.first().cloned().unwrap_or_else(|| {
            Text::new(
                format!("{} 没有得分", assessment.standard.title.zh),
                format!("{} gives no score", assessment.standard.title.en),
            )
        })),
    }
}

/// A score stands no firmer than the weakest value in it.
fn lowest_standing(assessment: &Assessment) -> crate::standard::Standing {
    let standings = assessment.criteria.iter().filter_map(|criterion| criterion.standing);
    standings.max().unwrap_or(crate::standard::Standing::Measured)
}

fn outcome(refused: Vec<Text>, deciding: Option<&Assessment>) -> Outcome {
    match deciding {
        None => Outcome { status: OutcomeStatus::Refused, level: None, score: None, reasons: refused },
        Some(deciding) => {
            let rated = deciding.status == Status::Rated;
            Outcome {
                status: if rated { OutcomeStatus::Rated } else { OutcomeStatus::NotRated },
                level: deciding.level.clone(),
                score: deciding.score.filter(|_| rated),
                reasons: deciding.reasons.clone(),
            }
        }
    }
}

fn name_of(facility: &Facility) -> FacilityName {
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

fn inputs(facility: &Facility, files: Vec<crate::facility::SourceFile>) -> Vec<Input> {
    let all = facility.sources.iter().cloned().chain(files);
    all.map(|file| Input { path: file.path, sha256: file.sha256, bytes: file.bytes, rows: file.rows }).collect()
}

fn hourly(hours: &BoundaryHours) -> Vec<HourlyPue> {
    let (Some(total), Some(it)) = (&hours.total, &hours.it) else { return Vec::new() };
    let pair = [total, it];
    let known = hours.paired(&pair).filter(|hour| !hour.shared);
    known
        .filter_map(|hour| match hour.amounts.as_slice() {
            [total, it] => Some(HourlyPue { hour: hour.hour, pue: pue(*total, *it)? }),
            _ => None,
        })
        .collect()
}
