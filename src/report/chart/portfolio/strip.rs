//! One indicator over the facilities of a period: each value or how many lie where, above a box of the quartiles.

use std::collections::BTreeMap;

use plotters::style::RGBColor;

mod boxed;

use super::super::axis::{Axis, TICKS, TITLES, stacked};
use super::super::bounds;
use super::super::canvas::{Align, Canvas};
use super::super::face::Face;
use super::super::palette::{GRID, INK, POINTED_OUT, QUARTILES, SOFT, THRESHOLD, series};
use super::super::ranking_row::RankingRow;
use super::super::scale::whole;
use super::super::shape::{Paint, Rect};
use crate::rating::compare::LevelBound;
use crate::rating::portfolio::Spread;
use crate::report::phrase::{indicator_name, with_aside};
use crate::report::words::{charts as say, portfolio_charts as w, reports as r};
use crate::report::{dates, numbers};
use crate::standard::vocabulary::{IndicatorKind, Vocabulary};
use crate::text::Lang;

const NAMES: Face = Face::regular(22.0);

/// The rooms from the top down: title, names of bounds, points or bars, names of those that stand apart, box, ticks.
const TITLE: i32 = 46;
const BOUNDS: i32 = 36;
const SHAPE: i32 = 62;
const IDS: i32 = 32;
const BOX_ROOM: i32 = 46;
const TICK_ROOM: i32 = 40;
/// How far strips are apart.
pub(super) const APART: i32 = 34;
/// Room for half a tick's letters at both ends.
const ENDS: i32 = 44;
/// Up to so many facilities each is a point, where no more than this many lie on each other.
const FEW: usize = 12;
const MOST_ON_EACH_OTHER: usize = 3;
/// The radius of a point.
const POINT: i32 = 8;
/// How many bars there is room for.
const BAR_COUNT: u8 = 64;

pub(super) const BOX: Paint = QUARTILES;
pub(super) const BARS: Paint = Paint::plain(super::super::palette::COUNTED);
pub(super) const STANDS_APART: RGBColor = POINTED_OUT;

pub(super) struct Strip<'a> {
    spread: &'a Spread,
    /// The facilities' names by their ids.
    names: &'a BTreeMap<&'a str, &'a str>,
    /// What values are times before they are drawn: shares are in percent.
    scale: f64,
    /// The figures of levels near the values, with their names, the lowest first.
    bounds: Vec<(f64, String)>,
    /// From where to where the axis goes.
    range: (f64, f64),
    lang: Lang,
}

impl<'a> Strip<'a> {
    pub(super) fn of(
        spread: &'a Spread,
        rows: &[RankingRow],
        names: &'a BTreeMap<&'a str, &'a str>,
        lang: Lang,
    ) -> Self {
        let share =
            Vocabulary::embedded().indicator(&spread.indicator).is_some_and(|name| name.kind == IndicatorKind::Share);
        let of_indicator = rows.iter().flat_map(|row| &row.bounds).filter(|bound| bound.indicator == spread.indicator);
        let all: Vec<&LevelBound> = of_indicator.collect();
        // Values that are alike stand in the middle of some room, and not on an axis of their last digits.
        let width = (spread.most - spread.least).max(spread.most.abs() * 0.06).max(0.01);
        let near = |figure: f64| figure >= spread.least - width && figure <= spread.most + width;
        let mut bounds = bounds::named(&all, lang);
        bounds.retain(|(figure, _)| near(*figure));
        bounds.reverse();
        let ends = bounds.iter().map(|(figure, _)| *figure);
        let (low, high) =
            ends.fold((spread.least, spread.most), |(low, high), figure| (low.min(figure), high.max(figure)));
        let spare = ((high - low) * 0.04).max((width - (high - low)) / 2.0);
        // What can not be is not on the axis.
        let low = if low >= 0.0 { (low - spare).max(0.0) } else { low - spare };
        let high = if share && high <= 1.0 { (high + spare).min(1.0) } else { high + spare };
        let scale = if share { 100.0 } else { 1.0 };
        Self { spread, names, scale, bounds, range: (low, high), lang }
    }

    pub(super) fn has_bounds(&self) -> bool {
        !self.bounds.is_empty()
    }

    pub(super) fn has_outliers(&self) -> bool {
        !self.spread.outliers.is_empty()
    }

    fn plot_width() -> i32 {
        super::super::sheet::body_width() - 2 * ENDS
    }

