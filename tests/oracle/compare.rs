//! The oracle's answer held against the program's.

use std::collections::BTreeMap;

use num_traits::ToPrimitive;
use serde_json::Value as Json;

use crate::boundary::Sums;
use crate::exact::{Exact, Told, double, ratio, ulps, whole};
use crate::facility::{Facility, Policy};
use crate::indicators::{Scene, Value, Values, indicators};
use crate::it_tests::{tests, together};
use crate::judge::{Given, Judged, Status, judge};
use crate::pack::Pack;
use crate::time::{HOUR, Period};
use crate::vocabulary::Words;

/// How far a printed indicator may be from its exact value, in units in the last place: it is the nearest double.
const ULPS: f64 = 0.5;
/// How far points and scores may be off, as a part of them: they are exact until they are printed.
const POINTS: f64 = 1e-15;
/// How far results of tests of IT systems may be off, as a part of them: they are computed in doubles.
const IN_DOUBLES: f64 = 1e-12;

/// What differs between the oracle and a rating of a facility by some standards.
pub fn differences(
    facility: &Facility,
    rating: &Json,
    (asked, packs): (&[String], &BTreeMap<String, Pack>),
    words: &Words,
) -> Told<Vec<String>> {
    let label = rating.pointer("/period/label").and_then(Json::as_str).ok_or("a rating without a period")?;
    let period = Period::written(label, &facility.zone)?;
    let mut judged_by = Vec::new();
    asked.iter().for_each(|id| needed(id, packs, &mut judged_by));
    let clean = clean_sources(&judged_by, &period)?;
    let policy = policy(&judged_by, facility, &period)?;
    let filled = facility.filled(&policy)?;
    let scene = Scene::of((facility, &filled), &period, words, clean.as_deref())?;
    let mut values = indicators(&scene)?;
    let mut wrong = gaps(&scene, &policy, rating)?;
    wrong.extend(logs(&scene, rating)?);
    wrong.extend(it_tests(&scene, rating)?);
    for theirs in array(rating, "/indicators") {
        let id = theirs.get("id").and_then(Json::as_str).ok_or("an indicator without an id")?;
        let shown = theirs.get("value").and_then(Json::as_f64);
        match (values.get(id).ok_or_else(|| format!("the oracle does not follow {id}"))?, shown) {
            (Value::Is(exact), Some(shown)) if ulps(shown, exact)? <= ULPS => {}
            (Value::Missing | Value::NotApplicable, None) => {}
            (ours, shown) => wrong.push(format!("{id}: the oracle {}, the program {shown:?}", told(ours)?)),
        }
    }
    wrong.extend(account(&values, rating)?);
    let refused = rating.pointer("/outcome/status").and_then(Json::as_str) == Some("refused");
    if scene.it_above_total() && !refused {
        wrong.push("IT is above the total in a month, and the program does not refuse it".to_owned());
    }
    if refused {
        return Ok(wrong);
    }
    let mut categories = vec![facility.manifest.category.clone()];
    categories.extend(facility.manifest.sector.clone());
    let given = Given { categories, tables: rating.get("given").ok_or("a rating without what was given")? };
    // Packs come after those that need their scores.
    for pack in judged_by.iter().rev() {
        let ours = judge(pack, &values, &given, &period)?;
        let mut standards = array(rating, "/standards");
        let theirs = standards.find(|one| one.pointer("/standard/id").and_then(Json::as_str) == Some(&pack.id));
        wrong.extend(judgments(&pack.id, &ours, theirs.unwrap_or(&Json::Null))?);
        // A score counts under another standard where there is a grade.
        values.insert(format!("score.{}", pack.id), ours.score.filter(|_| ours.status == Status::Rated).into());
    }
    Ok(wrong)
}

/// What differs in the account of clean energy, of figures that are shown in kWh or kg.
fn account(values: &Values, rating: &Json) -> Told<Vec<String>> {
    let mut wrong = Vec::new();
    for (place, value) in values.iter().filter(|(place, _)| place.starts_with('/')) {
        let Value::Is(exact) = value else { continue };
        let shown = match place.strip_prefix("/shares/") {
            Some(id) => array(rating, "/clean_energy/shares")
                .find(|share| share.get("id").and_then(Json::as_str) == Some(id))
                .and_then(|share| share.get("kwh")),
            None => rating.pointer(&format!("/clean_energy{place}")),
        };
        let shown = shown.and_then(Json::as_f64);
        if !close(Some(exact), shown, POINTS)? {
            wrong.push(format!("clean energy, {place}: the oracle {}, the program {shown:?}", double(exact)?));
        }
    }
    Ok(wrong)
}

