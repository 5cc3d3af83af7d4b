//! `greengrade check`: what it prints, what it writes, and its exit codes.
#![cfg(test)]

mod common;

use std::io::Cursor;
use std::path::Path;
use std::process::{Command, Output};

use calamine::{Reader, Xlsx};
use common::{facility_folder, fixture};
use tempfile::{TempDir, tempdir};

fn run(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_greengrade"));
    command.arg("check").args(arguments).current_dir(folder).env("GREENGRADE_LANG", "en");
    command.output().unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

fn code(output: &Output) -> i32 {
    output.status.code().unwrap()
}

fn portfolio(id: &str) -> String {
    fixture("portfolio").join(id).display().to_string()
}

/// A month of hours of one made-up facility, whose IT meter has the given id and power.
fn small(id: &str, meter: &str, it: impl Fn(usize) -> String) -> TempDir {
    let keys = "kind = \"power\"\nunit = \"kW\"\nmax_gap = \"1h\"\n";
    let meters = [("total", "total", "utility"), (meter, "it", "ups-output")].map(|(id, column, point)| {
        format!("[[meter]]\nid = \"{id}\"\ncolumn = \"{column}\"\npoint = \"{point}\"\n{keys}")
    });
    let manifest = format!(
        "id = \"{id}\"\nname = {{ zh = \"小\", en = \"Small\" }}\nprovince = \"青海\"\ncategory = \"general\"\n\
         clock = \"+08:00\"\nperiod = \"2025-03\"\n[[telemetry]]\nfiles = [\"power.csv\"]\nshape = \"wide\"\n\
         time = \"time\"\n{}[boundary]\ntotal = [\"total\"]\nit = [\"{meter}\"]\n",
        meters.concat()
    );
    let mut rows = String::from("time,total,it\n");
    for hour in 0..744 {
        let swing = hour * 37 % 50;
        rows += &format!("2025-03-{:02} {:02}:00:00,{},{}\n", hour / 24 + 1, hour % 24, 1300 + swing, it(hour));
    }
    facility_folder(&[("facility.toml", &manifest), ("power.csv", &rows)])
}

fn calm(hour: usize) -> String {
    (1000 + hour * 37 % 50).to_string()
}

#[test]
fn sound_data_is_good_and_gives_no_grade() {
    let root = tempdir().unwrap();
    let output = run(root.path(), &[&portfolio("synthetic-qinghai-lake")]);
    let told = text(&output.stdout);
    assert_eq!(code(&output), 0, "{told}");
    assert!(told.contains("2025: the data is good") && told.contains("error 0 · warning 0 · note 0"), "{told}");
    assert!(!told.contains("Level") && !told.contains("Grade"), "{told}");
    assert!(!told.contains('\u{1b}'), "no colour where it is not a terminal");
}

#[test]
fn notes_alone_are_good_and_too_little_data_is_not() {
    let root = tempdir().unwrap();
    let note = run(root.path(), &[&portfolio("esif"), "--period", "2017"]);
    assert!(text(&note.stdout).contains("note 1"));
    assert_eq!(code(&note), 1, "the coverage of 2017 does not suffice");
    assert!(text(&note.stdout).contains("not met"));
    let month = run(root.path(), &[&portfolio("esif"), "--period", "2017-03", "--standard", "eu-2024-1364"]);
    assert_eq!(code(&month), 0, "{}", text(&month.stdout));
    assert!(text(&month.stdout).contains("2017-03 by 12.5 %"), "{}", text(&month.stdout));
}

#[test]
fn a_gap_is_proven_by_its_hours() {
    let root = tempdir().unwrap();
    let output = run(root.path(), &[&portfolio("synthetic-hoh-xil"), "--format", "json"]);
    assert_eq!(code(&output), 1);
    let report: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(report["schema"], "greengrade.check/1");
    let criteria = report["facilities"][0]["sufficiency"].as_array().unwrap();
    let ids: Vec<&str> = criteria.iter().map(|one| one["criterion"].as_str().unwrap()).collect();
    assert_eq!(ids, ["months", "coverage", "metering", "paired-coverage", "months-present"]);
    let coverage = &criteria[1];
    assert_eq!((coverage["passed"].as_bool(), coverage["on_fail"].as_str()), (Some(false), Some("not-rated")));
    assert_eq!(coverage["required"]["figure"]["value"], 0.95);
    assert_eq!(coverage["hours"]["covered_hours"], 7920.0);
    assert_eq!(coverage["largest_gaps"][0]["hours"], 840);
    assert_eq!(coverage["largest_gaps"][0]["start"], "2025-06-10T00:00:00+08:00");
    assert_eq!(criteria[3]["passed"], serde_json::Value::Null);
}

#[test]
fn estimated_it_energy_fails_the_prerequisite_of_metering() {
    let folder = small("small", "ups", calm);
    let manifest = folder.path().join("facility.toml");
    let text = std::fs::read_to_string(&manifest).unwrap();
    std::fs::write(&manifest, text.replace("id = \"ups\"", "id = \"ups\"\nestimated = true")).unwrap();
    let output = run(folder.path(), &[".", "--format", "json"]);
    let report: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(report["facilities"][0]["sufficiency"][2]["passed"], false);
    assert_eq!(report["facilities"][0]["findings"][0]["id"], "estimated-values");
}

#[test]
fn the_table_for_the_operator_names_file_meter_time_and_what_to_do() {
    let folder = small("small", "=ups", |hour| if hour == 300 { "25550".to_owned() } else { calm(hour) });
    let output = run(folder.path(), &[".", "--format", "csv", "--bom"]);
    assert_eq!(code(&output), 1);
    let csv = text(&output.stdout);
    assert!(
        csv.starts_with("\u{feff}Facility,File,Row,Meter,From,Up to,Severity,Code,Count,Finding,What to do\n"),
        "{csv}"
    );
    // Line 1 is the heading, and hour 0 is on line 2.
    let spike = csv.lines().find(|line| line.contains(",spike,")).unwrap();
    assert!(
        spike.starts_with(
            "small,power.csv,302,'=ups,2025-03-13T12:00:00+08:00,2025-03-13T13:00:00+08:00,warning,spike,1,"
        ),
        "{spike}"
    );
    assert!(spike.contains("leave a glitch out"), "{spike}");
    let plain = run(folder.path(), &[".", "--format", "csv", "--lang", "zh"]);
    assert!(text(&plain.stdout).starts_with("设施,文件,行,"), "{}", text(&plain.stdout));
}

#[test]
fn the_workbook_holds_the_same_table_and_is_the_same_twice() {
    let root = tempdir().unwrap();
    let [first, second] = ["a.xlsx", "b.xlsx"].map(|file| {
        let output = run(root.path(), &[&portfolio("synthetic-qilian"), "-o", file]);
        assert_eq!(code(&output), 1, "{}", text(&output.stderr));
        assert!(output.stdout.is_empty());
        std::fs::read(root.path().join(file)).unwrap()
    });
    assert!(first == second);
    let mut workbook: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(first)).unwrap();
    let sheet = workbook.worksheet_range("findings").unwrap();
    let row: Vec<String> = sheet.rows().nth(1).unwrap().iter().map(ToString::to_string).collect();
    assert_eq!((row[0].as_str(), row[6].as_str(), row[7].as_str()), ("synthetic-qilian", "error", "it-above-total"));
}

