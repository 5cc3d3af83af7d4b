//! `greengrade explain`.

use std::path::PathBuf;

use clap::Args;

use super::{Verdict, print};
use crate::files::read_text;
use crate::problem::Result;
use crate::report::{explain, json};
use crate::text::Lang;

/// Say in words why a facility has its grade.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// A rating.json that `greengrade rate` wrote.
    rating: PathBuf,
    /// A criterion, prerequisite, indicator or standard by its id, such as `pue`; all in short where left out.
    criterion: Option<String>,
}

pub(super) fn run(arguments: &Arguments, lang: Lang) -> Result<Verdict> {
    let (text, _) = read_text(&arguments.rating)?;
    let rating = json::from_json(&text, &arguments.rating.display().to_string())?;
    print(&explain::explain(&rating, arguments.criterion.as_deref(), lang)?)?;
    Ok(Verdict::Good)
}
