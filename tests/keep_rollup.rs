//! `greengrade rate --keep-rollup`: the very file that `rollup` writes, and the same ratings as without.
#![cfg(test)]

mod common;

use std::fs;
use std::path::Path;

use common::command::{code, run, stderr};
use common::gapped::{MANIFEST, pack, power};
use common::{files, fixture, steady};
use tempfile::TempDir;

const GAPS: &str = r#"[gaps]
policy = { value = "hold", basis = "choice", source = "paper" }
hold_minutes = { value = 40, basis = "choice", source = "paper" }
"#;

const LEDGER: &str = "first,last,technology,province,month,mwh,bought,retired,expiry\nA1,A5,wind,青海,2025-03,5,,,\n";

/// A day of steady powers for each of these facilities in the folder `dc`, which say this much more in their manifests.
fn portfolio(facilities: &[(&str, &str)]) -> TempDir {
    let root = tempfile::tempdir().unwrap();
    for (folder, more) in facilities {
        let folder = root.path().join("dc").join(folder);
        fs::create_dir_all(&folder).unwrap();
        // Folders are not in the order of ids.
        let id = folder.file_name().unwrap().to_str().unwrap().chars().rev().collect::<String>();
        let manifest = format!("{}{more}", steady::MANIFEST.replace("NAME", &id));
        fs::write(folder.join("facility.toml"), manifest).unwrap();
        fs::write(folder.join("power.csv"), format!("{}{}", steady::HEAD, steady::day("2025-03", [1200, 900])))
            .unwrap();
        fs::write(folder.join("ledger.csv"), LEDGER).unwrap();
    }
    root
}

/// Runs `rollup`, then `rate` without and with the rollup kept, and holds them against each other; the exit codes.
fn holds(root: &Path, portfolio: &str, more: &[&str]) -> (i32, i32) {
    let rolled = run(root, &["rollup", portfolio, "-o", "rollup.parquet"]);
    let rate = ["rate", portfolio, "--trials", "0", "--format", "json"];
    let plain = run(root, &[&rate, more, &["--out", "plain"]].concat());
    let kept = run(root, &[&rate, more, &["--out", "with", "--keep-rollup", "kept.parquet", "--jobs", "3"]].concat());
    assert!(stderr(&kept).contains("wrote kept.parquet"), "{}", stderr(&kept));
    assert_eq!(code(&plain), code(&kept));
    let of = |name: &str| fs::read(root.join(name)).unwrap();
    assert!(of("rollup.parquet") == of("kept.parquet"));
    if code(&plain) < 2 {
        assert_eq!(files(&root.join("plain")), files(&root.join("with")));
    }
    (code(&rolled), code(&kept))
}

#[test]
fn the_rollup_of_a_portfolio_is_kept_to_the_byte_also_of_what_is_refused_and_ratings_stay_as_they_are() {
    let root = tempfile::tempdir().unwrap();
    assert_eq!(holds(root.path(), fixture("portfolio").to_str().unwrap(), &[]), (0, 1));
}

#[test]
fn whatever_can_be_read_is_kept_in_the_order_of_ids_and_nothing_else() {
    let ledger = "\n[tables]\ncertificates = \"ledger.csv\"\n";
    let root = portfolio(&[("az", ledger), ("by", ledger), ("cx", ""), ("dw", "")]);
    fs::remove_file(root.path().join("dc/dw/power.csv")).unwrap();
    assert_eq!(holds(root.path(), "dc", &["--period", "2025-03"]), (1, 1));
    let entries = fs::read_to_string(root.path().join("with/portfolio.json")).unwrap();
    assert!(entries.contains("are in the ledger of `yb` too"), "{entries}");
}

#[test]
fn cells_are_kept_of_facilities_that_can_not_be_rated_and_no_file_is_written_of_nothing() {
    let root = portfolio(&[("a", ""), ("b", "")]);
    assert_eq!(holds(root.path(), "dc", &["--period", "never"]), (0, 2));
    for folder in ["dc/a", "dc/b"] {
        fs::remove_file(root.path().join(folder).join("power.csv")).unwrap();
    }
    let none = run(root.path(), &["rate", "dc", "--keep-rollup", "none.parquet"]);
    assert_eq!((code(&none), root.path().join("none.parquet").exists()), (2, false));
}

#[test]
fn a_rollup_is_not_replaced_unless_asked_nor_put_into_the_output_or_kept_of_what_is_not_read() {
    let root = portfolio(&[("a", "")]);
    let rate = |more: &[&str]| {
        let output =
            run(root.path(), &[&["rate", "dc", "--period", "2025-03", "--keep-rollup", "kept.parquet"], more].concat());
        (code(&output), stderr(&output))
    };
    fs::write(root.path().join("kept.parquet"), "of another").unwrap();
    let (code, told) = rate(&["--out", "out"]);
    assert!(code == 2 && told.contains("there already") && told.contains("--force"), "{told}");
    assert!(!root.path().join("out").exists());
    assert_eq!(fs::read(root.path().join("kept.parquet")).unwrap(), b"of another");
    let (code, told) = rate(&["--force"]);
    assert!(code < 2 && told.contains("wrote kept.parquet"), "{told}");
    for other in [&["--rollup", "kept.parquet"][..], &["--resume", "--out", "out"]] {
        let (code, told) = rate(other);
        assert!(code == 2 && told.contains("cannot be used with"), "{told}");
    }
    let (code, told) = rate(&["--out", "."]);
    assert!(code == 2 && told.contains("output folder"), "{told}");
    assert!(rate(&["--force", "--out", "out"]).0 < 2);
}

#[test]
fn a_standard_with_minutes_of_its_own_rates_by_them_and_the_rollup_has_those_of_the_manifest() {
    let root = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| {
        let place = root.path().join(name);
        fs::create_dir_all(place.parent().unwrap()).unwrap();
        fs::write(place, text).unwrap();
    };
    write("dc/facility.toml", MANIFEST);
    write("dc/power.csv", &power());
    write("packs/sample.toml", &pack("sample", GAPS));
    let (rolled, rated) = holds(root.path(), "dc", &["--packs", "packs", "--standard", "sample"]);
    assert!(rolled == 0 && rated < 2);
    let rating = fs::read_to_string(root.path().join("with/gaps/rating.json")).unwrap();
    assert!(rating.contains("\"hold_minutes\": 40"), "{rating}");
}
