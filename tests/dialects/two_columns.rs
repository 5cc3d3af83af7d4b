//! Stamps whose date and time of day stand in two columns.

use greengrade::problem::Result;
use greengrade::telemetry::Layout;
use rust_xlsxwriter::{Format, Workbook};

use crate::made::PACKINGS;
use crate::stored::{Column, parquet, power, read_one, texts};

/// 8:00, 23:45:30 and the end of 1 January 2025 in UTC+8, whose first second is 1 735 660 800.
const SECONDS: [i64; 3] = [1_735_660_800 + 28_800, 1_735_660_800 + 85_530, 1_735_660_800 + 86_400];
/// The count of days from 1970 to that day.
const DAY: i32 = 20_089;

fn layout(keys: &str) -> Layout {
    toml::from_str(&format!("files = []\ntime = [\"日期\", \"时间\"]\n{keys}")).unwrap()
}

fn seconds(bytes: &[u8], layout: &Layout, name: &str) -> Result<Vec<(i64, f64)>> {
    let readings = read_one(bytes, layout, power(name))?;
    Ok(readings.iter().map(|reading| (reading.stamp.0 / 1_000_000_000, reading.value)).collect())
}

fn told(text: &str) -> (String, String) {
    let problem = seconds(text.as_bytes(), &layout("shape = \"wide\""), "v").unwrap_err();
    assert!(problem.hint.is_some(), "{problem}");
    (problem.what, problem.place.unwrap().rsplit_once("a.dat, ").map(|(_, place)| place.to_owned()).unwrap_or_default())
}

fn all() -> Result<Vec<(i64, f64)>> {
    Ok(SECONDS.into_iter().zip([1.0, 2.0, 3.0]).collect())
}

const TABLE: &str = "日期,时间,v\n2025-01-01,08:00,1\n2025/1/1, 23:45:30 ,2\n2025年1月1日,24:00,3\n";

#[test]
fn they_are_read_as_one_in_text_of_every_delimiter_and_packing() {
    for delimiter in [",", ";", "\t", "|"] {
        let text = TABLE.replace(',', delimiter);
        for packing in PACKINGS {
            assert_eq!(seconds(&packing.pack(text.as_bytes()), &layout("shape = \"wide\""), "v"), all(), "{text}");
        }
    }
    let other_order = "时间,v,日期\n上午8:00,1,1/1/2025\n23:45:30,2,1/1/2025\n24:00,3,1/1/2025\n";
    assert_eq!(seconds(other_order.as_bytes(), &layout("shape = \"wide\""), "v"), all());
}

#[test]
fn they_are_read_as_one_in_long_files_and_in_json_lines() {
    let long =
        "日期,时间,表,值\n2025-01-01,08:00,v,1\n2025-01-01,,other,9\n2025-01-01,23:45:30,v,2\n2025-01-01,24:00,v,3\n";
    let keys = "shape = \"long\"\nmeter = \"表\"\nvalue = \"值\"";
    assert_eq!(seconds(long.as_bytes(), &layout(keys), "v"), all());
    let lines: String = [("08:00", 1), ("23:45:30", 2), ("24:00", 3)]
        .map(|(time, value)| format!("{{\"日期\": \"2025-01-01\", \"时间\": \"{time}\", \"v\": {value}}}\n"))
        .concat();
    assert_eq!(seconds(lines.as_bytes(), &layout("shape = \"wide\""), "v"), all());
    let bare = "{\"日期\": \"2025-01-01\", \"时间\": 8, \"v\": 1}\n";
    assert!(told(bare).0.starts_with("`8` is an hour alone"));
}

#[test]
fn they_are_read_as_one_in_workbooks_as_dates_and_parts_of_a_day_or_as_text() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.write_row(0, 0, ["日期", "时间", "v"]).unwrap();
    let [date, clock, length] = ["yyyy-mm-dd", "h:mm:ss", "[h]:mm"].map(|format| Format::new().set_num_format(format));
    // 45 658 is 2025-01-01; a time of the day is a part of a day, and the whole day is shown as 24:00 as a length only.
    for (row, (part, format)) in (1..).zip([(1.0 / 3.0, &clock), (85_530.0 / 86_400.0, &clock), (1.0, &length)]) {
        sheet.write_number_with_format(row, 0, 45_658.0, &date).unwrap();
        sheet.write_number_with_format(row, 1, part, format).unwrap();
        sheet.write_number(row, 2, f64::from(row)).unwrap();
    }
    let bytes = book.save_to_buffer().unwrap();
    for packing in PACKINGS {
        assert_eq!(seconds(&packing.pack(&bytes), &layout("shape = \"wide\""), "v"), all());
    }
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (row, line) in (0..).zip(TABLE.lines()) {
        sheet.write_row(row, 0, line.split(',')).unwrap();
    }
    sheet.write_number_with_format(2, 0, 45_658.0, &date).unwrap();
    sheet.write_number_with_format(1, 1, 1.0 / 3.0, &clock).unwrap();
    assert_eq!(seconds(&book.save_to_buffer().unwrap(), &layout("shape = \"wide\""), "v"), all(), "mixed with text");
}

