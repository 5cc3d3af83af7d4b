//! Charts as PNG and SVG, drawn with an embedded typeface: the same rating gives the same bytes.
//!
//! One chart a file. What is not known is a gap or a hatched area with words, never a zero; a chart without any data
//! is left out.

mod automation;
mod axis;
mod bounds;
mod canvas;
mod clean_meanings;
mod confidence;
mod coverage_calendar;
mod days;
mod energy_flow;
#[cfg(test)]
mod every_kind;
mod face;
mod flow_nodes;
mod hourly_match;
mod incidents;
mod kind;
mod lettering;
mod limits;
mod line_breaks;
mod listing;
mod load_line;
mod maturity;
mod months;
mod outline;
mod palette;
mod portfolio;
mod power_trace;
mod pue_by_condition;
mod pue_by_month;
mod pue_heatmap;
mod ranking;
mod ranking_row;
mod raster;
#[cfg(test)]
pub(super) mod samples;
mod scale;
mod scorecard;
mod shape;
mod sheet;
mod supply_by_month;
mod svg;
mod systems;
mod thresholds;
mod tornado;
mod trend;
mod typeface;

use std::ops::RangeInclusive;

use canvas::Canvas;
use coverage_calendar::Owner;
pub use face::{TYPEFACES, shown};
pub use kind::{DrawnFrom, Kind};
pub use lettering::Lettering;
pub use listing::listing;
pub use portfolio::{PortfolioDrawn, portfolio_charts};
pub use ranking::portfolio_ranking;
pub use ranking_row::RankingRow;
use scale::Scale;
pub use trend::trend;
pub use typeface::Typeface;

use crate::period::Clock;
use crate::problem::{Problem, Result};
use crate::rating::{Checked, OutcomeStatus, Rated, Rating};
use crate::report::words::charts as say;
use crate::standard::Assessment;
use crate::text::{Lang, Text};

/// A finished chart.
#[derive(Debug, Clone, PartialEq)]
pub struct Chart {
    /// The name of its kind, good for a file.
    pub name: &'static str,
    canvas: Canvas,
}

impl Chart {
    /// How many dots an inch a PNG has: 1600 pixels are 8 inches on paper.
    pub const DPI: u16 = 200;
    /// The least and the most dots an inch: beyond them letters are too small to be read, or pictures too large for
    /// most programs.
    pub const DPI_RANGE: RangeInclusive<u16> = 72..=600;

    /// How wide a chart is, in inches, unless told otherwise.
    pub const WIDTH: f64 = 8.0;
    /// The least and the greatest width of a picture, in inches.
    pub const WIDTHS: RangeInclusive<f64> = 3.0..=20.0;

    fn of(kind: Kind, canvas: Canvas) -> Self {
        Self { name: kind.name(), canvas }
    }

    /// What it shows, for those who can not see it.
    pub fn title(&self) -> &str {
        &self.canvas.title
    }

    /// The chart as a PNG: RGB, [`Chart::DPI`] dots an inch.
    ///
    /// # Errors
    /// A picture that cannot be encoded, which is a fault of the program.
    pub fn png(&self) -> Result<Vec<u8>> {
        self.png_at(Self::DPI)
    }

    /// The chart as a PNG of so many dots an inch. It is as large on paper as any other: more dots make it finer.
    ///
    /// # Errors
    /// Dots outside [`Chart::DPI_RANGE`]; a picture that cannot be encoded, which is a fault of the program.
    pub fn png_at(&self, dpi: u16) -> Result<Vec<u8>> {
        self.png_sized(dpi, Self::WIDTH)
    }

    /// The same so many inches wide. It is the same picture, larger or smaller: its letters and lines are too.
    ///
    /// # Errors
    /// As [`Chart::png_at`]; a width outside [`Chart::WIDTHS`]; a picture wider than [`Chart::WIDTH`] has at the most
    /// dots, which few programs open.
    pub fn png_sized(&self, dpi: u16, inches: f64) -> Result<Vec<u8>> {
        let (least, most) = Self::DPI_RANGE.into_inner();
        if !Self::DPI_RANGE.contains(&dpi) {
            let what = format!("a chart has {least} to {most} dots an inch, not {dpi}");
            return Err(Problem::new(what).hint(format!("{} is good for reports", Self::DPI)));
        }
        if !Self::WIDTHS.contains(&inches) {
            let (least, most) = Self::WIDTHS.into_inner();
            let what = format!("a chart is {least} to {most} inches wide, not {inches}");
            return Err(Problem::new(what).hint(format!("{} fill a page", Self::WIDTH)));
        }
        if f64::from(dpi) * inches > f64::from(most) * Self::WIDTH {
            let what = format!("a picture {inches} inches wide at {dpi} dots an inch is too large");
            return Err(Problem::new(what).hint("ask for fewer dots, or for fewer inches"));
        }
        self.canvas.png(Scale::of(dpi).times(inches / Self::WIDTH))
    }

