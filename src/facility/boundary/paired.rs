//! Quantities over the hours that all of them cover, and their sums.

use std::ops::Range;

use super::quantity::{BLOCK, QuantityHours, agree};
use crate::period::{HOUR_NANOS, Hour, Period, Stamp};
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
    /// Its place in the period.
    pub index: usize,
    quantities: &'a [&'a QuantityHours],
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
        let mut amounts = [Amount::ZERO; N];
        let (covered, estimated) = add_up(&quantities, &mut amounts, period, part);
        Self { amounts, covered, estimated }
    }

    /// The time that the sums are over, in nanoseconds.
    pub fn counted(&self) -> i128 {
        self.covered + self.estimated
    }
}

/// Adds quantities to their sums over a part of the hours of `period`, and gives the time in which all were measured and
/// that in which one of them is estimated, in nanoseconds.
pub(super) fn add_up(quantities: &[&QuantityHours], sums: &mut [Amount], period: Period, part: Period) -> (i128, i128) {
    let (mut covered, mut estimated) = (0, 0);
    each_block(quantities, period, part, |block| match block {
        Block::Full(hours) => {
            covered += hours.clone().map(|_| i128::from(HOUR_NANOS)).sum::<i128>();
            sums.iter_mut().zip(quantities).for_each(|(sum, quantity)| *sum += quantity.sum_over(hours.clone()));
        }
        Block::Hour(hour) => {
            sums.iter_mut().zip(hour.amounts(0)).for_each(|(sum, amount)| *sum += amount);
            covered += i128::from(hour.covered);
            estimated += i128::from(hour.estimated);
        }
    });
    (covered, estimated)
}

/// The places in the period of the hours in which all the quantities count, in order, in runs that may touch.
pub(super) fn runs(quantities: &[&QuantityHours], period: Period) -> Vec<Range<usize>> {
    let mut runs = Vec::new();
    each_block(quantities, period, period, |block| {
        runs.push(match block {
            Block::Full(hours) => hours,
            Block::Hour(hour) => hour.index..hour.index + 1,
        });
    });
    runs
}

/// Some of the hours in which all of several quantities count.
enum Block<'a> {
    /// Hours that follow each other, all of them measured in full: nearly all hours are such, and need no look at each.
    Full(Range<usize>),
    Hour(PairedHour<'a>),
}

/// Gives the hours of a part of `period` in which all the quantities count to `take`, in order.
fn each_block<'a>(quantities: &'a [&'a QuantityHours], period: Period, part: Period, mut take: impl FnMut(Block<'a>)) {
    let (first, places) = (period.first_hour(), places(period, part));
    let mut from = places.start;
    while from < places.end {
        let block = from / BLOCK * BLOCK;
        let hours = from..places.end.min(block + BLOCK);
        from = hours.end;
        match quantities.iter().all(|quantity| quantity.is_full_from(block)) {
            true => take(Block::Full(hours)),
            false => hours.filter_map(|index| pair(quantities, first, index)).for_each(|hour| take(Block::Hour(hour))),
        }
    }
}

/// The hours of a part of `period` in which all the quantities count.
pub(super) fn paired<'a>(
    quantities: &'a [&'a QuantityHours],
    period: Period,
    part: Period,
) -> impl Iterator<Item = PairedHour<'a>> {
    let first = period.first_hour();
    places(period, part).filter_map(move |index| pair(quantities, first, index))
}

/// The places of the hours of a part in the period, as far as it lies within.
fn places(period: Period, part: Period) -> Range<usize> {
    let place = |stamp: Stamp| stamp.max(period.start).min(period.end).hour().index_from(period.first_hour());
    place(part.start).unwrap_or_default()..place(part.end).unwrap_or_default()
}

fn pair<'a>(quantities: &'a [&'a QuantityHours], first: Hour, index: usize) -> Option<PairedHour<'a>> {
    let hour = first.plus(index);
    if quantities.iter().all(|quantity| quantity.is_full_at(index)) {
        return Some(PairedHour { hour, covered: HOUR_NANOS, estimated: 0, shared: false, index, quantities });
    }
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
