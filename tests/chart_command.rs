//! `greengrade chart`: what it draws of a rating, and what it says where it does not.
#![cfg(test)]

mod common;

use std::path::Path;

use common::command::{code, run, stderr, stdout};
use common::{files, fixture};
use greengrade::report::chart::{DrawnFrom, Kind};
use tempfile::TempDir;

/// A folder with the rating of a facility of the portfolio in `out/ID`.
fn rated(id: &str) -> TempDir {
    let root = tempfile::tempdir().unwrap();
    let facility = fixture("portfolio").join(id).display().to_string();
    let output = run(root.path(), &["rate", &facility, "--out", "out", "--trials", "10000"]);
    assert!(code(&output) < 2, "{}", stderr(&output));
    root
}

fn chart(root: &TempDir, arguments: &[&str]) -> std::process::Output {
    run(root.path(), &[&["chart"][..], arguments].concat())
}

/// Width, height and pixels a metre, as a PNG's header tells them.
fn header(png: &[u8]) -> (u32, u32, u32) {
    let reader = png::Decoder::new(std::io::Cursor::new(png)).read_info().unwrap();
    let of = reader.info();
    (of.width, of.height, of.pixel_dims.unwrap().xppu)
}

#[test]
fn a_picture_is_as_wide_as_asked_for_and_keeps_its_form() {
    let root = rated("synthetic-qaidam");
    let draw = |file: &str, more: &[&str]| {
        let output = chart(&root, &[&["out/synthetic-qaidam", "--kind", "pue-by-month", "-o", file], more].concat());
        (code(&output), stderr(&output))
    };
    let size = |file: &str| header(&std::fs::read(root.path().join(file)).unwrap());
    assert_eq!(draw("eight.png", &[]).0, 0);
    assert_eq!(draw("four.png", &["--width", "4"]).0, 0);
    assert_eq!(draw("sharp.png", &["--width", "4", "--dpi", "400"]).0, 0);
    assert_eq!(
        ["eight.png", "four.png", "sharp.png"].map(size),
        [(1600, 900, 7874), (800, 450, 7874), (1600, 900, 15748)]
    );
    for (file, more, what) in [
        ("a.png", &["--width", "2"][..], "3 to 20 inches wide, not 2"),
        ("a.png", &["--width", "NaN"], "3 to 20 inches wide"),
        ("a.png", &["--width", "20", "--dpi", "600"], "too large"),
        ("a.svg", &["--width", "4"], "as wide as its place"),
    ] {
        let (code, error) = draw(file, more);
        assert!(code == 2 && error.contains(what) && !root.path().join(file).exists(), "{error}");
    }
}

#[test]
fn all_charts_of_a_rating_are_those_that_rate_wrote() {
    let root = rated("synthetic-qaidam");
    let output = chart(&root, &["out/synthetic-qaidam", "--kind", "all", "-o", "pictures"]);
    assert_eq!((code(&output), stdout(&output)), (0, String::new()), "{}", stderr(&output));
    let (drawn, by_rate) =
        (files(&root.path().join("pictures")), files(&root.path().join("out/synthetic-qaidam/charts")));
    let of_rating = by_rate.iter().filter(|(name, _)| {
        let kind = Kind::named(name.file_stem().unwrap().to_str().unwrap()).unwrap();
        kind.drawn_from() == DrawnFrom::Rating
    });
    let of_rating: Vec<_> = of_rating.collect();
    assert!(of_rating.len() > 5);
    assert_eq!(drawn.len(), 2 * of_rating.len(), "a PNG and an SVG of each");
    for (name, bytes) in of_rating {
        assert!(drawn[name] == *bytes, "{}", name.display());
        assert!(drawn[&name.with_extension("svg")].ends_with(b"</svg>\n"));
    }
    // What is there is not replaced unasked, and nothing else is written then.
    std::fs::remove_file(root.path().join("pictures/scorecard.png")).unwrap();
    let again = chart(&root, &["out/synthetic-qaidam", "--kind", "all", "-o", "pictures"]);
    assert!(code(&again) == 2 && stderr(&again).contains("--force"), "{}", stderr(&again));
    assert!(!root.path().join("pictures/scorecard.png").exists());
    assert_eq!(code(&chart(&root, &["out/synthetic-qaidam", "--kind", "all", "-o", "pictures", "--force"])), 0);
    assert!(files(&root.path().join("pictures")) == drawn);
}

