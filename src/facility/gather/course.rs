//! How the readings of a layout's files come to their meters.
//!
//! Mostly they come in order of time, and then none is kept: blocks of them go from the file into the cells, each meter's
//! on its own thread. Where a reading lies before one that came earlier, or a file may go through an hour twice, all
//! readings of the layout are read again, kept, and put in order first. Both give the same cells and findings.

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::path::PathBuf;

use rayon::prelude::*;

use super::lanes::Lanes;
use crate::facility::Facility;
use crate::problem::{Problem, Result};
use crate::telemetry::fold::{SecondPass, unfold};
use crate::telemetry::integrate::{Integrated, Stream, integrate};
use crate::telemetry::{Block, FileFacts, Layout, Meter, Reading, read_file, stream_file};

/// The files of a layout on their way to cells.
pub(super) struct Gathering<'a> {
    pub(super) facility: &'a Facility,
    pub(super) layout: &'a Layout,
    pub(super) meters: &'a [&'a Meter],
    pub(super) lanes: Lanes,
    /// For how many nanoseconds a power is estimated to hold on before a gap.
    pub(super) hold: i64,
}

/// What the files of a layout hold.
pub(super) struct Gathered {
    /// The files that were read, by their names.
    pub(super) files: Vec<(String, FileFacts)>,
    /// What became of each meter's readings.
    pub(super) meters: Vec<Result<Integrated>>,
    /// For each meter, the readings that were moved to a second pass through an hour; none where no file has any.
    pub(super) second_passes: Vec<SecondPass>,
}

impl Gathering<'_> {
    pub(super) fn run(&self) -> Result<Gathered> {
        let files = self.facility.files_of(self.layout)?;
        match self.streamed(&files)? {
            Some(gathered) => Ok(gathered),
            None => self.collected(files),
        }
    }

    /// Lets the readings pass, or nothing where they have to be put in order first.
    fn streamed(&self, files: &BTreeMap<String, PathBuf>) -> Result<Option<Gathered>> {
        // Hours of validity have to be known before their amounts; there are few of both.
        if !self.lanes.valid_hours.is_empty() {
            return Ok(None);
        }
        let clock = &self.facility.clock;
        let streams = self.meters.iter().map(|meter| Stream::new(meter, &[], clock, self.hold));
        let mut streams = streams.collect::<Result<Vec<_>>>()?;
        let (mut read, mut span) = (Vec::with_capacity(files.len()), None);
        for (name, path) in files {
            let mut wrong = None;
            let mut take = |blocks: &[Block]| pass(&mut streams, blocks, &mut wrong);
            let (id, channels) = (self.facility.id(), &self.lanes.channels);
            let facts = stream_file(path, self.layout, id, channels, clock, span, &mut take)?;
            if let Some(problem) = wrong {
                return Err(problem);
            }
            let Some(facts) = facts.filter(|facts| !facts.repeated_times) else { return Ok(None) };
            span = facts.span;
            read.push((name.clone(), facts));
        }
        let meters = streams.into_par_iter().map(Stream::finish).collect();
        Ok(Some(Gathered { files: read, meters, second_passes: Vec::new() }))
    }

    /// Keeps the readings, and puts them in order.
    fn collected(&self, files: BTreeMap<String, PathBuf>) -> Result<Gathered> {
        let (facility, channels) = (self.facility, &self.lanes.channels);
        let mut readings: Vec<Vec<Reading>> = vec![Vec::new(); channels.len()];
        let mut second_passes = vec![SecondPass::default(); channels.len()];
        let mut read = Vec::with_capacity(files.len());
        for (name, path) in files {
            let known: Vec<usize> = readings.iter().map(Vec::len).collect();
            let facts = read_file(&path, self.layout, facility.id(), channels, &facility.clock, &mut readings)?;
            if facts.repeated_times {
                for ((readings, known), passes) in readings.iter_mut().zip(known).zip(&mut second_passes) {
                    let of_file = readings.get_mut(known..).unwrap_or_default();
                    *passes = passes.and(unfold(of_file, &facility.clock));
                }
            }
            read.push((name, facts));
        }
        let valid_hours = readings.split_off(self.meters.len().min(readings.len()));
        let meters = self.meters.par_iter().zip(readings).map(|(meter, readings)| {
            let valid = self.lanes.valid_hours.get(meter.name()).and_then(|lane| valid_hours.get(*lane));
            integrate(meter, readings, valid.map_or(&[], Vec::as_slice), &facility.clock, self.hold)
        });
        Ok(Gathered { files: read, meters: meters.collect(), second_passes })
    }
}

/// Passes blocks of readings on, and breaks off where one lies before another or, which `wrong` then tells, is beyond
/// any real meter.
fn pass(streams: &mut [Stream<'_>], blocks: &[Block], wrong: &mut Option<Problem>) -> ControlFlow<()> {
    let pass = |(at, stream): (usize, &mut Stream<'_>)| {
        for readings in blocks.iter().filter_map(|block| block.get(at)) {
            if stream.push(readings)?.is_break() {
                return Ok(ControlFlow::Break(()));
            }
        }
        Ok(ControlFlow::Continue(()))
    };
    let passed: Vec<Result<ControlFlow<()>>> = streams.par_iter_mut().enumerate().map(pass).collect();
    match passed.into_iter().collect::<Result<Vec<_>>>() {
        Ok(passed) => passed.into_iter().find(ControlFlow::is_break).unwrap_or(ControlFlow::Continue(())),
        Err(problem) => {
            *wrong = Some(problem);
            ControlFlow::Break(())
        }
    }
}
