//! Typeset reports: what they are made of in every build, and the PDF where the build makes one.
#![cfg(test)]

mod common;

use std::path::Path;

use common::command::{code, run, stderr};
use common::tiny_font::tiny_font;
use common::{files, fixture};
use greengrade::report::chart::{Typeface, shown};
use greengrade::report::typeset::{CONTENT, TEMPLATE};
use serde_json::Value;
use tempfile::TempDir;

/// Rates a facility of the portfolio into `out`, in these forms.
fn rated(folder: &Path, facility: &Path, more: &[&str]) -> std::process::Output {
    let facility = facility.display().to_string();
    run(folder, &[&["rate", &facility, "--out", "out", "--trials", "10000"], more].concat())
}

/// A facility of the portfolio whose name is changed.
fn renamed(id: &str, name: &str) -> TempDir {
    let root = tempfile::tempdir().unwrap();
    for (path, bytes) in files(&fixture("portfolio").join(id)) {
        let place = root.path().join(id).join(path);
        std::fs::create_dir_all(place.parent().unwrap()).unwrap();
        std::fs::write(place, bytes).unwrap();
    }
    let manifest = root.path().join(id).join("facility.toml");
    let text = std::fs::read_to_string(&manifest).unwrap();
    let line = text.lines().find(|line| line.starts_with("name = ")).unwrap();
    std::fs::write(&manifest, text.replace(line, &format!("name = {{ zh = '''{name}''', en = '''{name}''' }}")))
        .unwrap();
    root
}

/// Every text of a value.
fn texts<'v>(value: &'v Value, told: &mut Vec<&'v str>) {
    match value {
        Value::String(text) => told.push(text),
        Value::Array(values) => values.iter().for_each(|value| texts(value, told)),
        Value::Object(fields) => fields.values().for_each(|value| texts(value, told)),
        _ => {}
    }
}

/// What the schema has against what a report says.
fn complaints(content: &Value) -> Vec<String> {
    let schema: Value = serde_json::from_str(&greengrade::schema::schema("typeset").unwrap()).unwrap();
    let schema = jsonschema::validator_for(&schema).unwrap();
    schema.iter_errors(content).map(|error| error.to_string()).collect()
}

#[test]
fn what_a_report_is_set_of_is_whole_has_its_schemas_form_and_can_be_shown() {
    for (id, lang) in [("synthetic-kunlun", "zh"), ("synthetic-hoh-xil", "en"), ("esif", "en")] {
        let root = tempfile::tempdir().unwrap();
        let output = rated(root.path(), &fixture("portfolio").join(id), &["--format", "typ", "--lang", lang]);
        assert!(code(&output) < 2, "{}", stderr(&output));
        let place = root.path().join("out").join(id).join("typeset");
        let mut written = files(&place);
        let template = written.remove(Path::new(TEMPLATE)).unwrap();
        assert!(template == std::fs::read("assets/typeset/report.typ").unwrap());
        let content: Value = serde_json::from_slice(&written.remove(Path::new(CONTENT)).unwrap()).unwrap();
        assert_eq!(complaints(&content), [""; 0], "{id}");

        let mut told = Vec::new();
        texts(&content, &mut told);
        assert!(told.iter().all(|text| shown(text, &Typeface::default()).eq(text.chars())));
        for path in written.keys() {
            let path = path.display().to_string();
            assert!(path.starts_with("charts/") && told.contains(&path.as_str()), "{path} is in no chapter");
        }
        assert!(written.len() >= 3, "{id}");
        let rating: Value =
            serde_json::from_slice(&std::fs::read(root.path().join("out").join(id).join("rating.json")).unwrap())
                .unwrap();
        let hashes = rating["inputs"].as_array().unwrap().iter().map(|input| input["sha256"].as_str().unwrap());
        assert!(hashes.into_iter().all(|hash| told.contains(&hash)), "every input has its hash");
    }
}

#[test]
fn a_chapter_stands_for_each_of_the_four_standards_whatever_there_is_to_say() {
    let root = tempfile::tempdir().unwrap();
    let esif = fixture("portfolio/esif");
    let output = rated(root.path(), &esif, &["--format", "typ", "--lang", "en", "--standard", "gb40879-2021"]);
    assert!(code(&output) < 2, "{}", stderr(&output));
    let content = std::fs::read(root.path().join("out/esif/typeset").join(CONTENT)).unwrap();
    let content: Value = serde_json::from_slice(&content).unwrap();
    let chapters = content["chapters"].as_array().unwrap();
    let titles: Vec<&str> = chapters.iter().map(|chapter| chapter["title"].as_str().unwrap()).collect();
    for title in ["Use of clean energy", "Energy efficiency of information systems", "Intelligent operation"] {
        let at = titles.iter().position(|known| *known == title).unwrap();
        let text = chapters[at]["blocks"].to_string();
        assert!(text.contains("No standard of this subject was applied"), "{title}: {text}");
    }
}

