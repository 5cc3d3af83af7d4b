//! What the built-in packs make of values, beyond what their golden cases can say: the last bit of a double, and the
//! trace that stands behind each outcome.
#![cfg(test)]

use greengrade::standard::assessment::{Assessment, CriterionState, CriterionTrace, Status};
use greengrade::standard::observed::SystemTest;
use greengrade::standard::{Library, Observations, Observed, Standing, evaluate};
use greengrade::text::Text;

fn measured(value: f64) -> Observed {
    Observed::Value { value, standing: Standing::Measured }
}

/// A facility with every value at its best, but for some values.
fn with(changes: &[(&str, f64)]) -> Observations {
    let best = [
        ("consecutive_months", 12.0),
        ("hour_coverage", 1.0),
        ("separately_metered", 1.0),
        ("no_violation", 1.0),
        ("racks_installed", 2000.0),
        ("pue", 1.10),
        ("pue_over_design", 0.9),
        ("wue", 1.0),
        ("erf", 0.3),
        ("clean_share", 1.0),
        ("it_load_use", 0.7),
        ("rack_occupancy", 0.9),
        ("rack_installed_share", 0.9),
        ("score.db63t-clean-energy", 100.0),
        ("score.db63t-it-efficiency", 100.0),
        ("score.db63t-smart-ops", 100.0),
    ];
    let indicators = best.iter().chain(changes).map(|(id, value)| ((*id).to_owned(), measured(*value)));
    Observations { indicators: indicators.collect(), ..Observations::default() }
}

fn judge(pack: &str, observed: &Observations) -> Assessment {
    evaluate(Library::embedded().unwrap().newest(pack).unwrap(), observed)
}

fn grade(observed: &Observations) -> Assessment {
    judge("db63t-2223-2023", observed)
}

fn criterion<'a>(assessment: &'a Assessment, id: &str) -> &'a CriterionTrace {
    assessment.criteria.iter().find(|criterion| criterion.id == id).unwrap()
}

#[test]
fn a_level_ends_at_the_very_double_of_its_limit() {
    let level = |pue: f64| judge("gb40879-2021", &with(&[("pue", pue)])).level.unwrap().id;
    for (limit, on, beyond) in [(1.2_f64, "1", "2"), (1.3, "2", "3"), (1.5, "3", "below")] {
        assert_eq!((level(limit.next_down()), level(limit)), (on.to_owned(), on.to_owned()), "{limit}");
        assert_eq!(level(limit.next_up()), beyond, "just above {limit}");
    }
}

#[test]
fn each_failing_prerequisite_is_told_by_its_title_and_a_missing_value_by_why() {
    let assessment = grade(&with(&[("hour_coverage", 0.9)]));
    assert_eq!(assessment.reasons[0].en, "the prerequisite \"Hour coverage of at least 95 %\" is not met");
    assert_eq!(assessment.reasons[0].zh, "不满足基本要求“小时覆盖率不低于 95 %”");
    let mut observed = with(&[]);
    observed.indicators.remove("no_violation");
    let reason = &grade(&observed).reasons[0].en;
    assert!(reason.ends_with("can not be verified: there is no data for no_violation"), "{reason}");
}

#[test]
fn the_level_is_that_of_the_worst_track_and_each_track_shows_the_levels_tried() {
    let assessment = grade(&with(&[("pue", 1.25), ("score.db63t-smart-ops", 0.0)]));
    let tracks: Vec<_> =
        assessment.tracks.iter().map(|track| (track.id.as_str(), track.level.as_ref().unwrap().rank)).collect();
    // 75.625 points are level 3, a PUE of 1.25 is level 2.
    assert_eq!(tracks, [("score", 3), ("key-indicators", 2)]);
    assert_eq!(assessment.level.unwrap().rank, 3);
    let tried: Vec<_> = assessment.tracks[1].tried.iter().map(|tried| (tried.level.as_str(), tried.reached)).collect();
    assert_eq!(tried, [("1", false), ("2", true), ("3", true), ("4", true), ("5", true)]);
}

#[test]
fn the_trace_of_bands_names_the_row_that_fired_and_keeps_the_others() {
    let fired = |wue| criterion(&grade(&with(&[("wue", wue)])), "wue").fired;
    assert_eq!((fired(1.9), fired(2.4), fired(2.6)), (Some(0), Some(2), None));
    let wue = criterion(&grade(&with(&[("wue", 2.1)])), "wue").clone();
    let rows: Vec<_> =
        wue.compared.iter().map(|row| (row.figure.value, row.holds, row.figure.source.as_str())).collect();
    let expected =
        [(2.0, Some(false), "green-mark"), (2.2, Some(true), "green-mark"), (2.5, Some(true), "procurement")];
    assert_eq!(rows, expected);
}

