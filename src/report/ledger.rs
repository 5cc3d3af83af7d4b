//! Whether a ledger of ratings holds: as a record, and for people.

use schemars::JsonSchema;
use serde::Serialize;

use super::page::{self, Block};
use super::words::{ledger as w, reports};
use crate::text::Lang;

/// The name and version of the form below.
pub const SCHEMA: &str = "greengrade.ledger-check/1";

/// What a check of a ledger comes to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct LedgerCheck {
    /// Always [`SCHEMA`].
    pub schema: String,
    /// The ledger's file as the user named it.
    pub ledger: String,
    /// Whether nothing is wrong.
    pub holds: bool,
    /// How many whole lines it has.
    pub entries: usize,
    /// How many ratings stand by it: the last entry of each path, where that is of a rating.
    pub ratings: usize,
    /// The hash of the last line: what is to be noted. That of nothing where there is no line.
    pub head: String,
    /// What became of the hash that was noted; `None` where none was told.
    pub noted: Option<Noted>,
    /// The entries that a later one of the same path with another digest, or with none, took the place of.
    pub replaced: Vec<Replaced>,
    /// What is wrong: with the lines in their order, then with the ratings in that of their paths.
    pub faults: Vec<Fault>,
}

/// A hash that somebody noted earlier.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Noted {
    /// The hash.
    pub hash: String,
    /// The line that has it, 0 for that of nothing; `None` where none has.
    pub line: Option<usize>,
}

/// An entry that another took the place of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Replaced {
    /// Its line.
    pub line: usize,
    /// Where the rating stood.
    pub path: String,
    /// The line of the other.
    pub by: usize,
}

/// What is wrong with a ledger, or with a rating that it has.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(tag = "what", rename_all = "kebab-case")]
pub enum Fault {
    /// A line is no entry as this program writes it.
    Form {
        /// The line.
        line: usize,
    },
    /// The last line has no end.
    Cut {
        /// The line.
        line: usize,
    },
    /// A line has another hash than the one behind it tells.
    Altered {
        /// The line.
        line: usize,
        /// As the line behind it tells it.
        told: String,
        /// As it is.
        found: String,
    },
    /// Entries lack before a line.
    Removed {
        /// The line.
        line: usize,
        /// The number of the first that lacks.
        first: usize,
        /// The number of the last that lacks.
        last: usize,
    },
    /// A line has a number that stood before.
    Inserted {
        /// The line.
        line: usize,
        /// Its number.
        number: usize,
        /// The number that would follow.
        follows: usize,
    },
    /// A line stands in another place than where it was written.
    Reordered {
        /// The line.
        line: usize,
        /// Its number.
        number: usize,
        /// The number that would follow.
        follows: usize,
    },
    /// No line has the hash that was noted.
    NoSuchLine {
        /// The hash.
        told: String,
    },
    /// A rating is not there.
    Missing {
        /// The line of its entry.
        line: usize,
        /// Where it stood.
        path: String,
        /// Its digest.
        entered: String,
    },
    /// A rating is none that the ledger has.
    Changed {
        /// The line of its entry.
        line: usize,
        /// Where it stands.
        path: String,
        /// The digest of the entry.
        entered: String,
        /// The digest that the file's content has.
        found: String,
    },
    /// A rating is one that a later one took the place of.
    Older {
        /// The line of the last entry.
        line: usize,
        /// Where it stands.
        path: String,
        /// The digest of the last entry.
        entered: String,
        /// The digest of the file.
        found: String,
        /// The line of the entry with that digest.
        earlier: usize,
    },
    /// An entry tells other than its rating, whose digest it has.
    EntryDiffers {
        /// The line.
        line: usize,
        /// Where the rating stands.
        path: String,
    },
    /// A rating stands in a folder of the ledger and has no entry there.
    NotEntered {
        /// Where it stands.
        path: String,
        /// The digest that the file's content has.
        found: String,
    },
}

impl Fault {
    /// The line that it names.
    pub fn line(&self) -> Option<usize> {
        match self {
            Self::Form { line }
            | Self::Cut { line }
            | Self::Altered { line, .. }
            | Self::Removed { line, .. }
            | Self::Inserted { line, .. }
            | Self::Reordered { line, .. }
            | Self::Missing { line, .. }
            | Self::Changed { line, .. }
            | Self::Older { line, .. }
            | Self::EntryDiffers { line, .. } => Some(*line),
            Self::NoSuchLine { .. } | Self::NotEntered { .. } => None,
        }
    }

    /// The rating that it names.
    pub fn path(&self) -> Option<&str> {
        match self {
            Self::Missing { path, .. }
            | Self::Changed { path, .. }
            | Self::Older { path, .. }
            | Self::EntryDiffers { path, .. }
            | Self::NotEntered { path, .. } => Some(path),
            _ => None,
        }
    }
}

/// What a check comes to for a terminal, whose width is asked where it is left out.
pub fn terminal(check: &LedgerCheck, lang: Lang, colour: bool, width: Option<u16>) -> String {
    page::terminal(blocks(check, lang), colour, width)
}

fn blocks(check: &LedgerCheck, lang: Lang) -> Vec<Block> {
    let word = if check.holds { w::HOLDS } else { w::HOLDS_NOT };
    let title = format!("{}{}{}", check.ledger, reports::COLON.get(lang), word.get(lang));
    let counts = w::counts(check.entries, check.ratings, check.replaced.len(), lang);
    let mut blocks = vec![Block::Title(title), Block::Line(counts)];
    blocks.push(Block::Line(w::ends_with(check.entries, &check.head, lang)));
    if let Some(Noted { line: Some(line), .. }) = check.noted {
        blocks.push(Block::Line(w::noted(line, check.entries - line, lang)));
    }
    let head = [w::WRONG, w::LINE, w::RATING, w::IN_THE_LEDGER, w::FOUND].map(|word| word.get(lang));
    let rows = check.faults.iter().map(|fault| row(fault, lang).to_vec()).collect();
    blocks.extend(Block::table(&head, &[1], rows));
    blocks
}

fn row(fault: &Fault, lang: Lang) -> [String; 5] {
    let none = || reports::NONE_SIGN.get(lang).to_owned();
    let number = |number: &usize| w::number(*number, lang);
    let (word, told, found) = match fault {
        Fault::Form { .. } => (w::FORM, none(), none()),
        Fault::Cut { .. } => (w::CUT, none(), none()),
        Fault::Altered { told, found, .. } => (w::ALTERED, told.clone(), found.clone()),
        Fault::Removed { first, last, .. } => (w::REMOVED, w::numbers(*first, *last, lang), none()),
        Fault::Inserted { number: found, follows, .. } => (w::INSERTED, number(follows), number(found)),
        Fault::Reordered { number: found, follows, .. } => (w::REORDERED, number(follows), number(found)),
        Fault::NoSuchLine { told } => (w::NO_SUCH_LINE, none(), told.clone()),
        Fault::Missing { entered, .. } => (w::MISSING, entered.clone(), none()),
        Fault::Changed { entered, found, .. } => (w::CHANGED, entered.clone(), found.clone()),
        Fault::Older { entered, found, earlier, .. } => (w::OLDER, entered.clone(), w::of_line(found, *earlier, lang)),
        Fault::EntryDiffers { .. } => (w::ENTRY_DIFFERS, none(), none()),
        Fault::NotEntered { found, .. } => (w::NOT_ENTERED, none(), found.clone()),
    };
    let line = fault.line().map_or_else(none, |line| line.to_string());
    [word.get(lang).to_owned(), line, fault.path().map_or_else(none, str::to_owned), told, found]
}
