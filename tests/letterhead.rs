//! A letterhead stands around every form of report, and what it says stays words.
#![cfg(test)]

mod common;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use common::command::{code, run, stderr};
use common::{files, fixture};

const FORMS: &str = "md,html,xlsx,typ";

fn reports(letterhead: &Path, lang: &str) -> BTreeMap<PathBuf, Vec<u8>> {
    let root = tempfile::tempdir().unwrap();
    let [facility, letterhead] =
        [fixture("portfolio/esif"), letterhead.to_owned()].map(|path| path.display().to_string());
    let arguments = ["rate", &facility, "--out", "out", "--trials", "0", "--format", FORMS];
    let output = run(root.path(), &[&arguments[..], &["--lang", lang, "--letterhead", &letterhead]].concat());
    assert!(code(&output) < 2, "{}", stderr(&output));
    files(&root.path().join("out"))
}

fn text(files: &BTreeMap<PathBuf, Vec<u8>>, path: &str) -> String {
    String::from_utf8(files[Path::new(path)].clone()).unwrap()
}

fn has(bytes: &[u8], part: &str) -> bool {
    bytes.windows(part.len()).any(|window| window == part.as_bytes())
}

#[test]
fn every_form_has_the_heading_the_logo_and_the_notes() {
    let logo = std::fs::read(fixture("letterhead/logo.png")).unwrap();
    for (lang, issuer, note) in [
        ("zh", "示例数据局（虚构）", "本报告为程序示例，不具效力。"),
        ("en", "Example data bureau (invented)", "This report is an example of the program and has no force."),
    ] {
        let files = reports(&fixture("letterhead/letterhead.toml"), lang);
        let markdown = text(&files, "esif/report.md");
        assert!(markdown.starts_with(&format!("![{issuer}](logo.png)\n\n{issuer} · GG-2026-001\n\n# ")), "{markdown}");
        assert!(markdown.trim_end().ends_with(note), "{markdown}");
        assert!(files[Path::new("esif/logo.png")] == logo && files[Path::new("esif/typeset/logo.png")] == logo);
        for page in ["esif/report.html", "portfolio.html"] {
            let page = text(&files, page);
            assert!(page.contains("<header class=\"letterhead\">\n<img src=\"data:image/png;base64,"), "{page}");
            assert!(
                page.contains(&format!("<p>{issuer} · GG-2026-001</p>")) && page.contains(&format!("<p>{note}</p>"))
            );
        }
        assert!(has(&files[Path::new("esif/report.xlsx")], "xl/media/image1.png"));
        let content: serde_json::Value = serde_json::from_str(&text(&files, "esif/typeset/report.json")).unwrap();
        assert_eq!(content["issued"]["by"], issuer);
        assert_eq!((&content["issued"]["logo"], &content["issued"]["notes"][0]), (&"logo.png".into(), &note.into()));
        assert_eq!(content["signatures"].as_array().unwrap().len(), 2);
    }
}

#[test]
fn what_a_letterhead_says_stays_words() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("head.toml");
    let wild = "<script>alert(1)</script> ![x](http://example.org/x.png) #panic()";
    std::fs::write(
        &file,
        format!("issuer = {{ zh = '{wild}', en = '{wild}' }}\nnotes = [{{ zh = '{wild}', en = '{wild}' }}]"),
    )
    .unwrap();
    let files = reports(&file, "en");
    for page in ["esif/report.html", "portfolio.html"] {
        let page = text(&files, page);
        assert!(!page.contains("<script>alert") && !page.contains("<img") && !page.contains("src=\"http"), "{page}");
        assert_eq!(page.matches("&lt;script&gt;alert(1)&lt;/script&gt;").count(), 2, "{page}");
    }
    let markdown = text(&files, "esif/report.md");
    assert!(!markdown.contains("<script>") && !markdown.contains("![x]("), "{markdown}");
}

#[test]
fn a_letterhead_that_cannot_be_read_stops_before_anything_is_written() {
    let root = tempfile::tempdir().unwrap();
    std::fs::write(root.path().join("head.toml"), "issuer = { zh = '局', en = 'B' }\nlogo = 'none.png'\n").unwrap();
    let facility = fixture("portfolio/esif").display().to_string();
    let output = run(root.path(), &["rate", &facility, "--out", "out", "--letterhead", "head.toml"]);
    let told = stderr(&output);
    assert!(code(&output) == 2 && told.contains("head.toml, line 2") && told.contains("no such file"), "{told}");
    assert!(!root.path().join("out").exists());
}

#[test]
fn the_letterhead_of_the_fixtures_has_the_form_of_its_schema() {
    let schema = serde_json::from_str(&greengrade::schema::schema("letterhead").unwrap()).unwrap();
    let schema = jsonschema::validator_for(&schema).unwrap();
    let text = std::fs::read_to_string(fixture("letterhead/letterhead.toml")).unwrap();
    let value = serde_json::to_value(text.parse::<toml::Table>().unwrap()).unwrap();
    assert!(schema.is_valid(&value));
    assert!(!schema.is_valid(&serde_json::json!({ "issuer": "a bureau" })));
}
