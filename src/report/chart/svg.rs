//! A picture as an SVG that looks the same everywhere: letters are outlines of the embedded typeface, so that no machine
//! needs a font, and behind them stands the text itself, unseen, to be found and copied.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use plotters::style::RGBColor;

use super::canvas::{Canvas, Mark};
use super::face::{FAMILY, Face, shown, unreadable};
use super::outline::{Glyph, Key};
use super::shape::{HATCH, Rect};
use super::typeface::Typeface;
use crate::problem::Result;

/// What letters become.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Letters {
    /// Outlines with the unseen text over them, for those who have no fonts.
    #[default]
    Outlines,
    /// Text in the typeface of the charts, for those who have it.
    Text,
}

/// The picture as text, UTF-8.
///
/// # Errors
/// A typeface that can not be read.
pub(super) fn svg(canvas: &Canvas, letters: Letters) -> Result<String> {
    let mut drawing = Drawing { letters, ..Drawing::default() };
    canvas.marks.iter().try_for_each(|mark| drawing.draw(mark, &canvas.typeface))?;
    let (width, height) = canvas.size;
    let title = escaped(&canvas.title);
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" width=\"{width}\" \
         height=\"{height}\" viewBox=\"0 0 {width} {height}\" role=\"img\" aria-labelledby=\"title\">\n\
         <title id=\"title\">{title}</title>\n<defs>\n"
    );
    svg.push_str(&drawing.definitions());
    put(&mut svg, format_args!("</defs>\n<rect width=\"{width}\" height=\"{height}\" fill=\"#ffffff\"/>\n"));
    svg.push_str(&drawing.body);
    svg.push_str(&readings(canvas));
    svg.push_str("</svg>\n");
    Ok(svg)
}

/// Pictures that stand together in one page of HTML.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct InPage {
    /// An element without size that holds the letters and hatchings of all pictures, each once.
    pub definitions: String,
    /// An element for each picture, in their order.
    pub pictures: Vec<String>,
}

/// The pictures for one page, each with a name by which its title differs from those of the others.
///
/// # Errors
/// A typeface that can not be read.
pub(super) fn in_page<'c>(canvases: impl IntoIterator<Item = (&'c str, &'c Canvas)>) -> Result<InPage> {
    let mut drawing = Drawing::default();
    let mut pictures = Vec::new();
    for (name, canvas) in canvases {
        canvas.marks.iter().try_for_each(|mark| drawing.draw(mark, &canvas.typeface))?;
        let ((width, height), title) = (canvas.size, escaped(&canvas.title));
        pictures.push(format!(
            "<svg viewBox=\"0 0 {width} {height}\" role=\"img\" aria-labelledby=\"title-{name}\">\n\
             <title id=\"title-{name}\">{title}</title>\n\
             <rect width=\"{width}\" height=\"{height}\" fill=\"#ffffff\"/>\n{}{}</svg>\n",
            std::mem::take(&mut drawing.body),
            readings(canvas)
        ));
    }
    let definitions = format!(
        "<svg width=\"0\" height=\"0\" aria-hidden=\"true\" style=\"position:absolute\"><defs>\n{}</defs></svg>\n",
        drawing.definitions()
    );
    Ok(InPage { definitions, pictures })
}

/// An SVG being written.
#[derive(Default)]
struct Drawing {
    letters: Letters,
    body: String,
    /// The colours of hatchings, in hexadecimal.
    hatches: BTreeSet<String>,
    /// The outlines that letters refer to.
    glyphs: BTreeMap<Key, String>,
}

impl Drawing {
    /// What the body refers to.
    fn definitions(&self) -> String {
        let mut text: String = self.hatches.iter().map(|colour| pattern(colour)).collect();
        for (key, path) in &self.glyphs {
            put(&mut text, format_args!("<path id=\"{}\" d=\"{path}\"/>\n", key.name()));
        }
        text
    }

    fn draw(&mut self, mark: &Mark, other: &Typeface) -> Result<()> {
        match mark {
            Mark::Fill(area, colour) => self.rectangle(*area, &format!("#{}", hex(*colour))),
            Mark::Hatch(area, colour) => {
                self.rectangle(*area, &format!("url(#hatch-{})", hex(*colour)));
                self.hatches.insert(hex(*colour));
            }
            Mark::Line { points, colour, thick } => {
                let points: Vec<String> = points.iter().map(|(x, y)| format!("{},{}", mid(*x), mid(*y))).collect();
                let (points, colour) = (points.join(" "), hex(*colour));
                put(
                    &mut self.body,
                    format_args!(
                        "<polyline points=\"{points}\" fill=\"none\" stroke=\"#{colour}\" stroke-width=\"{thick}\" \
                         stroke-linecap=\"round\" stroke-linejoin=\"round\"/>\n"
                    ),
                );
            }
            Mark::Dot { middle: (x, y), radius, colour } => {
                let (x, y, colour) = (mid(*x), mid(*y), hex(*colour));
                put(
                    &mut self.body,
                    format_args!("<circle cx=\"{x}\" cy=\"{y}\" r=\"{radius}.5\" fill=\"#{colour}\"/>\n"),
                );
            }
            Mark::Text { text, start, face, colour } => match self.letters {
                Letters::Outlines => self.outlines(text, *start, *face, *colour, other)?,
                Letters::Text => self.text(text, *start, *face, *colour, other),
            },
        }
        Ok(())
    }

