//! Many trials, in blocks that can be made side by side.

use rand::SeedableRng;
use rand_xoshiro::Xoshiro256PlusPlus;
use rayon::prelude::*;

use super::simulation::Simulation;
use super::spread::{Moments, interval};
use crate::standard::compiled::{Given, Verdict};

/// How many trials are made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum HowMany {
    /// As many as it takes until two significant digits of every uncertainty are stable (JCGM 101, 7.9), and at most
    /// [`MOST`].
    #[default]
    Adaptive,
    /// So many.
    Exactly(u32),
    /// None: nothing is told of confidence.
    None,
}

/// What trials are drawn from, and how many are made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Trials {
    /// The same seed gives the same trials, on any number of threads.
    pub seed: u64,
    /// How many.
    pub how_many: HowMany,
}

/// The seed where none is given: the number of the guide to trials, JCGM 101, and its year.
pub const SEED: u64 = 101_2008;

impl Default for Trials {
    fn default() -> Self {
        Self { seed: SEED, how_many: HowMany::Adaptive }
    }
}

impl Trials {
    /// No trials.
    pub const NONE: Self = Self { seed: SEED, how_many: HowMany::None };
}

/// The most trials that are made until the digits are stable.
pub const MOST: u32 = 1_000_000;
/// The fewest trials from which a probability carries a formal grade (JCGM 101, 7.9.4).
pub const LEAST_TRIALS: u32 = 10_000;
/// The trials of a block.
const BLOCK: u32 = LEAST_TRIALS;
/// The blocks that are made before it is looked whether the digits are stable.
const ROUND: u32 = 8;
/// How much two standard errors of a probability may be.
const PROBABILITY: f64 = 0.005;

/// What came out of all trials.
#[derive(Debug, Clone)]
pub(super) struct Run {
    pub counts: Counts,
    /// Whether the digits are stable.
    pub stable: bool,
    /// The values of every quantity, in the order of [`Block::columns`].
    pub columns: Vec<Vec<f64>>,
}

/// How often what came out.
#[derive(Debug, Clone, Default)]
pub(super) struct Counts {
    pub trials: u32,
    /// By rank, the best first.
    pub ranks: Vec<u32>,
    /// That each prerequisite held.
    pub prerequisites: Vec<u32>,
    /// By way to a level, by rank.
    pub tracks: Vec<Vec<u32>>,
    /// By criterion: how often each row fired, and last how often none did.
    pub rows: Vec<Vec<u32>>,
}

/// The trials of one block.
struct Block {
    counts: Counts,
    /// The indicators that move, the score, and the points of the criteria that move and have no rows.
    columns: Vec<Vec<f64>>,
    /// Of the indicators and the score: mean, standard deviation, and both ends of the interval.
    marks: Vec<Option<[f64; 4]>>,
}

/// Makes trials until there are enough.
pub(super) fn run(simulation: &Simulation<'_>, trials: Trials) -> Run {
    let most = match trials.how_many {
        HowMany::Adaptive => MOST,
        HowMany::Exactly(number) => number,
        HowMany::None => 0,
    };
    let mut blocks: Vec<Block> = Vec::new();
    let (mut next, mut stable) = (0, false);
    while next * BLOCK < most && !stable {
        let end = (next + ROUND).min(most.div_ceil(BLOCK));
        let round = (next..end).into_par_iter();
        // In the order of their numbers, whoever is ready first.
        let made: Vec<Block> = round.map(|number| block(simulation, trials.seed, number, most)).collect();
        blocks.extend(made);
        next = end;
        stable = trials.how_many == HowMany::Adaptive && are_stable(&blocks);
    }
    // A number that was asked for is judged by the same measure.
    let stable = stable || are_stable(&blocks);
    let mut run = Run { counts: Counts::default(), stable, columns: Vec::new() };
    for block in blocks {
        run.counts.add(block.counts);
        run.columns.resize(block.columns.len(), Vec::new());
        run.columns.iter_mut().zip(block.columns).for_each(|(all, values)| all.extend(values));
    }
    run
}

/// The random numbers of a block: of one long stream, each block has a part of 2¹²⁸ numbers for itself.
pub(super) fn stream(seed: u64, number: u32) -> Xoshiro256PlusPlus {
    let mut rng = Xoshiro256PlusPlus::seed_from_u64(seed);
    (0..number).for_each(|_| rng.jump());
    rng
}

fn block(simulation: &Simulation<'_>, seed: u64, number: u32, most: u32) -> Block {
    let mut rng = stream(seed, number);
    let mut trial = simulation.compiled.trial();
    let mut errors = vec![0.0; simulation.causes.sources.len()];
    let rows: Vec<Vec<Given>> = simulation.criteria().map(|criterion| criterion.rows).collect();
    let lines: Vec<bool> = simulation.criteria().map(|criterion| criterion.is_line()).collect();
    let moving = simulation.indicators.len();
    let mut counts = Counts::blank(simulation, &rows);
    let mut columns = vec![Vec::new(); moving + 1];
    let mut points = vec![Vec::new(); lines.iter().filter(|line| **line).count()];
    for _ in 0..BLOCK.min(most - number * BLOCK) {
        simulation.causes.draw(&mut rng, &mut errors);
        simulation.judge(&errors, &mut trial);
        for (column, value) in columns.iter_mut().zip(trial.values().iter().take(moving)) {
            column.push(*value);
        }
        let Some(verdict) = trial.verdict() else { continue };
        if let (Some(column), Some(score)) = (columns.last_mut(), verdict.score) {
            column.push(score);
        }
        let given = verdict.criteria.iter().zip(&lines).filter(|(_, line)| **line).map(|(given, _)| given.points);
        for (column, given) in points.iter_mut().zip(given) {
            column.extend(given);
        }
        counts.take(verdict, simulation.rank(verdict), &rows);
    }
    let marks = columns.iter().map(|values| marks(values)).collect();
    columns.extend(points);
    Block { counts, columns, marks }
}

