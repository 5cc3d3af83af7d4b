//! A comparison of ratings as it is written.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::steps::{CriterionStep, FigureStep, IndicatorStep, LevelStep, PrerequisiteStep, PueStep};
use crate::rating::record::{FacilityName, PeriodName};
use crate::standard::assessment::{LevelReached, Status};
use crate::text::Text;

/// The name and version of the form below.
pub const SCHEMA: &str = "greengrade.comparison/1";

/// Ratings side by side, and what changed from one to another.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Comparison {
    /// Always [`SCHEMA`].
    #[schemars(extend("const" = SCHEMA))]
    pub schema: String,
    /// The id of the standard by which they are compared.
    pub standard: String,
    /// What each is held against.
    pub against: Against,
    /// The ratings, in the order given.
    pub ratings: Vec<Compared>,
    /// The bounds on score, PUE and clean share that the last rating was judged by, the best level first.
    pub bounds: Vec<LevelBound>,
    /// What changed.
    pub steps: Vec<Step>,
}

impl Comparison {
    /// Whether all ratings are of the same facility.
    pub fn of_one_facility(&self) -> bool {
        self.ratings.windows(2).all(|pair| matches!(pair, [a, b] if a.facility.id == b.facility.id))
    }
}

/// What each rating is held against.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Against {
    /// The one before it.
    #[default]
    Previous,
    /// The first of all.
    First,
}

/// One of the ratings, in short.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Compared {
    /// The facility.
    pub facility: FacilityName,
    /// The period.
    pub period: PeriodName,
    /// The program's version.
    pub program: String,
    /// The edition of the pack.
    pub edition: String,
    /// Whether every figure used is from the official text.
    pub official: bool,
    /// Whether there is a grade.
    pub status: Status,
    /// The level; where `status` is `indicative-only`, the one that would be reached.
    pub level: Option<LevelReached>,
    /// The score; where `status` is not `rated`, indicative only.
    pub score: Known,
    /// PUE.
    pub pue: Known,
    /// The clean share, from 0 to 1.
    pub clean_share: Known,
}

/// A value and how sure it is.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
pub struct Known {
    /// The value at full precision; `None` where it is missing.
    pub value: Option<f64>,
    /// Its expanded uncertainty `U95 = 2 u`, in its unit; `None` where it is not known.
    pub expanded: Option<f64>,
}

/// A bound of a level.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct LevelBound {
    /// `score`, `pue` or `clean_share`.
    pub indicator: String,
    /// The level's name.
    pub level: Text,
    /// `at_most`, `below`, `at_least` or `above`.
    pub bound: String,
    /// The figure.
    pub value: f64,
}

/// What changed from one rating to another.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Step {
    /// The index of the rating before.
    pub from: usize,
    /// The index of the rating after.
    pub to: usize,
    /// What may lie behind values that differ.
    pub behind: Vec<Behind>,
    /// The score, where both have one.
    pub score: Option<ScoreStep>,
    /// The level and the ways to it.
    pub level: LevelStep,
    /// The prerequisites that hold in one of the two alone.
    pub prerequisites: Vec<PrerequisiteStep>,
    /// The points of each criterion.
    pub criteria: Vec<CriterionStep>,
    /// The indicators that one of the two has at least, in the order of the vocabulary.
    pub indicators: Vec<IndicatorStep>,
    /// PUE by what the energy beside IT is used for, where both tell some of it.
    pub pue: Option<PueStep>,
    /// Every figure in which the packs differ, those without effect included.
    pub figures: Vec<FigureStep>,
}

/// What may lie behind a value that differs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Behind {
    /// It is another facility.
    Facility,
    /// It is another period.
    Period,
    /// The files that were read differ.
    Inputs,
    /// What becomes of gaps differs.
    Gaps,
    /// The packs count other sources of electricity as clean.
    CleanSources,
    /// Another version of the program computed it.
    Method,
}

/// The change of the score and its parts, which add up to it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ScoreStep {
    /// The score before.
    pub before: f64,
    /// The score after.
    pub after: f64,
    /// After less before.
    pub change: f64,
    /// How sure the change is.
    pub sure: Sureness,
    /// The parts, in the order of the standard's criteria; what has no effect is left out.
    pub parts: Vec<Part>,
}

/// How sure a change is.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Sureness {
    /// `U95 = 2·√(u_before² + u_after²)`, as if the errors of both were independent; `None` where one is not known.
    pub expanded: Option<f64>,
    /// How the change stands to it.
    pub verdict: Verdict,
}

/// How a change stands to its uncertainty.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// It is larger than its U95.
    Significant,
    /// It is no larger than its U95.
    WithinUncertainty,
    /// The uncertainty is not known.
    NotKnown,
}

/// A part of a change of the score.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Part {
    /// The standard whose rule it is: the one compared by, or one whose score that takes.
    pub standard: String,
    /// The criterion; `None` for what concerns the whole score.
    pub criterion: Option<Criterion>,
    /// What differs.
    pub cause: Cause,
    /// Of what kind that is.
    pub kind: Kind,
    /// By how much it changes the score, in points of the standard compared by.
    pub change: f64,
}

/// A criterion by name.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Criterion {
    /// Its id in the pack.
    pub id: String,
    /// Its title.
    pub title: Text,
}

/// What differs.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "of", rename_all = "kebab-case")]
pub enum Cause {
    /// An indicator; `None` where it is missing or does not apply.
    Indicator {
        /// Its id.
        id: String,
        /// Its value before.
        before: Option<f64>,
        /// Its value after.
        after: Option<f64>,
    },
    /// The table of tested systems, of capabilities, or of items.
    Table {
        /// Which.
        table: Table,
    },
    /// What the facility is: its category or sector.
    Categories,
    /// A figure of the pack.
    Figure {
        /// Its place, such as `criterion.pue.zero_at`.
        place: String,
        /// What it was, as the pack writes it.
        before: String,
        /// What it is.
        after: String,
    },
    /// Figures that are too many to be told apart.
    Figures {
        /// Their places.
        places: Vec<String>,
    },
    /// The rule of a criterion: it has another form, or one of the packs has no such criterion.
    Rule,
    /// The full score over what applies of it.
    Rescaling,
    /// What the cap of the bonus cuts off.
    BonusCap,
    /// The rounding of the score.
    Rounding,
}

/// A table that a rule reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Table {
    /// Tested IT systems.
    Systems,
    /// Capabilities of operation.
    Capabilities,
    /// Items of checklists.
    Items,
}

/// Of what kind a cause is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// The facility's data.
    Data,
    /// The version of the program: the same files give another value.
    Method,
    /// The data or the version of the program, which can not be told apart.
    DataOrMethod,
    /// Figures or rules of the pack.
    Figures,
    /// What applies, what the facility is, or what becomes of gaps.
    Scope,
    /// The cap of the bonus and the rounding.
    Arithmetic,
}
