//! `greengrade rollup`.

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use super::progress::progress;
use super::{Verdict, complain, print, tell};
use crate::batch::{RolledUp, Rows, discover, roll_up, roll_up_by};
use crate::engine::{Dialect, Spark, emit_sql};
use crate::facility::{Facility, HowRead};
use crate::problem::{Problem, Result};
use crate::report::words::progress::GOING_ON;
use crate::telemetry::rollup_file::RollupFile;
use crate::text::Lang;

/// The engines that are run.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum EngineName {
    /// Apache Spark, found in SPARK_HOME or in the PATH
    Spark,
}

/// Roll telemetry up by meter and hour into one file, which `rate --rollup` takes in place of the telemetry.
///
/// The file is Parquet, in the form that docs/rollup.md describes. Exit code 0: every facility is in it. 1: some facility
/// could not be read and is left out. 2: nothing was written.
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  greengrade rollup dc/* -o rollup.parquet\n  \
        greengrade rate dc/* --rollup rollup.parquet --out out\n  greengrade rollup dc/* --onto q1.parquet -o april.parquet\n  greengrade rollup dc/* --emit-sql duckdb > rollup.sql\n  greengrade rollup dc/* --engine spark --master spark://host:7077 -o rollup.parquet")]
pub(super) struct Arguments {
    /// Folders of facilities, or of portfolios (folders of facilities).
    #[arg(required = true)]
    paths: Vec<PathBuf>,
    /// The file to write, such as rollup.parquet.
    #[arg(long, short = 'o', value_name = "FILE", required_unless_present = "emit_sql")]
    out: Option<PathBuf>,
    /// Go on from an earlier rollup: only files that are not in it are read, and the result is the same.
    #[arg(long, value_name = "FILE", conflicts_with_all = ["engine", "rows", "emit_sql"])]
    onto: Option<PathBuf>,
    /// Print a query that gives the same rows where the telemetry is, in the SQL of an engine, and write no file.
    #[arg(long, value_enum, value_name = "ENGINE", conflicts_with_all = ["out", "jobs"])]
    emit_sql: Option<Dialect>,
    /// Let an engine read the telemetry and make the cells; findings of single readings are then not looked for.
    #[arg(long, value_enum, value_name = "ENGINE", requires = "master", conflicts_with = "emit_sql")]
    engine: Option<EngineName>,
    /// The cluster of the engine, such as spark://host:7077 or yarn.
    #[arg(long, value_name = "URL", requires = "engine")]
    master: Option<String>,
    /// A further setting of the engine, such as spark.executor.memory=4g; may be given several times.
    #[arg(long = "conf", value_name = "KEY=VALUE", requires = "engine")]
    settings: Vec<String>,
    /// Take the cells from the rows that a query of `--emit-sql` gave elsewhere: a Parquet file, or a folder of them.
    #[arg(long, value_name = "ROWS", conflicts_with_all = ["engine", "emit_sql"])]
    rows: Option<PathBuf>,
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
    let done = match rolled_up_elsewhere(arguments, &folders, out)? {
        Some(done) => done,
        None => {
            let earlier = arguments.onto.as_deref().map(RollupFile::open).transpose()?;
            let bar = progress(folders.len(), lang);
            let jobs = arguments.jobs.map(usize::from);
            let done = roll_up(&folders, out, earlier.as_ref(), arguments.force, jobs, &|| bar.inc(1));
            bar.finish_and_clear();
            done?
        }
    };
    done.failed.iter().for_each(complain);
    if done.facilities == 0 {
        return Ok(Verdict::NothingRated);
    }
    tell(&format!("wrote {}\n", out.display()));
    if arguments.onto.is_some() {
        tell(&how_read(&done, lang));
    }
    Ok(if done.failed.is_empty() { Verdict::Good } else { Verdict::NotAllRated })
}

fn how_read(done: &RolledUp, lang: Lang) -> String {
    let count = |how| done.count(how).to_string();
    let told = GOING_ON.get(lang).replace("{going_on}", &count(HowRead::GoingOn));
    let told = told.replace("{nothing_new}", &count(HowRead::NothingNew));
    format!("{}\n", told.replace("{in_full}", &count(HowRead::InFull)))
}

/// What became of the rollup where an engine makes the cells, or made them.
fn rolled_up_elsewhere(arguments: &Arguments, folders: &[PathBuf], out: &Path) -> Result<Option<RolledUp>> {
    let (force, jobs) = (arguments.force, arguments.jobs.map(usize::from));
    let by = |rows: &Rows<'_>| roll_up_by(rows, folders, out, force, jobs).map(Some);
    match (arguments.engine, &arguments.rows) {
        (Some(EngineName::Spark), _) => {
            let spark = Spark::find(arguments.master.as_deref().unwrap_or_default(), &arguments.settings)?;
            by(&Rows::Engine(&spark))
        }
        (None, Some(place)) => by(&Rows::Place(place)),
        (None, None) => Ok(None),
    }
}

/// Prints the query of all facilities, which must all be in it.
fn emit(folders: &[PathBuf], dialect: Dialect) -> Result<Verdict> {
    let facilities = folders.iter().map(|folder| Facility::load(folder)).collect::<Result<Vec<_>>>()?;
    print(&emit_sql(&facilities, dialect)?)?;
    Ok(Verdict::Good)
}
