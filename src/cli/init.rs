//! `greengrade init`.

use std::path::PathBuf;

use clap::Args;

use super::{Verdict, tell};
use crate::facility::{MANIFEST, template};
use crate::files::write_new;
use crate::problem::Result;

/// Write a commented facility.toml to start from.
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  greengrade init dc/lake")]
pub(super) struct Arguments {
    /// The facility's folder; made where it is not there.
    folder: PathBuf,
}

pub(super) fn run(arguments: &Arguments) -> Result<Verdict> {
    let file = arguments.folder.join(MANIFEST);
    write_new(&file, template::MANIFEST_TEMPLATE.as_bytes())?;
    tell(&format!("wrote {}\n", file.display()));
    Ok(Verdict::Good)
}
