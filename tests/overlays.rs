//! Overlays and editions: official figures put in the place of a pack's one by one, and the edition that a period asks for.
#![cfg(test)]

mod common;

use std::fmt::Write;
use std::path::Path;

use common::fixture;
use greengrade::facility::Facility;
use greengrade::rating::{Rating, Request, Trials, rate};
use greengrade::standard::figures::{FigureValue, PlacedFigure, side_by_side};
use greengrade::standard::in_force::Days;
use greengrade::standard::model::Basis;
use greengrade::standard::{Library, Pack};
use tempfile::TempDir;

const GRADE: [&str; 4] = ["db63t-2223-2023", "db63t-clean-energy", "db63t-it-efficiency", "db63t-smart-ops"];

fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        std::fs::write(folder.path().join(name), text).unwrap();
    }
    folder
}

fn library(files: &[(&str, &str)]) -> Library {
    Library::with_folder(folder(files).path()).unwrap()
}

fn overlay(extends: &str, head: &str, figures: &str) -> String {
    format!(
        "extends = \"{extends}\"\nedition = \"official\"\n{head}\n[sources.official]\n\
         citation = {{ zh = \"官方文本\", en = \"the official text\" }}\nread = \"text\"\n{figures}"
    )
}

fn figure(place: &str, official: &str) -> String {
    format!("[[figure]]\nplace = \"{place}\"\nofficial = {official}\nclause = \"5.1\"\n")
}

/// An overlay that finds every figure of a built-in pack in the official text, just as it is.
fn all_official(id: &str) -> String {
    let library = Library::embedded().unwrap();
    let figures = library.newest(id).unwrap().figures();
    let figures = figures.iter().fold(String::new(), |mut text, placed| {
        let written = match placed.value {
            FigureValue::WhenMissing(_) | FigureValue::Policy(_) => format!("\"{}\"", placed.value.written()),
            FigureValue::Number(_) | FigureValue::Flag(_) => placed.value.written(),
        };
        write!(text, "{}", figure(&placed.place, &written)).unwrap();
        text
    });
    overlay(id, "", &figures)
}

fn figure_of(pack: &Pack, place: &str) -> PlacedFigure {
    pack.figures().into_iter().find(|figure| figure.place == place).unwrap()
}

fn year(year: i16) -> Days {
    Days { first: jiff::civil::date(year, 1, 1), end: jiff::civil::date(year + 1, 1, 1) }
}

#[test]
fn an_overlay_replaces_one_figure_and_leaves_the_others() {
    let text = overlay("gb40879-2021", "", &figure("level.1.pue.at_most", "1.18"));
    let (before, after) = (Library::embedded().unwrap(), library(&[("gb.toml", &text)]));
    let (before, after) = (before.newest("gb40879-2021").unwrap(), after.newest("gb40879-2021").unwrap());
    let changed: Vec<_> = side_by_side(before, after).into_iter().filter(|(old, new)| old != new).collect();
    let [(Some(old), Some(new))] = &changed[..] else { panic!("one figure differs: {changed:?}") };
    assert_eq!((old.value, old.basis), (FigureValue::Number(1.2), Basis::Neighbour));
    assert_eq!((new.value, new.basis), (FigureValue::Number(1.18), Basis::Official));
    assert_eq!((new.source.get_ref().as_str(), new.clause.as_deref()), ("official", Some("5.1")));
    assert_eq!(after.edition, "official");
}

#[test]
fn an_overlay_may_demand_a_probability_of_a_formal_grade_where_its_pack_does_not() {
    let demand = |official: &str| overlay("gb40879-2021", "", &figure("formal_confidence", official));
    let after = library(&[("gb.toml", &demand("0.9"))]);
    let after = after.newest("gb40879-2021").unwrap();
    let placed = figure_of(after, "formal_confidence");
    assert_eq!((placed.value, placed.basis), (FigureValue::Number(0.9), Basis::Official));
    assert!(Library::embedded().unwrap().newest("gb40879-2021").unwrap().formal_confidence.is_none());
    let refused = |official: &str| {
        let folder = folder(&[("gb.toml", &demand(official))]);
        Library::with_folder(folder.path()).unwrap_err()
    };
    for no_probability in ["0.5", "1", "95"] {
        let problem = refused(no_probability);
        assert!(problem.what.contains("is not a probability"), "{}", problem.what);
        assert!(problem.snippet.is_some());
    }
    assert!(refused("\"\"").what.contains("has no figure"));
}

#[test]
fn a_figure_that_is_left_blank_stays_as_it_was() {
    let blank = "[[figure]]\nplace = \"level.1.pue.at_most\"\npresent = 1.2\nofficial = \"\"\n";
    let absent = "[[figure]]\nplace = \"level.2.pue.at_most\"\n";
    let library = library(&[("gb.toml", &overlay("gb40879-2021", "", &format!("{blank}{absent}")))]);
    let pack = library.newest("gb40879-2021").unwrap();
    assert!(pack.figures().iter().all(|figure| figure.basis != Basis::Official));
}

