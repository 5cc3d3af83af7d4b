//! The use of clean energy as ratings write it: what was counted, how, and from which records.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::facility::manifest::SupplyPath;
use crate::indicator::Coverage;
use crate::text::Text;

/// The use of clean energy by a facility that keeps records of it, over the hours in which its total, its IT and all
/// of its metered supply are covered.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct CleanEnergy {
    /// Over how much of the period all of that was measured.
    pub coverage: Coverage,
    /// All energy into the facility, kWh.
    pub total_kwh: f64,
    /// The energy of the IT equipment, kWh; `None` where it is not metered.
    pub it_kwh: Option<f64>,
    /// What was counted, by source and path.
    pub supply: Vec<SupplyLine>,
    /// What the total has beyond the electricity that is counted by source and path, at least zero: the residual mix, kWh.
    /// Metered supply is taken off hour by hour, so that a surplus of one hour takes nothing off another.
    pub residual_kwh: f64,
    /// What is counted by source and path beyond the total, hour by hour too, kWh: it left the facility, or was traded for
    /// hours that did not need it.
    pub beyond_load_kwh: f64,
    /// The shares of the total, each with its own meaning.
    pub shares: Vec<Share>,
    /// Clean supply, by the standard or else all renewable, against load hour by hour; `None` where no clean supply is metered by the hour.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub hourly: Option<HourlyMatch>,
    /// What storage took and gave, with its origin; `None` where there is none.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub storage: Option<StorageUse>,
    /// The ledger of certificates; `None` where there is none.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub certificates: Option<Certificates>,
    /// The certificates that are due for contracts, month by month.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub contracts: Vec<ContractMonth>,
    /// Carbon by location and by market; `None` where there is no factor for the province.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub carbon: Option<Carbon>,
}

/// Where the amount of a line of supply is from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Evidence {
    /// Meters.
    Metered,
    /// What was settled under contracts.
    Contracts,
    /// Monthly bills.
    Bills,
    /// Declared for the whole period.
    Declared,
    /// The ledger of certificates.
    Ledger,
}

/// Energy of one source on one path.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct SupplyLine {
    /// The source, as the vocabulary names it.
    pub source: String,
    /// The path.
    pub path: SupplyPath,
    /// How much was counted, kWh.
    pub kwh: f64,
    /// Where the amount is from.
    pub by: Evidence,
    /// The meters with their signs, or the file and what in it.
    pub from: String,
}

/// A share of the total.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Share {
    /// `renewable_share`, `non_fossil_share`, `clean_share`, `traceable_share`, `direct_share`, `certificate_share` as
    /// the indicators of these names, and `certificate_backed`: all that a retired certificate backs, on any path.
    pub id: String,
    /// The energy that has the meaning, cut at the total, kWh.
    pub kwh: f64,
    /// That energy over the total, from 0 to 1.
    pub share: f64,
}

/// Clean supply against load, hour by hour.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct HourlyMatch {
    /// How many hours are known.
    pub hours: u32,
    /// The load in them, kWh: the total less what storage took and with what it gave.
    pub load_kwh: f64,
    /// The clean supply in them, kWh, with what storage gave of it and without what it took.
    pub clean_kwh: f64,
    /// `Σ_h min(clean_h, load_h)`, kWh.
    pub matched_kwh: f64,
    /// That over the load, from 0 to 1.
    pub matched_share: f64,
    /// `Σ_h max(clean_h − load_h, 0)`, kWh.
    pub surplus_kwh: f64,
    /// In how many of the hours the clean supply was as much as the load or more.
    pub full_hours: u32,
}

/// What storage took and gave.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct StorageUse {
    /// What it took, kWh.
    pub charged_kwh: f64,
    /// What it gave, kWh.
    pub discharged_kwh: f64,
    /// What it took and did not give, kWh, at least zero.
    pub loss_kwh: f64,
    /// What it gave over what it took; `None` where it took nothing.
    pub round_trip: Option<f64>,
    /// What it gave, by the source and path that it was charged from.
    pub origins: Vec<StorageOrigin>,
    /// What it gave that was charged from the residual mix, kWh.
    pub residual_kwh: f64,
    /// What it gave that was not charged in the period, kWh: of unknown origin.
    pub unknown_kwh: f64,
}

