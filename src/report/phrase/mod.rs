//! Parts of a rating in words, which the terminal, Markdown and explanations share, so that all say the same.

mod arithmetic;
pub(super) mod clean_energy;
mod confidence;
mod criterion;
pub(super) mod efficiency;
mod field;
mod figure;
mod formula;
mod gaps;
mod it_tests;
mod item;
mod operation_logs;
pub(super) mod quality;
mod record;
mod standard;

use std::collections::BTreeMap;

pub(super) use arithmetic::{rounding_of, roundings_of};
pub(super) use confidence::{moves, stated_level};
pub(super) use criterion::BandRow;
pub(super) use figure::sign;
pub(super) use it_tests::result as it_test_result;
pub(super) use operation_logs::LoggedRow;
pub(super) use record::NamedSource;
pub(super) use standard::{category, is_partial, track_name};

use super::numbers;
use super::words::{Words, reports as w};
use crate::rating::record::{Coverage, Indicator, Rating};
use crate::standard::Standing;
use crate::standard::assessment::Assessment;
use crate::standard::vocabulary::Vocabulary;
use crate::text::{Lang, Text};

/// Says parts of one rating in one language.
pub(super) struct Phrases<'a> {
    /// The rating.
    pub rating: &'a Rating,
    /// The language.
    pub lang: Lang,
    /// Every figure that each indicator is held against in any standard, so that its value reads the same all over the
    /// report and never seems to lie on the other side of one of them.
    figures: BTreeMap<&'a str, Vec<f64>>,
}

impl<'a> Phrases<'a> {
    pub fn of(rating: &'a Rating, lang: Lang) -> Self {
        let mut figures: BTreeMap<&str, Vec<f64>> = BTreeMap::new();
        for compared in rating.standards.iter().flat_map(Assessment::comparisons) {
            figures.entry(&compared.indicator).or_default().push(compared.figure.value);
        }
        Self { rating, lang, figures }
    }

    /// Fixed words.
    pub fn say(&self, words: Words) -> &'static str {
        words.get(self.lang)
    }

    /// Words of the rating.
    pub fn text<'t>(&self, text: &'t Text) -> &'t str {
        text.get(self.lang)
    }

    /// `label: value`.
    pub fn labelled(&self, label: Words, value: &str) -> String {
        labelled(self.say(label), value, self.lang)
    }

    /// `words (aside)`.
    pub fn with_aside(&self, words: &str, aside: &str) -> String {
        with_aside(words, aside, self.lang)
    }

    /// Parts of a list, in one line.
    pub fn list<S: AsRef<str>>(&self, parts: impl IntoIterator<Item = S>) -> String {
        joined(parts, self.say(w::SEMICOLON))
    }

    /// An indicator of the rating.
    pub fn indicator(&self, id: &str) -> Option<&'a Indicator> {
        self.rating.indicator(id)
    }

    /// What people call an indicator: its sign where that is customary, otherwise its name.
    pub fn indicator_name(&self, id: &str) -> String {
        indicator_name(id, self.lang)
    }

    /// The value of an indicator, without its unit.
    pub fn value(&self, id: &str, value: f64) -> String {
        numbers::beside_all(id, value, self.figures_of(id), self.lang)
    }

    /// The value of an indicator with its unit, where people write one.
    pub fn measure(&self, id: &str, value: f64) -> String {
        format!("{} {}", self.value(id, value), self.unit(id)).trim_end().to_owned()
    }

    /// The unit of an indicator: PUE and its kin are customarily written without `kWh/kWh`.
    fn unit(&self, id: &str) -> &'static str {
        match numbers::unit(id).split_once('/') {
            Some((over, under)) if over == under => "",
            _ => w::of_input(numbers::unit(id), self.lang),
        }
    }

    /// An indicator's value as it stands in the rating, or that it is missing and why.
    pub fn measured(&self, indicator: &Indicator) -> String {
        match indicator.value {
            Some(value) => self.measure(&indicator.id, value),
            None => self.missing(indicator.why.as_ref()),
        }
    }

    pub fn figures_of(&self, id: &str) -> &[f64] {
        self.figures.get(id).map_or(&[], Vec::as_slice)
    }

    /// `missing: reason`.
    pub fn missing(&self, why: Option<&Text>) -> String {
        self.labelled(w::MISSING, why.map_or(self.say(w::NO_REASON), |why| self.text(why)))
    }

    /// How a value came about.
    pub fn standing(&self, standing: Standing) -> &'static str {
        self.say(self::standing(standing))
    }

    /// The share of the period that is covered; a gap is never rounded away.
    pub fn coverage(&self, coverage: Coverage) -> String {
        let figures = self.figures_of("hour_coverage").iter().copied().chain([1.0]).collect::<Vec<_>>();
        numbers::beside_all("hour_coverage", coverage.share(), &figures, self.lang)
    }

    /// `99.5 % (8716 of 8760 h)`.
    pub fn coverage_in_hours(&self, coverage: Coverage) -> String {
        let hours =
            w::hours_of(&numbers::amount(coverage.covered_hours), &numbers::amount(coverage.period_hours), self.lang);
        self.with_aside(&self.coverage(coverage), &hours)
    }
}

/// `label: value`.
pub(super) fn labelled(label: &str, value: &str, lang: Lang) -> String {
    format!("{label}{}{value}", w::COLON.get(lang))
}

/// How a value came about.
pub(super) const fn standing(standing: Standing) -> Words {
    match standing {
        Standing::Measured => w::MEASURED,
        Standing::Mixed => w::MIXED,
        Standing::Declared => w::DECLARED,
        Standing::Unproven => w::UNPROVEN,
    }
}

/// `words (aside)`.
pub(super) fn with_aside(words: &str, aside: &str, lang: Lang) -> String {
    format!("{words}{}{aside}{}", w::OPEN.get(lang), w::CLOSE.get(lang))
}

/// What people call an indicator: its sign where that is customary, otherwise its name.
pub(super) fn indicator_name(id: &str, lang: Lang) -> String {
    match Vocabulary::embedded().indicator(id) {
        Some(name) if name.symbol.to_lowercase() == name.id => name.symbol.clone(),
        Some(name) => name.title.get(lang).to_owned(),
        None => match id.strip_prefix("score.") {
            Some(standard) => w::score_by(standard, lang),
            None if id == "score" => w::SCORE.get(lang).to_owned(),
            None => id.to_owned(),
        },
    }
}

/// Parts with something between them.
pub(super) fn joined<S: AsRef<str>>(parts: impl IntoIterator<Item = S>, between: &str) -> String {
    parts.into_iter().map(|part| part.as_ref().to_owned()).collect::<Vec<_>>().join(between)
}

/// Text without what a terminal would obey: control characters become spaces, and marks that turn the direction of
/// writing are left out.
pub(super) fn harmless(text: &str) -> String {
    let turns = |c: char| matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    text.chars().filter(|c| !turns(*c)).map(|c| if c.is_control() { ' ' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_can_not_command_a_terminal() {
        assert_eq!(harmless("a\u{1b}[31mb\nc\u{202e}d"), "a [31mb cd");
        assert_eq!(harmless("青海湖 ½ é"), "青海湖 ½ é");
    }
}
