//! Running a case: what it names is there, and what comes out is what it expects.

use std::path::Path;

use greengrade::facility::{Facility, MANIFEST};
use greengrade::period::{Clock, Period};
use greengrade::problem::Problem;
use greengrade::rating::{Rating, Request, Trials, rate};
use greengrade::standard::in_force::Days;
use greengrade::standard::vocabulary::Vocabulary;
use greengrade::standard::{Assessment, Library, Observations, Observed, Pack, Standing, evaluate};
use greengrade::text::Text;
use serde::de::DeserializeOwned;

use crate::compare;
use crate::form::{Absent, Expected, Given, Standard, Value};

const EXPECTED: &str = "expected.json";
const OBSERVATIONS: &str = "observations.json";
const PACKS: &str = "packs";

/// Runs the case in a folder.
///
/// # Errors
/// Everything that is wrong with the case, or that comes out otherwise than it says.
pub fn run(folder: &Path) -> Result<(), Vec<String>> {
    let expected: Expected = read(&folder.join(EXPECTED)).map_err(one)?;
    let library = match folder.join(PACKS) {
        packs if packs.is_dir() => Library::with_folder(&packs),
        _ => Library::embedded(),
    };
    let library = library.map_err(|problem| one(problem.to_string()))?;
    let mut wrong = malformed(folder, &expected);
    for standard in &expected.standards {
        match library.edition(&standard.id, &standard.edition) {
            Ok(pack) => wrong.extend(unknown_names(pack, standard)),
            Err(problem) => wrong.push(problem.to_string()),
        }
    }
    if !wrong.is_empty() {
        return Err(wrong);
    }
    let wrong = match folder.join(MANIFEST).is_file() {
        true => facility(folder, &expected, &library).map_err(|problem| one(problem.to_string()))?,
        false => observations(&read(&folder.join(OBSERVATIONS)).map_err(one)?, &expected, &library)
            .map_err(|problem| one(problem.to_string()))?,
    };
    if wrong.is_empty() { Ok(()) } else { Err(wrong) }
}

fn one(wrong: String) -> Vec<String> {
    vec![wrong]
}

fn read<T: DeserializeOwned>(file: &Path) -> Result<T, String> {
    let name = || file.file_name().unwrap_or_default().display().to_string();
    let text = std::fs::read_to_string(file).map_err(|error| format!("{}: {error}", name()))?;
    serde_json::from_str(&text).map_err(|error| format!("{}: {error}", name()))
}

/// What is wrong with the case by itself.
fn malformed(folder: &Path, expected: &Expected) -> Vec<String> {
    let mut wrong = Vec::new();
    let mut must = |holds: bool, what: &str| wrong.extend((!holds).then(|| what.to_owned()));
    let is_facility = folder.join(MANIFEST).is_file();
    must(is_facility != folder.join(OBSERVATIONS).is_file(), "it has not one of facility.toml and observations.json");
    must(
        is_facility || (expected.indicators.is_empty() && expected.record.is_empty() && expected.findings.is_none()),
        "observations tell no telemetry",
    );
    must(!is_facility || expected.findings.is_some(), "a facility's findings are not told");
    must(!expected.why.is_empty(), "nothing says why");
    let texts = expected.why.iter().chain([&expected.title]);
    must(texts.into_iter().all(|text| !text.zh.is_empty() && !text.en.is_empty()), "a text is in one language only");
    let bare = expected.standards.iter().all(|standard| standard.is_bare() && standard.status != compare::REFUSED);
    let nothing = expected.standards.is_empty() || (bare && expected.indicators.is_empty());
    must(!nothing, "it expects nothing");
    for standard in expected.standards.iter().filter(|standard| standard.status == compare::REFUSED) {
        must(is_facility && standard.is_bare(), "what is refused is not judged");
    }
    for (id, indicator) in &expected.indicators {
        must(Vocabulary::embedded().indicator(id).is_some(), &format!("there is no indicator `{id}`"));
        let is_number = matches!(indicator.value, crate::form::Number::Number(_));
        must(indicator.tolerance.is_some() == is_number, &format!("`{id}` needs a tolerance where it has a value"));
    }
    wrong
}

