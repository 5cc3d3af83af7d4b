//! More IT power than the racks are rated for.

use super::found::Found;
use super::scene::Scene;
use crate::period::{HOUR_NANOS, Hour};
use crate::telemetry::Severity;
use crate::text::Text;
use crate::units::{Amount, Unit};

/// How much of the racks' rated power an hour's mean may take. The rating is an upper bound by its meaning, and an hour
/// is long beside any inrush, so there is no allowance.
const OF_RATED: f64 = 1.0;

pub(super) fn find(scene: &Scene<'_>) -> Vec<Found> {
    let Some(found) = above(scene) else { return Vec::new() };
    vec![found]
}

fn above(scene: &Scene<'_>) -> Option<Found> {
    let rated = scene.facility.manifest.racks.rated_kw.filter(|rated| *rated > 0.0)?;
    let pair = [scene.hours.it.as_ref()?];
    let (mut hours, mut highest): (Vec<Hour>, f64) = (Vec::new(), 0.0);
    for hour in scene.hours.paired(&pair) {
        let energy = hour.amount(0);
        let full = Amount::from_power(rated * OF_RATED, Unit::KW, hour.covered)?;
        if energy > full {
            hours.push(hour.hour);
            highest = highest.max(energy.kwh() / share_of_hour(hour.covered));
        }
    }
    let text = Text::new(
        format!("有的小时 IT 平均功率大于机架额定总功率 {rated} kW（最高 {highest:.1} kW）"),
        format!("in some hours the mean IT power is above the racks' rated {rated} kW ({highest:.1} kW at most)"),
    );
    let advice = Text::new(
        "核对 racks.rated_kw 是否为全部已装机架的额定功率之和，以及 IT 表的单位与倍率",
        "check whether racks.rated_kw is the rated power of all racks installed, and the unit and ratio of the IT meter",
    );
    (!hours.is_empty()).then(|| Found::new("power-beyond-rating", Severity::Warning, text, advice).in_hours(hours))
}

fn share_of_hour(nanos: i64) -> f64 {
    let thousandths = nanos.saturating_mul(1000) / HOUR_NANOS;
    f64::from(i32::try_from(thousandths.max(1)).unwrap_or(i32::MAX)) / 1000.0
}
