//! Tables of a page.

use super::escaped;

/// A cell of a table.
#[derive(Default)]
pub(super) struct Cell {
    text: String,
    link: Option<String>,
    /// What stands small below the text.
    below: Vec<String>,
    /// What is folded away below it, under a line that says how much that is.
    folded: Option<(String, Vec<String>)>,
    /// A number by which the cell is sorted, where its words do not tell the order.
    order: Option<usize>,
    /// How its words are coloured: a class of the style.
    tone: Option<&'static str>,
}

impl Cell {
    pub fn new(text: impl Into<String>) -> Self {
        Self { text: text.into(), ..Self::default() }
    }

    pub fn linked(self, link: Option<String>) -> Self {
        Self { link, ..self }
    }

    pub fn below(self, lines: impl IntoIterator<Item = String>) -> Self {
        Self { below: lines.into_iter().collect(), ..self }
    }

    pub fn folded(self, summary: String, lines: Vec<String>) -> Self {
        Self { folded: Some((summary, lines)).filter(|(_, lines)| !lines.is_empty()), ..self }
    }

    pub fn sorted_by(self, order: usize) -> Self {
        Self { order: Some(order), ..self }
    }

    pub fn toned(self, tone: &'static str) -> Self {
        Self { tone: Some(tone), ..self }
    }

    fn html(&self, is_number: bool) -> String {
        let mut classes: Vec<&str> = self.tone.into_iter().collect();
        if is_number {
            classes.push("number");
        }
        let class = if classes.is_empty() { String::new() } else { format!(" class=\"{}\"", classes.join(" ")) };
        let order = self.order.map(|order| format!(" data-sort=\"{order}\"")).unwrap_or_default();
        let text = escaped(&self.text);
        let text = match &self.link {
            Some(link) => format!("<a href=\"{}\">{text}</a>", escaped(link)),
            None => text,
        };
        let below: String = self.below.iter().map(|line| format!("<small>{}</small>", escaped(line))).collect();
        let folded = self.folded.as_ref().map(|(summary, lines)| {
            let lines: String = lines.iter().map(|line| format!("<li>{}</li>", escaped(line))).collect();
            format!("<details><summary>{}</summary><ul>{lines}</ul></details>", escaped(summary))
        });
        format!("<td{class}{order}>{text}{below}{}</td>", folded.unwrap_or_default())
    }
}

/// A table; `numbers` are the columns of numbers.
pub(super) fn table(head: &[&str], numbers: &[usize], rows: &[Vec<Cell>]) -> String {
    let class = |at: &usize| if numbers.contains(at) { " class=\"number\"" } else { "" };
    let columns: String = head
        .iter()
        .enumerate()
        .map(|(at, name)| format!("<th scope=\"col\"{}>{}</th>", class(&at), escaped(name)))
        .collect();
    let row = |cells: &Vec<Cell>| {
        let cells: String = cells.iter().enumerate().map(|(at, cell)| cell.html(numbers.contains(&at))).collect();
        format!("<tr>{cells}</tr>\n")
    };
    let rows: String = rows.iter().map(row).collect();
    format!(
        "<div class=\"wide\" tabindex=\"0\">\n<table>\n<thead><tr>{columns}</tr></thead>\n<tbody>\n{rows}</tbody>\n</table>\n</div>\n"
    )
}
