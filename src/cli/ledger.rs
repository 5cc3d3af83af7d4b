//! `greengrade ledger`.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::record_format::RecordFormat;
use super::{Verdict, tell};
use crate::ledger;
use crate::problem::Result;
use crate::report::ledger::terminal;
use crate::report::words::ledger::{WHOLE, repaired};
use crate::text::Lang;

/// Keep a ledger of ratings, so that none can be swapped, lost or put in another order unseen.
///
/// Once a folder has a ledger, each `greengrade rate --out` whose output folder lies directly in it enters its ratings.
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  greengrade ledger new ratings\n  greengrade rate dc/* --out ratings/2025\n  \
        greengrade ledger check ratings")]
pub(super) struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    New(New),
    Check(Check),
    Repair(Repair),
}

/// Begin the ledger of a folder: `greengrade-ledger.jsonl`, without entries.
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  greengrade ledger new ratings")]
struct New {
    /// The folder that output folders will lie in.
    folder: PathBuf,
}

/// Check that every entry follows the one before, and that the ratings that stand are those of the ledger.
///
/// Exit code 0: it holds. 1: it does not, and what is wrong is named. 2: it could not run.
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  greengrade ledger check ratings\n  \
        greengrade ledger check ratings --head sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")]
struct Check {
    /// The folder of the ledger.
    #[arg(default_value = ".")]
    folder: PathBuf,
    /// The hash of a last line that was noted earlier: some line is to have it.
    #[arg(long, value_name = "HASH", value_parser = hash)]
    head: Option<String>,
    /// The form of the result.
    #[arg(long, value_enum, default_value = "table")]
    format: RecordFormat,
}

/// Move the beginning of a line that a killed run left at the end of a ledger into a file beside it.
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  greengrade ledger repair ratings")]
struct Repair {
    /// The folder of the ledger.
    #[arg(default_value = ".")]
    folder: PathBuf,
}

fn hash(written: &str) -> std::result::Result<String, String> {
    let sum = written.strip_prefix("sha256:").unwrap_or(written).to_ascii_lowercase();
    let whole = sum.len() == 64 && sum.bytes().all(|sign| sign.is_ascii_hexdigit());
    whole.then(|| format!("sha256:{sum}")).ok_or_else(|| "write the 64 signs of a SHA-256, in hexadecimal".to_owned())
}

pub(super) fn run(arguments: &Arguments, lang: Lang) -> Result<Verdict> {
    match &arguments.command {
        Command::New(arguments) => {
            tell(&format!("wrote {}\n", ledger::begin(&arguments.folder)?.display()));
            Ok(Verdict::Good)
        }
        Command::Check(arguments) => check(arguments, lang),
        Command::Repair(arguments) => {
            let told = match ledger::repair(&arguments.folder)? {
                Some(done) => repaired(done.line, done.bytes, &done.moved_to.display().to_string(), lang),
                None => WHOLE.get(lang).to_owned(),
            };
            tell(&format!("{told}\n"));
            Ok(Verdict::Good)
        }
    }
}

fn check(arguments: &Check, lang: Lang) -> Result<Verdict> {
    let check = ledger::check(&arguments.folder, arguments.head.as_deref())?;
    arguments.format.print(&check, |colour| terminal(&check, lang, colour, None))?;
    Ok(if check.holds { Verdict::Good } else { Verdict::NotAllRated })
}
