//! A full report in Markdown.

mod clean_energy;
mod confidence;
mod efficiency;
pub(in crate::report) mod escape;
mod facts;
mod fields;
mod head;
mod it_tests;
mod items;
mod operation;
mod quality;
mod rounded;
mod standard;
mod uncertainty;

// The pieces of a report, which the typeset one puts in an order of its own. Each is empty where there is nothing to tell.
pub(super) use clean_energy::clean_energy;
pub(super) use confidence::confidence;
pub(super) use efficiency::efficiency;
pub(super) use facts::{about, indicators, inputs, months, sources};
pub(super) use head::head;
pub(super) use it_tests::it_tests;
pub(super) use operation::operation;
pub(super) use quality::{findings, sufficiency};
pub(super) use standard::{criteria_in_full, further, levels_in_full, prerequisites_in_full, short};
pub(super) use uncertainty::uncertainty;

use super::letterhead::{self, Letterhead};
use super::phrase::Phrases;
use super::words::reports as w;
use crate::rating::Rating;
use crate::text::Lang;

/// The full report under a letterhead, where there is one; its logo is beside the report.
pub fn report_under(letterhead: Option<&Letterhead>, rating: &Rating, charts: &[&str], lang: Lang) -> String {
    let around = |part: fn(&Letterhead, Lang) -> String| letterhead.map(|one| part(one, lang)).unwrap_or_default();
    around(letterhead::markdown_head) + &report(rating, charts, lang) + &around(letterhead::markdown_notes)
}

/// The full report. `charts` are paths of pictures, relative to the report, in the order in which they are to be read.
pub fn report(rating: &Rating, charts: &[&str], lang: Lang) -> String {
    let phrases = Phrases::of(rating, lang);
    let mut text = head(&phrases);
    text.push_str(&head::charts(&phrases, charts));
    text.push_str(&confidence(&phrases));
    if let Some((deciding, others)) = rating.standards.split_first() {
        text.push_str(&standard::full(&phrases, deciding));
        if !others.is_empty() {
            text.push_str(&format!("\n## {}\n", phrases.say(w::OTHER_STANDARDS)));
            others.iter().for_each(|other| text.push_str(&short(&phrases, other)));
        }
    }
    text.push_str(&indicators(&phrases));
    text.push_str(&uncertainty(&phrases));
    text.push_str(&efficiency(&phrases));
    text.push_str(&months(&phrases));
    text.push_str(&operation(&phrases));
    text.push_str(&it_tests(&phrases));
    text.push_str(&clean_energy(&phrases));
    text.push_str(&sufficiency(&phrases));
    text.push_str(&findings(&phrases));
    text.push_str(&inputs(&phrases));
    text.push_str(&sources(&phrases));
    text.push_str(&about(&phrases));
    text
}
