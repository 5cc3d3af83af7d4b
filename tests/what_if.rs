//! What a rating would be with some of its values changed.
#![cfg(test)]

mod common;

use std::sync::LazyLock;

use common::command::{code, run, stderr, stdout};
use common::{fixture, indicator, rated, value};
use greengrade::rating::scenario::{Change, IndicatorMoved, Key};
use greengrade::rating::{Baseline, Hypothetical, Rating};
use greengrade::report::json::to_json;
use greengrade::report::what_if::{markdown, terminal};
use greengrade::standard::{Assessment, Library};
use greengrade::text::Lang;
use insta::assert_snapshot;
use proptest::prelude::*;

static LAKE: LazyLock<Rating> =
    LazyLock::new(|| rated(&fixture("portfolio/synthetic-qinghai-lake"), &common::STANDARDS, Some("2025")));
static LIBRARIES: LazyLock<[Library; 1]> = LazyLock::new(|| [Library::embedded().unwrap()]);

fn lake() -> Baseline<'static> {
    Baseline::of(&LAKE, &*LIBRARIES).unwrap()
}

fn what_if(changes: &[&str]) -> Hypothetical {
    let baseline = lake();
    let changes: Vec<Change> = changes.iter().map(|written| baseline.change(written).unwrap()).collect();
    baseline.what_if(&changes).unwrap()
}

/// What stops changes: the problem and its hint.
fn refused(changes: &[&str]) -> (String, String) {
    let baseline = lake();
    let changes = changes.iter().map(|written| baseline.change(written)).collect::<Result<Vec<_>, _>>();
    let problem = changes.and_then(|changes| baseline.what_if(&changes)).unwrap_err();
    (problem.what, problem.hint.unwrap())
}

fn moved<'h>(hypothetical: &'h Hypothetical, id: &str) -> Option<&'h IndicatorMoved> {
    hypothetical.indicators.iter().find(|one| one.id == id)
}

fn after(hypothetical: &Hypothetical, id: &str) -> f64 {
    moved(hypothetical, id).unwrap().after
}

fn input(id: &str, name: &str) -> f64 {
    indicator(&LAKE, id).inputs.iter().find(|input| input.name == name).unwrap().value
}

fn close(a: f64, b: f64) -> bool {
    (a - b).abs() < 1e-12
}

#[test]
fn without_a_change_every_facility_stands_just_as_its_rating_says() {
    for folder in std::fs::read_dir(fixture("portfolio")).unwrap() {
        let rating = rated(&folder.unwrap().path(), &common::STANDARDS, None);
        if rating.standards.is_empty() {
            assert!(Baseline::of(&rating, &*LIBRARIES).unwrap_err().what.contains("was refused"));
            continue;
        }
        let baseline = Baseline::of(&rating, &*LIBRARIES).unwrap();
        assert_eq!(baseline.judged(&[]), rating.standards, "{}", rating.facility.id);
        let nothing = baseline.what_if(&[]).unwrap();
        assert!(nothing.changes.is_empty() && nothing.indicators.is_empty() && nothing.hypothetical);
        for side in nothing.standards {
            assert_eq!((side.score_before, side.status_before), (side.score_after, side.status_after));
            assert!(side.criteria.iter().all(|one| one.before == one.after) && side.prerequisites.is_empty());
        }
    }
}

#[test]
fn saved_overhead_lowers_pue_and_raises_every_share_of_the_total() {
    let (total, it) = (input("pue", "E_total"), input("pue", "E_IT"));
    let hypothetical = what_if(&["overhead.saved-kwh=1000000"]);
    let left = total - 1e6;
    assert!(close(after(&hypothetical, "pue"), left / it) && close(after(&hypothetical, "dcie"), it / left));
    assert!(close(after(&hypothetical, "pue_over_design"), left / it / 1.25));
    assert!(close(after(&hypothetical, "erf"), input("erf", "E_reuse") / left));
    let (before, now) = (value(&LAKE, "clean_share"), after(&hypothetical, "clean_share"));
    assert!(now > before && now <= 1.0, "{before} {now}");
    assert!(close(after(&hypothetical, "cue"), value(&LAKE, "cue") - 1e6 * input("cue", "f_province") / it));
    assert!(moved(&hypothetical, "matched_share").is_none(), "hours are held");
    assert!(hypothetical.notes.iter().any(|note| note.en.contains("matched_share, carbon_free_hourly")));
    assert!(hypothetical.notes.iter().any(|note| note.en.contains("clf")), "{:?}", hypothetical.notes);
}

