//! The traces of power of tests, each with its window and its mean in it.

use super::axis::{Axis, LEFT_ROOM, TICKS, TITLE_ROOM};
use super::canvas::{Align, Canvas};
use super::face::Face;
use super::palette::{INK, SOFT, THRESHOLD, WINDOW, series};
use super::shape::{Paint, Rect};
use super::sheet::{Sheet, Swatch};
use super::{Chart, Kind};
use crate::indicator::it_tests::TestResult;
use crate::period::{Clock, Stamp};
use crate::rating::{Rating, TestTrace};
use crate::report::dates;
use crate::report::phrase::it_test_result;
use crate::report::words::{charts as say, it_tests as t};
use crate::telemetry::Reading;
use crate::text::Lang;

const NAME: Face = Face::bold(26.0);

/// The height of one trace with its name and its times.
const PANEL: i32 = 460;
/// Above a trace: its name.
const NAME_ROOM: i32 = 44;
/// Below a trace: its times.
const TIME_ROOM: i32 = 56;
/// More traces than these are counted and not drawn.
const MOST: usize = 6;
/// How wide the part of a plot is that is told at once.
const TOLD: i32 = 12;
const W_OF_KW: f64 = 1000.0;

/// The chart; `None` where no test has a trace of power.
pub(super) fn draw(rating: &Rating, traces: &[TestTrace], clock: &Clock, lang: Lang) -> Option<Chart> {
    if traces.is_empty() {
        return None;
    }
    let (drawn, more) = traces.split_at(traces.len().min(MOST));
    let mut legend = vec![
        (Swatch::Rule(series(0)), t::POWER.get(lang).to_owned()),
        (Swatch::Area(Paint::plain(WINDOW)), t::WINDOW.get(lang).to_owned()),
        (Swatch::Dashes(THRESHOLD), t::MEAN.get(lang).to_owned()),
    ];
    if !more.is_empty() {
        legend.push((Swatch::Sign(""), say::filled(t::MORE, lang, &[&more.len().to_string()])));
    }
    let count = i32::try_from(drawn.len()).unwrap_or_default();
    let (mut canvas, body) = Sheet::of(rating, t::POWER_TRACE, lang).legend(legend).open_for(PANEL * count);
    let mut top = body.top;
    for trace in drawn {
        let place = Rect { top, bottom: top + PANEL, ..body };
        let tests = rating.it_tests.iter().flat_map(|tests| &tests.tests);
        let test = tests.into_iter().find(|test| test.record == trace.record);
        Panel { trace, test, clock, lang }.draw(&mut canvas, place);
        top += PANEL;
    }
    Some(Chart::of(Kind::PowerTrace, canvas))
}

struct Panel<'a> {
    trace: &'a TestTrace,
    test: Option<&'a TestResult>,
    clock: &'a Clock,
    lang: Lang,
}

impl Panel<'_> {
    fn draw(&self, canvas: &mut Canvas, place: Rect) {
        let name = NAME.shorten(&self.name(), place.width());
        canvas.text(&name, (place.left, place.top + NAME_ROOM / 2), NAME, INK, Align::Left);
        let plot = place.inset(LEFT_ROOM + 40, NAME_ROOM + TITLE_ROOM, 40, TIME_ROOM);
        let power = &self.trace.power;
        let window = self.trace.window;
        let start = power.first().map_or(window.start, |reading| reading.stamp.min(window.start));
        let end = power.last().map_or(window.end, |reading| reading.stamp.max(window.end));
        let times = Times { start, end, plot };
        let most = power.iter().map(|reading| reading.value).fold(0.0, f64::max) / W_OF_KW;
        let axis = Axis::upward((0.0, most * 1.05), plot);
        canvas.fill(Rect { left: times.at(window.start), right: times.at(window.end), ..plot }, WINDOW);
        axis.draw_left(canvas, plot, &format!("{} (kW)", t::POWER.get(self.lang)));
        canvas.line(&points(power, &times, &axis), series(0), 3);
        self.tell(canvas, &times, start);
        if let Some(watts) = self.mean() {
            let span = (times.at(window.start), times.at(window.end));
            canvas.dashes(span, axis.at(watts / W_OF_KW), THRESHOLD, 4);
        }
        for (stamp, align) in [(start, Align::Left), (end, Align::Right)] {
            let text = dates::of_time(self.clock.civil(stamp), self.lang);
            canvas.text(&text, (times.at(stamp), plot.bottom + 28), TICKS, SOFT, align);
        }
    }

    /// Of each part of the plot from when on it is, and what the power is between, for who points at it.
    fn tell(&self, canvas: &mut Canvas, times: &Times, start: Stamp) {
        let column = |reading: &Reading| (times.at(reading.stamp) - times.plot.left) / TOLD;
        for readings in self.trace.power.chunk_by(|a, b| column(a) == column(b)) {
            let Some(first) = readings.first() else { continue };
            let left = times.plot.left + column(first) * TOLD;
            let ends = readings.iter().fold((first.value, first.value), |(low, high), reading| {
                (low.min(reading.value), high.max(reading.value))
            });
            let [low, high] = [ends.0, ends.1].map(|watts| it_test_result(watts / W_OF_KW));
            let kw = if low == high { format!("{low} kW") } else { format!("{low} – {high} kW") };
            let at = dates::of_time(self.clock.civil(first.stamp.max(start)), self.lang);
            let area = Rect { left, right: (left + TOLD).min(times.plot.right), ..times.plot };
            canvas.reading(area, &[&at, &format!("{} {kw}", t::POWER.get(self.lang))]);
        }
    }

    /// The system, its kind of test, and the mean power or that the test is void.
    fn name(&self) -> String {
        let Some(test) = self.test else { return self.trace.record.clone() };
        let system = test.system.as_deref().unwrap_or(&test.record);
        let mean = self.mean().map(|watts| {
            let kw = it_test_result(watts / W_OF_KW);
            format!("{}{} {kw} kW", say::BETWEEN, t::MEAN.get(self.lang))
        });
        let void = if test.value().is_none() { t::VOID_MARK.get(self.lang) } else { "" };
        format!("{system}{}{}{}{void}", say::BETWEEN, t::kind(test.kind, self.lang), mean.unwrap_or_default())
    }

    /// The mean power that went into the test, W.
    fn mean(&self) -> Option<f64> {
        Some(self.test?.inputs.iter().find(|input| input.name == "P" && input.unit == "W")?.value)
    }
}

