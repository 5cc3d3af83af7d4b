//! A piece of the report in Markdown as blocks: the same words, so that no report says more than another.

use std::iter::Peekable;

use pulldown_cmark::{Alignment, CodeBlockKind, Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use super::document::{Block, Column, Form, Inline, Item};
use crate::report::page;

/// What stands between two lines of a cell, the one piece of HTML that reports in Markdown have.
const LINE_BREAK: &str = "<br>";

/// A piece of Markdown as blocks. A heading `##` is of depth 1; a title `#` and pictures are left out.
pub(super) fn blocks(markdown: &str) -> Vec<Block> {
    Reading { events: Parser::new_ext(markdown, Options::ENABLE_TABLES).peekable() }.blocks(None)
}

/// The blocks of a page. Its title and its pictures are left out; its headings are of depth 1.
pub(super) fn of_page(blocks: Vec<page::Block>) -> Vec<Block> {
    let inline = |text: String| vec![Inline::plain(text)];
    let told = |block| match block {
        // Charts stand in the chapters as figures.
        page::Block::Title(_) | page::Block::Picture { .. } => None,
        page::Block::Heading(text) => Some(Block::Heading { depth: 1, text }),
        page::Block::Line(text) => Some(Block::Paragraph { text: inline(text) }),
        page::Block::Table { head, numbers, rows } => {
            let column = |(at, head)| Column { head: inline(head), numbers: numbers.contains(&at) };
            let columns = head.into_iter().enumerate().map(column).collect();
            let rows = rows.into_iter().map(|row| row.into_iter().map(inline).collect());
            Some(Block::Table { columns, rows: rows.collect() })
        }
    };
    blocks.into_iter().filter_map(told).collect()
}

/// The same without its first heading, for a chapter that has that title itself.
pub(super) fn untitled(markdown: &str) -> Vec<Block> {
    let mut blocks = blocks(markdown);
    if matches!(blocks.first(), Some(Block::Heading { .. })) {
        blocks.remove(0);
    }
    blocks
}

struct Reading<'m, I: Iterator<Item = Event<'m>>> {
    events: Peekable<I>,
}

impl<'m, I: Iterator<Item = Event<'m>>> Reading<'m, I> {
    /// The blocks up to the end of what encloses them.
    fn blocks(&mut self, end: Option<TagEnd>) -> Vec<Block> {
        let mut blocks = Vec::new();
        while let Some(event) = self.events.next() {
            match event {
                Event::End(ended) if Some(ended) == end => break,
                Event::Start(Tag::Heading { level, .. }) => {
                    let text = words(&self.inlines(TagEnd::Heading(level)));
                    blocks.extend(depth(level).map(|depth| Block::Heading { depth, text }));
                }
                Event::Start(Tag::Paragraph) => {
                    let text = self.inlines(TagEnd::Paragraph);
                    blocks.extend((!text.is_empty()).then_some(Block::Paragraph { text }));
                }
                Event::Start(Tag::BlockQuote(kind)) => {
                    let within = self.blocks(Some(TagEnd::BlockQuote(kind)));
                    blocks.extend(within.into_iter().map(|block| match block {
                        Block::Paragraph { text } => Block::Notice { text },
                        other => other,
                    }));
                }
                Event::Start(Tag::List(first)) => blocks.push(Block::List { items: self.items(first.is_some()) }),
                Event::Start(Tag::Table(sides)) => blocks.push(self.table(&sides)),
                Event::Start(Tag::CodeBlock(CodeBlockKind::Indented | CodeBlockKind::Fenced(_))) => {
                    let text = self.inlines(TagEnd::CodeBlock);
                    blocks.push(Block::Paragraph { text });
                }
                // Lines of HTML are words, as all else that users write.
                Event::Html(html) => blocks.push(Block::Paragraph { text: vec![Inline::plain(html.trim_end())] }),
                _ => {}
            }
        }
        blocks
    }

    fn items(&mut self, numbered: bool) -> Vec<Item> {
        let mut items = Vec::new();
        while let Some(event) = self.events.next() {
            match event {
                Event::End(TagEnd::List(ended)) if ended == numbered => break,
                Event::Start(Tag::Item) => items.push(self.item()),
                _ => {}
            }
        }
        items
    }

    fn item(&mut self) -> Item {
        let mut item = Item { text: Vec::new(), items: Vec::new() };
        loop {
            match self.events.peek() {
                None => break,
                Some(Event::Start(Tag::List(first))) => {
                    let numbered = first.is_some();
                    self.events.next();
                    item.items.extend(self.items(numbered));
                }
                Some(Event::Start(Tag::Paragraph)) => {
                    self.events.next();
                    item.text.extend(self.inlines(TagEnd::Paragraph));
                }
                Some(Event::End(TagEnd::Item)) => {
                    self.events.next();
                    break;
                }
                Some(_) => {
                    if let Some(event) = self.events.next() {
                        self.inline(event, &mut item.text);
                    }
                }
            }
        }
        item
    }

    fn table(&mut self, sides: &[Alignment]) -> Block {
        let (mut columns, mut rows) = (Vec::new(), Vec::new());
        let mut row: Vec<Vec<Inline>> = Vec::new();
        while let Some(event) = self.events.next() {
            match event {
                Event::Start(Tag::TableCell) => row.push(self.inlines(TagEnd::TableCell)),
                Event::End(TagEnd::TableHead) => {
                    let heads = std::mem::take(&mut row).into_iter().zip(sides);
                    columns =
                        heads.map(|(head, side)| Column { head, numbers: matches!(side, Alignment::Right) }).collect();
                }
                Event::End(TagEnd::TableRow) => rows.push(std::mem::take(&mut row)),
                Event::End(TagEnd::Table) => break,
                _ => {}
            }
        }
        Block::Table { columns, rows }
    }

    /// The words up to the end of what encloses them. Pictures are left out.
    fn inlines(&mut self, end: TagEnd) -> Vec<Inline> {
        let mut told = Vec::new();
        while let Some(event) = self.events.next() {
            match event {
                Event::End(ended) if ended == end => break,
                event => self.inline(event, &mut told),
            }
        }
        told
    }

    fn inline(&mut self, event: Event<'m>, told: &mut Vec<Inline>) {
        let mut add = |form, text: &str| match told.last_mut().filter(|last: &&mut Inline| last.form == form) {
            Some(last) => last.text.push_str(text),
            None => told.push(Inline { form, text: text.to_owned() }),
        };
        match event {
            Event::Text(text) => add(Form::Plain, &text),
            Event::Code(text) => add(Form::Code, &text),
            Event::InlineHtml(html) if html.as_ref() == LINE_BREAK => {
                told.push(Inline { form: Form::Break, text: String::new() });
            }
            Event::Html(html) | Event::InlineHtml(html) => add(Form::Plain, &html),
            Event::SoftBreak | Event::HardBreak => add(Form::Plain, " "),
            Event::Start(Tag::Strong) => {
                let text = words(&self.inlines(TagEnd::Strong));
                told.push(Inline { form: Form::Strong, text });
            }
            Event::Start(Tag::Image { .. }) => {
                self.inlines(TagEnd::Image);
            }
            _ => {}
        }
    }
}

