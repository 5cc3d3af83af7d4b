//! Quantities over the hours that all of them cover, and their sums.

use super::quantity::{QuantityHours, agree};
use crate::period::{Hour, Period};
use crate::units::Amount;

/// Several quantities in one hour that counts for all of them.
#[derive(Debug, Clone, Copy)]
pub struct PairedHour<'a> {
    /// The hour.
    pub hour: Hour,
    /// The part of the hour in which all were measured, in nanoseconds.
    pub covered: i64,
    /// The part of the hour in which one of them is estimated, in nanoseconds.
    pub estimated: i64,
    /// Whether one of the amounts is only a share of a longer span.
    pub shared: bool,
    quantities: &'a [&'a QuantityHours],
    index: usize,
}

impl<'a> PairedHour<'a> {
    /// The amount of the quantity at this place among those asked for.
    pub fn amount(&self, place: usize) -> Amount {
        self.quantities.get(place).map_or(Amount::ZERO, |quantity| quantity.amount_at(self.index))
    }

    /// The amounts from this place on, in the order asked for.
    pub fn amounts(&self, from: usize) -> impl Iterator<Item = Amount> + use<'a> {
        let index = self.index;
        self.quantities.get(from..).unwrap_or_default().iter().map(move |quantity| quantity.amount_at(index))
    }

    /// Whether the amounts are those of this very hour, and measured.
    pub fn is_measured_by_the_hour(&self) -> bool {
        !self.shared && self.estimated == 0
    }
}

/// Several quantities over the hours that count for all of them.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PairedSums<const N: usize> {
    /// The sums, in the order asked for.
    pub amounts: [Amount; N],
    /// The time of those hours in which all were measured, in nanoseconds.
    pub covered: i128,
    /// The time of those hours in which one of them is estimated, in nanoseconds.
    pub estimated: i128,
}

impl<const N: usize> PairedSums<N> {
    /// The sums of quantities over a part of the hours of `period`.
    pub(super) fn of(quantities: [&QuantityHours; N], period: Period, part: Period) -> Self {
        let mut sums = Self { amounts: [Amount::ZERO; N], covered: 0, estimated: 0 };
        for hour in paired(&quantities, period, part) {
            for (sum, quantity) in sums.amounts.iter_mut().zip(quantities) {
                *sum += quantity.amount_at(hour.index);
            }
            sums.covered += i128::from(hour.covered);
            sums.estimated += i128::from(hour.estimated);
        }
        sums
    }

    /// The time that the sums are over, in nanoseconds.
    pub fn counted(&self) -> i128 {
        self.covered + self.estimated
    }
}

/// The hours of a part of `period` in which all the quantities count.
pub(super) fn paired<'a>(
    quantities: &'a [&'a QuantityHours],
    period: Period,
    part: Period,
) -> impl Iterator<Item = PairedHour<'a>> {
    let part = Period { start: part.start.max(period.start), end: part.end.min(period.end) };
    let indices = part.first_hour().index_from(period.first_hour()).unwrap_or_default()..;
    part.hours().zip(indices).filter_map(|(hour, index)| pair(quantities, hour, index))
}

fn pair<'a>(quantities: &'a [&'a QuantityHours], hour: Hour, index: usize) -> Option<PairedHour<'a>> {
    let mut paired = PairedHour { hour, covered: i64::MAX, estimated: 0, shared: false, quantities, index };
    let mut longest = 0;
    for quantity in quantities {
        let covered = quantity.covered_at(index)?;
        paired.covered = paired.covered.min(covered);
        paired.estimated = paired.estimated.max(quantity.estimate_at(index).nanos);
        paired.shared |= quantity.is_shared_at(index);
        longest = longest.max(covered);
    }
    paired.estimated = paired.estimated.min(paired.covered);
    let agreed = agree(longest, paired.covered, paired.shared);
    paired.covered -= paired.estimated;
    agreed.then_some(paired)
}
