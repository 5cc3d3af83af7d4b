//! The boundary: meters added up to quantities, hour by hour, and quantities paired over the hours that all cover.
//!
//! Two quantities may be divided only over time in which both are known. Time that is estimated, where the facility's
//! gap policy asks for it, is kept apart from time that was measured all through. An hour counts for a set of quantities
//! when each of their meters covers nine tenths of it or more, and all cover the same part of it. Where a meter gives
//! a share of a longer span, as of a monthly bill, how that span was covered hour by hour is not known: then any
//! coverage counts, and the covered times may differ by one hundredth of an hour.

use crate::period::{HOUR_NANOS, Hour, Period};
use crate::telemetry::{Estimate, Quantity, Rollup};
use crate::units::Amount;

use super::efficiency::carriers::{CarrierHours, by_carrier};
use super::gaps::{Filling, Policy};
use super::manifest::{Manifest, SignedSum, SupplyPath};
use super::storage::StorageHours;

/// The largest difference of covered times within an hour that is a share of a longer span.
const AGREEMENT_OF_SHARES: i64 = HOUR_NANOS / 100;
/// The least covered time of an hour that counts on its own.
const NEARLY_FULL: i64 = HOUR_NANOS / 10 * 9;

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
#[derive(Debug, Clone, PartialEq)]
pub struct QuantityHours {
    hours: Vec<Option<HourAmount>>,
    /// The meters, each with whether it is subtracted.
    pub meters: Vec<(bool, String)>,
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
        Self {
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
        }
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

    /// The same quantities over a part of the period.
    #[must_use]
    pub fn cut(&self, period: Period) -> Self {
        let skipped = period.first_hour().index_from(self.period.first_hour()).unwrap_or_default();
        let part = |quantity: &QuantityHours| QuantityHours {
            hours: quantity.hours.iter().skip(skipped).take(period.hour_count()).copied().collect(),
            meters: quantity.meters.clone(),
            formula: quantity.formula.clone(),
        };
        let of = |quantity: &Option<QuantityHours>| quantity.as_ref().map(part);
        let supply = self.supply.iter().map(|line| SupplyHours {
            source: line.source.clone(),
            path: line.path,
            hours: part(&line.hours),
        });
        let carriers =
            self.carriers.iter().map(|line| CarrierHours { carrier: line.carrier, hours: part(&line.hours) });
        Self {
            period,
            total: of(&self.total),
            it: of(&self.it),
            cooling: of(&self.cooling),
            distribution: of(&self.distribution),
            water: of(&self.water),
            heat_reuse: of(&self.heat_reuse),
            heat_removed: of(&self.heat_removed),
            backup: of(&self.backup),
            carriers: carriers.collect(),
            auto_cooling: of(&self.auto_cooling),
            supply: supply.collect(),
            storage: self
                .storage
                .iter()
                .map(|line| StorageHours { charge: part(&line.charge), discharge: part(&line.discharge) })
                .collect(),
        }
    }

    /// The hours in which all the given quantities count, each with its amounts in the order given.
    pub fn paired<'a>(&'a self, quantities: &'a [&'a QuantityHours]) -> impl Iterator<Item = PairedHour> + 'a {
        self.period.hours().enumerate().filter_map(move |(index, hour)| pair(quantities, hour, index))
    }

    /// The sums of the given quantities over the hours in which all of them count.
    pub fn paired_sums<const N: usize>(&self, quantities: [&QuantityHours; N]) -> PairedSums<N> {
        let mut sums = PairedSums { amounts: [Amount::ZERO; N], covered: 0, estimated: 0 };
        for hour in self.paired(&quantities) {
            for (sum, amount) in sums.amounts.iter_mut().zip(&hour.amounts) {
                *sum += *amount;
            }
            sums.covered += i128::from(hour.covered);
            sums.estimated += i128::from(hour.estimated);
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
    /// The part of the hour in which all were measured, in nanoseconds.
    pub covered: i64,
    /// The part of the hour in which one of them is estimated, in nanoseconds.
    pub estimated: i64,
    /// Whether one of the amounts is only a share of a longer span.
    pub shared: bool,
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
    /// The time that the sums are over, in nanoseconds.
    pub fn counted(&self) -> i128 {
        self.covered + self.estimated
    }
}

fn pair(quantities: &[&QuantityHours], hour: Hour, index: usize) -> Option<PairedHour> {
    let amounts = Vec::with_capacity(quantities.len());
    let mut paired = PairedHour { hour, amounts, covered: i64::MAX, estimated: 0, shared: false };
    let mut longest = 0;
    for quantity in quantities {
        let one = quantity.at(index)?;
        paired.amounts.push(one.amount);
        paired.covered = paired.covered.min(one.covered);
        paired.estimated = paired.estimated.max(one.estimate.nanos);
        paired.shared |= one.shared;
        longest = longest.max(one.covered);
    }
    let agreed = agree(longest, paired.covered, paired.shared);
    paired.estimated = paired.estimated.min(paired.covered);
    paired.covered -= paired.estimated;
    agreed.then_some(paired)
}

/// Whether the longest and the shortest covered time of one hour are near enough to count as the same.
fn agree(longest: i64, shortest: i64, shared: bool) -> bool {
    longest - shortest <= if shared { AGREEMENT_OF_SHARES } else { 0 }
}

impl HourAmount {
    /// With another meter's added or subtracted.
    fn and(self, one: Self, negative: bool) -> Self {
        Self {
            amount: if negative { self.amount - one.amount } else { self.amount + one.amount },
            covered: self.covered.min(one.covered),
            estimate: Estimate {
                amount: self.estimate.amount + one.estimate.amount,
                nanos: self.estimate.nanos.max(one.estimate.nanos),
            },
            shared: self.shared || one.shared,
        }
    }
}

impl QuantityHours {
    fn sum(filling: &Filling<'_>, meters: &[(bool, &str)], period: Period) -> Self {
        let nothing = Estimate::default();
        let none = HourAmount { amount: Amount::ZERO, covered: HOUR_NANOS, estimate: nothing, shared: false };
        let mut hours = vec![Some(none); period.hour_count()];
        for (negative, name) in meters {
            let meter = filling.of(name);
            for (sum, hour) in hours.iter_mut().zip(period.hours()) {
                *sum = sum.zip(meter.at(hour)).and_then(|(sum, one)| {
                    let counts = one.shared || one.covered >= NEARLY_FULL;
                    counts.then(|| sum.and(one, *negative))
                });
            }
        }
        let named = meters.iter().map(|(negative, name)| (*negative, (*name).to_owned())).collect();
        let mut quantity = Self { hours, meters: named, formula: formula(meters) };
        quantity.drop_disagreeing(filling, meters, period);
        quantity
    }

    /// Leaves out the hours in which the quantity's own meters cover different times.
    fn drop_disagreeing(&mut self, filling: &Filling<'_>, meters: &[(bool, &str)], period: Period) {
        for (_, name) in meters {
            let meter = filling.of(name);
            for (sum, hour) in self.hours.iter_mut().zip(period.hours()) {
                let agrees = |sum: &HourAmount| {
                    meter.at(hour).is_some_and(|one| agree(one.covered.min(HOUR_NANOS), sum.covered, sum.shared))
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
