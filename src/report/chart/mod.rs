//! Charts as PNG and SVG, drawn with an embedded typeface: the same rating gives the same bytes.
//!
//! One chart a file. What is not known is a gap or a hatched area with words, never a zero; a chart without any data
//! is left out.

mod automation;
mod axis;
mod canvas;
mod clean_meanings;
mod confidence;
mod coverage_calendar;
mod days;
mod energy_flow;
mod face;
mod flow_nodes;
mod hourly_match;
mod incidents;
mod limits;
mod load_line;
mod maturity;
mod months;
mod outline;
mod palette;
mod power_trace;
mod pue_by_condition;
mod pue_by_month;
mod pue_heatmap;
mod ranking;
mod ranking_row;
mod raster;
#[cfg(test)]
pub(super) mod samples;
mod scorecard;
mod shape;
mod sheet;
mod supply_by_month;
mod svg;
mod systems;
mod thresholds;
mod tornado;
mod trend;

use canvas::Canvas;
use coverage_calendar::Owner;
pub use ranking::portfolio_ranking;
pub use ranking_row::RankingRow;
pub use trend::trend;

use crate::period::Clock;
use crate::problem::Result;
use crate::rating::{Checked, OutcomeStatus, Rated, Rating};
use crate::report::words::charts as say;
use crate::standard::Assessment;
use crate::text::{Lang, Text};

/// A finished chart.
#[derive(Debug, Clone, PartialEq)]
pub struct Chart {
    /// Its name, good for a file: `scorecard`, `confidence`, `tornado`, `pue-by-month`, `supply-by-month`, `pue-heatmap`,
    /// `coverage-calendar`, `pue-by-condition`, `systems`, `load-line`, `power-trace`, `maturity`, `incidents-by-month`,
    /// `automation-by-month`, `hourly-match`, `clean-meanings`, `energy-flow`, `ranking` or `trend`.
    pub name: &'static str,
    canvas: Canvas,
}

impl Chart {
    /// The chart as a PNG: RGB, 200 dots an inch.
    ///
    /// # Errors
    /// A picture that cannot be encoded, which is a fault of the program.
    pub fn png(&self) -> Result<Vec<u8>> {
        self.canvas.png()
    }

    /// The chart as an SVG that looks the same: letters are outlines, so that no font is needed, and the text lies unseen
    /// over them, so that it can be found.
    ///
    /// # Errors
    /// A typeface that cannot be read, which is a fault of the program.
    pub fn svg(&self) -> Result<String> {
        self.canvas.svg()
    }
}

/// Draws those charts of a facility that there is data for. The clock is the facility's.
pub fn facility_charts(rated: &Rated, clock: &Clock, lang: Lang) -> Vec<Chart> {
    let Rated { rating, hourly, period, calendar, matched, traces } = rated;
    let owner = Owner {
        facility: &rating.facility,
        period: &rating.period.label,
        refused: rating.outcome.status == OutcomeStatus::Refused,
    };
    let charts = [
        scorecard::draw(rating, lang),
        confidence::draw(rating, lang),
        tornado::draw(rating, lang),
        pue_by_month::draw(rating, lang),
        supply_by_month::draw(rating, lang),
        pue_heatmap::draw(rating, hourly, clock, period, lang),
        coverage_calendar::draw(&owner, calendar, lang),
        pue_by_condition::draw(rating, lang),
        systems::draw(rating, lang),
        load_line::draw(rating, lang),
        power_trace::draw(rating, traces, clock, lang),
        maturity::draw(rating, lang),
        incidents::draw(rating, lang),
        automation::draw(rating, lang),
        hourly_match::draw(rating, matched, clock, period, lang),
        clean_meanings::draw(rating, lang),
        energy_flow::draw(rating, lang),
    ];
    charts.into_iter().flatten().collect()
}

/// The calendar of coverage and findings of data that was checked; `None` where there are no days.
pub fn coverage_calendar(checked: &Checked, lang: Lang) -> Option<Chart> {
    let owner = Owner { facility: &checked.facility, period: &checked.period.label, refused: false };
    coverage_calendar::draw(&owner, &checked.calendar, lang)
}

/// The value of an indicator of a rating.
fn indicator_value(rating: &Rating, id: &str) -> Option<f64> {
    rating.indicator(id)?.value
}

