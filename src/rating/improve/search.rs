//! Asking the rule set whether changes reach a level, and for the least that does.

use std::cell::Cell;

use super::levers::{Lever, Values};
use super::record::Obstacle;
use crate::rating::scenario::{Baseline, Change};
use crate::standard::Assessment;
use crate::standard::assessment::Status;

/// A level that is looked for from a rating.
#[derive(Debug)]
pub(super) struct Search<'b> {
    pub baseline: &'b Baseline<'b>,
    /// The rank of the level, 1 for the best.
    rank: usize,
    /// How often the facility was judged.
    pub judged: Cell<usize>,
}

impl<'b> Search<'b> {
    pub fn of(baseline: &'b Baseline<'b>, rank: usize) -> Self {
        Self { baseline, rank, judged: Cell::new(0) }
    }

    /// How the facility would stand under the deciding standard.
    pub fn deciding(&self, changes: &[Change]) -> Option<Assessment> {
        self.judged.set(self.judged.get() + 1);
        self.baseline.judged(changes).into_iter().next()
    }

    /// Whether there would be a grade, and one as good as is looked for.
    pub fn reached(&self, changes: &[Change]) -> bool {
        self.deciding(changes).is_some_and(|after| self.is_reached_by(&after))
    }

    /// Whether an assessment has a grade, and one as good as is looked for.
    pub fn is_reached_by(&self, after: &Assessment) -> bool {
        after.level.as_ref().is_some_and(|level| level.rank <= self.rank)
    }

    /// The least value of a lever up to `most` that reaches the level beside other changes: to the last bit the next one
    /// below it does not, where better values never bring worse grades.
    pub fn least(&self, lever: &Lever, most: Option<f64>, others: &[Change]) -> Option<f64> {
        let most = most?;
        let reached = |value: f64| {
            let mut changes = others.to_vec();
            changes.push(lever.change(value));
            self.reached(&changes)
        };
        match &lever.values {
            Values::Steps(steps) => steps.iter().copied().filter(|step| *step <= most).find(|step| reached(*step)),
            Values::UpTo(_) => reached(most).then(|| bisect(lever.now, most, reached)),
        }
    }

    /// What stands between an assessment and the level.
    pub fn obstacles(&self, after: &Assessment) -> Vec<Obstacle> {
        let failing = after.prerequisites.iter().filter(|one| !one.passed);
        let mut obstacles: Vec<Obstacle> =
            failing.map(|one| Obstacle::Prerequisite { id: one.id.clone(), title: one.title.clone() }).collect();
        let open = after.tracks.iter().filter(|track| track.level.as_ref().is_none_or(|level| level.rank > self.rank));
        let tried = open.filter_map(|track| track.tried.get(self.rank.saturating_sub(1)));
        for compared in tried.flat_map(|tried| &tried.compared).filter(|compared| compared.holds != Some(true)) {
            obstacles.push(Obstacle::Bound {
                indicator: compared.indicator.clone(),
                best: compared.value,
                bound: compared.bound.clone(),
                figure: compared.figure.value,
            });
        }
        if obstacles.is_empty() && after.status != Status::Rated {
            obstacles.extend(after.reasons.iter().cloned().map(|why| Obstacle::NoGrade { why }));
        }
        obstacles
    }
}

/// The least value that holds between one that does not and one that does.
pub(super) fn bisect(mut low: f64, mut high: f64, holds: impl Fn(f64) -> bool) -> f64 {
    loop {
        let middle = f64::midpoint(low, high);
        if middle <= low || middle >= high {
            return high;
        }
        if holds(middle) {
            high = middle;
        } else {
            low = middle;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_least_value_is_found_to_the_last_bit() {
        for least in [0.1 + 0.2, 1e-9, 4711.0, 1.5e6] {
            let found = bisect(0.0, 2e6, |value| value >= least);
            assert_eq!(found.to_bits(), least.to_bits());
        }
    }
}
