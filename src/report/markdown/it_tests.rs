//! Tests of IT systems: results, the method's checks, the systems and the fleet.

use super::escape::{Side, escape, head, row};
use crate::indicator::it_tests::{Check, CheckState, ItTests, SystemResult, TestResult};
use crate::report::numbers;
use crate::report::phrase::{Phrases, it_test_result};
use crate::report::words::{Words, it_tests as t, reports as w};

/// The section; empty where the facility has no test records.
pub(in crate::report) fn it_tests(phrases: &Phrases<'_>) -> String {
    let Some(tests) = &phrases.rating.it_tests else { return String::new() };
    let mut text = format!("\n## {}\n\n", phrases.say(t::TITLE));
    text.push_str(&results(phrases, tests));
    text.push_str(&format!("\n### {}\n\n", phrases.say(t::CHECKS)));
    text.push_str(&checks(phrases, tests));
    if !tests.systems.is_empty() {
        text.push_str(&format!("\n### {}\n\n", phrases.say(t::SYSTEMS)));
        text.push_str(&systems(phrases, tests));
    }
    text.push('\n');
    for aggregate in &tests.aggregates {
        let label = phrases.with_aside(phrases.say(t::TOGETHER), t::kind(aggregate.kind, phrases.lang));
        let value = match (aggregate.value, &aggregate.why) {
            (Some(value), _) => format!("{} {}", it_test_result(value), aggregate.unit),
            (None, why) => phrases.missing(why.as_ref()),
        };
        text.push_str(&format!("- {}{}{}\n", escape(&label), phrases.say(w::COLON), escape(&value)));
    }
    for (label, value) in phrases.fleet(tests) {
        text.push_str(&format!("- {}\n", escape(&phrases.labelled(label, &value))));
    }
    text
}

fn table(phrases: &Phrases<'_>, columns: &[(Words, Side)]) -> String {
    let columns: Vec<(&str, Side)> = columns.iter().map(|(words, side)| (phrases.say(*words), *side)).collect();
    head(&columns)
}

fn results(phrases: &Phrases<'_>, tests: &ItTests) -> String {
    let columns = [
        (t::RECORD, Side::Left),
        (t::KIND, Side::Left),
        (t::SYSTEM, Side::Left),
        (t::RESULT, Side::Right),
        (t::DETAILS, Side::Left),
        (w::FORMULA, Side::Left),
        (w::INPUTS_OF, Side::Left),
    ];
    let mut text = table(phrases, &columns);
    for test in &tests.tests {
        text.push_str(&row(result_cells(phrases, test).iter().map(|cell| escape(cell))));
    }
    text
}

fn result_cells(phrases: &Phrases<'_>, test: &TestResult) -> [String; 7] {
    let none = || phrases.say(w::NONE_SIGN).to_owned();
    let formulas: Vec<&str> = test.results.iter().map(|value| phrases.text(&value.formula)).collect();
    let inputs = test.inputs.iter().map(|input| {
        let (name, unit) = (t::input(&input.name, phrases.lang), t::input(&input.unit, phrases.lang));
        let amount = numbers::amount(input.value);
        if unit == "1" { format!("{name} = {amount}") } else { format!("{name} = {amount} {unit}") }
    });
    [
        test.record.clone(),
        t::kind(test.kind, phrases.lang).to_owned(),
        test.system.clone().unwrap_or_else(none),
        phrases.test_result(test),
        phrases.test_details(test),
        if formulas.is_empty() { none() } else { phrases.list(formulas) },
        phrases.list(inputs),
    ]
}

/// Each check that failed or could not be made, and in one row for each test those that hold.
fn checks(phrases: &Phrases<'_>, tests: &ItTests) -> String {
    let columns = [
        (t::RECORD, Side::Left),
        (t::STATE, Side::Left),
        (t::CHECK, Side::Left),
        (t::FOUND, Side::Left),
        (t::FIGURE, Side::Left),
    ];
    let mut text = table(phrases, &columns);
    for test in &tests.tests {
        let (passed, others): (Vec<&Check>, Vec<&Check>) =
            test.checks.iter().partition(|check| check.state == CheckState::Passed);
        for check in others {
            let state = phrases.say(t::state(check.state));
            let state = if check.state == CheckState::Failed { format!("**{state}**") } else { state.to_owned() };
            let cells =
                [phrases.text(&check.title), phrases.text(&check.found), &phrases.check_figure(check)].map(escape);
            text.push_str(&row([escape(&test.record), state].into_iter().chain(cells)));
        }
        let found =
            passed.iter().map(|check| phrases.with_aside(phrases.text(&check.title), phrases.text(&check.found)));
        if !passed.is_empty() {
            let none = phrases.say(w::NONE_SIGN);
            let state = phrases.say(t::state(CheckState::Passed));
            let cells = [&test.record, state, &phrases.list(found), none, none];
            text.push_str(&row(cells.map(escape)));
        }
    }
    text
}

fn systems(phrases: &Phrases<'_>, tests: &ItTests) -> String {
    let columns = [
        (t::SYSTEM, Side::Left),
        (t::CLASS, Side::Left),
        (t::UNITS, Side::Right),
        (t::ANNUAL_KWH, Side::Right),
        (t::IT_SHARE, Side::Right),
        (t::RESULT, Side::Right),
        (t::FROM, Side::Left),
        (t::DECLARED, Side::Right),
    ];
    let mut text = table(phrases, &columns);
    for system in &tests.systems {
        text.push_str(&row(system_cells(phrases, system).iter().map(|cell| escape(cell))));
    }
    text
}

fn system_cells(phrases: &Phrases<'_>, system: &SystemResult) -> [String; 8] {
    let none = || phrases.say(w::NONE_SIGN).to_owned();
    [
        system.id.clone(),
        system.class.clone(),
        system.units.map_or_else(none, numbers::amount),
        system.annual_kwh.map_or_else(|| phrases.say(t::UNKNOWN).to_owned(), numbers::grouped),
        system.it_share.map_or_else(|| phrases.say(t::UNKNOWN).to_owned(), numbers::percent),
        system.result.map_or_else(none, it_test_result),
        phrases.say(t::from(system.from)).to_owned(),
        system.declared.map_or_else(none, it_test_result),
    ]
}
