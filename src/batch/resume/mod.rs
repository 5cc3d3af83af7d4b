//! Taking a facility's folder over from an earlier run, where a new one would be the same to the byte.
//!
//! Each folder of a facility holds a [`ResumeRecord`] of everything that went into it: the program, what was asked for, and
//! the bytes of every file that was read. A later run compares all of that with what it would read itself now, which is
//! many times as fast as to read it, and takes the folder over only where nothing differs and each of its files still is
//! as it was written. So a record that is damaged, or a file that somebody changed, only costs the time to rate again.

mod basis;

use std::collections::BTreeMap;
use std::path::{Component, Path};

pub(super) use basis::Basis;

use super::Output;
use crate::facility::Facility;
use crate::files::{json_bytes, read_text, sha256_hex};
use crate::problem::Result;
use crate::rating::Rating;
use crate::report::json::{self, RATING};
use crate::report::resume::{RECORD, ResumeRecord, SCHEMA};

/// Takes the folder of a facility over from an earlier run into the output; `None` where it is to be made again.
///
/// # Errors
/// A disk that does not take it.
pub(super) fn take_over(earlier: &Path, facility: &Facility, basis: &Basis, output: &Output) -> Result<Option<Rating>> {
    let folder = earlier.join(facility.id());
    let Some((record, files)) = unchanged(&folder, facility, basis) else { return Ok(None) };
    let rating = files.get(RATING).and_then(|bytes| {
        let text = std::str::from_utf8(bytes).ok()?;
        json::from_json(text, RATING).ok()
    });
    let Some(rating) = rating.filter(|rating| rating.facility.id == facility.id()) else { return Ok(None) };
    let place = Path::new(facility.id());
    files.iter().try_for_each(|(name, bytes)| output.write(&place.join(name), bytes))?;
    output.write(&place.join(RECORD), &json_bytes(&record)?)?;
    Ok(Some(rating))
}

/// Writes the record of a facility's folder, after all that is in it.
///
/// # Errors
/// A disk that does not take it.
pub(super) fn write_record(rating: &Rating, basis: &Basis, output: &Output) -> Result<()> {
    let place = Path::new(&rating.facility.id);
    let record = ResumeRecord {
        schema: SCHEMA.to_owned(),
        program: basis.program.clone(),
        asked: basis.asked.clone(),
        inputs: rating.inputs.iter().map(|input| (input.path.clone(), input.sha256.clone())).collect(),
        outputs: output.written_below(place),
    };
    output.write(&place.join(RECORD), &json_bytes(&record)?)
}

/// The record of a folder and the files in it, where a run by this basis would make the same.
fn unchanged(folder: &Path, facility: &Facility, basis: &Basis) -> Option<(ResumeRecord, BTreeMap<String, Vec<u8>>)> {
    let (text, _) = read_text(&folder.join(RECORD)).ok()?;
    let record: ResumeRecord = serde_json::from_str(&text).ok()?;
    let same = record.schema == SCHEMA && record.program == basis.program && record.asked == basis.asked;
    if !same || record.inputs != inputs(facility)? {
        return None;
    }
    let files = record.outputs.iter().map(|(name, sha256)| {
        let bytes = is_below(name).then(|| std::fs::read(folder.join(name)).ok())??;
        (sha256_hex(&bytes) == *sha256).then(|| (name.clone(), bytes))
    });
    let files = files.collect::<Option<_>>()?;
    Some((record, files))
}

/// Every file that a rating of the facility reads, as it is now; `None` where one can not be read.
fn inputs(facility: &Facility) -> Option<BTreeMap<String, String>> {
    let telemetry = facility.telemetry_files().ok()?;
    Some(facility.sources.iter().chain(&telemetry).map(|file| (file.path.clone(), file.sha256.clone())).collect())
}

/// Whether a path leads nowhere but below its folder.
fn is_below(name: &str) -> bool {
    Path::new(name).components().all(|part| matches!(part, Component::Normal(_)))
}
