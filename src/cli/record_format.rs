//! A record that one command makes, as a table or as JSON, on stdout.

use std::io;

use clap::ValueEnum;
use serde::Serialize;

use super::{colour, print};
use crate::files::json_bytes;
use crate::problem::Result;

/// The forms of a record.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(super) enum RecordFormat {
    /// Text for people
    Table,
    /// Everything, for programs
    Json,
}

impl RecordFormat {
    /// Prints a record; `table` makes its table, with colours or without.
    pub fn print(self, record: &impl Serialize, table: impl FnOnce(bool) -> String) -> Result<()> {
        match self {
            Self::Table => print(&table(colour(&io::stdout()))),
            Self::Json => print(&String::from_utf8_lossy(&json_bytes(record)?)),
        }
    }
}
