//! A facility's telemetry in the making, block by block.

use std::collections::BTreeMap;

use super::course::{self, Gathering};
use super::{Gathered, HowRead, Telemetry, tell_empty, tell_footer};
use crate::facility::SourceFile;
use crate::facility::unmapped::Unmapped;
use crate::problem::Result;
use crate::telemetry::integrate::Integrated;
use crate::telemetry::rollup_file::{BlockCourse, FacilityCourse};
use crate::telemetry::{FileFacts, Finding, Shape};

/// What the blocks so far gave.
pub(super) struct Making {
    telemetry: Telemetry,
    files: BTreeMap<String, SourceFile>,
    unmapped: Unmapped,
    /// `None` as soon as it is not known of some block.
    courses: Option<Vec<BlockCourse>>,
    /// How many files were read, and how many not.
    read: usize,
    taken_over: usize,
}

impl Making {
    /// Nothing but what was found before.
    pub(super) fn with(findings: Vec<Finding>) -> Self {
        Self {
            telemetry: Telemetry { findings, ..Telemetry::default() },
            files: BTreeMap::new(),
            unmapped: Unmapped::default(),
            courses: Some(Vec::new()),
            read: 0,
            taken_over: 0,
        }
    }

    /// Adds what a block gave.
    pub(super) fn add(&mut self, gathering: &Gathering<'_>, gathered: course::Gathered) -> Result<()> {
        let Gathering { facility, layout, meters, .. } = gathering;
        self.read += gathered.files.len() - gathered.taken_over;
        self.taken_over += gathered.taken_over;
        let sums = |of: fn(&FileFacts) -> &[u64], at: usize| -> u64 {
            gathered.files.values().filter_map(|facts| of(facts).get(at)).sum()
        };
        let telemetry = &mut self.telemetry;
        let mut courses = Some(Vec::with_capacity(meters.len())).filter(|_| gathered.in_order);
        for (at, (meter, integrated)) in meters.iter().zip(gathered.meters).enumerate() {
            let (readings, empty) = (sums(|facts| &facts.readings, at), sums(|facts| &facts.empty, at));
            if readings == 0 && empty == 0 && layout.shape == Shape::Long {
                let other_keys = gathered.files.values().flat_map(|facts| &facts.other_keys);
                return Err(facility.without_rows(meter, &other_keys.cloned().collect::<Vec<_>>()));
            }
            let Integrated { hours, findings, course } = integrated?;
            telemetry.findings.extend(tell_empty(meter, readings, empty));
            let second = gathered.second_passes.get(at);
            telemetry.findings.extend(second.and_then(|pass| facility.tell_second(meter, *pass)));
            telemetry.findings.extend(findings);
            telemetry.rollup.meters.insert(meter.name().to_owned(), hours);
            courses = courses.zip(course).map(|(mut courses, course)| {
                courses.push(course);
                courses
            });
        }
        for (name, facts) in &gathered.files {
            telemetry.findings.extend(tell_footer(name, facts.footer));
            self.unmapped.add(name, facts, layout);
            self.files.insert(name.clone(), SourceFile::of_facts(name.clone(), facts));
        }
        self.courses = self.courses.take().zip(courses).map(|(mut blocks, meters)| {
            blocks.push(BlockCourse { files: gathered.files, meters });
            blocks
        });
        Ok(())
    }

    /// All together.
    pub(super) fn finish(mut self) -> Gathered {
        self.telemetry.findings.extend(self.unmapped.tell());
        self.telemetry.files = self.files.into_values().collect();
        let course = self.courses.map(|blocks| FacilityCourse { blocks });
        let how = match (self.read, self.taken_over) {
            (0, _) => HowRead::NothingNew,
            (_, 0) => HowRead::InFull,
            _ => HowRead::GoingOn,
        };
        Gathered { telemetry: self.telemetry, course, how }
    }
}
