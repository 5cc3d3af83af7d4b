//! How the two sides of an indicator follow the meters, over the very hours that the indicator was computed from.

use std::collections::BTreeMap;

use super::causes::Causes;
use super::record::{ErrorSum, ErrorTerm};
use crate::facility::boundary::QuantityHours;
use crate::facility::meter_amounts::MeterAmounts;
use crate::indicator::Subject;
use crate::period::Hour;
use crate::units::Amount;

/// A side of an indicator: its value, what each meter gives to it, and how it is spread over the days.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Side {
    pub value: f64,
    /// By meter, with its sign.
    meters: BTreeMap<String, f64>,
    /// By the day of the period.
    days: Vec<f64>,
}

/// The sides of an indicator.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Fraction {
    pub over: Side,
    pub under: Side,
    pub at_most: Option<f64>,
    /// The id of the time without measurement as a cause; `None` where it moves the indicator in no known way.
    pub gap: Option<String>,
}

/// A facility whose meters are followed one by one.
pub(super) struct Meters<'a> {
    pub subject: &'a Subject<'a>,
    amounts: &'a MeterAmounts<'a>,
    /// By the hour of the period, which day it falls on.
    days: Vec<usize>,
}

impl<'a> Meters<'a> {
    pub(super) fn new(subject: &'a Subject<'a>, amounts: &'a MeterAmounts<'a>) -> Self {
        let days = subject.hours.period.days(&subject.facility.clock);
        let of_hours = days.enumerate().flat_map(|(day, (_, part))| std::iter::repeat_n(day, part.hour_count()));
        Self { subject, amounts, days: of_hours.collect() }
    }

    /// The hours in which all the given quantities count.
    pub(super) fn hours(&self, quantities: &[&QuantityHours]) -> Vec<Hour> {
        self.subject.hours.paired(quantities).map(|hour| hour.hour).collect()
    }

    /// A quantity in an hour.
    pub(super) fn amount(&self, quantity: &QuantityHours, hour: Hour) -> Amount {
        hour.index_from(self.subject.hours.period.first_hour()).map_or(Amount::ZERO, |index| quantity.amount_at(index))
    }

    /// Adds `factor` times a quantity, in the unit that `unit` gives, over some hours.
    pub(super) fn add(&self, side: &mut Side, quantity: &QuantityHours, hours: &[Hour], per: Per) {
        let first = self.subject.hours.period.first_hour();
        let mut sum = Amount::ZERO;
        for index in hours.iter().filter_map(|hour| hour.index_from(first)) {
            let amount = quantity.amount_at(index);
            sum += amount;
            if let Some(day) = self.days.get(index) {
                side.add_to(*day, per.of(amount));
            }
        }
        side.value += per.of(sum);
        for (negative, meter) in &quantity.meters {
            let amount = per.of(self.amounts.sum(meter, hours.iter().copied()).amount);
            *side.meters.entry(meter.clone()).or_default() += if *negative { -amount } else { amount };
        }
    }

    /// Adds what follows no meter, evenly over some hours.
    pub(super) fn add_constant(&self, side: &mut Side, value: f64, hours: &[Hour]) {
        let first = self.subject.hours.period.first_hour();
        let each = value / count(hours.len());
        side.value += value;
        for day in hours.iter().filter_map(|hour| self.days.get(hour.index_from(first)?)) {
            side.add_to(*day, each);
        }
    }
}

/// By what an amount counts: its unit, and a factor.
#[derive(Clone, Copy)]
pub(super) struct Per {
    pub unit: fn(Amount) -> f64,
    pub factor: f64,
}

/// Kilowatt-hours as they are.
pub(super) const KWH: Per = Per { unit: Amount::kwh, factor: 1.0 };

impl Per {
    fn of(self, amount: Amount) -> f64 {
        (self.unit)(amount) * self.factor
    }
}

impl Side {
    fn add_to(&mut self, day: usize, value: f64) {
        if day >= self.days.len() {
            self.days.resize(day + 1, 0.0);
        }
        if let Some(sum) = self.days.get_mut(day) {
            *sum += value;
        }
    }

    /// The same, so many times over.
    pub(super) fn times(mut self, factor: f64) -> Self {
        self.value *= factor;
        self.meters.values_mut().chain(&mut self.days).for_each(|value| *value *= factor);
        self
    }

    pub(super) fn sum(&self, causes: &Causes) -> ErrorSum {
        causes.sum(self.value, &self.meters)
    }
}

impl Fraction {
    /// The standard deviation of the daily ratios; `None` for fewer than two days.
    pub(super) fn spread(&self) -> Option<f64> {
        let over = self.over.days.iter().chain(std::iter::repeat(&0.0));
        let known = over.zip(&self.under.days).filter(|(_, under)| **under != 0.0);
        let days: Vec<f64> = known.map(|(over, under)| over / under).collect();
        let mean = days.iter().sum::<f64>() / count(days.len());
        let squares: f64 = days.iter().map(|day| (day - mean).powi(2)).sum();
        (days.len() > 1).then(|| (squares / count(days.len() - 1)).sqrt())
    }
}

/// What is added to an indicator for the time that is not measured.
pub(super) fn gap_term(source: &str, moves: f64) -> ErrorTerm {
    ErrorTerm { source: source.to_owned(), moves }
}

#[expect(clippy::as_conversions, reason = "hours and days of any real period are far below 2^53")]
fn count(count: usize) -> f64 {
    count as f64
}
