//! What shows that a rating is what was written.
#![cfg(test)]

mod common;

use std::fs;
use std::path::Path;

use common::command::{code, run, stderr};
use common::steady::{HEAD, MANIFEST, day};
use greengrade::files::sha256_hex;
use tempfile::TempDir;

const RATING: &str = "out/a/rating.json";

/// The facility `dc/a` with a day of steady powers, rated into `out`.
fn rated() -> TempDir {
    let root = tempfile::tempdir().unwrap();
    let folder = root.path().join("dc/a");
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join("facility.toml"), MANIFEST.replace("NAME", "a")).unwrap();
    fs::write(folder.join("power.csv"), format!("{HEAD}{}", day("2025-03", [1200, 1000]))).unwrap();
    let rate = ["rate", "dc/a", "--out", "out", "--period", "2025-03", "--trials", "0", "--format", "json"];
    let output = run(root.path(), &rate);
    assert!(code(&output) < 2, "{}", stderr(&output));
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