/// How deep a heading is below a chapter; `None` for the title of the report.
const fn depth(level: HeadingLevel) -> Option<u8> {
    match level {
        HeadingLevel::H1 => None,
        HeadingLevel::H2 => Some(1),
        _ => Some(2),
    }
}

/// Words without their form.
fn words(told: &[Inline]) -> String {
    told.iter().map(|inline| inline.text.as_str()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(text: &str) -> Vec<Inline> {
        vec![Inline::plain(text)]
    }

    #[test]
    fn headings_paragraphs_and_lists_within_lists_keep_their_words() {
        let told = blocks("# Title\n\n## A & `b`\n\n> **careful**\n\none\ntwo **three**\n\n- a\n  - b\n- c\n");
        let item = |text: &str, items: Vec<Item>| Item { text: plain(text), items };
        let strong = |text: &str| Inline { form: Form::Strong, text: text.to_owned() };
        assert_eq!(
            told,
            [
                Block::Heading { depth: 1, text: "A & b".to_owned() },
                Block::Notice { text: vec![strong("careful")] },
                Block::Paragraph { text: vec![Inline::plain("one two "), strong("three")] },
                Block::List { items: vec![item("a", vec![item("b", Vec::new())]), item("c", Vec::new())] },
            ]
        );
        assert_eq!(untitled("## A\n\nb\n"), [Block::Paragraph { text: plain("b") }]);
    }

    #[test]
    fn a_table_has_its_columns_its_lines_and_its_hashes() {
        let told = blocks("| a | b |\n| :-- | --: |\n| x<br>y | `00ff` |\n");
        let code = Inline { form: Form::Code, text: "00ff".to_owned() };
        let lines = vec![Inline::plain("x"), Inline { form: Form::Break, text: String::new() }, Inline::plain("y")];
        let column = |head, numbers| Column { head: plain(head), numbers };
        let columns = vec![column("a", false), column("b", true)];
        assert_eq!(told, [Block::Table { columns, rows: vec![vec![lines, vec![code]]] }]);
    }

    #[test]
    fn a_page_keeps_its_headings_its_lines_and_its_columns_of_numbers() {
        let table = page::Block::table(&["a", "b"], &[1], vec![vec!["<br>".to_owned(), "2".to_owned()]]);
        let told = of_page(
            [page::Block::Title("t".into()), page::Block::Heading("h".into()), page::Block::Line("*l*".into())]
                .into_iter()
                .chain(table)
                .collect(),
        );
        let column = |head, numbers| Column { head: plain(head), numbers };
        assert_eq!(
            told,
            [
                Block::Heading { depth: 1, text: "h".to_owned() },
                Block::Paragraph { text: plain("*l*") },
                Block::Table {
                    columns: vec![column("a", false), column("b", true)],
                    rows: vec![vec![plain("<br>"), plain("2")]]
                },
            ]
        );
    }

    #[test]
    fn html_is_words_and_pictures_are_left_out() {
        let told = blocks("a <script>x</script> ![p](<q.svg>)\n\n![p](<q.svg>)\n\n<div>\n");
        assert_eq!(
            told,
            [Block::Paragraph { text: plain("a <script>x</script> ") }, Block::Paragraph { text: plain("<div>") }]
        );
    }
}
