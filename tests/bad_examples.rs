//! A gallery of packs, overlays, manifests and files of telemetry with one fault each, and what the user is told of it.
//!
//! Each snapshot in `tests/snapshots/` is one message: what is wrong, the line it points at, and what to do.
#![cfg(test)]

mod common;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use common::fixture;
use greengrade::facility::Facility;
use greengrade::problem::Problem;
use greengrade::standard::{Library, check, load};

/// What is in a folder of the gallery, by name.
fn gallery(folder: &str) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(fixture("bad").join(folder)).unwrap();
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths
}

/// What is said of a file in a folder of packs.
fn in_a_folder(file: &Path) -> Problem {
    let folder = tempfile::tempdir().unwrap();
    std::fs::copy(file, folder.path().join(file.file_name().unwrap())).unwrap();
    Library::with_folder(folder.path()).err().unwrap_or_else(|| panic!("{} has no fault", file.display()))
}

/// The first fault of a pack, and whether it keeps the pack from loading.
fn of_pack(file: &Path) -> (&'static str, Problem) {
    let name = file.file_name().unwrap().to_str().unwrap();
    let text = std::fs::read_to_string(file).unwrap();
    match load::parse(&text, name) {
        Err(problem) => ("error", problem),
        Ok(pack) => match check::faults(&pack).into_iter().next() {
            Some(fault) => ("warning", fault.problem.at_span(name, &text, fault.span)),
            None => ("error", in_a_folder(file)),
        },
    }
}

/// The message as a user reads it, with the file's name alone and the line that it points at.
fn message(kind: &str, problem: &Problem) -> String {
    let place = problem.place.as_deref().unwrap_or("nowhere");
    let place = place.rsplit('/').next().unwrap();
    let line = problem.snippet.as_ref().map(|snippet| {
        let start = snippet.text[..snippet.span.start].rfind('\n').map_or(0, |end| end + 1);
        snippet.text[start..].lines().next().unwrap_or_default()
    });
    let line = line.map(|line| format!("   | {line}\n")).unwrap_or_default();
    format!("{kind}: {}\n  --> {place}\n{line}hint: {}", problem.what, problem.hint.as_deref().unwrap_or("none"))
}

fn keeps_the_style(file: &Path, problem: &Problem) {
    let file = file.display();
    assert!(problem.what.starts_with(|first: char| first.is_lowercase() || "`[".contains(first)), "{file}");
    let hint = problem.hint.as_deref().unwrap_or_else(|| panic!("{file} has no hint"));
    assert!(hint.starts_with(|first: char| first.is_lowercase() || "`[".contains(first)), "{file}: {hint}");
    assert!([problem.what.as_str(), hint].iter().all(|words| !words.ends_with('.')), "{file}");
    assert!(problem.place.is_some(), "{file} is told without a place");
}

fn hold_to_snapshot(kind: &str, file: &Path, (severity, problem): &(&str, Problem)) {
    keeps_the_style(file, problem);
    let name = format!("{kind}.{}", file.file_stem().unwrap().to_str().unwrap());
    insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!(name, message(severity, problem));
    });
}

#[test]
fn each_bad_pack_is_told_what_is_wrong_where_and_what_to_do() {
    for file in gallery("packs") {
        hold_to_snapshot("pack", &file, &of_pack(&file));
    }
}

#[test]
fn each_bad_overlay_is_told_what_is_wrong_where_and_what_to_do() {
    for file in gallery("overlays") {
        hold_to_snapshot("overlay", &file, &("error", in_a_folder(&file)));
    }
}

#[test]
fn each_bad_manifest_is_told_what_is_wrong_where_and_what_to_do() {
    for folder in gallery("manifests") {
        let problem = Facility::load(&folder).err();
        let problem = problem.unwrap_or_else(|| panic!("{} has no fault", folder.display()));
        hold_to_snapshot("manifest", &folder, &("error", problem));
    }
}

#[test]
fn each_bad_file_of_telemetry_is_told_what_is_wrong_where_and_what_to_do() {
    for folder in gallery("telemetry") {
        let facility = Facility::load(&folder).unwrap();
        let problem = facility.telemetry().err();
        let problem = problem.unwrap_or_else(|| panic!("{} has no fault", folder.display()));
        hold_to_snapshot("telemetry", &folder, &("error", problem));
    }
}

/// What takes a second or two even without optimization; on a busy machine more, but not what grows with the square.
const SECONDS: u64 = 20;

#[test]
fn a_heading_of_a_million_columns_ends_in_a_message() {
    let folder = common::facility_folder(&[(
        "facility.toml",
        &std::fs::read_to_string(fixture("bad/telemetry/cut-row/facility.toml")).unwrap(),
    )]);
    for delimiter in [",", ";"] {
        let names: Vec<String> = (0..1_000_000).map(|column| format!("c{column}")).collect();
        let row = vec!["1"; 1_000_000].join(delimiter);
        std::fs::write(folder.path().join("power.csv"), format!("{}\n{row}\n", names.join(delimiter))).unwrap();
        let begun = std::time::Instant::now();
        let problem = Facility::load(folder.path()).unwrap().telemetry().unwrap_err();
        keeps_the_style(folder.path(), &problem);
        assert_eq!(problem.what, "the heading has 1000000 columns, more than the 65536 that are read");
        assert!(begun.elapsed().as_secs() < SECONDS, "{delimiter}");
    }
}

