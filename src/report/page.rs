//! A page of lines and tables, for a terminal or as Markdown.

use super::markdown::escape::{Side, escape, head, row};
use super::terminal::paint::{Paint, Tone, drawn};

/// A piece of the page.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::report) enum Block {
    Title(String),
    Heading(String),
    Line(String),
    /// A picture beside the page, and what it shows. A terminal has none.
    Picture {
        path: String,
        words: String,
    },
    Table {
        head: Vec<String>,
        /// The columns of numbers.
        numbers: Vec<usize>,
        rows: Vec<Vec<String>>,
    },
}

impl Block {
    /// A table; none without rows.
    pub fn table(head: &[&str], numbers: &[usize], rows: Vec<Vec<String>>) -> Option<Self> {
        let head = head.iter().map(|heading| (*heading).to_owned()).collect();
        (!rows.is_empty()).then(|| Self::Table { head, numbers: numbers.to_vec(), rows })
    }
}

/// The page for a terminal, whose width is asked where it is left out.
pub(in crate::report) fn terminal(blocks: Vec<Block>, colour: bool, width: Option<u16>) -> String {
    let paint = Paint { colour, width };
    let mut text = String::new();
    for block in blocks {
        match block {
            Block::Title(title) => text.push_str(&format!("{}\n", paint.bold(&title))),
            Block::Heading(heading) => text.push_str(&format!("\n{}\n", paint.bold(&heading))),
            Block::Line(line) => text.push_str(&format!("{}\n", paint.toned(&line, Tone::Plain))),
            Block::Picture { .. } => {}
            Block::Table { head, numbers, rows } => {
                let head: Vec<&str> = head.iter().map(String::as_str).collect();
                let mut table = paint.table(&head);
                for row in &rows {
                    table.add_row(row.iter().map(|cell| paint.cell(cell, Tone::Plain)));
                }
                text.push_str(&format!("\n{}\n", drawn(&mut table, &numbers, 0).trim_end_matches('\n')));
            }
        }
    }
    text
}

/// The page in Markdown.
pub(in crate::report) fn markdown(blocks: Vec<Block>) -> String {
    let mut text = String::new();
    for block in blocks {
        match block {
            Block::Title(title) => text.push_str(&format!("# {}\n", escape(&title))),
            Block::Heading(heading) => text.push_str(&format!("\n## {}\n", escape(&heading))),
            Block::Line(line) => text.push_str(&format!("\n{}\n", escape(&line))),
            Block::Picture { path, words } => text.push_str(&format!("\n![{}](<{path}>)\n", escape(&words))),
            Block::Table { head: columns, numbers, rows } => {
                let side = |at| if numbers.contains(&at) { Side::Right } else { Side::Left };
                let columns: Vec<(&str, Side)> =
                    columns.iter().enumerate().map(|(at, column)| (column.as_str(), side(at))).collect();
                text.push_str(&format!("\n{}", head(&columns)));
                rows.iter().for_each(|cells| text.push_str(&row(cells.iter().map(|cell| escape(cell)))));
            }
        }
    }
    text
}
