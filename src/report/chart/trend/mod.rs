//! PUE, clean share and score over ratings, each with its uncertainty and with the levels' bounds.

mod names;

use names::Names;

use super::axis::{self, Axis, LEFT_ROOM, TITLE_ROOM, stacked};
use super::bounds;
use super::canvas::{Align, Canvas};
use super::face::Face;
use super::palette::{INK, PAPER, THRESHOLD, series};
use super::shape::Rect;
use super::sheet::{Foot, Sheet, Swatch};
use super::{Chart, Kind};
use crate::rating::Comparison;
use crate::rating::compare::{Compared, Known, LevelBound};
use crate::report::compared::labels;
use crate::report::numbers;
use crate::report::words::{Words, charts as say, compare as w};
use crate::standard::assessment::Status;
use crate::text::Lang;

const VALUES: Face = Face::bold(22.0);
const BOUNDS: Face = Face::regular(22.0);
/// How high the plot of one quantity is.
const PLOT: i32 = 250;
/// How much room one quantity takes.
const PANEL: i32 = TITLE_ROOM + PLOT + BETWEEN;
/// How far apart the plot of one and the title of the next are.
const BETWEEN: i32 = 26;
/// How much room the names of bounds have on the right.
pub(super) const BOUND_ROOM: i32 = 270;
/// How far those names are from the plot.
const APART: i32 = 40;
/// Half the width of the ends of a whisker; a point is a little less.
const CAP: i32 = 10;

/// Draws the ratings of a comparison in their order; `None` where they tell no value.
pub fn trend(comparison: &Comparison, lang: Lang) -> Option<Chart> {
    let panels: Vec<Panel<'_>> = Panel::all(comparison).into_iter().filter(|panel| panel.has_values()).collect();
    if panels.is_empty() {
        return None;
    }
    let names = Names::of(labels(comparison, lang), lang);
    let count = i32::try_from(panels.len()).unwrap_or_default();
    let sheet = sheet(comparison, &panels, lang);
    let (mut canvas, body) = sheet.open_for(count * PANEL + names.height());
    let mut top = body.top;
    for panel in &panels {
        let place = Rect { top, bottom: top + TITLE_ROOM + PLOT, ..body };
        let plot = place.inset(LEFT_ROOM, TITLE_ROOM, BOUND_ROOM, 0);
        panel.draw(&mut canvas, plot, lang);
        panel.tell(&mut canvas, plot, &labels(comparison, lang), lang);
        top += PANEL;
    }
    names.draw(&mut canvas, Rect { top: top - BETWEEN, ..body });
    Some(Chart::of(Kind::Trend, canvas))
}

fn sheet(comparison: &Comparison, panels: &[Panel<'_>], lang: Lang) -> Sheet {
    let ratings = &comparison.ratings;
    let facility = ratings.first().filter(|_| comparison.of_one_facility()).map(|first| first.facility.name.get(lang));
    let subtitle: Vec<&str> = facility.into_iter().chain([comparison.standard.as_str()]).collect();
    let mut attributions: Vec<&str> = Vec::new();
    for attribution in ratings.iter().filter_map(|rating| rating.facility.attribution.as_deref()) {
        if !attributions.contains(&attribution) {
            attributions.push(attribution);
        }
    }
    let foot = Foot {
        official: Some(ratings.iter().all(|rating| rating.official)),
        synthetic: ratings.iter().any(|rating| rating.facility.synthetic),
        attributions,
    };
    let mut legend = vec![(Swatch::Dots(series(0)), w::VALUES.get(lang).to_owned())];
    if ratings.iter().any(|rating| rating.status != Status::Rated) {
        legend.push((Swatch::Sign("○"), w::NO_GRADE_MARK.get(lang).to_owned()));
    }
    if panels.iter().flat_map(|panel| &panel.values).any(|value| value.expanded.is_some()) {
        legend.push((Swatch::Sign("I"), w::WHISKERS.get(lang).to_owned()));
    }
    if panels.iter().any(|panel| !panel.bounds.is_empty()) {
        legend.push((Swatch::Rule(THRESHOLD), w::LIMITS.get(lang).to_owned()));
    }
    Sheet::new(w::TREND.get(lang), subtitle.join(say::BETWEEN)).legend(legend).foot(&foot.text(lang))
}

/// One quantity over all ratings.
struct Panel<'a> {
    id: &'static str,
    title: Words,
    /// What a value is times before it is drawn: shares are in percent.
    scale: f64,
    values: Vec<Known>,
    /// Whether each is of a grade.
    graded: Vec<bool>,
    /// Whether the points are joined: they are of one facility.
    joined: bool,
    bounds: Vec<&'a LevelBound>,
}

impl<'a> Panel<'a> {
    fn all(comparison: &'a Comparison) -> Vec<Self> {
        let ratings = &comparison.ratings;
        let joined = comparison.of_one_facility();
        let panel = |id, title, scale, of: fn(&Compared) -> Known| Self {
            id,
            title,
            scale,
            values: ratings.iter().map(of).collect(),
            graded: ratings.iter().map(|rating| rating.status == Status::Rated).collect(),
            joined,
            bounds: comparison.bounds.iter().filter(|bound| bound.indicator == id).collect(),
        };
        vec![
            panel("pue", say::PUE_AXIS, 1.0, |rating| rating.pue),
            panel("clean_share", say::SHARE_AXIS, 100.0, |rating| rating.clean_share),
            panel("score", say::SCORE_AXIS, 1.0, |rating| rating.score),
        ]
    }