/// What an expectation names that the pack does not have.
fn unknown_names(pack: &Pack, standard: &Standard) -> Vec<String> {
    let criterion = |id: &str| pack.criteria.iter().any(|known| known.id.get_ref() == id);
    let prerequisite = |id: &str| pack.prerequisites.iter().any(|known| known.id.get_ref() == id);
    let level = |id: &str| ["none", "below"].contains(&id) || pack.levels.iter().any(|known| known.id.get_ref() == id);
    let field = |id: &str| pack.fields.iter().any(|known| known.id.get_ref() == id);
    let mut wrong = Vec::new();
    let mut must = |holds: bool, kind: &str, id: &str| {
        wrong.extend((!holds).then(|| format!("`{}` has no {kind} `{id}`", pack.id)));
    };
    standard.points.keys().chain(standard.items.keys()).for_each(|id| must(criterion(id), "criterion", id));
    standard.exempt.keys().for_each(|id| must(prerequisite(id), "prerequisite", id));
    let reasons = standard.reasons.iter().flatten();
    reasons.for_each(|id| must(criterion(id) || prerequisite(id), "criterion or prerequisite", id));
    standard.unfilled.iter().flatten().chain(standard.fields.keys()).for_each(|id| must(field(id), "field", id));
    standard.level.iter().chain(&standard.indicative_level).for_each(|id| must(level(id), "level", id));
    wrong
}

fn facility(folder: &Path, expected: &Expected, library: &Library) -> Result<Vec<String>, Problem> {
    let standards: Vec<String> = expected.standards.iter().map(|standard| standard.id.clone()).collect();
    let request =
        Request { library, standards: &standards, edition: None, period: Some(&expected.period), trials: Trials::NONE };
    let rating: Rating = rate(&Facility::load(folder)?, &request)?.rating;
    let mut wrong = compare::indicators(&expected.indicators, &rating.indicators);
    wrong.extend(compare::record(&expected.record, &serde_json::to_value(&rating).unwrap()));
    wrong.extend(compare::findings(expected.findings.as_deref().unwrap_or_default(), &rating.findings));
    wrong.extend(compare::it_tests(expected, rating.it_tests.as_ref()));
    if let Some(expected) = &expected.operation_logs {
        let found = serde_json::to_value(&rating.operation_logs).map_err(|error| Problem::new(error.to_string()))?;
        wrong.extend(compare::part("operation_logs", expected, &found));
    }
    for standard in &expected.standards {
        let found = rating.standards.iter().find(|found| found.standard.id == standard.id);
        wrong.extend(compare::standard(standard, found));
    }
    Ok(wrong)
}

fn observations(given: &Given, expected: &Expected, library: &Library) -> Result<Vec<String>, Problem> {
    let observed = observed(given);
    let days = days(&expected.period)?;
    let mut wrong = Vec::new();
    for standard in &expected.standards {
        let packs = library.choose(std::slice::from_ref(&standard.id), Some(&standard.edition), days)?;
        let found: Option<Assessment> =
            packs.iter().find(|pack| pack.id == standard.id).map(|pack| evaluate(pack, &observed));
        wrong.extend(compare::standard(standard, found.as_ref()));
    }
    Ok(wrong)
}

/// The civil days of a period.
fn days(period: &str) -> Result<Days, Problem> {
    let clock = Clock::parse("+08:00")?;
    let period = Period::parse(period, &clock)?;
    Ok(Days { first: clock.civil(period.start).date(), end: clock.civil(period.end).date() })
}

fn observed(given: &Given) -> Observations {
    let measured = |value| Observed::Value { value, standing: Standing::Measured };
    let indicator = |value: &Value| match value {
        Value::Number(number) => measured(*number),
        Value::Flag(flag) => measured(f64::from(u8::from(*flag))),
        Value::Word(Absent::Missing) => Observed::Missing(Text::new("没有数据", "there is no data")),
        Value::Word(Absent::NotApplicable) => Observed::NotApplicable(Text::new("不适用", "does not apply")),
    };
    Observations {
        indicators: given.indicators.iter().map(|(id, value)| (id.clone(), indicator(value))).collect(),
        systems: given.systems.clone(),
        capabilities: given.capabilities.clone(),
        items: given.items.clone(),
        categories: given.categories.iter().cloned().collect(),
        ..Observations::default()
    }
}
