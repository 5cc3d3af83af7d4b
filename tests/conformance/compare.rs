//! What came out of a case beside what must come out.

use std::collections::BTreeMap;

use greengrade::indicator;
use greengrade::indicator::it_tests::ItTests;
use greengrade::standard::Assessment;
use greengrade::standard::assessment::CriterionState;
use greengrade::telemetry;
use serde::Serialize;
use serde_json::Value;

use crate::form::{Expected, FieldValue, Finding, Indicator, Number, Standard};

/// The status of a facility whose data is impossible: no standard judges it.
pub const REFUSED: &str = "refused";

/// How far a score or points may be off.
const SAME: f64 = 1e-9;

/// Everything that is not as expected.
#[derive(Default)]
struct Differences(Vec<String>);

impl Differences {
    fn text(&mut self, what: &str, expected: &str, found: &str) {
        if expected != found {
            self.0.push(format!("{what} is {found}, not {expected}"));
        }
    }

    fn number(&mut self, what: &str, expected: &Number, found: Option<f64>, tolerance: f64) {
        let same = match (expected, found) {
            (Number::Number(expected), Some(found)) => (expected - found).abs() <= tolerance,
            (Number::Word(_), None) => true,
            _ => false,
        };
        if !same {
            self.0.push(format!("{what} is {found:?}, not {expected:?}"));
        }
    }
}

/// A word of the program's own, as it writes it.
fn word(value: impl Serialize) -> String {
    serde_json::to_value(value).unwrap().as_str().unwrap().to_owned()
}

fn listed<'a>(ids: impl IntoIterator<Item = &'a str>) -> String {
    ids.into_iter().collect::<Vec<_>>().join(", ")
}

/// The outcome under one standard; `None` where none judged the facility.
pub fn standard(expected: &Standard, found: Option<&Assessment>) -> Vec<String> {
    let mut differences = Differences::default();
    let what = |what: &str| format!("{}: {what}", expected.id);
    let Some(found) = found else {
        differences.text(&what("the status"), &expected.status, REFUSED);
        return differences.0;
    };
    differences.text(&what("the status"), &expected.status, &word(found.status));
    differences.text(&what("the edition"), &expected.edition, &found.standard.edition);
    if let Some(level) = &expected.level {
        let reached = found.level.as_ref().map_or("none", |level| &level.id);
        differences.text(&what("the level"), level, reached);
    }
    if let Some(level) = &expected.indicative_level {
        let reached = found.indicative_level.as_ref().map_or("none", |level| &level.id);
        differences.text(&what("the indicative level"), level, reached);
    }
    if let Some(score) = &expected.score {
        differences.number(&what("the score"), score, found.score, SAME);
    }
    if let Some(bonus) = expected.bonus {
        differences.number(&what("the bonus"), &Number::Number(bonus), Some(found.bonus), SAME);
    }
    if let Some(track) = &expected.track {
        differences.text(&what("the deciding track"), track, deciding_track(found));
    }
    if let Some(reasons) = &expected.reasons {
        let expected = listed(reasons.iter().map(String::as_str));
        differences.text(&what("the list of reasons"), &expected, &listed(reasons_of(found)));
    }
    if let Some(unfilled) = &expected.unfilled {
        let blank = found.fields.iter().filter(|field| !field.is_filled()).map(|field| field.id.as_str());
        let expected = listed(unfilled.iter().map(String::as_str));
        differences.text(&what("the list of unfilled fields"), &expected, &listed(blank));
    }
    for (id, value) in &expected.fields {
        let field = found.fields.iter().find(|field| &field.id == id).unwrap();
        match value {
            FieldValue::Number(number) => {
                differences.number(&what(&format!("the field `{id}`")), &Number::Number(*number), field.value, SAME);
            }
            FieldValue::Words(words) => {
                let told = field.words.as_ref().map_or("none", |words| &words.en);
                differences.text(&what(&format!("the field `{id}`")), words, told);
            }
        }
    }
    for (id, category) in &expected.exempt {
        let trace = found.prerequisites.iter().find(|trace| &trace.id == id);
        let exempt = trace.and_then(|trace| trace.exempt.as_deref()).unwrap_or("none");
        differences.text(&what(&format!("what exempts from `{id}`")), category, exempt);
    }
    points(expected, found, &mut differences);
    differences.0
}

