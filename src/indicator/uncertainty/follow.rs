//! How the two sides of an indicator follow the meters, over the very hours that the indicator was computed from.

use std::cell::RefCell;
use std::collections::BTreeMap;

use super::causes::Causes;
use super::hours::Hours;
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
    /// By the hour of the period, which day it falls on; empty where nobody asks for the days.
    days: Vec<usize>,
    /// By the hours that were asked for, what each meter measured in them.
    sums: RefCell<Vec<(Hours, BTreeMap<String, Amount>)>>,
}

impl<'a> Meters<'a> {
    /// `by_day` says whether the sides are to be spread over the days, which takes a look at each hour.
    pub(super) fn new(subject: &'a Subject<'a>, amounts: &'a MeterAmounts<'a>, by_day: bool) -> Self {
        let days = subject.hours.period.days(&subject.facility.clock).filter(|_| by_day);
        let of_hours = days.enumerate().flat_map(|(day, (_, part))| std::iter::repeat_n(day, part.hour_count()));
        Self { subject, amounts, days: of_hours.collect(), sums: RefCell::default() }
    }

    /// The hours in which all the given quantities count.
    pub(super) fn hours(&self, quantities: &[&QuantityHours]) -> Hours {
        self.subject.hours.paired_runs(quantities).into_iter().collect()
    }

    /// The place of an hour in the period.
    pub(super) fn place(&self, hour: Hour) -> Option<usize> {
        hour.index_from(self.subject.hours.period.first_hour())
    }

    /// Adds `factor` times a quantity, in the unit that `unit` gives, over some hours.
    pub(super) fn add(&self, side: &mut Side, quantity: &QuantityHours, hours: &Hours, per: Per) {
        side.value += per.of(sum(quantity, hours));
        self.each_day(hours, |day, index| side.add_to(day, per.of(quantity.amount_at(index))));
        for (negative, meter) in &quantity.meters {
            let amount = per.of(self.sum_of_meter(meter, hours));
            *side.meters.entry(meter.clone()).or_default() += if *negative { -amount } else { amount };
        }
    }

    /// Adds what follows no meter, evenly over some hours.
    pub(super) fn add_constant(&self, side: &mut Side, value: f64, hours: &Hours) {
        let each = value / count(hours.count());
        side.value += value;
        self.each_day(hours, |day, _| side.add_to(day, each));
    }

    /// Gives each hour with its day to `take`, where the days are asked for.
    fn each_day(&self, hours: &Hours, mut take: impl FnMut(usize, usize)) {
        if !self.days.is_empty() {
            hours.places().for_each(|index| self.days.get(index).into_iter().for_each(|day| take(*day, index)));
        }
    }

    fn sum_of_meter(&self, meter: &str, hours: &Hours) -> Amount {
        let mut sums = self.sums.borrow_mut();
        let known = sums.iter().position(|(known, _)| known == hours).unwrap_or(sums.len());
        if known == sums.len() {
            sums.push((hours.clone(), BTreeMap::new()));
        }
        let Some((_, of_meters)) = sums.get_mut(known) else { return Amount::ZERO };
        if let Some(sum) = of_meters.get(meter) {
            return *sum;
        }
        let first = self.subject.hours.period.first_hour();
        let sum = self.amounts.sum(meter, hours.places().map(|place| first.plus(place))).amount;
        of_meters.insert(meter.to_owned(), sum);
        sum
    }
}

/// A quantity over some hours.
pub(super) fn sum(quantity: &QuantityHours, hours: &Hours) -> Amount {
    hours.runs().map(|run| quantity.sum_over(run)).sum()
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
