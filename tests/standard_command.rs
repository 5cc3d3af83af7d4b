//! `greengrade standard`: packs listed, shown, checked, proven and compared, and official figures put in.
#![cfg(test)]

mod common;

use std::path::Path;

use common::command::{code, run, stderr, stdout};
use common::fixture;

/// Runs a command that must end well, and gives what it prints.
fn good(folder: &Path, arguments: &[&str]) -> String {
    let output = run(folder, arguments);
    assert_eq!(code(&output), 0, "{arguments:?}: {}{}", stdout(&output), stderr(&output));
    stdout(&output)
}

const BUILT_IN: [&str; 11] = [
    "db63t-2223-2023",
    "db63t-clean-energy",
    "db63t-it-efficiency",
    "db63t-smart-ops",
    "eu-2024-1364",
    "gb40879-2021",
    "gb40879-2021-rm1",
    "iso-30134",
    "national-green-dc-2020",
    "national-green-dc-2025",
    "procurement-2023",
];

#[test]
fn every_built_in_pack_is_listed_sound_and_proven() {
    let folder = tempfile::tempdir().unwrap();
    let list = good(folder.path(), &["standard", "list"]);
    for id in BUILT_IN {
        assert!(list.lines().any(|line| line.starts_with(id)), "{id}: {list}");
    }
    assert!(!list.contains("  official  "), "no pack claims to be official: {list}");
    let check = good(folder.path(), &[&["standard", "check"][..], &BUILT_IN].concat());
    assert_eq!(check.matches(": sound").count(), BUILT_IN.len(), "{check}");
    let test = good(folder.path(), &[&["standard", "test"][..], &BUILT_IN].concat());
    assert_eq!(test.matches(" 0 failed;").count(), BUILT_IN.len(), "{test}");
}

#[test]
fn a_pack_is_shown_with_every_figure_its_place_and_its_source() {
    let folder = tempfile::tempdir().unwrap();
    let shown = good(folder.path(), &["standard", "show", "db63t-2223-2023"]);
    for part in
        ["| criterion.pue.zero_at ", "## Levels", "GB 40879-2021, energy efficiency grades", "reference profile"]
    {
        assert!(shown.contains(part), "{part}: {shown}");
    }
    let dated = good(folder.path(), &["standard", "show", "procurement-2023"]);
    assert!(dated.contains("2025-01-01.. → 1.3"), "{dated}");
}

#[test]
fn what_follows_when_a_prerequisite_fails_is_shown_and_compared() {
    let folder = tempfile::tempdir().unwrap();
    let sample = fixture("packs/every-rule.toml");
    let shown = good(folder.path(), &["standard", "show", sample.to_str().unwrap()]);
    let row = shown.lines().find(|line| line.starts_with("| coverage ")).unwrap();
    assert!(row.ends_with("| indicative only |"), "{row}");
    let text = std::fs::read_to_string(&sample).unwrap();
    let stricter = text.replacen("\"indicative-only\"", "\"not-rated\"", 1);
    std::fs::write(folder.path().join("stricter.toml"), stricter).unwrap();
    let diff = good(folder.path(), &["standard", "diff", sample.to_str().unwrap(), "stricter.toml"]);
    assert!(diff.starts_with("every-rule 1 → every-rule 1: 1 figures differ"), "{diff}");
    let row = diff.lines().find(|line| line.contains("prerequisite.coverage.on_fail")).unwrap();
    assert!(row.contains("| indicative-only ") && row.contains("| not-rated "), "{row}");
}

#[test]
fn a_faulty_pack_is_told_by_its_exit_code_and_a_missing_one_could_not_be_checked() {
    let bad = fixture("bad/packs/percent-for-a-share.toml").display().to_string();
    let output = run(Path::new("."), &["standard", "check", &bad]);
    assert_eq!(code(&output), 1);
    assert!(stdout(&output).contains("hint: for 80 % write 0.8"), "{}", stdout(&output));
    let doubtful = fixture("bad/packs/clause-used-twice.toml").display().to_string();
    let output = run(Path::new("."), &["standard", "check", &doubtful]);
    assert_eq!((code(&output), stdout(&output).contains("warning: the clause `5.1`")), (1, true));
    // Points from PUE 1.5 up to 1.6: the figure is the overlay's, the line the pack's.
    let folder = tempfile::tempdir().unwrap();
    let overlay = "extends = \"db63t-2223-2023\"\nedition = \"turned\"\n[sources.official]\n\
                   citation = { zh = \"测试\", en = \"test\" }\nread = \"own\"\n\
                   [[figure]]\nplace = \"criterion.pue.full_at\"\nofficial = 1.6\nclause = \"1\"\n";
    std::fs::write(folder.path().join("turned.toml"), overlay).unwrap();
    let output = run(folder.path(), &["standard", "check", "turned.toml"]);
    let told = stdout(&output);
    let expected = "warning: the line of the criterion `pue` gives all points on the worse side: lower is better\n   \
                    at: turned.toml\n";
    assert_eq!((code(&output), told.starts_with(expected)), (1, true), "{told}");
    let output = run(Path::new("."), &["standard", "check", "absent.toml"]);
    assert_eq!((code(&output), stdout(&output)), (2, String::new()));
    let output = run(Path::new("."), &["standard", "show", "gb40879-2021@1999"]);
    assert!(stderr(&output).contains("has no edition `1999`"), "{}", stderr(&output));
}