#[test]
fn an_overlay_with_an_id_of_its_own_stands_beside_its_pack() {
    let text = overlay("gb40879-2021", "id = \"gb-checked\"", &figure("level.1.pue.at_most", "1.18"));
    let library = library(&[("gb.toml", &text)]);
    let first = |id| figure_of(library.newest(id).unwrap(), "level.1.pue.at_most").value;
    assert_eq!(first("gb40879-2021"), FigureValue::Number(1.2));
    assert_eq!(first("gb-checked"), FigureValue::Number(1.18));
}

#[test]
fn what_follows_when_a_value_is_missing_is_a_figure_too() {
    let text = overlay("db63t-2223-2023", "", &figure("criterion.wue.when_missing", "\"not-rated\""));
    let library = library(&[("grade.toml", &text)]);
    let figure = figure_of(library.newest("db63t-2223-2023").unwrap(), "criterion.wue.when_missing");
    assert_eq!((figure.value.written().as_str(), figure.basis), ("not-rated", Basis::Official));
}

fn rated_with(folder: &Path) -> Rating {
    let library = Library::with_folder(folder).unwrap();
    let facility = Facility::load(&fixture("portfolio/synthetic-qinghai-lake")).unwrap();
    let standards = [GRADE[0].to_owned()];
    let request =
        Request { library: &library, standards: &standards, edition: None, period: Some("2025"), trials: Trials::NONE };
    rate(&facility, &request).unwrap().rating
}

#[test]
fn a_grade_is_official_only_where_every_figure_is_and_those_of_the_scores_it_takes_too() {
    let overlays: Vec<(String, String)> = GRADE.map(|id| (format!("{id}.toml"), all_official(id))).into();
    let files = |count: usize| -> Vec<(&str, &str)> {
        overlays.iter().take(count).map(|(name, text)| (name.as_str(), text.as_str())).collect()
    };
    let official = |count| {
        let folder = folder(&files(count));
        let rating = rated_with(folder.path());
        assert_eq!(rating.outcome.level.unwrap().id, "2", "the figures are the same as before");
        let official = rating.standards.into_iter().map(|one| (one.standard.id, one.standard.official));
        official.filter(|(_, official)| *official).map(|(id, _)| id).collect::<Vec<_>>()
    };
    assert_eq!(official(4).len(), 4);
    // The grade's own figures are all official, those of intelligent operation are not.
    assert_eq!(official(3), ["db63t-clean-energy", "db63t-it-efficiency"]);
    assert_eq!(official(1), [""; 0]);
}

/// A pack in two editions, the second of which asks for more.
fn two_editions() -> Library {
    let edition = |name: &str, in_force: &str, limit: &str| {
        format!(
            "id = \"sample\"\ntitle = {{ zh = \"示例\", en = \"Sample\" }}\nedition = \"{name}\"\nin_force = {in_force}\n\
             note = {{ zh = \"示例\", en = \"Sample\" }}\n[sources.own]\ncitation = {{ zh = \"示例\", en = \"Sample\" }}\n\
             read = \"own\"\n[[level]]\nid = \"1\"\ntitle = {{ zh = \"一级\", en = \"Level 1\" }}\n[[level.require]]\n\
             indicator = \"pue\"\nmust = {{ at_most = {{ value = {limit}, basis = \"choice\", source = \"own\" }} }}\n"
        )
    };
    let old = edition("2021", "{ from = 2022-11-01, to = 2026-01-01 }", "1.3");
    let new = edition("2025", "{ from = 2026-01-01 }", "1.2");
    library(&[("new.toml", &new), ("old.toml", &old)])
}

#[test]
fn a_period_is_judged_by_the_edition_in_force_throughout_it() {
    let library = two_editions();
    let edition = |days| library.in_force("sample", days).map(|pack| pack.edition.clone());
    assert_eq!(edition(year(2025)).unwrap(), "2021", "its last day is the last of the old edition");
    assert_eq!(edition(year(2026)).unwrap(), "2025", "its first day is the first of the new edition");
    assert_eq!(library.newest("sample").unwrap().edition, "2025");
    assert_eq!(library.edition("sample", "2021").unwrap().edition, "2021");

    let across = Days { first: jiff::civil::date(2025, 7, 1), end: jiff::civil::date(2026, 7, 1) };
    let problem = edition(across).unwrap_err();
    assert_eq!(problem.what, "no edition of `sample` is in force from 2025-07-01 up to 2026-07-01 throughout");
    assert!(problem.hint.unwrap().contains("2021 (2022-11-01..2026-01-01), 2025 (2026-01-01..)"));
    assert!(edition(year(2022)).unwrap_err().what.starts_with("no edition"), "the old one began in November");
}

#[test]
fn an_edition_can_be_asked_for_by_name_also_out_of_its_time() {
    let chosen = |edition| two_editions().choose(&["sample".to_owned()], edition, year(2026));
    assert_eq!(chosen(Some("2021")).unwrap()[0].edition, "2021");
    assert_eq!(chosen(None).unwrap()[0].edition, "2025");
    let problem = chosen(Some("2024")).unwrap_err();
    assert_eq!(problem.to_string(), "the standard `sample` has no edition `2024`");
    assert_eq!(problem.hint.as_deref(), Some("its editions are 2021, 2025"));
}
