//! Title, outcome and charts.

use super::escape::escape;
use crate::rating::OutcomeStatus;
use crate::report::chart::Kind;
use crate::report::phrase::{Phrases, is_partial};
use crate::report::words::{Words, chart_kinds, confidence, reports as w};
use crate::standard::assessment::StandardName;

/// Title, who and when, the outcome with its reasons, and the standing of the figures.
pub(in crate::report) fn head(phrases: &Phrases<'_>) -> String {
    let rating = phrases.rating;
    let facility = &rating.facility;
    let name = escape(phrases.text(&facility.name));
    let mut text = format!("# {}{}{name}\n\n", phrases.say(w::TITLE), phrases.say(w::COLON));
    text.push_str(&format!("{} · {}\n", escape(&facility.id), escape(&phrases.where_and_when())));
    if facility.synthetic {
        text.push_str(&format!("\n> **{}**\n", phrases.say(w::SYNTHETIC_NOTE)));
    }
    let outcome = match rating.outcome.status {
        OutcomeStatus::Reported | OutcomeStatus::IndicativeOnly => phrases.outcome(),
        OutcomeStatus::Rated | OutcomeStatus::NotRated | OutcomeStatus::Refused => {
            phrases.labelled(w::GRADE, &phrases.outcome())
        }
    };
    text.push_str(&format!("\n## {}\n\n**{}**\n\n", phrases.say(w::OUTCOME), escape(&outcome)));
    let probability = phrases.confidence_in_short();
    let mut item =
        |label: Words, value: &str| text.push_str(&format!("- {}\n", escape(&phrases.labelled(label, value))));
    if let Some(probability) = probability {
        item(confidence::IN_SHORT, &probability);
    }
    if let Some(deciding) = rating.standards.first() {
        if let Some(score) = phrases.score(deciding) {
            item(w::SCORE, &score);
        }
        if let Some(sum) = phrases.score_arithmetic(deciding) {
            item(w::ARITHMETIC, &sum);
        }
        item(w::STANDARD, &phrases.standard_in_full(&deciding.standard));
        item(w::EDITION, &phrases.edition(&deciding.standard));
    }
    item(w::PERIOD, &phrases.period_in_days());
    if let Some(deciding) = rating.standards.first() {
        item(w::FIGURES, &phrases.figures_standing(deciding));
        if let Some(note) = phrases.note(&deciding.standard) {
            item(w::ABOUT_FIGURES, note);
        }
    }
    if let Some(coverage) = phrases.indicator("hour_coverage") {
        let said = coverage
            .coverage
            .map_or_else(|| phrases.measured(coverage), |coverage| phrases.coverage_in_hours(coverage));
        item(w::COVERAGE, &said);
    }
    item(w::GAPS, &phrases.gaps());
    if let Some(otherwise) = phrases.gaps_otherwise() {
        item(w::GAPS_OTHERWISE, &otherwise);
    }
    if let Some(deciding) = rating.standards.first() {
        text.push_str(&missing_rows(phrases, &deciding.standard));
    }
    if !rating.outcome.reasons.is_empty() {
        text.push_str(&format!("\n{}{}\n\n", phrases.say(w::REASONS), phrases.say(w::COLON).trim_end()));
        for reason in &rating.outcome.reasons {
            text.push_str(&format!("- {}\n", escape(phrases.text(reason))));
        }
    }
    if rating.outcome.status == OutcomeStatus::Refused {
        text.push_str(&format!("\n{}\n", phrases.say(w::REFUSED_NOTE)));
    }
    text
}

/// What a pack lacks that has only a part of its standard, as a list within a list.
pub(super) fn missing_rows(phrases: &Phrases<'_>, standard: &StandardName) -> String {
    if !is_partial(standard) {
        return String::new();
    }
    let mut text = format!("- {}\n", escape(phrases.say(w::PARTIAL_LACKS)));
    for row in &standard.missing_rows {
        text.push_str(&format!("  - {}\n", escape(phrases.text(row))));
    }
    text
}

/// The charts as pictures, with what they show in words for those who can not see them.
pub(super) fn charts(phrases: &Phrases<'_>, charts: &[&str]) -> String {
    if charts.is_empty() {
        return String::new();
    }
    let mut text = format!("\n## {}\n", phrases.say(w::CHARTS));
    for (index, path) in charts.iter().enumerate() {
        let file = path.rsplit('/').next().unwrap_or(path);
        let stem = file.split('.').next().unwrap_or(file);
        let what = Kind::named(stem).map_or(stem, |kind| phrases.say(chart_kinds::caption(kind)));
        let name = phrases.text(&phrases.rating.facility.name);
        let alt = format!("{} {}{}{name} {what}", phrases.say(w::CHART), index + 1, phrases.say(w::COLON));
        text.push_str(&format!("\n![{}](<{}>)\n", escape(&alt), path.replace(['<', '>', '\n'], "")));
    }
    text
}
