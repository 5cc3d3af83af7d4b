//! The limits of a standard's levels along a horizontal axis, named above the plot without overlaps.

use super::axis::{Axis, stacked};
use super::canvas::{Align, Canvas};
use super::face::Face;
use super::palette::{INK, PAPER, THRESHOLD};
use super::shape::Rect;
use crate::report::numbers;
use crate::report::phrase::sign;
use crate::report::words::{charts as say, confidence as c};
use crate::standard::Assessment;
use crate::standard::assessment::{Comparison, Track};
use crate::text::Lang;

const NAMES: Face = Face::regular(22.0);
/// How far names are from each other.
const GAP: i32 = 24;
/// How high the names stand above the plot.
pub(super) const LIMITS_ROOM: i32 = 36;

/// The levels that one way to a level gives by one indicator alone.
#[derive(Clone, Copy)]
pub(super) struct Limits<'a> {
    track: &'a Track,
    id: &'a str,
}

/// A level by one indicator alone: its place among the levels, 1 for the best, and its name.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct LevelAt {
    pub(super) rank: usize,
    pub(super) id: String,
    pub(super) title: String,
}

impl<'a> Limits<'a> {
    /// By the first way to a level that compares the indicator (or the score) with anything.
    pub(super) fn of(assessment: &'a Assessment, id: &'a str) -> Option<Self> {
        let compares =
            |track: &&Track| track.tried.iter().any(|tried| tried.compared.iter().any(|one| one.indicator == id));
        assessment.tracks.iter().find(compares).map(|track| Self { track, id })
    }

    /// The way to a level.
    pub(super) fn track(self) -> &'a str {
        &self.track.id
    }

    fn compared(self) -> impl Iterator<Item = (&'a str, &'a Comparison)> {
        let tried = self.track.tried.iter();
        let all = tried.flat_map(|tried| tried.compared.iter().map(move |one| (tried, one)));
        all.filter(move |(_, one)| one.indicator == self.id).map(|(tried, one)| (tried.level.as_str(), one))
    }

    /// The figures, each once, the lowest first.
    pub(super) fn figures(self) -> Vec<f64> {
        let mut figures: Vec<f64> = self.compared().map(|(_, one)| one.figure.value).collect();
        figures.sort_by(f64::total_cmp);
        figures.dedup();
        figures
    }

    /// The level that a value gives were it the only one that is asked for.
    pub(super) fn level_at(self, value: f64, lang: Lang) -> LevelAt {
        let meets = |one: &Comparison| one.indicator != self.id || holds(&one.bound, value, one.figure.value);
        let reached = self.track.tried.iter().enumerate().find(|(_, tried)| tried.compared.iter().all(meets));
        match reached {
            Some((at, tried)) => {
                LevelAt { rank: at + 1, id: tried.level.clone(), title: tried.title.get(lang).to_owned() }
            }
            None => LevelAt {
                rank: self.track.tried.len() + 1,
                id: "below".to_owned(),
                title: c::BELOW.get(lang).to_owned(),
            },
        }
    }

    /// `Level 2, Level 3 ≤ 1.3`: who asks for a figure.
    fn name(self, figure: f64, lang: Lang) -> String {
        let asking = self.track.tried.iter().filter_map(|tried| {
            let one = tried.compared.iter().find(|one| one.indicator == self.id && same(one.figure.value, figure))?;
            Some((tried.title.get(lang), one.bound.as_str()))
        });
        let asking: Vec<(&str, &str)> = asking.collect();
        let levels: Vec<&str> = asking.iter().map(|(title, _)| *title).collect();
        let bound = asking.first().map_or("", |(_, bound)| sign(bound));
        format!("{} {bound} {}", levels.join(say::AND.get(lang)), numbers::figure(self.id, figure, lang))
    }

    /// Draws the limits within the plot as lines with their names above; the nearest beyond each end is told by an arrow.
    pub(super) fn draw(
        self,
        canvas: &mut Canvas,
        plot: Rect,
        (low, high): (f64, f64),
        axis: &Axis,
        scale: f64,
        lang: Lang,
    ) {
        let figures = self.figures();
        let mut names: Vec<(i32, String)> = Vec::new();
        for figure in figures.iter().filter(|figure| (low..=high).contains(*figure)) {
            let x = axis.at(figure * scale);
            canvas.fill(Rect::new(x - 1, plot.top - 10, x + 2, plot.bottom), THRESHOLD);
            let name = self.name(*figure, lang);
            names.push((x - NAMES.width(&name) / 2, name));
        }
        // What lies beyond an end is told where no limit within stands in its way.
        if let Some(below) = figures.iter().rev().find(|figure| **figure < low) {
            let name = format!("← {}", self.name(*below, lang));
            let free = names.first().map_or(plot.right, |(left, _)| *left);
            if plot.left + NAMES.width(&name) + GAP <= free {
                names.insert(0, (plot.left, name));
            }
        }
        if let Some(above) = figures.iter().find(|figure| **figure > high) {
            let name = format!("{} →", self.name(*above, lang));
            let left = plot.right - NAMES.width(&name);
            let taken = names.last().map_or(plot.left, |(left, name)| left + NAMES.width(name) + GAP);
            if taken <= left {
                names.push((left, name));
            }
        }
        let wanted: Vec<(i32, i32)> = names.iter().map(|(left, name)| (*left, NAMES.width(name) + GAP)).collect();
        for ((_, name), left) in names.iter().zip(stacked(&wanted, (plot.left - GAP, plot.right + GAP))) {
            let y = plot.top - LIMITS_ROOM + 12;
            canvas.fill(Rect::new(left - 4, y - 14, left + NAMES.width(name) + 4, y + 14), PAPER);
            canvas.text(name, (left, y), NAMES, INK, Align::Left);
        }
    }
}

