//! The outcome of judging a facility by a pack, with its whole trace.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::model::{Basis, Source};
use super::observed::Standing;
pub use super::used::{FigureUsed, WordUsed};
use crate::text::Text;

/// How a facility stands under one standard.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Assessment {
    /// The standard.
    pub standard: StandardName,
    /// How many of the figures that were used rest on what.
    pub figures: BasisCount,
    /// Whether there is a grade.
    pub status: Status,
    /// Why there is none.
    pub reasons: Vec<Text>,
    /// The level reached; also `below` is a level, with the rank after the last. Only where there is a grade.
    pub level: Option<LevelReached>,
    /// The level that would be reached were all prerequisites met: no grade. Only where `status` is `indicative-only`.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub indicative_level: Option<LevelReached>,
    /// The score, rescaled over what applies, bonus included. Where `status` is not `rated` it is indicative only.
    pub score: Option<f64>,
    /// The full score without bonus.
    pub score_possible: f64,
    /// The part of the full score that applies to this facility.
    pub score_applicable: f64,
    /// The bonus within the score.
    pub bonus: f64,
    /// The cap that the bonus was held against, where the pack has one and there is any bonus.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub bonus_cap: Option<BonusCap>,
    /// The probability that the standard demands of a formal grade, where it does and there is any level.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub formal_confidence: Option<FigureUsed>,
    /// The values that were rounded before they were judged, as the standard asks.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub rounded: Vec<RoundedValue>,
    /// Each prerequisite and whether it holds.
    pub prerequisites: Vec<PrerequisiteTrace>,
    /// Each criterion with its points and the rows tried.
    pub criteria: Vec<CriterionTrace>,
    /// The level by score and the level by each group of key indicators; the worst one counts.
    pub tracks: Vec<Track>,
    /// The fields of the report that the standard asks for.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub fields: Vec<FieldTrace>,
    /// The sources that the figures and the fields above name.
    pub sources: BTreeMap<String, Source>,
}

impl Assessment {
    /// Every comparison of a value with a figure: prerequisites, criteria with their conditions, and levels.
    pub fn comparisons(&self) -> impl Iterator<Item = &Comparison> {
        let prerequisites = self.prerequisites.iter().map(|prerequisite| &prerequisite.compared);
        let criteria = self.criteria.iter().flat_map(|criterion| criterion.compared.iter().chain(&criterion.only_if));
        let levels = self.tracks.iter().flat_map(|track| &track.tried).flat_map(|tried| &tried.compared);
        prerequisites.chain(criteria).chain(levels)
    }

    /// The comparisons of the score with the levels' scores.
    pub fn levels_by_score(&self) -> impl Iterator<Item = &Comparison> {
        let tracks = self.tracks.iter().filter(|track| track.id == "score");
        tracks.flat_map(|track| &track.tried).flat_map(|tried| &tried.compared)
    }
}

/// Which standard, in which edition.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct StandardName {
    /// The pack's id.
    pub id: String,
    /// The standard's number, where it is known.
    pub number: Option<String>,
    /// Its title.
    pub title: Text,
    /// The pack's edition.
    pub edition: String,
    /// What the pack's figures are and are not.
    pub note: Text,
    /// Whether every figure used is from the official text, in this standard and in those whose scores it took.
    pub official: bool,
    /// The days on which the edition is in force, such as `2022-11-01..`; `None` where the pack does not say.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub in_force: Option<String>,
    /// Whether the edition was not in force throughout the period.
    #[serde(default)]
    pub retrospective: bool,
    /// The rows of the standard that its pack lacks; where there are any, there is neither a total nor a level.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub missing_rows: Vec<Text>,
}

/// How many figures rest on what.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
pub struct BasisCount {
    /// From the official text.
    pub official: u32,
    /// From a published neighbour.
    pub neighbour: u32,
    /// Chosen by this project.
    pub choice: u32,
}

