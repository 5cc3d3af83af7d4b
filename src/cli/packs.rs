//! The packs that a command goes by.

use std::path::{Path, PathBuf};

use crate::problem::Result;
use crate::standard::Library;

/// The built-in packs, with those of a folder.
pub(super) fn library(packs: Option<&Path>) -> Result<Library> {
    packs.map_or_else(Library::embedded, Library::with_folder)
}

/// The packs of these folders, and the built-in ones.
pub(super) fn libraries(folders: &[PathBuf]) -> Result<Vec<Library>> {
    folders.iter().map(|folder| Some(folder.as_path())).chain([None]).map(library).collect()
}
