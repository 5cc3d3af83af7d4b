//! How each indicator spreads over the facilities: a strip for each, on an axis of its own.

use std::collections::BTreeMap;

use super::super::palette::{INK, SOFT, THRESHOLD, series};
use super::super::ranking_row::RankingRow;
use super::super::sheet::Swatch;
use super::super::{Chart, Kind};
use super::PortfolioDrawn;
use super::strip::{APART, BARS, BOX, STANDS_APART, Strip};
use crate::report::words::{charts as say, portfolio_charts as w};
use crate::text::Lang;

/// More strips than these are counted and not drawn.
const MOST: usize = 24;

/// The chart; `None` where no indicator is known of two facilities.
pub(super) fn draw(of: PortfolioDrawn<'_>, lang: Lang) -> Option<Chart> {
    let names: BTreeMap<&str, &str> = of.rows.iter().map(|row| (row.id.as_str(), row.name.get(lang))).collect();
    let spreads = &of.together.spreads;
    let strips: Vec<Strip<'_>> =
        spreads.iter().take(MOST).map(|spread| Strip::of(spread, of.rows, &names, lang)).collect();
    if strips.is_empty() {
        return None;
    }
    let rows: Vec<&RankingRow> = of.rows.iter().collect();
    let more = spreads.len().saturating_sub(MOST);
    let sheet = super::sheet(&rows, w::INDICATOR_SPREAD, lang).legend(legend(&strips, more, lang));
    let height = strips.iter().map(Strip::height).sum::<i32>() - APART;
    let (mut canvas, body) = sheet.open_for(height);
    let mut top = body.top;
    for strip in &strips {
        strip.draw(&mut canvas, super::super::shape::Rect { top, bottom: top + strip.height() - APART, ..body });
        top += strip.height();
    }
    Some(Chart::of(Kind::IndicatorSpread, canvas))
}

fn legend(strips: &[Strip<'_>], more: usize, lang: Lang) -> Vec<(Swatch, String)> {
    let said = |swatch, words: crate::report::words::Words| (swatch, words.get(lang).to_owned());
    let mut legend = vec![
        said(Swatch::Area(BOX), w::MIDDLE_HALF),
        said(Swatch::Rule(INK), w::MEDIAN),
        said(Swatch::Rule(SOFT), w::REACH),
    ];
    if strips.iter().any(|strip| strip.has_points()) {
        legend.push(said(Swatch::Dot(series(0)), w::ONE_FACILITY));
    }
    if strips.iter().any(|strip| !strip.has_points()) {
        legend.push(said(Swatch::Area(BARS), w::BARS));
    }
    if strips.iter().any(Strip::has_outliers) {
        legend.push(said(Swatch::Ring(STANDS_APART), w::STANDS_APART));
    }
    if strips.iter().any(Strip::has_bounds) {
        legend.push(said(Swatch::Rule(THRESHOLD), w::LEVEL_BOUNDS));
    }
    if more > 0 {
        legend.push((Swatch::Sign(""), say::filled(w::MORE_STRIPS, lang, &[&more.to_string()])));
    }
    legend
}

#[cfg(test)]
mod tests {
    use super::super::super::samples::portfolio;
    use super::*;
    use crate::rating::portfolio::Together;

    fn told(count: usize) -> (Vec<String>, Vec<String>) {
        let (rows, together) = (portfolio::rows(count, 3), portfolio::together(count));
        let chart = draw(PortfolioDrawn { rows: &rows, unreadable: 0, together: &together }, Lang::En).unwrap();
        let readings = chart.canvas.readings.iter().map(|(_, words)| words.clone()).collect();
        (chart.canvas.texts().map(str::to_owned).collect(), readings)
    }

    #[test]
    fn few_facilities_are_points_with_their_names_and_what_is_missing_is_counted() {
        let (texts, readings) = told(12);
        assert!(texts.iter().any(|text| text.contains("missing 2")), "{texts:?}");
        assert!(readings.iter().any(|words| words.starts_with("Qinghai Lake 0 · site-000 · PUE 1.")), "{readings:?}");
        assert!(texts.iter().any(|text| text == "Level 1 ≤ 1.2"), "{texts:?}");
    }

    #[test]
    fn of_many_facilities_those_that_stand_apart_are_named_and_the_others_counted() {
        let (texts, readings) = told(300);
        assert!(texts.iter().any(|text| text.contains("highest bar")), "{texts:?}");
        assert!(texts.iter().any(|text| text == "site-299"), "{texts:?}");
        assert!(readings.len() < 600, "{} readings", readings.len());
    }

    #[test]
    fn without_spreads_there_is_no_chart() {
        let (rows, together) = (portfolio::rows(3, 1), Together::default());
        assert_eq!(draw(PortfolioDrawn { rows: &rows, unreadable: 0, together: &together }, Lang::Zh), None);
    }
}