/// Whether there is a grade. Where several apply, the last of them holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// There is.
    Rated,
    /// The pack gives results and by its nature no grade.
    Reported,
    /// There is none: what was evaluated is indicative only; the reasons say why.
    IndicativeOnly,
    /// There is none; the reasons say why.
    NotRated,
    /// The standard does not apply to this facility.
    OutOfScope,
}

impl Status {
    /// Whether score and level are told: as a grade, or as indicative only.
    pub const fn tells_a_level(self) -> bool {
        matches!(self, Self::Rated | Self::IndicativeOnly)
    }
}

/// A level of a standard.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct LevelReached {
    /// Its short name.
    pub id: String,
    /// Its name in reports.
    pub title: Text,
    /// 1 for the best.
    pub rank: usize,
}

impl LevelReached {
    /// The id of what is rated and reaches none of the levels; its rank is behind them all.
    pub const BELOW: &str = "below";

    /// Whether none of the levels is reached.
    pub fn is_below(&self) -> bool {
        self.id == Self::BELOW
    }
}

/// The bonus before and after its cap.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct BonusCap {
    /// The most that bonus criteria add together.
    pub cap: FigureUsed,
    /// What they add together without it.
    pub gained: f64,
    /// What was cut; 0 where the bonus does not exceed its cap.
    pub cut: f64,
}

/// A value that was rounded by GB/T 8170 before it was judged.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct RoundedValue {
    /// The indicator, `score`, or `points` of a criterion.
    pub what: String,
    /// Before, at full precision.
    pub from: f64,
    /// After.
    pub to: f64,
    /// The number of decimals, and what asks for it.
    pub decimals: FigureUsed,
}

impl BasisCount {
    /// Counts a figure that rests on this.
    pub(super) const fn count(&mut self, basis: Basis) {
        let count = match basis {
            Basis::Official => &mut self.official,
            Basis::Neighbour => &mut self.neighbour,
            Basis::Choice => &mut self.choice,
        };
        *count += 1;
    }
}

/// A field of a report that the standard asks for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct FieldTrace {
    /// Its name in the report.
    pub id: String,
    /// What it tells.
    pub title: Text,
    /// The unit the report wants.
    pub unit: String,
    /// The value, full precision; `None` where it is missing or not computed by this program.
    pub value: Option<f64>,
    /// The indicator that gives it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub indicator: Option<String>,
    /// The fact that gives it, where no indicator does.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub fact: Option<String>,
    /// Words in place of a number.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub words: Option<Text>,
    /// Where the fact comes from: meters and the hours that they cover, or what proves it.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub from: Option<String>,
    /// Why there is no value.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub why: Option<Text>,
    /// The key of the source that asks for it.
    pub source: String,
    /// The clause of the source.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub clause: Option<String>,
}

impl FieldTrace {
    /// Whether it has a value, as a number or in words.
    pub fn is_filled(&self) -> bool {
        self.value.is_some() || self.words.is_some()
    }
}

/// A value held against a figure.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Comparison {
    /// The indicator.
    pub indicator: String,
    /// Its value, full precision; `None` where missing.
    pub value: Option<f64>,
    /// `at_most`, `below`, `at_least`, `above` or `is`.
    pub bound: String,
    /// The figure, its basis, source and clause.
    pub figure: FigureUsed,
    /// Whether the bound holds; `None` where the value is missing.
    pub holds: Option<bool>,
    /// What the row gives, where it is a row that gives points.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub points: Option<FigureUsed>,
}

/// A prerequisite and whether it holds.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct PrerequisiteTrace {
    /// Its name.
    pub id: String,
    /// What it asks for.
    pub title: Text,
    /// The clause of this standard.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub clause: Option<String>,
    /// Whether it holds; a missing value does not.
    pub passed: bool,
    /// The category or sector of the facility that exempts it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub exempt: Option<String>,
    /// The comparison.
    pub compared: Comparison,
    /// Why the value is missing, where it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub why: Option<Text>,
}

