//! Parquet files of a few rows, written column by column, and what is read from the types that columns can have.

use std::sync::Arc;

use greengrade::period::Clock;
use greengrade::problem::Result;
use greengrade::telemetry::{Channel, Layout, Reading, Sign, read_file};
use greengrade::units::Unit;
use parquet::data_type::{
    BoolType, ByteArray, ByteArrayType, FixedLenByteArray, FixedLenByteArrayType, Int32Type, Int64Type,
};
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::parser::parse_message_type;

use crate::made::PACKINGS;

/// The values of a column, all of which are there.
#[derive(Clone)]
pub enum Column {
    Int32(Vec<i32>),
    Int64(Vec<i64>),
    Bytes(Vec<Vec<u8>>),
    Fixed(Vec<Vec<u8>>),
    Bool(Vec<bool>),
}

pub fn texts(words: &[&str]) -> Column {
    Column::Bytes(words.iter().map(|word| word.as_bytes().to_vec()).collect())
}

/// Columns, each with its type in the schema's words, as Parquet.
pub fn parquet(columns: &[(&str, Column)], dictionary: bool) -> Vec<u8> {
    let fields: String = columns.iter().map(|(field, _)| format!("required {field}; ")).collect();
    let schema = parse_message_type(&format!("message t {{ {fields} }}")).unwrap();
    let properties = WriterProperties::builder().set_dictionary_enabled(dictionary).build();
    let mut writer = SerializedFileWriter::new(Vec::new(), Arc::new(schema), Arc::new(properties)).unwrap();
    let mut group = writer.next_row_group().unwrap();
    for (_, values) in columns {
        let mut column = group.next_column().unwrap().unwrap();
        let bytes = |values: &[Vec<u8>]| values.iter().map(|value| ByteArray::from(value.clone())).collect::<Vec<_>>();
        match values {
            Column::Int32(values) => column.typed::<Int32Type>().write_batch(values, None, None),
            Column::Int64(values) => column.typed::<Int64Type>().write_batch(values, None, None),
            Column::Bool(values) => column.typed::<BoolType>().write_batch(values, None, None),
            Column::Bytes(values) => column.typed::<ByteArrayType>().write_batch(&bytes(values), None, None),
            Column::Fixed(values) => {
                let values: Vec<FixedLenByteArray> = bytes(values).into_iter().map(FixedLenByteArray::from).collect();
                column.typed::<FixedLenByteArrayType>().write_batch(&values, None, None)
            }
        }
        .unwrap();
        column.close().unwrap();
    }
    group.close().unwrap();
    writer.into_inner().unwrap()
}

/// The readings of one column by a clock of UTC+8.
pub fn read_one(bytes: &[u8], layout: &Layout, channel: Channel) -> Result<Vec<Reading>> {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("a.dat");
    std::fs::write(&file, bytes).unwrap();
    let mut into = [Vec::new()];
    read_file(&file, layout, "x", &[channel], &Clock::parse("+08:00").unwrap(), &mut into)?;
    let [readings] = into;
    Ok(readings)
}

pub fn power(name: &str) -> Channel {
    let (name, what) = (name.to_owned(), "power".to_owned());
    Channel { name, sign: Sign::Any, what, unit: Some(Unit::KW), words: Vec::new() }
}

fn state(on: &str, off: &str) -> Channel {
    let words = vec![(on.to_owned(), true), (off.to_owned(), false)];
    Channel { name: "v".to_owned(), sign: Sign::OffOrOn, what: "state".to_owned(), unit: None, words }
}

fn wide() -> Layout {
    toml::from_str("files = []\nshape = \"wide\"\ntime = \"time\"").unwrap()
}

const TIMES: [&str; 3] = ["2025-01-01 00:00", "2025-01-01 01:00", "2025-01-01 02:00"];

/// Three rows with a column `v`.
fn rows(field: &str, values: Column) -> Vec<u8> {
    parquet(&[("binary time (STRING)", texts(&TIMES)), (field, values)], true)
}

fn values(bytes: &[u8], channel: Channel) -> Result<Vec<f64>> {
    Ok(read_one(bytes, &wide(), channel)?.iter().map(|reading| reading.value).collect())
}

#[test]
fn decimals_are_numbers_however_they_are_stored() {
    // 12.34, -0.05 and 0 with two digits behind the point.
    let whole: [i32; 3] = [1234, -5, 0];
    let long = |bytes: usize| {
        let of =
            |value: &i32| [vec![if *value < 0 { 0xff } else { 0 }; bytes - 4], value.to_be_bytes().to_vec()].concat();
        whole.iter().map(of).collect::<Vec<_>>()
    };
    let stored = [
        ("int32 v (DECIMAL(9,2))", Column::Int32(whole.to_vec())),
        ("int64 v (DECIMAL(18,2))", Column::Int64(whole.map(i64::from).to_vec())),
        ("fixed_len_byte_array (16) v (DECIMAL(38,2))", Column::Fixed(long(16))),
        ("fixed_len_byte_array (5) v (DECIMAL(10,2))", Column::Fixed(long(5))),
        ("binary v (DECIMAL(38,2))", Column::Bytes(long(4))),
        ("binary v (DECIMAL(60,2))", Column::Bytes(long(26))),
    ];
    for (field, column) in stored {
        assert_eq!(values(&rows(field, column), power("v")), Ok(vec![12.34, -0.05, 0.0]), "{field}");
    }
}

