//! Supply against load hour by hour, with the origin of energy kept through storage.
//!
//! Storage stands behind the meters of the total, so that the load of an hour is the total less what storage took and
//! with what it gave. What it takes has the mix of the hour: the metered lines, and the rest of the total as the residual
//! mix. What it gives has the mix of its content. Of what it takes only the round-trip share reaches its content, so
//! that its loss is borne by every origin alike; that share is what it gave over what it took in the whole period.

use super::record::{HourlyMatch, StorageOrigin, StorageUse};
use super::shares::has_origin;
use crate::facility::boundary::{QuantityHours, SupplyHours};
use crate::indicator::{Coverage, Subject};
use crate::period::Hour;
use crate::units::{Amount, ratio};

/// The picked supply of one hour against its load, neither below zero.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MatchedHour {
    /// The hour.
    pub hour: Hour,
    /// The load.
    pub load: Amount,
    /// The picked supply.
    pub supply: Amount,
}

/// An hour is met in full also where parts that storage moves, each of whole microjoules, leave some over: a millijoule.
const NEARLY: Amount = Amount::from_millionths(1000);

impl MatchedHour {
    /// `min(supply, load)`.
    pub fn matched(&self) -> Amount {
        self.supply.at_most(self.load)
    }

    /// Whether the supply is as much as the load or more.
    pub fn is_full(&self) -> bool {
        self.load > Amount::ZERO && self.supply + NEARLY >= self.load
    }

    /// The share of the load that is met, from 0 to 1; `None` where there is no load.
    pub fn share(&self) -> Option<f64> {
        ratio(self.matched(), self.load)
    }
}

/// The hours whose own supply and load are known, and what storage did in them.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Followed {
    /// Empty where none of the picked supply is metered.
    pub hours: Vec<MatchedHour>,
    /// Over how much of the period they are measured.
    pub coverage: Coverage,
    pub storage: Option<StorageUse>,
}

/// Follows the supply of the sources that are picked; `None` where none of it is metered, or not by the hour.
pub fn matched_hours(subject: &Subject<'_>, pick: &dyn Fn(&str) -> bool) -> Option<Vec<MatchedHour>> {
    followed(subject, pick).map(|followed| followed.hours).filter(|hours| !hours.is_empty())
}

pub(super) fn followed(subject: &Subject<'_>, pick: &dyn Fn(&str) -> bool) -> Option<Followed> {
    let hours = subject.hours;
    // A ledger has no hours.
    let told = hours.supply.iter().filter(|line| subject.facility.clean_records.counts(line.path));
    let has_storage = !hours.storage.is_empty();
    // Without storage the other lines have no say, and their gaps leave nothing out.
    let picks = |line: &SupplyHours| has_origin(subject, line.path) && pick(&line.source);
    let lines: Vec<&SupplyHours> = told.filter(|line| has_storage || picks(line)).collect();
    let picked: Vec<bool> = lines.iter().map(|line| picks(line)).collect();
    // Storage is followed also where none is picked: its losses and what it gives are the same.
    if !picked.contains(&true) && !has_storage {
        return None;
    }
    let mut wanted: Vec<&QuantityHours> = vec![hours.total.as_ref()?];
    wanted.extend(lines.iter().map(|line| &line.hours));
    let storage_at = wanted.len();
    wanted.extend(hours.storage.iter().flat_map(|storage| [&storage.charge, &storage.discharge]));

    let own = || hours.paired(&wanted).filter(|hour| !hour.shared);
    let places = || (storage_at..).step_by(2).take(hours.storage.len());
    let mut stores: Vec<Store> = places()
        .map(|at| {
            let sum = |at: usize| -> Amount { own().map(|hour| hour.amount(at).at_least(Amount::ZERO)).sum() };
            Store::new(sum(at), sum(at + 1), lines.len())
        })
        .collect();
    let mut covered = 0;
    let matched = own().map(|hour| {
        covered += i128::from(hour.covered);
        let (mut load, mut supply) = (hour.amount(0), picked_of(hour.amounts(1), &picked));
        if has_storage {
            let mix = Mix::of(hour.amount(0), hour.amounts(1).take(lines.len()));
            for (store, at) in stores.iter_mut().zip(places()) {
                let [charged, discharged] = [at, at + 1].map(|at| hour.amount(at).at_least(Amount::ZERO));
                load += discharged - charged;
                let given = store.step(charged, discharged, &mix);
                let taken = mix.lines.iter().map(|line| charged.in_proportion(*line, mix.all));
                supply += picked_of(given, &picked) - picked_of(taken, &picked);
            }
        }
        MatchedHour { hour: hour.hour, load: load.at_least(Amount::ZERO), supply: supply.at_least(Amount::ZERO) }
    });
    let mut matched: Vec<MatchedHour> = matched.collect();
    let storage = has_storage.then(|| {
        let origins = lines.iter().enumerate().map(|(index, line)| {
            let given: Amount = stores.iter().filter_map(|store| store.given.get(index)).copied().sum();
            StorageOrigin { source: line.source.clone(), path: line.path, kwh: given.kwh() }
        });
        of_stores(&stores, origins.filter(|origin| origin.kwh > 0.0).collect())
    });
    if !picked.contains(&true) {
        matched.clear();
    }
    Some(Followed { hours: matched, coverage: Coverage::of(covered, hours.period.hour_count()), storage })
}

