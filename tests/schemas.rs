//! The JSON Schemas hold for every file that the program reads or writes, and tell those that are wrong in form.
#![cfg(test)]

mod common;

use std::path::{Path, PathBuf};
use std::process::Command;

use common::command::{code, run, stderr, stdout};
use common::steady::{HEAD, MANIFEST as STEADY, day};
use common::{fixture, rated};
use greengrade::facility::{MANIFEST, template::MANIFEST_TEMPLATE};
use greengrade::rating::Rating;
use greengrade::report::json::to_json;
use greengrade::report::pack::form;
use greengrade::schema::{NAMES, schema};
use greengrade::standard::Library;
use greengrade::standard::load::{EMBEDDED, EMBEDDED_CASES};
use greengrade::standard::overlay::Written;
use jsonschema::Validator;
use serde_json::Value;

fn validator(name: &str) -> Validator {
    jsonschema::validator_for(&serde_json::from_str(&schema(name).unwrap()).unwrap()).unwrap()
}

/// A TOML text as the JSON that its schema is of: days become strings. `None` for what is no TOML.
fn json(text: &str) -> Option<Value> {
    Some(json_value(toml::Value::Table(text.parse().ok()?)))
}

fn json_value(value: toml::Value) -> Value {
    match value {
        toml::Value::Datetime(day) => Value::String(day.to_string()),
        toml::Value::Array(list) => Value::Array(list.into_iter().map(json_value).collect()),
        toml::Value::Table(table) => table.into_iter().map(|(key, value)| (key, json_value(value))).collect(),
        toml::Value::String(text) => text.into(),
        toml::Value::Integer(number) => number.into(),
        toml::Value::Float(number) => number.into(),
        toml::Value::Boolean(flag) => flag.into(),
    }
}

/// What a schema has against a value, by the place in it.
fn complaints(validator: &Validator, value: &Value) -> Vec<String> {
    validator.iter_errors(value).map(|error| format!("{}: {error}", error.instance_path())).collect()
}

fn assert_valid(validator: &Validator, name: &str, text: &str) {
    let value = json(text).unwrap_or_else(|| panic!("{name} is no TOML"));
    assert_eq!(complaints(validator, &value), [""; 0], "{name}");
}

fn read(file: &Path) -> String {
    std::fs::read_to_string(file).unwrap()
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    let mut paths: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths
}

/// Every manifest below a folder.
fn manifests(folder: &Path) -> Vec<PathBuf> {
    let folders = entries(folder).into_iter().filter(|path| path.is_dir());
    folders.map(|folder| folder.join(MANIFEST)).filter(|file| file.is_file()).collect()
}

#[test]
fn the_schemas_that_are_kept_as_files_are_current() {
    let kept = Path::new(env!("CARGO_MANIFEST_DIR")).join("schemas");
    for name in NAMES {
        let file = format!("{name}.schema.json");
        let text = std::fs::read_to_string(kept.join(&file)).unwrap_or_default();
        assert!(
            text == schema(name).unwrap(),
            "schemas/{file} is not current: run `cargo run -- schema {name} > schemas/{file}`"
        );
    }
    assert_eq!(entries(&kept).len(), NAMES.len(), "a schema that there is no more");
}

#[test]
fn the_command_prints_a_schema_and_tells_which_there_are() {
    let run = |name| Command::new(env!("CARGO_BIN_EXE_greengrade")).args(["schema", name]).output().unwrap();
    for name in NAMES {
        let output = run(name);
        assert!(output.status.success() && output.stderr.is_empty(), "{name}");
        assert_eq!(String::from_utf8(output.stdout).unwrap(), schema(name).unwrap(), "{name}");
    }
    let output = run("ratings");
    assert_eq!(output.status.code(), Some(2));
    let told = String::from_utf8(output.stderr).unwrap();
    assert!(told.starts_with("error: there is no schema `ratings`\n hint: did you mean `rating`?"), "{told}");
}

#[test]
fn every_pack_and_every_file_of_cases_has_the_form_that_its_schema_tells() {
    let (pack, cases) = (validator("pack"), validator("cases"));
    EMBEDDED.iter().for_each(|(file, text)| assert_valid(&pack, file, text));
    EMBEDDED_CASES.iter().for_each(|(file, text)| assert_valid(&cases, file, text));
    for file in [
        "packs/every-rule",
        "conformance/032-bonus-cap/packs/kit-bonus",
        "conformance/033-rounding/packs/kit-rounding",
        "conformance/035-indicative-only/packs/kit-indicative",
    ] {
        assert_valid(&pack, file, &read(&fixture(&format!("{file}.toml"))));
    }
    assert_valid(&cases, "every-rule.cases", &read(&fixture("packs/every-rule.cases.toml")));
}

#[test]
fn every_manifest_has_the_form_that_its_schema_tells() {
    let manifest = validator("manifest");
    assert_valid(&manifest, "the manifest to start from", MANIFEST_TEMPLATE);
    let files: Vec<PathBuf> =
        ["portfolio", "conformance"].iter().flat_map(|folder| manifests(&fixture(folder))).collect();
    assert!(files.len() > 20, "{}", files.len());
    for file in files {
        assert_valid(&manifest, &file.display().to_string(), &read(&file));
    }
}

