//! Levels: each can be reached, and a lower one asks for no more than a higher one.

use super::Faults;
use crate::standard::model::{Bound, Condition, Level, Pack};

pub(super) fn check(pack: &Pack, found: &mut Faults) {
    reachable(pack, found);
    asking(pack, found);
    for (index, better) in pack.levels.iter().enumerate() {
        if let Some(worse) = pack.levels.get(index + 1) {
            scores(better, worse, found);
            conditions(better, worse, found);
        }
    }
    if !pack.missing_rows.is_empty()
        && let Some(level) = pack.levels.first()
    {
        let what = "the pack lacks rows of its standard and yet gives levels";
        found.grave(&level.id, what, "leave the levels out: a part gives no total");
    }
}

/// No level asks for more points than there are.
fn reachable(pack: &Pack, found: &mut Faults) {
    let points = |bonus: bool| -> f64 {
        pack.criteria.iter().filter(|criterion| criterion.bonus == bonus).map(|criterion| criterion.points.value).sum()
    };
    let cap = pack.bonus_cap.as_ref().map_or(f64::INFINITY, |cap| cap.value);
    let most = points(false) + points(true).min(cap);
    for level in &pack.levels {
        if let Some(score) = level.score.as_ref().filter(|score| score.value > most) {
            let what = format!(
                "the level `{}` needs a score of {}, and there are {most} points",
                level.id.get_ref(),
                score.value
            );
            found.grave(&score.source, what, "lower the level's score, or check the criteria's points");
        }
    }
}

/// What asks for nothing is reached by all: only the last level can be meant so.
fn asking(pack: &Pack, found: &mut Faults) {
    let asks_nothing =
        |level: &&Level| level.require.is_empty() && level.score.as_ref().is_none_or(|score| score.value <= 0.0);
    let better = pack.levels.split_last().map_or(&[][..], |(_, better)| better);
    if let Some(level) = better.iter().find(asks_nothing) {
        let what = format!("the level `{}` asks for nothing, and no facility gets one below it", level.id.get_ref());
        found.grave(&level.id, what, "give it a score or conditions, or make it the last level");
    }
}

fn scores(better: &Level, worse: &Level, found: &mut Faults) {
    if let (Some(high), Some(low)) = (&better.score, &worse.score)
        && low.value >= high.value
    {
        let what = format!(
            "the level `{}` can never be reached by score: `{}` above it needs no more",
            worse.id.get_ref(),
            better.id.get_ref()
        );
        found.grave(&low.source, what, "order the levels from the best to the worst, each with a lower score");
    }
}

fn conditions(better: &Level, worse: &Level, found: &mut Faults) {
    for condition in &worse.require {
        let same = |other: &&Condition| {
            other.indicator.get_ref() == condition.indicator.get_ref() && other.must.word() == condition.must.word()
        };
        let Some(stricter) = better.require.iter().find(same) else { continue };
        let tighter = match (&condition.must, &stricter.must) {
            (Bound::AtMost(low), Bound::AtMost(high)) | (Bound::Below(low), Bound::Below(high)) => {
                low.value < high.value
            }
            (Bound::AtLeast(low), Bound::AtLeast(high)) | (Bound::Above(low), Bound::Above(high)) => {
                low.value > high.value
            }
            _ => false,
        };
        if tighter {
            let what = format!(
                "the level `{}` asks for more of `{}` than `{}` above it",
                worse.id.get_ref(),
                condition.indicator.get_ref(),
                better.id.get_ref()
            );
            found.grave(&condition.indicator, what, "order the levels from the best to the worst");
        }
    }
}
