//! The months, with their sums held against the rating.

use rust_xlsxwriter::{Worksheet, row_col_to_cell};

use super::cell::{Cell, Form, WHOLE};
use super::charts;
use super::indicators::{covered, form, value};
use super::page::{Column, Page, Rows, Written, span};
use crate::rating::OutcomeStatus;
use crate::rating::record::{Indicator, Month};
use crate::report::phrase::Phrases;
use crate::report::words::{reports as w, workbook as b};
use crate::standard::Standing;
use crate::standard::vocabulary::SupplySource;

pub(super) const MONTH: u16 = 0;
const TOTAL: u16 = 1;
const IT: u16 = 2;
pub(super) const PUE: u16 = 3;

pub(super) fn sheet(phrases: &Phrases<'_>, sheet: &mut Worksheet, standing: &str) -> Written {
    let mut page = Page::begin(sheet, phrases.say(b::MONTHS), standing, phrases.lang)?;
    if phrases.rating.outcome.status == OutcomeStatus::Refused {
        page.notice(phrases.say(w::NOT_RELIABLE))?;
    }
    let sources = phrases.supply_sources();
    let fixed =
        [w::MONTH, w::TOTAL_KWH, w::IT_KWH, w::PUE, w::COVERAGE, b::COVERED_HOURS, b::HOURS_OF_MONTH, w::CLEAN_SHARE];
    let fixed = fixed.map(|words| phrases.say(words).to_owned());
    let supply = sources.iter().map(|source| format!("{} kWh", phrases.text(&source.title)));
    let titles = fixed.into_iter().chain(supply).chain([phrases.say(w::UNATTRIBUTED).to_owned()]);
    let columns: Vec<Column> = titles.map(|title| Column::new(title, 24)).collect();
    let months = &phrases.rating.months;
    let rows = page.table(&columns, months.iter().map(|month| cells(phrases, month, &sources)), 1)?;
    check(phrases, &mut page, rows)?;
    if months.iter().any(|month| month.pue.is_some()) {
        page.gap();
        let at = page.at;
        let chart = charts::pue_by_month(phrases, rows, standing);
        page.sheet().insert_chart(at, 0, &chart)?;
    }
    page.finish()
}

fn cells(phrases: &Phrases<'_>, month: &Month, sources: &[&SupplySource]) -> Vec<Cell> {
    let shown = |id: &str, of: Option<f64>| of.map_or(Cell::Blank, |known| value(phrases, id, known));
    let mut cells = vec![
        Cell::month(&month.label),
        Cell::number(month.total_kwh, WHOLE),
        Cell::number(month.it_kwh, WHOLE),
        shown("pue", month.pue),
        covered(month.coverage),
        Cell::number(Some(month.coverage.covered_hours), Form::Grouped(1)),
        Cell::number(Some(month.coverage.period_hours), WHOLE),
        shown("clean_share", month.clean_share),
    ];
    cells.extend(sources.iter().map(|source| Cell::number(month.supply_kwh.get(&source.id).copied(), WHOLE)));
    cells.push(Cell::number(month.unattributed_kwh, WHOLE));
    cells
}

/// The sums of the months as formulas, below them what the rating says, and the difference.
fn check(phrases: &Phrases<'_>, page: &mut Page<'_>, rows: Rows) -> Written {
    let Some(rated) = Sums::of_rating(phrases) else { return Ok(()) };
    let sum = |of: fn(&Month) -> Option<f64>| phrases.rating.months.iter().filter_map(of).sum::<f64>();
    let months = Sums::of(sum(|month| month.total_kwh), sum(|month| month.it_kwh));
    let form = form(phrases, "pue", rated.pue);
    page.gap();
    let added = page.at;
    let summed = |column| format!("=SUM({})", span(column, rows));
    let [total, it] = [TOTAL, IT].map(|column| row_col_to_cell(added, column));
    let cells = [
        Cell::Formula(summed(TOTAL), months.total, WHOLE),
        Cell::Formula(summed(IT), months.it, WHOLE),
        Cell::Formula(format!("={total}/{it}"), months.pue, form),
    ];
    page.labelled(phrases.say(b::SUM_OF_MONTHS), &cells)?;
    let said = [(rated.total, WHOLE), (rated.it, WHOLE), (rated.pue, form)];
    page.labelled(phrases.say(b::IN_THE_RATING), &said.map(|(value, form)| Cell::Number(value, form)))?;
    let apart = [
        (TOTAL, months.total - rated.total, Form::Decimals(3)),
        (IT, months.it - rated.it, Form::Decimals(3)),
        (PUE, months.pue - rated.pue, Form::Decimals(6)),
    ];
    let apart = apart.map(|(column, apart, form)| {
        let [sum, rating] = [added, added + 1].map(|row| row_col_to_cell(row, column));
        Cell::Formula(format!("={sum}-{rating}"), apart, form)
    });
    page.labelled(phrases.say(b::DIFFERENCE), &apart)
}

/// Total and IT energy and their ratio.
struct Sums {
    total: f64,
    it: f64,
    pue: f64,
}

impl Sums {
    fn of(total: f64, it: f64) -> Self {
        Self { total, it, pue: total / it }
    }

    /// What the rating says, where PUE is measured and the months are the whole period: then the sums are the same.
    fn of_rating(phrases: &Phrases<'_>) -> Option<Self> {
        let rating = phrases.rating;
        let pue = phrases.indicator("pue").filter(|pue| pue.standing == Some(Standing::Measured))?;
        let hours: f64 = rating.months.iter().map(|month| month.coverage.period_hours).sum();
        let whole = f64::from(u32::try_from(rating.period.hours).ok()?);
        let input = |name| input(pue, name);
        let sums = Self { total: input("E_total")?, it: input("E_IT")?, pue: pue.value? };
        ((hours - whole).abs() < 0.5).then_some(sums)
    }
}

fn input(indicator: &Indicator, name: &str) -> Option<f64> {
    indicator.inputs.iter().find(|input| input.name == name).map(|input| input.value)
}
