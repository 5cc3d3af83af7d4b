//! How sure a grade is, as a user of ratings relies on it: the published check values, the demand of a standard on a formal
//! grade, and what holds for every rating.
#![cfg(test)]

mod common;

use common::{STANDARDS, facility_folder, fixture};
use greengrade::facility::Facility;
use greengrade::rating::confidence::Boundary;
use greengrade::rating::{HowMany, OutcomeStatus, Rating, Request, Trials, rate};
use greengrade::standard::Library;
use greengrade::standard::assessment::Status;
use statrs::distribution::{ContinuousCDF, Normal};
use tempfile::TempDir;

/// Two meters as in the check values: the total on a meter of class 0.5S with a transformer of class 0.5S at full load, IT on
/// a meter of class 1 with a transformer of class 0.5 at a fifth of its load, and a power factor of 0.95.
const MANIFEST: &str = r#"id = "synthetic-two-meters"
name = { zh = "两表（合成）", en = "Two meters (synthetic)" }
province = "青海"
category = "general"
clock = "+08:00"
period = "2025-01"
synthetic = true

[boundary]
total = ["total"]
it = ["it"]

[[telemetry]]
files = ["power.csv"]
shape = "wide"
time = "time"

[[meter]]
id = "total"
column = "total"
kind = "power"
unit = "kW"
max_gap = "1h"
point = "utility"
class = "0.5S"
power_factor = 0.95
current_transformer = { id = "ct-total", class = "0.5S", load = 1.0 }

[[meter]]
id = "it"
column = "it"
kind = "power"
unit = "kW"
max_gap = "1h"
point = "ups-output"
class = "1"
power_factor = 0.95
current_transformer = { id = "ct-it", class = "0.5", load = 0.2 }
"#;

const PACK: &str = r#"id = "sample"
title = { zh = "示例", en = "Sample" }
edition = "1"
note = { zh = "不是任何标准。", en = "It is no standard." }
below = { zh = "未达级", en = "Below" }
DEMAND
[sources.own]
citation = { zh = "示例文本", en = "A sample text" }
read = "own"
[[level]]
id = "1"
title = { zh = "一级", en = "Level 1" }
require = [{ indicator = "pue", must = { at_most = { value = 1.3, basis = "choice", source = "own" } } }]
"#;

/// January at a constant power of the whole, kW, over 1000 kW of IT, in a folder that goes at the end of the test.
fn facility(total_kw: &str) -> (TempDir, Facility) {
    let mut csv = String::from("time,total,it\n");
    let start = jiff::civil::date(2025, 1, 1).at(0, 0, 0, 0);
    for hour in 0..=31 * 24 {
        let at = start.saturating_add(jiff::Span::new().hours(hour));
        csv += &format!("{at},{total_kw},1000\n");
    }
    let folder = facility_folder(&[("facility.toml", MANIFEST), ("power.csv", &csv)]);
    let facility = Facility::load(folder.path()).unwrap();
    (folder, facility)
}

fn library(demand: Option<f64>) -> Library {
    let demand = demand
        .map(|least| format!("formal_confidence = {{ value = {least:?}, basis = \"choice\", source = \"own\" }}\n"));
    let mut library = Library::embedded().unwrap();
    library.read(&PACK.replace("DEMAND\n", &demand.unwrap_or_default()), "sample.toml").unwrap();
    library
}

fn rated((_, facility): &(TempDir, Facility), demand: Option<f64>, trials: Trials) -> Rating {
    let (library, standards) = (library(demand), ["sample".to_owned()]);
    let request = Request { library: &library, standards: &standards, edition: None, period: None, trials };
    rate(facility, &request).unwrap().rating
}

#[test]
fn the_check_values_come_out_of_a_manifest() {
    let rating = rated(&facility("1300"), None, Trials::default());
    let uncertainty = rating.uncertainty.as_ref().unwrap();
    let pue = uncertainty.of("pue").unwrap();
    assert_eq!(format!("{:.4}", pue.expanded), "0.0229");
    let relative = |meter: &str, sum: &greengrade::indicator::uncertainty::ErrorSum| {
        let of_meter = |id: &str| uncertainty.sources.iter().any(|one| one.id == id && one.meters == [meter]);
        let squares = sum.terms.iter().filter(|term| of_meter(&term.source)).map(|term| term.moves * term.moves);
        format!("{:.4}", 100.0 * squares.sum::<f64>().sqrt() / sum.value)
    };
    assert_eq!(relative("total", &pue.over), "0.4406");
    assert_eq!(relative("it", &pue.under), "0.7632");
    let simulated = rating.confidence.as_ref().unwrap().indicators.iter().find(|one| one.id == "pue").unwrap();
    // Of 10⁵ trials and more the ends are known to some 10⁻⁴.
    approx::assert_abs_diff_eq!(simulated.interval.low, 1.2783, epsilon = 4e-4);
    approx::assert_abs_diff_eq!(simulated.interval.high, 1.3223, epsilon = 4e-4);
    approx::assert_abs_diff_eq!(simulated.standard, pue.standard, epsilon = 1e-4);
}

