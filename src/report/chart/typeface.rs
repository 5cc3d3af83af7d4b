//! A font that the user names for characters that the embedded typeface lacks.

use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use ab_glyph::{Font, FontVec, GlyphId};

use crate::problem::{Problem, Result};

/// A font of the user's own beside the embedded typeface, or none.
///
/// It gives single glyphs where the embedded typeface has none, in one weight. A picture is laid out without it: each such
/// character has a room of its own whose width does not depend on the font, so that a font never moves anything.
#[derive(Clone, Default, PartialEq)]
pub struct Typeface(Option<Arc<Named>>);

/// A font and the file it was read from.
struct Named {
    file: PathBuf,
    font: FontVec,
}

impl Typeface {
    /// Reads a font: TrueType or OpenType, of a collection the first.
    ///
    /// # Errors
    /// A file that cannot be read or is no font.
    pub fn read(file: &Path) -> Result<Self> {
        let bytes = std::fs::read(file).map_err(|error| Problem::io("read the font", file, &error))?;
        let font = FontVec::try_from_vec_and_index(bytes, 0).ok().filter(|font| square(font).is_some());
        let font = font.ok_or_else(|| {
            Problem::new("the file is no font that can be read")
                .at_file(file)
                .hint("name a TrueType or OpenType font: `.ttf`, `.otf` or `.ttc`")
        })?;
        Ok(Self(Some(Arc::new(Named { file: file.to_owned(), font }))))
    }

    /// The font's file as it was read; `None` where the user names none.
    pub fn bytes(&self) -> Option<&[u8]> {
        Some(self.0.as_ref()?.font.as_slice())
    }

    /// Where the font was read from.
    pub fn file(&self) -> Option<&Path> {
        Some(self.0.as_ref()?.file.as_path())
    }

    /// Whether the font has ink for a character.
    pub fn has(&self, c: char) -> bool {
        self.fitted(c, 1.0).is_some()
    }

    /// A character's glyph, fitted into a room so many squares wide; `None` where the font has no ink for it.
    pub(super) fn fitted(&self, c: char, room: f32) -> Option<Fitted<'_>> {
        let font = &self.0.as_ref()?.font;
        let id = font.glyph_id(c);
        // A glyph without an outline is a picture of pixels or nothing at all: neither would be seen.
        let seen = id.0 != 0 && font.outline(id).is_some();
        let wide = font.h_advance_unscaled(id) / square(font)?;
        let narrowing = if wide > room { room / wide } else { 1.0 };
        seen.then_some(Fitted { font, id, narrowing, start: (room - wide * narrowing) / 2.0 })
    }
}

/// A glyph of a user's font in its room.
pub(super) struct Fitted<'f> {
    pub(super) font: &'f FontVec,
    pub(super) id: GlyphId,
    /// What its width is multiplied by.
    pub(super) narrowing: f32,
    /// How far it stands from the left of its room, in squares.
    pub(super) start: f32,
}

/// How many units of the font the side of a Chinese character's square has.
fn square(font: &FontVec) -> Option<f32> {
    font.units_per_em().filter(|units| *units > 0.0)
}

impl PartialEq for Named {
    fn eq(&self, other: &Self) -> bool {
        self.font.as_slice() == other.font.as_slice()
    }
}

/// Without the font, which is a whole file.
impl fmt::Debug for Typeface {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Typeface").field(&self.file()).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::super::samples::typeface;
    use super::*;

    #[test]
    fn a_font_tells_its_bytes_and_none_has_none() {
        let known = typeface("龘", 1000);
        assert!(known.bytes().unwrap().starts_with(&[0, 1, 0, 0]) && known == known.clone());
        assert!(Typeface::default().bytes().is_none() && known != Typeface::default());
    }

    #[test]
    fn a_glyph_that_is_too_wide_is_narrowed_and_a_narrow_one_stands_in_the_middle() {
        let known = typeface("龘", 1000);
        let fitted = |room| known.fitted('龘', room).map(|glyph| (glyph.narrowing, glyph.start));
        assert_eq!([1.0, 0.5, 2.0].map(fitted), [Some((1.0, 0.0)), Some((0.5, 0.0)), Some((1.0, 0.5))]);
        assert!(known.fitted('㙍', 1.0).is_none() && Typeface::default().fitted('龘', 1.0).is_none());
    }

    #[test]
    fn a_file_that_is_no_font_is_one_message() {
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), "no font").unwrap();
        let problem = Typeface::read(file.path()).unwrap_err();
        assert!(problem.what.contains("no font") && problem.hint.unwrap().contains(".ttf"));
        assert!(Typeface::read(Path::new("there/is/none.ttf")).unwrap_err().what.contains("cannot read the font"));
    }
}
