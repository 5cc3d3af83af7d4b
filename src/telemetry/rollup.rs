//! The hourly rollup: the narrow waist between raw telemetry and everything after it.

use std::collections::BTreeMap;

use crate::period::{HOUR_NANOS, Hour, Stamp};
use crate::units::Amount;

/// For how many years one meter's hours may reach.
///
/// They are kept from the first to the last, so a single stray stamp would fill the memory with hours of nothing. Clocks
/// that lost the time begin again at 1970-01-01 or 2000-01-01, and that is told from 2020 on.
pub(super) const MOST_YEARS: i64 = 20;
/// The same in nanoseconds, by years of 366 days.
pub(super) const LONGEST_SPAN: i64 = MOST_YEARS * 366 * 24 * HOUR_NANOS;

/// Up to here it may as well be a day or two.
const FEW_HOURS: usize = 48;
/// The hours of a leap year.
const YEAR_HOURS: usize = 366 * 24;

/// An amount that was not measured, and for how long.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Estimate {
    /// Energy or water.
    pub amount: Amount,
    /// For how many nanoseconds.
    pub nanos: i64,
}

/// What one meter measured in one hour.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Cell {
    /// What was measured: energy, water, or for a state the time on.
    pub amount: Amount,
    /// For how many nanoseconds of the hour the meter measured; more than an hour where intervals overlap.
    pub covered: i64,
    /// What a power would add before a gap if its last reading held on, at most for the facility's `hold_minutes`. It
    /// counts only where the facility's gap policy is to hold.
    pub held: Estimate,
    /// The lowest rate in the hour: kW for energy, L/h for water, the part of the time on for a state.
    pub min: f64,
    /// The highest rate in the hour, likewise.
    pub max: f64,
    /// How many readings were taken in the hour.
    pub samples: u32,
    /// Whether the amount is a share of a longer span (a monthly bill, a counter read daily), so that the hour's own
    /// amount is not known, only that of the span.
    pub shared: bool,
}