#[test]
fn a_million_keys_in_json_and_a_hundred_thousand_columns_in_parquet_end_in_a_message() {
    let manifest = std::fs::read_to_string(fixture("bad/telemetry/cut-row/facility.toml")).unwrap();
    let folder = common::facility_folder(&[("facility.toml", &manifest)]);
    let keys: Vec<String> = (0..1_000_000).map(|column| format!("\"c{column}\":1")).collect();
    let json = format!("{{{}}}\n", keys.join(","));
    let fields: String = (0..100_000).map(|column| format!("optional int32 c{column};")).collect();
    let schema = parquet::schema::parser::parse_message_type(&format!("message t {{ {fields} }}")).unwrap();
    let writer = parquet::file::writer::SerializedFileWriter::new(Vec::new(), schema.into(), <_>::default()).unwrap();
    for (columns, bytes) in [(1_000_000, json.into_bytes()), (100_000, writer.into_inner().unwrap())] {
        std::fs::write(folder.path().join("power.csv"), bytes).unwrap();
        let begun = std::time::Instant::now();
        let problem = Facility::load(folder.path()).unwrap().telemetry().unwrap_err();
        keeps_the_style(folder.path(), &problem);
        assert_eq!(problem.what, format!("the heading has {columns} columns, more than the 65536 that are read"));
        assert!(begun.elapsed().as_secs() < SECONDS, "{columns}");
    }
}

#[test]
fn a_stamp_decades_away_is_refused_and_the_longest_history_is_not() {
    let manifest = std::fs::read_to_string(fixture("bad/telemetry/cut-row/facility.toml")).unwrap();
    let manifest = manifest.replace("power.csv", "*.csv");
    let told = |rows: &str, before: &str| {
        let head = "time,total_kw\n";
        let files =
            [("facility.toml", &*manifest), ("b.csv", &format!("{head}{rows}")), ("a.csv", &format!("{head}{before}"))];
        let folder = common::facility_folder(&files);
        Facility::load(folder.path()).unwrap().telemetry().err().map(|problem| {
            keeps_the_style(folder.path(), &problem);
            format!("{} in {}", problem.what, problem.place.unwrap().rsplit('/').next().unwrap())
        })
    };
    // Twenty years of 366 days are 7320 days: from 2005-01-01 to 2025-01-16, five leap days lying between.
    let now = "2025-01-16 00:00,1\n";
    assert_eq!(told("2005-01-01 00:00,1\n2025-01-16 00:00,1\n", now), None);
    let stray = |shown: &str, other: &str, place: &str| {
        Some(format!(
            "`{shown}` lies more than 20 years from {other}T00:00:00+08:00, a stamp that was read before in {place}, column `time`"
        ))
    };
    let rows = "2025-01-16 00:00,1\n2004-12-31 23:59:59,1\n";
    assert_eq!(told(rows, now), stray("2004-12-31 23:59:59", "2025-01-16", "b.csv, row 3"));
    let rows = "2000-01-01 00:00,1\n2025-01-16 00:00,1\n";
    assert_eq!(told(rows, "2000-01-01 00:00,1\n"), stray("2025-01-16 00:00", "2000-01-01", "b.csv, row 3"));
    assert_eq!(
        told("1970-01-01 08:00,1\n", now),
        stray("1970-01-01 08:00", "2025-01-16", "b.csv, row 2"),
        "of two files"
    );
}

#[test]
fn a_file_without_line_ends_ends_in_a_message() {
    let manifest = std::fs::read_to_string(fixture("bad/telemetry/cut-row/facility.toml")).unwrap();
    let folder = common::facility_folder(&[("facility.toml", &manifest), ("power.csv", &"1,".repeat(10_000_000))]);
    let problem = Facility::load(folder.path()).unwrap().telemetry().unwrap_err();
    assert_eq!(problem.what, "a line of the file is longer than 16 MiB");
}

#[test]
fn every_snapshot_is_of_an_example_that_there_is() {
    let of = |kind: &'static str, folder| gallery(folder).into_iter().map(move |file| (kind, file));
    let examples = of("pack", "packs").chain(of("overlay", "overlays")).chain(of("manifest", "manifests"));
    let examples = examples.chain(of("telemetry", "telemetry"));
    let examples: BTreeSet<String> =
        examples.map(|(kind, file)| format!("{kind}.{}.snap", file.file_stem().unwrap().to_str().unwrap())).collect();
    let snapshots = std::fs::read_dir(fixture("../tests/snapshots")).unwrap();
    let names = snapshots.map(|entry| entry.unwrap().file_name().to_str().unwrap().to_owned());
    let of_gallery =
        |name: &String| ["pack.", "overlay.", "manifest.", "telemetry."].iter().any(|kind| name.starts_with(kind));
    let orphans: Vec<String> = names.filter(of_gallery).filter(|name| !examples.contains(name)).collect();
    assert_eq!(orphans, [""; 0]);
    assert!(examples.len() > 80, "{}", examples.len());
}
