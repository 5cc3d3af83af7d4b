//! The facilities of a portfolio on one page.

use super::body::figure;
use super::escaped;
use super::page::Page;
use super::table::{Cell, table};
use crate::indicator::PortfolioFigures;
use crate::problem::{Problem, Result};
use crate::report::chart::{self, Chart, Kind};
use crate::report::letterhead::{self, Letterhead};
use crate::report::page::Block;
use crate::report::portfolio::{FACILITY_HEAD, FACILITY_NUMBERS, PortfolioReport, statistics, synthetic, unreadable};
use crate::report::terminal::PortfolioRow;
use crate::report::terminal::figures::{HEADINGS, figure_rows};
use crate::report::terminal::paint::Tone;
use crate::report::terminal::portfolio::{RowStatus, counts, standings};
use crate::report::words::{
    Words, chart_kinds, charts as c, confidence, efficiency, html as w, portfolio_charts, reports as r, typeset,
};
use crate::text::Lang;

/// Longer texts than this would be broken over many lines in a narrow column.
const LONG: usize = 24;

/// What the page of a portfolio tells.
#[derive(Debug, Clone)]
pub struct PortfolioPage<'a> {
    /// What the portfolio tells in every form.
    pub report: &'a PortfolioReport<'a>,
    /// The ranking and the other charts, where there are several facilities.
    pub charts: &'a [Chart],
    /// What stands around the page, where whoever issues it has a letterhead.
    pub letterhead: Option<&'a Letterhead>,
}

/// A facility that could not be read.
#[derive(Debug, Clone, Copy)]
pub struct Failed<'a> {
    /// Its folder.
    pub folder: &'a str,
    /// Why.
    pub problem: &'a Problem,
}

/// The page. Each facility's name leads to `ID/report.html` beside it.
///
/// # Errors
/// A typeface that cannot be read, which is a fault of the program.
pub fn portfolio(told: &PortfolioPage<'_>, lang: Lang) -> Result<String> {
    let PortfolioPage { report, charts, letterhead } = *told;
    let drawn = chart::in_page(charts)?;
    let figures = |ranking: bool| -> String {
        let of = drawn.drawn.iter().filter_map(|(name, picture)| Some((Kind::named(name)?, picture)));
        let of = of.filter(|(kind, _)| (*kind == Kind::Ranking) == ranking);
        of.map(|(kind, picture)| figure(picture, chart_kinds::caption(kind).get(lang))).collect()
    };
    let part = |heading: Words, html: String| (heading.get(lang).to_owned(), html);
    let parts = [part(w::FACILITIES, facilities(report.rows, lang))]
        .into_iter()
        .chain(parts_of(unreadable(&report.failed, lang)))
        .chain([part(c::RANKING, figures(true)), part(w::TOGETHER, together(&report.together.figures, lang))])
        .chain([part(portfolio_charts::CHARTS, figures(false))])
        .chain(parts_of(statistics(report.rows, report.together, lang)))
        .chain(letterhead.map(|one| part(typeset::NOTES, notes(one, lang))))
        .chain([part(r::ABOUT, about(report, lang))]);
    let title = w::PORTFOLIO.get(lang).to_owned();
    let head = letterhead.map(|one| letterhead::page_head(one, lang)).unwrap_or_default();
    let mut main = format!("{head}<h1>{}</h1>\n{}", escaped(&title), in_short(report.rows, lang));
    let mut chapters = Vec::new();
    for (index, (heading, html)) in parts.filter(|(_, html)| !html.is_empty()).enumerate() {
        let anchor = format!("chapter-{}", index + 1);
        main.push_str(&format!("<h2 id=\"{anchor}\">{}</h2>\n{html}", escaped(&heading)));
        chapters.push((anchor, heading));
    }
    Ok(Page { title, chapters, definitions: drawn.definitions, main, lang }.html())
}

/// The chapters of blocks: each heading, and what stands below it.
fn parts_of(blocks: Vec<Block>) -> Vec<(String, String)> {
    let mut parts: Vec<(String, String)> = Vec::new();
    for block in blocks {
        let html = match block {
            Block::Title(text) | Block::Heading(text) => {
                parts.push((text, String::new()));
                continue;
            }
            Block::Line(text) => format!("<p>{}</p>\n", escaped(&text)),
            // The page has its charts inside.
            Block::Picture { .. } => String::new(),
            Block::Table { head, numbers, rows } => {
                let head: Vec<&str> = head.iter().map(String::as_str).collect();
                let cells = |row: &Vec<String>| row.iter().map(|text| cell(text)).collect();
                let rows: Vec<Vec<Cell>> = rows.iter().map(cells).collect();
                table(&head, &numbers, &rows)
            }
        };
        if let Some((_, below)) = parts.last_mut() {
            below.push_str(&html);
        }
    }
    parts
}

