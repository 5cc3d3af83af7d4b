//! The rollup as a query for engines: what it reads, and what is refused. That its rows are those of the rollup here is
//! held by `benches/engines/run`, against the engines themselves.
#![cfg(test)]

mod common;

use common::facility_folder;
use common::one_meter::manifest;
use greengrade::engine::{Dialect, emit_sql};
use greengrade::facility::Facility;
use greengrade::problem::{Problem, Result};
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
