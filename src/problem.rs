//! What went wrong, where, and what to do about it: the one error type that a user sees.

use std::fmt;
use std::ops::Range;
use std::path::Path;

use schemars::JsonSchema;
use serde::Serialize;

/// The result of everything that a user's input can make fail.
pub type Result<T> = std::result::Result<T, Problem>;

/// One problem in one message: what, where, and a hint.
///
/// Messages are lower case, without a full stop, with the user's own words in backticks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Problem {
    /// What is wrong, in one line.
    pub what: String,
    /// The file and, where it is known, the row and the column or the line.
    #[serde(rename = "where", skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// What the user can do.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hint: Option<String>,
    /// The text that the problem points at, for files people write by hand.
    #[serde(skip)]
    pub snippet: Option<Box<Snippet>>,
}

/// A part of a hand-written file (a manifest or a pack) that a problem points at.
#[derive(Clone, PartialEq, Eq)]
pub struct Snippet {
    /// The file's name as the user knows it.
    pub name: String,
    /// The whole text of the file.
    pub text: String,
    /// The bytes of `text` that the problem is about.
    pub span: Range<usize>,
}

/// Without the text, which is whole files.
impl fmt::Debug for Snippet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{:?}", self.name, self.span)
    }
}

impl Problem {
    /// A problem that is not yet tied to a place.
    pub fn new(what: impl Into<String>) -> Self {
        Self { what: what.into(), place: None, hint: None, snippet: None }
    }

    /// Says what the user can do.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// Ties the problem to a file.
    #[must_use]
    pub fn at_file(mut self, file: &Path) -> Self {
        self.place = Some(file.display().to_string());
        self
    }

    /// Ties the problem to a row (1 is the first line of the file) and a column of a table.
    #[must_use]
    pub fn at_cell(mut self, file: &Path, row: u64, column: Option<&str>) -> Self {
        let column = column.map(|name| format!(", column `{name}`")).unwrap_or_default();
        self.place = Some(format!("{}, row {row}{column}", file.display()));
        self
    }

    /// Ties the problem to a part of a hand-written text, and works out its line.
    #[must_use]
    pub fn at_span(mut self, name: &str, text: &str, span: Range<usize>) -> Self {
        let line = text.get(..span.start).map_or(1, |before| before.matches('\n').count() + 1);
        self.place = Some(format!("{name}, line {line}"));
        self.snippet = Some(Box::new(Snippet { name: name.to_owned(), text: text.to_owned(), span }));
        self
    }

    /// A problem that the operating system reported about a file.
    pub fn io(doing: &str, file: &Path, error: &std::io::Error) -> Self {
        use std::io::ErrorKind;
        if let Some(problem) = error.get_ref().and_then(|inner| inner.downcast_ref::<Self>()) {
            return Self { what: format!("cannot {doing}: {}", problem.what), ..problem.clone() }.at_file(file);
        }
        let (what, hint) = match error.kind() {
            ErrorKind::NotFound => ("no such file or folder".to_owned(), Some("check the path for a typing error")),
            ErrorKind::PermissionDenied => ("permission denied".to_owned(), Some("check who owns the file")),
            ErrorKind::IsADirectory => ("it is a folder".to_owned(), Some("name a file in it")),
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded | ErrorKind::FileTooLarge => {
                ("the disk is full, or takes no file of this size".to_owned(), Some("free some space and run again"))
            }
            ErrorKind::ReadOnlyFilesystem => ("the disk can only be read".to_owned(), Some("name another folder")),
            _ => (error.to_string().to_lowercase(), None),
        };
        let problem = Self::new(format!("cannot {doing}: {what}")).at_file(file);
        match hint {
            Some(hint) => problem.hint(hint),
            None => problem,
        }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.what)?;
        if let Some(place) = &self.place {
            write!(f, " ({place})")?;
        }
        Ok(())
    }
}

impl std::error::Error for Problem {}

/// The candidate that is nearest to a misspelt word, for a hint: one that the word is the beginning of, or one that a few
/// slips of the hand lead to.
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let begins = |candidate: &str| candidate.starts_with(word) && word.chars().count() >= FEW_LETTERS;
    let slips = |candidate: &str| match begins(candidate) || candidate.eq_ignore_ascii_case(word) {
        true => 0,
        false => strsim::damerau_levenshtein(word, candidate),
    };
    candidates
        .into_iter()
        .map(|candidate| (slips(candidate), candidate))
        .filter(|(slips, candidate)| *slips <= candidate.chars().count().div_ceil(3))
        .min()
        .map(|(_, candidate)| candidate)
}

/// Fewer letters than these are the beginning of too many words.
const FEW_LETTERS: usize = 3;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_span_is_told_as_a_line() {
        let problem = Problem::new("unknown key").at_span("facility.toml", "a = 1\nb = 2\n", 6..7);
        assert_eq!(problem.to_string(), "unknown key (facility.toml, line 2)");
    }

    #[test]
    fn the_nearest_word_is_offered_only_when_it_is_near() {
        assert_eq!(nearest("provnce", ["province", "racks"]), Some("province"));
        assert_eq!(nearest("colour", ["province", "racks"]), None);
        assert_eq!(nearest("weu", ["pue", "wue"]), Some("wue"));
        assert_eq!(nearest("0.5s", ["0.5", "0.5S"]), Some("0.5S"));
        assert_eq!(nearest("peu", ["pue", "wue"]), Some("pue"));
        assert_eq!(nearest("gb40879", ["gb40879-2021", "db63t"]), Some("gb40879-2021"));
    }
}
