//! Figures of many facilities together, two of each kind, which are not the same.
//!
//! The ratio of sums is that of the portfolio as if it were one facility: `Σ E_DC ÷ Σ E_IT` for PUE. The mean weighted by
//! energy, `Σ E_DC·x ÷ Σ E_DC`, is what (EU) 2024/1364 publishes, and only for three sites or more. Facilities of 12,000
//! over 10,000 and 3,000 over 1,500 have 1.304 by the first and 1.36 by the second.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;

use super::Indicator;

/// From how many sites on (EU) 2024/1364 shows means: fewer would tell of each.
const LEAST_SITES: usize = 3;

/// The figures with their inputs over and under the line; the last ones are shares of the total, whose upper side is the
/// share times it.
const FIGURES: [(&str, &str, &str); 6] = [
    ("pue", "E_total", "E_IT"),
    ("wue", "water", "E_IT"),
    ("erf", "E_reuse", "E_total"),
    ("clean_share", "", "E_total"),
    ("renewable_share", "", "E_total"),
    ("non_fossil_share", "", "E_total"),
];

/// The figures of the facilities that were assessed over one period.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct PortfolioFigures {
    /// The period's short name.
    pub period: String,
    /// How many facilities have a PUE.
    pub sites: usize,
    /// From how many sites on a weighted mean is given.
    pub least_sites_for_means: usize,
    /// Each figure that any of them has.
    pub figures: Vec<PortfolioFigure>,
}

/// One figure of several facilities.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct PortfolioFigure {
    /// The indicator.
    pub indicator: String,
    /// How many of the facilities have it.
    pub sites: usize,
    /// What stands over the line, summed, in the indicator's unit over the line.
    pub sum_over: f64,
    /// What stands under it, summed, kWh.
    pub sum_under: f64,
    /// The ratio of the two sums.
    pub ratio_of_sums: Option<f64>,
    /// `Σ E_DC·x ÷ Σ E_DC`; `None` for fewer sites than the least.
    pub mean_weighted_by_total_energy: Option<f64>,
}

/// One facility's indicators over a period.
pub type Site<'a> = (&'a str, &'a [Indicator]);

impl PortfolioFigures {
    /// Whether the figures are made of an indicator, so that the others need not be kept.
    pub fn need(indicator: &Indicator) -> bool {
        FIGURES.iter().any(|(id, ..)| *id == indicator.id)
    }

    /// The figures by period, in the order of the periods; a period with fewer facilities than the least has none.
    pub fn by_period<'a>(sites: impl IntoIterator<Item = Site<'a>>, least: usize) -> Vec<Self> {
        let mut periods: BTreeMap<&str, Vec<&[Indicator]>> = BTreeMap::new();
        for (period, indicators) in sites {
            if input(indicators, "pue", "E_total").is_some() {
                periods.entry(period).or_default().push(indicators);
            }
        }
        let several = periods.into_iter().filter(|(_, sites)| sites.len() >= least);
        let figures = several.map(|(period, sites)| Self {
            period: period.to_owned(),
            sites: sites.len(),
            least_sites_for_means: LEAST_SITES,
            figures: FIGURES.iter().filter_map(|figure| PortfolioFigure::of(figure, &sites)).collect(),
        });
        figures.collect()
    }
}

impl PortfolioFigure {
    fn of((id, over, under): &(&str, &str, &str), sites: &[&[Indicator]]) -> Option<Self> {
        let parts: Vec<Part> = sites.iter().filter_map(|site| Part::of(site, id, over, under)).collect();
        let sum = |of: fn(&Part) -> f64| parts.iter().map(of).sum::<f64>();
        let (sum_over, sum_under) = (sum(|part| part.over), sum(|part| part.under));
        let told = Self {
            indicator: (*id).to_owned(),
            sites: parts.len(),
            sum_over,
            sum_under,
            ratio_of_sums: Some(sum_over / sum_under).filter(|ratio| ratio.is_finite()),
            mean_weighted_by_total_energy: weighted_mean(&parts),
        };
        (told.sites > 0).then_some(told)
    }
}

/// What one facility gives to a figure.
struct Part {
    value: f64,
    over: f64,
    under: f64,
    total: f64,
}

