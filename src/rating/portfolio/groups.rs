//! Facilities by what they have in common.

use std::collections::BTreeMap;

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
    /// `general`, `ai` or `supercomputing`.
    Category,
}

/// The facilities that have something in common, over one period.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Group {
    /// What.
    pub by: Trait,
    /// Which.
    pub name: String,
    /// The period's short name.
    pub period: String,
    /// How many facilities.
    pub sites: usize,
    /// How many of them have a grade.
    pub rated: usize,
    /// Their figures; those of a single facility are its own. Empty where none of them has a PUE.
    pub figures: Vec<PortfolioFigures>,
}

/// The groups by what they have in common, in the order of their names; none where all are of one.
pub(super) fn groups(sites: &[&Site], by: Trait) -> Vec<Group> {
    let mut named: BTreeMap<(&str, &str), Vec<&Site>> = BTreeMap::new();
    for site in sites {
        let name = match by {
            Trait::Province => &site.province,
            Trait::Category => &site.category,
        };
        named.entry((name, &site.period)).or_default().push(site);
    }
    let mut names: Vec<&str> = named.keys().map(|(name, _)| *name).collect();
    names.dedup();
    if names.len() < 2 {
        return Vec::new();
    }
    let group = |((name, period), sites): ((&str, &str), Vec<&Site>)| Group {
        by,
        name: name.to_owned(),
        period: period.to_owned(),
        sites: sites.len(),
        rated: sites.iter().filter(|site| site.rated).count(),
        figures: Site::figures(sites.iter().copied(), 1),
    };
    named.into_iter().map(group).collect()
}

#[cfg(test)]
mod tests {
    use super::super::Together;
    use super::super::samples::site;

    #[test]
    fn groups_have_ratios_of_their_sums_and_a_mean_only_from_three_on() {
        let sites = [
            site("a", "general", 12_000.0, 10_000.0),
            site("b", "general", 3_000.0, 1_500.0),
            site("c", "ai", 1_100.0, 1_000.0),
        ];
        let told = Together::of(&sites.each_ref());
        let names: Vec<_> = told.groups.iter().map(|group| (group.name.as_str(), group.sites, group.rated)).collect();
        assert_eq!(names, [("ai", 1, 0), ("general", 2, 2)], "all are of one province, which is no group");
        let ratio = |at: usize| told.groups[at].figures[0].figures[0].ratio_of_sums.unwrap();
        assert!((ratio(0) - 1.1).abs() < 1e-12 && (ratio(1) - 15_000.0 / 11_500.0).abs() < 1e-12);
        assert_eq!(told.groups[1].figures[0].figures[0].mean_weighted_by_total_energy, None);
        let [spread] = told.spreads.as_slice() else { panic!("{:?}", told.spreads) };
        assert_eq!((spread.sites, spread.missing, spread.least, spread.median, spread.most), (3, 0, 1.1, 1.2, 2.0));
        assert_eq!((spread.fences, spread.outliers.len()), (None, 0));
    }
}
