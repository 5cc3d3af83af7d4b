//! Holding values against figures, and keeping count of the figures that were used.

use std::collections::{BTreeMap, BTreeSet};

use super::assessment::{BasisCount, Comparison, FigureUsed};
use super::model::{Basis, Bound, Figure, Pack, Source};

/// The figures that were used in one assessment.
#[derive(Debug, Default)]
pub(super) struct Ledger {
    counts: BasisCount,
    sources: BTreeSet<String>,
}

impl Ledger {
    /// Notes that a figure with this basis and source was used.
    pub(super) fn note(&mut self, basis: Basis, source: &str) {
        let count = match basis {
            Basis::Official => &mut self.counts.official,
            Basis::Neighbour => &mut self.counts.neighbour,
            Basis::Choice => &mut self.counts.choice,
        };
        *count += 1;
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

    fn used_as<T>(&mut self, figure: &Figure<T>, value: f64) -> FigureUsed {
        self.note(figure.basis, figure.source.get_ref());
        FigureUsed {
            value,
            basis: figure.basis,
            source: figure.source.get_ref().clone(),
            clause: figure.clause.clone(),
        }
    }

    /// Holds a value against a bound.
    pub(super) fn compare(&mut self, indicator: &str, value: Option<f64>, bound: &Bound) -> Comparison {
        let figure = match bound {
            Bound::AtMost(figure) | Bound::Below(figure) | Bound::AtLeast(figure) | Bound::Above(figure) => {
                self.used(figure)
            }
            Bound::Is(figure) => self.used_flag(figure),
        };
        let holds = value.map(|value| match bound {
            Bound::AtMost(figure) => value <= figure.value,
            Bound::Below(figure) => value < figure.value,
            Bound::AtLeast(figure) => value >= figure.value,
            Bound::Above(figure) => value > figure.value,
            Bound::Is(figure) => (value > 0.5) == figure.value,
        });
        Comparison {
            indicator: indicator.to_owned(),
            value,
            bound: bound.word().to_owned(),
            figure,
            holds,
            points: None,
        }
    }

    /// Holds a value against a figure that has no bound of its own in the pack's text.
    pub(super) fn compare_figure(
        &mut self,
        indicator: &str,
        value: Option<f64>,
        bound: &str,
        figure: &Figure,
        holds: impl Fn(f64, f64) -> bool,
    ) -> Comparison {
        let figure = self.used(figure);
        let holds = value.map(|value| holds(value, figure.value));
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
