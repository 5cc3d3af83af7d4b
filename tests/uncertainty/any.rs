//! What holds for every facility.

use std::sync::LazyLock;

use approx::assert_relative_eq;
use greengrade::indicator::uncertainty::{IndicatorUncertainty, SourceKind, better_classes};
use greengrade::rating::Rating;
use greengrade::standard::observed::Standing;
use proptest::prelude::*;

use crate::common::{STANDARDS, fixture, rated, value};
use crate::made::{Meter, meter, pue, rating, separate, told};

/// The facilities of the portfolio.
static PORTFOLIO: LazyLock<Vec<Rating>> = LazyLock::new(|| {
    let folders = std::fs::read_dir(fixture("portfolio")).unwrap();
    let folders = folders.map(|entry| entry.unwrap().path()).filter(|path| path.is_dir());
    folders.map(|folder| rated(&folder, &STANDARDS, None)).collect()
});

#[test]
fn the_formula_of_each_budget_gives_the_value_of_its_indicator() {
    let mut budgets = 0;
    for rating in PORTFOLIO.iter() {
        let id = &rating.facility.id;
        for budget in rating.uncertainty.iter().flat_map(|told| &told.indicators) {
            let formula = (budget.over.value / budget.under.value).min(budget.at_most.unwrap_or(f64::INFINITY));
            assert_relative_eq!(formula, value(rating, &budget.id), max_relative = 1e-12);
            assert_eq!(budget.value, value(rating, &budget.id), "{id} {}", budget.id);
            let shares: f64 = budget.parts.iter().map(|part| part.share).sum();
            assert!(budget.parts.is_empty() || (shares - 1.0).abs() < 1e-12, "{id} {}: {shares}", budget.id);
            budgets += 1;
        }
    }
    assert!(budgets > 100, "{budgets}");
}

/// What is measured, alone or with declared values, has a budget unless no meter tells it.
#[test]
fn every_indicator_that_meters_tell_has_a_budget() {
    let of_no_meter = [
        "consecutive_months",
        "hour_coverage",
        "separately_metered",
        "cooling_degree_days",
        "monitoring_coverage",
        "automated_inspection",
        "automation_rate",
        "alarm_compression",
        "self_healing",
        "mttr",
        "prediction_f1",
        "auto_cooling",
    ];
    for rating in PORTFOLIO.iter().filter(|rating| rating.uncertainty.is_some()) {
        let measured = rating.indicators.iter().filter(|one| {
            matches!(one.standing, Some(Standing::Measured | Standing::Mixed))
                && !of_no_meter.contains(&one.id.as_str())
        });
        for indicator in measured {
            assert!(told(rating).of(&indicator.id).is_some(), "{}: {}", rating.facility.id, indicator.id);
        }
    }
}

#[test]
fn time_without_measurement_is_a_cause_where_there_is_any() {
    let gaps = |rating: &Rating| told(rating).sources.iter().filter(|source| source.kind == SourceKind::Gap).count();
    assert_eq!(gaps(&separate()), 0);
    let esif = rated(&fixture("portfolio/esif"), &STANDARDS, None);
    assert!(gaps(&esif) > 0);
    let pue = pue(&esif);
    assert_eq!(pue.added[0].source, "pue.gap");
}

/// What a manifest may tell of a meter and its transformer.
#[derive(Debug, Clone)]
struct Told {
    class: &'static str,
    transformer: Option<(&'static str, f64)>,
    power_factor: f64,
    kw: f64,
}

impl Told {
    /// A meter `m-…` behind a transformer of its own, `ct-…`.
    fn meter(&self, number: usize) -> Meter {
        let transformer = self.transformer.map(|(class, load)| {
            format!("current_transformer = {{ id = \"ct-{number}\", class = \"{class}\", load = {load} }}\n")
        });
        let (class, factor) = (self.class, self.power_factor);
        let told = format!("class = \"{class}\"\npower_factor = {factor}\n{}", transformer.unwrap_or_default());
        meter(&format!("m-{number}"), self.kw, &told)
    }
}

fn meters() -> impl Strategy<Value = Vec<Told>> {
    let class = prop::sample::select(vec!["2", "1", "0.5", "0.5S", "0.2", "0.2S"]);
    let transformer = (prop::sample::select(vec!["1", "0.5", "0.5S", "0.2", "0.2S"]), 0.005..1.3);
    let told = (class, prop::option::of(transformer), 0.5..1.0, 10.0..500.0);
    let told = told.prop_map(|(class, transformer, power_factor, kw)| Told { class, transformer, power_factor, kw });
    prop::collection::vec(told, 2..6)
}

/// IT is all meters but the last; the total has that one too.
fn rating_of(told: &[Told], order: impl Fn(&mut Vec<Meter>)) -> Rating {
    let mut meters: Vec<Meter> = told.iter().enumerate().map(|(number, told)| told.meter(number)).collect();
    let names: Vec<String> = meters.iter().map(|meter| format!("\"{}\"", meter.name)).collect();
    let it = names[..names.len() - 1].join(", ");
    order(&mut meters);
    rating(&meters, &format!("total = [{}]\nit = [{it}]", names.join(", ")))
}

fn standard_with(budget: &IndicatorUncertainty, scale: impl Fn(&str) -> f64) -> f64 {
    budget.parts.iter().map(|part| (part.moves * scale(&part.source)).powi(2)).sum::<f64>().sqrt()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn shares_add_up_and_the_order_of_meters_does_not_matter(told in meters()) {
        let rating = rating_of(&told, |_| ());
        let budget = pue(&rating);
        let shares: f64 = budget.parts.iter().map(|part| part.share).sum();
        prop_assert!((shares - 1.0).abs() < 1e-12);
        let turned = rating_of(&told, |meters| meters.reverse());
        prop_assert_eq!(turned.uncertainty, rating.uncertainty);
    }

    /// A better class is never less sure, and does what a rating with that class in its manifest says.
    #[test]
    fn a_better_class_makes_the_uncertainty_no_larger_and_is_what_that_class_gives(
        told in meters(),
        which in any::<prop::sample::Index>(),
    ) {
        let rating = rating_of(&told, |_| ());
        let all = better_classes(rating.uncertainty.as_ref().unwrap());
        prop_assume!(!all.is_empty());
        let better = which.get(&all);
        let expected = standard_with(pue(&rating), |source| better.scales.get(source).copied().unwrap_or(1.0));
        prop_assert!(expected <= pue(&rating).standard, "{better:?}");
        let (kind, number) = better.replaces.split_once('-').unwrap();
        let class = ["2", "1", "0.5", "0.5S", "0.2", "0.2S"].into_iter().find(|word| *word == better.class).unwrap();
        let mut changed = told.clone();
        let one = &mut changed[number.parse::<usize>().unwrap()];
        match kind {
            "m" => one.class = class,
            _ => one.transformer = one.transformer.map(|(_, load)| (class, load)),
        }
        let found = pue(&rating_of(&changed, |_| ())).standard;
        prop_assert!((found - expected).abs() <= 1e-12, "{better:?}: {found} and {expected}");
    }
}
