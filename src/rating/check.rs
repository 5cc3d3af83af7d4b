//! From a facility to what its data is worth, without any grade.

use std::collections::BTreeMap;

use serde::Serialize;

use super::Request;
use super::calendar::CalendarDay;
use super::grounds::{Grounds, name_of, name_of_period};
use super::proof::{Proof, Rows, proofs};
use super::record::{FacilityName, Input, PeriodName};
use super::sufficiency::Sufficiency;
use crate::facility::Facility;
use crate::problem::Result;
use crate::telemetry::{Finding, Severity};
use crate::text::Text;

/// What the data of one facility is worth over one period.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Checked {
    /// The facility.
    pub facility: FacilityName,
    /// The period.
    pub period: PeriodName,
    /// The standard whose demands on the data count.
    pub standard: Option<AskedBy>,
    /// Whether the data suffices, and the hours that prove it.
    pub sufficiency: Vec<Sufficiency>,
    /// What was found in the data.
    pub findings: Vec<Finding>,
    /// The rows of files that prove findings which point at a time of a meter.
    pub proofs: Vec<Proof>,
    /// The files of each meter, as the manifest names them.
    pub meter_files: BTreeMap<String, String>,
    /// The files that were read.
    pub inputs: Vec<Input>,
    /// The days, for the chart.
    #[serde(skip)]
    pub calendar: Vec<CalendarDay>,
}

/// The standard whose demands on the data count.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AskedBy {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: Text,
    /// Its edition.
    pub edition: String,
}

impl Checked {
    /// The rows that prove a finding from an instant on: the beginning of one of its spans, or its first instant.
    pub fn rows_of(&self, finding: &Finding, from: &str) -> &[Rows] {
        let of = |proof: &&Proof| {
            proof.finding == finding.id && Some(&proof.meter) == finding.meter.as_ref() && proof.from == from
        };
        self.proofs.iter().find(of).map_or(&[], |proof| &proof.rows)
    }

    /// Whether nothing but notes was found, and the data suffices.
    pub fn is_good(&self) -> bool {
        let calm = self.findings.iter().all(|finding| finding.severity == Severity::Note);
        calm && !self.sufficiency.iter().any(Sufficiency::fails)
    }
}

/// Looks at a facility's data without grading it.
///
/// # Errors
/// Telemetry that can not be read, a period that can not be told, or a standard that there is not.
pub fn check(facility: &Facility, request: &Request<'_>) -> Result<Checked> {
    let grounds = Grounds::of(facility, facility.telemetry_at_hand()?, request)?;
    let standard = grounds.packs.first().map(|pack| AskedBy {
        id: pack.id.clone(),
        title: pack.title.clone(),
        edition: pack.edition.clone(),
    });
    Ok(Checked {
        facility: name_of(facility),
        period: name_of_period(facility, grounds.period),
        standard,
        sufficiency: grounds.sufficiency,
        proofs: proofs(facility, &grounds.findings)?,
        findings: grounds.findings,
        meter_files: meter_files(facility),
        inputs: grounds.inputs,
        calendar: grounds.calendar,
    })
}

fn meter_files(facility: &Facility) -> BTreeMap<String, String> {
    let manifest = &facility.manifest;
    let files = manifest.meters.iter().filter_map(|meter| {
        let mut layouts = manifest.telemetry.iter();
        let wanted = meter.telemetry.as_ref().map(|id| id.get_ref());
        let layout = layouts.find(|layout| wanted.is_none() || layout.id.as_ref().map(|id| id.get_ref()) == wanted)?;
        let names: Vec<&str> = layout.files.get_ref().iter().map(|file| file.get_ref().as_str()).collect();
        Some((meter.name().to_owned(), names.join("; ")))
    });
    files.collect()
}
