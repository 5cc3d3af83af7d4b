//! The golden cases of a pack, as `ID.cases.toml` writes them beside `ID.toml`.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Deserialize;
use toml::Spanned;

use crate::standard::ids::JudgedId;
use crate::standard::model::Day;
use crate::standard::observed::{Capability, Item, SystemTest};
use crate::text::Text;

/// The golden cases of a pack.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Cases {
    /// The pack's id.
    #[schemars(with = "String")]
    pub pack: Spanned<String>,
    /// What every case starts from.
    #[serde(default)]
    pub start: Given,
    /// Single cases.
    #[serde(default, rename = "case")]
    pub cases: Vec<Case>,
    /// Cases in a row: one value moves, and one outcome with it.
    #[serde(default, rename = "sweep")]
    pub sweeps: Vec<Sweep>,
}

/// What is observed at a facility.
#[derive(Debug, Clone, PartialEq, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Given {
    /// The first day of the period, for packs whose figures change.
    pub on: Option<Day>,
    /// Values by indicator: a number, true or false, `missing` or `not-applicable`.
    #[serde(default)]
    #[schemars(with = "BTreeMap<JudgedId, GivenValue>")]
    pub values: BTreeMap<String, GivenValue>,
    /// The category and sector of the facility.
    pub categories: Option<Vec<String>>,
    /// Tested systems.
    pub systems: Option<Vec<SystemTest>>,
    /// Capabilities by domain.
    pub capabilities: Option<BTreeMap<String, Capability>>,
    /// Items of checklists.
    pub items: Option<BTreeMap<String, Item>>,
    /// The tables that the facility does not have, though the start has them.
    #[serde(default)]
    pub without: Vec<Table>,
}

/// A table of a facility.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Table {
    /// Tested systems.
    Systems,
    /// Capabilities.
    Capabilities,
    /// Items of checklists.
    Items,
}

/// A value of an indicator.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum GivenValue {
    /// A number.
    Number(f64),
    /// Yes or no.
    Flag(bool),
    /// `missing` or `not-applicable`.
    Word(String),
}

/// A single case.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Case {
    /// Its name.
    #[schemars(with = "String")]
    pub id: Spanned<String>,
    /// What it shows.
    pub title: Option<Text>,
    /// What is otherwise than at the start.
    #[serde(default)]
    pub given: Given,
    /// What must come out.
    pub expect: Expected,
}

impl Expected {
    /// Whether nothing is looked at.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// What must come out of a case; what is left out is not looked at.
#[derive(Debug, Clone, PartialEq, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Expected {
    /// `rated`, `reported`, `indicative-only`, `not-rated` or `out-of-scope`.
    pub status: Option<String>,
    /// The id of the level; `none` where there is none.
    pub level: Option<String>,
    /// The id of the level that is indicative only; `none` where there is none.
    pub indicative_level: Option<String>,
    /// The score; `none` where there is none.
    pub score: Option<GivenValue>,
    /// Points by criterion; `none` where it has none.
    #[serde(default)]
    pub points: BTreeMap<String, GivenValue>,
    /// The prerequisites that fail and the criteria that are missing, all of them.
    pub reasons: Option<Vec<String>>,
    /// The track that holds the level down.
    pub track: Option<String>,
    /// The fields of the report that have no value, all of them.
    pub unfilled: Option<Vec<String>>,
}

/// Cases in a row.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Sweep {
    /// Its name.
    #[schemars(with = "String")]
    pub id: Spanned<String>,
    /// What it shows.
    pub title: Option<Text>,
    /// What is otherwise than at the start.
    #[serde(default)]
    pub given: Given,
    /// What moves: an indicator, `system.ID` (the result of that system) or `capability.ID` (its maturity).
    #[schemars(with = "String")]
    pub vary: Spanned<String>,
    /// What is looked at: `status`, `level`, `indicative_level`, `score`, `points.CRITERION`, `passed.PREREQUISITE` or
    /// `system-level.ID`.
    #[schemars(with = "String")]
    pub expect: Spanned<String>,
    /// The values and what must come out of each.
    #[schemars(with = "Vec<(GivenValue, GivenValue)>")]
    pub rows: Vec<Spanned<(GivenValue, GivenValue)>>,
}
