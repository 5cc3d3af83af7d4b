//! The command as a user meets it: what it prints where, its exit codes, and what it never does.
#![cfg(test)]

mod common;

use std::path::{Path, PathBuf};

use common::command::{code, run, stderr, stdout};
use common::fixture;
use common::steady::{HEAD, MANIFEST, day};
use tempfile::TempDir;

/// A small facility: a day of hourly powers. `change` rewrites its files before they are written.
fn facility(root: &Path, name: &str, change: impl Fn(&str, String) -> String) -> PathBuf {
    let clock = "clock = \"+08:00\"\n";
    let manifest = MANIFEST.replace(clock, &format!("{clock}period = \"2025-03\"\n"));
    let telemetry = HEAD.to_owned() + &day("2025-03", [1300, 1000]);
    let folder = root.join(name);
    std::fs::create_dir_all(&folder).unwrap();
    let id = folder.file_name().unwrap().to_str().unwrap();
    for (file, text) in [("facility.toml", manifest.replace("NAME", id)), ("power.csv", telemetry)] {
        let text = change(file, text);
        if !text.is_empty() {
            std::fs::write(folder.join(file), text).unwrap();
        }
    }
    folder
}

fn sound(root: &Path, name: &str) -> PathBuf {
    facility(root, name, |_, text| text)
}

fn temp() -> TempDir {
    tempfile::tempdir().unwrap()
}

/// Every form of reports but PDF, which not every build makes.
const FORMS: &str = "json,md,html,png,svg,xlsx,typ";

#[test]
fn the_portfolio_gives_the_same_bytes_in_every_form_on_any_number_of_threads_and_again() {
    let root = temp();
    let portfolio = fixture("portfolio").display().to_string();
    let runs = [("1", "one"), ("3", "three"), ("3", "again")].map(|(jobs, out)| {
        let output = run(root.path(), &["rate", &portfolio, "--out", out, "--jobs", jobs, "--format", FORMS]);
        assert_eq!(code(&output), 1, "some facility is not rated: {}", stderr(&output));
        assert_eq!(stderr(&output), format!("wrote {out}\n"), "no bar where it is not a terminal");
        (stdout(&output), common::files(&root.path().join(out)))
    });
    for other in &runs[1..] {
        assert!(other.0 == runs[0].0 && other.1.keys().eq(runs[0].1.keys()));
        for (path, bytes) in &other.1 {
            assert!(bytes == &runs[0].1[path], "{}", path.display());
        }
    }
    let (table, files) = &runs[0];
    let of_all = ["portfolio.json", "portfolio.html", "portfolio.xlsx", "ranking.png", "ranking.svg"];
    let of_one = ["rating.json", "report.md", "report.html", "report.xlsx", "typeset/report.typ"];
    for name in of_all.into_iter().map(str::to_owned).chain(of_one.map(|name| format!("synthetic-kunlun/{name}"))) {
        assert!(files.contains_key(Path::new(&name)), "{name}");
    }
    for chart in ["scorecard", "pue-by-month", "supply-by-month", "pue-heatmap", "coverage-calendar"] {
        let name = format!("synthetic-kunlun/charts/{chart}.png");
        assert!(files[Path::new(&name)].starts_with(b"\x89PNG"), "{name}");
    }
    assert!(!files.contains_key(Path::new("synthetic-qilian/charts/scorecard.png")), "what is refused has no score");
    assert!(table.contains("Level 3") && table.contains("reference profile, not the official table"), "{table}");
    assert!(!table.contains('\u{1b}'), "no colour where it is not a terminal");
}

