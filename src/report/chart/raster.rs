//! A picture as a PNG.

use std::fmt::Display;

use plotters::backend::BitMapBackend;
use plotters::prelude::DrawingBackend;
use plotters::style::{Color, RGBColor};

use super::canvas::{Canvas, Mark};
use super::face::{Face, unreadable};
use super::shape::{HATCH, Rect};
use crate::problem::{Problem, Result};

/// 200 dots an inch: a picture 1600 pixels wide is 8 inches wide on paper.
const PIXELS_PER_METRE: u32 = 7874;

/// The picture, RGB with eight bits each.
///
/// # Errors
/// The first thing that could not be drawn.
pub(super) fn png(canvas: &Canvas) -> Result<Vec<u8>> {
    let size = canvas.size;
    let count = usize::try_from(u64::from(size.0) * u64::from(size.1) * 3).unwrap_or_default();
    // All channels full: white paper.
    let mut pixels = vec![u8::MAX; count];
    let mut raster = Raster { backend: BitMapBackend::with_buffer(&mut pixels, size), failed: None };
    canvas.marks.iter().for_each(|mark| raster.draw(mark));
    if let Some(problem) = raster.failed.take() {
        return Err(problem);
    }
    drop(raster);
    encode(&pixels, size).map_err(|error| cannot(&error))
}

fn encode(pixels: &[u8], (width, height): (u32, u32)) -> std::result::Result<Vec<u8>, png::EncodingError> {
    let mut png = Vec::new();
    let mut encoder = png::Encoder::new(&mut png, width, height);
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
    let mut writer = encoder.write_header()?;
    writer.write_image_data(pixels)?;
    writer.finish()?;
    Ok(png)
}

/// Pixels being drawn on. The first thing that fails is kept.
struct Raster<'p> {
    backend: BitMapBackend<'p>,
    failed: Option<Problem>,
}

impl Raster<'_> {
    fn draw(&mut self, mark: &Mark) {
        match mark {
            Mark::Fill(area, colour) => {
                let drawn = self.backend.draw_rect((area.left, area.top), (area.right, area.bottom), colour, true);
                self.keep(drawn);
            }
            Mark::Hatch(area, colour) => self.hatch(*area, *colour),
            Mark::Line { points, colour, thick } => self.line(points, *colour, *thick),
            Mark::Dot { middle, radius, colour } => {
                let drawn = self.backend.draw_circle(*middle, *radius, colour, true);
                self.keep(drawn);
            }
            Mark::Text { text, start, face, colour } => self.text(text, *start, *face, *colour),
        }
    }

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

    fn line(&mut self, points: &[(i32, i32)], colour: RGBColor, thick: i32) {
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

    fn text(&mut self, text: &str, start: (i32, i32), face: Face, colour: RGBColor) {
        let mut drawn = false;
        self.cover(colour, |put| drawn = face.draw(text, start, |x, y, cover| put(x, y, f64::from(cover))));
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
