//! Several files that are written together: all of them, or none.

use std::io::Write;
use std::path::PathBuf;

use crate::files::NewFile;
use crate::problem::{Problem, Result};

/// Writes files with what is to be in them. All are begun before any is finished, so that one that may not be replaced
/// stops all.
///
/// # Errors
/// A file that is there already and `force` is not set; a folder or a disk that does not take it.
pub(super) fn write_files(files: &[(PathBuf, Vec<u8>)], force: bool) -> Result<()> {
    let begun = files.iter().map(|(file, bytes)| {
        let mut new = NewFile::begin(file, force)?;
        new.write_all(bytes).map_err(|error| Problem::io("write", file, &error))?;
        Ok(new)
    });
    begun.collect::<Result<Vec<_>>>()?.into_iter().try_for_each(NewFile::finish)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_is_there_stops_all_unless_it_is_to_be_replaced() {
        let folder = tempfile::tempdir().unwrap();
        let (one, two) = (folder.path().join("one"), folder.path().join("two"));
        std::fs::write(&two, "old").unwrap();
        let files = [(one.clone(), b"1".to_vec()), (two.clone(), b"2".to_vec())];
        assert!(write_files(&files, false).unwrap_err().what.contains("there already"));
        assert!(!one.exists() && std::fs::read(&two).unwrap() == b"old");
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
        write_files(&files, true).unwrap();
        assert_eq!((std::fs::read(&one).unwrap(), std::fs::read(&two).unwrap()), (b"1".to_vec(), b"2".to_vec()));
    }
}
