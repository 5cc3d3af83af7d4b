//! What moves the score: each cause of error alone, and the part that it has in the variance.

use super::causes::{HALF_WIDTH, terms};
use super::record::{Interval, Swing};
use super::simulation::Simulation;
use super::sobol::{Indices, indices};
use crate::indicator::uncertainty::Shape;

/// The most causes that are told.
const MOST: usize = 12;
/// A normal distribution has 95 % of its values within so many standard deviations.
const NORMAL_95: f64 = 1.959_963_984_540_054;
/// The word for no grade in the place of a level.
const NO_GRADE: &str = "none";

/// The causes that move the score most, the first one most; nothing where there is no score or
/// nothing moves it.
pub(super) fn swings(simulation: &Simulation<'_>, seed: u64) -> Vec<Swing> {
    let places = 0..simulation.causes.sources.len();
    let mut alone: Vec<Alone> = places.filter_map(|place| Alone::of(simulation, place)).collect();
    alone.sort_by(|a, b| b.width().total_cmp(&a.width()).then(b.share.total_cmp(&a.share)));
    alone.truncate(MOST);
    let places: Vec<usize> = alone.iter().map(|one| one.place).collect();
    let shares = indices(simulation, &places, seed);
    let moves = |(one, shares): &(Alone, Indices)| one.width() > 0.0 || shares.total > 0.0 || !one.levels.is_empty();
    alone.into_iter().zip(shares).filter(moves).map(|(one, shares)| one.told(shares)).collect()
}

/// What one cause does with all others at rest.
struct Alone {
    place: usize,
    source: String,
    score: Interval,
    levels: Vec<String>,
    /// The largest share that it has in the variance of an indicator.
    share: f64,
}

impl Alone {
    /// `None` where there is no score, at rest or at an end.
    fn of(simulation: &Simulation<'_>, place: usize) -> Option<Self> {
        let source = simulation.causes.sources.get(place)?;
        let end = match source.shape {
            Shape::Rectangular => 0.95 * HALF_WIDTH,
            Shape::Normal => NORMAL_95,
        };
        let mut trial = simulation.compiled.trial();
        let mut errors = vec![0.0; simulation.causes.sources.len()];
        let (mut score, mut ranks) = (Interval { low: f64::INFINITY, high: f64::NEG_INFINITY }, Vec::new());
        for error in [0.0, -end, end] {
            *errors.get_mut(place)? = error;
            simulation.judge(&errors, &mut trial);
            let verdict = trial.verdict()?;
            let at_end = verdict.score?;
            score = Interval { low: score.low.min(at_end), high: score.high.max(at_end) };
            let rank = simulation.rank(verdict);
            if error != 0.0 && rank != simulation.stated_rank() && !ranks.contains(&rank) {
                ranks.push(rank);
            }
        }
        // The best first, and no grade after all levels.
        ranks.sort_by_key(|rank| rank.unwrap_or(usize::MAX));
        let levels = ranks.into_iter().map(|rank| level(simulation, rank)).collect();
        let share = simulation.indicators.iter().map(|one| {
            let moves = terms(one).any(|term| term.source == source.id);
            let part = one.parts.iter().find(|part| part.source == source.id).map(|part| part.share);
            part.unwrap_or(if moves { f64::MIN_POSITIVE } else { 0.0 })
        });
        let share = share.fold(0.0, f64::max);
        Some(Self { place, source: source.id.clone(), score, levels, share })
    }

    fn width(&self) -> f64 {
        self.score.high - self.score.low
    }

    fn told(self, Indices { first_order, total }: Indices) -> Swing {
        Swing { source: self.source, score: self.score, first_order, total, levels: self.levels }
    }
}

fn level(simulation: &Simulation<'_>, rank: Option<usize>) -> String {
    let level = rank.and_then(|rank| simulation.compiled.levels().get(rank.checked_sub(1)?));
    level.map_or(NO_GRADE, |level| &level.id).to_owned()
}

#[cfg(test)]
mod tests {
    use approx::assert_abs_diff_eq;

    use super::*;
    use crate::rating::confidence::tests::{facility, metered, packs};

    const SEED: u64 = 1;

    fn swings_at(pue: f64) -> Vec<Swing> {
        let (packs, uncertainty) = (packs("db63t-2223-2023"), metered(pue));
        swings(&Simulation::of(&packs, &facility(pue, 0.6), &uncertainty).unwrap(), SEED)
    }

    #[test]
    fn the_cause_with_the_largest_limit_swings_the_score_most() {
        let told = swings_at(1.35);
        let sources: Vec<&str> = told.iter().map(|swing| swing.source.as_str()).collect();
        assert_eq!(sources[..3], ["it.class", "it-ct.ratio", "total.class"]);
        // 95 % of a limit of 1 % of IT, at 62.5 points for each 1 of PUE.
        let score = told[0].score;
        let by_hand = 62.5 * (1.35 / (1.0 - 0.0095) - 1.35 / (1.0 + 0.0095));
        assert_abs_diff_eq!(score.high - score.low, by_hand, epsilon = 1e-6);
    }

    #[test]
    fn where_the_score_is_a_sum_each_cause_has_its_part_of_the_variance_alone_and_in_company() {
        let told = swings_at(1.35);
        // The squares of the limits in percent, of the meter, the ratio and the phase of IT and of the total.
        let squares = [1.0, 0.5625, 0.1851, 0.25, 0.25, 0.0823];
        let all: f64 = squares.iter().sum();
        assert_abs_diff_eq!(told[0].first_order, squares[0] / all, epsilon = 0.04);
        assert_abs_diff_eq!(told.iter().map(|swing| swing.first_order).sum::<f64>(), 1.0, epsilon = 0.06);
        for swing in &told {
            assert_abs_diff_eq!(swing.first_order, swing.total, epsilon = 0.05);
        }
    }

    #[test]
    fn a_cause_tells_the_levels_that_it_alone_would_bring() {
        // 62.5 points for each 1 of PUE: where the score stands on a level's limit, each cause moves it to both sides.
        let score = swings_at(1.3)[0].score;
        let score = score.low.midpoint(score.high);
        let on_the_limit = 1.3 - ((score / 10.0).ceil() * 10.0 - score) / 62.5;
        let told = swings_at(on_the_limit + 1e-4);
        assert!(told.iter().all(|swing| swing.levels.len() == 1 && swing.levels[0] != NO_GRADE), "{told:?}");
        assert!(swings_at(on_the_limit + 0.08).iter().all(|swing| swing.levels.is_empty()));
        // Beyond 1.50 there is no grade.
        assert!(swings_at(1.5).iter().all(|swing| swing.levels.contains(&NO_GRADE.to_owned())));
    }

    #[test]
    fn a_standard_without_a_score_has_no_swings() {
        let (packs, uncertainty) = (packs("gb40879-2021"), metered(1.3));
        let simulation = Simulation::of(&packs, &facility(1.3, 0.6), &uncertainty).unwrap();
        assert_eq!(swings(&simulation, SEED), []);
    }
}
