//! The rows of files that prove what was found, for those who are to mend them.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::facility::Facility;
use crate::facility::rows::RowReading;
use crate::period::{Clock, Stamp};
use crate::plausibility::robust::median;
use crate::problem::Result;
use crate::telemetry::finding::MOST_SPANS;
use crate::telemetry::{Finding, Kind, Meter, StampSide};

/// The rows that prove one span of a finding.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Proof {
    /// The finding's id.
    pub finding: String,
    /// Its meter.
    pub meter: String,
    /// The beginning of its span of hours; where it has none, the first instant it occurs at.
    pub from: String,
    /// The rows, in order of time.
    pub rows: Vec<Rows>,
}

/// Rows of one file, as messages number them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Rows {
    /// The file's path below the facility's folder.
    pub file: String,
    /// The first row.
    pub first: u64,
    /// The last row, which may be the first.
    pub last: u64,
}

/// The proofs of all findings that point at a time of a meter; the files are read once more, for these meters alone.
///
/// # Errors
/// Telemetry that can not be read.
pub(super) fn proofs(facility: &Facility, findings: &[Finding]) -> Result<Vec<Proof>> {
    let pointing = || findings.iter().filter(|finding| finding.first.is_some() || !finding.hours.is_empty());
    let meters: BTreeSet<&str> = pointing().filter_map(|finding| finding.meter.as_deref()).collect();
    let by_meter = facility.rows_of(&meters)?;
    let known: BTreeMap<&str, &Meter> = facility.manifest.meters.iter().map(|meter| (meter.name(), meter)).collect();
    let mut proofs = Vec::new();
    for finding in pointing() {
        let Some(name) = finding.meter.as_deref() else { continue };
        let (Some(meter), Some(readings)) = (known.get(name), by_meter.get(name)) else { continue };
        let search = Search { meter, clock: &facility.clock, readings };
        for (from, span) in spans(finding) {
            let rows = search.rows(&finding.id, span);
            if !rows.is_empty() {
                proofs.push(Proof { finding: finding.id.clone(), meter: name.to_owned(), from, rows });
            }
        }
    }
    Ok(proofs)
}

/// The spans of a finding with their beginnings as it tells them.
fn spans(finding: &Finding) -> Vec<(String, (Stamp, Stamp))> {
    let spans = finding.hours.iter().filter_map(|span| Some((span.start.clone(), span.ends()?)));
    let first = finding.first.iter().filter(|_| finding.hours.is_empty());
    let first = first.filter_map(|first| {
        let stamp = Stamp::of_rfc3339(first)?;
        Some((first.clone(), (stamp, stamp.plus(1))))
    });
    spans.chain(first).collect()
}

/// The readings of one meter among which rows are looked for.
struct Search<'a> {
    meter: &'a Meter,
    clock: &'a Clock,
    /// In order of time.
    readings: &'a [RowReading],
}

impl<'a> Search<'a> {
    fn rows(&self, id: &str, span: (Stamp, Stamp)) -> Vec<Rows> {
        match id {
            "gap" => self.widest(span).into_iter().flat_map(range).collect(),
            "counter-reset" | "counter-rollover" => single(self.falls(span)),
            "conflicting-readings" | "repeated-reading" => single(self.of_one_instant(span)),
            "spike" if self.meter.kind != Kind::Counter => single(self.farthest(span).into_iter().collect()),
            _ => range(self.within(span)),
        }
    }

    /// The readings that tell something about a span, the nearest on both sides among them for a counter.
    fn within(&self, (start, end): (Stamp, Stamp)) -> &'a [RowReading] {
        let (from, to) = match self.meter.kind {
            Kind::Power | Kind::State => (self.until(start), self.until(end)),
            Kind::Counter => (self.until(start.plus(1)).saturating_sub(1), self.until(end) + 1),
            Kind::Interval => {
                let overlaps = |one: &&RowReading| self.interval(one).is_some_and(|(a, b)| a < end && start < b);
                let first = self.readings.iter().position(|one| overlaps(&one));
                let last = self.readings.iter().rposition(|one| overlaps(&one));
                first.zip(last).map_or((0, 0), |(first, last)| (first, last + 1))
            }
        };
        self.readings.get(from..to.min(self.readings.len())).unwrap_or_default()
    }

    /// How many readings come before an instant.
    fn until(&self, stamp: Stamp) -> usize {
        self.readings.partition_point(|one| one.reading.stamp < stamp)
    }

    fn interval(&self, one: &RowReading) -> Option<(Stamp, Stamp)> {
        let (length, stamp) = (self.meter.interval?, one.reading.stamp);
        match self.meter.stamp {
            StampSide::Start => Some((stamp, length.after(stamp, self.clock)?)),
            StampSide::End => Some((length.before(stamp, self.clock)?, stamp)),
        }
    }

    /// The neighbours that reach over a span, one more on each side taken in.
    fn pairs(&self, (start, end): (Stamp, Stamp)) -> std::slice::Windows<'a, RowReading> {
        let (from, to) = (self.until(start).saturating_sub(1), self.until(end) + 1);
        self.readings.get(from..to.min(self.readings.len())).unwrap_or_default().windows(2)
    }

    /// The two neighbours that lie farthest apart.
    fn widest(&self, span: (Stamp, Stamp)) -> Option<&'a [RowReading]> {
        let apart = |pair: &&[RowReading]| match pair {
            [a, b] => b.reading.stamp.since(a.reading.stamp),
            _ => 0,
        };
        // Of equal ones the first.
        self.pairs(span).rev().max_by_key(apart)
    }

    /// The readings below the one before them.
    fn falls(&self, span: (Stamp, Stamp)) -> Vec<&'a RowReading> {
        let fallen = self.pairs(span).filter_map(|pair| match pair {
            [a, b] if b.reading.value < a.reading.value => Some(b),
            _ => None,
        });
        fallen.collect()
    }

    /// The readings that share their instant with another.
    fn of_one_instant(&self, (start, end): (Stamp, Stamp)) -> Vec<&'a RowReading> {
        let all = self.readings.get(self.until(start)..self.until(end)).unwrap_or_default();
        let same = all.chunk_by(|a, b| a.reading.stamp == b.reading.stamp).filter(|same| same.len() > 1);
        same.flatten().collect()
    }

    /// The reading farthest from what the meter usually says.
    fn farthest(&self, span: (Stamp, Stamp)) -> Option<&'a RowReading> {
        let usual = median(self.readings.iter().map(|one| one.reading.value))?;
        let far = |one: &RowReading| (one.reading.value - usual).abs();
        self.within(span).iter().max_by(|a, b| far(a).total_cmp(&far(b)))
    }
}

/// Each row for itself, no more than a finding lists spans.
fn single(rows: Vec<&RowReading>) -> Vec<Rows> {
    let row = |one: &RowReading| Rows { file: one.file.clone(), first: one.row, last: one.row };
    rows.into_iter().map(row).take(MOST_SPANS).collect()
}

/// From the first row to the last, for each file.
fn range(rows: &[RowReading]) -> Vec<Rows> {
    let mut ranges: Vec<Rows> = Vec::new();
    for one in rows {
        match ranges.iter_mut().find(|range| range.file == one.file) {
            Some(range) => (range.first, range.last) = (range.first.min(one.row), range.last.max(one.row)),
            None => ranges.push(Rows { file: one.file.clone(), first: one.row, last: one.row }),
        }
    }
    ranges
}
