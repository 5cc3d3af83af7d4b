//! One criterion or prerequisite with every number that made it.

use super::figures::{figures, items};
use super::page::Page;
use super::{headed, indicator, sentence};
use crate::report::phrase::{Phrases, rounding_of, roundings_of};
use crate::report::words::{confidence as c, reports as w};
use crate::standard::assessment::{
    Assessment, CriterionState, CriterionTrace, FieldTrace, PrerequisiteTrace, RoundedValue,
};

/// A prerequisite at length; `value_told` where its value stands above already.
pub(super) fn prerequisite(
    phrases: &Phrases<'_>,
    assessment: &Assessment,
    prerequisite: &PrerequisiteTrace,
    value_told: bool,
    page: &mut Page,
) {
    page.heading(&headed(phrases, w::PREREQUISITE, phrases.text(&prerequisite.title), &prerequisite.id));
    within(phrases, assessment, prerequisite.clause.as_deref(), page);
    let compared = &prerequisite.compared;
    let statement = match &prerequisite.why {
        Some(why) => phrases.missing(Some(why)),
        None => phrases.named_comparison(compared),
    };
    let verdict = phrases.prerequisite_verdict(prerequisite);
    page.line(1, &phrases.labelled(w::VERDICT, &sentence(phrases, [verdict, statement])));
    if let Some(chance) = phrases.prerequisite_chance(assessment, &prerequisite.id) {
        page.line(1, &phrases.labelled(c::PREREQUISITE_HOLDS, &chance));
    }
    page.line(1, &phrases.required(compared));
    page.line(2, &phrases.placed_origin(&compared.figure, assessment));
    value(phrases, &compared.indicator, value_told, page);
    roundings(phrases, assessment, rounding_of(assessment, &compared.indicator), page);
}

/// A criterion at length; `value_told` where its value stands above already.
pub(super) fn explain(
    phrases: &Phrases<'_>,
    assessment: &Assessment,
    criterion: &CriterionTrace,
    value_told: bool,
    page: &mut Page,
) {
    page.heading(&headed(phrases, w::CRITERION, phrases.text(&criterion.title), &criterion.id));
    within(phrases, assessment, criterion.clause.as_deref(), page);
    page.line(1, &phrases.labelled(w::POINTS, &phrases.points(criterion)));
    if criterion.state == CriterionState::Scored {
        page.line(1, &phrases.labelled(w::VALUE, &phrases.criterion_value(criterion)));
    } else {
        page.line(1, &phrases.criterion_value(criterion));
    }
    if let Some(confidence) = phrases.criterion_confidence(assessment, criterion) {
        let [mean, interval] = phrases.points_over_trials(confidence);
        let over_trials =
            [format!("{} {mean}", phrases.say(c::MEAN)), format!("{} {interval}", phrases.say(c::INTERVAL))];
        page.line(1, &phrases.labelled(c::POINTS_OVER_TRIALS, &sentence(phrases, over_trials)));
        phrases.row_chances(criterion, confidence).iter().for_each(|row| page.line(2, row));
    }
    if let (Some(said), Some(rule)) = (phrases.when_missing(criterion), &criterion.when_missing) {
        page.line(1, said);
        page.line(2, &phrases.placed_origin(rule, assessment));
    }
    if let Some(id) = &criterion.indicator {
        let told = value_told && phrases.indicator(id).is_some_and(|indicator| indicator.id == criterion.id);
        value(phrases, id, told, page);
    }
    roundings(phrases, assessment, roundings_of(assessment, criterion), page);
    page.line(1, &phrases.labelled(w::RULE, &phrases.rule(criterion)));
    if let Some(arithmetic) = phrases.arithmetic(assessment, criterion) {
        page.line(1, &phrases.labelled(w::ARITHMETIC, &arithmetic));
    }
    figures(phrases, assessment, criterion, page);
    for condition in &criterion.only_if {
        let said = sentence(phrases, [phrases.named_comparison(condition), phrases.verdict(condition).to_owned()]);
        page.line(1, &phrases.labelled(w::CONDITIONS, &said));
        page.line(2, &phrases.placed_origin(&condition.figure, assessment));
    }
    items(phrases, assessment, criterion, page);
}

/// A field of a report at length; `value_told` where the proof of its value stands above already.
pub(super) fn field(
    phrases: &Phrases<'_>,
    assessment: &Assessment,
    field: &FieldTrace,
    value_told: bool,
    page: &mut Page,
) {
    page.heading(&headed(phrases, w::FIELD, phrases.text(&field.title), &field.id));
    within(phrases, assessment, field.clause.as_deref(), page);
    let said = phrases.field_value(field);
    let shown = phrases.field_number(field);
    let said = match field.value {
        Some(value) if shown != Some(value.to_string()) => {
            phrases.with_aside(&said, &format!("{} {value}", phrases.say(w::FULL_PRECISION)))
        }
        _ => said,
    };
    page.line(1, &phrases.labelled(w::FIELD_VALUE, &said));
    page.line(1, &phrases.labelled(w::UNIT, &field.unit));
    if let Some(from) = &field.from {
        page.line(1, &format!("{} {from}", phrases.say(w::FROM)));
    }
    let source = phrases.citation(&field.source, field.clause.as_deref(), assessment);
    page.line(1, &phrases.labelled(w::ASKED_BY, &source));
    if let Some(id) = &field.indicator {
        value(phrases, id, value_told, page);
        roundings(phrases, assessment, rounding_of(assessment, id), page);
    }
}

/// The values that were rounded before they were judged, each with what asks for it.
pub(super) fn roundings<'a>(
    phrases: &Phrases<'_>,
    assessment: &Assessment,
    rounded: impl IntoIterator<Item = &'a RoundedValue>,
    page: &mut Page,
) {
    let mut rounded = rounded.into_iter().peekable();
    if rounded.peek().is_some() {
        page.line(1, phrases.say(w::ROUNDED));
    }
    for one in rounded {
        page.line(2, &phrases.rounded(assessment, one));
        page.line(3, &phrases.placed_origin(&one.decimals, assessment));
    }
}

/// The standard it belongs to, and the clause.
fn within(phrases: &Phrases<'_>, assessment: &Assessment, clause: Option<&str>, page: &mut Page) {
    let clause = clause.map(|clause| format!("{} {clause}", phrases.say(w::CLAUSE)));
    let parts = std::iter::once(phrases.standard(&assessment.standard)).chain(clause);
    let standing = phrases.official_or_not(assessment.standard.official);
    page.line(1, &phrases.labelled(w::STANDARD, &phrases.with_aside(&sentence(phrases, parts), standing)));
}

/// The proof of the value that is judged.
fn value(phrases: &Phrases<'_>, id: &str, told: bool, page: &mut Page) {
    match phrases.indicator(id) {
        Some(_) if told => {}
        Some(found) => {
            let title = phrases.text(&found.title);
            page.line(1, &format!("{} [{id}]", phrases.labelled(w::INDICATOR, title)));
            let mut proof = Page::default();
            indicator::value(phrases, found, &mut proof);
            proof.text().lines().for_each(|line| page.line(1, line));
        }
        None => {
            if let Some(other) = id.strip_prefix("score.") {
                let found = phrases.rating.standards.iter().find(|assessment| assessment.standard.id == other);
                let said = found.map(|found| phrases.standard_line(found)).unwrap_or_default();
                page.line(1, &format!("{} [{other}]{}{said}", phrases.indicator_name(id), phrases.say(w::COLON)));
            }
        }
    }
}
