//! Looking at the data of the facilities of a batch, on as many threads as asked for.

use std::path::PathBuf;

use rayon::prelude::*;

use super::certificates;
use super::loaded::loaded;
use super::run::threads;
use crate::contain::contained;
use crate::facility::Facility;
use crate::problem::Result;
use crate::rating::{Request, check};
use crate::report::check::{CheckReport, Entry};

/// Checks the facilities of the given folders, in their order; `finished` is told each time one is done. What goes
/// wrong with one facility stays with it.
///
/// # Errors
/// Only what concerns the whole batch: a standard that there is not, threads that can not be had.
pub fn check_all(
    folders: &[PathBuf],
    request: &Request<'_>,
    jobs: Option<usize>,
    finished: &(dyn Fn() + Sync),
) -> Result<CheckReport> {
    for standard in request.standards {
        request.library.newest(standard)?;
    }
    let results = threads(jobs)?.install(|| {
        let mut facilities = loaded(folders, Facility::load);
        certificates::refuse_shared(&mut facilities);
        let checked = facilities.into_par_iter().map(|facility| {
            let checked = facility.and_then(|facility| contained(&facility.folder, || check(&facility, request)));
            finished();
            checked
        });
        checked.collect::<Vec<_>>()
    });
    let entries = folders.iter().zip(results).map(|(folder, result)| match result {
        Ok(checked) => Entry::Checked(Box::new(checked)),
        Err(problem) => Entry::Failed { folder: folder.display().to_string(), problem },
    });
    Ok(CheckReport::new(entries.collect()))
}
