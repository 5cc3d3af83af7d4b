//! The whole in short: a line or two for each prerequisite and each criterion.

use super::criterion::roundings;
use super::page::Page;
use super::{headed, sentence};
use crate::report::numbers;
use crate::report::phrase::{Phrases, is_partial, joined};
use crate::report::words::{confidence as c, reports as w};
use crate::standard::assessment::{Assessment, CriterionState, StandardName};

/// Everything in short.
pub(super) fn all(phrases: &Phrases<'_>, page: &mut Page) {
    let rating = phrases.rating;
    page.heading(&phrases.facility());
    page.line(0, &phrases.where_and_when());
    page.line(0, "");
    page.line(0, &phrases.labelled(w::OUTCOME, &outcome(phrases)));
    if let Some(probability) = phrases.confidence_in_short() {
        page.line(0, &phrases.labelled(c::IN_SHORT, &probability));
    }
    for reason in &rating.outcome.reasons {
        page.line(1, &format!("- {}", phrases.text(reason)));
    }
    if rating.standards.is_empty() {
        page.line(0, phrases.say(w::REFUSED_NOTE));
    }
    for assessment in &rating.standards {
        standard(phrases, assessment, page);
    }
    let example =
        rating.standards.iter().flat_map(|assessment| &assessment.criteria).map(|criterion| criterion.id.as_str());
    let fields = rating.standards.iter().flat_map(|assessment| &assessment.fields).map(|field| field.id.as_str());
    let example = example.chain(fields).chain(["pue"]).next().unwrap_or_default();
    page.heading(&phrases.labelled(w::MORE, example));
}

fn outcome(phrases: &Phrases<'_>) -> String {
    let deciding = phrases.rating.standards.first();
    let score = deciding.filter(|deciding| deciding.status.tells_a_level());
    let score = score.and_then(|deciding| phrases.score(deciding));
    let score = score.map(|score| w::score_of(&score, phrases.lang));
    let by = deciding.map(|deciding| phrases.short_standard(&deciding.standard).to_owned());
    sentence(phrases, std::iter::once(phrases.outcome()).chain(score).chain(by))
}

/// One standard: outcome, standing of the figures, prerequisites, criteria, levels.
pub(super) fn standard(phrases: &Phrases<'_>, assessment: &Assessment, page: &mut Page) {
    let named = &assessment.standard;
    page.heading(&headed(phrases, w::STANDARD, &phrases.standard(named), &named.id));
    page.line(1, &phrases.labelled(w::OUTCOME, &phrases.level(assessment)));
    for reason in &assessment.reasons {
        page.line(2, &format!("- {}", phrases.text(reason)));
    }
    if let Some(score) = phrases.score(assessment) {
        page.line(1, &phrases.labelled(w::SCORE, &score));
    }
    if let Some(sum) = phrases.score_arithmetic(assessment) {
        page.line(2, &sum);
    }
    if let Some(capped) = &assessment.bonus_cap {
        page.line(1, &phrases.labelled(w::BONUS_CAP, &numbers::plain(capped.cap.value)));
        page.line(2, &phrases.placed_origin(&capped.cap, assessment));
    }
    page.line(1, &phrases.labelled(w::FIGURES, &phrases.figures_standing(assessment)));
    page.line(1, &phrases.labelled(w::EDITION, &phrases.edition(named)));
    if let Some(note) = phrases.note(named) {
        page.line(1, &phrases.labelled(w::ABOUT_FIGURES, note));
    }
    missing_rows(phrases, named, page);
    prerequisites(phrases, assessment, page);
    criteria(phrases, assessment, page);
    levels(phrases, assessment, page);
    roundings(phrases, assessment, &assessment.rounded, page);
    fields(phrases, assessment, page);
}

/// What a pack lacks that has only a part of its standard.
fn missing_rows(phrases: &Phrases<'_>, standard: &StandardName, page: &mut Page) {
    if is_partial(standard) {
        page.line(1, phrases.say(w::PARTIAL_LACKS));
    }
    for row in &standard.missing_rows {
        page.line(2, &format!("- {}", phrases.text(row)));
    }
}

/// The fields of a report, each in a line.
fn fields(phrases: &Phrases<'_>, assessment: &Assessment, page: &mut Page) {
    if !assessment.fields.is_empty() {
        page.line(1, &phrases.with_aside(phrases.say(w::FIELDS), &phrases.fields_in_short(assessment)));
    }
    for field in &assessment.fields {
        let title = phrases.text(&field.title);
        let value = phrases.field_value(field);
        page.line(2, &format!("[{}] {title}{}{value}", field.id, phrases.say(w::COLON)));
    }
}

fn prerequisites(phrases: &Phrases<'_>, assessment: &Assessment, page: &mut Page) {
    if assessment.prerequisites.is_empty() {
        return;
    }
    page.line(1, phrases.say(w::PREREQUISITES));
    for prerequisite in &assessment.prerequisites {
        let compared = match &prerequisite.why {
            Some(why) => phrases.missing(Some(why)),
            None => phrases.comparison(&prerequisite.compared),
        };
        let said = sentence(phrases, [phrases.prerequisite_verdict(prerequisite), compared]);
        let title = phrases.text(&prerequisite.title);
        page.line(2, &format!("[{}] {title}{}{said}", prerequisite.id, phrases.say(w::COLON)));
    }
}

fn criteria(phrases: &Phrases<'_>, assessment: &Assessment, page: &mut Page) {
    if assessment.criteria.is_empty() {
        return;
    }
    page.line(1, phrases.say(w::CRITERIA));
    for criterion in &assessment.criteria {
        let title = phrases.text(&criterion.title);
        let points = phrases.points(criterion);
        page.line(2, &format!("[{}] {title}{}{points}", criterion.id, phrases.say(w::COLON)));
        let value = phrases.criterion_value(criterion);
        let why = match criterion.state {
            CriterionState::Scored => sentence(phrases, [value, phrases.what_counted(criterion)]),
            CriterionState::Missing | CriterionState::NotApplicable => {
                let rule = phrases.when_missing(criterion).map(str::to_owned);
                joined(std::iter::once(value).chain(rule), phrases.say(w::SEMICOLON))
            }
        };
        page.line(3, &why);
    }
}

pub(super) fn levels(phrases: &Phrases<'_>, assessment: &Assessment, page: &mut Page) {
    if assessment.tracks.is_empty() {
        return;
    }
    page.line(1, &phrases.levels_title(assessment));
    for track in &assessment.tracks {
        let tried = track.tried.iter().map(|tried| phrases.tried(assessment, tried));
        let level = phrases.track_level(track);
        let name = phrases.track_name(track);
        page.line(2, &format!("{name}{}{level}", phrases.say(w::COLON)));
        page.line(3, &joined(tried, phrases.say(w::SEMICOLON)));
    }
}
