//! `greengrade rate --resume`: what has not changed is not rated twice, and what has is never stale.
#![cfg(test)]

mod common;

use std::fs;
use std::path::Path;

use common::command::{code, run, stderr, stdout};
use common::files;
use common::steady::{HEAD, MANIFEST, day};
use tempfile::TempDir;

const FORMS: &str = "json,md,svg,html,xlsx";

/// A day of steady powers for each of these facilities, in the folder `dc`; the files of readings are told by a pattern.
fn portfolio(names: &[&str]) -> TempDir {
    let root = tempfile::tempdir().unwrap();
    for (name, it) in names.iter().zip([1000, 900, 700]) {
        let folder = root.path().join("dc").join(name);
        fs::create_dir_all(&folder).unwrap();
        let manifest = MANIFEST.replace("NAME", name).replace("power.csv", "power*.csv");
        fs::write(folder.join("facility.toml"), manifest).unwrap();
        fs::write(folder.join("power.csv"), format!("{HEAD}{}", day("2025-03", [1200, it]))).unwrap();
    }
    root
}

/// Rates `dc`, and tells how many facilities were taken over where that is told.
fn rate(root: &Path, out: &str, more: &[&str]) -> (Option<usize>, String) {
    let fixed = ["rate", "dc", "--out", out, "--trials", "0", "--format", FORMS];
    // A flag that is given twice is an error, so that one that is asked for anew takes the place of the fixed one.
    let kept = fixed.chunks(2).filter(|pair| !more.contains(&pair[0])).flatten().copied();
    let period: &[&str] = if more.contains(&"--period") { &[] } else { &["--period", "2025-03"] };
    let output = run(root, &kept.chain(period.iter().copied()).chain(more.iter().copied()).collect::<Vec<_>>());
    assert!(code(&output) < 2, "{}", stderr(&output));
    let told = stderr(&output);
    let count = |line: &str| line.strip_prefix("unchanged: ").or(line.strip_prefix("未变更：")).map(str::to_owned);
    let unchanged = told.lines().find_map(count).map(|count| count.parse().unwrap());
    (unchanged, stdout(&output))
}

fn resumed(root: &Path, more: &[&str]) -> usize {
    rate(root, "out", &[&["--resume"], more].concat()).0.unwrap()
}

/// Changes a text in a file.
fn change(file: &Path, from: &str, to: &str) {
    let text = fs::read_to_string(file).unwrap();
    assert!(text.contains(from), "{from}");
    fs::write(file, text.replacen(from, to, 1)).unwrap();
}

fn assert_as_fresh(root: &Path, more: &[&str]) {
    rate(root, "fresh", &[&["--force"], more].concat());
    assert!(files(&root.join("out")) == files(&root.join("fresh")), "{more:?}");
}

#[test]
fn where_nothing_changed_nothing_is_rated_and_all_files_are_the_same() {
    let root = portfolio(&["a", "b", "c"]);
    let (told, table) = rate(root.path(), "out", &["--resume"]);
    assert_eq!(told, Some(0), "there is nothing to take over yet");
    let before = files(&root.path().join("out"));
    assert_eq!(before.keys().filter(|file| file.ends_with("resume.json")).count(), 3);
    assert_eq!(rate(root.path(), "out", &["--resume"]), (Some(3), table));
    assert!(files(&root.path().join("out")) == before);
    assert_as_fresh(root.path(), &[]);
    // Also with one thread, and after a run that did not resume.
    assert_eq!(resumed(root.path(), &["--jobs", "1"]), 3);
    assert_eq!(rate(root.path(), "out", &["--force"]).0, None);
    assert_eq!(resumed(root.path(), &[]), 3);
    assert!(files(&root.path().join("out")) == before);
    // A run that is held against an earlier one takes over just as well.
    rate(root.path(), "earlier", &["--period", "2025-03"]);
    assert_eq!(resumed(root.path(), &["--previous", "earlier"]), 3);
    assert_as_fresh(root.path(), &["--previous", "earlier"]);
}

#[test]
fn a_facility_alone_is_told_as_ever() {
    let root = portfolio(&["a"]);
    let (_, told) = rate(root.path(), "out", &[]);
    assert_eq!(rate(root.path(), "out", &["--resume"]), (Some(1), told));
    assert_as_fresh(root.path(), &[]);
}

#[test]
fn one_byte_of_telemetry_has_its_facility_rated_again_and_no_other() {
    let root = portfolio(&["a", "b", "c"]);
    rate(root.path(), "out", &[]);
    change(&root.path().join("dc/b/power.csv"), "13:00:00,1200", "13:00:00,1300");
    assert_eq!(resumed(root.path(), &[]), 2);
    assert_as_fresh(root.path(), &[]);
    assert_eq!(resumed(root.path(), &[]), 3);
}

