//! What the built-in packs do not use, by a sample pack: points by category, checklists, bands with both ends stated,
//! exemptions, and rounding before judging.
#![cfg(test)]

mod common;

use common::fixture;
use greengrade::standard::assessment::{Assessment, CriterionState, Status};
use greengrade::standard::cases::run;
use greengrade::standard::observed::Item;
use greengrade::standard::{Library, Observations, Observed, Pack, Standing, evaluate};

fn pack() -> Pack {
    Library::with_folder(&fixture("packs")).unwrap().newest("every-rule").unwrap().clone()
}

fn judge(values: &[(&str, f64)], categories: &[&str]) -> Assessment {
    let value = |value| Observed::Value { value, standing: Standing::Measured };
    let item = |evidence: Option<&str>| Item { met: true, evidence: evidence.map(str::to_owned) };
    let items = [("plan".to_owned(), item(None)), ("audit".to_owned(), item(Some("audit.pdf")))];
    evaluate(
        &pack(),
        &Observations {
            indicators: values.iter().map(|(id, number)| ((*id).to_owned(), value(*number))).collect(),
            categories: categories.iter().map(|id| (*id).to_owned()).collect(),
            items: Some(items.into()),
            ..Observations::default()
        },
    )
}

#[test]
fn the_cases_of_the_sample_come_out_and_try_every_threshold_on_each_side() {
    let text = std::fs::read_to_string(fixture("packs/every-rule.cases.toml")).unwrap();
    let outcome = run(&pack(), &text, "every-rule.cases.toml").unwrap();
    let failures: Vec<String> = outcome.failures.iter().map(ToString::to_string).collect();
    assert_eq!(failures, [""; 0]);
    assert_eq!(outcome.coverage.missing(), []);
}

#[test]
fn what_was_rounded_is_told_with_the_value_before_and_after_and_who_asks_for_it() {
    let assessment = judge(&[("racks_installed", 4000.0), ("pue", 1.3051), ("it_load_use", 0.8)], &["ai"]);
    let told: Vec<_> = assessment.rounded.iter().map(|one| (one.what.as_str(), one.from, one.to)).collect();
    // 10 + 8 + 20 + 14.2 of 80 points.
    assert_eq!(told, [("pue", 1.3051, 1.31), ("points.pue", 14.25, 14.2), ("score", 65.25, 65.0)]);
    assert_eq!(assessment.rounded[0].decimals.place, "rounding.indicators.pue");
    assert_eq!(assessment.criteria[3].value, Some(1.31), "the value that was judged");
}

#[test]
fn an_exemption_names_the_sector_that_gives_it_and_keeps_the_comparison() {
    let size = &judge(&[("racks_installed", 10.0)], &["general", "finance"]).prerequisites[0];
    assert!(size.passed);
    assert_eq!((size.exempt.as_deref(), size.compared.holds), (Some("finance"), Some(false)));
    assert_eq!(judge(&[("racks_installed", 4000.0)], &["general"]).prerequisites[0].exempt, None);
}

/// The sample with another consequence of too few racks.
fn too_few_racks(on_fail: &str) -> Pack {
    let text = std::fs::read_to_string(fixture("packs/every-rule.toml")).unwrap();
    let changed = text.replacen("on_fail = \"not-rated\"", &format!("on_fail = \"{on_fail}\""), 1);
    greengrade::standard::load::parse(&changed, "every-rule.toml").unwrap()
}

#[test]
fn the_gravest_consequence_of_what_fails_holds_whatever_the_order() {
    let value = |value| Observed::Value { value, standing: Standing::Measured };
    let status = |on_fail: &str, racks: Observed, coverage: f64| {
        let given = [("racks_installed", racks), ("hour_coverage", value(coverage)), ("pue", value(1.2))];
        let indicators = given.into_iter().map(|(id, observed)| (id.to_owned(), observed)).collect();
        let items = Some([].into());
        let assessment =
            evaluate(&too_few_racks(on_fail), &Observations { indicators, items, ..Observations::default() });
        (assessment.status, assessment.level.is_some(), assessment.indicative_level.is_some())
    };
    let missing = || Observed::Missing(greengrade::text::Text::new("无", "none"));
    assert_eq!(status("out-of-scope", value(2999.0), 1.0), (Status::OutOfScope, false, false));
    assert_eq!(status("out-of-scope", value(2999.0), 0.5), (Status::OutOfScope, false, false));
    assert_eq!(status("out-of-scope", missing(), 0.5), (Status::NotRated, false, false), "not known to be out of it");
    assert_eq!(status("not-rated", value(2999.0), 0.5), (Status::NotRated, false, false));
    assert_eq!(status("indicative-only", value(2999.0), 1.0), (Status::IndicativeOnly, false, true));
    assert_eq!(status("indicative-only", missing(), 1.0), (Status::IndicativeOnly, false, true));
    assert_eq!(status("indicative-only", value(3000.0), 1.0), (Status::Rated, true, false));
}

#[test]
fn no_grade_of_another_standard_is_made_of_a_score_that_is_indicative_only() {
    let values = [("racks_installed", 4000.0), ("pue", 1.2), ("it_load_use", 0.8), ("hour_coverage", 0.5)];
    let value = |value| Observed::Value { value, standing: Standing::Measured };
    let mut observed = Observations {
        indicators: values.iter().map(|(id, number)| ((*id).to_owned(), value(*number))).collect(),
        items: Some([].into()),
        ..Observations::default()
    };
    let judged = greengrade::standard::judge(&pack(), &observed);
    assert!(judged.assessment.score.is_some());
    observed.take_score(&judged);
    assert!(matches!(observed.get("score.every-rule"), Observed::Missing(why) if why.en.contains("covered")));
}

#[test]
fn an_item_that_is_met_without_evidence_is_shown_and_gives_nothing() {
    let assessment = judge(&[], &[]);
    let [plan, audit] = &assessment.criteria[1].items[..] else { panic!("two items") };
    assert_eq!((plan.value, plan.counted, plan.points), (Some(1.0), Some(0.0), Some(0.0)));
    assert_eq!(plan.why.as_ref().unwrap().en, "declared without evidence: no points");
    assert_eq!((audit.counted, audit.points, audit.evidence.as_deref()), (Some(1.0), Some(8.0), Some("audit.pdf")));
}

#[test]
fn a_band_with_both_ends_shows_both_comparisons_and_the_first_one_as_fired() {
    let criterion = judge(&[("it_load_use", 0.5)], &[]).criteria[2].clone();
    let compared: Vec<_> = criterion.compared.iter().map(|one| (one.figure.place.as_str(), one.holds)).collect();
    let row = "criterion.load-use.row-";
    let expected = [
        (format!("{row}1.below"), Some(false)),
        (format!("{row}2.at_least"), Some(true)),
        (format!("{row}2.below"), Some(false)),
        (format!("{row}3.at_least"), Some(true)),
        (format!("{row}3.at_most"), Some(true)),
        (format!("{row}4.above"), Some(false)),
    ];
    assert_eq!(compared, expected.each_ref().map(|(place, holds)| (place.as_str(), *holds)));
    assert_eq!((criterion.fired, criterion.points), (Some(3), Some(15.0)));
}

#[test]
fn a_criterion_of_another_category_does_not_apply_and_says_so() {
    let criterion = judge(&[("clean_share", 1.0)], &["ai"]).criteria[4].clone();
    assert_eq!((criterion.state, criterion.points), (CriterionState::NotApplicable, None));
    assert!(criterion.why.unwrap().en.contains("another category"));
}