/// Adds a pack and those whose scores it needs, each after the ones that need it.
fn needed<'p>(id: &str, packs: &'p BTreeMap<String, Pack>, chosen: &mut Vec<&'p Pack>) {
    let Some(pack) = packs.get(id) else { return };
    chosen.retain(|other| other.id != id);
    chosen.push(pack);
    let indicators = pack.criteria.iter().filter_map(|criterion| criterion.indicator.as_deref());
    for score in indicators.filter_map(|indicator| indicator.strip_prefix("score.")) {
        needed(score, packs, chosen);
    }
}

/// The sources that the first standard calls clean that says so; `None` where none does.
fn clean_sources(packs: &[&Pack], period: &Period) -> Told<Option<Vec<String>>> {
    let Some(sources) = packs.iter().find_map(|pack| pack.clean_sources.as_ref()) else { return Ok(None) };
    let mut clean = Vec::new();
    for (source, figure) in sources {
        if figure.number(period)?.is_some_and(|yes| !num_traits::Zero::is_zero(&yes)) {
            clean.push(source.clone());
        }
    }
    Ok(Some(clean))
}

/// What becomes of gaps: what the first standard says that says it, else the manifest.
fn policy(packs: &[&Pack], facility: &Facility, period: &Period) -> Told<Policy> {
    let own = facility.policy();
    let Some(stated) = packs.iter().find_map(|pack| pack.gaps.as_ref()) else { return Ok(own) };
    let minutes = stated.hold_minutes.as_ref().map(|minutes| minutes.needed(period)).transpose()?;
    let minutes = minutes.and_then(|minutes| minutes.to_i64()).unwrap_or(own.minutes);
    Ok(Policy { word: stated.policy.word(period)?, minutes })
}

/// What differs in what each policy for gaps would give.
fn gaps(scene: &Scene, policy: &Policy, rating: &Json) -> Told<Vec<String>> {
    let mut wrong = Vec::new();
    if rating.pointer("/gaps/policy").and_then(Json::as_str) != Some(&policy.word) {
        wrong.push(format!("the policy for gaps: the oracle {policy:?}, the program {:?}", rating.get("gaps")));
    }
    for theirs in array(rating, "/gaps/sensitivity") {
        let word = theirs.get("policy").and_then(Json::as_str).ok_or("an outcome without a policy")?.to_owned();
        let filled = scene.facility.filled(&Policy { word: word.clone(), ..policy.clone() })?;
        let scene = Scene::of((scene.facility, &filled), scene.period, scene.words, scene.clean)?;
        let sums = scene.sums(&[&scene.total, &scene.it]);
        let hours = |of: fn(&Sums) -> i128| sums.as_ref().map_or(whole(0), |sums| whole(of(sums)) / whole(HOUR));
        let ours = [
            ("pue", scene.ratio(&scene.total, &scene.it)),
            ("measured_hours", Some(hours(|sums| sums.covered))),
            ("estimated_hours", Some(hours(|sums| sums.counted - sums.covered))),
        ];
        for (what, ours) in ours {
            let shown = theirs.get(what).and_then(Json::as_f64);
            if !same(ours.as_ref(), shown)? {
                wrong.push(format!("{what} with gaps under {word}: the oracle {ours:?}, the program {shown:?}"));
            }
        }
    }
    Ok(wrong)
}

/// What differs in what logs come to.
fn logs(scene: &Scene, rating: &Json) -> Told<Vec<String>> {
    let mut wrong = Vec::new();
    for (place, ours) in &scene.logged {
        let theirs = rating.pointer(&format!("/operation_logs{place}"));
        let shown = theirs.and_then(|theirs| theirs.as_f64().or(theirs.as_bool().map(|yes| f64::from(u8::from(yes)))));
        if !same(ours.as_ref(), shown)? {
            wrong.push(format!("{place} of logs: the oracle {ours:?}, the program {shown:?}"));
        }
    }
    Ok(wrong)
}

