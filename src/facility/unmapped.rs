//! Columns and keys of the telemetry files that are neither a meter nor ignored.
//!
//! What an operator adds to an export shows itself in this way, and so does a meter that was forgotten.

use std::collections::{BTreeMap, BTreeSet};

use crate::telemetry::{FileFacts, Finding, Layout, Severity};
use crate::text::Text;

/// How many names a finding lists.
const LISTED: usize = 8;

/// What nobody asked for, by file and sheet.
#[derive(Debug, Default)]
pub(super) struct Unmapped {
    files: BTreeMap<(String, String), BTreeSet<String>>,
}

impl Unmapped {
    /// Takes in what one block did not ask for in one file. Where several blocks read a file, only what none of them
    /// asked for stays.
    pub(super) fn add(&mut self, file: &str, facts: &FileFacts, layout: &Layout) {
        let names = facts.other_columns.iter().chain(&facts.other_keys);
        let others: BTreeSet<String> = names.filter(|name| !layout.ignores(name)).cloned().collect();
        let sheet = layout.sheet.as_ref().map_or("", |sheet| sheet.get_ref().as_str());
        match self.files.get_mut(&(file.to_owned(), sheet.to_owned())) {
            Some(known) => known.retain(|name| others.contains(name)),
            None => drop(self.files.insert((file.to_owned(), sheet.to_owned()), others)),
        }
    }

    /// What is to be said about it.
    pub(super) fn tell(&self) -> Option<Finding> {
        let names: BTreeSet<&str> = self.files.values().flatten().map(String::as_str).collect();
        let count = u64::try_from(names.len()).ok().filter(|count| *count > 0)?;
        let listed = |between: &str| names.iter().take(LISTED).copied().collect::<Vec<_>>().join(between);
        let more = names.len().saturating_sub(LISTED);
        let (zh_more, en_more) = match more {
            0 => (String::new(), String::new()),
            more => (format!(" 等另外 {more} 项"), format!(" and {more} more")),
        };
        let text = Text::new(
            format!("文件中有既未对应计量点、也未声明忽略的列或表：{}{zh_more}", listed("、")),
            format!("the files have columns or keys that are neither a meter nor ignored: {}{en_more}", listed(", ")),
        );
        Some(Finding::new("unmapped-columns", Severity::Note, text).times(count, None))
    }
}
