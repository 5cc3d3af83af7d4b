//! What changed in levels, criteria, indicators and figures, as a comparison writes it.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::record::{Behind, Criterion, Sureness};
use crate::standard::assessment::{FigureUsed, LevelReached};
use crate::text::Text;

/// The level and the ways to it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct LevelStep {
    /// The level before, as in [`Compared::level`](super::Compared::level).
    pub before: Option<LevelReached>,
    /// The level after.
    pub after: Option<LevelReached>,
    /// The ways to a level that one of the two has at least.
    pub tracks: Vec<TrackStep>,
}

/// One way to a level.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct TrackStep {
    /// `score`, or the group of key indicators.
    pub id: String,
    /// The level before.
    pub before: Option<LevelReached>,
    /// The level after.
    pub after: Option<LevelReached>,
    /// Whether it decided before: no other way gave a worse level.
    pub decided_before: bool,
    /// Whether it decides after.
    pub decides_after: bool,
    /// The conditions that hold in one of the two alone.
    pub because: Vec<Turned>,
}

/// A condition of a level that holds in one of two ratings alone.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Turned {
    /// The level that asks for it.
    pub level: Text,
    /// The indicator.
    pub indicator: String,
    /// `at_most`, `below`, `at_least`, `above` or `is`.
    pub bound: String,
    /// Its value before.
    pub value_before: Option<f64>,
    /// Its value after.
    pub value_after: Option<f64>,
    /// The figure before; `None` where there was no such condition.
    pub figure_before: Option<FigureUsed>,
    /// The figure after; `None` where there is no such condition.
    pub figure_after: Option<FigureUsed>,
    /// Whether it held; `None` where the value was missing.
    pub held_before: Option<bool>,
    /// Whether it holds.
    pub holds_after: Option<bool>,
    /// What turned it.
    pub by: TurnedBy,
}

/// What turned a condition.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum TurnedBy {
    /// The value: with the figure of before it would have turned too.
    Value,
    /// The figure: with the value of before it would have turned too.
    Figure,
    /// Each alone would have done, or only both together.
    Both,
}

/// A prerequisite that holds in one of two ratings alone.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct PrerequisiteStep {
    /// Its id.
    pub id: String,
    /// What it asks for.
    pub title: Text,
    /// Whether it held; `None` where there was no such prerequisite.
    pub before: Option<bool>,
    /// Whether it holds; `None` where there is no such prerequisite.
    pub after: Option<bool>,
}

/// The points of one criterion.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct CriterionStep {
    /// The criterion.
    pub criterion: Criterion,
    /// Its points before; `None` where it did not apply, was missing, or was not in the pack.
    pub before: Option<f64>,
    /// Its points after.
    pub after: Option<f64>,
}

/// The change of an indicator.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct IndicatorStep {
    /// Its id.
    pub id: String,
    /// Its name.
    pub title: Text,
    /// Its unit.
    pub unit: String,
    /// Its value before.
    pub before: Option<f64>,
    /// Its value after.
    pub after: Option<f64>,
    /// After less before, where both have a value.
    pub change: Option<f64>,
    /// How sure the change is; `None` where there is none.
    pub sure: Option<Sureness>,
    /// Of a ratio of two amounts: what each of them does to it. They add up to the change.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub by: Vec<AmountStep>,
    /// What may lie behind the change.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub behind: Vec<Behind>,
}

/// One of the two amounts of a ratio.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct AmountStep {
    /// Its name in the formula, such as `E_IT`.
    pub name: String,
    /// Its unit.
    pub unit: String,
    /// The amount before.
    pub before: f64,
    /// The amount after.
    pub after: f64,
    /// By how much it changes the ratio.
    pub change: f64,
}

/// `ΔPUE = ΔCLF + ΔPLF + Δother`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct PueStep {
    /// After less before.
    pub change: f64,
    /// `clf`, `plf` and `other` (what is left of `PUE − 1`), as far as both tell them. They add up to the change.
    pub parts: Vec<LoadFactor>,
}

/// A part of `PUE − 1`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct LoadFactor {
    /// `clf`, `plf` or `other`.
    pub id: String,
    /// Before.
    pub before: f64,
    /// After.
    pub after: f64,
    /// After less before.
    pub change: f64,
}

/// A figure in which packs differ.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct FigureStep {
    /// The standard.
    pub standard: String,
    /// Its place.
    pub place: String,
    /// What it was, as the pack writes it; `None` where there was none.
    pub before: Option<String>,
    /// What it is.
    pub after: Option<String>,
}
