//! What a facility is counted as: its level, or what stands in the place of one.

use super::super::ranking_row::RankingRow;
use crate::rating::OutcomeStatus;
use crate::report::words::{confidence as c, reports as r};
use crate::text::Lang;

/// The best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(in super::super) enum Class {
    Level(usize),
    Below,
    Reported,
    Indicative,
    NotRated,
    Refused,
    Unreadable,
}

impl Class {
    /// What is no level, in the order in which it is told.
    pub(in super::super) const WITHOUT_LEVEL: [Self; 6] =
        [Self::Below, Self::Reported, Self::Indicative, Self::NotRated, Self::Refused, Self::Unreadable];

    pub(in super::super) fn of(row: &RankingRow) -> Self {
        match (row.status, &row.level) {
            (OutcomeStatus::Rated, Some(level)) => Self::Level(level.rank),
            (OutcomeStatus::Rated, None) => Self::Below,
            (OutcomeStatus::Reported, _) => Self::Reported,
            (OutcomeStatus::IndicativeOnly, _) => Self::Indicative,
            (OutcomeStatus::NotRated, _) => Self::NotRated,
            (OutcomeStatus::Refused, _) => Self::Refused,
        }
    }

    /// Its words; a level has its own.
    pub(in super::super) const fn name(self, lang: Lang) -> &'static str {
        let words = match self {
            Self::Level(_) => return "",
            Self::Below => c::BELOW,
            Self::Reported => r::REPORTED_COUNT,
            Self::Indicative => r::INDICATIVE_ONLY,
            Self::NotRated => r::NOT_RATED,
            Self::Refused => r::REFUSED,
            Self::Unreadable => r::UNREADABLE,
        };
        words.get(lang)
    }
}
