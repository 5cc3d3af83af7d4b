//! The oracle against the program on every fixture.

use std::path::{Path, PathBuf};

use rayon::prelude::*;

use crate::exact::Told;
use crate::facility::Facility;
use crate::pack::packs;
use crate::vocabulary::{Words, standards};
use crate::{answer, compare};

/// Facilities whose files or rules the oracle does not follow, and why.
const BEYOND: [(&str, &str); 2] =
    [("cornell-biohpc", "tabs and remarks below the data"), ("harvard-ipmi", "a packed file with keys of two columns")];

/// Every folder of the fixtures with a sound manifest.
fn folders() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures");
    let kinds = ["conformance", "portfolio", "real"].map(|kind| std::fs::read_dir(root.join(kind)).ok());
    let entries = kinds.into_iter().flatten().flatten().filter_map(|entry| Some(entry.ok()?.path()));
    let mut folders: Vec<PathBuf> = entries.filter(|folder| folder.join("facility.toml").is_file()).collect();
    folders.sort();
    folders
}

fn name(folder: &Path) -> &str {
    folder.file_name().and_then(|name| name.to_str()).unwrap_or_default()
}

/// The period and the standards by which a fixture is rated: those of its case, or the usual ones.
fn asked(folder: &Path) -> Told<(Option<String>, Vec<String>)> {
    let Ok(text) = std::fs::read_to_string(folder.join("expected.json")) else {
        return Ok((None, ["db63t-2223-2023", "gb40879-2021"].map(str::to_owned).to_vec()));
    };
    let case: serde_json::Value = serde_json::from_str(&text).map_err(|error| error.to_string())?;
    let period = case.get("period").and_then(|period| period.as_str()).map(str::to_owned);
    let standards = case.get("standards").and_then(|standards| standards.as_array()).into_iter().flatten();
    Ok((period, standards.filter_map(|standard| Some(standard.get("id")?.as_str()?.to_owned())).collect()))
}

/// What differs between the oracle and the program on a fixture: hours, indicators, points, levels.
fn differences(folder: &Path, words: &Words) -> Told<Vec<String>> {
    let facility = Facility::read(folder)?;
    let work = tempfile::tempdir().map_err(|error| error.to_string())?;
    let (rollup, out) = (work.path().join("rollup.parquet"), work.path().join("out"));
    let mut wrong = Vec::new();
    if !facility.meters.is_empty() {
        answer::run(&["rollup", answer::text(folder)?, "-o", answer::text(&rollup)?])?;
        wrong = answer::cells_that_differ(&facility, &answer::rollup(&rollup)?);
    }
    let own = folder.join("packs");
    let (period, standards_asked) = asked(folder)?;
    let mut arguments =
        vec!["rate", answer::text(folder)?, "--out", answer::text(&out)?, "--format", "json", "--trials", "0"];
    arguments.extend(period.iter().flat_map(|period| ["--period", period]));
    arguments.extend(standards_asked.iter().flat_map(|id| ["--standard", id]));
    if own.is_dir() {
        arguments.extend(["--packs", answer::text(&own)?]);
    }
    answer::run(&arguments)?;
    let standards = standards();
    let packs =
        packs(&if own.is_dir() { vec![standards.as_path(), own.as_path()] } else { vec![standards.as_path()] })?;
    let rating = answer::rating(&out.join(&facility.manifest.id))?;
    wrong.extend(compare::differences(&facility, &rating, (&standards_asked, &packs), words)?);
    Ok(wrong)
}

#[test]
fn the_program_says_of_every_fixture_what_the_oracle_says() {
    let words = Words::read().unwrap();
    let followed = folders().into_iter().filter(|folder| !BEYOND.iter().any(|(beyond, _)| *beyond == name(folder)));
    let wrong: Vec<String> = followed
        .collect::<Vec<_>>()
        .par_iter()
        .flat_map(|folder| match differences(folder, &words) {
            Ok(wrong) => wrong.into_iter().map(|wrong| format!("{}: {wrong}", name(folder))).collect(),
            Err(why) => vec![format!("{}: {why}", name(folder))],
        })
        .collect();
    assert_eq!(wrong.join("\n"), "");
}
