//! Values that are estimated rather than measured.

use super::found::Found;
use super::scene::{Scene, Trace};
use crate::telemetry::Severity;
use crate::text::Text;

pub(super) fn find(scene: &Scene<'_>) -> Vec<Found> {
    scene.traces.iter().filter(|trace| trace.meter.estimated).map(estimated).collect()
}

fn estimated(trace: &Trace<'_>) -> Found {
    let text = match trace.key {
        true => Text::new(
            "该表为估算值：总能耗与 IT 能耗须实测，评级的基本要求因此不满足",
            "its values are estimated: total and IT must be measured, so that the prerequisite of metering fails",
        ),
        false => Text::new("该表为估算值，并非实测", "its values are estimated, not measured"),
    };
    let advice = Text::new(
        "安装表计后以实测值替换，并去掉 estimated = true",
        "install a meter, replace the values by measured ones, and take `estimated = true` away",
    );
    Found::new("estimated-values", Severity::Warning, text, advice).on(trace.meter.name())
}
