//! One trial: causes of error, the indicators that follow, and what the standard makes of them.

use super::causes::Causes;
use crate::indicator::uncertainty::{IndicatorUncertainty, Uncertainty};
use crate::standard::assessment::Status;
use crate::standard::compiled::{Compiled, CriterionShape, Program, Trial, Verdict};
use crate::standard::{Observations, Pack};

/// What trials are made of.
#[derive(Debug, Clone)]
pub(super) struct Simulation<'a> {
    pub compiled: Compiled,
    pub causes: Causes<'a>,
    /// The indicators that move, which the standard judges.
    pub indicators: Vec<&'a IndicatorUncertainty>,
    /// The outcome with the values as they are.
    pub stated: Verdict,
    /// The worst status with which a trial counts to its level.
    counted: Status,
}

impl<'a> Simulation<'a> {
    /// `None` where no level can come out, or nothing that moves has to do with it.
    pub fn of(packs: &[Pack], observed: &Observations, uncertainty: &'a Uncertainty) -> Option<Self> {
        // Also what first order holds still: a share just above 1, which is cut there, comes below it in some trials.
        let moving = uncertainty.indicators.iter().filter(|one| one.standard > 0.0 || one.is_cut());
        let known = moving.filter(|one| observed.get(&one.id).value().is_some());
        let mut indicators: Vec<&IndicatorUncertainty> = known.collect();
        let ids: Vec<&str> = indicators.iter().map(|one| one.id.as_str()).collect();
        let compiled = Compiled::of(packs, observed, &ids)?;
        indicators.retain(|one| compiled.names(&one.id));
        // Again with what counts alone, so that a trial has no value more than it needs.
        let ids: Vec<&str> = indicators.iter().map(|one| one.id.as_str()).collect();
        let compiled = Compiled::of(packs, observed, &ids)?;
        let best = compiled.shape().map(Program::best_status)?;
        let mut trial = compiled.trial();
        for (value, id) in trial.values().iter_mut().zip(&ids) {
            *value = observed.get(id).value().unwrap_or(f64::NAN);
        }
        compiled.judge(&mut trial);
        let stated = trial.verdict()?.clone();
        if compiled.levels().is_empty() || !best.tells_a_level() || stated.status == Status::Reported {
            return None;
        }
        let counted = if stated.status.tells_a_level() { best.max(stated.status) } else { best };
        Some(Self { causes: Causes::of(uncertainty, &indicators), compiled, indicators, stated, counted })
    }

    /// The same by other causes.
    pub fn by(&self, causes: Causes<'a>) -> Self {
        Self { causes, ..self.clone() }
    }

    /// Judges by causes of error.
    pub fn judge(&self, errors: &[f64], trial: &mut Trial) {
        self.causes.values(errors, trial.values());
        self.compiled.judge(trial);
    }

    /// The criteria that apply.
    pub fn criteria(&self) -> impl Iterator<Item = CriterionShape<'_>> {
        self.compiled.shape().into_iter().flat_map(Program::criteria)
    }

    /// The rank of the level that a trial counts to; `None` where it has no grade.
    pub fn rank(&self, verdict: &Verdict) -> Option<usize> {
        verdict.rank.filter(|_| verdict.status <= self.counted)
    }

    /// The rank of the level that the rating states, or would state where it is indicative only.
    pub fn stated_rank(&self) -> Option<usize> {
        self.rank(&self.stated)
    }
}
