//! Rating one facility of a batch.

use std::collections::BTreeMap;
use std::path::Path;

use super::resume::{Basis, take_over, write_record};
use super::{Done, Options};
use crate::contain::contained;
use crate::facility::Facility;
use crate::facility::gather::Telemetry;
use crate::problem::{Problem, Result};
use crate::rating::{Rating, rate_from};
use crate::telemetry::rollup_file::EncodedRollup;

/// What every facility of a run is rated with.
pub(super) struct Run<'a> {
    pub options: &'a Options<'a>,
    pub basis: Option<Basis>,
    /// Whether the cells are kept.
    pub keeps: bool,
    /// Whether there is but one facility.
    pub alone: bool,
    /// By the facility's place, what keeps it from being rated beside others.
    pub clashes: BTreeMap<usize, Problem>,
}

/// What comes of one facility.
pub(super) struct Made {
    pub done: Done,
    /// Its rating, where there is but one facility: a thousand with their proof do not fit into memory.
    pub rating: Option<Rating>,
    /// Its cells, where they are kept.
    pub cells: Option<EncodedRollup>,
}

impl Run<'_> {
    pub fn facility(&self, place: usize, folder: &Path, facility: &Result<Facility>) -> Made {
        let mut cells = None;
        let mut rate = |facility: &Facility| {
            let mut read = || {
                if !self.keeps {
                    return facility.telemetry_at_hand();
                }
                let rolled = facility.rolled_up_onto(None)?;
                // Encoded, they take less than a tenth of the memory while they wait for their turn.
                cells = Some(rolled.encode()?);
                Ok(rolled.into_telemetry())
            };
            match self.clashes.get(&place) {
                // The cells are kept of whatever can be read.
                Some(clash) => {
                    let _read = self.keeps.then(read);
                    Err(clash.clone())
                }
                None => self.rate(facility, &mut read),
            }
        };
        let rated = match facility {
            Ok(facility) => contained(folder, || rate(facility)).inspect_err(|_| self.take_back(facility)),
            Err(problem) => Err(problem.clone()),
        };
        let unchanged = matches!(rated, Ok((_, true)));
        let rating = rated.map(|(rating, _)| rating);
        let done = Done { unchanged, ..Done::of(folder, &rating, self.options.earlier) };
        Made { done, rating: rating.ok().filter(|_| self.alone), cells }
    }

    /// Nothing half remains of a facility that could not be rated or written.
    fn take_back(&self, facility: &Facility) {
        if let Some(output) = self.options.output {
            output.take_back(Path::new(facility.id()));
        }
    }

    /// Rates one facility and writes its folder, or takes both over from the run that this one resumes; whether it does.
    fn rate(&self, facility: &Facility, read: &mut dyn FnMut() -> Result<Telemetry>) -> Result<(Rating, bool)> {
        let (options, basis) = (self.options, self.basis.as_ref());
        if let (Some(earlier), Some(basis), Some(output)) = (options.resume, basis, options.output) {
            // A run that was killed may have come further than the one whose output stands.
            for earlier in std::iter::once(earlier).chain(output.left()) {
                if let Some(rating) = take_over(earlier, facility, basis, output)? {
                    return Ok((rating, true));
                }
            }
        }
        let rated = rate_from(facility, read()?, &options.request)?;
        if let Some(reports) = options.reports() {
            reports.facility(facility, &rated)?;
            if let Some(basis) = basis {
                write_record(&rated.rating, basis, reports.output)?;
            }
        }
        Ok((rated.rating, false))
    }
}
