//! The change of a score in parts that add up to it.
//!
//! `score = k · Σ points + min(Σ bonus, cap)`, rounded where the pack asks for it; `k` is the full score over what applies
//! of it. With `Δ` for after less before and a bar for the mean of both,
//!
//! `Δscore = Σ k̄ · Δpoints + Δk · Σ p̄oints + Σ Δbonus + Δcut + Δrounding`,
//!
//! and each criterion's `Δpoints` is what each indicator, table and figure does to it that differs. What a score under
//! another pack does is handed down to the parts of that score, in proportion.

use super::criterion::{Differing, Side, shares};
use super::record::{Behind, Cause, Criterion, Kind, Part};
use super::steps::CriterionStep;
use crate::rating::judged::Judged;
use crate::standard::assessment::{CriterionState, CriterionTrace};
use crate::standard::check::SCORE;
use crate::standard::{Assessment, Observed};

/// Below this a sum of doubles does not differ from nothing.
const NOTHING: f64 = 1e-12;

/// Two ratings between which a score changes.
#[derive(Debug, Clone, Copy)]
pub(super) struct Change<'a> {
    pub before: &'a Judged<'a>,
    pub after: &'a Judged<'a>,
    /// What may lie behind values that differ.
    pub behind: &'a [Behind],
}

impl Change<'_> {
    /// The parts of the change of the score under a standard; `None` where one of the two has no score.
    pub(super) fn parts(&self, standard: &str) -> Option<Vec<Part>> {
        let (_, old) = self.before.under(standard)?;
        let (_, new) = self.after.under(standard)?;
        let change = new.score? - old.score?;
        let (k_old, k_new) = (factor(old)?, factor(new)?);
        let mut parts = Vec::new();
        let mut rescaling = 0.0;
        for (before, after) in pairs(old, new) {
            let trace = before.or(after)?;
            let weight = if trace.bonus { 1.0 } else { f64::midpoint(k_old, k_new) };
            if !trace.bonus {
                rescaling += (k_new - k_old) * f64::midpoint(points(before), points(after));
            }
            self.criterion(standard, trace, (before.is_some(), after.is_some()), weight, &mut parts)?;
        }
        let whole =
            |cause, kind, change: f64| Part { standard: standard.to_owned(), criterion: None, cause, kind, change };
        parts.push(whole(Cause::Rescaling, Kind::Scope, rescaling));
        parts.push(whole(Cause::BonusCap, Kind::Arithmetic, cut(old) - cut(new)));
        if rounds(old) || rounds(new) {
            let unrounded = |of: &Assessment, k: f64| k * gained(of) + of.bonus;
            let rounding = change - (unrounded(new, k_new) - unrounded(old, k_old));
            parts.push(whole(Cause::Rounding, Kind::Arithmetic, rounding));
        }
        parts.retain(|part| part.change.abs() > NOTHING);
        Some(parts)
    }

    /// The parts of one criterion, each point of which weighs `weight` in the score.
    fn criterion(
        &self,
        standard: &str,
        trace: &CriterionTrace,
        (in_old, in_new): (bool, bool),
        weight: f64,
        parts: &mut Vec<Part>,
    ) -> Option<()> {
        let old = side(self.before, standard, &trace.id, in_old)?;
        let new = side(self.after, standard, &trace.id, in_new)?;
        let shares = shares(old, new);
        for (differing, share) in shares {
            let share = share * weight;
            if let Differing::Indicator(id) = &differing
                && let Some(sub) = id.strip_prefix(SCORE).and_then(|sub| self.handed_down(sub, share))
            {
                parts.extend(sub);
                continue;
            }
            let criterion = Some(Criterion { id: trace.id.clone(), title: trace.title.clone() });
            let (cause, kind) = self.cause(differing);
            parts.push(Part { standard: standard.to_owned(), criterion, cause, kind, change: share });
        }
        Some(())
    }

    /// What a change of another score does, by the parts of that change.
    fn handed_down(&self, standard: &str, share: f64) -> Option<Vec<Part>> {
        let mut parts = self.parts(standard)?;
        let change: f64 = parts.iter().map(|part| part.change).sum();
        if change.abs() <= NOTHING {
            return None;
        }
        parts.iter_mut().for_each(|part| part.change *= share / change);
        Some(parts)
    }

    fn cause(&self, differing: Differing) -> (Cause, Kind) {
        match differing {
            Differing::Indicator(id) => {
                let (old, new) = (self.before.observed.get(&id), self.after.observed.get(&id));
                let applies = |observed: &Observed| !matches!(observed, Observed::NotApplicable(_));
                let kind = if applies(&old) && applies(&new) { kind(self.behind) } else { Kind::Scope };
                (Cause::Indicator { id, before: old.value(), after: new.value() }, kind)
            }
            Differing::Table(table) => (Cause::Table { table }, kind(self.behind)),
            Differing::Categories => (Cause::Categories, Kind::Scope),
            Differing::Figure(place, old, new) => {
                (Cause::Figure { place, before: old.written(), after: new.written() }, Kind::Figures)
            }
            Differing::Figures(places) => (Cause::Figures { places }, Kind::Figures),
            Differing::Rule => (Cause::Rule, Kind::Figures),
        }
    }
}