/// The sum of the lines that are picked.
fn picked_of(lines: impl IntoIterator<Item = Amount>, picked: &[bool]) -> Amount {
    lines.into_iter().zip(picked).filter(|(_, picked)| **picked).map(|(energy, _)| energy).sum()
}

/// An hour's electricity by the lines, and the rest of the total.
struct Mix {
    lines: Vec<Amount>,
    residual: Amount,
    /// All of it.
    all: Amount,
}

impl Mix {
    fn of(total: Amount, supplied: impl IntoIterator<Item = Amount>) -> Self {
        let lines: Vec<Amount> = supplied.into_iter().map(|energy| energy.at_least(Amount::ZERO)).collect();
        let of_lines: Amount = lines.iter().copied().sum();
        let residual = (total - of_lines).at_least(Amount::ZERO);
        Self { lines, residual, all: of_lines + residual }
    }
}

/// A storage and its content by origin, to the microjoule.
struct Store {
    /// What it takes and gives in the period.
    charged: Amount,
    discharged: Amount,
    content: Vec<Amount>,
    residual: Amount,
    given: Vec<Amount>,
    given_residual: Amount,
    given_unknown: Amount,
}

impl Store {
    fn new(charged: Amount, discharged: Amount, lines: usize) -> Self {
        let none = || vec![Amount::ZERO; lines];
        let [residual, given_residual, given_unknown] = [Amount::ZERO; 3];
        let (content, given) = (none(), none());
        Self { charged, discharged, content, residual, given, given_residual, given_unknown }
    }

    /// What reaches the content of what is taken.
    fn reaches(&self, taken: Amount) -> Amount {
        // More given than taken: the rest was in it before.
        taken.in_proportion(self.discharged.at_most(self.charged), self.charged)
    }

    /// One hour: takes, then gives; what each line has of what is given.
    fn step(&mut self, charged: Amount, discharged: Amount, mix: &Mix) -> Vec<Amount> {
        let stored = self.reaches(charged);
        for (content, line) in self.content.iter_mut().zip(&mix.lines) {
            *content += stored.in_proportion(*line, mix.all);
        }
        self.residual += stored.in_proportion(mix.residual, mix.all);
        let all = self.content.iter().copied().sum::<Amount>() + self.residual;
        let known = discharged.at_most(all);
        let give = |content: &mut Amount| {
            let given = content.in_proportion(known, all);
            *content += -given;
            given
        };
        let given: Vec<Amount> = self.content.iter_mut().map(give).collect();
        self.given.iter_mut().zip(&given).for_each(|(sum, given)| *sum += *given);
        self.given_residual += give(&mut self.residual);
        self.given_unknown += discharged - known;
        given
    }
}

fn of_stores(stores: &[Store], origins: Vec<StorageOrigin>) -> StorageUse {
    let sum = |of: fn(&Store) -> Amount| stores.iter().map(of).sum::<Amount>();
    let (charged, discharged) = (sum(|store| store.charged), sum(|store| store.discharged));
    StorageUse {
        charged_kwh: charged.kwh(),
        discharged_kwh: discharged.kwh(),
        loss_kwh: (charged - discharged).at_least(Amount::ZERO).kwh(),
        round_trip: ratio(discharged, charged).filter(|_| charged > Amount::ZERO),
        origins,
        residual_kwh: sum(|store| store.given_residual).kwh(),
        unknown_kwh: sum(|store| store.given_unknown).kwh(),
    }
}

