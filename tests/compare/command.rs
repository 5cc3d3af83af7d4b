//! The command `greengrade compare`.

use std::path::Path;
use std::sync::LazyLock;

use greengrade::report::json::to_json;
use greengrade::standard::Library;
use serde_json::Value;
use tempfile::TempDir;

use crate::common::command::{code, run, stderr, stdout};
use crate::made::{judged, lake, library, overlay};

/// The ratings of two years, `a` by the built-in pack and `b` by that of `packs`.
static RATED: LazyLock<TempDir> = LazyLock::new(|| {
    let folder = tempfile::tempdir().unwrap();
    let packs = overlay(&[("criterion.pue.zero_at", "1.6")]);
    let before = judged(lake(), &[("pue", 1.3)], &Library::embedded().unwrap());
    let mut after = judged(lake(), &[("pue", 1.2)], &library(packs.path()));
    after.period.label = "later".to_owned();
    for (name, rating) in [("a", before), ("b", after)] {
        std::fs::create_dir(folder.path().join(name)).unwrap();
        std::fs::write(folder.path().join(name).join("rating.json"), to_json(&rating).unwrap()).unwrap();
    }
    std::fs::create_dir(folder.path().join("packs")).unwrap();
    std::fs::copy(packs.path().join("tested.toml"), folder.path().join("packs/tested.toml")).unwrap();
    folder
});

fn folder() -> &'static Path {
    RATED.path()
}

#[test]
fn two_ratings_are_compared_as_a_table_and_as_json_that_adds_up() {
    let output = run(folder(), &["compare", "a", "b", "--packs", "packs"]);
    assert_eq!((code(&output), stderr(&output).as_str()), (0, ""));
    let text = stdout(&output);
    assert!(text.starts_with("Comparison of ratings: Qinghai Lake data centre (synthetic)\n"), "{text}");
    assert!(text.contains("2025 → later") && text.contains("criterion.pue.zero_at 1.5 → 1.6"), "{text}");
    let output = run(folder(), &["compare", "a/rating.json", "b", "--packs", "packs", "--format", "json"]);
    let written: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(written["schema"], "greengrade.comparison/1");
    let score = &written["steps"][0]["score"];
    let parts = score["parts"].as_array().unwrap();
    let sum: f64 = parts.iter().map(|part| part["change"].as_f64().unwrap()).sum();
    assert!((sum - score["change"].as_f64().unwrap()).abs() <= 1e-12, "{score}");
    assert_eq!(parts[1]["cause"]["place"], "criterion.pue.zero_at");
}

#[test]
fn without_the_pack_of_a_rating_there_is_one_message() {
    let output = run(folder(), &["compare", "a", "b"]);
    assert_eq!((code(&output), stdout(&output).as_str()), (2, ""));
    assert!(stderr(&output).contains("edition `tested`, by which") && stderr(&output).contains("--packs"));
    assert_eq!(code(&run(folder(), &["compare", "a"])), 2, "one alone is a fault of usage");
}

#[test]
fn files_are_written_once_and_replaced_only_when_asked() {
    let out = tempfile::tempdir().unwrap();
    let path = |name: &str| out.path().join(name).to_str().unwrap().to_owned();
    let (report, chart) = (path("trend.md"), path("trend.svg"));
    let all = ["compare", "a", "b", "--packs", "packs", "-o", &report, "--chart", &chart];
    let output = run(folder(), &all);
    assert_eq!((code(&output), stdout(&output).as_str()), (0, ""), "{}", stderr(&output));
    let written = std::fs::read_to_string(&report).unwrap();
    assert!(written.starts_with("# Comparison of ratings") && written.contains("](<trend.svg>)"), "{written}");
    assert!(std::fs::read_to_string(&chart).unwrap().ends_with("</svg>\n"));
    std::fs::remove_file(&report).unwrap();
    std::fs::write(&chart, "mine").unwrap();
    let output = run(folder(), &all);
    assert_eq!(code(&output), 2);
    assert!(stderr(&output).contains("left as it is") && stderr(&output).contains("`--force`"));
    assert_eq!(std::fs::read_to_string(&chart).unwrap(), "mine");
    assert_eq!(std::fs::read_dir(out.path()).unwrap().count(), 1, "nothing of it is written");
    assert_eq!(code(&run(folder(), &[&all[..], &["--force"]].concat())), 0);
    let output = run(folder(), &["compare", "a", "b", "--packs", "packs", "--chart", &path("trend.gif")]);
    assert!(code(&output) == 2 && stderr(&output).contains("`.png` or `.svg`"), "{}", stderr(&output));
}