/// Instants along a plot.
struct Times {
    start: Stamp,
    end: Stamp,
    plot: Rect,
}

impl Times {
    fn at(&self, stamp: Stamp) -> i32 {
        let width = i128::from(self.plot.width());
        let part = width * i128::from(stamp.since(self.start)) / i128::from(self.end.since(self.start).max(1));
        self.plot.left + i32::try_from(part).unwrap_or_default().clamp(0, self.plot.width())
    }
}

/// The line through a trace: of the readings that share a column of pixels the lowest and the highest, so that a long trace
/// keeps its peaks.
fn points(power: &[Reading], times: &Times, axis: &Axis) -> Vec<(i32, i32)> {
    let placed: Vec<(i32, i32)> =
        power.iter().map(|reading| (times.at(reading.stamp), axis.at(reading.value / W_OF_KW))).collect();
    let columns = placed.chunk_by(|a, b| a.0 == b.0);
    let ends = columns.flat_map(|column| {
        let x = column.first().map(|point| point.0);
        let (low, high) = (column.iter().map(|point| point.1).max(), column.iter().map(|point| point.1).min());
        let (low, high) = (x.zip(low), x.zip(high).filter(|(_, high)| Some(*high) != low));
        low.into_iter().chain(high)
    });
    ends.collect()
}

#[cfg(test)]
mod tests {
    use super::super::samples::{self, Picture};
    use super::*;
    use crate::period::Period;

    const MINUTE: i64 = 60_000_000_000;

    fn trace(count: i64) -> (TestTrace, Clock) {
        let (clock, period) = samples::clock_and_period("2025-01");
        let reading =
            |step: i64| Reading { stamp: period.start.plus(step * MINUTE), value: if step == 500 { 9e6 } else { 1e6 } };
        let window = Period { start: period.start.plus(MINUTE), end: period.start.plus(count * MINUTE) };
        (TestTrace { record: "a.test.toml".repeat(20), window, power: (0..count).map(reading).collect() }, clock)
    }

    #[test]
    fn traces_are_drawn_below_each_other_and_left_out_where_there_are_none() {
        let rating = samples::tested(samples::rating_of(1.18));
        let ((trace, clock), (one, _)) = (trace(900), trace(1));
        let height = |traces: &[TestTrace]| {
            let picture = Picture::of(&draw(&rating, traces, &clock, Lang::Zh).unwrap().png().unwrap());
            picture.assert_chart(1600, picture.height);
            picture.height
        };
        assert_eq!(height(&[trace.clone(), one.clone()]) - height(std::slice::from_ref(&one)), 460);
        assert_eq!(height(&vec![trace.clone(); 8]), height(&vec![trace.clone(); 6]));
        assert_eq!(draw(&rating, &[], &clock, Lang::Zh), None);
    }

    #[test]
    fn a_long_trace_keeps_its_peaks() {
        let (trace, _) = trace(100_000);
        let plot = Rect::new(0, 0, 1000, 900);
        let axis = Axis::upward((0.0, 9000.0), plot);
        let times = Times { start: trace.power[0].stamp, end: trace.power[99_999].stamp, plot };
        let points = points(&trace.power, &times, &axis);
        assert!(points.len() <= 2 * 1001 && points.iter().any(|point| point.1 == 0), "{}", points.len());
    }
}