    fn has_values(&self) -> bool {
        self.values.iter().any(|value| value.value.is_some())
    }

    fn draw(&self, canvas: &mut Canvas, plot: Rect, lang: Lang) {
        let axis = Axis::upward(self.range(), plot);
        axis.draw_left(canvas, plot, self.title.get(lang));
        self.draw_bounds(canvas, &axis, plot, lang);
        let place =
            |at: usize, value: f64| (plot.column(at, self.values.len()).middle().0, axis.at(value * self.scale));
        let known = self.values.iter().enumerate().filter_map(|(at, known)| Some((at, known.value?, known.expanded)));
        let known: Vec<(usize, f64, Option<f64>)> = known.collect();
        if self.joined {
            // A rating without a value is a gap in the line.
            for run in known.chunk_by(|(at, ..), (next, ..)| at + 1 == *next) {
                let points: Vec<(i32, i32)> = run.iter().map(|(at, value, _)| place(*at, *value)).collect();
                canvas.line(&points, series(0), 4);
            }
        }
        for (at, value, expanded) in known {
            let slot = plot.column(at, self.values.len());
            let (x, y) = place(at, value);
            // Points that would hide each other are smaller.
            let cap = (slot.width() / 2).clamp(2, CAP);
            let mut top = y - cap;
            if let Some(expanded) = expanded {
                let (low, high) = (place(at, value - expanded).1, place(at, value + expanded).1);
                whisker(canvas, x, (low, high), cap);
                top = top.min(high);
            }
            let dot = u32::try_from(cap).unwrap_or(CAP.unsigned_abs()).saturating_sub(1);
            canvas.dot((x, y), dot, series(0));
            if self.graded.get(at) == Some(&false) {
                canvas.dot((x, y), dot * 5 / 9, PAPER);
            }
            draw_value(canvas, slot, (x, top), &numbers::indicator(self.id, value, lang));
        }
    }

    /// Each value with the name of its rating, for who points at it.
    fn tell(&self, canvas: &mut Canvas, plot: Rect, names: &[String], lang: Lang) {
        for (at, (known, name)) in self.values.iter().zip(names).enumerate() {
            let value = known.value.map_or_else(
                || say::NO_DATA.get(lang).to_owned(),
                |value| match known.expanded {
                    Some(expanded) => numbers::with_expanded(self.id, value, expanded, &[], "", lang),
                    None => numbers::indicator(self.id, value, lang),
                },
            );
            let told = format!("{} {value}", self.title.get(lang));
            let grade = (self.graded.get(at) == Some(&false)).then(|| w::NO_GRADE_MARK.get(lang));
            let parts: Vec<&str> = [name.as_str(), &told].into_iter().chain(grade).collect();
            canvas.reading(plot.column(at, self.values.len()), &parts);
        }
    }

    /// From the lowest to the highest of all that is drawn, with room above for what is written over the points.
    fn range(&self) -> (f64, f64) {
        let values =
            self.values.iter().filter_map(|known| known.value.map(|value| (value, known.expanded.unwrap_or(0.0))));
        let ends = values.flat_map(|(value, expanded)| [value - expanded, value + expanded]);
        let all = ends.chain(self.bounds.iter().map(|bound| bound.value)).map(|value| value * self.scale);
        let (low, high) = axis::ends(all);
        let spare = (high - low).max(high.abs() * 0.01);
        (low - spare * 0.08, high + spare * 0.22)
    }

    /// The bounds as lines across the plot, named on its right; those of one value are one.
    fn draw_bounds(&self, canvas: &mut Canvas, axis: &Axis, plot: Rect, lang: Lang) {
        let named = bounds::named(&self.bounds, lang).into_iter();
        let lines: Vec<(i32, String)> = named.map(|(value, name)| (axis.at(value * self.scale), name)).collect();
        let high = BOUNDS.line_height();
        let wanted: Vec<(i32, i32)> = lines.iter().map(|(y, _)| (*y, high)).collect();
        let places = stacked(&wanted, (plot.top - TITLE_ROOM / 2, plot.bottom + high));
        for ((y, name), middle) in lines.iter().zip(places) {
            canvas.rule((plot.left, plot.right), *y, THRESHOLD, 3);
            canvas.line(&[(plot.right, *y), (plot.right + APART - 10, middle)], THRESHOLD, 3);
            let name = BOUNDS.shorten(name, BOUND_ROOM - APART);
            canvas.text(&name, (plot.right + APART, middle), BOUNDS, INK, Align::Left);
        }
    }
}

fn whisker(canvas: &mut Canvas, x: i32, (low, high): (i32, i32), cap: i32) {
    canvas.line(&[(x, low), (x, high)], INK, cap.min(3));
    for end in [low, high] {
        canvas.line(&[(x - cap, end), (x + cap, end)], INK, cap.min(3));
    }
}

/// Writes a value over its point, where its slot has room for it.
fn draw_value(canvas: &mut Canvas, slot: Rect, (x, top): (i32, i32), text: &str) {
    let width = VALUES.width(text);
    if width + 4 > slot.width() {
        return;
    }
    let middle = top - 22;
    // A ground of paper keeps the lines behind the value away.
    let half = width / 2 + 4;
    canvas.fill(Rect::new(x - half, middle - 14, x + half, middle + 14), PAPER);
    canvas.text(text, (x, middle), VALUES, INK, Align::Centre);
}

#[cfg(test)]
pub(super) mod samples;
#[cfg(test)]
mod tests;
