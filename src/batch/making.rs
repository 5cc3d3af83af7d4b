//! The folder in which an output is made, beside its place, and what a run that was killed left of one.
//!
//! A run holds a lock on a file beside its folder, which the system lets go whatever ends the run. So a folder whose lock is
//! free is one that was left: a run that resumes takes over what is whole in it, and at its end it is cleaned away.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use tempfile::Builder;

use crate::files::{left_beside, parent_of, prefix_for};

/// The ending of a folder's name, and that of the file that is locked in its place.
const PART: &str = "part";
const LOCK: &str = "lock";

/// A folder in the making, or one that was left. Dropped, it is cleaned away.
#[derive(Debug)]
pub(super) struct Making {
    path: PathBuf,
    /// Its lock, which is let go before its file is removed: some systems remove no file that is open.
    lock: Option<File>,
}

impl Making {
    /// Begins a folder for the output that will stand at `place`.
    pub(super) fn begin(place: &Path) -> io::Result<Self> {
        loop {
            let suffix = format!(".{LOCK}");
            let file = Builder::new().prefix(&prefix_for(place)).suffix(&suffix).tempfile_in(parent_of(place))?;
            // First the lock, then the folder: a run that is killed between the two leaves nothing that nobody finds.
            let (lock, locked) = file.keep().map_err(|error| error.error)?;
            lock.lock()?;
            // Before it was locked another run may have taken it for one that was left, and removed it.
            if locked.exists() {
                let making = Self { path: locked.with_extension(PART), lock: Some(lock) };
                fs::create_dir(&making.path)?;
                return Ok(making);
            }
        }
    }

    /// The folders that runs for the same place left, which are locked now.
    pub(super) fn left(place: &Path) -> Vec<Self> {
        // One that is not locked here must not come to be: at its end it would clean away what another run makes.
        let locks = left_beside(place, LOCK).into_iter();
        locks.map(|(path, lock)| Self { path: path.with_extension(PART), lock: Some(lock) }).collect()
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
    }
}

impl Drop for Making {
    fn drop(&mut self) {
        // What can not be removed now is found again by the next run; what was moved to its place is gone from here.
        let _kept = fs::remove_dir_all(&self.path);
        self.lock = None;
        if !self.path.exists() {
            let _later = fs::remove_file(self.path.with_extension(LOCK));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_killed_run_left_is_found_by_the_next_for_the_same_place_and_cleaned_away() {
        let root = tempfile::tempdir().unwrap();
        let [place, other] = ["out", "other"].map(|name| root.path().join(name));
        let mut killed = Making::begin(&place).unwrap();
        assert!(Making::left(&place).is_empty(), "one that is being made is not left");
        assert!(killed.path.exists());
        let path = killed.path.clone();
        // The system lets the lock go at the end of a killed run, and nothing is cleaned away.
        killed.lock = None;
        std::mem::forget(killed);
        let running = Making::begin(&place).unwrap();
        assert!(Making::left(&other).is_empty());
        let left = Making::left(&place);
        assert_eq!(left.iter().map(Making::path).collect::<Vec<_>>(), [&path]);
        assert!(Making::left(&place).is_empty(), "another run has it");
        drop(left);
        assert!(!path.exists() && running.path().exists());
        drop(running);
        assert_eq!(fs::read_dir(root.path()).unwrap().count(), 0);
    }

    #[test]
    fn a_lock_without_a_folder_is_cleaned_away_too() {
        let root = tempfile::tempdir().unwrap();
        let place = root.path().join("out");
        let mut killed = Making::begin(&place).unwrap();
        fs::remove_dir(&killed.path).unwrap();
        killed.lock = None;
        std::mem::forget(killed);
        drop(Making::left(&place));
        assert_eq!(fs::read_dir(root.path()).unwrap().count(), 0);
    }
}
