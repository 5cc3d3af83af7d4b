//! A letterhead around reports in Markdown and in HTML.

use super::Letterhead;
use crate::report::html::escaped;
use crate::report::markdown::escape::escape;
use crate::report::words::typeset as t;
use crate::text::Lang;

/// What stands above a report in Markdown.
pub(in crate::report) fn markdown_head(letterhead: &Letterhead, lang: Lang) -> String {
    let logo = letterhead
        .logo()
        .map(|logo| format!("![{}]({})\n\n", escape(&letterhead.issuer(lang)), logo.file_name()))
        .unwrap_or_default();
    format!("{logo}{}\n\n", escape(&letterhead.heading(lang)))
}

/// The chapter of the issuer's notes in Markdown; nothing where there are none.
pub(in crate::report) fn markdown_notes(letterhead: &Letterhead, lang: Lang) -> String {
    let notes = letterhead.notes(lang);
    if notes.is_empty() {
        return String::new();
    }
    let notes: String = notes.iter().map(|note| format!("\n{}\n", escape(note))).collect();
    format!("\n## {}\n{notes}", t::NOTES.get(lang))
}

/// What stands above a page of HTML.
pub(in crate::report) fn page_head(letterhead: &Letterhead, lang: Lang) -> String {
    let logo = letterhead
        .logo()
        .map(|logo| format!("<img src=\"{}\" alt=\"{}\">\n", logo.data_uri(), escaped(&letterhead.issuer(lang))))
        .unwrap_or_default();
    format!("<header class=\"letterhead\">\n{logo}<p>{}</p>\n</header>\n", escaped(&letterhead.heading(lang)))
}
