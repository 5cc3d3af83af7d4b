//! The kinds of charts: what each is called, and what it is drawn from.

use crate::rating::{OutcomeStatus, Rating};
use crate::report::words::chart_kinds as w;
use crate::text::Lang;

/// A kind of chart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Points gained and possible, criterion by criterion.
    Scorecard,
    /// How probable each level is, and how far values spread.
    Confidence,
    /// How far each cause of error moves the score.
    Tornado,
    /// PUE by month.
    PueByMonth,
    /// Energy by source and the clean share, by month.
    SupplyByMonth,
    /// PUE of each hour of each day.
    PueHeatmap,
    /// Coverage and findings of each day.
    CoverageCalendar,
    /// PUE by outdoor temperature and IT load.
    PueByCondition,
    /// The tested IT systems with their levels.
    Systems,
    /// The power of tested servers at each load.
    LoadLine,
    /// The power during tests.
    PowerTrace,
    /// The maturity of capabilities.
    Maturity,
    /// Faults and the time to repair, by month.
    Incidents,
    /// Operations by who or what did them, by month.
    Automation,
    /// The share of each hour's load that clean supply meets.
    HourlyMatch,
    /// The meanings of the clean share.
    CleanMeanings,
    /// Energy from sources by paths to uses.
    EnergyFlow,
    /// The facilities of a portfolio by score.
    Ranking,
    /// How many facilities have which grade.
    GradeCounts,
    /// How each indicator spreads over the facilities of a portfolio.
    IndicatorSpread,
    /// PUE and clean share of the groups of a portfolio.
    GroupComparison,
    /// PUE, clean share and grade of facilities in an earlier run and in this one.
    YearOnYear,
    /// PUE, clean share and score over ratings.
    Trend,
}

/// What a chart is drawn from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DrawnFrom {
    /// A rating alone.
    Rating,
    /// A rating, and hours or readings that it does not hold.
    Hours,
    /// The ratings of a portfolio.
    Portfolio,
    /// Ratings that are compared.
    Comparison,
}

impl Kind {
    /// All of them, in the order in which they are to be read.
    pub const ALL: [Self; 23] = [
        Self::Scorecard,
        Self::Confidence,
        Self::Tornado,
        Self::PueByMonth,
        Self::SupplyByMonth,
        Self::PueHeatmap,
        Self::CoverageCalendar,
        Self::PueByCondition,
        Self::Systems,
        Self::LoadLine,
        Self::PowerTrace,
        Self::Maturity,
        Self::Incidents,
        Self::Automation,
        Self::HourlyMatch,
        Self::CleanMeanings,
        Self::EnergyFlow,
        Self::Ranking,
        Self::GradeCounts,
        Self::IndicatorSpread,
        Self::GroupComparison,
        Self::YearOnYear,
        Self::Trend,
    ];

    /// Its name, good for a file and for a command.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Scorecard => "scorecard",
            Self::Confidence => "confidence",
            Self::Tornado => "tornado",
            Self::PueByMonth => "pue-by-month",
            Self::SupplyByMonth => "supply-by-month",
            Self::PueHeatmap => "pue-heatmap",
            Self::CoverageCalendar => "coverage-calendar",
            Self::PueByCondition => "pue-by-condition",
            Self::Systems => "systems",
            Self::LoadLine => "load-line",
            Self::PowerTrace => "power-trace",
            Self::Maturity => "maturity",
            Self::Incidents => "incidents-by-month",
            Self::Automation => "automation-by-month",
            Self::HourlyMatch => "hourly-match",
            Self::CleanMeanings => "clean-meanings",
            Self::EnergyFlow => "energy-flow",
            Self::Ranking => "ranking",
            Self::GradeCounts => "grade-counts",
            Self::IndicatorSpread => "indicator-spread",
            Self::GroupComparison => "group-comparison",
            Self::YearOnYear => "year-on-year",
            Self::Trend => "trend",
        }
    }

    /// The kind of this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }

    /// What it is drawn from.
    pub const fn drawn_from(self) -> DrawnFrom {
        match self {
            Self::PueHeatmap | Self::CoverageCalendar | Self::PowerTrace | Self::HourlyMatch => DrawnFrom::Hours,
            Self::Ranking | Self::GradeCounts | Self::IndicatorSpread | Self::GroupComparison | Self::YearOnYear => {
                DrawnFrom::Portfolio
            }
            Self::Trend => DrawnFrom::Comparison,
            _ => DrawnFrom::Rating,
        }
    }

    /// What it shows, in one line.
    pub const fn shows(self, lang: Lang) -> &'static str {
        w::shows(self).get(lang)
    }

    /// Why it is not drawn of a rating that has nothing for it.
    pub fn why_not(self, rating: &Rating, lang: Lang) -> &'static str {
        let judged = [Self::Scorecard, Self::Confidence, Self::Tornado, Self::Systems, Self::Maturity].contains(&self);
        let words = match rating.outcome.status {
            OutcomeStatus::Refused if judged => w::REFUSED,
            _ => w::lacks(self),
        };
        words.get(lang)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kind_is_found_by_its_name_and_no_two_share_one() {
        assert!(Kind::ALL.into_iter().all(|kind| Kind::named(kind.name()) == Some(kind)));
        assert_eq!((Kind::named("pue"), Kind::named("")), (None, None));
    }
}
