//! More IT energy than total energy: over a month that can not be.

use super::found::Found;
use super::scene::Scene;
use crate::period::{Hour, Period};
use crate::telemetry::Severity;
use crate::text::Text;

/// Up to how many months are named one by one.
const FEW_MONTHS: usize = 3;

pub(super) fn find(scene: &Scene<'_>) -> Vec<Found> {
    by_month(scene).into_iter().chain(by_hour(scene)).collect()
}

fn advice() -> Text {
    Text::new(
        "核对总表与 IT 表的计量点、单位与倍率（互感器变比）；IT 表若含总表之外的回路，请改正边界",
        "check the metering points, units and transformer ratios of both; if IT has a feed that the total lacks, correct the boundary",
    )
}

/// Over a month no IT equipment can take more than the whole facility.
fn by_month(scene: &Scene<'_>) -> Option<Found> {
    let hours = scene.hours;
    let (total, it) = hours.total.as_ref().zip(hours.it.as_ref())?;
    let above: Vec<(String, Period)> = months(scene).filter(|(_, period)| is_above(scene, *period)).collect();
    let labels = listed(above.iter().map(|(label, _)| label.as_str()).collect())?;
    let [total_sum, it_sum] = hours.paired_sums([total, it]).amounts;
    let months = above.len();
    let (total_kwh, it_kwh) = (total_sum.kwh(), it_sum.kwh());
    let text = Text::new(
        format!(
            "IT 能耗大于总能耗（{months} 个月：{labels}；全期 IT {it_kwh:.1} kWh，总计 {total_kwh:.1} kWh）：请核对计量点与单位"
        ),
        format!(
            "IT energy exceeds total energy in {months} months, {labels} (whole period: IT {it_kwh:.1} kWh, total {total_kwh:.1} kWh): check the meters and their units"
        ),
    );
    let hours: Vec<Hour> = above.iter().flat_map(|(_, period)| period.hours()).collect();
    Some(Found::new("it-above-total", Severity::Error, text, advice()).in_hours(hours).times(months))
}

/// Whether IT energy exceeds total energy over a part of the period.
pub(super) fn is_above(scene: &Scene<'_>, period: Period) -> bool {
    let hours = scene.hours;
    let Some((total, it)) = hours.total.as_ref().zip(hours.it.as_ref()) else { return false };
    let [total, it] = hours.paired_sums_in(period, [total, it]).amounts;
    it > total
}

/// The months of the period.
pub(super) fn months(scene: &Scene<'_>) -> impl Iterator<Item = (String, Period)> {
    scene.hours.period.months(&scene.facility.clock).into_iter()
}

/// A few names one by one, many by their first and last; `None` where there is none.
pub(super) fn listed(names: Vec<&str>) -> Option<String> {
    match names.as_slice() {
        [] => None,
        [first, _, .., last] if names.len() > FEW_MONTHS => Some(format!("{first} … {last}")),
        few => Some(few.join(", ")),
    }
}

/// Single hours may contradict each other by clocks that differ; somebody should look.
fn by_hour(scene: &Scene<'_>) -> Option<Found> {
    let pair = [scene.hours.total.as_ref()?, scene.hours.it.as_ref()?];
    let above: Vec<Hour> = scene
        .hours
        .paired(&pair)
        .filter(|hour| !hour.shared && hour.amount(1) > hour.amount(0))
        .map(|hour| hour.hour)
        .collect();
    let text = Text::new("有的小时 IT 能耗大于总能耗", "in some hours IT energy exceeds total energy");
    (!above.is_empty())
        .then(|| Found::new("it-above-total-in-hours", Severity::Warning, text, advice()).in_hours(above))
}
