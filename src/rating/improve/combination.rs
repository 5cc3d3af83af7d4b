//! The cheapest changes together that reach a level, by the user's costs.
//!
//! Between its *stops* a lever's cost and its points both run in a straight line. Stops are the values at which an
//! indicator reaches a figure of the packs (the ends of bands and lines, bounds of levels and prerequisites), and the
//! lever's ends. Were two levers of the cheapest way both between stops, one could be moved against the other along the
//! level's score without passing a figure, and one of the two directions would cost no more, up to the next stop. So all
//! levers but one can be taken at stops, and the one left is solved for by bisection against the whole rule set. The
//! stops of a lever are looked for anew beside those that were chosen before it.
//!
//! The search runs over all such choices and leaves out those that cost no less than the cheapest found, and those that
//! do not reach the level with everything that is still open at its end. Of ways of one cost the first found stays.
//!
//! Saved overhead is what shares of the total are divided by, so that it and energy that is bought can both lie between
//! stops. Their cost along the level's score is convex there; this pair is refined by golden section, and the result does
//! not claim to be the least. Neither does it where a pack rounds or is not monotone, or where the search was cut off.

use std::cell::Cell;

use super::costs::{Cost, CostTable};
use super::levers::{Lever, Values};
use super::record::{Combination, Costed};
use super::search::{Search, bisect};
use super::supposed;
use crate::rating::scenario::{Change, Key, direct_at_most};
use crate::standard::Observed;
use crate::standard::check::SCORE;
use crate::standard::model::{Bound, Pack, Rule};
use crate::text::Text;

/// The facility is judged no more often than this for one search.
const MOST_JUDGED: usize = 30_000;
/// How often a stretch between stops is narrowed down: to 10⁻⁴ of it, about which a cost at its least changes by 10⁻⁸.
const NARROWED: usize = 20;

/// The cheapest combination, or why there is none.
pub(super) fn cheapest(
    search: &Search<'_>,
    levers: Vec<Lever>,
    costs: Option<&CostTable>,
) -> Result<Combination, Text> {
    let costs = costs.ok_or_else(|| {
        Text::new(
            "未提供成本表（--costs）：本程序没有内置成本，不作组合",
            "there is no cost table (--costs), and this program knows no costs: no combination",
        )
    })?;
    let priced = levers.into_iter().filter_map(|lever| {
        let cost = costs.of(&lever.key)?;
        let most = cost.at_most.map_or(lever.most(), |amount| lever.within(amount))?;
        Some(Priced { lever, cost, most })
    });
    let plan =
        Plan { search, bounds: bounds(search.baseline.packs()), levers: priced.collect(), cut: Cell::new(false) };
    if plan.levers.is_empty() {
        return Err(Text::new(
            "成本表中没有本设施可用的措施",
            "the cost table prices no lever that the facility has left",
        ));
    }
    let best = plan.best().ok_or_else(|| {
        Text::new("成本表中的措施全部采用也不能达到该等级", "all priced levers together do not reach the level")
    })?;
    Ok(plan.told(&best, &costs.currency))
}

/// A lever with its cost, and how far it may be moved.
struct Priced<'c> {
    lever: Lever,
    cost: &'c Cost,
    most: f64,
}

impl Priced<'_> {
    fn cost(&self, value: f64) -> f64 {
        self.cost.of(self.lever.amount(value))
    }

    fn is_continuous(&self) -> bool {
        matches!(self.lever.values, Values::UpTo(_))
    }
}

/// One value for each lever, and what they cost together.
#[derive(Debug, Clone)]
struct Way {
    values: Vec<f64>,
    cost: f64,
}

struct Plan<'s, 'c> {
    search: &'s Search<'s>,
    /// What indicators are held against in the packs.
    bounds: Vec<(String, Held)>,
    levers: Vec<Priced<'c>>,
    /// Whether the search was cut off.
    cut: Cell<bool>,
}

/// A figure that an indicator is held against.
#[derive(Debug, Clone)]
enum Held {
    Bound(Bound),
    End(f64),
}

impl Held {
    fn holds(&self, value: f64) -> bool {
        match self {
            Self::Bound(bound) => bound.holds(value),
            Self::End(end) => value >= *end,
        }
    }
}

