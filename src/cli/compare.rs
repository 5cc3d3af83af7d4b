//! `greengrade compare`.

use std::ffi::OsStr;
use std::io;
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use super::font::{FontArgument, warn_of_lacking};
use super::new_files::write_files;
use super::packs::libraries;
use super::page_format::Format;
use super::{Verdict, colour, print, rating_file, tell};
use crate::files::json_bytes;
use crate::problem::{Problem, Result};
use crate::rating::{Against, CompareRequest, Comparison, Rating, compare};
use crate::report::chart::{Lettering, trend};
use crate::report::compared;
use crate::text::Lang;

/// Hold ratings against each other: what changed, by how much, and by which cause.
///
/// Ratings of years of one facility, or of several facilities, in the order given. The change of the score is split into
/// parts that add up to it: each indicator and table, each figure of the standard, what applies.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  greengrade compare out-2024/lake out-2025/lake\n  greengrade compare out/*/ --against first -o trend.md"
)]
pub(super) struct Arguments {
    /// Files rating.json that `greengrade rate --out` wrote, or the folders they are in; two or more.
    #[arg(required = true, num_args = 2.., value_name = "RATING")]
    ratings: Vec<PathBuf>,
    /// What each is held against.
    #[arg(long, value_enum, default_value = "previous")]
    against: AgainstArgument,
    /// The standard to compare by [default: the first of the first rating's that all have].
    #[arg(long, value_name = "ID")]
    standard: Option<String>,
    /// The form [default: by the name of the output file, else table].
    #[arg(long, value_enum)]
    format: Option<Format>,
    /// Write this file instead of stdout.
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Draw PUE, clean share and score over the ratings into this file, `.png` or `.svg`.
    #[arg(long, value_name = "FILE")]
    chart: Option<PathBuf>,
    #[command(flatten)]
    font: FontArgument,
    /// Replace files that are there already.
    #[arg(long)]
    force: bool,
    /// A folder of packs by which a rating was made, beside the built-in ones; may be given several times.
    #[arg(long, value_name = "DIR")]
    packs: Vec<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum AgainstArgument {
    /// The one before it
    Previous,
    /// The first of all
    First,
}

pub(super) fn run(arguments: &Arguments, lang: Lang) -> Result<Verdict> {
    let chart = arguments.chart.as_deref().map(|file| Ok((file, arguments.font.lettering()?))).transpose()?;
    let ratings: Vec<Rating> = arguments.ratings.iter().map(|given| rating_file::read(given)).collect::<Result<_>>()?;
    let libraries = libraries(&arguments.packs)?;
    let against = match arguments.against {
        AgainstArgument::Previous => Against::Previous,
        AgainstArgument::First => Against::First,
    };
    let request = CompareRequest { libraries: &libraries, standard: arguments.standard.as_deref(), against };
    let comparison = compare(&ratings, &request)?;
    let text = written(&comparison, arguments, lang)?;
    let mut files: Vec<(PathBuf, Vec<u8>)> = Vec::new();
    files.extend(arguments.output.clone().map(|file| (file, text.clone().into_bytes())));
    if let Some((file, lettering)) = &chart {
        files.push((file.to_path_buf(), drawn(&comparison, file, lettering, lang)?));
        warn_of_lacking(lettering);
    }
    write_files(&files, arguments.force)?;
    files.iter().for_each(|(file, _)| tell(&format!("wrote {}\n", file.display())));
    if arguments.output.is_none() {
        print(&text)?;
    }
    Ok(Verdict::Good)
}

fn written(comparison: &Comparison, arguments: &Arguments, lang: Lang) -> Result<String> {
    let to_file = arguments.output.is_some();
    Ok(match arguments.format.unwrap_or_else(|| Format::of(arguments.output.as_deref())) {
        Format::Table => compared::terminal(comparison, lang, !to_file && colour(&io::stdout()), None),
        Format::Json => String::from_utf8_lossy(&json_bytes(comparison)?).into_owned(),
        Format::Md => {
            let chart = arguments.chart.as_deref().map(|chart| beside(chart, arguments.output.as_deref()));
            compared::markdown(comparison, chart.as_deref(), lang)
        }
    })
}

/// The path of a chart as a report refers to it: its name where it is in the same folder.
fn beside(chart: &Path, report: Option<&Path>) -> String {
    let name = chart.file_name().filter(|_| report.is_none_or(|report| report.parent() == chart.parent()));
    name.map_or_else(|| chart.display().to_string(), |name| name.to_string_lossy().into_owned())
}

fn drawn(comparison: &Comparison, file: &Path, lettering: &Lettering, lang: Lang) -> Result<Vec<u8>> {
    let chart = trend(comparison, lang).ok_or_else(|| {
        Problem::new("there is nothing to draw: no rating tells PUE, a clean share or a score")
            .hint("leave `--chart` out")
    })?;
    let chart = lettering.letter(chart, &file.display().to_string());
    match file.extension().and_then(OsStr::to_str) {
        Some("png") => chart.png(),
        Some("svg") => Ok(chart.svg()?.into_bytes()),
        _ => Err(Problem::new("the chart's file is to end with `.png` or `.svg`")
            .at_file(file)
            .hint("name it `trend.png`")),
    }
}
