//! A folder for the files of an input, in memory where the system has that.

use std::path::{Path, PathBuf};

use tempfile::TempDir;

/// A folder that is gone with its value.
pub struct Place(TempDir);

impl Place {
    /// A new one, with nothing in it.
    pub fn new() -> Self {
        let memory = Path::new("/dev/shm");
        let made = if memory.is_dir() { TempDir::new_in(memory) } else { TempDir::new() };
        Self(made.expect("a folder for the input"))
    }

    /// The folder.
    pub fn folder(&self) -> &Path {
        self.0.path()
    }

    /// Puts a file into it.
    pub fn put(&self, name: &str, bytes: &[u8]) -> PathBuf {
        let path = self.0.path().join(name);
        std::fs::write(&path, bytes).expect("the input as a file");
        path
    }
}
