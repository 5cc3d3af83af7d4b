//! `greengrade sign`.

use std::path::{Path, PathBuf};

use clap::Args;

use super::new_files::write_files;
use super::{Verdict, rating_file, tell};
use crate::files::read_whole;
use crate::problem::{Problem, Result};
use crate::report::json;
use crate::report::signature::{PrivateKey, beside};

/// Sign ratings: write the Ed25519 signature of each `rating.json` beside it, as `rating.json.sig`.
///
/// `greengrade verify --signed-by` checks it, and so does openssl. A run that replaces the output folder leaves no signature
/// in it, so sign after the last run.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  greengrade sign out --key key.pem\n  greengrade sign out/lake out/sea --key key.pem\n  \
        greengrade verify out/lake --signed-by public.pem"
)]
pub(super) struct Arguments {
    /// Files `rating.json`, the folders they are in, or a folder that `greengrade rate --out` wrote, with all its ratings.
    #[arg(required = true, value_name = "RATING")]
    ratings: Vec<PathBuf>,
    /// The private key, as `openssl genpkey -algorithm ed25519 -out key.pem` makes it; none but its owner may read the file.
    #[arg(long, value_name = "KEY.pem")]
    key: PathBuf,
    /// Replace signatures that are there already.
    #[arg(long)]
    force: bool,
}

pub(super) fn run(arguments: &Arguments) -> Result<Verdict> {
    let key = PrivateKey::read(&arguments.key)?;
    let files = arguments.ratings.iter().map(|given| ratings(given)).collect::<Result<Vec<_>>>()?;
    let signatures = files.into_iter().flatten().map(|file| {
        let bytes = read_whole(&file)?;
        // Nobody is to sign what was changed since.
        json::from_json(&String::from_utf8_lossy(&bytes), &file.display().to_string())?;
        Ok((beside(&file), key.sign(&bytes).to_vec()))
    });
    let signatures = signatures.collect::<Result<Vec<_>>>()?;
    write_files(&signatures, arguments.force)?;
    signatures.iter().for_each(|(file, _)| tell(&format!("wrote {}\n", file.display())));
    Ok(Verdict::Good)
}

/// The rating that is named, or all ratings of an output folder.
fn ratings(given: &Path) -> Result<Vec<PathBuf>> {
    let failed = |error| Problem::io("look into the folder", given, &error);
    if given.is_dir() && !given.join(json::RATING).is_file() {
        let entries = std::fs::read_dir(given)
            .and_then(|entries| entries.collect::<std::io::Result<Vec<_>>>())
            .map_err(failed)?;
        let files = entries.iter().map(|entry| entry.path().join(json::RATING)).filter(|file| file.is_file());
        let mut files: Vec<PathBuf> = files.collect();
        files.sort();
        if !files.is_empty() {
            return Ok(files);
        }
    }
    Ok(vec![rating_file::find(given)?])
}
