//! The cheapest changes together that reach a level, by the user's costs.
//!
//! Between its *stops* a lever's cost and its points both run in a straight line. Stops are the values at which an
//! indicator reaches a figure of the packs (the ends of bands and lines, bounds of levels and prerequisites), and the
//! lever's ends. Were two levers of the cheapest way both between stops, one could be moved against the other along the
//! level's score without passing a figure, and one of the two directions would cost no more, up to the next stop. So all
//! levers but one can be taken at stops, and the one left is solved for by bisection against the whole rule set. The
//! stops of a lever are looked for anew beside those that were chosen before it.
//!
//! The search runs over all such choices, the levers that bring most for their cost first, and leaves out those that cost no
//! less than the cheapest found, and those that do not reach the level with everything that is still open at its better end. Of
//! ways of one cost the first found stays.
//!
//! Amounts of energy hang on each other: saved overhead is what shares of the total are divided by, and direct supply and
//! certificates reach the same bounds together. Two of them can both lie between stops. Along the level's score their cost
//! has one least; such a pair is refined by golden section, and the result does not claim to be the least. Neither does it
//! where a pack rounds or is not monotone, or where the search was cut off.

use std::cell::Cell;

use super::costs::Cost;
use super::levers::{Lever, Values};
use super::search::{Search, bisect};
use super::stops::Held;
use crate::rating::scenario::{Change, Key, direct_at_most};
use crate::standard::Assessment;

/// The facility is judged no more often than this for one search.
pub(super) const MOST_JUDGED: usize = 10_000;

/// A lever with its cost, and how far it may be moved.
pub(super) struct Priced<'c> {
    pub lever: Lever,
    pub cost: &'c Cost,
    pub most: f64,
}

impl Priced<'_> {
    pub fn cost(&self, value: f64) -> f64 {
        self.cost.of(self.lever.amount(value))
    }

    fn is_continuous(&self) -> bool {
        matches!(self.lever.values, Values::UpTo(_))
    }
}

/// One value for each lever, and what they cost together.
#[derive(Debug, Clone)]
pub(super) struct Way {
    pub values: Vec<f64>,
    pub cost: f64,
}

pub(super) struct Plan<'s, 'c> {
    pub search: &'s Search<'s>,
    /// What indicators are held against in the packs.
    pub bounds: Vec<(String, Held)>,
    pub levers: Vec<Priced<'c>>,
    /// Whether the score follows the mean of all tested systems in a straight line.
    pub follows_one_mean: bool,
    /// Whether the search was cut off.
    pub cut: Cell<bool>,
}

