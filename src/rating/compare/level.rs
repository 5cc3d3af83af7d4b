//! What changed in the level: which way to it decides, and which of its conditions turned.

use super::steps::{LevelStep, PrerequisiteStep, TrackStep, Turned, TurnedBy};
use crate::standard::Assessment;
use crate::standard::assessment::{Comparison, LevelReached, PrerequisiteTrace, Track};
use crate::standard::model::holds;
use crate::text::Text;

pub(in crate::rating) fn level(old: &Assessment, new: &Assessment) -> LevelStep {
    let mut ids: Vec<&str> = Vec::new();
    for track in old.tracks.iter().chain(&new.tracks) {
        if !ids.contains(&track.id.as_str()) {
            ids.push(&track.id);
        }
    }
    let tracks = ids.into_iter().map(|id| {
        let (before, after) = (find(old, id), find(new, id));
        TrackStep {
            id: id.to_owned(),
            before: before.and_then(|track| track.level.clone()),
            after: after.and_then(|track| track.level.clone()),
            decided_before: before.is_some_and(|track| decides(old, track)),
            decides_after: after.is_some_and(|track| decides(new, track)),
            because: turned(before, after),
        }
    });
    LevelStep { before: reached(old), after: reached(new), tracks: tracks.collect() }
}

/// The level, or the one that would be reached were all prerequisites met.
pub(in crate::rating) fn reached(assessment: &Assessment) -> Option<LevelReached> {
    assessment.level.clone().or_else(|| assessment.indicative_level.clone())
}

fn find<'a>(assessment: &'a Assessment, id: &str) -> Option<&'a Track> {
    assessment.tracks.iter().find(|track| track.id == id)
}

/// Whether no other way gives a worse level.
fn decides(assessment: &Assessment, track: &Track) -> bool {
    let rank = |track: &Track| track.level.as_ref().map(|level| level.rank);
    rank(track).is_some() && assessment.tracks.iter().all(|other| rank(other) <= rank(track))
}

/// A condition of a level, by which it is the same in both.
type Name<'a> = (&'a str, &'a str, &'a str);

fn conditions(track: Option<&Track>) -> Vec<(Name<'_>, &Text, &Comparison)> {
    let tried = track.into_iter().flat_map(|track| &track.tried);
    let named = tried.flat_map(|tried| {
        tried.compared.iter().map(|compared| {
            let name = (tried.level.as_str(), compared.indicator.as_str(), compared.bound.as_str());
            (name, &tried.title, compared)
        })
    });
    named.collect()
}

fn turned(before: Option<&Track>, after: Option<&Track>) -> Vec<Turned> {
    let (old, new) = (conditions(before), conditions(after));
    let of = |all: &[(Name<'_>, &Text, &Comparison)], wanted: Name<'_>| {
        all.iter().find(|(name, ..)| *name == wanted).map(|(.., compared)| (*compared).clone())
    };
    let only_new = new.iter().filter(|(name, ..)| of(&old, *name).is_none());
    let all = old.iter().chain(only_new).map(|(name, level, _)| (level, of(&old, *name), of(&new, *name)));
    all.filter_map(|(level, old, new)| one_turned(level, old, new)).collect()
}

/// A condition that holds in one of two alone; one that there is not stops nobody.
fn one_turned(level: &Text, old: Option<Comparison>, new: Option<Comparison>) -> Option<Turned> {
    let state = |compared: &Option<Comparison>| compared.as_ref().map_or(Some(true), |compared| compared.holds);
    let (held, now) = (state(&old), state(&new));
    if held == now {
        return None;
    }
    let with = |figure: &Option<Comparison>, value: &Option<Comparison>| match (figure, value) {
        (None, _) => Some(true),
        (Some(figure), Some(value)) => value.value.map(|value| holds(&figure.bound, value, figure.figure.value)),
        // Nothing is known of the value where nobody asked for it.
        (Some(figure), None) => figure.holds,
    };
    let (by_value, by_figure) = (with(&old, &new) != held, with(&new, &old) != held);
    let told = new.as_ref().or(old.as_ref())?;
    Some(Turned {
        level: level.clone(),
        indicator: told.indicator.clone(),
        bound: told.bound.clone(),
        value_before: old.as_ref().and_then(|compared| compared.value),
        value_after: new.as_ref().and_then(|compared| compared.value),
        held_before: held,
        holds_after: now,
        by: match (by_value, by_figure) {
            (true, false) => TurnedBy::Value,
            (false, true) => TurnedBy::Figure,
            (true, true) | (false, false) => TurnedBy::Both,
        },
        figure_before: old.map(|compared| compared.figure),
        figure_after: new.map(|compared| compared.figure),
    })
}

pub(in crate::rating) fn prerequisites(old: &Assessment, new: &Assessment) -> Vec<PrerequisiteStep> {
    let find = |of: &Assessment, id: &str| of.prerequisites.iter().find(|one| one.id == id).map(|one| one.passed);
    let only_new = new.prerequisites.iter().filter(|one| find(old, &one.id).is_none());
    let step = |one: &PrerequisiteTrace| {
        let (before, after) = (find(old, &one.id), find(new, &one.id));
        let title = one.title.clone();
        (before != after).then(|| PrerequisiteStep { id: one.id.clone(), title, before, after })
    };
    old.prerequisites.iter().chain(only_new).filter_map(step).collect()
}
