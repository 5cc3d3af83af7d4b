//! Many facilities as a table.

use comfy_table::{ColumnConstraint, Table, Width};

use super::paint::{GAP, Paint, Tone, drawn};
use crate::problem::Problem;
use crate::rating::record::{OutcomeStatus, Rating};
use crate::report::phrase::{Phrases, harmless, joined};
use crate::report::words::{Words, confidence as c, reports as w};
use crate::standard::Assessment;
use crate::text::{Lang, Text};

/// From how many columns on a terminal has room for names and ids beside each other.
const ROOMY: u16 = 120;
/// Longer ids than this are broken where the terminal is narrow.
const LONGEST_ID: usize = 28;
/// Longer names of grades than this may be broken where the terminal is narrow.
const NARROW_GRADE: usize = 12;

/// One facility's line in the table.
#[derive(Debug, Clone, PartialEq)]
pub struct PortfolioRow {
    /// Its id, or its folder's name where it could not be read.
    pub(in crate::report) id: String,
    pub(in crate::report) name: Text,
    pub(in crate::report) period: String,
    pub(in crate::report) status: RowStatus,
    /// The grade, or in its place why there is none, in short.
    pub(in crate::report) grade: Text,
    /// Where the level of the grade stands among its standard's, the best first.
    pub(in crate::report) rank: Option<usize>,
    /// How good the outcome is; what could not be read is bad.
    pub(in crate::report) tone: Tone,
    /// Whether the grade is at the boundary of another, and its probability stands behind it.
    pub(in crate::report) at_the_boundary: bool,
    pub(in crate::report) score: Text,
    pub(in crate::report) pue: Text,
    pub(in crate::report) clean_share: Text,
    pub(in crate::report) coverage: Text,
    /// Why there is no grade, or what else is to be said of the outcome.
    pub(in crate::report) reasons: Vec<Text>,
    /// The deciding standard, and what its figures are; `None` where none was applied.
    standard: Option<Text>,
    /// Whether all figures of the deciding standard are official; `None` where none was applied.
    official: Option<bool>,
    pub(in crate::report) synthetic: bool,
}

/// What became of a facility, the best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::report) enum RowStatus {
    Rated,
    Reported,
    IndicativeOnly,
    NotRated,
    Refused,
    Unreadable,
}

impl PortfolioRow {
    /// The line of a facility that was assessed.
    pub fn of(rating: &Rating) -> Self {
        let both = |say: &dyn Fn(&Phrases<'_>) -> String| {
            Text::new(say(&Phrases::of(rating, Lang::Zh)), say(&Phrases::of(rating, Lang::En)))
        };
        let deciding = rating.standards.first();
        Self {
            id: rating.facility.id.clone(),
            name: rating.facility.name.clone(),
            period: rating.period.label.clone(),
            status: match rating.outcome.status {
                OutcomeStatus::Rated => RowStatus::Rated,
                OutcomeStatus::Reported => RowStatus::Reported,
                OutcomeStatus::IndicativeOnly => RowStatus::IndicativeOnly,
                OutcomeStatus::NotRated => RowStatus::NotRated,
                OutcomeStatus::Refused => RowStatus::Refused,
            },
            grade: both(&|phrases| phrases.marked_outcome()),
            rank: rating.outcome.level.as_ref().map(|level| level.rank),
            tone: Tone::of(&rating.outcome),
            at_the_boundary: Phrases::of(rating, Lang::En).at_the_boundary().is_some(),
            score: both(&|phrases| score(phrases, deciding)),
            pue: both(&|phrases| trusted(phrases, "pue")),
            clean_share: both(&|phrases| trusted(phrases, "clean_share")),
            coverage: both(&|phrases| value(phrases, "hour_coverage")),
            reasons: rating.outcome.reasons.clone(),
            standard: deciding.map(|deciding| both(&|phrases| phrases.graded_by(deciding))),
            official: deciding.map(|deciding| deciding.standard.official),
            synthetic: rating.facility.synthetic,
        }
    }

