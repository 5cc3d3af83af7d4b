//! Ratings held against each other: what changed, by how much, and by which cause.
//!
//! The score's change is split over what differs: each indicator and table of the facility, each figure of the pack, and
//! what applies. Where several things differ, each has the mean of what it does over every order in which they may have
//! come (Shapley), so that the parts add up to the whole and do not hang on an order that somebody chose. For one indicator
//! `x` and one figure `f` that is `½ [(f_A(x_B) − f_A(x_A)) + (f_B(x_B) − f_B(x_A))]` for the indicator.
//!
//! For this the packs themselves are needed, and they are taken only where they give just what the rating says.

mod criterion;
mod indicators;
pub(in crate::rating) mod level;
mod record;
pub(in crate::rating) mod score;
mod shapley;
mod steps;

use std::collections::BTreeSet;

pub use record::{
    Against, Behind, Cause, Compared, Comparison, Criterion, Kind, Known, LevelBound, Part, SCHEMA, ScoreStep, Step,
    Sureness, Table, Verdict,
};
pub use steps::{
    AmountStep, CriterionStep, FigureStep, IndicatorStep, LevelStep, LoadFactor, PrerequisiteStep, PueStep, TrackStep,
    Turned, TurnedBy,
};

use super::judged::{Judged, told};
use super::record::{OutcomeStatus, Rating};
use crate::indicator::uncertainty::COVERAGE_FACTOR;
use crate::problem::{Problem, Result};
use crate::standard::figures::{FigureValue, PlacedFigure, side_by_side};
use crate::standard::{Assessment, Library};

/// What is asked for.
#[derive(Debug, Clone, Copy)]
pub struct CompareRequest<'a> {
    /// Where packs are looked for, the first place first.
    pub libraries: &'a [Library],
    /// The standard to compare by; `None` takes the first of the first rating's that all have.
    pub standard: Option<&'a str>,
    /// What each rating is held against.
    pub against: Against,
}

/// Compares ratings in the order given.
///
/// # Errors
/// Fewer than two ratings; a facility whose data was refused; no standard in common; packs that are not at hand, or do not
/// give what a rating says.
pub fn compare(ratings: &[Rating], request: &CompareRequest<'_>) -> Result<Comparison> {
    if ratings.len() < 2 {
        return Err(Problem::new("there is nothing to compare with").hint("name two ratings or more"));
    }
    if let Some(refused) = ratings.iter().find(|rating| rating.outcome.status == OutcomeStatus::Refused) {
        let what = format!("the data of {} was refused as contradictory: it has no score to compare", told(refused));
        return Err(Problem::new(what).hint("leave it out, or correct its data and rate it again"));
    }
    let standard = match request.standard {
        Some(standard) => standard.to_owned(),
        None => common(ratings)?,
    };
    if let Some(other) = ratings.iter().find(|rating| !ids(rating).any(|id| id == standard)) {
        let known: Vec<&str> = ids(other).collect();
        let hint = format!("it was rated by {}", known.join(", "));
        return Err(Problem::new(format!("the rating of {} is not by `{standard}`", told(other))).hint(hint));
    }
    let judged = ratings.iter().map(|rating| Judged::of(rating, &standard, request.libraries));
    let judged: Vec<Judged<'_>> = judged.collect::<Result<_>>()?;
    let from = |to: usize| if request.against == Against::First { 0 } else { to.saturating_sub(1) };
    let pairs = (1..judged.len()).map(|to| (from(to), to));
    let steps = pairs.filter_map(|(from, to)| step(&standard, (from, judged.get(from)?), (to, judged.get(to)?)));
    Ok(Comparison {
        schema: SCHEMA.to_owned(),
        against: request.against,
        ratings: judged.iter().filter_map(|one| compared(&standard, one)).collect(),
        bounds: judged.last().and_then(|last| last.under(&standard)).map(|(_, last)| bounds(last)).unwrap_or_default(),
        steps: steps.collect(),
        standard,
    })
}

fn ids(rating: &Rating) -> impl Iterator<Item = &str> {
    rating.standards.iter().map(|assessment| assessment.standard.id.as_str())
}

/// The first standard of the first rating that all have.
fn common(ratings: &[Rating]) -> Result<String> {
    let first = ratings.iter().take(1).flat_map(ids);
    let common = |id: &&str| ratings.iter().all(|rating| ids(rating).any(|other| other == *id));
    if let Some(id) = first.into_iter().find(common) {
        return Ok(id.to_owned());
    }
    let each: Vec<String> = ratings
        .iter()
        .map(|rating| format!("{} by {}", told(rating), ids(rating).collect::<Vec<_>>().join(", ")))
        .collect();
    Err(Problem::new(format!("the ratings have no standard in common: {}", each.join("; ")))
        .hint("rate them by one standard, with `greengrade rate --standard`"))
}