#[test]
fn a_grade_near_its_bound_is_at_the_boundary_and_one_far_from_it_is_settled() {
    let near = rated(&facility("1290"), None, Trials::default());
    let confidence = near.confidence.unwrap();
    // The published 0.81 takes a normal distribution; limits of error are equally likely within, which is a little flatter.
    let standard = near.uncertainty.as_ref().unwrap().of("pue").unwrap().standard;
    let normal = Normal::new(1.29, standard).unwrap().cdf(1.3);
    assert_eq!(format!("{normal:.2}"), "0.81");
    approx::assert_abs_diff_eq!(confidence.probability, normal, epsilon = 0.015);
    assert_eq!((confidence.boundary, confidence.demanded.figure.is_none()), (Boundary::AtTheBoundary, true));
    assert_eq!(near.outcome.status, OutcomeStatus::Rated, "the default takes no grade away");

    let on = rated(&facility("1300"), None, Trials::default()).confidence.unwrap();
    approx::assert_abs_diff_eq!(on.probability, 0.5, epsilon = 0.01);
    let above = rated(&facility("1310"), None, Trials::default());
    assert_eq!(above.outcome.level.unwrap().id, "below");
    approx::assert_abs_diff_eq!(above.confidence.unwrap().probability, normal, epsilon = 0.02);

    let far = rated(&facility("1200"), None, Trials::default()).confidence.unwrap();
    assert!(far.probability > 0.999_9);
    assert_eq!(far.boundary, Boundary::Settled);
}

#[test]
fn a_standard_may_demand_a_probability_of_a_formal_grade() {
    let facility = facility("1290");
    let trials = Trials::default();
    let probability = rated(&facility, None, trials).confidence.unwrap().probability;
    for (demand, formal) in [(probability.next_up(), false), (probability, true), (probability.next_down(), true)] {
        let rating = rated(&facility, Some(demand), trials);
        let assessment = &rating.standards[0];
        let expected = match formal {
            true => (OutcomeStatus::Rated, Status::Rated),
            false => (OutcomeStatus::IndicativeOnly, Status::IndicativeOnly),
        };
        assert_eq!((rating.outcome.status, assessment.status), expected, "{demand}");
        assert_eq!((rating.outcome.level.is_some(), rating.outcome.indicative_level.is_some()), (formal, !formal));
        assert_eq!(rating.outcome.reasons.len(), usize::from(!formal));
        let confidence = rating.confidence.as_ref().unwrap();
        let figure = confidence.demanded.figure.as_ref().unwrap();
        assert_eq!(
            (figure.place.as_str(), figure.value, confidence.probability),
            ("formal_confidence", demand, probability)
        );
        let again = rating.judged_by(&library(Some(demand)), "sample", None).unwrap();
        assert_eq!(again.status, assessment.status, "from its record the grade stands as it did");
    }
    let few = |number| Trials { how_many: HowMany::Exactly(number), ..Trials::default() };
    for trials in [Trials::NONE, few(40), few(9_999)] {
        let unknown = rated(&facility, Some(0.6), trials);
        let (status, again) = (unknown.outcome.status, unknown.judged_by(&library(Some(0.6)), "sample", None).unwrap());
        assert_eq!(status, OutcomeStatus::IndicativeOnly, "what is not known is not taken for certain: {trials:?}");
        assert_eq!(again.status, Status::IndicativeOnly);
        let settled = unknown.confidence.map(|confidence| confidence.boundary);
        assert!(settled.is_none_or(|boundary| boundary == Boundary::AtTheBoundary));
    }
    assert_eq!(rated(&facility, Some(0.6), few(10_000)).outcome.status, OutcomeStatus::Rated);
}

#[test]
fn of_every_rating_the_chances_add_up_and_the_intervals_hold_the_values() {
    let library = Library::embedded().unwrap();
    let standards: Vec<String> = STANDARDS.iter().map(|id| (*id).to_owned()).collect();
    let mut seen = 0;
    for entry in std::fs::read_dir(fixture("portfolio")).unwrap() {
        let folder = entry.unwrap().path();
        if !folder.join("facility.toml").exists() {
            continue;
        }
        let facility = Facility::load(&folder).unwrap();
        let trials = Trials::default();
        let request = Request { library: &library, standards: &standards, edition: None, period: None, trials };
        let rating = rate(&facility, &request).unwrap().rating;
        let id = &rating.facility.id;
        for one in rating.uncertainty.iter().flat_map(|known| &known.indicators) {
            assert_eq!(Some(one.value), rating.indicator(&one.id).unwrap().value, "{id} {}", one.id);
            let shares: f64 = one.parts.iter().map(|part| part.share).sum();
            assert!(one.standard == 0.0 || (shares - 1.0).abs() < 1e-9, "{id} {}: {shares}", one.id);
        }
        let Some(confidence) = &rating.confidence else { continue };
        seen += 1;
        let sum = |levels: &[greengrade::rating::confidence::LevelChance]| -> f64 {
            levels.iter().map(|level| level.probability).sum()
        };
        approx::assert_abs_diff_eq!(sum(&confidence.levels) + confidence.no_grade, 1.0, epsilon = 1e-12);
        for criterion in &confidence.criteria {
            let fired: f64 = criterion.rows.iter().map(|row| row.probability).sum();
            assert!(fired <= 1.0 + 1e-12, "{id} {}", criterion.id);
        }
        for one in &confidence.indicators {
            let known = rating.uncertainty.as_ref().unwrap().of(&one.id).unwrap();
            let holds = one.interval.low <= known.value && known.value <= one.interval.high;
            // A share that is cut at 1 stands at the end of its interval.
            assert!(holds, "{id} {}: {} is not in {:?}", one.id, known.value, one.interval);
            if known.standard > 0.0 && known.at_most.is_none_or(|most| known.value + 4.0 * known.standard < most) {
                let error = (one.standard - known.standard).abs() / known.standard;
                assert!(error < 0.03, "{id} {}: {} by trials, {} by first order", one.id, one.standard, known.standard);
            }
        }
        if let (Some(score), Some(told)) = (&confidence.score, rating.standards[0].score) {
            assert!(score.interval.low <= told + 1e-9 && told <= score.interval.high + 1e-9, "{id}: {told}");
        }
    }
    assert!(seen >= 3, "{seen} facilities have a confidence");
}
