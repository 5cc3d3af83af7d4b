//! `greengrade map`, and mappings that facilities share.
#![cfg(test)]

mod common;

use std::path::Path;
use std::sync::Arc;

use common::command::{code, run, stderr, stdout};
use common::{facility_folder, fixture};
use greengrade::facility::Facility;
use greengrade::facility::gather::Telemetry;
use greengrade::telemetry::rollup_file::RollupFile;

const MANIFEST: &str = r#"id = "mapped"
name = { zh = "共用映射", en = "Mapped" }
province = "青海"
category = "general"
clock = "+08:00"

[[mapping]]
file = "../bms.mapping.toml"
"#;

/// An export as building systems write it: units in the heading, a counter, a column of remarks.
const EXPORT: &str = "采集时间,总用电量(kWh),UPS输出功率(kW),冷机功率(kW),备注\n\
                      2025/1/1 0:00,48211730,800,150,\n\
                      2025/1/1 1:00,48212730,800,150,正常\n\
                      2025/1/1 2:00,48213730,800,150,\n\
                      2025/1/1 3:00,48214730,800,150,\n";

/// A folder with the export in the folders of two facilities, and the mapping that is proposed for it, reviewed or not.
fn two_facilities(reviewed: bool) -> tempfile::TempDir {
    let folder = facility_folder(&[
        ("greengrade-shared", ""),
        ("a/facility.toml", MANIFEST),
        ("a/export.csv", EXPORT),
        ("b/facility.toml", &MANIFEST.replace("\"mapped\"", "\"mapped-b\"")),
        ("b/export.csv", &EXPORT.replace(",800,", ",700,")),
    ]);
    let output = run(folder.path(), &["map", "a/export.csv", "-o", "bms.mapping.toml"]);
    assert_eq!(code(&output), 0, "{}", stderr(&output));
    if reviewed {
        let file = folder.path().join("bms.mapping.toml");
        let text = std::fs::read_to_string(&file).unwrap();
        std::fs::write(&file, text.replace("reviewed = false", "reviewed = true")).unwrap();
    }
    folder
}

fn telemetry(folder: &Path) -> Telemetry {
    Facility::load(folder).unwrap().telemetry().unwrap()
}

fn ids(telemetry: &Telemetry) -> Vec<&str> {
    telemetry.findings.iter().map(|finding| finding.id.as_str()).collect()
}

