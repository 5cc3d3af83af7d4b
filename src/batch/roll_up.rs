//! Rolling the facilities of a batch up into one file.

use std::path::{Path, PathBuf};

use super::in_turn::in_turn;
use super::loaded::loaded;
use super::run::threads;
use crate::contain::contained;
use crate::facility::{Facility, HowRead};
use crate::files::NewFile;
use crate::problem::{Problem, Result};
use crate::telemetry::rollup_file::{RollupFile, RollupWriter};

/// How many facilities may wait for their turn beside those that are being rolled up.
pub(super) const AHEAD: usize = 2;

/// What became of a rollup.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct RolledUp {
    /// How many facilities are in the file; none where it was not written.
    pub facilities: usize,
    /// What went wrong with facilities that are not in it.
    pub failed: Vec<Problem>,
    /// How much was read of those that are in it.
    pub how: Vec<HowRead>,
}

impl RolledUp {
    /// How many of the facilities in the file were read in a way.
    pub fn count(&self, how: HowRead) -> usize {
        self.how.iter().filter(|one| **one == how).count()
    }
}

/// Rolls the facilities of the given folders up into one file, in the order of their ids; `finished` is told each time
/// one is done. Facilities go on from `earlier` where they can: the file is the same as without it. A facility that can
/// not be read is left out, and the file is not written where that leaves none.
///
/// # Errors
/// Only what concerns the whole file: one that is there already and `replace` is not set, a disk that does not take it,
/// threads that can not be had.
pub fn roll_up(
    folders: &[PathBuf],
    place: &Path,
    earlier: Option<&RollupFile>,
    replace: bool,
    jobs: Option<usize>,
    finished: &(dyn Fn() + Sync),
) -> Result<RolledUp> {
    let new = NewFile::begin(place, replace)?;
    threads(jobs)?.install(|| {
        let (sound, failed) = sound_facilities(folders, Facility::load);
        failed.iter().for_each(|_| finished());
        let mut done = RolledUp { failed, ..RolledUp::default() };
        let mut writer = RollupWriter::begin(new)?;
        let ahead = rayon::current_num_threads() + AHEAD;
        let roll_up = |place: usize| {
            let rolled = sound.get(place).map(|facility| {
                contained(&facility.folder, || {
                    let rolled = facility.rolled_up_onto(earlier)?;
                    let how = rolled.how;
                    // Encoded here, the cells take less than a tenth of the memory while they wait for their turn.
                    rolled.encode().map(|encoded| (encoded, how))
                })
            });
            finished();
            rolled
        };
        in_turn(sound.len(), ahead, roll_up, |rolled| {
            match rolled {
                Some(Ok((facility, how))) => {
                    writer.add(facility)?;
                    done.facilities += 1;
                    done.how.push(how);
                }
                Some(Err(problem)) => done.failed.push(problem),
                None => {}
            }
            Ok(())
        })?;
        if done.facilities > 0 {
            writer.finish()?.finish()?;
        }
        Ok(done)
    })
}

/// The facilities that `load` gives of some folders, in the order of their ids, and what is wrong with the others.
pub(super) fn sound_facilities(
    folders: &[PathBuf],
    load: impl Fn(&Path) -> Result<Facility> + Sync,
) -> (Vec<Facility>, Vec<Problem>) {
    let (mut sound, mut failed) = (Vec::new(), Vec::new());
    for facility in loaded(folders, load) {
        match facility {
            Ok(facility) => sound.push(facility),
            Err(problem) => failed.push(problem),
        }
    }
    sound.sort_by(|a, b| a.id().cmp(b.id()));
    (sound, failed)
}
