//! Whether the ratings that stand in the folders of a ledger are those that it has.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use rayon::prelude::*;

use super::chain::{Chain, Line};
use super::entry::{Entered, path};
use crate::files::sha256_hex;
use crate::report::digest::{self, Fault as Digest};
use crate::report::ledger::Fault;

/// What is wrong with the ratings, in order of their paths.
pub(super) fn faults(folder: &Path, chain: &Chain) -> Vec<Fault> {
    let lasts: Vec<&Line> = chain.last_of_each_path().collect();
    let mut faults: Vec<Fault> = lasts.par_iter().filter_map(|last| of_entry(folder, chain, last)).collect();
    let known: BTreeSet<&str> = lasts.iter().map(|last| last.entry.path.as_str()).collect();
    let outputs: BTreeSet<&str> = lasts.iter().map(|last| last.entry.output()).collect();
    for output in outputs {
        let Ok(found) = fs::read_dir(folder.join(output)) else { continue };
        let paths = found.flatten().map(|entry| path(output, &entry.file_name().to_string_lossy()));
        let strange: BTreeSet<String> = paths.filter(|path| !known.contains(path.as_str())).collect();
        let there = strange.into_iter().filter(|path| folder.join(path).is_file());
        faults.extend(there.map(|path| Fault::NotEntered {
            found: digest_of(&fs::read(folder.join(&path)).unwrap_or_default()),
            path,
        }));
    }
    faults.sort_by(|a, b| a.path().cmp(&b.path()));
    faults
}

/// What is wrong with the rating of the last entry of its path.
fn of_entry(folder: &Path, chain: &Chain, last: &Line) -> Option<Fault> {
    let (line, path) = (last.number, last.entry.path.clone());
    let file = folder.join(&path);
    let bytes = file.is_file().then(|| fs::read(&file).ok()).flatten();
    let (entered, bytes) = match (&last.entry.rating, bytes) {
        (None, None) => return None,
        (None, Some(bytes)) => return Some(Fault::NotEntered { found: digest_of(&bytes), path }),
        (Some(entered), None) => return Some(Fault::Missing { line, path, entered: entered.digest.clone() }),
        (Some(entered), Some(bytes)) => (entered, bytes),
    };
    let found = digest_of(&bytes);
    if found != entered.digest {
        let entered = entered.digest.clone();
        return Some(match earlier(chain, &path, &found) {
            Some(earlier) => Fault::Older { line, path, entered, found, earlier },
            None => Fault::Changed { line, path, entered, found },
        });
    }
    // The last line of all has nobody behind it that holds its hash.
    (Entered::of(&bytes, &path).ok().as_ref() != Some(entered)).then_some(Fault::EntryDiffers { line, path })
}

/// The last of the entries of a path that has a digest.
fn earlier(chain: &Chain, path: &str, digest: &str) -> Option<usize> {
    let mut entries = chain.entries.iter().rev().filter(|line| line.entry.path == path);
    let has = |line: &&Line| line.entry.rating.as_ref().is_some_and(|rating| rating.digest == digest);
    entries.find(has).map(|line| line.number)
}

/// The digest that a file's content has, whatever it tells itself.
fn digest_of(bytes: &[u8]) -> String {
    match digest::of(bytes) {
        Ok(digest) => digest.to_owned(),
        Err(Digest::Differing { found, .. }) => found,
        Err(Digest::Lacking) => format!("sha256:{}", sha256_hex(bytes)),
    }
}
