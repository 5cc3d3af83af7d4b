//! The rollup as a query for engines: what it reads, and what is refused. That its rows are those of the rollup here is
//! held by `benches/engines/run`, against the engines themselves.
#![cfg(test)]

mod common;

use std::path::Path;
use std::process::{Command, Output};

use common::facility_folder;
use common::one_meter::manifest;
use greengrade::engine::{Dialect, emit_sql};
use greengrade::facility::Facility;
use greengrade::problem::{Problem, Result};
use greengrade::telemetry::rollup_file::RollupFile;
use tempfile::TempDir;

const DIALECTS: [Dialect; 4] = [Dialect::Spark, Dialect::Clickhouse, Dialect::Duckdb, Dialect::Datafusion];
const POWER: &str = "kind = \"power\"\nunit = \"kW\"\n";
const ROWS: &str = "time,m\n2025-01-01T00:00:00+08:00,5\n";

fn folder(clock: &str, keys: &str, rows: &str) -> TempDir {
    facility_folder(&[("facility.toml", &manifest(clock, keys)), ("telemetry/it's.csv", rows)])
}

fn emitted(folder: &TempDir, dialect: Dialect) -> Result<String> {
    emit_sql(&[Facility::load(folder.path())?], dialect)
}

fn refused(clock: &str, keys: &str, rows: &str) -> Problem {
    let problem = emitted(&folder(clock, keys, rows), Dialect::Duckdb).unwrap_err();
    assert!(problem.place.is_some() && problem.hint.is_some(), "{problem:?}");
    problem
}

#[test]
fn each_dialect_reads_the_file_and_quotes_its_name() {
    let folder = folder("+08:00", POWER, ROWS);
    for dialect in DIALECTS {
        let query = emitted(&folder, dialect).unwrap();
        let escaped = ["telemetry/it''s.csv", "telemetry/it\\'s.csv"];
        assert!(escaped.iter().any(|name| query.contains(name)), "{dialect:?}: {query}");
        assert!(query.contains("covered_nanos") && query.contains("one-meter"), "{dialect:?}");
        assert_eq!(query, emitted(&folder, dialect).unwrap(), "the same manifest gives the same query");
    }
}

#[test]
fn only_the_steps_of_the_kinds_that_there_are_are_in_it() {
    let has = |keys: &str, step: &str| {
        emitted(&folder("+08:00", keys, ROWS), Dialect::Duckdb).unwrap().contains(&format!("\n{step} AS"))
    };
    let kinds = [
        (POWER, "held"),
        ("kind = \"interval\"\nunit = \"kWh\"\ninterval = \"1mo\"\n", "intervals"),
        ("kind = \"counter\"\nunit = \"kWh\"\nrollover = 1000.0\n", "counters"),
    ];
    for (keys, own) in kinds {
        for (_, step) in kinds {
            assert_eq!(has(keys, step), step == own, "{keys}: {step}");
        }
    }
}

#[test]
fn what_no_query_can_express_is_refused_with_its_place() {
    let replaced = "kind = \"counter\"\nunit = \"kWh\"\n[[meter.replaced]]\nat = \"2025-02-01\"\n";
    let monthly = "kind = \"interval\"\nunit = \"kWh\"\ninterval = \"1mo\"\n";
    let cases = [
        ("+08:00", replaced, ROWS, "no query bridges the replacement of a counter"),
        ("+08:00", POWER, "{\"time\":\"2025-01-01\",\"m\":5}\n", "JSON lines"),
        (
            "+08:00",
            POWER,
            "time,m\n2025/1/1 0:00,5\n",
            "`2025/1/1 0:00` is in a form that not every engine reads alike",
        ),
        ("+08:00", POWER, "time,m\n2025-01-01,5\n2025-01-01 08:00,5\n", "in several forms"),
        ("+08:00", POWER, "sep=;\ntime;m\n2025-01-01;5\n", "lines before its heading"),
        ("America/Denver", POWER, "time,m\n2025-01-01 00:00,5\n", "is set twice a year, and its stamps have no offset"),
        ("America/Denver", monthly, ROWS, "the intervals of the meter `m` are civil days or months"),
    ];
    for (clock, keys, rows, told) in cases {
        let problem = refused(clock, keys, rows);
        assert!(problem.what.contains(told), "{problem:?}");
    }
    // With offsets in the file, the clock of the facility does not matter for powers.
    emitted(&folder("America/Denver", POWER, ROWS), Dialect::Duckdb).unwrap();
}

