//! The model of a pack, as its TOML file writes it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use toml::Spanned;

use crate::text::Text;

/// Where a figure comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Basis {
    /// The official text of this very standard.
    Official,
    /// A published neighbour: another standard, notice or data set, named as the source.
    Neighbour,
    /// A choice of this project, because no published figure was found.
    Choice,
}

/// How a source was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Reading {
    /// The text itself.
    Text,
    /// A secondary source that quotes it.
    Secondary,
    /// Derived by arithmetic from published data.
    Derived,
    /// This project's own reasoning.
    Own,
}

/// A source that figures refer to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// What to look up.
    pub citation: Text,
    /// How it was read.
    pub read: Reading,
}

/// A figure of a standard: never a bare number.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Figure<T = f64> {
    /// The figure itself, in the unit of the indicator it is compared with.
    pub value: T,
    /// What it rests on.
    pub basis: Basis,
    /// The key of its source in the pack's `[sources]`.
    pub source: Spanned<String>,
    /// The clause of the source.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub clause: Option<String>,
}

/// A standard as data.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pack {
    /// A stable name such as `db63t-2223-2023`.
    pub id: String,
    /// The standard's number, where it is known.
    pub number: Option<String>,
    /// The standard's title.
    pub title: Text,
    /// The edition of the figures in this pack.
    pub edition: String,
    /// What these figures are and are not, in words for reports.
    pub note: Text,
    /// The sources that figures refer to.
    pub sources: BTreeMap<String, Source>,
    /// Which sources of electricity count as clean.
    #[serde(default)]
    pub clean_sources: BTreeMap<String, Figure<bool>>,
    /// What must hold before anything is graded.
    #[serde(default, rename = "prerequisite")]
    pub prerequisites: Vec<Prerequisite>,
    /// The areas that group the criteria.
    #[serde(default, rename = "area")]
    pub areas: Vec<Area>,
    /// What is scored.
    #[serde(default, rename = "criterion")]
    pub criteria: Vec<Criterion>,
    /// The most that bonus criteria add together.
    pub bonus_cap: Option<Figure>,
    /// The levels, best first.
    #[serde(default, rename = "level")]
    pub levels: Vec<Level>,
    /// What a facility that reaches none of the levels is called.
    pub below: Option<Text>,
    /// Classes of tested IT systems and the bands that give each its level.
    #[serde(default, rename = "system_class")]
    pub system_classes: Vec<SystemClass>,
}

/// A bound that a value is held against.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Bound {
    /// `value ≤ figure`.
    AtMost(Figure),
    /// `value < figure`.
    Below(Figure),
    /// `value ≥ figure`.
    AtLeast(Figure),
    /// `value > figure`.
    Above(Figure),
    /// A yes-or-no indicator has this value.
    Is(Figure<bool>),
}

impl Bound {
    /// The word that packs and traces use for the bound.
    pub const fn word(&self) -> &'static str {
        match self {
            Self::AtMost(_) => "at_most",
            Self::Below(_) => "below",
            Self::AtLeast(_) => "at_least",
            Self::Above(_) => "above",
            Self::Is(_) => "is",
        }
    }
}

/// A bound on an indicator.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Condition {
    /// The indicator's id.
    pub indicator: Spanned<String>,
    /// What its value must satisfy.
    pub must: Bound,
}

/// What follows when a prerequisite fails.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum OnFail {
    /// The facility is not rated.
    NotRated,
    /// The standard does not apply to the facility.
    OutOfScope,
}

/// What must hold before anything is graded.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Prerequisite {
    /// A stable name.
    pub id: Spanned<String>,
    /// What it asks for.
    pub title: Text,
    /// The indicator's id.
    pub indicator: Spanned<String>,
    /// What its value must satisfy.
    pub must: Bound,
    /// What follows when it does not, or when the indicator is missing.
    pub on_fail: OnFail,
    /// The clause of this standard.
    pub clause: Option<String>,
}

