//! The model of a pack, as its TOML file writes it.

mod figure;
mod gaps;
mod rule;

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use toml::Spanned;

pub use figure::{Basis, Change, Day, Figure, Reading, Source};
pub use gaps::{PackGaps, Policy};
pub use rule::{
    Band, Bound, CategoryPoints, ChecklistItem, Criterion, Domain, LevelPoints, Rule, SystemBand, SystemClass,
    WhenMissing, holds,
};

use crate::standard::ids::{CategoryId, JudgedId, SupplySourceId};
use crate::text::Text;

/// A standard as data.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
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
    /// The days on which the edition is in force; any, where left out.
    #[serde(default)]
    pub in_force: InForce,
    /// What these figures are and are not, in words for reports.
    pub note: Text,
    /// The rows of the standard that this pack does not have. A pack that lacks any gives results row by row, and neither
    /// a total nor a level.
    #[serde(default)]
    pub missing_rows: Vec<Text>,
    /// The sources that figures refer to.
    pub sources: BTreeMap<String, Source>,
    /// To how many decimals values are rounded before they are judged; not at all, where left out.
    #[serde(default)]
    pub rounding: Rounding,
    /// Which sources of electricity count as clean.
    #[serde(default)]
    #[schemars(with = "BTreeMap<SupplySourceId, Figure<bool>>")]
    pub clean_sources: BTreeMap<String, Figure<bool>>,
    /// What becomes of gaps in the data; the manifest says so, where left out.
    pub gaps: Option<PackGaps>,
    /// What must hold before anything is graded.
    #[serde(default, rename = "prerequisite")]
    pub prerequisites: Vec<Prerequisite>,
    /// The areas that group the criteria.
    #[serde(default, rename = "area")]
    pub areas: Vec<Area>,
    /// What is scored.
    #[serde(default, rename = "criterion")]
    pub criteria: Vec<Criterion>,
    /// The full score, to which the points of all criteria but the bonus add up.
    pub full_score: Option<Figure>,
    /// The most that bonus criteria add together.
    pub bonus_cap: Option<Figure>,
    /// The probability that a formal grade needs, from 0 to 1: what is less probable is indicative only. Where left out, a
    /// rating only says when its grade is at the boundary.
    pub formal_confidence: Option<Figure>,
    /// The levels, best first.
    #[serde(default, rename = "level")]
    pub levels: Vec<Level>,
    /// What a facility that reaches none of the levels is called.
    pub below: Option<Text>,
    /// Classes of tested IT systems and the bands that give each its level.
    #[serde(default, rename = "system_class")]
    pub system_classes: Vec<SystemClass>,
    /// The fields of a report that the standard asks for.
    #[serde(default, rename = "field")]
    pub fields: Vec<Field>,
    /// The SHA-256 of the file, in hexadecimal; of an overlay first that of the file below it.
    #[serde(skip)]
    pub sha256: Vec<String>,
}

/// The days on which an edition is in force, from `from` up to, and not including, `to`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, JsonSchema)]
#[serde(try_from = "WrittenInForce")]
pub struct InForce {
    /// The first day.
    pub from: Option<Day>,
    /// The first day after.
    pub to: Option<Day>,
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct WrittenInForce {
    /// The first day.
    from: Option<Day>,
    /// The first day after.
    to: Option<Day>,
}

impl TryFrom<WrittenInForce> for InForce {
    type Error = String;

    fn try_from(WrittenInForce { from, to }: WrittenInForce) -> Result<Self, String> {
        match (from, to) {
            (Some(from), Some(to)) if to <= from => Err(format!(
                "the edition is in force from {from} up to {to}\n`to` is the first day after: let it be later than `from`"
            )),
            _ => Ok(Self { from, to }),
        }
    }
}

/// To how many decimals values are rounded before they are judged, by GB/T 8170: to the nearest, and to the even digit
/// where the dropped part is exactly five.
#[derive(Debug, Clone, PartialEq, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Rounding {
    /// The points of each criterion.
    pub points: Option<Figure>,
    /// The score.
    pub score: Option<Figure>,
    /// Values, by their indicators.
    #[serde(default)]
    #[schemars(with = "BTreeMap<JudgedId, Figure>")]
    pub indicators: BTreeMap<Spanned<String>, Figure>,
}

