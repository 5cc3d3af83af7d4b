//! The glyphs of a text as outlines.

use ab_glyph::{Font, OutlineCurve, Point, point};

use super::face::{Face, NO_GLYPH, Shown, room};
use super::typeface::{Fitted, Typeface};

/// One glyph of a text.
pub(super) struct Glyph {
    pub(super) key: Key,
    /// Where it stands, in units of the embedded typeface from the text's beginning.
    pub(super) x: f32,
    /// Its outline as the path of an SVG, in the same units with the height growing upwards; `None` for a space.
    pub(super) outline: Option<String>,
}

/// What tells glyphs apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Key {
    /// By the number in the embedded typeface.
    Bold(u16),
    Regular(u16),
    /// By the character, drawn from the user's font.
    Other(char),
}

impl Key {
    /// A name that is good for an element of SVG.
    pub(super) fn name(self) -> String {
        match self {
            Self::Bold(id) => format!("b{id}"),
            Self::Regular(id) => format!("r{id}"),
            Self::Other(c) => format!("o{:x}", u32::from(c)),
        }
    }
}

impl Face {
    /// The glyphs of a text, what the embedded typeface lacks from the other one; `None` where it can not be read.
    pub(super) fn glyphs(self, text: &str, other: &Typeface) -> Option<Vec<Glyph>> {
        let font = self.font()?;
        let square = font.units_per_em()?;
        let advance = |c: char| font.h_advance_unscaled(font.glyph_id(c));
        let own = |c: char, x: f32| {
            let id = font.glyph_id(c);
            let key = if self.is_bold() { Key::Bold(id.0) } else { Key::Regular(id.0) };
            Glyph { key, x, outline: font.outline(id).map(|outline| path(&outline.curves, (1.0, 1.0))) }
        };
        let mut pen = 0.0;
        let glyphs = Shown::all(text).map(|shown| {
            let (glyph, wide) = match shown {
                Shown::Own(c) => (own(c, pen), advance(c)),
                Shown::Other(c) => {
                    let wide = room(c) * square;
                    let fitted = other.fitted(c, room(c)).and_then(|fitted| fitted_glyph(c, &fitted, square, pen));
                    (fitted.unwrap_or_else(|| own(NO_GLYPH, pen + (wide - advance(NO_GLYPH)) / 2.0)), wide)
                }
            };
            pen += wide;
            glyph
        });
        Some(glyphs.collect())
    }
}

/// A glyph of the user's font in the units of the embedded typeface, whose square is so long.
fn fitted_glyph(c: char, fitted: &Fitted<'_>, square: f32, pen: f32) -> Option<Glyph> {
    let Fitted { font, id, narrowing, start } = fitted;
    let units = square / font.units_per_em()?;
    let outline = path(&font.outline(*id)?.curves, (units * narrowing, units));
    Some(Glyph { key: Key::Other(c), x: pen + start * square, outline: Some(outline) })
}

/// Curves as the path of an SVG, wider and higher by these factors.
fn path(curves: &[OutlineCurve], (wider, higher): (f32, f32)) -> String {
    let at = |place: &Point| point(place.x * wider, place.y * higher);
    let mut path = String::new();
    let mut pen: Option<Point> = None;
    for curve in curves {
        let (start, rest) = match curve {
            OutlineCurve::Line(start, end) => (start, format!("L{}", pair(at(end)))),
            OutlineCurve::Quad(start, by, end) => (start, format!("Q{} {}", pair(at(by)), pair(at(end)))),
            OutlineCurve::Cubic(start, a, b, end) => {
                (start, format!("C{} {} {}", pair(at(a)), pair(at(b)), pair(at(end))))
            }
        };
        if pen != Some(*start) {
            path.push_str(&format!("M{}", pair(at(start))));
        }
        path.push_str(&rest);
        pen = Some(match curve {
            OutlineCurve::Line(_, end) | OutlineCurve::Quad(_, _, end) | OutlineCurve::Cubic(.., end) => *end,
        });
    }
    path
}

fn pair(place: Point) -> String {
    format!("{} {}", place.x, place.y)
}
