//! `--font`: characters that the built-in typeface lacks.
#![cfg(test)]

mod common;

use std::path::Path;

use common::command::{code, run, stderr};
use common::tiny_font::tiny_font;
use common::{files, fixture};
use tempfile::TempDir;

/// A portfolio of two, of which the first has a name with a character that GB 2312 lacks.
fn portfolio() -> TempDir {
    let root = tempfile::tempdir().unwrap();
    for (id, name) in [("one", "龘湖数据中心"), ("two", "数据中心")] {
        for (path, bytes) in files(&fixture("portfolio/synthetic-qaidam")) {
            let place = root.path().join("dc").join(id).join(path);
            std::fs::create_dir_all(place.parent().unwrap()).unwrap();
            std::fs::write(place, bytes).unwrap();
        }
        let manifest = root.path().join("dc").join(id).join("facility.toml");
        let text = std::fs::read_to_string(&manifest).unwrap();
        let text = text.replace("id = \"synthetic-qaidam\"", &format!("id = \"{id}\""));
        std::fs::write(manifest, text.replace("柴达木数据中心（合成）", name)).unwrap();
    }
    std::fs::write(root.path().join("rare.ttf"), tiny_font("龘", 1000)).unwrap();
    root
}

fn warned(error: &str) -> usize {
    error.matches("warning: drawn as `?`").count()
}

fn svg(file: &Path) -> String {
    std::fs::read_to_string(file).unwrap()
}

#[test]
fn what_the_built_in_typeface_lacks_is_drawn_from_the_font_or_told_once() {
    let root = portfolio();
    let rate = ["rate", "dc/one", "dc/two", "--lang", "zh", "--format", "svg,html", "--trials", "0", "--out"];
    let without = run(root.path(), &[&rate[..], &["plain"]].concat());
    let error = stderr(&without);
    assert!(code(&without) < 2 && warned(&error) == 1, "{error}");
    let told = error.lines().find(|line| line.starts_with("warning")).unwrap();
    assert!(told.ends_with("for want of a glyph: `龘` (U+9F98) of one, ranking"), "{error}");
    assert!(error.contains("hint: name a font that has them by `--font`"), "{error}");

    let with = run(root.path(), &[&rate[..], &["rare", "--font", "rare.ttf"]].concat());
    assert!(code(&with) < 2 && warned(&stderr(&with)) == 0, "{}", stderr(&with));
    for file in ["one/charts/scorecard.svg", "one/report.html", "ranking.svg"] {
        let (plain, rare) = (svg(&root.path().join("plain").join(file)), svg(&root.path().join("rare").join(file)));
        let drawn = "<path id=\"o9f98\" d=\"M";
        assert!(rare.contains(drawn) && !plain.contains(drawn) && rare.contains("#o9f98\""), "{file}");
        // The font moves nothing: every text stands where it stood.
        let places = |text: &str| text.matches("<text ").count() + text.matches("translate(").count();
        assert_eq!(places(&plain), places(&rare), "{file}");
    }

    let chart = ["chart", "plain/one", "--lang", "zh", "--kind", "scorecard", "-o"];
    let drawn = run(root.path(), &[&chart[..], &["one.svg"]].concat());
    assert!(code(&drawn) == 0 && warned(&stderr(&drawn)) == 1, "{}", stderr(&drawn));
    let drawn = run(root.path(), &[&chart[..], &["two.svg", "--font", "rare.ttf"]].concat());
    assert!(code(&drawn) == 0 && warned(&stderr(&drawn)) == 0, "{}", stderr(&drawn));
    let (one, two) = (svg(&root.path().join("one.svg")), svg(&root.path().join("two.svg")));
    assert!(one != two && two == svg(&root.path().join("rare/one/charts/scorecard.svg")));
}

#[test]
fn a_font_that_is_none_is_one_message_and_nothing_is_written() {
    let root = portfolio();
    for (font, what) in [("none.ttf", "cannot read the font: no such file"), ("dc/one/facility.toml", "is no font")] {
        let output = run(root.path(), &["rate", "dc/two", "--trials", "0", "--out", "out", "--font", font]);
        let error = stderr(&output);
        assert!(code(&output) == 2 && error.contains(what) && error.matches("error:").count() == 1, "{error}");
        assert!(!root.path().join("out").exists());
    }
    // Before any work: the folder of charts is not there yet, and no result is printed.
    let output = run(root.path(), &["check", "dc/two", "--chart", "charts", "--font", "none.ttf"]);
    assert!(code(&output) == 2 && output.stdout.is_empty() && !root.path().join("charts").exists());
    let output = run(root.path(), &["rate", "dc/two", "--trials", "0", "--font", ""]);
    assert!(code(&output) < 2, "a variable set to nothing names none: {}", stderr(&output));
}
