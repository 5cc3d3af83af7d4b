//! A meter that says the same all the time.

use super::found::Found;
use super::robust::shown;
use super::scene::{Scene, Trace};
use crate::telemetry::Severity;
use crate::text::Text;

/// So many readings are not equal by chance: two days of hourly ones.
const LEAST_READINGS: u32 = 48;
/// Rates that differ by less than this share are equal: an amount spread over hours of one length comes out a little
/// different in its last digits.
const EQUAL: f64 = 1e-9;

pub(super) fn find(scene: &Scene<'_>) -> Vec<Found> {
    scene.traces.iter().filter_map(constant).collect()
}

/// Whether a meter says the same all the time, and what.
pub(super) fn value_of(trace: &Trace<'_>) -> Option<f64> {
    let first = trace.points.first()?.rate;
    let equal = |value: f64| (value - first).abs() <= EQUAL * first.abs();
    let readings: u32 = trace.points.iter().map(|point| point.samples).fold(0, u32::saturating_add);
    let same =
        trace.points.iter().all(|point| equal(point.rate) && (!point.own || equal(point.min) && equal(point.max)));
    (readings >= LEAST_READINGS && same).then_some(first)
}

fn constant(trace: &Trace<'_>) -> Option<Found> {
    let value = value_of(trace)?;
    // A plant that stands still reads zero; a facility does not.
    if value == 0.0 && !(trace.key && trace.is_load()) {
        return None;
    }
    let (value, unit) = (shown(value), trace.unit());
    let text = Text::new(
        format!("全部读数相同（{value} {unit}）：真实负荷总有波动"),
        format!("all its readings are the same ({value} {unit}): a real load varies"),
    );
    let advice = Text::new(
        "核对是否为设计值、填报值或卡死的寄存器；若为估算值，请在该表写 estimated = true",
        "check whether it is a design value, one filled in by hand, or a stuck register; if it is estimated, say `estimated = true` on the meter",
    );
    let hours = trace.points.iter().map(|point| point.hour).collect();
    Some(Found::new("suspicious-constant", Severity::Warning, text, advice).on(trace.meter.name()).in_hours(hours))
}
