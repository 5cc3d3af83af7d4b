//! Reports as pages for a browser: one file each, which reads nothing from a network and needs no script to be read.

mod body;
mod facility;
mod page;
mod portfolio;
mod proof;
mod table;
#[cfg(test)]
mod tests;

pub use facility::report;
pub use portfolio::{Failed, PortfolioPage, portfolio};

/// Text as HTML has it, in an element and in an attribute, without the signs that it can not hold.
pub(super) fn escaped(text: &str) -> String {
    let text = super::phrase::harmless(text);
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            c => escaped.push(c),
        }
    }
    escaped
}