    /// Whether each facility is a point of its own.
    pub(super) fn has_points(&self) -> bool {
        let values = &self.spread.values;
        if values.len() > FEW {
            return false;
        }
        let axis = self.axis(0, Self::plot_width());
        let places: Vec<i32> = values.iter().map(|(_, value)| axis.at(value * self.scale)).collect();
        let on_each_other = |one: &i32| places.iter().filter(|other| (*other - one).abs() <= POINT).count();
        places.iter().all(|one| on_each_other(one) <= MOST_ON_EACH_OTHER)
    }

    pub(super) fn height(&self) -> i32 {
        let bounds = if self.has_bounds() { BOUNDS } else { 0 };
        let ids = if self.has_outliers() { IDS } else { 0 };
        TITLE + bounds + SHAPE + ids + BOX_ROOM + TICK_ROOM + APART
    }

    fn axis(&self, left: i32, right: i32) -> Axis {
        let (low, high) = self.range;
        Axis::new((low * self.scale, high * self.scale), (left, right))
    }

    fn shown(&self, value: f64) -> String {
        numbers::indicator(&self.spread.indicator, value, self.lang)
    }

    /// The indicator with its unit.
    fn title(&self) -> String {
        let id = self.spread.indicator.as_str();
        let unit = if self.scale > 1.0 { "%" } else { numbers::unit(id) };
        let name = indicator_name(id, self.lang);
        if unit.is_empty() { name } else { with_aside(&name, unit, self.lang) }
    }

    /// Known, missing, the middle and how far it goes, in words.
    fn summary(&self) -> String {
        let Spread { sites, missing, least, median, most, outliers, .. } = self.spread;
        let lang = self.lang;
        let mut parts = vec![say::filled(w::KNOWN_AND_MISSING, lang, &[&sites.to_string(), &missing.to_string()])];
        parts.push(say::filled(w::FROM_TO, lang, &[&self.shown(*least), &self.shown(*most)]));
        parts.push(format!("{} {}", w::MEDIAN.get(lang), self.shown(*median)));
        if !outliers.is_empty() {
            parts.push(say::filled(w::STAND_APART_COUNT, lang, &[&outliers.len().to_string()]));
        }
        if !self.has_points() {
            let highest = self.bars().into_iter().max().unwrap_or_default();
            parts.push(say::filled(w::HIGHEST_BAR, lang, &[&highest.to_string()]));
        }
        parts.join(say::BETWEEN)
    }

    pub(super) fn draw(&self, canvas: &mut Canvas, place: Rect) {
        let plot = place.inset(ENDS, TITLE, ENDS, TICK_ROOM);
        let axis = self.axis(plot.left, plot.right);
        self.draw_title(canvas, place);
        for (tick, text) in axis.lettered(9) {
            let x = axis.at(tick);
            let top = if self.has_bounds() { plot.top + BOUNDS } else { plot.top };
            canvas.fill(Rect::new(x - 1, top, x + 1, plot.bottom), GRID);
            canvas.text(&text, (x, plot.bottom + TICK_ROOM / 2), TICKS, INK, Align::Centre);
        }
        canvas.rule((plot.left, plot.right), plot.bottom, SOFT, 2);
        let boxed = Rect { top: plot.bottom - BOX_ROOM, ..plot };
        self.tell(canvas, boxed);
        let shape = Rect { bottom: boxed.top - if self.has_outliers() { IDS } else { 0 }, ..plot };
        let shape = Rect { top: shape.bottom - SHAPE, ..shape };
        if self.has_points() {
            self.draw_points(canvas, shape, &axis)
        } else {
            self.draw_bars(canvas, shape)
        }
        self.draw_bounds(canvas, plot, &axis);
        self.draw_box(canvas, boxed, &axis);
        self.draw_outliers(canvas, boxed, &axis);
    }

    fn draw_title(&self, canvas: &mut Canvas, place: Rect) {
        let middle = place.top + 20;
        let title = [self.title(), dates::period(&self.spread.period, self.lang)].join(say::BETWEEN);
        let summary = self.summary();
        let title = Face::bold(24.0).shorten(&title, place.width() - NAMES.width(&summary) - 30);
        canvas.text(&title, (place.left, middle), Face::bold(24.0), INK, Align::Left);
        canvas.text(&summary, (place.right, middle), TITLES.scaled(22.0 / 24.0), SOFT, Align::Right);
    }

