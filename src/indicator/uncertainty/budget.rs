//! The budget of one indicator by the law of propagation (JCGM 100, 5.1.2).

use std::collections::BTreeMap;

use super::record::{COVERAGE_FACTOR, ErrorSum, ErrorTerm, IndicatorUncertainty, Part, is_cut};

/// What takes itself out may leave a last digit over; as a part of the indicator.
const LAST_DIGIT: f64 = 1e-14;

/// How an indicator follows the causes of error.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Followed {
    pub over: ErrorSum,
    pub under: ErrorSum,
    pub added: Vec<ErrorTerm>,
    pub at_most: Option<f64>,
}

impl Followed {
    /// The budget of `y = over ÷ under + Σ added`: each cause moves it by `(∂over − y · ∂under) ÷ under + ∂added`, and
    /// the causes are independent. Beyond its limit an indicator does not move at all.
    pub(super) fn budget(self, id: &str, value: f64) -> IndicatorUncertainty {
        let ratio = self.over.value / self.under.value;
        let mut moves: BTreeMap<&str, f64> = BTreeMap::new();
        for term in &self.over.terms {
            *moves.entry(&term.source).or_default() += term.moves / self.under.value;
        }
        for term in &self.under.terms {
            *moves.entry(&term.source).or_default() -= ratio * term.moves / self.under.value;
        }
        for term in &self.added {
            *moves.entry(&term.source).or_default() += term.moves;
        }
        let is_cut = is_cut(&self.over, &self.under, self.at_most);
        moves.retain(|_, moves| moves.abs() > LAST_DIGIT * ratio.abs() && !is_cut);
        let variance: f64 = moves.values().map(|moves| moves * moves).sum();
        let part =
            |(source, moves): (&str, f64)| Part { source: source.to_owned(), moves, share: moves * moves / variance };
        let mut parts: Vec<Part> = moves.into_iter().map(part).collect();
        parts.sort_by(|a, b| b.share.total_cmp(&a.share));
        let standard = variance.sqrt();
        IndicatorUncertainty {
            id: id.to_owned(),
            value,
            standard,
            expanded: COVERAGE_FACTOR * standard,
            parts,
            over: self.over,
            under: self.under,
            added: self.added,
            at_most: self.at_most,
        }
    }
}
