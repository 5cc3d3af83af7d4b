//! Constant loads through real files: the ratio comes out exactly, so that no grade turns on the last bit.
#![cfg(test)]

mod common;

use common::{Scatter, facility_folder, level, rated, value};
use greengrade::facility::Facility;
use greengrade::rating::Rating;
use greengrade::telemetry::Rollup;
use proptest::prelude::*;

const NATIONAL: &str = "gb40879-2021";
/// 2025 by the clock of the facility, in seconds from its first instant.
const YEAR: u64 = 365 * 86_400;
/// 2025-01-01T00:00:00+08:00.
const START: i64 = 1_735_660_800;

const HEAD: &str = r#"id = "constant"
name = { zh = "恒定负荷", en = "Constant load" }
province = "青海"
category = "general"
clock = "+08:00"
period = "2025"
synthetic = true

[racks]
installed = 500
evidence = "racks.pdf"

[boundary]
total = ["total"]
it = ["it"]

[[telemetry]]
files = ["telemetry/*.csv"]
shape = "wide"
time = "time"
"#;

/// A manifest with two meters of one kind; `kind` holds the lines that say which.
fn manifest(kind: &str) -> String {
    let meter = |id: &str| format!("\n[[meter]]\nid = \"{id}\"\ncolumn = \"{id}\"\npoint = \"other\"\n{kind}\n");
    format!("{HEAD}{}{}", meter("total"), meter("it"))
}

const POWER: &str = "kind = \"power\"\nunit = \"kW\"\nmax_gap = \"1h\"";
const COUNTER: &str = "kind = \"counter\"\nunit = \"kWh\"";
const QUARTER: &str = "kind = \"interval\"\ninterval = \"15min\"\nstamp = \"end\"\nunit = \"MWh\"";

fn stamp(second: u64) -> String {
    let at = jiff::Timestamp::from_second(START + i64::try_from(second).unwrap()).unwrap();
    at.display_with_offset(jiff::tz::Offset::constant(8)).to_string()
}

fn file(rows: &[String]) -> String {
    format!("time,total,it\n{}\n", rows.join("\n"))
}

/// Seconds over the year, at most an hour apart, without any rhythm; the year's first instant is one of them.
fn irregular(seed: u64) -> Vec<u64> {
    let mut scatter = Scatter(seed);
    let mut seconds = vec![0];
    let mut at = 0;
    while at < YEAR {
        at += scatter.pick(1, 3601);
        seconds.push(at);
    }
    seconds
}

fn powers(total: &str, it: &str, seconds: &[u64]) -> Vec<String> {
    seconds.iter().map(|second| format!("{},{total},{it}", stamp(*second))).collect()
}

fn rated_rows(kind: &str, rows: &[String]) -> Rating {
    let folder = facility_folder(&[("facility.toml", &manifest(kind)), ("telemetry/a.csv", &file(rows))]);
    rated(folder.path(), &[NATIONAL], None)
}

#[test]
fn constant_power_at_irregular_instants_gives_its_exact_ratio_and_the_level_of_it() {
    let seconds = irregular(1);
    let cases = [
        ("1199.9999", 1.199_999_9, "1"),
        ("1200", 1.2, "1"),
        ("1200.0001", 1.200_000_1, "2"),
        ("1300", 1.3, "2"),
        ("1300.0001", 1.300_000_1, "3"),
        ("1500", 1.5, "3"),
        ("1500.0001", 1.500_000_1, "below"),
    ];
    for (total, pue, wanted) in cases {
        let rating = rated_rows(POWER, &powers(total, "1000", &seconds));
        assert_eq!(value(&rating, "pue"), pue, "{total} kW");
        assert_eq!(value(&rating, "hour_coverage"), 1.0);
        assert_eq!(level(&rating, NATIONAL), wanted, "{total} kW");
    }
}

#[test]
fn a_constant_load_read_by_counters_gives_its_exact_ratio_and_the_level_of_it() {
    // The counters have run for years, so that their readings are long numbers.
    for (tenths, pue, wanted) in [(12_000, 1.2, "1"), (13_000, 1.3, "2"), (15_000, 1.5, "3")] {
        let rows: Vec<String> = (0..=8760_u64)
            .map(|hour| {
                let (total, it) = (482_117_303 + hour * tenths, 83_880_001 + hour * 10_000);
                format!("{},{}.{},{}.{}", stamp(hour * 3600), total / 10, total % 10, it / 10, it % 10)
            })
            .collect();
        let rating = rated_rows(COUNTER, &rows);
        assert_eq!(value(&rating, "pue"), pue);
        assert_eq!(level(&rating, NATIONAL), wanted, "{pue}");
    }
}

