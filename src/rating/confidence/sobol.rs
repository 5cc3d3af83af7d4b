//! Shares of a variance by Monte Carlo (Sobol indices).

use rand_xoshiro::Xoshiro256PlusPlus;

use super::simulation::Simulation;
use super::spread::Moments;
use super::trials::stream;
use crate::standard::compiled::Trial;

/// How many points the design starts from; each is judged twice, and once more for every cause.
const POINTS: u32 = 4096;

/// The shares of one cause in the variance of the score.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct Indices {
    /// Alone.
    pub first_order: f64,
    /// With all that it does in company.
    pub total: f64,
}

/// The scores at one point of the design.
struct Point {
    a: f64,
    b: f64,
    /// At `a` with one cause as at `b`, by cause.
    mixed: Vec<f64>,
}

/// The indices of some causes, by Saltelli's design: two points by chance, and the first with one coordinate of the
/// second. `V₁ = E[f(B)·(f(ABᵢ) − f(A))]` (Saltelli et al. 2010), `Vₜ = E[(f(A) − f(ABᵢ))²] ÷ 2` (Jansen 1999), both over
/// the variance of the score. Causes that are not asked for vary as well, as one more cause that is not told.
pub(super) fn indices(simulation: &Simulation<'_>, places: &[usize], seed: u64) -> Vec<Indices> {
    let mut rng = stream(seed, 0);
    // Beyond the streams of all blocks of trials.
    rng.long_jump();
    let mut trial = simulation.compiled.trial();
    let points = (0..POINTS).filter_map(|_| Point::draw(simulation, places, &mut rng, &mut trial));
    let points: Vec<Point> = points.collect();
    let scores: Vec<f64> = points.iter().flat_map(|point| [point.a, point.b]).collect();
    let Some(Moments { mean, standard }) = Moments::of(&scores).filter(|moments| moments.standard > 0.0) else {
        return vec![Indices::default(); places.len()];
    };
    let count = u32::try_from(points.len()).map_or(f64::INFINITY, f64::from);
    let over_variance = |sum: f64| (sum / count / standard.powi(2)).clamp(0.0, 1.0);
    let of = |place: usize| {
        let mixed = points.iter().filter_map(|point| Some((point, *point.mixed.get(place)?)));
        let (mut first_order, mut total) = (0.0, 0.0);
        for (point, mixed) in mixed {
            first_order += (point.b - mean) * (mixed - point.a);
            total += (point.a - mixed).powi(2) / 2.0;
        }
        // Alone is a part of in company; of the two estimates the total has the smaller error.
        let total = over_variance(total);
        Indices { first_order: over_variance(first_order).min(total), total }
    };
    (0..places.len()).map(of).collect()
}

impl Point {
    /// `None` where a trial has no score.
    fn draw(
        simulation: &Simulation<'_>,
        places: &[usize],
        rng: &mut Xoshiro256PlusPlus,
        trial: &mut Trial,
    ) -> Option<Self> {
        let mut errors = [0, 1].map(|_| vec![0.0; simulation.causes.sources.len()]);
        errors.iter_mut().for_each(|errors| simulation.causes.draw(rng, errors));
        let [mut a, b] = errors;
        let mut score = |errors: &[f64]| {
            simulation.judge(errors, trial);
            trial.verdict()?.score
        };
        let (at_a, at_b) = (score(&a)?, score(&b)?);
        let mut mixed = Vec::with_capacity(places.len());
        for place in places {
            let kept = std::mem::replace(a.get_mut(*place)?, *b.get(*place)?);
            mixed.push(score(&a)?);
            *a.get_mut(*place)? = kept;
        }
        Some(Self { a: at_a, b: at_b, mixed })
    }
}