fn marks(values: &[f64]) -> Option<[f64; 4]> {
    let (moments, ends) = (Moments::of(values)?, interval(&mut values.to_vec())?);
    Some([moments.mean, moments.standard, ends.low, ends.high])
}

impl Counts {
    fn blank(simulation: &Simulation<'_>, rows: &[Vec<Given>]) -> Self {
        let ranks = vec![0; simulation.compiled.levels().len()];
        Self {
            trials: 0,
            prerequisites: vec![0; simulation.stated.prerequisites.len()],
            tracks: vec![ranks.clone(); simulation.stated.tracks.len()],
            rows: rows.iter().map(|rows| vec![0; rows.len() + 1]).collect(),
            ranks,
        }
    }

    fn take(&mut self, verdict: &Verdict, rank: Option<usize>, rows: &[Vec<Given>]) {
        self.trials += 1;
        count_rank(&mut self.ranks, rank);
        for (count, passed) in self.prerequisites.iter_mut().zip(&verdict.prerequisites) {
            *count += u32::from(*passed);
        }
        for (counts, rank) in self.tracks.iter_mut().zip(&verdict.tracks) {
            count_rank(counts, *rank);
        }
        for ((counts, rows), given) in self.rows.iter_mut().zip(rows).zip(&verdict.criteria) {
            if rows.is_empty() || given.points.is_none() {
                continue;
            }
            let fired = rows.iter().position(|row| row.fired == given.fired).unwrap_or(rows.len());
            if let Some(count) = counts.get_mut(fired) {
                *count += 1;
            }
        }
    }

    fn add(&mut self, other: Self) {
        if self.trials == 0 {
            *self = other;
            return;
        }
        self.trials += other.trials;
        add(&mut self.ranks, &other.ranks);
        add(&mut self.prerequisites, &other.prerequisites);
        self.tracks.iter_mut().zip(&other.tracks).for_each(|(all, some)| add(all, some));
        self.rows.iter_mut().zip(&other.rows).for_each(|(all, some)| add(all, some));
    }
}

fn count_rank(counts: &mut [u32], rank: Option<usize>) {
    if let Some(count) = rank.and_then(|rank| counts.get_mut(rank.checked_sub(1)?)) {
        *count += 1;
    }
}

fn add(all: &mut [u32], some: &[u32]) {
    all.iter_mut().zip(some).for_each(|(all, some)| *all += some);
}

/// Whether two standard errors of the mean, of the standard deviation and of both ends of the interval are within half a
/// unit of the second significant digit of the standard deviation, for every indicator and the score; and those of the
/// levels' chances within their bound (JCGM 101, 7.9.4).
fn are_stable(blocks: &[Block]) -> bool {
    let quantities = blocks.first().map_or(0, |block| block.marks.len());
    let marks = |place: usize| blocks.iter().filter_map(move |block| block.marks.get(place).copied().flatten());
    blocks.len() > 1 && (0..quantities).all(|place| is_stable(marks(place))) && chances_are_stable(blocks)
}

fn is_stable(marks: impl Iterator<Item = [f64; 4]>) -> bool {
    let mut each = [const { Vec::new() }; 4];
    marks.for_each(|marks| each.iter_mut().zip(marks).for_each(|(all, mark)| all.push(mark)));
    let [_, standard, ..] = &each;
    match Moments::of(standard) {
        Some(Moments { mean: standard, .. }) if standard > 0.0 => {
            let half_a_unit = 10_f64.powf(standard.log10().floor() - 1.0) / 2.0;
            each.iter().all(|marks| 2.0 * standard_error(marks) <= half_a_unit)
        }
        _ => true,
    }
}

fn chances_are_stable(blocks: &[Block]) -> bool {
    let levels = blocks.first().map_or(0, |block| block.counts.ranks.len());
    (0..levels).all(|level| {
        let share = |counts: &Counts| Some(f64::from(*counts.ranks.get(level)?) / f64::from(counts.trials));
        let shares: Vec<f64> = blocks.iter().filter_map(|block| share(&block.counts)).collect();
        2.0 * standard_error(&shares) <= PROBABILITY
    })
}

/// The standard deviation of the mean of what every block gives.
fn standard_error(marks: &[f64]) -> f64 {
    let blocks = u32::try_from(marks.len()).map_or(f64::NAN, f64::from);
    Moments::of(marks).map_or(0.0, |moments| moments.standard / blocks.sqrt())
}
