//! A picture as a PNG.

use std::fmt::Display;

use plotters::backend::BitMapBackend;
use plotters::prelude::DrawingBackend;
use plotters::style::{Color, RGBColor};

use super::canvas::{Canvas, Mark};
use super::face::{Face, unreadable};
use super::scale::{Scale, whole};
use super::shape::{HATCH, Rect};
use super::typeface::Typeface;
use crate::problem::{Problem, Result};

/// The picture, RGB with eight bits each.
///
/// # Errors
/// The first thing that could not be drawn.
pub(super) fn png(canvas: &Canvas, scale: Scale) -> Result<Vec<u8>> {
    let size = (scale.side(canvas.size.0), scale.side(canvas.size.1));
    let count = usize::try_from(u64::from(size.0) * u64::from(size.1) * 3).unwrap_or_default();
    // All channels full: white paper.
    let mut pixels = vec![u8::MAX; count];
    let backend = BitMapBackend::with_buffer(&mut pixels, size);
    let mut raster = Raster { backend, scale, typeface: &canvas.typeface, failed: None };
    canvas.marks.iter().for_each(|mark| raster.draw(mark));
    if let Some(problem) = raster.failed.take() {
        return Err(problem);
    }
    drop(raster);
    encode(&pixels, size, scale.dots_in_a_metre()).map_err(|error| cannot(&error))
}

fn encode(pixels: &[u8], (width, height): (u32, u32), dots: u32) -> std::result::Result<Vec<u8>, png::EncodingError> {
    let mut png = Vec::new();
    let mut encoder = png::Encoder::new(&mut png, width, height);
    encoder.set_color(png::ColorType::Rgb);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_compression(png::Compression::Balanced);
    // Flat colours: rows compress better, and much faster, as they are.
    encoder.set_filter(png::Filter::NoFilter);
    encoder.set_pixel_dims(Some(png::PixelDimensions { xppu: dots, yppu: dots, unit: png::Unit::Meter }));
    let mut writer = encoder.write_header()?;
    writer.write_image_data(pixels)?;
    writer.finish()?;
    Ok(png)
}

/// Pixels being drawn on. The first thing that fails is kept.
struct Raster<'p> {
    backend: BitMapBackend<'p>,
    scale: Scale,
    typeface: &'p Typeface,
    failed: Option<Problem>,
}

impl Raster<'_> {
    fn draw(&mut self, mark: &Mark) {
        match mark {
            Mark::Fill(area, colour) => {
                let area = self.scale.area(*area);
                let drawn = self.backend.draw_rect((area.left, area.top), (area.right, area.bottom), colour, true);
                self.keep(drawn);
            }
            Mark::Hatch(area, colour) => self.hatch(*area, *colour),
            Mark::Line { points, colour, thick } => self.line(points, *colour, *thick),
            Mark::Dot { middle, radius, colour } => {
                let (middle, radius) = (self.scale.pixel(*middle), self.scale.side(*radius));
                let drawn = self.backend.draw_circle(middle, radius, colour, true);
                self.keep(drawn);
            }
            Mark::Text { text, start, face, colour } => self.text(text, *start, *face, *colour),
        }
    }

    fn hatch(&mut self, area: Rect, colour: RGBColor) {
        let (apart, thick) = (self.scale.length(HATCH.0), self.scale.length(HATCH.1));
        let area = self.scale.area(area);
        self.cover(colour, |put| {
            for y in area.top..area.bottom {
                for x in area.left..area.right {
                    put(x, y, hatched(f64::from(x + y).rem_euclid(apart), apart, thick));
                }
            }
        });
    }

    fn line(&mut self, points: &[(i32, i32)], colour: RGBColor, thick: i32) {
        // A line that is thinner than a pixel would fade.
        let thick = self.scale.length(thick).max(1.0);
        let room = whole(thick.ceil());
        let points: Vec<(f64, f64)> = points.iter().map(|point| self.scale.point(*point)).collect();
        let pixels = |a: f64, b: f64| whole(a.min(b).floor()) - room..=whole(a.max(b).ceil()) + room;
        self.cover(colour, |put| {
            for (&from, &to) in points.iter().zip(points.iter().skip(1)) {
                for y in pixels(from.1, to.1) {
                    for x in pixels(from.0, to.0) {
                        put(x, y, thick / 2.0 + 0.5 - distance((f64::from(x), f64::from(y)), from, to));
                    }
                }
            }
        });
    }

    fn text(&mut self, text: &str, start: (i32, i32), face: Face, colour: RGBColor) {
        let mut drawn = false;
        let start = (self.scale.length(start.0), self.scale.length(start.1));
        let face = face.scaled(self.scale.length(1));
        let other = self.typeface;
        self.cover(colour, |put| drawn = face.draw(text, start, other, |x, y, cover| put(x, y, f64::from(cover))));
        if !drawn {
            self.failed.get_or_insert_with(unreadable);
        }
    }

    /// Covers single pixels with a colour, each to a share from 0 to 1.
    fn cover(&mut self, colour: RGBColor, draw: impl FnOnce(&mut dyn FnMut(i32, i32, f64))) {
        let mut result = Ok(());
        draw(&mut |x, y, cover| {
            if cover > 0.0 && result.is_ok() {
                result = self.backend.draw_pixel((x, y), colour.mix(cover.min(1.0)).to_backend_color());
            }
        });
        self.keep(result);
    }

    fn keep<E: Display>(&mut self, drawn: std::result::Result<(), E>) {
        if let Err(error) = drawn {
            self.failed.get_or_insert_with(|| cannot(&error));
        }
    }
}

fn cannot(error: &dyn Display) -> Problem {
    Problem::new(format!("cannot draw a chart: {error}")).hint("this is a fault of GreenGrade: please report it")
}

/// Which share of the pixel that begins at this place behind the beginning of a hatching line is covered by it or by the
/// next one.
fn hatched(place: f64, apart: f64, thick: f64) -> f64 {
    let of_this = (thick - place).clamp(0.0, 1.0);
    let of_next = (place + 1.0 - apart).clamp(0.0, thick.min(1.0));
    (of_this + of_next).min(1.0)
}

/// How far a point is from the nearest point of a line between two points.
fn distance(point: (f64, f64), from: (f64, f64), to: (f64, f64)) -> f64 {
    let minus = |a: (f64, f64), b: (f64, f64)| (a.0 - b.0, a.1 - b.1);
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
    use super::*;

    #[test]
    fn at_the_dots_of_the_layout_a_hatching_line_covers_whole_pixels() {
        let covered: Vec<f64> = (0..10).map(|place| hatched(f64::from(place), 10.0, 3.0)).collect();
        assert_eq!(covered, [1.0, 1.0, 1.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0]);
    }

    #[test]
    fn a_hatching_of_any_scale_covers_the_same_share_of_an_area() {
        for (apart, thick) in [(3.6, 1.08), (5.0, 1.5), (30.0, 9.0)] {
            let many = 10_000;
            let sum: f64 = (0..many).map(|x| hatched(f64::from(x).rem_euclid(apart), apart, thick)).sum();
            assert!((sum / f64::from(many) - 0.3).abs() < 0.005, "{apart}");
        }
    }
}
