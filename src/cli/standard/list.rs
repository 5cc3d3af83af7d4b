//! `greengrade standard list`.

use std::path::Path;

use clap::Args;

use crate::cli::packs::library;
use crate::cli::{Verdict, print};
use crate::problem::Result;
use crate::report::pack::listing::listing;
use crate::text::Lang;

/// List the standards: id, title, edition, standing, and how many of their figures rest on what.
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  greengrade standard list\n  greengrade standard list --packs packs --lang en")]
pub(super) struct Arguments {}

pub(super) fn run(_: &Arguments, packs: Option<&Path>, lang: Lang) -> Result<Verdict> {
    print(&listing(library(packs)?.packs(), lang, None))?;
    Ok(Verdict::Good)
}