#[test]
fn reports_and_charts_come_in_the_forms_that_are_asked_for() {
    let root = temp();
    sound(root.path(), "p/a");
    sound(root.path(), "p/b");
    let forms = |out: &str, more: &[&str]| {
        let output = run(root.path(), &[&["rate", "p", "--trials", "0", "--out", out], more].concat());
        assert_eq!(code(&output), 1, "{}", stderr(&output));
        let files = common::files(&root.path().join(out));
        let told = |path: &Path| path.file_name().unwrap().to_str().unwrap().to_owned();
        let made = |path: &Path| !told(path).contains("pue-") && told(path) != "resume.json";
        let of_a = files.keys().filter(|path| !path.starts_with("b") && made(path));
        (of_a.map(|path| told(path)).collect::<Vec<_>>(), files)
    };
    let (all, _) = forms("all", &[]);
    let left_out = |out, more: &[&str]| forms(out, more).0;
    assert_eq!(left_out("default", &["--format", "json,md,png"]), all);
    assert_eq!(left_out("record", &["--format", "json"]), ["rating.json", "portfolio.json"]);
    assert_eq!(left_out("text", &["--format", "md"]), ["rating.json", "report.md", "portfolio.json", "portfolio.md"]);
    let page = String::from_utf8(forms("page", &["--format", "md"]).1[Path::new("portfolio.md")].clone()).unwrap();
    assert!(page.contains("## Grades") && page.contains("| PUE |"), "{page}");
    let workbooks = ["rating.json", "report.xlsx", "portfolio.json", "portfolio.xlsx"];
    assert_eq!(left_out("workbooks", &["--format", "xlsx"]), workbooks);
    let (vectors, files) = forms("vectors", &["--format", "svg", "--format", "md"]);
    assert_eq!(vectors, all.iter().map(|name| name.replace(".png", ".svg")).collect::<Vec<_>>());
    let report = String::from_utf8(files[Path::new("a/report.md")].clone()).unwrap();
    assert!(report.contains("(<charts/coverage-calendar.svg>)") && !report.contains(".png"), "{report}");
    let (pages, files) = forms("pages", &["--format", "html"]);
    assert_eq!(pages, ["rating.json", "report.html", "portfolio.html", "portfolio.json"].map(str::to_owned).to_vec());
    let page = |name: &str| String::from_utf8(files[Path::new(name)].clone()).unwrap();
    assert!(page("portfolio.html").contains("<a href=\"a/report.html\">Small centre</a>"));
    assert!(page("a/report.html").contains("<title id=\"title-coverage-calendar\">"));
    let unknown = run(root.path(), &["rate", "p", "--out", "no", "--format", "docx"]);
    assert!(stderr(&unknown).contains("invalid value 'docx'") && code(&unknown) == 2, "{}", stderr(&unknown));
    let nowhere = run(root.path(), &["rate", "p", "--format", "md"]);
    assert!(stderr(&nowhere).contains("--out <DIR>") && code(&nowhere) == 2, "{}", stderr(&nowhere));
}

#[test]
fn one_bad_facility_is_told_and_the_others_are_rated() {
    let root = temp();
    sound(root.path(), "p/good");
    facility(root.path(), "p/bad", |file, text| if file == "power.csv" { text.replace("1300", "n/a") } else { text });
    let output = run(root.path(), &["rate", "p", "--out", "out", "--standard", "gb40879-2021"]);
    assert_eq!(code(&output), 1);
    let told = stderr(&output);
    assert!(told.contains("error: `n/a` is not a number"), "{told}");
    assert!(told.contains("power.csv, row 2, column `total_kw`"), "{told}");
    assert!(told.contains("hint:"), "{told}");
    assert!(root.path().join("out/good/rating.json").is_file());
    assert!(!root.path().join("out/bad").exists());
    let portfolio = std::fs::read_to_string(root.path().join("out/portfolio.json")).unwrap();
    assert!(portfolio.contains("`n/a` is not a number"), "{portfolio}");
}

#[test]
fn where_no_facility_can_be_read_it_could_not_run_and_nothing_is_written() {
    let root = temp();
    facility(root.path(), "bad", |file, text| if file == "power.csv" { String::new() } else { text });
    let output = run(root.path(), &["rate", "bad", "--out", "out"]);
    assert_eq!((code(&output), stdout(&output)), (2, String::new()));
    assert!(!root.path().join("out").exists());
    let left: Vec<_> = std::fs::read_dir(root.path()).unwrap().collect();
    assert_eq!(left.len(), 1, "nothing is left beside the facility");
}

#[test]
fn all_rated_is_zero() {
    let portfolio = fixture("portfolio/synthetic-qinghai-lake").display().to_string();
    let output = run(temp().path(), &["rate", &portfolio]);
    assert_eq!(code(&output), 0, "{}", stderr(&output));
    assert!(stdout(&output).contains("Level 2"));
    assert_eq!(stderr(&output), "", "nothing but results");
}

