//! The rows of a table that a rule reads.

use super::escape::{Side, escape, head, row};
use crate::report::numbers;
use crate::report::phrase::Phrases;
use crate::report::words::reports as w;
use crate::standard::assessment::{Assessment, CriterionTrace, FigureUsed, ItemTrace};

/// The capabilities, systems or items of a rule over a table, and the sum that they make.
pub(super) fn items(phrases: &Phrases<'_>, assessment: &Assessment, criterion: &CriterionTrace) -> String {
    if criterion.items.is_empty() {
        return String::new();
    }
    let table = match criterion.rule.as_str() {
        "checklist" => checklist(phrases, criterion),
        _ => tested(phrases, criterion),
    };
    let mut text = format!("\n{}\n\n{table}", escape(phrases.text(&criterion.title)));
    if let Some(arithmetic) = phrases.arithmetic(assessment, criterion) {
        text.push_str(&format!("\n{}\n", escape(&phrases.labelled(w::ARITHMETIC, &arithmetic))));
    }
    text
}

/// Each item of a checklist: whether it is met and proven, and the points of those that it gives.
fn checklist(phrases: &Phrases<'_>, criterion: &CriterionTrace) -> String {
    let columns = [
        (w::ITEM, Side::Left),
        (w::STATE, Side::Left),
        (w::POINTS, Side::Right),
        (w::EVIDENCE, Side::Left),
        (w::BASIS, Side::Left),
    ];
    let mut text = head(&columns.map(|(words, side)| (phrases.say(words), side)));
    for item in &criterion.items {
        let basis = item.compared.first().map(|compared| phrases.short_basis(&compared.figure));
        let cells = [
            phrases.item_name(item),
            phrases.item_state(item).to_owned(),
            phrases.item_points(item),
            item.evidence.clone().unwrap_or_else(|| phrases.say(w::NO_EVIDENCE).to_owned()),
            basis.unwrap_or_else(|| phrases.say(w::NONE_SIGN).to_owned()),
        ];
        text.push_str(&row(cells.map(|cell| escape(&cell))));
    }
    text
}

/// Capabilities or tested systems.
fn tested(phrases: &Phrases<'_>, criterion: &CriterionTrace) -> String {
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
    let mut text = head(&columns);
    for item in &criterion.items {
        text.push_str(&row(item_cells(phrases, criterion, item, systems).iter().map(|cell| escape(cell))));
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
