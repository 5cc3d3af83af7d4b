//! The digest of `rating.json`: the SHA-256 of all its lines but the second, which tells it.
//!
//! So anybody can check it without this program: `sed 2d rating.json | sha256sum`.

use crate::files::sha256_hex;
use crate::problem::Problem;

/// What keeps the digest of a file from standing for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// The second line tells none.
    Lacking,
    /// It is that of another content.
    Differing {
        /// As the file tells it.
        told: String,
        /// As the content has it.
        found: String,
    },
}

/// Puts the digest of an object in readable JSON into it, as its second line.
pub(super) fn sealed(object: &[u8]) -> Vec<u8> {
    let line = format!("  \"digest\": \"{}\",\n", digest(object));
    let (opening, rest) = split_at(object, first_line(object));
    [opening, line.as_bytes(), rest].concat()
}

/// The digest that a file tells and that is its own.
///
/// # Errors
/// A file without one, or with that of another content.
pub fn of(bytes: &[u8]) -> Result<&str, Fault> {
    let (opening, rest) = split_at(bytes, first_line(bytes));
    let (second, rest) = split_at(rest, first_line(rest));
    let line = std::str::from_utf8(second).ok().map(str::trim);
    let told = line.and_then(|line| line.strip_prefix("\"digest\": \"")?.strip_suffix("\","));
    let told = told.ok_or(Fault::Lacking)?;
    let found = digest(&[opening, rest].concat());
    if told == found { Ok(told) } else { Err(Fault::Differing { told: told.to_owned(), found }) }
}

impl Fault {
    /// What a user is told of it; `name` is the file's name as they know it.
    pub fn problem(&self, name: &str) -> Problem {
        let (what, hint) = match self {
            Self::Lacking => (
                "the rating does not tell its digest".to_owned(),
                "an earlier version wrote it, or it was put into another form since: rate the facility again",
            ),
            Self::Differing { told, found } => (
                format!("the rating was changed after it was written: it tells the digest `{told}` and has `{found}`"),
                "take the file as `greengrade rate` wrote it, each byte and line end, or rate the facility again",
            ),
        };
        let mut problem = Problem::new(what).hint(hint);
        problem.place = Some(format!("{name}, line 2"));
        problem
    }
}

fn digest(bytes: &[u8]) -> String {
    format!("sha256:{}", sha256_hex(bytes))
}

/// The length of the first line with its end.
fn first_line(bytes: &[u8]) -> usize {
    memchr::memchr(b'\n', bytes).map_or(bytes.len(), |end| end + 1)
}

fn split_at(bytes: &[u8], length: usize) -> (&[u8], &[u8]) {
    bytes.split_at_checked(length).unwrap_or((bytes, &[]))
}

#[cfg(test)]
mod tests {
    use super::*;

    const OBJECT: &str = "{\n  \"grade\": 1,\n  \"score\": 98.5\n}\n";
    // printf '{\n  "grade": 1,\n  "score": 98.5\n}\n' | sha256sum
    const SUM: &str = "sha256:aa50c79f4d192e4a039e5ddfd3964ed2e2a6275c9e1c1ed22f4d187b5e20791f";

    fn text() -> String {
        String::from_utf8(sealed(OBJECT.as_bytes())).unwrap()
    }

    #[test]
    fn the_second_line_is_the_hash_of_the_others() {
        let text = text();
        let lines: Vec<&str> = text.split_inclusive('\n').collect();
        assert_eq!(lines[1], format!("  \"digest\": \"{SUM}\",\n"));
        assert_eq!([&lines[..1], &lines[2..]].concat().concat(), OBJECT);
        assert_eq!(of(text.as_bytes()), Ok(SUM));
    }

    #[test]
    fn no_byte_can_change_unnoticed() {
        let text = text();
        for place in 0..text.len() {
            let mut bytes = text.clone().into_bytes();
            bytes[place] ^= 1;
            assert!(of(&bytes).is_err(), "byte {place}");
        }
        assert!(matches!(of(text.replace('\n', "\r\n").as_bytes()), Err(Fault::Differing { .. })));
        assert!(matches!(of(format!("{text}\n").as_bytes()), Err(Fault::Differing { .. })));
    }

    #[test]
    fn nothing_else_fits_into_the_line_of_the_digest() {
        let more = text().replacen("\",\n", "\", \"grade\": 5,\n", 1);
        assert_eq!(of(more.as_bytes()), Err(Fault::Lacking));
        let more = text().replacen("\",\n", "\", \"grade\": \"5\",\n", 1);
        assert!(matches!(of(more.as_bytes()), Err(Fault::Differing { .. })));
        for without in ["", "{", OBJECT, "{}\n"] {
            assert_eq!(of(without.as_bytes()), Err(Fault::Lacking), "{without:?}");
        }
    }
}
