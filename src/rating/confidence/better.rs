//! Which better meter would settle a grade at the boundary.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::record::Better;
use super::simulation::Simulation;
use super::trials::stream;
use crate::indicator::uncertainty::BetterClass;

/// The blocks of trials that each proposal is tried by, and the trials of a block.
const BLOCKS: u32 = 2;
const BLOCK: u32 = 10_000;
/// What helps less than this is not told.
const HELPS: f64 = 0.005;

/// One class of one device.
#[derive(Debug, Clone, Copy)]
struct Tried<'b> {
    class: &'b BetterClass,
    /// How many classes better than now.
    steps: usize,
    /// The chance of the stated outcome with it.
    probability: f64,
}

/// What settles an outcome that is less probable than `demanded`, the measured values as they are: of each device the
/// nearest class that does, else the one that helps most where any helps; and where no device does by itself, several
/// together. `classes` are from the nearest to the best of each device.
pub(super) fn better(simulation: &Simulation<'_>, classes: &[BetterClass], seed: u64, demanded: f64) -> Vec<Better> {
    let chance_with = |scales: &BTreeMap<String, f64>| chance(&simulation.by(simulation.causes.scaled(scales)), seed);
    let now = chance_with(&BTreeMap::new());
    let matters = |class: &BetterClass| simulation.causes.sources.iter().any(|one| class.scales.contains_key(&one.id));
    let mut devices: BTreeMap<&str, Vec<Tried<'_>>> = BTreeMap::new();
    for class in classes.iter().filter(|class| matters(class)) {
        let device = devices.entry(&class.replaces).or_default();
        device.push(Tried { class, steps: device.len() + 1, probability: chance_with(&class.scales) });
    }
    let mut best: Vec<Tried<'_>> = devices.into_values().filter_map(|tried| best_of(&tried, demanded)).collect();
    best.retain(|one| one.settles(demanded) || one.probability > now + HELPS);
    best.sort_by(|a, b| {
        let change = if a.settles(demanded) { a.steps.cmp(&b.steps) } else { std::cmp::Ordering::Equal };
        b.settles(demanded).cmp(&a.settles(demanded)).then(change).then(b.probability.total_cmp(&a.probability))
    });
    let mut told: Vec<Better> = best.iter().map(|one| one.told(demanded)).collect();
    if best.first().is_some_and(|first| !first.settles(demanded)) {
        told.splice(0..0, together(&best, demanded, chance_with));
    }
    told
}

impl Tried<'_> {
    fn settles(&self, demanded: f64) -> bool {
        self.probability >= demanded
    }

    fn told(&self, demanded: f64) -> Better {
        Better {
            replace: vec![self.class.replaces.clone()],
            class: self.class.class.clone(),
            probability: self.probability,
            settles: self.settles(demanded),
        }
    }
}

/// Of one device the nearest class that settles, or the one that helps most.
fn best_of<'b>(tried: &[Tried<'b>], demanded: f64) -> Option<Tried<'b>> {
    let settles = tried.iter().find(|one| one.settles(demanded));
    settles.or_else(|| tried.iter().max_by(|a, b| a.probability.total_cmp(&b.probability))).copied()
}

/// Devices taken in turn, the most helpful first, until together they settle; `None` where one alone does as much.
fn together(
    devices: &[Tried<'_>],
    demanded: f64,
    chance_with: impl Fn(&BTreeMap<String, f64>) -> f64,
) -> Option<Better> {
    let (mut scales, mut probability) = (BTreeMap::new(), devices.first()?.probability);
    let (mut replace, mut classes): (Vec<String>, Vec<&str>) = (Vec::new(), Vec::new());
    for one in devices {
        let mut more = scales.clone();
        more.extend(one.class.scales.clone());
        let with = chance_with(&more);
        if !replace.is_empty() && with <= probability {
            continue;
        }
        (scales, probability) = (more, with);
        replace.push(one.class.replaces.clone());
        if !classes.contains(&one.class.class.as_str()) {
            classes.push(&one.class.class);
        }
        if probability >= demanded {
            break;
        }
    }
    let class = classes.join(", ");
    (replace.len() > 1).then_some(Better { replace, class, probability, settles: probability >= demanded })
}

/// The chance of the stated outcome, by the same random numbers for every proposal.
fn chance(simulation: &Simulation<'_>, seed: u64) -> f64 {
    let stated = simulation.stated_rank();
    let counted = |number: u32| {
        let mut rng = stream(seed, number);
        let mut trial = simulation.compiled.trial();
        let mut errors = vec![0.0; simulation.causes.sources.len()];
        let mut count = 0_u32;
        for _ in 0..BLOCK {
            simulation.causes.draw(&mut rng, &mut errors);
            simulation.judge(&errors, &mut trial);
            count += u32::from(trial.verdict().is_some_and(|verdict| simulation.rank(verdict) == stated));
        }
        count
    };
    let count: u32 = (0..BLOCKS).into_par_iter().map(counted).sum();
    f64::from(count) / f64::from(BLOCKS * BLOCK)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rating::confidence::tests::{facility, metered, packs};

    fn class(replaces: &str, class: &str, scales: &[(&str, f64)]) -> BetterClass {
        let scales = scales.iter().map(|(source, scale)| ((*source).to_owned(), *scale)).collect();
        BetterClass { replaces: replaces.to_owned(), class: class.to_owned(), scales }
    }

    /// What would settle that a PUE of 1.29 is at most 1.30, which has a chance of 0.80 as it is.
    fn told(demanded: f64) -> Vec<(String, String, bool)> {
        let classes = [
            class("it", "0.5S", &[("it.class", 0.5)]),
            class("it", "0.2S", &[("it.class", 0.2)]),
            class("it-ct", "0.2S", &[("it-ct.ratio", 0.2 / 0.75), ("it-ct.phase", 10.0 / 45.0)]),
            class("total", "0.2S", &[("total.class", 0.4)]),
            class("another", "0.2S", &[("another.class", 0.1)]),
        ];
        let (packs, uncertainty) = (packs("gb40879-2021"), metered(1.29));
        let simulation = Simulation::of(&packs, &facility(1.29, 0.6), &uncertainty).unwrap();
        let told = better(&simulation, &classes, 1, demanded);
        assert!(told.iter().all(|one| one.settles == (one.probability >= demanded)));
        told.into_iter().map(|one| (one.replace.join(" "), one.class, one.settles)).collect()
    }

    fn row(replace: &str, class: &str, settles: bool) -> (String, String, bool) {
        (replace.to_owned(), class.to_owned(), settles)
    }

    #[test]
    fn of_each_device_the_nearest_class_that_settles_is_told_and_what_only_helps_comes_after() {
        // Standard uncertainties of 0.0094, 0.0095 and 0.0108 for one hundredth: 0.86, 0.85 and 0.82 by the formula.
        let expected = [row("it", "0.5S", true), row("it-ct", "0.2S", true), row("total", "0.2S", false)];
        assert_eq!(told(0.83), expected);
    }

    #[test]
    fn where_no_device_settles_alone_several_are_told_together_and_of_each_the_class_that_helps_most() {
        let alone = [row("it", "0.2S", false), row("it-ct", "0.2S", false), row("total", "0.2S", false)];
        assert_eq!(told(0.93)[0], row("it it-ct", "0.2S", true));
        assert_eq!(told(0.93)[1..], alone);
        // Both IT classes leave 0.949.
        assert_eq!(told(0.955)[0], row("it it-ct total", "0.2S", true));
        assert_eq!(told(0.999)[0], row("it it-ct total", "0.2S", false));
    }
}
