//! What an engine that reads the telemetry elsewhere must be told.

use std::collections::BTreeMap;
use std::path::PathBuf;

use super::Facility;
use super::gather::{Lanes, belongs};
use crate::problem::{Problem, Result};
use crate::telemetry::{Channel, Layout, Meter};

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
}