/// What a criterion's points come from in a rating.
fn side<'s>(judged: &'s Judged<'_>, standard: &str, criterion: &str, there: bool) -> Option<Side<'s>> {
    let (pack, _) = judged.under(standard)?;
    let criterion = pack.criteria.iter().find(|one| one.id.get_ref() == criterion).filter(|_| there);
    Some(Side { pack, criterion, observed: &judged.observed })
}

/// Of what kind a value is that differs, by what may lie behind it.
pub(super) fn kind(behind: &[Behind]) -> Kind {
    let only = |one: Behind| !behind.is_empty() && behind.iter().all(|behind| *behind == one);
    match () {
        () if only(Behind::Method) => Kind::Method,
        () if only(Behind::CleanSources) => Kind::Figures,
        () if only(Behind::Gaps) => Kind::Scope,
        () if behind.contains(&Behind::Method) => Kind::DataOrMethod,
        () => Kind::Data,
    }
}

/// The points of every criterion before and after.
pub(in crate::rating) fn criteria(old: &Assessment, new: &Assessment) -> Vec<CriterionStep> {
    let pairs = pairs(old, new).into_iter();
    let step = |(before, after): (Option<&CriterionTrace>, Option<&CriterionTrace>)| {
        let trace = after.or(before)?;
        let criterion = Criterion { id: trace.id.clone(), title: trace.title.clone() };
        let scored = |trace: Option<&CriterionTrace>| {
            trace.filter(|trace| trace.state == CriterionState::Scored).and_then(|trace| trace.points)
        };
        Some(CriterionStep { criterion, before: scored(before), after: scored(after) })
    };
    pairs.filter_map(step).collect()
}

/// The criteria of both; one that gives bonus in one of them alone is another there.
fn pairs<'a>(
    old: &'a Assessment,
    new: &'a Assessment,
) -> Vec<(Option<&'a CriterionTrace>, Option<&'a CriterionTrace>)> {
    let same = |a: &CriterionTrace, b: &CriterionTrace| a.id == b.id && a.bonus == b.bonus;
    let in_both = old.criteria.iter().map(|a| (Some(a), new.criteria.iter().find(|b| same(a, b))));
    let in_new = new.criteria.iter().filter(|b| !old.criteria.iter().any(|a| same(a, b)));
    in_both.chain(in_new.map(|b| (None, Some(b)))).collect()
}

fn points(trace: Option<&CriterionTrace>) -> f64 {
    trace.and_then(|trace| trace.points).unwrap_or_default()
}

fn gained(of: &Assessment) -> f64 {
    of.criteria.iter().filter(|criterion| !criterion.bonus).map(|criterion| points(Some(criterion))).sum()
}

/// `k`: the full score over what applies of it.
fn factor(of: &Assessment) -> Option<f64> {
    (of.score_applicable != 0.0).then(|| of.score_possible / of.score_applicable)
}

/// What the cap takes from the bonus.
fn cut(of: &Assessment) -> f64 {
    of.bonus_cap.as_ref().map_or(0.0, |cap| cap.cut)
}

fn rounds(of: &Assessment) -> bool {
    of.rounded.iter().any(|rounded| rounded.what == "score")
}
