//! What `greengrade check` tells: on the terminal, as JSON, and as a table that can be sent back to the operator.

mod table;
mod terminal;
mod workbook;

use serde::Serialize;

pub use table::csv;
pub use terminal::text;
pub use workbook::xlsx;

use crate::PROGRAM;
use crate::problem::Problem;
use crate::rating::Checked;

/// The name and version of the form below.
pub const SCHEMA: &str = "greengrade.check/1";

/// What the data of some facilities is worth.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CheckReport {
    /// Always [`SCHEMA`].
    pub schema: &'static str,
    /// The program's version.
    pub program: String,
    /// In the order in which they were found.
    pub facilities: Vec<Entry>,
}

/// What the data of one facility is worth.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "result", rename_all = "kebab-case")]
pub enum Entry {
    /// It was checked.
    Checked(Box<Checked>),
    /// It could not be read.
    Failed {
        /// Its folder.
        folder: String,
        /// Why.
        problem: Problem,
    },
}

impl CheckReport {
    /// A report of entries.
    pub fn new(facilities: Vec<Entry>) -> Self {
        Self { schema: SCHEMA, program: PROGRAM.to_owned(), facilities }
    }

    /// Whether every facility could be read, suffices, and has nothing but notes.
    pub fn all_good(&self) -> bool {
        self.facilities.iter().all(|entry| matches!(entry, Entry::Checked(checked) if checked.is_good()))
    }

    /// Whether not one facility could be read.
    pub fn none_read(&self) -> bool {
        self.facilities.iter().all(|entry| matches!(entry, Entry::Failed { .. }))
    }
}
