//! Title, outcome and charts.

use super::escape::escape;
use crate::rating::OutcomeStatus;
use crate::report::phrase::Phrases;
use crate::report::words::{Words, reports as w};

/// Title, who and when, the outcome with its reasons, and the standing of the figures.
pub(super) fn head(phrases: &Phrases<'_>) -> String {
    let rating = phrases.rating;
    let facility = &rating.facility;
    let name = escape(phrases.text(&facility.name));
    let mut text = format!("# {}{}{name}\n\n", phrases.say(w::TITLE), phrases.say(w::COLON));
    text.push_str(&format!("{} · {}\n", escape(&facility.id), escape(&phrases.where_and_when())));
    if facility.synthetic {
        text.push_str(&format!("\n> **{}**\n", phrases.say(w::SYNTHETIC_NOTE)));
    }
    text.push_str(&format!(
        "\n## {}\n\n**{}**\n\n",
        phrases.say(w::OUTCOME),
        escape(&phrases.labelled(w::GRADE, phrases.outcome()))
    ));
    let mut item =
        |label: Words, value: &str| text.push_str(&format!("- {}\n", escape(&phrases.labelled(label, value))));
    if let Some(deciding) = rating.standards.first() {
        if let Some(score) = phrases.score(deciding) {
            item(w::SCORE, &score);
        }
        if let Some(sum) = phrases.score_arithmetic(deciding) {
            item(w::ARITHMETIC, &sum);
        }
        item(w::STANDARD, &phrases.with_aside(&phrases.standard(&deciding.standard), &deciding.standard.edition));
        item(w::FIGURES, &phrases.figures_standing(deciding));
        item(w::ABOUT_FIGURES, phrases.text(&deciding.standard.note));
    }
    let period = &rating.period;
    item(w::PERIOD, &w::from_up_to(&period.start, &period.end, phrases.lang));
    if let Some(coverage) = phrases.indicator("hour_coverage") {
        let said = coverage
            .coverage
            .map_or_else(|| phrases.measured(coverage), |coverage| phrases.coverage_in_hours(coverage));
        item(w::COVERAGE, &said);
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

/// The charts as pictures, with what they show in words for those who can not see them.
pub(super) fn charts(phrases: &Phrases<'_>, charts: &[&str]) -> String {
    if charts.is_empty() {
        return String::new();
    }
    let mut text = format!("\n## {}\n", phrases.say(w::CHARTS));
    for (index, path) in charts.iter().enumerate() {
        let file = path.rsplit('/').next().unwrap_or(path);
        let stem = file.split('.').next().unwrap_or(file);
        let what = match stem {
            "scorecard" => phrases.say(w::SCORECARD),
            "pue-by-month" => phrases.say(w::PUE_BY_MONTH),
            "pue-heatmap" => phrases.say(w::PUE_HEATMAP),
            "supply-by-month" => phrases.say(w::SUPPLY_BY_MONTH),
            other => other,
        };
        let name = phrases.text(&phrases.rating.facility.name);
        let alt = format!("{} {}{}{name} {what}", phrases.say(w::CHART), index + 1, phrases.say(w::COLON));
        text.push_str(&format!("\n![{}](<{}>)\n", escape(&alt), path.replace(['<', '>', '\n'], "")));
    }
    text
}
