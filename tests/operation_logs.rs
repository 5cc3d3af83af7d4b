//! Operation from logs, from the folder of a facility to its rating and its report.
#![cfg(test)]

mod common;

use common::{fixture, indicator, rated, value};
use greengrade::rating::Rating;
use greengrade::report::markdown;
use greengrade::standard::Standing;
use greengrade::text::Lang;

const SMART_OPS: [&str; 1] = ["db63t-smart-ops"];

const MANIFEST: &str = r#"
id = "synthetic-logs"
name = { zh = "日志（合成）", en = "Logs (synthetic)" }
province = "青海"
category = "general"
clock = "+08:00"
synthetic = true
[operation_logs.incidents]
file = "incidents.xlsx"
columns = { opened = "何时发生" }
[operation_logs.work_orders]
file = "orders.csv"
"#;

/// Two faults in a workbook, of one hour and of three, and one work order in GBK.
fn folder_of_logs() -> tempfile::TempDir {
    let folder = common::facility_folder(&[("facility.toml", MANIFEST)]);
    let mut book = rust_xlsxwriter::Workbook::new();
    let (sheet, stamp) = (book.add_worksheet(), rust_xlsxwriter::Format::new().set_num_format("yyyy-mm-dd hh:mm"));
    for (column, name) in (0..).zip(["何时发生", "恢复时间"]) {
        sheet.write(0, column, name).unwrap();
    }
    // 45658 is 2025-01-01 as a count of days.
    for (row, hours) in [(1, 1.0), (2, 3.0)] {
        sheet.write_with_format(row, 0, 45_658.0, &stamp).unwrap();
        sheet.write_with_format(row, 1, 45_658.0 + hours / 24.0, &stamp).unwrap();
    }
    book.save(folder.path().join("incidents.xlsx")).unwrap();
    let orders = encoding_rs::GBK.encode("执行时间,执行方式\n2025-05-01 08:00,自动\n").0;
    std::fs::write(folder.path().join("orders.csv"), orders).unwrap();
    folder
}

#[test]
fn a_workbook_and_a_text_in_gbk_become_measured_indicators() {
    let folder = folder_of_logs();
    let rating = rated(folder.path(), &SMART_OPS, Some("2025"));
    assert_eq!(value(&rating, "mttr").to_bits(), 2.0_f64.to_bits(), "(1 + 3) ÷ 2");
    assert_eq!(value(&rating, "automation_rate").to_bits(), 1.0_f64.to_bits());
    assert_eq!(indicator(&rating, "mttr").standing, Some(Standing::Measured));
    let inputs: Vec<(&str, Option<u64>)> =
        rating.inputs.iter().map(|input| (input.path.as_str(), input.rows)).collect();
    assert_eq!(inputs, [("facility.toml", None), ("incidents.xlsx", Some(2)), ("orders.csv", Some(1))]);
    // A period without any event has no value, and no zero.
    let later = rated(folder.path(), &SMART_OPS, Some("2026"));
    assert_eq!(indicator(&later, "mttr").value, None);
    assert_eq!(later.operation_logs.unwrap().outside_period["incidents"], 2);
}

#[test]
fn a_rating_keeps_its_logs_when_it_is_written_and_read_and_one_without_logs_has_no_such_key() {
    let with = rated(folder_of_logs().path(), &SMART_OPS, Some("2025"));
    let text = serde_json::to_string(&with).unwrap();
    assert_eq!(serde_json::from_str::<Rating>(&text).unwrap(), with);
    let without = rated(&fixture("conformance/031-capability-without-evidence"), &SMART_OPS, Some("2025"));
    assert!(!serde_json::to_string(&without).unwrap().contains("operation_logs"));
}

#[test]
fn reports_tell_the_counts_in_both_languages() {
    let rating = rated(&fixture("conformance/061-open-incident"), &SMART_OPS, Some("2025"));
    let zh = markdown::report(&rating, &[], Lang::Zh);
    assert!(zh.contains("| 修复时间（MTTR） | 均值 2.75 h、中位数 2 h、P90 4 h | 已关闭 3，期末未关闭 1；自告警计时 0 | incidents.csv |"), "{zh}");
    let en = markdown::report(&rating, &[], Lang::En);
    let row = "| Time to repair (MTTR) | mean 2.75 h, median 2 h, p90 4 h | 3 closed, 1 open at the end; clock from the alarm: 0 | incidents.csv |";
    assert!(en.contains(row), "{en}");
    let none = rated(&fixture("conformance/031-capability-without-evidence"), &SMART_OPS, Some("2025"));
    assert!(!markdown::report(&none, &[], Lang::En).contains("Operation from logs"));
}