impl Cell {
    pub(super) const EMPTY: Self = Self {
        amount: Amount::ZERO,
        covered: 0,
        held: Estimate { amount: Amount::ZERO, nanos: 0 },
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

impl Default for MeterHours {
    /// No cells.
    fn default() -> Self {
        Self { first: Hour(0), cells: Vec::new() }
    }
}

impl MeterHours {
    /// Cells by their hours, in order of time; an hour that is not after the one before it is left out.
    pub fn of_cells(cells: impl IntoIterator<Item = (Hour, Cell)>) -> Self {
        let mut hours = Self::default();
        for (hour, cell) in cells {
            let after = hour.index_from(hours.first).is_some_and(|index| index >= hours.cells.len());
            if hours.cells.is_empty() || after {
                hours.cell_mut(hour).into_iter().for_each(|place| *place = cell);
            }
        }
        hours
    }

    /// The same without empty hours at either end, so that equal cells are equal hours.
    #[must_use]
    pub(super) fn trimmed(mut self) -> Self {
        let full = |cell: &Cell| *cell != Cell::EMPTY;
        let Some(first) = self.cells.iter().position(full) else { return Self::default() };
        let end = self.cells.iter().rposition(full).map_or(0, |last| last + 1);
        self.cells.truncate(end);
        self.cells.drain(..first);
        self.first = Hour(self.first.0.saturating_add(i64::try_from(first).unwrap_or_default()));
        self
    }

    /// The hours in which anything was measured, estimated or read, in order.
    pub fn cells(&self) -> impl Iterator<Item = (Hour, &Cell)> {
        self.cells
            .iter()
            .zip(self.first.0..)
            .filter(|(cell, _)| **cell != Cell::EMPTY)
            .map(|(cell, hour)| (Hour(hour), cell))
    }

    /// The cell of an hour, whether or not anything was measured in it.
    pub fn cell(&self, hour: Hour) -> Option<&Cell> {
        self.cells.get(hour.index_from(self.first)?)
    }

    /// What was measured in an hour; `None` where nothing was.
    pub fn get(&self, hour: Hour) -> Option<&Cell> {
        self.cell(hour).filter(|cell| cell.covered > 0)
    }

    /// The hours in which anything was measured, in order.
    pub fn covered_hours(&self) -> impl Iterator<Item = (Hour, &Cell)> {
        self.cells
            .iter()
            .zip(self.first.0..)
            .filter(|(cell, _)| cell.covered > 0)
            .map(|(cell, hour)| (Hour(hour), cell))
    }

    /// The cell of an hour, made if it is not there.
    #[inline]
    fn cell_mut(&mut self, hour: Hour) -> Option<&mut Cell> {
        let index = match hour.index_from(self.first) {
            Some(index) if index < self.cells.len() => index,
            _ => self.make(hour)?,
        };
        self.cells.get_mut(index)
    }

    /// Makes room for the cell of an hour, and says at which place it is.
    #[cold]
    fn make(&mut self, hour: Hour) -> Option<usize> {
        if self.cells.is_empty() {
            self.first = hour;
        }
        if let Some(before) = self.first.index_from(hour).filter(|before| *before > 0) {
            self.cells.splice(..0, std::iter::repeat_n(Cell::EMPTY, before));
            self.first = hour;
        }
        let index = hour.index_from(self.first)?;
        if index >= self.cells.len() {
            // Most meters have a year: room for it at once, so that its cells are not moved again and again.
            if index >= self.cells.capacity() && index > FEW_HOURS {
                self.cells.reserve(YEAR_HOURS.max(index + 1) - self.cells.len());
            }
            self.cells.resize(index + 1, Cell::EMPTY);
        }
        Some(index)
    }

    /// Counts one reading.
    pub(super) fn count_sample(&mut self, stamp: Stamp) {
        if let Some(cell) = self.cell_mut(stamp.hour()) {
            cell.add(&Cell { samples: 1, ..Cell::EMPTY });
        }
    }

    /// Adds what was laid within one hour.
    pub(super) fn add(&mut self, hour: Hour, part: &Cell) {
        if let Some(cell) = self.cell_mut(hour) {
            cell.add(part);
        }
    }

    /// Puts a cell in the place of each from one hour to another, where there are any.
    pub(super) fn put(&mut self, first: Hour, last: Hour, cell: Cell) {
        let before = first.index_from(self.first).unwrap_or(0);
        let hours = self.cells.iter_mut().zip(self.first.0..).skip(before);
        hours.take_while(|(_, hour)| *hour <= last.0).for_each(|(place, _)| *place = cell);
    }

    /// Lays a span of time over the hours it touches.
    #[inline]
    pub(super) fn lay(&mut self, span: &Laid<'_>) {
        let hour = span.start.hour();
        if span.end > hour.end() {
            return self.lay_over_hours(span);
        }
        if let Some(cell) = self.cell_mut(hour) {
            cell.add(&span.part(span.amount, span.covered));
        }
    }

    fn lay_over_hours(&mut self, span: &Laid<'_>) {
        let mut from = span.start;
        while from < span.end {
            let hour = from.hour();
            let to = hour.end().min(span.end);
            let (a, b) = (from.since(span.start), to.since(span.start));
            let Some(cell) = self.cell_mut(hour) else { return };
            cell.add(&span.part((span.amount_of)(a, b), (span.covered_of)(a, b)));
            from = to;
        }
    }

    /// Lays what a reading would add from `start` to `end` if it held on, over the hours they touch.
    pub(super) fn lay_held(&mut self, start: Stamp, end: Stamp, amount: &dyn Fn(i64) -> Amount) {
        let mut from = start;
        while from < end {
            let hour = from.hour();
            let to = hour.end().min(end);
            let Some(cell) = self.cell_mut(hour) else { return };
            let nanos = to.since(from);
            cell.add(&Cell { held: Estimate { amount: amount(nanos), nanos }, ..Cell::EMPTY });
            from = to;
        }
    }
}

impl Cell {
    /// Adds what was measured in the same hour.
    #[inline]
    fn add(&mut self, part: &Self) {
        self.amount += part.amount;
        self.covered = self.covered.saturating_add(part.covered);
        self.held.amount += part.held.amount;
        self.held.nanos = self.held.nanos.saturating_add(part.held.nanos);
        self.min = self.min.min(part.min);
        self.max = self.max.max(part.max);
        self.samples = self.samples.saturating_add(part.samples);
        self.shared |= part.shared;
    }
}

/// A span of time to lay over the hours, which begins before it ends: what it holds in all, and how much of that falls
/// between two offsets (in nanoseconds from its start) where it reaches over several hours.
pub(super) struct Laid<'a> {
    pub start: Stamp,
    pub end: Stamp,
    pub amount: Amount,
    pub amount_of: &'a dyn Fn(i64, i64) -> Amount,
    /// For how many nanoseconds it was measured.
    pub covered: i64,
    pub covered_of: &'a dyn Fn(i64, i64) -> i64,
    /// kW or L/h.
    pub rate: f64,
    pub shared: bool,
}

impl Laid<'_> {
    /// What falls into one hour of it.
    #[inline]
    fn part(&self, amount: Amount, covered: i64) -> Cell {
        Cell { amount, covered, min: self.rate, max: self.rate, shared: self.shared, ..Cell::EMPTY }
    }
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
