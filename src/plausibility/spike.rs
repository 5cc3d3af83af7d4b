//! Single values far from their neighbours: a glitch such as 25 550 W among some hundreds, or a reading that drops out.

use super::found::Found;
use super::robust::{median, quantile, shown, spread};
use super::scene::{Point, Scene, Trace};
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
/// Fewer observations than these have no usual level: twelve monthly bills, or half a day of hours.
const LEAST_POINTS: usize = 24;
/// A drop falls below this share of the neighbours' median.
const DROP: f64 = 0.1;
/// What lasts more hours than these is an outage or a load, and not a reading that went wrong.
const LONGEST: usize = 3;
/// A glitch comes out of nothing: the hours beside it are no higher than this many times the median. A load rises and
/// falls, and leaves its hours before and after raised.
const CALM: f64 = 1.2;
/// So many readings within an hour may be a glitch; a job on a single machine takes more of the hour. The half allows
/// for the other readings of the hour, which are not just the median.
const FEW_READINGS: f64 = 3.5;
/// How many times the meter's own 99th percentile is beyond any load, whatever its shape: a server at full load takes
/// some ten times what it takes idle.
const TIMES_ANY_LOAD: f64 = 20.0;

pub(super) fn find(scene: &Scene<'_>) -> Vec<Found> {
    scene.traces.iter().filter_map(spikes).collect()
}

fn spikes(trace: &Trace<'_>) -> Option<Found> {
    let sound: Vec<&Point> = trace.points.iter().filter(|point| !trace.is_slipped(point.hour)).collect();
    if sound.len() < LEAST_POINTS || is_calm(trace, &sound) {
        return None;
    }
    let high = quantile(sound.iter().map(|point| point.max), HIGH).filter(|high| *high > 0.0)?;
    let (rises, drops) = odd_ones(trace, &sound, high)?;
    let calmest = if trace.is_source() { high } else { 0.0 };
    let short = |odds: &[Odd<'_>]| odds.len() <= LONGEST;
    let glitches = rises.chunk_by(Odd::goes_on).filter(|run| {
        let beyond_any = run.iter().all(|odd| odd.point.max > TIMES_ANY_LOAD * high);
        short(run) && (beyond_any || run.iter().all(Odd::has_few_readings) && is_alone(run, &sound, calmest))
    });
    let glitches: Vec<&Odd<'_>> = glitches.flatten().collect();
    let dropped: Vec<&Odd<'_>> = drops.chunk_by(Odd::goes_on).filter(|run| short(run)).flatten().collect();
    let highest = glitches.iter().max_by(|a, b| a.point.max.total_cmp(&b.point.max));
    let highest = highest.map(|odd| (odd.point.max, odd.around.median));
    let farthest = highest.or(dropped.first().map(|odd| (odd.point.rate, odd.around.median)));
    let mut hours: Vec<Hour> = glitches.into_iter().chain(dropped).map(|odd| odd.point.hour).collect();
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

/// The observations far above those around them, and those far below.
fn odd_ones<'a>(trace: &Trace<'_>, sound: &[&'a Point], high: f64) -> Option<(Vec<Odd<'a>>, Vec<Odd<'a>>)> {
    let (mut rises, mut drops): (Vec<Odd<'a>>, Vec<Odd<'a>>) = (Vec::new(), Vec::new());
    for (index, point) in sound.iter().copied().enumerate() {
        let may_rise = point.max > times_high(trace) * high;
        let may_drop = tells_drops(trace) && neighbours(sound, index).any(|beside| point.rate < DROP * beside.rate);
        if !may_rise && !may_drop {
            continue;
        }
        let odd = Odd { index, point, around: Around::of(sound, index)? };
        // A source may start from nothing, so its neighbours say little.
        if may_rise && (trace.is_source() || point.max > odd.around.highest()) {
            rises.push(odd);
        } else if may_drop && point.rate < DROP * odd.around.median {
            drops.push(odd);
        }
    }
    Some((rises, drops))
}

/// How many times the meter's own 99th percentile a rise reaches at least.
fn times_high(trace: &Trace<'_>) -> f64 {
    if trace.is_source() { TIMES_MEDIAN } else { TIMES_HIGH }
}

fn tells_drops(trace: &Trace<'_>) -> bool {
    trace.key && trace.is_load()
}

/// Whether all values are so near each other that none can be odd, which is quickly told of most meters.
fn is_calm(trace: &Trace<'_>, sound: &[&Point]) -> bool {
    let highest = sound.iter().map(|point| point.max).fold(0.0, f64::max);
    // What a quarter of the values reach, the 99th percentile does too.
    let near = sound.iter().filter(|point| point.max * times_high(trace) >= highest).count();
    let rates = sound.iter().map(|point| point.rate);
    let (lowest, most) = rates.fold((f64::INFINITY, 0.0_f64), |(low, high), rate| (low.min(rate), high.max(rate)));
    4 * near >= sound.len() && !(tells_drops(trace) && lowest < DROP * most)
}

/// The observations around one, and itself.
fn neighbours<'a>(points: &[&'a Point], index: usize) -> impl Iterator<Item = &'a Point> + Clone {
    points.iter().skip(index.saturating_sub(NEIGHBOURS)).take(2 * NEIGHBOURS + 1).copied()
}

/// An observation far from those around it.
struct Odd<'a> {
    index: usize,
    point: &'a Point,
    around: Around,
}

impl Odd<'_> {
    fn goes_on(&self, next: &Self) -> bool {
        self.point.hour.next() == next.point.hour
    }

    /// Whether a few readings of the hour make it odd: the share of the hour that its highest value would have to last for
    /// its mean, in readings.
    fn has_few_readings(&self) -> bool {
        let (Point { rate, max, samples, .. }, usual) = (self.point, self.around.median);
        (rate - usual) / (max - usual) * f64::from(*samples) <= FEW_READINGS
    }
}

/// Whether the observations just before and just after a run are as calm as those around.
fn is_alone(run: &[Odd<'_>], all: &[&Point], calmest: f64) -> bool {
    let (Some(first), Some(last)) = (run.first(), run.last()) else { return false };
    let calm = |odd: &Odd<'_>, beside: Option<&&Point>| {
        let usual = (CALM * odd.around.median).max(odd.around.beyond_deviations()).max(calmest);
        beside.is_none_or(|point| point.rate <= usual)
    };
    let before = first.index.checked_sub(1).and_then(|index| all.get(index));
    calm(first, before) && calm(last, all.get(last.index + 1))
}

/// What the observations around one are like.
struct Around {
    median: f64,
    deviation: f64,
}

impl Around {
    fn of(points: &[&Point], index: usize) -> Option<Self> {
        let rates: Vec<f64> = neighbours(points, index).map(|point| point.rate).collect();
        let median = median(rates.iter().copied())?;
        Some(Self { median, deviation: DEVIATION_OF_SPREAD * spread(&rates, median)? })
    }

    /// The highest value that is no spike.
    fn highest(&self) -> f64 {
        (TIMES_MEDIAN * self.median).max(self.beyond_deviations())
    }

    fn beyond_deviations(&self) -> f64 {
        self.median + DEVIATIONS * self.deviation
    }
}