/// Every figure that an indicator is held against.
fn bounds(packs: &[Pack]) -> Vec<(String, Held)> {
    let mut bounds = Vec::new();
    for pack in packs {
        let conditions = pack.levels.iter().flat_map(|level| &level.require);
        let conditions = conditions.chain(pack.criteria.iter().flat_map(|criterion| &criterion.only_if));
        let conditions = conditions.map(|condition| (&condition.indicator, &condition.must));
        let prerequisites = pack.prerequisites.iter().map(|one| (&one.indicator, &one.must));
        bounds.extend(
            prerequisites.chain(conditions).map(|(id, bound)| (id.get_ref().clone(), Held::Bound(bound.clone()))),
        );
        for criterion in &pack.criteria {
            let Some(id) = criterion.indicator.as_ref().map(|id| id.get_ref()) else { continue };
            match &criterion.rule {
                Rule::Linear { zero_at, full_at } => {
                    bounds.extend([zero_at, full_at].map(|figure| (id.clone(), Held::End(figure.value))));
                }
                Rule::Bands { rows } => {
                    let both = rows.iter().flat_map(|row| std::iter::once(&row.when).chain(&row.and));
                    bounds.extend(both.map(|bound| (id.clone(), Held::Bound(bound.clone()))));
                }
                _ => {}
            }
        }
    }
    bounds.retain(|(id, _)| !id.starts_with(SCORE));
    bounds
}

impl Plan<'_, '_> {
    fn best(&self) -> Option<Way> {
        let now: Vec<f64> = self.levers.iter().map(|priced| priced.lever.now).collect();
        let mut best: Option<Way> = None;
        let free = (0..self.levers.len()).filter(|at| self.levers.get(*at).is_some_and(Priced::is_continuous));
        for free in std::iter::once(None).chain(free.map(Some)) {
            self.descend(free, 0, &Way { values: now.clone(), cost: 0.0 }, &mut best);
        }
        let best = self.refined(best?);
        Some(self.settled(best))
    }

    fn changes(&self, values: &[f64]) -> Vec<Change> {
        let moved = self.levers.iter().zip(values).filter(|(priced, value)| **value != priced.lever.now);
        moved.map(|(priced, value)| priced.lever.change(*value)).collect()
    }

    fn reached(&self, values: &[f64]) -> bool {
        self.search.reached(&self.changes(values))
    }

