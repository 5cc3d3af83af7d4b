//! What the logs of operation come to, as ratings write it: counts beside each rate.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What the logs of a facility come to over a period; a part is `None` where there is no such log.
///
/// Only events within the period count: an incident by its alarm, or where that is not known by its beginning; all else
/// by its own time. The logs are taken as they stood at the end of the period: what was closed or acknowledged after it
/// was open at its end.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
pub struct OperationRecord {
    /// Monitored points.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub monitoring: Option<MonitoringRecord>,
    /// Alarms before and after compression.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub alarms: Option<AlarmRecord>,
    /// Inspections by the way they were made.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub inspections: Option<ModeRecord>,
    /// Operations, which are the work orders, by the way they were carried out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub operations: Option<ModeRecord>,
    /// Faults, which are the incidents.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub faults: Option<FaultRecord>,
    /// Predictions held against the incidents.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub prediction: Option<PredictionRecord>,
    /// Changes and what came of them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub changes: Option<ChangeRecord>,
    /// Capabilities with their evidence.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub capabilities: Option<Vec<CapabilityRecord>>,
    /// The months of the period.
    pub months: Vec<OperationMonth>,
    /// By log, how many of its rows are not of the period; logs without such rows are left out.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub outside_period: BTreeMap<String, u64>,
}

/// Monitored points.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct MonitoringRecord {
    /// The log.
    pub file: String,
    /// Points that must be monitored.
    pub points: u64,
    /// Those of them that are.
    pub monitored: u64,
    /// `monitored ÷ points`; `None` where there are no points.
    pub coverage: Option<f64>,
}

/// Alarms before and after compression.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct AlarmRecord {
    /// The log.
    pub file: String,
    /// Alarms as they were raised.
    pub before: u64,
    /// Alarms as they were sent: those of one group are one.
    pub after: u64,
    /// `1 − after ÷ before`; `None` where there are no alarms.
    pub compression: Option<f64>,
}

/// What was done, by the way it was done.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ModeRecord {
    /// The log.
    pub file: String,
    /// Without a person.
    pub automatic: u64,
    /// By a program that a person starts or confirms.
    pub semi_automatic: u64,
    /// By a person.
    pub manual: u64,
    /// `automatic ÷ (automatic + semi_automatic + manual)`: what is semi-automatic does not count as automatic. `None`
    /// where nothing was done.
    pub automatic_share: Option<f64>,
}

impl ModeRecord {
    /// All that was done.
    pub fn all(&self) -> u64 {
        self.automatic + self.semi_automatic + self.manual
    }
}

/// Faults.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct FaultRecord {
    /// The log.
    pub file: String,
    /// How many.
    pub faults: u64,
    /// Of how many the clock starts with their alarm; with the others it starts when they began.
    pub from_alarm: u64,
    /// How many were open at the end of the period.
    pub open: u64,
    /// How many healed without a person; `None` where the log does not tell.
    pub self_healed: Option<u64>,
    /// `self_healed ÷ faults`, the open ones among the faults.
    pub self_healed_share: Option<f64>,
    /// The time to acknowledge; `None` where the log does not tell it.
    pub to_acknowledge: Option<Durations>,
    /// The time to repair.
    pub to_repair: Option<Durations>,
}

/// Times of which some are not over: a product-limit estimate (Kaplan and Meier 1958).
///
/// With all times over, the mean is their sum divided by their number, and a quantile is the shortest time within which
/// at least that share is over (the inverse of the empirical distribution function).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Durations {
    /// How many are over.
    pub ended: u64,
    /// How many were not over when they were last seen, and are known to be longer.
    pub open: u64,
    /// The sum of those that are over, h.
    pub ended_hours: f64,
    /// The mean, h: `∫ S(t) dt` up to the longest time seen, S the estimated share that lasts longer than t.
    pub mean_hours: f64,
    /// Whether the mean is a lower bound, because the longest time seen was not over.
    pub mean_is_lower_bound: bool,
    /// The time within which half is over, h; `None` where that is not reached.
    pub median_hours: Option<f64>,
    /// The time within which nine tenths are over, h; `None` where that is not reached.
    pub p90_hours: Option<f64>,
}

/// Predictions held against the incidents, one to one: in the order of their time, each prediction has the first
/// incident of its device within the horizon that no earlier prediction has.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct PredictionRecord {
    /// The log.
    pub file: String,
    /// Within how many hours a predicted fault comes.
    pub horizon_hours: f64,
    /// Predictions that are decided: their horizon was over before the period was.
    pub predictions: u64,
    /// Those of them whose fault came.
    pub came_true: u64,
    /// Predictions whose horizon reaches beyond the period: they do not count, whether their fault had come or not.
    pub undecided: u64,
    /// Incidents.
    pub incidents: u64,
    /// Those of them that were predicted; one without a device can not be.
    pub foretold: u64,
    /// `came_true ÷ predictions`.
    pub precision: Option<f64>,
    /// `foretold ÷ incidents`.
    pub recall: Option<f64>,
    /// `2 · precision · recall ÷ (precision + recall)`, and zero where both are.
    pub f1: Option<f64>,
}

/// Changes and what came of them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ChangeRecord {
    /// The log.
    pub file: String,
    /// Those that did what they were to do.
    pub succeeded: u64,
    /// Those that did not.
    pub failed: u64,
    /// Those that were taken back.
    pub rolled_back: u64,
    /// `succeeded ÷ (succeeded + failed + rolled_back)`.
    pub success: Option<f64>,
}

/// A capability.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct CapabilityRecord {
    /// The domain.
    pub domain: String,
    /// Its maturity as it is declared, from 0 to 5; what is not proven is capped by the standard.
    pub maturity: f64,
    /// What proves it.
    pub evidence: Vec<EvidenceRecord>,
}

/// A file that proves a capability.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct EvidenceRecord {
    /// Its path below the facility's folder.
    pub file: String,
    /// The SHA-256 of its bytes, in hexadecimal.
    pub sha256: String,
    /// Its date.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
    /// Who answers for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner: Option<String>,
    /// The last day on which it is valid.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_until: Option<String>,
    /// Whether it expired before the last day of the period; it then proves nothing.
    pub expired: bool,
    /// Whether its date is after the last day of the period; it then proves nothing of the period.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub later: bool,
}

/// A month of operation.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct OperationMonth {
    /// Such as `2025-03`.
    pub label: String,
    /// Work orders carried out without a person; `None`, as the next two, where there is no log.
    pub automatic: Option<u64>,
    /// Work orders carried out by a program that a person starts or confirms.
    pub semi_automatic: Option<u64>,
    /// Work orders carried out by a person.
    pub manual: Option<u64>,
    /// Faults of the month; `None` where there is no log.
    pub faults: Option<u64>,
    /// Those of them that were open at the end of the period.
    pub open: Option<u64>,
    /// The mean time to repair of the month's faults, h, as over the period; `None` where there are none.
    pub mttr_hours: Option<f64>,
}
