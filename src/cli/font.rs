//! The option that names a font, and the warning where nothing has a glyph.

use std::ffi::OsString;
use std::path::Path;

use clap::Args;

use super::warn;
use crate::problem::Result;
use crate::report::chart::{Lettering, Typeface};

/// The font of the user's own.
#[derive(Debug, Args)]
pub(super) struct FontArgument {
    /// A font for characters that the built-in one lacks in charts, such as rare Chinese ones: .ttf, .otf or .ttc.
    ///
    /// The built-in one has the characters of GB 2312. Signs are set one by one: scripts whose letters join, such as
    /// Tibetan, are not shaped.
    #[arg(long, value_name = "FILE", env = "GREENGRADE_FONT", value_parser = clap::value_parser!(OsString))]
    font: Option<OsString>,
}

impl FontArgument {
    /// How charts are lettered.
    ///
    /// # Errors
    /// A font that cannot be read.
    pub(super) fn lettering(&self) -> Result<Lettering> {
        // A variable that is set to nothing names none.
        let font = self.font.as_deref().filter(|font| !font.is_empty());
        let typeface = font.map(|font| Typeface::read(Path::new(font))).transpose()?;
        Ok(Lettering::new(typeface.unwrap_or_default()))
    }
}

/// Tells of characters that were drawn as `?`, once for all charts of a run.
pub(super) fn warn_of_lacking(lettering: &Lettering) {
    if let Some(problem) = lettering.lacking() {
        warn(&problem);
    }
}