#[test]
fn the_overlay_to_fill_in_has_the_form_that_its_schema_tells_blank_and_filled_in() {
    let overlay = validator("overlay");
    for pack in Library::embedded().unwrap().packs() {
        assert_valid(&overlay, &pack.id, &form::toml(pack, &|_| None));
        let filled = |_: &str| Some((Written::Number(1.0), "5.1".to_owned()));
        assert_valid(&overlay, &pack.id, &form::toml(pack, &filled));
    }
}

fn written(rating: &Rating) -> Value {
    serde_json::from_slice(&to_json(rating).unwrap()).unwrap()
}

#[test]
fn a_rating_has_the_form_that_its_schema_tells_whatever_the_outcome() {
    let validator = validator("rating");
    let library = Library::embedded().unwrap();
    let standards: Vec<&str> = library.packs().map(|pack| pack.id.as_str()).collect();
    let portfolio = ["esif", "synthetic-qinghai-lake", "synthetic-qaidam", "synthetic-qilian"];
    let kit = ["conformance/050-load-line", "conformance/051-sert", "conformance/052-hpl-window"];
    for id in portfolio.map(|id| format!("portfolio/{id}")).iter().map(String::as_str).chain(kit) {
        let period = id.starts_with("conformance").then_some("2025-01");
        let standards = if period.is_some() { &["db63t-it-efficiency"][..] } else { &standards };
        let rating = rated(&fixture(id), standards, period);
        let value = written(&rating);
        assert_eq!(complaints(&validator, &value), [""; 0], "{id}");
    }
    for (id, period) in [("040-certificate-ledger", "2025-03"), ("043-storage-keeps-origin", "2025-01")] {
        let rating = rated(&fixture("conformance").join(id), &["db63t-clean-energy"], Some(period));
        assert!(rating.clean_energy.is_some());
        assert_eq!(complaints(&validator, &written(&rating)), [""; 0], "{id}");
    }
    // Every key that is always written is asked for.
    let mut value = written(&rated(&fixture("portfolio/esif"), &standards, None));
    value["facility"].as_object_mut().unwrap().remove("synthetic");
    assert_eq!(complaints(&validator, &value), ["/facility: \"synthetic\" is a required property"]);
}

/// Each example of a folder whose form its schema does not take, by name; what is no TOML at all is left out.
fn wrong_in_form(schema: &str, folder: &str) -> Vec<String> {
    let validator = validator(schema);
    let name = |path: &Path| path.file_stem().unwrap().to_str().unwrap().to_owned();
    let text = |path: &Path| read(&if path.is_dir() { path.join(MANIFEST) } else { path.to_owned() });
    let examples = entries(&fixture("bad").join(folder)).into_iter();
    let wrong = examples.filter(|path| json(&text(path)).is_some_and(|value| !validator.is_valid(&value)));
    wrong.map(|path| name(&path)).collect()
}

#[test]
fn a_pack_that_is_wrong_in_form_is_told_by_its_schema_and_one_that_is_wrong_in_sense_is_not() {
    let expected = [
        "bare-number",
        "figure-without-basis",
        "figure-without-source",
        "misspelt-key",
        // JSON has no such number.
        "number-that-is-not-finite",
        "one-language",
        "unknown-basis",
        "unknown-bound",
        "unknown-category",
        "unknown-clean-source",
        "unknown-consequence",
        "unknown-gap-policy",
        "unknown-indicator",
        "unknown-rule-shape",
    ];
    assert_eq!(wrong_in_form("pack", "packs"), expected);
}

#[test]
fn a_manifest_that_is_wrong_in_form_is_told_by_its_schema_and_one_that_is_wrong_in_sense_is_not() {
    let expected = [
        "bad-interval",
        "missing-clock",
        "misspelt-key",
        "transformer-of-no-class",
        "unknown-category",
        "unknown-electricity",
        "unknown-indicator",
        "unknown-kind",
        "unknown-order-of-dates",
        "unknown-path",
        "unknown-unit",
        "word-for-a-number",
    ];
    assert_eq!(wrong_in_form("manifest", "manifests"), expected);
}

#[test]
fn an_overlay_that_is_wrong_in_form_is_told_by_its_schema_and_one_that_is_wrong_in_sense_is_not() {
    assert_eq!(wrong_in_form("overlay", "overlays"), ["misspelt-key", "no-edition"]);
}

#[test]
fn days_that_toml_writes_without_quotation_marks_are_days_in_the_schema_too() {
    let pack = validator("pack");
    let (_, text) = EMBEDDED.iter().find(|(file, _)| *file == "gb40879-2021.toml").unwrap();
    let wrong = text.replace("from = 2022-11-01", "from = 2022-11-01T08:00:00");
    assert_ne!(*text, wrong);
    assert_eq!(complaints(&pack, &json(&wrong).unwrap()).len(), 1);
}