#[test]
fn a_packing_that_spark_lacks_is_refused_for_spark_alone() {
    let folder = folder("+08:00", POWER, ROWS);
    let plain = folder.path().join("telemetry/it's.csv");
    let packed = zstd::encode_all(ROWS.as_bytes(), 3).unwrap();
    std::fs::write(folder.path().join("telemetry/a.csv.zst"), packed).unwrap();
    std::fs::remove_file(plain).unwrap();
    let manifest = folder.path().join("facility.toml");
    let text = std::fs::read_to_string(&manifest).unwrap().replace("*.csv", "*.csv.zst");
    std::fs::write(&manifest, text).unwrap();
    for dialect in DIALECTS {
        let query = emitted(&folder, dialect);
        assert_eq!(query.is_err(), dialect == Dialect::Spark, "{query:?}");
    }
}

fn greengrade(arguments: &[&str], settings: &[(&str, &Path)]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_greengrade")).args(arguments).envs(settings.iter().copied()).output().unwrap()
}

fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

/// A rollup of a facility, and the same by its own rows; both in the facility's folder.
fn by_rows(folder: &TempDir) -> (RollupFile, RollupFile, Output) {
    let [here, again] = ["here.parquet", "again.parquet"].map(|name| folder.path().join(name));
    let ran = greengrade(&["rollup", text(folder.path()), "-o", text(&here)], &[]);
    assert_eq!(ran.status.code(), Some(0), "{ran:?}");
    let ran = greengrade(&["rollup", text(folder.path()), "-o", text(&again), "--rows", text(&here)], &[]);
    (RollupFile::open(&here).unwrap(), RollupFile::open(&again).unwrap(), ran)
}

#[test]
fn rows_that_were_made_elsewhere_become_a_rollup_that_says_so() {
    let rows = "time,m\n2025-01-01T00:00:00+08:00,5\n2025-01-01T00:10:00+08:00,7\n2025-01-01T09:00:00+08:00,1\n";
    let folder = folder("+08:00", POWER, rows);
    let (here, again, ran) = by_rows(&folder);
    assert_eq!(ran.status.code(), Some(0), "{ran:?}");
    let heads = [&here, &again].map(|file| file.facility("one-meter").unwrap());
    assert_eq!(here.cells(heads[0]).unwrap(), again.cells(heads[1]).unwrap());
    assert_eq!(heads[0].meters, heads[1].meters);
    assert_eq!(heads[0].files[0].sha256, heads[1].files[0].sha256);
    let found = |at: usize| heads[at].findings.iter().map(|finding| finding.id.as_str()).collect::<Vec<_>>();
    assert_eq!((found(0), found(1)), (vec!["sparser-than-max-gap", "gap"], vec!["engine-rollup"]));
}

#[test]
fn what_cells_tell_is_found_whoever_made_them() {
    let keys = "kind = \"interval\"\nunit = \"kWh\"\ninterval = \"1h\"\n";
    let folder = folder("+08:00", keys, "time,m\n2025-01-01T00:00:00+08:00,5\n2025-01-01T00:20:00+08:00,7\n");
    let (here, again, _) = by_rows(&folder);
    let found = |file: &RollupFile| {
        let findings = file.facility("one-meter").unwrap().findings.clone();
        findings.into_iter().find(|finding| finding.id == "overlapping-intervals").unwrap()
    };
    assert_eq!(found(&here), found(&again));
}

