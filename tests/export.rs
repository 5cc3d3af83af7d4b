//! The report fields of a standard in a file of their own, as `greengrade export` writes them.
#![cfg(test)]

mod common;

use std::sync::LazyLock;

use common::command::run;
use common::fixture;
use greengrade::rating::Rating;
use greengrade::report::{fields, json};
use greengrade::text::{Lang, Text};
use tempfile::TempDir;

/// The ratings of two facilities of the portfolio, by the default standards.
static RATED: LazyLock<TempDir> = LazyLock::new(|| {
    let folder = tempfile::tempdir().unwrap();
    let paths = ["synthetic-qinghai-lake", "synthetic-qilian"].map(|name| fixture(&format!("portfolio/{name}")));
    let paths = paths.each_ref().map(|path| path.to_str().unwrap());
    let output = run(folder.path(), &[&["rate", "--out", "out"], &paths[..]].concat());
    assert_eq!(output.status.code(), Some(1), "{}", String::from_utf8_lossy(&output.stderr));
    folder
});

fn export(arguments: &[&str]) -> (Option<i32>, String, String) {
    let rating = ["export", "out/synthetic-qinghai-lake"];
    let output = run(RATED.path(), &[&rating, arguments].concat());
    let [stdout, stderr] = [output.stdout, output.stderr].map(|bytes| String::from_utf8(bytes).unwrap());
    (output.status.code(), stdout, stderr)
}

fn rating() -> Rating {
    let file = RATED.path().join("out/synthetic-qinghai-lake/rating.json");
    json::from_json(&std::fs::read_to_string(file).unwrap(), "rating.json").unwrap()
}

#[test]
fn the_fields_of_a_standard_that_the_facility_was_not_rated_by_come_from_the_ratings_own_record() {
    let (code, stdout, stderr) = export(&["--standard", "eu-2024-1364"]);
    assert_eq!((code, stderr.as_str()), (Some(0), ""), "nothing but the result");
    let written: serde_json::Value = serde_json::from_str(&stdout).unwrap();
    assert_eq!(written["schema"], "greengrade.fields/1");
    assert_eq!(written["facility"]["id"], "synthetic-qinghai-lake");
    assert_eq!((&written["period"]["label"], &written["standard"]["edition"]), (&"2025".into(), &"2024".into()));
    let rating = rating();
    let pue = rating.indicators.iter().find(|indicator| indicator.id == "pue").unwrap();
    assert_eq!(written["fields"][0]["id"], "pue");
    let value = written["fields"][0]["value"].as_f64().unwrap();
    assert_eq!(value.to_bits(), pue.value.unwrap().to_bits(), "to the last bit");
    assert!(written["sources"]["eu-2024-1364"]["citation"]["en"].is_string(), "{written}");
    let missing = written["fields"].as_array().unwrap().iter().find(|field| field["value"].is_null()).unwrap();
    assert!(missing["why"]["zh"].is_string() && missing["why"]["en"].is_string(), "{missing}");
}

#[test]
fn a_table_names_facility_period_standard_and_edition_and_then_each_field_in_a_row() {
    let (code, stdout, _) = export(&["--standard", "iso-30134", "--format", "csv"]);
    assert_eq!(code, Some(0));
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(stdout.as_bytes());
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    let about: Vec<&str> = rows[0].iter().take(4).collect();
    let expected = [
        "Facility: Qinghai Lake data centre (synthetic) · synthetic-qinghai-lake",
        "Period: 1 January – 31 December 2025",
        "Standard: ISO/IEC 30134 Data centre key performance indicators (ISO/IEC 30134 series)",
        "Edition: series",
    ];
    assert_eq!(about, expected);
    assert!(rows[0][5].starts_with("The data of this facility is synthetic"), "{:?}", rows[0]);
    let columns: Vec<&str> = rows[1].iter().collect();
    assert_eq!(
        columns,
        ["Field", "Title", "Value", "Unit", "Why it is missing", "Source", "Clause", "Data or evidence"]
    );
    assert_eq!(rows.len(), 2 + 8);
    let pue = rating().indicators.into_iter().find(|indicator| indicator.id == "pue").unwrap().value.unwrap();
    assert_eq!((&rows[2][0], rows[2][2].parse::<f64>().unwrap().to_bits()), ("pue", pue.to_bits()));
    assert_eq!(&rows[2][6], "ISO/IEC 30134-2");
    let chinese = export(&["--standard", "iso-30134", "--format", "csv", "--lang", "zh"]).1;
    assert!(
        chinese.starts_with("设施：") && chinese.contains("字段,名称,填报值,单位,缺失原因,来源,条款,数据来源或佐证"),
        "{chinese}"
    );
}

