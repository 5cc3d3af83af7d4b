//! What came out of a case beside what must come out.

use super::model::{Expected, GivenValue};
use crate::standard::assessment::{Assessment, CriterionState, LevelReached, Status};

/// The largest difference of a score or of points that is still the same: what is written has finitely many decimals.
const SAME: f64 = 1e-9;

/// An outcome that is not what it must be.
pub(super) struct Mismatch {
    /// Which.
    pub what: String,
    pub found: String,
    pub expected: String,
}

/// Everything that is not as expected.
pub(super) fn mismatches(expected: &Expected, assessment: &Assessment) -> Vec<Mismatch> {
    let Expected { status, level, indicative_level, score, points, reasons, track, unfilled } = expected;
    let mut pairs: Vec<(String, String, String)> = Vec::new();
    let mut pair = |what: &str, expected: String, found: String| pairs.push((what.to_owned(), expected, found));
    if let Some(status) = status {
        pair("the status", status.clone(), status_word(assessment.status).to_owned());
    }
    if let Some(level) = level {
        pair("the level", level.clone(), named(assessment.level.as_ref()));
    }
    if let Some(level) = indicative_level {
        pair("the indicative level", level.clone(), named(assessment.indicative_level.as_ref()));
    }
    if let Some(score) = score {
        pair("the score", score.written(), number(assessment.score, score.number()));
    }
    for (criterion, points) in points {
        let trace = assessment.criteria.iter().find(|trace| &trace.id == criterion);
        let found = number(trace.and_then(|trace| trace.points), points.number());
        pair(&format!("the points of `{criterion}`"), points.written(), found);
    }
    if let Some(reasons) = reasons {
        pair("the reasons", listed(reasons), listed(&reasons_of(assessment)));
    }
    if let Some(track) = track {
        let worst = assessment
            .tracks
            .iter()
            .rev()
            .max_by_key(|track| track.level.as_ref().map_or(usize::MAX, |level| level.rank));
        let found = worst.map_or_else(|| "none".to_owned(), |track| track.id.clone());
        pair("the deciding track", track.clone(), found);
    }
    if let Some(unfilled) = unfilled {
        let found = assessment.fields.iter().filter(|field| !field.is_filled());
        let found: Vec<String> = found.map(|field| field.id.clone()).collect();
        pair("the fields without a value", listed(unfilled), listed(&found));
    }
    let differ = pairs.into_iter().filter(|(_, expected, found)| expected != found);
    differ.map(|(what, expected, found)| Mismatch { what, found, expected }).collect()
}

/// The outcome that a sweep looks at, written as `expected` is where it is the same number; `None` for one that there
/// is not.
pub(super) fn look(what: &str, expected: &GivenValue, assessment: &Assessment) -> Option<String> {
    let number = |found| number(found, expected.number());
    Some(match what.split_once('.') {
        None if what == "status" => status_word(assessment.status).to_owned(),
        None if what == "level" => named(assessment.level.as_ref()),
        None if what == "indicative_level" => named(assessment.indicative_level.as_ref()),
        None if what == "score" => number(assessment.score),
        Some(("points", id)) => number(assessment.criteria.iter().find(|trace| trace.id == id)?.points),
        Some(("passed", id)) => assessment.prerequisites.iter().find(|trace| trace.id == id)?.passed.to_string(),
        Some(("system-level", id)) => {
            let item = assessment.criteria.iter().flat_map(|trace| &trace.items).find(|item| item.id == id)?;
            item.level.map_or_else(|| "none".to_owned(), |level| level.to_string())
        }
        _ => return None,
    })
}

/// A number, written as the expected one where they are the same.
fn number(found: Option<f64>, expected: Option<f64>) -> String {
    match (found, expected) {
        (None, _) => "none".to_owned(),
        (Some(found), Some(expected)) if (found - expected).abs() <= SAME => expected.to_string(),
        (Some(found), _) => found.to_string(),
    }
}

fn listed(ids: &[String]) -> String {
    if ids.is_empty() { "none".to_owned() } else { ids.join(", ") }
}

fn status_word(status: Status) -> &'static str {
    match status {
        Status::Rated => "rated",
        Status::NotRated => "not-rated",
        Status::Reported => "reported",
        Status::IndicativeOnly => "indicative-only",
        Status::OutOfScope => "out-of-scope",
    }
}

fn named(level: Option<&LevelReached>) -> String {
    level.map_or_else(|| "none".to_owned(), |level| level.id.clone())
}

/// The prerequisites that fail, and the criteria without which there is no score.
fn reasons_of(assessment: &Assessment) -> Vec<String> {
    let failed = assessment.prerequisites.iter().filter(|trace| !trace.passed).map(|trace| trace.id.clone());
    let missing =
        assessment.criteria.iter().filter(|trace| trace.state == CriterionState::Missing && trace.points.is_none());
    failed.chain(missing.map(|trace| trace.id.clone())).collect()
}

impl GivenValue {
    pub(super) fn number(&self) -> Option<f64> {
        match self {
            Self::Number(number) => Some(*number),
            Self::Flag(flag) => Some(f64::from(u8::from(*flag))),
            Self::Word(_) => None,
        }
    }

    pub(super) fn written(&self) -> String {
        match self {
            Self::Number(number) => number.to_string(),
            Self::Flag(flag) => flag.to_string(),
            Self::Word(word) => word.clone(),
        }
    }
}
