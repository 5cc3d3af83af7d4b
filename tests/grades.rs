//! What the built-in packs make of values: each kind of rule below, on and above its threshold.
#![cfg(test)]

use std::collections::BTreeMap;

use greengrade::standard::assessment::{Assessment, CriterionState, CriterionTrace, Status};
use greengrade::standard::observed::{Capability, SystemTest};
use greengrade::standard::{Library, Observations, Observed, Standing, evaluate};
use greengrade::text::Text;

/// The smallest step of a double at about 1: the value next to a threshold.
const STEP: f64 = f64::EPSILON;

fn measured(value: f64) -> Observed {
    Observed::Value { value, standing: Standing::Measured }
}

/// A facility with every value at its best.
fn best() -> Observations {
    let values = [
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
        ("traceable_share", 1.0),
        ("matched_share", 1.0),
        ("direct_share", 1.0),
        ("it_load_use", 0.7),
        ("rack_occupancy", 0.9),
        ("rack_installed_share", 0.9),
        ("score.db63t-clean-energy", 100.0),
        ("score.db63t-it-efficiency", 100.0),
        ("score.db63t-smart-ops", 100.0),
    ];
    Observations {
        indicators: values.map(|(id, value)| (id.to_owned(), measured(value))).into(),
        ..Observations::default()
    }
}

/// The best facility but for some values.
fn with(changes: &[(&str, f64)]) -> Observations {
    let mut observed = best();
    observed.indicators.extend(changes.iter().map(|(id, value)| ((*id).to_owned(), measured(*value))));
    observed
}

fn without(id: &str) -> Observations {
    let mut observed = best();
    observed.indicators.remove(id);
    observed
}

fn judge(pack: &str, observed: &Observations) -> Assessment {
    evaluate(Library::embedded().unwrap().get(pack).unwrap(), observed)
}

fn grade(observed: &Observations) -> Assessment {
    judge("db63t-2223-2023", observed)
}

fn level(assessment: &Assessment) -> &str {
    assessment.level.as_ref().map_or("none", |level| &level.id)
}

fn criterion<'a>(assessment: &'a Assessment, id: &str) -> &'a CriterionTrace {
    assessment.criteria.iter().find(|criterion| criterion.id == id).unwrap()
}

#[test]
fn the_national_level_follows_pue_below_on_and_above_each_limit() {
    let cases = [
        (1.20 - STEP, "1"),
        (1.20, "1"),
        (1.20 + STEP, "2"),
        (1.200_000_1, "2"),
        (1.30 - STEP, "2"),
        (1.30, "2"),
        (1.30 + STEP, "3"),
        (1.50 - STEP, "3"),
        (1.50, "3"),
        (1.50 + STEP, "below"),
    ];
    for (pue, expected) in cases {
        assert_eq!(level(&judge("gb40879-2021", &with(&[("pue", pue)]))), expected, "PUE {pue}");
    }
}

#[test]
fn a_site_of_a_hundred_racks_is_outside_the_national_standard_and_one_more_is_inside() {
    let status = |racks| judge("gb40879-2021", &with(&[("racks_installed", racks)])).status;
    assert_eq!(status(99.0), Status::OutOfScope);
    assert_eq!(status(100.0), Status::OutOfScope);
    assert_eq!(status(101.0), Status::Rated);
    assert_eq!(judge("gb40879-2021", &without("racks_installed")).status, Status::NotRated, "unknown is not outside");
}

#[test]
fn a_prerequisite_is_met_on_its_bound_and_failed_beyond_it() {
    let cases = [
        ("consecutive_months", 12.0, 11.0),
        ("hour_coverage", 0.95, 0.95 - STEP),
        ("separately_metered", 1.0, 0.0),
        ("pue", 1.50, 1.50 + STEP),
        ("no_violation", 1.0, 0.0),
    ];
    for (indicator, met, failed) in cases {
        assert_eq!(grade(&with(&[(indicator, met)])).status, Status::Rated, "{indicator} {met}");
        for observed in [with(&[(indicator, failed)]), without(indicator)] {
            let assessment = grade(&observed);
            assert_eq!(assessment.status, Status::NotRated, "{indicator}");
            assert_eq!(assessment.level, None);
            let failures: Vec<_> = assessment.prerequisites.iter().filter(|one| !one.passed).collect();
            assert_eq!(failures.len(), 1, "{indicator}");
            assert!(assessment.reasons[0].en.contains(&failures[0].title.en), "{:?}", assessment.reasons);
        }
    }
}

