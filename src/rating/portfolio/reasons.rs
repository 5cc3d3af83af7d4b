//! Why a facility may stand apart: what its own record says that bears on the indicator, held against the facilities of its
//! period where that is what it takes to say so. Nothing is guessed: a reason is in the record, or there is none.

use schemars::JsonSchema;
use serde::Serialize;

use super::site::Site;
use super::spread::quantile;
use crate::indicator::Indicator;
use crate::standard::Standing;
use crate::telemetry::{Finding, Severity};
use crate::text::Text;

/// The indicators that reasons are made of, beside those that spread.
pub(super) const NEEDED: [&str; 2] = ["clf", "plf"];
/// Of findings the gravest are told, and no more than these.
const MOST_FINDINGS: usize = 3;
/// From how many facilities on their IT loads have quartiles that say anything. This project's choice.
const LEAST_LOADS: usize = 4;
/// What grows where little IT bears the losses that a facility has at any load.
const PER_IT: [&str; 3] = ["pue", "wue", "cue"];
/// The findings about a facility's hours as a whole, which bear on all that is made of its energies.
const ABOUT_ENERGIES: [&str; 10] = [
    "it-above-total",
    "it-above-total-in-hours",
    "parts-above-whole",
    "negative-energy",
    "negative-energy-in-hours",
    "outage-month",
    "clock-shift",
    "power-beyond-rating",
    "disagreeing-meters",
    "unit-slip",
];

/// What a facility's own record says that bears on a value.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[serde(tag = "reason", rename_all = "kebab-case")]
pub enum Reason {
    /// Not every hour of the period went into the value.
    Coverage {
        /// The share of the hours that did, from 0 to 1.
        share: f64,
    },
    /// The value came about otherwise than those of most facilities, and not from meters alone.
    Standing {
        /// How it did.
        standing: Standing,
    },
    /// IT energy is metered at other points than in most facilities.
    Metering {
        /// The category of its PUE; left out where it has none.
        #[serde(skip_serializing_if = "Option::is_none")]
        category: Option<u8>,
        /// That of most facilities; left out where they have none.
        #[serde(skip_serializing_if = "Option::is_none")]
        of_most: Option<u8>,
    },
    /// A quarter of the facilities or less have as little IT load.
    LowItLoad {
        /// Its use of IT load, from 0 to 1.
        load: f64,
        /// The lower quartile of all.
        lower_quartile: f64,
    },
    /// What takes the most energy beside IT.
    LargestPart {
        /// What.
        part: EnergyPart,
        /// Its share of the energy that is not that of IT, from 0 to 1.
        share: f64,
    },
    /// An error or a warning in the data that the value is made of.
    Found {
        /// The finding's id.
        id: String,
        /// How much it matters.
        severity: Severity,
        /// The meter that it is about; left out for the whole facility.
        #[serde(skip_serializing_if = "Option::is_none")]
        meter: Option<String>,
        /// What was found.
        text: Text,
    },
}

/// A part of the energy that is not that of IT.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum EnergyPart {
    /// Cooling.
    Cooling,
    /// The losses of power distribution.
    Distribution,
}

/// What is usual among the facilities of a period, for one indicator.
pub(super) struct Usual {
    standing: Option<Standing>,
    category: Option<Option<u8>>,
    /// The lower quartile of the use of IT load, where enough facilities tell it.
    load: Option<f64>,
}

impl Usual {
    pub fn of(id: &str, sites: &[&Site]) -> Self {
        let standings = sites.iter().filter_map(|site| site.indicator(id)?.standing);
        let mut loads: Vec<f64> = sites.iter().filter_map(|site| site.value("it_load_use")).collect();
        loads.sort_by(f64::total_cmp);
        Self {
            standing: most_common(standings),
            category: most_common(sites.iter().filter_map(|site| site.pue_category)),
            load: quantile(&loads, 0.25).filter(|_| loads.len() >= LEAST_LOADS),
        }
    }
}

/// What more than half of them are.
fn most_common<T: PartialEq + Copy>(all: impl Iterator<Item = T>) -> Option<T> {
    let all: Vec<T> = all.collect();
    all.iter().find(|one| all.iter().filter(|other| other == one).count() * 2 > all.len()).copied()
}

