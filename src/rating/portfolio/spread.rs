//! How each indicator spreads over the facilities of a period, and which of them stand apart.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;

use super::reasons::{Reason, Usual, reasons};
use super::site::Site;
use crate::telemetry::Severity;

/// The indicators whose spread is told.
pub const SPREAD: [&str; 8] =
    ["pue", "clean_share", "carbon_free_hourly", "wue", "erf", "cue", "it_load_use", "hour_coverage"];
/// From how many facilities on one may stand apart: the quartiles of fewer say little. This project's choice.
const LEAST_FOR_FENCES: usize = 8;
/// How far from the quartiles, in distances between them, a value may be: the rule of Tukey (1977).
const FENCE: f64 = 1.5;

/// How an indicator spreads over the facilities of a period. Quartiles are interpolated between the values in their order
/// (type 7 of Hyndman and Fan).
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Spread {
    /// The period's short name.
    pub period: String,
    /// The indicator; all values are in its unit.
    pub indicator: String,
    /// How many facilities have it.
    pub sites: usize,
    /// How many do not.
    pub missing: usize,
    /// The smallest value.
    pub least: f64,
    /// A quarter of the facilities lies below.
    pub lower_quartile: f64,
    /// Half of the facilities lies below.
    pub median: f64,
    /// Three quarters of the facilities lie below.
    pub upper_quartile: f64,
    /// The largest value.
    pub most: f64,
    /// Beyond which values a facility stands apart; left out for fewer than eight facilities.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fences: Option<[f64; 2]>,
    /// The facilities that stand apart.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub outliers: Vec<Outlier>,
    /// Each facility's id and value, the smallest first; charts draw them, and the record has them with each rating.
    #[serde(skip)]
    pub values: Vec<(String, f64)>,
}

/// A facility that stands apart, with what its own record says of its data.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Outlier {
    /// Its id.
    pub id: String,
    /// Its value.
    pub value: f64,
    /// The share of the hours of the period that is covered, from 0 to 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hour_coverage: Option<f64>,
    /// How many findings in its data are errors.
    pub errors: usize,
    /// How many are warnings.
    pub warnings: usize,
    /// What in its record bears on the value; empty where nothing does.
    pub reasons: Vec<Reason>,
}

pub(super) fn spreads(sites: &[&Site]) -> Vec<Spread> {
    let mut periods: BTreeMap<&str, Vec<&Site>> = BTreeMap::new();
    for site in sites {
        periods.entry(&site.period).or_default().push(site);
    }
    let of_period = |(period, sites): (&str, Vec<&Site>)| {
        SPREAD.iter().filter_map(move |id| Spread::of(period, id, &sites)).collect::<Vec<_>>()
    };
    periods.into_iter().flat_map(of_period).collect()
}

impl Spread {
    /// `None` where fewer than two facilities have the indicator.
    fn of(period: &str, id: &str, sites: &[&Site]) -> Option<Self> {
        let named = sites.iter().filter_map(|site| Some((site.id.clone(), site.value(id)?)));
        let mut named: Vec<(String, f64)> = named.collect();
        named.sort_by(|(_, a), (_, b)| a.total_cmp(b));
        let values: Vec<f64> = named.iter().map(|(_, value)| *value).collect();
        let [least, lower_quartile, median, upper_quartile, most] =
            [0.0, 0.25, 0.5, 0.75, 1.0].map(|share| quantile(&values, share));
        let (lower_quartile, upper_quartile) = (lower_quartile?, upper_quartile?);
        let apart = FENCE * (upper_quartile - lower_quartile);
        let fences = (values.len() >= LEAST_FOR_FENCES).then_some([lower_quartile - apart, upper_quartile + apart]);
        let usual = Usual::of(id, sites);
        let outlier = |site: &&Site| {
            let (value, [low, high]) = (site.value(id)?, fences?);
            (value < low || value > high).then(|| Outlier::of(site, id, value, value > high, &usual))
        };
        (values.len() > 1).then_some(Self {
            period: period.to_owned(),
            indicator: id.to_owned(),
            sites: values.len(),
            missing: sites.len() - values.len(),
            least: least?,
            lower_quartile,
            median: median?,
            upper_quartile,
            most: most?,
            fences,
            outliers: sites.iter().filter_map(outlier).collect(),
            values: named,
        })
    }
}

