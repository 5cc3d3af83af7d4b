//! Taking the beginning of a line out that a ledger ends with, since the run that wrote it was killed.

use std::fs::OpenOptions;
use std::path::{Path, PathBuf};

use super::chain::Chain;
use super::{open_in, read};
use crate::files::{sha256_hex, write_whole};
use crate::problem::{Problem, Result};

/// What was taken out of a ledger.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Repaired {
    /// The number of the line.
    pub line: usize,
    /// How many bytes it had.
    pub bytes: usize,
    /// The file that has them now.
    pub moved_to: PathBuf,
}

/// Moves the beginning of a line that a ledger ends with into a file beside it; `None` where the last line is whole.
///
/// # Errors
/// A folder without a ledger; a disk that does not take the file.
pub fn repair(folder: &Path) -> Result<Option<Repaired>> {
    let (file, opened) = open_in(folder, OpenOptions::new().read(true).append(true))?;
    opened.lock().map_err(|error| Problem::io("lock the ledger", &file, &error))?;
    let bytes = read(&opened, &file)?;
    let chain = Chain::of(&bytes);
    let Some(torn) = chain.torn else { return Ok(None) };
    let (whole, torn) = bytes.split_at_checked(bytes.len() - torn).unwrap_or((&bytes, &[]));
    // The name tells the bytes, so that a repair that is killed half-way can be done again.
    let sha256 = sha256_hex(torn);
    let moved_to = folder.join(format!("greengrade-ledger.torn-{}", sha256.get(..12).unwrap_or(&sha256)));
    write_whole(&moved_to, torn)?;
    let length = u64::try_from(whole.len()).unwrap_or(u64::MAX);
    let cut = opened.set_len(length).and_then(|()| opened.sync_all());
    cut.map_err(|error| Problem::io("repair the ledger", &file, &error))?;
    Ok(Some(Repaired { line: chain.head().line + 1, bytes: torn.len(), moved_to }))
}