#[test]
fn one_that_can_not_be_read_is_told_and_the_others_are_checked() {
    let root = tempdir().unwrap();
    let [good, bad] = ["good", "bad"].map(|id| {
        let folder = small(id, "ups", calm);
        let place = root.path().join("p").join(id);
        std::fs::create_dir_all(&place).unwrap();
        for file in ["facility.toml", "power.csv"] {
            std::fs::copy(folder.path().join(file), place.join(file)).unwrap();
        }
        place
    });
    let rows = std::fs::read_to_string(bad.join("power.csv")).unwrap();
    std::fs::write(bad.join("power.csv"), rows.replacen(",1000", ",wrong", 1)).unwrap();
    let output = run(root.path(), &["p", "--format", "csv"]);
    assert_eq!(code(&output), 1);
    let csv = text(&output.stdout);
    assert!(csv.contains("p/bad,p/bad/power.csv,2,,,,error,unreadable,1,`wrong` is not a number"), "{csv}");
    assert!(csv.contains("good,,,,,,insufficient,insufficient-months,1,"), "{csv}");
    assert!(text(&output.stderr).contains("error: `wrong` is not a number"), "{}", text(&output.stderr));
    std::fs::remove_dir_all(good).unwrap();
    assert_eq!(code(&run(root.path(), &["p"])), 2, "not one could be read");
}

#[test]
fn the_result_does_not_depend_on_threads_and_each_facility_has_its_chart() {
    let root = tempdir().unwrap();
    let all = fixture("portfolio").display().to_string();
    let [one, three] = ["1", "3"].map(|jobs| {
        let output = run(root.path(), &[&all, "--jobs", jobs, "--chart", jobs, "--format", "json"]);
        assert_eq!(code(&output), 1);
        output.stdout
    });
    assert!(one == three);
    for id in ["esif", "synthetic-qilian"] {
        for (end, begins) in [("png", &b"\x89PNG"[..]), ("svg", b"<svg ")] {
            let name = format!("{id}-coverage-calendar.{end}");
            let [a, b] = ["1", "3"].map(|jobs| std::fs::read(root.path().join(jobs).join(&name)).unwrap());
            assert!(a == b && a.starts_with(begins), "{name}");
        }
    }
}

#[test]
fn what_does_not_go_together_is_told() {
    let root = tempdir().unwrap();
    let lake = portfolio("synthetic-qinghai-lake");
    for (arguments, hint) in [
        (vec![lake.as_str(), "--format", "xlsx"], "--output findings.xlsx"),
        (vec![lake.as_str(), "--bom"], "leave `--bom` out"),
        (vec![lake.as_str(), "--standard", "gb40879"], "hint:"),
        (vec!["absent"], "check the path"),
    ] {
        let output = run(root.path(), &arguments);
        assert_eq!(code(&output), 2, "{arguments:?}");
        assert!(text(&output.stderr).contains(hint), "{}", text(&output.stderr));
    }
}
