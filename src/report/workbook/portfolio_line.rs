//! What the workbook of a portfolio tells of one facility.

use super::cell::Form;
use super::indicators::{form, form_of_share};
use crate::rating::{OutcomeStatus, Rating};
use crate::report::chart::RankingRow;
use crate::report::numbers;
use crate::report::phrase::Phrases;
use crate::report::words::reports as w;
use crate::text::{Lang, Text};

/// A number and how it is shown.
pub(super) type Shown = (f64, Form);

/// A facility that was assessed, as a row of the ranking.
#[derive(Debug, Clone, PartialEq)]
pub struct PortfolioLine {
    pub(super) ranking: RankingRow,
    pub(super) province: String,
    /// Nothing where the manifest does not say.
    pub(super) city: String,
    pub(super) category: Text,
    /// The end of its period, as the rating writes it.
    pub(super) period_end: String,
    /// The grade, or in its place that there is none.
    pub(super) grade: Text,
    /// The probability of the grade, from 0 to 1.
    pub(super) probability: Option<Shown>,
    pub(super) score: Option<Shown>,
    pub(super) pue: Option<Shown>,
    /// The expanded uncertainty of PUE.
    pub(super) pue_expanded: Option<Shown>,
    pub(super) clean_share: Option<Shown>,
    pub(super) coverage: Option<Shown>,
    /// The deciding standard, and what its figures are.
    pub(super) graded_by: Option<Text>,
    pub(super) reasons: Vec<Text>,
}

impl PortfolioLine {
    /// The line of a rating.
    pub fn of(rating: &Rating) -> Self {
        let phrases = Phrases::of(rating, Lang::En);
        let chinese = Phrases::of(rating, Lang::Zh);
        let both = |say: &dyn Fn(&Phrases<'_>) -> String| Text::new(say(&chinese), say(&phrases));
        // What contradicts itself is not to be copied from a table.
        let trusted = rating.outcome.status != OutcomeStatus::Refused;
        let pue_expanded = phrases.uncertainty_of("pue").map(|known| known.expanded);
        let deciding = rating.standards.first();
        let score = deciding.filter(|deciding| deciding.status.tells_a_level());
        Self {
            ranking: RankingRow::of(rating),
            province: rating.facility.province.clone(),
            city: rating.facility.city.clone().unwrap_or_default(),
            category: both(&|phrases| phrases.category(&rating.facility).to_owned()),
            period_end: rating.period.end.clone(),
            grade: both(&|phrases| phrases.outcome()),
            probability: rating
                .confidence
                .as_ref()
                .map(|confidence| (confidence.probability, form_of_share(confidence.probability))),
            score: score.and_then(|deciding| {
                let score = deciding.score?;
                Some((score, Form::of_indicator("score", &phrases.score_alone(deciding, score))))
            }),
            pue: shown(&phrases, "pue").filter(|_| trusted),
            pue_expanded: pue_expanded
                .filter(|expanded| trusted && *expanded > 0.0)
                .map(|expanded| (expanded, Form::of_indicator("pue", &numbers::two_digits("pue", expanded, Lang::En)))),
            clean_share: shown(&phrases, "clean_share").filter(|_| trusted),
            coverage: shown(&phrases, "hour_coverage"),
            graded_by: deciding.map(|deciding| both(&|phrases| phrases.graded_by(deciding))),
            reasons: rating.outcome.reasons.clone(),
        }
    }

    /// What became of it, in a word.
    pub(super) const fn status(&self) -> crate::report::words::Words {
        match self.ranking.status {
            OutcomeStatus::Rated => w::RATED,
            OutcomeStatus::Reported => w::REPORTED_COUNT,
            OutcomeStatus::IndicativeOnly => w::INDICATIVE_ONLY,
            OutcomeStatus::NotRated => w::NOT_RATED,
            OutcomeStatus::Refused => w::REFUSED,
        }
    }
}

fn shown(phrases: &Phrases<'_>, id: &str) -> Option<Shown> {
    let value = phrases.indicator(id)?.value?;
    Some((value, form(phrases, id, value)))
}
