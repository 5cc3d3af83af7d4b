//! One entry: a line of the ledger.

use std::path::{Component, Path};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Head;
use crate::problem::{Problem, Result};
use crate::rating::OutcomeStatus;
use crate::report::digest;
use crate::report::json::RATING;

/// The name and version of the form below.
const SCHEMA: &str = "greengrade.ledger/1";

/// A line of the ledger.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// Always `greengrade.ledger/1`.
    pub schema: String,
    /// The line's number, from 1.
    pub number: usize,
    /// `sha256:` and the SHA-256 of the line before with its line end, as `sed -n 1p | sha256sum` gives it; in the first
    /// line that of nothing.
    pub previous: String,
    /// Where the rating stands below the ledger's folder: output folder, facility's folder and `rating.json`, joined by `/`.
    pub path: String,
    /// The rating; `None` where a run replaced the output folder and left none there.
    pub rating: Option<Entered>,
}

/// What the ledger has of a rating.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Entered {
    /// The facility's id.
    pub facility: String,
    /// The period's short name.
    pub period: String,
    /// The standards that were asked for, the deciding one first.
    pub standards: Vec<StandardEntered>,
    /// Whether there is a grade.
    pub outcome: OutcomeStatus,
    /// The digest that the second line of `rating.json` tells.
    pub digest: String,
    /// The version that made the rating.
    pub program: String,
}

/// A standard by which a rating was made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct StandardEntered {
    /// Its id.
    pub id: String,
    /// Its edition.
    pub edition: String,
}

/// What of a rating is entered; its proof is not read, which is nearly all of it.
#[derive(Deserialize)]
struct Told {
    program: String,
    rated_by: ToldBy,
    facility: ToldFacility,
    period: ToldPeriod,
    outcome: ToldOutcome,
}

#[derive(Deserialize)]
struct ToldBy {
    standards: Vec<String>,
    packs: Vec<ToldPack>,
}

#[derive(Deserialize)]
struct ToldPack {
    id: String,
    edition: String,
}

#[derive(Deserialize)]
struct ToldFacility {
    id: String,
}

#[derive(Deserialize)]
struct ToldPeriod {
    label: String,
}

#[derive(Deserialize)]
struct ToldOutcome {
    status: OutcomeStatus,
}

impl Entered {
    /// What is entered of a rating; `bytes` are those of its file, and `name` is the file's as the user knows it.
    ///
    /// # Errors
    /// What is no rating, or one that was changed since it was written.
    pub fn of(bytes: &[u8], name: &str) -> Result<Self> {
        let digest = digest::of(bytes).map_err(|fault| fault.problem(name))?.to_owned();
        let Told { program, rated_by, facility, period, outcome } = serde_json::from_slice(bytes)
            .map_err(|error| Problem::new(format!("{name} is no rating that can be entered: {error}")))?;
        let ToldBy { standards, packs } = rated_by;
        let edition = |id: &String| packs.iter().find(|pack| pack.id == *id).map(|pack| pack.edition.clone());
        let asked = standards.into_iter();
        let standards = asked.filter_map(|id| Some(StandardEntered { edition: edition(&id)?, id })).collect();
        let (facility, period, outcome) = (facility.id, period.label, outcome.status);
        Ok(Self { facility, period, standards, outcome, digest, program })
    }
}

impl Entry {
    /// The entry behind the last line.
    pub(super) fn after(head: &Head, path: String, rating: Option<Entered>) -> Self {
        let previous = head.hash.clone();
        Self { schema: SCHEMA.to_owned(), number: head.line + 1, previous, path, rating }
    }

    /// The entry as its line with the line end.
    pub(super) fn line(&self) -> Result<Vec<u8>> {
        let failed = |error| Problem::new(format!("cannot write an entry of the ledger as JSON: {error}"));
        let mut line = serde_json::to_vec(self).map_err(failed)?;
        line.push(b'\n');
        Ok(line)
    }

    /// The entry of a whole line; `None` where this program does not write such a line.
    pub(super) fn read(line: &[u8]) -> Option<Self> {
        let entry: Self = serde_json::from_slice(line).ok()?;
        let sound = entry.schema == SCHEMA && entry.is_of_a_rating() && entry.line().ok()? == line;
        sound.then_some(entry)
    }

    /// The name of the output folder that the rating stands in.
    pub(super) fn output(&self) -> &str {
        self.path.split('/').next().unwrap_or_default()
    }

    /// Whether the path leads to a rating below the ledger's folder and nowhere else.
    fn is_of_a_rating(&self) -> bool {
        let parts: Vec<&str> = self.path.split('/').collect();
        let plain = |part: &&str| {
            let mut parts = Path::new(part).components();
            matches!((parts.next(), parts.next()), (Some(Component::Normal(name)), None) if name == *part)
        };
        matches!(parts.as_slice(), [_, _, RATING]) && parts.iter().all(plain)
    }
}

/// Where the rating of a facility stands below the ledger's folder.
pub(super) fn path(output: &str, facility: &str) -> String {
    format!("{output}/{facility}/{RATING}")
}
