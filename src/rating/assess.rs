//! From a facility to its rating.

use std::collections::BTreeSet;

use super::given::Given;
use super::judge::{judge, tell_misfits};
use super::months::months;
use super::record::{FacilityName, Input, Outcome, OutcomeStatus, PeriodName, Rating, SCHEMA};
use super::{period, plausible};
use crate::facility::gather::Telemetry;
use crate::facility::{BoundaryHours, Facility};
use crate::indicator::{Subject, compute, pue};
use crate::period::{Hour, Period};
use crate::problem::Result;
use crate::standard::assessment::Status;
use crate::standard::grid_factors::GridFactors;
use crate::standard::in_force::Days;
use crate::standard::model::Pack;
use crate::standard::{Assessment, Library};
use crate::telemetry::Severity;
use crate::text::Text;

/// What is asked for.
#[derive(Debug, Clone, Copy)]
pub struct Request<'a> {
    /// The packs there are.
    pub library: &'a Library,
    /// The standards to rate by; the first decides the outcome.
    pub standards: &'a [String],
    /// The edition of the first standard; `None` takes the one in force over the period.
    pub edition: Option<&'a str>,
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
    let Telemetry { rollup, mut findings, files } = facility.telemetry()?;
    let period = period::choose(facility, &rollup, request.period)?;
    let days = days(facility, period);
    let packs = request.library.choose(request.standards, request.edition, days)?;
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
    let given = Given::of(facility, &period);
    let observed = given.observations(&indicators);
    let mut standards = Vec::new();
    if refused.is_empty() {
        standards = judge(&packs, observed.clone(), days);
        findings.extend(tell_misfits(&packs, &standards, &observed));
    }
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
        given,
        months: months(&hours, clean.as_ref(), &facility.clock),
        findings,
        inputs: inputs(facility, files),
    };
    Ok(Rated { rating, hourly: hourly(&hours), period })
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

fn outcome(refused: Vec<Text>, deciding: Option<&Assessment>) -> Outcome {
    match deciding {
        None => Outcome { status: OutcomeStatus::Refused, level: None, score: None, reasons: refused },
        Some(deciding) => {
            let status = match deciding.status {
                Status::Rated => OutcomeStatus::Rated,
                Status::Reported => OutcomeStatus::Reported,
                Status::NotRated | Status::OutOfScope => OutcomeStatus::NotRated,
            };
            Outcome {
                status,
                level: deciding.level.clone(),
                score: deciding.score.filter(|_| status == OutcomeStatus::Rated),
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
