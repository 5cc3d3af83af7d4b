//! `greengrade rate`.

use std::io;
use std::path::PathBuf;
use std::sync::Arc;

use clap::{ArgGroup, Args, ValueEnum};

use super::font::{FontArgument, warn_of_lacking};
use super::packs::library;
use super::progress::progress;
use super::{Verdict, colour, complain, print, tell, warn};
use crate::batch::{Batch, Earlier, Format, Formats, KeptRollup, Options, Output, Past, discover};
use crate::problem::Result;
use crate::rating::confidence::{LEAST_TRIALS, SEED};
use crate::rating::portfolio::{Entry, Portfolio};
use crate::rating::{HowMany, Request, Trials};
use crate::report::chart::Lettering;
use crate::report::letterhead::Letterhead;
use crate::report::terminal;
use crate::report::typeset::{self, Template};
use crate::report::words::ledger::ends_with;
use crate::report::words::progress::UNCHANGED;
use crate::telemetry::rollup_file::RollupFile;
use crate::text::Lang;

/// Rate facilities: read their telemetry, grade them, and write reports and charts.
///
/// Exit code 0: every facility is rated. 1: some facility is not rated, or indicative only. 2: nothing could be rated.
#[derive(Debug, Args)]
#[command(group(ArgGroup::new("written").args(["out", "keep_rollup"]).multiple(true)))]
#[command(after_help = "Examples:\n  greengrade rate fixtures/portfolio\n  \
        greengrade rate dc/* --out out --period 2025 --lang en\n  \
        greengrade rate dc/* --out out --resume\n  \
        greengrade rate dc/* --out out --keep-rollup rollup.parquet\n  \
        greengrade rate dc/* --out out-2025 --period 2025 --previous out-2024\n  \
        greengrade rate dc/lake --standard db63t-2223-2023 --standard gb40879-2021 --packs packs")]
pub(super) struct Arguments {
    /// Folders of facilities, or of portfolios (folders of facilities).
    #[arg(required = true)]
    paths: Vec<PathBuf>,
    /// Write a folder for each facility here: rating.json, and reports and charts in the forms of `--format`.
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// The forms of reports and charts, with commas between; rating.json is always written.
    #[arg(
        long = "format",
        value_name = "LIST",
        value_delimiter = ',',
        requires = "out",
        default_value = "json,md,png"
    )]
    formats: Vec<FormatArgument>,
    /// Put this heading, logo and these notes of yours around reports: docs/letterhead.md tells the form.
    #[arg(long, value_name = "FILE.toml", requires = "out")]
    letterhead: Option<PathBuf>,
    /// Set `pdf` and `typ` reports by this template of yours; begin with the one that `--format typ` writes.
    #[arg(long, value_name = "FILE.typ", requires = "out")]
    template: Option<PathBuf>,
    #[command(flatten)]
    font: FontArgument,
    /// Replace an output folder that an earlier run wrote, and a rollup that is there already.
    #[arg(long, requires = "written")]
    force: bool,
    /// Take over from the folder of `--out` what an earlier run wrote of facilities that would come out the same, down to
    /// the byte, and rate the others; the folder is replaced as with `--force`.
    #[arg(long, requires = "out")]
    resume: bool,
    /// The period, such as 2025, 2025-03 or 2025-03..2026-03 [default: the manifest's, else the last full year].
    #[arg(long)]
    period: Option<String>,
    /// The standards to rate by; the first one decides.
    #[arg(long = "standard", value_name = "ID", default_values_t = DEFAULT_STANDARDS.map(str::to_owned))]
    standards: Vec<String>,
    /// The edition of the first standard [default: the one in force over the period].
    #[arg(long)]
    edition: Option<String>,
    /// A folder of packs that replace or join the built-in ones.
    #[arg(long = "packs", value_name = "DIR")]
    packs: Option<PathBuf>,
    /// Take the telemetry from a file that `greengrade rollup` wrote; manifests and tables are read as ever.
    #[arg(long, value_name = "FILE")]
    rollup: Option<PathBuf>,
    /// Write the rollup of the telemetry on the way, the very file that `greengrade rollup` writes, also of facilities that
    /// are not rated.
    #[arg(long, value_name = "FILE", conflicts_with_all = ["rollup", "resume"])]
    keep_rollup: Option<PathBuf>,
    /// Tell what changed since an earlier run: the folder that its `--out` wrote. Facilities are paired by their ids.
    #[arg(long, value_name = "DIR")]
    previous: Option<PathBuf>,
    /// How many trials tell how sure a grade is, 10000 or more; 0 tells nothing of it [default: as many as it takes,
    /// 1000000 at most].
    #[arg(long, value_name = "N", value_parser = number_of_trials, allow_negative_numbers = true)]
    trials: Option<u32>,
    /// What the trials are drawn from: the same seed gives the same trials.
    #[arg(long, value_name = "N", default_value_t = SEED, value_parser = seed, allow_negative_numbers = true)]
    seed: u64,
    /// How many threads [default: one for each processor].
    #[arg(long, short, value_parser = clap::value_parser!(u16).range(1..=1024))]
    jobs: Option<u16>,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum FormatArgument {
    /// rating.json and portfolio.json alone
    Json,
    /// report.md
    Md,
    /// charts in pixels
    Png,
    /// charts as outlines
    Svg,
    /// report.xlsx and portfolio.xlsx, for spreadsheets
    Xlsx,
    /// report.html and portfolio.html, for a browser
    Html,
    /// report.pdf and portfolio.pdf, for printing and handing in (where this build makes PDFs)
    Pdf,
    /// what these are typeset of, for typst: typeset/report.typ and portfolio-typeset/report.typ
    Typ,
}

impl From<FormatArgument> for Format {
    fn from(format: FormatArgument) -> Self {
        match format {
            FormatArgument::Json => Self::Json,
            FormatArgument::Md => Self::Markdown,
            FormatArgument::Png => Self::Png,
            FormatArgument::Svg => Self::Svg,
            FormatArgument::Xlsx => Self::Xlsx,
            FormatArgument::Html => Self::Html,
            FormatArgument::Pdf => Self::Pdf,
            FormatArgument::Typ => Self::Typ,
        }
    }
}

impl Arguments {
    fn trials(&self) -> Trials {
        let how_many = match self.trials {
            None => HowMany::Adaptive,
            Some(0) => HowMany::None,
            Some(number) => HowMany::Exactly(number),
        };
        Trials { seed: self.seed, how_many }
    }
}

/// The most trials that may be asked for.
const MOST_TRIALS: u32 = 10_000_000;

fn number_of_trials(written: &str) -> std::result::Result<u32, String> {
    let number = written.parse().ok().filter(|number| *number == 0 || (LEAST_TRIALS..=MOST_TRIALS).contains(number));
    number.ok_or_else(|| format!("write a whole number from {LEAST_TRIALS} to {MOST_TRIALS}, or 0 for none"))
}

fn seed(written: &str) -> std::result::Result<u64, String> {
    written.parse().map_err(|_| format!("write a whole number from 0 to {}", u64::MAX))
}

/// The province's grade decides; the national standard stands beside it.
const DEFAULT_STANDARDS: [&str; 2] = [DECIDING_STANDARD, "gb40879-2021"];
pub(super) const DECIDING_STANDARD: &str = "db63t-2223-2023";

pub(super) fn run(arguments: &Arguments, lang: Lang) -> Result<Verdict> {
    let library = library(arguments.packs.as_deref())?;
    let formats = Formats::new(arguments.formats.iter().copied().map(Format::from));
    if formats.has(Format::Pdf) {
        typeset::can_be_pdf()?;
    }
    let letterhead = arguments.letterhead.as_deref().map(Letterhead::read).transpose()?;
    let template = arguments.template.as_deref().map(Template::read).transpose()?;
    let folders = discover(&arguments.paths)?;
    let out = arguments.out.as_deref();
    let earlier = arguments.previous.as_deref().map(|folder| Earlier::open(folder, out)).transpose()?;
    let output = out.map(|place| Output::begin(place, arguments.force || arguments.resume)).transpose()?;
    let begin = |place: &PathBuf| KeptRollup::begin(place, arguments.force, out);
    let mut keep = arguments.keep_rollup.as_ref().map(begin).transpose()?;
    // Without an output no chart is drawn.
    let lettering = output.as_ref().map_or_else(|| Ok(Lettering::default()), |_| arguments.font.lettering())?;
    let options = Options {
        request: Request {
            library: &library,
            standards: &arguments.standards,
            edition: arguments.edition.as_deref(),
            period: arguments.period.as_deref(),
            trials: arguments.trials(),
        },
        lang,
        output: output.as_ref(),
        formats,
        letterhead,
        template: template.unwrap_or_default(),
        lettering: &lettering,
        jobs: arguments.jobs.map(usize::from),
        rollup: arguments.rollup.as_deref().map(RollupFile::open).transpose()?.map(Arc::new),
        earlier: earlier.as_ref(),
        resume: out.filter(|_| arguments.resume),
    };
    let bar = progress(folders.len(), lang);
    let batch = Batch::run(&folders, &options, keep.as_mut(), &|| bar.inc(1));
    bar.finish_and_clear();
    let batch = batch?;
    for done in &batch.done {
        if let Entry::Failed { problem, .. } = &done.entry {
            complain(problem);
        }
        if let Some(Past::Unreadable(Some(problem))) = &done.past {
            warn(problem);
        }
    }
    if let (Some(keep), Some(place)) = (keep, &arguments.keep_rollup)
        && keep.finish()?
    {
        tell(&format!("wrote {}\n", place.display()));
    }
    if batch.portfolio.none_assessed() {
        return Ok(Verdict::NothingRated);
    }
    if let (Some(output), Some(place)) = (output, &arguments.out) {
        let ledger = output.finish()?;
        tell(&format!("wrote {}\n", place.display()));
        if let Some(head) = ledger {
            tell(&format!("{}\n", ends_with(head.line, &head.hash, lang)));
        }
        if arguments.resume {
            tell(&format!("{}\n", UNCHANGED.get(lang).replace("{count}", &batch.unchanged().to_string())));
        }
    }
    warn_of_lacking(&lettering);
    print(&table(&batch, lang))?;
    Ok(verdict(&batch.portfolio))
}

fn table(batch: &Batch, lang: Lang) -> String {
    let colour = colour(&io::stdout());
    let together = &batch.portfolio.together;
    let changes = together.changes.as_ref().map(|changes| terminal::year_on_year(changes, lang, colour));
    let table = match &batch.single {
        Some(rating) => terminal::facility_summary(rating, lang, colour, None),
        None => {
            let rows: Vec<_> = batch.done.iter().map(|done| done.row.clone()).collect();
            let table = terminal::portfolio_table(&rows, lang, colour, None);
            let figures = terminal::portfolio_figures(&together.figures, lang, colour, None);
            table + &figures
        }
    };
    table + &changes.unwrap_or_default()
}

fn verdict(portfolio: &Portfolio) -> Verdict {
    if portfolio.all_rated() { Verdict::Good } else { Verdict::NotAllRated }
}
