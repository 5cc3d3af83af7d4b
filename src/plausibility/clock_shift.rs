//! Clocks that differ: one series follows the other some hours later.

use std::collections::BTreeMap;

use super::disagreeing::checks;
use super::found::Found;
use super::it_above_total::{listed, months};
use super::robust::{correlation, rough_correlation};
use super::scene::{Scene, Trace};
use crate::period::{Hour, Period};
use crate::telemetry::Severity;
use crate::text::Text;

/// How many hours a clock may be off either way: UTC taken for the civil time of any place in Asia, or the reverse.
const FARTHEST: i64 = 12;
/// How well the changes of both must agree at the best shift. Total and IT of a data centre move together, since most
/// of one is the other; what agrees less has other reasons.
const LEAST_AGREEMENT: f64 = 0.8;
/// How much better that must be than without a shift. A smooth day agrees well at an hour's distance too.
const LEAST_GAIN: f64 = 0.2;
/// Fewer hours than these (of the 700 or so of a month) do not tell.
const LEAST_HOURS: usize = 300;
/// More than what a correlation in one go may be off by.
const NEARLY: f64 = 1e-6;
/// Hour by hour a load must move by this share of its mean, or there is nothing to line up.
const LEAST_VARIATION: f64 = 0.002;

pub(super) fn find(scene: &Scene<'_>) -> Vec<Found> {
    let total_and_it = quantities(scene).into_iter();
    let all = total_and_it.chain(checks(scene).map(|(check, checked)| of_meters(scene.hours.period, check, checked)));
    all.filter_map(|pair| shift(scene, &pair)).collect()
}

/// Two series by the hour that should move together.
struct Pair<'a> {
    /// The meter the finding is tied to; `None` for total and IT.
    meter: Option<&'a str>,
    /// What the first is compared with.
    names: [Text; 2],
    first: Series,
    second: Series,
}

/// Values by the hour.
struct Series {
    first: Hour,
    /// From `first` on, each hour's own; not a number where it is not known.
    values: Vec<f64>,
}

impl Series {
    /// Values of some hours of a period, in order of time.
    fn of(period: Period, known: impl Iterator<Item = (Hour, f64)>) -> Self {
        let first = period.first_hour();
        let mut values = vec![f64::NAN; period.hour_count()];
        for (hour, value) in known {
            let place = hour.index_from(first).and_then(|index| values.get_mut(index));
            place.into_iter().for_each(|place| *place = value);
        }
        Self { first, values }
    }

    /// From each hour to the next.
    fn changes(&self) -> Self {
        let changes = self.values.windows(2).map(|pair| match pair {
            [before, after] => after - before,
            _ => f64::NAN,
        });
        Self { first: self.first, values: std::iter::once(f64::NAN).chain(changes).collect() }
    }

    /// The values of a part of the period, some hours later.
    fn part(&self, part: Period, shift: i64) -> impl Iterator<Item = f64> {
        let from = part.first_hour().0.saturating_add(shift).saturating_sub(self.first.0);
        let missing = usize::try_from(from.saturating_neg()).unwrap_or_default();
        let values = self.values.get(usize::try_from(from).unwrap_or_default()..).unwrap_or_default();
        std::iter::repeat_n(f64::NAN, missing).chain(values.iter().copied()).take(part.hour_count())
    }
}

fn quantities<'a>(scene: &Scene<'a>) -> Option<Pair<'a>> {
    let hours = scene.hours;
    let [first, second] = [hours.total.as_ref()?, hours.it.as_ref()?].map(|quantity| {
        let known = hours.period.hours().enumerate().filter_map(|(index, hour)| Some((hour, quantity.at(index)?)));
        let own = known.filter(|(_, amount)| !amount.shared);
        Series::of(hours.period, own.map(|(hour, amount)| (hour, amount.amount.kwh())))
    });
    let names = [Text::new("总能耗", "the total"), Text::new("IT 能耗", "IT")];
    Some(Pair { meter: None, names, first, second })
}