#[test]
fn a_picture_has_the_dots_that_are_asked_for_and_says_so() {
    let root = rated("synthetic-kunlun");
    for (dpi, expected) in [("72", (576, 324, 2835)), ("200", (1600, 900, 7874)), ("600", (4800, 2700, 23622))] {
        let output =
            chart(&root, &["out/synthetic-kunlun", "--kind", "pue-by-month", "-o", "a.png", "--dpi", dpi, "--force"]);
        assert_eq!(code(&output), 0, "{}", stderr(&output));
        assert_eq!(header(&std::fs::read(root.path().join("a.png")).unwrap()), expected);
    }
    for (arguments, told) in [
        (vec!["--kind", "pue-by-month", "-o", "a.png", "--dpi", "71"], "72..=600"),
        (vec!["--kind", "pue-by-month", "-o", "a.svg", "--dpi", "100"], "an SVG has no dots"),
        (vec!["--kind", "pue-by-month", "-o", "a.pdf"], "`.png` or `.svg`"),
        (vec!["--kind", "pue-by-month,scorecard", "-o", "b.png"], "2 charts do not go into one file"),
        (vec!["--kind", "pue-by-month"], "there is no place for the chart"),
        (vec!["--kind", "pue-by-mont", "-o", "b.png"], "pue-by-month"),
    ] {
        let output = chart(&root, &[&["out/synthetic-kunlun"][..], arguments.as_slice()].concat());
        assert!(code(&output) == 2 && stderr(&output).contains(told), "{told}: {}", stderr(&output));
    }
    assert!(!root.path().join("b.png").exists());
}

#[test]
fn what_cannot_be_drawn_is_told_with_its_reason_in_one_message_and_nothing_is_written() {
    let root = rated("synthetic-qilian");
    let refused = |kinds: &[&str]| {
        let output = chart(&root, &[&["out/synthetic-qilian", "--kind"][..], kinds, &["-o", "d"]].concat());
        assert_eq!((code(&output), root.path().join("d").exists()), (2, false));
        stderr(&output)
    };
    let told = refused(&["scorecard", "incidents-by-month", "pue-by-month"]);
    assert!(told.contains("refused as contradictory") && told.contains("no log of faults"), "{told}");
    assert!(!told.contains("`pue-by-month`"), "{told}");
    let told = refused(&["pue-heatmap", "hourly-match", "scorecard"]);
    assert!(told.contains("`pue-heatmap`, `hourly-match`") && told.contains("rate --out"), "{told}");
    assert!(refused(&["trend"]).contains("compare --chart"));
    assert!(refused(&["ranking"]).contains("portfolio"));
}

#[test]
fn the_kinds_are_listed_with_and_without_a_rating() {
    let root = rated("synthetic-qilian");
    let list = |arguments: &[&str]| {
        let output = chart(&root, arguments);
        assert_eq!(code(&output), 0, "{}", stderr(&output));
        stdout(&output)
    };
    let plain = list(&[]);
    assert_eq!(plain, list(&["--kind", "list"]));
    assert!(Kind::ALL.iter().all(|kind| plain.contains(kind.name())), "{plain}");
    let of_rating = list(&["out/synthetic-qilian"]);
    assert!(of_rating.contains("Can be drawn") && of_rating.contains("refused as contradictory"), "{of_rating}");
    let output = run(Path::new("."), &["chart", "--kind", "scorecard", "-o", "never.png"]);
    assert!(code(&output) == 2 && stderr(&output).contains("no rating to draw from"), "{}", stderr(&output));
}
