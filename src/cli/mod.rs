//! The command line: one file a command.
//!
//! Results go to stdout, everything else to stderr. Exit codes: 0 where every facility is rated, 1 where the command
//! ran and some facility is not rated or its outcome is indicative only, 2 where it could not run.

mod check;
mod compare;
mod explain;
mod export;
mod improve;
mod init;
mod map;
mod page_format;
mod rate;
mod rating_file;
mod render;
mod rollup;
mod schema;
mod standard;
mod what_if;

use std::io::{self, IsTerminal, Write};
use std::process::ExitCode;

use clap::{Parser, Subcommand, ValueEnum};
use indicatif::{ProgressBar, ProgressStyle};

use crate::problem::{Problem, Result};
use crate::text::Lang;

/// Grades data centres by Qinghai's standards for green computing infrastructure, from their telemetry.
///
/// The figures of the four local standards are reference profiles until official figures replace them: every report
/// says which figure rests on what.
#[derive(Debug, Parser)]
#[command(name = "greengrade", version, max_term_width = 110)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
    /// The language of reports, charts and tables.
    #[arg(long, global = true, value_enum, default_value = "zh", env = "GREENGRADE_LANG")]
    lang: LangArgument,
}

#[derive(Debug, Subcommand)]
enum Command {
    Rate(rate::Arguments),
    Check(check::Arguments),
    Explain(explain::Arguments),
    Compare(compare::Arguments),
    WhatIf(what_if::Arguments),
    Improve(improve::Arguments),
    Export(export::Arguments),
    Rollup(rollup::Arguments),
    Init(init::Arguments),
    Map(map::Arguments),
    Schema(schema::Arguments),
    Standard(standard::Arguments),
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum LangArgument {
    /// Chinese
    Zh,
    /// English
    En,
}

/// What a command that ran has to say by its exit code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Verdict {
    /// All is well.
    Good,
    /// It ran, and some facility is not rated, some data is not good, or some pack has a fault.
    NotAllRated,
    /// Not one facility could be read; the reasons are told already.
    NothingRated,
}

/// Runs the command line and gives the exit code.
pub fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let lang = match arguments.lang {
        LangArgument::Zh => Lang::Zh,
        LangArgument::En => Lang::En,
    };
    let ran = match &arguments.command {
        Command::Rate(arguments) => rate::run(arguments, lang),
        Command::Check(arguments) => check::run(arguments, lang),
        Command::Explain(arguments) => explain::run(arguments, lang),
        Command::Compare(arguments) => compare::run(arguments, lang),
        Command::Improve(arguments) => improve::run(arguments, lang),
        Command::WhatIf(arguments) => what_if::run(arguments, lang),
        Command::Export(arguments) => export::run(arguments, lang),
        Command::Rollup(arguments) => rollup::run(arguments),
        Command::Init(arguments) => init::run(arguments),
        Command::Map(arguments) => map::run(arguments, lang),
        Command::Schema(arguments) => schema::run(arguments),
        Command::Standard(arguments) => standard::run(arguments, lang),
    };
    match ran {
        Ok(Verdict::Good) => ExitCode::SUCCESS,
        Ok(Verdict::NotAllRated) => ExitCode::from(1),
        Ok(Verdict::NothingRated) => ExitCode::from(2),
        Err(problem) => {
            complain(&problem);
            ExitCode::from(2)
        }
    }
}

/// Writes a result to stdout. A reader that has seen enough (`| head`) is no error.
fn print(text: &str) -> Result<()> {
    let mut stdout = io::stdout().lock();
    match stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            Err(Problem::new(format!("cannot write to stdout: {error}")).hint("check where the output goes"))
        }
        _ => Ok(()),
    }
}

/// Writes what is not a result to stderr; where even that fails there is nobody left to tell.
fn tell(text: &str) {
    let _unheard = io::stderr().lock().write_all(text.as_bytes());
}

fn complain(problem: &Problem) {
    tell(&render::problem(problem, render::Weight::Error, colour(&io::stderr())));
}

/// A bar on stderr, which indicatif hides where that is no terminal.
fn progress(facilities: usize) -> ProgressBar {
    let bar = ProgressBar::new(u64::try_from(facilities).unwrap_or(u64::MAX));
    match ProgressStyle::with_template("{bar:30} {pos}/{len} {elapsed}") {
        Ok(style) => bar.with_style(style),
        Err(_) => bar,
    }
}

/// Whether a stream may be coloured: on a terminal, unless `NO_COLOR` says otherwise.
fn colour(stream: &impl IsTerminal) -> bool {
    stream.is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
}
