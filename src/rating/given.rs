//! What a facility gives beside its measured indicators, as packs judge it: tested systems, capabilities, items.

use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::it_tests::systems;
use crate::facility::tables::{OperationKind, OperationRow};
use crate::facility::{BoundaryHours, Facility};
use crate::indicator::Indicator;
use crate::indicator::it_tests::ItTests;
use crate::indicator::operation_logs::{CapabilityRecord, OperationRecord};
use crate::period::Period;
use crate::standard::facts::Fact;
use crate::standard::observed::{Capability, Item, SystemTest};
use crate::standard::{Observations, Observed};
use crate::text::Text;

/// What a facility gives beside its indicators. With them it is all that packs judge, so that a rating can be judged
/// again, by other figures, from its own record.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
pub struct Given {
    /// Its category, and its sector where it has one.
    pub categories: BTreeSet<String>,
    /// Indicators that do not apply, each with the reason.
    pub not_applicable: BTreeMap<String, String>,
    /// The tested systems; `None` where there is no table.
    pub systems: Option<Vec<SystemTest>>,
    /// The capabilities by domain; `None` where there is no table.
    pub capabilities: Option<BTreeMap<String, Capability>>,
    /// The items of checklists; `None` where there is no table.
    pub items: Option<BTreeMap<String, Item>>,
    /// The facts for reports, by their ids.
    #[serde(skip_serializing_if = "BTreeMap::is_empty", default)]
    pub facts: BTreeMap<String, Fact>,
}

impl Given {
    /// What a facility gives; tests are as old as they were at the end of the period.
    /// Capabilities of its logs take the place of those of the table, and computed tests that of declared results.
    pub(super) fn of(
        facility: &Facility,
        hours: &BoundaryHours,
        period: &Period,
        records: Records<'_>,
        facts: BTreeMap<String, Fact>,
    ) -> Self {
        let manifest = &facility.manifest;
        let reasons = manifest.not_applicable.iter();
        let operation = |kind| facility.operation.as_ref().map(|rows| rows.iter().filter(move |row| row.kind == kind));
        Self {
            categories: manifest.categories(),
            not_applicable: reasons.map(|(id, reason)| (id.get_ref().clone(), reason.clone())).collect(),
            systems: facility.systems.as_ref().map(|_| systems(facility, hours, period, records.tests)),
            capabilities: capabilities(
                operation(OperationKind::Capability),
                records.logs.and_then(|record| record.capabilities.as_deref()),
            ),
            items: operation(OperationKind::Item).map(|rows| {
                rows.map(|row| (row.item.clone(), Item { met: row.value > 0.5, evidence: row.evidence.clone() }))
                    .collect()
            }),
            facts,
        }
    }

    /// All that packs judge.
    pub(super) fn observations(&self, indicators: &[Indicator]) -> Observations {
        Observations {
            indicators: indicators.iter().map(|indicator| (indicator.id.clone(), self.observed(indicator))).collect(),
            systems: self.systems.clone(),
            capabilities: self.capabilities.clone(),
            items: self.items.clone(),
            facts: self.facts.clone(),
            categories: self.categories.clone(),
            ..Observations::default()
        }
    }

    fn observed(&self, indicator: &Indicator) -> Observed {
        match (indicator.value, indicator.standing, self.not_applicable.get(&indicator.id)) {
            (Some(value), Some(standing), _) => Observed::Value { value, standing },
            (_, _, Some(reason)) => Observed::NotApplicable(Text::new(reason, reason)),
            _ => {
                let nothing = || Text::new("没有数据", "there is no data");
                Observed::Missing(indicator.why.clone().unwrap_or_else(nothing))
            }
        }
    }
}

/// What was computed from a facility's records.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Records<'a> {
    /// The logs of operation.
    pub logs: Option<&'a OperationRecord>,
    /// The tests of IT systems.
    pub tests: Option<&'a ItTests>,
}

/// The capabilities of the table and of the logs; `None` where there is neither.
fn capabilities<'a>(
    table: Option<impl Iterator<Item = &'a OperationRow>>,
    logs: Option<&[CapabilityRecord]>,
) -> Option<BTreeMap<String, Capability>> {
    if table.is_none() && logs.is_none() {
        return None;
    }
    let table = table
        .into_iter()
        .flatten()
        .map(|row| (row.item.clone(), Capability { maturity: row.value, evidence: row.evidence.clone() }));
    let logs = logs
        .into_iter()
        .flatten()
        .map(|record| (record.domain.clone(), Capability { maturity: record.maturity, evidence: record.proof() }));
    Some(table.chain(logs).collect())
}
