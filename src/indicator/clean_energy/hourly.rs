//! Supply against load hour by hour, with the origin of energy kept through storage.
//!
//! Storage stands behind the meters of the total, so that the load of an hour is the total less what storage took and
//! with what it gave. What it takes has the mix of the hour: the metered lines, and the rest of the total as the residual
//! mix. What it gives has the mix of its content. Of what it takes only the round-trip share reaches its content, so
//! that its loss is borne by every origin alike; that share is what it gave over what it took in the whole period.

use super::record::{HourlyMatch, StorageOrigin, StorageUse};
use super::shares::has_origin;
use crate::facility::boundary::{QuantityHours, SupplyHours};
use crate::facility::manifest::SupplyPath;
use crate::indicator::{Coverage, Subject};
use crate::period::Hour;
use crate::units::Amount;

/// The picked supply of one hour against its load, kWh.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct MatchedHour {
    /// The hour.
    pub hour: Hour,
    /// The load.
    pub load_kwh: f64,
    /// The picked supply.
    pub supply_kwh: f64,
}

/// An hour is met in full also where proportions of proportions leave a last digit over.
const NEARLY: f64 = 1.0 - 1e-9;

impl MatchedHour {
    /// `min(supply, load)`, kWh.
    pub fn matched_kwh(&self) -> f64 {
        self.supply_kwh.min(self.load_kwh)
    }

    /// Whether the supply is as much as the load or more.
    pub fn is_full(&self) -> bool {
        self.load_kwh > 0.0 && self.supply_kwh >= self.load_kwh * NEARLY
    }

    /// The share of the load that is met, from 0 to 1; `None` where there is no load.
    pub fn share(&self) -> Option<f64> {
        (self.load_kwh > 0.0).then(|| (self.matched_kwh() / self.load_kwh).clamp(0.0, 1.0))
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
    // With a ledger, only the ledger tells certificates, and a ledger has no hours.
    let has_ledger = subject.facility.clean_records.certificates.is_some();
    let told = hours.supply.iter().filter(|line| !(has_ledger && line.path == SupplyPath::Certificates));
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
            let sum = |at: usize| -> Amount { own().map(|hour| hour.amount(at)).sum() };
            Store::new(sum(at).kwh(), sum(at + 1).kwh(), lines.len())
        })
        .collect();
    let mut covered = 0;
    let matched = own().map(|hour| {
        covered += i128::from(hour.covered);
        let total = hour.amount(0);
        // Exact as long as nothing is stored.
        let picks = hour.amounts(1).zip(&picked).filter(|(_, picked)| **picked);
        let plain: Amount = picks.map(|(energy, _)| energy).sum();
        let (mut load, mut supply) = (total.kwh(), plain.kwh());
        if has_storage {
            let mix = Mix::of(total, hour.amounts(1).take(lines.len()));
            for (store, at) in stores.iter_mut().zip(places()) {
                let (charged, discharged) = (hour.amount(at).kwh(), hour.amount(at + 1).kwh());
                let given = store.step(charged, discharged, &mix);
                load += discharged - charged;
                let stored = mix.shares.iter().zip(&given).zip(&picked).filter(|(_, picked)| **picked);
                supply += stored.map(|((share, given), _)| given - charged * share).sum::<f64>();
            }
        }
        MatchedHour { hour: hour.hour, load_kwh: load.max(0.0), supply_kwh: supply.max(0.0) }
    });
    let mut matched: Vec<MatchedHour> = matched.collect();
    let key = |index: usize| lines.get(index).map(|line| (line.source.clone(), line.path));
    let storage = has_storage.then(|| {
        let origins = (0..lines.len()).filter_map(|index| {
            let kwh = stores.iter().filter_map(|store| store.given.get(index)).sum::<f64>();
            let (source, path) = key(index)?;
            (kwh > 0.0).then_some(StorageOrigin { source, path, kwh })
        });
        of_stores(&stores, origins.collect())
    });
    if !picked.contains(&true) {
        matched.clear();
    }
    Some(Followed { hours: matched, coverage: Coverage::of(covered, hours.period.hour_count()), storage })
}

/// The shares of an hour's electricity: those of the lines, and the rest of the total.
struct Mix {
    shares: Vec<f64>,
    residual: f64,
}

impl Mix {
    fn of(total: Amount, supplied: impl IntoIterator<Item = Amount>) -> Self {
        let lines: Vec<f64> = supplied.into_iter().map(|energy| energy.at_least(Amount::ZERO).kwh()).collect();
        let residual = (total.kwh() - lines.iter().sum::<f64>()).max(0.0);
        let all = lines.iter().sum::<f64>() + residual;
        let share = |kwh: f64| if all > 0.0 { kwh / all } else { 0.0 };
        Self { shares: lines.iter().map(|kwh| share(*kwh)).collect(), residual: share(residual) }
    }
}

/// A storage and its content by origin.
struct Store {
    charged: f64,
    discharged: f64,
    /// What reaches the content of what is taken.
    round_trip: f64,
    content: Vec<f64>,
    residual: f64,
    given: Vec<f64>,
    given_residual: f64,
    given_unknown: f64,
}

impl Store {
    fn new(charged: f64, discharged: f64, lines: usize) -> Self {
        // More given than taken: the rest was in it before.
        let round_trip = if charged > 0.0 { (discharged / charged).min(1.0) } else { 1.0 };
        let none = || vec![0.0; lines];
        let (residual, given_residual, given_unknown) = (0.0, 0.0, 0.0);
        let (content, given) = (none(), none());
        Self { charged, discharged, round_trip, content, residual, given, given_residual, given_unknown }
    }

