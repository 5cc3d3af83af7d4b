//! A file in the making, beside its place until it is whole, and what a run that was killed left of one.
//!
//! A run holds a lock on the file that it makes, which the system lets go whatever ends the run. So a file whose lock is free is
//! one that was left: the next run for the same place cleans it away.

use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::thread::JoinHandle;

use tempfile::{Builder, NamedTempFile};

use super::{parent_of, prefix_for, readable_by_all};
use crate::problem::{Problem, Result};

/// The ending of its name.
const PART: &str = "part";

/// After so many bytes the disk is to take them while more are on their way, so that not all is left to the end.
const PIECE: usize = 16 << 20;

/// A file in the making, for what is written piece by piece. It appears at its place all at once, on
/// [`NewFile::finish`]; dropped before that, it leaves nothing behind.
#[derive(Debug)]
pub struct NewFile {
    place: PathBuf,
    replace: bool,
    making: NamedTempFile,
    /// How many bytes were written since the disk was asked to take them.
    waiting: usize,
    /// The thread that waits until it has.
    syncing: Option<JoinHandle<std::io::Result<()>>>,
}

impl NewFile {
    /// Begins a file that will stand at `place`.
    ///
    /// # Errors
    /// A file that is there already and `replace` is not set; a folder that does not take it.
    pub fn begin(place: &Path, replace: bool) -> Result<Self> {
        let there = place.symlink_metadata().is_ok();
        if there && (!replace || place.is_dir()) {
            return Err(there_already(place));
        }
        let failed = |error| Problem::io("write", place, &error);
        std::fs::create_dir_all(parent_of(place)).map_err(failed)?;
        // The lock is held until the file is gone: else another run could come to hold one that is none any more. What can
        // not be removed now, a later run tries again.
        left_beside(place, PART).iter().for_each(|(left, _lock)| drop(std::fs::remove_file(left)));
        let making = locked_beside(place).map_err(failed)?;
        Ok(Self { place: place.to_owned(), replace, making, waiting: 0, syncing: None })
    }

    /// Puts the file in its place.
    ///
    /// # Errors
    /// A disk that does not take it; a file that came to its place meanwhile and `replace` is not set.
    pub fn finish(mut self) -> Result<()> {
        let synced = self.synced();
        let Self { place, replace, making, .. } = self;
        let failed = |error| Problem::io("write", &place, &error);
        let synced = synced.and_then(|()| making.as_file().sync_all());
        synced.and_then(|()| readable_by_all(making.as_file())).map_err(failed)?;
        let moved = if replace { making.persist(&place) } else { making.persist_noclobber(&place) };
        moved.map(drop).map_err(|error| match error.error.kind() {
            std::io::ErrorKind::AlreadyExists => there_already(&place),
            _ => failed(error.error),
        })
    }

    /// Lets the disk take what is written so far, while more is on its way.
    fn sync_meanwhile(&mut self) -> std::io::Result<()> {
        if self.syncing.as_ref().is_some_and(|syncing| !syncing.is_finished()) {
            return Ok(());
        }
        self.synced()?;
        let file = self.making.as_file().try_clone()?;
        self.syncing = Some(std::thread::Builder::new().spawn(move || file.sync_data())?);
        self.waiting = 0;
        Ok(())
    }

    /// Waits for the disk. What it did not take, it tells once only, and may not tell again at the end.
    fn synced(&mut self) -> std::io::Result<()> {
        let broken = |_| Err(std::io::Error::other("the thread that waits for the disk broke off"));
        self.syncing.take().map_or(Ok(()), |syncing| syncing.join().unwrap_or_else(broken))
    }
}

impl Write for NewFile {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        let written = self.making.write(bytes)?;
        self.waiting += written;
        if self.waiting >= PIECE {
            self.sync_meanwhile()?;
        }
        Ok(written)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        self.making.flush()
    }
}

fn there_already(place: &Path) -> Problem {
    let hint =
        if place.is_dir() { "it is a folder: name a file" } else { "name another file, or replace it with `--force`" };
    Problem::new("the file is there already and is left as it is").at_file(place).hint(hint)
}

