//! Charts that Excel draws from the cells, so that they follow what is filtered and corrected there.

use rust_xlsxwriter::{
    Chart, ChartAxisCrossing, ChartFont, ChartFormat, ChartLegendPosition, ChartLine, ChartMarker, ChartMarkerType,
    ChartSolidFill, ChartType, Color,
};

use super::criteria;
use super::months;
use super::page::Rows;
use crate::report::phrase::Phrases;
use crate::report::words::{charts as say, dates, reports as w, workbook as b, year_on_year as y};
use crate::text::Lang;

/// Those of Okabe and Ito, as in the other charts.
const BLUE: Color = Color::RGB(0x0000_72B2);
const SKY: Color = Color::RGB(0x0056_B4E9);
const PALE: Color = Color::RGB(0x00DC_DCDC);
const WIDTH: u32 = 900;
/// The height of a chart by months.
const HEIGHT: u32 = 360;
/// The height of a bar, and of all that is not bars.
const BAR: u32 = 26;
const BESIDE_BARS: u32 = 130;

/// More facilities than these make a chart of bars that nobody reads.
pub(super) const MOST_BARS: usize = 40;

/// PUE over the months; it begins at 1, which nothing can be better than.
pub(super) fn pue_by_month(phrases: &Phrases<'_>, rows: Rows, standing: &str) -> Chart {
    let mut chart = begin(ChartType::Line, phrases.say(say::PUE_BY_MONTH), standing, HEIGHT);
    let sheet = phrases.say(b::MONTHS);
    let mut line = ChartLine::new();
    line.set_color(BLUE).set_width(2.25);
    let mut marker = ChartMarker::new();
    marker.set_type(ChartMarkerType::Circle).set_size(7).set_format(&mut filled(BLUE));
    chart
        .add_series()
        .set_name(phrases.say(w::PUE))
        .set_categories((sheet, rows.first, months::MONTH, rows.last, months::MONTH))
        .set_values((sheet, rows.first, months::PUE, rows.last, months::PUE))
        .set_format(ChartFormat::new().set_line(&line))
        .set_marker(&marker);
    chart.legend().set_hidden();
    chart.x_axis().set_num_format(dates::MONTH_CODE.get(phrases.lang)).set_name(phrases.say(w::MONTH));
    chart.y_axis().set_num_format("0.00").set_name(phrases.say(say::PUE_AXIS));
    if phrases.rating.months.iter().filter_map(|month| month.pue).all(|pue| pue >= 1.0) {
        chart.y_axis().set_min(1.0);
    }
    chart
}

/// The points of each criterion before those that it can give.
pub(super) fn points_by_criterion(phrases: &Phrases<'_>, rows: Rows, standing: &str) -> Chart {
    let bars = Bars {
        sheet: phrases.say(b::CRITERIA),
        rows,
        names: criteria::CRITERION,
        series: &[
            (phrases.say(say::POSSIBLE), criteria::POSSIBLE, PALE),
            (phrases.say(say::GAINED), criteria::POINTS, BLUE),
        ],
        overlap: 100,
    };
    let mut chart = bars.chart(phrases.say(b::POINTS_BY_CRITERION), phrases.say(w::POINTS), standing);
    chart.x_axis().set_min(0.0).set_num_format("0");
    chart
}

/// How many facilities have which grade or status.
pub(super) fn facilities_by_level(sheet: &str, rows: Rows, standing: &str, lang: Lang) -> Chart {
    let name = b::FACILITIES.get(lang);
    let bars = Bars { sheet, rows, names: 0, series: &[(name, 1, BLUE)], overlap: 0 };
    let mut chart = bars.chart(b::LEVELS.get(lang), name, standing);
    chart.x_axis().set_min(0.0).set_num_format("0");
    chart
}

/// PUE of each facility, in the order of the ranking.
pub(super) fn pue_by_facility(columns: (u16, u16), rows: Rows, standing: &str, lang: Lang) -> Chart {
    let series = [(w::PUE.get(lang), columns.1, BLUE)];
    let bars = Bars { sheet: b::RANKING.get(lang), rows, names: columns.0, series: &series, overlap: 0 };
    let mut chart = bars.chart(b::PUE_BY_FACILITY.get(lang), say::PUE_AXIS.get(lang), standing);
    chart.x_axis().set_min(1.0).set_num_format("0.00");
    chart
}

/// PUE of each pair of facilities in the earlier run and in this one.
pub(super) fn pue_before_and_now(sheet: &str, rows: Rows, standing: &str, lang: Lang) -> Chart {
    use super::year_on_year::{NAME, PUE_BEFORE, PUE_NOW};
    let series = [(y::EARLIER.get(lang), PUE_BEFORE, SKY), (y::NOW.get(lang), PUE_NOW, BLUE)];
    let bars = Bars { sheet, rows, names: NAME, series: &series, overlap: 0 };
    let mut chart = bars.chart(y::PUE_TWICE.get(lang), say::PUE_AXIS.get(lang), standing);
    chart.x_axis().set_min(1.0).set_num_format("0.00");
    chart
}

/// Bars of some columns of a table, by the names in another.
struct Bars<'a> {
    sheet: &'a str,
    rows: Rows,
    /// The column of the names.
    names: u16,
    /// The name, the column and the colour of each.
    series: &'a [(&'a str, u16, Color)],
    /// How far the bars of one name cover each other, in percent.
    overlap: i8,
}

impl Bars<'_> {
    /// The chart; `axis` names the values with their unit.
    fn chart(&self, title: &str, axis: &str, standing: &str) -> Chart {
        // Bars that stand below each other take half as much again.
        let bar = if self.series.len() > 1 && self.overlap == 0 { BAR + BAR / 2 } else { BAR };
        let rows = self.rows.last + 1 - self.rows.first;
        let mut chart = begin(ChartType::Bar, title, standing, BESIDE_BARS + bar * rows);
        let column = |column| (self.sheet, self.rows.first, column, self.rows.last, column);
        for (name, values, colour) in self.series {
            chart
                .add_series()
                .set_name(*name)
                .set_categories(column(self.names))
                .set_values(column(*values))
                .set_format(&mut filled(*colour))
                .set_overlap(self.overlap)
                .set_gap(40);
        }
        match self.series {
            [_] => chart.legend().set_hidden(),
            _ => chart.legend().set_position(ChartLegendPosition::Bottom),
        };
        // Bars are drawn from the bottom up, and a reader begins at the top. Of bars the y axis is that of the names.
        chart.y_axis().set_reverse().set_crossing(ChartAxisCrossing::Max);
        chart.x_axis().set_name(axis);
        chart
    }
}

fn begin(kind: ChartType, title: &str, standing: &str, height: u32) -> Chart {
    let mut chart = Chart::new(kind);
    let mut font = ChartFont::new();
    font.set_size(12).set_bold();
    chart.title().set_name(&format!("{title} ({standing})")).set_font(&font);
    chart.set_width(WIDTH).set_height(height).set_alt_text(title);
    chart
}

fn filled(colour: Color) -> ChartFormat {
    let mut fill = ChartSolidFill::new();
    fill.set_color(colour);
    let mut format = ChartFormat::new();
    format.set_solid_fill(&fill);
    format
}
