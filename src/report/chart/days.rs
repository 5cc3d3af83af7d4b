//! The hours of a period as a grid of days and hours of the day, by the facility's clock.

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::period::{Clock, Hour, Period};
use crate::rating::HourlyPue;

/// An hour of a day.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) enum Cell {
    /// The day has no such hour, or it is not in the period.
    #[default]
    Outside,
    /// Nothing is known of it.
    Missing,
    /// The value; where a clock that is put back repeats an hour, the mean of both.
    Known(f64),
}

/// The days of a period with their hours.
#[derive(Debug, PartialEq)]
pub(super) struct Days {
    pub(super) days: Vec<(Date, [Cell; 24])>,
}

impl Days {
    pub(super) fn of(hourly: &[HourlyPue], clock: &Clock, period: &Period) -> Self {
        Self::of_values(hourly.iter().map(|hour| (hour.hour, hour.pue)), clock, period)
    }

    pub(super) fn of_values(values: impl Iterator<Item = (Hour, f64)>, clock: &Clock, period: &Period) -> Self {
        let known: BTreeMap<Hour, f64> = values.collect();
        let mut days: BTreeMap<Date, [Cell; 24]> = BTreeMap::new();
        for hour in period.hours() {
            let civil = clock.civil_hour(hour);
            let day = days.entry(civil.date()).or_default();
            let Some(cell) = usize::try_from(civil.hour()).ok().and_then(|hour| day.get_mut(hour)) else { continue };
            *cell = match (*cell, known.get(&hour)) {
                (Cell::Known(first), Some(second)) => Cell::Known(f64::midpoint(first, *second)),
                (Cell::Known(first), None) => Cell::Known(first),
                (_, Some(value)) => Cell::Known(*value),
                (_, None) => Cell::Missing,
            };
        }
        Self { days: days.into_iter().collect() }
    }

    fn cells(&self) -> impl Iterator<Item = Cell> + '_ {
        self.days.iter().flat_map(|(_, cells)| cells.iter().copied())
    }

    /// Each day with its lowest and highest value, where any is known, and how many hours nothing is known of.
    pub(super) fn ends(&self) -> impl Iterator<Item = (Date, Option<(f64, f64)>, usize)> + '_ {
        self.days.iter().map(|(date, cells)| {
            let known = cells.iter().filter_map(|cell| match cell {
                Cell::Known(value) => Some(*value),
                Cell::Outside | Cell::Missing => None,
            });
            let ends = known.fold(None, |ends, value| {
                let (low, high) = ends.unwrap_or((value, value));
                Some((value.min(low), value.max(high)))
            });
            (*date, ends, cells.iter().filter(|cell| **cell == Cell::Missing).count())
        })
    }

    /// How many hours nothing is known of.
    pub(super) fn missing(&self) -> usize {
        self.cells().filter(|cell| *cell == Cell::Missing).count()
    }

    /// The known values in ascending order.
    pub(super) fn sorted(&self) -> Vec<f64> {
        let mut values: Vec<f64> = self
            .cells()
            .filter_map(|cell| match cell {
                Cell::Known(value) => Some(value),
                Cell::Outside | Cell::Missing => None,
            })
            .collect();
        values.sort_by(f64::total_cmp);
        values
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hours_lie_on_the_days_of_the_facilitys_own_clock() {
        let clock = Clock::parse("+08:00").unwrap();
        let period = Period::parse("2025-03", &clock).unwrap();
        let hourly = [HourlyPue { hour: period.first_hour(), pue: 1.2 }];
        let days = Days::of(&hourly, &clock, &period);
        assert_eq!((days.days.len(), days.missing(), days.sorted()), (31, 743, vec![1.2]));
        assert_eq!((days.days[0].1[0], days.days[0].1[1]), (Cell::Known(1.2), Cell::Missing));
    }

    #[test]
    fn an_hour_that_daylight_saving_skips_is_outside_and_one_that_it_repeats_is_a_mean() {
        let clock = Clock::parse("America/Denver").unwrap();
        let period = Period::parse("2017", &clock).unwrap();
        let odd = |hour: Hour| if hour.0.rem_euclid(2) == 0 { 1.0 } else { 2.0 };
        let hourly: Vec<HourlyPue> = period.hours().map(|hour| HourlyPue { hour, pue: odd(hour) }).collect();
        let days = Days::of(&hourly, &clock, &period);
        let cells =
            |month, day| days.days.iter().find(|(date, _)| *date == jiff::civil::date(2017, month, day)).unwrap().1;
        assert_eq!(cells(3, 12)[2], Cell::Outside);
        assert_eq!(cells(11, 5)[1], Cell::Known(1.5));
        assert_eq!(days.missing(), 0);
    }
}