/// A cell that is as wide as its text needs to be read.
fn cell(text: &str) -> Cell {
    if text.chars().count() > LONG { Cell::new(text).toned("words") } else { Cell::new(text) }
}

fn notes(letterhead: &Letterhead, lang: Lang) -> String {
    letterhead.notes(lang).iter().map(|note| format!("<p>{}</p>\n", escaped(note))).collect()
}

/// What made the page.
fn about(report: &PortfolioReport<'_>, lang: Lang) -> String {
    let [program, colon] = [r::PROGRAM, r::COLON].map(|words| say(words, lang));
    format!("<ul>\n<li>{program}{colon}{}</li>\n</ul>\n", escaped(report.program))
}

fn say(words: Words, lang: Lang) -> String {
    escaped(words.get(lang))
}

/// How many there are of each outcome, and what the grades rest on.
fn in_short(rows: &[PortfolioRow], lang: Lang) -> String {
    let mut text = format!("<p><strong>{}</strong></p>\n", escaped(&counts(rows, lang)));
    let mark = rows.iter().any(|row| row.at_the_boundary).then(|| confidence::MARK.get(lang));
    let synthetic = synthetic(rows, lang);
    for line in standings(rows, lang).into_iter().chain(synthetic.as_deref()).chain(mark) {
        text.push_str(&format!("<p>{}</p>\n", escaped(line)));
    }
    text
}

fn facilities(rows: &[PortfolioRow], lang: Lang) -> String {
    let head = FACILITY_HEAD.map(|words| words.get(lang));
    let rows: Vec<Vec<Cell>> = rows.iter().map(|row| cells(row, lang)).collect();
    table(&head, &FACILITY_NUMBERS, &rows)
}

fn cells(row: &PortfolioRow, lang: Lang) -> Vec<Cell> {
    let read = row.status != RowStatus::Unreadable;
    let name = Some(row.name.get(lang)).filter(|name| !name.is_empty()).unwrap_or(&row.id);
    let synthetic = row.synthetic.then(|| r::SYNTHETIC.get(lang).to_owned());
    let tone = match row.tone {
        Tone::Good => "good",
        Tone::Doubtful => "doubtful",
        Tone::Bad => "bad",
        Tone::Plain => "plain",
    };
    let mut cells = vec![
        Cell::new(name).toned("words").linked(read.then(|| format!("{}/report.html", row.id))).below(synthetic),
        Cell::new(&row.id),
        Cell::new(&row.period).toned("brief"),
        Cell::new(row.grade.get(lang)).sorted_by(order(row)).toned(tone),
    ];
    let values = [&row.score, &row.pue, &row.clean_share, &row.coverage];
    cells.extend(values.map(|text| Cell::new(text.get(lang))));
    let mut reasons = row.reasons.iter().map(|reason| reason.get(lang).to_owned());
    let first = Cell::new(reasons.next().unwrap_or_default()).toned("words");
    let others: Vec<String> = reasons.collect();
    let summary = c::filled(confidence::MORE_PARTS, lang, &[&others.len().to_string()]);
    cells.push(first.folded(summary, others));
    cells
}

/// Grades by their level, then what has none.
fn order(row: &PortfolioRow) -> usize {
    const MOST_LEVELS: usize = 100;
    match row.status {
        RowStatus::Rated => row.rank.unwrap_or(MOST_LEVELS).min(MOST_LEVELS),
        RowStatus::Reported => MOST_LEVELS + 1,
        RowStatus::IndicativeOnly => MOST_LEVELS + 2,
        RowStatus::NotRated => MOST_LEVELS + 3,
        RowStatus::Refused => MOST_LEVELS + 4,
        RowStatus::Unreadable => MOST_LEVELS + 5,
    }
}

/// The figures of each period: the ratio of sums and the weighted mean, each by its name.
fn together(all: &[PortfolioFigures], lang: Lang) -> String {
    let head = HEADINGS.map(|heading| heading.get(lang));
    let mut text = String::new();
    for figures in all {
        let title = efficiency::together(&figures.period, figures.sites, lang);
        let rows: Vec<Vec<Cell>> = figure_rows(figures, lang).map(|cells| cells.map(Cell::new).into()).collect();
        text.push_str(&format!("<h3>{}</h3>\n{}", escaped(&title), table(&head, &[1, 2, 3], &rows)));
    }
    if text.is_empty() { text } else { format!("<p>{}</p>\n{text}", say(w::TWO_FIGURES, lang)) }
}
