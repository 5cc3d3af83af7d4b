//! The embedded typeface: how wide a text is, how it fits, and its glyphs as coverage of pixels.
//!
//! Glyphs are set here and not by plotters, which leaves out the space before a glyph's ink: full-width Chinese signs
//! such as `（` would stand in the wrong half of their square.

use std::sync::LazyLock;

use ab_glyph::{Font, FontRef, Glyph, PxScale, ScaleFont, point};

use super::line_breaks::{pieces, wide};
use super::typeface::{Fitted, Typeface};
use crate::problem::Problem;

/// The typeface in its two weights, regular and bold, as files of TrueType.
pub const TYPEFACES: [&[u8]; 2] = [
    include_bytes!("../../../assets/fonts/NotoSansSC-Regular-gb2312.ttf"),
    include_bytes!("../../../assets/fonts/NotoSansSC-Bold-gb2312.ttf"),
];

static REGULAR: LazyLock<Option<FontRef<'static>>> = LazyLock::new(|| read(TYPEFACES[0]));
static BOLD: LazyLock<Option<FontRef<'static>>> = LazyLock::new(|| read(TYPEFACES[1]));

/// What programs call the typeface.
pub(super) const FAMILY: &str = "Noto Sans SC";

/// Shown for a character that no typeface has a glyph for: a reader sees that something is missing.
pub(super) const NO_GLYPH: char = '?';
const ELLIPSIS: &str = "…";

fn read(bytes: &'static [u8]) -> Option<FontRef<'static>> {
    FontRef::try_from_slice(bytes).ok()
}

/// The typeface in one weight and size.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Face {
    bold: bool,
    /// The side of a Chinese character's square, in pixels.
    size: f32,
}

impl Face {
    pub(super) const fn regular(size: f32) -> Self {
        Self { bold: false, size }
    }

    pub(super) const fn bold(size: f32) -> Self {
        Self { bold: true, size }
    }

    /// The same so many times as large.
    pub(super) fn scaled(self, times: f64) -> Self {
        Self { size: single(f64::from(self.size) * times), ..self }
    }

    /// The distance between the middles of two lines, in pixels.
    pub(super) fn line_height(self) -> i32 {
        whole(self.size * 1.36)
    }

    /// Whether both weights have a glyph for the character.
    pub(super) fn has(c: char) -> bool {
        let has = |font: &Option<FontRef<'static>>| font.as_ref().is_some_and(|font| font.glyph_id(c).0 != 0);
        has(&REGULAR) && has(&BOLD)
    }

    /// How wide a text is drawn, in pixels.
    pub(super) fn width(self, text: &str) -> i32 {
        whole(self.advances(text).map(|(_, advance)| advance).sum::<f32>().ceil())
    }

    /// How far each character of a text moves the pen. What is not seen moves nothing and is left out.
    fn advances(self, text: &str) -> impl Iterator<Item = (char, f32)> {
        let font = self.font();
        text.chars().filter_map(move |c| Some((c, self.advance(font?, Shown::of(c)?))))
    }

    fn advance(self, font: &FontRef<'_>, shown: Shown) -> f32 {
        match shown {
            Shown::Own(c) => font.as_scaled(scale(font, self.size)).h_advance(font.glyph_id(c)),
            Shown::Other(c) => room(c) * self.size,
        }
    }

    /// The text, cut with `…` where it is wider than `room`.
    pub(super) fn shorten(self, text: &str, room: i32) -> String {
        if self.width(text) <= room {
            return text.to_owned();
        }
        let mut free = real(room - self.width(ELLIPSIS));
        let fitting = self.advances(text).take_while(|(_, advance)| {
            free -= advance;
            free >= 0.0
        });
        let kept: String = fitting.map(|(c, _)| c).collect();
        if kept.is_empty() { String::new() } else { format!("{}{ELLIPSIS}", kept.trim_end()) }
    }

    /// The text in at most so many lines, the last one cut with `…` where more would be needed.
    pub(super) fn wrap(self, text: &str, room: i32, most: usize) -> Vec<String> {
        let mut lines: Vec<String> = Vec::new();
        let mut line = String::new();
        let mut pieces = pieces(text).into_iter().peekable();
        while let Some(piece) = pieces.peek() {
            let longer = format!("{line}{piece}");
            if line.is_empty() || self.width(longer.trim_end()) <= room {
                line = longer;
                pieces.next();
            } else if lines.len() + 1 < most {
                lines.push(std::mem::take(&mut line));
            } else {
                break;
            }
        }
        line.extend(pieces);
        lines.push(line);
        lines.iter().map(|line| self.shorten(line.trim(), room)).filter(|line| !line.is_empty()).collect()
    }