#[test]
fn what_does_not_apply_lowers_the_applicable_score_and_what_is_missing_does_not() {
    let mut observed = with(&[]);
    observed.indicators.insert("wue".to_owned(), Observed::NotApplicable(Text::new("无水冷", "no water cooling")));
    let assessment = grade(&observed);
    assert_eq!((assessment.score_possible, assessment.score_applicable), (100.0, 96.0));
    assert_eq!(criterion(&assessment, "wue").why.as_ref().unwrap().en, "no water cooling");
    observed.indicators.remove("wue");
    let assessment = grade(&observed);
    let wue = criterion(&assessment, "wue");
    assert_eq!((wue.state, wue.value, wue.points), (CriterionState::Missing, None, Some(0.0)));
    assert_eq!(assessment.score_applicable, 100.0);
}

#[test]
fn the_bonus_is_told_apart_and_is_not_part_of_the_possible_score() {
    let assessment = grade(&with(&[("demand_response", 0.05), ("carbon_free_hourly", 0.90), ("wue", 3.0)]));
    assert_eq!((assessment.bonus, assessment.score, assessment.score_possible), (5.0, Some(101.0), 100.0));
}

#[test]
fn a_test_that_does_not_count_is_shown_with_its_reason() {
    let good = SystemTest {
        id: "a".to_owned(),
        class: "hpc-cpu".to_owned(),
        kind: None,
        result: Some(7.0),
        annual_kwh: 1000.0,
        age_months: 36.0,
        power_trace: true,
        evidence: Some("a.pdf".to_owned()),
        void: None,
    };
    let class = |class: &str, kind: Option<&str>| SystemTest {
        class: class.to_owned(),
        kind: kind.map(str::to_owned),
        ..good.clone()
    };
    let cases = [
        (SystemTest { age_months: 36.1, ..good.clone() }, "older than 36 months"),
        (SystemTest { power_trace: false, ..good.clone() }, "no power trace"),
        (SystemTest { evidence: None, ..good.clone() }, "no report"),
        (SystemTest { result: None, ..good.clone() }, "no result"),
        (SystemTest { void: Some(Text::new("作废", "the test is void")), ..good.clone() }, "the test is void"),
        (class("server-sert", Some("3-socket")), "no benchmark"),
        (class("ai-training", None), "without a level"),
        (class("abacus", None), "no such class"),
    ];
    for (other, why) in cases {
        let observed = Observations { systems: Some(vec![good.clone(), other]), ..with(&[]) };
        let assessment = judge("db63t-it-efficiency", &observed);
        let [counted, shown] = &criterion(&assessment, "systems").items[..] else { panic!("two systems") };
        assert_eq!((counted.points, shown.points), (Some(60.0), None));
        assert!(shown.why.as_ref().unwrap().en.contains(why), "{:?}", shown.why);
    }
}

#[test]
fn the_figures_used_are_counted_by_basis_and_none_is_official() {
    let assessment = grade(&with(&[]));
    assert_eq!(assessment.figures.official, 0);
    assert!(assessment.figures.neighbour > 0 && assessment.figures.choice > 0);
    assert!(!assessment.standard.official);
    assert!(assessment.sources.contains_key("gb40879"));
}

#[test]
fn a_pack_without_any_figure_gives_its_fields_and_is_not_called_official() {
    let assessment = judge("iso-30134", &with(&[]));
    assert_eq!((assessment.status, assessment.standard.official), (Status::Reported, false));
    let pue = assessment.fields.iter().find(|field| field.id == "pue").unwrap();
    assert_eq!((pue.value, pue.clause.as_deref()), (Some(1.1), Some("ISO/IEC 30134-2")));
    let iteesv = assessment.fields.iter().find(|field| field.id == "iteesv").unwrap();
    assert_eq!(
        (iteesv.value, iteesv.why.as_ref().unwrap().en.as_str()),
        (None, "for the operator to fill in: not computed here")
    );
}

#[test]
fn a_part_of_a_standard_names_the_rows_it_lacks_and_gives_no_total() {
    let assessment = judge("national-green-dc-2020", &with(&[]));
    assert_eq!((assessment.status, assessment.score, assessment.level), (Status::Reported, None, None));
    assert_eq!(assessment.score_possible, 0.0);
    assert!(assessment.standard.missing_rows[0].en.starts_with("all other rows"));
}
