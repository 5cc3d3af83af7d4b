//! Charts that Excel draws from the cells, so that they follow what is filtered and corrected there.

use rust_xlsxwriter::{
    Chart, ChartAxisCrossing, ChartFont, ChartFormat, ChartLegendPosition, ChartLine, ChartMarker, ChartMarkerType,
    ChartSolidFill, ChartType, Color,
};

use super::criteria;
use super::months;
use super::page::Rows;
use crate::report::phrase::Phrases;
use crate::report::words::{charts as say, reports as w, workbook as b};

/// Those of Okabe and Ito, as in the other charts.
const BLUE: Color = Color::RGB(0x0000_72B2);
const PALE: Color = Color::RGB(0x00DC_DCDC);
const WIDTH: u32 = 900;
/// The height of a chart by months.
const HEIGHT: u32 = 360;
/// The height of a bar, and of all that is not bars.
const BAR: u32 = 26;
const BESIDE_BARS: u32 = 130;

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
    chart.x_axis().set_num_format("yyyy-mm").set_name(phrases.say(w::MONTH));
    chart.y_axis().set_num_format("0.00").set_name(phrases.say(say::PUE_AXIS));
    if phrases.rating.months.iter().filter_map(|month| month.pue).all(|pue| pue >= 1.0) {
        chart.y_axis().set_min(1.0);
    }
    chart
}

/// The points of each criterion before those that it can give.
pub(super) fn points_by_criterion(phrases: &Phrases<'_>, rows: Rows, standing: &str) -> Chart {
    let height = BESIDE_BARS + BAR * (rows.last + 1 - rows.first);
    let mut chart = begin(ChartType::Bar, phrases.say(b::POINTS_BY_CRITERION), standing, height);
    let sheet = phrases.say(b::CRITERIA);
    let column = |column| (sheet, rows.first, column, rows.last, column);
    let series = [(say::POSSIBLE, criteria::POSSIBLE, PALE), (say::GAINED, criteria::POINTS, BLUE)];
    for (name, values, colour) in series {
        chart
            .add_series()
            .set_name(phrases.say(name))
            .set_categories(column(criteria::CRITERION))
            .set_values(column(values))
            .set_format(&mut filled(colour))
            .set_overlap(100)
            .set_gap(40);
    }
    chart.legend().set_position(ChartLegendPosition::Bottom);
    // Bars are drawn from the bottom up, and a reader begins at the top. Of bars the y axis is that of the criteria.
    chart.y_axis().set_reverse().set_crossing(ChartAxisCrossing::Max);
    chart.x_axis().set_min(0.0).set_num_format("0").set_name(phrases.say(w::POINTS));
    chart
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
