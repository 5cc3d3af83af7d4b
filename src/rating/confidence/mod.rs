//! How sure a grade is: the uncertainty of the indicators carried through the whole rule set.
//!
//! Causes of error are drawn, every indicator that follows them is computed, and the standard judges it: prerequisites,
//! points, caps, rounding, and the worst of the ways to a level. What comes out how often is the confidence (JCGM 101).
//! Indicators that share a cause move together. What is not measured does not move.

mod better;
mod causes;
mod record;
mod sensitivity;
mod simulation;
mod sobol;
mod spread;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod tests_of_fixtures;
mod told;
mod trials;

pub use record::{
    Better, Boundary, Chance, Confidence, CriterionConfidence, Demanded, Histogram, Interval, LevelChance, RowChance,
    Sensitivity, Simulated, Swing, TrackConfidence,
};
pub use trials::{HowMany, LEAST_TRIALS, MOST, SEED, Trials};

use crate::indicator::uncertainty::{Uncertainty, better_classes};
use crate::standard::assessment::FigureUsed;
use crate::standard::{Observations, Pack};
use simulation::Simulation;

/// How probable an outcome must be to be told as settled, where the standard does not say. A convention of this program:
/// the 95 % of expanded uncertainties. It takes no grade away.
pub const DEMANDED: f64 = 0.95;

/// How sure the outcome by the first of `packs` is. `packs` holds each after the one that needs its score.
///
/// `None` where no trials are asked for, no level can come out whatever the measured values are, or none of them has to do
/// with it.
pub(super) fn confidence(
    packs: &[Pack],
    observed: &Observations,
    uncertainty: &Uncertainty,
    trials: Trials,
) -> Option<Confidence> {
    let (simulation, told) = outcome(packs, observed, uncertainty, trials)?;
    let swings = sensitivity::swings(&simulation, trials.seed);
    let better = match told.boundary {
        Boundary::Settled => Vec::new(),
        Boundary::AtTheBoundary => {
            let classes = better_classes(uncertainty);
            better::better(&simulation, &classes, trials.seed, told.demanded.probability)
        }
    };
    let sensitivity = (!swings.is_empty() || !better.is_empty()).then_some(Sensitivity { swings, better });
    Some(Confidence { sensitivity, ..told })
}

/// As [`confidence`], the probability of the stated grade alone: without looking for what moves it. `None` also where too
/// few trials are made to carry a formal grade.
pub(super) fn probability(
    packs: &[Pack],
    observed: &Observations,
    uncertainty: &Uncertainty,
    trials: Trials,
) -> Option<f64> {
    let (_, told) = outcome(packs, observed, uncertainty, trials)?;
    told.is_proof().then_some(told.probability)
}

fn outcome<'u>(
    packs: &[Pack],
    observed: &Observations,
    uncertainty: &'u Uncertainty,
    trials: Trials,
) -> Option<(Simulation<'u>, Confidence)> {
    if trials.how_many == HowMany::None {
        return None;
    }
    let simulation = Simulation::of(packs, observed, uncertainty)?;
    let run = trials::run(&simulation, trials);
    let told = told::confidence(packs.first()?, &simulation, trials.seed, run)?;
    Some((simulation, told))
}

/// The probability that a formal grade by the standard needs.
fn demanded(pack: &Pack) -> Demanded {
    let figure = pack.formal_confidence.as_ref().map(|figure| FigureUsed::of(figure, figure.value));
    Demanded { probability: figure.as_ref().map_or(DEMANDED, |figure| figure.value), figure }
}

/// How a probability by so many trials stands to the one that is demanded.
fn boundary(probability: f64, trials: u32, demanded: f64) -> Boundary {
    match probability >= demanded && trials >= LEAST_TRIALS {
        true => Boundary::Settled,
        false => Boundary::AtTheBoundary,
    }
}
