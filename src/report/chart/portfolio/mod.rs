//! The charts of a portfolio but its ranking: grades, spreads of indicators, groups, and what changed.

mod changes;
pub(super) mod class;
mod grades;
mod groups;
mod spread;
mod strip;

use super::Chart;
use super::ranking::portfolio_ranking;
use super::ranking_row::RankingRow;
use super::sheet::{Foot, Sheet};
use crate::rating::OutcomeStatus;
use crate::rating::portfolio::Together;
use crate::report::dates;
use crate::report::words::{Words, charts as say};
use crate::text::{Lang, Text};

/// What the charts of a portfolio are drawn from.
#[derive(Debug, Clone, Copy)]
pub struct PortfolioDrawn<'a> {
    /// The facilities that could be read.
    pub rows: &'a [RankingRow],
    /// How many could not.
    pub unreadable: usize,
    /// What the facilities say together.
    pub together: &'a Together,
}

/// Draws the ranking and those charts of a portfolio that there is something for; none for fewer than two facilities.
pub fn portfolio_charts(of: PortfolioDrawn<'_>, lang: Lang) -> Vec<Chart> {
    if of.rows.len() < 2 {
        return Vec::new();
    }
    let others = [grades::draw(of, lang), spread::draw(of, lang), groups::draw(of, lang), changes::draw(of, lang)];
    std::iter::once(portfolio_ranking(of.rows, lang)).chain(others.into_iter().flatten()).collect()
}

/// What is around a chart of a portfolio: how many facilities, what they have in common, and what must be said below.
pub(super) fn sheet(rows: &[&RankingRow], title: Words, lang: Lang) -> Sheet {
    let rated = rows.iter().filter(|row| row.status == OutcomeStatus::Rated).count();
    let mut about = vec![say::filled(say::FACILITIES, lang, &[&rows.len().to_string(), &rated.to_string()])];
    about
        .extend(same(rows.iter().filter_map(|row| row.standard.as_ref())).map(|text: &Text| text.get(lang).to_owned()));
    about.extend(same(rows.iter().map(|row| &row.period)).map(|period| dates::period(period, lang)));
    let mut attributions: Vec<&str> = rows.iter().filter_map(|row| row.attribution.as_deref()).collect();
    attributions.sort_unstable();
    attributions.dedup();
    let foot = Foot {
        official: rows.iter().filter_map(|row| row.official).reduce(|one, other| one && other),
        synthetic: rows.iter().any(|row| row.synthetic),
        attributions,
    };
    Sheet::new(title.get(lang), about.join(say::BETWEEN)).foot(&foot.text(lang))
}

/// The one value that all have.
fn same<'a, T: PartialEq>(mut values: impl Iterator<Item = &'a T>) -> Option<&'a T> {
    let first = values.next()?;
    values.all(|value| value == first).then_some(first)
}
