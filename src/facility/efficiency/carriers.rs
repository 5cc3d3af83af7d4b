//! The total energy by its kinds: electricity, fuels, and bought-in cooling as the heat that it takes away.

use crate::facility::boundary::{QuantityHours, signed};
use crate::facility::manifest::Manifest;
use crate::telemetry::Quantity;

/// One kind of energy of the total, hour by hour over a period.
#[derive(Debug, Clone, PartialEq)]
pub struct CarrierHours {
    /// Which kind.
    pub carrier: Quantity,
    /// Its part of the total.
    pub hours: QuantityHours,
}

/// The meters of the total by what they measure, with their signs; empty where all of them measure electricity, for then
/// the total itself says everything.
pub(in crate::facility) fn by_carrier(manifest: &Manifest) -> Vec<(Quantity, Vec<(bool, &str)>)> {
    let total = signed(&manifest.boundary.total);
    let measures = |name: &str, carrier: Quantity| {
        manifest.meters.iter().any(|meter| meter.name() == name && meter.quantity == carrier)
    };
    let of = |carrier| total.iter().copied().filter(|(_, name)| measures(name, carrier)).collect::<Vec<_>>();
    let all = [Quantity::Electricity, Quantity::Fuel, Quantity::Heat].map(|carrier| (carrier, of(carrier)));
    let mixed = all.iter().any(|(carrier, meters)| *carrier != Quantity::Electricity && !meters.is_empty());
    all.into_iter().filter(|(_, meters)| mixed && !meters.is_empty()).collect()
}
