//! What became of gaps, in words.

use super::{Phrases, joined};
use crate::rating::record::{GapPolicy, Policy, PolicyOutcome};
use crate::report::numbers;
use crate::report::words::{Words, reports as w};

/// The quantities in the order in which they are told; the first two always are, the others where they are touched.
const QUANTITIES: [(&str, Words); 6] = [
    ("total", w::TOTAL_ENERGY),
    ("it", w::IT_ENERGY),
    ("cooling", w::COOLING_ENERGY),
    ("distribution", w::DISTRIBUTION_ENERGY),
    ("water", w::WATER),
    ("heat_reuse", w::REUSED_HEAT),
];
const ALWAYS: [&str; 2] = ["total", "it"];
/// A smaller share of an energy reads as `< 0.1 %`.
const LEAST: f64 = 0.001;

type ValueOf = fn(&PolicyOutcome) -> Option<f64>;

/// The values that are told of each policy.
const VALUES: [(&str, ValueOf); 2] = [("pue", |outcome| outcome.pue), ("clean_share", |outcome| outcome.clean_share)];

impl Phrases<'_> {
    /// `excluded (by the manifest; hours with a gap do not count; measured and left out: total 0.4 %, IT 0.0 %)`.
    pub fn gaps(&self) -> String {
        let gaps = &self.rating.gaps;
        let note = match gaps.policy {
            Policy::Exclude => w::EXCLUDE_NOTE,
            Policy::Hold | Policy::Bridge => w::ESTIMATE_NOTE,
        };
        let told = QUANTITIES.iter().filter_map(|(id, words)| {
            let share = *gaps.touched.get(*id)?;
            let told = ALWAYS.contains(id) || share > 0.0;
            told.then(|| format!("{} {}", self.say(*words), share_touched(share)))
        });
        let told = joined(told, self.say(w::LIST));
        let touched = if told.is_empty() { self.say(note).to_owned() } else { self.labelled(note, &told) };
        let aside = joined([self.whose_policy(), touched], self.say(w::SEMICOLON));
        let said = self.with_aside(&self.policy(gaps.policy), &aside);
        match all_the_same(gaps) {
            true if gaps.sensitivity.iter().any(|outcome| outcome.pue.is_some()) => {
                self.list([said.as_str(), self.say(w::SAME_OTHERWISE)])
            }
            _ => said,
        }
    }

    /// `excluded PUE 1.234, clean share 81.2 %; held for at most 60 min PUE 1.236, …`; `None` where all give the same.
    pub fn gaps_otherwise(&self) -> Option<String> {
        let gaps = &self.rating.gaps;
        if all_the_same(gaps) {
            return None;
        }
        Some(self.list(gaps.sensitivity.iter().map(|outcome| {
            let known = VALUES.iter().filter_map(|(id, of)| {
                // With so many decimals that two policies that differ do not read the same.
                let others = gaps.sensitivity.iter().filter_map(of);
                let figures: Vec<f64> = self.figures_of(id).iter().copied().chain(others).collect();
                let value = numbers::beside_all(id, of(outcome)?, &figures, self.lang);
                Some(format!("{} {value}", self.indicator_name(id)))
            });
            let known = joined(known, self.say(w::COMMA));
            let known = if known.is_empty() { self.say(w::MISSING).to_owned() } else { known };
            format!("{}{}{known}", self.policy(outcome.policy), self.say(w::COLON))
        })))
    }

    /// `by the manifest`, or `as db63t-2223-2023 states: official text, clause 5.2`.
    fn whose_policy(&self) -> String {
        let Some(by) = &self.rating.gaps.stated_by else { return self.say(w::GAPS_BY_MANIFEST).to_owned() };
        let clause = by.policy.clause.as_ref().map(|clause| format!("{} {clause}", self.say(w::CLAUSE)));
        let origin = std::iter::once(self.basis(by.policy.basis).to_owned()).chain(clause);
        let origin = joined(origin, self.say(w::COMMA));
        format!("{}{}{origin}", w::gaps_as_stated(&by.standard, self.lang), self.say(w::COLON))
    }

    fn policy(&self, policy: Policy) -> String {
        match policy {
            Policy::Exclude => self.say(w::EXCLUDE).to_owned(),
            Policy::Hold => w::held_for(self.rating.gaps.hold_minutes, self.lang),
            Policy::Bridge => self.say(w::BRIDGE).to_owned(),
        }
    }
}

fn all_the_same(gaps: &GapPolicy) -> bool {
    let values = |outcome: &PolicyOutcome| (outcome.pue, outcome.clean_share);
    gaps.sensitivity.iter().all(|outcome| gaps.sensitivity.first().map(values) == Some(values(outcome)))
}

fn share_touched(share: f64) -> String {
    if share > 0.0 && share < LEAST { "< 0.1 %".to_owned() } else { numbers::percent(share) }
}
