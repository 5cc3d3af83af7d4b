//! The conformance kit: worked cases with plain files that any implementation can run. This one runs them too.
//!
//! The form of the files is told in `fixtures/conformance/README.md`.
#![cfg(test)]

mod compare;
mod form;
mod run;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use greengrade::standard::Library;
use run::run;
use tempfile::TempDir;

/// More than the kit may take.
const TOO_MANY_BYTES: u64 = 1_000_000;
/// A kit of fewer cases has lost some.
const CASES: usize = 53;

fn kit() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/conformance")
}

/// The folders of the cases, in their order.
fn cases() -> Vec<PathBuf> {
    let entries = std::fs::read_dir(kit()).unwrap().map(|entry| entry.unwrap().path());
    let mut folders: Vec<PathBuf> = entries.filter(|path| path.is_dir()).collect();
    folders.sort();
    folders
}

fn name(folder: &Path) -> &str {
    folder.file_name().unwrap().to_str().unwrap()
}

#[test]
fn every_case_comes_out_as_it_was_worked_out() {
    let wrong: Vec<String> = cases()
        .iter()
        .filter_map(|folder| Some((name(folder), run(folder).err()?)))
        .flat_map(|(case, wrong)| wrong.into_iter().map(move |wrong| format!("{case}: {wrong}")))
        .collect();
    assert_eq!(wrong.join("\n"), "");
}

#[test]
fn the_cases_are_numbered_each_on_its_own_and_the_readme_names_each_and_no_other() {
    let cases = cases();
    assert!(cases.len() >= CASES, "{}", cases.len());
    let number = |folder: &PathBuf| name(folder).split_once('-').and_then(|(number, _)| number.parse::<u16>().ok());
    for pair in cases.windows(2) {
        // Numbers may be left free between families of cases, and none is given twice.
        assert!(number(&pair[0]).is_some() && number(&pair[0]) < number(&pair[1]), "{}", name(&pair[1]));
    }
    let readme = std::fs::read_to_string(kit().join("README.md")).unwrap();
    let rows = readme.lines().filter_map(|line| line.strip_prefix("| [")?.split(']').next());
    assert_eq!(rows.collect::<Vec<_>>(), cases.iter().map(|folder| name(folder)).collect::<Vec<_>>());
}

#[test]
fn every_built_in_pack_has_a_case() {
    let text = |folder: &Path| std::fs::read_to_string(folder.join("expected.json")).unwrap();
    let standards = cases().into_iter().flat_map(|folder| {
        let expected: form::Expected = serde_json::from_str(&text(&folder)).unwrap();
        expected.standards.into_iter().map(|standard| standard.id)
    });
    let standards: BTreeSet<String> = standards.collect();
    for pack in Library::embedded().unwrap().packs() {
        assert!(standards.contains(&pack.id), "{}", pack.id);
    }
}

/// Every file below a folder.
fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] }).collect()
}

#[test]
fn the_kit_stays_small() {
    let bytes: u64 = files(&kit()).iter().map(|file| file.metadata().unwrap().len()).sum();
    assert!(bytes < TOO_MANY_BYTES, "{bytes} bytes");
}

/// A case of the kit with a change of its `expected.json`, which must be a change.
fn changed(case: &str, from: &str, to: &str) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for file in files(&kit().join(case)) {
        let text = std::fs::read_to_string(&file).unwrap();
        let text = if file.ends_with("expected.json") {
            assert!(text.contains(from), "`{from}` is not in {case}");
            text.replacen(from, to, 1)
        } else {
            text
        };
        std::fs::write(folder.path().join(name(&file)), text).unwrap();
    }
    folder
}

fn told(case: &str, from: &str, to: &str) -> String {
    run(changed(case, from, to).path()).unwrap_err().join("; ")
}

