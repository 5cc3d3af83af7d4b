//! What shows that a rating is what was written.
#![cfg(test)]

#[path = "../common/mod.rs"]
mod common;
mod signature;

use std::fs;
use std::path::Path;

use common::command::{code, run, stderr, stdout};
use common::steady::{HEAD, MANIFEST, day};
use common::{files, fixture};
use greengrade::batch::{VerifyRequest, verify};
use greengrade::files::sha256_hex;
use greengrade::rating::Rating;
use greengrade::report::json::to_json;
use greengrade::report::verify::Difference;
use greengrade::standard::Library;
use greengrade::standard::load::EMBEDDED;
use serde_json::{Value, json};
use tempfile::TempDir;

const RATING: &str = "out/a/rating.json";

/// The facility `dc/a` with a day of steady powers.
fn facility(root: &Path, manifest: &str) {
    let folder = root.join("dc/a");
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join("facility.toml"), manifest.replace("NAME", "a")).unwrap();
    fs::write(folder.join("power.csv"), format!("{HEAD}{}", day("2025-03", [1200, 1000]))).unwrap();
}

/// Rates it into `out`.
fn rate(root: &Path, more: &[&str]) {
    let fixed = ["rate", "dc/a", "--out", "out", "--force", "--period", "2025-03", "--format", "json"];
    let output = run(root, &[&fixed, more].concat());
    assert!(code(&output) < 2, "{}", stderr(&output));
}

fn rated() -> TempDir {
    let root = tempfile::tempdir().unwrap();
    facility(root.path(), MANIFEST);
    rate(root.path(), &["--trials", "0"]);
    root
}

/// Changes a text in a file.
fn change(file: &Path, from: &str, to: &str) {
    let text = fs::read_to_string(file).unwrap();
    assert!(text.contains(from), "{from}");
    fs::write(file, text.replacen(from, to, 1)).unwrap();
}

#[test]
fn the_second_line_of_a_rating_is_the_hash_of_its_other_lines() {
    let root = rated();
    let text = fs::read_to_string(root.path().join(RATING)).unwrap();
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    let others = [&lines[..1], &lines[2..]].concat().concat();
    assert_eq!(lines[1], format!("  \"digest\": \"sha256:{}\",\n", sha256_hex(others.as_bytes())));
    // As its name says: what `sed 2d` leaves is the same object without it.
    assert!(serde_json::from_str::<serde_json::Value>(&others).unwrap().get("digest").is_none());
}

#[test]
fn every_command_refuses_a_rating_that_was_changed() {
    let root = rated();
    change(&root.path().join(RATING), "Small centre", "Small center");
    let commands: [&[&str]; 7] = [
        &["explain", RATING],
        &["compare", RATING, "out/a"],
        &["chart", RATING],
        &["export", RATING, "--standard", "iso-30134"],
        &["what-if", RATING],
        &["improve", RATING],
        &["standard", "diff", "db63t-2223-2023", "db63t-2223-2023", "--rating", RATING],
    ];
    for command in commands {
        let output = run(root.path(), command);
        let told = stderr(&output);
        assert_eq!(code(&output), 2, "{command:?}: {told}");
        assert!(told.contains("the rating was changed after it was written"), "{command:?}: {told}");
        assert!(
            told.contains("rating.json, line 2") && told.contains("rate the facility again"),
            "{command:?}: {told}"
        );
    }
    let later = ["rate", "dc/a", "--out", "later", "--period", "2025-03", "--trials", "0", "--previous", "out"];
    let output = run(root.path(), &later);
    assert!(code(&output) < 2 && stderr(&output).contains("warning: the rating was changed"), "{}", stderr(&output));
}

/// Gives the file the digest of its content, as somebody does who wants to hide a change.
fn seal(file: &Path) {
    let text = fs::read_to_string(file).unwrap();
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    let others = [&lines[..1], &lines[2..]].concat().concat();
    let digest = format!("  \"digest\": \"sha256:{}\",\n", sha256_hex(others.as_bytes()));
    fs::write(file, [lines[0], &digest, &lines[2..].concat()].concat()).unwrap();
}

/// What the command comes to for the facility `dc/a`: its exit code and its record.
fn verified(root: &Path, more: &[&str]) -> (i32, Value) {
    let output = run(root, &[&["verify", "out/a", "--inputs", "dc/a", "--format", "json"], more].concat());
    let record = serde_json::from_slice(&output.stdout);
    (code(&output), record.unwrap_or_else(|_| stderr(&output).into()))
}