    fn draw_bounds(&self, canvas: &mut Canvas, plot: Rect, axis: &Axis) {
        let middle = plot.top + 12;
        let wanted = self.bounds.iter().map(|(figure, name)| {
            let width = NAMES.width(name);
            (axis.at(figure * self.scale) - width / 2, width + 24)
        });
        let wanted: Vec<(i32, i32)> = wanted.collect();
        let lefts = stacked(&wanted, (plot.left - ENDS, plot.right + ENDS));
        for ((figure, name), left) in self.bounds.iter().zip(lefts) {
            let x = axis.at(figure * self.scale);
            canvas.fill(Rect::new(x - 1, plot.top + BOUNDS - 8, x + 2, plot.bottom), THRESHOLD);
            // Names that had to give way are led to their lines.
            canvas.line(&[(x, plot.top + BOUNDS - 8), (left + NAMES.width(name) / 2, middle + 13)], THRESHOLD, 2);
            canvas.text(name, (left, middle), NAMES, INK, Align::Left);
        }
    }

    /// Points on each other where they would hide each other.
    fn draw_points(&self, canvas: &mut Canvas, shape: Rect, axis: &Axis) {
        let mut before: Vec<(i32, i32)> = Vec::new();
        for (id, value) in &self.spread.values {
            let x = axis.at(value * self.scale);
            let taken = before.iter().filter(|(other, _)| (x - other).abs() <= 2 * POINT).map(|(_, level)| *level);
            let taken: Vec<i32> = taken.collect();
            let level = (0..).find(|level| !taken.contains(level)).unwrap_or_default();
            before.push((x, level));
            let middle = (x, shape.bottom - POINT - 6 - level * 2 * POINT);
            canvas.dot(middle, POINT.unsigned_abs() - 1, series(0));
            let name = self.names.get(id.as_str()).copied().unwrap_or_default();
            let value = format!("{} {}", indicator_name(&self.spread.indicator, self.lang), self.shown(*value));
            canvas.reading(Rect::about(middle, POINT), &[name, id, &value]);
        }
    }

    /// How many facilities lie in each of the equal parts of the axis.
    fn bars(&self) -> Vec<usize> {
        let (low, width) = (self.range.0, self.bar_width());
        let mut bars = vec![0; usize::from(BAR_COUNT)];
        for (_, value) in &self.spread.values {
            let at = usize::try_from(whole(((value - low) / width - 0.5).max(0.0))).unwrap_or_default();
            if let Some(bar) = bars.get_mut(at.min(usize::from(BAR_COUNT - 1))) {
                *bar += 1;
            }
        }
        bars
    }

    /// How much of the axis a bar stands for.
    fn bar_width(&self) -> f64 {
        let (low, high) = self.range;
        (high - low) / f64::from(BAR_COUNT)
    }

    fn draw_bars(&self, canvas: &mut Canvas, shape: Rect) {
        let bars = self.bars();
        let most = bars.iter().copied().max().unwrap_or(1).max(1);
        let mut from = self.range.0;
        for (at, count) in bars.iter().enumerate() {
            let to = from + self.bar_width();
            if *count > 0 {
                let column = shape.column(at, bars.len());
                let height = shape.row_from_bottom(count - 1, most).top.min(shape.bottom - 3);
                let bar = Rect { top: height, left: column.left + 1, right: column.right - 1, ..column };
                canvas.paint(bar, BARS);
                let between = say::filled(w::FROM_TO, self.lang, &[&self.shown(from), &self.shown(to)]);
                let name = format!("{} {between}", indicator_name(&self.spread.indicator, self.lang));
                let count = say::filled(w::COUNT, self.lang, &[&count.to_string()]);
                canvas.reading(column, &[&name, &count]);
            }
            from = to;
        }
    }

    /// The box in words, for who points at it.
    fn tell(&self, canvas: &mut Canvas, place: Rect) {
        let Spread { lower_quartile, upper_quartile, missing, .. } = self.spread;
        let quartiles = [*lower_quartile, *upper_quartile].map(|value| self.shown(value));
        let quartiles = say::filled(w::QUARTILES, self.lang, &quartiles.each_ref().map(String::as_str));
        let missing = format!("{} {missing}", r::MISSING.get(self.lang));
        let about = [self.title(), dates::period(&self.spread.period, self.lang)].join(" ");
        let summary = self.summary();
        canvas.reading(place, &[&about, &summary, &quartiles, &missing]);
    }
}
