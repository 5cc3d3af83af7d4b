//! The output folder: made whole beside its place, then moved there.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use rayon::prelude::*;

use super::making::Making;
use crate::files::{as_far_as_there, parent_of, sha256_hex};
use crate::ledger::{Entered, Head, LEDGER, Ledger};
use crate::problem::{Problem, Result};
use crate::report::json::RATING;

/// The file by which an output folder is known as one of ours.
pub const MARK: &str = "portfolio.json";

/// An output folder in the making. What is written appears at its place all at once, on [`Output::finish`]; dropped
/// before that, it leaves nothing behind.
#[derive(Debug)]
pub struct Output {
    place: PathBuf,
    replace: bool,
    making: Making,
    /// What runs for the same place that were killed left, until this one is at its end.
    left: Vec<Making>,
    /// The ledger beside the place, into which its ratings are entered.
    ledger: Option<Ledger>,
    /// What has been written, with the SHA-256 of each.
    written: Mutex<BTreeMap<PathBuf, String>>,
}

impl Output {
    /// Begins an output folder that will stand at `place`.
    ///
    /// # Errors
    /// Something is there already and `replace` is not set; or what is there was not written by this program, which is
    /// never replaced; a ledger beside it that takes no entries, which is better known before hours of work than after.
    pub fn begin(place: &Path, replace: bool) -> Result<Self> {
        if !is_free(place)? {
            if !replace {
                return Err(there_already(place));
            }
            if !place.join(MARK).is_file() {
                return Err(Problem::new("the output folder was not written by greengrade, so it is not replaced")
                    .at_file(place)
                    .hint("name another folder, or move it away yourself"));
            }
            if place.join(LEDGER).exists() {
                return Err(Problem::new("the output folder holds a ledger, so it is not replaced")
                    .at_file(place)
                    .hint("name a folder in it: the ledger is that of the output folders beside it"));
            }
        }
        let ledger = Ledger::beside(place)?;
        ledger.as_ref().map(Ledger::open).transpose()?;
        let parent = parent_of(place);
        let failed = |error| Problem::io("make the output folder", place, &error);
        fs::create_dir_all(parent).map_err(failed)?;
        let left = Making::left(place);
        let making = Making::begin(place).map_err(failed)?;
        Ok(Self { place: place.to_owned(), replace, making, left, ledger, written: Mutex::default() })
    }

    /// The folders that runs for the same place left when they were killed.
    pub(super) fn left(&self) -> impl Iterator<Item = &Path> {
        self.left.iter().map(Making::path)
    }

    /// Takes a folder of the output back, of which not all could be written.
    pub(super) fn take_back(&self, folder: &Path) {
        self.written().retain(|name, _| !name.starts_with(folder));
        // What can not be removed is in the way of nothing: no record names it.
        let _nothing = fs::remove_dir_all(self.making.path().join(folder));
    }

    /// Writes a file at a path below the output folder, where it stands whole or not at all: a run that resumes goes by what a
    /// killed one left.
    ///
    /// It is not made sure here that the disk has it, which would take longer than to rate a facility: nobody sees the
    /// folder before [`Output::finish`], and that makes sure of all at once.
    ///
    /// # Errors
    /// A disk that does not take it.
    pub fn write(&self, name: &Path, bytes: &[u8]) -> Result<()> {
        let file = self.making.path().join(name);
        let half = file.with_added_extension("half");
        let folder = file.parent().map_or(Ok(()), fs::create_dir_all);
        let written = folder.and_then(|()| fs::write(&half, bytes)).and_then(|()| fs::rename(&half, &file));
        written.map_err(|error| Problem::io("write", &file, &error))?;
        self.written().insert(name.to_owned(), sha256_hex(bytes));
        Ok(())
    }

    /// What has been written below a folder of the output: the paths in it, and the SHA-256 of each file.
    pub fn written_below(&self, folder: &Path) -> BTreeMap<String, String> {
        let written = self.written();
        let below = written
            .range(folder.to_owned()..)
            .map_while(|(name, sha256)| Some((name.strip_prefix(folder).ok()?.display().to_string(), sha256.clone())));
        below.collect()
    }

    /// Makes sure that the disk has every file.
    fn sync(&self) -> Result<()> {
        let names: Vec<PathBuf> = self.written().keys().cloned().collect();
        names.par_iter().try_for_each(|name| {
            let file = self.making.path().join(name);
            let synced = fs::OpenOptions::new().write(true).open(&file).and_then(|opened| opened.sync_all());
            synced.map_err(|error| Problem::io("write", &file, &error))
        })
    }

    fn written(&self) -> MutexGuard<'_, BTreeMap<PathBuf, String>> {
        self.written.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The ratings that have been written, by the ids of their facilities.
    fn ratings(&self) -> Result<BTreeMap<String, Entered>> {
        let written = self.written();
        let ratings: Vec<&PathBuf> =
            written.keys().filter(|name| name.ends_with(RATING) && name.components().count() == 2).collect();
        let entered = ratings.into_par_iter().map(|name| {
            let id = name.parent().unwrap_or(name).display().to_string();
            let file = self.making.path().join(name);
            let bytes = fs::read(&file).map_err(|error| Problem::io("read", &file, &error))?;
            Ok((id, Entered::of(&bytes, &file.display().to_string())?))
        });
        entered.collect()
    }

