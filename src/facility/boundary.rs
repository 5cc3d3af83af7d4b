//! The boundary: meters added up to quantities, hour by hour, and quantities paired over the hours that all cover.
//!
//! Two quantities may be divided only over time in which both were measured. An hour counts for a set of quantities
//! when each of their meters covers nine tenths of it or more, and all cover the same part of it. Where a meter gives
//! a share of a longer span, as of a monthly bill, how that span was covered hour by hour is not known: then any
//! coverage counts, and the covered times may differ by one hundredth of an hour.

use crate::period::{HOUR_NANOS, Hour, Period};
use crate::telemetry::Rollup;
use crate::units::Amount;

use super::manifest::{Manifest, SignedSum, SupplyPath};

/// The largest difference of covered times within an hour that is a share of a longer span.
const AGREEMENT_OF_SHARES: i64 = HOUR_NANOS / 100;
/// The least covered time of an hour that counts on its own.
const NEARLY_FULL: i64 = HOUR_NANOS / 10 * 9;

/// A quantity in one hour.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct HourAmount {
    /// The signed sum of its meters.
    pub amount: Amount,
    /// Nanoseconds of the hour that all its meters cover.
    pub covered: i64,
    /// Whether a meter gives only its share of a longer span, so that the hour's own amount is not known.
    pub shared: bool,
}

/// A quantity of the boundary, hour by hour over a period.
#[derive(Debug, Clone, PartialEq)]
pub struct QuantityHours {
    hours: Vec<Option<HourAmount>>,
    /// The meters with their signs, as words: `ups-a + ups-b − in-row-fans`.
    pub formula: String,
}

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
    /// Electricity by source and path.
    pub supply: Vec<SupplyHours>,
}

impl BoundaryHours {
    /// Adds up the meters of a rollup over a period as the manifest says.
    pub fn of(manifest: &Manifest, rollup: &Rollup, period: Period) -> Self {
        let sum =
            |meters: &SignedSum| (!meters.is_empty()).then(|| QuantityHours::sum(rollup, &signed(meters), period));
        let boundary = &manifest.boundary;
        let supply = boundary.supply.iter().filter_map(|line| {
            let source = line.source.get_ref().clone();
            Some(SupplyHours { source, path: line.path, hours: sum(&line.meters)? })
        });
        Self {
            period,
            total: sum(&boundary.total),
            it: sum(&boundary.it),
            cooling: sum(&boundary.cooling),
            distribution: sum(&boundary.distribution),
            water: sum(&boundary.water),
            heat_reuse: sum(&boundary.heat_reuse),
            supply: supply.collect(),
        }
    }

    /// The same quantities over a part of the period.
    #[must_use]
    pub fn cut(&self, period: Period) -> Self {
        let skipped = period.first_hour().index_from(self.period.first_hour()).unwrap_or_default();
        let part = |quantity: &QuantityHours| QuantityHours {
            hours: quantity.hours.iter().skip(skipped).take(period.hour_count()).copied().collect(),
            formula: quantity.formula.clone(),
        };
        let of = |quantity: &Option<QuantityHours>| quantity.as_ref().map(part);
        let supply = self.supply.iter().map(|line| SupplyHours {
            source: line.source.clone(),
            path: line.path,
            hours: part(&line.hours),
        });
        Self {
            period,
            total: of(&self.total),
            it: of(&self.it),
            cooling: of(&self.cooling),
            distribution: of(&self.distribution),
            water: of(&self.water),
            heat_reuse: of(&self.heat_reuse),
            supply: supply.collect(),
        }
    }