#[test]
fn cells_of_a_workbook_that_are_not_a_date_and_a_time_of_the_day_are_told() {
    let what = |date: (f64, &str), time: (f64, &str)| {
        let mut book = Workbook::new();
        let sheet = book.add_worksheet();
        sheet.write_row(0, 0, ["日期", "时间", "v"]).unwrap();
        for (column, (number, format)) in [(0, date), (1, time)] {
            sheet.write_number_with_format(1, column, number, &Format::new().set_num_format(format)).unwrap();
        }
        sheet.write_number(1, 2, 1.0).unwrap();
        let problem = seconds(&book.save_to_buffer().unwrap(), &layout("shape = \"wide\""), "v").unwrap_err();
        (problem.what, problem.place.unwrap().rsplit_once("a.dat, ").unwrap().1.to_owned())
    };
    let (day, clock) = ((45_658.0, "yyyy-mm-dd"), (0.5, "h:mm"));
    let (both, place) = what((45_658.5, "yyyy-mm-dd"), clock);
    assert!(both.starts_with("`2025-01-01T12:00:00` has a time of its own"), "{both}");
    assert_eq!(place, "row 2, column `日期`");
    assert_eq!(what(clock, clock).0, "the cell is a time of the day and not a date");
    assert_eq!(
        what(day, day),
        ("the cell is a date and not a time of the day alone".into(), "row 2, column `时间`".into())
    );
    assert!(what(day, (8.0, "0")).0.starts_with("`8` is an hour alone"));
    assert_eq!(what(day, (0.5, "0.00")).0, "`0.5` is a number, not a time of the day");
    assert_eq!(what((20_250_101.0, "0"), clock).0, "`20250101` is a number, not a date");
    assert_eq!(what(day, (1.01, "[h]:mm")).0, "the cell is longer than a day, not a time of the day");
}

#[test]
fn they_are_read_as_one_in_parquet_of_every_type() {
    let millis = [28_800_000, 85_530_000, 86_400_000];
    let times = |ticks: i64| Column::Int64(millis.map(|millis| i64::from(millis) * ticks).to_vec());
    let clocks = [
        ("int32 时间 (TIME(MILLIS,false))", Column::Int32(millis.to_vec())),
        ("int32 时间 (TIME_MILLIS)", Column::Int32(millis.to_vec())),
        ("int64 时间 (TIME(MICROS,true))", times(1000)),
        ("int64 时间 (TIME(NANOS,false))", times(1_000_000)),
        ("binary 时间 (STRING)", texts(&["08:00", "23:45:30", "24:00"])),
    ];
    let midnight = i64::from(DAY) * 86_400_000;
    let dates = [
        ("int32 日期 (DATE)", Column::Int32(vec![DAY; 3])),
        ("int64 日期 (TIMESTAMP(MILLIS,false))", Column::Int64(vec![midnight; 3])),
        ("binary 日期 (STRING)", texts(&["2025-01-01"; 3])),
    ];
    for date in &dates {
        for clock in &clocks {
            let bytes = parquet(&[date.clone(), clock.clone(), ("int32 v", Column::Int32(vec![1, 2, 3]))], true);
            assert_eq!(seconds(&bytes, &layout("shape = \"wide\""), "v"), all(), "{} {}", date.0, clock.0);
        }
    }
    let told = |date: (&str, Column), clock: (&str, Column)| {
        let bytes = parquet(&[date, clock, ("int32 v", Column::Int32(vec![1, 2, 3]))], true);
        seconds(&bytes, &layout("shape = \"wide\""), "v").unwrap_err().what
    };
    let [date, clock] = [dates[0].clone(), clocks[0].clone()];
    let instants = ("int64 日期 (TIMESTAMP(MILLIS,true))", Column::Int64(vec![midnight; 3]));
    assert!(told(instants, clock.clone()).contains("`TIMESTAMP`, which is not a date"));
    assert!(told(date.clone(), ("int32 时间", Column::Int32(vec![8; 3]))).contains("is not a time of the day"));
    let noon = ("int64 日期 (TIMESTAMP(MILLIS,false))", Column::Int64(vec![midnight + 1; 3]));
    assert!(told(noon, clock).contains("has a time of its own"));
    assert!(told(date, ("binary 时间 (STRING)", texts(&["08:00", "", "24:00"]))).contains("is empty"));
}

#[test]
fn what_is_missing_or_could_be_read_in_two_ways_is_told_with_its_place() {
    let head = "日期,时间,v\n2025-01-01,07:00,0\n";
    let cases = [
        ("2025-01-01,,1", "the time of the day is empty", "row 3, column `时间`"),
        (",08:00,1", "the date is empty", "row 3, column `日期`"),
        ("2025-01-01 00:00,08:00,1", "`2025-01-01 00:00` has a time of its own, beside", "row 3, column `日期`"),
        ("2025-01-01,8,1", "`8` is an hour alone", "row 3, column `时间`"),
        ("2025-01-01,24,1", "`24` is an hour alone", "row 3, column `时间`"),
        ("2025-01-01,0800,1", "`2025-01-01 0800` is not a time stamp", "row 3, column `日期 时间`"),
        ("2025-01-32,08:00,1", "`2025-01-32 08:00` is not a day of the calendar", "row 3, column `日期 时间`"),
        ("01/02/2025,08:00,1", "`01/02/2025 08:00` can be 1 February 2025", "row 3, column `日期 时间`"),
        ("2025-01-01,24:01,1", "`2025-01-01 24:01` is not a time of the day", "row 3, column `日期 时间`"),
    ];
    for (row, what, place) in cases {
        // A row follows, so that none is taken for a footer.
        let (found, at) = told(&format!("{head}{row}\n2025-01-01,09:00,2\n"));
        assert!(found.starts_with(what), "{row}: {found}");
        assert_eq!(at, place, "{row}");
    }
    assert_eq!(told("日期,时刻,v\n2025-01-01,08:00,1\n").0, "there is no column `时间`");
    assert_eq!(told("日期,时间,时间,v\n2025-01-01,08:00,08:00,1\n").0, "the column `时间` is there 2 times");
}