    /// The chart as an SVG that looks the same: letters are outlines, so that no font is needed, and the text lies unseen
    /// over them, so that it can be found.
    ///
    /// # Errors
    /// A typeface that cannot be read, which is a fault of the program.
    pub fn svg(&self) -> Result<String> {
        self.canvas.svg()
    }

    /// The chart as an SVG whose letters are text in the typeface of the charts, for a program that has the typeface and
    /// sets the text itself: smaller, and its text is text.
    ///
    /// # Errors
    /// A typeface that cannot be read, which is a fault of the program.
    pub(super) fn svg_for_typesetting(&self) -> Result<String> {
        svg::svg(&self.canvas, svg::Letters::Text)
    }
}

/// Charts that stand together in one page of HTML.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct ChartsInPage {
    /// What all of them refer to; the page has it once.
    pub definitions: String,
    /// Each chart's name and its SVG element.
    pub drawn: Vec<(&'static str, String)>,
}

/// The charts as elements of one page of HTML.
///
/// # Errors
/// A typeface that cannot be read, which is a fault of the program.
pub(super) fn in_page(charts: &[Chart]) -> Result<ChartsInPage> {
    let drawn = svg::in_page(charts.iter().map(|chart| (chart.name, &chart.canvas)))?;
    let named = charts.iter().map(|chart| chart.name).zip(drawn.pictures);
    Ok(ChartsInPage { definitions: drawn.definitions, drawn: named.collect() })
}

/// Draws those charts of a facility that there is data for. The clock is the facility's.
pub fn facility_charts(rated: &Rated, clock: &Clock, lang: Lang) -> Vec<Chart> {
    Kind::ALL.into_iter().filter_map(|kind| facility_chart(kind, rated, clock, lang)).collect()
}

fn facility_chart(kind: Kind, rated: &Rated, clock: &Clock, lang: Lang) -> Option<Chart> {
    let Rated { rating, hourly, period, calendar, matched, traces } = rated;
    let owner = Owner {
        facility: &rating.facility,
        period: &rating.period.label,
        refused: rating.outcome.status == OutcomeStatus::Refused,
    };
    match kind {
        Kind::PueHeatmap => pue_heatmap::draw(rating, hourly, clock, period, lang),
        Kind::CoverageCalendar => coverage_calendar::draw(&owner, calendar, lang),
        Kind::PowerTrace => power_trace::draw(rating, traces, clock, lang),
        Kind::HourlyMatch => hourly_match::draw(rating, matched, clock, period, lang),
        _ => rating_chart(kind, rating, lang),
    }
}

/// Draws a chart from a rating alone; `None` where the rating has nothing for it, or it is drawn from more than a rating.
pub fn rating_chart(kind: Kind, rating: &Rating, lang: Lang) -> Option<Chart> {
    match kind {
        Kind::Scorecard => scorecard::draw(rating, lang),
        Kind::Confidence => confidence::draw(rating, lang),
        Kind::Tornado => tornado::draw(rating, lang),
        Kind::PueByMonth => pue_by_month::draw(rating, lang),
        Kind::SupplyByMonth => supply_by_month::draw(rating, lang),
        Kind::PueByCondition => pue_by_condition::draw(rating, lang),
        Kind::Systems => systems::draw(rating, lang),
        Kind::LoadLine => load_line::draw(rating, lang),
        Kind::Maturity => maturity::draw(rating, lang),
        Kind::Incidents => incidents::draw(rating, lang),
        Kind::Automation => automation::draw(rating, lang),
        Kind::CleanMeanings => clean_meanings::draw(rating, lang),
        Kind::EnergyFlow => energy_flow::draw(rating, lang),
        Kind::PueHeatmap | Kind::CoverageCalendar | Kind::PowerTrace | Kind::HourlyMatch => None,
        Kind::Ranking
        | Kind::GradeCounts
        | Kind::IndicatorSpread
        | Kind::GroupComparison
        | Kind::YearOnYear
        | Kind::Trend => None,
    }
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
mod tests;