/// What it names, where it names one thing.
fn difference(root: &Path) -> Value {
    let (code, record) = verified(root, &[]);
    assert_eq!((code, &record["identical"]), (1, &false.into()), "{record}");
    let differences = record["differences"].as_array().unwrap();
    assert_eq!(differences.len(), 1, "{record}");
    differences[0].clone()
}

fn hash(file: &Path) -> String {
    sha256_hex(&fs::read(file).unwrap())
}

#[test]
fn the_same_comes_out_wherever_the_files_lie_and_whichever_version_made_it() {
    let root = rated();
    fs::rename(root.path().join("dc"), root.path().join("elsewhere")).unwrap();
    let verify = ["verify", RATING, "--inputs", "elsewhere/a"];
    let output = run(root.path(), &verify);
    let told = stdout(&output);
    assert_eq!(code(&output), 0, "{told}{}", stderr(&output));
    assert!(told.starts_with("out/a/rating.json: identical\nSmall centre 2025-03\nsha256:"), "{told}");
    assert!(told.contains("and again by the same version"), "{told}");
    let version = concat!("\"greengrade ", env!("CARGO_PKG_VERSION"), "\"");
    change(&root.path().join(RATING), version, "\"greengrade 0.0.9\"");
    seal(&root.path().join(RATING));
    let output = run(root.path(), &verify);
    assert_eq!(code(&output), 0, "{}", stdout(&output));
    assert!(stdout(&output).contains("made by greengrade 0.0.9, and again by another version"), "{}", stdout(&output));
    let output = run(root.path(), &[&verify[..], &["--lang", "zh"]].concat());
    assert!(stdout(&output).contains("rating.json：一致\n小型中心 2025-03"), "{}", stdout(&output));
}

#[test]
fn a_rating_that_was_changed_is_told_by_its_digest() {
    let root = rated();
    let file = root.path().join(RATING);
    change(&file, "\"hours\": 744", "\"hours\": 745");
    let told = difference(root.path());
    assert_eq!(told["what"], "digest");
    let text = fs::read_to_string(&file).unwrap();
    assert!(text.contains(told["told"].as_str().unwrap()) && told["found"] != told["told"], "{told}");
    // Also where it is no text any more.
    let mut bytes = text.into_bytes();
    let last = bytes.len() - 3;
    bytes[last] = 0xff;
    fs::write(&file, bytes).unwrap();
    assert_eq!(difference(root.path())["what"], "digest");
}

#[test]
fn a_value_that_was_changed_with_its_digest_is_told_with_what_comes_out() {
    let root = rated();
    change(&root.path().join(RATING), "\"hours\": 744", "\"hours\": 745");
    seal(&root.path().join(RATING));
    let told = difference(root.path());
    let expected = json!({"what": "value", "path": "period.hours", "recorded": 745, "recomputed": 744});
    assert_eq!(told, expected);
    let output = run(root.path(), &["verify", RATING, "--inputs", "dc/a"]);
    let told = stdout(&output);
    assert!(told.starts_with("out/a/rating.json: differs\n"), "{told}");
    let line = told.lines().find(|line| line.contains("another result")).unwrap();
    let cells: Vec<&str> = line.split('│').map(str::trim).filter(|cell| !cell.is_empty()).collect();
    assert!(line.contains("period.hours") && line.contains("745") && line.contains("744"), "{cells:?}");
}

#[test]
fn what_is_added_to_a_rating_is_told() {
    let root = rated();
    change(&root.path().join(RATING), "  \"program\":", "  \"approved\": \"by nobody\",\n  \"program\":");
    seal(&root.path().join(RATING));
    let expected = json!({"what": "value", "path": "approved", "recorded": "by nobody", "recomputed": null});
    assert_eq!(difference(root.path()), expected);
}

#[test]
fn the_same_values_in_another_form_are_not_the_rating() {
    let root = rated();
    let file = root.path().join(RATING);
    // The order of two keys.
    change(&file, "    \"label\": \"2025-03\",\n", "");
    change(&file, "    \"hours\": 744,\n", "    \"hours\": 744,\n    \"label\": \"2025-03\",\n");
    seal(&file);
    assert_eq!(difference(root.path()), json!({"what": "form"}));
}