#[test]
fn a_portfolio_has_the_form_that_its_schema_tells_with_all_that_it_can_hold() {
    let validator = validator("portfolio");
    let root = tempfile::tempdir().unwrap();
    let portfolio = fixture("portfolio");
    // A folder that can not be read, the portfolio of which some are refused, and the same months of another year.
    let broken = root.path().join("broken");
    std::fs::create_dir(&broken).unwrap();
    std::fs::write(broken.join(MANIFEST), "id = ").unwrap();
    let rate = |period: &str, out: &str, more: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_greengrade"));
        command.arg("rate").args([&portfolio, &broken]).args(["--format", "json", "--trials", "0", "--out", out]);
        let output = command.args(["--period", period]).args(more).current_dir(root.path()).output().unwrap();
        assert_eq!(output.status.code(), Some(1), "{}", String::from_utf8_lossy(&output.stderr));
        let text = read(&root.path().join(out).join("portfolio.json"));
        serde_json::from_str::<Value>(&text).unwrap()
    };
    let first = rate("2025-07", "first", &[]);
    let second = rate("2025-08", "second", &["--previous", "first"]);
    for told in [&first, &second] {
        assert_eq!(complaints(&validator, told), [""; 0]);
    }
    for part in ["figures", "spreads", "groups"] {
        assert!(second[part].as_array().is_some_and(|all| !all.is_empty()), "{part}");
    }
    let changes = &second["changes"];
    assert!(changes["pairs"].as_array().is_some_and(|pairs| pairs.len() > 3), "{changes}");
    assert!(first.get("changes").is_none());
    let mut wrong = second.clone();
    wrong["groups"][0]["by"] = "colour".into();
    assert!(!complaints(&validator, &wrong).is_empty(), "a group by what there is not");
}

#[test]
fn a_ledger_and_the_checks_of_it_and_of_a_rating_have_the_forms_that_their_schemas_tell() {
    let (line, ledger_check, verify) = (validator("ledger"), validator("ledger-check"), validator("verify"));
    let root = tempfile::tempdir().unwrap();
    let root = root.path();
    let folder = root.join("dc");
    std::fs::create_dir(&folder).unwrap();
    std::fs::write(folder.join(MANIFEST), STEADY.replace("NAME", "dc")).unwrap();
    std::fs::write(folder.join("power.csv"), format!("{HEAD}{}", day("2025-03", [1200, 1000]))).unwrap();
    let told = |arguments: &[&str]| {
        let output = run(root, &[arguments, &["--format", "json"]].concat());
        assert!(code(&output) < 2, "{arguments:?}: {}", stderr(&output));
        serde_json::from_str::<Value>(&stdout(&output)).unwrap()
    };
    assert_eq!(code(&run(root, &["ledger", "new", "ratings"])), 0);
    for out in ["ratings/q1", "ratings/q2"] {
        let rated = run(root, &["rate", "dc", "--trials", "0", "--period", "2025-03", "--out", out]);
        assert!(code(&rated) < 2, "{}", stderr(&rated));
    }
    let ledger = root.join("ratings/greengrade-ledger.jsonl");
    let lines = read(&ledger);
    assert_eq!(lines.lines().count(), 2);
    for entry in lines.lines() {
        assert_eq!(complaints(&line, &serde_json::from_str(entry).unwrap()), [""; 0]);
    }
    let holds = told(&["ledger", "check", "ratings"]);
    assert_eq!((complaints(&ledger_check, &holds), &holds["holds"]), (vec![], &true.into()));
    let rating = "ratings/q1/dc/rating.json";
    let identical = told(&["verify", rating, "--inputs", "dc"]);
    assert_eq!((complaints(&verify, &identical), &identical["identical"]), (vec![], &true.into()));

    // Whatever is wrong has a form too, and what has another is told.
    std::fs::write(&ledger, lines.replacen("\"number\":1", "\"number\":7", 1) + "half").unwrap();
    std::fs::remove_file(root.join("ratings/q2/dc/rating.json")).unwrap();
    let wrong = told(&["ledger", "check", "ratings", "--head", &format!("sha256:{}", "0".repeat(64))]);
    assert!(wrong["faults"].as_array().is_some_and(|faults| faults.len() > 3), "{wrong}");
    assert_eq!(complaints(&ledger_check, &wrong), [""; 0]);
    std::fs::write(folder.join("power.csv"), format!("{HEAD}{}", day("2025-03", [1200, 900]))).unwrap();
    let differs = told(&["verify", rating, "--inputs", "dc"]);
    assert_eq!((complaints(&verify, &differs), &differs["differences"][0]["what"]), (vec![], &"input-changed".into()));
    for (validator, mut value, list) in [(&ledger_check, wrong, "faults"), (&verify, differs, "differences")] {
        value[list][0]["what"] = "colour".into();
        assert!(!complaints(validator, &value).is_empty(), "{list}: a kind that there is not");
    }
}