#[test]
fn the_portfolio_is_set_of_what_its_other_forms_tell() {
    let root = tempfile::tempdir().unwrap();
    std::fs::create_dir(root.path().join("broken")).unwrap();
    std::fs::write(root.path().join("broken/facility.toml"), "id = 1\n").unwrap();
    let facilities = ["esif", "synthetic-kunlun"].map(|id| fixture("portfolio").join(id).display().to_string());
    let [esif, kunlun] = facilities.each_ref().map(String::as_str);
    for (lang, titles) in [
        ("zh", ["各设施", "按省级地区比较", "无法读取", "汇总数值的计算方法"]),
        ("en", ["Facilities", "By province", "Could not be read", "How the figures of all are computed"]),
    ] {
        let arguments = [
            "rate", esif, kunlun, "broken", "--out", "out", "--force", "--trials", "0", "--format", "typ", "--lang",
            lang,
        ];
        let output = run(root.path(), &arguments);
        assert_eq!(code(&output), 1, "{}", stderr(&output));
        let mut written = files(&root.path().join("out/portfolio-typeset"));
        assert!(written.remove(Path::new(TEMPLATE)).is_some());
        let content: Value = serde_json::from_slice(&written.remove(Path::new(CONTENT)).unwrap()).unwrap();
        assert_eq!(complaints(&content), [""; 0]);
        let mut told = Vec::new();
        texts(&content, &mut told);
        for path in written.keys() {
            assert!(told.contains(&path.display().to_string().as_str()), "{} is in no chapter", path.display());
        }
        assert!(titles.iter().all(|title| told.contains(title)), "{told:?}");
        let summary = content["summary"].to_string();
        assert!(summary.contains("broken") && summary.contains(content["standing"][1].as_str().unwrap()), "{summary}");
        let chapters = content["chapters"].as_array().unwrap();
        let facilities = chapters.iter().find(|chapter| chapter["title"] == titles[0]).unwrap();
        assert_eq!(facilities["blocks"][0]["rows"].as_array().unwrap().len(), 3);
        let record = std::fs::read(root.path().join("out/portfolio.json")).unwrap();
        assert!(told.contains(&greengrade::files::sha256_hex(&record).as_str()), "the record has its hash");
    }
}

#[cfg(not(feature = "pdf"))]
#[test]
fn a_build_without_pdf_says_how_to_get_it_and_writes_nothing() {
    let root = tempfile::tempdir().unwrap();
    let output = rated(root.path(), &fixture("portfolio/esif"), &["--format", "pdf"]);
    let told = stderr(&output);
    assert!(code(&output) == 2 && !root.path().join("out").exists(), "{told}");
    assert!(
        told.contains("makes no PDF") && told.contains("--features pdf") && told.contains("--format typ"),
        "{told}"
    );
}

#[test]
fn a_template_that_is_not_there_or_is_no_text_is_one_message() {
    let root = tempfile::tempdir().unwrap();
    std::fs::write(root.path().join("bad.typ"), [0xff, 0xfe, 0x00]).unwrap();
    for (file, what) in [("none.typ", "no such file"), ("bad.typ", "not UTF-8 text")] {
        let output = rated(root.path(), &fixture("portfolio/esif"), &["--format", "typ", "--template", file]);
        let told = stderr(&output);
        assert!(code(&output) == 2 && told.contains(what) && told.contains(file), "{told}");
        assert!(!root.path().join("out").exists());
    }
}

#[test]
fn what_a_name_has_of_the_templates_language_stays_words() {
    let name = "#panic(\"x\") *b* $x$ <a> @b \\ 龘";
    let root = renamed("esif", name);
    let output = rated(root.path(), &root.path().join("esif"), &["--format", "typ"]);
    assert!(code(&output) < 2, "{}", stderr(&output));
    let content = std::fs::read(root.path().join("out/esif/typeset").join(CONTENT)).unwrap();
    let content: Value = serde_json::from_slice(&content).unwrap();
    // The one character that the typeface lacks is never an empty box.
    assert_eq!(content["subject"], name.replace('龘', "?"));
}

/// The forms that are set in this build.
const SET: &str = if cfg!(feature = "pdf") { "typ,pdf" } else { "typ" };