    fn rectangle(&mut self, area: Rect, fill: &str) {
        let (width, height) = (area.width(), area.height());
        // A side below zero is an error to those who read SVG, and nothing on pixels.
        if width > 0 && height > 0 {
            let Rect { left, top, .. } = area;
            put(
                &mut self.body,
                format_args!(
                    "<rect x=\"{left}\" y=\"{top}\" width=\"{width}\" height=\"{height}\" fill=\"{fill}\"/>\n"
                ),
            );
        }
    }

    /// The outlines of a text in the units of the typeface, scaled and turned up, and the text itself over them.
    fn outlines(
        &mut self,
        text: &str,
        (left, middle): (i32, i32),
        face: Face,
        colour: RGBColor,
        other: &Typeface,
    ) -> Result<()> {
        let (glyphs, scale) = face.glyphs(text, other).zip(face.units_to_pixels()).ok_or_else(unreadable)?;
        let (baseline, size, colour) = (face.baseline(middle), face.size(), hex(colour));
        put(
            &mut self.body,
            format_args!(
                "<g fill=\"#{colour}\"><g transform=\"translate({left} {baseline}) scale({scale} -{scale})\">"
            ),
        );
        for Glyph { key, x, outline } in glyphs {
            if let Some(outline) = outline {
                put(&mut self.body, format_args!("<use xlink:href=\"#{}\" x=\"{x}\"/>", key.name()));
                self.glyphs.insert(key, outline);
            }
        }
        let (width, text) = (face.width(text), escaped(text));
        put(
            &mut self.body,
            format_args!(
                "</g><text x=\"{left}\" y=\"{baseline}\" font-size=\"{size}\" textLength=\"{width}\" \
                 lengthAdjust=\"spacingAndGlyphs\" fill-opacity=\"0\">{text}</text></g>\n"
            ),
        );
        Ok(())
    }

    /// The text in the typeface, character by character as it is drawn elsewhere.
    fn text(&mut self, text: &str, (left, middle): (i32, i32), face: Face, colour: RGBColor, other: &Typeface) {
        let (baseline, size, colour) = (face.baseline(middle), face.size(), hex(colour));
        let weight = if face.is_bold() { "bold" } else { "normal" };
        let text = escaped(&shown(text, other).collect::<String>());
        put(
            &mut self.body,
            format_args!(
                "<text x=\"{left}\" y=\"{baseline}\" font-family=\"{FAMILY}\" font-weight=\"{weight}\" \
                 font-size=\"{size}\" fill=\"#{colour}\" xml:space=\"preserve\">{text}</text>\n"
            ),
        );
    }
}

/// Areas that are not seen, whose title a browser shows where the reader points at them.
fn readings(canvas: &Canvas) -> String {
    let mut text = String::new();
    for (area, words) in &canvas.readings {
        let (Rect { left, top, .. }, width, height) = (*area, area.width().max(0), area.height().max(0));
        put(
            &mut text,
            format_args!(
                "<rect class=\"reading\" x=\"{left}\" y=\"{top}\" width=\"{width}\" height=\"{height}\" \
                 fill-opacity=\"0\"><title>{}</title></rect>\n",
                escaped(words)
            ),
        );
    }
    text
}

/// Lines from the upper right to the lower left, as the pixels of the PNG are: those whose coordinates' sum, divided by
/// the distance, leaves less than the thickness.
fn pattern(colour: &str) -> String {
    let (apart, thick) = HATCH;
    // The pixels `x + y = 0` are cut by the lines `x + y = 0` and `x + y = 2` of the plane, and halved by 1.
    let (near, far) = (0.5, f64::from(thick) + 0.5);
    let (near_end, far_end) = (near + f64::from(apart), far + f64::from(apart));
    let (near_in, far_in) = (near_end - f64::from(apart), far_end - f64::from(apart));
    format!(
        "<pattern id=\"hatch-{colour}\" patternUnits=\"userSpaceOnUse\" width=\"{apart}\" height=\"{apart}\">\
         <path fill=\"#{colour}\" d=\"M{near} 0H{far}L0 {far}V{near}ZM{apart} {near_in}V{far_in}L{far_in} {apart}H{near_in}Z\"/>\
         </pattern>\n"
    )
}

fn put(text: &mut String, arguments: std::fmt::Arguments<'_>) {
    // Writing to a string can not fail.
    let _ = text.write_fmt(arguments);
}

/// The middle of a pixel.
fn mid(pixel: i32) -> f64 {
    f64::from(pixel) + 0.5
}

fn hex(RGBColor(red, green, blue): RGBColor) -> String {
    format!("{red:02x}{green:02x}{blue:02x}")
}

/// A text as XML has it, without the signs that XML can not hold.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => escaped.push(' '),
            c => escaped.push(c),
        }
    }
    escaped
}

#[cfg(test)]
mod tests;
