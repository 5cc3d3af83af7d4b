//! `greengrade explain`.

use std::path::PathBuf;

use clap::Args;

use super::{Verdict, print, rating_file};
use crate::problem::Result;
use crate::report::explain;
use crate::text::Lang;

/// Say in words why a facility has its grade.
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  greengrade explain out/lake\n  greengrade explain out/lake pue --lang en")]
pub(super) struct Arguments {
    /// A rating.json that `greengrade rate --out` wrote, or the folder it is in.
    rating: PathBuf,
    /// A criterion, prerequisite, report field, indicator or standard by its id, such as `pue`; all in short where left
    /// out.
    criterion: Option<String>,
}

pub(super) fn run(arguments: &Arguments, lang: Lang) -> Result<Verdict> {
    let rating = rating_file::read(&arguments.rating)?;
    print(&explain::explain(&rating, arguments.criterion.as_deref(), lang)?)?;
    Ok(Verdict::Good)
}
