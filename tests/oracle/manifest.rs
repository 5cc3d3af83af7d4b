//! A facility's manifest, as far as the oracle follows it.

use std::collections::BTreeMap;

use serde::Deserialize;

/// `facility.toml`. Keys that the oracle does not know are not looked at.
#[derive(Deserialize)]
pub struct Manifest {
    pub id: String,
    pub province: String,
    pub category: String,
    pub sector: Option<String>,
    pub clock: String,
    pub racks: Option<Racks>,
    #[serde(default)]
    pub telemetry: Vec<Block>,
    #[serde(default, rename = "meter")]
    pub meters: Vec<Meter>,
    #[serde(default)]
    pub boundary: Boundary,
    #[serde(default)]
    pub declared: BTreeMap<String, Declared>,
    #[serde(default)]
    pub declared_supply: Vec<DeclaredSupply>,
    #[serde(default)]
    pub not_applicable: BTreeMap<String, String>,
    #[serde(default)]
    pub tables: BTreeMap<String, String>,
    pub gaps: Option<Gaps>,
    pub working_points: Option<WorkingPoints>,
    pub operation_logs: Option<OperationLogs>,
    pub weather: Option<Weather>,
    #[serde(default, rename = "it_test")]
    pub it_tests: Vec<ItTest>,
    pub mapping: Option<toml::Value>,
}

#[derive(Deserialize)]
pub struct Racks {
    pub designed: Option<toml::Value>,
    pub installed: Option<toml::Value>,
    pub in_use: Option<toml::Value>,
    pub rated_kw: Option<toml::Value>,
    pub evidence: Option<String>,
}

#[derive(Deserialize)]
pub struct Block {
    pub id: Option<String>,
    pub files: Vec<String>,
    pub shape: String,
    pub time: toml::Value,
    pub meter: Option<toml::Value>,
    pub value: Option<String>,
    #[serde(default)]
    pub missing: Vec<String>,
    /// What the oracle does not read: other forms of text.
    pub facility: Option<String>,
    pub only: Option<toml::Value>,
    pub comment: Option<String>,
    pub skip_rows: Option<i64>,
    pub decimal: Option<String>,
    pub dates: Option<String>,
}

#[derive(Deserialize)]
pub struct Meter {
    pub id: String,
    pub telemetry: Option<String>,
    pub column: String,
    pub quantity: Option<String>,
    pub kind: String,
    pub unit: Option<String>,
    pub max_gap: Option<String>,
    pub multiplier: Option<toml::Value>,
    pub interval: Option<String>,
    pub stamp: Option<String>,
    pub valid_hours: Option<String>,
    pub rollover: Option<toml::Value>,
    #[serde(default)]
    pub replaced: Vec<Replaced>,
    pub bridge_with: Option<String>,
    #[serde(default)]
    pub estimated: bool,
}

#[derive(Deserialize)]
pub struct Replaced {
    pub at: String,
    pub old_final: Option<toml::Value>,
    pub new_start: Option<toml::Value>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
pub struct Boundary {
    pub total: Vec<String>,
    pub it: Vec<String>,
    pub cooling: Vec<String>,
    pub distribution: Vec<String>,
    pub water: Vec<String>,
    pub heat_reuse: Vec<String>,
    pub heat_removed: Vec<String>,
    pub auto_cooling: Vec<String>,
    pub supply: Vec<Supply>,
    pub storage: Vec<Storage>,
}

#[derive(Deserialize)]
pub struct Supply {
    pub source: String,
    pub path: String,
    pub meters: Vec<String>,
}

#[derive(Deserialize)]
pub struct Storage {
    pub charge: Vec<String>,
    pub discharge: Vec<String>,
}

#[derive(Deserialize)]
pub struct Declared {
    pub value: toml::Value,
    pub evidence: Option<String>,
}

#[derive(Deserialize)]
pub struct DeclaredSupply {
    pub source: String,
    pub path: String,
    pub kwh: toml::Value,
    pub evidence: Option<String>,
}

#[derive(Deserialize)]
pub struct Gaps {
    pub policy: Option<String>,
    pub hold_minutes: Option<i64>,
}

#[derive(Deserialize)]
pub struct WorkingPoints {
    pub evidence: Option<String>,
    #[serde(rename = "point")]
    pub points: Vec<WorkingPoint>,
}

#[derive(Deserialize)]
pub struct WorkingPoint {
    pub share: toml::Value,
    pub total_kw: toml::Value,
    pub it_kw: toml::Value,
}

#[derive(Deserialize)]
pub struct OperationLogs {
    pub horizon_hours: Option<toml::Value>,
    #[serde(default)]
    pub words: BTreeMap<String, Vec<String>>,
    #[serde(flatten)]
    pub logs: BTreeMap<String, LogFile>,
}

#[derive(Deserialize)]
pub struct LogFile {
    pub file: String,
    #[serde(default)]
    pub columns: BTreeMap<String, String>,
}

#[derive(Deserialize)]
pub struct Weather {
    pub file: String,
    pub time: String,
    pub temperature: String,
    #[serde(default)]
    pub missing: Vec<String>,
}

#[derive(Deserialize)]
pub struct ItTest {
    pub record: String,
}