#[test]
fn the_worse_of_score_and_key_indicators_is_the_grade() {
    // Full marks but for a PUE or a clean share that holds the grade down.
    let cases: [(&[(&str, f64)], &str); 9] = [
        (&[("pue", 1.20)], "1"),
        (&[("pue", 1.20 + STEP)], "2"),
        (&[("clean_share", 0.80)], "1"),
        (&[("clean_share", 0.80 - STEP)], "2"),
        (&[("clean_share", 0.50)], "2"),
        (&[("clean_share", 0.50 - STEP)], "3"),
        (&[("clean_share", 0.30)], "3"),
        (&[("clean_share", 0.30 - STEP)], "4"),
        // A score of 89 holds the best key indicators down.
        (&[("score.db63t-smart-ops", 40.0), ("score.db63t-it-efficiency", 90.0)], "2"),
    ];
    for (changes, expected) in cases {
        let assessment = grade(&with(changes));
        assert_eq!(level(&assessment), expected, "{changes:?}");
        let worst = assessment.tracks.iter().map(|track| track.level.as_ref().unwrap().rank).max();
        assert_eq!(assessment.level.map(|level| level.rank), worst);
    }
}

#[test]
fn each_level_begins_at_its_score() {
    // 85 points come from elsewhere; operation gives 15 × score ÷ 100.
    for (level_id, least) in [("1", 90.0), ("2", 80.0), ("3", 70.0), ("4", 60.0), ("5", 50.0)] {
        let others = f64::max(0.0, least - 15.0);
        let at = |operation: f64| {
            let clean = f64::min(others, 30.0) / 30.0 * 100.0;
            let rest = others - clean * 0.30;
            let systems = f64::min(rest, 20.0) / 20.0 * 100.0;
            // What is still lacking comes from PUE, whose 25 points run from 1.50 to 1.10, and from ten fixed points.
            let fixed = rest - systems * 0.20;
            let (extra, pue_points) = if fixed >= 10.0 { (10.0, fixed - 10.0) } else { (0.0, fixed) };
            let best = extra > 0.0;
            grade(&with(&[
                ("pue", 1.50 - pue_points / 25.0 * 0.40),
                ("pue_over_design", if best { 1.0 } else { 1.1 }),
                ("wue", if best { 2.0 } else { 3.0 }),
                ("erf", if best { 0.2 } else { 0.0 }),
                ("score.db63t-clean-energy", clean),
                ("score.db63t-it-efficiency", systems),
                ("score.db63t-smart-ops", operation),
            ]))
        };
        let on_score_track = |assessment: &Assessment| assessment.tracks[0].level.as_ref().unwrap().id.clone();
        assert_eq!(on_score_track(&at(100.1)), level_id, "just above {least}");
        assert_ne!(on_score_track(&at(99.9)), level_id, "just below {least}");
    }
    let exact = with(&[("score.db63t-smart-ops", 0.0), ("wue", 2.6), ("erf", 0.0)]);
    assert_eq!(grade(&exact).score, Some(78.0));
}

#[test]
fn a_line_gives_nothing_before_its_zero_all_after_its_end_and_a_share_between() {
    let points = |pue| criterion(&grade(&with(&[("pue", pue)])), "pue").points.unwrap();
    assert_eq!(points(1.0), 25.0);
    assert_eq!(points(1.10), 25.0);
    assert!((points(1.30) - 12.5).abs() < 1e-12);
    assert_eq!(points(1.50), 0.0);
    assert_eq!(points(1.60), 0.0);
}

