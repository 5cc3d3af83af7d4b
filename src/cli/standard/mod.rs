//! `greengrade standard`: the packs, read, checked, proven, compared, and replaced figure by figure.

mod check;
mod diff;
mod import;
mod list;
mod named;
mod new;
mod show;
mod test;

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::Verdict;
use crate::problem::Result;
use crate::text::Lang;

/// Look at the standards, check and prove packs, and put official figures in.
///
/// A pack is named by its id (`gb40879-2021`), by its id and edition (`gb40879-2021@2021`), or by its file.
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  greengrade standard list\n  \
        greengrade standard show db63t-2223-2023\n  \
        greengrade standard test gb40879-2021")]
pub(super) struct Arguments {
    #[command(subcommand)]
    command: Command,
    /// A folder of packs that replace or join the built-in ones.
    #[arg(long, value_name = "DIR", global = true)]
    packs: Option<PathBuf>,
}

#[derive(Debug, Subcommand)]
enum Command {
    List(list::Arguments),
    Show(show::Arguments),
    Check(check::Arguments),
    Test(test::Arguments),
    Diff(diff::Arguments),
    New(new::Arguments),
    Import(import::Arguments),
}

pub(super) fn run(arguments: &Arguments, lang: Lang) -> Result<Verdict> {
    let packs = arguments.packs.as_deref();
    match &arguments.command {
        Command::List(arguments) => list::run(arguments, packs, lang),
        Command::Show(arguments) => show::run(arguments, packs, lang),
        Command::Check(arguments) => check::run(arguments, packs),
        Command::Test(arguments) => test::run(arguments, packs),
        Command::Diff(arguments) => diff::run(arguments, packs, lang),
        Command::New(arguments) => new::run(arguments, packs, lang),
        Command::Import(arguments) => import::run(arguments, packs),
    }
}
