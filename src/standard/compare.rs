//! Holding values against figures, and keeping count of the figures that were used.

use std::collections::{BTreeMap, BTreeSet};

use super::assessment::{BasisCount, Comparison, FigureUsed, WordUsed};
use super::model::{Basis, Bound, Condition, Figure, Pack, Source};
use super::observed::{Observations, Observed};
use crate::text::Text;

/// The figures that were used in one assessment.
#[derive(Debug, Default)]
pub(super) struct Ledger {
    counts: BasisCount,
    sources: BTreeSet<String>,
}

impl Ledger {
    /// Notes that a figure with this basis and source was used.
    pub(super) fn note(&mut self, basis: Basis, source: &str) {
        self.counts.count(basis);
        self.name_source(source);
    }

    /// Notes a source that something names which is no figure, such as a field of a report.
    pub(super) fn name_source(&mut self, source: &str) {
        self.sources.insert(source.to_owned());
    }

    /// Uses a figure: notes it, and gives it with its origin.
    pub(super) fn used(&mut self, figure: &Figure) -> FigureUsed {
        self.used_as(figure, figure.value)
    }

    /// Uses a yes-or-no figure, as 1 or 0.
    pub(super) fn used_flag(&mut self, figure: &Figure<bool>) -> FigureUsed {
        self.used_as(figure, f64::from(u8::from(figure.value)))
    }

    /// Uses a figure that is a word.
    pub(super) fn used_word<T>(&mut self, figure: &Figure<T>, word: &str) -> WordUsed {
        self.note(figure.basis, figure.source.get_ref());
        WordUsed::of(figure, word)
    }

    fn used_as<T>(&mut self, figure: &Figure<T>, value: f64) -> FigureUsed {
        self.note(figure.basis, figure.source.get_ref());
        FigureUsed::of(figure, value)
    }

    /// Holds a value against a bound.
    pub(super) fn compare(&mut self, indicator: &str, value: Option<f64>, bound: &Bound) -> Comparison {
        let figure = match bound {
            Bound::AtMost(figure) | Bound::Below(figure) | Bound::AtLeast(figure) | Bound::Above(figure) => {
                self.used(figure)
            }
            Bound::Is(figure) => self.used_flag(figure),
        };
        let holds = value.map(|value| bound.holds(value));
        Comparison {
            indicator: indicator.to_owned(),
            value,
            bound: bound.word().to_owned(),
            figure,
            holds,
            points: None,
        }
    }

    /// Notes how a value stands to a figure that has no bound of its own in the pack's text.
    pub(super) fn compare_figure(
        &mut self,
        indicator: &str,
        value: Option<f64>,
        bound: &str,
        figure: &Figure,
        holds: Option<bool>,
    ) -> Comparison {
        let figure = self.used(figure);
        Comparison { indicator: indicator.to_owned(), value, bound: bound.to_owned(), figure, holds, points: None }
    }

    /// How many figures rest on what.
    pub(super) fn counts(&self) -> BasisCount {
        self.counts
    }

    /// The sources of the figures that were used.
    pub(super) fn sources(&self, pack: &Pack) -> BTreeMap<String, Source> {
        let used = pack.sources.iter().filter(|(key, _)| self.sources.contains(*key));
        used.map(|(key, source)| (key.clone(), source.clone())).collect()
    }
}

/// Holds observations against conditions.
pub(super) fn conditions<'c>(
    conditions: impl Iterator<Item = &'c Condition>,
    observed: &Observations,
    ledger: &mut Ledger,
) -> Vec<Comparison> {
    conditions
        .map(|condition| {
            let id = condition.indicator.get_ref();
            ledger.compare(id, observed.get(id).value(), &condition.must)
        })
        .collect()
}

/// Why an observation has no value.
pub(super) fn why_absent(observation: &Observed) -> Option<Text> {
    match observation {
        Observed::Value { .. } => None,
        Observed::Missing(why) | Observed::NotApplicable(why) => Some(why.clone()),
    }
}
