//! The command line: one file a command.
//!
//! Results go to stdout, everything else to stderr. Exit codes: 0 where every facility is rated, 1 where the command
//! ran and some facility is not rated or its outcome is indicative only, 2 where it could not run.

mod chart;
mod check;
mod compare;
mod completions;
mod door;
mod explain;
mod export;
mod font;
mod improve;
mod init;
mod ledger;
mod man;
mod map;
mod new_files;
mod packs;
mod page_format;
mod progress;
mod rate;
mod rating_file;
mod record_format;
mod render;
mod rollup;
mod schema;
mod sign;
mod standard;
mod verify;
mod what_if;

use std::io::{self, IsTerminal, Write};
use std::process::ExitCode;

use clap::{CommandFactory, Parser, Subcommand, ValueEnum};

use crate::contain::{contain, fault};
use crate::problem::{Problem, Result};
use crate::text::Lang;

/// Grades data centres by Qinghai's standards for green computing infrastructure, from their telemetry.
///
/// The figures of the four local standards are reference profiles until official figures replace them: every report
/// says which figure rests on what.
#[derive(Debug, Parser)]
#[command(name = "greengrade", version, max_term_width = 110)]
#[command(after_help = "Examples:\n  greengrade init dc/lake\n  greengrade rate fixtures/portfolio --out out\n  \
        greengrade explain out/synthetic-qaidam")]
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
    Verify(verify::Arguments),
    Sign(sign::Arguments),
    Ledger(ledger::Arguments),
    WhatIf(what_if::Arguments),
    Improve(improve::Arguments),
    Chart(chart::Arguments),
    Export(export::Arguments),
    Rollup(rollup::Arguments),
    Init(init::Arguments),
    Map(map::Arguments),
    Schema(schema::Arguments),
    Standard(standard::Arguments),
    Completions(completions::Arguments),
    Man(man::Arguments),
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
    // A panic is told as a problem of ours; where it was is shown to those who ask, as in any program in Rust.
    if std::env::var_os("RUST_BACKTRACE").is_none() {
        std::panic::set_hook(Box::new(|_| {}));
    }
    let arguments = Arguments::parse();
    let ran = contain(|| run(&arguments)).unwrap_or_else(|| Err(fault()));
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

fn run(arguments: &Arguments) -> Result<Verdict> {
    let lang = match arguments.lang {
        LangArgument::Zh => Lang::Zh,
        LangArgument::En => Lang::En,
    };
    match &arguments.command {
        Command::Rate(arguments) => rate::run(arguments, lang),
        Command::Check(arguments) => check::run(arguments, lang),
        Command::Explain(arguments) => explain::run(arguments, lang),
        Command::Compare(arguments) => compare::run(arguments, lang),
        Command::Verify(arguments) => verify::run(arguments, lang),
        Command::Sign(arguments) => sign::run(arguments),
        Command::Ledger(arguments) => ledger::run(arguments, lang),
        Command::Improve(arguments) => improve::run(arguments, lang),
        Command::WhatIf(arguments) => what_if::run(arguments, lang),
        Command::Chart(arguments) => chart::run(arguments, lang),
        Command::Export(arguments) => export::run(arguments, lang),
        Command::Rollup(arguments) => rollup::run(arguments, lang),
        Command::Init(arguments) => init::run(arguments),
        Command::Map(arguments) => map::run(arguments, lang),
        Command::Schema(arguments) => schema::run(arguments),
        Command::Standard(arguments) => standard::run(arguments, lang),
        Command::Completions(arguments) => completions::run(arguments),
        Command::Man(arguments) => man::run(arguments),
    }
}

/// The command line as clap knows it.
fn command() -> clap::Command {
    Arguments::command()
}

/// Writes a result to stdout. A reader that has seen enough (`| head`) is no error.
fn print(text: &str) -> Result<()> {
    let text = door::plain(text, colour(&io::stdout()));
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
    let text = door::plain(text, colour(&io::stderr()));
    let _unheard = io::stderr().lock().write_all(text.as_bytes());
}

fn complain(problem: &Problem) {
    tell(&render::problem(problem, render::Weight::Error, colour(&io::stderr())));
}

fn warn(problem: &Problem) {
    tell(&render::problem(problem, render::Weight::Warning, colour(&io::stderr())));
}

/// Whether a stream may be coloured: on a terminal, unless `NO_COLOR` says otherwise.
fn colour(stream: &impl IsTerminal) -> bool {
    stream.is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
}

#[cfg(test)]
mod tests {
    use super::man::with_subcommands;
    use super::*;

    fn built() -> clap::Command {
        let mut command = command().disable_help_subcommand(true);
        command.build();
        command
    }

    /// The lines of a command that call this program, up to where the shell takes over.
    fn examples(command: &clap::Command) -> Vec<String> {
        let after = command.get_after_help().map(ToString::to_string).unwrap_or_default();
        let lines = after.split_once("Examples:\n").map(|(_, lines)| lines.to_owned()).unwrap_or_default();
        let lines = lines.lines().map_while(|line| line.strip_prefix("  "));
        lines.map(|line| line.split(" > ").next().unwrap().to_owned()).collect()
    }

    /// The words of a line; the shell makes several of a pattern.
    fn words(line: &str) -> impl Iterator<Item = &str> {
        line.split_whitespace().flat_map(|word| vec![word; if word.contains('*') { 2 } else { 1 }])
    }

    #[test]
    fn every_command_has_examples_of_itself_and_they_are_understood() {
        let root = built();
        for command in with_subcommands(&root) {
            let name = command.get_bin_name().unwrap_or("greengrade");
            let examples = examples(command);
            assert!(examples.iter().any(|line| line.starts_with(name)), "{name}: {examples:?}");
            for line in examples {
                let parsed = root.clone().try_get_matches_from(words(&line));
                assert!(parsed.is_ok(), "{line}: {}", parsed.unwrap_err());
            }
        }
    }

    /// The lines of a page that call this program, in blocks of code, without their comments.
    fn shown(page: &str) -> Vec<String> {
        let blocks = page.split("```").skip(1).step_by(2).flat_map(str::lines);
        let calls = ["greengrade ", "target/release/greengrade ", "cargo run --release -- "];
        let of_line = |line: &str| calls.iter().find_map(|call| line.strip_prefix(call)).map(str::to_owned);
        let lines = blocks.filter_map(of_line);
        lines.map(|line| format!("greengrade {}", line.split(" #").next().unwrap().trim_end())).collect()
    }

    #[test]
    fn every_command_in_the_manual_is_understood() {
        let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
        let folders = ["", "docs", "docs/zh"].map(|folder| std::fs::read_dir(root.join(folder)).unwrap());
        let paths = folders.into_iter().flatten().map(|entry| entry.unwrap().path());
        let mut commands = 0;
        for page in paths.filter(|path| path.extension().is_some_and(|end| end == "md")) {
            for line in shown(&std::fs::read_to_string(&page).unwrap()) {
                let parsed = built().try_get_matches_from(words(&line));
                assert!(parsed.is_ok(), "{}: {line}: {}", page.display(), parsed.unwrap_err());
                commands += 1;
            }
        }
        assert!(commands > 40, "{commands} are too few to be all");
    }

    #[test]
    fn every_command_and_argument_says_what_it_is() {
        for command in with_subcommands(&built()) {
            assert!(command.get_about().is_some(), "{}", command.get_name());
            for argument in command.get_arguments() {
                assert!(argument.get_help().is_some(), "{} {}", command.get_name(), argument.get_id());
            }
        }
    }
}
