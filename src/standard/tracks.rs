//! The ways to a level: by score, and by each group of key indicators. The worst of them counts.

use super::assessment::{Comparison, LevelReached, Track, TriedLevel};
use super::compare::{Ledger, conditions};
use super::exact::Exact;
use super::model::{Condition, Level, Pack};
use super::observed::Observations;
use crate::text::Text;

/// The track of key indicators that name no other.
const KEY_INDICATORS: &str = "key-indicators";
/// The track of the score.
pub(super) const SCORE_TRACK: &str = "score";

impl Condition {
    /// The way to a level that it belongs to.
    pub(super) fn track(&self) -> &str {
        self.track.as_deref().unwrap_or(KEY_INDICATORS)
    }
}

/// The level by each way that the pack has.
pub(super) fn tracks(pack: &Pack, score: Option<&Exact>, observed: &Observations, ledger: &mut Ledger) -> Vec<Track> {
    let mut tracks = Vec::new();
    if let (Some(score), true) = (score, pack.levels.iter().any(|level| level.score.is_some())) {
        tracks.push(track(pack, SCORE_TRACK, |level| {
            let Some(figure) = &level.score else { return Vec::new() };
            let holds = Exact::of(figure.value).map(|least| *score >= least);
            vec![ledger.compare_figure("score", Some(score.to_f64()), "at_least", figure, holds)]
        }));
    }
    for name in names(pack) {
        tracks.push(track(pack, name, |level| {
            conditions(level.require.iter().filter(|condition| condition.track() == name), observed, ledger)
        }));
    }
    tracks
}

/// The groups of key indicators, in the order of the pack.
pub(super) fn names(pack: &Pack) -> Vec<&str> {
    let mut names: Vec<&str> = Vec::new();
    for condition in pack.levels.iter().flat_map(|level| &level.require) {
        if !names.contains(&condition.track()) {
            names.push(condition.track());
        }
    }
    names
}

/// Every level, best first, and last what a facility is called that reaches none; nothing for a pack without levels.
pub(super) fn ranks(pack: &Pack) -> Vec<LevelReached> {
    let levels = (1..).zip(&pack.levels);
    let mut ranks: Vec<LevelReached> = levels
        .map(|(rank, level)| LevelReached { id: level.id.get_ref().clone(), title: level.title.clone(), rank })
        .collect();
    if !ranks.is_empty() {
        ranks.push(below(pack));
    }
    ranks
}

fn below(pack: &Pack) -> LevelReached {
    let title = pack.below.clone().unwrap_or_else(|| Text::new("未达级", "below the lowest level"));
    LevelReached { id: LevelReached::BELOW.to_owned(), title, rank: pack.levels.len() + 1 }
}

/// Tries every level; the first whose conditions hold is reached. A level without a condition on this track is reached
/// by all.
fn track(pack: &Pack, id: &str, mut compare: impl FnMut(&Level) -> Vec<Comparison>) -> Track {
    let tried: Vec<TriedLevel> = pack
        .levels
        .iter()
        .map(|level| {
            let compared = compare(level);
            let reached = compared.iter().all(|comparison| comparison.holds == Some(true));
            TriedLevel { level: level.id.get_ref().clone(), title: level.title.clone(), reached, compared }
        })
        .collect();
    Track { id: id.to_owned(), level: level_of(pack, &tried), tried }
}

/// The best level that is reached. A missing value on the way there gives no level: missing is not the same as bad.
fn level_of(pack: &Pack, tried: &[TriedLevel]) -> Option<LevelReached> {
    for (rank, tried) in (1..).zip(tried) {
        if tried.compared.iter().any(|comparison| comparison.holds.is_none()) {
            return None;
        }
        if tried.reached {
            return Some(LevelReached { id: tried.level.clone(), title: tried.title.clone(), rank });
        }
    }
    Some(below(pack))
}

/// Why a track gives no level.
pub(super) fn missing_key_indicator(track: &Track) -> Option<Text> {
    let mut compared = track.tried.iter().filter(|_| track.level.is_none()).flat_map(|tried| &tried.compared);
    let id = &compared.find(|comparison| comparison.holds.is_none())?.indicator;
    Some(Text::new(format!("缺少关键指标 {id}"), format!("the key indicator {id} is missing")))
}
