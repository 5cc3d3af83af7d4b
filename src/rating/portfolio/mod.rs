//! What the facilities of a portfolio say together: how each indicator spreads, which facilities stand apart, how groups
//! compare, and what changed since an earlier run. Each number is told with how many facilities it is of; a facility that
//! was refused gives none.

pub mod changes;
pub mod groups;
pub mod reasons;
pub mod record;
#[cfg(test)]
mod samples;
pub mod site;
pub mod spread;

use schemars::JsonSchema;
use serde::Serialize;

pub use changes::{AtBoth, AtTime, Change, Changes, GradeStep, GradeSteps, Incomparable, Told, Why};
pub use groups::{Group, Trait};
pub use reasons::{EnergyPart, Reason};
pub use record::{Entry, GradeConfidence, Portfolio};
pub use site::Site;
pub use spread::{Outlier, SPREAD, Spread};

use crate::indicator::PortfolioFigures;

/// What the facilities of a portfolio say together.
#[derive(Debug, Clone, PartialEq, Default, Serialize, JsonSchema)]
pub struct Together {
    /// The figures of all facilities, by period.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub figures: Vec<PortfolioFigures>,
    /// How each indicator spreads, by period.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub spreads: Vec<Spread>,
    /// The facilities by province, by city and by category, where there are several of each.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub groups: Vec<Group>,
    /// What changed since an earlier run; left out where none was named.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub changes: Option<Changes>,
}

impl Together {
    /// What these facilities say together, apart from what changed.
    pub fn of(sites: &[&Site]) -> Self {
        let several = sites.len() > 1;
        Self {
            figures: Site::figures(sites.iter().copied(), 2),
            spreads: if several { spread::spreads(sites) } else { Vec::new() },
            groups: [Trait::Province, Trait::City, Trait::Category]
                .into_iter()
                .flat_map(|by| groups::groups(sites, by))
                .collect(),
            changes: None,
        }
    }
}
