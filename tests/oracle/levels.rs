//! The ways to a level: by score, and by each group of key indicators. The worst of them counts.

use crate::exact::{Exact, Told};
use crate::indicators::{Value, Values};
use crate::judge::holds;
use crate::pack::{Condition, Level};
use crate::time::Period;

/// The worst of the levels by score and by each group of key indicators; `None` where one of them gives none.
pub fn level(levels: &[Level], values: &Values, score: Option<&Exact>, period: &Period) -> Told<Option<String>> {
    let track = |condition: &Condition| condition.track.clone().unwrap_or_else(|| "key-indicators".to_owned());
    let mut groups: Vec<String> = levels.iter().flat_map(|level| level.require.iter().map(track)).collect();
    groups.sort();
    groups.dedup();
    let mut worst = 0;
    if levels.iter().any(|level| level.score.is_some()) {
        let Some(score) = score else { return Ok(None) };
        let mut reached = levels.len();
        for (rank, level) in levels.iter().enumerate().rev() {
            let from = level.score.as_ref().map(|figure| figure.number(period)).transpose()?.flatten();
            if from.is_none_or(|from| *score >= from) {
                reached = rank;
            }
        }
        worst = worst.max(reached);
    }
    for group in groups {
        let mut reached = levels.len();
        'levels: for (rank, level) in levels.iter().enumerate() {
            let mut all = true;
            for condition in level.require.iter().filter(|condition| track(condition) == group) {
                match values.get(&condition.indicator).unwrap_or(&Value::Missing) {
                    Value::Is(value) => all &= holds(&condition.must, value, period)?.unwrap_or(true),
                    _ => return Ok(None),
                }
            }
            if all {
                reached = rank;
                break 'levels;
            }
        }
        worst = worst.max(reached);
    }
    Ok((!levels.is_empty()).then(|| levels.get(worst).map_or("below", |level| level.id.as_str()).to_owned()))
}