    /// The hours in which all the given quantities count, each with its amounts in the order given.
    pub fn paired<'a>(&'a self, quantities: &'a [&'a QuantityHours]) -> impl Iterator<Item = PairedHour> + 'a {
        self.period.hours().enumerate().filter_map(move |(index, hour)| pair(quantities, hour, index))
    }

    /// The sums of the given quantities over the hours in which all of them count.
    pub fn paired_sums<const N: usize>(&self, quantities: [&QuantityHours; N]) -> PairedSums<N> {
        let mut sums = PairedSums { amounts: [Amount::ZERO; N], covered: 0 };
        for hour in self.paired(&quantities) {
            for (sum, amount) in sums.amounts.iter_mut().zip(&hour.amounts) {
                *sum += *amount;
            }
            sums.covered += i128::from(hour.covered);
        }
        sums
    }
}

/// Several quantities in one hour that counts for all of them.
#[derive(Debug, Clone, PartialEq)]
pub struct PairedHour {
    /// The hour.
    pub hour: Hour,
    /// The amounts, in the order asked for.
    pub amounts: Vec<Amount>,
    /// The covered part of the hour, in nanoseconds.
    pub covered: i64,
    /// Whether one of the amounts is only a share of a longer span.
    pub shared: bool,
}

/// Several quantities over the hours that count for all of them.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PairedSums<const N: usize> {
    /// The sums, in the order asked for.
    pub amounts: [Amount; N],
    /// The covered time of those hours, in nanoseconds.
    pub covered: i128,
}

fn pair(quantities: &[&QuantityHours], hour: Hour, index: usize) -> Option<PairedHour> {
    let mut paired =
        PairedHour { hour, amounts: Vec::with_capacity(quantities.len()), covered: i64::MAX, shared: false };
    let mut longest = 0;
    for quantity in quantities {
        let one = quantity.at(index)?;
        paired.amounts.push(one.amount);
        paired.covered = paired.covered.min(one.covered);
        paired.shared |= one.shared;
        longest = longest.max(one.covered);
    }
    agree(longest, paired.covered, paired.shared).then_some(paired)
}

/// Whether the longest and the shortest covered time of one hour are near enough to count as the same.
fn agree(longest: i64, shortest: i64, shared: bool) -> bool {
    longest - shortest <= if shared { AGREEMENT_OF_SHARES } else { 0 }
}

impl QuantityHours {
    fn sum(rollup: &Rollup, meters: &[(bool, &str)], period: Period) -> Self {
        let mut hours =
            vec![Some(HourAmount { amount: Amount::ZERO, covered: HOUR_NANOS, shared: false }); period.hour_count()];
        for (negative, name) in meters {
            let meter = rollup.meters.get(*name);
            for (sum, hour) in hours.iter_mut().zip(period.hours()) {
                *sum = sum.zip(meter.and_then(|meter| meter.get(hour))).and_then(|(sum, cell)| {
                    let counts = cell.shared || cell.covered >= NEARLY_FULL;
                    let amount = if *negative { sum.amount - cell.amount } else { sum.amount + cell.amount };
                    counts.then(|| HourAmount {
                        amount,
                        covered: sum.covered.min(cell.covered),
                        shared: sum.shared || cell.shared,
                    })
                });
            }
        }
        let mut quantity = Self { hours, formula: formula(meters) };
        quantity.drop_disagreeing(rollup, meters, period);
        quantity
    }

    /// Leaves out the hours in which the quantity's own meters cover different times.
    fn drop_disagreeing(&mut self, rollup: &Rollup, meters: &[(bool, &str)], period: Period) {
        for (_, name) in meters {
            let Some(meter) = rollup.meters.get(*name) else { continue };
            for (sum, hour) in self.hours.iter_mut().zip(period.hours()) {
                let agrees = |sum: &HourAmount| {
                    meter.get(hour).is_some_and(|cell| agree(cell.covered.min(HOUR_NANOS), sum.covered, sum.shared))
                };
                *sum = sum.filter(agrees);
            }
        }
    }

    /// The quantity in the hour at `index` of the period.
    pub fn at(&self, index: usize) -> Option<HourAmount> {
        self.hours.get(index).copied().flatten()
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
