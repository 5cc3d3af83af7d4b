//! Packs compiled for judging a facility very many times, while only a few of its indicators move.
//!
//! [`judge`] keeps the whole proof and calculates without rounding error, which takes a while. Trials of a simulation need
//! neither: here all that does not move is taken from it once, and what is left is a short list of comparisons and sums in
//! doubles. Points and scores are brought to the nearest 10⁻⁹ before they are rounded or held against a figure, so that a
//! score that is 80 by hand reaches 80 here as well.

mod criterion;
mod program;
#[cfg(test)]
pub(crate) mod tests;
mod tracks;
mod value;

use std::collections::{BTreeMap, BTreeSet};

pub use criterion::Given;
pub use program::{CriterionShape, Program, Verdict};

use super::assessment::{LevelReached, Status};
use super::check::SCORE;
use super::evaluate::judge;
use super::model::Pack;
use super::observed::Observations;
use super::tracks::ranks;

/// A standard with those whose scores it takes, ready to judge a facility of which only some indicators move.
#[derive(Debug, Clone)]
pub struct Compiled {
    /// Each after those that it takes scores of; the deciding one is the last.
    programs: Vec<Program>,
    /// How many values a trial has: the indicators that move, and the scores that move with them.
    width: usize,
    levels: Vec<LevelReached>,
    moved_by: BTreeSet<String>,
}

/// One trial: values, and what comes out of them.
#[derive(Debug, Clone)]
pub struct Trial {
    values: Vec<f64>,
    verdicts: Vec<Verdict>,
}

impl Compiled {
    /// Compiles the first of `packs` with those that it takes scores of. `packs` holds each after the one that needs its
    /// score, as [`Library::choose`](super::Library::choose) gives them; `moving` are the indicators that move, of which
    /// only those count that have a value in `observed`.
    ///
    /// `None` where nothing that moves has to do with the outcome.
    pub fn of(packs: &[Pack], observed: &Observations, moving: &[&str]) -> Option<Self> {
        let deciding = packs.first()?;
        let needed = needed(packs, deciding);
        let mut observed = observed.clone();
        let has_value = |id: &str| observed.get(id).value().is_some();
        let named = moving.iter().enumerate().filter(|(_, id)| has_value(id));
        let mut places: BTreeMap<String, usize> = named.map(|(place, id)| ((*id).to_owned(), place)).collect();
        let mut programs = Vec::new();
        let (mut width, mut moved_by) = (moving.len(), BTreeSet::new());
        // In reverse order all scores are ready when they are needed.
        for pack in packs.iter().rev().filter(|pack| needed.contains(pack.id.as_str())) {
            observed.take_score(&judge(pack, &observed));
            let program = Program::of(pack, &observed, &places, width);
            let decides = pack.id == deciding.id;
            // A score that no trial could bring is missing for good.
            if program.moves() && (decides || program.best_status() == Status::Rated) {
                let names = pack.indicators().into_iter().map(toml::Spanned::get_ref);
                moved_by.extend(names.filter(|id| moving.contains(&id.as_str())).cloned());
                programs.push(program);
                places.insert(format!("{SCORE}{}", pack.id), width);
                width += 1;
            } else if decides {
                return None;
            }
        }
        Some(Self { programs, width, levels: ranks(deciding), moved_by })
    }

    /// The levels of the deciding standard, best first, and last the name for those that reach none: the rank of a verdict
    /// is the place in this list, counted from 1. Empty where the standard has no levels.
    pub fn levels(&self) -> &[LevelReached] {
        &self.levels
    }

    /// Whether an indicator that moves is one that the standards name.
    pub fn names(&self, indicator: &str) -> bool {
        self.moved_by.contains(indicator)
    }

    /// The names of the prerequisites, tracks and criteria that a [`Verdict`] tells of, in its order.
    pub fn shape(&self) -> Option<&Program> {
        self.programs.last()
    }

    /// A trial to judge again and again.
    pub fn trial(&self) -> Trial {
        let verdicts = self.programs.iter().map(Program::blank).collect();
        Trial { values: vec![f64::NAN; self.width], verdicts }
    }

    /// Judges a trial by its values.
    pub fn judge(&self, trial: &mut Trial) {
        for (program, verdict) in self.programs.iter().zip(&mut trial.verdicts) {
            program.judge(&trial.values, verdict);
            if let Some(score) = trial.values.get_mut(program.score_place()) {
                *score = verdict.score_for_others();
            }
        }
    }
}

impl Trial {
    /// The values of the moving indicators, in their order, to be set before the trial is judged.
    pub fn values(&mut self) -> &mut [f64] {
        &mut self.values
    }

    /// What came out by the deciding standard.
    pub fn verdict(&self) -> Option<&Verdict> {
        self.verdicts.last()
    }
}

/// The ids of a pack and of all that it takes scores of, by however many steps.
fn needed<'p>(packs: &'p [Pack], deciding: &'p Pack) -> BTreeSet<&'p str> {
    let mut needed = BTreeSet::from([deciding.id.as_str()]);
    // Each stands after the one that needs it.
    for pack in packs {
        if needed.contains(pack.id.as_str()) {
            needed.extend(pack.scores());
        }
    }
    needed
}
