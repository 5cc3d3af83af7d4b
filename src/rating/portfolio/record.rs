//! The portfolio in short: `portfolio.json`.

use schemars::JsonSchema;
use serde::Serialize;

use super::Together;
use crate::PROGRAM;
use crate::problem::Problem;
use crate::rating::confidence::{Boundary, Confidence};
use crate::rating::{Outcome, OutcomeStatus, Rating};

/// The name and version of the form below.
pub const SCHEMA: &str = "greengrade.portfolio/1";

/// What became of each facility of a batch.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Portfolio {
    /// Always [`SCHEMA`].
    #[schemars(extend("const" = SCHEMA))]
    pub schema: &'static str,
    /// The program's version.
    pub program: String,
    /// In the order in which they were found.
    pub facilities: Vec<Entry>,
    /// What all facilities say together that were not refused.
    #[serde(flatten)]
    pub together: Together,
}

/// What became of one facility.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[serde(tag = "result", rename_all = "kebab-case")]
pub enum Entry {
    /// It was assessed, and its rating is in the folder of its id.
    Assessed {
        /// Its id.
        id: String,
        /// The period's short name.
        period: String,
        /// The outcome by the first standard.
        outcome: Outcome,
        /// How sure it is; left out where no trials were made.
        #[serde(skip_serializing_if = "Option::is_none")]
        confidence: Option<GradeConfidence>,
    },
    /// It could not be read.
    Failed {
        /// Its folder.
        folder: String,
        /// Why.
        problem: Problem,
    },
}

/// How sure a grade is, in short.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, JsonSchema)]
pub struct GradeConfidence {
    /// The chance of the level that the rating states, from 0 to 1.
    pub probability: f64,
    /// How the outcome stands to the probability that is demanded.
    pub boundary: Boundary,
}

impl GradeConfidence {
    /// What a rating tells of it.
    pub fn of(rating: &Rating) -> Option<Self> {
        let Confidence { probability, boundary, .. } = rating.confidence.as_ref()?;
        Some(Self { probability: *probability, boundary: *boundary })
    }
}

impl Portfolio {
    /// A portfolio of entries, and what they say together.
    pub fn new(facilities: Vec<Entry>, together: Together) -> Self {
        Self { schema: SCHEMA, program: PROGRAM.to_owned(), facilities, together }
    }

    /// Whether every facility has a grade, or all that its standard gives where that is no grade.
    pub fn all_rated(&self) -> bool {
        self.facilities.iter().all(|entry| match entry {
            Entry::Assessed { outcome, .. } => {
                matches!(outcome.status, OutcomeStatus::Rated | OutcomeStatus::Reported)
            }
            Entry::Failed { .. } => false,
        })
    }

    /// Whether not one facility could be read.
    pub fn none_assessed(&self) -> bool {
        self.facilities.iter().all(|entry| matches!(entry, Entry::Failed { .. }))
    }
}