#[test]
fn direct_supply_raises_every_share_and_certificates_all_but_what_can_be_traced() {
    let total = input("clean_share", "E_total");
    let before = |id: &str| value(&LAKE, id);
    let direct = what_if(&["clean-energy.direct-mwh=100"]);
    for id in ["clean_share", "renewable_share", "non_fossil_share", "traceable_share", "direct_share"] {
        assert!((after(&direct, id) - before(id) - 1e5 / total).abs() < 1e-9, "{id}");
    }
    assert!(moved(&direct, "certificate_share").is_none() && moved(&direct, "pue").is_none());
    let certificates = what_if(&["clean-energy.certificates-mwh=100"]);
    for id in ["clean_share", "renewable_share", "non_fossil_share", "certificate_share"] {
        assert!((after(&certificates, id) - before(id) - 1e5 / total).abs() < 1e-9, "{id}");
    }
    assert!(moved(&certificates, "traceable_share").is_none() && moved(&certificates, "direct_share").is_none());
    // Certificates count as far as the consumption is not clean already: what is not clean now, and no more.
    let more = what_if(&["clean-energy.certificates-mwh=10000000"]);
    assert!(close(after(&more, "clean_share"), 1.0));
    assert!((after(&more, "certificate_share") - (1.0 - before("clean_share"))).abs() < 1e-9);
}

#[test]
fn what_is_set_moves_what_is_computed_straight_from_it() {
    let hypothetical = what_if(&["pue=1.16"]);
    let ids: Vec<&str> = hypothetical.indicators.iter().map(|one| one.id.as_str()).collect();
    assert_eq!(ids, ["pue", "dcie", "pue_over_design"]);
    assert!(close(after(&hypothetical, "dcie"), 1.0 / 1.16) && close(after(&hypothetical, "pue_over_design"), 0.928));
    assert!(close(after(&what_if(&["dcie=80%"]), "pue"), 1.25));
    assert!(moved(&hypothetical, "pue").unwrap().follows_from.is_none());
    assert!(moved(&hypothetical, "dcie").unwrap().follows_from.is_some());
    assert!(
        hypothetical.notes.iter().any(|note| note.en.ends_with("these follow and no others: dcie, pue_over_design"))
    );
    assert!(close(after(&what_if(&["racks.in-use=1170"]), "rack_occupancy"), 0.9));
    assert!(close(after(&what_if(&["clean-share=95 %"]), "clean_share"), 0.95), "`-` is `_`");
}

#[test]
fn the_ratio_to_the_design_is_of_the_pue_and_the_design_that_are_set_in_any_order() {
    for changes in [["design_pue=1.10", "pue=1.10"], ["pue=1.10", "design_pue=1.10"]] {
        assert!(close(after(&what_if(&changes), "pue_over_design"), 1.0), "{changes:?}");
    }
    for changes in
        [["overhead.saved-kwh=1000000", "design_pue=1.10"], ["design_pue=1.10", "overhead.saved-kwh=1000000"]]
    {
        let hypothetical = what_if(&changes);
        assert!(close(after(&hypothetical, "pue_over_design"), after(&hypothetical, "pue") / 1.10), "{changes:?}");
    }
    assert!(close(after(&what_if(&["design_pue=1.10"]), "pue_over_design"), value(&LAKE, "pue") / 1.10));
    assert!(close(after(&what_if(&["dcie=0.8", "design_pue=1.25"]), "pue_over_design"), 1.0));
}

#[test]
fn racks_that_are_installed_move_the_occupancy_and_their_share_of_the_design() {
    let designed = input("rack_installed_share", "racks designed");
    let hypothetical = what_if(&["racks_installed=1200"]);
    let ids: Vec<&str> = hypothetical.indicators.iter().map(|one| one.id.as_str()).collect();
    assert_eq!(ids, ["rack_occupancy", "rack_installed_share", "racks_installed"]);
    assert!(close(after(&hypothetical, "rack_occupancy"), 1020.0 / 1200.0));
    assert!(close(after(&hypothetical, "rack_installed_share"), 1200.0 / designed));
    let told = "racks_installed; by formula these follow and no others: rack_installed_share, rack_occupancy";
    assert!(hypothetical.notes.iter().any(|note| note.en.contains(told)), "{:?}", hypothetical.notes);
    for changes in [["racks_installed=1400", "racks.in-use=1350"], ["racks.in-use=1350", "racks_installed=1400"]] {
        let hypothetical = what_if(&changes);
        assert!(close(after(&hypothetical, "rack_occupancy"), 1350.0 / 1400.0), "{changes:?}");
        assert!(close(after(&hypothetical, "rack_installed_share"), 1400.0 / designed), "{changes:?}");
    }
    assert_eq!(refused(&["racks_installed=1019"]).0, "fewer racks would be installed than are in use");
    assert!(moved(&what_if(&["racks_installed=1020"]), "rack_occupancy").is_some_and(|one| close(one.after, 1.0)));
    let (what, hint) = refused(&["racks_installed=1100", "racks.in-use=1101"]);
    assert_eq!(what, "more racks would be in use than are installed");
    assert_eq!(hint, "`racks.in-use` is at most 1100 racks");
    assert_eq!(refused(&["racks_installed=0"]).0, "`racks_installed` can not be `0`: there would be no racks");
    let twice = refused(&["racks_installed=1200", "rack_occupancy=0.9"]).0;
    assert_eq!(twice, "`rack_occupancy` is set, and `racks_installed` moves it too");
}

