//! The hourly rollup: the narrow waist between raw telemetry and everything after it.

use std::collections::BTreeMap;

use crate::period::{HOUR_NANOS, Hour, Stamp};
use crate::units::Amount;

/// What one meter measured in one hour.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Cell {
    /// Energy or water.
    pub amount: Amount,
    /// For how many nanoseconds of the hour the meter measured; more than an hour where intervals overlap.
    pub covered: i64,
    /// The lowest rate in the hour: kW for energy, L/h for water.
    pub min: f64,
    /// The highest rate in the hour: kW for energy, L/h for water.
    pub max: f64,
    /// How many readings were taken in the hour.
    pub samples: u32,
    /// Whether the amount is a share of a longer span (a monthly bill, a counter read daily), so that the hour's own
    /// amount is not known, only that of the span.
    pub shared: bool,
}

impl Cell {
    const EMPTY: Self = Self {
        amount: Amount::ZERO,
        covered: 0,
        min: f64::INFINITY,
        max: f64::NEG_INFINITY,
        samples: 0,
        shared: false,
    };
}

/// One meter's cells.
#[derive(Debug, Clone, PartialEq)]
pub struct MeterHours {
    first: Hour,
    cells: Vec<Cell>,
}

impl MeterHours {
    /// No cells yet; none will lie before `first`.
    pub fn starting(first: Hour) -> Self {
        Self { first, cells: Vec::new() }
    }

    /// What was measured in an hour; `None` where nothing was.
    pub fn get(&self, hour: Hour) -> Option<&Cell> {
        self.cells.get(hour.index_from(self.first)?).filter(|cell| cell.covered > 0)
    }

    /// The hours in which anything was measured, in order.
    pub fn covered_hours(&self) -> impl Iterator<Item = (Hour, &Cell)> {
        self.cells
            .iter()
            .zip(self.first.0..)
            .filter(|(cell, _)| cell.covered > 0)
            .map(|(cell, hour)| (Hour(hour), cell))
    }

    /// The cell of an hour, made if it is not there; `None` before the first hour.
    fn cell_mut(&mut self, hour: Hour) -> Option<&mut Cell> {
        let index = hour.index_from(self.first)?;
        if index >= self.cells.len() {
            self.cells.resize(index + 1, Cell::EMPTY);
        }
        self.cells.get_mut(index)
    }

    /// Counts one reading.
    pub(super) fn count_sample(&mut self, stamp: Stamp) {
        if let Some(cell) = self.cell_mut(stamp.hour()) {
            cell.samples = cell.samples.saturating_add(1);
        }
    }

    /// Lays a span of time over the hours it touches.
    pub(super) fn lay(&mut self, span: &Laid<'_>) {
        let mut from = span.start;
        while from < span.end {
            let hour = from.hour();
            let to = hour.end().min(span.end);
            let (a, b) = (from.since(span.start), to.since(span.start));
            let Some(cell) = self.cell_mut(hour) else { return };
            cell.amount += (span.amount)(a, b);
            cell.covered = cell.covered.saturating_add((span.covered)(a, b));
            cell.min = cell.min.min(span.rate);
            cell.max = cell.max.max(span.rate);
            cell.shared |= span.shared;
            from = to;
        }
    }
}

/// A span of time to lay over the hours: how much falls between two offsets (in nanoseconds from its start).
pub(super) struct Laid<'a> {
    pub start: Stamp,
    pub end: Stamp,
    pub amount: &'a dyn Fn(i64, i64) -> Amount,
    pub covered: &'a dyn Fn(i64, i64) -> i64,
    /// kW or L/h.
    pub rate: f64,
    pub shared: bool,
}

/// Whether a span reaches over more than one hour of the grid.
pub(super) fn reaches_over_hours(start: Stamp, end: Stamp) -> bool {
    end.since(start) > HOUR_NANOS || end > start.hour().end()
}

/// The cells of all meters of a facility, by the meters' names.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Rollup {
    /// Each meter's hours.
    pub meters: BTreeMap<String, MeterHours>,
}
