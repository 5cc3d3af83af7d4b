//! Ratings held against each other, for people: one page of lines and tables, for a terminal or as Markdown.

mod names;
mod page;
mod parts;
mod values;

pub(in crate::report) use names::{arrow, labels};
use page::page;
pub(in crate::report) use page::{level, prerequisite};
pub(in crate::report) use values::Say;

use super::markdown::escape::escape;
use super::page as pages;
use super::words::compare as w;
use crate::rating::Comparison;
use crate::text::Lang;

/// The comparison for a terminal, whose width is asked where it is left out.
pub fn terminal(comparison: &Comparison, lang: Lang, colour: bool, width: Option<u16>) -> String {
    pages::terminal(page(comparison, lang), colour, width)
}

/// The comparison in Markdown; `chart` is the path of its chart, relative to the file.
pub fn markdown(comparison: &Comparison, chart: Option<&str>, lang: Lang) -> String {
    let mut text = pages::markdown(page(comparison, lang));
    if let Some(path) = chart {
        let alt = escape(w::TREND.get(lang));
        text.push_str(&format!("\n## {}\n\n![{alt}](<{}>)\n", w::CHART.get(lang), path.replace(['<', '>', '\n'], "")));
    }
    text
}
