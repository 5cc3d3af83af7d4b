//! What stops alone do not find: amounts of energy that hang on each other, and changes that are larger than needed.

use super::plan::{MOST_JUDGED, Plan, Way};
use crate::rating::scenario::Key;

/// How often a stretch between stops is narrowed down: to 10⁻⁶ of it.
const NARROWED: usize = 28;
/// Amounts of energy that hang on each other: the first is varied, and the second solved for.
const PAIRS: [(Key, Key); 3] = [
    (Key::SavedOverhead, Key::DirectSupply),
    (Key::SavedOverhead, Key::Certificates),
    (Key::DirectSupply, Key::Certificates),
];

impl Plan<'_, '_> {
    /// Each pair of amounts of energy refined together, all else as in the best way.
    pub(super) fn refined(&self, best: Way) -> Way {
        let at = |key: &Key| self.levers.iter().position(|priced| priced.lever.key == *key);
        let mut best = best;
        for (first, second) in PAIRS.iter().filter_map(|(first, second)| Some((at(first)?, at(second)?))) {
            let mut others = best.clone();
            for at in [first, second] {
                let Some(priced) = self.levers.get(at) else { continue };
                others.cost -= others.values.get(at).map_or(0.0, |value| priced.cost(*value));
                others.values.splice(at..=at, [priced.lever.now]);
            }
            let mut ends = self.stops(first, &others.values);
            ends.insert(0, 0.0);
            for pair in ends.windows(2) {
                if let [low, high] = *pair
                    && others.cost + self.levers.get(first).map_or(0.0, |priced| priced.cost(low)) < best.cost
                {
                    let found = self.golden(first, second, &others, (low, high));
                    best = found.filter(|found| found.cost < best.cost).unwrap_or(best);
                }
            }
        }
        best
    }

    /// The cheapest between two amounts of the first of a pair, the second solved for, by golden section.
    fn golden(&self, first: usize, second: usize, others: &Way, (mut low, mut high): (f64, f64)) -> Option<Way> {
        let at = |value: f64| {
            let priced = self.levers.get(first)?;
            let mut way = others.clone();
            way.values.splice(first..=first, [value]);
            way.cost += priced.cost(value);
            if self.reached(&way.values) { Some(way) } else { self.solved(second, &way, None) }
        };
        let cost = |way: &Option<Way>| way.as_ref().map_or(f64::INFINITY, |way| way.cost);
        let part = (5.0_f64.sqrt() - 1.0) / 2.0;
        let inner = |low: f64, high: f64| (high - part * (high - low), low + part * (high - low));
        let (left, right) = inner(low, high);
        let (mut left, mut right) = ((left, at(left)), (right, at(right)));
        for _ in 0..NARROWED {
            if self.search.judged.get() > MOST_JUDGED {
                self.cut.set(true);
                break;
            }
            // Where neither reaches the level, more is needed of the first.
            if cost(&left.1) < cost(&right.1) {
                (high, right) = (right.0, left);
                let next = inner(low, high).0;
                left = (next, at(next));
            } else {
                (low, left) = (left.0, right);
                let next = inner(low, high).1;
                right = (next, at(next));
            }
        }
        if cost(&left.1) < cost(&right.1) { left.1 } else { right.1 }
    }

    /// No lever is moved farther than is needed where that costs nothing more.
    pub(super) fn settled(&self, mut best: Way) -> Way {
        for (at, priced) in self.levers.iter().enumerate() {
            let Some(value) = best.values.get(at).copied().filter(|value| *value != priced.lever.now) else { continue };
            let mut without = best.values.clone();
            without.splice(at..=at, [priced.lever.now]);
            if self.reached(&without) {
                best.values = without;
            } else if let Some(least) = self.search.least(&priced.lever, Some(value), &self.changes(&without)) {
                best.values.splice(at..=at, [least]);
            }
        }
        best.cost = self.levers.iter().zip(&best.values).map(|(priced, value)| priced.cost(*value)).sum();
        best
    }
}
