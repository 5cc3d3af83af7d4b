//! What the ranking of a portfolio needs to know of a facility.

use std::cmp::Ordering;

use super::{indicator_value, standard_name};
use crate::rating::compare::{LevelBound, level_bounds};
use crate::rating::portfolio::SPREAD;
use crate::rating::{OutcomeStatus, Rating};
use crate::report::phrase::Phrases;
use crate::standard::Assessment;
use crate::standard::assessment::LevelReached;
use crate::text::{Lang, Text};

/// A facility in the ranking of a portfolio, in both languages.
#[derive(Debug, Clone, PartialEq)]
pub struct RankingRow {
    pub(in crate::report) id: String,
    pub(in crate::report) name: Text,
    pub(in crate::report) period: String,
    /// What sort of facility it is.
    pub(in crate::report) category: String,
    pub(in crate::report) status: OutcomeStatus,
    pub(in crate::report) level: Option<LevelReached>,
    /// How probable a grade is that is at the boundary of another.
    pub(in crate::report) chance: Option<f64>,
    /// The level that would be the grade, where the outcome is indicative only.
    pub(in crate::report) indicative_level: Option<LevelReached>,
    pub(in crate::report) score: Option<f64>,
    /// The full score of the deciding standard; 0 where it has no points.
    pub(in crate::report) full: f64,
    pub(in crate::report) pue: Option<f64>,
    /// The first reason why there is no grade.
    pub(in crate::report) reason: Option<Text>,
    /// The deciding standard; `None` where the facility was refused.
    pub(in crate::report) standard: Option<Text>,
    /// The levels of the deciding standard, the best first.
    pub(in crate::report) levels: Vec<Text>,
    /// The bounds that those levels set to the indicators whose spread is told.
    pub(in crate::report) bounds: Vec<LevelBound>,
    /// Whether every figure of the deciding standard is from its official text; `None` where there is none.
    pub(in crate::report) official: Option<bool>,
    pub(in crate::report) synthetic: bool,
    pub(in crate::report) attribution: Option<String>,
}

impl RankingRow {
    /// What the ranking needs of a rating.
    pub fn of(rating: &Rating) -> Self {
        let (facility, outcome) = (&rating.facility, &rating.outcome);
        let deciding = rating.standards.first();
        Self {
            id: facility.id.clone(),
            name: facility.name.clone(),
            period: rating.period.label.clone(),
            category: facility.category.clone(),
            status: outcome.status,
            level: outcome.level.clone(),
            chance: Phrases::of(rating, Lang::En).at_the_boundary().map(|confidence| confidence.probability),
            indicative_level: outcome.indicative_level.clone(),
            score: outcome.score,
            full: deciding.map_or(0.0, |assessment| assessment.score_possible),
            pue: indicator_value(rating, "pue"),
            reason: outcome.reasons.first().cloned(),
            standard: deciding.map(standard_name),
            levels: deciding.map(levels).unwrap_or_default(),
            bounds: deciding.map(|assessment| level_bounds(assessment, &SPREAD)).unwrap_or_default(),
            official: deciding.map(|assessment| assessment.standard.official),
            synthetic: facility.synthetic,
            attribution: facility.attribution.clone(),
        }
    }

    /// Rated facilities first: by score, where the standard has none by level, then by PUE; the id settles the rest.
    pub(in crate::report) fn order(&self, other: &Self) -> Ordering {
        let class = |row: &Self| match row.status {
            OutcomeStatus::Rated => 0,
            OutcomeStatus::Reported => 1,
            OutcomeStatus::IndicativeOnly => 2,
            OutcomeStatus::NotRated => 3,
            OutcomeStatus::Refused => 4,
        };
        let rank = |row: &Self| row.level.as_ref().map_or(usize::MAX, |level| level.rank);
        let score = |row: &Self| row.score.unwrap_or(f64::NEG_INFINITY);
        // A refused facility's PUE means nothing.
        let pue = |row: &Self| row.pue.filter(|_| row.status != OutcomeStatus::Refused).unwrap_or(f64::INFINITY);
        class(self)
            .cmp(&class(other))
            .then_with(|| score(other).total_cmp(&score(self)))
            .then_with(|| rank(self).cmp(&rank(other)))
            .then_with(|| pue(self).total_cmp(&pue(other)))
            .then_with(|| self.id.cmp(&other.id))
    }
}

/// Every level, by the way to a level that tries most of them.
fn levels(assessment: &Assessment) -> Vec<Text> {
    let most = assessment.tracks.iter().max_by_key(|track| track.tried.len());
    most.map(|track| track.tried.iter().map(|tried| tried.title.clone()).collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::super::samples;
    use super::*;

    #[test]
    fn rated_facilities_come_first_by_score_and_refused_ones_last() {
        let mut rows = [0.8, 1.61, 1.42, 1.18].map(|pue| {
            let rating = if pue < 1.0 { samples::refused(pue) } else { samples::rating_of(pue) };
            RankingRow::of(&rating)
        });
        rows.sort_by(RankingRow::order);
        assert_eq!(rows.each_ref().map(|row| row.pue), [1.18, 1.42, 1.61, 0.8].map(Some));
        assert!(rows[0].score > rows[1].score && rows[2].score.is_none());
        assert!(rows[2].reason.is_some() && rows[3].standard.is_none());
    }

    #[test]
    fn where_a_standard_has_no_score_its_levels_rank() {
        let rated = |pue| {
            let mut rating = samples::rating_of(pue);
            rating.standards.remove(0);
            rating.outcome.level.clone_from(&rating.standards[0].level);
            rating.outcome.score = None;
            RankingRow::of(&rating)
        };
        assert_eq!(rated(1.18).order(&rated(1.25)), Ordering::Less);
    }
}
