//! The stops of levers: the values at which an indicator reaches a figure that it is held against or goes no lower, and
//! their ends.

use super::levers::Values;
use super::plan::Plan;
use super::search::bisect;
use crate::rating::scenario::{Baseline, cue_without_grid};
use crate::standard::Observed;
use crate::standard::check::SCORE;
use crate::standard::model::{Bound, Rule};

/// A figure that an indicator is held against.
#[derive(Debug, Clone)]
pub(super) enum Held {
    Bound(Bound),
    End(f64),
    /// Below it the value does not go.
    Floor(f64),
}

impl Held {
    fn holds(&self, value: f64) -> bool {
        match self {
            Self::Bound(bound) => bound.holds(value),
            Self::End(end) => value >= *end,
            Self::Floor(floor) => value <= *floor,
        }
    }
}

/// Every figure that an indicator is held against, and the CUE that is left where no energy comes from the grid.
pub(super) fn bounds(baseline: &Baseline<'_>) -> Vec<(String, Held)> {
    let floor = cue_without_grid(baseline.rating).map(|floor| ("cue".to_owned(), Held::Floor(floor)));
    let mut bounds: Vec<(String, Held)> = floor.into_iter().collect();
    for pack in baseline.packs() {
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
    /// The stops of a lever beyond its value of now, rising.
    pub(super) fn stops(&self, at: usize, values: &[f64]) -> Vec<f64> {
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
}
