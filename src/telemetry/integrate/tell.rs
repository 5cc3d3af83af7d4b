//! What is told of a meter's readings, whatever its kind.

use serde::{Deserialize, Serialize};

use super::Work;
use super::in_order::InOrder;
use crate::period::{HOUR_NANOS, Hour, Stamp};
use crate::telemetry::finding::{Finding, MOST_SPANS, Severity};
use crate::telemetry::rollup::MeterHours;
use crate::text::Text;

/// How often something occurs, when first, and in which hours.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub(super) struct Occurrences {
    pub(super) count: u64,
    pub(super) first: Option<Stamp>,
    /// Runs of neighbouring hours by their first and last, in order of time; as many as a finding lists.
    pub(super) runs: Vec<(Hour, Hour)>,
}

impl Occurrences {
    /// Something at an instant.
    pub(super) fn add(&mut self, stamp: Stamp) {
        self.add_over(stamp, stamp, stamp);
    }

    /// Something that shows at an instant and is about the time from `start` up to `end`; later ones come later.
    pub(super) fn add_over(&mut self, stamp: Stamp, start: Stamp, end: Stamp) {
        self.count += 1;
        self.first = Some(self.first.map_or(stamp, |first| first.min(stamp)));
        // An end on the hour is outside of it.
        let (first, last) = (start.hour(), end.plus(-1).hour().max(start.hour()));
        let room = self.runs.len() < MOST_SPANS;
        match self.runs.last_mut() {
            Some(run) if first <= run.1.next() => run.1 = run.1.max(last),
            _ if room => self.runs.push((first, last)),
            _ => {}
        }
    }
}

impl Work<'_> {
    /// Readings of one instant: equal ones count once; of those that contradict each other none is used, because
    /// nothing tells which of them is right, and their order in the files must not decide.
    pub(super) fn tell_repeats(&mut self, in_order: InOrder) {
        if in_order.repeats > 0 {
            let text = Text::new("同一时刻的相同读数只计一次", "equal readings of one instant are counted once");
            let first = in_order.first_repeat.map(|first| self.clock.rfc3339(first));
            let finding = Finding::new("repeated-reading", Severity::Note, text).on_meter(self.meter.name());
            self.findings.push(finding.times(in_order.repeats, first));
        }
        self.tell(
            in_order.conflicts,
            "conflicting-readings",
            Severity::Warning,
            Text::new(
                "同一时刻有互相矛盾的读数：一概不用",
                "one instant has readings that contradict each other: none of them is used",
            ),
        );
    }

    pub(super) fn tell_overlaps(&mut self, hours: &MeterHours) {
        let mut overlaps = Occurrences::default();
        hours
            .covered_hours()
            .filter(|(_, cell)| cell.covered > HOUR_NANOS)
            .for_each(|(hour, _)| overlaps.add(hour.start()));
        self.tell(
            overlaps,
            "overlapping-intervals",
            Severity::Error,
            Text::new(
                "区间电量互相重叠：同一小时被计了不止一次",
                "interval amounts overlap: an hour is counted more than once",
            ),
        );
    }
}
