//! Rolling the facilities of a batch up by the rows of an engine.

use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::roll_up::{RolledUp, sound_facilities};
use super::run::threads;
use crate::contain::contained;
use crate::engine::{self, Engine};
use crate::facility::Facility;
use crate::files::NewFile;
use crate::problem::{Problem, Result};
use crate::telemetry::rollup_file::{EncodedRollup, Parts, RollupWriter};

/// How many facilities' files are hashed at a time, for each thread.
const AHEAD: usize = 4;

/// Where rows come from.
pub enum Rows<'a> {
    /// An engine that is to make them.
    Engine(&'a dyn Engine),
    /// A file or a folder, where a query that was printed gave them.
    Place(&'a Path),
}

/// Rolls the facilities of the given folders up into one file by the rows of an engine. A facility that can not be read,
/// or that a query can not express, is left out, and the file is not written where that leaves none.
///
/// # Errors
/// What concerns the whole file: one that is there already and `replace` is not set, a disk that does not take it, an
/// engine that gives up, rows that are none of a rollup.
pub fn roll_up_by(
    rows: &Rows<'_>,
    folders: &[PathBuf],
    place: &Path,
    replace: bool,
    jobs: Option<usize>,
) -> Result<RolledUp> {
    let new = NewFile::begin(place, replace)?;
    threads(jobs)?.install(|| {
        let load = |folder: &Path| {
            let facility = Facility::load(folder)?;
            if let Rows::Engine(engine) = rows {
                engine::check(&facility, engine.dialect())?;
            }
            Ok(facility)
        };
        let (sound, failed) = sound_facilities(folders, load);
        let mut done = RolledUp { failed, ..RolledUp::default() };
        if sound.is_empty() {
            return Ok(done);
        }
        // Beside the file, on storage that the engine's workers share; it is gone at the end, whatever comes.
        let folder = work_folder(place)?;
        let (files, made_by) = match rows {
            Rows::Engine(engine) => (engine::rows(*engine, &sound, folder.path())?, engine.name()),
            Rows::Place(place) => (engine::rows_made_elsewhere(place)?, engine::AN_ENGINE),
        };
        write(&sound, Parts::open(&files)?, made_by, new, &mut done)?;
        Ok(done)
    })
}

fn write(sound: &[Facility], mut parts: Parts<'_>, made_by: &str, new: NewFile, done: &mut RolledUp) -> Result<()> {
    let mut writer = RollupWriter::begin(new)?;
    for some in sound.chunks(rayon::current_num_threads() * AHEAD) {
        let heads: Vec<_> =
            some.par_iter().map(|facility| contained(&facility.folder, || engine::head(facility, made_by))).collect();
        for (facility, head) in some.iter().zip(heads) {
            let (head, rollup) = engine::cells(facility, head?, &mut parts)?;
            writer.add(EncodedRollup::of(head, &rollup)?)?;
            done.facilities += 1;
        }
    }
    parts.finish()?;
    writer.finish()?.finish()
}

/// A folder for the engine beside the file that is to be written.
fn work_folder(place: &Path) -> Result<tempfile::TempDir> {
    let place = std::path::absolute(place).map_err(|error| Problem::io("write", place, &error))?;
    let beside = place.parent().unwrap_or(&place);
    let made = tempfile::Builder::new().prefix(".greengrade-").suffix(".part").tempdir_in(beside);
    made.map_err(|error| Problem::io("make a folder for the engine in", beside, &error))
}