#[test]
fn a_band_counts_from_its_bound() {
    let points = |wue| criterion(&grade(&with(&[("wue", wue)])), "wue").points.unwrap();
    let cases =
        [(2.0, 4.0), (2.0 + 2.0 * STEP, 3.0), (2.2, 3.0), (2.2 + 2.0 * STEP, 2.0), (2.5, 2.0), (2.5 + 2.0 * STEP, 0.0)];
    for (wue, expected) in cases {
        assert_eq!(points(wue), expected, "WUE {wue}");
    }
    let fired = |wue| criterion(&grade(&with(&[("wue", wue)])), "wue").fired;
    assert_eq!((fired(1.9), fired(2.4), fired(2.6)), (Some(0), Some(2), None));
}

#[test]
fn a_criterion_that_does_not_apply_is_left_out_and_the_rest_rescaled() {
    let mut observed = with(&[("pue", 1.30)]);
    observed.indicators.insert("wue".to_owned(), Observed::NotApplicable(Text::new("无水冷", "no water cooling")));
    let assessment = grade(&observed);
    let wue = criterion(&assessment, "wue");
    assert_eq!((wue.state, wue.points), (CriterionState::NotApplicable, None));
    assert_eq!((assessment.score_possible, assessment.score_applicable), (100.0, 96.0));
    // 12.5 + 3 + 3 + 65 of 96 points.
    assert!((assessment.score.unwrap() - 83.5 * 100.0 / 96.0).abs() < 1e-12);
}

#[test]
fn a_missing_value_is_not_a_zero() {
    let assessment = grade(&without("wue"));
    let wue = criterion(&assessment, "wue");
    assert_eq!((wue.state, wue.value, wue.points), (CriterionState::Missing, None, Some(0.0)));
    assert_eq!(assessment.status, Status::Rated, "the pack gives no points for it and says so");
    let assessment = grade(&without("score.db63t-clean-energy"));
    assert_eq!((assessment.status, assessment.score), (Status::NotRated, None));
    assert_eq!(grade(&without("clean_share")).status, Status::NotRated, "a key indicator");
}

#[test]
fn bonus_is_added_up_to_its_cap_and_is_not_part_of_the_possible_score() {
    let all = with(&[("demand_response", 0.05), ("carbon_free_hourly", 0.90), ("wue", 3.0)]);
    let assessment = grade(&all);
    assert_eq!((assessment.bonus, assessment.score, assessment.score_possible), (5.0, Some(101.0), 100.0));
    let nearly = with(&[("demand_response", 0.05 - STEP), ("carbon_free_hourly", 0.90 - STEP)]);
    assert_eq!(grade(&nearly).bonus, 0.0);
}

#[test]
fn where_nothing_applies_there_is_no_grade() {
    let mut observed = best();
    let nothing = Observed::NotApplicable(Text::new("不适用", "does not apply"));
    for id in ["clean_share", "traceable_share", "matched_share", "direct_share"] {
        observed.indicators.insert(id.to_owned(), nothing.clone());
    }
    assert_eq!(judge("db63t-clean-energy", &observed).status, Status::NotRated);
}

#[test]
fn the_clean_energy_level_follows_the_clean_share() {
    for (level_id, least) in [("1", 0.95), ("2", 0.80), ("3", 0.50), ("4", 0.30), ("5", 0.05)] {
        assert_eq!(level(&judge("db63t-clean-energy", &with(&[("clean_share", least)]))), level_id);
        assert_ne!(level(&judge("db63t-clean-energy", &with(&[("clean_share", least - STEP)]))), level_id);
    }
    let half = with(&[("clean_share", 0.5), ("traceable_share", 0.5), ("matched_share", 0.5), ("direct_share", 0.05)]);
    assert!((judge("db63t-clean-energy", &half).score.unwrap() - (25.0 + 10.0 + 0.0 + 2.5)).abs() < 1e-12);
}

fn system(class: &str, kind: Option<&str>, result: f64) -> SystemTest {
    SystemTest {
        id: "a".to_owned(),
        class: class.to_owned(),
        kind: kind.map(str::to_owned),
        result,
        annual_kwh: 1000.0,
        age_months: 36.0,
        power_trace: true,
        evidence: Some("a.pdf".to_owned()),
    }
}

fn fleet(systems: Vec<SystemTest>) -> Assessment {
    judge("db63t-it-efficiency", &Observations { systems: Some(systems), ..best() })
}

