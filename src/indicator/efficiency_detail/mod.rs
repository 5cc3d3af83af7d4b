//! Energy efficiency beyond its ratios: the PUE's category, the kinds of energy in the total, back-up generators apart,
//! and PUE by outdoor temperature and by IT load.

mod backup;
mod category;
mod conditions;
mod degree_days;
mod demand_response;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub use backup::{Backup, CarrierEnergy, InTotal};
pub use category::{PointMeters, PueCategory};
pub use conditions::{ConditionBin, LoadBase, PueByLoad, PueByTemperature};
pub(super) use degree_days::cooling_degree_days;
pub(super) use demand_response::demand_response;

use super::Subject;
use crate::telemetry::Finding;

/// What a rating tells of energy efficiency beside its indicators.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
pub struct Efficiency {
    /// The category of PUE by where the IT energy is metered; `None` where the boundary names no IT meter.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pue_category: Option<PueCategory>,
    /// The total energy by its kinds, over the hours in which each is covered; empty where all of it is electricity.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub carriers: Vec<CarrierEnergy>,
    /// The energy of back-up generators; `None` where the boundary names no meter of them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub backup: Option<Backup>,
    /// PUE by outdoor temperature; `None` without temperatures, or where PUE is not known by the hour.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by_temperature: Option<PueByTemperature>,
    /// PUE by IT load; `None` where PUE is not known by the hour.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by_load: Option<PueByLoad>,
}

impl Efficiency {
    /// All that is known; `None` where there is nothing to tell.
    pub fn of(subject: &Subject<'_>) -> Option<Self> {
        let hours = conditions::hours(subject);
        let told = Self {
            pue_category: PueCategory::of(&subject.facility.manifest),
            carriers: CarrierEnergy::all(subject),
            backup: Backup::of(subject),
            by_temperature: PueByTemperature::of(subject, &hours),
            by_load: PueByLoad::of(subject, &hours),
        };
        (told != Self::default()).then_some(told)
    }
}

/// What is worth knowing about what goes into it.
pub fn findings(subject: &Subject<'_>) -> Vec<Finding> {
    let told = [degree_days::tell_missing_hours(subject), demand_response::tell_differing(subject)];
    told.into_iter().flatten().collect()
}
