//! The sheet of what changed since an earlier run.

use rust_xlsxwriter::{Workbook, row_col_to_cell};

use super::cell::{Cell, Form, POINTS};
use super::charts::{self, MOST_BARS};
use super::page::{Column, Page, Written};
use crate::indicator::PortfolioFigure;
use crate::rating::portfolio::{Change, Changes};
use crate::report::phrase::indicator_name;
use crate::report::words::{Words, compare as c, efficiency as e, portfolio as s, reports as w, year_on_year as y};
use crate::report::year_on_year::{TwoFigures, apart, grade, in_short, step, two_figures};
use crate::text::Lang;

/// The columns that formulas and the chart name.
pub(super) const NAME: u16 = 0;
pub(super) const PUE_BEFORE: u16 = 9;
pub(super) const PUE_NOW: u16 = 10;

/// Adds the sheets of the pairs, of their figures together, and of what is not compared.
pub(super) fn sheets(workbook: &mut Workbook, changes: &Changes, standing: &str, lang: Lang) -> Written {
    let write = Write { changes, standing, lang };
    write.pairs(workbook)?;
    write.figures(workbook)?;
    write.apart(workbook)
}

struct Write<'a> {
    changes: &'a Changes,
    standing: &'a str,
    lang: Lang,
}

impl Write<'_> {
    fn say(&self, words: Words) -> &'static str {
        words.get(self.lang)
    }

    fn columns<const N: usize>(&self, columns: [(Words, usize); N]) -> [Column; N] {
        columns.map(|(words, widest)| Column::new(self.say(words), widest))
    }

    /// A column of the earlier run or of this one.
    fn at(&self, words: Words, when: Words) -> String {
        format!("{} · {}", self.say(words), self.say(when))
    }

    fn pairs(&self, workbook: &mut Workbook) -> Written {
        let mut page = Page::begin(workbook.add_worksheet(), self.say(y::TITLE), self.standing, self.lang)?;
        for line in in_short(self.changes, self.lang) {
            page.heading(&line)?;
        }
        page.heading(self.say(y::NOTE))?;
        let (before, now) = (y::EARLIER, y::NOW);
        let twice = |words, widest| [before, now].map(|when| Column::new(self.at(words, when), widest));
        let mut columns: Vec<Column> = self.columns([(w::FACILITY, 28), (w::FACILITY_ID, 26)]).into();
        columns.extend(twice(w::PERIOD, 10));
        columns.extend(twice(w::GRADE, 20));
        columns.push(Column::new(self.say(y::GRADE_STEP), 14));
        columns.extend(twice(w::SCORE, 10));
        columns.extend(twice(w::PUE, 10));
        columns.push(Column::new(format!("{} · {}", self.say(w::PUE), self.say(c::CHANGE)), 10));
        columns.extend(twice(w::CLEAN_SHARE, 12));
        let first = page.at + 1;
        let cells = (first..).zip(&self.changes.pairs).map(|(at, pair)| self.pair(at, pair));
        let rows = page.table(&columns, cells.collect::<Vec<_>>(), 2)?;
        let drawn = self.changes.pairs.len() <= MOST_BARS && self.changes.pairs.iter().any(|pair| pue(pair).is_some());
        if drawn {
            page.chart(&charts::pue_before_and_now(self.say(y::TITLE), rows, self.standing, self.lang))?;
        }
        page.finish()
    }

    fn pair(&self, at: u32, pair: &Change) -> Vec<Cell> {
        let (before, now) = (&pair.before, &pair.now);
        let number = |id: &str, value: Option<f64>| Cell::indicator(id, value, self.lang);
        let [pue_before, pue_now] = [PUE_BEFORE, PUE_NOW].map(|column| row_col_to_cell(at, column));
        let change = pue(pair).map_or(Cell::Blank, |(before, now)| {
            Cell::Formula(format!("={pue_now}-{pue_before}"), now - before, Form::Decimals(4))
        });
        vec![
            Cell::text(pair.name.get(self.lang)),
            Cell::text(&pair.id),
            Cell::text(&before.period),
            Cell::text(&now.period),
            Cell::text(grade(before, self.lang)),
            Cell::text(grade(now, self.lang)),
            Cell::text(step(pair, self.lang)),
            Cell::number(before.score, POINTS),
            Cell::number(now.score, POINTS),
            number("pue", before.pue),
            number("pue", now.pue),
            change,
            number("clean_share", before.clean_share),
            number("clean_share", now.clean_share),
        ]
    }

    /// The figures of the same facilities in both runs.
    fn figures(&self, workbook: &mut Workbook) -> Written {
        let mut page = Page::begin(workbook.add_worksheet(), self.say(y::SAME_FACILITIES), self.standing, self.lang)?;
        page.heading(self.say(y::LIKE_FOR_LIKE))?;
        let mut columns: Vec<Column> = self.columns([(e::INDICATOR, 30)]).into();
        columns.extend([y::EARLIER, y::NOW].map(|when| Column::new(self.at(w::PERIOD, when), 10)));
        columns.push(Column::new(self.say(s::FACILITIES), 10));
        for words in [e::RATIO_OF_SUMS, e::WEIGHTED_MEAN] {
            columns.extend([y::EARLIER, y::NOW].map(|when| Column::new(self.at(words, when), 18)));
        }
        let rows = two_figures(self.changes).into_iter().map(|TwoFigures { before, now }| {
            let id = now.1.indicator.as_str();
            let number = |value: Option<f64>| Cell::indicator(id, value, self.lang);
            let two = |of: fn(&PortfolioFigure) -> Option<f64>| [of(before.1), of(now.1)].map(number);
            let who =
                [Cell::text(indicator_name(id, self.lang)), Cell::text(&before.0.period), Cell::text(&now.0.period)];
            let sites = Cell::sites(now.1.sites);
            let values = two(|figure| figure.ratio_of_sums).into_iter();
            let values = values.chain(two(|figure| figure.mean_weighted_by_total_energy));
            who.into_iter().chain([sites]).chain(values).collect()
        });
        page.table(&columns, rows.collect::<Vec<_>>(), 1)?;
        page.finish()
    }

    fn apart(&self, workbook: &mut Workbook) -> Written {
        let mut page = Page::begin(workbook.add_worksheet(), self.say(y::NOT_COMPARED), self.standing, self.lang)?;
        let columns = self.columns([(w::FACILITY_ID, 28), (w::REASONS, 60)]);
        let rows = apart(self.changes, self.lang).map(|(id, why)| vec![Cell::text(id), Cell::text(why)]);
        page.table(&columns, rows.collect::<Vec<_>>(), 1)?;
        page.finish()
    }
}

fn pue(pair: &Change) -> Option<(f64, f64)> {
    pair.before.pue.zip(pair.now.pue)
}