#[test]
fn the_load_factor_of_cooling_and_the_partial_pue_follow_each_other() {
    assert_eq!(after(&what_if(&["clf=0.1"]), "ppue_cooling"), 1.1);
    assert_eq!(after(&what_if(&["ppue_cooling=1.3"]), "clf"), 0.3, "as decimals, not as doubles");
    assert_eq!(refused(&["clf=0.1", "ppue_cooling=1.1"]).0, "`clf` is set, and `ppue_cooling` moves it too");
    let hypothetical = what_if(&["overhead.saved-kwh=1000", "clf=0.1"]);
    let held = hypothetical.notes.iter().find(|note| note.en.contains("which part of the overhead")).unwrap();
    assert!(held.en.contains("plf") && !held.en.contains("clf"), "{}", held.en);
}

#[test]
fn systems_and_capabilities_are_judged_with_evidence_taken_as_given() {
    let under = |changes: &[&str]| -> Assessment {
        let baseline = lake();
        let changes: Vec<Change> = changes.iter().map(|written| baseline.change(written).unwrap()).collect();
        baseline.judged(&changes).into_iter().find(|one| one.standard.id == "db63t-it-efficiency").unwrap()
    };
    let item = |assessment: &Assessment| {
        let mut items = assessment.criteria[0].items.clone();
        items.remove(items.iter().position(|item| item.id == "servers-old").unwrap())
    };
    assert_eq!(item(&under(&[])).points, None, "its test is too old to count");
    // 36 over the benchmark of 18 is a ratio of 2: level 1.
    let tested = item(&under(&["system.servers-old.result=36"]));
    assert_eq!((tested.level, tested.points, tested.why), (Some(1), Some(60.0), None));
    let hypothetical = what_if(&["capability.alarms=5", "system.servers-old.result=36"]);
    assert!(hypothetical.notes.iter().any(|note| note.en.contains("a new test")));
    let score = |standard: &str| {
        let side = hypothetical.standards.iter().find(|side| side.standard == standard).unwrap();
        (side.score_before.unwrap(), side.score_after.unwrap())
    };
    // Of nine domains one gains 0.7 of 5 in 60 points.
    let (before, now) = score("db63t-smart-ops");
    assert!((now - before - 60.0 * 0.7 / 45.0).abs() < 1e-9);
}

#[test]
fn what_can_not_be_is_refused_with_what_can() {
    let pue = refused(&["pue=0.9"]);
    assert_eq!(pue.0, "`pue` can not be `0.9`: the total holds the energy of IT itself");
    assert_eq!(refused(&["clean_share=95"]).0, "`clean_share` can not be `95`: a share is at most 1");
    assert_eq!(refused(&["clean_share=95"]).1, "write 95% or 0.95");
    assert_eq!(refused(&["pue=120%"]).0, "`pue` can not be `120%`: it is no share");
    assert_eq!(refused(&["no_violation=perhaps"]).0, "`no_violation` can not be `perhaps`: it is neither yes nor no");
    assert_eq!(refused(&["wue=-1"]).0, "`wue` can not be `-1`: it is below zero");
    assert_eq!(refused(&["wue=NaN"]).0, "`wue` can not be `NaN`: it is no number");
    assert_eq!(refused(&["capability.alarms=5.5"]).0, "`capability.alarms` can not be `5.5`: the scale ends at 5");
    assert_eq!(refused(&["overhead.saved-kwh=1e12"]).0, "more than all overhead would be saved");
    assert_eq!(refused(&["clean-energy.direct-mwh=1e9"]).0, "direct supply would exceed the consumption");
    let racks = refused(&["racks.in-use=1301"]);
    assert_eq!(racks.0, "more racks would be in use than are installed");
    assert_eq!(racks.1, "`racks.in-use` is at most 1300 racks");
    assert_eq!(refused(&["pue=1.2", "pue=1.3"]).0, "`pue` is changed twice");
    assert_eq!(refused(&["pue=1.2", "dcie=0.8"]).0, "`pue` is set, and `dcie` moves it too");
    let twice = refused(&["clean_share=1", "overhead.saved-kwh=5"]).0;
    assert_eq!(twice, "`clean_share` is set, and `overhead.saved-kwh` moves it too");
    assert_eq!(refused(&["pue"]).0, "`pue` is no change");
}

