//! Gaps: what each policy makes of them, that the rating says so, and that estimates never count as covered.
#![cfg(test)]

mod common;

use std::fs::File;
use std::sync::Arc;

use common::gapped::{HOURS, IT, MANIFEST, TOTAL, power};
use common::{facility_folder, indicator, rated, value};
use greengrade::facility::Facility;
use greengrade::facility::gaps::Policy;
use greengrade::rating::record::PolicyOutcome;
use greengrade::rating::{Rating, Request, Trials, rate};
use greengrade::report::markdown;
use greengrade::report::terminal::facility_summary;
use greengrade::standard::Library;
use greengrade::telemetry::rollup_file::{EncodedRollup, RollupFile, RollupWriter};
use greengrade::text::Lang;

fn rating(gaps: &str, bridge: bool) -> Rating {
    let bridge_with = "column = \"it\"\nbridge_with = \"it-counter\"\n";
    let manifest = if bridge { MANIFEST.replace("column = \"it\"\n", bridge_with) } else { MANIFEST.to_owned() };
    let folder = facility_folder(&[("facility.toml", &format!("{manifest}{gaps}")), ("power.csv", &power())]);
    rated(folder.path(), &["gb40879-2021"], None)
}

/// The hours with a gap, from 22:00 to 01:00, are left out where nothing else is said.
const LEFT_OUT: f64 = 3.0;

fn close(a: f64, b: f64) -> bool {
    (a - b).abs() < 1e-9
}

#[test]
fn hours_with_a_gap_are_left_out_where_nothing_else_is_said() {
    for gaps in ["", "[gaps]\n", "[gaps]\npolicy = \"exclude\"\n"] {
        let rating = rating(gaps, false);
        assert!(close(value(&rating, "pue"), (TOTAL - LEFT_OUT * 130.0) / (IT - 100.0 - 2.0 * 50.0)));
        assert_eq!(indicator(&rating, "pue").coverage.unwrap().covered_hours, HOURS - LEFT_OUT);
        assert_eq!(rating.gaps.policy, Policy::Exclude);
        // The total of those hours was measured and does not count; of the IT's nothing full was.
        assert!(close(rating.gaps.touched["total"], LEFT_OUT / HOURS));
        assert_eq!(rating.gaps.touched["it"], 0.0);
    }
}

#[test]
fn the_last_reading_before_a_gap_holds_on_for_as_long_as_asked_and_does_not_cover() {
    // From 22:20 until 23:00 and no longer; then until the end of the gap, at the wrong power.
    let [short, long] =
        [40, 160].map(|minutes| rating(&format!("[gaps]\npolicy = \"hold\"\nhold_minutes = {minutes}\n"), false));
    assert!(close(value(&short, "pue"), (TOTAL - 2.0 * 130.0) / (IT - 2.0 * 50.0)));
    assert!(close(short.gaps.touched["it"], 50.0 / (IT - 100.0)));
    assert!(close(value(&long, "pue"), TOTAL / (IT + 2.0 * 50.0)));
    assert!(close(long.gaps.touched["it"], 250.0 / (IT + 100.0)));
    assert_eq!(long.gaps.touched["total"], 0.0);
    for rating in [&short, &long] {
        let measured = rating.gaps.sensitivity.iter().find(|outcome| outcome.policy == Policy::Hold).unwrap();
        assert_eq!(indicator(rating, "pue").coverage.unwrap().covered_hours, measured.measured_hours);
        assert!(close(value(rating, "hour_coverage"), measured.measured_hours / HOURS));
    }
    // Half of the hour from 22:00 was measured, and nothing of the two hours after it.
    let under = |rating: &Rating| {
        let hold = rating.gaps.sensitivity[1].clone();
        (hold.measured_hours, hold.estimated_hours)
    };
    assert_eq!((under(&short), under(&long)), ((HOURS - 2.5, 0.5), (HOURS - 2.5, 2.5)));
}

#[test]
fn a_counter_bridges_the_gaps_of_the_power_that_names_it() {
    let rating = rating("[gaps]\npolicy = \"bridge\"\n", true);
    assert!(close(value(&rating, "pue"), TOTAL / IT));
    assert!(close(rating.gaps.touched["it"], 150.0 / IT));
    assert_eq!(indicator(&rating, "pue").coverage.unwrap().covered_hours, HOURS - 2.5);
}