    /// Its id, or its folder's name where it could not be read.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The line of a facility that could not be read.
    pub fn failed(name: &str, problem: &Problem) -> Self {
        let none = || Text::new(w::NONE_SIGN.get(Lang::Zh), w::NONE_SIGN.get(Lang::En));
        Self {
            id: name.to_owned(),
            name: Text::new("", ""),
            period: w::NONE_SIGN.get(Lang::Zh).to_owned(),
            status: RowStatus::Unreadable,
            grade: Text::new(w::UNREADABLE.get(Lang::Zh), w::UNREADABLE.get(Lang::En)),
            rank: None,
            tone: Tone::Bad,
            at_the_boundary: false,
            score: none(),
            pue: none(),
            clean_share: none(),
            coverage: none(),
            reasons: vec![Text::new(problem.to_string(), problem.to_string())],
            standard: None,
            official: None,
            synthetic: false,
        }
    }

    /// Whether all figures of the deciding standard are official; `None` where none was applied.
    pub(in crate::report) const fn official(&self) -> Option<bool> {
        self.official
    }

    /// Name and id, apart or one below the other.
    fn who(&self, lang: Lang, apart: bool) -> [String; 2] {
        let name = self.name.get(lang);
        match (name.is_empty() || name == self.id, apart) {
            (true, true) => [w::NONE_SIGN.get(lang).to_owned(), self.id.clone()],
            (false, true) => [name.to_owned(), self.id.clone()],
            (true, false) => [self.id.clone(), String::new()],
            (false, false) => [format!("{}\n{}", harmless(name), self.id), String::new()],
        }
    }
}

/// The score of a grade, or one that the grade beside it says is indicative only.
fn score(phrases: &Phrases<'_>, deciding: Option<&Assessment>) -> String {
    let score = deciding
        .filter(|deciding| deciding.status.tells_a_level())
        .and_then(|deciding| Some((deciding, deciding.score?)));
    score.map_or_else(|| none(phrases), |(deciding, score)| phrases.score_alone(deciding, score))
}

/// A value of energies, which nobody should copy from a table where they contradict each other.
fn trusted(phrases: &Phrases<'_>, id: &str) -> String {
    match phrases.rating.outcome.status {
        OutcomeStatus::Refused => none(phrases),
        OutcomeStatus::Rated | OutcomeStatus::Reported | OutcomeStatus::IndicativeOnly | OutcomeStatus::NotRated => {
            value(phrases, id)
        }
    }
}

fn value(phrases: &Phrases<'_>, id: &str) -> String {
    let value = phrases.indicator(id).and_then(|indicator| indicator.value);
    value.map_or_else(|| phrases.say(w::MISSING).to_owned(), |value| phrases.value(id, value))
}

fn none(phrases: &Phrases<'_>) -> String {
    phrases.say(w::NONE_SIGN).to_owned()
}

