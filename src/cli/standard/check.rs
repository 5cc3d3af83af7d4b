//! `greengrade standard check`.

use std::io;
use std::path::Path;

use clap::Args;

use super::named::Named;
use crate::cli::packs::library;
use crate::cli::render::{Weight, problem};
use crate::cli::{Verdict, colour, print};
use crate::files::read_text;
use crate::problem::{Problem, Result};
use crate::standard::check::faults;
use crate::standard::load::read;
use crate::standard::{cases, overlay};

/// Check packs: names, units, bands, points, levels, origins; and run their golden cases where there are any.
///
/// Exit code 0: all are sound. 1: some fault was found. 2: it could not run.
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  greengrade standard check packs/official.toml")]
pub(super) struct Arguments {
    /// The packs or overlays: ids, or files.
    #[arg(required = true, value_name = "PACK")]
    names: Vec<String>,
}

pub(super) fn run(arguments: &Arguments, packs: Option<&Path>) -> Result<Verdict> {
    let mut sound = true;
    for name in &arguments.names {
        let found = found(name, packs)?;
        let grave = found.iter().filter(|(weight, _)| *weight == Weight::Error).count();
        let colour = colour(&io::stdout());
        found.iter().try_for_each(|(weight, fault)| print(&problem(fault, *weight, colour)))?;
        let doubtful = found.len() - grave;
        let verdict = match (grave, doubtful) {
            (0, 0) => "sound".to_owned(),
            (grave, doubtful) => format!("{grave} errors, {doubtful} warnings"),
        };
        print(&format!("{name}: {verdict}\n"))?;
        sound &= found.is_empty();
    }
    Ok(if sound { Verdict::Good } else { Verdict::NotAllRated })
}

/// Every fault of a pack. A file that can not be read at all is not a pack with a fault, but an error.
fn found(name: &str, packs: Option<&Path>) -> Result<Vec<(Weight, Problem)>> {
    let file = Path::new(name);
    let mut found = Vec::new();
    if file.is_file() {
        let (text, _) = read_text(file)?;
        if overlay::is_overlay(&text) {
            match library(packs)?.read(&text, name) {
                Err(fault) => return Ok(vec![(Weight::Error, fault)]),
                // What is doubtful may stand in the pack below, of which there is no text here.
                Ok(pack) => {
                    found.extend(faults(&pack).into_iter().map(|fault| (Weight::Warning, fault.problem.at_file(file))));
                }
            }
        } else {
            match read(&text, name) {
                Err(fault) => return Ok(vec![(Weight::Error, fault)]),
                Ok(pack) => found.extend(faults(&pack).into_iter().map(|fault| {
                    let weight = if fault.grave { Weight::Error } else { Weight::Warning };
                    (weight, fault.problem.at_span(name, &text, fault.span))
                })),
            }
        }
        if found.iter().any(|(weight, _)| *weight == Weight::Error) {
            return Ok(found);
        }
    }
    // What is left to go wrong concerns other packs: the scores of one that there is not.
    match Named::find(name, packs) {
        Err(fault) if file.is_file() => found.push((Weight::Error, fault)),
        Err(fault) => return Err(fault),
        Ok(named) => {
            if let Ok((cases_name, text)) = named.cases() {
                let outcome = cases::run(&named.pack, text, cases_name)?;
                found.extend(outcome.failures.into_iter().map(|failure| (Weight::Error, failure)));
            }
        }
    }
    Ok(found)
}
