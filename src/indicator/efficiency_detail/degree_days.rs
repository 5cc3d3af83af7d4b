//! Cooling degree days, from the outdoor temperature.

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::facility::efficiency::Weather;
use crate::indicator::{Coverage, IndicatorInput, Known, Subject, Value};
use crate::period::{Clock, HOUR_NANOS, Period};
use crate::telemetry::{Finding, Severity};
use crate::text::Text;

/// The base of cooling degree days in (EU) 2024/1364, °C.
const BASE: f64 = 21.0;

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
    let value = whole.iter().map(|day| (day.mean() - BASE).max(0.0)).sum();
    let hours: usize = whole.iter().map(|day| day.hours).sum();
    let nanos = i128::try_from(hours).unwrap_or_default() * i128::from(HOUR_NANOS);
    let coverage = Coverage::of(nanos, subject.hours.period.hour_count());
    let count = u32::try_from(whole.len()).map_or(f64::INFINITY, f64::from);
    Ok(Known::measured(value, vec![IndicatorInput::new("days", count, "d", &weather.file)], coverage))
}

/// The temperatures of one civil day.
#[derive(Default)]
struct Day {
    /// How many hours it has in the period.
    hours: usize,
    /// How many of them have a temperature.
    known: usize,
    sum: f64,
}

impl Day {
    fn mean(&self) -> f64 {
        self.sum / u32::try_from(self.known).map_or(f64::NAN, f64::from)
    }
}

fn days(weather: &Weather, period: Period, clock: &Clock) -> BTreeMap<Date, Day> {
    let mut days: BTreeMap<Date, Day> = BTreeMap::new();
    for (date, part) in period.days(clock) {
        let day = days.entry(date).or_default();
        day.hours += part.hour_count();
        for celsius in part.hours().filter_map(|hour| weather.at(hour)) {
            day.known += 1;
            day.sum += celsius;
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
        assert_eq!((all[0].known, all[0].mean().to_bits()), (24, 24.0_f64.to_bits()));
        assert_eq!((all[1].known, all[1].hours), (23, 24));
    }
}
