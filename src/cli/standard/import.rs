//! `greengrade standard import`.

use std::path::{Path, PathBuf};

use clap::Args;

use crate::cli::packs::library;
use crate::cli::{Verdict, print, tell};
use crate::files::write_new;
use crate::problem::{Problem, Result};
use crate::report::pack::{form, workbook};

/// Read a filled-in workbook back as an overlay, and check that it fits its pack.
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  greengrade standard import packs/form.xlsx -o packs/official.toml")]
pub(super) struct Arguments {
    /// The workbook that `greengrade standard new` wrote and an analyst filled in.
    workbook: PathBuf,
    /// The overlay to write; without it the TOML goes to stdout.
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
}

pub(super) fn run(arguments: &Arguments, packs: Option<&Path>) -> Result<Verdict> {
    let file = &arguments.workbook;
    let bytes = std::fs::read(file).map_err(|error| Problem::io("read", file, &error))?;
    let filled = workbook::read(&bytes, file)?;
    let mut library = library(packs)?;
    let pack = library.newest(&filled.extends).map_err(|problem| problem.at_file(file))?.clone();
    filled.fits(&pack, file)?;
    let text =
        form::toml(&pack, &|place| filled.figures.get(place).map(|line| (line.official.clone(), line.clause.clone())));
    let name = arguments.output.as_ref().unwrap_or(file).display().to_string();
    library.read(&text, &name).map_err(|problem| filled.placed(problem, file))?;
    match &arguments.output {
        None => print(&text)?,
        Some(output) => {
            write_new(output, text.as_bytes())?;
            let count = filled.figures.values().filter(|line| !line.official.is_blank()).count();
            tell(&format!("wrote {}: {count} official figures\n", output.display()));
        }
    }
    Ok(Verdict::Good)
}
