//! Values, changes and causes in words.

use super::names::arrow;
use crate::rating::compare::{Cause, Known, Part, Sureness};
use crate::report::numbers;
use crate::report::phrase::{indicator_name, labelled, with_aside};
use crate::report::words::{compare as w, reports, standards};
use crate::text::Lang;

/// More places of figures than these are counted and not told.
const MOST_PLACES: usize = 3;

/// Says values in one language.
#[derive(Debug, Clone, Copy)]
pub(in crate::report) struct Say {
    pub lang: Lang,
}

impl Say {
    pub fn labelled(self, label: &str, value: &str) -> String {
        labelled(label, value, self.lang)
    }

    pub fn aside(self, words: &str, aside: &str) -> String {
        with_aside(words, aside, self.lang)
    }

    pub fn list(self, parts: &[String]) -> String {
        parts.join(reports::SEMICOLON.get(self.lang))
    }

    /// A value, with its uncertainty where it is known.
    pub fn known(self, id: &str, known: Known) -> String {
        match (known.value, known.expanded) {
            (Some(value), Some(expanded)) => numbers::with_expanded(id, value, expanded, &[], "", self.lang),
            (value, _) => self.value(id, value, value),
        }
    }

    /// A value so that it reads otherwise than `other`, where it is another.
    pub fn value(self, id: &str, value: Option<f64>, other: Option<f64>) -> String {
        let told = |value: f64| numbers::beside(id, value, other.unwrap_or(value), self.lang);
        value.map_or_else(|| reports::MISSING.get(self.lang).to_owned(), told)
    }

    /// `1.250 → 1.220`.
    pub fn values(self, id: &str, before: Option<f64>, after: Option<f64>) -> String {
        arrow(&self.value(id, before, after), &self.value(id, after, before))
    }

    pub fn points(self, points: Option<f64>) -> String {
        points.map_or_else(|| reports::NONE_SIGN.get(self.lang).to_owned(), |points| numbers::fixed(points, 2))
    }

    /// The uncertainty of a change and how the change stands to it.
    pub fn sureness(self, id: &str, sure: Sureness) -> String {
        let verdict = w::verdict(sure.verdict).get(self.lang);
        match sure.expanded {
            Some(expanded) => self.aside(verdict, &format!("U95 {}", numbers::size(id, expanded, self.lang))),
            None => verdict.to_owned(),
        }
    }

    /// The criterion of a part, with its standard where that is another than the one compared by.
    pub fn criterion(self, part: &Part, standard: &str) -> String {
        let name = match &part.criterion {
            Some(criterion) => criterion.title.get(self.lang),
            None => w::WHOLE_SCORE.get(self.lang),
        };
        if part.standard == standard { name.to_owned() } else { self.aside(name, &part.standard) }
    }

    pub fn cause(self, cause: &Cause) -> String {
        let say = |words: crate::report::words::Words| words.get(self.lang).to_owned();
        match cause {
            Cause::Indicator { id, before, after } => {
                format!("{} {}", indicator_name(id, self.lang), self.values(id, *before, *after))
            }
            Cause::Table { table } => say(w::table(*table)),
            Cause::Categories => say(w::CATEGORIES),
            Cause::Figure { place, before, after } => format!("{place} {}", arrow(before, after)),
            Cause::Figures { places } => {
                let told: Vec<&str> = places.iter().take(MOST_PLACES).map(String::as_str).collect();
                let more = if places.len() > MOST_PLACES { ", …" } else { "" };
                self.aside(&w::figures(places.len(), self.lang), &format!("{}{more}", told.join(", ")))
            }
            Cause::Rule => say(w::RULE),
            Cause::Rescaling => say(w::RESCALING),
            Cause::BonusCap => say(standards::BONUS_CAP),
            Cause::Rounding => say(w::ROUNDING),
        }
    }
}
