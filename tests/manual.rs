//! The manual in both languages: each page has its counterpart with the same chapters, code and pictures, and every link
//! leads somewhere.
#![cfg(test)]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The names of the pages in a folder.
fn pages(folder: &str) -> BTreeSet<String> {
    let entries = std::fs::read_dir(root().join(folder)).unwrap().map(|entry| entry.unwrap().file_name());
    entries.map(|name| name.into_string().unwrap()).filter(|name| name.ends_with(".md")).collect()
}

fn text(page: &Path) -> String {
    std::fs::read_to_string(page).unwrap_or_else(|error| panic!("{}: {error}", page.display()))
}

/// What two pages that say the same have in common.
#[derive(Debug, Default, PartialEq)]
struct Shape {
    /// How deep each heading is.
    headings: Vec<usize>,
    /// The lines of code without their comments.
    code: Vec<String>,
    pictures: Vec<String>,
    /// How many rows all tables have.
    rows: usize,
}

impl Shape {
    fn of(page: &str) -> Self {
        let mut shape = Self::default();
        let mut in_code = false;
        for line in page.lines() {
            if line.starts_with("```") {
                in_code = !in_code;
                shape.code.push(line.to_owned());
            } else if in_code {
                shape.code.push(uncommented(line).to_owned());
            } else if line.starts_with('#') {
                shape.headings.push(line.chars().take_while(|sign| *sign == '#').count());
            } else if let Some((_, picture)) = line.strip_prefix("![").and_then(|line| line.split_once("](")) {
                shape.pictures.push(picture.to_owned());
            } else if line.starts_with('|') {
                shape.rows += 1;
            }
        }
        shape
    }
}

/// Comments are in the language of the page.
fn uncommented(line: &str) -> &str {
    let comment = if line.starts_with('#') { Some(0) } else { line.find(" #") };
    line[..comment.unwrap_or(line.len())].trim_end()
}

#[test]
fn each_page_has_its_counterpart_with_the_same_chapters_code_pictures_and_tables() {
    let english = pages("docs");
    assert_eq!(english, pages("docs/zh"));
    for name in english {
        let [en, zh] = ["docs", "docs/zh"].map(|folder| text(&root().join(folder).join(&name)));
        assert_eq!(Shape::of(&en), Shape::of(&zh), "{name}");
        let chinese = |page: &str| page.chars().filter(|sign| ('\u{4e00}'..='\u{9fff}').contains(sign)).count();
        assert!(chinese(&zh) > 5 * chinese(&en), "{name} is in Chinese");
    }
}

#[test]
fn the_contents_name_every_page() {
    for folder in ["docs", "docs/zh"] {
        let contents = text(&root().join(folder).join("README.md"));
        for name in pages(folder).iter().filter(|name| *name != "README.md") {
            assert!(contents.contains(&format!("]({name})")), "{folder}: {name}");
        }
    }
    for (readme, contents) in [("README.md", "](docs/README.md)"), ("README.zh.md", "](docs/zh/README.md)")] {
        assert!(text(&root().join(readme)).contains(contents), "{readme} leads to the manual");
    }
    let chinese = text(&root().join("README.zh.md"));
    for name in pages("docs") {
        assert!(!chinese.contains(&format!("](docs/{name}")), "README.zh.md leads to {name} in English");
    }
}

/// What a link names of a page's headings: their words in small letters, joined by strokes.
fn anchors(page: &str) -> BTreeSet<String> {
    let headings = page.lines().filter(|line| line.starts_with('#')).map(|line| line.trim_start_matches('#').trim());
    let anchor = |heading: &str| {
        let kept = heading.chars().filter(|sign| sign.is_alphanumeric() || matches!(sign, ' ' | '-' | '_'));
        kept.collect::<String>().to_lowercase().replace(' ', "-")
    };
    headings.map(anchor).collect()
}

#[test]
fn every_link_leads_to_a_file_and_to_a_heading_in_it() {
    let of = |folder: &str| pages(folder).into_iter().map(|name| root().join(folder).join(name)).collect::<Vec<_>>();
    let pages: Vec<PathBuf> = ["", "docs", "docs/zh"].into_iter().flat_map(of).collect();
    assert!(pages.len() > 10);
    for page in pages {
        let written = text(&page);
        let targets = written.split("](").skip(1).filter_map(|rest| rest.split(')').next());
        for target in targets.filter(|target| !target.starts_with("http") && !target.starts_with('#')) {
            let (path, anchor) = target.split_once('#').map_or((target, None), |(path, anchor)| (path, Some(anchor)));
            let path = page.parent().unwrap().join(path);
            assert!(path.exists(), "{}: {target}", page.display());
            let there = anchor.is_none_or(|anchor| anchors(&text(&path)).contains(anchor));
            assert!(there, "{}: no heading is called {target}", page.display());
        }
    }
}
