//! Parts that add up to more than the whole, beyond what the meters' classes allow.

use super::found::Found;
use super::it_above_total::{is_above, listed, months};
use super::scene::Scene;
use super::tolerance;
use crate::facility::boundary::{QuantityHours, signed};
use crate::facility::manifest::SignedSum;
use crate::period::{Hour, Period};
use crate::telemetry::{MeterHours, Severity};
use crate::text::Text;
use crate::units::Amount;

/// Over a month, IT, cooling and distribution together can not take more than the whole facility. The meters may each
/// be off by their class, all in the worst direction. It is an error, since a total that lacks a feed makes PUE look
/// better than it is.
pub(super) fn find(scene: &Scene<'_>) -> Vec<Found> {
    let above: Vec<(String, Period, f64)> = months(scene)
        // Where IT alone is above the total, that is told by its own rule.
        .filter(|(_, period)| !is_above(scene, *period))
        .filter_map(|(label, period)| Some((label, period, excess(scene, period)?)))
        .collect();
    let Some(labels) = listed(above.iter().map(|(label, ..)| label.as_str()).collect()) else { return Vec::new() };
    let worst = above.iter().map(|(.., excess)| *excess).fold(0.0, f64::max) * 100.0;
    let months = above.len();
    let text = Text::new(
        format!(
            "IT、制冷与配电损耗之和大于总能耗，超出量大于各表准确度等级所容许的误差（{months} 个月：{labels}；最多超出 {worst:.2} %）"
        ),
        format!(
            "IT, cooling and distribution add up to more than the total, beyond the meters' classes, in {months} months, {labels} (by {worst:.2} % at most)"
        ),
    );
    let advice = Text::new(
        "核对是否有回路重复计入（如水泵已含在制冷中），或总表是否漏计一路进线",
        "check whether a feed is counted twice (a pump that is already inside cooling), or whether the total lacks an intake",
    );
    let hours: Vec<Hour> = above.iter().flat_map(|(_, period, _)| period.hours()).collect();
    vec![Found::new("parts-above-whole", Severity::Error, text, advice).in_hours(hours).times(months)]
}

/// By which share of the total the parts exceed it; `None` where they do not beyond the tolerance.
fn excess(scene: &Scene<'_>, period: Period) -> Option<f64> {
    let hours = scene.hours;
    let boundary = &scene.facility.manifest.boundary;
    let parts =
        [(&hours.it, &boundary.it), (&hours.cooling, &boundary.cooling), (&hours.distribution, &boundary.distribution)];
    let known = parts.into_iter().filter_map(|(hours, meters)| Some((hours.as_ref()?, meters)));
    let (quantities, sums): (Vec<&QuantityHours>, Vec<&SignedSum>) =
        std::iter::once((hours.total.as_ref()?, &boundary.total)).chain(known).unzip();
    // The total, and at least two parts.
    if quantities.len() < 3 || hours.it.is_none() {
        return None;
    }
    let (mut total, mut parts) = (0.0, 0.0);
    for hour in hours.paired_in(period, &quantities) {
        total += hour.amount(0).kwh();
        parts += hour.amounts(1).map(Amount::kwh).sum::<f64>();
    }
    // What the meters may be off by only makes the whole larger.
    if total <= 0.0 || parts <= total {
        return None;
    }
    let meters = sums.into_iter().flat_map(signed).filter_map(|(_, name)| {
        let class = scene.trace(name).and_then(|trace| trace.meter.class_word());
        Some((scene.rollup.meters.get(name)?, tolerance::of_class(class)))
    });
    let meters: Vec<(&MeterHours, f64)> = meters.collect();
    let mut tolerance = 0.0;
    for hour in hours.paired_in(period, &quantities) {
        for (cell, share) in meters.iter().filter_map(|(meter, share)| Some((meter.get(hour.hour)?, share))) {
            tolerance += cell.amount.kwh().abs() * share;
        }
    }
    (parts > total + tolerance).then(|| parts / total - 1.0)
}
