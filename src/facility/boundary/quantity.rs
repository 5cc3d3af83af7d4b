//! A quantity of the boundary: its meters added up hour by hour.

use std::ops::Range;

use crate::facility::gaps::{Filled, Filling};
use crate::period::{HOUR_NANOS, Period};
use crate::telemetry::Estimate;
use crate::units::Amount;

/// The largest difference of covered times within an hour that is a share of a longer span.
const AGREEMENT_OF_SHARES: i64 = HOUR_NANOS / 100;
/// The least covered time of an hour that counts on its own.
const NEARLY_FULL: i64 = HOUR_NANOS / 10 * 9;

/// How many hours are looked at together.
pub(super) const BLOCK: usize = 64;

/// A quantity in one hour.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct HourAmount {
    /// The signed sum of its meters.
    pub amount: Amount,
    /// Nanoseconds of the hour that all its meters cover, by measurement or by estimate.
    pub covered: i64,
    /// The estimated part of it: the longest time of any meter, and the magnitudes of their amounts added up.
    pub estimate: Estimate,
    /// Whether a meter gives only its share of a longer span, so that the hour's own amount is not known.
    pub shared: bool,
}

/// A quantity of the boundary, hour by hour over a period.
///
/// Each part of the hours lies on its own, because dozens of sums go over the same two of them, and the others are all
/// nothing for most quantities.
#[derive(Debug, Clone, PartialEq)]
pub struct QuantityHours {
    /// By the hour of the period; nothing where the hour does not count.
    amounts: Vec<Amount>,
    /// By the hour, in nanoseconds; zero where the hour does not count.
    covered: Vec<i64>,
    /// By the hour; empty where nothing at all is estimated.
    estimates: Vec<Estimate>,
    /// By the hour; empty where nothing at all is shared.
    shared: Vec<bool>,
    /// By the hour, a bit each: whether all of it was measured, and nothing of it is shared.
    full: Vec<u64>,
    /// The meters, each with whether it is subtracted.
    pub meters: Vec<(bool, String)>,
    /// The meters with their signs, as words: `ups-a + ups-b − in-row-fans`.
    pub formula: String,
}

impl QuantityHours {
    pub(super) fn sum(filling: &Filling<'_>, meters: &[(bool, &str)], period: Period) -> Self {
        let hours = period.hour_count();
        let mut sums = Sums {
            amounts: vec![Amount::ZERO; hours],
            covered: vec![HOUR_NANOS; hours],
            longest: vec![0; hours],
            estimates: Vec::new(),
            shared: Vec::new(),
        };
        for (negative, name) in meters {
            sums.add(&filling.of(name), period, *negative);
        }
        sums.drop_disagreeing();
        let named = meters.iter().map(|(negative, name)| (*negative, (*name).to_owned())).collect();
        let Sums { amounts, covered, estimates, shared, .. } = sums;
        let (estimates, shared) = (without_end(estimates), without_end(shared));
        let full = Vec::new();
        let mut quantity = Self { amounts, covered, estimates, shared, full, meters: named, formula: formula(meters) };
        quantity.full = (0..hours).step_by(BLOCK).map(|block| quantity.full_from(block)).collect();
        quantity
    }

    /// The bits of the hours of a block.
    fn full_from(&self, block: usize) -> u64 {
        let covered = self.covered.iter().enumerate().skip(block).take(BLOCK);
        let full = covered.filter(|(index, covered)| {
            **covered == HOUR_NANOS && self.estimate_at(*index) == Estimate::default() && !self.is_shared_at(*index)
        });
        full.fold(0, |bits, (index, _)| bits | 1 << (index % BLOCK))
    }

    /// Whether all of an hour was measured, and nothing of it is shared.
    pub(super) fn is_full_at(&self, index: usize) -> bool {
        self.full.get(index / BLOCK).is_some_and(|bits| bits >> (index % BLOCK) & 1 == 1)
    }

    /// Whether that holds of all hours of a block, which has [`BLOCK`] hours or, at the end of the period, fewer.
    pub(super) fn is_full_from(&self, block: usize) -> bool {
        let hours = self.covered.len().saturating_sub(block).min(BLOCK);
        self.full.get(block / BLOCK).is_some_and(|bits| bits.count_ones().try_into() == Ok(hours))
    }

    /// The quantity in the hour at `index` of the period; `None` where the hour does not count.
    pub fn at(&self, index: usize) -> Option<HourAmount> {
        let covered = self.covered_at(index)?;
        Some(HourAmount {
            amount: self.amount_at(index),
            covered,
            estimate: self.estimate_at(index),
            shared: self.is_shared_at(index),
        })
    }