/// What differs in what tests of IT systems give.
fn it_tests(scene: &Scene, rating: &Json) -> Told<Vec<String>> {
    let ours = tests(scene.facility, &scene.words.methods)?;
    let mut wrong = Vec::new();
    for test in &ours {
        let named = |theirs: &&Json| theirs.get("record").and_then(Json::as_str) == Some(&test.record);
        let theirs = array(rating, "/it_tests/tests").find(named).ok_or("a test that the program does not tell")?;
        let shown: Vec<Option<f64>> =
            array(theirs, "/results").map(|one| one.get("value").and_then(Json::as_f64)).collect();
        let ratios = test.result.as_ref().map_or(&[][..], |result| result.ratios.as_slice());
        let mut near = shown.len() == ratios.len();
        for ((over, under), shown) in ratios.iter().zip(shown) {
            near &= close(ratio(over, under).as_ref(), shown, IN_DOUBLES)?;
        }
        if !near {
            let failed = array(theirs, "/checks").filter(|one| one.get("state") == Some(&Json::from("failed")));
            let failed: Vec<&Json> = failed.filter_map(|one| one.get("id")).collect();
            wrong.push(format!(
                "{}: the oracle {ratios:?}, the program {:?} {failed:?}",
                test.record,
                theirs.get("results")
            ));
        }
    }
    for theirs in array(rating, "/it_tests/aggregates") {
        let kind = theirs.get("kind").and_then(Json::as_str).ok_or("tests together without a kind")?;
        let (ours, shown) = (together(&ours, kind), theirs.get("value").and_then(Json::as_f64));
        if !close(ours.as_ref(), shown, IN_DOUBLES)? {
            wrong.push(format!("tests of {kind} together: the oracle {ours:?}, the program {shown:?}"));
        }
    }
    Ok(wrong)
}

/// Whether a number is off by no more than a part of it, or both are missing.
fn close(ours: Option<&Exact>, shown: Option<f64>, part: f64) -> Told<bool> {
    match (ours.map(double).transpose()?, shown) {
        (Some(ours), Some(shown)) => Ok((ours - shown).abs() <= part * ours.abs()),
        (ours, shown) => Ok(ours.is_none() && shown.is_none()),
    }
}

/// Whether a number is the double nearest to a fraction, or both are missing.
fn same(ours: Option<&Exact>, shown: Option<f64>) -> Told<bool> {
    match (shown, ours) {
        (Some(shown), Some(ours)) => Ok(ulps(shown, ours)? <= ULPS),
        (shown, ours) => Ok(shown.is_none() && ours.is_none()),
    }
}

/// What differs in the judgment by a standard.
fn judgments(id: &str, ours: &Judged, theirs: &Json) -> Told<Vec<String>> {
    let mut wrong = Vec::new();
    let mut differ = |what: &str, ours: String, theirs: String| {
        if ours != theirs {
            wrong.push(format!("{id}, {what}: the oracle {ours}, the program {theirs}"));
        }
    };
    let word = |pointer: &str| theirs.pointer(pointer).and_then(Json::as_str).unwrap_or("none").to_owned();
    differ("status", ours.status.word().to_owned(), word("/status"));
    let level = |shown: bool| ours.level.clone().filter(|_| shown).unwrap_or_else(|| "none".to_owned());
    differ("level", level(ours.status == Status::Rated), word("/level/id"));
    differ("indicative level", level(ours.status == Status::IndicativeOnly), word("/indicative_level/id"));
    for asked in array(theirs, "/prerequisites") {
        let id = asked.get("id").and_then(Json::as_str).unwrap_or_default();
        let passed = asked.get("passed").and_then(Json::as_bool);
        differ(id, format!("{:?}", ours.passed.get(id).copied()), format!("{passed:?}"));
    }
    let mut number = |what: &str, ours: Option<&Exact>, theirs: Option<f64>| -> Told<()> {
        if !close(ours, theirs, POINTS)? {
            let ours = ours.map(double).transpose()?;
            wrong.push(format!("{id}, {what}: the oracle {ours:?}, the program {theirs:?}"));
        }
        Ok(())
    };
    number("score", ours.score.as_ref(), theirs.get("score").and_then(Json::as_f64))?;
    number("bonus", Some(&ours.bonus), theirs.get("bonus").and_then(Json::as_f64))?;
    for criterion in array(theirs, "/criteria") {
        let id = criterion.get("id").and_then(Json::as_str).unwrap_or_default();
        let points = ours.points.get(id).ok_or_else(|| format!("a criterion {id} that the oracle does not have"))?;
        number(id, points.as_ref(), criterion.get("points").and_then(Json::as_f64))?;
    }
    Ok(wrong)
}

fn array<'a>(json: &'a Json, pointer: &str) -> impl Iterator<Item = &'a Json> + use<'a> {
    json.pointer(pointer).and_then(Json::as_array).into_iter().flatten()
}

fn told(value: &Value) -> Told<String> {
    Ok(match value {
        Value::Is(exact) => format!("{exact} = {:e}", double(exact)?),
        other => format!("{other:?}"),
    })
}