impl Part {
    fn of(site: &[Indicator], id: &str, over: &str, under: &str) -> Option<Self> {
        let value = site.iter().find(|indicator| indicator.id == id)?.value?;
        // What is declared as a ratio stands over the energy that the facility's PUE is made of.
        let under = input(site, id, under).or_else(|| input(site, "pue", under))?;
        let over = input(site, id, over).unwrap_or(value * under);
        Some(Self { value, over, under, total: input(site, "pue", "E_total")? })
    }
}

/// `Σ E_DC·x ÷ Σ E_DC`, for three sites or more.
fn weighted_mean(parts: &[Part]) -> Option<f64> {
    if parts.len() < LEAST_SITES {
        return None;
    }
    let weighted: f64 = parts.iter().map(|part| part.total * part.value).sum();
    let total: f64 = parts.iter().map(|part| part.total).sum();
    Some(weighted / total).filter(|mean| mean.is_finite())
}

fn input(site: &[Indicator], id: &str, name: &str) -> Option<f64> {
    let indicator = site.iter().find(|indicator| indicator.id == id)?;
    indicator.inputs.iter().find(|input| input.name == name).map(|input| input.value)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::indicator::{IndicatorInput, Known};
    use crate::standard::vocabulary::Vocabulary;

    fn indicator(id: &str, value: f64, inputs: &[(&str, f64)]) -> Indicator {
        let inputs = inputs.iter().map(|(name, value)| IndicatorInput::new(name, *value, "kWh", "meter")).collect();
        let coverage = super::super::Coverage { covered_hours: 1.0, period_hours: 1.0 };
        Indicator::of(Vocabulary::embedded().indicator(id).unwrap(), Ok(Known::measured(value, inputs, coverage)))
    }

    fn pue(total: f64, it: f64) -> Indicator {
        indicator("pue", total / it, &[("E_total", total), ("E_IT", it)])
    }

    fn figures(sites: &[Vec<Indicator>]) -> Vec<PortfolioFigures> {
        PortfolioFigures::by_period(sites.iter().map(|site| ("2025", site.as_slice())), 2)
    }

    #[test]
    fn a_mean_weighted_by_energy_is_not_the_ratio_of_sums_and_is_shown_from_three_sites_on() {
        // Σ: (12,000 + 3,000) ÷ (10,000 + 1,500) = 1.3043478…; the mean, (12,000·1.2 + 3,000·2) ÷ 15,000, is 1.36.
        let two = [vec![pue(12_000.0, 10_000.0)], vec![pue(3_000.0, 1_500.0)]];
        let told = &figures(&two)[0].figures[0];
        assert_eq!((told.ratio_of_sums, told.mean_weighted_by_total_energy), (Some(15_000.0 / 11_500.0), None));
        // The second facility in two halves: neither figure changes, and now there are three sites.
        let three = [vec![pue(12_000.0, 10_000.0)], vec![pue(1_500.0, 750.0)], vec![pue(1_500.0, 750.0)]];
        let told = &figures(&three)[0].figures[0];
        assert_eq!((told.ratio_of_sums, told.mean_weighted_by_total_energy), (Some(15_000.0 / 11_500.0), Some(1.36)));
    }

    #[test]
    fn a_declared_ratio_stands_over_the_energy_of_the_facilitys_pue_and_a_site_without_one_is_left_out() {
        let declared = indicator("wue", 2.0, &[("WUE", 2.0)]);
        let metered = indicator("wue", 1.0, &[("water", 900.0), ("E_IT", 900.0)]);
        let sites = [vec![pue(120.0, 100.0), declared], vec![pue(1_200.0, 1_000.0), metered], vec![pue(12.0, 10.0)]];
        let told = figures(&sites)[0].figures[1].clone();
        // (2 · 100 + 900) ÷ (100 + 900) = 1.1
        assert_eq!((told.indicator.as_str(), told.sites, told.ratio_of_sums), ("wue", 2, Some(1.1)));
        assert_eq!(told.mean_weighted_by_total_energy, None);
    }

    #[test]
    fn periods_are_not_mixed_and_one_facility_alone_is_no_portfolio() {
        let sites = [("2024", vec![pue(12.0, 10.0)]), ("2025", vec![pue(13.0, 10.0)]), ("2025", vec![pue(15.0, 10.0)])];
        let told = PortfolioFigures::by_period(sites.iter().map(|(period, site)| (*period, site.as_slice())), 2);
        assert_eq!(told.iter().map(|figures| figures.period.as_str()).collect::<Vec<_>>(), ["2025"]);
        assert_eq!(told[0].figures[0].ratio_of_sums, Some(1.4));
    }
}