/// A group of criteria.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Area {
    /// A stable name.
    pub id: Spanned<String>,
    /// Its heading.
    pub title: Text,
}

/// What follows when a criterion's indicator is missing. A missing value is never taken as zero.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum WhenMissing {
    /// The facility is not rated.
    NotRated,
    /// No points are given, and the report says that the value is missing.
    NoPoints,
}

/// One thing that is scored.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Criterion {
    /// A stable name.
    pub id: Spanned<String>,
    /// The id of its area.
    pub area: Spanned<String>,
    /// What it asks for.
    pub title: Text,
    /// The indicator's id; `score.PACK` is the score under another pack. Left out for rules over tables.
    pub indicator: Option<Spanned<String>>,
    /// The clause of this standard.
    pub clause: Option<String>,
    /// The most points it gives.
    pub points: Figure,
    /// Whether it adds to the bonus instead of the score.
    #[serde(default)]
    pub bonus: bool,
    /// What follows when the indicator is missing.
    pub when_missing: Figure<WhenMissing>,
    /// Conditions without which it gives no points.
    #[serde(default, rename = "only_if")]
    pub only_if: Vec<Condition>,
    /// How the value becomes points.
    pub rule: Rule,
}

/// How a value becomes points.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum Rule {
    /// No points at `zero_at`, all at `full_at`, in proportion between, capped at both ends.
    Linear {
        /// Where points begin.
        zero_at: Figure,
        /// Where all points are reached.
        full_at: Figure,
    },
    /// The first row whose bound holds gives its points; no row, none.
    Bands {
        /// In the order in which they are tried.
        rows: Vec<Band>,
    },
    /// The mean maturity of capabilities on a scale, as a share of the points.
    Maturity {
        /// The highest maturity.
        scale: Figure,
        /// The highest maturity that counts without evidence.
        without_evidence_at_most: Figure,
        /// The capabilities that are asked for.
        domains: Vec<Domain>,
    },
    /// The points of each tested system's level, weighted by the system's annual energy.
    WeightedLevels {
        /// The points of each level.
        rows: Vec<LevelPoints>,
        /// The points of a system that reaches no level.
        none: Figure,
        /// Tests older than this many months are reported and not counted.
        max_age_months: Figure,
        /// Whether a test without its power trace is reported and not counted.
        needs_power_trace: Figure<bool>,
    },
}

/// A row of a [`Rule::Bands`].
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Band {
    /// When the row fires.
    pub when: Bound,
    /// What it gives.
    pub points: Figure,
}

/// A capability whose maturity is asked for.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Domain {
    /// Its name in the facility's table.
    pub id: Spanned<String>,
    /// Its name in reports.
    pub title: Text,
}

/// The points of a level.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LevelPoints {
    /// The level of a system class.
    pub level: u8,
    /// What it gives.
    pub points: Figure,
}

/// A level of the standard. A facility stands at the worse of the level its score reaches and the level its key
/// indicators reach.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Level {
    /// Its short name, such as `1`.
    pub id: Spanned<String>,
    /// Its name in reports, such as 一级.
    pub title: Text,
    /// The score from which it is reached; left out where the standard has no score.
    pub score: Option<Figure>,
    /// The key indicators' bounds, all of which must hold.
    #[serde(default, rename = "require")]
    pub require: Vec<Condition>,
}

/// A class of tested IT systems.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SystemClass {
    /// Its name in the facility's table.
    pub id: Spanned<String>,
    /// Its name in reports.
    pub title: Text,
    /// The unit of its test result.
    pub unit: String,
    /// Benchmarks by type of system; where there are any, the result is divided by its type's.
    #[serde(default)]
    pub benchmarks: BTreeMap<String, Figure>,
    /// The bands, best first; none where results are reported without a level.
    #[serde(default)]
    pub rows: Vec<SystemBand>,
}

/// A band of a [`SystemClass`].
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SystemBand {
    /// The level it gives.
    pub level: u8,
    /// From which result (or ratio to the benchmark).
    pub at_least: Figure,
}
