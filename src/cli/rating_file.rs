//! The rating that a user names.

use std::path::{Path, PathBuf};

use crate::files::read_text;
use crate::problem::{Problem, Result};
use crate::rating::Rating;
use crate::report::json;

/// Reads the rating of a file, or of the folder that it is in.
///
/// # Errors
/// A folder without a rating, a file that can not be read, or one that is no rating.
pub(super) fn read(given: &Path) -> Result<Rating> {
    let file = find(given)?;
    let (text, _) = read_text(&file)?;
    json::from_json(&text, &file.display().to_string())
}

/// The file that is named, or that of the folder.
///
/// # Errors
/// A folder without a rating.
pub(super) fn find(given: &Path) -> Result<PathBuf> {
    let file = if given.is_dir() { given.join(json::RATING) } else { given.to_owned() };
    if given.is_dir() && !file.is_file() {
        return Err(Problem::new("there is no `rating.json` in the folder")
            .at_file(given)
            .hint("name the folder of one facility, which is inside the folder that `greengrade rate --out` wrote"));
    }
    Ok(file)
}