fn compared(standard: &str, judged: &Judged<'_>) -> Option<Compared> {
    let (rating, (_, assessment)) = (judged.rating, judged.under(standard)?);
    let measured = |id: &str| Known {
        value: rating.indicator(id).and_then(|indicator| indicator.value),
        expanded: rating.uncertainty.as_ref().and_then(|known| known.of(id)).map(|one| one.expanded),
    };
    Some(Compared {
        facility: rating.facility.clone(),
        period: rating.period.clone(),
        program: rating.program.clone(),
        edition: assessment.standard.edition.clone(),
        official: assessment.standard.official,
        status: assessment.status,
        level: level::reached(assessment),
        score: Known {
            value: assessment.score,
            expanded: score_uncertainty(standard, rating).map(|standard| COVERAGE_FACTOR * standard),
        },
        pue: measured("pue"),
        clean_share: measured("clean_share"),
    })
}

/// The standard uncertainty of the score; the rating tells that of its deciding standard.
fn score_uncertainty(standard: &str, rating: &Rating) -> Option<f64> {
    ids(rating).next().filter(|deciding| *deciding == standard)?;
    Some(rating.confidence.as_ref()?.score.as_ref()?.standard)
}

/// The bounds of levels on what is drawn over the ratings.
fn bounds(assessment: &Assessment) -> Vec<LevelBound> {
    level_bounds(assessment, &["score", "pue", "clean_share"])
}

/// The bounds that the levels of an assessment set to these indicators, or to the score.
pub fn level_bounds(assessment: &Assessment, indicators: &[&str]) -> Vec<LevelBound> {
    let tried = assessment.tracks.iter().flat_map(|track| &track.tried);
    let bounds = tried.flat_map(|tried| {
        let asked = tried.compared.iter().filter(|compared| indicators.contains(&compared.indicator.as_str()));
        asked.map(|compared| LevelBound {
            indicator: compared.indicator.clone(),
            level: tried.title.clone(),
            bound: compared.bound.clone(),
            value: compared.figure.value,
        })
    });
    bounds.collect()
}

fn step(standard: &str, (from, old): (usize, &Judged<'_>), (to, new): (usize, &Judged<'_>)) -> Option<Step> {
    let ((_, before), (_, after)) = (old.under(standard)?, new.under(standard)?);
    let behind = behind(old, new);
    let change = score::Change { before: old, after: new, behind: &behind };
    let score = change.parts(standard).and_then(|parts| {
        let (before, after) = (before.score?, after.score?);
        let uncertainty = |judged: &Judged<'_>| score_uncertainty(standard, judged.rating);
        let sure = indicators::sureness(after - before, uncertainty(old), uncertainty(new));
        Some(ScoreStep { before, after, change: after - before, sure, parts })
    });
    Some(Step {
        from,
        to,
        score,
        level: level::level(before, after),
        prerequisites: level::prerequisites(before, after),
        criteria: score::criteria(before, after),
        indicators: indicators::indicators(old.rating, new.rating, &behind),
        pue: indicators::pue(old.rating, new.rating),
        figures: figures(old, new),
        behind,
    })
}

/// What may lie behind values that differ between two ratings.
fn behind(old: &Judged<'_>, new: &Judged<'_>) -> Vec<Behind> {
    let (a, b) = (old.rating, new.rating);
    let files = |rating: &Rating| -> BTreeSet<(String, String)> {
        rating.inputs.iter().map(|input| (input.path.clone(), input.sha256.clone())).collect()
    };
    let gaps = |rating: &Rating| (rating.gaps.policy, rating.gaps.hold_minutes);
    let clean = |judged: &Judged<'_>| -> BTreeSet<(String, bool)> {
        let figures = judged.packs().flat_map(|pack| &pack.clean_sources);
        figures.map(|(source, figure)| (source.clone(), figure.value)).collect()
    };
    let facility = a.facility.id != b.facility.id;
    let all = [
        (Behind::Facility, facility),
        (Behind::Period, (&a.period.start, &a.period.end) != (&b.period.start, &b.period.end)),
        // Of another facility all files are others.
        (Behind::Inputs, !facility && files(a) != files(b)),
        (Behind::Gaps, gaps(a) != gaps(b)),
        (Behind::CleanSources, clean(old) != clean(new)),
        (Behind::Method, a.program != b.program),
    ];
    all.into_iter().filter(|(_, differs)| *differs).map(|(behind, _)| behind).collect()
}

/// Every figure in which the packs of two ratings differ.
fn figures(old: &Judged<'_>, new: &Judged<'_>) -> Vec<FigureStep> {
    let written = |figure: &Option<PlacedFigure>| figure.as_ref().map(|figure| figure.value.written());
    let mut steps = Vec::new();
    for pack in old.packs() {
        let Some((other, _)) = new.under(&pack.id) else { continue };
        let pairs = side_by_side(pack, other);
        let value =
            |figure: &Option<PlacedFigure>| -> Option<FigureValue> { figure.as_ref().map(|figure| figure.value) };
        for (before, after) in pairs.into_iter().filter(|(before, after)| value(before) != value(after)) {
            let place = before.as_ref().or(after.as_ref()).map(|figure| figure.place.clone()).unwrap_or_default();
            let (before, after) = (written(&before), written(&after));
            steps.push(FigureStep { standard: pack.id.clone(), place, before, after });
        }
    }
    steps
}
