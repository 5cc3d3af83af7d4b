//! Which files a manifest may name: those below its facility's folder. What an operator hands in reads nothing else of the
//! computer, neither by `..`, nor by an absolute path, nor by a link.
//!
//! Facilities may share files, such as a mapping or a table of all their readings, where whoever keeps these says so: by an
//! empty file [`SHARED`], below whose folder every manifest may name files.

use std::path::{Component, Path, PathBuf};

use crate::files::as_far_as_there;
use crate::problem::{Problem, Result};

/// The name of the file by which a folder opens what is in it to the manifests of others.
pub const SHARED: &str = "greengrade-shared";

/// The place of a file that a manifest names. It may not be there; the reader tells that.
///
/// # Errors
/// A path that leads out of the facility's folder to what is not shared.
pub(crate) fn within(folder: &Path, path: &str) -> Result<PathBuf> {
    let file = folder.join(path);
    if reaches(folder, &file) {
        return Ok(file);
    }
    let problem = Problem::new(format!("`{path}` leads out of the facility's folder")).at_file(folder);
    Err(problem
        .hint(format!("copy the file into the folder, or put an empty file `{SHARED}` into the one that it lies in")))
}

/// Refuses a pattern of files that leads out of the folder before anything is searched.
///
/// # Errors
/// As [`within`].
pub(super) fn pattern_within(folder: &Path, pattern: &str) -> Result<()> {
    let mut fixed = Path::new(pattern).components();
    let is_wild = |part: &Component<'_>| part.as_os_str().to_string_lossy().contains(['*', '?', '[']);
    let before: PathBuf = fixed.by_ref().take_while(|part| !is_wild(part)).collect();
    let back = fixed.any(|part| part == Component::ParentDir);
    within(folder, if back { ".." } else { before.to_str().unwrap_or_default() })
        .map(drop)
        .map_err(|problem| Problem { what: format!("`{pattern}` leads out of the facility's folder"), ..problem })
}

fn reaches(folder: &Path, file: &Path) -> bool {
    let Ok(home) = folder.canonicalize() else { return true };
    // What is not there is judged by what is there of its path.
    let Some((place, rest)) = as_far_as_there(file) else { return true };
    let opens = |above: &Path| above == home || above.join(SHARED).is_file();
    place.ancestors().any(opens) && rest.components().all(|part| part != Component::ParentDir)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_manifest_names_what_is_below_its_folder_and_what_is_shared() {
        let root = tempfile::tempdir().unwrap();
        let folder = root.path().join("dc/lake");
        std::fs::create_dir_all(folder.join("telemetry")).unwrap();
        for file in ["dc/shared.csv", "dc/lake/telemetry/a.csv", "secret"] {
            std::fs::write(root.path().join(file), "").unwrap();
        }
        let reached = |path: &str| within(&folder, path).is_ok();
        for path in ["telemetry/a.csv", "telemetry/../telemetry/a.csv", "absent.csv", "absent/absent.csv"] {
            assert!(reached(path), "{path}");
        }
        let secret = root.path().join("secret");
        let out = ["../shared.csv", "../absent.csv", "..", "../../secret", secret.to_str().unwrap(), "a/../../x"];
        for path in out {
            assert!(!reached(path), "{path}");
        }
        std::fs::write(root.path().join("dc").join(SHARED), "").unwrap();
        assert!(reached("../shared.csv") && reached(".."));
        assert!(!reached("../../secret") && !reached(secret.to_str().unwrap()));
        let problem = within(&folder, "../../secret").unwrap_err();
        assert_eq!(problem.what, "`../../secret` leads out of the facility's folder");
        assert!(problem.hint.unwrap().contains(SHARED));
    }

    #[test]
    fn a_pattern_searches_nothing_outside() {
        let root = tempfile::tempdir().unwrap();
        let folder = root.path().join("lake");
        std::fs::create_dir(&folder).unwrap();
        let may = |pattern: &str| pattern_within(&folder, pattern).is_ok();
        assert!(may("*.csv") && may("telemetry/**/*.csv") && may("telemetry/2025-[01]?.csv"));
        assert!(!may("../*.csv") && !may("/**/*.csv") && !may("*/../../*.csv"));
    }

    #[cfg(unix)]
    #[test]
    fn a_link_leads_where_it_leads() {
        let root = tempfile::tempdir().unwrap();
        let folder = root.path().join("lake");
        std::fs::create_dir(&folder).unwrap();
        std::fs::write(root.path().join("secret"), "").unwrap();
        std::fs::write(folder.join("own.csv"), "").unwrap();
        std::os::unix::fs::symlink("../secret", folder.join("a.csv")).unwrap();
        std::os::unix::fs::symlink("..", folder.join("up")).unwrap();
        std::os::unix::fs::symlink("own.csv", folder.join("b.csv")).unwrap();
        assert!(within(&folder, "a.csv").is_err() && within(&folder, "up/secret").is_err());
        assert!(within(&folder, "b.csv").is_ok());
    }
}