#[test]
fn inputs_that_changed_are_gone_or_came_are_named() {
    let root = rated();
    let power = root.path().join("dc/a/power.csv");
    let then = hash(&power);
    change(&power, "13:00:00,1200", "13:00:00,1201");
    let told = difference(root.path());
    assert_eq!(told, json!({"what": "input-changed", "path": "power.csv", "then": then, "now": hash(&power)}));
    // Also where the facility can not be read with it.
    change(&power, "13:00:00,1201", "13:00:00,many");
    assert_eq!(difference(root.path())["now"], hash(&power));
    fs::remove_file(&power).unwrap();
    assert_eq!(difference(root.path()), json!({"what": "input-lacking", "path": "power.csv", "then": then}));

    let root = tempfile::tempdir().unwrap();
    facility(root.path(), &MANIFEST.replace("power.csv", "power*.csv"));
    rate(root.path(), &[]);
    let more = root.path().join("dc/a/power-2.csv");
    fs::write(&more, format!("{HEAD}2025-03-02 00:00:00,1200,1000\n")).unwrap();
    assert_eq!(difference(root.path()), json!({"what": "input-new", "path": "power-2.csv", "now": hash(&more)}));
}

#[test]
fn one_byte_of_any_input_is_enough() {
    for case in ["040-certificate-ledger", "050-load-line", "062-rates-from-logs", "072-pue-by-condition"] {
        let root = tempfile::tempdir().unwrap();
        for (path, bytes) in files(&fixture("conformance").join(case)) {
            fs::create_dir_all(root.path().join(&path).parent().unwrap()).unwrap();
            fs::write(root.path().join(path), bytes).unwrap();
        }
        let rating = made(root.path(), "2025-01");
        assert!(rating.inputs.len() > 2, "{case}");
        assert_eq!(again(&rating, root.path()), [], "{case}");
        for input in &rating.inputs {
            let file = root.path().join(&input.path);
            let before = fs::read(&file).unwrap();
            let mut bytes = before.clone();
            let middle = bytes.len() / 2;
            bytes[middle] ^= 1;
            fs::write(&file, &bytes).unwrap();
            let (path, then, now) = (input.path.clone(), input.sha256.clone(), sha256_hex(&bytes));
            assert_eq!(again(&rating, root.path()), [Difference::InputChanged { path, then, now }], "{case}");
            fs::write(file, before).unwrap();
        }
    }
}

#[test]
fn every_case_of_the_kit_comes_out_again() {
    let mut cases = 0;
    for case in fs::read_dir(fixture("conformance")).unwrap().map(|entry| entry.unwrap().path()) {
        if !case.join("facility.toml").is_file() {
            continue;
        }
        let expected: Value = serde_json::from_slice(&fs::read(case.join("expected.json")).unwrap()).unwrap();
        assert_eq!(again(&made(&case, expected["period"].as_str().unwrap()), &case), [], "{}", case.display());
        cases += 1;
    }
    assert!(cases > 20, "{cases} are too few to be all");
}

/// The rating of a facility by two standards, whatever its outcome.
fn made(folder: &Path, period: &str) -> Rating {
    common::rated(folder, &common::STANDARDS, Some(period))
}

fn again(rating: &Rating, folder: &Path) -> Vec<Difference> {
    let library = Library::embedded().unwrap();
    let request = VerifyRequest { folder: Some(folder), library: &library, rollup: None, signed_by: None };
    verify(&to_json(rating).unwrap(), "rating.json", request).unwrap().differences
}

#[test]
fn what_was_asked_for_is_read_from_the_rating() {
    let root = tempfile::tempdir().unwrap();
    let lake = fixture("portfolio/synthetic-qinghai-lake");
    let lake = lake.to_str().unwrap();
    let rate =
        ["rate", lake, "--out", "out", "--period", "2025", "--format", "json", "--trials", "10000", "--seed", "7"];
    let standards = ["--standard", "gb40879-2021", "--standard", "db63t-2223-2023"];
    assert_eq!(code(&run(root.path(), &[&rate[..], &standards].concat())), 0);
    let verified = || {
        let verify = ["verify", "out/synthetic-qinghai-lake", "--inputs", lake, "--format", "json"];
        let output = run(root.path(), &verify);
        (code(&output), serde_json::from_slice::<Value>(&output.stdout).unwrap()["differences"].take())
    };
    assert_eq!(verified(), (0, json!([])));
    let file = root.path().join("out/synthetic-qinghai-lake/rating.json");
    let rating: Value = serde_json::from_slice(&fs::read(&file).unwrap()).unwrap();
    assert_eq!(rating["rated_by"]["standards"], json!(["gb40879-2021", "db63t-2223-2023"]));
    assert_eq!((&rating["rated_by"]["seed"], &rating["rated_by"]["trials"]), (&7.into(), &10_000.into()));
    // With another seed other trials come out, so that it is not for nothing.
    change(&file, "\"seed\": 7", "\"seed\": 8");
    seal(&file);
    let (code, differences) = verified();
    assert_eq!((code, differences.as_array().unwrap().len()), (1, 1));
    assert!(differences[0]["path"].as_str().unwrap().starts_with("confidence."), "{differences}");
}