#[test]
fn a_pack_whose_figure_was_changed_fails_its_golden_cases() {
    let folder = tempfile::tempdir().unwrap();
    let standards = Path::new(env!("CARGO_MANIFEST_DIR")).join("standards");
    for file in ["gb40879-2021.toml", "gb40879-2021.cases.toml"] {
        let text = std::fs::read_to_string(standards.join(file)).unwrap();
        let text = if file.contains("cases") { text } else { text.replace("value = 1.30", "value = 1.31") };
        std::fs::write(folder.path().join(file), text).unwrap();
    }
    let output = run(folder.path(), &["standard", "test", "gb40879-2021.toml"]);
    assert_eq!(code(&output), 1);
    let told = stdout(&output);
    assert!(told.contains("the sweep `grade`") && told.contains("not tried: level.2.pue.at_most (on)"), "{told}");
}

/// Fills one figure of an overlay form in.
fn fill(form: &str, place: &str, official: &str, clause: &str) -> String {
    let at = form.find(&format!("place = \"{place}\"")).unwrap();
    let (before, after) = form.split_at(at);
    let after = after.replacen("official = \"\"", &format!("official = {official}"), 1);
    format!("{before}{}", after.replacen("clause = \"\"", &format!("clause = \"{clause}\""), 1))
}

#[test]
fn an_official_figure_takes_its_place_in_the_grade_and_is_counted() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    good(root, &["standard", "new", "--extends", "db63t-2223-2023", "-o", "packs/form.toml"]);
    let again = run(root, &["standard", "new", "--extends", "db63t-2223-2023", "-o", "packs/form.toml"]);
    assert_eq!(code(&again), 2, "a form is not overwritten");
    let form = std::fs::read_to_string(root.join("packs/form.toml")).unwrap();
    std::fs::write(root.join("packs/form.toml"), fill(&form, "criterion.pue.zero_at", "1.40", "5.2.1")).unwrap();

    let difference = good(root, &["standard", "diff", "db63t-2223-2023", "packs/form.toml"]);
    assert!(
        difference.contains("| criterion.pue.zero_at ") && difference.contains("1.4 (official text)"),
        "{difference}"
    );
    assert!(difference.contains("1 figures differ"), "{difference}");

    let lake = fixture("portfolio/synthetic-qinghai-lake").display().to_string();
    good(root, &["rate", &lake, "--out", "before"]);
    good(root, &["rate", &lake, "--out", "after", "--packs", "packs"]);
    let rating = "after/synthetic-qinghai-lake/rating.json";
    let told = good(root, &["explain", rating, "pue"]);
    assert!(told.contains("1.4") && told.contains("official"), "{told}");
    let summary = good(root, &["rate", &lake, "--packs", "packs"]);
    assert!(summary.contains("reference profile, not the official table (1 official"), "{summary}");

    // What the overlay changes in a rating that was made without it.
    let before = "before/synthetic-qinghai-lake/rating.json";
    let effect = good(root, &["standard", "diff", "db63t-2223-2023", "packs/form.toml", "--rating", before]);
    let row = effect.lines().find(|line| line.contains("Power usage effectiveness (PUE) ")).unwrap();
    assert!(row.contains("20.2") && row.contains("18.6"), "{effect}");
    let unchanged = good(root, &["standard", "diff", "db63t-2223-2023", "db63t-2223-2023", "--rating", before]);
    assert!(unchanged.contains("the rating does not change"), "{unchanged}");
}

#[test]
fn a_workbook_that_was_not_filled_in_comes_back_as_an_overlay_without_figures() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    good(root, &["standard", "new", "--extends", "db63t-smart-ops", "--xlsx", "-o", "form.xlsx"]);
    good(root, &["standard", "import", "form.xlsx", "-o", "overlay.toml"]);
    assert!(good(root, &["standard", "diff", "db63t-smart-ops", "overlay.toml"]).contains("the same figures"));
    let wrong = run(root, &["standard", "import", "overlay.toml"]);
    assert_eq!(code(&wrong), 2);
    assert!(
        stderr(&wrong).contains("cannot read the workbook") && stderr(&wrong).contains("hint:"),
        "{}",
        stderr(&wrong)
    );
    let wrong = run(root, &["standard", "new", "--extends", "db63t-smart-ops", "--xlsx", "-o", "form.csv"]);
    assert!(stderr(&wrong).contains("is to end with `.xlsx`"), "{}", stderr(&wrong));
}

#[test]
fn the_working_point_method_grades_by_the_powers_that_the_user_gives() {
    let folder = tempfile::tempdir().unwrap();
    let points = [(0.1, 1500), (0.2, 1400), (0.4, 1300), (0.2, 1200), (0.1, 1100)];
    let points = points.iter().zip(["a", "b", "c", "d", "e"]).map(|((share, total), id)| {
        format!("[[working_points.point]]\nid = \"{id}\"\nshare = {share}\ntotal_kw = {total}\nit_kw = 1000\n")
    });
    let manifest = format!(
        "id = \"points\"\nname = {{ zh = \"工况\", en = \"Points\" }}\nprovince = \"青海\"\ncategory = \"general\"\n\
         clock = \"+08:00\"\nperiod = \"2025\"\n[racks]\ninstalled = 500\nevidence = \"racks.pdf\"\n\
         [working_points]\nevidence = \"points.pdf\"\n{}",
        points.collect::<String>()
    );
    std::fs::create_dir(folder.path().join("points")).unwrap();
    std::fs::write(folder.path().join("points/facility.toml"), &manifest).unwrap();
    let rated = good(folder.path(), &["rate", "points", "--standard", "gb40879-2021-rm1"]);
    assert!(rated.contains("Grade 2") && rated.contains("1.300 ≤ 1.3"), "{rated}");
    let wrong = manifest.replace("share = 0.4", "share = 0.3");
    std::fs::write(folder.path().join("points/facility.toml"), wrong).unwrap();
    let output = run(folder.path(), &["rate", "points", "--standard", "gb40879-2021-rm1"]);
    assert!(stderr(&output).contains("add up to 0.9") && stderr(&output).contains("line"), "{}", stderr(&output));
}