/// The portfolio as a table, below it why some have no grade, how many there are of each, and the standing of the
/// figures that decided. `width` is that of the terminal, which is asked where it is left out.
pub fn portfolio_table(rows: &[PortfolioRow], lang: Lang, colour: bool, width: Option<u16>) -> String {
    let paint = Paint { colour, width };
    // Where there is room, or nobody looks at a screen, each facility has one line.
    let roomy = width.or_else(|| paint.table(&[]).width()).is_none_or(|width| width >= ROOMY);
    let clean_share = if roomy { w::CLEAN_SHARE } else { w::CLEAN_SHARE_NARROW };
    let who: &[Words] = if roomy { &[w::FACILITY, w::FACILITY_ID] } else { &[w::FACILITY] };
    let rest = [w::PERIOD, w::GRADE, w::SCORE, w::PUE, clean_share, w::COVERAGE];
    let headings: Vec<&str> = who.iter().chain(&rest).map(|heading| heading.get(lang)).collect();
    let mut table = paint.table(&headings);
    for row in rows {
        let plain = [&row.score, &row.pue, &row.clean_share, &row.coverage];
        let mut cells = row.who(lang, roomy).map(|text| paint.cell(&text, Tone::Plain)).to_vec();
        cells.truncate(who.len());
        cells.push(paint.cell(&row.period, Tone::Plain));
        cells.push(paint.cell(row.grade.get(lang), row.tone));
        cells.extend(plain.map(|text| paint.cell(text.get(lang), Tone::Plain)));
        table.add_row(cells);
    }
    if !roomy {
        let widest = |texts: &mut dyn Iterator<Item = &str>| texts.map(columns_of).max().unwrap_or(0);
        // Periods and numbers are never broken, and ids and grades as late as may be.
        for column in table.column_iter_mut().filter(|column| !matches!(column.index, 0 | 2)) {
            column.set_constraint(ColumnConstraint::ContentWidth);
        }
        at_least(&mut table, 0, widest(&mut rows.iter().map(|row| row.id.as_str())).min(LONGEST_ID));
        at_least(&mut table, 2, widest(&mut rows.iter().map(|row| row.grade.get(lang))).min(NARROW_GRADE));
    }
    let numbers: Vec<usize> = (who.len() + 2..headings.len()).collect();
    let mut text = drawn(&mut table, &numbers, 0);
    text.push_str(&reasons(rows, lang, paint));
    text.push_str(&format!("\n{}\n", counts(rows, lang)));
    if rows.iter().any(|row| row.at_the_boundary) {
        text.push_str(&format!("{}\n", c::MARK.get(lang)));
    }
    for line in standings(rows, lang) {
        text.push_str(&format!("{}\n", harmless(line)));
    }
    text
}

/// How many columns a text takes, where all that is not ASCII is as wide as Chinese.
fn columns_of(text: &str) -> usize {
    text.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum()
}

/// A column that is to keep some width where the table is squeezed.
fn at_least(table: &mut Table, column: usize, width: usize) {
    if let (Some(column), Ok(width)) = (table.column_mut(column), u16::try_from(width)) {
        column.set_constraint(ColumnConstraint::LowerBoundary(Width::Fixed(width.saturating_add(GAP))));
    }
}

/// The first reason of each facility without a grade.
fn reasons(rows: &[PortfolioRow], lang: Lang, paint: Paint) -> String {
    let mut table = paint.table(&[]);
    for row in rows {
        if let Some(reason) =
            row.reasons.first().filter(|_| !matches!(row.status, RowStatus::Rated | RowStatus::Reported))
        {
            table.add_row([
                paint.cell(row.grade.get(lang), row.tone),
                paint.cell(&row.id, Tone::Plain),
                paint.cell(reason.get(lang), Tone::Plain),
            ]);
        }
    }
    if table.is_empty() { String::new() } else { format!("\n{}", drawn(&mut table, &[], 0)) }
}

/// How many facilities there are of each outcome.
pub(in crate::report) fn counts(rows: &[PortfolioRow], lang: Lang) -> String {
    let count = |status| rows.iter().filter(|row| row.status == status).count();
    let all = [
        (RowStatus::Rated, w::RATED),
        (RowStatus::Reported, w::REPORTED_COUNT),
        (RowStatus::IndicativeOnly, w::INDICATIVE_ONLY),
        (RowStatus::NotRated, w::NOT_RATED),
        (RowStatus::Refused, w::REFUSED),
        (RowStatus::Unreadable, w::UNREADABLE),
    ];
    // Most standards give grades: what they do not know is told only where it occurs.
    let rare = [RowStatus::Reported, RowStatus::IndicativeOnly];
    let told = all.into_iter().filter(|(status, _)| !rare.contains(status) || count(*status) > 0);
    joined(told.map(|(status, words)| format!("{} {}", words.get(lang), count(status))), " · ")
}

/// What the results in the table rest on, once for each deciding standard.
pub(in crate::report) fn standings(rows: &[PortfolioRow], lang: Lang) -> Vec<&str> {
    let mut lines = Vec::new();
    for line in rows.iter().filter_map(|row| row.standard.as_ref()).map(|standard| standard.get(lang)) {
        if !lines.contains(&line) {
            lines.push(line);
        }
    }
    lines
}
