//! What a query is to read and how: the manifests of facilities in plain numbers, before any words of SQL.

use std::collections::BTreeMap;
use std::path::PathBuf;

use super::refuse;
use super::sql::Dialect;
use super::stamps::{self, StampForm};
use crate::facility::{Block, Facility};
use crate::problem::Result;
use crate::telemetry::read::{Channel, Column, Form, Outline, ValueColumns, outline};
use crate::telemetry::{Kind, Meter, StampSide};
use crate::units::{Amount, Dimension, Scale, Unit};

/// What a query is to read and how.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Plan {
    /// The meters in the order of the rows: by facility, then by name. Their places are the numbers of their channels.
    pub(super) meters: Vec<PlannedMeter>,
    /// How many channels there are: one for each meter, then those of hours of validity.
    pub(super) channels: usize,
    /// The files.
    pub(super) sources: Vec<Source>,
}

/// A meter in plain numbers.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct PlannedMeter {
    pub(super) facility: String,
    pub(super) name: String,
    /// Millionths of the base unit that a reading of one stands for; whole.
    pub(super) scale: f64,
    /// How many times over a reading counts, and the size of its unit in base units.
    pub(super) times: f64,
    pub(super) in_base: f64,
    /// Millionths of the base unit that a rate of one adds up to in an hour.
    pub(super) per_hour: f64,
    /// Whether its readings are on or off.
    pub(super) state: bool,
    pub(super) rule: Rule,
}

/// How readings become spans.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Rule {
    /// Powers and states hold; before a gap powers may be held on for so many nanoseconds.
    Momentary { max_gap: i64, hold_on: i64 },
    /// Amounts of intervals.
    Interval {
        length: Length,
        /// The offset of the facility's clock in nanoseconds, for months.
        offset: i64,
        end: bool,
        /// The channel of its hours of validity.
        valid: Option<usize>,
    },
    /// Running counters.
    Counter { rollover: Option<Amount> },
}

/// The length of an interval.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Length {
    Nanos(i64),
    Months(i64),
}

/// Files with the same heading, of one block of one facility.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Source {
    pub(super) files: Vec<PathBuf>,
    pub(super) form: Form,
    pub(super) columns: Vec<Column>,
    pub(super) stamp: StampForm,
    pub(super) only: Vec<(usize, Vec<String>)>,
    pub(super) values: Values,
    /// Words that stand for no reading, beside the empty cell.
    pub(super) missing: Vec<String>,
}

/// Where the readings of channels are.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Values {
    /// The column of each channel.
    Wide(Vec<(usize, Wanted)>),
    /// The columns that make the key, the one of the value, and the keys of channels.
    Long { key: Vec<usize>, value: usize, channels: Vec<Wanted> },
}

/// One channel that is wanted.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Wanted {
    pub(super) channel: usize,
    pub(super) key: String,
    /// Words that stand for one or zero.
    pub(super) words: Vec<(String, bool)>,
}