#[test]
fn indicative_only_counts_as_not_rated_and_is_told_with_the_level() {
    let root = temp();
    let pack = root.path().join("pack.toml");
    // PUE 1.3 is at most 1.5; 24 of the 744 hours of March are covered.
    let text = r#"id = "hours"
title = { zh = "示例", en = "Sample" }
edition = "1"
note = { zh = "不是任何标准。", en = "It is no standard." }
[sources.project]
citation = { zh = "示例", en = "Sample" }
read = "own"
[[prerequisite]]
id = "coverage"
title = { zh = "小时覆盖率", en = "The hours covered" }
indicator = "hour_coverage"
must = { at_least = { value = 0.95, basis = "choice", source = "project" } }
on_fail = "indicative-only"
[[level]]
id = "1"
title = { zh = "一级", en = "Level 1" }
require = [{ indicator = "pue", must = { at_most = { value = 1.5, basis = "choice", source = "project" } } }]
"#;
    std::fs::write(&pack, text).unwrap();
    let facility = sound(root.path(), "facility");
    let rate = |folder: &Path| {
        let (packs, folder) = (root.path().to_str().unwrap(), folder.to_str().unwrap());
        run(root.path(), &["rate", folder, "--packs", packs, "--standard", "hours"])
    };
    let output = rate(&facility);
    assert_eq!(code(&output), 1, "{}", stderr(&output));
    assert!(stdout(&output).contains("Outcome: Level 1 (indicative only: there is no grade)"), "{}", stdout(&output));
    std::fs::write(&pack, text.replace("0.95", "0.03")).unwrap();
    let output = rate(&facility);
    assert_eq!(code(&output), 0, "{}", stderr(&output));
    assert!(stdout(&output).contains("Grade: Level 1\n"), "{}", stdout(&output));
}

#[test]
fn an_output_that_is_there_is_kept_unless_forced_and_a_foreign_folder_always() {
    let root = temp();
    sound(root.path(), "good");
    let rate = |more: &[&str]| run(root.path(), &[&["rate", "good", "--out", "out"], more].concat());
    assert_eq!(code(&rate(&[])), 1);
    std::fs::write(root.path().join("out/notes.txt"), "mine").unwrap();
    let again = rate(&[]);
    assert_eq!(code(&again), 2);
    assert!(stderr(&again).contains("the output folder is there already"), "{}", stderr(&again));
    assert!(root.path().join("out/notes.txt").is_file());
    assert_eq!(code(&rate(&["--force"])), 1);
    assert!(!root.path().join("out/notes.txt").exists());
    std::fs::remove_file(root.path().join("out/portfolio.json")).unwrap();
    let foreign = rate(&["--force"]);
    assert_eq!(code(&foreign), 2);
    assert!(stderr(&foreign).contains("was not written by greengrade"), "{}", stderr(&foreign));
}

#[test]
fn a_facility_can_not_write_outside_the_output_folder() {
    let root = temp();
    facility(root.path(), "bad", |_, text| text.replace("id = \"bad\"", "id = \"../../elsewhere\""));
    let output = run(root.path(), &["rate", "bad", "--out", "out"]);
    assert_eq!(code(&output), 2);
    assert!(stderr(&output).contains("`../../elsewhere` cannot be a facility's id"), "{}", stderr(&output));
}

#[test]
fn two_facilities_of_one_id_do_not_overwrite_each_other() {
    let root = temp();
    sound(root.path(), "p/a");
    facility(root.path(), "p/b", |_, text| text.replace("id = \"b\"", "id = \"a\""));
    let output = run(root.path(), &["rate", "p", "--out", "out"]);
    assert_eq!(code(&output), 1);
    assert!(stderr(&output).contains("another facility has the id `a` too"), "{}", stderr(&output));
}

#[test]
fn explain_says_why_and_an_unknown_criterion_gets_a_hint() {
    let root = temp();
    let lake = fixture("portfolio/synthetic-qinghai-lake").display().to_string();
    assert_eq!(code(&run(root.path(), &["rate", &lake, "--out", "out"])), 0);
    let rating = "out/synthetic-qinghai-lake/rating.json";
    let output = run(root.path(), &["explain", rating, "pue"]);
    let told = stdout(&output);
    assert_eq!(code(&output), 0);
    for part in ["25 ×", "E_total", "E_IT", "this project's choice", "GB 40879"] {
        assert!(told.contains(part), "{part}: {told}");
    }
    let output = run(root.path(), &["explain", rating, "puee"]);
    assert_eq!((code(&output), stdout(&output)), (2, String::new()));
    assert!(stderr(&output).contains("did you mean `pue`?"), "{}", stderr(&output));
}

#[test]
fn init_writes_a_manifest_once() {
    let root = temp();
    assert_eq!(code(&run(root.path(), &["init", "mine"])), 0);
    let manifest = std::fs::read(root.path().join("mine/facility.toml")).unwrap();
    let again = run(root.path(), &["init", "mine"]);
    assert_eq!(code(&again), 2);
    assert!(stderr(&again).contains("left as it is"), "{}", stderr(&again));
    assert_eq!(std::fs::read(root.path().join("mine/facility.toml")).unwrap(), manifest);
}

/// What is wrong with a file, and what the message must say.
type Wrong = (&'static str, &'static str, &'static str, [&'static str; 3]);

