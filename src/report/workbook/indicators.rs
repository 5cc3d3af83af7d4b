//! Every indicator with its value, its uncertainty and its formula.

use rust_xlsxwriter::Worksheet;

use super::cell::{Cell, Form};
use super::page::{Column, Page, Written};
use crate::rating::OutcomeStatus;
use crate::rating::record::{Coverage, Indicator};
use crate::report::numbers;
use crate::report::phrase::Phrases;
use crate::report::words::{reports as w, workbook as b};
use crate::text::Lang;

pub(super) fn sheet(phrases: &Phrases<'_>, sheet: &mut Worksheet, standing: &str) -> Written {
    let mut page = Page::begin(sheet, phrases.say(b::INDICATORS), standing, phrases.lang)?;
    if phrases.rating.outcome.status == OutcomeStatus::Refused {
        page.notice(phrases.say(w::NOT_RELIABLE))?;
    }
    let columns = [
        (w::INDICATOR, 30),
        (w::FACILITY_ID, 22),
        (w::VALUE, 16),
        (b::U95, 14),
        (w::UNIT, 12),
        (w::STANDING, 16),
        (w::COVERAGE, 12),
        (b::COVERED_HOURS, 12),
        (w::FORMULA, 44),
        (w::INPUTS_OF, 40),
        (b::WHY_MISSING, 44),
    ]
    .map(|(words, widest)| Column::new(phrases.say(words), widest));
    let rows = phrases.rating.indicators.iter().map(|indicator| cells(phrases, indicator));
    page.table(&columns, rows, 1)?;
    page.finish()
}

fn cells(phrases: &Phrases<'_>, indicator: &Indicator) -> Vec<Cell> {
    let id = indicator.id.as_str();
    let value = indicator
        .value
        .map_or(Cell::Blank, |value| Cell::Number(value, Form::of_indicator(id, &phrases.value(id, value))));
    let why = indicator.value.is_none().then(|| phrases.missing(indicator.why.as_ref()));
    vec![
        Cell::text(phrases.text(&indicator.title)),
        Cell::text(id),
        value,
        expanded(phrases, id),
        Cell::text(w::of_input(numbers::unit(id), phrases.lang)),
        Cell::text(indicator.standing.map_or("", |standing| phrases.standing(standing))),
        indicator.coverage.map_or(Cell::Blank, covered),
        Cell::number(indicator.coverage.map(|coverage| coverage.covered_hours), Form::Grouped(1)),
        Cell::text(phrases.text(&indicator.formula)),
        Cell::text(phrases.numbers_put_in(indicator).unwrap_or_default()),
        Cell::text(why.unwrap_or_default()),
    ]
}

/// The value of an indicator.
pub(super) fn value(phrases: &Phrases<'_>, id: &str, value: f64) -> Cell {
    Cell::Number(value, form(phrases, id, value))
}

/// The form of the value of an indicator, with decimals enough for a gap to show.
pub(super) fn form(phrases: &Phrases<'_>, id: &str, value: f64) -> Form {
    match id {
        "hour_coverage" => form_of_share(value),
        _ => Form::of_indicator(id, &phrases.value(id, value)),
    }
}

/// The form of a share or a probability that is never shown as none or all where it is not.
pub(super) fn form_of_share(share: f64) -> Form {
    Form::of_indicator("hour_coverage", &numbers::beside_all("hour_coverage", share, &[0.0, 1.0], Lang::En))
}

/// The expanded uncertainty of an indicator, where it is known: of a share in percentage points.
pub(super) fn expanded(phrases: &Phrases<'_>, id: &str) -> Cell {
    phrases.uncertainty_of(id).filter(|known| known.expanded > 0.0).map_or(Cell::Blank, |known| {
        Cell::Number(known.expanded, Form::of_indicator(id, &numbers::two_digits(id, known.expanded, phrases.lang)))
    })
}

/// The share of the period that is covered.
pub(super) fn covered(coverage: Coverage) -> Cell {
    Cell::Number(coverage.share(), form_of_share(coverage.share()))
}
