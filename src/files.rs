//! Files as a whole: read, hashed, and written so that a reader never sees half of one.

use std::io::Write;
use std::path::Path;

use sha2::{Digest, Sha256};
use tempfile::NamedTempFile;

use crate::problem::{Problem, Result};

/// Reads a text file in UTF-8, with or without a byte order mark.
///
/// # Errors
/// A file that can not be read, or that is not UTF-8.
pub fn read_text(file: &Path) -> Result<(String, Vec<u8>)> {
    let bytes = std::fs::read(file).map_err(|error| Problem::io("read", file, &error))?;
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
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    std::fs::create_dir_all(folder)?;
    let mut temporary = tempfile::Builder::new().prefix(".").suffix(".part").tempfile_in(folder)?;
    temporary.write_all(bytes)?;
    temporary.as_file().sync_all()?;
    readable_by_all(temporary.as_file())?;
    Ok(temporary)
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
