//! A standard's outcome with its proof.

use super::escape::{Side, escape, head, row};
use crate::report::numbers;
use crate::report::phrase::{Phrases, joined};
use crate::report::words::{Words, reports as w};
use crate::standard::assessment::{Assessment, CriterionState, CriterionTrace, FigureUsed, ItemTrace, Status};

/// The deciding standard in full.
pub(super) fn full(phrases: &Phrases<'_>, assessment: &Assessment) -> String {
    let mut text = String::new();
    if !assessment.prerequisites.is_empty() {
        text.push_str(&format!("\n## {}\n\n{}", phrases.say(w::PREREQUISITES), prerequisites(phrases, assessment)));
    }
    if !assessment.criteria.is_empty() {
        text.push_str(&format!("\n## {}\n", phrases.say(w::CRITERIA)));
        text.push_str(&areas(phrases, assessment));
    }
    if !assessment.tracks.is_empty() {
        text.push_str(&format!("\n## {}\n\n{}", levels_title(phrases, assessment), levels(phrases, assessment)));
    }
    text
}

/// Another standard: its outcome in a line, then the same tables.
pub(super) fn short(phrases: &Phrases<'_>, assessment: &Assessment) -> String {
    let standard = &assessment.standard;
    let mut text = format!("\n### {}\n\n", escape(&phrases.standard(standard)));
    let mut item =
        |label: Words, value: &str| text.push_str(&format!("- {}\n", escape(&phrases.labelled(label, value))));
    item(w::GRADE, phrases.level(assessment));
    if let Some(score) = phrases.score(assessment) {
        item(w::SCORE, &score);
    }
    item(w::FIGURES, &phrases.figures_standing(assessment));
    item(w::ABOUT_FIGURES, phrases.text(&standard.note));
    for reason in &assessment.reasons {
        item(w::REASONS, phrases.text(reason));
    }
    for track in &assessment.tracks {
        let tried = track.tried.iter().map(|tried| phrases.tried(assessment, tried));
        let said = joined(tried, phrases.say(w::SEMICOLON));
        let name = format!("{}{}{}", phrases.say(w::LEVELS), phrases.say(w::COLON), phrases.track_name(track));
        text.push_str(&format!("- {}\n", escape(&phrases.with_aside(&name, &said))));
    }
    if !assessment.prerequisites.is_empty() {
        text.push_str(&format!("\n{}", prerequisites(phrases, assessment)));
    }
    if !assessment.criteria.is_empty() {
        text.push_str(&format!("\n{}", criteria(phrases, assessment.criteria.iter())));
        assessment.criteria.iter().for_each(|criterion| text.push_str(&items(phrases, criterion)));
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
        text.push_str(&row([&title, &phrases.bound(compared), &value, phrases.verdict(compared), &basis].map(escape)));
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
        let title = phrases.text(&first.area_title);
        let title = if title.is_empty() { &first.area } else { title };
        let applies = |criterion: &&CriterionTrace| criterion.state != CriterionState::NotApplicable;
        let possible: f64 = area.iter().filter(applies).map(|criterion| criterion.possible.value).sum();
        let gained: Option<f64> = area.iter().filter(applies).map(|criterion| criterion.points).sum();
        let gained = gained.map_or_else(
            || phrases.say(w::NOT_SCORED).to_owned(),
            |gained| format!("{} / {}", phrases.points_alone(gained, possible), numbers::plain(possible)),
        );
        text.push_str(&format!(
            "\n### {}\n\n{}",
            escape(&phrases.with_aside(title, &gained)),
            criteria(phrases, area.iter())
        ));
        area.iter().for_each(|criterion| text.push_str(&items(phrases, criterion)));
    }
    text
}

fn criteria<'c>(phrases: &Phrases<'_>, criteria: impl Iterator<Item = &'c CriterionTrace>) -> String {
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
        let standing = criterion.standing.map(|standing| phrases.standing(standing));
        let value = phrases.criterion_value(criterion);
        let value = standing.map_or_else(|| value.clone(), |standing| phrases.with_aside(&value, standing));
        let counted = match phrases.arithmetic(criterion) {
            Some(arithmetic) if criterion.rule == "linear" => arithmetic,
            _ if !criterion.items.is_empty() && criterion.state == CriterionState::Scored => {
                phrases.say(w::SEE_ITEMS).to_owned()
            }
            _ => phrases.what_counted(criterion),
        };
        let cells = [
            &title,
            &value,
            &phrases.points(criterion),
            &phrases.rule(criterion),
            &counted,
            &bases(phrases, criterion),
        ];
        text.push_str(&row(cells.map(|cell| escape(cell))));
    }
    text
}

