//! PUE by hour of the day and day of the period, as colours.

use jiff::civil::Date;

use super::axis::{Axis, LEFT_ROOM, TICKS, TITLE_ROOM, TITLES, title_height};
use super::canvas::{Align, Canvas};
use super::days::{Cell, Days};
use super::palette::{INK, SOFT, UNKNOWN, scale};
use super::shape::Rect;
use super::sheet::{Sheet, Swatch};
use super::{Chart, Kind};
use crate::period::{Clock, Period};
use crate::rating::{HourlyPue, Rating};
use crate::report::words::{Words, charts as say};
use crate::report::{dates, numbers};
use crate::text::Lang;

/// Of the hours, so many in a thousand are beyond the scale at each end: one freak hour must not bleach all others.
const BEYOND: usize = 5;

/// Up to so many days each tick is a day and not a month.
const FEW_DAYS: usize = 62;

/// The chart; `None` where PUE is not known by the hour.
pub(super) fn draw(rating: &Rating, hourly: &[HourlyPue], clock: &Clock, period: &Period, lang: Lang) -> Option<Chart> {
    let days = Days::of(hourly, clock, period);
    let colours = Colours::of(&days.sorted())?;
    let missing = say::filled(say::HOURS_WITHOUT_DATA, lang, &[&numbers::grouped(count(days.missing()))]);
    let legend = if days.missing() > 0 { vec![(Swatch::Area(UNKNOWN), missing)] } else { Vec::new() };
    let (mut canvas, body) = Sheet::of(rating, say::PUE_HEATMAP, lang).legend(legend).open();
    let label = |pue| numbers::indicator("pue", pue, lang);
    let bar = draw_map(&mut canvas, body, &days, &colours, (say::PUE_COLUMN, &label), lang);
    draw_scale(&mut canvas, bar, &colours, say::PUE_AXIS.get(lang), label, |axis| axis.lettered(8));
    Some(Chart::of(Kind::PueHeatmap, canvas))
}

/// Draws the hours of the days in their colours, with both axes; returns the place of the scale beside them.
pub(super) fn draw_map(
    canvas: &mut Canvas,
    body: Rect,
    days: &Days,
    colours: &Colours,
    (name, letter): (Words, &dyn Fn(f64) -> String),
    lang: Lang,
) -> Rect {
    let plot = body.inset(LEFT_ROOM, TITLE_ROOM, 230, 80);
    canvas.edge(Rect::new(plot.left - 2, plot.top - 2, plot.right + 2, plot.bottom + 2), SOFT, 2);
    draw_cells(canvas, plot, days, colours);
    draw_hours(canvas, plot, lang);
    draw_dates(canvas, plot, days, lang);
    // Of each day what its hours were between: a reading of each hour would be a megabyte a year.
    for (index, (date, ends, missing)) in days.ends().enumerate() {
        let ends = ends.map(|(low, high)| format!("{} {} – {}", name.get(lang), letter(low), letter(high)));
        let missing = (missing > 0).then(|| say::filled(say::HOURS_WITHOUT_DATA, lang, &[&missing.to_string()]));
        let parts: Vec<String> = std::iter::once(dates::of_day(date, lang)).chain(ends).chain(missing).collect();
        let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
        canvas.reading(plot.column(index, days.days.len()), &parts);
    }
    Rect { left: plot.right + 60, right: plot.right + 100, ..plot }
}

/// Which values have the colours at the ends of the scale.
pub(super) struct Colours {
    pub(super) low: f64,
    pub(super) high: f64,
    /// Whether there are values below `low`, and above `high`.
    pub(super) beyond: (bool, bool),
}

impl Colours {
    /// From values in ascending order; `None` where there are none.
    pub(super) fn of(sorted: &[f64]) -> Option<Self> {
        let cut = sorted.len() * BEYOND / 1000;
        let (first, last) = (*sorted.first()?, *sorted.last()?);
        let (low, high) = (*sorted.get(cut)?, *sorted.get(sorted.len() - 1 - cut)?);
        // All hours alike: some room about them, for a scale of one value has no colours.
        let room = if high - low < 1e-3 { 0.05 } else { 0.0 };
        Some(Self { low: low - room, high: high + room, beyond: (first < low - room, last > high + room) })
    }

