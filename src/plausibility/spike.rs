//! Single values far from their neighbours: a glitch such as 25 550 W among some hundreds, or a reading that drops out.

use super::found::Found;
use super::robust::{median, quantile, shown, spread};
use super::scene::{Point, Scene, Trace};
use super::unit_slip::slipped;
use crate::period::Hour;
use crate::telemetry::Severity;
use crate::text::Text;

/// How many observations on each side are the neighbours: half a day of hours, so that a day's swing is among them.
const NEIGHBOURS: usize = 12;
/// How many times the neighbours' median a spike reaches. Batch jobs take a cluster from idle to full load, which is
/// three to four times; a glitch goes to the end of the register.
const TIMES_MEDIAN: f64 = 5.0;
/// How many standard deviations, as the median distance tells them, a spike is away from the median.
const DEVIATIONS: f64 = 10.0;
/// The standard deviation of a normal distribution beside its median distance from the median.
const DEVIATION_OF_SPREAD: f64 = 1.4826;
/// How many times the meter's own 99th percentile a spike reaches: high values that come back are its load.
const TIMES_HIGH: f64 = 2.0;
const HIGH: f64 = 0.99;
/// A drop falls below this share of the neighbours' median …
const DROP: f64 = 0.1;
/// … for so many hours at most: what lasts longer is an outage and not a reading that dropped out.
const LONGEST_DROP: usize = 3;

pub(super) fn find(scene: &Scene<'_>) -> Vec<Found> {
    scene.traces.iter().filter_map(spikes).collect()
}

fn spikes(trace: &Trace<'_>) -> Option<Found> {
    let slipped = slipped(trace);
    let sound: Vec<&Point> = trace.points.iter().filter(|point| !slipped.contains(&point.hour)).collect();
    let high = quantile(sound.iter().map(|point| point.max), HIGH).filter(|high| *high > 0.0)?;
    let (mut hours, mut farthest): (Vec<Hour>, Option<(f64, f64)>) = (Vec::new(), None);
    let mut drops: Vec<(Hour, f64, f64)> = Vec::new();
    for (index, point) in sound.iter().enumerate() {
        let around = Around::of(&sound, index)?;
        let limit = match trace.is_source() {
            // A source may start from nothing, so its neighbours say little.
            true => TIMES_MEDIAN * high,
            false => (TIMES_HIGH * high).max(around.highest()),
        };
        if point.max > limit {
            hours.push(point.hour);
            farthest = farthest.filter(|(value, _)| *value >= point.max).or(Some((point.max, around.median)));
        } else if trace.key && trace.is_load() && point.rate < DROP * around.median {
            drops.push((point.hour, point.rate, around.median));
        }
    }
    let short = drops.chunk_by(|a, b| a.0.next() == b.0).filter(|run| run.len() <= LONGEST_DROP);
    for (hour, value, usual) in short.flatten() {
        hours.push(*hour);
        farthest = farthest.or(Some((*value, *usual)));
    }
    hours.sort();
    let (value, usual) = farthest.map(|(value, usual)| (shown(value), shown(usual)))?;
    let unit = trace.unit();
    let text = Text::new(
        format!("个别读数远离前后各时段（如 {value} {unit}，前后中位数 {usual} {unit}）"),
        format!(
            "single values are far from those around them (such as {value} {unit}, where the median around it is {usual} {unit})"
        ),
    );
    let advice = Text::new(
        "查看原始记录：若为采集毛刺，请删去该读数（缺失不等于零）；若确有其事，请说明",
        "look at the raw record: leave a glitch out (missing is not zero); if it was real, say what it was",
    );
    Some(Found::new("spike", Severity::Warning, text, advice).on(trace.meter.name()).in_hours(hours))
}

/// What the observations around one are like.
struct Around {
    median: f64,
    deviation: f64,
}

impl Around {
    fn of(points: &[&Point], index: usize) -> Option<Self> {
        let from = index.saturating_sub(NEIGHBOURS);
        let rates: Vec<f64> = points.iter().skip(from).take(2 * NEIGHBOURS + 1).map(|point| point.rate).collect();
        let median = median(rates.iter().copied())?;
        Some(Self { median, deviation: DEVIATION_OF_SPREAD * spread(&rates, median)? })
    }

    /// The highest value that is no spike.
    fn highest(&self) -> f64 {
        (TIMES_MEDIAN * self.median).max(self.median + DEVIATIONS * self.deviation)
    }
}
