//! What is known of a meter's readings beyond their cells, so that later readings can go on from there.

use serde::{Deserialize, Serialize};

use super::in_order::InOrder;
use super::{counter, held};
use crate::period::Hour;
use crate::telemetry::{Cell, Estimate, MeterHours};
use crate::units::Amount;

/// Beyond so many distances, gaps or steps back of one meter it is not kept how it went: to read all again is then little
/// more work than to keep it.
pub(super) const MOST_KEPT: usize = 1000;

/// How a meter's readings went up to the last one: with their cells, all that later readings need to go on.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Course {
    pub(super) in_order: InOrder,
    pub(super) way: SoFar,
    /// The cells that the end of the readings changed, as they were before it.
    pub(super) before_end: Vec<Before>,
}

/// What a rule knows of the readings so far.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum SoFar {
    Held(held::SoFar),
    /// Each amount of an interval stands for itself.
    Spread,
    Differences(counter::SoFar),
}

/// A run of hours whose cells were the same.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct Before {
    first: Hour,
    last: Hour,
    /// `None` where nothing had been measured.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    cell: Option<Written>,
}

/// A cell as JSON can tell it, which has no infinities and no whole numbers of 128 bits.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Written {
    #[serde(with = "millionths")]
    amount: Amount,
    covered: i64,
    #[serde(with = "millionths")]
    held_amount: Amount,
    held_nanos: i64,
    min: Option<f64>,
    max: Option<f64>,
    samples: u32,
    shared: bool,
}

impl Written {
    fn of(cell: &Cell) -> Option<Self> {
        let finite = |rate: f64| rate.is_finite().then_some(rate);
        (*cell != Cell::EMPTY).then(|| Self {
            amount: cell.amount,
            covered: cell.covered,
            held_amount: cell.held.amount,
            held_nanos: cell.held.nanos,
            min: finite(cell.min),
            max: finite(cell.max),
            samples: cell.samples,
            shared: cell.shared,
        })
    }

    fn cell(&self) -> Cell {
        Cell {
            amount: self.amount,
            covered: self.covered,
            held: Estimate { amount: self.held_amount, nanos: self.held_nanos },
            min: self.min.unwrap_or(Cell::EMPTY.min),
            max: self.max.unwrap_or(Cell::EMPTY.max),
            samples: self.samples,
            shared: self.shared,
        }
    }
}

/// The cells of some hours as they were before `changes` are added to them.
pub(super) fn before(hours: &MeterHours, changes: &MeterHours) -> Vec<Before> {
    let mut runs: Vec<Before> = Vec::new();
    for (hour, _) in changes.cells() {
        let cell = hours.cell(hour).and_then(Written::of);
        match runs.last_mut() {
            Some(run) if run.last.next() == hour && run.cell == cell => run.last = hour,
            _ => runs.push(Before { first: hour, last: hour, cell }),
        }
    }
    runs
}

/// Takes back what the end of the readings changed.
pub(super) fn put_back(hours: &mut MeterHours, before_end: &[Before]) {
    for Before { first, last, cell } in before_end {
        hours.put(*first, *last, cell.as_ref().map_or(Cell::EMPTY, Written::cell));
    }
}

/// Amounts as decimal digits.
pub(super) mod millionths {
    use serde::de::Error;
    use serde::{Deserialize, Deserializer, Serializer};

    use crate::units::Amount;

    pub(in super::super) fn serialize<S: Serializer>(amount: &Amount, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(&amount.millionths())
    }

    pub(in super::super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Amount, D::Error> {
        let digits = String::deserialize(from)?;
        digits.parse().map(Amount::from_millionths).map_err(D::Error::custom)
    }
}
