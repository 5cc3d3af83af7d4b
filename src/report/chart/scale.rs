//! How large a picture is drawn: charts are laid out in pixels of 200 dots an inch, and scaled when they are drawn.

use super::Chart;
use super::shape::Rect;

/// How many pixels of the picture a pixel of the layout is, and how many dots an inch they are.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Scale {
    dpi: u16,
    factor: f64,
}

impl Scale {
    pub(super) fn of(dpi: u16) -> Self {
        Self { dpi, factor: f64::from(dpi) / f64::from(Chart::DPI) }
    }

    /// The same of a picture that is so many times as wide as the layout.
    pub(super) fn times(self, wider: f64) -> Self {
        Self { factor: self.factor * wider, ..self }
    }

    /// How many dots a metre has.
    pub(super) fn dots_in_a_metre(self) -> u32 {
        u32::try_from(whole(f64::from(self.dpi) / METRES_IN_AN_INCH)).unwrap_or_default()
    }

    /// A length, not rounded.
    pub(super) fn length(self, length: i32) -> f64 {
        f64::from(length) * self.factor
    }

    /// A length of at least one pixel.
    pub(super) fn side(self, length: u32) -> u32 {
        u32::try_from(whole(f64::from(length) * self.factor).max(1)).unwrap_or(1)
    }

    /// An area between pixels. Areas that meet still do, and none is too thin to be seen.
    pub(super) fn area(self, area: Rect) -> Rect {
        let ends = |start: i32, end: i32| {
            let (from, to) = (whole(self.length(start)), whole(self.length(end)));
            if end > start { (from, to.max(from + 1)) } else { (from, to) }
        };
        let ((left, right), (top, bottom)) = (ends(area.left, area.right), ends(area.top, area.bottom));
        Rect { left, top, right, bottom }
    }

    /// The middle of a pixel, where the middle of the first is 0.
    pub(super) fn point(self, (x, y): (i32, i32)) -> (f64, f64) {
        let middle = |at: i32| (f64::from(at) + 0.5) * self.factor - 0.5;
        (middle(x), middle(y))
    }

    /// The pixel that a point lies in.
    pub(super) fn pixel(self, point: (i32, i32)) -> (i32, i32) {
        let (x, y) = self.point(point);
        (whole(x), whole(y))
    }
}

const METRES_IN_AN_INCH: f64 = 0.0254;

/// The nearest pixel.
#[expect(clippy::as_conversions, reason = "positions in a picture are far from the bounds of 32 bits")]
pub(super) fn whole(position: f64) -> i32 {
    position.round() as i32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn at_the_dots_of_the_layout_all_stays_where_it_is() {
        let scale = Scale::of(Chart::DPI);
        let area = Rect::new(3, 5, 9, 5);
        assert_eq!((scale.area(area), scale.pixel((7, -2)), scale.side(1600)), (area, (7, -2), 1600));
        assert_eq!((scale.point((7, -2)), scale.length(3)), ((7.0, -2.0), 3.0));
    }

    #[test]
    fn areas_that_meet_still_meet_and_thin_lines_do_not_vanish() {
        for dpi in [72, 99, 150, 333, 600] {
            let scale = Scale::of(dpi);
            let line = scale.area(Rect::new(10, 10, 11, 12));
            assert!(line.width() >= 1 && line.height() >= 1);
            let (one, other) = (scale.area(Rect::new(0, 0, 10, 4)), scale.area(Rect::new(10, 0, 23, 4)));
            assert_eq!(one.right, other.left);
        }
        assert_eq!(Scale::of(72).area(Rect::new(5, 5, 5, 9)).width(), 0, "what was empty stays so");
    }

    #[test]
    fn a_metre_has_as_many_dots_as_39_inches() {
        assert_eq!([72, 200, 600].map(|dpi| Scale::of(dpi).dots_in_a_metre()), [2835, 7874, 23622]);
    }
}
