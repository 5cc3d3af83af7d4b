//! The rating as it is written: `rating.json`.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub use super::confidence::Confidence;
pub use super::given::Given;
pub use super::rated_by::{PackUsed, RatedBy};
pub use super::sufficiency::{Gap, Required, Sufficiency};
pub use crate::facility::gaps::Policy;
pub use crate::indicator::clean_energy::CleanEnergy;
pub use crate::indicator::efficiency_detail::Efficiency;
pub use crate::indicator::it_tests::ItTests;
pub use crate::indicator::operation_logs::OperationRecord;
pub use crate::indicator::uncertainty::Uncertainty;
pub use crate::indicator::{Coverage, Indicator, IndicatorInput};
use crate::problem::{Problem, Result};
use crate::standard::assessment::{Assessment, FigureUsed, LevelReached, WordUsed};
use crate::standard::in_force::Days;
use crate::telemetry::Finding;
use crate::text::Text;

/// The name and version of the form below.
pub const SCHEMA: &str = "greengrade.rating/1";

/// The rating of one facility over one period.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Rating {
    /// Always [`SCHEMA`].
    #[schemars(extend("const" = SCHEMA))]
    pub schema: String,
    /// The program's version.
    pub program: String,
    /// What was asked for, and by which packs it was judged.
    pub rated_by: RatedBy,
    /// The facility.
    pub facility: FacilityName,
    /// The period.
    pub period: PeriodName,
    /// The outcome by the first of the standards.
    pub outcome: Outcome,
    /// The outcome by each standard, the deciding one first, each with its trace.
    pub standards: Vec<Assessment>,
    /// Whether the data meets what the deciding standard asks of it, with the hours that prove it.
    #[serde(default)]
    pub sufficiency: Vec<Sufficiency>,
    /// Every indicator, in the order of the vocabulary.
    pub indicators: Vec<Indicator>,
    /// What the facility gives beside them, as the standards judged it.
    pub given: Given,
    /// The months of the period.
    pub months: Vec<Month>,
    /// What became of gaps in the data, and what other policies would give.
    pub gaps: GapPolicy,
    /// What was found in the data.
    pub findings: Vec<Finding>,
    /// The files that were read.
    pub inputs: Vec<Input>,
    /// What the logs of operation come to; left out where the facility names none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub operation_logs: Option<OperationRecord>,
    /// The use of clean energy with its proof, where the facility keeps records of it or has storage.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub clean_energy: Option<CleanEnergy>,
    /// Energy efficiency beyond its indicators; `None` where there is nothing to tell.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub efficiency: Option<Efficiency>,
    /// The tests of IT systems that were computed from raw files; `None` where there are none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub it_tests: Option<ItTests>,
    /// How sure the measured indicators are; `None` where nothing is measured.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub uncertainty: Option<Uncertainty>,
    /// How sure the outcome is; `None` where there is none, or nothing that moves it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confidence: Option<Confidence>,
}

impl Rating {
    /// An indicator by its id.
    pub fn indicator(&self, id: &str) -> Option<&Indicator> {
        self.indicators.iter().find(|indicator| indicator.id == id)
    }
}

/// Who is rated.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct FacilityName {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: Text,
    /// Its province.
    pub province: String,
    /// Its city, where the manifest says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub city: Option<String>,
    /// `general`, `ai` or `supercomputing`.
    pub category: String,
    /// Whether its data is synthetic.
    pub synthetic: bool,
    /// Whom the data comes from, where that must be said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub attribution: Option<String>,
}

/// For which time: from `start` up to, and not including, `end`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct PeriodName {
    /// Its short name, such as `2025`.
    pub label: String,
    /// RFC 3339 with the facility's offset.
    pub start: String,
    /// RFC 3339 with the facility's offset.
    pub end: String,
    /// How many hours it has.
    pub hours: usize,
    /// The facility's clock: a zone or an offset.
    pub clock: String,
}

