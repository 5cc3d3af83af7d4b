//! A hypothesis as it is written.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::rating::compare::{CriterionStep, LevelStep, PrerequisiteStep};
use crate::rating::record::{FacilityName, PeriodName};
use crate::standard::assessment::{LevelReached, Status};
use crate::text::Text;

/// The name and version of the form below.
pub const SCHEMA: &str = "greengrade.what-if/1";

/// A rating and what it would be with changes, side by side. It is no rating.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Hypothetical {
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
    /// What is changed.
    pub changes: Vec<ChangeMade>,
    /// What was held, and what was taken as given.
    pub notes: Vec<Text>,
    /// The indicators that move, in the order of the vocabulary.
    pub indicators: Vec<IndicatorMoved>,
    /// Both sides by each standard of the rating, the deciding one first.
    pub standards: Vec<SideBySide>,
}

/// A change.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ChangeMade {
    /// What is changed, as `--set` names it.
    pub key: String,
    /// To what, or by how much where it is added; 1 is yes and 0 is no.
    pub value: f64,
    /// The value in the rating; `None` where it has none.
    pub before: Option<f64>,
    /// Its unit; empty where the class of a system says it, and where there is none.
    pub unit: String,
    /// Whether the value is added to what there is.
    pub added: bool,
}

/// An indicator that moves.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct IndicatorMoved {
    /// Its id.
    pub id: String,
    /// Its name.
    pub title: Text,
    /// Its unit.
    pub unit: String,
    /// Its value in the rating; `None` where it is missing or does not apply.
    pub before: Option<f64>,
    /// Its value with the changes.
    pub after: f64,
    /// The formula by which it follows; `None` where it was set itself.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub follows_from: Option<Text>,
}

/// Both sides by one standard.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct SideBySide {
    /// The standard's id.
    pub standard: String,
    /// Its title.
    pub title: Text,
    /// The pack's edition.
    pub edition: String,
    /// Whether every figure used is from the official text.
    pub official: bool,
    /// Whether there is a grade.
    pub status_before: Status,
    /// Whether there would be one.
    pub status_after: Status,
    /// The score in the rating; where the status is not `rated`, indicative only.
    pub score_before: Option<f64>,
    /// The score that would be.
    pub score_after: Option<f64>,
    /// The level and the ways to it; the titles of those after say that they are hypothetical.
    pub level: LevelStep,
    /// The prerequisites that hold on one side alone.
    pub prerequisites: Vec<PrerequisiteStep>,
    /// The points of every criterion.
    pub criteria: Vec<CriterionStep>,
    /// Why there would be no grade.
    pub reasons_after: Vec<Text>,
}

/// Says of a level that it is only supposed.
pub(in crate::rating) fn suppose(level: &mut LevelReached) {
    let Text { zh, en } = &level.title;
    level.title = Text::new(format!("假设：{zh}"), format!("hypothetical: {en}"));
}
