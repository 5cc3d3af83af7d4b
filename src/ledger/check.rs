//! Whether a ledger holds, and the ratings in its folder with it.

use std::fs::OpenOptions;
use std::path::Path;

use super::chain::Chain;
use super::{open_in, read, standing};
use crate::problem::{Problem, Result};
use crate::report::ledger::{Fault, LedgerCheck, Noted, SCHEMA};

/// Checks the ledger of a folder; `noted` is the hash of a last line that somebody wrote down earlier.
///
/// # Errors
/// A folder without a ledger, or one that can not be read.
pub fn check(folder: &Path, noted: Option<&str>) -> Result<LedgerCheck> {
    let (file, opened) = open_in(folder, OpenOptions::new().read(true))?;
    // A run that is about to put its ratings in their place is waited for.
    opened.lock_shared().map_err(|error| Problem::io("lock the ledger", &file, &error))?;
    let chain = Chain::of(&read(&opened, &file)?);
    let mut faults = chain.faults.clone();
    let noted = noted.map(|hash| Noted { hash: hash.to_owned(), line: chain.line_of(hash) });
    if let Some(Noted { hash, line: None }) = &noted {
        faults.push(Fault::NoSuchLine { told: hash.clone() });
    }
    faults.extend(standing::faults(folder, &chain));
    let head = chain.head();
    Ok(LedgerCheck {
        schema: SCHEMA.to_owned(),
        ledger: file.display().to_string(),
        holds: faults.is_empty(),
        entries: head.line,
        ratings: chain.last_of_each_path().filter(|last| last.entry.rating.is_some()).count(),
        head: head.hash,
        noted,
        replaced: chain.replaced(),
        faults,
    })
}