/// Begins the file. Where the system knows no locks, nobody takes it for one that was left.
fn locked_beside(place: &Path) -> std::io::Result<NamedTempFile> {
    loop {
        let making =
            Builder::new().prefix(&prefix_for(place)).suffix(&format!(".{PART}")).tempfile_in(parent_of(place))?;
        let _locked = making.as_file().lock();
        // Before it was locked another run may have taken it for one that was left, and removed it.
        if making.path().exists() {
            return Ok(making);
        }
    }
}

/// The files of an ending that killed runs left beside a place, in order of their names, each locked now.
pub(crate) fn left_beside(place: &Path, ending: &str) -> Vec<(PathBuf, File)> {
    let Ok(beside) = std::fs::read_dir(parent_of(place)) else { return Vec::new() };
    let prefix = prefix_for(place);
    let is_ours =
        |name: &str| name.starts_with(&prefix) && Path::new(name).extension().is_some_and(|end| end == ending);
    // A folder of such a name is an output in the making.
    let files = beside.flatten().filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_file()));
    let ours = files.filter(|entry| entry.file_name().to_str().is_some_and(is_ours));
    let mut left: Vec<PathBuf> = ours.map(|entry| entry.path()).collect();
    left.sort();
    let locked = left.into_iter().filter_map(|path| {
        let file = File::options().write(true).open(&path).ok()?;
        file.try_lock().ok().map(|()| (path, file))
    });
    locked.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_is_written_piece_by_piece_appears_when_it_is_finished_and_replaces_only_when_asked() {
        let folder = tempfile::tempdir().unwrap();
        let place = folder.path().join("rollup.parquet");
        let begun = |replace| {
            let mut new = NewFile::begin(&place, replace)?;
            new.write_all(if replace { b"second" } else { b"first" }).unwrap();
            Ok(new)
        };
        let count = || std::fs::read_dir(folder.path()).unwrap().count();
        drop(begun(false).unwrap());
        assert_eq!(count(), 0, "one that is given up leaves nothing");
        let (one, other) = (begun(false).unwrap(), begun(false).unwrap());
        one.finish().unwrap();
        assert!(other.finish().unwrap_err().what.contains("there already"));
        let refused: Result<NewFile> = begun(false);
        assert!(refused.unwrap_err().hint.unwrap().contains("--force"));
        assert_eq!(std::fs::read(&place).unwrap(), b"first");
        begun(true).unwrap().finish().unwrap();
        assert_eq!((std::fs::read(&place).unwrap().as_slice(), count()), (b"second".as_slice(), 1));
        assert!(NewFile::begin(folder.path(), true).is_err(), "a folder is never replaced");
    }

    #[test]
    fn what_the_disk_takes_piece_by_piece_is_all_there() {
        let folder = tempfile::tempdir().unwrap();
        let place = folder.path().join("rollup.parquet");
        let mut new = NewFile::begin(&place, false).unwrap();
        let pieces = [1, 2, 3].map(|byte: u8| vec![byte; PIECE]);
        pieces.iter().for_each(|piece| new.write_all(piece).unwrap());
        assert!(new.syncing.is_some());
        new.finish().unwrap();
        assert!(std::fs::read(&place).unwrap() == pieces.concat());
    }

    #[test]
    fn what_a_killed_run_left_is_cleaned_away_by_the_next_for_the_same_place_and_what_is_being_made_is_not() {
        let folder = tempfile::tempdir().unwrap();
        let [place, other] = ["rollup.parquet", "other.parquet"].map(|name| folder.path().join(name));
        let left = |place: &Path| folder.path().join(format!("{}abcdef.{PART}", prefix_for(place)));
        std::fs::write(left(&place), "half").unwrap();
        std::fs::write(left(&other), "half").unwrap();
        std::fs::create_dir(folder.path().join(format!("{}ghijkl.{PART}", prefix_for(&place)))).unwrap();
        let count = || std::fs::read_dir(folder.path()).unwrap().count();
        let one = NewFile::begin(&place, false).unwrap();
        assert!(!left(&place).exists() && left(&other).exists());
        assert_eq!(count(), 3);
        let another = NewFile::begin(&place, true).unwrap();
        assert_eq!(count(), 4, "one that is being made is not left");
        one.finish().unwrap();
        another.finish().unwrap();
        assert!(place.is_file() && count() == 3);
    }
}
