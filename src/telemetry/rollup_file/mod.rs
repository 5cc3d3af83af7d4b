//! The hourly rollup as a file: `rollup.parquet`, so that a cluster, or another system, can make it.
//!
//! One row is one meter in one hour of UTC in which anything was measured, estimated or read. Rows are in order of
//! facility, meter and hour; each facility has row groups of its own where this program wrote the file.
//!
//! | column | type | what |
//! |---|---|---|
//! | `facility` | text | the facility's id |
//! | `meter` | text | the meter's id in the manifest |
//! | `hour` | timestamp, UTC | the first instant of the hour; on whole hours of UTC |
//! | `amount` | decimal(38, 0) | what was measured: µJ, µL, or µs on, as the head says of the meter |
//! | `covered_nanos` | int64 | for how long of the hour it was measured, ns; more than an hour where intervals overlap |
//! | `held_amount` | decimal(38, 0) | what holding the last reading before a gap would add |
//! | `held_nanos` | int64 | for how long, ns |
//! | `min`, `max` | double, or null | the lowest and highest rate: kW, L/h, or the part of the time on; null without one |
//! | `samples` | uint32 | how many readings were taken in the hour |
//! | `shared` | boolean | whether the amount is a share of a longer span, so that the hour's own is not known |
//!
//! Other columns are ignored, and the order of columns is free. Where a column is optional it still has no nulls, `min`
//! and `max` aside.
//!
//! The file's key-value metadata holds, under [`HEAD_KEY`], a [`Head`] as JSON: the schema's name and version, what made
//! the file, and for each facility its meters, the files that were rolled up with their SHA-256, and what was found on
//! the way. Where a facility's readings came in order of time, there is also its [`FacilityCourse`] as JSON, under a key of
//! its own, from which [`crate::facility::Facility::rolled_up_onto`] goes on. The same inputs always give the same bytes.

mod cells;
mod chunk;
mod column;
mod course;
mod encode;
mod form;
mod groups;
mod hybrid;
mod parts;
mod read;
mod taking;
mod write;

use std::path::Path;

use serde::{Deserialize, Serialize};

pub use course::{BlockCourse, FacilityCourse};
pub use encode::EncodedRollup;
pub use parts::Parts;
pub use read::RollupFile;
pub use write::RollupWriter;

use super::read::digest_of;
use super::{Finding, Meter};
use crate::files;
use crate::problem::{Problem, Result};
use crate::units::Dimension;

/// The name and version of the form above.
pub const SCHEMA: &str = "greengrade.rollup/1";
/// The key of the file's metadata that holds the head.
pub const HEAD_KEY: &str = "greengrade.rollup";

/// What a rollup file says about itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Head {
    /// Always [`SCHEMA`].
    pub schema: String,
    /// What made the file.
    pub program: String,
    /// The facilities in it, in order of their ids.
    pub facilities: Vec<FacilityHead>,
}

/// What a rollup file says about one facility.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FacilityHead {
    /// Its id.
    pub id: String,
    /// The SHA-256 of the manifest that told how to read its meters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub manifest_sha256: Option<String>,
    /// For how many minutes at most readings were held on for `held_amount`.
    pub hold_minutes: u32,
    /// Its meters, also those without a single row.
    pub meters: Vec<MeterHead>,
    /// The telemetry files that were rolled up.
    #[serde(default)]
    pub files: Vec<RawFile>,
    /// What was found on the way.
    #[serde(default)]
    pub findings: Vec<Finding>,
}

/// What a rollup file says about one meter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MeterHead {
    /// Its id.
    pub id: String,
    /// What its amounts count.
    pub counts: Counts,
}

impl MeterHead {
    /// The head of a meter of a manifest.
    pub fn of(meter: &Meter) -> Self {
        Self { id: meter.name().to_owned(), counts: Counts::of(meter) }
    }
}

/// What amounts are whole numbers of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Counts {
    /// Microjoules.
    #[serde(rename = "uJ")]
    Microjoules,
    /// Microlitres.
    #[serde(rename = "uL")]
    Microlitres,
    /// Microseconds on.
    #[serde(rename = "us")]
    Microseconds,
}

impl Counts {
    /// What the amounts of a meter of a manifest are whole numbers of.
    pub fn of(meter: &Meter) -> Self {
        match meter.amount_dimension() {
            Dimension::Power | Dimension::Energy => Self::Microjoules,
            Dimension::Volume => Self::Microlitres,
            Dimension::Time => Self::Microseconds,
        }
    }

    /// The word for it in the file.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Microjoules => "uJ",
            Self::Microlitres => "uL",
            Self::Microseconds => "us",
        }
    }
}

/// A telemetry file that was rolled up.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RawFile {
    /// Its path below the facility's folder.
    pub path: String,
    /// The SHA-256 of its bytes, in hexadecimal.
    pub sha256: String,
    /// Its size.
    pub bytes: u64,
    /// How many rows it has.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rows: Option<u64>,
}

impl RawFile {
    /// A file as it is now, with its path below the facility's folder; its rows are not counted.
    ///
    /// # Errors
    /// A file that can not be read.
    pub fn at(path: String, file: &Path) -> Result<Self> {
        let digest = files::open(file).and_then(|opened| digest_of(&opened));
        let (sha256, bytes) = digest.map_err(|error| Problem::io("read", file, &error))?;
        Ok(Self { path, sha256, bytes, rows: None })
    }
}
