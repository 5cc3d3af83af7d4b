//! Why a facility has its grade, in words: the whole in short, or one criterion with every number that made it.

mod criterion;
mod figures;
mod indicator;
mod overview;
mod page;

use page::Page;

use super::phrase::{Phrases, harmless, joined};
use super::words::reports as w;
use crate::problem::{Problem, Result, nearest};
use crate::rating::Rating;
use crate::standard::assessment::Assessment;
use crate::text::Lang;

/// Says why: of everything in short, or of one criterion, prerequisite, report field, indicator or standard at length. An id that
/// occurs in several standards is explained in each.
///
/// # Errors
/// An id that the rating does not know.
pub fn explain(rating: &Rating, criterion: Option<&str>, lang: Lang) -> Result<String> {
    let phrases = Phrases::of(rating, lang);
    let mut page = Page::default();
    match criterion {
        None => overview::all(&phrases, &mut page),
        Some(id) => one(&phrases, id, &mut page)?,
    }
    Ok(page.text())
}

/// The proof of one prerequisite or criterion.
pub(super) struct Proof {
    /// Its title and id.
    pub title: String,
    /// The verdict or the points.
    pub result: String,
    /// What made it, line by line, each with its depth from 1 on.
    pub lines: Vec<(usize, String)>,
}

/// The proof of each prerequisite and each criterion of a standard.
pub(super) fn proofs(phrases: &Phrases<'_>, assessment: &Assessment) -> Vec<Proof> {
    let proof = |result: String, page: Page| {
        let mut lines = page.lines().into_iter();
        let title = lines.next().map_or_else(String::new, |(_, title)| title);
        Proof { title, result, lines: lines.collect() }
    };
    let prerequisites = assessment.prerequisites.iter().map(|prerequisite| {
        let mut page = Page::default();
        criterion::prerequisite(phrases, assessment, prerequisite, false, &mut page);
        proof(phrases.prerequisite_verdict(prerequisite), page)
    });
    let criteria = assessment.criteria.iter().map(|criterion| {
        let mut page = Page::default();
        criterion::explain(phrases, assessment, criterion, false, &mut page);
        proof(phrases.points(criterion), page)
    });
    prerequisites.chain(criteria).collect()
}

fn one(phrases: &Phrases<'_>, id: &str, page: &mut Page) -> Result<()> {
    let rating = phrases.rating;
    let indicator = phrases.indicator(id);
    if let Some(indicator) = indicator {
        indicator::explain(phrases, indicator, page);
    }
    for assessment in &rating.standards {
        if assessment.standard.id == id {
            overview::standard(phrases, assessment, page);
        }
        for prerequisite in assessment.prerequisites.iter().filter(|prerequisite| prerequisite.id == id) {
            criterion::prerequisite(phrases, assessment, prerequisite, indicator.is_some(), page);
        }
        for criterion in assessment.criteria.iter().filter(|criterion| criterion.id == id) {
            criterion::explain(phrases, assessment, criterion, indicator.is_some(), page);
        }
        for field in assessment.fields.iter().filter(|field| field.id == id) {
            let told = indicator.is_some_and(|indicator| field.indicator.as_ref() == Some(&indicator.id));
            criterion::field(phrases, assessment, field, told, page);
        }
    }
    if page.is_empty() { Err(unknown(rating, id)) } else { Ok(()) }
}

/// Every id that can be explained, each once, those of the deciding standard first.
fn known(rating: &Rating) -> Vec<&str> {
    let mut ids: Vec<&str> = Vec::new();
    let standards = rating.standards.iter().map(|assessment| assessment.standard.id.as_str());
    let all = rating.standards.iter().flat_map(of_standard).chain(standards);
    for id in all.chain(rating.indicators.iter().map(|indicator| indicator.id.as_str())) {
        if !ids.contains(&id) {
            ids.push(id);
        }
    }
    ids
}

fn unknown(rating: &Rating, id: &str) -> Problem {
    let ids = known(rating);
    let near = nearest(id, ids.iter().copied()).map(|near| format!("did you mean `{near}`? "));
    let hint = format!("{}the ids are {}", near.unwrap_or_default(), joined(&ids, ", "));
    Problem::new(format!(
        "the rating of `{}` has no criterion, prerequisite, report field, indicator or standard `{}`",
        rating.facility.id,
        harmless(id)
    ))
    .hint(hint)
}

/// The ids of a standard's criteria, prerequisites and report fields.
fn of_standard(assessment: &Assessment) -> impl Iterator<Item = &str> {
    let criteria = assessment.criteria.iter().map(|criterion| criterion.id.as_str());
    let prerequisites = assessment.prerequisites.iter().map(|prerequisite| prerequisite.id.as_str());
    criteria.chain(prerequisites).chain(assessment.fields.iter().map(|field| field.id.as_str()))
}

/// A heading: what it is called, and its id by which it can be asked for.
fn headed(phrases: &Phrases<'_>, kind: super::words::Words, title: &str, id: &str) -> String {
    format!("{} [{id}]", phrases.labelled(kind, title))
}

/// The parts of a sentence, separated by commas.
fn sentence<S: AsRef<str>>(phrases: &Phrases<'_>, parts: impl IntoIterator<Item = S>) -> String {
    joined(parts, phrases.say(w::COMMA))
}
