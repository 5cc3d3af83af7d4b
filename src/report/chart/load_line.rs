//! Load lines: the power of servers by target load, down to idle.

use plotters::style::RGBColor;

use super::axis::{Axis, LEFT_ROOM, TICKS, TITLE_ROOM, TITLES, stacked};
use super::canvas::{Align, Canvas};
use super::face::Face;
use super::palette::{INK, SOFT, series};
use super::shape::Rect;
use super::sheet::{Sheet, Swatch};
use super::{Chart, Kind};
use crate::indicator::it_tests::TestResult;
use crate::rating::Rating;
use crate::report::numbers;
use crate::report::phrase::it_test_result;
use crate::report::words::{charts as say, it_tests as t};
use crate::text::Lang;

const NUMBER: Face = Face::bold(22.0);

/// More lines than these can not be told apart; the rest are counted.
const MOST: usize = 6;
/// How high the names of loads below the plot are.
const LABEL_ROOM: i32 = 84;

/// The chart; `None` where no test has a load line.
pub(super) fn draw(rating: &Rating, lang: Lang) -> Option<Chart> {
    let tests = rating.it_tests.iter().flat_map(|tests| &tests.tests);
    let all: Vec<&TestResult> = tests.filter(|test| test.levels.len() > 1).collect();
    if all.is_empty() {
        return None;
    }
    let (lines, more) = all.split_at(all.len().min(MOST));
    let mut legend: Vec<(Swatch, String)> = lines
        .iter()
        .enumerate()
        .map(|(index, test)| (Swatch::Dots(series(index)), numbered(index, test, lang)))
        .collect();
    if !more.is_empty() {
        legend.push((Swatch::Sign(""), say::filled(t::MORE, lang, &[&more.len().to_string()])));
    }
    let (mut canvas, body) = Sheet::of(rating, t::LOAD_LINE, lang).legend(legend).open();
    let plot = body.inset(LEFT_ROOM + 40, TITLE_ROOM, 40, LABEL_ROOM);
    let most = lines.iter().flat_map(|test| &test.levels).map(|level| level.watts).fold(0.0, f64::max);
    let axis = Axis::upward((0.0, most * 1.05), plot);
    axis.draw_left(&mut canvas, plot, t::WATTS_AXIS.get(lang));
    let loads = Axis::new((0.0, 100.0), (plot.left, plot.right));
    draw_loads(&mut canvas, plot, &loads, lang);
    for (index, test) in lines.iter().enumerate() {
        draw_line(&mut canvas, test, &loads, &axis, series(index));
        tell(&mut canvas, test, &loads, &axis, lang);
    }
    draw_numbers(&mut canvas, lines, plot, &axis);
    Some(Chart::of(Kind::LoadLine, canvas))
}

/// The number at the end of a line before its name, where there are several: colours alone do not tell lines apart.
fn numbered(index: usize, test: &TestResult, lang: Lang) -> String {
    format!("{}  {}", index + 1, name(test, lang))
}

fn draw_numbers(canvas: &mut Canvas, lines: &[&TestResult], plot: Rect, axis: &Axis) {
    let end = |test: &TestResult| test.levels.iter().max_by(|a, b| a.load.total_cmp(&b.load)).map(|level| level.watts);
    let mut ends: Vec<(i32, usize)> =
        lines.iter().enumerate().filter_map(|(index, test)| Some((axis.at(end(test)?), index + 1))).collect();
    ends.sort_unstable();
    let high = NUMBER.line_height();
    let wanted: Vec<(i32, i32)> = ends.iter().map(|(y, _)| (y - high / 2, high)).collect();
    for ((_, number), top) in ends.iter().zip(stacked(&wanted, (plot.top - TITLE_ROOM / 2, plot.bottom))) {
        canvas.text(&number.to_string(), (plot.right + 18, top + high / 2), NUMBER, INK, Align::Left);
    }
}

/// The system, and its result or that its test is void.
fn name(test: &TestResult, lang: Lang) -> String {
    let system = test.system.as_deref().unwrap_or(&test.record);
    match test.value() {
        Some(value) => format!("{system}{}{} {}", say::BETWEEN, it_test_result(value.value), value.unit),
        None => format!("{system}{}", t::VOID_MARK.get(lang)),
    }
}

fn draw_loads(canvas: &mut Canvas, plot: Rect, loads: &Axis, lang: Lang) {
    for (tick, text) in loads.lettered(11) {
        canvas.text(&text, (loads.at(tick), plot.bottom + 24), TICKS, INK, Align::Centre);
    }
    let middle = (plot.middle().0, plot.bottom + 60);
    canvas.text(t::LOAD_AXIS.get(lang), middle, TITLES, SOFT, Align::Centre);
}

fn draw_line(canvas: &mut Canvas, test: &TestResult, loads: &Axis, axis: &Axis, colour: RGBColor) {
    let points: Vec<(i32, i32)> =
        test.levels.iter().map(|level| (loads.at(level.load), axis.at(level.watts))).collect();
    canvas.line(&points, colour, 4);
    for point in points {
        canvas.dot(point, 8, colour);
    }
}

/// Each point of a line, for who points at it.
fn tell(canvas: &mut Canvas, test: &TestResult, loads: &Axis, axis: &Axis, lang: Lang) {
    let name = name(test, lang);
    for level in &test.levels {
        let load = format!("{} {}", t::LOAD_AXIS.get(lang), numbers::plain(level.load));
        let watts = format!("{} {}", t::WATTS_AXIS.get(lang), numbers::amount(level.watts));
        let place = Rect::about((loads.at(level.load), axis.at(level.watts)), 14);
        canvas.reading(place, &[&name, &load, &watts]);
    }
}

#[cfg(test)]
mod tests {
    use super::super::samples::{self, Picture};
    use super::*;

    #[test]
    fn a_load_line_is_drawn_in_both_languages_and_left_out_without_tests() {
        let rating = samples::tested(samples::rating_of(1.18));
        for lang in [Lang::Zh, Lang::En] {
            Picture::of(&draw(&rating, lang).unwrap().png().unwrap()).assert_chart(1600, 900);
        }
        assert_eq!(draw(&samples::rating_of(1.18), Lang::Zh), None);
    }

    #[test]
    fn the_legend_tells_results_and_what_is_void() {
        let mut rating = samples::tested(samples::rating_of(1.18));
        let tests = &mut rating.it_tests.as_mut().unwrap().tests;
        assert_eq!(name(&tests[0], Lang::En), "node · 526.3 ssj_ops/W");
        tests[0].results.clear();
        assert_eq!(name(&tests[0], Lang::En), "node (void)");
    }

    #[test]
    fn many_lines_are_counted_and_not_drawn() {
        let mut rating = samples::tested(samples::rating_of(1.18));
        let tests = &mut rating.it_tests.as_mut().unwrap().tests;
        let mut long = tests[0].clone();
        long.system = Some("青海湖畔国家级绿色智算中心一期工程服务器".repeat(8));
        tests.extend(vec![long; 8]);
        for lang in [Lang::Zh, Lang::En] {
            Picture::of(&draw(&rating, lang).unwrap().png().unwrap()).assert_chart(1600, 900);
        }
    }
}