    /// Moves the folder to its place; what was there before is gone only after the new one stands. Where a ledger lies beside
    /// the place, its ratings are entered first, and where the ledger ends is told.
    ///
    /// # Errors
    /// A folder that can not be moved, or that came to its place meanwhile; a ledger that takes no entries.
    pub fn finish(mut self) -> Result<Option<Head>> {
        self.sync()?;
        if self.ledger.is_none() {
            self.ledger = Ledger::beside(&self.place)?;
        }
        let ratings = self.ledger.as_ref().map_or_else(|| Ok(BTreeMap::new()), |_| self.ratings())?;
        let failed = |error| Problem::io("put the output folder in its place", &self.place, &error);
        // Until the folder stands, no other run enters any: the last entry of a path is that of the rating that came last.
        let ledger = self.ledger.as_ref().map(Ledger::open).transpose()?;
        if !self.replace && !is_free(&self.place)? {
            return Err(there_already(&self.place));
        }
        let head = ledger.as_ref().map(|ledger| ledger.enter(ratings)).transpose()?;
        if self.place.exists() {
            // Beside the place, so that both moves are renames within one disk.
            let old = Making::begin(&self.place).map_err(failed)?;
            let old_place = old.path().join("replaced");
            fs::rename(&self.place, &old_place).map_err(failed)?;
            if let Err(error) = fs::rename(self.making.path(), &self.place) {
                // Put back what was there, as far as the disk still lets us.
                fs::rename(&old_place, &self.place).map_err(failed)?;
                return Err(failed(error));
            }
        } else {
            fs::rename(self.making.path(), &self.place).map_err(failed)?;
        }
        Ok(head)
    }
}

fn there_already(place: &Path) -> Problem {
    Problem::new("the output folder is there already")
        .at_file(place)
        .hint("name another folder, or replace it with `--force`")
}

/// A place is free where nothing is, or an empty folder.
fn is_free(place: &Path) -> Result<bool> {
    match fs::read_dir(place) {
        Ok(mut entries) => Ok(entries.next().is_none()),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(true),
        Err(error) if error.kind() == std::io::ErrorKind::NotADirectory => {
            Err(Problem::new("the output is to be a folder, but there is a file of that name")
                .at_file(place)
                .hint("name another folder"))
        }
        Err(error) => Err(Problem::io("look into the output folder", place, &error)),
    }
}

/// Whether a path is a folder or leads into it, however the two are written, and whether or not they are there yet.
pub(super) fn is_inside(path: &Path, folder: &Path) -> bool {
    whole(path).starts_with(whole(folder))
}

/// A path without links and detours, as far as it leads to what is there.
fn whole(path: &Path) -> PathBuf {
    let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    as_far_as_there(&path).map_or_else(|| path.clone(), |(place, rest)| place.join(rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_appears_before_it_is_finished() {
        let root = tempfile::tempdir().unwrap();
        let place = root.path().join("deep/out");
        let output = Output::begin(&place, false).unwrap();
        output.write(Path::new("a/rating.json"), b"{}").unwrap();
        assert!(!place.exists());
        output.finish().unwrap();
        assert_eq!(fs::read(place.join("a/rating.json")).unwrap(), b"{}");
        assert_eq!(fs::read_dir(place.parent().unwrap()).unwrap().count(), 1, "nothing is left beside it");
    }

    #[test]
    fn an_output_that_is_given_up_leaves_nothing() {
        let root = tempfile::tempdir().unwrap();
        let output = Output::begin(&root.path().join("out"), false).unwrap();
        output.write(Path::new("a.txt"), b"").unwrap();
        drop(output);
        assert_eq!(fs::read_dir(root.path()).unwrap().count(), 0);
    }

    #[test]
    fn an_output_of_ours_is_replaced_only_when_asked_and_a_foreign_folder_never() {
        let root = tempfile::tempdir().unwrap();
        let place = root.path().join("out");
        fs::create_dir(&place).unwrap();
        Output::begin(&place, false).unwrap();
        fs::write(place.join("thesis.doc"), "ten years").unwrap();
        assert!(Output::begin(&place, false).unwrap_err().what.contains("there already"));
        assert!(Output::begin(&place, true).unwrap_err().what.contains("not written by greengrade"));
        fs::write(place.join(MARK), "{}").unwrap();
        let output = Output::begin(&place, true).unwrap();
        output.write(Path::new(MARK), b"new").unwrap();
        output.finish().unwrap();
        assert_eq!(fs::read(place.join(MARK)).unwrap(), b"new");
        assert!(!place.join("thesis.doc").exists());
        assert_eq!(fs::read_dir(root.path()).unwrap().count(), 1);
    }
}
