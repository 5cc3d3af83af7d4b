//! Tables and lines, with colour or without.

use comfy_table::{Attribute, Cell, CellAlignment, Color, ContentArrangement, LineStyle, Table, TableStyle};

use crate::rating::{Outcome, OutcomeStatus};
use crate::report::phrase::harmless;
use crate::standard::assessment::LevelReached;

/// Whether colour is used, and how wide the terminal is.
#[derive(Debug, Clone, Copy)]
pub(in crate::report) struct Paint {
    /// Whether there may be colour codes.
    pub colour: bool,
    /// The width in columns; `None` leaves it to the terminal.
    pub width: Option<u16>,
}

/// How good a piece of news is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::report) enum Tone {
    Plain,
    Good,
    Doubtful,
    Bad,
}

impl Tone {
    /// How good an outcome is. What is rated and reaches no level is not what anybody hopes for.
    pub fn of(outcome: &Outcome) -> Self {
        let below = outcome.level.as_ref().is_some_and(LevelReached::is_below);
        match outcome.status {
            OutcomeStatus::Rated if below => Self::Doubtful,
            OutcomeStatus::Rated | OutcomeStatus::Reported => Self::Good,
            OutcomeStatus::NotRated | OutcomeStatus::IndicativeOnly => Self::Doubtful,
            OutcomeStatus::Refused => Self::Bad,
        }
    }

    const fn colour(self) -> Option<Color> {
        match self {
            Self::Plain => None,
            Self::Good => Some(Color::Green),
            Self::Doubtful => Some(Color::Yellow),
            Self::Bad => Some(Color::Red),
        }
    }

    const fn code(self) -> &'static str {
        match self {
            Self::Plain => "",
            Self::Good => "\u{1b}[32m",
            Self::Doubtful => "\u{1b}[33m",
            Self::Bad => "\u{1b}[31m",
        }
    }
}

/// The padding behind each cell. With the blank that the library draws where lines could cross it makes two spaces.
pub(in crate::report) const GAP: u16 = 1;

/// A line below the headings, and two spaces between columns.
const STYLE: TableStyle = TableStyle::new().header_separator(LineStyle::none().fill('─').junction('─'));

impl Paint {
    /// A table with these headings; none where the rows speak for themselves.
    pub fn table(self, headings: &[&str]) -> Table {
        let mut table = Table::new();
        table.load_style(STYLE).set_content_arrangement(ContentArrangement::Dynamic);
        if let Some(width) = self.width {
            table.set_width(width);
        }
        if self.colour {
            table.enforce_styling();
        }
        if !headings.is_empty() {
            table.set_header(headings.iter().map(|heading| self.heading_cell(heading)));
        }
        table
    }

    fn heading_cell(self, heading: &str) -> Cell {
        let cell = Cell::new(heading);
        if self.colour { cell.add_attribute(Attribute::Bold) } else { cell }
    }

    /// A cell; its lines are those of `text`.
    pub fn cell(self, text: &str, tone: Tone) -> Cell {
        let lines: Vec<String> = text.lines().map(|line| unbroken(&harmless(line))).collect();
        let cell = Cell::new(lines.join("\n"));
        match tone.colour() {
            Some(colour) if self.colour => cell.fg(colour),
            _ => cell,
        }
    }

    /// A heading.
    pub fn bold(self, text: &str) -> String {
        self.coded("\u{1b}[1m", text)
    }

    /// Words in the colour of their tone.
    pub fn toned(self, text: &str, tone: Tone) -> String {
        self.coded(tone.code(), text)
    }

    fn coded(self, code: &str, text: &str) -> String {
        let text = harmless(text);
        if self.colour && !code.is_empty() { format!("{code}{text}\u{1b}[0m") } else { text }
    }
}

/// Keeps signs with their numbers where a cell is wrapped: `≤ 1.5` and `95 %` stay in one line.
fn unbroken(text: &str) -> String {
    let text = text.replace(" %", "\u{a0}%").replace(" / ", "\u{a0}/\u{a0}");
    let signs = ["≤", "≥", "<", ">"];
    signs.iter().fold(text, |text, sign| text.replace(&format!("{sign} "), &format!("{sign}\u{a0}")))
}

/// The table's text, each line indented, without spaces at the ends of lines.
pub(in crate::report) fn drawn(table: &mut Table, numbers: &[usize], indent: usize) -> String {
    for column in table.column_iter_mut() {
        column.set_padding((0, GAP));
        if numbers.contains(&column.index) {
            column.set_cell_alignment(CellAlignment::Right);
        }
    }
    if let Some(width) = table.width() {
        table.set_width(width.saturating_sub(u16::try_from(indent).unwrap_or(0)));
    }
    let margin = " ".repeat(indent);
    // The spaces have done their work, and plain ones are what a search looks for.
    let lines = table.lines().map(|line| line.replace('\u{a0}', " "));
    lines.map(|line| format!("{}\n", format!("{margin}{line}").trim_end())).collect()
}
