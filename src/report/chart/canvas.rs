//! A picture being drawn: what is drawn is kept mark by mark, and becomes pixels or outlines at the end.

use plotters::style::RGBColor;

use super::face::Face;
use super::palette::PAPER;
use super::raster;
use super::scale::Scale;
use super::shape::{Paint, Rect};
use super::svg;
use super::typeface::Typeface;
use crate::problem::Result;
use crate::report::words::charts::BETWEEN;

/// Where a text lies beside its anchor.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Align {
    Left,
    Centre,
    Right,
}

/// One thing that was drawn. Points are pixels, and stand for the middle of their pixel.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Mark {
    /// A filled area.
    Fill(Rect, RGBColor),
    /// Slanted lines over an area, aligned over the whole picture so that neighbouring areas go on.
    Hatch(Rect, RGBColor),
    /// A line through points, with round joints.
    Line { points: Vec<(i32, i32)>, colour: RGBColor, thick: i32 },
    /// A filled circle.
    Dot { middle: (i32, i32), radius: u32, colour: RGBColor },
    /// A line of text from `start`, which is the left end of its middle height.
    Text { text: String, start: (i32, i32), face: Face, colour: RGBColor },
}

/// A picture being drawn on white.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Canvas {
    /// Width and height in pixels.
    pub(super) size: (u32, u32),
    /// What the picture shows, for those who can not see it.
    pub(super) title: String,
    /// What was drawn, in its order.
    pub(super) marks: Vec<Mark>,
    /// What is told of an area where the reader points at it; pixels do not tell it.
    pub(super) readings: Vec<(Rect, String)>,
    /// Where characters are taken from that the embedded typeface lacks. It moves nothing.
    pub(super) typeface: Typeface,
}

impl Canvas {
    pub(super) fn new(width: i32, height: i32, title: &str) -> Self {
        let size = (u32::try_from(width).unwrap_or_default(), u32::try_from(height).unwrap_or_default());
        Self { size, title: title.to_owned(), marks: Vec::new(), readings: Vec::new(), typeface: Typeface::default() }
    }

    /// All of it.
    pub(super) fn whole(&self) -> Rect {
        let side = |pixels: u32| i32::try_from(pixels).unwrap_or(i32::MAX);
        Rect::new(0, 0, side(self.size.0), side(self.size.1))
    }

    pub(super) fn fill(&mut self, area: Rect, colour: RGBColor) {
        self.marks.push(Mark::Fill(area, colour));
    }

    /// Fills, hatches and edges an area.
    pub(super) fn paint(&mut self, area: Rect, paint: Paint) {
        self.fill(area, paint.fill);
        if let Some(lines) = paint.hatch {
            self.marks.push(Mark::Hatch(area, lines));
        }
        if let Some(edge) = paint.edge {
            self.edge(area, edge, 2);
        }
    }

    /// A frame just inside an area.
    pub(super) fn edge(&mut self, area: Rect, colour: RGBColor, thick: i32) {
        let Rect { left, top, right, bottom } = area;
        for side in [
            Rect::new(left, top, right, top + thick),
            Rect::new(left, bottom - thick, right, bottom),
            Rect::new(left, top, left + thick, bottom),
            Rect::new(right - thick, top, right, bottom),
        ] {
            self.fill(side, colour);
        }
    }

    /// A level line from `left` to `right`, its middle at `y`.
    pub(super) fn rule(&mut self, (left, right): (i32, i32), y: i32, colour: RGBColor, thick: i32) {
        let top = y - thick / 2;
        self.fill(Rect::new(left, top, right, top + thick), colour);
    }

    /// A level line of dashes.
    pub(super) fn dashes(&mut self, (left, right): (i32, i32), y: i32, colour: RGBColor, thick: i32) {
        let mut x = left;
        while x < right {
            self.rule((x, right.min(x + 18)), y, colour, thick);
            x += 28;
        }
    }

    /// A line through points, with round joints and smooth edges.
    pub(super) fn line(&mut self, points: &[(i32, i32)], colour: RGBColor, thick: i32) {
        self.marks.push(Mark::Line { points: points.to_vec(), colour, thick });
    }

    /// A filled circle.
    pub(super) fn dot(&mut self, middle: (i32, i32), radius: u32, colour: RGBColor) {
        self.marks.push(Mark::Dot { middle, radius, colour });
    }

    /// A circle that is empty: what stands out among filled ones, also without colour.
    pub(super) fn ring(&mut self, middle: (i32, i32), colour: RGBColor) {
        self.dot(middle, 10, colour);
        self.dot(middle, 6, PAPER);
    }

    /// A line of text, its middle at the anchor's height.
    pub(super) fn text(&mut self, text: &str, anchor: (i32, i32), face: Face, colour: RGBColor, align: Align) {
        let width = face.width(text);
        let left = match align {
            Align::Left => anchor.0,
            Align::Centre => anchor.0 - width / 2,
            Align::Right => anchor.0 - width,
        };
        self.marks.push(Mark::Text { text: text.to_owned(), start: (left, anchor.1), face, colour });
    }

    /// Each text that was drawn.
    pub(super) fn texts(&self) -> impl Iterator<Item = &str> {
        self.marks.iter().filter_map(|mark| match mark {
            Mark::Text { text, .. } => Some(text.as_str()),
            _ => None,
        })
    }

    /// Tells something of an area where the reader points at it: what the picture shows there, to more digits.
    pub(super) fn reading(&mut self, area: Rect, parts: &[&str]) {
        self.readings.push((area, parts.join(BETWEEN)));
    }

    /// The picture as a PNG of this scale.
    ///
    /// # Errors
    /// The first thing that could not be drawn.
    pub(super) fn png(&self, scale: Scale) -> Result<Vec<u8>> {
        raster::png(self, scale)
    }

    /// The picture as an SVG.
    ///
    /// # Errors
    /// A typeface that can not be read.
    pub(super) fn svg(&self) -> Result<String> {
        svg::svg(self, svg::Letters::Outlines)
    }
}

#[cfg(test)]
mod tests {
    use super::super::samples::Picture;
    use super::*;

    const INK: RGBColor = RGBColor(10, 20, 30);

    fn inked(canvas: Canvas) -> usize {
        Picture::of(&canvas.png(Scale::of(200)).unwrap()).inked
    }

    #[test]
    fn an_area_is_filled_up_to_its_end_and_no_further() {
        let mut canvas = Canvas::new(50, 50, "");
        canvas.fill(Rect::new(10, 10, 20, 15), INK);
        assert_eq!(inked(canvas), 50);
    }

    #[test]
    fn chinese_text_leaves_ink_and_an_untouched_canvas_none() {
        assert_eq!(inked(Canvas::new(200, 100, "")), 0);
        let mut canvas = Canvas::new(200, 100, "");
        canvas.text("评定", (100, 50), Face::bold(40.0), INK, Align::Centre);
        assert!(inked(canvas) > 500);
    }

    #[test]
    fn what_lies_outside_is_left_out() {
        let mut canvas = Canvas::new(50, 50, "");
        canvas.text("评定", (-500, 900), Face::bold(40.0), INK, Align::Left);
        canvas.line(&[(-20, -20), (90, -20)], INK, 4);
        canvas.dot((-100, 10), 8, INK);
        assert_eq!(inked(canvas), 0);
    }

    #[test]
    fn the_picture_says_that_it_has_200_dots_an_inch() {
        let picture = Picture::of(&Canvas::new(40, 30, "").png(Scale::of(200)).unwrap());
        assert_eq!((picture.width, picture.height, picture.dots_per_inch), (40, 30, 200));
    }
}
