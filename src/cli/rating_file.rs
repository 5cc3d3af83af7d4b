//! The rating that a user names.

use std::path::Path;

use crate::files::read_text;
use crate::problem::{Problem, Result};
use crate::rating::Rating;
use crate::report::json;

/// Reads the rating of a file, or of the folder that it is in.
///
/// # Errors
/// A folder without a rating, a file that can not be read, or one that is no rating.
pub(super) fn read(given: &Path) -> Result<Rating> {
    let file = if given.is_dir() { given.join("rating.json") } else { given.to_owned() };
    if given.is_dir() && !file.is_file() {
        return Err(Problem::new("there is no `rating.json` in the folder")
            .at_file(given)
            .hint("name the folder of one facility, which is inside the folder that `greengrade rate --out` wrote"));
    }
    let (text, _) = read_text(&file)?;
    json::from_json(&text, &file.display().to_string())
}
