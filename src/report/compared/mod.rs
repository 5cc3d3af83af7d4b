//! Ratings held against each other, for people: one page of lines and tables, for a terminal or as Markdown.

mod names;
mod page;
mod parts;
mod values;

pub(in crate::report) use names::labels;
use page::{Block, page};

use super::markdown::escape::{Side, escape, head, row};
use super::terminal::paint::{Paint, Tone, drawn};
use super::words::compare as w;
use crate::rating::Comparison;
use crate::text::Lang;

/// The comparison for a terminal, whose width is asked where it is left out.
pub fn terminal(comparison: &Comparison, lang: Lang, colour: bool, width: Option<u16>) -> String {
    let paint = Paint { colour, width };
    let mut text = String::new();
    for block in page(comparison, lang) {
        match block {
            Block::Title(title) => text.push_str(&format!("{}\n", paint.bold(&title))),
            Block::Heading(heading) => text.push_str(&format!("\n{}\n", paint.bold(&heading))),
            Block::Line(line) => text.push_str(&format!("{}\n", paint.toned(&line, Tone::Plain))),
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

/// The comparison in Markdown; `chart` is the path of its chart, relative to the file.
pub fn markdown(comparison: &Comparison, chart: Option<&str>, lang: Lang) -> String {
    let mut text = String::new();
    for block in page(comparison, lang) {
        match block {
            Block::Title(title) => text.push_str(&format!("# {}\n", escape(&title))),
            Block::Heading(heading) => text.push_str(&format!("\n## {}\n", escape(&heading))),
            Block::Line(line) => text.push_str(&format!("\n{}\n", escape(&line))),
            Block::Table { head: columns, numbers, rows } => {
                let side = |at| if numbers.contains(&at) { Side::Right } else { Side::Left };
                let columns: Vec<(&str, Side)> =
                    columns.iter().enumerate().map(|(at, column)| (column.as_str(), side(at))).collect();
                text.push_str(&format!("\n{}", head(&columns)));
                rows.iter().for_each(|cells| text.push_str(&row(cells.iter().map(|cell| escape(cell)))));
            }
        }
    }
    if let Some(path) = chart {
        let alt = escape(w::TREND.get(lang));
        text.push_str(&format!("\n## {}\n\n![{alt}](<{}>)\n", w::CHART.get(lang), path.replace(['<', '>', '\n'], "")));
    }
    text
}
