//! Places in a picture, and what an area is painted with.

use plotters::style::RGBColor;

/// How far apart hatching lines are, and how thick, in pixels along a row.
pub(super) const HATCH: (i32, i32) = (10, 3);

/// A rectangle of pixels from `left` and `top` up to, and not including, `right` and `bottom`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Rect {
    pub(super) left: i32,
    pub(super) top: i32,
    pub(super) right: i32,
    pub(super) bottom: i32,
}

impl Rect {
    pub(super) const fn new(left: i32, top: i32, right: i32, bottom: i32) -> Self {
        Self { left, top, right, bottom }
    }

    pub(super) const fn width(self) -> i32 {
        self.right - self.left
    }

    pub(super) const fn height(self) -> i32 {
        self.bottom - self.top
    }

    /// The point in its middle.
    pub(super) const fn middle(self) -> (i32, i32) {
        (i32::midpoint(self.left, self.right), i32::midpoint(self.top, self.bottom))
    }

    /// The same without so many pixels at each side.
    #[must_use]
    pub(super) const fn inset(self, left: i32, top: i32, right: i32, bottom: i32) -> Self {
        Self::new(self.left + left, self.top + top, self.right - right, self.bottom - bottom)
    }

    /// The square about a point whose sides are so far from it.
    pub(super) const fn about((x, y): (i32, i32), away: i32) -> Self {
        Self::new(x - away, y - away, x + away, y + away)
    }

    /// One of `count` equal parts side by side.
    #[must_use]
    pub(super) fn column(self, index: usize, count: usize) -> Self {
        let edge = |index: usize| self.left + part(self.width(), index, count);
        Self { left: edge(index), right: edge(index + 1), ..self }
    }

    /// One of `count` equal parts on top of each other, the first at the bottom.
    #[must_use]
    pub(super) fn row_from_bottom(self, index: usize, count: usize) -> Self {
        let edge = |index: usize| self.bottom - part(self.height(), index, count);
        Self { top: edge(index + 1), bottom: edge(index), ..self }
    }

    /// The same rectangle with another width about the same middle.
    #[must_use]
    pub(super) fn narrowed(self, width: i32) -> Self {
        let left = self.left + (self.width() - width) / 2;
        Self { left, right: left + width, ..self }
    }
}

/// `length · index ÷ count`, so that equal parts meet without gaps.
fn part(length: i32, index: usize, count: usize) -> i32 {
    let whole = |number: usize| i64::try_from(number).unwrap_or(i64::MAX);
    let pixels = i64::from(length).saturating_mul(whole(index)) / whole(count.max(1));
    i32::try_from(pixels).unwrap_or(length)
}

/// What an area is painted with: patterns tell areas apart where colours do not, on paper or to some eyes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Paint {
    pub(super) fill: RGBColor,
    pub(super) hatch: Option<RGBColor>,
    pub(super) edge: Option<RGBColor>,
}

impl Paint {
    pub(super) const fn plain(fill: RGBColor) -> Self {
        Self { fill, hatch: None, edge: None }
    }

    pub(super) const fn hatched(fill: RGBColor, hatch: RGBColor) -> Self {
        Self { fill, hatch: Some(hatch), edge: None }
    }

    #[must_use]
    pub(super) const fn edged(mut self, edge: RGBColor) -> Self {
        self.edge = Some(edge);
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_parts_meet_without_gaps() {
        let all = Rect::new(10, 0, 1013, 100);
        let parts: Vec<Rect> = (0..365).map(|index| all.column(index, 365)).collect();
        assert!(parts.windows(2).all(|pair| pair[0].right == pair[1].left));
        assert_eq!((parts[0].left, parts[364].right), (10, 1013));
        assert_eq!(all.row_from_bottom(0, 24).bottom, 100);
        assert_eq!(all.row_from_bottom(23, 24).top, 0);
    }
}