    fn at(&self, value: f64) -> f64 {
        (value - self.low) / (self.high - self.low)
    }
}

fn draw_cells(canvas: &mut Canvas, plot: Rect, days: &Days, colours: &Colours) {
    for (index, (_, cells)) in days.days.iter().enumerate() {
        let column = plot.column(index, days.days.len());
        for (hour, cell) in cells.iter().enumerate() {
            let area = column.row_from_bottom(hour, cells.len());
            match cell {
                Cell::Outside => {}
                Cell::Missing => canvas.paint(area, UNKNOWN),
                Cell::Known(value) => canvas.fill(area, scale(colours.at(*value))),
            }
        }
    }
}

fn draw_hours(canvas: &mut Canvas, plot: Rect, lang: Lang) {
    let axis = Axis::upward((0.0, 24.0), plot);
    for hour in [0.0, 6.0, 12.0, 18.0, 24.0] {
        canvas.rule((plot.left - 10, plot.left - 2), axis.at(hour), SOFT, 2);
        canvas.text(&numbers::plain(hour), (plot.left - 18, axis.at(hour)), TICKS, INK, Align::Right);
    }
    let title = (plot.left - LEFT_ROOM, title_height(plot));
    canvas.text(say::HOUR_AXIS.get(lang), title, TITLES, SOFT, Align::Left);
}

/// Names the months, or the days where the period has few, as many as have room.
fn draw_dates(canvas: &mut Canvas, plot: Rect, days: &Days, lang: Lang) {
    let few = days.days.len() <= FEW_DAYS;
    let mut end = plot.left - 60;
    for (index, (date, _)) in days.days.iter().enumerate().filter(|(_, (date, _))| few || date.day() == 1) {
        let column = plot.column(index, days.days.len());
        let middle = if few { column.middle().0 } else { column.left + month_width(plot, *date, days.days.len()) / 2 };
        let name = if few { numbers::plain(f64::from(date.day())) } else { dates::short_month(*date, lang).to_owned() };
        let half = TICKS.width(&name) / 2;
        canvas.rule((column.left, column.left + 2), plot.bottom + 6, SOFT, 8);
        if middle - half > end + 10 && middle + half < plot.right + 40 {
            canvas.text(&name, (middle, plot.bottom + 28), TICKS, INK, Align::Centre);
            end = middle + half;
        }
    }
    let title = if few { say::DAY_AXIS } else { say::MONTH_AXIS };
    canvas.text(&days_title(days, title, lang), (plot.middle().0, plot.bottom + 62), TITLES, SOFT, Align::Centre);
}

/// How wide a month is in the plot.
fn month_width(plot: Rect, date: Date, count_of_days: usize) -> i32 {
    let days = i32::from(date.days_in_month());
    plot.width() * days / i32::try_from(count_of_days.max(1)).unwrap_or(i32::MAX)
}

/// The axis' name with the first and the last day.
fn days_title(days: &Days, title: Words, lang: Lang) -> String {
    match (days.days.first(), days.days.last()) {
        (Some((first, _)), Some((last, _))) => {
            say::filled(title, lang, &[&dates::of_day(*first, lang), &dates::of_day(*last, lang)])
        }
        _ => String::new(),
    }
}

