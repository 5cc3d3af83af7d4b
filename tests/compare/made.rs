//! Ratings that differ in what a test wants to differ: the synthetic rating of one facility, judged again.

use std::path::Path;
use std::sync::LazyLock;

use greengrade::rating::compare::{Cause, Kind, Part, ScoreStep, Step};
use greengrade::rating::{Against, CompareRequest, Comparison, Rating, compare};
use greengrade::standard::Library;
use greengrade::text::Text;
use tempfile::TempDir;

use crate::common::{fixture, rated};

/// The standard of the grade, and those whose scores it takes.
pub const GRADE: &str = "db63t-2223-2023";

static LAKE: LazyLock<Rating> =
    LazyLock::new(|| rated(&fixture("portfolio/synthetic-qinghai-lake"), &[GRADE], Some("2025")));

/// The rating of the synthetic facility at the lake over 2025.
pub fn lake() -> Rating {
    LAKE.clone()
}

/// A folder with an overlay of the grade's pack in it: each figure by its place.
pub fn overlay(figures: &[(&str, &str)]) -> TempDir {
    let mut text = format!(
        "extends = \"{GRADE}\"\nedition = \"tested\"\n[sources.official]\n\
         citation = {{ zh = \"测试\", en = \"for the tests\" }}\nread = \"own\"\n"
    );
    for (place, value) in figures {
        text += &format!("[[figure]]\nplace = \"{place}\"\nofficial = {value}\nclause = \"1\"\n");
    }
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("tested.toml"), text).unwrap();
    folder
}

pub fn library(folder: &Path) -> Library {
    Library::with_folder(folder).unwrap()
}

/// The rating with these values of indicators, judged again by the newest editions of a library.
pub fn judged(mut rating: Rating, values: &[(&str, f64)], library: &Library) -> Rating {
    for (id, value) in values {
        let indicator = rating.indicators.iter_mut().find(|indicator| indicator.id == *id).unwrap();
        indicator.value = Some(*value);
    }
    let ids: Vec<String> = rating.standards.iter().map(|one| one.standard.id.clone()).collect();
    rating.standards = ids.iter().map(|id| rating.judged_by(library, id, None).unwrap()).collect();
    rating
}

/// The rating with an indicator that does not apply.
pub fn not_applicable(mut rating: Rating, id: &str, library: &Library) -> Rating {
    let indicator = rating.indicators.iter_mut().find(|indicator| indicator.id == id).unwrap();
    (indicator.value, indicator.standing, indicator.why) = (None, None, Some(Text::new("不适用", "does not apply")));
    rating.given.not_applicable.insert(id.to_owned(), "tested".to_owned());
    judged(rating, &[], library)
}

/// Compares ratings, the packs of `libraries` at hand beside the built-in ones.
pub fn compared(ratings: &[Rating], libraries: &[Library]) -> Comparison {
    let mut libraries = libraries.to_vec();
    libraries.push(Library::embedded().unwrap());
    let request = CompareRequest { libraries: &libraries, standard: None, against: Against::Previous };
    compare(ratings, &request).unwrap()
}

/// The only step of a comparison of two.
pub fn step(before: Rating, after: Rating, libraries: &[Library]) -> Step {
    let mut comparison = compared(&[before, after], libraries);
    assert_eq!(comparison.steps.len(), 1);
    comparison.steps.remove(0)
}

/// The change of the score, whose parts are all there is to it.
pub fn score(step: &Step) -> ScoreStep {
    let score = step.score.clone().unwrap();
    let sum: f64 = score.parts.iter().map(|part| part.change).sum();
    assert!((sum - score.change).abs() <= 1e-12, "{sum} and {}: {:#?}", score.change, score.parts);
    assert_eq!(score.change, score.after - score.before);
    score
}

/// What a part is, in short: the criterion, the cause, the kind.
pub fn told(part: &Part) -> (&str, String, Kind) {
    let cause = match &part.cause {
        Cause::Indicator { id, .. } => id.clone(),
        Cause::Figure { place, before, after } => format!("{place} {before} {after}"),
        other => format!("{other:?}"),
    };
    (part.criterion.as_ref().map_or("", |criterion| criterion.id.as_str()), cause, part.kind)
}

/// As equal as sums of doubles are.
pub fn same(a: f64, b: f64) -> bool {
    (a - b).abs() < 1e-9
}
