//! The oracle against the cases of the conformance kit that give observed values, as they were worked out by hand.

use std::path::Path;

use jiff::tz::TimeZone;
use serde_json::Value as Json;

use crate::exact::{Exact, Told, double, of_double, whole};
use crate::indicators::{Value, Values};
use crate::judge::{Given, Status, judge};
use crate::pack::packs;
use crate::time::Period;
use crate::vocabulary::standards;

/// How far what was worked out by hand may be off, by the kit's own word.
const BY_HAND: f64 = 1e-9;

fn json(file: &Path) -> Told<Json> {
    let text = std::fs::read_to_string(file).map_err(|error| format!("{}: {error}", file.display()))?;
    serde_json::from_str(&text).map_err(|error| error.to_string())
}

fn observed(told: &Json) -> Told<Values> {
    let mut values = Values::new();
    for (id, value) in told.get("indicators").and_then(Json::as_object).into_iter().flatten() {
        let value = match value {
            Json::Bool(yes) => Value::Is(whole(i128::from(*yes))),
            Json::Number(number) => Value::Is(of_double(number.as_f64().ok_or("no number")?)?),
            Json::String(word) if word == "not-applicable" => Value::NotApplicable,
            _ => Value::Missing,
        };
        values.insert(id.clone(), value);
    }
    Ok(values)
}

/// What of a case the oracle says otherwise.
fn differences(folder: &Path) -> Told<Vec<String>> {
    let (case, told) = (json(&folder.join("expected.json"))?, json(&folder.join("observations.json"))?);
    let (standards, own) = (standards(), folder.join("packs"));
    let packs =
        packs(&if own.is_dir() { vec![standards.as_path(), own.as_path()] } else { vec![standards.as_path()] })?;
    let period = Period::written(case.get("period").and_then(Json::as_str).ok_or("no period")?, &TimeZone::UTC)?;
    let categories = told.get("categories").and_then(Json::as_array).into_iter().flatten();
    let categories = categories.filter_map(|category| Some(category.as_str()?.to_owned())).collect();
    let given = Given { categories, tables: &told };
    let mut wrong = Vec::new();
    for expected in case.get("standards").and_then(Json::as_array).into_iter().flatten() {
        let id = expected.get("id").and_then(Json::as_str).ok_or("a standard without an id")?;
        let ours = judge(packs.get(id).ok_or("no such standard")?, &observed(&told)?, &given, &period)?;
        let mut differ = |what: &str, expected: Option<&Json>, ours: Json| {
            let near = |expected: &Json| match (expected.as_f64(), ours.as_f64()) {
                (Some(expected), Some(ours)) => (expected - ours).abs() <= BY_HAND,
                _ => *expected == ours,
            };
            if expected.is_some_and(|expected| !near(expected)) {
                wrong.push(format!("{id}, {what}: by hand {expected:?}, the oracle {ours}"));
            }
        };
        let number = |exact: Option<&Exact>| -> Told<Json> {
            Ok(exact.map(double).transpose()?.map_or(Json::from("none"), Json::from))
        };
        let level = |shown: bool| Json::from(ours.level.as_deref().filter(|_| shown).unwrap_or("none"));
        differ("status", expected.get("status"), Json::from(ours.status.word()));
        differ("level", expected.get("level"), level(ours.status == Status::Rated));
        differ("indicative level", expected.get("indicative_level"), level(ours.status == Status::IndicativeOnly));
        differ("score", expected.get("score"), number(ours.score.as_ref())?);
        differ("bonus", expected.get("bonus"), number(Some(&ours.bonus))?);
        for (criterion, points) in &ours.points {
            let expected = expected.get("points").and_then(|points| points.get(criterion));
            differ(criterion, expected, number(points.as_ref())?);
        }
    }
    Ok(wrong)
}

#[test]
fn the_oracle_says_of_observed_values_what_was_worked_out_by_hand() {
    let kit = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/conformance");
    let folders = std::fs::read_dir(kit).unwrap().map(|entry| entry.unwrap().path());
    let cases: Vec<_> = folders.filter(|folder| folder.join("observations.json").is_file()).collect();
    assert!(cases.len() >= 14, "{}", cases.len());
    let wrong: Vec<String> = cases
        .iter()
        .flat_map(|folder| {
            differences(folder)
                .unwrap_or_else(|why| vec![why])
                .into_iter()
                .map(|what| format!("{}: {what}", folder.display()))
        })
        .collect();
    assert_eq!(wrong.join("\n"), "");
}
