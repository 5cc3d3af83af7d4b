//! A facility's cells as they come out of a file, meter by meter.

use std::collections::BTreeMap;

use super::FacilityHead;
use crate::period::Hour;
use crate::telemetry::rollup::{LONGEST_SPAN, MOST_YEARS};
use crate::telemetry::{Cell, MeterHours, Rollup};

/// The cells of a facility in the making.
pub(super) struct Taking<'a> {
    pub(super) facility: &'a FacilityHead,
    meters: BTreeMap<&'a str, MeterHours>,
    /// The meter whose cells are coming; `None` before the first one.
    meter: Option<&'a str>,
    /// The hours of the first and the last cell of that meter.
    ends: Option<(Hour, Hour)>,
    /// Its cells that are not among its hours yet.
    cells: Vec<(Hour, Cell)>,
}

/// What is wrong with a cell, and what to do about it.
pub(super) struct Misplaced {
    pub(super) what: String,
    pub(super) hint: &'static str,
}

impl<'a> Taking<'a> {
    pub(super) fn new(facility: &'a FacilityHead) -> Self {
        let meters = facility.meters.iter().map(|meter| (meter.id.as_str(), MeterHours::default())).collect();
        Self { facility, meters, meter: None, ends: None, cells: Vec::new() }
    }

    /// Says whose cells come next; false where the head names no such meter.
    pub(super) fn begin(&mut self, meter: &str) -> bool {
        if self.meter == Some(meter) {
            return true;
        }
        self.settle();
        let known = self.meters.get_key_value(meter);
        // A meter may come again, after others.
        let ends = known.and_then(|(_, hours)| {
            let first = hours.cells().next()?.0;
            Some((first, hours.cells().last()?.0))
        });
        (self.meter, self.ends) = (known.map(|(meter, _)| *meter), ends);
        self.meter.is_some()
    }

    /// Takes the next cell of the meter.
    pub(super) fn take(&mut self, hour: Hour, cell: Cell) -> Result<(), Misplaced> {
        let (first, last) = self.ends.unwrap_or((hour, Hour(i64::MIN)));
        let meter = self.meter.unwrap_or_default();
        if hour <= last {
            let what = format!("an hour of the meter `{meter}` comes twice or out of order");
            return Err(Misplaced { what, hint: "write one row for each meter and hour, in order of time" });
        }
        // Twice as much as the stamps, because intervals reach beyond theirs.
        if hour.start().since(first.start()) / 2 > LONGEST_SPAN {
            let what = format!("the hours of the meter `{meter}` reach over more than {} years", 2 * MOST_YEARS);
            return Err(Misplaced { what, hint: "make the rollup again from telemetry without stray stamps" });
        }
        self.ends = Some((first, hour));
        self.cells.push((hour, cell));
        Ok(())
    }

    /// Puts the cells that came among the hours of their meter.
    fn settle(&mut self) {
        let Some(hours) = self.meter.and_then(|meter| self.meters.get_mut(meter)) else { return };
        let before: Vec<(Hour, Cell)> = hours.cells().map(|(hour, cell)| (hour, *cell)).collect();
        *hours = MeterHours::of_cells(before.into_iter().chain(self.cells.drain(..)));
    }

    pub(super) fn finish(mut self) -> Rollup {
        self.settle();
        let meters = self.meters.into_iter().map(|(meter, hours)| (meter.to_owned(), hours));
        Rollup { meters: meters.collect() }
    }
}