/// The bar that says which colour is which value.
pub(super) fn draw_scale(
    canvas: &mut Canvas,
    bar: Rect,
    colours: &Colours,
    title: &str,
    letter: impl Fn(f64) -> String,
    ticks: impl Fn(&Axis) -> Vec<(f64, String)>,
) {
    let axis = Axis::upward((colours.low, colours.high), bar);
    for y in bar.top..bar.bottom {
        let place = f64::from(bar.bottom - 1 - y) / f64::from((bar.height() - 1).max(1));
        canvas.fill(Rect { top: y, bottom: y + 1, ..bar }, scale(place));
    }
    canvas.edge(Rect::new(bar.left - 2, bar.top - 2, bar.right + 2, bar.bottom + 2), SOFT, 2);
    let mut label = |value: f64, text: &str| {
        canvas.rule((bar.right + 2, bar.right + 10), axis.at(value), SOFT, 2);
        canvas.text(text, (bar.right + 16, axis.at(value)), TICKS, INK, Align::Left);
    };
    let (below, above) = colours.beyond;
    let end = |beyond: bool, sign: &str, value: f64| format!("{}{}", if beyond { sign } else { "" }, letter(value));
    label(colours.low, &end(below, "≤ ", colours.low));
    label(colours.high, &end(above, "≥ ", colours.high));
    for (tick, text) in ticks(&axis) {
        // Not where it would touch the values at the ends.
        let y = axis.at(tick);
        if y > bar.top + TICKS.line_height() && y < bar.bottom - TICKS.line_height() {
            label(tick, &text);
        }
    }
    let place = (bar.right + 130, title_height(bar));
    canvas.text(title, place, TITLES, SOFT, Align::Right);
}

pub(super) fn count(hours: usize) -> f64 {
    f64::from(u32::try_from(hours).unwrap_or(u32::MAX))
}

#[cfg(test)]
mod tests {
    use super::super::samples::{self, Picture};
    use super::*;

    fn draw_for(period: &str, keep: impl Fn(usize) -> bool, lang: Lang) -> Option<Chart> {
        let (clock, period) = samples::clock_and_period(period);
        let hourly: Vec<HourlyPue> = samples::hourly(&period)
            .into_iter()
            .enumerate()
            .filter(|(index, _)| keep(*index))
            .map(|(_, hour)| hour)
            .collect();
        draw(&samples::rating_of(1.18), &hourly, &clock, &period, lang)
    }

    #[test]
    fn a_year_is_drawn_the_same_twice_in_both_languages() {
        for lang in [Lang::Zh, Lang::En] {
            let (first, second) =
                (draw_for("2025", |_| true, lang).unwrap(), draw_for("2025", |_| true, lang).unwrap());
            assert_eq!((first.name, &first.png().unwrap()), ("pue-heatmap", &second.png().unwrap()));
            Picture::of(&first.png().unwrap()).assert_chart(1600, 900);
        }
    }

    #[test]
    fn missing_hours_look_unlike_any_value() {
        let whole = draw_for("2025-03", |_| true, Lang::Zh).unwrap();
        let holed = draw_for("2025-03", |index| index < 300, Lang::Zh).unwrap();
        let hatch = |chart: &Chart| Picture::of(&chart.png().unwrap()).count_of(UNKNOWN.fill);
        // Edges of letters may happen to have its colour.
        assert!(hatch(&whole) < 1000, "{}", hatch(&whole));
        assert!(hatch(&holed) > 50_000, "{}", hatch(&holed));
    }

    #[test]
    fn a_month_one_hour_and_two_years_are_drawn() {
        draw_for("2025-03", |_| true, Lang::En).unwrap();
        draw_for("2025", |index| index == 77, Lang::En).unwrap();
        let two_years = draw_for("2024-01..2026-01", |_| true, Lang::Zh).unwrap();
        Picture::of(&two_years.png().unwrap()).assert_chart(1600, 900);
    }

    #[test]
    fn without_hours_there_is_no_chart() {
        assert_eq!(draw_for("2025", |_| false, Lang::Zh), None);
    }

    #[test]
    fn one_freak_hour_does_not_bleach_the_others() {
        let mut values = vec![1.2; 999];
        values.extend([1.3; 1000]);
        values.push(25.0);
        let colours = Colours::of(&values).unwrap();
        assert_eq!((colours.low, colours.high, colours.beyond), (1.2, 1.3, (false, true)));
    }
}
