//! Rolling facilities up, and rating them by the rollup: the same rating, and what is said where the two do not fit.
#![cfg(test)]

mod common;

use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::Arc;

use common::{facility_folder, fixture};
use greengrade::facility::Facility;
use greengrade::problem::Problem;
use greengrade::report::json::from_json;
use greengrade::telemetry::rollup_file::{EncodedRollup, RollupFile, RollupWriter};

fn greengrade(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_greengrade")).args(arguments).output().unwrap()
}

fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

/// A report without its table of input files.
fn without_inputs(report: &[u8]) -> String {
    let report = std::str::from_utf8(report).unwrap();
    let (before, rest) = report.split_once("\n## 输入文件\n").unwrap();
    format!("{before}{}", rest.split_once("\n## ").unwrap().1)
}

#[test]
fn a_portfolio_rated_by_its_rollup_is_the_same_to_the_byte_but_for_the_list_of_inputs() {
    let folder = tempfile::tempdir().unwrap();
    let [rollup, raw, by_rollup] = ["rollup.parquet", "raw", "by-rollup"].map(|name| folder.path().join(name));
    let portfolio = fixture("portfolio");
    let rolled = greengrade(&["rollup", text(&portfolio), "-o", text(&rollup)]);
    assert_eq!(rolled.status.code(), Some(0), "{}", String::from_utf8_lossy(&rolled.stderr));
    for more in [&["--out", text(&raw)][..], &["--out", text(&by_rollup), "--rollup", text(&rollup)]] {
        assert_eq!(greengrade(&[&["rate", text(&portfolio)], more].concat()).status.code(), Some(1));
    }
    let (raw, rolled) = (common::files(&raw), common::files(&by_rollup));
    assert_eq!(raw.keys().collect::<Vec<_>>(), rolled.keys().collect::<Vec<_>>());
    for (path, one) in &raw {
        let other = &rolled[path];
        match path.file_name().unwrap().to_str().unwrap() {
            "rating.json" => {
                let read = |bytes: &[u8]| from_json(std::str::from_utf8(bytes).unwrap(), "rating.json").unwrap();
                let (mut one, mut other) = (read(one), read(other));
                // Manifest and tables, the rollup, and behind it the telemetry that was not read itself.
                let telemetry: Vec<_> = other.inputs.iter().filter(|input| input.rolled_up_in.is_some()).collect();
                let raw: Vec<_> = one.inputs.iter().rev().take(telemetry.len()).rev().collect();
                assert!(raw.iter().zip(&telemetry).all(|(a, b)| (&a.path, &a.sha256) == (&b.path, &b.sha256)));
                assert_eq!(other.inputs.len(), one.inputs.len() + 1);
                assert!(telemetry.iter().all(|input| input.rolled_up_in.as_deref() == Some("rollup.parquet")));
                (one.inputs, other.inputs) = (Vec::new(), Vec::new());
                assert_eq!(one, other, "{}", path.display());
            }
            // It says from what the folder was made.
            "resume.json" => assert!(one != other, "{}", path.display()),
            "report.md" => assert_eq!(without_inputs(one), without_inputs(other), "{}", path.display()),
            _ => assert!(one == other, "{} differs", path.display()),
        }
    }
}

#[test]
fn one_portfolio_always_gives_the_same_bytes_whatever_the_threads_and_the_order_of_paths() {
    let folder = tempfile::tempdir().unwrap();
    let ids = ["synthetic-kunlun", "esif", "synthetic-qaidam"];
    let rolled = |name: &str, jobs: &str, ids: &[&str]| {
        let place = folder.path().join(name);
        let facilities: Vec<PathBuf> = ids.iter().map(|id| fixture("portfolio").join(id)).collect();
        let mut arguments = vec!["rollup", "-o", text(&place), "--jobs", jobs];
        arguments.extend(facilities.iter().map(|facility| text(facility)));
        assert_eq!(greengrade(&arguments).status.code(), Some(0));
        std::fs::read(place).unwrap()
    };
    let one = rolled("a.parquet", "1", &ids);
    assert!(one == rolled("b.parquet", "3", &[ids[2], ids[0], ids[1], ids[0]]));
    let file = RollupFile::open(&folder.path().join("a.parquet")).unwrap();
    let held: Vec<&str> = file.head.facilities.iter().map(|facility| facility.id.as_str()).collect();
    assert_eq!(held, ["esif", "synthetic-kunlun", "synthetic-qaidam"]);
    for id in ids {
        let facility = Facility::load(&fixture("portfolio").join(id)).unwrap();
        let telemetry = facility.telemetry().unwrap();
        let head = file.facility(id).unwrap();
        assert_eq!(file.cells(head).unwrap(), telemetry.rollup, "{id}");
        assert_eq!(head.findings, telemetry.findings, "{id}");
        assert_eq!(head.files.len(), telemetry.files.len());
    }
}

