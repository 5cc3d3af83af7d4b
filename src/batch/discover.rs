//! Finding facilities' folders.

use std::path::{Path, PathBuf};

use crate::facility::MANIFEST;
use crate::problem::{Problem, Result};

/// The facilities' folders under the given paths, each a facility or a portfolio (a folder of facilities), in the order
/// of the paths and then of the names; a folder that is named twice counts once.
///
/// # Errors
/// A path that is not a folder, or has no facility.
pub fn discover(paths: &[PathBuf]) -> Result<Vec<PathBuf>> {
    let mut folders: Vec<PathBuf> = Vec::new();
    for path in paths {
        for folder in facilities_of(path)? {
            if !folders.contains(&folder) {
                folders.push(folder);
            }
        }
    }
    Ok(folders)
}

fn facilities_of(path: &Path) -> Result<Vec<PathBuf>> {
    if path.file_name().is_some_and(|name| name == MANIFEST) && path.is_file() {
        return Ok(vec![
            path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new(".")).into(),
        ]);
    }
    if path.join(MANIFEST).is_file() {
        return Ok(vec![path.to_owned()]);
    }
    let unreadable = |error| Problem::io("look into the folder", path, &error);
    let mut folders = Vec::new();
    for entry in std::fs::read_dir(path).map_err(unreadable)? {
        let folder = entry.map_err(unreadable)?.path();
        if folder.join(MANIFEST).is_file() {
            folders.push(folder);
        }
    }
    folders.sort();
    if folders.is_empty() {
        return Err(Problem::new(format!("there is no `{MANIFEST}` in the folder or in the folders inside it"))
            .at_file(path)
            .hint(format!(
                "a facility is a folder with a `{MANIFEST}`; `greengrade init FOLDER` writes one to start from"
            )));
    }
    Ok(folders)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_portfolio_is_the_folders_in_it_that_have_a_manifest() {
        let root = tempfile::tempdir().unwrap();
        for name in ["b", "a", "not-one"] {
            std::fs::create_dir(root.path().join(name)).unwrap();
        }
        for name in ["b", "a"] {
            std::fs::write(root.path().join(name).join(MANIFEST), "").unwrap();
        }
        let [a, b] = ["a", "b"].map(|name| root.path().join(name));
        assert_eq!(discover(&[root.path().to_owned()]).unwrap(), [a.clone(), b.clone()]);
        assert_eq!(discover(&[b.clone(), root.path().to_owned()]).unwrap(), [b.clone(), a]);
        assert_eq!(discover(&[b.join(MANIFEST)]).unwrap(), [b]);
        let problem = discover(&[root.path().join("not-one")]).unwrap_err();
        assert!(problem.what.contains("no `facility.toml`"), "{problem}");
        assert!(discover(&[root.path().join("absent")]).unwrap_err().what.contains("no such file or folder"));
    }
}
