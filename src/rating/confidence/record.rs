//! The confidence of a rating as it is written.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::LEAST_TRIALS;
use crate::standard::assessment::FigureUsed;
use crate::text::Text;

/// How sure the outcome by the deciding standard is, by Monte Carlo (JCGM 101) through prerequisites, points, caps and
/// the worst of the ways to a level.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Confidence {
    /// What the trials were drawn from; the same seed gives the same trials on any number of threads.
    pub seed: u64,
    /// How many trials were made.
    pub trials: u64,
    /// Whether two significant digits of every uncertainty were stable (JCGM 101, 7.9) before the most trials were made.
    pub stable: bool,
    /// The chance of every level, best first, `below` included; with `no_grade` they add up to 1.
    pub levels: Vec<LevelChance>,
    /// The chance that there is no grade, because a prerequisite fails.
    pub no_grade: f64,
    /// The chance of the level that the rating states (or would state, where it is indicative only).
    pub probability: f64,
    /// The probability that a formal grade needs.
    pub demanded: Demanded,
    /// How the outcome stands to it.
    pub boundary: Boundary,
    /// The score.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub score: Option<Simulated>,
    /// The measured indicators that move.
    pub indicators: Vec<Simulated>,
    /// The chance that each prerequisite holds.
    pub prerequisites: Vec<Chance>,
    /// The chances of the levels by each way to a level.
    pub tracks: Vec<TrackConfidence>,
    /// What the points of each criterion that applies may be.
    pub criteria: Vec<CriterionConfidence>,
    /// What moves the score, and which better meter would settle a doubtful grade.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub sensitivity: Option<Sensitivity>,
}

impl Confidence {
    /// Whether so many trials were made that the probability may carry a formal grade; with a handful, one need only look
    /// for a seed with which it is what one likes.
    pub(crate) fn is_proof(&self) -> bool {
        self.trials >= u64::from(LEAST_TRIALS)
    }
}

/// How an outcome stands to the probability that is demanded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Boundary {
    /// It is at least as probable as demanded.
    Settled,
    /// It is less probable than demanded: at the boundary of another outcome.
    AtTheBoundary,
}

/// The probability that a formal grade needs.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Demanded {
    /// From 0 to 1.
    pub probability: f64,
    /// The figure of the standard that demands it; `None` where it is this program's default, which takes no grade away.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub figure: Option<FigureUsed>,
}

/// The chance of a level.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct LevelChance {
    /// The level's short name, or `below`.
    pub level: String,
    /// Its name in reports.
    pub title: Text,
    /// From 0 to 1.
    pub probability: f64,
}

/// The chance that something holds.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Chance {
    /// Its name in the pack.
    pub id: String,
    /// From 0 to 1.
    pub probability: f64,
}

/// A value over all trials.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Simulated {
    /// The indicator, or `score`.
    pub id: String,
    /// The mean.
    pub mean: f64,
    /// The standard deviation: the standard uncertainty.
    pub standard: f64,
    /// The interval that holds 95 % of the trials, as many of the others below it as above (JCGM 101, 5.3.3).
    pub interval: Interval,
    /// How the trials are spread.
    pub histogram: Histogram,
}

/// From `low` to `high`.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Interval {
    /// The lower end.
    pub low: f64,
    /// The upper end.
    pub high: f64,
}

/// How often values fell into equal steps of a range.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
pub struct Histogram {
    /// The lower end of the first step.
    pub from: f64,
    /// The width of each.
    pub step: f64,
    /// How many values fell into each; those beyond the ends are in the first and the last.
    pub counts: Vec<u64>,
}

/// The chances of the levels by one way to a level.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct TrackConfidence {
    /// `score`, or the group of key indicators.
    pub id: String,
    /// The chance of every level, best first, `below` included.
    pub levels: Vec<LevelChance>,
}

/// What the points of one criterion may be.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct CriterionConfidence {
    /// The criterion.
    pub id: String,
    /// The mean of its points.
    pub mean: f64,
    /// What holds 95 % of its points.
    pub interval: Interval,
    /// Where the points move by rows: the chance that each fires; what is left is the chance that none does.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub rows: Vec<RowChance>,
}

/// The chance that a row of a rule fires.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct RowChance {
    /// The index into the criterion's `compared`.
    pub row: usize,
    /// What it gives.
    pub points: f64,
    /// From 0 to 1.
    pub probability: f64,
}

/// What moves the score.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
pub struct Sensitivity {
    /// Each cause of error alone, the one that moves the score most first, and no more than twelve of them.
    pub swings: Vec<Swing>,
    /// Meters whose better class would settle a grade at the boundary, the smallest change first.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub better: Vec<Better>,
}

/// What one cause does to the score, all others at rest.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Swing {
    /// The cause (the id of an error source).
    pub source: String,
    /// The lowest and the highest score with the cause within the ends of its own 95 % interval.
    pub score: Interval,
    /// Its share of the score's variance alone (first-order Sobol index), from 0 to 1.
    pub first_order: f64,
    /// Its share together with what it does in company (total Sobol index).
    pub total: f64,
    /// The levels at the two ends, best first, where they differ from the rating's; `none` for no grade.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub levels: Vec<String>,
}

/// What a better class of one meter or transformer would do to the probability of the grade.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Better {
    /// The meters or transformers to replace.
    pub replace: Vec<String>,
    /// The class that they would need.
    pub class: String,
    /// The probability of the grade then, the measured values as they are.
    pub probability: f64,
    /// Whether that is as much as is demanded.
    pub settles: bool,
}
