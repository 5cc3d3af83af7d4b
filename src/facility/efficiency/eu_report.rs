//! What a facility declares for the report of (EU) 2024/1364 and telemetry can not tell.
//!
//! ```text
//! [eu_report]
//! floor_area_m2 = { value = 12000.0, evidence = "land-register.pdf" }
//! refrigerants = { value = ["R-134a"], evidence = "chillers.pdf" }
//! [[eu_report.installed_it_power]]
//! from = 2024-06-01
//! kw = 1200.0
//! evidence = "asset-list.xlsx"
//! ```

use schemars::JsonSchema;
use serde::Deserialize;
use toml::value::Datetime;

use crate::facility::manifest::Declared;

/// Declared values of the report; each with its evidence, without which it is not taken.
#[derive(Debug, Clone, PartialEq, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct EuReport {
    /// The installed IT power from each day on which it changed, in order of time.
    #[serde(default)]
    pub installed_it_power: Vec<ItPower>,
    /// The floor area of the whole data centre, m².
    pub floor_area_m2: Option<Declared>,
    /// The floor area of its computer rooms, m².
    pub computer_room_area_m2: Option<Declared>,
    /// Energy from guarantees of origin that were retired for it, kWh.
    pub renewable_guarantees_kwh: Option<Declared>,
    /// Energy from power purchase agreements whose guarantees of origin were retired for it, kWh.
    pub renewable_agreements_kwh: Option<Declared>,
    /// Energy generated on the site whose guarantees of origin were retired for it, kWh.
    pub renewable_on_site_kwh: Option<Declared>,
    /// Energy of back-up generators, kWh, where the boundary names no meter of them.
    pub backup_generators_kwh: Option<Declared>,
    /// Water taken in, m³, where it is not metered.
    pub water_m3: Option<Declared>,
    /// Potable water of it, m³.
    pub water_potable_m3: Option<Declared>,
    /// Heat handed on for reuse, kWh, where it is not metered.
    pub reused_heat_kwh: Option<Declared>,
    /// The mean temperature of that heat, °C.
    pub reused_heat_celsius: Option<Declared>,
    /// The set-point of the air at the intake of the IT equipment, °C.
    pub intake_celsius: Option<Declared>,
    /// The refrigerants in use.
    pub refrigerants: Option<Declared<Vec<String>>>,
    /// The sum of the SERT results of the servers.
    pub server_capacity: Option<Declared>,
    /// Storage, PB.
    pub storage_pb: Option<Declared>,
    /// Traffic in and out, PB.
    pub traffic_pb: Option<Declared>,
}

/// The installed IT power from a day on.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ItPower {
    /// The first day.
    #[schemars(with = "String")]
    pub from: Datetime,
    /// The rated power of all installed IT equipment, kW.
    pub kw: f64,
    /// What proves it.
    pub evidence: Option<String>,
}

impl EuReport {
    /// The declared numbers with their keys.
    pub fn numbers(&self) -> [(&'static str, Option<&Declared>); 14] {
        [
            ("floor_area_m2", self.floor_area_m2.as_ref()),
            ("computer_room_area_m2", self.computer_room_area_m2.as_ref()),
            ("renewable_guarantees_kwh", self.renewable_guarantees_kwh.as_ref()),
            ("renewable_agreements_kwh", self.renewable_agreements_kwh.as_ref()),
            ("renewable_on_site_kwh", self.renewable_on_site_kwh.as_ref()),
            ("backup_generators_kwh", self.backup_generators_kwh.as_ref()),
            ("water_m3", self.water_m3.as_ref()),
            ("water_potable_m3", self.water_potable_m3.as_ref()),
            ("reused_heat_kwh", self.reused_heat_kwh.as_ref()),
            ("reused_heat_celsius", self.reused_heat_celsius.as_ref()),
            ("intake_celsius", self.intake_celsius.as_ref()),
            ("server_capacity", self.server_capacity.as_ref()),
            ("storage_pb", self.storage_pb.as_ref()),
            ("traffic_pb", self.traffic_pb.as_ref()),
        ]
    }
}
