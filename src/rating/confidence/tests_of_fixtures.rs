//! Compiled rules against the exact judgment, for every facility of the fixtures.

use std::path::{Path, PathBuf};

use rayon::prelude::*;

use crate::facility::Facility;
use crate::rating::{Rating, Request, Trials, rate};
use crate::standard::Library;
use crate::standard::compiled::Compiled;

const JUDGING: [&str; 9] = [
    "db63t-2223-2023",
    "db63t-clean-energy",
    "db63t-it-efficiency",
    "db63t-smart-ops",
    "gb40879-2021",
    "gb40879-2021-rm1",
    "national-green-dc-2020",
    "national-green-dc-2025",
    "procurement-2023",
];

fn facilities(below: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures").join(below);
    let folders = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    folders.filter(|folder| folder.join("facility.toml").is_file()).collect()
}

/// The rating; `None` of what can not be rated.
fn rated(library: &Library, folder: &Path) -> Option<Rating> {
    let expected = std::fs::read_to_string(folder.join("expected.json")).ok();
    let expected = expected.map(|text| serde_json::from_str::<serde_json::Value>(&text).unwrap());
    let period = expected.as_ref().and_then(|expected| expected["period"].as_str());
    let standards = ["gb40879-2021".to_owned()];
    let request = Request { library, standards: &standards, edition: None, period, trials: Trials::NONE };
    Some(rate(&Facility::load(folder).ok()?, &request).ok()?.rating)
}

/// How many standards the facility's values as they are were held against, all of its indicators moving.
fn compared(library: &Library, folder: &Path) -> usize {
    let Some(rating) = rated(library, folder) else { return 0 };
    let observed = rating.given.observations(&rating.indicators);
    let moving: Vec<&str> = rating.indicators.iter().map(|indicator| indicator.id.as_str()).collect();
    let days = rating.period.days().unwrap();
    let compared = JUDGING.iter().filter_map(|id| {
        let exact = rating.judged_by(library, id, None).ok()?;
        let packs = library.choose(&[(*id).to_owned()], None, days).unwrap();
        let compiled = Compiled::of(&packs, &observed, &moving)?;
        let mut trial = compiled.trial();
        for (value, indicator) in trial.values().iter_mut().zip(&rating.indicators) {
            *value = indicator.value.unwrap_or(f64::NAN);
        }
        compiled.judge(&mut trial);
        let verdict = trial.verdict().unwrap();
        let place = format!("{} by {id}", folder.display());
        assert_eq!(verdict.status, exact.status, "{place}");
        let level = exact.level.as_ref().or(exact.indicative_level.as_ref()).map(|level| level.rank);
        assert_eq!(verdict.rank.filter(|_| exact.status.tells_a_level()), level, "{place}");
        match (verdict.score, exact.score) {
            (Some(trial), Some(exact)) => assert!((trial - exact).abs() < 1e-8, "{place}: {trial} {exact}"),
            (trial, exact) => assert_eq!(trial.is_some(), exact.is_some(), "{place}"),
        }
        Some(())
    });
    compared.count()
}

#[test]
fn the_values_as_they_are_come_out_as_they_are_judged() {
    let library = Library::embedded().unwrap();
    for (below, least) in [("conformance", 200), ("portfolio", 50)] {
        let count: usize = facilities(below).par_iter().map(|folder| compared(&library, folder)).sum();
        assert!(count >= least, "{below}: {count}");
    }
}
