//! Judging a facility's observations by a pack, keeping the whole trace.
//!
//! Prerequisites first, then criteria, the score, and the level: by score and by key indicators, the worse one counts.
//! Everything is evaluated even where a prerequisite fails, so that an operator sees where the facility stands; but
//! then there is no grade.

use super::assessment::{
    Assessment, Comparison, CriterionState, CriterionTrace, LevelReached, PrerequisiteTrace, StandardName, Status,
    Track, TriedLevel,
};
use super::compare::Ledger;
use super::model::{Condition, Criterion, Level, OnFail, Pack, Prerequisite, WhenMissing};
use super::observed::{Observations, Observed};
use super::points::score_criterion;
use crate::text::Text;

/// Judges observations by a pack.
pub fn evaluate(pack: &Pack, observed: &Observations) -> Assessment {
    let mut ledger = Ledger::default();
    let mut reasons = Vec::new();
    let mut status = Status::Rated;

    let prerequisites: Vec<PrerequisiteTrace> =
        pack.prerequisites.iter().map(|prerequisite| judge_prerequisite(prerequisite, observed, &mut ledger)).collect();
    for (prerequisite, trace) in pack.prerequisites.iter().zip(&prerequisites).filter(|(_, trace)| !trace.passed) {
        reasons.push(reason_of(trace));
        // What can not be verified is not known to be out of scope either.
        let out_of_scope = prerequisite.on_fail == OnFail::OutOfScope && trace.compared.holds.is_some();
        status = if out_of_scope || status == Status::OutOfScope { Status::OutOfScope } else { Status::NotRated };
    }

    let criteria: Vec<CriterionTrace> =
        pack.criteria.iter().map(|criterion| judge_criterion(pack, criterion, observed, &mut ledger)).collect();
    for (criterion, trace) in pack.criteria.iter().zip(&criteria) {
        if trace.state == CriterionState::Missing && criterion.when_missing.value == WhenMissing::NotRated {
            status = if status == Status::Rated { Status::NotRated } else { status };
            reasons.push(missing_criterion(trace));
        }
    }

    let score = add_up(pack, &criteria, &mut ledger);
    if score.is_none() && status == Status::Rated && pack.criteria.iter().any(|criterion| !criterion.bonus) {
        status = Status::NotRated;
        reasons.push(Text::new("没有任何适用的评定项", "no criterion applies"));
    }
    let tracks = tracks(pack, score.as_ref().map(|score| score.total), observed, &mut ledger);
    if let Some(missing) = tracks.iter().find_map(missing_key_indicator) {
        status = if status == Status::Rated { Status::NotRated } else { status };
        if reasons.is_empty() {
            reasons.push(missing);
        }
    }
    let level = tracks.iter().filter_map(|track| track.level.as_ref()).max_by_key(|level| level.rank).cloned();

    let figures = ledger.counts();
    Assessment {
        standard: StandardName {
            id: pack.id.clone(),
            number: pack.number.clone(),
            title: pack.title.clone(),
            edition: pack.edition.clone(),
            note: pack.note.clone(),
            official: figures.neighbour == 0 && figures.choice == 0,
        },
        figures,
        status,
        reasons,
        level: level.filter(|_| status == Status::Rated),
        score: score.as_ref().map(|score| score.total),
        score_possible: score.as_ref().map_or(0.0, |score| score.possible),
        score_applicable: score.as_ref().map_or(0.0, |score| score.applicable),
        bonus: score.as_ref().map_or(0.0, |score| score.bonus),
        prerequisites,
        criteria,
        tracks,
        sources: ledger.sources(pack),
    }
}

fn judge_prerequisite(prerequisite: &Prerequisite, observed: &Observations, ledger: &mut Ledger) -> PrerequisiteTrace {
    let observation = observed.get(prerequisite.indicator.get_ref());
    let compared = ledger.compare(prerequisite.indicator.get_ref(), value_of(&observation), &prerequisite.must);
    PrerequisiteTrace {
        id: prerequisite.id.get_ref().clone(),
        title: prerequisite.title.clone(),
        clause: prerequisite.clause.clone(),
        passed: compared.holds == Some(true),
        compared,
        why: why_absent(&observation),
    }
}

fn reason_of(trace: &PrerequisiteTrace) -> Text {
    match &trace.why {
        Some(why) => Text::new(
            format!("基本要求“{}”无法核实：{}", trace.title.zh, why.zh),
            format!("the prerequisite \"{}\" can not be verified: {}", trace.title.en, why.en),
        ),
        None => Text::new(
            format!("不满足基本要求“{}”", trace.title.zh),
            format!("the prerequisite \"{}\" is not met", trace.title.en),
        ),
    }
}

fn missing_criterion(trace: &CriterionTrace) -> Text {
    let why = trace.why.clone().unwrap_or_else(|| Text::new("没有数据", "there is no data"));
    Text::new(
        format!("缺少评定项“{}”：{}", trace.title.zh, why.zh),
        format!("the criterion \"{}\" is missing: {}", trace.title.en, why.en),
    )
}

