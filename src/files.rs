//! Files as a whole: read, hashed, and written so that a reader never sees half of one.

use std::fs::File;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::thread::JoinHandle;

use sha2::{Digest, Sha256};
use tempfile::NamedTempFile;

use crate::problem::{Problem, Result};

/// Most bytes of a file that is read whole: many times what people write, and what the memory has room for.
const MOST_WHOLE: u64 = 256 << 20;

/// Opens a file for reading, and nothing else that a path may lead to: at a pipe one waits without end, and a device may
/// have none.
///
/// # Errors
/// A file that can not be opened; what is no file.
pub fn open(file: &Path) -> io::Result<File> {
    let kind = std::fs::metadata(file)?.file_type();
    if kind.is_file() || kind.is_dir() {
        return File::open(file);
    }
    let problem = Problem::new("it is a pipe or a device, not a file").at_file(file);
    Err(io::Error::other(problem.hint("write what comes from it into a file, and name that")))
}

/// As much of a path as is there, without links and detours, and the rest of it; `None` where nothing of it is.
pub fn as_far_as_there(path: &Path) -> Option<(PathBuf, &Path)> {
    path.ancestors().find_map(|part| Some((part.canonicalize().ok()?, path.strip_prefix(part).ok()?)))
}

/// Reads a file whole.
///
/// # Errors
/// A file that can not be read, or that is too long to be read whole.
pub fn read_whole(file: &Path) -> Result<Vec<u8>> {
    read_at_most(file, MOST_WHOLE)
}

fn read_at_most(file: &Path, most: u64) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let read = open(file).and_then(|opened| opened.take(most + 1).read_to_end(&mut bytes));
    read.map_err(|error| Problem::io("read", file, &error))?;
    if u64::try_from(bytes.len()).is_ok_and(|length| length <= most) {
        return Ok(bytes);
    }
    let what = format!("the file is longer than {} MiB, the most that is read at once", most >> 20);
    Err(Problem::new(what).at_file(file).hint("check that it is the file that is meant"))
}

/// Reads a text file in UTF-8, with or without a byte order mark.
///
/// # Errors
/// A file that can not be read, is too long to be read whole, or is not UTF-8.
pub fn read_text(file: &Path) -> Result<(String, Vec<u8>)> {
    let bytes = read_whole(file)?;
    let text = std::str::from_utf8(&bytes)
        .map_err(|_| Problem::new("the file is not UTF-8 text").at_file(file).hint("save it again as UTF-8"))?;
    Ok((text.strip_prefix('\u{feff}').unwrap_or(text).to_owned(), bytes))
}

/// The SHA-256 of some bytes, in hexadecimal.
pub fn sha256_hex(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

/// Bytes in hexadecimal.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// A value as readable JSON that ends with a line end.
///
/// # Errors
/// A value that JSON can not hold.
pub fn json_bytes(value: &impl serde::Serialize) -> Result<Vec<u8>> {
    let mut bytes = serde_json::to_vec_pretty(value)
        .map_err(|error| Problem::new(format!("cannot write the value as JSON: {error}")))?;
    bytes.push(b'\n');
    Ok(bytes)
}

/// Writes a file whole or not at all: a temporary file beside it, synced, then renamed.
///
/// # Errors
/// A folder or a disk that does not take it.
pub fn write_whole(file: &Path, bytes: &[u8]) -> Result<()> {
    let written = written_beside(file, bytes).and_then(|temporary| Ok(temporary.persist(file)?));
    written.map(drop).map_err(|error| Problem::io("write", file, &error))
}

/// Writes a file whole or not at all, and only where there is none yet.
///
/// # Errors
/// A file that is there already; a folder or a disk that does not take it.
pub fn write_new(file: &Path, bytes: &[u8]) -> Result<()> {
    let written = written_beside(file, bytes).and_then(|temporary| Ok(temporary.persist_noclobber(file)?));
    written.map(drop).map_err(|error| match error.kind() {
        std::io::ErrorKind::AlreadyExists => Problem::new("the file is there already and is left as it is")
            .at_file(file)
            .hint("name another folder, or move the file away"),
        _ => Problem::io("write", file, &error),
    })
}

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
        let making = temporary_beside(place).map_err(|error| Problem::io("write", place, &error))?;
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

fn written_beside(file: &Path, bytes: &[u8]) -> std::io::Result<NamedTempFile> {
    let mut temporary = temporary_beside(file)?;
    temporary.write_all(bytes)?;
    temporary.as_file().sync_all()?;
    readable_by_all(temporary.as_file())?;
    Ok(temporary)
}

fn temporary_beside(file: &Path) -> std::io::Result<NamedTempFile> {
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    std::fs::create_dir_all(folder)?;
    tempfile::Builder::new().prefix(".").suffix(".part").tempfile_in(folder)
}

/// Temporary files are made for their owner's eyes only; a report is for others too.
#[cfg(unix)]
fn readable_by_all(file: &std::fs::File) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    file.set_permissions(std::fs::Permissions::from_mode(0o644))
}

#[cfg(not(unix))]
fn readable_by_all(_file: &std::fs::File) -> std::io::Result<()> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_written_file_is_whole_and_leaves_nothing_beside_it() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a/b.txt");
        write_whole(&file, "评定".as_bytes()).unwrap();
        assert_eq!(read_text(&file).unwrap().0, "评定");
        assert_eq!(std::fs::read_dir(file.parent().unwrap()).unwrap().count(), 1);
    }

    #[test]
    fn a_file_is_read_whole_up_to_a_bound_and_a_device_is_not_read() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a");
        let most = 1 << 20;
        std::fs::write(&file, vec![b'a'; 1 << 20]).unwrap();
        assert_eq!(read_at_most(&file, most).unwrap().len(), 1 << 20);
        std::fs::write(&file, vec![b'a'; (1 << 20) + 1]).unwrap();
        assert!(read_at_most(&file, most).unwrap_err().what.contains("longer than 1 MiB"));
        if cfg!(unix) {
            let problem = read_whole(Path::new("/dev/zero")).unwrap_err();
            assert!(problem.what.contains("a pipe or a device"), "{problem}");
        }
    }

    #[test]
    fn a_new_file_does_not_replace_another() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("facility.toml");
        write_new(&file, b"first").unwrap();
        assert!(write_new(&file, b"second").unwrap_err().what.contains("there already"));
        assert_eq!(std::fs::read(&file).unwrap(), b"first");
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
    }

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
    fn the_hash_is_that_of_the_published_example() {
        let empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
        assert_eq!(sha256_hex(b""), empty);
    }
}
