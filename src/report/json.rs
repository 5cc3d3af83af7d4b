//! `rating.json`: a rating as JSON and back, to the last bit, with the [digest] of its bytes.

use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::error::Category;

use super::digest;
use crate::files::json_bytes;
use crate::problem::{Problem, Result};
use crate::rating::{Rating, SCHEMA};

/// The file of a facility's folder that tells the whole rating.
pub const RATING: &str = "rating.json";

/// What a file must tell before the rest of it is read.
#[derive(Deserialize)]
struct Head {
    schema: Option<String>,
}

/// The rating of one facility over one period, with the digest of its file.
#[derive(Debug, JsonSchema)]
pub struct Written {
    /// The second line of the file: `sha256:` and the SHA-256 of all its other lines, as `sed 2d rating.json | sha256sum`
    /// gives it.
    #[schemars(regex(pattern = "^sha256:[0-9a-f]{64}$"))]
    pub digest: String,
    /// The rating.
    #[serde(flatten)]
    pub rating: Rating,
}

/// A rating as readable JSON in the order of its fields, with every number at full precision and, in the second line, the
/// digest of the others.
///
/// # Errors
/// A number that JSON can not hold.
pub fn to_json(rating: &Rating) -> Result<Vec<u8>> {
    Ok(digest::sealed(&json_bytes(rating)?))
}

/// Reads a rating; `name` is its file's name as the user knows it.
///
/// # Errors
/// A text that is not JSON, with its line and column; JSON that is not a rating, or a rating of another version; one that
/// was changed since it was written, as its digest shows.
pub fn from_json(text: &str, name: &str) -> Result<Rating> {
    let head: Head = serde_json::from_str(text).map_err(|error| unreadable(&error, name))?;
    match head.schema.as_deref() {
        Some(SCHEMA) => {
            digest::of(text.as_bytes()).map_err(|fault| fault.problem(name))?;
            serde_json::from_str(text).map_err(|error| unreadable(&error, name))
        }
        Some(other) => Err(other_schema(other, name)),
        None => Err(at(name, Problem::new("the file is JSON but not a rating")).hint(WHICH_FILE)),
    }
}

const WHICH_FILE: &str = "name the `rating.json` of one facility, as `greengrade rate --out` writes it";

fn other_schema(schema: &str, name: &str) -> Problem {
    let of_ratings = |schema: &str| schema.split_once('/').map(|(kind, _)| kind.to_owned());
    if of_ratings(schema) == of_ratings(SCHEMA) {
        let what = format!("the rating has the form `{schema}`, and this version of greengrade reads `{SCHEMA}`");
        return at(name, Problem::new(what)).hint("rate the facility again with this version");
    }
    let hypothetical = ["greengrade.what-if/", "greengrade.improve/"].iter().any(|kind| schema.starts_with(kind));
    let aside = if hypothetical { ": it is hypothetical" } else { "" };
    at(name, Problem::new(format!("the file is a `{schema}`, not a rating{aside}"))).hint(WHICH_FILE)
}

fn unreadable(error: &serde_json::Error, name: &str) -> Problem {
    let (line, column) = (error.line(), error.column());
    let message = error.to_string();
    let message = message.strip_suffix(&format!(" at line {line} column {column}")).unwrap_or(&message);
    let (what, hint) = match error.classify() {
        Category::Eof => ("the JSON ends too early".to_owned(), "the file was cut off: rate the facility again"),
        Category::Syntax | Category::Io => (format!("the file is not JSON: {message}"), WHICH_FILE),
        Category::Data => (format!("the file is JSON but not a rating: {message}"), WHICH_FILE),
    };
    let mut problem = Problem::new(what).hint(hint);
    problem.place = Some(format!("{name}, line {line}, column {column}"));
    problem
}

fn at(name: &str, mut problem: Problem) -> Problem {
    problem.place = Some(name.to_owned());
    problem
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problem(text: &str) -> Problem {
        from_json(text, "out/a/rating.json").unwrap_err()
    }

    #[test]
    fn what_is_not_json_is_told_with_its_line_and_column() {
        let wrong = problem("{\n  \"schema\": nonsense\n}");
        assert_eq!(wrong.to_string(), "the file is not JSON: expected ident (out/a/rating.json, line 2, column 14)");
        assert!(wrong.hint.unwrap().contains("rating.json"));
        assert_eq!(problem("").what, "the JSON ends too early");
        assert_eq!(problem("{\"schema\": \"green").what, "the JSON ends too early");
    }

    #[test]
    fn what_is_not_a_rating_is_told_as_what_it_is() {
        assert_eq!(problem("{}").what, "the file is JSON but not a rating");
        assert!(problem("[1, 2]").what.starts_with("the file is JSON but not a rating: invalid"));
        let portfolio = problem("{\"schema\": \"greengrade.portfolio/1\"}");
        assert_eq!(portfolio.what, "the file is a `greengrade.portfolio/1`, not a rating");
    }

    #[test]
    fn a_rating_of_another_version_says_which_one_is_read() {
        let later = problem("{\"schema\": \"greengrade.rating/2\"}");
        assert!(later.what.contains("`greengrade.rating/2`") && later.what.contains("`greengrade.rating/1`"));
        assert!(later.hint.unwrap().contains("rate the facility again"));
    }

    #[test]
    fn a_rating_with_a_part_left_out_names_it() {
        let cut = "{\n  \"schema\": \"greengrade.rating/1\",\n  \"program\": \"x\"\n}\n";
        let cut = problem(&String::from_utf8(digest::sealed(cut.as_bytes())).unwrap());
        assert!(cut.what.ends_with("missing field `rated_by`"), "{}", cut.what);
    }

    #[test]
    fn a_rating_without_its_digest_or_with_that_of_another_is_refused() {
        let lacking = problem("{\n  \"schema\": \"greengrade.rating/1\"\n}\n");
        assert_eq!(lacking.to_string(), "the rating does not tell its digest (out/a/rating.json, line 2)");
        let sealed = digest::sealed(b"{\n  \"schema\": \"greengrade.rating/1\",\n  \"grade\": 1\n}\n");
        let changed = problem(&String::from_utf8(sealed).unwrap().replace("\"grade\": 1", "\"grade\": 2"));
        assert!(changed.what.starts_with("the rating was changed after it was written"), "{}", changed.what);
        assert!(changed.hint.unwrap().contains("rate the facility again"));
    }
}