/// Hours added up; `None` where there is no load.
pub(super) fn sum_up(hours: &[MatchedHour]) -> Option<HourlyMatch> {
    let sum = |of: fn(&MatchedHour) -> Amount| hours.iter().map(of).sum::<Amount>();
    let (load, supply, matched) = (sum(|hour| hour.load), sum(|hour| hour.supply), sum(MatchedHour::matched));
    let count = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    Some(HourlyMatch {
        hours: count(hours.len()),
        load_kwh: load.kwh(),
        clean_kwh: supply.kwh(),
        matched_kwh: matched.kwh(),
        matched_share: ratio(matched, load)?,
        surplus_kwh: (supply - matched).kwh(),
        full_hours: count(hours.iter().filter(|hour| hour.is_full()).count()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kwh(value: f64) -> Amount {
        Amount::from_unit(value, crate::units::Unit::KWh).unwrap()
    }

    #[test]
    fn storage_gives_the_mix_of_its_content_and_every_origin_bears_the_loss() {
        // 100 taken at three quarters solar, 100 at nothing but the residual mix; 160 given in the end: 80 % comes back.
        // The content is then 60 solar and 100 residual; 80 of 160 given are 30 solar and 50 residual.
        let (sunny, dark) = (Mix::of(kwh(1000.0), [kwh(750.0)]), Mix::of(kwh(1000.0), [kwh(0.0)]));
        let mut store = Store::new(kwh(200.0), kwh(160.0), 1);
        assert_eq!(store.step(kwh(100.0), kwh(0.0), &sunny), [kwh(0.0)]);
        assert_eq!(store.step(kwh(100.0), kwh(0.0), &dark), [kwh(0.0)]);
        assert_eq!(store.step(kwh(0.0), kwh(80.0), &dark), [kwh(30.0)]);
        assert_eq!(store.step(kwh(0.0), kwh(80.0), &dark), [kwh(30.0)]);
        assert_eq!((store.given_residual, store.given_unknown), (kwh(100.0), kwh(0.0)));
        let told = of_stores(&[store], Vec::new());
        assert_eq!((told.loss_kwh, told.round_trip), (40.0, Some(0.8)));
    }

    #[test]
    fn what_was_in_storage_before_is_of_unknown_origin() {
        let mut store = Store::new(kwh(10.0), kwh(25.0), 1);
        assert_eq!(store.step(kwh(10.0), kwh(25.0), &Mix::of(kwh(50.0), [kwh(50.0)])), [kwh(10.0)]);
        assert_eq!(store.given_unknown, kwh(15.0));
        assert_eq!(of_stores(&[store], Vec::new()).loss_kwh, 0.0, "a loss is never below zero");
    }

    #[test]
    fn storage_that_takes_nothing_has_nothing_of_known_origin_to_give() {
        let mut store = Store::new(kwh(0.0), kwh(5.0), 1);
        assert_eq!(store.step(kwh(0.0), kwh(5.0), &Mix::of(kwh(0.0), [kwh(0.0)])), [kwh(0.0)]);
        assert_eq!((store.given_unknown, of_stores(&[store], Vec::new()).round_trip), (kwh(5.0), None));
    }

    #[test]
    fn a_mix_is_of_the_lines_and_the_rest_of_the_total() {
        let found = Mix::of(kwh(200.0), [kwh(50.0), kwh(100.0)]);
        assert_eq!((found.lines, found.residual, found.all), (vec![kwh(50.0), kwh(100.0)], kwh(50.0), kwh(200.0)));
        let surplus = Mix::of(kwh(100.0), [kwh(150.0), kwh(-1.0)]);
        assert_eq!((surplus.lines, surplus.residual, surplus.all), (vec![kwh(150.0), kwh(0.0)], kwh(0.0), kwh(150.0)));
    }

    #[test]
    fn hours_are_full_from_the_load_on() {
        let hour = |supply: f64| MatchedHour { hour: Hour(0), load: kwh(100.0), supply: kwh(supply) };
        assert!(!hour(99.99).is_full() && hour(100.0).is_full() && hour(130.0).is_full());
        assert!(!MatchedHour { load: kwh(0.0), ..hour(5.0) }.is_full(), "there is nothing to meet");
        let short_by =
            |millionths| MatchedHour { supply: kwh(100.0) - Amount::from_millionths(millionths), ..hour(0.0) };
        assert!(short_by(1000).is_full() && !short_by(1001).is_full());
        // 80 and 100 of 100 are matched of 180 supplied, in one of two hours in full, and 30 are left over.
        let sums = sum_up(&[hour(80.0), hour(130.0)]).unwrap();
        assert_eq!((sums.matched_share, sums.surplus_kwh, sums.full_hours), (0.9, 30.0, 1));
        assert_eq!(sum_up(&[]), None);
    }
}
