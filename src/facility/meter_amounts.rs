//! The meters of a facility one by one, with their gaps filled as in its boundary.

use super::gaps::{Filling, Policy};
use super::manifest::Manifest;
use crate::period::Hour;
use crate::telemetry::Rollup;
use crate::units::Amount;

/// What each meter of a facility measured, gaps by a policy.
pub struct MeterAmounts<'a> {
    filling: Filling<'a>,
}

/// What a meter measured, and for how long.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct MeterSum {
    /// How much.
    pub amount: Amount,
    /// The covered time, in nanoseconds.
    pub covered: i128,
}

impl<'a> MeterAmounts<'a> {
    /// The meters of a rollup, gaps by a policy.
    pub fn under(policy: Policy, manifest: &'a Manifest, rollup: &'a Rollup) -> Self {
        Self { filling: Filling::new(policy, &manifest.meters, rollup) }
    }

    /// What a meter measured over some hours.
    pub fn sum(&self, meter: &str, hours: impl IntoIterator<Item = Hour>) -> MeterSum {
        let meter = self.filling.of(meter);
        hours.into_iter().filter_map(|hour| meter.at(hour)).fold(MeterSum::default(), |sum, one| MeterSum {
            amount: sum.amount + one.amount,
            covered: sum.covered + i128::from(one.covered),
        })
    }
}
