//! `greengrade explain`.

use std::path::PathBuf;

use clap::Args;

use super::{Verdict, print};
use crate::files::read_text;
use crate::problem::{Problem, Result};
use crate::report::{explain, json};
use crate::text::Lang;

/// Say in words why a facility has its grade.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// A rating.json that `greengrade rate --out` wrote, or the folder it is in.
    rating: PathBuf,
    /// A criterion, prerequisite, indicator or standard by its id, such as `pue`; all in short where left out.
    criterion: Option<String>,
}

pub(super) fn run(arguments: &Arguments, lang: Lang) -> Result<Verdict> {
    let given = &arguments.rating;
    let file = if given.is_dir() { given.join("rating.json") } else { given.clone() };
    if given.is_dir() && !file.is_file() {
        return Err(Problem::new("there is no `rating.json` in the folder")
            .at_file(given)
            .hint("name the folder of one facility, which is inside the folder that `greengrade rate --out` wrote"));
    }
    let (text, _) = read_text(&file)?;
    let rating = json::from_json(&text, &file.display().to_string())?;
    print(&explain::explain(&rating, arguments.criterion.as_deref(), lang)?)?;
    Ok(Verdict::Good)
}
