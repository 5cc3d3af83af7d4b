//! A picture being drawn, and its PNG.

use std::fmt::Display;

use plotters::backend::BitMapBackend;
use plotters::prelude::DrawingBackend;
use plotters::style::{Color, RGBColor};

use super::face::Face;
use super::shape::{Paint, Rect};
use crate::problem::{Problem, Result};

/// 200 dots an inch: a picture 1600 pixels wide is 8 inches wide on paper.
const PIXELS_PER_METRE: u32 = 7874;

/// How far apart hatching lines are, and how thick, in pixels along a row.
const HATCH: (i32, i32) = (10, 3);

/// Where a text lies beside its anchor.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Align {
    Left,
    Centre,
    Right,
}

/// A picture being drawn on white.
///
/// The first thing that fails is kept and told by [`Canvas::png`], so that charts read as drawings.
#[derive(Debug)]
pub(super) struct Canvas {
    pixels: Vec<u8>,
    size: (u32, u32),
    failed: Option<Problem>,
}

impl Canvas {
    pub(super) fn new(width: i32, height: i32) -> Self {
        let size = (u32::try_from(width).unwrap_or_default(), u32::try_from(height).unwrap_or_default());
        let count = usize::try_from(u64::from(size.0) * u64::from(size.1) * 3).unwrap_or_default();
        // All channels full: white paper.
        Self { pixels: vec![u8::MAX; count], size, failed: None }
    }

    /// All of it.
    pub(super) fn whole(&self) -> Rect {
        let side = |pixels: u32| i32::try_from(pixels).unwrap_or(i32::MAX);
        Rect::new(0, 0, side(self.size.0), side(self.size.1))
    }

    pub(super) fn fill(&mut self, area: Rect, colour: RGBColor) {
        self.with(|backend| backend.draw_rect((area.left, area.top), (area.right, area.bottom), &colour, true));
    }

    /// Fills, hatches and edges an area.
    pub(super) fn paint(&mut self, area: Rect, paint: Paint) {
        self.fill(area, paint.fill);
        if let Some(lines) = paint.hatch {
            self.hatch(area, lines);
        }
        if let Some(edge) = paint.edge {
            self.edge(area, edge, 2);
        }
    }

    /// Slanted lines, aligned over the whole picture so that neighbouring areas go on.
    fn hatch(&mut self, area: Rect, colour: RGBColor) {
        let (apart, thick) = HATCH;
        self.cover(colour, |put| {
            for y in area.top..area.bottom {
                for x in (area.left..area.right).filter(|x| (x + y).rem_euclid(apart) < thick) {
                    put(x, y, 1.0);
                }
            }
        });
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
        let half = f64::from(thick) / 2.0;
        self.cover(colour, |put| {
            for (&from, &to) in points.iter().zip(points.iter().skip(1)) {
                for y in from.1.min(to.1) - thick..=from.1.max(to.1) + thick {
                    for x in from.0.min(to.0) - thick..=from.0.max(to.0) + thick {
                        put(x, y, half + 0.5 - distance((x, y), from, to));
                    }
                }
            }
        });
    }

    /// A filled circle.
    pub(super) fn dot(&mut self, middle: (i32, i32), radius: u32, colour: RGBColor) {
        self.with(|backend| backend.draw_circle(middle, radius, &colour, true));
    }

    /// A line of text, its middle at the anchor's height.
    pub(super) fn text(&mut self, text: &str, anchor: (i32, i32), face: Face, colour: RGBColor, align: Align) {
        let width = face.width(text);
        let left = match align {
            Align::Left => anchor.0,
            Align::Centre => anchor.0 - width / 2,
            Align::Right => anchor.0 - width,
        };
        let mut drawn = false;
        self.cover(colour, |put| drawn = face.draw(text, (left, anchor.1), |x, y, cover| put(x, y, f64::from(cover))));
        if !drawn {
            self.keep(Problem::new("cannot draw a chart: the typeface inside the program cannot be read"));
        }
    }

    /// Covers single pixels with a colour, each to a share from 0 to 1.
    fn cover(&mut self, colour: RGBColor, draw: impl FnOnce(&mut dyn FnMut(i32, i32, f64))) {
        self.with(|backend| {
            let mut result = Ok(());
            draw(&mut |x, y, cover| {
                if cover > 0.0 && result.is_ok() {
                    result = backend.draw_pixel((x, y), colour.mix(cover.min(1.0)).to_backend_color());
                }
            });
            result
        });
    }