fn of_meters<'s>(period: Period, check: &'s Trace<'_>, checked: &'s Trace<'_>) -> Pair<'s> {
    let [first, second] =
        [checked, check].map(|trace| Series::of(period, trace.hourly().map(|point| (point.hour, point.rate))));
    let names = [checked, check].map(|trace| Text::new(trace.meter.name(), trace.meter.name()));
    Pair { meter: Some(check.meter.name()), names, first, second }
}

fn shift(scene: &Scene<'_>, pair: &Pair<'_>) -> Option<Found> {
    let (first, second) = (pair.first.changes(), pair.second.changes());
    let mut by_shift: BTreeMap<i64, Vec<(String, Period, f64)>> = BTreeMap::new();
    for (label, period) in months(scene) {
        let level = pair.first.part(period, 0).find(|value| !value.is_nan());
        if let Some((hours, agreement)) = level.and_then(|level| best_shift(&first, &second, period, level)) {
            by_shift.entry(hours).or_default().push((label, period, agreement));
        }
    }
    let (hours_off, months) = by_shift.into_iter().max_by_key(|(hours, months)| (months.len(), -hours.abs()))?;
    let labels = listed(months.iter().map(|(label, ..)| label.as_str()).collect())?;
    let agreement = months.iter().map(|(.., agreement)| *agreement).fold(0.0, f64::max);
    let [one, other] = &pair.names;
    let (count, off) = (months.len(), hours_off.abs());
    let (zh, en) = if hours_off > 0 { ("晚", "later") } else { ("早", "earlier") };
    let text = Text::new(
        format!(
            "{} 的变化比 {} {zh} {off} 小时（{count} 个月：{labels}；移动后相关系数 {agreement:.2}）：时钟可能不一致",
            other.zh, one.zh
        ),
        format!(
            "{} changes {off} hours {en} than {} in {count} months, {labels} (they correlate by {agreement:.2} when moved): their clocks may differ",
            other.en, one.en
        ),
    );
    let advice = Text::new(
        "核对两处采集的时区（UTC 或北京时间）与对时；必要时在 [[telemetry]] 中写明时区",
        "check the time zones (UTC or civil time) and the clocks of both loggers, and correct the stamps or their declared offset",
    );
    let hours: Vec<Hour> = months.iter().flat_map(|(_, period, _)| period.hours()).collect();
    let found = Found::new("clock-shift", Severity::Warning, text, advice).in_hours(hours).times(count);
    Some(match pair.meter {
        Some(meter) => found.on(meter),
        None => found,
    })
}

/// By how many hours the second follows the first, and how well; `None` where they agree best without any shift, or
/// nothing can be told.
fn best_shift(first: &Series, second: &Series, period: Period, level: f64) -> Option<(i64, f64)> {
    let here: Vec<f64> = first.part(period, 0).collect();
    let agreement = |other: &[f64]| {
        let pairs = here.iter().copied().zip(other.iter().copied());
        let pairs: Vec<(f64, f64)> = pairs.filter(|(a, b)| !a.is_nan() && !b.is_nan()).collect();
        let (agreement, deviation) = correlation(&pairs)?;
        (pairs.len() >= LEAST_HOURS && deviation >= LEAST_VARIATION * level.abs()).then_some(agreement)
    };
    let moved = |shift: i64| second.part(period, shift).collect::<Vec<f64>>();
    let unmoved = agreement(&moved(0))?;
    let least = LEAST_AGREEMENT.max(unmoved + LEAST_GAIN);
    // No two series agree by more than one.
    if least > 1.0 + NEARLY {
        return None;
    }
    let shifts = (-FARTHEST..=FARTHEST).filter(|shift| *shift != 0).map(|shift| (shift, moved(shift)));
    let near = shifts.filter(|(_, other)| rough_correlation(&here, other) >= least - NEARLY);
    let best =
        near.filter_map(|(shift, other)| Some((shift, agreement(&other)?))).max_by(|a, b| a.1.total_cmp(&b.1))?;
    (best.1 >= LEAST_AGREEMENT && best.1 >= unmoved + LEAST_GAIN).then_some(best)
}
