//! The form of a rollup file: it is read back as it was written, and what has another form is told as what it is.
#![cfg(test)]

mod common;

use std::fs::File;
use std::path::PathBuf;
use std::sync::Arc;

use common::Scatter;
use greengrade::period::Hour;
use greengrade::problem::Problem;
use greengrade::telemetry::rollup_file::{Counts, EncodedRollup, FacilityHead, MeterHead, RollupFile, RollupWriter};
use greengrade::telemetry::{Cell, Estimate, MeterHours, Rollup};
use greengrade::units::Amount;
use parquet::basic::Compression;
use parquet::data_type::Int64Type;
use parquet::file::metadata::KeyValue;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::parser::parse_message_type;
use proptest::prelude::*;

/// A Parquet file of one column, with a head.
fn parquet_file(head: Option<&str>) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let place = folder.path().join("a.parquet");
    let schema = Arc::new(parse_message_type("message m { required int64 hour; }").unwrap());
    let head = head.map(|head| vec![KeyValue::new("greengrade.rollup".to_owned(), head.to_owned())]);
    let properties = WriterProperties::builder().set_compression(Compression::SNAPPY).set_key_value_metadata(head);
    let mut writer =
        SerializedFileWriter::new(File::create(&place).unwrap(), schema, Arc::new(properties.build())).unwrap();
    let mut group = writer.next_row_group().unwrap();
    let mut column = group.next_column().unwrap().unwrap();
    column.typed::<Int64Type>().write_batch(&[1], None, None).unwrap();
    column.close().unwrap();
    group.close().unwrap();
    writer.close().unwrap();
    (folder, place)
}

#[test]
fn what_is_no_rollup_of_this_version_is_told_as_what_it_is() {
    let what = |head: Option<&str>| {
        let (_folder, place) = parquet_file(head);
        let problem = RollupFile::open(&place).unwrap_err();
        assert!(problem.hint.is_some() && problem.place.is_some(), "{problem:?}");
        problem.what
    };
    assert_eq!(what(None), "the file is Parquet but not an hourly rollup");
    let version = |schema: &str| format!("{{\"schema\": \"{schema}\", \"program\": \"x\", \"facilities\": []}}");
    let [later, of_now] = ["greengrade.rollup/9", "greengrade.rollup/1"].map(version);
    assert_eq!(
        what(Some(&later)),
        "the rollup has the form `greengrade.rollup/9`, and this version of greengrade reads `greengrade.rollup/1`"
    );
    assert!(what(Some("{")).starts_with("the head of the rollup is damaged: "));
    assert_eq!(what(Some(&of_now)), "the column `hour` is of another type than a rollup's");
    let folder = common::facility_folder(&[("m.csv", "time,m\n2025-01-01,5\n")]);
    let problem = RollupFile::open(&folder.path().join("m.csv")).unwrap_err();
    assert_eq!(problem.what, "the file is not a Parquet file");
    assert!(RollupFile::open(&folder.path().join("absent")).unwrap_err().what.contains("no such file"));
}

/// The cells as they are written and read back, or why they can not be read.
fn there_and_back(meters: &[(&str, Vec<(i64, Cell)>)]) -> Result<Rollup, Problem> {
    let folder = tempfile::tempdir().unwrap();
    let place = folder.path().join("rollup.parquet");
    let head = head(meters.iter().map(|(meter, _)| *meter));
    let hours = |cells: &[(i64, Cell)]| MeterHours::of_cells(cells.iter().map(|(hour, cell)| (Hour(*hour), *cell)));
    let meters = meters.iter().map(|(meter, cells)| ((*meter).to_owned(), hours(cells)));
    let mut writer = RollupWriter::begin(File::create(&place).unwrap()).unwrap();
    writer.add(EncodedRollup::of(head.clone(), &Rollup { meters: meters.collect() }).unwrap()).unwrap();
    writer.finish().unwrap();
    RollupFile::open(&place)?.cells(&head)
}

