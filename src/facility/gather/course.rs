//! How the readings of a layout's files come to their meters.
//!
//! Mostly they come in order of time, and then none is kept: blocks of them go from the file into the cells, each meter's
//! on its own thread. Where a reading lies before one that came earlier, or a file may go through an hour twice, all
//! readings of the layout are read again, kept, and put in order first. Both give the same cells and findings.
//!
//! Where an earlier rollup tells how the readings of some files went, only the files after those are read.

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::path::PathBuf;

use rayon::prelude::*;

use super::lanes::Lanes;
use crate::facility::Facility;
use crate::problem::{Problem, Result};
use crate::telemetry::fold::{SecondPass, unfold};
use crate::telemetry::integrate::{Integrated, Stream, integrate};
use crate::telemetry::read::digest_of_file;
use crate::telemetry::rollup_file::BlockCourse;
use crate::telemetry::{Block, FileFacts, Layout, Meter, Reading, Rollup, read_file, stream_file};

/// Fewer readings of one block are not worth a second thread.
const FEW: usize = 1 << 15;

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
    pub(super) files: BTreeMap<String, FileFacts>,
    /// What became of each meter's readings.
    pub(super) meters: Vec<Result<Integrated>>,
    /// For each meter, the readings that were moved to a second pass through an hour; none where no file has any.
    pub(super) second_passes: Vec<SecondPass>,
    /// Whether the readings came in order of time, so that later ones can go on from them.
    pub(super) in_order: bool,
    /// How many files were not read, because an earlier rollup tells what they hold.
    pub(super) taken_over: usize,
}

/// What an earlier rollup has of a block.
pub(super) struct EarlierBlock<'a> {
    pub(super) course: BlockCourse,
    /// The cells of the facility, from which those of the block's meters are taken.
    pub(super) cells: &'a mut Rollup,
}

/// A block of which some files, or none, are read.
struct Underway<'a> {
    read: BTreeMap<String, FileFacts>,
    /// Each meter's readings so far.
    streams: Vec<Stream<'a>>,
}

impl Gathering<'_> {
    pub(super) fn run(&self, earlier: Option<EarlierBlock<'_>>) -> Result<Gathered> {
        let files = self.facility.files_of(self.layout)?;
        if let Some(earlier) = earlier
            && let Some(underway) = self.going_on(earlier, &files)?
            && let Some(gathered) = self.streamed(&files, underway)?
        {
            return Ok(gathered);
        }
        // Hours of validity have to be known before their amounts; there are few of both.
        if self.lanes.valid_hours.is_empty() {
            let streams = self.meters.iter().map(|meter| Stream::new(meter, &[], &self.facility.clock, self.hold));
            let begun = Underway { read: BTreeMap::new(), streams: streams.collect::<Result<_>>()? };
            if let Some(gathered) = self.streamed(&files, begun)? {
                return Ok(gathered);
            }
        }
        self.collected(files)
    }

    /// The block as far as it was read before; nothing unless its files are the first ones and as they were.
    fn going_on(&self, earlier: EarlierBlock<'_>, files: &BTreeMap<String, PathBuf>) -> Result<Option<Underway<'_>>> {
        let EarlierBlock { course: BlockCourse { files: read, meters: courses }, cells } = earlier;
        let as_it_was = |(name, facts): (&String, &FileFacts)| {
            let now = files.get(name).and_then(|path| digest_of_file(path).ok());
            now.is_some_and(|(sha256, _)| sha256 == facts.sha256)
        };
        let first = files.keys().take(read.len()).eq(read.keys());
        if !first || courses.len() != self.meters.len() || !read.par_iter().all(as_it_was) {
            return Ok(None);
        }
        let streams = self.meters.iter().zip(courses).map(|(meter, course)| {
            let hours = cells.meters.remove(meter.name()).unwrap_or_default();
            Stream::going_on(meter, course, hours, &self.facility.clock, self.hold)
        });
        let streams: Option<Vec<Stream<'_>>> = streams.collect::<Result<_>>()?;
        Ok(streams.map(|streams| Underway { read, streams }))
    }

    /// Lets the readings of the files pass that are not read yet, or nothing where they have to be put in order first.
    fn streamed(&self, files: &BTreeMap<String, PathBuf>, underway: Underway<'_>) -> Result<Option<Gathered>> {
        let Underway { mut read, mut streams } = underway;
        let (clock, taken_over) = (&self.facility.clock, read.len());
        let mut span = read.last_key_value().and_then(|(_, facts)| facts.span);
        for (name, path) in files.iter().skip(taken_over) {
            let mut wrong = None;
            let mut take = |blocks: &[Block]| pass(&mut streams, blocks, &mut wrong);
            let (id, channels) = (self.facility.id(), &self.lanes.channels);
            let facts = stream_file(path, self.layout, id, channels, clock, span, &mut take)?;
            if let Some(problem) = wrong {
                return Err(problem);
            }
            let Some(facts) = facts.filter(|facts| !facts.repeated_times) else { return Ok(None) };
            span = facts.span;
            read.insert(name.clone(), facts);
        }
        let meters = streams.into_par_iter().map(Stream::finish).collect();
        Ok(Some(Gathered { files: read, meters, second_passes: Vec::new(), in_order: true, taken_over }))
    }

    /// Keeps the readings, and puts them in order.
    fn collected(&self, files: BTreeMap<String, PathBuf>) -> Result<Gathered> {
        let (facility, channels) = (self.facility, &self.lanes.channels);
        let mut readings: Vec<Vec<Reading>> = vec![Vec::new(); channels.len()];
        let mut second_passes = vec![SecondPass::default(); channels.len()];
        let mut read = BTreeMap::new();
        for (name, path) in files {
            let known: Vec<usize> = readings.iter().map(Vec::len).collect();
            let facts = read_file(&path, self.layout, facility.id(), channels, &facility.clock, &mut readings)?;
            if facts.repeated_times {
                for ((readings, known), passes) in readings.iter_mut().zip(known).zip(&mut second_passes) {
                    let of_file = readings.get_mut(known..).unwrap_or_default();
                    *passes = passes.and(unfold(of_file, &facility.clock));
                }
            }
            read.insert(name, facts);
        }
        let valid_hours = readings.split_off(self.meters.len().min(readings.len()));
        let meters = self.meters.par_iter().zip(readings).map(|(meter, readings)| {
            let valid = self.lanes.valid_hours.get(meter.name()).and_then(|lane| valid_hours.get(*lane));
            integrate(meter, readings, valid.map_or(&[], Vec::as_slice), &facility.clock, self.hold)
        });
        let meters = meters.collect();
        Ok(Gathered { files: read, meters, second_passes, in_order: false, taken_over: 0 })
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
    let passed: Vec<Result<ControlFlow<()>>> = match blocks {
        [block] if block.iter().map(Vec::len).sum::<usize>() < FEW => {
            streams.iter_mut().enumerate().map(pass).collect()
        }
        _ => streams.par_iter_mut().enumerate().map(pass).collect(),
    };
    match passed.into_iter().collect::<Result<Vec<_>>>() {
        Ok(passed) => passed.into_iter().find(ControlFlow::is_break).unwrap_or(ControlFlow::Continue(())),
        Err(problem) => {
            *wrong = Some(problem);
            ControlFlow::Break(())
        }
    }
}
