//! Supply and load hour by hour, with the origin of energy kept through storage.

use crate::account::storage;
use crate::boundary::{Hour, Sum};
use crate::exact::{Exact, Told, in_proportion, ratio, whole};
use crate::indicators::Scene;
use crate::records::Records;
use crate::shares::Line;

/// A storage in the course of the hours: what is in it and what it gave, of each line and of the rest.
struct Store {
    taken: i128,
    given: i128,
    content: Vec<i128>,
}

/// An amount at this place of an hour.
fn at(hour: &Hour, place: usize) -> i128 {
    hour.amounts.get(place).copied().unwrap_or_default()
}

/// `Σ_h min(supply, load) ÷ Σ_h load` of the picked lines; `None` where none of them is metered, or there is no load.
pub fn matched(
    scene: &Scene,
    metered: &[Line],
    records: &Records,
    picks: &dyn Fn(&str, &str) -> bool,
) -> Told<Option<Exact>> {
    let stores: Vec<(Sum, Sum)> = storage(scene)?;
    let picked = |line: &Line| records.has_origin(line.path) && picks(line.source, line.path);
    let told = metered.iter().filter(|line| records.counts(line.path));
    let lines: Vec<&Line> = told.filter(|line| !stores.is_empty() || picked(line)).collect();
    let is_picked: Vec<bool> = lines.iter().map(|line| picked(line)).collect();
    if !is_picked.contains(&true) {
        return Ok(None);
    }
    let mut quantities: Vec<&Sum> = vec![&scene.total];
    quantities.extend(lines.iter().map(|line| &line.meters));
    let first_store = quantities.len();
    quantities.extend(stores.iter().flat_map(|(taken, given)| [taken, given]));
    let mut hours = scene.hours(&quantities);
    hours.retain(|hour| !hour.shared);
    let sum = |place: usize| hours.iter().map(|hour| at(hour, place).max(0)).sum::<i128>();
    let places = (first_store..quantities.len()).step_by(2);
    let mut stores: Vec<(usize, Store)> = places
        .map(|place| (place, Store { taken: sum(place), given: sum(place + 1), content: vec![0; lines.len() + 1] }))
        .collect();
    let (mut met, mut all) = (0, 0);
    for hour in &hours {
        let total = at(hour, 0);
        // The lines of the hour, and last what of the total they do not bring.
        let mut mix: Vec<i128> = (1..first_store).map(|place| at(hour, place).max(0)).collect();
        let rest = (total - mix.iter().sum::<i128>()).max(0);
        mix.push(rest);
        let brought: i128 = mix.iter().sum();
        let of_picked = |amounts: &mut dyn Iterator<Item = i128>| -> i128 {
            amounts.zip(&is_picked).filter(|(_, picked)| **picked).map(|(amount, _)| amount).sum()
        };
        let (mut load, mut supply) = (total, of_picked(&mut (1..first_store).map(|place| at(hour, place))));
        for (place, store) in &mut stores {
            let (taken, given) = (at(hour, *place).max(0), at(hour, *place + 1).max(0));
            load += given - taken;
            let out = shares(&mix, taken, brought)?;
            let back = store.step(taken, given, &mix)?;
            supply += of_picked(&mut back.into_iter()) - of_picked(&mut out.into_iter());
        }
        let (load, supply) = (load.max(0), supply.max(0));
        met += supply.min(load);
        all += load;
    }
    Ok(ratio(&whole(met), &whole(all)))
}

/// An amount in the proportion of a mix.
fn shares(mix: &[i128], amount: i128, all: i128) -> Told<Vec<i128>> {
    mix.iter().map(|part| in_proportion(amount, *part, all)).collect()
}

impl Store {
    /// One hour: what is taken comes in by its mix, less the losses of the whole period; what is given goes out by the mix
    /// of the content.
    fn step(&mut self, taken: i128, given: i128, mix: &[i128]) -> Told<Vec<i128>> {
        let stored = in_proportion(taken, self.given.min(self.taken), self.taken)?;
        for (content, part) in self.content.iter_mut().zip(shares(mix, stored, mix.iter().sum())?) {
            *content += part;
        }
        let all: i128 = self.content.iter().sum();
        let out = shares(&self.content, given.min(all), all)?;
        self.content.iter_mut().zip(&out).for_each(|(content, out)| *content -= out);
        Ok(out)
    }
}
