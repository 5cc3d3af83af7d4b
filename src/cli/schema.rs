//! `greengrade schema`.

use clap::Args;

use super::{Verdict, print};
use crate::problem::Result;
use crate::schema;

/// Print the JSON Schema of a kind of file, for editors and other programs.
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  greengrade schema manifest > facility.schema.json")]
pub(super) struct Arguments {
    /// The kind of file: pack, overlay, cases, manifest, mapping, rating, portfolio, letterhead, typeset, resume, ledger
    /// (a line of it), or what `--format json` of `ledger check` (ledger-check) and of `verify` (verify) prints.
    name: String,
}

pub(super) fn run(arguments: &Arguments) -> Result<Verdict> {
    print(&schema::schema(&arguments.name)?)?;
    Ok(Verdict::Good)
}
