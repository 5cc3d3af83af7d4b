//! `greengrade rate --previous`: what changed since an earlier run, and what is no change.
#![cfg(test)]

mod common;

use std::path::Path;

use common::command::{code, run, stderr, stdout};
use common::steady::{HEAD, MANIFEST, day};
use serde_json::Value;
use tempfile::TempDir;

/// A facility with a day of steady powers in each of these months, kW in all and of IT.
fn facility(root: &Path, name: &str, months: &[(&str, [u32; 2])]) {
    let folder = root.join("dc").join(name);
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join("facility.toml"), MANIFEST.replace("NAME", name)).unwrap();
    let days: String = months.iter().map(|(month, powers)| day(month, *powers)).collect();
    std::fs::write(folder.join("power.csv"), format!("{HEAD}{days}")).unwrap();
}

/// Rates the folder `dc` over a month.
fn rate(root: &Path, period: &str, out: &str, more: &[&str]) -> (i32, String, String) {
    let arguments = ["rate", "dc", "--out", out, "--period", period, "--trials", "0"];
    let output = run(root, &arguments.iter().chain(more).copied().collect::<Vec<_>>());
    (code(&output), stdout(&output), stderr(&output))
}

fn changes(root: &Path, out: &str) -> Value {
    let text = std::fs::read_to_string(root.join(out).join("portfolio.json")).unwrap();
    serde_json::from_str::<Value>(&text).unwrap()["changes"].take()
}

/// Two facilities, of which `better` came from 1.5 to 1.4, and `refused` is refused in both months.
fn two_runs() -> TempDir {
    let root = tempfile::tempdir().unwrap();
    facility(root.path(), "better", &[("2025-01", [1500, 1000]), ("2025-03", [1400, 1000])]);
    facility(root.path(), "even", &[("2025-01", [600, 500]), ("2025-03", [600, 500])]);
    facility(root.path(), "refused", &[("2025-01", [900, 1000]), ("2025-03", [900, 1000])]);
    facility(root.path(), "damaged", &[("2025-01", [120, 100]), ("2025-03", [120, 100])]);
    facility(root.path(), "closed", &[("2025-01", [120, 100])]);
    rate(root.path(), "2025-01", "earlier", &["--format", "json"]);
    std::fs::remove_dir_all(root.path().join("dc/closed")).unwrap();
    facility(root.path(), "opened", &[("2025-03", [120, 100])]);
    std::fs::write(root.path().join("earlier/damaged/rating.json"), "{\"schema\":").unwrap();
    root
}

#[test]
fn pairs_are_compared_like_for_like_and_all_else_is_told_apart() {
    let root = two_runs();
    let forms = ["--previous", "earlier", "--format", "json,md,html,xlsx"];
    let (code, table, told) = rate(root.path(), "2025-03", "now", &forms);
    assert!(code < 2, "{told}");
    let changes = changes(root.path(), "now");
    let ids = |part: &str| changes[part].as_array().unwrap().iter().map(|one| one["id"].clone()).collect::<Vec<_>>();
    assert_eq!(ids("pairs"), ["better", "even"]);
    assert_eq!((&changes["added"], &changes["gone"]), (&serde_json::json!(["opened"]), &serde_json::json!(["closed"])));
    let apart =
        serde_json::json!([{"id": "damaged", "why": "unreadable-before"}, {"id": "refused", "why": "refused-now"}]);
    assert_eq!(changes["incomparable"], apart);
    let better = &changes["pairs"][0];
    assert_eq!((&better["before"]["pue"], &better["now"]["pue"]), (&1.5.into(), &1.4.into()));
    assert_eq!(better["same_rules"], true);
    // Σ: (36,000 + 14,400) ÷ (24,000 + 12,000) = 1.4 before, (33,600 + 14,400) ÷ 36,000 = 1.3333… now.
    let ratio = |when: &str| changes[when][0]["figures"][0]["ratio_of_sums"].as_f64().unwrap();
    assert!((ratio("before") - 1.4).abs() < 1e-12 && (ratio("now") - 4.0 / 3.0).abs() < 1e-12);
    // The damaged rating is told with its place, and does not stop the run.
    assert!(told.contains("warning: the JSON ends too early") && told.contains("damaged/rating.json"), "{told}");
    assert!(table.contains("Year on year\n2 facilities compared"), "{table}");
    assert!(table.contains("new 1 · gone 1 · not comparable 2"), "{table}");
    let page = std::fs::read_to_string(root.path().join("now/portfolio.md")).unwrap();
    for part in ["1.500 → 1.400", "−0.1000", "1.400 → 1.333", "closed | gone: this run has no such facility"] {
        assert!(page.contains(part), "{part} in {page}");
    }
    let page = std::fs::read_to_string(root.path().join("now/portfolio.html")).unwrap();
    assert!(page.contains("Year on year") && page.contains("its data is refused now"), "the page for a browser");
}

#[test]
fn without_an_earlier_run_there_are_no_changes() {
    let root = two_runs();
    rate(root.path(), "2025-03", "now", &["--format", "json,md"]);
    assert_eq!(changes(root.path(), "now"), Value::Null);
    assert!(!std::fs::read_to_string(root.path().join("now/portfolio.md")).unwrap().contains("Year on year"));
}

#[test]
fn one_facility_alone_tells_what_changed_too() {
    let root = two_runs();
    let arguments = ["rate", "dc/better", "--period", "2025-03", "--trials", "0", "--previous", "earlier"];
    let told = stdout(&run(root.path(), &arguments));
    assert!(told.contains("Year on year\n1 facility compared") && told.contains("gone 4"), "{told}");
}

#[test]
fn one_period_twice_is_no_change() {
    let root = two_runs();
    rate(root.path(), "2025-01", "again", &["--previous", "earlier", "--format", "json"]);
    let changes = changes(root.path(), "again");
    assert_eq!(changes["pairs"], serde_json::json!([]));
    assert_eq!(changes["incomparable"][0], serde_json::json!({"id": "better", "why": "same-period"}));
}

#[test]
fn an_earlier_run_that_there_is_not_is_one_message_and_nothing_is_written() {
    let root = two_runs();
    std::fs::create_dir(root.path().join("empty")).unwrap();
    for (previous, out, what) in [
        ("absent", "now", "error: there is no such folder of an earlier run"),
        ("empty", "now", "error: there is no `portfolio.json` in the folder"),
        ("earlier/better", "now", "error: there is no `portfolio.json` in the folder"),
        ("earlier", "earlier", "error: the output would replace the earlier run"),
    ] {
        let (code, _, told) = rate(root.path(), "2025-03", out, &["--previous", previous, "--force"]);
        assert_eq!(code, 2, "{told}");
        assert!(told.starts_with(what) && told.contains("hint: "), "{told}");
        assert!(told.contains(previous), "{told}");
    }
    assert!(!root.path().join("now").exists() && root.path().join("earlier/better/rating.json").is_file());
}