    /// Gives each pixel that the text covers and how much of it, the text beginning at `left` with its middle at
    /// `middle`. What the embedded typeface lacks is taken from the other one.
    ///
    /// `false` where the typeface can not be read, which a test rules out for what is shipped.
    pub(super) fn draw(
        self,
        text: &str,
        (left, middle): (f64, f64),
        other: &Typeface,
        mut put: impl FnMut(i32, i32, f32),
    ) -> bool {
        let Some(font) = self.font() else { return false };
        let own = scale(font, self.size);
        let baseline = self.baseline_about(single(middle));
        let mut pen = single(left);
        for shown in Shown::all(text) {
            let advance = self.advance(font, shown);
            let glyph = |c: char, x: f32| font.glyph_id(c).with_scale_and_position(own, point(x, baseline));
            match shown {
                Shown::Own(c) => cover(font, glyph(c, pen), &mut put),
                Shown::Other(c) => match other.fitted(c, room(c)) {
                    Some(Fitted { font, id, narrowing, start }) => {
                        let PxScale { x, y } = scale(font, self.size);
                        let place = point(pen + start * self.size, baseline);
                        let glyph = id.with_scale_and_position(PxScale { x: x * narrowing, y }, place);
                        cover(font, glyph, &mut put);
                    }
                    None => {
                        let start = (advance - self.advance(font, Shown::Own(NO_GLYPH))) / 2.0;
                        cover(font, glyph(NO_GLYPH, pen + start), &mut put);
                    }
                },
            }
            pen += advance;
        }
        true
    }

    /// The height of the line that a text about `middle` stands on: a Chinese square reaches from 0.12 below it to 0.88
    /// above it.
    pub(super) fn baseline(self, middle: i32) -> f32 {
        self.baseline_about(real(middle))
    }

    fn baseline_about(self, middle: f32) -> f32 {
        (middle + self.size * 0.38).round()
    }

    pub(super) const fn size(self) -> f32 {
        self.size
    }

    pub(super) const fn is_bold(self) -> bool {
        self.bold
    }

    /// How many pixels a unit of the typeface is; `None` where it can not be read.
    pub(super) fn units_to_pixels(self) -> Option<f32> {
        Some(self.size / self.font()?.units_per_em()?)
    }

    pub(super) fn font(self) -> Option<&'static FontRef<'static>> {
        if self.bold { BOLD.as_ref() } else { REGULAR.as_ref() }
    }
}

/// `ab_glyph` scales by the height from the lowest to the highest point of the typeface, not by the square.
fn scale(font: &impl Font, size: f32) -> PxScale {
    let square = font.units_per_em().unwrap_or(1000.0);
    PxScale::from(size * font.height_unscaled() / square)
}

/// Gives each pixel that a glyph covers and how much of it.
fn cover(font: &impl Font, glyph: Glyph, put: &mut impl FnMut(i32, i32, f32)) {
    let Some(outline) = font.outline_glyph(glyph) else { return };
    let corner = outline.px_bounds().min;
    let (x0, y0) = (whole(corner.x), whole(corner.y));
    outline.draw(|x, y, cover| {
        let (x, y) = (i32::try_from(x).unwrap_or_default(), i32::try_from(y).unwrap_or_default());
        put(x0.saturating_add(x), y0.saturating_add(y), cover.clamp(0.0, 1.0));
    });
}

/// The problem of a typeface that can not be read, which a test rules out for what is shipped.
pub(super) fn unreadable() -> Problem {
    Problem::new("cannot draw a chart: the typeface inside the program cannot be read")
        .hint("this is a fault of GreenGrade: please report it")
}

/// A character of a text as it is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shown {
    /// By the embedded typeface.
    Own(char),
    /// By the user's font, or as [`NO_GLYPH`] in the middle of the character's room.
    Other(char),
}

impl Shown {
    fn of(c: char) -> Option<Self> {
        match c {
            _ if unseen(c) => None,
            _ if c.is_control() => Some(Self::Own(' ')),
            _ if Face::has(c) => Some(Self::Own(c)),
            _ if c.is_whitespace() => Some(Self::Own(' ')),
            _ => Some(stand_in(c).map_or(Self::Other(c), Self::Own)),
        }
    }

    /// What is drawn for a text.
    pub(super) fn all(text: &str) -> impl Iterator<Item = Self> + '_ {
        text.chars().filter_map(Self::of)
    }
}

/// The characters of a text that the embedded typeface and the other one have: never one without a glyph, which would be
/// an empty box.
pub fn shown<'t>(text: &'t str, other: &'t Typeface) -> impl Iterator<Item = char> + 't {
    Shown::all(text).map(|shown| match shown {
        Shown::Own(c) => c,
        Shown::Other(c) if other.has(c) => c,
        Shown::Other(_) => NO_GLYPH,
    })
}

/// How wide the room of a character is that the embedded typeface lacks, in squares: no font is asked, so that a chart is
/// laid out the same with any.
pub(super) fn room(c: char) -> f32 {
    if wide(c) { 1.0 } else { 0.6 }
}

/// Signs that guide how others are set and have no form of their own.
fn unseen(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}'..='\u{2064}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}')
}

/// The sign of the typeface that means the same as one that it lacks.
const fn stand_in(c: char) -> Option<char> {
    match c {
        '−' => Some('–'),
        '⋅' => Some('·'),
        '₂' => Some('2'),
        _ => None,
    }
}

#[expect(clippy::as_conversions, reason = "positions in a picture are far from the bounds of 32 bits")]
fn whole(pixels: f32) -> i32 {
    pixels.round() as i32
}

#[expect(clippy::as_conversions, reason = "positions in a picture are exact in 32-bit floating point")]
fn real(pixels: i32) -> f32 {
    pixels as f32
}

#[expect(clippy::as_conversions, reason = "glyphs are placed in 32-bit floating point, fine enough for any picture")]
fn single(pixels: f64) -> f32 {
    pixels as f32
}

#[cfg(test)]
mod tests;