fn judge_criterion(pack: &Pack, criterion: &Criterion, observed: &Observations, ledger: &mut Ledger) -> CriterionTrace {
    let possible = ledger.used(&criterion.points);
    let area = pack.areas.iter().find(|area| area.id.get_ref() == criterion.area.get_ref());
    let mut trace = CriterionTrace {
        id: criterion.id.get_ref().clone(),
        area: criterion.area.get_ref().clone(),
        area_title: area.map_or_else(|| Text::new("", ""), |area| area.title.clone()),
        title: criterion.title.clone(),
        clause: criterion.clause.clone(),
        state: CriterionState::Scored,
        indicator: criterion.indicator.as_ref().map(|id| id.get_ref().clone()),
        value: None,
        standing: None,
        points: None,
        possible,
        bonus: criterion.bonus,
        rule: criterion.rule.shape().to_owned(),
        fired: None,
        compared: Vec::new(),
        only_if: Vec::new(),
        settings: Vec::new(),
        items: Vec::new(),
        why: None,
    };
    score_criterion(pack, criterion, observed, ledger, &mut trace);
    if trace.state == CriterionState::Scored {
        trace.only_if = conditions(&criterion.only_if, observed, ledger);
        if trace.only_if.iter().any(|condition| condition.holds != Some(true)) {
            trace.points = Some(0.0);
            trace.fired = None;
            trace.why = Some(Text::new("未满足得分的前提条件", "the condition for any points is not met"));
        }
    }
    if trace.state == CriterionState::Missing && criterion.when_missing.value == WhenMissing::NoPoints {
        // No points by the pack's own stated rule: the value itself stays missing.
        ledger.note(criterion.when_missing.basis, criterion.when_missing.source.get_ref());
        trace.points = Some(0.0);
    }
    trace
}

fn conditions(conditions: &[Condition], observed: &Observations, ledger: &mut Ledger) -> Vec<Comparison> {
    conditions
        .iter()
        .map(|condition| {
            let id = condition.indicator.get_ref();
            ledger.compare(id, value_of(&observed.get(id)), &condition.must)
        })
        .collect()
}

struct Score {
    total: f64,
    possible: f64,
    applicable: f64,
    bonus: f64,
}

/// Adds up points; what does not apply is left out and the rest rescaled. `None` for a pack without points, and where
/// a criterion is missing that the score can not do without.
fn add_up(pack: &Pack, criteria: &[CriterionTrace], ledger: &mut Ledger) -> Option<Score> {
    let scored = |trace: &&CriterionTrace| !trace.bonus;
    let possible: f64 = criteria.iter().filter(scored).map(|trace| trace.possible.value).sum();
    if possible <= 0.0 {
        return None;
    }
    let applies = |trace: &&CriterionTrace| trace.state != CriterionState::NotApplicable;
    let applicable: f64 = criteria.iter().filter(scored).filter(applies).map(|trace| trace.possible.value).sum();
    let mut gained = 0.0;
    let mut bonus = 0.0;
    for trace in criteria.iter().filter(applies) {
        let points = match (trace.points, trace.bonus) {
            (Some(points), _) => points,
            (None, true) => 0.0,
            (None, false) => return None,
        };
        *(if trace.bonus { &mut bonus } else { &mut gained }) += points;
    }
    if let Some(cap) = pack.bonus_cap.as_ref().filter(|_| bonus > 0.0) {
        bonus = f64::min(bonus, ledger.used(cap).value);
    }
    // Rescaled only where something is left out, so that no needless division disturbs the last bit.
    let base = if applicable < possible { gained * possible / applicable } else { gained };
    (applicable > 0.0).then_some(Score { total: base + bonus, possible, applicable, bonus })
}

/// The level by score and the level by key indicators, as far as the pack has them.
fn tracks(pack: &Pack, score: Option<f64>, observed: &Observations, ledger: &mut Ledger) -> Vec<Track> {
    let mut tracks = Vec::new();
    if let (Some(score), true) = (score, pack.levels.iter().any(|level| level.score.is_some())) {
        tracks.push(track(pack, "score", |level| {
            let figure = level.score.as_ref()?;
            Some(vec![ledger.compare_figure("score", Some(score), "at_least", figure, |value, least| value >= least)])
        }));
    }
    if pack.levels.iter().any(|level| !level.require.is_empty()) {
        tracks.push(track(pack, "key-indicators", |level| Some(conditions(&level.require, observed, ledger))));
    }
    tracks
}

/// Tries every level; the first whose conditions hold is reached. A level without a condition on this track is reached
/// by all.
fn track(pack: &Pack, id: &str, mut compare: impl FnMut(&Level) -> Option<Vec<Comparison>>) -> Track {
    let tried: Vec<TriedLevel> = pack
        .levels
        .iter()
        .map(|level| {
            let compared = compare(level).unwrap_or_default();
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
    let title = pack.below.clone().unwrap_or_else(|| Text::new("未达级", "below the lowest level"));
    Some(LevelReached { id: "below".to_owned(), title, rank: tried.len() + 1 })
}

/// Why a track gives no level.
fn missing_key_indicator(track: &Track) -> Option<Text> {
    let mut compared = track.tried.iter().filter(|_| track.level.is_none()).flat_map(|tried| &tried.compared);
    let id = &compared.find(|comparison| comparison.holds.is_none())?.indicator;
    Some(Text::new(format!("缺少关键指标 {id}"), format!("the key indicator {id} is missing")))
}

pub(super) fn value_of(observation: &Observed) -> Option<f64> {
    match observation {
        Observed::Value { value, .. } => Some(*value),
        Observed::Missing(_) | Observed::NotApplicable(_) => None,
    }
}

fn why_absent(observation: &Observed) -> Option<Text> {
    match observation {
        Observed::Value { .. } => None,
        Observed::Missing(why) | Observed::NotApplicable(why) => Some(why.clone()),
    }
}