/// What the figures of a criterion rest on, each basis once.
fn bases(phrases: &Phrases<'_>, criterion: &CriterionTrace) -> String {
    let rows = criterion.compared.iter().chain(&criterion.only_if);
    let figures = rows.flat_map(|row| std::iter::once(&row.figure).chain(&row.points));
    let settings = criterion.settings.iter().map(|setting| &setting.figure);
    let mut said: Vec<String> = Vec::new();
    for figure in figures.chain(settings).chain([&criterion.possible]) {
        let basis = phrases.short_basis(figure);
        if !said.contains(&basis) {
            said.push(basis);
        }
    }
    phrases.list(said)
}

/// The capabilities or systems of a rule over a table.
fn items(phrases: &Phrases<'_>, criterion: &CriterionTrace) -> String {
    if criterion.items.is_empty() {
        return String::new();
    }
    let systems = criterion.rule == "weighted-levels";
    let mut columns = vec![(w::ITEM, Side::Left), (w::VALUE, Side::Right), (w::COUNTED, Side::Right)];
    if systems {
        columns.extend([(w::LEVEL, Side::Right), (w::WEIGHT, Side::Right)]);
    }
    columns.extend([
        (w::POINTS, Side::Right),
        (w::EVIDENCE, Side::Left),
        (w::BASIS, Side::Left),
        (w::REMARK, Side::Left),
    ]);
    let columns: Vec<(&str, Side)> = columns.into_iter().map(|(words, side)| (phrases.say(words), side)).collect();
    let mut text = format!("\n{}\n\n{}", escape(phrases.text(&criterion.title)), head(&columns));
    for item in &criterion.items {
        text.push_str(&row(item_cells(phrases, criterion, item, systems).iter().map(|cell| escape(cell))));
    }
    if let Some(arithmetic) = phrases.arithmetic(criterion) {
        text.push_str(&format!("\n{}\n", escape(&phrases.labelled(w::ARITHMETIC, &arithmetic))));
    }
    text
}

fn item_cells(phrases: &Phrases<'_>, criterion: &CriterionTrace, item: &ItemTrace, systems: bool) -> Vec<String> {
    let missing = || phrases.say(w::MISSING).to_owned();
    let mut cells = vec![
        phrases.item_name(item),
        item.value.map_or_else(missing, numbers::plain),
        item.counted.map_or_else(|| phrases.say(w::NONE_SIGN).to_owned(), |counted| phrases.item_value(item, counted)),
    ];
    if systems {
        cells.push(item.level.map_or_else(|| phrases.say(w::NONE_SIGN).to_owned(), |level| level.to_string()));
        cells.push(numbers::amount(item.weight));
    }
    cells.push(item.points.map_or_else(
        || phrases.say(w::NOT_COUNTED).to_owned(),
        |points| phrases.points_alone(points, criterion.possible.value),
    ));
    cells.push(item.evidence.clone().unwrap_or_else(|| phrases.say(w::NO_EVIDENCE).to_owned()));
    cells.push(item_basis(phrases, item));
    cells.push(item.why.as_ref().map_or_else(String::new, |why| phrases.text(why).to_owned()));
    cells
}

/// The benchmark and the figures of the levels that were tried, with what they rest on.
fn item_basis(phrases: &Phrases<'_>, item: &ItemTrace) -> String {
    let told = |what: String, figure: &FigureUsed| phrases.with_aside(&what, &phrases.short_basis(figure));
    let benchmark = item
        .benchmark
        .iter()
        .map(|figure| told(format!("{} {}", phrases.say(w::BENCHMARK), numbers::plain(figure.value)), figure));
    let rows = item.compared.last().into_iter().map(|row| told(phrases.item_comparison(item, row), &row.figure));
    let parts: Vec<String> = benchmark.chain(rows).collect();
    if parts.is_empty() { phrases.say(w::NONE_SIGN).to_owned() } else { phrases.list(parts) }
}

fn levels_title(phrases: &Phrases<'_>, assessment: &Assessment) -> String {
    let aside = match (assessment.status, assessment.tracks.len()) {
        (Status::Rated, 1) => return phrases.say(w::LEVELS).to_owned(),
        (Status::Rated, _) => w::WORSE_COUNTS,
        _ => w::INDICATIVE,
    };
    phrases.with_aside(phrases.say(w::LEVELS), phrases.say(aside))
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
