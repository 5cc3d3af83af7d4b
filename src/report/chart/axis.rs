//! A scale of values along the side of a plot, with its ticks.

use plotters::coord::ranged1d::Ranged;
use plotters::coord::types::RangedCoordf64;

use super::canvas::{Align, Canvas};
use super::face::Face;
use super::palette::{GRID, INK, SOFT};
use super::shape::Rect;
use crate::report::numbers;

/// How ticks are lettered.
pub(super) const TICKS: Face = Face::regular(24.0);

/// How axes are named.
pub(super) const TITLES: Face = Face::regular(24.0);

/// How high the line above a plot is in which its axes are named.
pub(super) const TITLE_ROOM: i32 = 60;

/// How much room the ticks on the left of a plot need, and those on its right.
pub(super) const LEFT_ROOM: i32 = 90;
pub(super) const RIGHT_ROOM: i32 = 100;

/// How high the name of an axis above a plot stands.
pub(super) fn title_height(plot: Rect) -> i32 {
    plot.top - TITLE_ROOM + 20
}

/// The tops of labels beside an axis, from the top down: each where it is wanted (its top and its height) where it can
/// be, below the one above in any case, and between two ends where there is room.
pub(super) fn stacked(wanted: &[(i32, i32)], (top, bottom): (i32, i32)) -> Vec<i32> {
    let mut tops = Vec::new();
    let mut free = top;
    for (place, height) in wanted {
        let place = free.max(*place);
        tops.push(place);
        free = place + height;
    }
    // Whatever reaches below the end is pushed up again, and pushes those above it.
    let mut free = bottom;
    for (place, (_, height)) in tops.iter_mut().zip(wanted).rev() {
        *place = (*place).min(free - height);
        free = *place;
    }
    tops
}

/// The least and the greatest of values; without any, ends that no number lies between.
pub(super) fn ends(values: impl Iterator<Item = f64>) -> (f64, f64) {
    values.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), one| (low.min(one), high.max(one)))
}

/// Values from `low` to `high`, laid along pixels.
pub(super) struct Axis {
    values: RangedCoordf64,
    pixels: (i32, i32),
}

impl Axis {
    /// The values from `low` to `high`, from the first pixel to the second.
    ///
    /// Ends that are equal, or no numbers, have no scale: any is taken, for a picture is no place to fail.
    pub(super) fn new((low, high): (f64, f64), pixels: (i32, i32)) -> Self {
        let low = if low.is_finite() { low } else { 0.0 };
        let least = low.abs().max(1.0) * 1e-9;
        let high = if high.is_finite() && high - low > least { high } else { low + low.abs().max(1.0) };
        Self { values: (low..high).into(), pixels }
    }

    /// Upwards beside a plot.
    pub(super) fn upward(values: (f64, f64), plot: Rect) -> Self {
        Self::new(values, (plot.bottom, plot.top))
    }

    /// The pixel of a value.
    pub(super) fn at(&self, value: f64) -> i32 {
        self.values.map(&value, self.pixels)
    }

    /// Round values along the axis, at most so many.
    pub(super) fn ticks(&self, most: usize) -> Vec<f64> {
        self.values.key_points(most)
    }

    /// Round values with their letterings, all with as many decimals as the one that needs most.
    pub(super) fn lettered(&self, most: usize) -> Vec<(f64, String)> {
        let decimals = |tick: f64| numbers::plain(tick).split_once('.').map_or(0, |(_, decimals)| decimals.len());
        let ticks = self.ticks(most);
        let common = ticks.iter().map(|tick| decimals(*tick)).max().unwrap_or_default();
        ticks.into_iter().map(|tick| (tick, numbers::fixed(tick, common))).collect()
    }

    /// Draws level grid lines across the plot with their values on its left, and the axis' name above.
    pub(super) fn draw_left(&self, canvas: &mut Canvas, plot: Rect, title: &str) {
        for (tick, text) in self.lettered(8) {
            let y = self.at(tick);
            canvas.rule((plot.left, plot.right), y, GRID, 2);
            canvas.text(&text, (plot.left - 14, y), TICKS, INK, Align::Right);
        }
        canvas.text(title, (plot.left - LEFT_ROOM, title_height(plot)), TITLES, SOFT, Align::Left);
    }

    /// Draws the values on the right of the plot, and the axis' name above.
    pub(super) fn draw_right(&self, canvas: &mut Canvas, plot: Rect, title: &str, label: impl Fn(f64) -> String) {
        for tick in self.ticks(6) {
            let y = self.at(tick);
            canvas.rule((plot.right, plot.right + 8), y, SOFT, 2);
            canvas.text(&label(tick), (plot.right + 16, y), TICKS, INK, Align::Left);
        }
        canvas.text(title, (plot.right + RIGHT_ROOM, title_height(plot)), TITLES, SOFT, Align::Right);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_lie_between_the_ends_and_ticks_are_round() {
        let axis = Axis::new((1.0, 1.5), (400, 0));
        assert_eq!((axis.at(1.0), axis.at(1.25), axis.at(1.5)), (400, 200, 0));
        let ticks: Vec<String> = axis.lettered(8).into_iter().map(|(_, text)| text).collect();
        assert_eq!(ticks, ["1.0", "1.1", "1.2", "1.3", "1.4", "1.5"]);
    }

    #[test]
    fn an_axis_of_one_value_or_of_none_is_no_crash() {
        assert_eq!(Axis::new((2.0, 2.0), (400, 0)).at(2.0), 400);
        for ends in [(f64::NAN, 1.0), (1.0, f64::INFINITY), (1e12, 1e12 + 1e-3), (3.0, 1.0)] {
            assert!(!Axis::new(ends, (400, 0)).lettered(8).is_empty());
        }
    }
}
