//! The lines of a ledger, and whether each follows the one before.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::{Entry, Head};
use crate::files::sha256_hex;
use crate::problem::{Problem, Result};
use crate::report::ledger::{Fault, Replaced};

/// The lines of a ledger.
#[derive(Debug, Clone, Default)]
pub(super) struct Chain {
    /// The hash of each whole line; that of nothing stands first, so that each has the place of its line's number.
    pub hashes: Vec<String>,
    /// What the lines say, where they are entries.
    pub entries: Vec<Line>,
    /// What is wrong with them, at most one fault a line.
    pub faults: Vec<Fault>,
    /// How long the beginning of a line is that the ledger ends with.
    pub torn: Option<usize>,
}

/// An entry and the line that it is in.
#[derive(Debug, Clone)]
pub(super) struct Line {
    pub number: usize,
    pub entry: Entry,
}

/// The hash of a line with its line end.
pub(super) fn hash(line: &[u8]) -> String {
    format!("sha256:{}", sha256_hex(line))
}

impl Chain {
    pub fn of(bytes: &[u8]) -> Self {
        let mut chain = Self { hashes: vec![hash(b"")], ..Self::default() };
        for (at, line) in bytes.split_inclusive(|byte| *byte == b'\n').enumerate() {
            let number = at + 1;
            if line.last() != Some(&b'\n') {
                chain.torn = Some(line.len());
                chain.faults.push(Fault::Cut { line: number });
                break;
            }
            chain.hashes.push(hash(line));
            match Entry::read(line) {
                Some(entry) => chain.entries.push(Line { number, entry }),
                None => chain.faults.push(Fault::Form { line: number }),
            }
        }
        chain.follow();
        chain.faults.sort_by_key(Fault::line);
        chain.faults.dedup_by_key(|fault| fault.line());
        chain
    }

    /// Looks whether each entry has the number after the last one's and the hash of the line before.
    fn follow(&mut self) {
        let all: BTreeSet<usize> = self.entries.iter().map(|line| line.entry.number).collect();
        let mut seen = BTreeSet::new();
        // The line and the number of the last entry. A line that is none takes a number too.
        let mut last = (0, 0);
        for Line { number: line, entry } in &self.entries {
            let (line, number) = (*line, entry.number);
            // Somebody may have written any number.
            let follows = (line - last.0).saturating_add(last.1);
            if number != follows {
                self.faults.push(match number > follows {
                    _ if seen.contains(&number) => Fault::Inserted { line, number, follows },
                    true if all.range(follows..number).next().is_none() => {
                        Fault::Removed { line, first: follows, last: number - 1 }
                    }
                    _ => Fault::Reordered { line, number, follows },
                });
            } else if let Some(found) = self.hashes.get(line - 1)
                && *found != entry.previous
                // What is no entry is told already.
                && line - 1 == last.0
            {
                let (told, found) = (entry.previous.clone(), found.clone());
                self.faults.push(match line - 1 {
                    0 => Fault::Form { line },
                    line => Fault::Altered { line, told, found },
                });
            }
            seen.insert(number);
            last = (line, number);
        }
    }

    pub fn head(&self) -> Head {
        Head { line: self.hashes.len().saturating_sub(1), hash: self.hashes.last().cloned().unwrap_or_default() }
    }

    /// The line of a hash; 0 for that of nothing.
    pub fn line_of(&self, hash: &str) -> Option<usize> {
        self.hashes.iter().position(|known| known == hash)
    }

    /// The last entry of each path; those before it are superseded.
    pub fn last_of_each_path(&self) -> impl Iterator<Item = &Line> {
        let by_path: BTreeMap<&str, &Line> = self.entries.iter().map(|line| (line.entry.path.as_str(), line)).collect();
        by_path.into_values()
    }

    /// The entries that another rating of the same path, or none, took the place of.
    pub fn replaced(&self) -> Vec<Replaced> {
        let mut lasts: BTreeMap<&str, &Line> = BTreeMap::new();
        let mut replaced = Vec::new();
        let digest = |line: &Line| line.entry.rating.as_ref().map(|rating| rating.digest.clone());
        for line in &self.entries {
            if let Some(before) = lasts.insert(&line.entry.path, line)
                && before.entry.rating.is_some()
                && digest(before) != digest(line)
            {
                let path = line.entry.path.clone();
                replaced.push(Replaced { line: before.number, path, by: line.number });
            }
        }
        replaced
    }

    /// Nothing is added to a ledger that does not hold: whoever looked at its end alone would think that all is well.
    ///
    /// # Errors
    /// The first fault.
    pub fn must_hold(&self, file: &Path) -> Result<()> {
        let folder = file.parent().unwrap_or(file).display();
        let (what, hint) = match self.faults.first() {
            None => return Ok(()),
            Some(Fault::Cut { .. }) => (
                "the last line of the ledger was cut off while it was written",
                format!("`greengrade ledger repair {folder}` moves it into a file beside the ledger"),
            ),
            Some(_) => (
                "the ledger was changed, so that nothing is added to it",
                format!(
                    "`greengrade ledger check {folder}` tells each line that is wrong; put the ledger back as it was"
                ),
            ),
        };
        let mut problem = Problem::new(what).hint(hint);
        let line = self.faults.first().and_then(Fault::line).unwrap_or_default();
        problem.place = Some(format!("{}, line {line}", file.display()));
        Err(problem)
    }
}
