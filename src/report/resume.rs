//! `resume.json`: from what a facility's folder was made, so that a later run can tell whether it would make the same.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The name and version of the form below.
pub const SCHEMA: &str = "greengrade.resume/1";
/// The record's name in a facility's folder.
pub const RECORD: &str = "resume.json";

/// From what a facility's folder was made, and what is in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ResumeRecord {
    /// Always `greengrade.resume/1`.
    pub schema: String,
    /// What made it: the program's version and the SHA-256 of the program itself, in which the built-in standards are.
    pub program: String,
    /// The SHA-256 of all that was asked for: standards with every figure of theirs, period, trials, forms, language,
    /// letterhead, template and font.
    pub asked: String,
    /// Each file that was read, by its path below the facility's folder, with the SHA-256 of its bytes.
    pub inputs: BTreeMap<String, String>,
    /// Each file that was written, by its path below the folder that this record stands in, with the SHA-256 of its bytes.
    pub outputs: BTreeMap<String, String>,
}