    /// The amount of an hour; nothing where the hour does not count.
    pub fn amount_at(&self, index: usize) -> Amount {
        self.amounts.get(index).copied().unwrap_or_default()
    }

    /// The amounts of hours that follow each other added up; those that do not count add nothing.
    pub fn sum_over(&self, hours: Range<usize>) -> Amount {
        self.amounts.get(hours).unwrap_or_default().iter().copied().sum()
    }

    /// The covered time of an hour, in nanoseconds; `None` where it does not count.
    pub(super) fn covered_at(&self, index: usize) -> Option<i64> {
        self.covered.get(index).copied().filter(|covered| *covered > 0)
    }

    pub(super) fn estimate_at(&self, index: usize) -> Estimate {
        self.estimates.get(index).copied().unwrap_or_default()
    }

    pub(super) fn is_shared_at(&self, index: usize) -> bool {
        self.shared.get(index).copied().unwrap_or_default()
    }

    /// What is estimated of the quantity over the whole period.
    pub fn estimated(&self) -> Amount {
        self.estimates.iter().map(|estimate| estimate.amount).sum()
    }
}

/// A quantity in the making.
struct Sums {
    amounts: Vec<Amount>,
    covered: Vec<i64>,
    /// The longest time that one of the meters covers, at most the hour.
    longest: Vec<i64>,
    estimates: Vec<Estimate>,
    shared: Vec<bool>,
}

impl Sums {
    /// Adds or subtracts a meter over the hours of the period.
    fn add(&mut self, meter: &Filled<'_>, period: Period, negative: bool) {
        let mut places = self.amounts.iter_mut().zip(&mut self.covered).zip(&mut self.longest).enumerate();
        meter.each(period.hours(), |one| {
            let Some((index, ((amount, covered), longest))) = places.next() else { return };
            if !(one.covered >= NEARLY_FULL || one.shared && one.covered > 0) {
                *covered = 0;
                return;
            }
            *amount = if negative { *amount - one.amount } else { *amount + one.amount };
            *covered = (*covered).min(one.covered);
            *longest = (*longest).max(one.covered.min(HOUR_NANOS));
            if one.estimate != Estimate::default() {
                change(&mut self.estimates, index, |sum| Estimate {
                    amount: sum.amount + one.estimate.amount,
                    nanos: sum.nanos.max(one.estimate.nanos),
                });
            }
            if one.shared {
                change(&mut self.shared, index, |_| true);
            }
        });
    }

    /// Leaves out the hours in which the quantity's own meters cover different times.
    fn drop_disagreeing(&mut self) {
        let hours = self.covered.iter_mut().zip(&self.longest).zip(&mut self.amounts);
        for (index, ((covered, longest), amount)) in hours.enumerate() {
            let shared = self.shared.get(index).copied().unwrap_or_default();
            if *covered > 0 && agree(*longest, *covered, shared) {
                continue;
            }
            (*covered, *amount) = (0, Amount::ZERO);
            self.estimates.get_mut(index).into_iter().for_each(|estimate| *estimate = Estimate::default());
            self.shared.get_mut(index).into_iter().for_each(|shared| *shared = false);
        }
    }
}

/// Changes what a list has at a place; a list is as long as it has to be.
fn change<T: Copy + Default>(list: &mut Vec<T>, index: usize, by: impl FnOnce(T) -> T) {
    if list.len() <= index {
        list.resize(index + 1, T::default());
    }
    if let Some(at) = list.get_mut(index) {
        *at = by(*at);
    }
}

/// A list without what is nothing at its end, so that equal quantities have equal lists.
fn without_end<T: PartialEq + Default>(mut list: Vec<T>) -> Vec<T> {
    let end = list.iter().rposition(|one| *one != T::default()).map_or(0, |last| last + 1);
    list.truncate(end);
    list
}

/// Whether the longest and the shortest covered time of one hour are near enough to count as the same.
pub(super) fn agree(longest: i64, shortest: i64, shared: bool) -> bool {
    longest - shortest <= if shared { AGREEMENT_OF_SHARES } else { 0 }
}

fn formula(meters: &[(bool, &str)]) -> String {
    let mut words = String::new();
    for (index, (negative, name)) in meters.iter().enumerate() {
        words += match (index, negative) {
            (0, false) => "",
            (0, true) => "−",
            (_, false) => " + ",
            (_, true) => " − ",
        };
        words += name;
    }
    words
}