/// What became of a criterion.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum CriterionState {
    /// It was scored.
    Scored,
    /// Its value is missing.
    Missing,
    /// It does not apply; the rest is rescaled.
    NotApplicable,
}

/// A criterion with its points and the rows tried.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct CriterionTrace {
    /// Its name.
    pub id: String,
    /// The id of its area.
    pub area: String,
    /// The heading of its area.
    pub area_title: Text,
    /// What it asks for.
    pub title: Text,
    /// The clause of this standard.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub clause: Option<String>,
    /// What became of it.
    pub state: CriterionState,
    /// The indicator, where it has one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub indicator: Option<String>,
    /// The indicator's value, full precision.
    pub value: Option<f64>,
    /// How the value came about.
    pub standing: Option<Standing>,
    /// The points it gives; `None` where it does not apply, or where it is missing and stops the rating.
    pub points: Option<f64>,
    /// The most points it can give, and what that figure rests on.
    pub possible: FigureUsed,
    /// Whether the points are bonus.
    pub bonus: bool,
    /// The shape of its rule, such as `linear` or `bands`.
    pub rule: String,
    /// Index into `compared` of the row that fired; `None` where none did or the rule has no rows. A band with both its
    /// ends stated has two entries in `compared`, and this is the first of them.
    pub fired: Option<usize>,
    /// Every figure the value was held against, in order, those that did not fire included.
    pub compared: Vec<Comparison>,
    /// What the pack says of a missing value, where that gave the points or took the grade: `no-points` or `not-rated`.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub when_missing: Option<WordUsed>,
    /// Conditions without which there are no points.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub only_if: Vec<Comparison>,
    /// Figures of the rule that the value itself is not held against, such as the scale of a maturity.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub settings: Vec<Setting>,
    /// The parts of a rule over a table: capabilities, systems, or items of a checklist.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub items: Vec<ItemTrace>,
    /// Why it is missing or does not apply, or what else is to be said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub why: Option<Text>,
}

/// A figure of a rule, by its name in the pack.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Setting {
    /// `scale`, `without_evidence_at_most`, `max_age_months`, `needs_power_trace`, `none` or `otherwise`.
    pub id: String,
    /// The figure.
    pub figure: FigureUsed,
}

/// One row of a table that a rule reads.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ItemTrace {
    /// The capability or the system.
    pub id: String,
    /// Its name in reports.
    pub title: Text,
    /// The value: a maturity, or a test result.
    pub value: Option<f64>,
    /// The value as it counted (capped, or divided by its benchmark).
    pub counted: Option<f64>,
    /// The benchmark that the value was divided by, where its class has one for its type.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub benchmark: Option<FigureUsed>,
    /// The level it reached, for systems.
    pub level: Option<u8>,
    /// Its weight: annual kWh for systems, 1 for capabilities.
    pub weight: f64,
    /// The points it would give were it alone; `None` where it is not counted.
    pub points: Option<f64>,
    /// What proves it.
    pub evidence: Option<String>,
    /// Why it is missing, capped or not counted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub why: Option<Text>,
    /// Every figure it was held against; the row of a system's level tells the points that the level gives, and that
    /// of an item of a checklist the points that the item gives where it is met and proven.
    pub compared: Vec<Comparison>,
}

/// One way to a level: by score, or by a group of key indicators.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Track {
    /// `score`, or the name of a group of key indicators: `key-indicators` unless the pack tells several apart.
    pub id: String,
    /// The level it gives; `None` where a value is missing that decides it.
    pub level: Option<LevelReached>,
    /// Each level, best first; the first that is reached counts.
    pub tried: Vec<TriedLevel>,
}

/// A level that was tried.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct TriedLevel {
    /// The level's short name.
    pub level: String,
    /// Its name in reports.
    pub title: Text,
    /// Whether it is reached.
    pub reached: bool,
    /// The comparisons that decide it.
    pub compared: Vec<Comparison>,
}
