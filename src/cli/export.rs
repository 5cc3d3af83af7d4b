//! `greengrade export`.

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use super::packs::library;
use super::{Verdict, print, rating_file, tell};
use crate::files::{write_new, write_whole};
use crate::problem::{Problem, Result};
use crate::rating::{OutcomeStatus, Rating};
use crate::report::fields;
use crate::standard::Assessment;
use crate::text::Lang;

/// Write the report fields that a standard asks for, as JSON or CSV.
///
/// The standard need not be one that the facility was rated by: it is judged from the rating's own record.
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  greengrade export out/lake --standard eu-2024-1364 -o eu.csv\n  \
        greengrade export out/lake --standard iso-30134 --format json")]
pub(super) struct Arguments {
    /// A rating.json that `greengrade rate --out` wrote, or the folder it is in.
    rating: PathBuf,
    /// The standard that asks for the fields, such as `eu-2024-1364` or `iso-30134`.
    #[arg(long, value_name = "ID")]
    standard: String,
    /// The form [default: csv where the output's name ends so, else json].
    #[arg(long, value_enum)]
    format: Option<Format>,
    /// Write this file instead of stdout.
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Replace the file where it is there already.
    #[arg(long, requires = "output")]
    force: bool,
    /// A folder of packs that replace or join the built-in ones.
    #[arg(long = "packs", value_name = "DIR")]
    packs: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For programs
    Json,
    /// For spreadsheets
    Csv,
}

impl Format {
    /// The form that a file's name asks for.
    fn of(output: Option<&Path>) -> Self {
        let extension = output.and_then(Path::extension);
        if extension.is_some_and(|extension| extension.eq_ignore_ascii_case("csv")) { Self::Csv } else { Self::Json }
    }
}

pub(super) fn run(arguments: &Arguments, lang: Lang) -> Result<Verdict> {
    let rating = rating_file::read(&arguments.rating)?;
    let assessment = assessed(&rating, arguments)?;
    let text = match arguments.format.unwrap_or_else(|| Format::of(arguments.output.as_deref())) {
        Format::Json => String::from_utf8_lossy(&fields::json(&assessment, &rating)?).into_owned(),
        Format::Csv => fields::csv(&assessment, &rating, lang)?,
    };
    match &arguments.output {
        None => print(&text)?,
        Some(file) => {
            write(file, &text, arguments.force)?;
            tell(&format!("wrote {}\n", file.display()));
        }
    }
    Ok(Verdict::Good)
}

fn write(file: &Path, text: &str, force: bool) -> Result<()> {
    if force {
        return write_whole(file, text.as_bytes());
    }
    if file.exists() {
        return Err(Problem::new("the file is there already and is left as it is")
            .at_file(file)
            .hint("name another file, or replace it with `--force`"));
    }
    write_new(file, text.as_bytes())
}

/// How the rating stands under the standard asked for: as it was assessed, or else judged from its own record.
fn assessed(rating: &Rating, arguments: &Arguments) -> Result<Assessment> {
    let wanted = &arguments.standard;
    if rating.outcome.status == OutcomeStatus::Refused {
        let what =
            format!("the data of `{}` was refused as contradictory: no report is made of it", rating.facility.id);
        return Err(Problem::new(what).hint("see why with `greengrade explain`, correct the data, and rate it again"));
    }
    // Packs of the user's own are asked for in order to be used.
    let known = rating.standards.iter().find(|assessment| &assessment.standard.id == wanted);
    let known = known.filter(|_| arguments.packs.is_none());
    let library = || library(arguments.packs.as_deref());
    let assessment = match known {
        Some(known) => known.clone(),
        None => rating.judged_by(&library()?, wanted, None)?,
    };
    if assessment.fields.is_empty() {
        let library = library()?;
        let with_fields = library.packs().filter(|pack| !pack.fields.is_empty()).map(|pack| pack.id.as_str());
        let hint = format!("those that do are {}", with_fields.collect::<Vec<_>>().join(", "));
        return Err(Problem::new(format!("the standard `{wanted}` asks for no report fields")).hint(hint));
    }
    Ok(assessment)
}
