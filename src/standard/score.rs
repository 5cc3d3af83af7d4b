//! The score: points added up, what does not apply left out, the bonus capped.

use super::assessment::{BonusCap, CriterionState, CriterionTrace, RoundedValue};
use super::compare::Ledger;
use super::exact::Exact;
use super::model::Pack;
use super::rounding::round;

/// A score without any rounding error.
#[derive(Debug, Clone)]
pub(super) struct Score {
    /// With the bonus.
    pub total: Exact,
    /// The full score.
    pub possible: Exact,
    /// The part of the full score that applies.
    pub applicable: Exact,
    /// The bonus.
    pub bonus: Exact,
    /// Its cap, where it was held against one.
    pub cap: Option<BonusCap>,
}

/// Adds up points; what does not apply is left out and the rest rescaled. `None` for a pack without points, where
/// nothing applies, and where a criterion is missing that the score can not do without.
pub(super) fn add_up(
    pack: &Pack,
    criteria: &[CriterionTrace],
    points: &[Option<Exact>],
    ledger: &mut Ledger,
    told: &mut Vec<RoundedValue>,
) -> Option<Score> {
    let applies = |trace: &CriterionTrace| trace.state != CriterionState::NotApplicable;
    let most = |wanted: &dyn Fn(&CriterionTrace) -> bool| -> Option<Exact> {
        criteria.iter().filter(|trace| !trace.bonus && wanted(trace)).map(|trace| Exact::of(trace.possible.value)).sum()
    };
    let possible = most(&|_| true)?;
    let applicable = most(&applies)?;
    let (mut gained, mut bonus) = (Exact::zero(), Exact::zero());
    for (trace, points) in criteria.iter().zip(points).filter(|(trace, _)| applies(trace)) {
        match (points.clone(), trace.bonus) {
            (Some(points), false) => gained = gained + points,
            (Some(points), true) => bonus = bonus + points,
            (None, true) => {}
            (None, false) => return None,
        }
    }
    let mut capped = None;
    if let Some(cap) = pack.bonus_cap.as_ref().filter(|_| !bonus.is_zero()) {
        let gained = bonus.clone();
        bonus = bonus.min(Exact::of(cap.value)?);
        let cut = gained.clone() - bonus.clone();
        capped = Some(BonusCap { cap: ledger.used(cap), gained: gained.to_f64(), cut: cut.to_f64() });
    }
    let rescaled = (gained * possible.clone()).over(&applicable)?;
    let mut total = rescaled + bonus.clone();
    if let Some(figure) = &pack.rounding.score {
        total = round("score", total, figure, ledger, told);
    }
    Some(Score { total, possible, applicable, bonus, cap: capped })
}