#[test]
fn a_proposal_shows_each_column_and_writes_nothing_unasked() {
    let folder = facility_folder(&[("export.csv", EXPORT)]);
    let output = run(folder.path(), &["map", "export.csv"]);
    insta::assert_snapshot!(stdout(&output));
    assert_eq!(stderr(&output), "hint: write it as a mapping with `-o NAME.mapping.toml`\n");
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
    let json = run(folder.path(), &["map", "export.csv", "--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&stdout(&json)).unwrap();
    assert_eq!(json["meters"][0]["counts"], serde_json::json!({ "boundary": "total" }));
    assert_eq!(json["ignored"][0]["why"], "no-numbers");
}

#[test]
fn the_mapping_that_is_written_reads_as_it_stands_and_is_never_overwritten() {
    let folder = two_facilities(false);
    insta::assert_snapshot!(std::fs::read_to_string(folder.path().join("bms.mapping.toml")).unwrap());
    let again = run(folder.path(), &["map", "a/export.csv", "-o", "bms.mapping.toml"]);
    assert_eq!(code(&again), 2);
    assert!(stderr(&again).contains("is there already"), "{}", stderr(&again));
}

#[test]
fn facilities_share_a_mapping_and_its_hash_is_among_their_inputs() {
    let folder = two_facilities(true);
    for (name, it_kw) in [("a", 800.0), ("b", 700.0)] {
        let facility = Facility::load(&folder.path().join(name)).unwrap();
        let known: Vec<&str> = facility.sources.iter().map(|source| source.path.as_str()).collect();
        assert_eq!(known, ["facility.toml", "../bms.mapping.toml"]);
        let telemetry = facility.telemetry().unwrap();
        assert_eq!(ids(&telemetry), [""; 0]);
        let sum = |meter: &str| -> f64 {
            telemetry.rollup.meters[meter].covered_hours().map(|(_, cell)| cell.amount.kwh()).sum()
        };
        // A counter runs 1000 kWh an hour between four readings; of a power each of the four holds for an hour.
        assert_eq!((sum("total"), sum("ups")), (3000.0, 4.0 * it_kw));
    }
}

#[test]
fn a_mapping_that_nobody_has_reviewed_is_a_finding() {
    let folder = two_facilities(false);
    assert_eq!(ids(&telemetry(&folder.path().join("a"))), ["mapping-not-reviewed"]);
}

#[test]
fn a_mapping_whose_hash_the_manifest_tells_can_not_change() {
    let folder = two_facilities(true);
    let facility = folder.path().join("a");
    let hash = Facility::load(&facility).unwrap().sources[1].sha256.clone();
    std::fs::write(facility.join("facility.toml"), format!("{MANIFEST}sha256 = \"{hash}\"\n")).unwrap();
    assert_eq!(ids(&telemetry(&facility)), [""; 0]);
    let mapping = folder.path().join("bms.mapping.toml");
    let text = std::fs::read_to_string(&mapping).unwrap();
    std::fs::write(&mapping, text.replace("\"kW\"", "\"W\"")).unwrap();
    let problem = Facility::load(&facility).unwrap_err();
    assert_eq!(problem.what, "the mapping `../bms.mapping.toml` has changed");
}

#[test]
fn columns_that_an_operator_adds_are_told() {
    let folder = two_facilities(true);
    let added = EXPORT.replace("备注\n", "备注,新增支路(kW)\n").replace(",\n", ",,5\n").replace("正常\n", "正常,5\n");
    std::fs::write(folder.path().join("a/export.csv"), added).unwrap();
    let told = telemetry(&folder.path().join("a"));
    assert_eq!(ids(&told), ["unmapped-columns"]);
    assert!(told.findings[0].text.zh.ends_with("新增支路(kW)"), "{:?}", told.findings[0].text);
}

#[test]
fn a_rollup_knows_when_the_mapping_it_was_made_by_has_changed() {
    let folder = two_facilities(true);
    let output = run(folder.path(), &["rollup", "a", "-o", "a.parquet"]);
    assert_eq!(code(&output), 0, "{}", stderr(&output));
    let found = |wanted: bool| {
        let rollup = RollupFile::open(&folder.path().join("a.parquet")).unwrap();
        let facility = Facility::load(&folder.path().join("a")).unwrap().fed_by(Arc::new(rollup));
        assert_eq!(ids(&facility.telemetry().unwrap()).contains(&"rollup-of-another-manifest"), wanted);
    };
    found(false);
    let mapping = folder.path().join("bms.mapping.toml");
    let text = std::fs::read_to_string(&mapping).unwrap();
    std::fs::write(&mapping, format!("# 改\n{text}")).unwrap();
    found(true);
}

/// The meters that are proposed for a file: column, kind, and unit with where it was found.
fn proposed(folder: &str, file: &str) -> Vec<[String; 4]> {
    let output = run(&fixture("real").join(folder), &["map", file, "--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&stdout(&output)).unwrap();
    let text = |meter: &serde_json::Value, key: &str| meter[key].as_str().unwrap().to_owned();
    let meters = json["meters"].as_array().unwrap().iter();
    meters.map(|meter| ["column", "kind", "unit", "unit_from"].map(|key| text(meter, key))).collect()
}

#[test]
fn the_files_of_real_loggers_are_proposed_as_a_person_mapped_them() {
    let harvard = proposed("harvard-ipmi", "telemetry/ipmi-2025-06-03.csv.gz");
    let sensors = Facility::load(&fixture("real/harvard-ipmi")).unwrap().manifest.meters;
    for sensor in &sensors {
        let wanted = [sensor.column.get_ref(), "power", "W", "cells"].map(str::to_owned);
        assert!(harvard.contains(&wanted), "{wanted:?} {harvard:?}");
    }
    let cornell = proposed("cornell-biohpc", "telemetry/cbsugpu05.csv");
    assert_eq!(cornell, [["powerave", "power", "kW", "guessed"].map(str::to_owned)], "nothing in the file tells watts");
    let frontier = std::fs::read_dir(fixture("real/hpl-frontier/telemetry")).unwrap().next().unwrap().unwrap();
    let frontier = proposed("hpl-frontier", &format!("telemetry/{}", frontier.file_name().to_str().unwrap()));
    assert_eq!(frontier, [["sum vals", "power", "W", "guessed"].map(str::to_owned)]);
}

#[test]
fn a_file_that_can_not_be_looked_at_is_told_as_any_other() {
    let folder = facility_folder(&[("empty.csv", ""), ("heading.csv", "time,a\n")]);
    for (file, what) in [
        ("empty.csv", "the file is empty"),
        ("heading.csv", "the file has a heading and no rows"),
        ("none.csv", "cannot read"),
    ] {
        let output = run(folder.path(), &["map", file]);
        assert_eq!((code(&output), stdout(&output).as_str()), (2, ""), "{file}");
        assert!(stderr(&output).contains(what) && stderr(&output).contains("hint:"), "{}", stderr(&output));
    }
    let output = run(folder.path(), &["map", "heading.csv", "--delimiter", "ab"]);
    assert!(stderr(&output).contains("`ab` cannot part columns"), "{}", stderr(&output));
}