impl PeriodName {
    /// The civil days of the period.
    ///
    /// # Errors
    /// A record whose period is no period.
    pub fn days(&self) -> Result<Days> {
        let day = |stamp: &str| {
            let day = stamp.get(..DATE_LENGTH).and_then(|date| date.parse().ok());
            day.ok_or_else(|| {
                Problem::new(format!("`{stamp}` is not an instant"))
                    .hint("use a rating.json as `greengrade rate` wrote it")
            })
        };
        Ok(Days { first: day(&self.start)?, end: day(&self.end)? })
    }
}

/// The length of `2025-01-01`, with which an instant begins.
const DATE_LENGTH: usize = 10;

/// Whether there is a grade.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum OutcomeStatus {
    /// There is a grade.
    Rated,
    /// A prerequisite fails or a key value is missing.
    NotRated,
    /// The facility was evaluated, and a prerequisite fails with which nothing is more than indicative.
    IndicativeOnly,
    /// The standard gives results and by its nature no grade.
    Reported,
    /// The data is impossible and was refused before grading.
    Refused,
}

/// The outcome in short.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Outcome {
    /// Whether there is a grade.
    pub status: OutcomeStatus,
    /// The grade.
    pub level: Option<LevelReached>,
    /// The level that would be the grade were all prerequisites met; only where `status` is `indicative-only`.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub indicative_level: Option<LevelReached>,
    /// The score; only where there is a grade.
    pub score: Option<f64>,
    /// Why there is no grade.
    pub reasons: Vec<Text>,
}

/// One month of the period.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Month {
    /// Such as `2025-03`.
    pub label: String,
    /// Total energy over the hours in which total and IT are both covered, kWh; `None` where there is no such hour.
    pub total_kwh: Option<f64>,
    /// IT energy over the same hours, kWh.
    pub it_kwh: Option<f64>,
    /// Their ratio.
    pub pue: Option<f64>,
    /// The hours in which both are covered.
    pub coverage: Coverage,
    /// Metered supply by source, kWh (`hydro`, `wind`, `solar` …), over the hours in which it is covered.
    pub supply_kwh: BTreeMap<String, f64>,
    /// The total energy over the hours in which total and supply are covered, less that supply: taken from elsewhere.
    pub unattributed_kwh: Option<f64>,
    /// The metered clean share over the same hours, from 0 to 1.
    pub clean_share: Option<f64>,
}

/// What became of gaps in the data.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
pub struct GapPolicy {
    /// The policy in effect.
    pub policy: Policy,
    /// For how many minutes at most a reading holds on before a gap, under the policy to hold.
    pub hold_minutes: u32,
    /// The standard whose policy it is; `None` where it is the manifest's.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub stated_by: Option<GapsStatedBy>,
    /// By quantity (`total`, `it`, `cooling` …), the share of its amount that the policy touches, from 0 to 1: what was
    /// measured and left out, or what was not measured and added.
    pub touched: BTreeMap<String, f64>,
    /// What each policy gives; to bridge only where a meter names a counter for it.
    pub sensitivity: Vec<PolicyOutcome>,
}

/// A standard that states what becomes of gaps.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct GapsStatedBy {
    /// The pack's id.
    pub standard: String,
    /// The policy with its origin.
    pub policy: WordUsed,
    /// For how many minutes a reading holds on, where the pack says so.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub hold_minutes: Option<FigureUsed>,
}

/// What one policy for gaps gives.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct PolicyOutcome {
    /// The policy.
    pub policy: Policy,
    /// PUE.
    pub pue: Option<f64>,
    /// The clean share.
    pub clean_share: Option<f64>,
    /// Hours of the period in which total and IT were both measured.
    pub measured_hours: f64,
    /// Hours of the period in which one of them is estimated.
    pub estimated_hours: f64,
}

/// A file that was read.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Input {
    /// Its path below the facility's folder.
    pub path: String,
    /// The SHA-256 of its bytes, in hexadecimal.
    pub sha256: String,
    /// Its size.
    pub bytes: u64,
    /// How many rows it has, where it is a table.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rows: Option<u64>,
    /// The rollup file that stood in for it, by its path in this list; `None` where it was read itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rolled_up_in: Option<String>,
}
