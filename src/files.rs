//! Files as a whole: read, hashed, and written so that a reader never sees half of one.

mod new_file;

use std::fs::File;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};
use tempfile::NamedTempFile;

pub use self::new_file::NewFile;
pub(crate) use self::new_file::left_beside;
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

fn written_beside(file: &Path, bytes: &[u8]) -> std::io::Result<NamedTempFile> {
    let mut temporary = temporary_beside(file)?;
    temporary.write_all(bytes)?;
    temporary.as_file().sync_all()?;
    readable_by_all(temporary.as_file())?;
    Ok(temporary)
}

fn temporary_beside(file: &Path) -> std::io::Result<NamedTempFile> {
    let folder = parent_of(file);
    std::fs::create_dir_all(folder)?;
    tempfile::Builder::new().prefix(".").suffix(".part").tempfile_in(folder)
}

/// The folder that a place lies in.
pub(crate) fn parent_of(place: &Path) -> &Path {
    place.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// How the names of what is made for a place begin, which stands beside it until it is whole.
pub(crate) fn prefix_for(place: &Path) -> String {
    let name = place.file_name().unwrap_or_default().as_encoded_bytes();
    format!(".greengrade-{}-", sha256_hex(name).get(..8).unwrap_or_default())
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
    fn the_hash_is_that_of_the_published_example() {
        let empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
        assert_eq!(sha256_hex(b""), empty);
    }
}
