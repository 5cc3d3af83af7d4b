//! What is around every page: its head, its contents, how it looks, and the script that only adds comfort.

use super::escaped;
use crate::report::words::html as w;
use crate::text::Lang;

/// Nothing is loaded from anywhere: what the page needs is in it.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:; \
                      base-uri 'none'; form-action 'none'";
const STYLE: &str = include_str!("page.css");
const SCRIPT: &str = include_str!("page.js");

/// From how many on chapters stand beside the page where it is wide.
const MANY_CHAPTERS: usize = 8;

/// A page.
pub(super) struct Page {
    /// In words, not in HTML.
    pub title: String,
    /// The anchors and titles of its chapters.
    pub chapters: Vec<(String, String)>,
    /// What the charts refer to.
    pub definitions: String,
    pub main: String,
    pub lang: Lang,
}

impl Page {
    pub fn html(&self) -> String {
        let (lang, title) = (self.lang, escaped(&self.title));
        let say = |words: crate::report::words::Words| escaped(words.get(lang));
        // Few chapters need no column of their own beside the page.
        let class = if self.chapters.len() < MANY_CHAPTERS { " class=\"short\"" } else { "" };
        let chapters = self.chapters.iter();
        let contents: String = chapters
            .map(|(anchor, title)| format!("<li><a href=\"#{}\">{}</a></li>\n", escaped(anchor), escaped(title)))
            .collect();
        format!(
            "<!DOCTYPE html>\n<html lang=\"{tag}\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
             <meta name=\"color-scheme\" content=\"light dark\">\n<title>{title}</title>\n\
             <style>\n{STYLE}</style>\n</head>\n<body{class} data-filter=\"{filter}\" data-sort=\"{sort}\">\n{definitions}\
             <nav aria-label=\"{contents_title}\">\n<p>{contents_title}</p>\n<ul>\n{contents}</ul>\n</nav>\n\
             <main>\n{main}</main>\n<script>\n{SCRIPT}</script>\n</body>\n</html>\n",
            tag = w::language_tag(lang),
            filter = say(w::FILTER),
            sort = say(w::SORT),
            contents_title = say(w::CONTENTS),
            definitions = self.definitions,
            main = self.main,
        )
    }
}
