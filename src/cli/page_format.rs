//! One page as a table, JSON or Markdown, to stdout or into a file.

use std::ffi::OsStr;
use std::io;
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use serde::Serialize;

use super::new_files::write_files;
use super::packs::libraries;
use super::{colour, print, tell};
use crate::files::json_bytes;
use crate::problem::Result;
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

/// What the commands that make one page of a rating are asked.
#[derive(Debug, Args)]
pub(super) struct PageArguments {
    /// The form [default: by the name of the output file, else table].
    #[arg(long, value_enum)]
    format: Option<Format>,
    /// Write this file instead of stdout.
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Replace a file that is there already.
    #[arg(long)]
    force: bool,
    /// A folder of packs by which the rating was made, beside the built-in ones; may be given several times.
    #[arg(long, value_name = "DIR")]
    pub packs: Vec<PathBuf>,
}

impl PageArguments {
    pub fn write(&self, record: &impl Serialize, page: impl Fn(Page) -> String) -> Result<()> {
        let file = self.output.as_deref();
        let text = match self.format.unwrap_or_else(|| Format::of(file)) {
            Format::Table => page(Page::Terminal { colour: file.is_none() && colour(&io::stdout()) }),
            Format::Json => String::from_utf8_lossy(&json_bytes(record)?).into_owned(),
            Format::Md => page(Page::Markdown),
        };
        let Some(file) = file else { return print(&text) };
        write_files(&[(file.to_owned(), text.into_bytes())], self.force)?;
        tell(&format!("wrote {}\n", file.display()));
        Ok(())
    }

    /// The packs of the folders that are named, and the built-in ones.
    pub fn libraries(&self) -> Result<Vec<Library>> {
        libraries(&self.packs)
    }
}