fn points(expected: &Standard, found: &Assessment, differences: &mut Differences) {
    let trace = |id: &str| found.criteria.iter().find(|trace| trace.id == id).unwrap();
    for (id, points) in &expected.points {
        differences.number(&format!("{}: the points of `{id}`", expected.id), points, trace(id).points, SAME);
    }
    for (id, items) in &expected.items {
        for (item, points) in items {
            let what = format!("{}: the points of `{item}` in `{id}`", expected.id);
            match trace(id).items.iter().find(|known| &known.id == item) {
                Some(known) => differences.number(&what, points, known.points, SAME),
                None => differences.0.push(format!("{what}: there is no such part")),
            }
        }
    }
}

/// The track of the worst level; of equal ones the first.
fn deciding_track(found: &Assessment) -> &str {
    let rank = |level: Option<usize>| level.unwrap_or(usize::MAX);
    let worst = found.tracks.iter().rev().max_by_key(|track| rank(track.level.as_ref().map(|level| level.rank)));
    worst.map_or("none", |track| track.id.as_str())
}

/// The prerequisites that fail, then the criteria that are missing and give no points, not even none.
fn reasons_of(found: &Assessment) -> impl Iterator<Item = &str> {
    let failed = found.prerequisites.iter().filter(|trace| !trace.passed).map(|trace| trace.id.as_str());
    let missing =
        found.criteria.iter().filter(|trace| trace.state == CriterionState::Missing && trace.points.is_none());
    failed.chain(missing.map(|trace| trace.id.as_str()))
}

/// The indicators that a case looks at.
pub fn indicators(expected: &BTreeMap<String, Indicator>, found: &[indicator::Indicator]) -> Vec<String> {
    let mut differences = Differences::default();
    for (id, expected) in expected {
        let found = found.iter().find(|indicator| &indicator.id == id).unwrap();
        differences.number(id, &expected.value, found.value, expected.tolerance.unwrap_or_default());
        let hours = [
            ("covered hours", expected.covered_hours, found.coverage.map(|coverage| coverage.covered_hours)),
            ("hours of the period", expected.period_hours, found.coverage.map(|coverage| coverage.period_hours)),
        ];
        for (what, expected, found) in hours {
            if let Some(expected) = expected {
                differences.number(&format!("{id}: {what}"), &Number::Number(expected), found, SAME);
            }
        }
    }
    differences.0
}

/// The numbers of the rating's record that a case looks at.
pub fn record(expected: &BTreeMap<String, Indicator>, found: &serde_json::Value) -> Vec<String> {
    let mut differences = Differences::default();
    for (pointer, expected) in expected {
        let number = found.pointer(pointer).and_then(serde_json::Value::as_f64);
        differences.number(pointer, &expected.value, number, expected.tolerance.unwrap_or_default());
    }
    differences.0
}

