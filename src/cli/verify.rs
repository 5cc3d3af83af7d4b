//! `greengrade verify`.

use std::io;
use std::path::PathBuf;
use std::sync::Arc;

use clap::{Args, ValueEnum};

use super::packs::library;
use super::{Verdict, colour, print, rating_file};
use crate::batch::{VerifyRequest, verify};
use crate::files::json_bytes;
use crate::problem::{Problem, Result};
use crate::report::verify::terminal;
use crate::telemetry::rollup_file::RollupFile;
use crate::text::Lang;

/// Make a rating again from the facility's files, and tell whether the same comes out to the byte.
///
/// What was asked for then is read from the rating. Exit code 0: identical. 1: something differs, which is named. 2: it could not run.
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  greengrade verify out/lake --inputs dc/lake\n  \
        greengrade verify lake/rating.json --inputs dc/lake --packs packs --format json")]
pub(super) struct Arguments {
    /// A rating.json that `greengrade rate --out` wrote, or the folder it is in.
    rating: PathBuf,
    /// The facility's folder.
    #[arg(long, value_name = "DIR")]
    inputs: PathBuf,
    /// The folder of packs by which it was made.
    #[arg(long, value_name = "DIR")]
    packs: Option<PathBuf>,
    /// The rollup file from which it was made.
    #[arg(long, value_name = "FILE")]
    rollup: Option<PathBuf>,
    /// The form of the result.
    #[arg(long, value_enum, default_value = "table")]
    format: Format,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Format {
    /// Text for people
    Table,
    /// Everything, for programs
    Json,
}

pub(super) fn run(arguments: &Arguments, lang: Lang) -> Result<Verdict> {
    let library = library(arguments.packs.as_deref())?;
    let file = rating_file::find(&arguments.rating)?;
    let bytes = std::fs::read(&file).map_err(|error| Problem::io("read", &file, &error))?;
    let request = VerifyRequest {
        folder: &arguments.inputs,
        library: &library,
        rollup: arguments.rollup.as_deref().map(RollupFile::open).transpose()?.map(Arc::new),
    };
    let verification = verify(&bytes, &file.display().to_string(), request)?;
    match arguments.format {
        Format::Table => print(&terminal(&verification, lang, colour(&io::stdout()), None))?,
        Format::Json => print(&String::from_utf8_lossy(&json_bytes(&verification)?))?,
    }
    Ok(if verification.identical { Verdict::Good } else { Verdict::NotAllRated })
}