#[test]
fn a_constant_load_told_by_intervals_gives_its_exact_ratio_and_the_level_of_it() {
    for (total, pue, wanted) in [("0.300", 1.2, "1"), ("0.325", 1.3, "2"), ("0.375", 1.5, "3")] {
        let ends: Vec<u64> = (1..=YEAR / 900).map(|quarter| quarter * 900).collect();
        let rating = rated_rows(QUARTER, &powers(total, "0.250", &ends));
        assert_eq!(value(&rating, "pue"), pue);
        assert_eq!(value(&rating, "hour_coverage"), 1.0);
        assert_eq!(level(&rating, NATIONAL), wanted, "{total} MWh");
    }
}

#[test]
fn the_order_of_rows_and_of_files_does_not_matter() {
    let mut scatter = Scatter(7);
    // A load that is not constant, so that a reading at the wrong place would show.
    let mut rows: Vec<String> = irregular(2)
        .into_iter()
        .map(|second| {
            let it = scatter.pick(900, 1100);
            format!("{},{},{it}", stamp(second), it + scatter.pick(150, 350))
        })
        .collect();
    let mut in_order = rated_rows(POWER, &rows);
    scatter.shuffle(&mut rows);
    let mut parts = [Vec::new(), Vec::new(), Vec::new()];
    for row in rows {
        parts[usize::try_from(scatter.pick(0, 3)).unwrap()].push(row);
    }
    let [b, a, c] = parts.map(|rows| file(&rows));
    let folder = facility_folder(&[
        ("facility.toml", &manifest(POWER)),
        ("telemetry/b.csv", &b),
        ("telemetry/a.csv", &a),
        ("telemetry/c.csv", &c),
    ]);
    let mut shuffled = rated(folder.path(), &[NATIONAL], None);
    assert_eq!((in_order.inputs.len(), shuffled.inputs.len()), (2, 4));
    in_order.inputs.clear();
    shuffled.inputs.clear();
    assert_eq!(in_order, shuffled);
}

fn rollup(kind: &str, files: &[&[String]]) -> Rollup {
    let texts: Vec<(String, String)> = files
        .iter()
        .filter(|rows| !rows.is_empty())
        .enumerate()
        .map(|(index, rows)| (format!("telemetry/{index}.csv"), file(rows)))
        .collect();
    let manifest = manifest(kind);
    let mut all = vec![("facility.toml", manifest.as_str())];
    all.extend(texts.iter().map(|(path, text)| (path.as_str(), text.as_str())));
    Facility::load(facility_folder(&all).path()).unwrap().telemetry().unwrap().rollup
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_file_split_in_two_anywhere_gives_the_same_cells(
        steps in prop::collection::vec((1_u64..7200, 0.0_f64..5e4, 0.0_f64..5e4), 1..60),
        cut in any::<prop::sample::Index>(),
        counters in any::<bool>(),
    ) {
        let (mut at, mut total_sum, mut it_sum) = (0, 0.0, 0.0);
        let rows: Vec<String> = steps
            .iter()
            .map(|(gap, total, it)| {
                at += gap;
                (total_sum, it_sum) = (total_sum + total, it_sum + it);
                let (total, it) = if counters { (total_sum, it_sum) } else { (*total, *it) };
                format!("{},{total},{it}", stamp(at))
            })
            .collect();
        let (before, after) = rows.split_at(cut.index(rows.len() + 1));
        let kind = if counters { COUNTER } else { POWER };
        let whole = rollup(kind, &[&rows]);
        prop_assert_eq!(whole.meters["total"].covered_hours().count() > 0, !counters || rows.len() > 1);
        prop_assert_eq!(&whole, &rollup(kind, &[before, after]));
        prop_assert_eq!(&whole, &rollup(kind, &[after, before]));
    }

    #[test]
    fn a_constant_load_has_its_ratio_whatever_the_instants(
        gaps in prop::collection::vec(1_u64..3600, 2..200),
        it in 1_u64..100_000,
        tenths in 10_u64..30,
    ) {
        let seconds: Vec<u64> = gaps.iter().scan(0, |at, gap| { *at += gap; Some(*at) }).collect();
        let total = it * tenths;
        let total = format!("{}.{}", total / 10, total % 10);
        let rating = rated_rows(POWER, &powers(&total, &it.to_string(), &seconds));
        if let Some(pue) = common::indicator(&rating, "pue").value {
            let exact: f64 = format!("{}.{}", tenths / 10, tenths % 10).parse().unwrap();
            prop_assert_eq!(pue, exact);
        }
    }
}
