//! Where a facility's electricity comes from, and on which path.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use toml::Spanned;

use super::manifest::SignedSum;
use crate::standard::ids::SupplySourceId;

/// The paths on which electricity reaches a facility.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum SupplyPath {
    /// Generated on the site.
    SelfGenerated,
    /// A line of its own from a plant (绿电直连).
    DirectLine,
    /// A traced bilateral trade of green power (绿电交易).
    GreenTrade,
    /// Certificates alone (绿证).
    Certificates,
    /// The public grid's mix.
    Grid,
}

impl SupplyPath {
    /// The word that manifests use.
    pub fn word(self) -> &'static str {
        match self {
            Self::SelfGenerated => "self-generated",
            Self::DirectLine => "direct-line",
            Self::GreenTrade => "green-trade",
            Self::Certificates => "certificates",
            Self::Grid => "grid",
        }
    }
}

/// Metered electricity of one source on one path.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Supply {
    /// The source, as the vocabulary names it: `hydro`, `wind`, `solar` …
    #[schemars(with = "SupplySourceId")]
    pub source: Spanned<String>,
    /// The path.
    pub path: SupplyPath,
    /// The meters.
    #[schemars(with = "Vec<String>")]
    pub meters: SignedSum,
}

/// Electricity of one source on one path that is declared for the whole period.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DeclaredSupply {
    /// The source.
    #[schemars(with = "SupplySourceId")]
    pub source: Spanned<String>,
    /// The path.
    pub path: SupplyPath,
    /// How much in the period.
    pub kwh: f64,
    /// What proves it.
    pub evidence: Option<String>,
}
