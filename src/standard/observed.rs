//! What a pack judges: the values observed at a facility.

use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::evaluate::Judged;
use super::exact::Exact;
use super::facts::Fact;
use crate::text::Text;

/// How a value came about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Standing {
    /// From telemetry alone.
    Measured,
    /// From telemetry and declared values.
    Mixed,
    /// From declared values with evidence.
    Declared,
    /// From declared values without evidence.
    Unproven,
}

/// An indicator of a facility.
#[derive(Debug, Clone, PartialEq)]
pub enum Observed {
    /// It has a value (1 for yes and 0 for no, where it is a yes-or-no indicator).
    Value {
        /// In the indicator's unit, full precision.
        value: f64,
        /// How it came about.
        standing: Standing,
    },
    /// It has none, and why. Never taken as zero.
    Missing(Text),
    /// The facility says, with a reason, that it does not apply.
    NotApplicable(Text),
}

impl Observed {
    /// Its value, where it has one.
    pub const fn value(&self) -> Option<f64> {
        match self {
            Self::Value { value, .. } => Some(*value),
            Self::Missing(_) | Self::NotApplicable(_) => None,
        }
    }
}

/// A tested IT system.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SystemTest {
    /// Its name.
    pub id: String,
    /// The id of its class in the pack.
    pub class: String,
    /// Its type, for classes with benchmarks by type.
    pub kind: Option<String>,
    /// The test's result in the class's unit; `None` where it has none.
    pub result: Option<f64>,
    /// Its energy in a year, kWh.
    pub annual_kwh: f64,
    /// How old the test was at the end of the period, in months.
    pub age_months: f64,
    /// Whether the test's power trace is kept.
    pub power_trace: bool,
    /// The test report.
    pub evidence: Option<String>,
    /// Why its test is void: a check of the method failed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub void: Option<Text>,
}

/// A capability of operation.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Capability {
    /// Its maturity.
    pub maturity: f64,
    /// What proves it.
    pub evidence: Option<String>,
}

/// What a facility says of an item of a checklist.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Item {
    /// Whether it is met.
    pub met: bool,
    /// What proves it.
    pub evidence: Option<String>,
}

/// All that a pack judges.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Observations {
    /// By the indicators' ids.
    pub indicators: BTreeMap<String, Observed>,
    /// The tested IT systems; `None` where the facility gave no table.
    pub systems: Option<Vec<SystemTest>>,
    /// Capabilities by their domains' ids; `None` where the facility gave no table.
    pub capabilities: Option<BTreeMap<String, Capability>>,
    /// Items of checklists by their ids; `None` where the facility gave no table.
    pub items: Option<BTreeMap<String, Item>>,
    /// What the facility tells for reports beside them, by the facts' ids.
    pub facts: BTreeMap<String, Fact>,
    /// What the facility is: its category, and its sector where it has one.
    pub categories: BTreeSet<String>,
    /// The scores under other packs before they were rounded to a double, by their indicators' ids.
    pub exact_scores: BTreeMap<String, Exact>,
}

impl Observations {
    /// Takes the outcome under another pack in as the indicator `score.PACK`.
    pub fn take_score(&mut self, judged: &Judged) {
        let id = format!("{}{}", super::check::SCORE, judged.assessment.standard.id);
        if let Some(exact) = &judged.exact_score {
            self.exact_scores.insert(id.clone(), exact.clone());
        }
        self.indicators.insert(id, judged.assessment.as_score());
    }

    /// An indicator, which is missing where nobody observed it.
    pub fn get(&self, indicator: &str) -> Observed {
        self.indicators.get(indicator).cloned().unwrap_or_else(|| {
            Observed::Missing(Text::new(
                format!("没有 {indicator} 的数据"),
                format!("there is no data for {indicator}"),
            ))
        })
    }
}