#[test]
fn a_system_reaches_a_level_on_its_bound() {
    let level = |system| criterion(&fleet(vec![system]), "systems").items[0].level;
    let cpu = [(6.00, 1), (4.85, 2), (3.92, 3), (2.78, 4), (1.68, 5)];
    for (result, expected) in cpu {
        assert_eq!(level(system("hpc-cpu", None, result)), Some(expected));
        assert_ne!(level(system("hpc-cpu", None, result - 1e-9)), Some(expected));
    }
    let rack = |quotient: f64| system("server-sert", Some("2-socket-rack-high"), 26.1 * quotient);
    for (quotient, expected) in
        [(2.0, Some(1)), (1.5, Some(2)), (1.0, Some(3)), (0.75, Some(4)), (0.5, Some(5)), (0.49, None)]
    {
        assert_eq!(level(rack(quotient)), expected, "{quotient} of the benchmark");
    }
}

#[test]
fn levels_of_systems_are_weighted_by_energy_and_tests_that_do_not_count_are_shown() {
    let large = SystemTest { annual_kwh: 3000.0, ..system("hpc-cpu", None, 7.0) };
    let small = system("hpc-cpu", None, 1.0);
    assert_eq!(criterion(&fleet(vec![large.clone(), small.clone()]), "systems").points, Some(45.0));
    let old = SystemTest { age_months: 36.1, ..small.clone() };
    let traceless = SystemTest { power_trace: false, ..small.clone() };
    let bare = SystemTest { evidence: None, ..small.clone() };
    let untyped = system("server-sert", Some("3-socket"), 20.0);
    let reported = system("ai-training", None, 3.0);
    let unknown = system("abacus", None, 3.0);
    for other in [old, traceless, bare, untyped, reported, unknown] {
        let assessment = fleet(vec![large.clone(), other.clone()]);
        let systems = criterion(&assessment, "systems");
        assert_eq!(systems.points, Some(60.0), "{other:?}");
        assert_eq!(systems.items[1].points, None);
        assert!(systems.items[1].why.is_some(), "{other:?}");
    }
    assert_eq!(fleet(Vec::new()).status, Status::NotRated);
}

#[test]
fn occupancy_gives_points_only_where_half_of_the_design_is_installed() {
    let points = |installed| {
        let observed = with(&[("rack_installed_share", installed)]);
        criterion(&judge("db63t-it-efficiency", &observed), "occupancy").points
    };
    assert_eq!((points(0.5), points(0.5 - STEP)), (Some(20.0), Some(0.0)));
    assert_eq!(
        criterion(&judge("db63t-it-efficiency", &without("rack_installed_share")), "occupancy").points,
        Some(0.0)
    );
}

#[test]
fn a_capability_without_evidence_counts_up_to_the_cap() {
    let domains = [
        "monitoring",
        "alarms",
        "inspection",
        "self-healing",
        "capacity",
        "energy-saving",
        "change",
        "security",
        "knowledge",
    ];
    let points = |maturity: f64, evidence: Option<&str>| {
        let capability = Capability { maturity, evidence: evidence.map(str::to_owned) };
        let capabilities: BTreeMap<String, Capability> =
            domains.map(|domain| (domain.to_owned(), capability.clone())).into();
        let observed = Observations { capabilities: Some(capabilities), ..best() };
        criterion(&judge("db63t-smart-ops", &observed), "capabilities").points.unwrap()
    };
    assert!((points(5.0, Some("a.pdf")) - 60.0).abs() < 1e-12);
    assert!((points(5.0, None) - 24.0).abs() < 1e-12);
    assert!((points(1.5, None) - 18.0).abs() < 1e-12);
    assert!((points(9.0, Some("a.pdf")) - 60.0).abs() < 1e-12, "beyond the scale is not more than all");
}

#[test]
fn the_figures_used_are_counted_by_basis_and_none_is_official() {
    let assessment = grade(&best());
    assert_eq!(assessment.figures.official, 0);
    assert!(assessment.figures.neighbour > 0 && assessment.figures.choice > 0);
    assert!(!assessment.standard.official);
    assert!(assessment.sources.contains_key("gb40879"));
}