impl Outlier {
    fn of(site: &Site, id: &str, value: f64, above: bool, usual: &Usual) -> Self {
        let indicator = site.indicator(id);
        Self {
            id: site.id.clone(),
            value,
            hour_coverage: site.value("hour_coverage"),
            errors: site.count(Severity::Error),
            warnings: site.count(Severity::Warning),
            reasons: indicator.map(|indicator| reasons(site, indicator, above, usual)).unwrap_or_default(),
        }
    }
}

/// The value below which this share of the ordered values lies, interpolated between its neighbours.
pub(super) fn quantile(ordered: &[f64], share: f64) -> Option<f64> {
    let last = ordered.len().checked_sub(1)?;
    let place = share * f64::from(u32::try_from(last).ok()?);
    let below = (0..=last).rev().find(|at| u32::try_from(*at).is_ok_and(|at| f64::from(at) <= place))?;
    let low = *ordered.get(below)?;
    let high = ordered.get(below + 1).copied().unwrap_or(low);
    Some(low + (high - low) * (place - f64::from(u32::try_from(below).ok()?)))
}

#[cfg(test)]
mod tests {
    use super::super::Together;
    use super::super::samples::site;
    use super::*;

    #[test]
    fn quartiles_lie_between_the_values_in_their_order() {
        // By hand for 1, 2, 4, 8, 16: the places 1, 2 and 3; for 1, 2, 4, 8: the places 0.75, 1.5 and 2.25.
        let of = |values: &[f64]| [0.0, 0.25, 0.5, 0.75, 1.0].map(|share| quantile(values, share).unwrap());
        assert_eq!(of(&[1.0, 2.0, 4.0, 8.0, 16.0]), [1.0, 2.0, 4.0, 8.0, 16.0]);
        assert_eq!(of(&[1.0, 2.0, 4.0, 8.0]), [1.0, 1.75, 3.0, 5.0, 8.0]);
        assert_eq!((quantile(&[], 0.5), quantile(&[3.0], 0.75)), (None, Some(3.0)));
    }

    #[test]
    fn a_facility_beyond_the_fences_stands_apart_and_one_on_them_does_not() {
        let of = |last: f64| {
            let totals = [100.0, 101.0, 102.0, 103.0, 104.0, 105.0, 106.0, last];
            let sites: Vec<Site> =
                (0..).zip(totals).map(|(at, total)| site(&format!("s{at}"), "general", total, 100.0)).collect();
            Together::of(&sites.iter().collect::<Vec<_>>()).spreads.remove(0)
        };
        // The quartiles are 1.0175 and 1.0525 whatever the last is beyond them, so that the upper fence is 1.105.
        let [_, high] = of(200.0).fences.unwrap();
        assert!((high - 1.105).abs() < 1e-9);
        let apart: Vec<_> =
            of(200.0).outliers.iter().map(|one| (one.id.clone(), one.value, one.reasons.len())).collect();
        assert_eq!(apart, [("s7".to_owned(), 2.0, 0)]);
        assert!(of(110.4).outliers.is_empty() && of(110.6).outliers.len() == 1);
    }

    #[test]
    fn what_is_missing_is_counted_and_never_zero() {
        let mut sites = [site("a", "ai", 12.0, 10.0), site("b", "ai", 13.0, 10.0), site("c", "ai", 14.0, 10.0)];
        sites[2].indicators[0].value = None;
        let told = Together::of(&sites.each_ref());
        assert_eq!((told.spreads[0].sites, told.spreads[0].missing, told.spreads[0].least), (2, 1, 1.2));
    }
}
