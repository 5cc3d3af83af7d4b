//! From trials to the record of a confidence.

use rayon::prelude::*;

use super::record::{
    Chance, Confidence, CriterionConfidence, Interval, LevelChance, RowChance, Simulated, TrackConfidence,
};
use super::simulation::Simulation;
use super::spread::{Moments, interval, simulated};
use super::trials::{Counts, Run};
use super::{boundary, demanded};
use crate::standard::compiled::{CriterionShape, Given};
use crate::standard::{Pack, assessment::LevelReached};

/// All but what moves the score; `None` of no trials.
pub(super) fn confidence(pack: &Pack, simulation: &Simulation<'_>, seed: u64, run: Run) -> Option<Confidence> {
    let Run { counts, stable, columns } = run;
    let share = |count: u32| f64::from(count) / f64::from(counts.trials);
    let levels = levels(simulation.compiled.levels(), &counts.ranks, counts.trials);
    let graded: u32 = counts.ranks.iter().sum();
    let no_grade = share(counts.trials.checked_sub(graded)?);
    let stated = simulation.stated_rank().and_then(|rank| levels.get(rank.checked_sub(1)?));
    let probability = stated.map_or(no_grade, |level| level.probability);
    let demanded = demanded(pack);
    let shape = simulation.compiled.shape()?;
    let names = simulation.indicators.iter().map(|one| one.id.as_str()).chain(["score"]);
    let named: Vec<&str> = names.collect();
    let mut columns = columns;
    let lines = columns.split_off(named.len().min(columns.len()));
    // In their order, whichever is ready first.
    let simulated = named.into_par_iter().zip(columns).filter_map(|(id, values)| simulated(id, values));
    let mut indicators: Vec<Simulated> = simulated.collect();
    let score = indicators.pop_if(|last| last.id == "score");
    let passed = shape.prerequisites().zip(&counts.prerequisites);
    let tracks = shape.tracks().zip(&counts.tracks);
    Some(Confidence {
        seed,
        trials: u64::from(counts.trials),
        stable,
        no_grade,
        probability,
        boundary: boundary(probability, counts.trials, demanded.probability),
        demanded,
        score,
        indicators,
        prerequisites: passed.map(|(id, count)| Chance { id: id.to_owned(), probability: share(*count) }).collect(),
        tracks: tracks
            .map(|(id, ranks)| TrackConfidence {
                id: id.to_owned(),
                levels: self::levels(simulation.compiled.levels(), ranks, counts.trials),
            })
            .collect(),
        criteria: criteria(simulation, &counts, lines.into_iter()),
        levels,
        sensitivity: None,
    })
}

fn levels(levels: &[LevelReached], counts: &[u32], trials: u32) -> Vec<LevelChance> {
    let chance = |(level, count): (&LevelReached, &u32)| LevelChance {
        level: level.id.clone(),
        title: level.title.clone(),
        probability: f64::from(*count) / f64::from(trials),
    };
    levels.iter().zip(counts).map(chance).collect()
}

/// `lines` are the points of the criteria that move and have no rows.
fn criteria(
    simulation: &Simulation<'_>,
    counts: &Counts,
    mut lines: impl Iterator<Item = Vec<f64>>,
) -> Vec<CriterionConfidence> {
    let each = simulation.criteria().zip(&simulation.stated.criteria).zip(&counts.rows);
    each.filter_map(|((criterion, stated), fired)| match &criterion {
        CriterionShape { moves: false, .. } => fixed(criterion.id, *stated),
        CriterionShape { rows, .. } if rows.is_empty() => {
            let mut points = lines.next()?;
            let Moments { mean, .. } = Moments::of(&points)?;
            let interval = interval(&mut points)?;
            Some(CriterionConfidence { id: criterion.id.to_owned(), mean, interval, rows: Vec::new() })
        }
        CriterionShape { rows, .. } => by_rows(criterion.id, rows, fired, counts.trials),
    })
    .collect()
}

/// A criterion that does not move; `None` where it has no points.
fn fixed(id: &str, given: Given) -> Option<CriterionConfidence> {
    let points = given.points?;
    let interval = Interval { low: points, high: points };
    Some(CriterionConfidence { id: id.to_owned(), mean: points, interval, rows: Vec::new() })
}

/// `fired` tells how often each row fired, and last how often none did.
fn by_rows(id: &str, rows: &[Given], fired: &[u32], trials: u32) -> Option<CriterionConfidence> {
    let points = rows.iter().map(|row| row.points.unwrap_or(0.0)).chain([0.0]);
    let mut each: Vec<(f64, u32)> = points.zip(fired.iter().copied()).collect();
    let chances = rows.iter().zip(&each).filter_map(|(row, (points, count))| {
        Some(RowChance { row: row.fired?, points: *points, probability: f64::from(*count) / f64::from(trials) })
    });
    let rows = chances.collect();
    let known: u32 = fired.iter().sum();
    let mean = each.iter().map(|(points, count)| points * f64::from(*count)).sum::<f64>() / f64::from(known);
    each.sort_by(|a, b| a.0.total_cmp(&b.0));
    // As many are left out below as above.
    let beyond = f64::from(known) * 0.025;
    let interval = Interval { low: end(each.iter(), beyond)?, high: end(each.iter().rev(), beyond)? };
    Some(CriterionConfidence { id: id.to_owned(), mean, interval, rows })
}

/// The first value beyond so many.
fn end<'e>(mut each: impl Iterator<Item = &'e (f64, u32)>, beyond: f64) -> Option<f64> {
    let mut passed = 0.0;
    let beyond = each.find(|(_, count)| {
        passed += f64::from(*count);
        passed > beyond
    });
    beyond.map(|(points, _)| *points)
}
