//! Cooling degree days, from the outdoor temperature.

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::facility::efficiency::Weather;
use crate::indicator::{Coverage, IndicatorInput, Known, Subject, Value};
use crate::period::{Clock, HOUR_NANOS, Period};
use crate::standard::exact::Exact;
use crate::telemetry::{Finding, Severity};
use crate::text::Text;

/// The base of cooling degree days in (EU) 2024/1364, °C.
const BASE: i128 = 21;

/// `CDD = Σ_d max(0, T_d − 21 °C)` over the days whose every hour has a temperature, T_d the mean of the day's hours.
pub(in crate::indicator) fn cooling_degree_days(subject: &Subject<'_>) -> Value {
    let weather = subject.facility.weather.as_ref();
    let weather = weather
        .ok_or_else(|| Text::new("清单中没有室外温度文件", "the manifest names no file of outdoor temperature"))?;
    let days = days(weather, subject.hours.period, &subject.facility.clock);
    let whole: Vec<&Day> = days.values().filter(|day| day.known == day.hours).collect();
    if whole.is_empty() {
        return Err(Text::new("没有一天的室外温度是完整的", "no day has a temperature in each of its hours"));
    }
    let base = Exact::whole(BASE);
    let warm = whole.iter().filter_map(|day| day.mean()).filter(|mean| *mean > base);
    let value = warm.fold(Exact::zero(), |sum, mean| sum + mean - base.clone()).to_f64();
    let hours: usize = whole.iter().map(|day| day.hours).sum();
    let nanos = i128::try_from(hours).unwrap_or_default() * i128::from(HOUR_NANOS);
    let coverage = Coverage::of(nanos, subject.hours.period.hour_count());
    let count = u32::try_from(whole.len()).map_or(f64::INFINITY, f64::from);
    Ok(Known::measured(value, vec![IndicatorInput::new("days", count, "d", &weather.file)], coverage))
}

/// The temperatures of one civil day.
struct Day {
    /// How many hours it has in the period.
    hours: usize,
    /// How many of them have a temperature.
    known: usize,
    sum: Exact,
}

impl Day {
    fn mean(&self) -> Option<Exact> {
        self.sum.over(&Exact::count(self.known))
    }
}

fn days(weather: &Weather, period: Period, clock: &Clock) -> BTreeMap<Date, Day> {
    let mut days: BTreeMap<Date, Day> = BTreeMap::new();
    for (date, part) in period.days(clock) {
        let day = days.entry(date).or_insert_with(|| Day { hours: 0, known: 0, sum: Exact::zero() });
        day.hours += part.hour_count();
        for celsius in part.hours().filter_map(|hour| weather.exact(hour)) {
            day.known += 1;
            day.sum = day.sum.clone() + celsius;
        }
    }
    days
}

/// Hours of the period without a temperature.
pub(super) fn tell_missing_hours(subject: &Subject<'_>) -> Option<Finding> {
    let weather = subject.facility.weather.as_ref()?;
    let missing: Vec<_> = subject.hours.period.hours().filter(|hour| weather.at(*hour).is_none()).collect();
    let first = subject.facility.clock.rfc3339(missing.first()?.start());
    let text = Text::new(
        "这些小时没有室外温度：不计入按温度的 PUE，所在的日不计入制冷度日数",
        "these hours have no outdoor temperature: they are in no bin of PUE by temperature, and their days in no degree days",
    );
    let count = u64::try_from(missing.len()).unwrap_or(u64::MAX);
    Some(Finding::new("no-outdoor-temperature", Severity::Note, text).times(count, Some(first)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_whole_days_count_and_a_day_has_the_mean_of_its_hours() {
        let clock = Clock::parse("+08:00").unwrap();
        let period = Period::parse("2025-07", &clock).unwrap();
        // The first day is 23 °C for 12 hours and 25 °C for 12; the second lacks its last hour.
        let celsius = |index: usize| if index < 12 { 23.0 } else { 25.0 };
        let hours = period.hours().take(47).enumerate().map(|(index, hour)| (hour, celsius(index)));
        let days = days(&Weather::new("w.csv", hours), period, &clock);
        let all: Vec<&Day> = days.values().collect();
        assert_eq!(all.len(), 31);
        assert_eq!((all[0].known, all[0].mean()), (24, Some(Exact::whole(24))));
        assert_eq!((all[1].known, all[1].hours), (23, 24));
    }
}
