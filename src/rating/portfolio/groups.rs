//! Facilities by what they have in common.

use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::Serialize;

use super::site::Site;
use crate::indicator::PortfolioFigures;

/// What facilities have in common.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Trait {
    /// The province.
    Province,
    /// The city, where manifests say.
    City,
    /// `general`, `ai` or `supercomputing`.
    Category,
}

/// The facilities that have something in common, over one period.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Group {
    /// What.
    pub by: Trait,
    /// Which; left out for those that do not say.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The period's short name.
    pub period: String,
    /// How many facilities.
    pub sites: usize,
    /// How many of them have a grade.
    pub rated: usize,
    /// Their figures; those of a single facility are its own. Empty where none of them has a PUE.
    pub figures: Vec<PortfolioFigures>,
}

/// The groups by what they have in common, in the order of their names, and last those that do not say; none where not
/// two are named.
pub(super) fn groups(sites: &[&Site], by: Trait) -> Vec<Group> {
    let mut named: BTreeMap<(bool, &str, &str), Vec<&Site>> = BTreeMap::new();
    for site in sites {
        let name = match by {
            Trait::Province => Some(site.province.as_str()),
            Trait::City => site.city.as_deref(),
            Trait::Category => Some(site.category.as_str()),
        };
        named.entry((name.is_none(), name.unwrap_or_default(), &site.period)).or_default().push(site);
    }
    let names: BTreeSet<&str> = named.keys().filter(|(unnamed, ..)| !unnamed).map(|(_, name, _)| *name).collect();
    if names.len() < 2 {
        return Vec::new();
    }
    let group = |((unnamed, name, period), sites): ((bool, &str, &str), Vec<&Site>)| Group {
        by,
        name: (!unnamed).then(|| name.to_owned()),
        period: period.to_owned(),
        sites: sites.len(),
        rated: sites.iter().filter(|site| site.rated).count(),
        figures: Site::figures(sites.iter().copied(), 1),
    };
    named.into_iter().map(group).collect()
}

#[cfg(test)]
mod tests {
    use super::super::samples::site;
    use super::super::{Site, Together};
    use super::Trait;

    #[test]
    fn groups_have_ratios_of_their_sums_and_a_mean_only_from_three_on() {
        let sites = [
            site("a", "general", 12_000.0, 10_000.0),
            site("b", "general", 3_000.0, 1_500.0),
            site("c", "ai", 1_100.0, 1_000.0),
        ];
        let told = Together::of(&sites.each_ref());
        let names: Vec<_> = told.groups.iter().map(|group| (group.name.as_deref(), group.sites, group.rated)).collect();
        assert_eq!(names, [(Some("ai"), 1, 0), (Some("general"), 2, 2)], "all are of one province, which is no group");
        let ratio = |at: usize| told.groups[at].figures[0].figures[0].ratio_of_sums.unwrap();
        assert!((ratio(0) - 1.1).abs() < 1e-12 && (ratio(1) - 15_000.0 / 11_500.0).abs() < 1e-12);
        assert_eq!(told.groups[1].figures[0].figures[0].mean_weighted_by_total_energy, None);
        let [spread] = told.spreads.as_slice() else { panic!("{:?}", told.spreads) };
        assert_eq!((spread.sites, spread.missing, spread.least, spread.median, spread.most), (3, 0, 1.1, 1.2, 2.0));
        assert_eq!((spread.fences, spread.outliers.len()), (None, 0));
    }

    #[test]
    fn facilities_without_a_city_are_a_group_once_two_cities_are_named() {
        let mut sites = ["a", "b", "d", "e"].map(|id| site(id, "ai", 12.0, 10.0));
        let told = |sites: &[Site; 4]| {
            let groups = Together::of(&sites.each_ref()).groups;
            groups.into_iter().map(|group| (group.by, group.name, group.sites)).collect::<Vec<_>>()
        };
        sites[0].city = Some("西宁市".to_owned());
        assert_eq!(told(&sites), []);
        sites[3].city = Some("海东市".to_owned());
        let city = |name: Option<&str>, sites| (Trait::City, name.map(str::to_owned), sites);
        assert_eq!(told(&sites), [city(Some("海东市"), 1), city(Some("西宁市"), 1), city(None, 2)]);
    }
}