/// A bound on an indicator.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Condition {
    /// The indicator's id.
    #[schemars(with = "JudgedId")]
    pub indicator: Spanned<String>,
    /// What its value must satisfy.
    pub must: Bound,
    /// The way to a level that it belongs to (levels only); `key-indicators` where left out.
    pub track: Option<String>,
}

/// What follows when a prerequisite fails.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum OnFail {
    /// The facility is not rated.
    NotRated,
    /// The facility is evaluated, and what comes out is indicative only: there is no grade.
    IndicativeOnly,
    /// The standard does not apply to the facility.
    OutOfScope,
}

impl OnFail {
    /// As a pack writes it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::NotRated => "not-rated",
            Self::IndicativeOnly => "indicative-only",
            Self::OutOfScope => "out-of-scope",
        }
    }
}

/// What must hold before anything is graded.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Prerequisite {
    /// A stable name.
    #[schemars(with = "String")]
    pub id: Spanned<String>,
    /// What it asks for.
    pub title: Text,
    /// The indicator's id.
    #[schemars(with = "JudgedId")]
    pub indicator: Spanned<String>,
    /// What its value must satisfy.
    pub must: Bound,
    /// What follows when it does not.
    pub on_fail: OnFail,
    /// Facilities of these categories or sectors need not meet it.
    #[serde(default)]
    #[schemars(with = "Vec<CategoryId>")]
    pub exempt: Vec<Spanned<String>>,
    /// The clause of this standard.
    #[schemars(with = "Option<String>")]
    pub clause: Option<Spanned<String>>,
}

/// A group of criteria.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Area {
    /// A stable name.
    #[schemars(with = "String")]
    pub id: Spanned<String>,
    /// Its heading.
    pub title: Text,
    /// The most points that its criteria give together, bonus included.
    pub points: Option<Figure>,
}

/// A level of the standard. A facility stands at the worst of the levels that its tracks give: its score, and each
/// group of key indicators.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Level {
    /// Its short name, such as `1`.
    #[schemars(with = "String")]
    pub id: Spanned<String>,
    /// Its name in reports, such as 一级.
    pub title: Text,
    /// The score from which it is reached; left out where the standard has no score.
    pub score: Option<Figure>,
    /// The key indicators' bounds, all of which must hold.
    #[serde(default)]
    pub require: Vec<Condition>,
}

/// A field of a report that the standard asks for.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Field {
    /// Its name in the report.
    #[schemars(with = "String")]
    pub id: Spanned<String>,
    /// What it tells.
    pub title: Text,
    /// The unit the report wants.
    pub unit: String,
    /// The indicator that gives it; left out where it is nothing that this program computes.
    #[schemars(with = "Option<JudgedId>")]
    pub indicator: Option<Spanned<String>>,
    /// The fact that gives it, where it is none of the indicators.
    #[schemars(with = "Option<String>")]
    pub fact: Option<Spanned<String>>,
    /// Bands of the fact's number, where the report wants the band; the source is that of the field.
    #[serde(default)]
    pub bands: Vec<FieldBand>,
    /// The key of the source that asks for it.
    #[schemars(with = "String")]
    pub source: Spanned<String>,
    /// The clause of the source.
    pub clause: Option<String>,
}

/// A band of a field's number.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FieldBand {
    /// The lower end, which is in it.
    pub from: f64,
    /// The upper end, which is not in it; left out where it has none.
    pub below: Option<f64>,
    /// What the report says.
    pub title: Text,
}