#[test]
fn a_character_of_the_users_font_is_set_and_one_that_no_font_has_is_told() {
    let root = renamed("esif", "龘湖数据中心");
    std::fs::write(root.path().join("rare.ttf"), tiny_font("龘", 1000)).unwrap();
    let esif = root.path().join("esif");
    let output = rated(root.path(), &esif, &["--format", SET, "--font", "rare.ttf"]);
    assert!(code(&output) < 2 && !stderr(&output).contains("glyph"), "{}", stderr(&output));
    let place = root.path().join("out/esif");
    let content = std::fs::read_to_string(place.join("typeset").join(CONTENT)).unwrap();
    assert!(content.contains("龘湖数据中心"), "{content}");
    let chart = std::fs::read_to_string(place.join("typeset/charts/scorecard.svg")).unwrap();
    assert!(chart.contains("龘湖数据中心"), "{chart}");
    assert_eq!(place.join("report.pdf").exists(), SET.contains("pdf"), "PDF/UA forbids a character without a glyph");

    let output = rated(root.path(), &esif, &["--format", "typ", "--force"]);
    assert!(stderr(&output).contains("for want of a glyph: `龘`"), "{}", stderr(&output));
}

#[cfg(feature = "pdf")]
mod pdf {
    use super::*;

    /// So large may a report be.
    const MOST_BYTES: usize = 2_000_000;

    fn pages(pdf: &[u8]) -> usize {
        let text = String::from_utf8_lossy(pdf);
        let (_, after) = text.split_once("<xmpTPg:NPages>").unwrap();
        after.split_once('<').unwrap().0.parse().unwrap()
    }

    fn has(pdf: &[u8], part: &str) -> bool {
        pdf.windows(part.len()).any(|window| window == part.as_bytes())
    }

    #[test]
    fn every_facility_of_the_portfolio_has_a_report_that_is_small_tagged_and_the_same_twice() {
        for lang in ["zh", "en"] {
            let root = tempfile::tempdir().unwrap();
            let output = rated(root.path(), &fixture("portfolio"), &["--format", "pdf", "--lang", lang]);
            assert_eq!(code(&output), 1, "{}", stderr(&output));
            let reports = files(&root.path().join("out"));
            let reports: Vec<_> =
                reports.iter().filter(|(path, _)| path.extension().is_some_and(|ending| ending == "pdf")).collect();
            assert_eq!(reports.len(), 9, "one for each facility, and one for all of them");
            assert!(reports.iter().any(|(path, _)| path.as_path() == Path::new("portfolio.pdf")));
            for (path, pdf) in &reports {
                let fewest = if path.ends_with("report.pdf") { 10 } else { 5 };
                let path = path.display();
                assert!(pdf.starts_with(b"%PDF-1.7") && pdf.len() < MOST_BYTES, "{path}: {} bytes", pdf.len());
                assert!(has(pdf, "/StructTreeRoot") && has(pdf, "<pdfuaid:part>1<"), "{path} has no tags");
                assert!((fewest..=20).contains(&pages(pdf)), "{path}: {} pages", pages(pdf));
            }
            if lang == "en" {
                continue;
            }
            let again =
                rated(root.path(), &fixture("portfolio"), &["--format", "pdf", "--lang", lang, "--force", "-j1"]);
            assert_eq!(code(&again), 1, "{}", stderr(&again));
            let written = files(&root.path().join("out"));
            assert!(reports.iter().all(|(path, pdf)| written[*path] == **pdf), "the same rating gives the same bytes");
        }
    }

    fn set_by(template: &str) -> (TempDir, std::process::Output) {
        let root = tempfile::tempdir().unwrap();
        std::fs::create_dir(root.path().join("mine")).unwrap();
        std::fs::write(root.path().join("mine/own.typ"), template).unwrap();
        std::fs::write(root.path().join("mine/words.typ"), "#let greeting = [本局]").unwrap();
        std::fs::write(root.path().join("secret.txt"), "secret").unwrap();
        let arguments = ["--format", "pdf", "--template", "mine/own.typ"];
        let output = rated(root.path(), &fixture("portfolio/esif"), &arguments);
        (root, output)
    }

    #[test]
    fn a_template_of_the_users_sets_what_the_report_says_with_the_files_beside_it() {
        let template =
            "#import \"words.typ\": greeting\n#let report = json(\"report.json\")\n= #greeting #report.outcome";
        let (root, output) = set_by(template);
        assert!(code(&output) < 2, "{}", stderr(&output));
        let pdf = std::fs::read(root.path().join("out/esif/report.pdf")).unwrap();
        assert_eq!(pages(&pdf), 1);
    }

    #[test]
    fn a_fault_of_a_template_is_told_with_its_line_and_nothing_outside_its_folder_is_read() {
        for (template, what, line) in [
            ("= Title\n#no-such-word", "unknown variable", "own.typ, line 2"),
            ("\n\n#read(\"../secret.txt\")", "", "own.typ, line 3"),
            ("#import \"@preview/example:0.1.0\"", "", "own.typ, line 1"),
        ] {
            let (root, output) = set_by(template);
            let told = stderr(&output);
            assert!(told.contains(what) && told.contains(line), "{told}");
            assert_eq!(code(&output), 2, "{told}");
            assert!(!root.path().join("out").exists(), "{told}");
        }
    }
}
