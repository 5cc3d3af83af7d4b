//! The manifest: `facility.toml`, as its author writes it.

use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use toml::Spanned;
use toml::value::Datetime;

use super::efficiency::{EuReport, WeatherFile};
use super::gaps::Gaps;
use super::it_tests::TestUse;
use super::mapping::MappingUse;
use super::operation_logs::OperationLogFiles;
pub use super::supply::{DeclaredSupply, Supply, SupplyPath};
use crate::standard::ids::IndicatorId;
use crate::telemetry::{Layout, Meter};
use crate::text::Text;

/// The kinds of facility.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Category {
    /// A general data centre.
    General,
    /// A centre for training and running AI models.
    Ai,
    /// A supercomputing centre.
    Supercomputing,
}

impl Category {
    /// The word that manifests use.
    pub fn word(self) -> &'static str {
        match self {
            Self::General => "general",
            Self::Ai => "ai",
            Self::Supercomputing => "supercomputing",
        }
    }
}

/// The sectors that standards tell apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Sector {
    /// A public institution.
    PublicInstitution,
    /// A bank or another financial institution.
    Finance,
}

impl Sector {
    /// The word that manifests use.
    pub fn word(self) -> &'static str {
        match self {
            Self::PublicInstitution => "public-institution",
            Self::Finance => "finance",
        }
    }
}

impl Manifest {
    /// What the facility is, in the words of the vocabulary: its category, and its sector where it has one.
    pub fn categories(&self) -> BTreeSet<String> {
        std::iter::once(self.category.word()).chain(self.sector.map(Sector::word)).map(str::to_owned).collect()
    }
}

/// A facility as its manifest describes it.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// A short name without spaces; it names the output folder.
    #[schemars(with = "String")]
    pub id: Spanned<String>,
    /// The name in both languages.
    pub name: Text,
    /// The province, in Chinese as the grid factors name it (青海), or another region's name.
    pub province: String,
    /// The city or prefecture, as reports are to name it (海东市); a portfolio is compared by it.
    pub city: Option<String>,
    /// The kind of facility.
    pub category: Category,
    /// The sector, where a standard treats it otherwise than others.
    pub sector: Option<Sector>,
    /// The first day of operation.
    #[schemars(with = "Option<String>")]
    pub start_of_operation: Option<Datetime>,
    /// The civil clock: an offset (`+08:00`) or a zone (`Asia/Shanghai`). Naive stamps are read by it.
    #[schemars(with = "String")]
    pub clock: Spanned<String>,
    /// The period to rate where the command does not say; otherwise the last civil year with data.
    #[schemars(with = "Option<String>")]
    pub period: Option<Spanned<String>>,
    /// Whether the data is synthetic; reports and charts then say so.
    #[serde(default)]
    pub synthetic: bool,
    /// Whom the data comes from, where that must be said.
    pub attribution: Option<String>,
    /// The racks.
    #[serde(default)]
    pub racks: Racks,
    /// Mappings shared with other facilities; what they hold counts as if it stood here.
    #[serde(default, rename = "mapping")]
    pub mappings: Vec<MappingUse>,
    /// The files of telemetry.
    #[serde(default)]
    pub telemetry: Vec<Layout>,
    /// The meters.
    #[serde(default, rename = "meter")]
    pub meters: Vec<Meter>,
    /// What the meters add up to.
    #[serde(default)]
    pub boundary: Boundary,
    /// What becomes of gaps, where no standard says so; they are excluded, where left out.
    pub gaps: Option<Gaps>,
    /// Supply that is declared for the period instead of metered.
    #[serde(default)]
    pub declared_supply: Vec<DeclaredSupply>,
    /// Declared values.
    #[serde(default)]
    pub declared: Declarations,
    /// Indicators that do not apply, each with the reason.
    #[serde(default)]
    #[schemars(with = "BTreeMap<IndicatorId, String>")]
    pub not_applicable: BTreeMap<Spanned<String>, String>,
    /// The powers at the working points of GB 40879-2021, for its working-point method.
    pub working_points: Option<WorkingPoints>,
    /// Small tables in the facility's folder.
    #[serde(default)]
    pub tables: Tables,
    /// The logs of operation.
    pub operation_logs: Option<OperationLogFiles>,
    /// The outdoor temperature.
    pub weather: Option<WeatherFile>,
    /// Declared values of the report of (EU) 2024/1364.
    pub eu_report: Option<EuReport>,
    /// Tests of IT systems that are computed from their raw files.
    #[serde(default, rename = "it_test")]
    pub it_tests: Vec<TestUse>,
}

