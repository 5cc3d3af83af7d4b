//! What the values rest on: meters, declarations with what proves them, and the files that were read.

use rust_xlsxwriter::Worksheet;

use super::cell::{Cell, Form, POINTS};
use super::page::{Column, Page, Written};
use crate::rating::record::{Indicator, Input};
use crate::report::phrase::Phrases;
use crate::report::words::{reports as w, workbook as b};
use crate::standard::assessment::{CriterionTrace, ItemTrace};

/// Each input of each indicator, then each row of a table that a criterion reads.
pub(super) fn evidence(phrases: &Phrases<'_>, sheet: &mut Worksheet, standing: &str) -> Written {
    let mut page = Page::begin(sheet, phrases.say(b::EVIDENCE), standing, phrases.lang)?;
    let columns = [
        (b::OF_WHAT, 36),
        (b::PART, 40),
        (w::VALUE, 18),
        (w::UNIT, 12),
        (w::COUNTED, 12),
        (w::POINTS, 10),
        (w::COMES_FROM, 60),
        (w::REMARK, 44),
    ]
    .map(|(words, widest)| Column::new(phrases.say(words), widest));
    let indicators = phrases.rating.indicators.iter().flat_map(|indicator| inputs_of(phrases, indicator));
    let criteria = phrases.rating.standards.iter().flat_map(|assessment| &assessment.criteria);
    let items = criteria.flat_map(|criterion| items_of(phrases, criterion));
    page.table(&columns, indicators.chain(items), 1)?;
    page.finish()
}

fn inputs_of(phrases: &Phrases<'_>, indicator: &Indicator) -> Vec<Vec<Cell>> {
    let of_what = phrases.with_aside(phrases.text(&indicator.title), &indicator.id);
    let rows = indicator.inputs.iter().map(|input| {
        let form = if input.unit == "yes/no" { Form::YesNo } else { Form::of_amount(input.value) };
        let unit = if form == Form::YesNo { "" } else { w::of_input(&input.unit, phrases.lang) };
        vec![
            Cell::text(&of_what),
            Cell::text(w::of_input(&input.name, phrases.lang)),
            Cell::number(Some(input.value), form),
            Cell::text(unit),
            Cell::Blank,
            Cell::Blank,
            Cell::text(w::of_input(&input.from, phrases.lang)),
        ]
    });
    rows.collect()
}

fn items_of(phrases: &Phrases<'_>, criterion: &CriterionTrace) -> Vec<Vec<Cell>> {
    let title = phrases.text(&criterion.title);
    criterion.items.iter().map(|item| item_cells(phrases, title, criterion.rule == "checklist", item)).collect()
}

fn item_cells(phrases: &Phrases<'_>, title: &str, checklist: bool, item: &ItemTrace) -> Vec<Cell> {
    let amount = |value: Option<f64>| value.map_or(Cell::Blank, |value| Cell::Number(value, Form::of_amount(value)));
    let value = match item.value {
        Some(value) if checklist => Cell::Number(value, Form::YesNo),
        None => Cell::text(phrases.say(w::MISSING)),
        value => amount(value),
    };
    let counted = if checklist { Cell::text(phrases.item_state(item)) } else { amount(item.counted) };
    vec![
        Cell::text(title),
        Cell::text(phrases.item_name(item)),
        value,
        Cell::Blank,
        counted,
        Cell::number(item.points, POINTS),
        Cell::text(item.evidence.as_deref().unwrap_or(phrases.say(w::NO_EVIDENCE))),
        Cell::text(item.why.as_ref().map_or("", |why| phrases.text(why))),
    ]
}

/// The files that were read, with their hashes.
pub(super) fn inputs(phrases: &Phrases<'_>, sheet: &mut Worksheet, standing: &str) -> Written {
    let mut page = Page::begin(sheet, phrases.say(b::INPUTS), standing, phrases.lang)?;
    let columns = [(w::FILE, 50), (w::ROWS, 12), (w::BYTES, 14), (w::SHA256, 66), (b::ROLLED_UP_IN, 40)];
    let columns = columns.map(|(words, widest)| Column::new(phrases.say(words), widest));
    page.table(&columns, phrases.rating.inputs.iter().map(input_cells), 1)?;
    page.gap();
    page.heading(phrases.say(w::INPUTS_NOTE))?;
    page.finish()
}

fn input_cells(input: &Input) -> Vec<Cell> {
    vec![
        Cell::text(&input.path),
        input.rows.map_or(Cell::Blank, Cell::count),
        Cell::count(input.bytes),
        Cell::text(&input.sha256),
        Cell::text(input.rolled_up_in.as_deref().unwrap_or_default()),
    ]
}
