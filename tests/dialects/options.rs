//! The keys of a `[[telemetry]]` block that tell how files are written.

use greengrade::period::Clock;
use greengrade::telemetry::{Channel, Layout, Sign, read_file};
use greengrade::units::Unit;

use crate::{layout, read};

fn values(text: &str, keys: &str) -> Result<Vec<f64>, String> {
    let read = read(text.as_bytes(), "a.csv", &layout(keys)).map_err(|problem| problem.to_string())?;
    Ok(read.0[0].iter().map(|reading| reading.value).collect())
}

#[test]
fn lines_before_the_heading_are_skipped_and_count_for_the_place() {
    let text =
        "某园区能耗导出\n导出时间：2025-02-01\n时间,总功率,IT 功率,a\n2025-01-01 00:00,1,2,3\n2025-01-01 01:00,x,5,6\n";
    assert!(values(text, "skip_rows = 2").unwrap_err().contains("row 5, column `总功率`"));
    assert_eq!(values(&text.replace('x', "4"), "skip_rows = 2"), Ok(vec![1.0, 4.0]));
}

#[test]
fn comments_of_one_sign_or_more_are_left_out_wherever_they_stand() {
    for prefix in ["#", "//", "--"] {
        let text = format!(
            "{prefix} from a logger, \"v2\n时间,总功率,IT 功率,a\n{prefix} a,b\n2025-01-01 00:00,1,2,3\n{prefix} end\n"
        );
        assert_eq!(values(&text, &format!("comment = \"{prefix}\"")), Ok(vec![1.0]), "{prefix}");
    }
}

#[test]
fn a_delimiter_and_an_encoding_that_are_told_are_taken() {
    let text = "时间~总功率~IT 功率~a\n2025-01-01 00:00~1~2~3\n";
    assert_eq!(values(text, "delimiter = \"~\""), Ok(vec![1.0]));
    let big5 = encoding_rs::BIG5.encode("時間,總功率,IT 功率,a\n2025-01-01 00:00,1,2,3\n").0;
    let layout: Layout = toml::from_str("files = []\nshape = \"wide\"\ntime = \"時間\"\nencoding = \"big5\"").unwrap();
    let channel =
        Channel {
            name: "總功率".to_owned(), sign: Sign::Any, what: "power".to_owned(), unit: None, words: Vec::new()
        };
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("a.csv");
    std::fs::write(&file, big5).unwrap();
    let mut into = [Vec::new()];
    read_file(&file, &layout, "x", &[channel], &Clock::parse("+08:00").unwrap(), &mut into).unwrap();
    assert_eq!(into[0].len(), 1);
}

#[test]
fn a_name_in_gbk_is_found_far_below_the_part_that_is_looked_at() {
    // The heading is plain, and the first word in Chinese comes after more than 64 KB.
    let mut text = "site,time,it\n".to_owned();
    for row in 0..4000 {
        text += &format!("a,2025-01-01 {:02}:{:02}:{:02},1\n", row / 3600, row / 60 % 60, row % 60);
    }
    text += "机房,2025-01-02 00:00,2\n";
    let layout: Layout = toml::from_str(
        "files = []\nshape = \"long\"\ntime = \"time\"\nmeter = \"site\"\nvalue = \"it\"\nencoding = \"gbk\"",
    )
    .unwrap();
    let channel =
        Channel { name: "机房".to_owned(), sign: Sign::Any, what: "power".to_owned(), unit: None, words: Vec::new() };
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("a.csv");
    std::fs::write(&file, encoding_rs::GBK.encode(&text).0).unwrap();
    let mut into = [Vec::new()];
    read_file(&file, &layout, "x", &[channel], &Clock::parse("+08:00").unwrap(), &mut into).unwrap();
    assert_eq!(into[0].len(), 1);
}

#[test]
fn rows_of_others_do_not_matter_whatever_stands_in_them() {
    let text = "node,time,sensor,reading,status\n\
                n1,2025-01-01 00:00:11 UTC,Power,270 Watts,ok\n\
                n1,2025-01-01 00:00:11 UTC,Temp,20 degrees C,ok\n\
                n1,no time,Fan,no reading,ns\n\
                n1,2025-01-01 00:01:11 UTC,Power,0.28 kW,bad\n\
                n2,2025-01-01 00:00:11 UTC,Power,disabled,ok\n";
    let layout: Layout = toml::from_str(
        "files = []\nshape = \"long\"\ntime = \"time\"\nmeter = [\"node\", \"sensor\"]\nvalue = \"reading\"\n\
         only = { status = [\"ok\", \"fine\"] }",
    )
    .unwrap();
    let what = "power".to_owned();
    let channel =
        Channel { name: "n1/Power".to_owned(), sign: Sign::NotNegative, what, unit: Some(Unit::W), words: Vec::new() };
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("a.csv");
    std::fs::write(&file, text).unwrap();
    let mut into = [Vec::new()];
    let facts = read_file(&file, &layout, "x", &[channel], &Clock::parse("+08:00").unwrap(), &mut into).unwrap();
    let read: Vec<(i64, f64)> =
        into[0].iter().map(|reading| (reading.stamp.0 / 1_000_000_000, reading.value)).collect();
    assert_eq!(read, [(1_735_689_611, 270.0)]);
    assert_eq!(facts.rows, 5);
    assert_eq!(facts.other_keys, ["n1/Temp", "n2/Power"]);
}

#[test]
fn dates_are_read_by_the_order_that_is_told() {
    let text = "时间,总功率,IT 功率,a\n01/02/2025 08:00,1,2,3\n";
    assert!(values(text, "").unwrap_err().contains("can be 1 February 2025 or 2 January 2025"));
    for (order, month) in [("day-first", 2), ("month-first", 1)] {
        let (readings, _) = read(text.as_bytes(), "a.csv", &layout(&format!("dates = \"{order}\""))).unwrap();
        let civil = Clock::parse("+08:00").unwrap().civil(readings[0][0].stamp);
        assert_eq!((civil.month(), civil.hour()), (month, 8), "{order}");
    }
}

#[test]
fn empty_cells_beyond_the_heading_do_no_harm_and_others_do() {
    let head = "时间,总功率,IT 功率,a\n";
    assert_eq!(values(&format!("{head}2025-01-01 00:00,1,2,3,,\n"), ""), Ok(vec![1.0]));
    assert!(values(&format!("{head}2025-01-01 00:00,1,2,3,,x\n"), "").unwrap_err().contains("6 fields"));
}