    /// Draws with plotters on the pixels.
    fn with<E: Display>(&mut self, draw: impl FnOnce(&mut BitMapBackend<'_>) -> std::result::Result<(), E>) {
        let mut backend = BitMapBackend::with_buffer(&mut self.pixels, self.size);
        let drawn = draw(&mut backend);
        drop(backend);
        if let Err(error) = drawn {
            self.keep(cannot(&error));
        }
    }

    fn keep(&mut self, problem: Problem) {
        self.failed.get_or_insert(problem);
    }

    /// The finished picture as a PNG.
    ///
    /// # Errors
    /// The first thing that could not be drawn.
    pub(super) fn png(self) -> Result<Vec<u8>> {
        if let Some(problem) = self.failed {
            return Err(problem);
        }
        let mut png = Vec::new();
        let mut encoder = png::Encoder::new(&mut png, self.size.0, self.size.1);
        encoder.set_color(png::ColorType::Rgb);
        encoder.set_depth(png::BitDepth::Eight);
        encoder.set_compression(png::Compression::Balanced);
        // Flat colours: rows compress better, and much faster, as they are.
        encoder.set_filter(png::Filter::NoFilter);
        encoder.set_pixel_dims(Some(png::PixelDimensions {
            xppu: PIXELS_PER_METRE,
            yppu: PIXELS_PER_METRE,
            unit: png::Unit::Meter,
        }));
        let mut writer = encoder.write_header().map_err(|error| cannot(&error))?;
        writer.write_image_data(&self.pixels).map_err(|error| cannot(&error))?;
        writer.finish().map_err(|error| cannot(&error))?;
        Ok(png)
    }
}

fn cannot(error: &dyn Display) -> Problem {
    Problem::new(format!("cannot draw a chart: {error}")).hint("this is a fault of GreenGrade: please report it")
}

/// How far a point is from the nearest point of a line between two points.
fn distance(point: (i32, i32), from: (i32, i32), to: (i32, i32)) -> f64 {
    let minus = |a: (i32, i32), b: (i32, i32)| (f64::from(a.0 - b.0), f64::from(a.1 - b.1));
    let (along, beside) = (minus(to, from), minus(point, from));
    let length = along.0.hypot(along.1);
    if length <= 0.0 {
        return beside.0.hypot(beside.1);
    }
    let place = ((beside.0 * along.0 + beside.1 * along.1) / (length * length)).clamp(0.0, 1.0);
    (beside.0 - along.0 * place).hypot(beside.1 - along.1 * place)
}

#[cfg(test)]
mod tests {
    use super::super::samples::Picture;
    use super::*;

    const INK: RGBColor = RGBColor(10, 20, 30);

    fn inked(canvas: Canvas) -> usize {
        Picture::of(&canvas.png().unwrap()).inked
    }

    #[test]
    fn an_area_is_filled_up_to_its_end_and_no_further() {
        let mut canvas = Canvas::new(50, 50);
        canvas.fill(Rect::new(10, 10, 20, 15), INK);
        assert_eq!(inked(canvas), 50);
    }

    #[test]
    fn chinese_text_leaves_ink_and_an_untouched_canvas_none() {
        assert_eq!(inked(Canvas::new(200, 100)), 0);
        let mut canvas = Canvas::new(200, 100);
        canvas.text("评定", (100, 50), Face::bold(40.0), INK, Align::Centre);
        assert!(inked(canvas) > 500);
    }

    #[test]
    fn what_lies_outside_is_left_out() {
        let mut canvas = Canvas::new(50, 50);
        canvas.text("评定", (-500, 900), Face::bold(40.0), INK, Align::Left);
        canvas.line(&[(-20, -20), (90, -20)], INK, 4);
        canvas.dot((-100, 10), 8, INK);
        assert_eq!(inked(canvas), 0);
    }

    #[test]
    fn the_picture_says_that_it_has_200_dots_an_inch() {
        let picture = Picture::of(&Canvas::new(40, 30).png().unwrap());
        assert_eq!((picture.width, picture.height, picture.dots_per_inch), (40, 30, 200));
    }
}
