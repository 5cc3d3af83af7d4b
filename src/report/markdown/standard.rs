//! A standard's outcome with its proof.

use super::escape::{Side, escape, head, row};
use super::fields::fields;
use super::head::missing_rows;
use super::items::items;
use super::rounded::rounded;
use crate::report::phrase::{Phrases, is_partial, joined};
use crate::report::words::{Words, reports as w};
use crate::standard::assessment::{Assessment, CriterionTrace, Status};

/// The deciding standard in full.
pub(super) fn full(phrases: &Phrases<'_>, assessment: &Assessment) -> String {
    let parts = [prerequisites_in_full, criteria_in_full, levels_in_full, further];
    parts.iter().map(|part| part(phrases, assessment)).collect()
}

/// The chapter of the prerequisites; nothing where the standard has none.
pub(in crate::report) fn prerequisites_in_full(phrases: &Phrases<'_>, assessment: &Assessment) -> String {
    if assessment.prerequisites.is_empty() {
        return String::new();
    }
    format!("\n## {}\n\n{}", phrases.say(w::PREREQUISITES), prerequisites(phrases, assessment))
}

/// The chapter of the criteria with their rules, area by area; nothing where the standard has none.
pub(in crate::report) fn criteria_in_full(phrases: &Phrases<'_>, assessment: &Assessment) -> String {
    if assessment.criteria.is_empty() {
        return String::new();
    }
    format!("\n## {}\n{}", phrases.say(w::CRITERIA), areas(phrases, assessment))
}

/// The chapter of the levels; nothing where the standard has none.
pub(in crate::report) fn levels_in_full(phrases: &Phrases<'_>, assessment: &Assessment) -> String {
    if assessment.tracks.is_empty() {
        return String::new();
    }
    format!("\n## {}\n\n{}", phrases.levels_title(assessment), levels(phrases, assessment))
}

/// What was rounded before it was judged, and the fields to report.
pub(in crate::report) fn further(phrases: &Phrases<'_>, assessment: &Assessment) -> String {
    let further = [(w::ROUNDED, rounded(phrases, assessment)), (w::FIELDS, fields(phrases, assessment))];
    let told = further.into_iter().filter(|(_, table)| !table.is_empty());
    told.map(|(title, table)| format!("\n## {}\n\n{table}", phrases.say(title))).collect()
}

/// Another standard: its outcome in a line, then the same tables.
pub(in crate::report) fn short(phrases: &Phrases<'_>, assessment: &Assessment) -> String {
    let standard = &assessment.standard;
    let mut text = format!("\n### {}\n\n", escape(&phrases.standard(standard)));
    let mut item =
        |label: Words, value: &str| text.push_str(&format!("- {}\n", escape(&phrases.labelled(label, value))));
    let label = match assessment.status {
        Status::Reported | Status::IndicativeOnly => w::OUTCOME,
        Status::Rated | Status::NotRated | Status::OutOfScope => w::GRADE,
    };
    item(label, &phrases.level(assessment));
    if let Some(score) = phrases.score(assessment) {
        item(w::SCORE, &score);
    }
    item(w::EDITION, &phrases.edition(standard));
    item(w::FIGURES, &phrases.figures_standing(assessment));
    if let Some(note) = phrases.note(standard) {
        item(w::ABOUT_FIGURES, note);
    }
    for reason in &assessment.reasons {
        item(w::REASONS, phrases.text(reason));
    }
    for track in &assessment.tracks {
        let tried = track.tried.iter().map(|tried| phrases.tried(assessment, tried));
        let said = joined(tried, phrases.say(w::SEMICOLON));
        let name = format!("{}{}{}", phrases.say(w::LEVELS), phrases.say(w::COLON), phrases.track_name(track));
        text.push_str(&format!("- {}\n", escape(&phrases.with_aside(&name, &said))));
    }
    text.push_str(&missing_rows(phrases, standard));
    if !assessment.prerequisites.is_empty() {
        text.push_str(&format!("\n{}", prerequisites(phrases, assessment)));
    }
    if !assessment.criteria.is_empty() {
        text.push_str(&format!("\n{}", criteria(phrases, assessment, &assessment.criteria)));
        assessment.criteria.iter().for_each(|criterion| text.push_str(&items(phrases, assessment, criterion)));
    }
    let further = [(w::ROUNDED, rounded(phrases, assessment)), (w::FIELDS, fields(phrases, assessment))];
    for (title, table) in further.into_iter().filter(|(_, table)| !table.is_empty()) {
        text.push_str(&format!("\n{}\n\n{table}", phrases.say(title)));
    }
    text
}