#[test]
fn packs_that_changed_are_named_and_packs_that_are_not_at_hand_keep_it_from_running() {
    let root = tempfile::tempdir().unwrap();
    facility(root.path(), MANIFEST);
    let packs = root.path().join("packs");
    fs::create_dir(&packs).unwrap();
    let overlay = packs.join("official.toml");
    let text = "extends = \"gb40879-2021\"\nedition = \"tested\"\n[sources.official]\n\
                citation = { zh = \"测试\", en = \"for the tests\" }\nread = \"own\"\n";
    fs::write(&overlay, text).unwrap();
    let base = sha256_hex(EMBEDDED.iter().find(|(file, _)| *file == "gb40879-2021.toml").unwrap().1.as_bytes());
    rate(root.path(), &["--packs", "packs", "--standard", "gb40879-2021"]);
    assert_eq!(verified(root.path(), &["--packs", "packs"]).0, 0);
    let (code, told) = verified(root.path(), &[]);
    assert_eq!(code, 2);
    assert!(told.as_str().unwrap().contains("has no edition `tested`") && told.as_str().unwrap().contains("--packs"));
    let then = hash(&overlay);
    fs::write(&overlay, format!("{text}# looked through again\n")).unwrap();
    let (code, record) = verified(root.path(), &["--packs", "packs"]);
    let pack = |own: String| json!({"id": "gb40879-2021", "edition": "tested", "sha256": [base, own]});
    let expected = json!([{"what": "pack-changed", "then": pack(then), "now": pack(hash(&overlay))}]);
    assert_eq!((code, &record["differences"]), (1, &expected), "{record}");
}

#[test]
fn built_in_packs_are_held_to_their_files_too() {
    let root = rated();
    let embedded = EMBEDDED.iter().find(|(file, _)| *file == "db63t-2223-2023.toml").unwrap().1;
    let sum = sha256_hex(embedded.as_bytes());
    change(&root.path().join(RATING), &sum, &sum.replace(|sign: char| sign.is_ascii_digit(), "0"));
    seal(&root.path().join(RATING));
    let told = difference(root.path());
    assert_eq!((&told["what"], &told["now"]["sha256"]), (&"pack-changed".into(), &json!([sum])));
}

#[test]
fn a_rating_from_a_rollup_is_made_again_from_it() {
    let root = rated();
    let dc = root.path();
    assert_eq!(code(&run(dc, &["rollup", "dc/a", "-o", "cells.parquet"])), 0);
    let (code_, told) = verified(dc, &["--rollup", "cells.parquet"]);
    assert!(code_ == 2 && told.as_str().unwrap().contains("leave `--rollup` out"), "{told}");
    rate(dc, &["--rollup", "cells.parquet", "--trials", "0"]);
    assert_eq!(verified(dc, &["--rollup", "cells.parquet"]).0, 0);
    let (code_, told) = verified(dc, &[]);
    assert!(code_ == 2 && told.as_str().unwrap().contains("name it with `--rollup`"), "{told}");
}

#[test]
fn what_can_not_be_held_against_anything_is_told() {
    let root = rated();
    let problem = |arguments: &[&str], what: &str| {
        let output = run(root.path(), arguments);
        assert!(code(&output) == 2 && stderr(&output).contains(what), "{}{}", stdout(&output), stderr(&output));
    };
    problem(&["verify", RATING, "--inputs", "nowhere"], "there is no such folder of a facility");
    problem(&["verify", "out", "--inputs", "dc/a"], "there is no `rating.json` in the folder");
    problem(&["verify", "out/portfolio.json", "--inputs", "dc/a"], "the file is a `greengrade.portfolio/1`");
    let text = fs::read_to_string(root.path().join(RATING)).unwrap();
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    fs::write(root.path().join(RATING), [&lines[..1], &lines[2..]].concat().concat()).unwrap();
    problem(&["verify", RATING, "--inputs", "dc/a"], "the rating does not tell its digest");
}
