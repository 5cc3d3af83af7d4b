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

    /// What a meter measured over some hours, which takes a look at each of its cells.
    pub fn sum(&self, meter: &str, hours: impl IntoIterator<Item = Hour>) -> MeterSum {
        let mut sum = MeterSum::default();
        self.filling.of(meter).each(hours.into_iter(), |one| {
            if one.covered > 0 {
                sum.amount += one.amount;
                sum.covered += i128::from(one.covered);
            }
        });
        sum
    }
}