#[test]
fn no_text_of_a_facility_or_a_pack_is_a_formula_in_a_spreadsheet_and_numbers_stay_numbers() {
    let rating = rating();
    let packs = greengrade::standard::Library::embedded().unwrap();
    let mut assessment = rating.judged_by(&packs, "iso-30134", None).unwrap();
    let evil = "=HYPERLINK(\"http://x\",\"a,b\")";
    (assessment.fields[0].title, assessment.fields[0].value) = (Text::new(evil, evil), Some(-0.25));
    (assessment.fields[1].value, assessment.fields[1].why) = (None, Some(Text::new("@x", "+1")));
    assessment.fields[2].unit = "-m".to_owned();
    assessment.fields[3].clause = Some("\t=1".to_owned());
    let text = fields::csv(&assessment, &rating, Lang::En).unwrap();
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    assert_eq!((&rows[2][1], &rows[2][2]), (format!("'{evil}").as_str(), "-0.25"));
    assert_eq!((&rows[3][2], &rows[3][4]), ("", "'+1"));
    assert_eq!((&rows[4][3], &rows[5][6]), ("'-m", "'\t=1"));
}

#[test]
fn a_file_is_written_once_and_replaced_only_when_asked() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("eu.csv");
    let path = file.to_str().unwrap();
    let (code, stdout, stderr) = export(&["--standard", "eu-2024-1364", "-o", path]);
    assert_eq!((code, stdout.as_str()), (Some(0), ""), "{stderr}");
    assert!(stderr.starts_with("wrote "), "{stderr}");
    let written = std::fs::read_to_string(&file).unwrap();
    assert!(written.starts_with("Facility: "), "the name of the file asks for a table: {written}");
    std::fs::write(&file, "mine").unwrap();
    let (code, _, stderr) = export(&["--standard", "eu-2024-1364", "-o", path]);
    assert_eq!(code, Some(2));
    assert!(stderr.contains("left as it is") && stderr.contains("`--force`"), "{stderr}");
    assert_eq!(std::fs::read_to_string(&file).unwrap(), "mine");
    assert_eq!(export(&["--standard", "eu-2024-1364", "-o", path, "--force"]).0, Some(0));
    assert_eq!(std::fs::read_to_string(&file).unwrap(), written);
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1, "nothing is left beside it");
    assert_eq!(export(&["--standard", "eu-2024-1364", "--force"]).0, Some(2), "there is nothing to replace");
}

#[test]
fn what_has_no_report_says_so_and_names_what_has() {
    let (code, stdout, stderr) = export(&["--standard", "gb40879-2021"]);
    assert_eq!((code, stdout.as_str()), (Some(2), ""));
    assert!(stderr.contains("the standard `gb40879-2021` asks for no report fields"), "{stderr}");
    assert!(stderr.contains("those that do are eu-2024-1364, iso-30134"), "{stderr}");
    let (code, _, stderr) = export(&["--standard", "eu-2024-1346"]);
    assert_eq!(code, Some(2));
    assert!(stderr.contains("did you mean `eu-2024-1364`?"), "{stderr}");
    let refused = run(RATED.path(), &["export", "out/synthetic-qilian", "--standard", "eu-2024-1364"]);
    assert_eq!(refused.status.code(), Some(2));
    let told = String::from_utf8(refused.stderr).unwrap();
    assert!(told.contains("the data of `synthetic-qilian` was refused as contradictory"), "{told}");
}

#[test]
fn a_standard_that_the_facility_was_rated_by_is_exported_as_it_was_assessed() {
    let folder = tempfile::tempdir().unwrap();
    let lake = fixture("portfolio/synthetic-qinghai-lake");
    let rate = ["rate", lake.to_str().unwrap(), "--standard", "eu-2024-1364", "--out", "out"];
    let output = run(folder.path(), &rate);
    assert_eq!(output.status.code(), Some(0), "what only reports is not \"not rated\"");
    let rated = ["export", "out/synthetic-qinghai-lake/rating.json", "--standard", "eu-2024-1364"];
    let again = run(folder.path(), &rated);
    let written: serde_json::Value = serde_json::from_slice(&again.stdout).unwrap();
    let judged: serde_json::Value = serde_json::from_str(&export(&["--standard", "eu-2024-1364"]).1).unwrap();
    assert_eq!(written["fields"], judged["fields"], "the same as from the record of another rating");
}