    /// One hour: takes, then gives; what each line has of what is given.
    fn step(&mut self, charged: f64, discharged: f64, mix: &Mix) -> Vec<f64> {
        let taken = charged * self.round_trip;
        self.content.iter_mut().zip(&mix.shares).for_each(|(content, share)| *content += taken * share);
        self.residual += taken * mix.residual;
        let all = self.content.iter().sum::<f64>() + self.residual;
        let part = if all > 0.0 { (discharged / all).min(1.0) } else { 0.0 };
        let given: Vec<f64> = self.content.iter().map(|content| content * part).collect();
        self.content.iter_mut().zip(&given).for_each(|(content, given)| *content -= given);
        self.given.iter_mut().zip(&given).for_each(|(sum, given)| *sum += given);
        self.given_residual += self.residual * part;
        self.given_unknown += (discharged - all * part).max(0.0);
        self.residual -= self.residual * part;
        given
    }
}

fn of_stores(stores: &[Store], origins: Vec<StorageOrigin>) -> StorageUse {
    let sum = |of: fn(&Store) -> f64| stores.iter().map(of).sum::<f64>();
    let (charged, discharged) = (sum(|store| store.charged), sum(|store| store.discharged));
    StorageUse {
        charged_kwh: charged,
        discharged_kwh: discharged,
        loss_kwh: (charged - discharged).max(0.0),
        round_trip: (charged > 0.0).then(|| discharged / charged),
        origins,
        residual_kwh: sum(|store| store.given_residual),
        unknown_kwh: sum(|store| store.given_unknown),
    }
}

/// Hours added up; `None` where there is no load.
pub(super) fn sum_up(hours: &[MatchedHour]) -> Option<HourlyMatch> {
    let sum = |of: fn(&MatchedHour) -> f64| hours.iter().map(of).sum::<f64>();
    let (load, matched) = (sum(|hour| hour.load_kwh), sum(MatchedHour::matched_kwh));
    let count = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    (load > 0.0).then(|| HourlyMatch {
        hours: count(hours.len()),
        load_kwh: load,
        clean_kwh: sum(|hour| hour.supply_kwh),
        matched_kwh: matched,
        matched_share: matched / load,
        surplus_kwh: sum(|hour| hour.supply_kwh - hour.matched_kwh()),
        full_hours: count(hours.iter().filter(|hour| hour.is_full()).count()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mix(lines: &[f64], residual: f64) -> Mix {
        Mix { shares: lines.to_vec(), residual }
    }

    #[test]
    fn storage_gives_the_mix_of_its_content_and_every_origin_bears_the_loss() {
        // 100 taken at three quarters solar, 100 at nothing but the residual mix; 160 given in the end: 80 % comes back.
        // The content is then 60 solar and 100 residual; 80 of 160 given are 30 solar and 50 residual.
        let mut store = Store::new(200.0, 160.0, 1);
        assert_eq!(store.step(100.0, 0.0, &mix(&[0.75], 0.25)), [0.0]);
        assert_eq!(store.step(100.0, 0.0, &mix(&[0.0], 1.0)), [0.0]);
        assert_eq!(store.step(0.0, 80.0, &mix(&[0.0], 1.0)), [30.0]);
        assert_eq!(store.step(0.0, 80.0, &mix(&[0.0], 1.0)), [30.0]);
        assert_eq!((store.given_residual, store.given_unknown), (100.0, 0.0));
        let told = of_stores(&[store], Vec::new());
        assert_eq!((told.loss_kwh, told.round_trip), (40.0, Some(0.8)));
    }

    #[test]
    fn what_was_in_storage_before_is_of_unknown_origin() {
        let mut store = Store::new(10.0, 25.0, 1);
        assert_eq!(store.step(10.0, 25.0, &mix(&[1.0], 0.0)), [10.0]);
        assert_eq!(store.given_unknown, 15.0);
        assert_eq!(of_stores(&[store], Vec::new()).loss_kwh, 0.0, "a loss is never below zero");
    }

    #[test]
    fn a_mix_is_of_the_lines_and_the_rest_of_the_total() {
        let kwh = |value: f64| Amount::from_unit(value, crate::units::Unit::KWh).unwrap();
        let found = Mix::of(kwh(200.0), [kwh(50.0), kwh(100.0)]);
        assert_eq!((found.shares, found.residual), (vec![0.25, 0.5], 0.25));
        let surplus = Mix::of(kwh(100.0), [kwh(150.0)]);
        assert_eq!((surplus.shares, surplus.residual), (vec![1.0], 0.0));
        assert_eq!(Mix::of(kwh(0.0), [kwh(0.0)]).residual, 0.0);
    }

    #[test]
    fn hours_are_full_from_the_load_on() {
        let hour = |supply: f64| MatchedHour { hour: Hour(0), load_kwh: 100.0, supply_kwh: supply };
        assert!(!hour(99.99).is_full() && hour(100.0).is_full() && hour(130.0).is_full());
        // 80 and 100 of 100 are matched of 180 supplied, in one of two hours in full, and 30 are left over.
        let sums = sum_up(&[hour(80.0), hour(130.0)]).unwrap();
        assert_eq!((sums.matched_share, sums.surplus_kwh, sums.full_hours), (0.9, 30.0, 1));
        assert_eq!(sum_up(&[]), None);
    }
}