#[test]
fn rows_of_another_facility_are_refused() {
    let [one, two] = [folder("+08:00", POWER, ROWS), folder("+08:00", POWER, ROWS)];
    let manifest = two.path().join("facility.toml");
    let other = std::fs::read_to_string(&manifest).unwrap().replace("one-meter", "other");
    std::fs::write(&manifest, other).unwrap();
    let rows = one.path().join("rows.parquet");
    greengrade(&["rollup", text(one.path()), "-o", text(&rows)], &[]);
    let out = two.path().join("out.parquet");
    let ran = greengrade(&["rollup", text(two.path()), "-o", text(&out), "--rows", text(&rows)], &[]);
    assert_eq!((ran.status.code(), out.exists()), (Some(2), false));
    assert!(String::from_utf8_lossy(&ran.stderr).contains("was not asked for"), "{ran:?}");
}

#[test]
fn without_a_spark_the_message_tells_how_to_have_one_and_nothing_is_left() {
    let folder = folder("+08:00", POWER, ROWS);
    let none = tempfile::tempdir().unwrap();
    let out = none.path().join("out.parquet");
    let arguments = ["rollup", text(folder.path()), "-o", text(&out), "--engine", "spark", "--master", "local"];
    let ran = greengrade(&arguments, &[("SPARK_HOME", none.path())]);
    let told = String::from_utf8_lossy(&ran.stderr);
    assert!(ran.status.code() == Some(2) && told.contains("spark-sql") && told.contains("SPARK_HOME"), "{told}");
    assert_eq!(std::fs::read_dir(none.path()).unwrap().count(), 0);
}

/// A folder with a program in the place of Spark's.
#[cfg(unix)]
fn spark_that(does: &str) -> TempDir {
    use std::os::unix::fs::PermissionsExt;
    let home = facility_folder(&[("bin/spark-sql", &format!("#!/bin/sh\nfor file; do :; done\n{does}\n"))]);
    let program = home.path().join("bin/spark-sql");
    std::fs::set_permissions(program, std::fs::Permissions::from_mode(0o755)).unwrap();
    home
}

#[cfg(unix)]
#[test]
fn the_rows_of_an_engine_become_a_rollup_and_its_failure_is_told() {
    let facility = folder("+08:00", POWER, ROWS);
    let rows = facility.path().join("rows.parquet");
    greengrade(&["rollup", text(facility.path()), "-o", text(&rows)], &[]);
    let place = tempfile::tempdir().unwrap();
    let out = place.path().join("out.parquet");
    let run = |spark: &TempDir| {
        let arguments =
            ["rollup", text(facility.path()), "-o", text(&out), "--engine", "spark", "--master", "local[1]"];
        greengrade(&arguments, &[("SPARK_HOME", spark.path()), ("ROWS", &rows)])
    };
    let fails = spark_that("echo \"java.lang.OutOfMemoryError: heap\" >&2; exit 1");
    let ran = run(&fails);
    let told = String::from_utf8_lossy(&ran.stderr).into_owned();
    assert!(ran.status.code() == Some(2) && told.contains("OutOfMemoryError"), "{told}");
    assert_eq!(std::fs::read_dir(place.path()).unwrap().count(), 0, "nothing is left");
    let copies = spark_that(
        "rows=$(sed -n \"s|^INSERT OVERWRITE DIRECTORY 'file://\\(.*\\)' USING parquet$|\\1|p\" \"$file\")\nmkdir \"$rows\" && cp \"$ROWS\" \
         \"$rows/part-0.parquet\"",
    );
    let ran = run(&copies);
    assert_eq!(ran.status.code(), Some(0), "{ran:?}");
    let [one, other] = [&rows, &out].map(|path| RollupFile::open(path).unwrap());
    let cells = |file: &RollupFile| file.cells(file.facility("one-meter").unwrap()).unwrap();
    assert_eq!(cells(&one), cells(&other));
    assert_eq!(std::fs::read_dir(place.path()).unwrap().count(), 1, "only the rollup is left");
}