/// A standard's number, or its title where it has none, with the edition of the pack.
fn standard_name(assessment: &Assessment) -> Text {
    let standard = &assessment.standard;
    let name = |lang: Lang| {
        let name = standard.number.as_deref().unwrap_or_else(|| standard.title.get(lang));
        say::filled(say::STANDARD_AND_EDITION, lang, &[name, &standard.edition])
    };
    Text::new(name(Lang::Zh), name(Lang::En))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::indicator::Indicator;

    fn names(rating: &Rating, hours: bool, lang: Lang) -> Vec<&'static str> {
        let (clock, period) = samples::clock_and_period("2025");
        let hourly = if hours { samples::hourly(&period) } else { Vec::new() };
        let calendar = if hours { vec![samples::day()] } else { Vec::new() };
        let rated = Rated { rating: rating.clone(), hourly, period, calendar, matched: Vec::new(), traces: Vec::new() };
        let charts = facility_charts(&rated, &clock, lang);
        charts.iter().map(|chart| chart.name).collect()
    }

    #[test]
    fn a_rating_with_all_data_has_all_charts_in_order() {
        for lang in [Lang::Zh, Lang::En] {
            let all = ["scorecard", "pue-by-month", "supply-by-month", "pue-heatmap", "coverage-calendar"];
            assert_eq!(names(&samples::rating_of(1.18), true, lang), all);
            let logged = ["maturity", "incidents-by-month", "automation-by-month"];
            let with_logs = samples::with_operation_logs(samples::rating_of(1.18));
            assert_eq!(names(&with_logs, true, lang), [&all[..], &logged[..]].concat());
        }
    }

    #[test]
    fn how_sure_the_grade_is_and_what_moves_the_score_come_after_the_scorecard() {
        let sure = samples::with_confidence(samples::rating_of(1.21), 0.0125, 4);
        let names = names(&sure, false, Lang::Zh);
        assert_eq!(names[..4], ["scorecard", "confidence", "tornado", "pue-by-month"]);
    }

    #[test]
    fn every_chart_is_an_svg_too_without_fonts_and_the_same_twice() {
        let (clock, period) = samples::clock_and_period("2025");
        let rating = samples::rating_of(1.18);
        let (hourly, calendar) = (samples::hourly(&period), vec![samples::day()]);
        let rated = Rated { rating: rating.clone(), hourly, period, calendar, matched: Vec::new(), traces: Vec::new() };
        let drawn = || {
            let mut charts = facility_charts(&rated, &clock, Lang::Zh);
            charts.push(portfolio_ranking(&[RankingRow::of(&rating)], Lang::Zh));
            charts.iter().map(|chart| chart.svg().unwrap()).collect::<Vec<_>>()
        };
        let svgs = drawn();
        assert_eq!(svgs.len(), 6);
        for svg in &svgs {
            assert!(
                svg.contains("<title id=\"title\">")
                    && svg.contains("<use xlink:href=\"#b")
                    && svg.ends_with("</svg>\n")
            );
            assert!(!svg.contains("font-family") && !svg.contains("NaN"));
            let opened = svg.matches("<g ").count();
            assert_eq!(opened, svg.matches("</g>").count());
        }
        assert!(svgs == drawn());
    }

    #[test]
    fn a_rating_with_records_of_clean_energy_has_their_charts_after_the_others() {
        let (clock, period) = samples::clock_and_period("2025-03");
        let mut rating = samples::rating_of(1.18);
        let share = Indicator { id: "renewable_share".to_owned(), ..rating.indicators[0].clone() };
        rating.indicators.push(share);
        rating.clean_energy = Some(samples::clean_energy(Vec::new(), 10_000.0));
        let matched = samples::matched(&period, |_| true);
        let rated = Rated { rating, hourly: Vec::new(), period, calendar: Vec::new(), matched, traces: Vec::new() };
        let charts = facility_charts(&rated, &clock, Lang::En);
        let names: Vec<&str> = charts.iter().map(|chart| chart.name).collect();
        assert_eq!(names[names.len() - 3..], ["hourly-match", "clean-meanings", "energy-flow"]);
    }

    #[test]
    fn a_refused_facility_has_the_charts_of_its_data_and_no_scorecard() {
        let all = ["pue-by-month", "supply-by-month", "pue-heatmap", "coverage-calendar"];
        assert_eq!(names(&samples::refused(0.8), true, Lang::Zh), all);
    }

    #[test]
    fn a_rating_without_any_data_has_no_charts() {
        let mut rating = samples::refused(0.8);
        rating.months.clear();
        assert!(names(&rating, false, Lang::En).is_empty());
    }

    #[test]
    fn a_name_without_end_is_cut_and_nothing_leaves_the_picture() {
        let mut rating = samples::with_operation_logs(samples::rating_of(1.18));
        rating.facility.name = Text::new("青藏高原清洁能源绿色算力产业示范基地".repeat(12), "Facility ".repeat(60));
        rating.facility.attribution = Some("National Laboratory of Long Names ".repeat(20));
        for criterion in &mut rating.standards[0].criteria {
            criterion.title = rating.facility.name.clone();
        }
        rating.outcome.level.as_mut().unwrap().title = rating.facility.name.clone();
        for item in rating.standards.iter_mut().flat_map(|one| &mut one.criteria).flat_map(|one| &mut one.items) {
            item.title = rating.facility.name.clone();
        }
        let (clock, period) = samples::clock_and_period("2025");
        for lang in [Lang::Zh, Lang::En] {
            let (hourly, calendar) = (samples::hourly(&period), vec![samples::day()]);
            let rated =
                Rated { rating: rating.clone(), hourly, period, calendar, matched: Vec::new(), traces: Vec::new() };
            let mut charts = facility_charts(&rated, &clock, lang);
            charts.push(portfolio_ranking(&[RankingRow::of(&rating)], lang));
            for chart in charts {
                let picture = samples::Picture::of(&chart.png().unwrap());
                picture.assert_chart(1600, picture.height);
            }
        }
    }
}
