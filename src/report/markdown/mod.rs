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

use super::phrase::Phrases;
use super::words::reports as w;
use crate::rating::Rating;
use crate::text::Lang;

/// The full report. `charts` are paths of pictures, relative to the report, in the order in which they are to be read.
pub fn report(rating: &Rating, charts: &[&str], lang: Lang) -> String {
    let phrases = Phrases::of(rating, lang);
    let mut text = head::head(&phrases);
    text.push_str(&head::charts(&phrases, charts));
    text.push_str(&confidence::confidence(&phrases));
    if let Some((deciding, others)) = rating.standards.split_first() {
        text.push_str(&standard::full(&phrases, deciding));
        if !others.is_empty() {
            text.push_str(&format!("\n## {}\n", phrases.say(w::OTHER_STANDARDS)));
            others.iter().for_each(|other| text.push_str(&standard::short(&phrases, other)));
        }
    }
    text.push_str(&facts::indicators(&phrases));
    text.push_str(&uncertainty::uncertainty(&phrases));
    text.push_str(&efficiency::efficiency(&phrases));
    text.push_str(&facts::months(&phrases));
    text.push_str(&operation::operation(&phrases));
    text.push_str(&it_tests::it_tests(&phrases));
    text.push_str(&clean_energy::clean_energy(&phrases));
    text.push_str(&quality::sufficiency(&phrases));
    text.push_str(&quality::findings(&phrases));
    text.push_str(&facts::inputs(&phrases));
    text.push_str(&facts::sources(&phrases));
    text.push_str(&facts::about(&phrases));
    text
}
