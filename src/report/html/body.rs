//! The report in Markdown as HTML: the same words in the same order, so that no report says more than the other.

use std::collections::BTreeMap;

use pulldown_cmark::{CowStr, Event, HeadingLevel, Options, Parser, Tag, TagEnd, html};

use super::escaped;

/// What stands between two lines of a cell, the one piece of HTML that reports in Markdown have.
const LINE_BREAK: &str = "<br>";

/// The body of a page.
pub(super) struct Body {
    pub html: String,
    /// The anchors and titles of its chapters.
    pub chapters: Vec<(String, String)>,
}

/// A report in Markdown as HTML. Its pictures are replaced by the elements that are given for their paths.
pub(super) fn body(markdown: &str, pictures: &BTreeMap<String, &str>) -> Body {
    let mut rewrite = Rewrite { pictures, ..Rewrite::default() };
    Parser::new_ext(markdown, Options::ENABLE_TABLES).for_each(|event| rewrite.take(event));
    let mut text = String::new();
    html::push_html(&mut text, rewrite.events.into_iter());
    Body { html: text, chapters: rewrite.chapters }
}

/// The events of a report, changed to what a page needs.
struct Rewrite<'a> {
    pictures: &'a BTreeMap<String, &'a str>,
    events: Vec<Event<'a>>,
    chapters: Vec<(String, String)>,
    /// The title of the chapter that is being read.
    title: Option<String>,
    /// The path and the words of the picture that is being read.
    picture: Option<(CowStr<'a>, String)>,
    /// Whether a picture has taken the place of the paragraph that is being read.
    paragraph_is_gone: bool,
}

impl Default for Rewrite<'_> {
    fn default() -> Self {
        Self {
            pictures: const { &BTreeMap::new() },
            events: Vec::new(),
            chapters: Vec::new(),
            title: None,
            picture: None,
            paragraph_is_gone: false,
        }
    }
}

impl<'a> Rewrite<'a> {
    fn take(&mut self, event: Event<'a>) {
        match event {
            Event::Start(Tag::Image { dest_url, .. }) => self.picture = Some((dest_url, String::new())),
            Event::End(TagEnd::Image) => self.end_picture(),
            Event::Text(text) | Event::Html(text) | Event::InlineHtml(text) if self.picture.is_some() => {
                self.picture.iter_mut().for_each(|(_, words)| words.push_str(&text));
            }
            Event::End(TagEnd::Paragraph) if self.paragraph_is_gone => self.paragraph_is_gone = false,
            Event::Start(Tag::Heading { level: HeadingLevel::H2, classes, attrs, .. }) => {
                let anchor = format!("chapter-{}", self.chapters.len() + 1);
                self.chapters.push((anchor.clone(), String::new()));
                self.title = Some(String::new());
                let id = Some(CowStr::from(anchor));
                self.events.push(Event::Start(Tag::Heading { level: HeadingLevel::H2, id, classes, attrs }));
            }
            Event::End(TagEnd::Heading(HeadingLevel::H2)) => {
                if let (Some((_, known)), Some(title)) = (self.chapters.last_mut(), self.title.take()) {
                    *known = title;
                }
                self.events.push(event);
            }
            Event::Start(Tag::Table(_)) => {
                // A table that is too wide moves within a box of its own, also by the keyboard.
                self.push_html("<div class=\"wide\" tabindex=\"0\">\n");
                self.events.push(event);
            }
            Event::End(TagEnd::Table) => {
                self.events.push(event);
                self.push_html("</div>\n");
            }
            // Whatever it is, it was written as words.
            Event::Html(text) | Event::InlineHtml(text) if text.as_ref() != LINE_BREAK => {
                self.events.push(Event::Text(text));
            }
            Event::Start(Tag::Link { .. }) | Event::End(TagEnd::Link) => {}
            other => {
                if let (Some(title), Event::Text(text)) = (&mut self.title, &other) {
                    title.push_str(text);
                }
                self.events.push(other);
            }
        }
    }

    /// A picture that is a paragraph of its own becomes the element that is known for it.
    fn end_picture(&mut self) {
        let Some((path, words)) = self.picture.take() else { return };
        let Some(drawn) = self.pictures.get(path.as_ref()) else {
            self.events.push(Event::Text(words.into()));
            return;
        };
        if matches!(self.events.last(), Some(Event::Start(Tag::Paragraph))) {
            self.events.pop();
            self.paragraph_is_gone = true;
        }
        self.push_html(figure(drawn, &words));
    }

    fn push_html(&mut self, html: impl Into<CowStr<'a>>) {
        self.events.push(Event::Html(html.into()));
    }
}

/// A chart with its words.
pub(super) fn figure(drawn: &str, words: &str) -> String {
    format!(
        "<figure>\n<div class=\"wide chart\" tabindex=\"0\">\n{drawn}</div>\n<figcaption>{}</figcaption>\n</figure>\n",
        escaped(words)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn html(markdown: &str) -> String {
        body(markdown, &BTreeMap::new()).html
    }

    #[test]
    fn html_in_a_report_is_words_but_for_the_break_between_the_lines_of_a_cell() {
        let told = html("a <script>alert(1)</script>\n\n<b onclick=x>c</b>\n\n| d |\n| :-- |\n| e<br>f <br/> |\n");
        assert!(told.contains("a &lt;script&gt;alert(1)&lt;/script&gt;"), "{told}");
        assert!(told.contains("&lt;b onclick=x&gt;") && !told.contains("<b "), "{told}");
        assert!(told.contains("e<br>f &lt;br/&gt;"), "{told}");
    }

    #[test]
    fn links_are_their_words_and_a_picture_that_is_not_known_is_too() {
        let told = html("[go](http://example.org) <http://example.org> ![seen](http://example.org/a.png)");
        assert!(!told.contains("href") && !told.contains("src") && !told.contains("<img"), "{told}");
        assert!(told.contains("go http://example.org seen"), "{told}");
    }

    #[test]
    fn chapters_have_anchors_tables_have_boxes_and_pictures_are_drawn() {
        let pictures = BTreeMap::from([("charts/a.svg".to_owned(), "<svg></svg>")]);
        let told =
            body("# T\n\n## One & *two*\n\n![what <it> is](<charts/a.svg>)\n\n## Three\n\n| a |\n| --: |\n", &pictures);
        let chapters: Vec<_> = told.chapters.iter().map(|(id, title)| (id.as_str(), title.as_str())).collect();
        assert_eq!(chapters, [("chapter-1", "One & two"), ("chapter-2", "Three")]);
        assert!(told.html.contains("<h2 id=\"chapter-2\">Three</h2>"), "{}", told.html);
        assert!(told.html.contains("<svg></svg></div>\n<figcaption>what &lt;it&gt; is</figcaption>"), "{}", told.html);
        assert!(!told.html.contains("<p></p>") && !told.html.contains("<p>"), "{}", told.html);
        assert!(told.html.contains("<div class=\"wide\" tabindex=\"0\">\n<table>"), "{}", told.html);
    }
}
