//! The outcome of judging a facility by a pack, with its whole trace.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::model::{Basis, Source};
use super::observed::Standing;
use crate::text::Text;

/// How a facility stands under one standard.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Assessment {
    /// The standard.
    pub standard: StandardName,
    /// How many of the figures that were used rest on what.
    pub figures: BasisCount,
    /// Whether there is a grade.
    pub status: Status,
    /// Why there is none.
    pub reasons: Vec<Text>,
    /// The level reached; also `below` is a level, with the rank after the last.
    pub level: Option<LevelReached>,
    /// The score, rescaled over what applies, bonus included. Where `status` is not `rated` it is indicative only.
    pub score: Option<f64>,
    /// The full score without bonus.
    pub score_possible: f64,
    /// The part of the full score that applies to this facility.
    pub score_applicable: f64,
    /// The bonus within the score.
    pub bonus: f64,
    /// Each prerequisite and whether it holds.
    pub prerequisites: Vec<PrerequisiteTrace>,
    /// Each criterion with its points and the rows tried.
    pub criteria: Vec<CriterionTrace>,
    /// The level by score and the level by key indicators; the worse one counts.
    pub tracks: Vec<Track>,
    /// The sources that the figures above name.
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
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
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
    /// Whether every figure used is from the official text.
    pub official: bool,
}

/// How many figures rest on what.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct BasisCount {
    /// From the official text.
    pub official: u32,
    /// From a published neighbour.
    pub neighbour: u32,
    /// Chosen by this project.
    pub choice: u32,
}

/// Whether there is a grade.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// There is.
    Rated,
    /// There is none; the reasons say why.
    NotRated,
    /// The standard does not apply to this facility.
    OutOfScope,
}

/// A level of a standard.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LevelReached {
    /// Its short name.
    pub id: String,
    /// Its name in reports.
    pub title: Text,
    /// 1 for the best.
    pub rank: usize,
}

/// A value held against a figure.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
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

/// A figure as it was used.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FigureUsed {
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

/// A prerequisite and whether it holds.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
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
    /// The comparison.
    pub compared: Comparison,
    /// Why the value is missing, where it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub why: Option<Text>,
}

/// What became of a criterion.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
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
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
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
    /// The shape of its rule: `linear`, `bands`, `maturity` or `weighted-levels`.
    pub rule: String,
    /// Index into `compared` of the row that fired; `None` where none did or the rule has no rows.
    pub fired: Option<usize>,
    /// Every figure the value was held against, in order, those that did not fire included.
    pub compared: Vec<Comparison>,
    /// Conditions without which there are no points.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub only_if: Vec<Comparison>,
    /// Figures of the rule that the value itself is not held against, such as the scale of a maturity.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub settings: Vec<Setting>,
    /// The parts of a rule over a table: capabilities or systems.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub items: Vec<ItemTrace>,
    /// Why it is missing or does not apply, or what else is to be said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub why: Option<Text>,
}

/// A figure of a rule, by its name in the pack.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Setting {
    /// `scale`, `without_evidence_at_most`, `max_age_months`, `needs_power_trace` or `none`.
    pub id: String,
    /// The figure.
    pub figure: FigureUsed,
}

/// One row of a table that a rule reads.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
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
    /// Every figure it was held against; the row of its level tells the points that the level gives.
    pub compared: Vec<Comparison>,
}

/// One way to a level: by score, or by key indicators.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Track {
    /// `score` or `key-indicators`.
    pub id: String,
    /// The level it gives; `None` where a value is missing that decides it.
    pub level: Option<LevelReached>,
    /// Each level, best first; the first that is reached counts.
    pub tried: Vec<TriedLevel>,
}

/// A level that was tried.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
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
