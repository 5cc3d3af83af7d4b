//! What becomes of gaps: the facility's policy, and a meter's hours by it.
//!
//! ```text
//! [gaps]
//! policy = "hold"      # exclude (if left out) | hold | bridge
//! hold_minutes = 60
//! ```
//!
//! - **Exclude**: an hour in which something is not measured counts for nothing.
//! - **Hold**: the last reading of a power before a gap holds on for at most `hold_minutes`.
//! - **Bridge**: what a power meter did not measure of an hour is what the counter that it names (`bridge_with`)
//!   measured in it, less what the power meter did measure; at least nothing.
//!
//! A standard that states a policy of its own goes before the manifest's.
//!
//! What is filled in is an estimate and stays apart from what was measured: it never counts as covered.

use std::cell;
use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Deserialize;

use super::boundary::HourAmount;
use super::manifest::Manifest;
use crate::period::{HOUR_NANOS, Hour};
pub use crate::standard::model::Policy;
use crate::telemetry::{Cell, Estimate, Meter, MeterHours, Rollup};
use crate::units::Amount;

/// The policy of a facility.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Gaps {
    /// What becomes of gaps.
    #[serde(default)]
    pub policy: Policy,
    /// For how many minutes at most a reading holds on, where readings hold on.
    #[serde(default = "an_hour")]
    pub hold_minutes: u32,
}

const fn an_hour() -> u32 {
    60
}

impl Default for Gaps {
    fn default() -> Self {
        Self { policy: Policy::default(), hold_minutes: an_hour() }
    }
}

impl Manifest {
    /// What becomes of gaps by the manifest, also where it does not say.
    pub fn gap_policy(&self) -> Gaps {
        self.gaps.unwrap_or_default()
    }
}

/// Minutes in nanoseconds.
pub(super) fn nanos(minutes: u32) -> i64 {
    i64::from(minutes) * 60_000_000_000
}

/// The meters of a rollup with their gaps filled by a policy.
pub(super) struct Filling<'a> {
    policy: Policy,
    /// Whether to hold would add anything to an hour that was looked at.
    holds: cell::Cell<bool>,
    rollup: &'a Rollup,
    bridges: BTreeMap<&'a str, &'a str>,
}

/// One meter with its gaps filled.
pub(super) struct Filled<'a> {
    policy: Policy,
    holds: &'a cell::Cell<bool>,
    measured: Option<&'a MeterHours>,
    counter: Option<&'a MeterHours>,
}

impl<'a> Filling<'a> {
    pub(super) fn new(policy: Policy, meters: &'a [Meter], rollup: &'a Rollup) -> Self {
        let bridges = meters.iter().filter(|_| policy == Policy::Bridge);
        let bridges = bridges.filter_map(|meter| Some((meter.name(), meter.bridge_with.as_ref()?.get_ref().as_str())));
        Self { policy, holds: cell::Cell::new(false), rollup, bridges: bridges.collect() }
    }

    /// Whether to hold would add anything to one of the hours that were looked at so far.
    pub(super) fn holds(&self) -> bool {
        self.holds.get()
    }

    pub(super) fn of(&self, meter: &str) -> Filled<'_> {
        let counter = self.bridges.get(meter).and_then(|counter| self.rollup.meters.get(*counter));
        Filled { policy: self.policy, holds: &self.holds, measured: self.rollup.meters.get(meter), counter }
    }
}

impl Filled<'_> {
    /// Gives what is known of each of some hours to `take`, in their order; covered by nothing where nothing is.
    pub(super) fn each(&self, hours: impl Iterator<Item = Hour>, mut take: impl FnMut(HourAmount)) {
        let mut holds = false;
        let cells = hours.map(|hour| {
            let cell = self.measured.and_then(|measured| measured.cell(hour));
            holds |= cell.is_some_and(|cell| cell.held != Estimate::default());
            (hour, cell)
        });
        match self.policy {
            Policy::Exclude => cells.for_each(|(_, cell)| take(of_cell(cell))),
            Policy::Hold => cells.for_each(|(_, cell)| {
                take(with(of_cell(cell), cell.map_or(Estimate::default(), |cell| cell.held), false));
            }),
            Policy::Bridge => cells.for_each(|(hour, cell)| take(self.bridged(of_cell(cell), hour))),
        }
        self.holds.set(self.holds.get() || holds);
    }

    fn bridged(&self, measured: HourAmount, hour: Hour) -> HourAmount {
        let missing = HOUR_NANOS - measured.covered;
        let counted = self.counter.and_then(|counter| counter.get(hour)).filter(|cell| cell.covered == HOUR_NANOS);
        let Some(counted) = counted.filter(|_| missing > 0) else { return measured };
        let amount = (counted.amount - measured.amount).at_least(Amount::ZERO);
        with(measured, Estimate { amount, nanos: missing }, counted.shared)
    }
}

#[inline]
fn of_cell(cell: Option<&Cell>) -> HourAmount {
    let estimate = Estimate::default();
    match cell {
        Some(cell) => HourAmount { amount: cell.amount, covered: cell.covered, estimate, shared: cell.shared },
        None => HourAmount { amount: Amount::ZERO, covered: 0, estimate, shared: false },
    }
}

fn with(measured: HourAmount, estimate: Estimate, shared: bool) -> HourAmount {
    HourAmount {
        amount: measured.amount + estimate.amount,
        covered: measured.covered + estimate.nanos,
        estimate,
        shared: measured.shared || shared,
    }
}