/// All reasons for a facility's value of an indicator; `above` tells that it is above the others and not below.
pub(super) fn reasons(site: &Site, indicator: &Indicator, above: bool, usual: &Usual) -> Vec<Reason> {
    let id = indicator.id.as_str();
    // The coverage does not explain itself.
    let covered = indicator.coverage.filter(|_| id != "hour_coverage");
    let coverage = covered.map(|coverage| coverage.share()).filter(|share| *share < 1.0);
    let standing = indicator.standing.filter(|one| *one != Standing::Measured && Some(*one) != usual.standing);
    let metering = site.pue_category.zip(usual.category).filter(|(own, most)| id == "pue" && own != most);
    let per_it = above && PER_IT.contains(&id);
    let load = site.value("it_load_use").zip(usual.load).filter(|(load, quartile)| per_it && load < quartile);
    let part = largest_part(site).filter(|_| above && id == "pue");
    let mut reasons = Vec::new();
    reasons.extend(coverage.map(|share| Reason::Coverage { share }));
    reasons.extend(standing.map(|standing| Reason::Standing { standing }));
    reasons.extend(metering.map(|(category, of_most)| Reason::Metering { category, of_most }));
    reasons.extend(load.map(|(load, lower_quartile)| Reason::LowItLoad { load, lower_quartile }));
    reasons.extend(part.map(|(part, share)| Reason::LargestPart { part, share }));
    reasons.extend(gravest(site, indicator).into_iter().map(told));
    reasons
}

/// The gravest findings that bear on a value, each rule once: what it says of the next meter is much the same.
fn gravest<'s>(site: &'s Site, indicator: &Indicator) -> Vec<&'s Finding> {
    let mut gravest: Vec<&Finding> = Vec::new();
    for finding in site.findings.iter().filter(|finding| bears_on(finding, indicator)) {
        if gravest.len() < MOST_FINDINGS && gravest.iter().all(|known| known.id != finding.id) {
            gravest.push(finding);
        }
    }
    gravest
}

/// The larger of cooling and distribution, where both are metered: of one alone nobody knows whether it is.
fn largest_part(site: &Site) -> Option<(EnergyPart, f64)> {
    let beside_it = site.input("pue", "E_total")? - site.input("pue", "E_IT")?;
    let parts = [
        (EnergyPart::Cooling, site.input("clf", "E_cooling")? / beside_it),
        (EnergyPart::Distribution, site.input("plf", "E_distribution")? / beside_it),
    ];
    let largest = parts.into_iter().max_by(|a, b| a.1.total_cmp(&b.1));
    // Parts of other hours than the whole can be larger than it.
    largest.filter(|(_, share)| (0.0..=1.0).contains(share))
}

/// Whether a finding is about what the value is made of: one of its meters, or the hours of the whole facility.
fn bears_on(finding: &Finding, indicator: &Indicator) -> bool {
    if let Some(meter) = &finding.meter {
        let mut named = indicator.inputs.iter().flat_map(|input| input.from.split([' ', ';', ',']));
        return named.any(|word| word == meter);
    }
    let made_of = |names: &[&str]| indicator.inputs.iter().any(|input| names.contains(&input.name.as_str()));
    let supply =
        finding.id.starts_with("supply-") && matches!(indicator.id.as_str(), "clean_share" | "carbon_free_hourly");
    supply || (ABOUT_ENERGIES.contains(&finding.id.as_str()) && made_of(&["E_total", "E_IT"]))
}

