//! Every figure of a rule, whether it decided or not, with its place in the pack; and the items of a rule over a table.

use super::page::Page;
use super::sentence;
use crate::report::numbers;
use crate::report::phrase::{BandRow, Phrases};
use crate::report::words::{Words, reports as w};
use crate::standard::assessment::{Assessment, Comparison, CriterionTrace, ItemTrace};

/// Every figure of the rule.
pub(super) fn figures(phrases: &Phrases<'_>, assessment: &Assessment, criterion: &CriterionTrace, page: &mut Page) {
    page.line(1, phrases.say(w::FIGURES_COMPARED));
    match criterion.rule.as_str() {
        "bands" => bands(phrases, assessment, criterion, page),
        "by-category" => categories(phrases, assessment, criterion, page),
        _ => criterion.compared.iter().for_each(|end| line_end(phrases, assessment, end, page)),
    }
    for setting in &criterion.settings {
        let said = phrases.setting_value(&setting.id, &setting.figure);
        let name = phrases.setting_name(&setting.id);
        page.line(2, &format!("{name}{}{said}", phrases.say(w::COLON)));
        page.line(3, &phrases.placed_origin(&setting.figure, assessment));
    }
    page.line(2, &phrases.labelled(w::MOST, &numbers::plain(criterion.possible.value)));
    page.line(3, &phrases.placed_origin(&criterion.possible, assessment));
}

/// Each band with its one or two bounds and its points.
fn bands(phrases: &Phrases<'_>, assessment: &Assessment, criterion: &CriterionTrace, page: &mut Page) {
    for row in BandRow::all(&criterion.compared) {
        let decided = decided(criterion, row.at, row.holds(), w::HOLDS_NOT);
        page.line(2, &sentence(phrases, [phrases.band(&row).as_str(), phrases.say(decided)]));
        let figures = row.bounds().map(|bound| &bound.figure).chain(&row.first.points);
        figures.for_each(|figure| page.line(3, &phrases.placed_origin(figure, assessment)));
    }
}

/// Each category that has points of its own.
fn categories(phrases: &Phrases<'_>, assessment: &Assessment, criterion: &CriterionTrace, page: &mut Page) {
    for (index, row) in criterion.compared.iter().enumerate() {
        let decided = decided(criterion, index, row.holds == Some(true), w::NOT_OF_IT);
        page.line(2, &sentence(phrases, [phrases.category_row(row).as_str(), phrases.say(decided)]));
        page.line(3, &phrases.placed_origin(&row.figure, assessment));
    }
}

/// Whether a row fired, or why it did not.
fn decided(criterion: &CriterionTrace, index: usize, holds: bool, otherwise: Words) -> Words {
    match (criterion.fired, holds) {
        (Some(fired), _) if fired == index => w::FIRED,
        (Some(fired), true) if fired < index => w::EARLIER_FIRED,
        (_, true) => w::HOLDS,
        (_, false) => otherwise,
    }
}

/// One end of a line.
fn line_end(phrases: &Phrases<'_>, assessment: &Assessment, end: &Comparison, page: &mut Page) {
    let decided = match (end.bound.as_str(), end.holds) {
        ("zero_at", Some(true)) => w::PASSED,
        ("zero_at", _) => w::NOT_PASSED,
        (_, Some(true)) => w::REACHED,
        _ => w::NOT_REACHED,
    };
    page.line(2, &sentence(phrases, [phrases.bound(end).as_str(), phrases.say(decided)]));
    page.line(3, &phrases.placed_origin(&end.figure, assessment));
}

/// The capabilities, systems or items of a rule over a table.
pub(super) fn items(phrases: &Phrases<'_>, assessment: &Assessment, criterion: &CriterionTrace, page: &mut Page) {
    if !criterion.items.is_empty() {
        page.line(1, phrases.say(w::ITEMS));
    }
    for item in &criterion.items {
        match criterion.rule.as_str() {
            "checklist" => checklist_item(phrases, assessment, item, page),
            _ => item_lines(phrases, assessment, criterion, item, page),
        }
    }
}

/// An item of a checklist: whether it is met and proven, and its points.
fn checklist_item(phrases: &Phrases<'_>, assessment: &Assessment, item: &ItemTrace, page: &mut Page) {
    let points = w::points_each(&phrases.item_points(item), phrases.lang);
    let evidence = item.evidence.as_ref().map(|evidence| phrases.labelled(w::EVIDENCE, evidence));
    let said = sentence(phrases, [phrases.item_state(item).to_owned(), points].into_iter().chain(evidence));
    page.line(2, &format!("{}{}{said}", phrases.item_name(item), phrases.say(w::COLON)));
    for compared in &item.compared {
        page.line(3, &phrases.placed_origin(&compared.figure, assessment));
    }
}

/// A capability or a tested system, and why it counts as it does.
fn item_lines(
    phrases: &Phrases<'_>,
    assessment: &Assessment,
    criterion: &CriterionTrace,
    item: &ItemTrace,
    page: &mut Page,
) {
    let name = phrases.item_name(item);
    if item.value.is_none() {
        page.line(2, &format!("{name}{}{}", phrases.say(w::COLON), phrases.missing(item.why.as_ref())));
        return;
    }
    let points = item.points.map_or_else(
        || phrases.say(w::NOT_COUNTED).to_owned(),
        |points| w::points_each(&phrases.points_alone(points, criterion.possible.value), phrases.lang),
    );
    let evidence = item.evidence.as_ref().map(|evidence| phrases.labelled(w::EVIDENCE, evidence));
    let evidence = evidence.unwrap_or_else(|| phrases.say(w::NO_EVIDENCE).to_owned());
    let level = item.level.map(|level| format!("{} {level}", phrases.say(w::LEVEL)));
    let weight = (criterion.rule == "weighted-levels").then(|| format!("{} kWh", numbers::amount(item.weight)));
    let value = std::iter::once(phrases.item_counted(item));
    let said = sentence(phrases, value.chain(level).chain([points]).chain(weight).chain([evidence]));
    page.line(2, &format!("{name}{}{said}", phrases.say(w::COLON)));
    if let Some(why) = &item.why {
        page.line(3, phrases.text(why));
    }
    for compared in &item.compared {
        let said = phrases.item_comparison(item, compared);
        let said = match &compared.points {
            Some(points) => w::giving(&said, &numbers::plain(points.value), phrases.lang),
            None => said,
        };
        page.line(3, &said);
        page.line(4, &phrases.placed_origin(&compared.figure, assessment));
        if let Some(points) = &compared.points {
            page.line(4, &phrases.placed_origin(points, assessment));
        }
    }
    if let Some(benchmark) = &item.benchmark {
        page.line(3, &phrases.labelled(w::BENCHMARK, &numbers::plain(benchmark.value)));
        page.line(4, &phrases.placed_origin(benchmark, assessment));
    }
}
