//! Parts of a file that are taken in at once, and put together in their order.

use super::Intake;
use crate::telemetry::read::lane::{Lane, length};
use crate::telemetry::read::outlet::Outlet;

impl<'a> Intake<'a> {
    /// An intake of the same kind for a part of the file.
    pub(in crate::telemetry::read) fn part(&self) -> Self {
        let lane = |lane: &Lane<'a>| Lane::new(lane.channel, lane.column);
        Self {
            stamps: self.stamps.clone(),
            span: None,
            joined: Vec::new(),
            lanes: self.lanes.iter().map(lane).collect(),
            rules: self.rules.clone(),
            keys: self.keys.clone(),
            other_columns: Vec::new(),
            peek: None,
            rows: 0,
            footer: 0,
            outlet: Outlet::default(),
            room: usize::MAX,
            ..*self
        }
    }

    /// Counts what a part has taken in that comes next in the file; not so, and with no effect, where its stamps lie too
    /// far from those before.
    pub(in crate::telemetry::read) fn join(&mut self, part: &mut Self) -> bool {
        if part.span.take().is_some_and(|span| !self.settle_span(span)) {
            return false;
        }
        self.rows += std::mem::take(&mut part.rows);
        for (lane, of_part) in self.lanes.iter_mut().zip(&mut part.lanes) {
            lane.readings += length(&of_part.into);
            lane.empty += std::mem::take(&mut of_part.empty);
        }
        self.stamps.join(&part.stamps);
        self.keys.join(&part.keys);
        true
    }

    /// Hands over the readings of parts that were joined, in their order.
    pub(in crate::telemetry::read) fn hand_over_parts<'p>(&mut self, parts: impl Iterator<Item = &'p mut Self>)
    where
        'a: 'p,
    {
        let mut lanes: Vec<&mut [Lane<'a>]> = parts.map(|part| part.lanes.as_mut_slice()).collect();
        self.outlet.hand_over(&mut lanes);
    }
}
