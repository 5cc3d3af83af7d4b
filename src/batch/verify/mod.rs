//! Making a rating again from the facility's files, and holding the two against each other.

mod inputs;
mod values;

use std::path::Path;
use std::sync::Arc;

use crate::PROGRAM;
use crate::contain::contained;
use crate::facility::Facility;
use crate::problem::{Problem, Result};
use crate::rating::record::RatedBy;
use crate::rating::{Rating, rate};
use crate::report::digest::{self, Fault};
use crate::report::json;
use crate::report::signature::SignedBy;
use crate::report::verify::{Difference, SCHEMA, Told, Verification};
use crate::standard::Library;
use crate::telemetry::rollup_file::RollupFile;

/// From what a rating is to be made again.
#[derive(Debug)]
pub struct VerifyRequest<'a> {
    /// The facility's folder; `None` looks at the digest and the signature alone.
    pub folder: Option<&'a Path>,
    /// The packs there are.
    pub library: &'a Library,
    /// The rollup file that stood in for the facility's telemetry.
    pub rollup: Option<Arc<RollupFile>>,
    /// The signature that it is to have.
    pub signed_by: Option<SignedBy>,
}

/// Makes a rating again: `bytes` are those of its file, and `name` is the file's as the user knows it.
///
/// # Errors
/// What is no rating, or one that names files outside of the facility's folder; a facility that can not be rated although
/// its files are those of the rating; packs or a rollup that are not at hand.
pub fn verify(bytes: &[u8], name: &str, request: VerifyRequest<'_>) -> Result<Verification> {
    let checked_by = PROGRAM.to_owned();
    let (made_again, signature) = (request.folder.is_some(), request.signed_by.clone());
    let of = |told, others: Vec<Difference>| {
        let unsigned = signature.as_ref().and_then(|signature| signature.difference(bytes));
        let signed_by = signature.filter(|_| unsigned.is_none()).map(|signature| signature.key.name());
        let differences: Vec<Difference> = unsigned.into_iter().chain(others).collect();
        let identical = differences.is_empty();
        let (schema, rating) = (SCHEMA.to_owned(), name.to_owned());
        Verification { schema, rating, made_again, identical, signed_by, told, checked_by, differences }
    };
    let text = &String::from_utf8_lossy(bytes);
    let digest = match digest::of(bytes) {
        Ok(digest) => digest.to_owned(),
        Err(Fault::Differing { told, found }) => return Ok(of(None, vec![Difference::Digest { told, found }])),
        // It may be no rating at all, which is told first.
        Err(fault @ Fault::Lacking) => return Err(json::from_json(text, name).err().unwrap_or(fault.problem(name))),
    };
    let rating = json::from_json(text, name)?;
    let differences = differences(&rating, text, request)?;
    let Rating { facility, period, program, .. } = rating;
    Ok(of(Some(Told { digest, facility, period, program }), differences))
}

fn differences(rating: &Rating, text: &str, request: VerifyRequest<'_>) -> Result<Vec<Difference>> {
    let VerifyRequest { folder, library, rollup, signed_by: _ } = request;
    let Some(folder) = folder else { return Ok(Vec::new()) };
    if !folder.is_dir() {
        let problem = Problem::new("there is no such folder of a facility").at_file(folder);
        return Err(problem.hint("name the folder that holds the facility's `facility.toml`"));
    }
    inputs::refuse_outside(&rating.inputs, folder)?;
    must_be_at_hand(&rating.rated_by, library)?;
    must_fit(rating, rollup.is_some())?;
    let made = contained(folder, || {
        let facility = Facility::load(folder)?;
        let facility = match rollup {
            Some(rollup) => facility.fed_by(rollup),
            None => facility,
        };
        rate(&facility, &rating.rated_by.request(library, &rating.period.label))
    });
    let made = match made {
        Ok(rated) => rated.rating,
        Err(problem) => {
            // With other files it is no wonder.
            let files = inputs::on_disk(&rating.inputs, folder);
            return if files.is_empty() { Err(problem) } else { Ok(files) };
        }
    };
    let mut differences = inputs::differences(&rating.inputs, &made.inputs);
    differences.extend(packs(&rating.rated_by, &made.rated_by));
    if !differences.is_empty() {
        return Ok(differences);
    }
    // Another version that comes to the same is none.
    let made = json::to_json(&Rating { program: rating.program.clone(), ..made })?;
    if made == text.as_bytes() {
        return Ok(Vec::new());
    }
    Ok(vec![values::first(text, &String::from_utf8_lossy(&made)).unwrap_or(Difference::Form)])
}

fn packs(then: &RatedBy, now: &RatedBy) -> Vec<Difference> {
    let changed = then.packs.iter().filter_map(|then| {
        let now = now.packs.iter().find(|now| now.id == then.id);
        (now != Some(then)).then(|| Difference::PackChanged { then: then.clone(), now: now.cloned() })
    });
    changed.collect()
}

/// A pack that is not there is no other pack: nothing can be said.
fn must_be_at_hand(rated_by: &RatedBy, library: &Library) -> Result<()> {
    rated_by.packs.iter().try_for_each(|pack| {
        let found = library.edition(&pack.id, &pack.edition);
        found
            .map(drop)
            .map_err(|problem| problem.hint("name the folder of the packs that it was made by with `--packs`"))
    })
}

/// A rating from a rollup file lists other inputs than one from the telemetry itself.
fn must_fit(rating: &Rating, has_rollup: bool) -> Result<()> {
    match (rating.inputs.iter().any(|input| input.rolled_up_in.is_some()), has_rollup) {
        (true, false) => Err(Problem::new("the rating was made from a rollup file").hint("name it with `--rollup`")),
        (false, true) => {
            let problem = Problem::new("the rating was made from the telemetry itself, not from a rollup file");
            Err(problem.hint("leave `--rollup` out"))
        }
        _ => Ok(()),
    }
}
