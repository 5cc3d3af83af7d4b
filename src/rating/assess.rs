//! From a facility to its rating.

use super::calendar::CalendarDay;
use super::confidence::{Trials, confidence, probability};
use super::grounds::{Grounds, name_of, name_of_period};
use super::it_tests::{TestTrace, traces};
use super::judge::{hold_to_demands, judge, tell_misfits};
use super::months::months;
use super::record::{Outcome, OutcomeStatus, RatedBy, Rating, SCHEMA};
use crate::PROGRAM;
use crate::facility::boundary::PairedHour;
use crate::facility::gather::Telemetry;
use crate::facility::{BoundaryHours, Facility};
use crate::indicator::clean_energy::MatchedHour;
use crate::indicator::pue;
use crate::period::{Hour, Period};
use crate::plausibility::advice;
use crate::problem::Result;
use crate::standard::assessment::Status;
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
    /// The trials that tell how sure the outcome is.
    pub trials: Trials,
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
    /// Its days, with their coverage and whether something was found in them.
    pub calendar: Vec<CalendarDay>,
    /// Clean supply against load, where both are known by the hour.
    pub matched: Vec<MatchedHour>,
    /// The traces of power of its tests of IT systems.
    pub traces: Vec<TestTrace>,
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
    rate_from(facility, facility.telemetry_at_hand()?, request)
}

/// As [`rate`], from the facility's [telemetry as it is at hand](Facility::telemetry_at_hand). It is read once more where a
/// standard lets readings hold on for longer or shorter than the manifest.
///
/// # Errors
/// As [`rate`].
pub fn rate_from(facility: &Facility, telemetry: Telemetry, request: &Request<'_>) -> Result<Rated> {
    let grounds = Grounds::of(facility, telemetry, request)?;
    let Grounds { period, hours, mut findings, observed, packs, .. } = grounds;
    let refused: Vec<Text> = findings
        .iter()
        .filter(|finding| finding.severity == Severity::Error)
        .map(|finding| finding.text.clone())
        .collect();
    let rated_by = RatedBy::of(request, &packs);
    let mut standards = Vec::new();
    if refused.is_empty() {
        standards = judge(&packs, observed.clone(), grounds.days);
        let mut misfits = tell_misfits(&packs, &standards, &observed);
        misfits.iter_mut().for_each(advice::complete);
        findings.extend(misfits);
    }
    // What is impossible is not measured, however good the meters are.
    let uncertainty = grounds.uncertainty.filter(|_| refused.is_empty());
    let confidence = uncertainty.as_ref().and_then(|known| confidence(&packs, &observed, known, request.trials));
    hold_to_demands(&packs, &mut standards, |some| match some.len() == packs.len() {
        true => confidence.as_ref().filter(|known| known.is_proof()).map(|known| known.probability),
        false => probability(some, &observed, uncertainty.as_ref()?, request.trials),
    });
    let rating = Rating {
        schema: SCHEMA.to_owned(),
        program: PROGRAM.to_owned(),
        rated_by,
        facility: name_of(facility),
        period: name_of_period(facility, period),
        outcome: outcome(refused, standards.first()),
        standards,
        sufficiency: grounds.sufficiency,
        indicators: grounds.indicators,
        given: grounds.given,
        months: months(&hours, grounds.clean.as_ref(), &facility.clock),
        gaps: grounds.gaps,
        findings,
        inputs: grounds.inputs,
        operation_logs: grounds.operation,
        clean_energy: grounds.clean_energy,
        efficiency: grounds.efficiency,
        it_tests: grounds.it_tests,
        uncertainty,
        confidence,
    };
    let (calendar, matched, traces) = (grounds.calendar, grounds.matched, traces(facility));
    Ok(Rated { rating, hourly: hourly(&hours), period, calendar, matched, traces })
}

fn outcome(refused: Vec<Text>, deciding: Option<&Assessment>) -> Outcome {
    match deciding {
        None => Outcome {
            status: OutcomeStatus::Refused,
            level: None,
            indicative_level: None,
            score: None,
            reasons: refused,
        },
        Some(deciding) => {
            let status = match deciding.status {
                Status::Rated => OutcomeStatus::Rated,
                Status::Reported => OutcomeStatus::Reported,
                Status::IndicativeOnly => OutcomeStatus::IndicativeOnly,
                Status::NotRated | Status::OutOfScope => OutcomeStatus::NotRated,
            };
            Outcome {
                status,
                level: deciding.level.clone(),
                indicative_level: deciding.indicative_level.clone(),
                score: deciding.score.filter(|_| status == OutcomeStatus::Rated),
                reasons: deciding.reasons.clone(),
            }
        }
    }
}

fn hourly(hours: &BoundaryHours) -> Vec<HourlyPue> {
    let (Some(total), Some(it)) = (&hours.total, &hours.it) else { return Vec::new() };
    let pair = [total, it];
    let known = hours.paired(&pair).filter(PairedHour::is_measured_by_the_hour);
    known.filter_map(|hour| Some(HourlyPue { hour: hour.hour, pue: pue(hour.amount(0), hour.amount(1))? })).collect()
}
