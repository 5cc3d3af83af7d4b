//! `greengrade rollup`.

use std::path::PathBuf;

use clap::Args;

use super::progress::progress;
use super::{Verdict, complain, print, tell};
use crate::batch::{discover, roll_up};
use crate::engine::{Dialect, emit_sql};
use crate::facility::Facility;
use crate::problem::{Problem, Result};
use crate::text::Lang;

/// Roll telemetry up by meter and hour into one file, which `rate --rollup` takes in place of the telemetry.
///
/// The file is Parquet, in the form that docs/rollup.md describes. Exit code 0: every facility is in it. 1: some facility
/// could not be read and is left out. 2: nothing was written.
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  greengrade rollup dc/* -o rollup.parquet\n  \
        greengrade rate dc/* --rollup rollup.parquet --out out\n  greengrade rollup dc/* --emit-sql duckdb > rollup.sql")]
pub(super) struct Arguments {
    /// Folders of facilities, or of portfolios (folders of facilities).
    #[arg(required = true)]
    paths: Vec<PathBuf>,
    /// The file to write, such as rollup.parquet.
    #[arg(long, short = 'o', value_name = "FILE", required_unless_present = "emit_sql")]
    out: Option<PathBuf>,
    /// Print a query that gives the same rows where the telemetry is, in the SQL of an engine, and write no file.
    #[arg(long, value_enum, value_name = "ENGINE", conflicts_with_all = ["out", "jobs"])]
    emit_sql: Option<Dialect>,
    /// Replace a file that is there already.
    #[arg(long)]
    force: bool,
    /// How many threads [default: one for each processor].
    #[arg(long, short, value_parser = clap::value_parser!(u16).range(1..=1024))]
    jobs: Option<u16>,
}

pub(super) fn run(arguments: &Arguments, lang: Lang) -> Result<Verdict> {
    let folders = discover(&arguments.paths)?;
    let out = match (&arguments.out, arguments.emit_sql) {
        (Some(out), _) => out,
        (None, Some(dialect)) => return emit(&folders, dialect),
        (None, None) => return Err(Problem::new("there is no file to write").hint("name one with `-o`")),
    };
    let bar = progress(folders.len(), lang);
    let jobs = arguments.jobs.map(usize::from);
    let done = roll_up(&folders, out, arguments.force, jobs, &|| bar.inc(1));
    bar.finish_and_clear();
    let done = done?;
    done.failed.iter().for_each(complain);
    if done.facilities == 0 {
        return Ok(Verdict::NothingRated);
    }
    tell(&format!("wrote {}\n", out.display()));
    Ok(if done.failed.is_empty() { Verdict::Good } else { Verdict::NotAllRated })
}

/// Prints the query of all facilities, which must all be in it.
fn emit(folders: &[PathBuf], dialect: Dialect) -> Result<Verdict> {
    let facilities = folders.iter().map(|folder| Facility::load(folder)).collect::<Result<Vec<_>>>()?;
    print(&emit_sql(&facilities, dialect)?)?;
    Ok(Verdict::Good)
}
