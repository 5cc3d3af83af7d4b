//! Figures of a pack as they were used, each with its origin.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::model::{Basis, Figure};

/// A figure as it was used.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct FigureUsed {
    /// Its place in the pack, such as `criterion.pue.zero_at`.
    pub place: String,
    /// The figure (1 for yes and 0 for no).
    pub value: f64,
    /// What it rests on.
    pub basis: Basis,
    /// The key of its source.
    pub source: String,
    /// The clause of the source.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub clause: Option<String>,
}

impl FigureUsed {
    /// A figure with its origin, used as this number.
    pub(crate) fn of<T>(figure: &Figure<T>, value: f64) -> Self {
        Self {
            place: figure.place.clone(),
            value,
            basis: figure.basis,
            source: figure.source.get_ref().clone(),
            clause: figure.clause.clone(),
        }
    }
}

/// A figure that is a word, as it was used.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct WordUsed {
    /// Its place in the pack, such as `gaps.policy`.
    pub place: String,
    /// The word.
    pub value: String,
    /// What it rests on.
    pub basis: Basis,
    /// The key of its source.
    pub source: String,
    /// The clause of the source.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub clause: Option<String>,
}

impl WordUsed {
    /// A figure with its origin, used as this word.
    pub(crate) fn of<T>(figure: &Figure<T>, word: &str) -> Self {
        Self {
            place: figure.place.clone(),
            value: word.to_owned(),
            basis: figure.basis,
            source: figure.source.get_ref().clone(),
            clause: figure.clause.clone(),
        }
    }
}