#[test]
fn a_manifest_or_another_file_that_its_pattern_finds_is_a_change() {
    let root = portfolio(&["a", "b", "c"]);
    rate(root.path(), "out", &[]);
    change(&root.path().join("dc/a/facility.toml"), "Small centre", "Small center");
    assert_eq!(resumed(root.path(), &[]), 2);
    fs::write(root.path().join("dc/b/power-more.csv"), format!("{HEAD}2025-03-02 00:00:00,1200,900\n")).unwrap();
    assert_eq!(resumed(root.path(), &[]), 2);
    assert_as_fresh(root.path(), &[]);
    fs::remove_file(root.path().join("dc/b/power-more.csv")).unwrap();
    assert_eq!(resumed(root.path(), &[]), 2);
    fs::remove_dir_all(root.path().join("dc/c")).unwrap();
    assert_eq!(resumed(root.path(), &[]), 2);
    assert!(!root.path().join("out/c").exists());
    assert_as_fresh(root.path(), &[]);
}

#[test]
fn a_facility_that_could_not_be_read_is_tried_again() {
    let root = portfolio(&["a", "b"]);
    change(&root.path().join("dc/a/power.csv"), "13:00:00,1200", "13:00:00,many");
    rate(root.path(), "out", &[]);
    assert_eq!(resumed(root.path(), &[]), 1);
    change(&root.path().join("dc/a/power.csv"), "13:00:00,many", "13:00:00,1200");
    assert_eq!(resumed(root.path(), &[]), 1);
    assert_as_fresh(root.path(), &[]);
}

#[test]
fn an_output_that_was_altered_or_lost_is_made_again() {
    let root = portfolio(&["a", "b", "c"]);
    rate(root.path(), "out", &[]);
    let before = files(&root.path().join("out"));
    let out = root.path().join("out");
    change(&out.join("a/rating.json"), "Small centre", "Small center");
    fs::remove_file(out.join("b/report.html")).unwrap();
    fs::write(out.join("c/notes.txt"), "not of the run").unwrap();
    assert_eq!(resumed(root.path(), &[]), 1);
    assert!(files(&out) == before, "what is no part of the run is gone, as ever");
}

#[test]
fn a_record_that_is_damaged_or_of_another_program_takes_nothing_over() {
    let root = portfolio(&["a", "b", "c"]);
    rate(root.path(), "out", &[]);
    let before = files(&root.path().join("out"));
    let record = |name: &str| root.path().join("out").join(name).join("resume.json");
    fs::write(record("a"), "{\"schema\": \"greengrade.resume/1\", \"prog").unwrap();
    change(&record("b"), "\"program\": \"greengrade ", "\"program\": \"greengrade 0.0.1 ");
    fs::remove_file(record("c")).unwrap();
    assert_eq!(resumed(root.path(), &[]), 0);
    // A record never leads out of its folder.
    fs::write(root.path().join("elsewhere"), "x").unwrap();
    let sha256 = greengrade::files::sha256_hex(b"x");
    change(&record("a"), "\"outputs\": {", &format!("\"outputs\": {{ \"../../elsewhere\": \"{sha256}\","));
    assert_eq!(resumed(root.path(), &[]), 2);
    assert!(files(&root.path().join("out")) == before);
}

#[test]
fn whatever_else_is_asked_for_is_a_change() {
    let root = portfolio(&["a", "b"]);
    fs::write(root.path().join("head.toml"), "issuer = { zh = \"局\", en = \"Bureau\" }\n").unwrap();
    let packs = root.path().join("packs");
    fs::create_dir(&packs).unwrap();
    let built_in = Path::new(env!("CARGO_MANIFEST_DIR")).join("standards/gb40879-2021.toml");
    fs::copy(built_in, packs.join("own.toml")).unwrap();
    for other in [
        &["--period", "2025"][..],
        &["--lang", "zh"],
        &["--seed", "7"],
        &["--trials", "10000"],
        &["--format", "json"],
        &["--standard", "gb40879-2021"],
        &["--letterhead", "head.toml"],
    ] {
        rate(root.path(), "out", &["--force"]);
        assert_eq!(resumed(root.path(), other), 0, "{other:?}");
        assert_as_fresh(root.path(), other);
    }
    rate(root.path(), "out", &["--force", "--packs", "packs"]);
    assert_eq!(resumed(root.path(), &["--packs", "packs"]), 2);
    change(&packs.join("own.toml"), "数据中心", "数据 中心");
    assert_eq!(resumed(root.path(), &["--packs", "packs"]), 0);
}

#[test]
fn another_rollup_is_a_change_and_the_same_one_is_none() {
    let root = portfolio(&["a", "b"]);
    let roll_up = || {
        let output = run(root.path(), &["rollup", "dc", "-o", "cells.parquet", "--force"]);
        assert_eq!(code(&output), 0, "{}", stderr(&output));
    };
    roll_up();
    rate(root.path(), "out", &["--rollup", "cells.parquet"]);
    assert_eq!(resumed(root.path(), &["--rollup", "cells.parquet"]), 2);
    assert_eq!(resumed(root.path(), &[]), 0, "from the telemetry itself it is another rating");
    change(&root.path().join("dc/b/power.csv"), "13:00:00,1200", "13:00:00,1300");
    rate(root.path(), "out", &["--force", "--rollup", "cells.parquet"]);
    roll_up();
    assert_eq!(resumed(root.path(), &["--rollup", "cells.parquet"]), 0, "each rating names the rollup by its hash");
    assert_as_fresh(root.path(), &["--rollup", "cells.parquet"]);
}
