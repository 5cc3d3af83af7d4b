//! Quantities below zero: a signed sum that subtracts more than it adds.

use super::found::Found;
use super::it_above_total::{listed, months};
use super::scene::Scene;
use crate::facility::BoundaryHours;
use crate::facility::boundary::QuantityHours;
use crate::period::Hour;
use crate::telemetry::Severity;
use crate::text::Text;

pub(super) fn find(scene: &Scene<'_>) -> Vec<Found> {
    named(scene.hours).into_iter().filter_map(|(name, whole)| of_one(scene, &name, whole?)).collect()
}

/// The quantities of a boundary by name, always in the same order.
fn named(hours: &BoundaryHours) -> Vec<(Text, Option<&QuantityHours>)> {
    let mut named = vec![
        (Text::new("总能耗", "total energy"), hours.total.as_ref()),
        (Text::new("IT 能耗", "IT energy"), hours.it.as_ref()),
        (Text::new("制冷能耗", "cooling energy"), hours.cooling.as_ref()),
        (Text::new("配电损耗", "distribution losses"), hours.distribution.as_ref()),
        (Text::new("用水量", "water"), hours.water.as_ref()),
        (Text::new("余热回收量", "heat reuse"), hours.heat_reuse.as_ref()),
    ];
    named.extend(hours.supply.iter().map(|line| {
        let (source, path) = (&line.source, line.path.word());
        (Text::new(format!("供电 {source}（{path}）"), format!("supply {source} ({path})")), Some(&line.hours))
    }));
    named
}

/// Over a month a quantity below zero can not be; in single hours it may come from clocks that differ.
fn of_one(scene: &Scene<'_>, name: &Text, whole: &QuantityHours) -> Option<Found> {
    let below = months(scene).filter(|(_, period)| {
        let [sum] = scene.hours.paired_sums_in(*period, [whole]).amounts;
        sum.is_negative()
    });
    let below: Vec<_> = below.collect();
    let formula = &whole.formula;
    let advice = Text::new(
        format!("核对边界算式 {formula} 的正负号与各表的单位"),
        format!("check the signs in {formula} and the units of its meters"),
    );
    if let Some(labels) = listed(below.iter().map(|(label, _)| label.as_str()).collect()) {
        let text = Text::new(
            format!("{} 为负（{} 个月：{labels}；算式 {formula}）", name.zh, below.len()),
            format!("{} is below zero in {} months, {labels} ({formula})", name.en, below.len()),
        );
        let hours: Vec<Hour> = below.iter().flat_map(|(_, period)| period.hours()).collect();
        return Some(Found::new("negative-energy", Severity::Error, text, advice).in_hours(hours).times(below.len()));
    }
    let pair = [whole];
    let negative = scene.hours.paired(&pair).filter(|hour| hour.amount(0).is_negative());
    let hours: Vec<Hour> = negative.map(|hour| hour.hour).collect();
    let text = Text::new(
        format!("有的小时 {} 为负（算式 {formula}）", name.zh),
        format!("in some hours {} is below zero ({formula})", name.en),
    );
    (!hours.is_empty()).then(|| Found::new("negative-energy-in-hours", Severity::Warning, text, advice).in_hours(hours))
}
