//! The boundary: meters added up to quantities, hour by hour, and quantities paired over the hours that all cover.
//!
//! Two quantities may be divided only over time in which both are known. Time that is estimated, where the facility's
//! gap policy asks for it, is kept apart from time that was measured all through. An hour counts for a set of quantities
//! when each of their meters covers nine tenths of it or more, and all cover the same part of it. Where a meter gives
//! a share of a longer span, as of a monthly bill, how that span was covered hour by hour is not known: then any
//! coverage counts, and the covered times may differ by one hundredth of an hour.

mod paired;
mod quantity;

pub use paired::{PairedHour, PairedSums};
pub use quantity::{HourAmount, QuantityHours};

use std::ops::Range;

use crate::period::Period;
use crate::telemetry::{Quantity, Rollup};
use crate::units::Amount;

use super::efficiency::carriers::{CarrierHours, by_carrier};
use super::gaps::{Filling, Policy};
use super::manifest::{Manifest, SignedSum, SupplyPath};
use super::storage::StorageHours;

/// A line of supply, hour by hour.
#[derive(Debug, Clone, PartialEq)]
pub struct SupplyHours {
    /// The source.
    pub source: String,
    /// The path.
    pub path: SupplyPath,
    /// The energy.
    pub hours: QuantityHours,
}

/// All quantities of a boundary, hour by hour over a period; `None` where the manifest names no meters.
#[derive(Debug, Clone, PartialEq)]
pub struct BoundaryHours {
    /// The period.
    pub period: Period,
    /// All energy into the facility.
    pub total: Option<QuantityHours>,
    /// The energy of the IT equipment.
    pub it: Option<QuantityHours>,
    /// The energy of cooling.
    pub cooling: Option<QuantityHours>,
    /// The losses of power distribution.
    pub distribution: Option<QuantityHours>,
    /// Water.
    pub water: Option<QuantityHours>,
    /// Heat handed on.
    pub heat_reuse: Option<QuantityHours>,
    /// Heat that cooling removes.
    pub heat_removed: Option<QuantityHours>,
    /// The energy of back-up generators.
    pub backup: Option<QuantityHours>,
    /// The total by its kinds of energy; empty where all of it is electricity.
    pub carriers: Vec<CarrierHours>,
    /// The time for which the signals of automatic cooling are on, added up over the signals.
    pub auto_cooling: Option<QuantityHours>,
    /// Electricity by source and path.
    pub supply: Vec<SupplyHours>,
    /// What each storage takes and gives.
    pub storage: Vec<StorageHours>,
    /// Whether to hold the last reading before a gap adds anything to a meter, or would under another policy.
    pub holds: bool,
}

impl BoundaryHours {
    /// Adds up the meters of a rollup over a period as the manifest says, gaps by the manifest's policy.
    pub fn of(manifest: &Manifest, rollup: &Rollup, period: Period) -> Self {
        Self::under(manifest.gap_policy().policy, manifest, rollup, period)
    }

    /// As [`BoundaryHours::of`], gaps by another policy than the manifest's.
    pub fn under(policy: Policy, manifest: &Manifest, rollup: &Rollup, period: Period) -> Self {
        let filling = Filling::new(policy, &manifest.meters, rollup);
        let sum =
            |meters: &SignedSum| (!meters.is_empty()).then(|| QuantityHours::sum(&filling, &signed(meters), period));
        let boundary = &manifest.boundary;
        let supply = boundary.supply.iter().filter_map(|line| {
            let source = line.source.get_ref().clone();
            Some(SupplyHours { source, path: line.path, hours: sum(&line.meters)? })
        });
        let carriers = by_carrier(manifest)
            .into_iter()
            .map(|(carrier, meters)| CarrierHours { carrier, hours: QuantityHours::sum(&filling, &meters, period) });
        let mut hours = Self {
            period,
            total: sum(&boundary.total),
            it: sum(&boundary.it),
            cooling: sum(&boundary.cooling),
            distribution: sum(&boundary.distribution),
            water: sum(&boundary.water),
            heat_reuse: sum(&boundary.heat_reuse),
            heat_removed: sum(&boundary.heat_removed),
            backup: sum(&boundary.backup),
            carriers: carriers.collect(),
            auto_cooling: sum(&boundary.auto_cooling),
            supply: supply.collect(),
            storage: boundary
                .storage
                .iter()
                .filter_map(|line| Some(StorageHours { charge: sum(&line.charge)?, discharge: sum(&line.discharge)? }))
                .collect(),
            holds: false,
        };
        hours.holds = filling.holds();
        hours
    }

    /// The electricity of the total: the total itself where all of it is electricity.
    pub fn electricity(&self) -> Option<&QuantityHours> {
        let carrier = self.carriers.iter().find(|carrier| carrier.carrier == Quantity::Electricity);
        if self.carriers.is_empty() { self.total.as_ref() } else { carrier.map(|carrier| &carrier.hours) }
    }

    /// Whether meters tell the supply of a source on a path.
    pub fn meters_supply(&self, source: &str, path: SupplyPath) -> bool {
        self.supply.iter().any(|line| line.source == source && line.path == path)
    }

    /// The hours in which all the given quantities count, each with its amounts in the order given.
    pub fn paired<'a>(&self, quantities: &'a [&'a QuantityHours]) -> impl Iterator<Item = PairedHour<'a>> + use<'a> {
        self.paired_in(self.period, quantities)
    }

    /// The same over a part of the period.
    pub fn paired_in<'a>(
        &self,
        part: Period,
        quantities: &'a [&'a QuantityHours],
    ) -> impl Iterator<Item = PairedHour<'a>> + use<'a> {
        paired::paired(quantities, self.period, part)
    }

    /// The places in the period of the hours in which all the given quantities count, in order, in runs that may touch.
    pub fn paired_runs(&self, quantities: &[&QuantityHours]) -> Vec<Range<usize>> {
        paired::runs(quantities, self.period)
    }

    /// Adds any number of quantities to their sums over the hours in which all of them count; gives the time of those hours
    /// in which all were measured and that in which one of them is estimated, in nanoseconds.
    pub fn add_up(&self, quantities: &[&QuantityHours], sums: &mut [Amount]) -> (i128, i128) {
        paired::add_up(quantities, sums, self.period, self.period)
    }

    /// The sums of the given quantities over the hours in which all of them count.
    pub fn paired_sums<const N: usize>(&self, quantities: [&QuantityHours; N]) -> PairedSums<N> {
        self.paired_sums_in(self.period, quantities)
    }

    /// The same over a part of the period.
    pub fn paired_sums_in<const N: usize>(&self, part: Period, quantities: [&QuantityHours; N]) -> PairedSums<N> {
        PairedSums::of(quantities, self.period, part)
    }
}

/// The meters of a signed sum, each with whether it is subtracted.
pub fn signed(meters: &SignedSum) -> Vec<(bool, &str)> {
    meters
        .iter()
        .map(|name| name.get_ref().as_str())
        .map(|name| name.strip_prefix('-').map_or((false, name), |name| (true, name)))
        .collect()
}
