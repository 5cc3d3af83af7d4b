//! Values a thousand times too high or too low: W for kW, kWh for MWh.

use super::found::Found;
use super::robust::{median, quantile, shown};
use super::scene::{Point, Scene, Trace};
use crate::facility::boundary::PairedHour;
use crate::period::Hour;
use crate::telemetry::Severity;
use crate::text::Text;
use crate::units::Amount;

/// What separates two units of one kind.
const FACTOR: f64 = 1000.0;
/// How far from that factor a slip may be, either way: within a year the load of a facility moves by less than this.
const WITHIN: f64 = 2.0;
/// Less than half of the factor: a ratio up to this is none.
const WELL_INSIDE: i128 = 250;
/// Fewer observations than these have no usual level.
const LEAST_POINTS: usize = 24;
/// The usual level of what stands still for months (cooling, sun, wind): what it reads when it runs.
const RUNNING: f64 = 0.9;

pub(super) fn find(scene: &Scene<'_>) -> Vec<Found> {
    scene.traces.iter().filter_map(slip).chain(ratio(scene)).collect()
}

fn advice() -> Text {
    Text::new(
        "核对该时段的单位（W 与 kW、kWh 与 MWh）与互感器倍率，更正后重新提交",
        "check the unit of that stretch (W or kW, kWh or MWh) and the transformer ratio, and hand it in again corrected",
    )
}

/// The hours of a meter whose values are a thousand times its usual level, or a thousandth of it.
pub(super) fn slipped(trace: &Trace<'_>) -> Vec<Hour> {
    if !may_slip(trace) {
        return Vec::new();
    }
    let Some(level) = level(trace) else { return Vec::new() };
    let slips = |point: &&Point| {
        let high = is_factor(point.max / level) || is_factor(point.rate / level);
        let low = trace.key && trace.is_load() && is_factor(level / point.rate);
        high || low
    };
    trace.points.iter().filter(slips).map(|point| point.hour).collect()
}

/// Whether any value can be so far from the usual level, which lies between the lowest and the highest rate above zero.
fn may_slip(trace: &Trace<'_>) -> bool {
    let (mut lowest, mut highest) = (f64::INFINITY, 0.0_f64);
    for point in &trace.points {
        lowest = lowest.min(if point.rate > 0.0 { point.rate } else { f64::INFINITY });
        highest = highest.max(point.rate).max(point.max);
    }
    highest / lowest >= FACTOR / WITHIN
}

/// What a meter usually reads when it reads anything.
fn level(trace: &Trace<'_>) -> Option<f64> {
    let share = if trace.key && trace.is_load() { 0.5 } else { RUNNING };
    let level = quantile(trace.rates().filter(|rate| *rate > 0.0), share)?;
    (trace.points.len() >= LEAST_POINTS).then_some(level)
}

fn is_factor(ratio: f64) -> bool {
    (FACTOR / WITHIN..=FACTOR * WITHIN).contains(&ratio)
}

fn slip(trace: &Trace<'_>) -> Option<Found> {
    let slipped = trace.points.iter().filter(|point| trace.is_slipped(point.hour));
    let value = median(slipped.map(|point| point.rate))?;
    let level = level(trace)?;
    let (value, level, unit) = (shown(value), shown(level), trace.unit());
    let text = Text::new(
        format!("有一段读数约为平时的 1000 倍或千分之一（{value}，平时 {level} {unit}）：单位可能差 10³"),
        format!(
            "a stretch reads about 1000 times or a thousandth of the usual ({value} beside {level} {unit}): its unit may be off by 10³"
        ),
    );
    let found = Found::new("unit-slip", Severity::Warning, text, advice()).on(trace.meter.name());
    Some(found.in_hours(trace.slipped.clone()))
}

/// One of the two quantities of PUE in another unit all the time.
fn ratio(scene: &Scene<'_>) -> Option<Found> {
    let pair = [scene.hours.total.as_ref()?, scene.hours.it.as_ref()?];
    // The median of ratios that are all well inside the factor is inside it too.
    let beyond = |a: Amount, b: Amount| a.millionths() > b.millionths().saturating_mul(WELL_INSIDE);
    let is_odd = |hour: PairedHour<'_>| {
        let [total, it] = [hour.amount(0), hour.amount(1)];
        beyond(total, it) || beyond(it, total)
    };
    if !scene.hours.paired(&pair).any(is_odd) {
        return None;
    }
    let ratios = scene.hours.paired(&pair).map(|hour| hour.amount(0).kwh() / hour.amount(1).kwh());
    let ratio = median(ratios.filter(|ratio| ratio.is_finite()))?;
    let text = Text::new(
        format!("总能耗通常是 IT 能耗的 {ratio:.4} 倍：两者单位可能差 10³"),
        format!("the total is usually {ratio:.4} times IT: one of the units may be off by 10³"),
    );
    (is_factor(ratio) || is_factor(1.0 / ratio)).then(|| Found::new("unit-slip", Severity::Warning, text, advice()))
}
