//! `greengrade check`.

use std::io;
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use super::font::{FontArgument, warn_of_lacking};
use super::packs::library;
use super::progress::progress;
use super::{Verdict, colour, complain, print, tell};
use crate::batch::{check_all, discover};
use crate::files::{json_bytes, write_whole};
use crate::problem::{Problem, Result};
use crate::rating::{Request, Trials};
use crate::report::chart::{Lettering, coverage_calendar};
use crate::report::check::{CheckReport, Entry, csv, text, xlsx};
use crate::text::Lang;

/// Look at the data of facilities without grading them: whether it suffices, what is odd in it, and what to do.
///
/// Exit code 0: nothing but notes. 1: some warning or error, or too little data. 2: it could not run.
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  greengrade check dc/lake\n  \
        greengrade check dc/* -o findings.xlsx\n  \
        greengrade check dc/* --format csv --bom --chart days")]
pub(super) struct Arguments {
    /// Folders of facilities, or of portfolios (folders of facilities).
    #[arg(required = true)]
    paths: Vec<PathBuf>,
    /// The form of the result; csv and xlsx are tables to send back to the operator [default: by the name of the
    /// output file, else terminal].
    #[arg(long, value_enum)]
    format: Option<Format>,
    /// Begin the CSV with a byte order mark, by which Excel knows UTF-8.
    #[arg(long)]
    bom: bool,
    /// Write the result to this file instead of printing it.
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
    /// The standard whose demands on the data count.
    #[arg(long, value_name = "ID", default_value = super::rate::DECIDING_STANDARD)]
    standard: String,
    /// The period, such as 2025, 2025-03 or 2025-03..2026-03 [default: the manifest's, else the last full year].
    #[arg(long)]
    period: Option<String>,
    /// Write a calendar chart of coverage and findings for each facility into this folder, as PNG and as SVG.
    #[arg(long, value_name = "DIR")]
    chart: Option<PathBuf>,
    #[command(flatten)]
    font: FontArgument,
    /// A folder of packs that replace or join the built-in ones.
    #[arg(long, value_name = "DIR")]
    packs: Option<PathBuf>,
    /// How many threads [default: one for each processor].
    #[arg(long, short, value_parser = clap::value_parser!(u16).range(1..=1024))]
    jobs: Option<u16>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Text for people
    Terminal,
    /// Everything, for programs
    Json,
    /// A table
    Csv,
    /// A table as an Excel workbook
    Xlsx,
}

pub(super) fn run(arguments: &Arguments, lang: Lang) -> Result<Verdict> {
    let format = format(arguments)?;
    let library = library(arguments.packs.as_deref())?;
    let charts = arguments.chart.as_deref().map(|folder| Ok((folder, arguments.font.lettering()?))).transpose()?;
    let folders = discover(&arguments.paths)?;
    let standards = [arguments.standard.clone()];
    let request = Request {
        library: &library,
        standards: &standards,
        edition: None,
        period: arguments.period.as_deref(),
        trials: Trials::NONE,
    };
    let bar = progress(folders.len(), lang);
    let report = check_all(&folders, &request, arguments.jobs.map(usize::from), &|| bar.inc(1));
    bar.finish_and_clear();
    let report = report?;
    for entry in &report.facilities {
        if let Entry::Failed { problem, .. } = entry {
            complain(problem);
        }
    }
    if let Some((folder, lettering)) = &charts {
        write_charts(&report, folder, lettering, lang)?;
        warn_of_lacking(lettering);
    }
    let to_file = arguments.output.is_some();
    let bytes = match format {
        Format::Terminal => text(&report, lang, !to_file && colour(&io::stdout()), None).into_bytes(),
        Format::Json => json_bytes(&report)?,
        Format::Csv => csv(&report, lang, arguments.bom)?,
        Format::Xlsx => xlsx(&report, lang)?,
    };
    match &arguments.output {
        Some(file) => {
            write_whole(file, &bytes)?;
            tell(&format!("wrote {}\n", file.display()));
        }
        None => print(&String::from_utf8_lossy(&bytes))?,
    }
    Ok(match (report.none_read(), report.all_good()) {
        (true, _) => Verdict::NothingRated,
        (_, true) => Verdict::Good,
        _ => Verdict::NotAllRated,
    })
}

/// The form that is asked for, in words or by the name of the file.
fn format(arguments: &Arguments) -> Result<Format> {
    let extension = arguments.output.as_ref().and_then(|file| file.extension()).and_then(|end| end.to_str());
    let format = arguments.format.unwrap_or(match extension {
        Some("json") => Format::Json,
        Some("csv") => Format::Csv,
        Some("xlsx") => Format::Xlsx,
        _ => Format::Terminal,
    });
    if format == Format::Xlsx && arguments.output.is_none() {
        return Err(Problem::new("a workbook can not be printed").hint("name its file with `--output findings.xlsx`"));
    }
    if arguments.bom && format != Format::Csv {
        return Err(
            Problem::new("only a CSV begins with a byte order mark").hint("leave `--bom` out, or add `--format csv`")
        );
    }
    Ok(format)
}

fn write_charts(report: &CheckReport, folder: &Path, lettering: &Lettering, lang: Lang) -> Result<()> {
    for entry in &report.facilities {
        let Entry::Checked(checked) = entry else { continue };
        if let Some(chart) = coverage_calendar(checked, lang) {
            let chart = lettering.letter(chart, &checked.facility.id);
            let file = |end: &str| folder.join(format!("{}-{}.{end}", checked.facility.id, chart.name));
            write_whole(&file("png"), &chart.png()?)?;
            write_whole(&file("svg"), chart.svg()?.as_bytes())?;
        }
    }
    Ok(())
}
