//! A level that changes at once and for good: new racks, a moved boundary, or a transformer's ratio set wrongly.

use jiff::civil::Date;

use super::found::Found;
use super::robust::{median, shown, spread};
use super::scene::{Scene, Trace};
use crate::period::{Hour, Period};
use crate::telemetry::Severity;
use crate::text::Text;

/// How many days on each side tell a level: four weeks, so that weekends weigh the same on both.
const DAYS: usize = 28;
/// How many days on each side tell that it happens at once.
const FEW_DAYS: usize = 3;
/// By which share the level changes. Half of this would be a large season for total or IT energy.
const STEP: f64 = 0.25;
/// How much of the change happens at once; the drift of a season does not.
const AT_ONCE: f64 = 0.8;
/// How many times the days' own spread the change is.
const BEYOND_SPREAD: f64 = 6.0;

/// Only the meters of total and IT: what cools, and what the sun gives, changes its level with the weather.
pub(super) fn find(scene: &Scene<'_>) -> Vec<Found> {
    let loads = scene.traces.iter().filter(|trace| trace.key && trace.is_load());
    loads.filter_map(|trace| step(scene, trace)).collect()
}

fn step(scene: &Scene<'_>, trace: &Trace<'_>) -> Option<Found> {
    let days = days(scene, trace);
    let rates: Vec<f64> = days.iter().map(|(.., rate)| *rate).collect();
    if is_level(&rates) {
        return None;
    }
    let levels: Vec<f64> = rates.windows(DAYS).filter_map(|days| median(days.iter().copied())).collect();
    let pairs = levels.iter().zip(levels.iter().skip(DAYS)).zip(rates.windows(2 * DAYS)).enumerate();
    let sizes = pairs.filter_map(|(from, ((low, high), window))| {
        let (before, after) = window.split_at_checked(DAYS)?;
        Some((from + DAYS, change((before, *low), (after, *high))?))
    });
    let (at, (before, after)) = sizes.max_by(|a, b| size(a.1).total_cmp(&size(b.1)))?;
    let (day, hour, _) = days.get(at)?;
    let (percent, unit) = ((after / before - 1.0) * 100.0, trace.unit());
    let (before, after) = (shown(before), shown(after));
    let text = Text::new(
        format!("{day} 起水平由 {before} 变为 {after} {unit}（{percent:+.1} %），此后未恢复"),
        format!("from {day} on its level is {after} {unit} and no longer {before} ({percent:+.1} %)"),
    );
    let advice = Text::new(
        "若为扩容或调整边界，请说明；否则核对当日是否换表或改了倍率",
        "if racks were added or the boundary changed, say so; otherwise check whether the meter or its ratio was changed that day",
    );
    let end = days.get(at + 1).map_or(hour.next(), |(_, next, _)| *next);
    let of_day = Period { start: hour.start(), end: end.start() }.hours().take(25).collect();
    Some(Found::new("level-step", Severity::Note, text, advice).on(trace.meter.name()).in_hours(of_day).times(1))
}

fn size((before, after): (f64, f64)) -> f64 {
    (after / before).ln().abs()
}

/// The days with their first hours and median rates.
fn days(scene: &Scene<'_>, trace: &Trace<'_>) -> Vec<(Date, Hour, f64)> {
    let mut points = trace.hourly().filter(|point| !trace.is_slipped(point.hour)).peekable();
    let told = scene.hours.period.days(&scene.facility.clock).filter_map(|(date, day)| {
        let first = points.peek()?.hour;
        let of_day = std::iter::from_fn(|| points.next_if(|point| point.hour < day.end.hour()));
        Some((date, first, median(of_day.map(|point| point.rate))?))
    });
    told.collect()
}

/// Whether all days are so near each other that no two levels of them can differ by a step, with something to spare.
fn is_level(rates: &[f64]) -> bool {
    let (lowest, highest) =
        rates.iter().fold((f64::INFINITY, 0.0_f64), |(low, high), rate| (low.min(*rate), high.max(*rate)));
    lowest > 0.0 && highest - lowest < 0.99 * STEP * lowest
}

/// The levels before and after, where they differ by a step; each with the days that it is of.
fn change((before, low): (&[f64], f64), (after, high): (&[f64], f64)) -> Option<(f64, f64)> {
    let differs = low > 0.0 && high > 0.0 && ((high - low) / low.min(high)).abs() > STEP;
    if !differs {
        return None;
    }
    let last = median(before.iter().rev().take(FEW_DAYS).copied())?;
    let first = median(after.iter().take(FEW_DAYS).copied())?;
    let at_once = (first - last) / (high - low) >= AT_ONCE;
    let own = spread(before, low)?.max(spread(after, high)?);
    (at_once && (high - low).abs() > BEYOND_SPREAD * own).then_some((low, high))
}