/// The racks of a facility; a number that is left out is missing, not zero.
#[derive(Debug, Clone, PartialEq, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Racks {
    /// Racks in the approved design.
    pub designed: Option<f64>,
    /// Racks installed.
    pub installed: Option<f64>,
    /// Racks in use.
    pub in_use: Option<f64>,
    /// The rated power of all installed racks together, kW.
    pub rated_kw: Option<f64>,
    /// What proves these numbers.
    pub evidence: Option<String>,
}

/// A signed sum of meters: `["ups-a", "ups-b", "-in-row-fans"]`.
pub type SignedSum = Vec<Spanned<String>>;

/// What the meters add up to.
#[derive(Debug, Clone, PartialEq, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Boundary {
    /// All energy into the facility.
    #[serde(default)]
    #[schemars(with = "Vec<String>")]
    pub total: SignedSum,
    /// The energy of the IT equipment.
    #[serde(default)]
    #[schemars(with = "Vec<String>")]
    pub it: SignedSum,
    /// The energy of cooling.
    #[serde(default)]
    #[schemars(with = "Vec<String>")]
    pub cooling: SignedSum,
    /// The losses of power distribution.
    #[serde(default)]
    #[schemars(with = "Vec<String>")]
    pub distribution: SignedSum,
    /// Water taken in.
    #[serde(default)]
    #[schemars(with = "Vec<String>")]
    pub water: SignedSum,
    /// Heat handed on for reuse.
    #[serde(default)]
    #[schemars(with = "Vec<String>")]
    pub heat_reuse: SignedSum,
    /// Heat that cooling removes.
    #[serde(default)]
    #[schemars(with = "Vec<String>")]
    pub heat_removed: SignedSum,
    /// The energy of back-up generators: their fuel, or the electricity that they gave.
    #[serde(default)]
    #[schemars(with = "Vec<String>")]
    pub backup: SignedSum,
    /// The signals (meters of kind `state`) that tell when cooling is optimised automatically.
    #[serde(default)]
    #[schemars(with = "Vec<String>")]
    pub auto_cooling: SignedSum,
    /// Electricity by source and path.
    #[serde(default)]
    pub supply: Vec<Supply>,
    /// Storage of electricity behind the meters of the total.
    #[serde(default)]
    pub storage: Vec<Storage>,
}

/// Storage of electricity behind the meters of the total: what it takes is inside the total, what it gives is not.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Storage {
    /// The meters of what it takes.
    #[schemars(with = "Vec<String>")]
    pub charge: SignedSum,
    /// The meters of what it gives.
    #[schemars(with = "Vec<String>")]
    pub discharge: SignedSum,
}

/// A declared number.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Declared_of_{T}")]
pub struct Declared<T = f64> {
    /// The value, in the indicator's unit (shares from 0 to 1).
    pub value: T,
    /// What proves it: a file in the folder, or the number of a document.
    pub evidence: Option<String>,
}

/// The values that can be declared.
#[derive(Debug, Clone, PartialEq, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Declarations {
    /// The PUE of the approved design.
    pub design_pue: Option<Declared>,
    /// WUE in L/kWh, where water is not metered.
    pub wue: Option<Declared>,
    /// The share of energy reused, where heat is not metered.
    pub erf: Option<Declared>,
    /// Demand response as a share of peak load.
    pub demand_response: Option<Declared>,
    /// The power of demand response in kW, held against the metered peak load.
    pub demand_response_kw: Option<Declared>,
    /// Whether there was no accident and no violation in three years.
    pub no_violation: Option<Declared<bool>>,
}

/// The powers at the working points of GB 40879-2021, clause 6.3.2.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct WorkingPoints {
    /// What proves them; without it they are not taken.
    pub evidence: Option<String>,
    /// The points, which the standard calls a to e.
    #[serde(rename = "point")]
    #[schemars(with = "Vec<WorkingPoint>")]
    pub points: Spanned<Vec<WorkingPoint>>,
}

/// One working point.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct WorkingPoint {
    /// Its name.
    pub id: String,
    /// The share of the year at its outdoor temperature in the locality; the shares of all points add up to 1.
    pub share: f64,
    /// The power of the whole facility, kW.
    pub total_kw: f64,
    /// The power of the IT equipment, kW.
    pub it_kw: f64,
}

/// Small tables in the facility's folder.
#[derive(Debug, Clone, PartialEq, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Tables {
    /// A CSV of tested IT systems.
    pub it_systems: Option<String>,
    /// A CSV of capabilities and quantities of operation.
    pub smart_operation: Option<String>,
    /// The ledger of green certificates, a CSV or a workbook.
    pub certificates: Option<String>,
    /// Monthly bills of electricity by source and path, a CSV or a workbook.
    pub bills: Option<String>,
    /// What was settled under contracts of green power by month, a CSV or a workbook.
    pub contracts: Option<String>,
}
