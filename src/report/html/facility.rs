//! The report of one facility.

use std::collections::BTreeMap;

use super::body::body;
use super::page::Page;
use super::proof;
use crate::problem::Result;
use crate::rating::Rating;
use crate::report::chart::{self, Chart};
use crate::report::letterhead::{self, Letterhead};
use crate::report::markdown;
use crate::report::phrase::Phrases;
use crate::report::words::{html as w, reports};
use crate::text::Lang;

/// The report of a facility as one file: what the report in Markdown says, with the charts in it as outlines, and the
/// proof of each criterion folded away; under a letterhead, where there is one.
///
/// # Errors
/// A typeface that cannot be read, which is a fault of the program.
pub fn report(rating: &Rating, charts: &[Chart], letterhead: Option<&Letterhead>, lang: Lang) -> Result<String> {
    let phrases = Phrases::of(rating, lang);
    let drawn = chart::in_page(charts)?;
    let paths: Vec<String> = drawn.drawn.iter().map(|(name, _)| format!("charts/{name}.svg")).collect();
    let shown: Vec<&str> = paths.iter().map(String::as_str).collect();
    let pictures: BTreeMap<String, &str> =
        paths.iter().cloned().zip(drawn.drawn.iter().map(|(_, picture)| picture.as_str())).collect();
    let notes = letterhead.map(|one| letterhead::markdown_notes(one, lang)).unwrap_or_default();
    let body = body(&(markdown::report(rating, &shown, lang) + &notes), &pictures);
    let head = letterhead.map(|one| letterhead::page_head(one, lang)).unwrap_or_default();
    let (mut main, mut chapters) = (head + &body.html, body.chapters);
    let proof = proof::chapter(&phrases);
    if !proof.is_empty() {
        chapters.push((proof::ANCHOR.to_owned(), phrases.say(w::PROOF).to_owned()));
        main.push_str(&proof);
    }
    let title = phrases.labelled(reports::TITLE, phrases.text(&rating.facility.name));
    Ok(Page { title, chapters, definitions: drawn.definitions, main, lang }.html())
}