impl Plan {
    /// The plan for some facilities.
    ///
    /// # Errors
    /// The first thing that a query can not express, with its facility and meter or file.
    pub fn of<'a>(facilities: impl IntoIterator<Item = &'a Facility>) -> Result<Self> {
        let mut plan = Self::default();
        let mut sorted: Vec<&Facility> = facilities.into_iter().collect();
        sorted.sort_by(|a, b| a.id().cmp(b.id()));
        let named = sorted.iter().flat_map(|facility| {
            let mut meters: Vec<&Meter> = facility.manifest.meters.iter().collect();
            meters.sort_by(|a, b| a.name().cmp(b.name()));
            meters.into_iter().map(|meter| (facility.id(), meter.name()))
        });
        let numbers: BTreeMap<(&str, &str), usize> = named.zip(0..).collect();
        plan.channels = numbers.len();
        let mut meters: BTreeMap<usize, PlannedMeter> = BTreeMap::new();
        for facility in sorted {
            for block in facility.blocks()? {
                let number = |meter: &Meter| numbers.get(&(facility.id(), meter.name())).copied().unwrap_or_default();
                let values: Vec<usize> = block.meters.iter().map(|meter| number(meter)).collect();
                let validity: Vec<usize> = (plan.channels..).take(block.validity.len()).collect();
                plan.channels += validity.len();
                for (at, meter) in block.meters.iter().enumerate() {
                    refuse::meter(facility, meter)?;
                    let told = block.validity.iter().position(|told| *told == at).and_then(|told| validity.get(told));
                    let planned = PlannedMeter::of(facility, meter, told.copied())?;
                    meters.insert(number(meter), planned);
                }
                let channels: Vec<usize> = values.into_iter().chain(validity).collect();
                plan.read(facility, &block, &channels)?;
            }
        }
        plan.meters = meters.into_values().collect();
        Ok(plan)
    }

    /// Refuses what one engine can not read though others can.
    ///
    /// # Errors
    /// The first such file.
    pub(super) fn check(&self, dialect: Dialect) -> Result<()> {
        dialect.check(&self.sources)
    }

    fn read(&mut self, facility: &Facility, block: &Block<'_>, channels: &[usize]) -> Result<()> {
        refuse::block(facility, block)?;
        let mut alike: Vec<(Source, PathBuf)> = Vec::new();
        for path in block.files.values() {
            let found = outline(path, block.layout, facility.id(), &block.channels)?;
            refuse::columns(&found, block, path)?;
            let stamp = stamps::form(facility, &found, path)?;
            let source = Source {
                files: Vec::new(),
                form: found.form,
                stamp,
                only: found.only.clone(),
                values: values(&found, &block.channels, channels),
                columns: found.columns,
                missing: block.layout.missing.iter().map(|word| word.trim().to_owned()).collect(),
            };
            let path = std::path::absolute(path).unwrap_or_else(|_| path.clone());
            alike.push((source, path));
        }
        for (source, path) in alike {
            match self.sources.iter_mut().find(|known| known.is_like(&source)) {
                Some(known) => known.files.push(path),
                None => self.sources.push(Source { files: vec![path], ..source }),
            }
        }
        Ok(())
    }
}

impl Source {
    fn is_like(&self, other: &Self) -> bool {
        self.form == other.form
            && self.columns == other.columns
            && self.stamp == other.stamp
            && self.only == other.only
            && self.values == other.values
            && self.missing == other.missing
    }
}

impl PlannedMeter {
    fn of(facility: &Facility, meter: &Meter, valid: Option<usize>) -> Result<Self> {
        let (unit, times) = (meter.reading_unit(), meter.times());
        let rate = match meter.amount_dimension() {
            Dimension::Volume => Unit::L,
            Dimension::Power | Dimension::Energy => Unit::KWh,
            Dimension::Time => Unit::H,
        };
        let rule = match meter.kind {
            Kind::Power => Rule::Momentary {
                max_gap: meter.max_gap.nominal_nanos(),
                hold_on: i64::from(facility.manifest.gap_policy().hold_minutes) * MINUTE,
            },
            Kind::State => Rule::Momentary { max_gap: meter.max_gap.nominal_nanos(), hold_on: 0 },
            Kind::Interval => {
                let (length, offset) = stamps::interval(facility, meter)?;
                Rule::Interval { length, offset, end: meter.stamp == StampSide::End, valid }
            }
            Kind::Counter => {
                let modulus = meter.rollover.as_ref().map(|modulus| *modulus.get_ref());
                Rule::Counter { rollover: modulus.and_then(|modulus| Scale::of(unit, times).amount(modulus)) }
            }
        };
        let state = meter.kind == Kind::State;
        Ok(Self {
            facility: facility.id().to_owned(),
            name: meter.name().to_owned(),
            scale: (unit.in_base() * MILLION * times).round(),
            times,
            // The rate of a state is its reading, which the kilowatts of the formula take away again.
            in_base: if state { Unit::KW.in_base() } else { unit.in_base() },
            per_hour: rate.in_base() * MILLION,
            state,
            rule,
        })
    }
}

fn values(found: &Outline, wanted: &[Channel], numbers: &[usize]) -> Values {
    let wanted = wanted.iter().zip(numbers).map(|(channel, number)| Wanted {
        channel: *number,
        key: channel.name.trim().to_owned(),
        words: channel.words.clone(),
    });
    match &found.values {
        ValueColumns::Wide(columns) => Values::Wide(columns.iter().copied().zip(wanted).collect()),
        ValueColumns::Long { meter, value } => {
            Values::Long { key: meter.clone(), value: *value, channels: wanted.collect() }
        }
    }
}

const MINUTE: i64 = 60_000_000_000;
/// Millionths in one base unit.
const MILLION: f64 = 1e6;
