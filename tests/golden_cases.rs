//! The golden cases of the built-in packs: every one comes out as it must, and no threshold is left unexercised.
#![cfg(test)]

use greengrade::problem::Problem;
use greengrade::standard::cases::{Outcome, run};
use greengrade::standard::check::faults;
use greengrade::standard::figures::AnyFigure;
use greengrade::standard::load::{EMBEDDED_CASES, embedded_cases};
use greengrade::standard::model::{Policy, WhenMissing};
use greengrade::standard::{Library, Pack};

fn pack(id: &str) -> Pack {
    Library::embedded().unwrap().newest(id).unwrap().clone()
}

fn outcome(id: &str) -> Outcome {
    let (file, text) = embedded_cases(id).unwrap();
    run(&pack(id), text, file).unwrap()
}

/// The cases of a pack after a change of their text, which must be a change.
fn with(id: &str, from: &str, to: &str) -> Result<Outcome, Problem> {
    let (file, text) = embedded_cases(id).unwrap();
    let changed = text.replacen(from, to, 1);
    assert_ne!(changed, text, "`{from}` is not in {file}");
    run(&pack(id), &changed, file)
}

#[test]
fn every_case_of_every_pack_comes_out_and_every_threshold_is_tried_on_each_side() {
    let library = Library::embedded().unwrap();
    assert_eq!(library.packs().count(), EMBEDDED_CASES.len());
    for pack in library.packs() {
        let outcome = outcome(&pack.id);
        let failures: Vec<String> = outcome.failures.iter().map(ToString::to_string).collect();
        assert_eq!(failures, [""; 0], "{}", pack.id);
        assert_eq!(outcome.coverage.missing(), [], "{}", pack.id);
        assert!(outcome.run > 0);
        println!("{}: {} cases, {} thresholds", pack.id, outcome.run, outcome.coverage.thresholds());
    }
}

#[test]
fn a_wrong_expectation_is_told_with_its_line_and_with_what_came_out() {
    let failures = with("gb40879-2021", "[1.20, \"1\"]", "[1.20, \"2\"]").unwrap().failures;
    assert_eq!(failures.len(), 1);
    assert_eq!(failures[0].what, "the sweep `grade` at 1.2 gives `1` for level, not `2`");
    let (_, text) = embedded_cases("gb40879-2021").unwrap();
    let line = text.lines().position(|line| line.contains("[1.20, \"1\"]")).unwrap() + 1;
    assert_eq!(failures[0].place, Some(format!("gb40879-2021.cases.toml, line {line}")));

    let failures = with("db63t-2223-2023", "score = 80\npoints = { pue = 12.5,", "score = 81\npoints = { pue = 13,");
    let told: Vec<String> = failures.unwrap().failures.into_iter().map(|failure| failure.what).collect();
    let expected = [
        "the case `worked-score` gives `80` for the score, not `81`",
        "the case `worked-score` gives `12.5` for the points of `pue`, not `13`",
    ];
    assert_eq!(told, expected);
}

#[test]
fn a_row_left_out_shows_as_the_side_of_the_threshold_that_nothing_tries() {
    let missing = |id, row| {
        let outcome = with(id, row, "").unwrap();
        let missing = outcome.coverage.missing();
        missing.into_iter().map(|(place, sides)| format!("{place}: {}", sides.join(", "))).collect::<Vec<_>>()
    };
    assert_eq!(missing("gb40879-2021", "[1.20, \"1\"], "), ["level.1.pue.at_most: on"]);
    assert_eq!(missing("gb40879-2021", "[101, \"rated\"], "), [""; 0], "the start is above it");
    // Each value of a figure that changes is a threshold of its own.
    let of_2027 = "[0.50, \"meets\"], ";
    assert_eq!(missing("procurement-2023", of_2027), ["level.meets.renewable_share.at_least = 0.5: on"]);
    let no_violation = "[[false, \"not-rated\"], [true, \"rated\"], [\"missing\", \"not-rated\"]]";
    let only_yes = with("db63t-2223-2023", no_violation, "[[true, \"rated\"]]").unwrap();
    assert_eq!(only_yes.coverage.missing(), [("prerequisite.no-violation.is", vec!["no"])]);
}

#[test]
fn cases_that_name_what_there_is_not_are_refused() {
    let refused = |id, from, to| with(id, from, to).unwrap_err().to_string();
    let gb = |from, to| refused("gb40879-2021", from, to);
    assert!(gb("pack = \"gb40879-2021\"", "pack = \"gb40879\"").starts_with("the cases are of the pack `gb40879`"));
    assert!(gb("vary = \"pue\"", "vary = \"peu\"").starts_with("unknown indicator `peu`"));
    assert!(gb("expect = \"level\"", "expect = \"grade\"").starts_with("there is no `grade` to look at"));
    assert!(gb("[\"missing\", \"none\"]", "[\"misssing\", \"none\"]").starts_with("`misssing` is no value"));
    assert!(gb("id = \"months\"", "id = \"scope\"").starts_with("two cases have the id `scope`"));
    let expects_nothing = ("expect = { status = \"reported\", level = \"none\" }", "expect = {}");
    let told = refused("procurement-2023", expects_nothing.0, expects_nothing.1);
    assert!(told.starts_with("the case `before-any-floor` expects nothing"), "{told}");
    let told = refused("procurement-2023", "on = 2025-01-01\n", "");
    assert!(told.contains("the case does not say on which day it is"), "{told}");
}

/// The pack with one of its figures moved by `step`, or turned round where it is no number.
fn moved(pack: &Pack, place: &str, step: f64) -> Pack {
    let mut pack = pack.clone();
    pack.each_figure(&mut |at, any| match any {
        _ if at != place => {}
        AnyFigure::Number(number) => number.value += step,
        AnyFigure::Flag(flag) => flag.value = !flag.value,
        AnyFigure::Policy(policy) => {
            policy.value = match policy.value {
                Policy::Exclude => Policy::Bridge,
                Policy::Hold | Policy::Bridge => Policy::Exclude,
            };
        }
        AnyFigure::WhenMissing(missing) => {
            missing.value = match missing.value {
                WhenMissing::NotRated => WhenMissing::NoPoints,
                WhenMissing::NoPoints => WhenMissing::NotRated,
            };
        }
    });
    pack
}

#[test]
fn no_figure_can_change_without_a_case_or_the_checker_noticing() {
    // Which sources are clean, and what becomes of gaps, is settled before a pack judges; and a row of no points says what would hold without it.
    let elsewhere = |place: &str| {
        ["clean_sources.", "gaps."].iter().any(|room| place.starts_with(room))
            || place == "criterion.load-use.row-4.below"
    };
    let mut unnoticed = Vec::new();
    for pack in Library::embedded().unwrap().packs() {
        let (file, text) = embedded_cases(&pack.id).unwrap();
        assert_eq!(faults(pack), [], "{}", pack.id);
        for figure in pack.figures().into_iter().filter(|figure| !elsewhere(&figure.place)) {
            let noticed = [0.001, -0.001].into_iter().any(|step| {
                let changed = moved(pack, &figure.place, step);
                !run(&changed, text, file).unwrap().failures.is_empty() || !faults(&changed).is_empty()
            });
            if !noticed {
                unnoticed.push(format!("{} {}", pack.id, figure.place));
            }
        }
    }
    assert_eq!(unnoticed, [""; 0]);
}
