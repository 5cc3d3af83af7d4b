//! The nodes of a flow in columns, and the bands between them.

use std::collections::BTreeMap;

use plotters::style::RGBColor;

use super::canvas::Canvas;
use super::palette::pale;
use super::shape::{Paint, Rect};

/// How wide a node is.
pub(super) const NODE: i32 = 30;
/// A node has at least room for two lines.
pub(super) const LEAST: i32 = 66;
pub(super) const GAP: i32 = 14;
/// A band lies nearly level over such a part of its length at either end.
const TOLD: i32 = 5;

/// A node: its name, its energy, its look.
pub(super) struct Node {
    pub(super) name: String,
    pub(super) kwh: f64,
    pub(super) paint: Paint,
    /// Whether it is what the load did not need.
    pub(super) is_beyond: bool,
}

/// Pixels for each kWh, so that a column fits a height with room for the letters of its smallest nodes.
pub(super) fn scale(nodes: &[Node], height: i32) -> f64 {
    let room = f64::from(height - GAP * i32::try_from(nodes.len().saturating_sub(1)).unwrap_or_default());
    let fits = |scale: f64| nodes.iter().map(|node| (node.kwh * scale).max(f64::from(LEAST))).sum::<f64>() <= room;
    let all: f64 = nodes.iter().map(|node| node.kwh).sum();
    let (mut low, mut high) = (0.0, if all > 0.0 { room / all } else { 0.0 });
    for _ in 0..40 {
        let middle = f64::midpoint(low, high);
        if fits(middle) { low = middle } else { high = middle }
    }
    low
}

/// The nodes of a column from the top on, the column in the middle of the height.
pub(super) fn places(nodes: &[Node], x: i32, body: Rect, scale: f64) -> Vec<Rect> {
    let heights: Vec<i32> = nodes.iter().map(|node| pixels(node.kwh * scale).max(2)).collect();
    let slots = || heights.iter().map(|height| (*height).max(LEAST));
    let gaps = GAP * i32::try_from(nodes.len().saturating_sub(1)).unwrap_or_default();
    let mut top = body.top + (body.height() - slots().sum::<i32>() - gaps).max(0) / 2;
    let place = |(height, slot): (&i32, i32)| {
        let start = top + (slot - height) / 2;
        top += slot + GAP;
        Rect::new(x, start, x + NODE, start + height)
    };
    heights.iter().zip(slots()).map(place).collect()
}

#[expect(clippy::as_conversions, reason = "a height inside a picture, cut at the bounds of pixels")]
fn pixels(height: f64) -> i32 {
    height.round() as i32
}

/// The bands between two columns; each begins where the one before it ended.
#[derive(Default)]
pub(super) struct Bands {
    from: BTreeMap<usize, f64>,
    to: BTreeMap<usize, f64>,
}

impl Bands {
    /// Draws a band, and gives the place by either end where it lies level and is told.
    pub(super) fn draw(
        &mut self,
        canvas: &mut Canvas,
        (from, from_at): (&[Rect], usize),
        (to, to_at): (&[Rect], usize),
        height: f64,
        colour: RGBColor,
    ) -> Option<[Rect; 2]> {
        let (from, to) = (from.get(from_at)?, to.get(to_at)?);
        if height <= 0.0 {
            return None;
        }
        let taken = |used: &mut BTreeMap<usize, f64>, at: usize| {
            let used = used.entry(at).or_default();
            let before = *used;
            *used += height;
            before
        };
        let start = f64::from(from.top) + taken(&mut self.from, from_at);
        let end = f64::from(to.top) + taken(&mut self.to, to_at);
        let (left, right) = (from.right, to.left);
        for x in left..right {
            let part = f64::from(x - left) / f64::from((right - left).max(1));
            // Level at both ends.
            let eased = part * part * (3.0 - 2.0 * part);
            let top = start + (end - start) * eased;
            let (top, bottom) = (pixels(top), pixels(top + height));
            canvas.fill(Rect::new(x, top, x + 1, bottom.max(top + 1)), pale(colour));
        }
        let told = (right - left) / TOLD;
        let end_at = |left: i32, right: i32, top: f64| {
            let (top, bottom) = (pixels(top), pixels(top + height));
            Rect::new(left, top, right, bottom.max(top + 1))
        };
        Some([end_at(left, left + told, start), end_at(right - told, right, end)])
    }
}

#[cfg(test)]
mod tests {
    use super::super::palette::PATH;
    use super::*;

    #[test]
    fn a_column_never_outgrows_its_height() {
        let node = |kwh: f64| Node { name: String::new(), kwh, paint: PATH, is_beyond: false };
        let nodes = [node(1e6), node(1.0), node(0.5)];
        let body = Rect::new(0, 0, 1000, 600);
        let places = places(&nodes, 0, body, scale(&nodes, 600));
        assert!(places.iter().all(|place| place.top >= 0 && place.bottom <= 600), "{places:?}");
        assert!(places.windows(2).all(|pair| pair[0].bottom < pair[1].top));
    }
}
