//! Every figure that is counted has its place in the trace: what a pack says of a missing value, and the cap of a bonus.
#![cfg(test)]

mod common;

use common::fixture;
use greengrade::standard::assessment::{Assessment, BonusCap, CriterionState, Status};
use greengrade::standard::load::parse;
use greengrade::standard::{Observations, Observed, Standing, evaluate};

/// By a pack whose bonus is 4 for demand response and 3 for hours without carbon, and 5 at most in the kit.
fn judge(cap: &str, values: &[(&str, f64)]) -> Assessment {
    let text = std::fs::read_to_string(fixture("conformance/032-bonus-cap/packs/kit-bonus.toml")).unwrap();
    let written = "bonus_cap = { value = 5,";
    assert!(text.contains(written));
    let pack = parse(&text.replace(written, &format!("bonus_cap = {{ value = {cap},")), "kit-bonus.toml").unwrap();
    let value = |value| Observed::Value { value, standing: Standing::Measured };
    let indicators = values.iter().map(|(id, number)| ((*id).to_owned(), value(*number))).collect();
    evaluate(&pack, &Observations { indicators, ..Observations::default() })
}

const BOTH: [(&str, f64); 3] = [("pue", 1.3), ("demand_response", 0.05), ("carbon_free_hourly", 0.9)];

#[test]
fn a_capped_bonus_tells_the_cap_and_what_was_cut() {
    let capped = |cap| judge(cap, &BOTH).bonus_cap.unwrap();
    let BonusCap { cap, gained, cut } = capped("5");
    assert_eq!((cap.place.as_str(), cap.value, gained, cut), ("bonus_cap", 5.0, 7.0, 2.0));
    assert_eq!((capped("6.9").cut, capped("7").cut, capped("7.1").cut), (0.1, 0.0, 0.0));
    assert_eq!(judge("5", &BOTH).bonus, 5.0);
    assert_eq!(judge("5", &BOTH[..1]).bonus_cap, None, "there is no bonus to cap");
}

#[test]
fn a_missing_value_tells_the_rule_that_gave_its_points_or_took_the_grade() {
    let assessment = judge("5", &BOTH[..2]);
    let rule = |id: &str| {
        let trace = assessment.criteria.iter().find(|trace| trace.id == id).unwrap();
        (trace.state, trace.points, trace.when_missing.clone().map(|rule| (rule.value, rule.place)))
    };
    assert_eq!(rule("demand-response"), (CriterionState::Scored, Some(4.0), None));
    let expected = ("no-points".to_owned(), "criterion.carbon-free-hours.when_missing".to_owned());
    assert_eq!(rule("carbon-free-hours"), (CriterionState::Missing, Some(0.0), Some(expected)));

    let without_pue = judge("5", &BOTH[1..]);
    assert_eq!(without_pue.status, Status::NotRated);
    let pue = &without_pue.criteria[0];
    assert_eq!((pue.points, pue.when_missing.as_ref().map(|rule| rule.value.as_str())), (None, Some("not-rated")));
}

#[test]
fn every_figure_that_is_counted_has_its_place_in_the_trace() {
    // Both bonuses, the cap among them; and with one of them missing.
    for values in [&BOTH[..], &BOTH[..2]] {
        let assessment = judge("5", values);
        let criteria = assessment.criteria.iter().map(|trace| {
            let rows: usize = trace.compared.iter().map(|row| 1 + usize::from(row.points.is_some())).sum();
            1 + rows + trace.settings.len() + usize::from(trace.when_missing.is_some())
        });
        let levels: usize =
            assessment.tracks.iter().flat_map(|track| &track.tried).map(|tried| tried.compared.len()).sum();
        let placed = criteria.sum::<usize>() + levels + usize::from(assessment.bonus_cap.is_some());
        assert_eq!(usize::try_from(assessment.figures.choice).unwrap(), placed, "{values:?}");
    }
}
