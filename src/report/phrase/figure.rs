//! Figures and comparisons in words.

use super::{Phrases, joined};
use crate::report::numbers;
use crate::report::words::reports as w;
use crate::standard::assessment::{Assessment, Comparison, FigureUsed, PrerequisiteTrace, WordUsed};
use crate::standard::model::{Basis, Reading};

/// Where a figure stands and what it rests on, whatever it says.
#[derive(Clone, Copy)]
pub(in crate::report) struct Origin<'f> {
    place: &'f str,
    basis: Basis,
    source: &'f str,
    clause: Option<&'f str>,
}

impl<'f> From<&'f FigureUsed> for Origin<'f> {
    fn from(FigureUsed { place, basis, source, clause, .. }: &'f FigureUsed) -> Self {
        Self { place, basis: *basis, source, clause: clause.as_deref() }
    }
}

impl<'f> From<&'f WordUsed> for Origin<'f> {
    fn from(WordUsed { place, basis, source, clause, .. }: &'f WordUsed) -> Self {
        Self { place, basis: *basis, source, clause: clause.as_deref() }
    }
}

impl Phrases<'_> {
    /// The comparison as a true statement: `1.184 ≤ 1.2` where it holds, and `1.31 > 1.2` where it does not.
    pub fn comparison(&self, compared: &Comparison) -> String {
        let id = compared.indicator.as_str();
        let figure = numbers::figure(id, compared.figure.value, self.lang);
        // Why it is missing is told with the indicator, and need not be told at each figure again.
        let Some(value) = compared.value else {
            return self.with_aside(self.say(w::MISSING), &self.required(compared));
        };
        let value = self.value(id, value);
        match (compared.bound.as_str(), compared.holds == Some(true)) {
            ("is", true) => value,
            ("is", false) => self.with_aside(&value, &self.required(compared)),
            (bound, true) => format!("{value} {} {figure}", sign(bound)),
            (bound, false) => format!("{value} {} {figure}", opposite(bound)),
        }
    }

    /// The comparison with the indicator's name before it.
    pub fn named_comparison(&self, compared: &Comparison) -> String {
        format!("{} {}", self.indicator_name(&compared.indicator), self.comparison(compared))
    }

    /// What the bound asks for: `≤ 1.2`.
    pub fn bound(&self, compared: &Comparison) -> String {
        let figure = numbers::figure(&compared.indicator, compared.figure.value, self.lang);
        match compared.bound.as_str() {
            "is" => figure,
            "zero_at" => format!("{} {figure}", self.say(w::ZERO_AT)),
            "full_at" => format!("{} {figure}", self.say(w::FULL_AT)),
            bound => format!("{} {figure}", sign(bound)),
        }
    }

    /// `required: ≤ 1.2`.
    pub fn required(&self, compared: &Comparison) -> String {
        self.labelled(w::REQUIRED, &self.bound(compared))
    }

    /// Whether a comparison holds, in a word.
    pub fn verdict(&self, compared: &Comparison) -> &'static str {
        self.say(match compared.holds {
            Some(true) => w::MET,
            Some(false) => w::NOT_MET,
            None => w::UNVERIFIED,
        })
    }

    /// Whether a prerequisite is met, or which category or sector exempts the facility from it.
    pub fn prerequisite_verdict(&self, prerequisite: &PrerequisiteTrace) -> String {
        match &prerequisite.exempt {
            Some(category) => self.with_aside(self.say(w::EXEMPT), self.category_name(category)),
            None => self.verdict(&prerequisite.compared).to_owned(),
        }
    }

    /// What a figure rests on, in a word.
    pub fn basis(&self, basis: Basis) -> &'static str {
        self.say(match basis {
            Basis::Official => w::OFFICIAL,
            Basis::Neighbour => w::NEIGHBOUR,
            Basis::Choice => w::CHOICE,
        })
    }

    /// What a figure rests on, with its clause: short, for tables.
    pub fn short_basis<'f>(&self, figure: impl Into<Origin<'f>>) -> String {
        let figure = figure.into();
        let source = if figure.basis == Basis::Choice { None } else { Some(figure.source) };
        let clause = figure.clause.as_ref().map(|clause| format!("{} {clause}", self.say(w::CLAUSE)));
        let detail = source.map(str::to_owned).into_iter().chain(clause).collect::<Vec<_>>();
        match detail.is_empty() {
            true => self.basis(figure.basis).to_owned(),
            false => self.with_aside(self.basis(figure.basis), &joined(detail, self.say(w::COMMA))),
        }
    }

    /// What a figure rests on, with the citation of its source, how that was read, and the clause.
    pub fn origin<'f>(&self, figure: impl Into<Origin<'f>>, assessment: &Assessment) -> String {
        let figure = figure.into();
        let clause = figure.clause.as_ref().map(|clause| format!("{} {clause}", self.say(w::CLAUSE)));
        let parts: Vec<String> = match assessment.sources.get(figure.source) {
            None => std::iter::once(figure.source.to_owned()).chain(clause).collect(),
            // Such a source says no more than the word itself.
            Some(source) if figure.basis == Basis::Choice && source.read == Reading::Own => {
                clause.into_iter().collect()
            }
            Some(source) => {
                let citation = self.text(&source.citation).to_owned();
                std::iter::once(citation).chain(clause).chain([self.reading(source.read).to_owned()]).collect()
            }
        };
        let basis = self.basis(figure.basis);
        match parts.is_empty() {
            true => basis.to_owned(),
            false => format!("{basis}{}{}", self.say(w::COLON), joined(parts, self.say(w::SEMICOLON))),
        }
    }

    /// What a figure rests on, behind its place in the pack: `[criterion.pue.zero_at] this project's choice`.
    pub fn placed_origin<'f>(&self, figure: impl Into<Origin<'f>>, assessment: &Assessment) -> String {
        let figure = figure.into();
        format!("[{}] {}", figure.place, self.origin(figure, assessment))
    }

    /// A source with the clause and how it was read; its key where the rating does not tell it.
    pub fn citation(&self, key: &str, clause: Option<&str>, assessment: &Assessment) -> String {
        let clause = clause.map(|clause| format!("{} {clause}", self.say(w::CLAUSE)));
        let source = assessment.sources.get(key);
        let cited = source.map_or(key, |source| self.text(&source.citation)).to_owned();
        let read = source.map(|source| self.reading(source.read).to_owned());
        self.list(std::iter::once(cited).chain(clause).chain(read))
    }

    /// How a source was read.
    pub fn reading(&self, reading: Reading) -> &'static str {
        self.say(match reading {
            Reading::Text => w::READ_TEXT,
            Reading::Secondary => w::READ_SECONDARY,
            Reading::Derived => w::READ_DERIVED,
            Reading::Own => w::READ_OWN,
        })
    }
}

/// The sign of a bound that packs write as a word.
pub(in crate::report) fn sign(bound: &str) -> &str {
    match bound {
        "at_most" => "≤",
        "below" => "<",
        "at_least" => "≥",
        "above" => ">",
        other => other,
    }
}

pub(in crate::report) fn opposite(bound: &str) -> &str {
    match bound {
        "at_most" => ">",
        "below" => "≥",
        "at_least" => "<",
        "above" => "≤",
        other => other,
    }
}