#[test]
fn what_comes_out_otherwise_is_told_with_both_values() {
    let shares = |from, to| told("016-shares-by-path", from, to);
    assert_eq!(shares("\"level\": \"3\"", "\"level\": \"2\""), "db63t-clean-energy: the level is 3, not 2");
    assert!(shares("\"edition\": \"reference-1\"", "\"edition\": \"2023\"").contains("no edition `2023`"));
    assert!(shares("\"direct-share\": 10", "\"direct-share\": 9").contains("is Some(10.0), not Number(9.0)"));
    assert!(shares("\"value\": 0.65, ", "\"value\": 0.66, ").contains("clean_share is Some(0.65), not Number(0.66)"));
    assert!(shares("\"covered_hours\": 24", "\"covered_hours\": 25").contains("covered hours"));
    assert_eq!(
        told("004-counter-reset", "\"meter\": \"it\"", "\"meter\": \"total\""),
        "the meter of the finding `counter-reset` is it, not total"
    );
    assert!(
        told("010-it-above-total", "\"status\": \"refused\"", "\"status\": \"rated\"")
            .contains("is refused, not rated")
    );
    assert!(
        told("012-signed-sums", "\"findings\": []", "\"findings\": [{ \"id\": \"gap\" }]").contains("list of findings")
    );
}

#[test]
fn a_case_that_names_what_there_is_not_is_refused() {
    let grade = |from, to| told("018-wue-not-applicable", from, to);
    assert_eq!(grade("\"pue\": 15.625", "\"peu\": 15.625"), "`db63t-2223-2023` has no criterion `peu`");
    assert_eq!(grade("\"level\": \"2\"", "\"level\": \"7\""), "`db63t-2223-2023` has no level `7`");
    assert!(grade("\"id\": \"db63t-2223-2023\"", "\"id\": \"db63t\"").contains("there is no standard `db63t`"));
    let prerequisites = told("022-prerequisites", "\"no-violation\"", "\"no-violations\"");
    assert_eq!(prerequisites, "`db63t-2223-2023` has no criterion or prerequisite `no-violations`");
    assert!(told("026-finance-exempt", "\"size\": ", "\"siz\": ").contains("no prerequisite `siz`"));
    assert!(told("012-signed-sums", "\"clf\": ", "\"cfl\": ").contains("there is no indicator `cfl`"));
    assert!(told("012-signed-sums", "\"wue\"]", "\"wuf\"]").contains("has no field `wuf`"));
}

#[test]
fn a_case_that_is_malformed_or_expects_nothing_is_refused() {
    let bonus = told("023-scope", "\"level\": ", "\"levle\": ");
    assert!(bonus.contains("unknown field `levle`"), "{bonus}");
    let nothing = ",\n      \"level\": \"none\",\n      \"score\": \"none\",\n      \"reasons\": [\"scope\"]";
    assert_eq!(told("023-scope", nothing, ""), "it expects nothing");
    let both = changed("023-scope", "\"scope\"", "\"scope\"");
    std::fs::write(both.path().join("facility.toml"), "").unwrap();
    assert!(run(both.path()).unwrap_err().join("; ").contains("it has not one of facility.toml and observations.json"));
    assert!(told("011-ratio-of-sums", "\"findings\": [],", "").contains("a facility's findings are not told"));
    assert!(told("011-ratio-of-sums", "\"tolerance\": 1e-12, ", "").contains("`pue` needs a tolerance"));
    assert!(
        told("010-it-above-total", "\"status\": \"refused\"", "\"status\": \"refused\", \"level\": \"1\"")
            .contains("what is refused is not judged")
    );
}

#[test]
fn what_logs_come_to_otherwise_is_told_with_its_place() {
    let logs = |from, to| told("060-mttr-from-the-alarm", from, to);
    assert_eq!(
        logs("\"p90_hours\": 15", "\"p90_hours\": 10"),
        "operation_logs.faults.to_repair.p90_hours is 15.0, not 10"
    );
    assert_eq!(logs("\"faults\": 12", "\"fault\": 12"), "operation_logs.faults.fault is not there");
}
