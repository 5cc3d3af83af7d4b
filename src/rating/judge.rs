//! Judging by several packs, some of which build on the scores of others.

use std::collections::{BTreeMap, BTreeSet};

use super::confidence::{Confidence, HowMany, Trials, confidence, probability};
use super::in_effect::must_fit;
use super::record::Rating;
use crate::problem::{Problem, Result};
use crate::standard::in_force::Days;
use crate::standard::model::{Pack, Rule};
use crate::standard::{self, Assessment, Library, Observations};
use crate::telemetry::{Finding, Severity};
use crate::text::Text;

/// Judges by every pack. `packs` holds each after the one that needs its score, as
/// [`Library::choose`](crate::standard::Library::choose) gives them over `days`, and the results keep that order.
pub fn judge(packs: &[Pack], mut observed: Observations, days: Days) -> Vec<Assessment> {
    let mut judged: BTreeMap<&str, Assessment> = BTreeMap::new();
    // In reverse order all scores are ready when they are needed.
    for pack in packs.iter().rev() {
        let outcome = standard::judge(pack, &observed);
        observed.take_score(&outcome);
        let mut assessment = outcome.assessment;
        assessment.standard.retrospective = !pack.in_force.covers(days);
        // A grade is no more official than the scores it is made of.
        assessment.standard.official &=
            pack.scores().iter().all(|id| judged.get(id).is_none_or(|needed| needed.standard.official));
        judged.insert(&pack.id, assessment);
    }
    packs.iter().filter_map(|pack| judged.remove(pack.id.as_str())).collect()
}

/// Holds every grade to the probability that its standard demands. `packs` stand in the order of their assessments, and
/// `probability` tells that of the grade by the first of some of them, which needs the others.
pub(super) fn hold_to_demands(
    packs: &[Pack],
    assessments: &mut [Assessment],
    probability: impl Fn(&[Pack]) -> Option<f64>,
) {
    for (at, (pack, assessment)) in packs.iter().zip(assessments).enumerate() {
        if pack.formal_confidence.is_some() {
            assessment.hold_to_demand(pack, packs.get(at..).and_then(&probability));
        }
    }
}

impl Rating {
    /// Judges the facility again by a standard, from this record alone; `edition` is that in force over the rating's
    /// period, where left out.
    ///
    /// # Errors
    /// A standard that there is not or that changes within the period, a record whose period is no period, or a standard
    /// with another policy for gaps than the record's values were made by.
    pub fn judged_by(&self, library: &Library, standard: &str, edition: Option<&str>) -> Result<Assessment> {
        let (packs, observed) = self.to_judge(library, standard, edition)?;
        let mut assessments = judge(&packs, observed.clone(), self.period.days()?);
        hold_to_demands(&packs, &mut assessments, |packs| self.probability(packs, &observed));
        assessments.into_iter().next().ok_or_else(|| Problem::new(format!("there is no standard `{standard}`")))
    }

    /// The packs of a standard, each after the one that needs its score, and what they judge.
    fn to_judge(&self, library: &Library, standard: &str, edition: Option<&str>) -> Result<(Vec<Pack>, Observations)> {
        let packs = library.choose(&[standard.to_owned()], edition, self.period.days()?)?;
        must_fit(&packs, &self.gaps)?;
        Ok((packs, self.given.observations(&self.indicators)))
    }

    /// The probability of the grade by the first of `packs`, each after the one that needs its score, from the same trials
    /// as the rating's own; `None` where it made none.
    pub(super) fn probability(&self, packs: &[Pack], observed: &Observations) -> Option<f64> {
        let made = self.confidence.as_ref()?;
        let trials = Trials { seed: made.seed, how_many: HowMany::Exactly(u32::try_from(made.trials).ok()?) };
        probability(packs, observed, self.uncertainty.as_ref()?, trials)
    }

    /// How sure the outcome by a standard is, from this record alone, as [`Rating::judged_by`] judges it.
    ///
    /// # Errors
    /// Those of [`Rating::judged_by`].
    pub fn confidence_by(
        &self,
        library: &Library,
        standard: &str,
        edition: Option<&str>,
        trials: Trials,
    ) -> Result<Option<Confidence>> {
        let (packs, observed) = self.to_judge(library, standard, edition)?;
        let known = self.uncertainty.as_ref();
        Ok(known.and_then(|uncertainty| confidence(&packs, &observed, uncertainty, trials)))
    }
}

/// What is worth knowing about how packs and facility fit together.
pub(super) fn tell_misfits(packs: &[Pack], standards: &[Assessment], observed: &Observations) -> Vec<Finding> {
    let mut findings = unknown_capabilities(packs, observed);
    findings.extend(standards.iter().filter(|assessment| assessment.standard.retrospective).map(|assessment| {
        let (id, days) = (&assessment.standard.id, assessment.standard.in_force.clone().unwrap_or_default());
        let text = Text::new(
            format!("评价期内 {id} 并非全程有效（有效期 {days}）：结果仅供参考"),
            format!("{id} was not in force throughout the period (its days are {days}): the result is for orientation"),
        );
        Finding::new("standard-not-in-force", Severity::Note, text)
    }));
    findings
}

/// A capability that no standard asks for is most likely misspelt.
fn unknown_capabilities(packs: &[Pack], observed: &Observations) -> Vec<Finding> {
    let criteria = packs.iter().flat_map(|pack| &pack.criteria);
    let domains = criteria.filter_map(|criterion| match &criterion.rule {
        Rule::Maturity { domains, .. } => Some(domains),
        _ => None,
    });
    let asked: BTreeSet<&str> = domains.flatten().map(|domain| domain.id.get_ref().as_str()).collect();
    let names = observed.capabilities.iter().flatten().map(|(name, _)| name);
    let unknown = names.filter(|name| !asked.is_empty() && !asked.contains(name.as_str()));
    unknown
        .map(|name| {
            let known = asked.iter().copied().collect::<Vec<_>>().join(", ");
            let text = Text::new(
                format!("没有标准要求能力“{name}”，不计入；可用名称：{known}"),
                format!("no standard asks for the capability `{name}`, so it is not counted; the names are {known}"),
            );
            Finding::new("unknown-capability", Severity::Warning, text)
        })
        .collect()
}
