//! The glyphs of a text as outlines.

use ab_glyph::{Font, OutlineCurve, Point};

use super::face::{Face, shown};

/// One glyph of a text.
pub(super) struct Glyph {
    /// Its number in the typeface.
    pub(super) id: u16,
    /// Where it stands, in units of the typeface from the text's beginning.
    pub(super) x: f32,
    /// Its outline as the path of an SVG, in units of the typeface with the height growing upwards; `None` for a space.
    pub(super) outline: Option<String>,
}

impl Face {
    /// The glyphs of a text, in the units of the typeface; `None` where it can not be read.
    pub(super) fn glyphs(self, text: &str) -> Option<Vec<Glyph>> {
        let font = self.font()?;
        let mut pen = 0.0;
        let glyphs = shown(text).map(|c| {
            let (id, x) = (font.glyph_id(c), pen);
            pen += font.h_advance_unscaled(id);
            Glyph { id: id.0, x, outline: font.outline(id).map(|outline| path(&outline.curves)) }
        });
        Some(glyphs.collect())
    }
}

/// Curves as the path of an SVG.
fn path(curves: &[OutlineCurve]) -> String {
    let mut path = String::new();
    let mut pen: Option<Point> = None;
    for curve in curves {
        let (start, rest) = match curve {
            OutlineCurve::Line(start, end) => (start, format!("L{} {}", end.x, end.y)),
            OutlineCurve::Quad(start, by, end) => (start, format!("Q{} {} {} {}", by.x, by.y, end.x, end.y)),
            OutlineCurve::Cubic(start, a, b, end) => {
                (start, format!("C{} {} {} {} {} {}", a.x, a.y, b.x, b.y, end.x, end.y))
            }
        };
        if pen != Some(*start) {
            path.push_str(&format!("M{} {}", start.x, start.y));
        }
        path.push_str(&rest);
        pen = Some(match curve {
            OutlineCurve::Line(_, end) | OutlineCurve::Quad(_, _, end) | OutlineCurve::Cubic(.., end) => *end,
        });
    }
    path
}
