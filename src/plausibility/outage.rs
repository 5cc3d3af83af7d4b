//! Months that have no data at all, or little.

use super::found::Found;
use super::it_above_total::{listed, months};
use super::scene::Scene;
use crate::period::{HOUR_NANOS, Hour, Period};
use crate::telemetry::Severity;
use crate::text::Text;

/// A month of which less than this share was measured says little about itself. It is a note: whether the period has
/// enough is for the standard's own figure of coverage to say.
const LITTLE: f64 = 0.5;

pub(super) fn find(scene: &Scene<'_>) -> Vec<Found> {
    let known = months(scene).filter_map(|(label, period)| Some((label, period, share(scene, period)?)));
    let short: Vec<(String, Period, f64)> = known.filter(|(.., share)| *share < LITTLE).collect();
    let (none, little): (Vec<_>, Vec<_>) = short.into_iter().partition(|(.., share)| *share <= 0.0);
    [outage(&none), low(&little)].into_iter().flatten().collect()
}

/// How much of a part of the period total and IT both cover; `None` without meters of both.
fn share(scene: &Scene<'_>, period: Period) -> Option<f64> {
    let hours = scene.hours;
    let covered = hours.paired_sums_in(period, [hours.total.as_ref()?, hours.it.as_ref()?]).covered;
    let hours = super::robust::number(period.hour_count());
    let minutes = u32::try_from(covered / i128::from(HOUR_NANOS / 60)).unwrap_or(u32::MAX);
    Some(f64::from(minutes) / 60.0 / hours)
}

fn hours_of(months: &[(String, Period, f64)]) -> Vec<Hour> {
    months.iter().flat_map(|(_, period, _)| period.hours()).collect()
}

fn advice() -> Text {
    Text::new(
        "补交该月的总能耗与 IT 能耗读数；若确已停运或表计故障，请说明并附记录",
        "hand in the month's readings of total and IT; if the site stood still or a meter was broken, say so and prove it",
    )
}

fn outage(none: &[(String, Period, f64)]) -> Option<Found> {
    let labels = listed(none.iter().map(|(label, ..)| label.as_str()).collect())?;
    let months = none.len();
    let text = Text::new(
        format!("{months} 个月没有任何总能耗与 IT 能耗同时覆盖的小时：{labels}"),
        format!("months without any hour in which total and IT are both covered: {months} ({labels})"),
    );
    Some(Found::new("outage-month", Severity::Warning, text, advice()).in_hours(hours_of(none)).times(months))
}

fn low(little: &[(String, Period, f64)]) -> Option<Found> {
    let worst = little.iter().min_by(|a, b| a.2.total_cmp(&b.2))?;
    let (label, share, months) = (&worst.0, worst.2 * 100.0, little.len());
    let text = Text::new(
        format!("{months} 个月的覆盖率低于 {:.0} %，最低为 {label} 的 {share:.1} %", LITTLE * 100.0),
        format!(
            "months covered by less than {:.0} %: {months}; the thinnest is {label} by {share:.1} %",
            LITTLE * 100.0
        ),
    );
    Some(Found::new("coverage-low", Severity::Note, text, advice()).in_hours(hours_of(little)).times(months))
}
