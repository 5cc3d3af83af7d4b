//! The figures of a portfolio as a table.

use super::paint::{Paint, Tone, drawn};
use crate::indicator::PortfolioFigures;
use crate::report::numbers;
use crate::report::words::{Words, efficiency as e, reports as w};
use crate::standard::vocabulary::Vocabulary;
use crate::text::Lang;

/// The figures of each period: the ratio of sums and the weighted mean side by side, each by its name.
pub fn portfolio_figures(all: &[PortfolioFigures], lang: Lang, colour: bool, width: Option<u16>) -> String {
    let paint = Paint { colour, width };
    all.iter().map(|figures| of_period(figures, lang, paint)).collect()
}

fn of_period(figures: &PortfolioFigures, lang: Lang, paint: Paint) -> String {
    let mut table = paint.table(&HEADINGS.map(|heading| heading.get(lang)));
    for cells in figure_rows(figures, lang) {
        table.add_row(cells.map(|cell| paint.cell(&cell, Tone::Plain)));
    }
    let title = e::together(&figures.period, figures.sites, lang);
    format!("\n{}\n{}", paint.bold(&title), drawn(&mut table, &[1, 2, 3], 0))
}

/// The columns of the table of a period; all but the first hold numbers.
pub(in crate::report) const HEADINGS: [Words; 4] = [e::INDICATOR, e::SITES, e::RATIO_OF_SUMS, e::WEIGHTED_MEAN];

/// The rows of the table of a period.
pub(in crate::report) fn figure_rows(figures: &PortfolioFigures, lang: Lang) -> impl Iterator<Item = [String; 4]> {
    figures.figures.iter().map(move |figure| {
        let id = figure.indicator.as_str();
        let shown = |value: Option<f64>| value.map(|value| numbers::indicator(id, value, lang));
        let few = || e::too_few(figures.least_sites_for_means, lang);
        [
            Vocabulary::embedded().indicator(id).map_or(id, |name| name.title.get(lang)).to_owned(),
            figure.sites.to_string(),
            shown(figure.ratio_of_sums).unwrap_or_else(|| w::NONE_SIGN.get(lang).to_owned()),
            shown(figure.mean_weighted_by_total_energy).unwrap_or_else(few),
        ]
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::indicator::PortfolioFigure;

    #[test]
    fn both_figures_are_named_and_a_mean_of_too_few_is_told_as_such() {
        let figure = |sites, mean| PortfolioFigure {
            indicator: "pue".to_owned(),
            sites,
            sum_over: 15_000.0,
            sum_under: 11_500.0,
            ratio_of_sums: Some(15_000.0 / 11_500.0),
            mean_weighted_by_total_energy: mean,
        };
        let of = |sites, mean| PortfolioFigures {
            period: "2025".to_owned(),
            sites,
            least_sites_for_means: 3,
            figures: vec![figure(sites, mean)],
        };
        let told = |all: &[PortfolioFigures], lang| portfolio_figures(all, lang, false, Some(100));
        let text = told(&[of(3, Some(1.36))], Lang::En);
        assert!(text.contains("Together over 2025: 3 facilities") && text.contains("Ratio of sums"), "{text}");
        assert!(text.contains("1.304") && text.contains("1.360"), "{text}");
        let text = told(&[of(2, None)], Lang::Zh);
        assert!(text.contains("合计之比") && text.contains("1.304") && text.contains("少于 3 个"), "{text}");
        assert_eq!(told(&[], Lang::Zh), "");
    }
}