#[test]
fn what_is_no_number_is_told_by_its_type() {
    let date = rows("int32 v (DATE)", Column::Int32(vec![1, 2, 3]));
    let problem = values(&date, power("v")).unwrap_err();
    assert_eq!(problem.what, "the column `v` is of the type `DATE`, which is not a number");
    let truth = rows("boolean v", Column::Bool(vec![true, false, true]));
    assert_eq!(values(&truth, power("v")).unwrap_err().what, "`true` is not a number");
}

#[test]
fn words_of_a_state_are_read_with_and_without_a_dictionary() {
    let words = texts(&["运行", "停止", " 运行 "]);
    for dictionary in [true, false] {
        let columns = [("binary time (STRING)", texts(&TIMES)), ("binary v (STRING)", words.clone())];
        assert_eq!(values(&parquet(&columns, dictionary), state("运行", "停止")), Ok(vec![1.0, 0.0, 1.0]));
    }
    let truth = rows("boolean v", Column::Bool(vec![true, false, true]));
    assert_eq!(values(&truth, state("true", "false")), Ok(vec![1.0, 0.0, 1.0]));
    assert_eq!(values(&truth, state("false", "true")), Ok(vec![0.0, 1.0, 0.0]), "the manifest says what is on");
    let problem = values(&truth, state("运行", "停止")).unwrap_err();
    assert_eq!(problem.what, "`true` is neither on nor off");
    assert!(problem.place.unwrap().ends_with("row 1, column `v`"));
}

#[test]
fn rows_can_be_kept_by_a_column_of_truths() {
    let columns = [
        ("binary time (STRING)", texts(&TIMES)),
        ("int32 v", Column::Int32(vec![1, 2, 3])),
        ("boolean good", Column::Bool(vec![true, false, true])),
    ];
    let keys = "files = []\nshape = \"wide\"\ntime = \"time\"\nonly = { good = \"true\" }";
    let read = read_one(&parquet(&columns, true), &toml::from_str(keys).unwrap(), power("v")).unwrap();
    assert_eq!(read.iter().map(|reading| reading.value).collect::<Vec<_>>(), [1.0, 3.0]);
}

#[test]
fn what_is_packed_and_cut_or_no_table_is_told() {
    let sound = rows("int32 v", Column::Int32(vec![1, 2, 3]));
    for packing in PACKINGS {
        assert_eq!(values(&packing.pack(&sound), power("v")), Ok(vec![1.0, 2.0, 3.0]));
        let cut = packing.pack(&sound[..sound.len() - 20]);
        let problem = values(&cut, power("v")).unwrap_err();
        assert!(problem.what.starts_with("cannot read the file as Parquet"), "{problem}");
        let archive = values(&packing.pack(b"PK\x03\x04 and nothing more"), power("v")).unwrap_err();
        assert!(archive.what.contains("not a workbook"), "{archive}");
    }
    for packed in PACKINGS.into_iter().skip(1).map(|packing| packing.pack(&sound)) {
        let problem = values(&packed[..packed.len() - 10], power("v")).unwrap_err();
        assert!(problem.what.starts_with("the file is packed with "), "{problem}");
        assert!(problem.hint.is_some() && problem.place.is_some());
    }
}

#[test]
fn what_has_a_heading_and_no_rows_or_nothing_at_all_is_told_in_every_format() {
    let head: [(&str, Column); 2] = [("binary time (STRING)", texts(&[])), ("int32 v", Column::Int32(Vec::new()))];
    let workbook = |cells: &[&str]| {
        let mut book = rust_xlsxwriter::Workbook::new();
        book.add_worksheet().write_row(0, 0, cells.iter().copied()).unwrap();
        book.save_to_buffer().unwrap()
    };
    let told = |bytes: &[u8]| values(bytes, power("v")).unwrap_err();
    for packing in PACKINGS {
        for bytes in [&parquet(&head, true), &workbook(&["time", "v"]), &b"time,v\n"[..].to_vec()] {
            assert_eq!(told(&packing.pack(bytes)).what, "the file has a heading and no rows");
        }
        for bytes in [&[][..], b" \n\r\n", &workbook(&[])] {
            assert_eq!(told(&packing.pack(bytes)).what, "the file is empty");
        }
    }
}
