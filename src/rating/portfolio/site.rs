//! What the rating of one facility gives to a portfolio.

use std::collections::BTreeMap;

use super::reasons::NEEDED;
use super::spread::SPREAD;
use crate::indicator::{Indicator, PortfolioFigures};
use crate::rating::{OutcomeStatus, Rating};
use crate::standard::Assessment;
use crate::standard::assessment::LevelReached;
use crate::telemetry::{Finding, Severity};
use crate::text::Text;

/// What a rating gives to a portfolio, so that the rest of it need not be kept.
#[derive(Debug, Clone, PartialEq)]
pub struct Site {
    pub(super) id: String,
    pub(super) name: Text,
    pub(super) period: String,
    /// The first instant of the period, as the rating writes it.
    pub(super) start: String,
    /// How many hours the period has.
    pub(super) hours: usize,
    pub(super) province: String,
    /// `None` where the manifest does not say.
    pub(super) city: Option<String>,
    pub(super) category: String,
    pub(super) rated: bool,
    pub(super) grade: Option<LevelReached>,
    pub(super) score: Option<f64>,
    /// The deciding standard; `None` where none was applied.
    pub(super) rules: Option<Rules>,
    pub(super) indicators: Vec<Indicator>,
    /// The category of its PUE, which may have none; `None` where the rating does not tell.
    pub(super) pue_category: Option<Option<u8>>,
    /// Errors and warnings in the data, the gravest first, without their hours.
    pub(super) findings: Vec<Finding>,
}

/// By which rules a facility was judged: the deciding standard, its edition, and the figures that the rating tells.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Rules {
    pub standard: String,
    edition: String,
    /// By their places in the pack.
    figures: BTreeMap<String, f64>,
}

impl Rules {
    fn of(assessment: &Assessment) -> Self {
        let compared = assessment.comparisons().flat_map(|one| std::iter::once(&one.figure).chain(&one.points));
        let possible = assessment.criteria.iter().map(|criterion| &criterion.possible);
        let settings = assessment.criteria.iter().flat_map(|criterion| &criterion.settings).map(|one| &one.figure);
        let figures = compared.chain(possible).chain(settings);
        Self {
            standard: assessment.standard.id.clone(),
            edition: assessment.standard.edition.clone(),
            figures: figures.map(|figure| (figure.place.clone(), figure.value)).collect(),
        }
    }

    #[cfg(test)]
    pub fn sample(standard: &str, edition: &str, figures: &[(&str, f64)]) -> Self {
        let figures = figures.iter().map(|(place, value)| ((*place).to_owned(), *value)).collect();
        Self { standard: standard.to_owned(), edition: edition.to_owned(), figures }
    }

    /// Whether two ratings were made by the same rules: one edition, and no figure that both tell differs. A figure that
    /// only one of them used can not be held against the other.
    pub fn are(&self, other: &Self) -> bool {
        let same = |(place, value): (&String, &f64)| {
            other.figures.get(place).is_none_or(|other| other.total_cmp(value).is_eq())
        };
        (&self.standard, &self.edition) == (&other.standard, &other.edition) && self.figures.iter().all(same)
    }
}

impl Site {
    /// What a rating gives: nothing where it was refused.
    pub fn of(rating: &Rating) -> Option<Self> {
        let needed = |one: &&Indicator| {
            PortfolioFigures::need(one) || [&SPREAD[..], &NEEDED].iter().any(|ids| ids.contains(&one.id.as_str()))
        };
        let grave = rating.findings.iter().filter(|finding| finding.severity != Severity::Note);
        let category = || Some(rating.efficiency.as_ref()?.pue_category.as_ref()?.category);
        (rating.outcome.status != OutcomeStatus::Refused).then(|| Self {
            id: rating.facility.id.clone(),
            name: rating.facility.name.clone(),
            period: rating.period.label.clone(),
            start: rating.period.start.clone(),
            hours: rating.period.hours,
            province: rating.facility.province.clone(),
            city: rating.facility.city.clone(),
            category: rating.facility.category.clone(),
            rated: rating.outcome.status == OutcomeStatus::Rated,
            grade: rating.outcome.level.clone(),
            score: rating.outcome.score,
            rules: rating.standards.first().map(Rules::of),
            indicators: rating.indicators.iter().filter(needed).cloned().collect(),
            pue_category: category(),
            findings: grave.map(|finding| Finding { hours: Vec::new(), ..finding.clone() }).collect(),
        })
    }

    pub(super) fn indicator(&self, id: &str) -> Option<&Indicator> {
        self.indicators.iter().find(|one| one.id == id)
    }

    pub(super) fn value(&self, id: &str) -> Option<f64> {
        self.indicator(id)?.value
    }

    /// A value that went into an indicator.
    pub(super) fn input(&self, id: &str, name: &str) -> Option<f64> {
        self.indicator(id)?.inputs.iter().find(|input| input.name == name).map(|input| input.value)
    }

    /// How many findings in its data are errors, or warnings.
    pub(super) fn count(&self, severity: Severity) -> usize {
        self.findings.iter().filter(|finding| finding.severity == severity).count()
    }

    pub(super) fn figures<'s>(sites: impl IntoIterator<Item = &'s Self>, least: usize) -> Vec<PortfolioFigures> {
        let sites = sites.into_iter().map(|site| (site.period.as_str(), site.indicators.as_slice()));
        PortfolioFigures::by_period(sites, least)
    }
}
