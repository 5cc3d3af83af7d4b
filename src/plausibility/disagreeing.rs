//! Two meters of one quantity that disagree beyond their classes.

use super::found::Found;
use super::it_above_total::{listed, months};
use super::scene::{Scene, Trace};
use super::tolerance;
use crate::period::{Hour, Period};
use crate::telemetry::Severity;
use crate::text::Text;

pub(super) fn find(scene: &Scene<'_>) -> Vec<Found> {
    checks(scene).filter_map(|(check, checked)| disagreement(scene, check, checked)).collect()
}

/// The meters that check another, each with that other.
pub(super) fn checks<'s, 'a>(scene: &'s Scene<'a>) -> impl Iterator<Item = (&'s Trace<'a>, &'s Trace<'a>)> {
    scene.traces.iter().filter_map(|check| Some((check, scene.trace(check.meter.checks.as_ref()?.get_ref())?)))
}

/// Over a month two sound meters differ by their classes together at most, both in the worst direction.
fn disagreement(scene: &Scene<'_>, check: &Trace<'_>, checked: &Trace<'_>) -> Option<Found> {
    let allowed = [check, checked].map(|trace| tolerance::of_class(trace.meter.class_word())).iter().sum::<f64>();
    let apart: Vec<(String, Period, f64)> = months(scene)
        .filter_map(|(label, period)| Some((label, period, difference(scene, check, checked, period)?)))
        .filter(|(.., difference)| *difference > allowed)
        .collect();
    let labels = listed(apart.iter().map(|(label, ..)| label.as_str()).collect())?;
    let worst = apart.iter().map(|(.., difference)| *difference).fold(0.0, f64::max) * 100.0;
    let (other, allowed, months) = (checked.meter.name(), allowed * 100.0, apart.len());
    let text = Text::new(
        format!(
            "与被校核的 {other} 相差最多 {worst:.2} %，大于两表准确度等级之和 {allowed:.2} %（{months} 个月：{labels}）"
        ),
        format!(
            "it differs from {other}, which it checks, by up to {worst:.2} %, beyond both classes together ({allowed:.2} %), in {months} months, {labels}"
        ),
    );
    let advice = Text::new(
        "请有资质的机构校准两表，并核对两表是否计量同一回路、倍率是否一致",
        "have both calibrated, and check that they measure the same feed with the right ratios",
    );
    let hours: Vec<Hour> = apart.iter().flat_map(|(_, period, _)| period.hours()).collect();
    Some(
        Found::new("disagreeing-meters", Severity::Warning, text, advice)
            .on(check.meter.name())
            .in_hours(hours)
            .times(months),
    )
}

/// By which share two meters differ over the hours of a part of the period that both have.
fn difference(scene: &Scene<'_>, check: &Trace<'_>, checked: &Trace<'_>, period: Period) -> Option<f64> {
    let [check, checked] = [check, checked].map(|trace| scene.rollup.meters.get(trace.meter.name()));
    let (check, checked) = check.zip(checked)?;
    let (mut one, mut other) = (0.0, 0.0);
    for (a, b) in period.hours().filter_map(|hour| check.get(hour).zip(checked.get(hour))) {
        one += a.amount.kwh();
        other += b.amount.kwh();
    }
    (other > 0.0).then(|| (one - other).abs() / other)
}