    /// The farthest that a lever may go beside the values of the others: direct supply no farther than the consumption,
    /// and saved overhead only as far as direct supply leaves any.
    fn most(&self, at: usize, values: &[f64]) -> Option<f64> {
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
                    // Rounding may not let the pair through: the last bit is left to the check below.
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

    /// The stops of a lever beyond its value of now, rising.
    fn stops(&self, at: usize, values: &[f64]) -> Vec<f64> {
        let (Some(priced), Some(most)) = (self.levers.get(at), self.most(at, values)) else { return Vec::new() };
        let now = priced.lever.now;
        let mut stops = match &priced.lever.values {
            Values::Steps(steps) => return steps.iter().copied().filter(|step| *step <= most).collect(),
            Values::UpTo(_) => vec![most],
        };
        let with = |value: f64| {
            let mut values = values.to_vec();
            values.splice(at..=at, [value]);
            self.search.baseline.observed(&self.changes(&values))
        };
        let (first, last) = (with(now), with(most));
        for (id, held) in &self.bounds {
            let (Observed::Value { value: first, .. }, Observed::Value { value: last, .. }) =
                (first.get(id), last.get(id))
            else {
                continue;
            };
            let turned = held.holds(last);
            if first != last && held.holds(first) != turned {
                let holds = |value: f64| with(value).get(id).value().is_some_and(|value| held.holds(value) == turned);
                stops.push(bisect(now, most, holds));
            }
        }
        stops.sort_by(f64::total_cmp);
        stops.dedup();
        stops
    }

    /// Tries a choice of stops, the free lever solved for, and then every choice that moves one more lever behind `from`.
    fn descend(&self, free: Option<usize>, from: usize, way: &Way, best: &mut Option<Way>) {
        if self.search.judged.get() > MOST_JUDGED {
            self.cut.set(true);
            return;
        }
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

    /// Whether the level is reached with all levers from one on, and the free one, at their ends.
    fn can_reach(&self, free: Option<usize>, from: usize, values: &[f64]) -> bool {
        let mut values = values.to_vec();
        for at in (from..self.levers.len()).chain(free) {
            if let Some(most) = self.most(at, &values) {
                values.splice(at..=at, [most]);
            }
        }
        self.reached(&values)
    }

    /// The least value of the free lever beside the others; none where the way would then not be cheaper than the best.
    fn solved(&self, free: usize, way: &Way, best: Option<&Way>) -> Option<Way> {
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

    /// Saved overhead and bought energy refined together, all else as in the best way.
    fn refined(&self, best: Way) -> Way {
        let at = |key: &Key| self.levers.iter().position(|priced| priced.lever.key == *key);
        let Some(saved) = at(&Key::SavedOverhead) else { return best };
        let mut best = best;
        for bought in [Key::DirectSupply, Key::Certificates].iter().filter_map(at) {
            let mut others = best.clone();
            for at in [saved, bought] {
                let Some(priced) = self.levers.get(at) else { continue };
                others.cost -= others.values.get(at).map_or(0.0, |value| priced.cost(*value));
                others.values.splice(at..=at, [priced.lever.now]);
            }
            let mut ends = self.stops(saved, &others.values);
            ends.insert(0, 0.0);
            for pair in ends.windows(2) {
                if let [low, high] = *pair
                    && others.cost + self.levers.get(saved).map_or(0.0, |priced| priced.cost(low)) < best.cost
                {
                    let found = self.golden(saved, bought, &others, (low, high));
                    best = found.filter(|found| found.cost < best.cost).unwrap_or(best);
                }
            }
        }
        best
    }

    /// The cheapest between two amounts of saved overhead, the bought energy solved for, by golden section.
    fn golden(&self, saved: usize, bought: usize, others: &Way, (mut low, mut high): (f64, f64)) -> Option<Way> {
        let at = |value: f64| {
            let priced = self.levers.get(saved)?;
            let mut way = others.clone();
            way.values.splice(saved..=saved, [value]);
            way.cost += priced.cost(value);
            if self.reached(&way.values) { Some(way) } else { self.solved(bought, &way, None) }
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
            // Where neither reaches the level, more has to be saved.
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
    fn settled(&self, mut best: Way) -> Way {
        for (at, priced) in self.levers.iter().enumerate() {
            let Some(value) = best.values.get(at).copied().filter(|value| *value != priced.lever.now) else { continue };
            let mut without = best.values.clone();
            without.splice(at..=at, [priced.lever.now]);
            if let Some(least) = self.search.least(&priced.lever, Some(value), &self.changes(&without)) {
                best.values.splice(at..=at, [least]);
            }
        }
        best.cost = self.levers.iter().zip(&best.values).map(|(priced, value)| priced.cost(*value)).sum();
        best
    }

    fn told(&self, best: &Way, currency: &str) -> Combination {
        let after = self.search.deciding(&self.changes(&best.values));
        let moved = self.levers.iter().zip(&best.values).filter(|(priced, value)| **value != priced.lever.now);
        let parts = moved.map(|(priced, value)| Costed {
            key: priced.lever.key.to_string(),
            title: priced.lever.title.clone(),
            value: *value,
            amount: priced.lever.amount(*value),
            unit: priced.lever.unit.to_owned(),
            set: priced.lever.change(*value).to_string(),
            cost: priced.cost(*value),
            source: priced.cost.source.clone(),
        });
        let why_not_least = self.why_not_least();
        Combination {
            cost: best.cost,
            currency: currency.to_owned(),
            parts: parts.collect(),
            score: after.as_ref().and_then(|after| after.score),
            level: after.as_ref().and_then(supposed),
            least: why_not_least.is_none(),
            why_not_least,
        }
    }

    /// Why something cheaper may be.
    fn why_not_least(&self) -> Option<Text> {
        let packs = self.search.baseline.packs();
        let has = |key: &Key| self.levers.iter().any(|priced| priced.lever.key == *key);
        let rounds = |pack: &Pack| {
            pack.rounding.points.is_some() || pack.rounding.score.is_some() || !pack.rounding.indicators.is_empty()
        };
        let on_scores = packs.iter().any(|pack| {
            let levels = pack.levels.iter().flat_map(|level| &level.require);
            let bounds = levels.map(|one| &one.indicator).chain(pack.prerequisites.iter().map(|one| &one.indicator));
            bounds.into_iter().any(|id| id.get_ref().starts_with(SCORE))
        });
        let why = |zh: &str, en: &str| Some(Text::new(zh, en));
        match () {
            () if self.cut.get() => {
                why("组合太多，搜索提前结束", "there are too many combinations: the search was cut off")
            }
            () if !packs.iter().all(Pack::is_monotone) => why("标准并非单调", "the standard is not monotone"),
            () if packs.iter().any(rounds) => why("标准先修约再评定", "the standard rounds before it judges"),
            () if on_scores => why("标准对其他得分设限", "the standard holds other scores against bounds"),
            () if has(&Key::SavedOverhead) && (has(&Key::DirectSupply) || has(&Key::Certificates)) => why(
                "节省的能耗与购入的能源相互影响，两者的配比按黄金分割法求得",
                "saved overhead and bought energy hang on each other: their balance is found by golden section",
            ),
            () => None,
        }
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