/// What storage gave of one source and path.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct StorageOrigin {
    /// The source.
    pub source: String,
    /// The path.
    pub path: SupplyPath,
    /// How much, kWh.
    pub kwh: f64,
}

/// The ledger of certificates over the period.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Certificates {
    /// The ledger's file.
    pub file: String,
    /// Its rows by what became of them.
    pub rows: Vec<CertificateRows>,
    /// Certificates retired for the period on their own, kWh.
    pub retired_kwh: f64,
    /// Of them, the part that falls to the covered part of the period and covers consumption that no carbon-free supply
    /// covers, kWh.
    pub counted_kwh: f64,
    /// The rest of that part, which has nothing left to cover, kWh.
    pub beyond_kwh: f64,
    /// The months of generation of what was retired on its own, kWh.
    pub vintages: Vec<Vintage>,
}

/// What becomes of a row of the ledger.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum CertificateState {
    /// It counts on its own.
    Counted,
    /// It belongs to energy that is counted on its path, and is not counted beside it.
    Bound,
    /// It was not retired.
    NotRetired,
    /// It was retired before or after the period.
    OtherPeriod,
    /// It was retired after it had expired.
    Expired,
}

/// Rows of the ledger that share a state.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct CertificateRows {
    /// The state.
    pub state: CertificateState,
    /// The numbers of the rows in the file.
    pub rows: Vec<u64>,
    /// How many certificates they are, which is their MWh.
    pub certificates: u64,
}

/// Certificates of one month of generation.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Vintage {
    /// The month, such as `2025-03`.
    pub month: String,
    /// How much, kWh.
    pub kwh: f64,
}

/// A month of a contract: certificates are due for whole MWh, and the remainder is carried to the next month.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ContractMonth {
    /// The contract.
    pub contract: String,
    /// The source.
    pub source: String,
    /// The month, such as `2025-03`.
    pub month: String,
    /// What was settled, kWh.
    pub settled_kwh: f64,
    /// The remainder of the months before, kWh.
    pub carried_in_kwh: f64,
    /// The certificates that are due.
    pub certificates_due: u64,
    /// The remainder, below 1,000 kWh.
    pub carried_out_kwh: f64,
}

/// Carbon by location and by market.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Carbon {
    /// By location: what comes over the grid, by the factor of its province.
    pub location: Emissions,
    /// By market: what comes over the grid and is neither traded green nor certified, by the national factor without
    /// traded non-fossil energy.
    pub market: Emissions,
    /// Fuel and bought-in heat or cooling of the total, kWh: they have no factor here, and neither way holds their carbon;
    /// `None` where all of the total is electricity.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub without_factor_kwh: Option<f64>,
    /// Carbon-free energy by the three national factors: what it avoided, said against which.
    pub avoided: Vec<Avoided>,
}

/// Emissions by one of the two ways.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Emissions {
    /// The energy that the factor is applied to, kWh.
    pub kwh: f64,
    /// The factor.
    pub factor: Factor,
    /// Coal and gas power that does not come over the grid, kWh.
    pub own_fossil_kwh: f64,
    /// Its factor; `None` where there is none of it.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub own_fossil_factor: Option<Factor>,
    /// All of it, kg of CO₂.
    pub kg: f64,
    /// `CUE = kg ÷ E_IT`, kg/kWh; `None` where IT is not metered.
    pub cue: Option<f64>,
}

/// A factor of carbon dioxide.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Factor {
    /// Whose it is.
    pub title: Text,
    /// kg of CO₂ for each kWh.
    pub kg_per_kwh: f64,
    /// The year that it describes.
    pub year: i16,
    /// Where it comes from.
    pub source: Text,
}

/// What carbon-free energy avoided against one national factor.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Avoided {
    /// The carbon-free energy, cut at the total, kWh.
    pub kwh: f64,
    /// The factor.
    pub factor: Factor,
    /// kg of CO₂.
    pub kg: f64,
}