impl<'c> Plan<'_, 'c> {
    pub(super) fn best(&self) -> Option<Way> {
        let now: Vec<f64> = self.levers.iter().map(|priced| priced.lever.now).collect();
        let mut best: Option<Way> = None;
        let free = (0..self.levers.len()).filter(|at| self.levers.get(*at).is_some_and(Priced::is_continuous));
        let mut free: Vec<Option<usize>> = free.map(Some).collect();
        if free.is_empty() {
            free.push(None);
        }
        for free in free {
            self.descend(free, 0, &Way { values: now.clone(), cost: 0.0 }, &mut best);
        }
        let best = self.refined(best?);
        Some(self.settled(best))
    }

    /// Puts the levers that bring most points for their cost first, each alone at its end.
    pub(super) fn ordered(mut self) -> Self {
        let search = self.search;
        let score = |changes: &[Change]| search.deciding(changes).and_then(|after| after.score);
        let now = score(&[]).unwrap_or_default();
        let brings = |priced: &Priced<'c>| {
            let gained = score(&[priced.lever.change(priced.most)]).map_or(0.0, |score| score - now);
            gained / priced.cost(priced.most).max(f64::MIN_POSITIVE)
        };
        let mut levers: Vec<(f64, Priced<'c>)> =
            self.levers.drain(..).map(|priced| (brings(&priced), priced)).collect();
        levers.sort_by(|(a, _), (b, _)| b.total_cmp(a));
        self.levers = levers.into_iter().map(|(_, priced)| priced).collect();
        self
    }

    pub(super) fn changes(&self, values: &[f64]) -> Vec<Change> {
        let moved = self.levers.iter().zip(values).filter(|(priced, value)| **value != priced.lever.now);
        moved.map(|(priced, value)| priced.lever.change(*value)).collect()
    }

    pub(super) fn reached(&self, values: &[f64]) -> bool {
        self.search.reached(&self.changes(values))
    }

    /// The farthest that a lever may go beside the values of the others: direct supply no farther than the consumption,
    /// and saved overhead only as far as direct supply leaves any.
    pub(super) fn most(&self, at: usize, values: &[f64]) -> Option<f64> {
        let priced = self.levers.get(at)?;
        let value_of = |key: &Key| {
            let found = self.levers.iter().zip(values).find(|(other, _)| other.lever.key == *key);
            found.map_or(0.0, |(_, value)| *value)
        };
        let rating = self.search.baseline.rating;
        let limit = match priced.lever.key {
            Key::DirectSupply => direct_at_most(rating, value_of(&Key::SavedOverhead)).ok()?,
            Key::SavedOverhead => match value_of(&Key::DirectSupply) {
                0.0 => f64::INFINITY,
                direct => {
                    let left = direct_at_most(rating, 0.0).ok()? - direct;
                    bisect_down(0.0, left * 1_000.0, |saved| {
                        direct_at_most(rating, saved).is_ok_and(|most| direct <= most)
                    })
                }
            },
            _ => f64::INFINITY,
        };
        Some(priced.most.min(limit)).filter(|most| *most > priced.lever.now)
    }

    /// Tries a choice of stops, the free lever solved for, and then every choice that moves one more lever behind `from`.
    fn descend(&self, free: Option<usize>, from: usize, way: &Way, best: &mut Option<Way>) {
        if self.reached(&way.values) {
            keep(way.clone(), best);
            return;
        }
        if let Some(solved) = free.and_then(|free| self.solved(free, way, best.as_ref())) {
            keep(solved, best);
        }
        for at in (from..self.levers.len()).filter(|at| Some(*at) != free) {
            let Some(priced) = self.levers.get(at) else { continue };
            for stop in self.stops(at, &way.values) {
                if self.search.judged.get() > MOST_JUDGED {
                    self.cut.set(true);
                    return;
                }
                let mut next = way.clone();
                next.values.splice(at..=at, [stop]);
                next.cost += priced.cost(stop);
                if best.as_ref().is_some_and(|best| next.cost >= best.cost) {
                    break;
                }
                if self.can_reach(free, at + 1, &next.values) {
                    self.descend(free, at + 1, &next, best);
                }
            }
        }
    }

    /// Whether the level can be reached with all levers from one on, and the free one, at their better ends.
    fn can_reach(&self, free: Option<usize>, from: usize, values: &[f64]) -> bool {
        let mut values = values.to_vec();
        let open = || self.levers.iter().enumerate().filter(|(at, _)| *at >= from || Some(*at) == free);
        for (at, priced) in open() {
            values.splice(at..=at, [priced.most]);
        }
        let lowering: Vec<usize> = open().filter(|(_, priced)| priced.lever.may_lower).map(|(at, _)| at).collect();
        self.reached(&values) || (!lowering.is_empty() && self.reached_without(&lowering, values))
    }

    /// Whether the level can be reached with each of some levers, whose ends may lower the score, as it is or at its end.
    ///
    /// The best mean of all is that from which no single one of them can be moved for the better, so that it is found by
    /// moving one after the other. Where the score does not follow one mean in a straight line, nothing is ruled out.
    fn reached_without(&self, lowering: &[usize], mut values: Vec<f64>) -> bool {
        if !self.follows_one_mean {
            return true;
        }
        let score = |after: &Option<Assessment>| after.as_ref().and_then(|after| after.score);
        let mut best = score(&self.search.deciding(&self.changes(&values)));
        loop {
            let before = best;
            for at in lowering {
                let Some(priced) = self.levers.get(*at) else { continue };
                let is_moved = values.get(*at).is_some_and(|value| *value != priced.lever.now);
                let mut other = values.clone();
                other.splice(at..=at, [if is_moved { priced.lever.now } else { priced.most }]);
                let after = self.search.deciding(&self.changes(&other));
                if after.as_ref().is_some_and(|after| self.search.is_reached_by(after)) {
                    return true;
                }
                if score(&after) > best {
                    (best, values) = (score(&after), other);
                }
            }
            if best == before {
                return false;
            }
        }
    }

    /// The least value of the free lever beside the others; none where the way would then not be cheaper than the best.
    pub(super) fn solved(&self, free: usize, way: &Way, best: Option<&Way>) -> Option<Way> {
        let priced = self.levers.get(free)?;
        let most = self.most(free, &way.values)?;
        let most = match best.map(|best| best.cost - way.cost - priced.cost.fixed) {
            Some(left) if left <= 0.0 => return None,
            Some(left) if priced.cost.per_unit > 0.0 => most.min(priced.lever.within(left / priced.cost.per_unit)?),
            _ => most,
        };
        let others: Vec<Change> = self.changes(&way.values);
        let value = self.search.least(&priced.lever, Some(most), &others)?;
        let mut solved = way.clone();
        solved.values.splice(free..=free, [value]);
        solved.cost += priced.cost(value);
        Some(solved)
    }
}

/// Keeps the cheaper of two ways; the first of equal ones.
fn keep(way: Way, best: &mut Option<Way>) {
    if best.as_ref().is_none_or(|best| way.cost < best.cost) {
        *best = Some(way);
    }
}

/// The greatest value that holds between one that does and one that may not.
fn bisect_down(low: f64, high: f64, holds: impl Fn(f64) -> bool) -> f64 {
    if holds(high) {
        return high;
    }
    let first_not = bisect(low, high, |value| !holds(value));
    first_not.next_down().max(low)
}
