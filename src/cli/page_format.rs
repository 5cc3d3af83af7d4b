//! One page as a table, JSON or Markdown, to stdout or into a file.

use std::ffi::OsStr;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::ValueEnum;
use serde::Serialize;

use super::{colour, print, tell};
use crate::files::{NewFile, json_bytes};
use crate::problem::{Problem, Result};
use crate::standard::Library;

/// The forms of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// Text for people
    Table,
    /// Everything, for programs
    Json,
    /// Markdown
    Md,
}

impl Format {
    /// The form that a file's name asks for.
    pub fn of(output: Option<&Path>) -> Self {
        match output.and_then(Path::extension).and_then(OsStr::to_str) {
            Some("json") => Self::Json,
            Some("md") => Self::Md,
            _ => Self::Table,
        }
    }
}

/// The page that is asked for.
pub(super) enum Page {
    Terminal { colour: bool },
    Markdown,
}

/// Where a page goes.
pub(super) struct Output<'a> {
    /// stdout, where left out.
    pub file: Option<&'a Path>,
    pub force: bool,
}

impl Output<'_> {
    pub fn write(self, format: Option<Format>, record: &impl Serialize, page: impl Fn(Page) -> String) -> Result<()> {
        let text = match format.unwrap_or_else(|| Format::of(self.file)) {
            Format::Table => page(Page::Terminal { colour: self.file.is_none() && colour(&io::stdout()) }),
            Format::Json => String::from_utf8_lossy(&json_bytes(record)?).into_owned(),
            Format::Md => page(Page::Markdown),
        };
        let Some(file) = self.file else { return print(&text) };
        let mut new = NewFile::begin(file, self.force)?;
        new.write_all(text.as_bytes()).map_err(|error| Problem::io("write", file, &error))?;
        new.finish()?;
        tell(&format!("wrote {}\n", file.display()));
        Ok(())
    }
}

/// The packs of these folders, and the built-in ones.
pub(super) fn libraries(folders: &[PathBuf]) -> Result<Vec<Library>> {
    let own = folders.iter().map(|folder| Library::with_folder(folder));
    own.chain(std::iter::once_with(Library::embedded)).collect()
}
