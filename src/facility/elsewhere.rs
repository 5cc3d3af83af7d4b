//! What an engine that reads the telemetry elsewhere must be told, and what is said of the rollup that it made.

use std::collections::BTreeMap;
use std::path::PathBuf;

use super::Facility;
use super::gather::{Lanes, belongs, tell_empty};
use crate::problem::{Problem, Result};
use crate::telemetry::integrate::told_by_cells;
use crate::telemetry::read::digest_of_file;
use crate::telemetry::rollup_file::{FacilityHead, MeterHead, RawFile};
use crate::telemetry::{Channel, Finding, Layout, Meter, Rollup};

/// Files of one layout, and what is to be read from them.
#[derive(Debug)]
pub(crate) struct Block<'a> {
    /// How they are laid out.
    pub(crate) layout: &'a Layout,
    /// The meters that they hold.
    pub(crate) meters: Vec<&'a Meter>,
    /// The channel of each meter's readings, and then one for each meter of [`Self::validity`].
    pub(crate) channels: Vec<Channel>,
    /// The meters, by their place, that tell how many hours of each interval were measured.
    pub(crate) validity: Vec<usize>,
    /// The files by their names below the facility's folder.
    pub(crate) files: BTreeMap<String, PathBuf>,
}

impl Facility {
    /// The blocks of telemetry that meters are read from.
    ///
    /// # Errors
    /// A pattern of files that no file matches.
    pub(crate) fn blocks(&self) -> Result<Vec<Block<'_>>> {
        let mut blocks = Vec::new();
        for layout in &self.manifest.telemetry {
            let meters: Vec<&Meter> = self.manifest.meters.iter().filter(|meter| belongs(meter, layout)).collect();
            if meters.is_empty() {
                continue;
            }
            let validity = meters.iter().enumerate().filter(|(_, meter)| meter.valid_hours.is_some()).map(|(at, _)| at);
            let (validity, channels) = (validity.collect(), Lanes::of(&meters).channels);
            blocks.push(Block { layout, channels, validity, files: self.files_of(layout)?, meters });
        }
        Ok(blocks)
    }

    /// A problem that points at a meter of the manifest.
    pub(crate) fn at_meter(&self, problem: Problem, meter: &Meter) -> Problem {
        self.at_manifest(problem, &meter.id)
    }

    /// A problem that points at the files of a block.
    pub(crate) fn at_files(&self, problem: Problem, layout: &Layout) -> Problem {
        self.at_manifest(problem, &layout.files)
    }

    /// What a rollup file is to say about the facility where an engine read the files: their hashes are taken here, and
    /// what was found about the mappings is told.
    ///
    /// # Errors
    /// A file that can not be read.
    pub(crate) fn head_made_elsewhere(&self) -> Result<FacilityHead> {
        let files: BTreeMap<String, PathBuf> = self.blocks()?.into_iter().flat_map(|block| block.files).collect();
        let files = files.into_iter().map(|(path, place)| {
            let (sha256, bytes) = digest_of_file(&place)?;
            Ok(RawFile { path, sha256, bytes, rows: None })
        });
        Ok(FacilityHead {
            id: self.id().to_owned(),
            manifest_sha256: self.manifest_sha256(),
            hold_minutes: self.manifest.gap_policy().hold_minutes,
            meters: self.manifest.meters.iter().map(MeterHead::of).collect(),
            files: files.collect::<Result<_>>()?,
            findings: self.mapping_findings.clone(),
        })
    }

    /// What cells tell that an engine made.
    pub(crate) fn told_by_cells(&self, rollup: &Rollup) -> Vec<Finding> {
        let mut findings = Vec::new();
        for meter in &self.manifest.meters {
            let Some(hours) = rollup.meters.get(meter.name()) else { continue };
            if hours.cells().next().is_none() {
                findings.extend(tell_empty(meter, 0, 0));
            }
            findings.extend(told_by_cells(meter, hours, &self.clock));
        }
        findings
    }
}