#[test]
fn a_rating_says_what_each_policy_gives_whichever_is_chosen() {
    let policies = |rating: &Rating| rating.gaps.sensitivity.iter().map(|outcome| outcome.policy).collect::<Vec<_>>();
    let pue = |outcome: &PolicyOutcome| outcome.pue.unwrap();
    let [exclude, hold, bridge] =
        ["exclude", "hold", "bridge"].map(|policy| rating(&format!("[gaps]\npolicy = \"{policy}\"\n"), true));
    assert_eq!(policies(&exclude), [Policy::Exclude, Policy::Hold, Policy::Bridge]);
    assert_eq!(exclude.gaps.sensitivity, hold.gaps.sensitivity);
    assert_eq!(exclude.gaps.sensitivity, bridge.gaps.sensitivity);
    for (rating, outcome) in [&exclude, &hold, &bridge].into_iter().zip(&exclude.gaps.sensitivity) {
        assert_eq!(value(rating, "pue"), pue(outcome));
    }
    assert_eq!(policies(&rating("", false)), [Policy::Exclude, Policy::Hold]);
}

#[test]
fn reports_say_the_policy_what_it_touches_and_what_the_others_give() {
    let rating = rating("[gaps]\npolicy = \"bridge\"\n", true);
    let terminal = facility_summary(&rating, Lang::En, false, Some(200));
    let line = |text: &str, begin: &str| {
        let found = text.lines().find(|line| line.trim_start_matches("- ").starts_with(begin));
        found.unwrap_or_else(|| panic!("no line begins with {begin}:\n{text}")).trim_start_matches("- ").to_owned()
    };
    let gaps = "Gaps: bridged by counters (by the manifest; estimated, and not covered: total 0.0 %, IT 0.2 %)";
    let otherwise = "By the policy for gaps: excluded: PUE 1.599; held for at most 60 min: PUE 1.598; \
                     bridged by counters: PUE 1.600";
    assert_eq!(line(&terminal, "Gaps:"), gaps);
    assert_eq!(line(&terminal, "By the policy"), otherwise);
    let report = markdown::report(&rating, &[], Lang::En);
    assert_eq!(line(&report, "Gaps:"), gaps);
    assert_eq!(line(&report, "By the policy"), otherwise);
    let zh = facility_summary(&rating, Lang::Zh, false, Some(200));
    assert_eq!(
        line(&zh, "缺数处理"),
        "缺数处理：以累计表衔接（按设施清单；估计量，不计为已覆盖：总能耗 0.0 %、IT 能耗 0.2 %）"
    );
}

#[test]
fn without_gaps_a_report_says_that_no_policy_changes_anything() {
    let manifest = MANIFEST.replace("max_gap = \"15min\"", "max_gap = \"4h\"");
    let folder = facility_folder(&[("facility.toml", &manifest), ("power.csv", &power())]);
    let rating = rated(folder.path(), &["gb40879-2021"], None);
    let terminal = facility_summary(&rating, Lang::En, false, Some(200));
    assert!(terminal.contains("total 0.0 %, IT 0.0 %); other policies give the same\n"), "{terminal}");
    assert!(!terminal.contains("By the policy"));
}

#[test]
fn a_rollup_carries_what_every_policy_needs() {
    for policy in ["exclude", "hold", "bridge"] {
        let manifest = MANIFEST.replace("column = \"it\"\n", "column = \"it\"\nbridge_with = \"it-counter\"\n");
        let manifest = format!("{manifest}[gaps]\npolicy = \"{policy}\"\n");
        let folder = facility_folder(&[("facility.toml", &manifest), ("power.csv", &power())]);
        let facility = Facility::load(folder.path()).unwrap();
        let place = folder.path().join("rollup.parquet");
        let mut writer = RollupWriter::begin(File::create(&place).unwrap()).unwrap();
        let (head, cells) = facility.rolled_up().unwrap();
        writer.add(EncodedRollup::of(head, &cells).unwrap()).unwrap();
        writer.finish().unwrap();
        let fed = facility.clone().fed_by(Arc::new(RollupFile::open(&place).unwrap()));
        let library = Library::embedded().unwrap();
        let standards = ["gb40879-2021".to_owned()];
        let request =
            Request { library: &library, standards: &standards, edition: None, period: None, trials: Trials::NONE };
        let [mut raw, mut rolled] = [facility, fed].map(|facility| rate(&facility, &request).unwrap());
        (raw.rating.inputs, rolled.rating.inputs) = (Vec::new(), Vec::new());
        assert_eq!(raw, rolled, "{policy}");
    }
}
