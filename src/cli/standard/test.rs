//! `greengrade standard test`.

use std::io;
use std::path::Path;

use clap::Args;

use super::named::Named;
use crate::cli::render::{Weight, problem};
use crate::cli::{Verdict, colour, print};
use crate::problem::Result;
use crate::standard::cases;

/// Prove packs by their golden cases, and tell which thresholds no case tries below, on and above.
///
/// Exit code 0: all come out, and every threshold is tried. 1: some do not, or some is not. 2: it could not run.
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  greengrade standard test db63t-2223-2023 gb40879-2021")]
pub(super) struct Arguments {
    /// The packs: ids, or files with a `.cases.toml` beside them.
    #[arg(required = true, value_name = "PACK")]
    names: Vec<String>,
}

pub(super) fn run(arguments: &Arguments, packs: Option<&Path>) -> Result<Verdict> {
    let mut proven = true;
    for name in &arguments.names {
        let named = Named::find(name, packs)?;
        let (cases_name, text) = named.cases()?;
        let outcome = cases::run(&named.pack, text, cases_name)?;
        let colour = colour(&io::stdout());
        outcome.failures.iter().try_for_each(|failure| print(&problem(failure, Weight::Error, colour)))?;
        let missing = outcome.coverage.missing();
        for (place, sides) in &missing {
            print(&format!("not tried: {place} ({})\n", sides.join(", ")))?;
        }
        let thresholds = outcome.coverage.thresholds();
        print(&format!(
            "{name}: {} cases, {} failed; {} of {thresholds} thresholds tried on every side\n",
            outcome.run,
            outcome.failures.len(),
            thresholds - missing.len()
        ))?;
        proven &= outcome.failures.is_empty() && missing.is_empty();
    }
    Ok(if proven { Verdict::Good } else { Verdict::NotAllRated })
}