/// The tests of IT systems that a case looks at.
pub fn it_tests(expected: &Expected, found: Option<&ItTests>) -> Vec<String> {
    let mut differences = Differences::default();
    for (record, expected) in &expected.it_tests {
        let Some(test) = found.and_then(|found| found.tests.iter().find(|test| &test.record == record)) else {
            differences.0.push(format!("there is no test `{record}`"));
            continue;
        };
        let what = |what: &str| format!("{record}: {what}");
        let failed = listed(test.failed().map(|check| check.id.as_str()));
        differences.text(
            &what("the list of failed checks"),
            &listed(expected.failed.iter().map(String::as_str)),
            &failed,
        );
        let value = test.value();
        let tolerance = expected.tolerance.unwrap_or_default();
        differences.number(&what("the result"), &expected.value, value.map(|value| value.value), tolerance);
        if let Some(unit) = &expected.unit {
            differences.text(&what("the unit"), unit, value.map_or("none", |value| &value.unit));
        }
        if let Some(second) = expected.second {
            let found = test.results.get(1).map(|value| value.value);
            differences.number(&what("the second result"), &Number::Number(second), found, tolerance);
        }
    }
    for (kind, expected) in &expected.it_tests_together {
        let one = found.and_then(|found| found.aggregates.iter().find(|one| one.kind.word() == kind));
        let what = format!("{kind}: the tests together");
        let tolerance = expected.tolerance.unwrap_or_default();
        differences.number(&what, &expected.value, one.and_then(|one| one.value), tolerance);
        differences.text(
            &format!("{kind}: whether several tests are looked at together"),
            "true",
            &one.is_some().to_string(),
        );
    }
    differences.0
}

/// Rules by which this program tells what looks odd: another one may have others, and the kit does not ask for them.
const OF_THIS_PROGRAM: [&str; 11] = [
    "clock-shift",
    "counted-twice",
    "coverage-low",
    "disagreeing-meters",
    "level-step",
    "outage-month",
    "power-beyond-rating",
    "spike",
    "stuck-values",
    "suspicious-constant",
    "unit-slip",
];

/// All findings but those of this program's own rules, in the order of severity, id and meter.
pub fn findings(expected: &[Finding], found: &[telemetry::Finding]) -> Vec<String> {
    let mut differences = Differences::default();
    let found: Vec<&telemetry::Finding> =
        found.iter().filter(|finding| !OF_THIS_PROGRAM.contains(&finding.id.as_str())).collect();
    let ids = listed(expected.iter().map(|finding| finding.id.as_str()));
    differences.text("the list of findings", &ids, &listed(found.iter().map(|finding| finding.id.as_str())));
    if !differences.0.is_empty() {
        return differences.0;
    }
    for (expected, found) in expected.iter().zip(found) {
        let what = |what: &str| format!("the {what} of the finding `{}`", expected.id);
        let pairs = [
            ("severity", &expected.severity, Some(word(found.severity))),
            ("meter", &expected.meter, found.meter.clone()),
            ("count", &expected.count.map(|count| count.to_string()), Some(found.count.to_string())),
            ("first instant", &expected.first, found.first.clone()),
        ];
        for (kind, expected, found) in pairs {
            if let Some(expected) = expected {
                differences.text(&what(kind), expected, found.as_deref().unwrap_or("none"));
            }
        }
    }
    differences.0
}

/// Whether a part of a record is as expected; keys that are left out are not looked at, and numbers agree to a billionth.
pub fn part(path: &str, expected: &Value, found: &Value) -> Vec<String> {
    match (expected, found) {
        (Value::Object(expected), Value::Object(found)) => {
            let each = expected.iter().map(|(key, value)| (format!("{path}.{key}"), value, found.get(key)));
            let told = each.map(|(path, value, found)| match found {
                Some(found) => part(&path, value, found),
                None => vec![format!("{path} is not there")],
            });
            told.flatten().collect()
        }
        (Value::Array(expected), Value::Array(found)) if expected.len() == found.len() => {
            let pairs = expected.iter().zip(found).enumerate();
            pairs.flat_map(|(index, (value, found))| part(&format!("{path}.{index}"), value, found)).collect()
        }
        (Value::Number(expected), Value::Number(found)) => {
            let (wanted, came) = (expected.as_f64().unwrap(), found.as_f64().unwrap());
            let close = (wanted - came).abs() <= 1e-9 * wanted.abs().max(1.0);
            if close { Vec::new() } else { vec![format!("{path} is {found}, not {expected}")] }
        }
        _ if expected == found => Vec::new(),
        _ => vec![format!("{path} is {found}, not {expected}")],
    }
}
