//! The form of a rollup file: it is read back as it was written, and what has another form is told as what it is.
#![cfg(test)]

mod common;

use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use common::Scatter;
use greengrade::period::Hour;
use greengrade::problem::Problem;
use greengrade::telemetry::rollup_file::{
    Counts, EncodedRollup, FacilityHead, HEAD_KEY, Head, MeterHead, RollupFile, RollupWriter, SCHEMA,
};
use greengrade::telemetry::{Cell, Estimate, MeterHours, Rollup};
use greengrade::units::Amount;
use parquet::basic::Compression;
use parquet::data_type::{
    BoolType, ByteArray, ByteArrayType, DataType, DoubleType, FixedLenByteArray, FixedLenByteArrayType, Int32Type,
    Int64Type,
};
use parquet::file::metadata::KeyValue;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::{SerializedFileWriter, SerializedRowGroupWriter};
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

/// A rollup as another program may write it: columns with levels or without, packed otherwise, decimals of nine bytes,
/// microseconds, and the rows of two facilities in each row group, a meter again after another.
fn foreign(place: &Path, presence: &str, rows: &[(&str, &str, i64, i128)]) {
    let schema = [
        "binary facility (STRING)",
        "binary meter (STRING)",
        "int64 hour (TIMESTAMP(MICROS,true))",
        "fixed_len_byte_array(9) amount (DECIMAL(20,0))",
        "int64 covered_nanos",
        "fixed_len_byte_array(9) held_amount (DECIMAL(20,0))",
        "int64 held_nanos",
        "double min",
        "double max",
        "int32 samples (INTEGER(32,false))",
        "boolean shared",
    ];
    let schema = format!("message m {{ {} }}", schema.map(|column| format!("{presence} {column};")).concat());
    let schema = Arc::new(parse_message_type(&schema).unwrap());
    let head = |id: &str| FacilityHead { id: id.to_owned(), ..head(["m", "n"].into_iter()) };
    let head = Head { schema: SCHEMA.to_owned(), program: "other".to_owned(), facilities: vec![head("z"), head("a")] };
    let head = KeyValue::new(HEAD_KEY.to_owned(), serde_json::to_string(&head).unwrap());
    let properties = WriterProperties::builder()
        .set_compression(Compression::SNAPPY)
        .set_key_value_metadata(Some(vec![head]))
        .set_column_dictionary_enabled("amount".into(), false);
    let file = File::create(place).unwrap();
    let mut writer = SerializedFileWriter::new(file, schema, Arc::new(properties.build())).unwrap();
    for rows in rows.chunks(4) {
        let mut group = writer.next_row_group().unwrap();
        let levels = vec![1; rows.len()];
        let levels = (presence == "optional").then_some(&levels[..]);
        let text = |text: &str| ByteArray::from(text);
        let decimal = |number: i128| FixedLenByteArray::from(number.to_be_bytes()[7..].to_vec());
        put::<ByteArrayType>(&mut group, levels, rows.iter().map(|row| text(row.0)));
        put::<ByteArrayType>(&mut group, levels, rows.iter().map(|row| text(row.1)));
        put::<Int64Type>(&mut group, levels, rows.iter().map(|row| row.2 * 3_600_000_000));
        put::<FixedLenByteArrayType>(&mut group, levels, rows.iter().map(|row| decimal(row.3)));
        put::<Int64Type>(&mut group, levels, rows.iter().map(|_| 1));
        put::<FixedLenByteArrayType>(&mut group, levels, rows.iter().map(|_| decimal(0)));
        put::<Int64Type>(&mut group, levels, rows.iter().map(|_| 0));
        put::<DoubleType>(&mut group, levels, rows.iter().map(|_| 0.0));
        put::<DoubleType>(&mut group, levels, rows.iter().map(|_| 0.0));
        put::<Int32Type>(&mut group, levels, rows.iter().map(|_| 1));
        put::<BoolType>(&mut group, levels, rows.iter().map(|_| false));
        group.close().unwrap();
    }
    writer.close().unwrap();
}

fn put<T: DataType>(
    group: &mut SerializedRowGroupWriter<'_, File>,
    levels: Option<&[i16]>,
    values: impl Iterator<Item = T::T>,
) {
    let mut column = group.next_column().unwrap().unwrap();
    column.typed::<T>().write_batch(&values.collect::<Vec<_>>(), levels, None).unwrap();
    column.close().unwrap();
}

#[test]
fn a_rollup_that_another_program_wrote_in_another_way_is_read_all_the_same() {
    let folder = tempfile::tempdir().unwrap();
    let place = folder.path().join("rollup.parquet");
    let rows = [
        ("z", "m", 0, -7),
        ("a", "m", 0, 1 << 60),
        ("a", "n", 4, 3),
        ("a", "m", 1, -(1 << 62)),
        ("z", "m", 5, 2),
        ("a", "m", 9, 0),
    ];
    for presence in ["required", "optional"] {
        foreign(&place, presence, &rows);
        let file = RollupFile::open(&place).unwrap();
        for facility in ["a", "z"] {
            let read = file.cells(file.facility(facility).unwrap()).unwrap();
            for meter in ["m", "n"] {
                let of_meter = rows.iter().filter(|row| (row.0, row.1) == (facility, meter));
                let cell = |amount| Cell { amount: Amount::from_millionths(amount), ..CELL };
                let expected = MeterHours::of_cells(of_meter.map(|row| (Hour(row.2), cell(row.3))));
                assert_eq!(read.meters[meter], expected, "{presence}, {facility}, {meter}");
            }
        }
    }
}

#[test]
fn thousands_of_rows_in_runs_and_out_of_them_are_read_as_they_were_written() {
    // More than a row group has, with a change of every column in it, and a stretch without any run.
    let cell = |hour: i64| Cell {
        amount: Amount::from_millionths(i128::from(hour) * 1_000_003 - 5_000_000),
        covered: if hour % 7000 < 300 { hour + 1 } else { 3_600_000_000_000 },
        held: Estimate { amount: Amount::from_millionths(i128::from(hour % 5000 / 4990)), nanos: hour % 5000 / 4990 },
        samples: if hour < 40_000 { 12 } else { u32::try_from(hour % 3).unwrap() },
        shared: hour % 9 == 0,
        ..CELL
    };
    let hours = |from: i64| (from..from + 140_000).map(|hour| (hour, cell(hour))).collect::<Vec<_>>();
    let meters = [("a", hours(3)), ("b", hours(100_000))];
    let read = there_and_back(&meters).unwrap();
    for (meter, cells) in &meters {
        let read: Vec<(i64, Cell)> = read.meters[*meter].cells().map(|(hour, cell)| (hour.0, *cell)).collect();
        assert!(read == *cells, "{meter}");
    }
}
