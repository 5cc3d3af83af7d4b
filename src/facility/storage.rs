//! Storage of electricity behind the meters of the total.

use toml::Spanned;

use super::boundary::QuantityHours;
use super::check::Fault;
use super::manifest::Manifest;
use crate::problem::Problem;

/// A storage of electricity, hour by hour.
#[derive(Debug, Clone, PartialEq)]
pub struct StorageHours {
    /// What it takes.
    pub charge: QuantityHours,
    /// What it gives.
    pub discharge: QuantityHours,
}

/// A storage whose losses and origins can be followed is metered both ways.
pub(super) fn check(manifest: &Manifest) -> std::result::Result<(), Fault> {
    let sides = manifest.boundary.storage.iter().map(|storage| (&storage.charge, &storage.discharge));
    match sides.clone().find(|(charge, discharge)| charge.is_empty() != discharge.is_empty()) {
        Some((charge, discharge)) => {
            let at = charge.iter().chain(discharge).next().map_or(0..0, Spanned::span);
            let what = "a storage names the meters of one way only".to_owned();
            Err((at, Problem::new(what).hint("name what it takes in `charge` and what it gives in `discharge`")))
        }
        None => Ok(()),
    }
}
