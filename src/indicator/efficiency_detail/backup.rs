//! What the total is made of, and back-up generators apart.
//!
//! The total counts fuels and bought-in cooling too ((EU) 2024/1364, Annex III): each as the kilowatt-hours that its meter
//! tells, of the fuel's energy and of the heat taken away, without any conversion. The energy of back-up generators is
//! metered on its own there, so it stands apart here, with whether it is in the total as well.

use std::collections::BTreeSet;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::facility::boundary::{QuantityHours, signed};
use crate::indicator::{Coverage, Subject};
use crate::telemetry::Quantity;

/// The total's part of one kind of energy.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct CarrierEnergy {
    /// `electricity`, `fuel`, or `heat`, which is bought-in cooling.
    pub carrier: Quantity,
    /// Its energy as metered, kWh.
    pub kwh: f64,
    /// The meters with their signs.
    pub from: String,
    /// Over how much of the period.
    pub coverage: Coverage,
}

/// The energy of back-up generators.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Backup {
    /// Their energy as metered, kWh: that of the fuel, or the electricity that they gave; `None` where no hour is covered.
    pub kwh: Option<f64>,
    /// The meters with their signs.
    pub from: String,
    /// Over how much of the period.
    pub coverage: Coverage,
    /// Whether the total counts it too.
    pub in_total: InTotal,
}

/// Whether meters are among those of the total.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum InTotal {
    /// All of them.
    All,
    /// Some of them.
    Some,
    /// None of them.
    None,
}

impl CarrierEnergy {
    pub(super) fn all(subject: &Subject<'_>) -> Vec<Self> {
        let lines = subject.hours.carriers.iter();
        let known = lines.filter_map(|line| {
            let (kwh, coverage) = sum(subject, &line.hours);
            Some(Self { carrier: line.carrier, kwh: kwh?, from: line.hours.formula.clone(), coverage })
        });
        known.collect()
    }
}

impl Backup {
    pub(super) fn of(subject: &Subject<'_>) -> Option<Self> {
        let hours = subject.hours.backup.as_ref()?;
        let boundary = &subject.facility.manifest.boundary;
        let total: BTreeSet<&str> =
            signed(&boundary.total).into_iter().filter(|(negative, _)| !negative).map(|(_, name)| name).collect();
        let backup = signed(&boundary.backup);
        let within = backup.iter().filter(|(_, name)| total.contains(name)).count();
        let (kwh, coverage) = sum(subject, hours);
        Some(Self {
            kwh,
            from: hours.formula.clone(),
            coverage,
            in_total: match within {
                0 => InTotal::None,
                all if all == backup.len() => InTotal::All,
                _ => InTotal::Some,
            },
        })
    }
}

/// A quantity over the hours that it covers; no sum where there are none.
fn sum(subject: &Subject<'_>, hours: &QuantityHours) -> (Option<f64>, Coverage) {
    let sums = subject.hours.paired_sums([hours]);
    let [amount] = sums.amounts;
    ((sums.counted() > 0).then(|| amount.kwh()), subject.coverage(&sums))
}