fn prerequisites(phrases: &Phrases<'_>, assessment: &Assessment) -> String {
    let columns =
        [w::PREREQUISITE, w::REQUIRED, w::VALUE, w::VERDICT, w::BASIS].map(|words| (phrases.say(words), Side::Left));
    let mut text = head(&columns);
    for prerequisite in &assessment.prerequisites {
        let compared = &prerequisite.compared;
        let value = match compared.value {
            Some(value) => phrases.measure(&compared.indicator, value),
            None => phrases.missing(prerequisite.why.as_ref()),
        };
        let title = with_clause(phrases, phrases.text(&prerequisite.title), prerequisite.clause.as_deref());
        let basis = phrases.short_basis(&compared.figure);
        let verdict = phrases.prerequisite_verdict(prerequisite);
        text.push_str(&row([&title, &phrases.bound(compared), &value, &verdict, &basis].map(|cell| escape(cell))));
    }
    text
}

fn with_clause(phrases: &Phrases<'_>, title: &str, clause: Option<&str>) -> String {
    clause.map_or_else(
        || title.to_owned(),
        |clause| phrases.with_aside(title, &format!("{} {clause}", phrases.say(w::CLAUSE))),
    )
}

/// The criteria of each area in a table of their own, with the area's points.
fn areas(phrases: &Phrases<'_>, assessment: &Assessment) -> String {
    let mut text = String::new();
    for area in assessment.criteria.chunk_by(|a, b| a.area == b.area) {
        let Some(first) = area.first() else { continue };
        let title = phrases.area_title(first).to_owned();
        let (gained, possible) = phrases.area_points(area);
        let gained =
            gained.map_or_else(|| phrases.say(w::NOT_SCORED).to_owned(), |gained| format!("{gained} / {possible}"));
        // A part of a standard has no total, not even of an area.
        let title = if is_partial(&assessment.standard) { title } else { phrases.with_aside(&title, &gained) };
        text.push_str(&format!("\n### {}\n\n{}", escape(&title), criteria(phrases, assessment, area)));
        area.iter().for_each(|criterion| text.push_str(&items(phrases, assessment, criterion)));
    }
    text
}

fn criteria(phrases: &Phrases<'_>, assessment: &Assessment, criteria: &[CriterionTrace]) -> String {
    let columns = [
        (w::CRITERION, Side::Left),
        (w::VALUE, Side::Left),
        (w::POINTS, Side::Right),
        (w::RULE, Side::Left),
        (w::WHAT_COUNTED, Side::Left),
        (w::BASIS, Side::Left),
    ];
    let mut text = head(&columns.map(|(words, side)| (phrases.say(words), side)));
    for criterion in criteria {
        let title = with_clause(phrases, phrases.text(&criterion.title), criterion.clause.as_deref());
        let standing = phrases.criterion_standing(criterion);
        let value = phrases.criterion_value(criterion);
        let value = standing.map_or_else(|| value.clone(), |standing| phrases.with_aside(&value, standing));
        let counted = phrases.counted(assessment, criterion);
        let cells =
            [&title, &value, &phrases.points(criterion), &phrases.rule(criterion), &counted, &phrases.bases(criterion)];
        text.push_str(&row(cells.map(|cell| escape(cell))));
    }
    text
}

fn levels(phrases: &Phrases<'_>, assessment: &Assessment) -> String {
    let columns = [w::TRACK, w::LEVEL, w::TRIED, w::BASIS].map(|words| (phrases.say(words), Side::Left));
    let mut text = head(&columns);
    for track in &assessment.tracks {
        let level = phrases.track_level(track);
        let decides = phrases.decides(assessment, track);
        let level = if decides { phrases.with_aside(level, phrases.say(w::COUNTS_HERE)) } else { level.to_owned() };
        let tried = track.tried.iter().map(|tried| escape(&phrases.tried(assessment, tried)));
        let mut bases: Vec<String> = Vec::new();
        for compared in track.tried.iter().flat_map(|tried| &tried.compared) {
            let basis = phrases.short_basis(&compared.figure);
            if !bases.contains(&basis) {
                bases.push(basis);
            }
        }
        let cells =
            [escape(&phrases.track_name(track)), escape(&level), joined(tried, "<br>"), escape(&phrases.list(bases))];
        text.push_str(&row(cells));
    }
    text
}
