//! What the rules look at: each meter hour by hour over the period, and what it is there for.

use std::collections::BTreeSet;

use rayon::prelude::*;

use super::unit_slip;
use crate::facility::boundary::signed;
use crate::facility::manifest::SignedSum;
use crate::facility::{BoundaryHours, Facility};
use crate::period::{HOUR_NANOS, Hour, Period};
use crate::telemetry::{Meter, MeteringPoint, Quantity, Rollup};
use crate::units::{Dimension, Unit};

/// The least covered time of an hour whose mean rate says something about the whole hour; the boundary's own figure.
const NEARLY_FULL: i64 = HOUR_NANOS / 10 * 9;

/// A facility's hours as the rules look at them.
pub(super) struct Scene<'a> {
    pub facility: &'a Facility,
    pub rollup: &'a Rollup,
    pub hours: &'a BoundaryHours,
    /// The meters of the boundary and those that check them, in the order of the manifest.
    pub traces: Vec<Trace<'a>>,
    /// The other meters of the manifest, which no rule looks at for themselves.
    pub others: Vec<Trace<'a>>,
}

/// One meter over the period.
pub(super) struct Trace<'a> {
    pub meter: &'a Meter,
    /// Whether it is a meter of total or IT energy, on which PUE rests.
    pub key: bool,
    /// In order of time.
    pub points: Vec<Point>,
    /// The hours whose values are in another unit, as [`unit_slip`] tells them; in order of time.
    pub slipped: Vec<Hour>,
}

/// One observation: an hour, or the first hour of a longer span such as a day's bill. Rates are in kW or L/h.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Point {
    pub hour: Hour,
    /// The mean rate.
    pub rate: f64,
    pub min: f64,
    pub max: f64,
    pub samples: u32,
    /// Whether it is of this one hour.
    pub own: bool,
}

impl<'a> Scene<'a> {
    pub(super) fn of(facility: &'a Facility, rollup: &'a Rollup, hours: &'a BoundaryHours) -> Self {
        let boundary = &facility.manifest.boundary;
        let names = |sum: &'a SignedSum| signed(sum).into_iter().map(|(_, name)| name);
        let key: BTreeSet<&str> = names(&boundary.total).chain(names(&boundary.it)).collect();
        let others = [&boundary.cooling, &boundary.distribution, &boundary.water, &boundary.heat_reuse];
        let supply = boundary.supply.iter().map(|line| &line.meters);
        let mut wanted: BTreeSet<&str> = others.into_iter().chain(supply).flat_map(names).collect();
        wanted.extend(&key);
        for meter in &facility.manifest.meters {
            if let Some(checked) = meter.checks.as_ref().filter(|checked| wanted.contains(checked.get_ref().as_str())) {
                wanted.extend([meter.name(), checked.get_ref().as_str()]);
            }
        }
        let traces = facility.manifest.meters.par_iter().map(|meter| Trace {
            meter,
            key: key.contains(meter.name()),
            points: points(meter, rollup, hours.period),
            slipped: Vec::new(),
        });
        let wanted = |trace: &Trace<'_>| wanted.contains(trace.meter.name());
        let (mut traces, others): (Vec<Trace<'_>>, _) = traces.collect::<Vec<_>>().into_iter().partition(wanted);
        traces.par_iter_mut().for_each(|trace| trace.slipped = unit_slip::slipped(trace));
        Self { facility, rollup, hours, traces, others }
    }

    /// Every meter of the manifest.
    pub(super) fn all(&self) -> impl Iterator<Item = &Trace<'a>> {
        self.traces.iter().chain(&self.others)
    }

    pub(super) fn trace(&self, name: &str) -> Option<&Trace<'a>> {
        self.all().find(|trace| trace.meter.name() == name)
    }
}

impl Trace<'_> {
    /// Whether it measures a source of electricity, whose output follows sun, wind and trade rather than the load.
    pub(super) fn is_source(&self) -> bool {
        self.meter.point == MeteringPoint::Generation
    }

    /// Whether it measures the electricity of a load.
    pub(super) fn is_load(&self) -> bool {
        self.meter.quantity == Quantity::Electricity && !self.is_source()
    }

    /// The observations that are of single hours.
    pub(super) fn hourly(&self) -> impl Iterator<Item = &Point> {
        self.points.iter().filter(|point| point.own)
    }

    /// The observation of an hour.
    pub(super) fn at(&self, hour: Hour) -> Option<&Point> {
        // Where no hour is missing, each is as far from the first as its place.
        let place = hour.index_from(self.points.first()?.hour)?;
        match self.points.get(place).filter(|point| point.hour == hour) {
            Some(point) => Some(point),
            None => self.points.get(self.points.binary_search_by_key(&hour, |point| point.hour).ok()?),
        }
    }

    /// Whether the values of an hour are in another unit.
    pub(super) fn is_slipped(&self, hour: Hour) -> bool {
        !self.slipped.is_empty() && self.slipped.binary_search(&hour).is_ok()
    }

    /// The mean rates.
    pub(super) fn rates(&self) -> impl Iterator<Item = f64> {
        self.points.iter().map(|point| point.rate)
    }

    /// The unit of its rates.
    pub(super) fn unit(&self) -> &'static str {
        match self.meter.amount_dimension() {
            Dimension::Volume => "L/h",
            Dimension::Time => "h/h",
            Dimension::Power | Dimension::Energy => "kW",
        }
    }
}

fn points(meter: &Meter, rollup: &Rollup, period: Period) -> Vec<Point> {
    let Some(cells) = rollup.meters.get(meter.name()) else { return Vec::new() };
    let unit = match meter.amount_dimension() {
        Dimension::Volume => Unit::L,
        // A signal is no load: what holds of loads is not asked of it.
        Dimension::Time => return Vec::new(),
        Dimension::Power | Dimension::Energy => Unit::KWh,
    };
    let told = period.hours().filter_map(|hour| Some((hour, cells.get(hour)?)));
    let whole = told.filter(|(_, cell)| if cell.shared { cell.samples > 0 } else { cell.covered >= NEARLY_FULL });
    let mut points = Vec::with_capacity(period.hour_count());
    points.extend(whole.map(|(hour, cell)| Point {
        hour,
        rate: cell.amount.in_unit(unit) / hours_of(cell.covered),
        min: cell.min,
        max: cell.max,
        samples: cell.samples,
        own: !cell.shared,
    }));
    points
}

/// Nanoseconds of one cell in hours, to the microsecond.
fn hours_of(nanos: i64) -> f64 {
    f64::from(u32::try_from(nanos / 1000).unwrap_or(u32::MAX)) / 3.6e9
}
