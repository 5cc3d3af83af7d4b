//! How the readings of each facility went, so that a later rollup can go on from this one.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::telemetry::FileFacts;
use crate::telemetry::integrate::Course;

/// Before a facility's id, the key of the file's metadata that holds its course.
const KEY: &str = "greengrade.rollup.course/";
/// Most bytes that the courses of one file take together: they lie in its footer, which is read whole.
pub(super) const MOST_BYTES: usize = 1 << 28;

/// How the readings of a facility went.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FacilityCourse {
    /// Each block of telemetry that meters are read from, in the order of the manifest.
    pub blocks: Vec<BlockCourse>,
}

/// How the readings of one block of telemetry went.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct BlockCourse {
    /// The files that were read, by their names below the facility's folder.
    pub files: BTreeMap<String, FileFacts>,
    /// Each of its meters, in the order of the manifest.
    pub meters: Vec<Course>,
}

/// The key that holds the course of a facility.
pub(super) fn key(facility: &str) -> String {
    format!("{KEY}{facility}")
}