/// What of a range is drawn: the range with a margin, and the limits that are not farther from it than it is wide.
pub(super) fn drawn_range(limits: Option<Limits<'_>>, (low, high): (f64, f64)) -> (f64, f64) {
    let width = (high - low).max(1e-9);
    let figures = limits.map(Limits::figures).unwrap_or_default();
    let near = figures.into_iter().filter(|figure| (low - width..=high + width).contains(figure));
    let (least, most) = near.fold((low, high), |(least, most), figure| (least.min(figure), most.max(figure)));
    (least - width * 0.12, most + width * 0.12)
}

fn same(one: f64, other: f64) -> bool {
    one.total_cmp(&other).is_eq()
}

fn holds(bound: &str, value: f64, figure: f64) -> bool {
    match bound {
        "at_most" => value <= figure,
        "below" => value < figure,
        "at_least" => value >= figure,
        "above" => value > figure,
        _ => same(value, figure),
    }
}

#[cfg(test)]
mod tests {
    use super::super::samples::rating_of;
    use super::*;

    #[test]
    fn a_value_on_a_limit_has_the_level_that_the_bound_gives() {
        let rating = rating_of(1.21);
        let limits = Limits::of(&rating.standards[0], "pue").unwrap();
        assert_eq!(limits.figures(), [1.2, 1.3, 1.5]);
        let ranks = [1.19, 1.2, 1.200_001, 1.3, 1.6].map(|pue| limits.level_at(pue, Lang::En).rank);
        assert_eq!(ranks, [1, 1, 2, 2, 4], "the fourth level asks for no PUE");
        let score = Limits::of(&rating.standards[0], "score").unwrap();
        assert_eq!((score.level_at(80.0, Lang::En).rank, score.level_at(40.0, Lang::En).id.as_str()), (2, "below"));
    }

    #[test]
    fn limits_far_away_are_left_out_of_the_range() {
        let rating = rating_of(1.21);
        let limits = Limits::of(&rating.standards[0], "pue");
        let (low, high) = drawn_range(limits, (1.19, 1.23));
        assert!(low < 1.19 && high > 1.23 && high < 1.3);
        assert!(drawn_range(limits, (1.21, 1.25)).0 < 1.2);
    }
}