#[test]
fn an_unknown_key_is_told_with_the_nearest_one() {
    let (what, hint) = refused(&["peu=1.2"]);
    assert_eq!(what, "there is nothing to change by the name `peu`");
    assert!(hint.starts_with("did you mean `pue`? the keys are"), "{hint}");
    assert!(refused(&["system.servers-c.result=1"]).1.starts_with("did you mean `system.servers-"));
    assert!(refused(&["overhead.saved-mwh=1"]).1.starts_with("did you mean `overhead.saved-kwh`?"));
    assert!(refused(&["capability.alarm=1"]).1.starts_with("did you mean `capability.alarms`?"));
}

#[test]
fn a_hypothesis_reads_the_same_in_both_languages_and_forms_and_says_what_it_is() {
    let changes = ["overhead.saved-kwh=1500000", "racks.in-use=1100", "capability.alarms=4.9", "wue=0.5"];
    let hypothetical = what_if(&changes);
    for (name, lang, mark) in [("zh", Lang::Zh, "假设"), ("en", Lang::En, "ypothetical")] {
        for (form, text) in
            [("terminal", terminal(&hypothetical, lang, false, Some(120))), ("markdown", markdown(&hypothetical, lang))]
        {
            assert!(text.lines().next().unwrap().contains(mark) && text.lines().last().unwrap().contains(mark));
            assert_snapshot!(format!("{form}_{name}"), text);
        }
    }
}

#[test]
fn the_command_writes_what_no_other_command_takes_for_a_rating() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("rating.json"), to_json(&LAKE).unwrap()).unwrap();
    let output =
        run(folder.path(), &["what-if", ".", "--set", "pue=1.1", "--set", "clean_share=98%", "-o", "idea.json"]);
    assert_eq!((code(&output), stdout(&output).as_str()), (0, ""), "{}", stderr(&output));
    let written: serde_json::Value =
        serde_json::from_slice(&std::fs::read(folder.path().join("idea.json")).unwrap()).unwrap();
    assert_eq!((&written["schema"], &written["hypothetical"]), (&"greengrade.what-if/1".into(), &true.into()));
    assert_eq!(written["standards"][0]["level"]["after"]["title"]["en"], "hypothetical: Level 1");
    assert!(!written.to_string().contains("\"outcome\""));
    for arguments in [&["explain", "idea.json"][..], &["what-if", "idea.json"], &["compare", "idea.json", "."]] {
        let output = run(folder.path(), arguments);
        assert_eq!(code(&output), 2);
        let told = "the file is a `greengrade.what-if/1`, not a rating: it is hypothetical";
        assert!(stderr(&output).contains(told), "{arguments:?}: {}", stderr(&output));
    }
    let output = run(folder.path(), &["what-if", ".", "--set", "peu=1.1"]);
    assert!(code(&output) == 2 && stderr(&output).contains("did you mean `pue`?"), "{}", stderr(&output));
    let output = run(folder.path(), &["what-if", "."]);
    assert!(stdout(&output).contains("nothing is changed"), "{}", stdout(&output));
}

/// The rank of the level; no grade is worse than any.
fn rank(assessment: &Assessment) -> usize {
    assessment.level.as_ref().map_or(usize::MAX, |level| level.rank)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn better_values_never_bring_a_worse_grade(
        saved in 0.0..4e6_f64, more_saved in 0.0..4e6_f64,
        certificates in 0.0..4000.0_f64, more_certificates in 0.0..4000.0_f64,
        racks in 0.0..1300.0_f64, maturity in 0.0..5.0_f64, result in 0.0..60.0_f64, better in 0.0..1.0_f64,
    ) {
        let baseline = lake();
        prop_assert!(baseline.packs().iter().all(greengrade::standard::Pack::is_monotone));
        let changed = |key: Key, value: f64| Change { key, value };
        let changes = |saved: f64, certificates: f64, better: f64| vec![
            changed(Key::SavedOverhead, saved),
            changed(Key::Certificates, certificates),
            changed(Key::RacksInUse, racks + (1300.0 - racks) * better),
            changed(Key::Capability("alarms".to_owned()), maturity + (5.0 - maturity) * better),
            changed(Key::System("web-tier".to_owned()), result * 400.0 * (1.0 + better)),
        ];
        let worse = baseline.judged(&changes(saved, certificates, 0.0));
        let now = baseline.judged(&changes(saved + more_saved, certificates + more_certificates, better));
        for (worse, now) in worse.iter().zip(&now) {
            prop_assert!(rank(now) <= rank(worse));
            prop_assert!(now.score.unwrap_or(0.0) >= worse.score.unwrap_or(0.0));
        }
    }
}
