//! The ways to a better level as they are written.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::rating::record::{FacilityName, PeriodName};
use crate::standard::assessment::{LevelReached, Status};
use crate::text::Text;

/// The name and version of the form below.
pub const SCHEMA: &str = "greengrade.improve/1";

/// Ways to a better level. None of it is a rating.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Improvement {
    /// Always [`SCHEMA`].
    #[schemars(extend("const" = SCHEMA))]
    pub schema: String,
    /// Always true: nothing here was measured or proven.
    #[schemars(extend("const" = true))]
    pub hypothetical: bool,
    /// The program's version.
    pub program: String,
    /// The facility.
    pub facility: FacilityName,
    /// The period.
    pub period: PeriodName,
    /// The deciding standard's id.
    pub standard: String,
    /// The pack's edition.
    pub edition: String,
    /// Whether every figure used is from the official text.
    pub official: bool,
    /// Whether there is a grade now.
    pub status: Status,
    /// The level now; where the status is `indicative-only`, the one that would be the grade.
    pub level: Option<LevelReached>,
    /// The score now.
    pub score: Option<f64>,
    /// The level that is looked for; `None` where `none` says why there is none.
    pub target: Option<LevelReached>,
    /// Why nothing is looked for.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub none: Option<Text>,
    /// What each lever can do alone.
    pub ways: Vec<LeverWay>,
    /// The cheapest of all levers together.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub combination: Option<Combination>,
    /// Why there is no combination.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub no_combination: Option<Text>,
}

/// What one lever can do alone.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct LeverWay {
    /// Its key, as `what-if --set` names it.
    pub key: String,
    /// What it is.
    pub title: Text,
    /// The unit of its amounts.
    pub unit: String,
    /// Its value now; `None` where amounts are added, and where it is not known.
    pub now: Option<f64>,
    /// The least change that reaches the level alone.
    pub least: Option<Least>,
    /// Why it can not reach it alone.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub cannot: Option<Cannot>,
}

/// The least change of a lever that reaches a level.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Least {
    /// The value, as `what-if --set` takes it.
    pub value: f64,
    /// By how much it is moved, in the lever's unit.
    pub amount: f64,
    /// What to give `what-if --set`.
    pub set: String,
    /// The score that would be.
    pub score: Option<f64>,
    /// The level that would be; its title says that it is hypothetical.
    pub level: Option<LevelReached>,
    /// What it would cost by the user's table, where that prices it and allows as much.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub cost: Option<f64>,
    /// The most that the user's table allows, in the lever's unit, where that is less than is needed.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub table_allows: Option<f64>,
}

/// Why a lever can not reach a level alone.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Cannot {
    /// The farthest value that was tried; `None` where there is none beyond that of now.
    pub at: Option<f64>,
    /// What still stands in the way there.
    pub obstacles: Vec<Obstacle>,
    /// Why the lever is not there at all.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub why: Option<Text>,
}

/// What stands in the way of a level.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", tag = "what")]
pub enum Obstacle {
    /// A prerequisite does not hold.
    Prerequisite {
        /// Its id.
        id: String,
        /// What it asks for.
        title: Text,
    },
    /// A bound of the level does not hold, on the score or on a key indicator.
    Bound {
        /// `score`, or the indicator.
        indicator: String,
        /// The best value that it has; `None` where it is missing.
        best: Option<f64>,
        /// `at_most`, `below`, `at_least`, `above` or `is`.
        bound: String,
        /// The figure that it is held against.
        figure: f64,
    },
    /// There would be no grade for another reason.
    NoGrade {
        /// The reason.
        why: Text,
    },
}

/// The cheapest changes together that reach the level.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Combination {
    /// What they cost together.
    pub cost: f64,
    /// The currency, as the user's table names it.
    pub currency: String,
    /// The changes, those that bring most for their cost first.
    pub parts: Vec<Costed>,
    /// The score that would be.
    pub score: Option<f64>,
    /// The level that would be; its title says that it is hypothetical.
    pub level: Option<LevelReached>,
    /// Whether nothing cheaper can be by the same table and standard.
    pub least: bool,
    /// Why that is not known.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub why_not_least: Option<Text>,
}

/// A change and what it costs.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Costed {
    /// The lever's key.
    pub key: String,
    /// What it is.
    pub title: Text,
    /// The value, as `what-if --set` takes it.
    pub value: f64,
    /// By how much it is moved.
    pub amount: f64,
    /// The unit of the amount.
    pub unit: String,
    /// What to give `what-if --set`.
    pub set: String,
    /// What it costs.
    pub cost: f64,
    /// Where the table says that the cost comes from.
    pub source: String,
}
