//! `greengrade standard show`.

use std::path::Path;

use clap::Args;

use super::named::Named;
use crate::cli::{Verdict, print};
use crate::problem::Result;
use crate::report::pack::document::document;
use crate::text::Lang;

/// Show a standard as a document, to read beside the paper: rules, figures with their places, and sources.
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  greengrade standard show db63t-2223-2023 > standard.md\n  \
        greengrade standard show gb40879-2021@2021")]
pub(super) struct Arguments {
    /// The pack: an id, an id with its edition as in `gb40879-2021@2021`, or a file.
    pack: String,
}

pub(super) fn run(arguments: &Arguments, packs: Option<&Path>, lang: Lang) -> Result<Verdict> {
    print(&document(&Named::find(&arguments.pack, packs)?.pack, lang))?;
    Ok(Verdict::Good)
}
