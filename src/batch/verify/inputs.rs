//! The files that a rating was made from, then and now.

use std::collections::BTreeMap;
use std::path::Path;

use crate::facility::within;
use crate::problem::{Problem, Result};
use crate::rating::record::Input;
use crate::report::verify::Difference;
use crate::telemetry::rollup_file::RawFile;

/// What differs between the files of a rating and those that were read now.
pub(super) fn differences(then: &[Input], now: &[Input]) -> Vec<Difference> {
    let hashes = |inputs: &[Input]| -> BTreeMap<String, String> {
        inputs.iter().map(|input| (input.path.clone(), input.sha256.clone())).collect()
    };
    let (known, found) = (hashes(then), hashes(now));
    let gone_or_changed = then.iter().filter_map(|input| held(input, found.get(&input.path)));
    let new = now.iter().filter(|input| !known.contains_key(&input.path));
    let new = new.map(|input| Difference::InputNew { path: input.path.clone(), now: input.sha256.clone() });
    gone_or_changed.chain(new).collect()
}

/// Refuses a rating that names files where its facility could not have any: it may be from anybody, and tells which files
/// are hashed.
///
/// # Errors
/// The first path that leads out of the facility's folder to what is not shared.
pub(super) fn refuse_outside(then: &[Input], folder: &Path) -> Result<()> {
    read_there(then).try_for_each(|input| {
        let problem =
            |problem: Problem| Problem { what: format!("the rating names a file, and {}", problem.what), ..problem };
        within(folder, &input.path).map(drop).map_err(problem)
    })
}

/// The inputs that lie in the facility's folder: what was rolled up was not read, and the rollup may lie anywhere.
fn read_there(then: &[Input]) -> impl Iterator<Item = &Input> {
    let is_rollup = |path: &str| then.iter().any(|input| input.rolled_up_in.as_deref() == Some(path));
    then.iter().filter(move |input| input.rolled_up_in.is_none() && !is_rollup(&input.path))
}

/// What of a rating's files is not as it was, where the facility can not be rated any more.
pub(super) fn on_disk(then: &[Input], folder: &Path) -> Vec<Difference> {
    let differing = read_there(then).filter_map(|input| {
        let now = RawFile::at(input.path.clone(), &folder.join(&input.path)).ok();
        held(input, now.as_ref().map(|file| &file.sha256))
    });
    differing.collect()
}

fn held(then: &Input, now: Option<&String>) -> Option<Difference> {
    let (path, then) = (then.path.clone(), then.sha256.clone());
    match now {
        None => Some(Difference::InputLacking { path, then }),
        Some(now) if *now != then => Some(Difference::InputChanged { path, then, now: now.clone() }),
        Some(_) => None,
    }
}