fn told(finding: &Finding) -> Reason {
    Reason::Found {
        id: finding.id.clone(),
        severity: finding.severity,
        meter: finding.meter.clone(),
        text: finding.text.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::samples::{indicator, site};
    use super::*;
    use crate::indicator::Coverage;

    fn usual() -> Usual {
        Usual { standing: Some(Standing::Measured), category: Some(Some(1)), load: Some(0.4) }
    }

    fn why(site: &Site, above: bool) -> Vec<Reason> {
        reasons(site, &site.indicators[0], above, &usual())
    }

    fn found(id: &str, meter: Option<&str>, severity: Severity) -> Finding {
        let finding = Finding::new(id, severity, Text::new(id, id));
        meter.map_or(finding.clone(), |meter| finding.on_meter(meter))
    }

    #[test]
    fn a_sound_record_has_no_reason() {
        assert_eq!(why(&site("a", "ai", 2000.0, 1000.0), true), []);
    }

    #[test]
    fn hours_that_are_not_covered_are_a_reason_and_full_coverage_is_none() {
        let mut one = site("a", "ai", 2000.0, 1000.0);
        let covered = |covered_hours| Some(Coverage { covered_hours, period_hours: 8760.0 });
        one.indicators[0].coverage = covered(8760.0);
        assert_eq!(why(&one, true), []);
        one.indicators[0].coverage = covered(6570.0);
        assert_eq!(why(&one, true), [Reason::Coverage { share: 0.75 }]);
        one.indicators[0].id = "hour_coverage".to_owned();
        assert_eq!(why(&one, false), [], "the coverage does not explain itself");
    }

    #[test]
    fn a_value_not_from_meters_is_a_reason_unless_most_are_like_it() {
        let mut one = site("a", "ai", 2000.0, 1000.0);
        one.indicators[0].standing = Some(Standing::Declared);
        assert_eq!(why(&one, false), [Reason::Standing { standing: Standing::Declared }]);
        let alike = Usual { standing: Some(Standing::Declared), ..usual() };
        assert_eq!(reasons(&one, &one.indicators[0], false, &alike), []);
    }

    #[test]
    fn another_category_of_pue_than_that_of_most_is_a_reason() {
        let mut one = site("a", "ai", 2000.0, 1000.0);
        one.pue_category = Some(Some(1));
        assert_eq!(why(&one, true), []);
        one.pue_category = Some(Some(3));
        assert_eq!(why(&one, true), [Reason::Metering { category: Some(3), of_most: Some(1) }]);
        one.pue_category = Some(None);
        assert_eq!(why(&one, true), [Reason::Metering { category: None, of_most: Some(1) }]);
    }

    #[test]
    fn a_low_it_load_explains_a_high_pue_and_not_a_low_one() {
        let mut one = site("a", "ai", 2000.0, 1000.0);
        one.indicators.push(indicator("it_load_use", 0.4, &[]));
        assert_eq!(why(&one, true), [], "on the quartile");
        one.indicators[1].value = Some(0.1);
        assert_eq!(why(&one, true), [Reason::LowItLoad { load: 0.1, lower_quartile: 0.4 }]);
        assert_eq!(why(&one, false), []);
    }

    #[test]
    fn the_largest_part_beside_it_is_told_where_both_are_metered() {
        let mut one = site("a", "ai", 2000.0, 1000.0);
        one.indicators.push(indicator("clf", 0.6, &[("E_cooling", 600.0)]));
        assert_eq!(why(&one, true), [], "of one part alone nobody knows whether it is the largest");
        one.indicators.push(indicator("plf", 0.3, &[("E_distribution", 300.0)]));
        assert_eq!(why(&one, true), [Reason::LargestPart { part: EnergyPart::Cooling, share: 0.6 }]);
        one.indicators[2].inputs[0].value = 750.0;
        assert_eq!(why(&one, true), [Reason::LargestPart { part: EnergyPart::Distribution, share: 0.75 }]);
        assert_eq!(why(&one, false), []);
    }

    #[test]
    fn the_gravest_findings_that_bear_on_the_value_are_told_three_at_most() {
        let mut one = site("a", "ai", 2000.0, 1000.0);
        let warning = Severity::Warning;
        one.findings = vec![
            found("parts-above-whole", None, Severity::Error),
            found("expired-evidence", None, warning),
            found("spike", Some("water"), warning),
            found("spike", Some("meter"), warning),
            found("spike", Some("meter"), warning),
            found("stuck-values", Some("meter"), warning),
            found("unit-slip", Some("meter"), warning),
        ];
        let ids: Vec<String> = why(&one, true)
            .into_iter()
            .filter_map(|reason| match reason {
                Reason::Found { id, .. } => Some(id),
                _ => None,
            })
            .collect();
        assert_eq!(ids, ["parts-above-whole", "spike", "stuck-values"]);
    }

    #[test]
    fn usual_is_what_more_than_half_are() {
        let mut sites = [1.0, 2.0, 3.0, 4.0].map(|load| {
            let mut one = site("a", "ai", 2000.0, 1000.0);
            one.indicators.push(indicator("it_load_use", load / 10.0, &[]));
            one.pue_category = Some(Some(if load > 2.0 { 1 } else { 2 }));
            one
        });
        let of = |sites: &[Site]| Usual::of("pue", &sites.iter().collect::<Vec<_>>());
        assert_eq!((of(&sites).category, of(&sites[..3]).load), (None, None), "two of four; three loads");
        assert!((of(&sites).load.unwrap() - 0.175).abs() < 1e-12);
        sites[1].pue_category = Some(Some(1));
        assert_eq!((of(&sites).category, of(&sites).standing), (Some(Some(1)), Some(Standing::Measured)));
    }
}
