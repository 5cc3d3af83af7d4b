//! The shapes of rules: how a value becomes points.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use toml::Spanned;

use super::{Condition, Figure};
use crate::standard::ids::{CategoryId, JudgedId};
use crate::text::Text;

/// A bound that a value is held against.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
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

    /// Whether a value satisfies it (1 for yes and 0 for no).
    pub fn holds(&self, value: f64) -> bool {
        let figure = match self {
            Self::AtMost(figure) | Self::Below(figure) | Self::AtLeast(figure) | Self::Above(figure) => figure.value,
            Self::Is(figure) => f64::from(u8::from(figure.value)),
        };
        holds(self.word(), value, figure)
    }
}

/// Whether a value satisfies a bound, by the bound's word and figure as a trace tells them (1 for yes and 0 for no).
pub fn holds(bound: &str, value: f64, figure: f64) -> bool {
    match bound {
        "at_most" => value <= figure,
        "below" => value < figure,
        "at_least" => value >= figure,
        "above" => value > figure,
        _ => (value > 0.5) == (figure > 0.5),
    }
}

/// How a value becomes points.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum Rule {
    /// No points at `zero_at`, all at `full_at`, in proportion between, capped at both ends.
    Linear {
        /// Where points begin.
        zero_at: Figure,
        /// Where all points are reached.
        full_at: Figure,
    },
    /// The first row whose bound (or both whose bounds) hold gives its points; no row, none.
    Bands {
        /// In the order in which they are tried.
        rows: Vec<Band>,
    },
    /// Points by what the facility is: its category or its sector.
    ByCategory {
        /// In the order in which they are tried.
        rows: Vec<CategoryPoints>,
        /// The points of a facility that is none of those.
        otherwise: Figure,
    },
    /// The points of each item that is met, with evidence.
    Checklist {
        /// The items.
        items: Vec<ChecklistItem>,
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

impl Rule {
    /// The word that packs and traces use for the shape.
    pub const fn shape(&self) -> &'static str {
        match self {
            Self::Linear { .. } => "linear",
            Self::Bands { .. } => "bands",
            Self::ByCategory { .. } => "by-category",
            Self::Checklist { .. } => "checklist",
            Self::Maturity { .. } => "maturity",
            Self::WeightedLevels { .. } => "weighted-levels",
        }
    }
}

/// A row of a [`Rule::Bands`].
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Band {
    /// When the row fires.
    pub when: Bound,
    /// A second bound that must hold too, for a band with both its ends stated.
    pub and: Option<Bound>,
    /// What it gives.
    pub points: Figure,
}

/// A row of a [`Rule::ByCategory`].
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CategoryPoints {
    /// A category or sector of the manifest, such as `ai` or `finance`.
    #[schemars(with = "CategoryId")]
    pub category: Spanned<String>,
    /// What it gives.
    pub points: Figure,
}

/// An item of a [`Rule::Checklist`].
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ChecklistItem {
    /// Its name in the facility's table.
    #[schemars(with = "String")]
    pub id: Spanned<String>,
    /// What it asks for.
    pub title: Text,
    /// What it gives.
    pub points: Figure,
}

/// A capability whose maturity is asked for.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Domain {
    /// Its name in the facility's table.
    #[schemars(with = "String")]
    pub id: Spanned<String>,
    /// Its name in reports.
    pub title: Text,
}

/// The points of a level.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LevelPoints {
    /// The level of a system class.
    pub level: u8,
    /// What it gives.
    pub points: Figure,
}

/// What follows when a criterion's indicator is missing. A missing value is never taken as zero.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum WhenMissing {
    /// The facility is not rated.
    NotRated,
    /// No points are given, and the report says that the value is missing.
    NoPoints,
}

impl WhenMissing {
    /// As a pack writes it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::NotRated => "not-rated",
            Self::NoPoints => "no-points",
        }
    }
}

/// One thing that is scored.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Criterion {
    /// A stable name.
    #[schemars(with = "String")]
    pub id: Spanned<String>,
    /// The id of its area.
    #[schemars(with = "String")]
    pub area: Spanned<String>,
    /// What it asks for.
    pub title: Text,
    /// The indicator's id; `score.PACK` is the score under another pack. Left out for rules over tables.
    #[schemars(with = "Option<JudgedId>")]
    pub indicator: Option<Spanned<String>>,
    /// The clause of this standard.
    #[schemars(with = "Option<String>")]
    pub clause: Option<Spanned<String>>,
    /// The most points it gives.
    pub points: Figure,
    /// Whether it adds to the bonus instead of the score.
    #[serde(default)]
    pub bonus: bool,
    /// Only facilities of these categories or sectors have it; all, where left out.
    #[serde(default, rename = "for")]
    #[schemars(with = "Vec<CategoryId>")]
    pub categories: Vec<Spanned<String>>,
    /// What follows when the indicator is missing.
    pub when_missing: Figure<WhenMissing>,
    /// Conditions without which it gives no points.
    #[serde(default)]
    pub only_if: Vec<Condition>,
    /// How the value becomes points.
    pub rule: Rule,
}

/// A class of tested IT systems.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SystemClass {
    /// Its name in the facility's table.
    #[schemars(with = "String")]
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
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SystemBand {
    /// The level it gives.
    pub level: u8,
    /// From which result (or ratio to the benchmark).
    pub at_least: Figure,
}