#[test]
fn a_rollup_is_not_replaced_unless_asked_and_a_bad_facility_is_left_out_of_it() {
    let portfolio = tempfile::tempdir().unwrap();
    for (id, manifest) in [("good", MANIFEST), ("bad", "id = 7\n")] {
        std::fs::create_dir(portfolio.path().join(id)).unwrap();
        std::fs::write(portfolio.path().join(id).join("facility.toml"), manifest).unwrap();
        std::fs::write(portfolio.path().join(id).join("m.csv"), "time,m\n2025-01-01,5\n").unwrap();
    }
    let place = portfolio.path().join("out/rollup.parquet");
    let rollup = |paths: &str, more: &[&str]| {
        let path = portfolio.path().join(paths);
        let ran = greengrade(&[&["rollup", text(&path), "-o", text(&place)], more].concat());
        (ran.status.code().unwrap(), String::from_utf8(ran.stderr).unwrap())
    };
    let (code, told) = rollup("bad", &[]);
    assert_eq!((code, place.exists()), (2, false), "{told}");
    let (code, told) = rollup(".", &[]);
    assert_eq!(code, 1, "{told}");
    assert!(told.contains("bad/facility.toml, line 1") && told.contains("wrote"), "{told}");
    assert_eq!(RollupFile::open(&place).unwrap().head.facilities.len(), 1);
    let (code, told) = rollup("good", &[]);
    assert!(code == 2 && told.contains("there already") && told.contains("--force"), "{told}");
    assert_eq!(rollup("good", &["--force"]).0, 0);
}

const MANIFEST: &str = r#"id = "small"
name = { zh = "小", en = "Small" }
province = "青海"
category = "general"
clock = "+08:00"

[boundary]
total = ["m"]

[[telemetry]]
files = ["m.csv"]
shape = "wide"
time = "time"

[[meter]]
id = "m"
column = "m"
kind = "interval"
interval = "1d"
unit = "kWh"
point = "other"
"#;

/// A rollup of the facility above, and a folder to change the facility in.
fn small() -> (tempfile::TempDir, PathBuf) {
    let folder = facility_folder(&[("facility.toml", MANIFEST), ("m.csv", "time,m\n2025-01-01,5\n")]);
    let place = folder.path().join("rollup.parquet");
    let mut writer = RollupWriter::begin(File::create(&place).unwrap()).unwrap();
    let (head, rollup) = Facility::load(folder.path()).unwrap().rolled_up().unwrap();
    writer.add(EncodedRollup::of(head, &rollup).unwrap()).unwrap();
    writer.finish().unwrap();
    (folder, place)
}

/// What is said when the facility with another manifest is fed by the rollup.
fn fed_with(changes: &[(&str, &str)]) -> Result<Vec<String>, Problem> {
    let (folder, place) = small();
    let manifest = changes.iter().fold(MANIFEST.to_owned(), |manifest, (from, to)| manifest.replace(from, to));
    std::fs::write(folder.path().join("facility.toml"), manifest).unwrap();
    let facility = Facility::load(folder.path()).unwrap().fed_by(Arc::new(RollupFile::open(&place).unwrap()));
    Ok(facility.telemetry()?.findings.into_iter().map(|finding| finding.id).collect())
}

#[test]
fn a_manifest_that_the_rollup_does_not_fit_is_told_what_does_not_fit() {
    let unfit = |change: &[(&str, &str)]| fed_with(change).unwrap_err();
    let absent = unfit(&[("id = \"small\"", "id = \"smalls\"")]);
    assert_eq!(absent.what, "the rollup does not hold the facility `smalls`");
    assert!(absent.hint.unwrap().starts_with("it holds `small`; make the rollup again"));
    let meter = unfit(&[("id = \"m\"\n", "id = \"n\"\n"), ("[\"m\"]", "[\"n\"]")]).what;
    assert_eq!(meter, "the rollup does not hold the meter `n` of the facility `small`");
    let water = unfit(&[("unit = \"kWh\"\n", "unit = \"m3\"\nquantity = \"water\"\n"), ("total =", "water =")]);
    assert_eq!(water.what, "the rollup holds the meter `m` in uJ, and the manifest's is in uL");
    let held = unfit(&[("[boundary]", "[gaps]\nhold_minutes = 30\n[boundary]")]);
    assert!(held.what.contains("at most 60 minutes") && held.hint.unwrap().contains("`hold_minutes = 60`"));
}

#[test]
fn a_manifest_that_changed_since_is_told_and_a_boundary_may_change() {
    assert_eq!(fed_with(&[]), Ok(vec![]));
    assert_eq!(fed_with(&[("total =", "it =")]), Ok(vec!["rollup-of-another-manifest".to_owned()]));
}
