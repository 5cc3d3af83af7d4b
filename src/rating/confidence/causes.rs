//! Causes of error as trials draw them, and the indicators that follow.

use std::collections::BTreeMap;

use rand::RngExt;
use rand::distr::Distribution;
use rand_xoshiro::Xoshiro256PlusPlus;
use statrs::distribution::Normal;

use crate::indicator::uncertainty::{ErrorSource, ErrorSum, ErrorTerm, IndicatorUncertainty, Shape, Uncertainty};

/// The half width of a rectangular distribution whose standard deviation is 1: √3.
pub(super) const HALF_WIDTH: f64 = 1.732_050_807_568_877_2;

/// The causes that move some indicators, and how.
#[derive(Debug, Clone)]
pub(super) struct Causes<'u> {
    pub sources: Vec<&'u ErrorSource>,
    formulas: Vec<Formula>,
}

/// `over(ξ) ÷ under(ξ) + Σ added · ξ`, cut at `at_most`; terms name causes by their place.
#[derive(Debug, Clone)]
struct Formula {
    over: Sum,
    under: Sum,
    added: Sum,
    at_most: f64,
}

#[derive(Debug, Clone)]
struct Sum {
    rest: f64,
    terms: Vec<(usize, f64)>,
}

impl<'u> Causes<'u> {
    /// The causes that move these indicators.
    pub fn of(uncertainty: &'u Uncertainty, indicators: &[&IndicatorUncertainty]) -> Self {
        let terms = indicators.iter().flat_map(|one| terms(one)).map(|term| term.source.as_str());
        let used: Vec<&str> = terms.collect();
        let sources: Vec<&ErrorSource> =
            uncertainty.sources.iter().filter(|source| used.contains(&source.id.as_str())).collect();
        let places: BTreeMap<&str, usize> =
            sources.iter().enumerate().map(|(place, source)| (source.id.as_str(), place)).collect();
        let formulas = indicators.iter().map(|one| Formula::of(one, &places)).collect();
        Self { sources, formulas }
    }

    /// The same with some causes smaller: each by the factor that stands at its name.
    pub fn scaled(&self, factors: &BTreeMap<String, f64>) -> Self {
        let by: Vec<f64> = self.sources.iter().map(|source| factors.get(&source.id).copied().unwrap_or(1.0)).collect();
        let mut scaled = self.clone();
        for formula in &mut scaled.formulas {
            for sum in [&mut formula.over, &mut formula.under, &mut formula.added] {
                for (place, moves) in &mut sum.terms {
                    *moves *= by.get(*place).copied().unwrap_or(1.0);
                }
            }
        }
        scaled
    }

    /// Draws every cause.
    pub fn draw(&self, rng: &mut Xoshiro256PlusPlus, errors: &mut [f64]) {
        let normal = Normal::standard();
        for (source, error) in self.sources.iter().zip(errors) {
            *error = match source.shape {
                Shape::Rectangular => rng.random_range(-HALF_WIDTH..=HALF_WIDTH),
                Shape::Normal => normal.sample(rng),
            };
        }
    }

    /// The indicators' values by the causes.
    pub fn values(&self, errors: &[f64], values: &mut [f64]) {
        for (formula, value) in self.formulas.iter().zip(values) {
            *value = formula.value(errors);
        }
    }
}

/// All terms of an indicator.
pub(super) fn terms(indicator: &IndicatorUncertainty) -> impl Iterator<Item = &ErrorTerm> {
    indicator.over.terms.iter().chain(&indicator.under.terms).chain(&indicator.added)
}

impl Formula {
    fn of(indicator: &IndicatorUncertainty, places: &BTreeMap<&str, usize>) -> Self {
        let sum = |sum: &ErrorSum| Sum::of(sum.value, &sum.terms, places);
        Self {
            over: sum(&indicator.over),
            under: sum(&indicator.under),
            added: Sum::of(0.0, &indicator.added, places),
            at_most: indicator.at_most.unwrap_or(f64::INFINITY),
        }
    }

    fn value(&self, errors: &[f64]) -> f64 {
        (self.over.value(errors) / self.under.value(errors) + self.added.value(errors)).min(self.at_most)
    }
}

impl Sum {
    fn of(rest: f64, terms: &[ErrorTerm], places: &BTreeMap<&str, usize>) -> Self {
        let placed = |term: &ErrorTerm| Some((*places.get(term.source.as_str())?, term.moves));
        Self { rest, terms: terms.iter().filter_map(placed).collect() }
    }

    fn value(&self, errors: &[f64]) -> f64 {
        let moves = self.terms.iter().map(|(place, moves)| moves * errors.get(*place).copied().unwrap_or(0.0));
        self.rest + moves.sum::<f64>()
    }
}