#[test]
fn each_wrong_input_gets_one_message_with_its_place_and_a_hint() {
    let cases: [Wrong; 15] = [
        (
            "facility.toml",
            "province",
            "provnce",
            ["unknown key `provnce`", "facility.toml, line 3", "did you mean `province`?"],
        ),
        ("facility.toml", "unit = \"kW\"", "unit = \"kw\"", ["unknown unit `kw`", "line 17", "did you mean `kW`?"]),
        (
            "facility.toml",
            "unit = \"kW\"",
            "unit = \"kWh\"",
            ["meter `total` cannot be read in kWh", "line 17", "use kind `interval` or `counter`"],
        ),
        (
            "facility.toml",
            "it = [\"it\"]",
            "it = [\"ti\"]",
            ["names a meter `ti` that there is not", "line 31", "did you mean `it`?"],
        ),
        ("facility.toml", "\"+08:00\"", "\"+8\"", ["`+8` is not an offset from UTC", "line 5", "`+08:00`"]),
        ("facility.toml", "power.csv", "pwoer.csv", ["no such file or folder", "pwoer.csv", "check the path"]),
        (
            "facility.toml",
            "power.csv",
            "*.parquet",
            ["no file matches `*.parquet`", "facility.toml, line 9", "paths are relative to"],
        ),
        (
            "facility.toml",
            "column = \"it_kw\"",
            "column = \"it\"",
            ["there is no column `it`", "power.csv, row 1", "the columns are time, total_kw, it_kw"],
        ),
        (
            "power.csv",
            "2025-03-01 05:00:00",
            "01.03.2025 05:00",
            [
                "`01.03.2025 05:00` can be 1 March 2025 or 3 January 2025",
                "power.csv, row 7, column `time`",
                "`dates = \"day-first\"`",
            ],
        ),
        (
            "power.csv",
            "2025-03-01 05:00:00",
            "2025-02-30 05:00:00",
            ["is not a day of the calendar", "row 7", "years come first"],
        ),
        (
            "power.csv",
            "05:00:00,1300",
            "05:00:00,13oo",
            ["`13oo` is not a number with a known unit", "row 7, column `total_kw`", "missing = [\"13oo\"]"],
        ),
        (
            "power.csv",
            "05:00:00,1300",
            "05:00:00,-1300",
            ["`-1300` is a negative power", "row 7, column `total_kw`", "can not go below zero"],
        ),
        (
            "power.csv",
            "05:00:00,1300,1000",
            "05:00:00,1300",
            ["the row has 2 fields and the heading has 3", "row 7", "cut short"],
        ),
        (
            "power.csv",
            "05:00:00,1300",
            "05:00:00,\"1,300\"",
            ["`1,300` can be 1300 or 1.300", "row 7", "`thousands = true` if it is 1300"],
        ),
        (
            "power.csv",
            "time,total_kw",
            "time,total_kw\n#",
            ["there is no column `it_kw`", "power.csv, row 1", "the columns are time, total_kw"],
        ),
    ];
    for (file, from, to, parts) in cases {
        let root = temp();
        facility(root.path(), "f", |name, text| if name == file { text.replacen(from, to, 1) } else { text });
        let output = run(root.path(), &["rate", "f"]);
        let told = stderr(&output);
        assert_eq!((code(&output), stdout(&output)), (2, String::new()), "{told}");
        for part in parts {
            assert!(told.contains(part), "{part}: {told}");
        }
        assert_eq!(told.matches("error:").count(), 1, "{told}");
        assert_eq!(told.matches("hint:").count(), 1, "{told}");
        assert!(!told.contains("panicked") && !told.contains("src/"), "{told}");
    }
}

#[test]
fn wrong_arguments_get_a_message_too() {
    let root = temp();
    sound(root.path(), "good");
    std::fs::create_dir(root.path().join("empty")).unwrap();
    let cases: [(&[&str], &str); 6] = [
        (&["rate", "absent"], "no such file or folder"),
        (&["rate", "empty"], "there is no `facility.toml`"),
        (&["rate", "good", "--standard", "gb40879"], "did you mean `gb40879-2021`?"),
        (&["rate", "good", "--period", "last year"], "`last year` is not a period"),
        (&["rate", "good", "--packs", "empty"], "there is no pack in the folder"),
        (&["explain", "good/facility.toml"], "not JSON"),
    ];
    for (arguments, part) in cases {
        let output = run(root.path(), arguments);
        assert_eq!(code(&output), 2, "{arguments:?}");
        let told = stderr(&output);
        assert!(told.contains("hint:") && !told.contains("panicked"), "{told}");
        assert!(told.contains(part), "{part}: {told}");
    }
}