fn head<'a>(meters: impl Iterator<Item = &'a str>) -> FacilityHead {
    let meters = meters.map(|meter| MeterHead { id: meter.to_owned(), counts: Counts::Microjoules });
    FacilityHead {
        id: "设施-1".to_owned(),
        manifest_sha256: None,
        hold_minutes: 60,
        meters: meters.collect(),
        files: Vec::new(),
        findings: Vec::new(),
    }
}

const CELL: Cell = Cell {
    amount: Amount::ZERO,
    covered: 1,
    held: Estimate { amount: Amount::ZERO, nanos: 0 },
    min: 0.0,
    max: 0.0,
    samples: 1,
    shared: false,
};

#[test]
fn rows_that_a_rollup_can_not_have_are_named_by_row_and_column() {
    let wrong = |hour, cell| {
        let problem = there_and_back(&[("m", vec![(0, CELL), (hour, cell)])]).unwrap_err();
        let place = problem.place.unwrap();
        (problem.what, place.rsplit_once("rollup.parquet, ").unwrap().1.to_owned())
    };
    let (what, place) = wrong(5, Cell { covered: -1, ..CELL });
    assert_eq!((what.as_str(), place.as_str()), ("`-1` is a negative time", "row 2, column `covered_nanos`"));
    let (what, place) = wrong(5, Cell { min: 2.0, max: 1.0, ..CELL });
    assert_eq!(what, "the lowest and the highest rate do not fit each other");
    assert_eq!(place, "row 2, column `min`");
    let (what, _) = wrong(84_371 * 24, CELL);
    assert!(what.ends_with("is outside the years 1970 to 2200"), "{what}");
    // Forty years of 366 days are 351 360 hours.
    let (what, place) = wrong(351_361, CELL);
    assert_eq!(what, "the hours of the meter `m` reach over more than 40 years");
    assert_eq!(place, "row 2, column `hour`");
    assert!(there_and_back(&[("m", vec![(0, CELL), (351_360, CELL)])]).is_ok());
}

fn any_cell() -> impl Strategy<Value = Cell> {
    let amount = || (any::<i128>()).prop_map(|count| Amount::from_millionths(count / 1_000_000_000));
    let rates = prop::option::of((0.0_f64..1e9, 0.0_f64..1e9));
    (amount(), 0..i64::MAX, amount(), 0..i64::MAX, rates, any::<u32>(), any::<bool>()).prop_map(
        |(amount, covered, held, held_nanos, rates, samples, shared)| Cell {
            amount,
            covered,
            held: Estimate { amount: held, nanos: held_nanos },
            min: rates.map_or(f64::INFINITY, |(a, b)| a.min(b)),
            max: rates.map_or(f64::NEG_INFINITY, |(a, b)| a.max(b)),
            samples,
            shared,
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_rollup_that_is_written_and_read_back_is_equal(
        cells in prop::collection::vec(any_cell(), 0..200),
        seed in any::<u64>(),
    ) {
        let mut scatter = Scatter(seed);
        let mut meters = [("a", Vec::new()), ("b", Vec::new()), ("没有读数", Vec::new())];
        let mut hour = 0;
        for cell in cells {
            hour += i64::try_from(scatter.pick(1, 100)).unwrap();
            meters[usize::try_from(scatter.pick(0, 2)).unwrap()].1.push((hour, cell));
        }
        let read = there_and_back(&meters).unwrap();
        for (meter, cells) in &meters {
            let expected = MeterHours::of_cells(cells.iter().map(|(hour, cell)| (Hour(*hour), *cell)));
            prop_assert_eq!(&read.meters[*meter], &expected);
            let read: Vec<(i64, Cell)> = read.meters[*meter].cells().map(|(hour, cell)| (hour.0, *cell)).collect();
            prop_assert_eq!(&read, cells);
        }
    }
}
