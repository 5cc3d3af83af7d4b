//! Rules over a facility's tables, as its rating tells what they give: items, capabilities, tested systems.

use num_traits::Zero;
use serde_json::Value as Json;

use crate::exact::{Exact, Told, of_double, ratio, whole};
use crate::indicators::proven;
use crate::pack::{Class, Pack, Rule};
use crate::time::Period;

/// The points of a rule over tables; `None` where the table that it needs is not there, or nothing in it counts.
pub fn points(rule: &Rule, most: &Exact, pack: &Pack, given: &Json, period: &Period) -> Told<Option<Exact>> {
    match rule {
        Rule::Checklist { items } => {
            let Some(table) = given.get("items").and_then(Json::as_object) else { return Ok(None) };
            let mut points = Exact::zero();
            for item in items {
                let told = table.get(&item.id).filter(|told| evidence(told));
                if told.and_then(|told| told.get("met")).and_then(Json::as_bool) == Some(true) {
                    points += item.points.needed(period)?;
                }
            }
            Ok(Some(points))
        }
        Rule::Maturity { scale, without_evidence_at_most, domains } => {
            let Some(table) = given.get("capabilities").and_then(Json::as_object) else { return Ok(None) };
            let cap = without_evidence_at_most.needed(period)?;
            let mut sum = Exact::zero();
            for domain in domains {
                let Some(told) = table.get(&domain.id) else { continue };
                let maturity = double_of(told, "maturity")?.ok_or("a capability without a maturity")?;
                sum += if evidence(told) { maturity } else { maturity.min(cap.clone()) };
            }
            let count = i128::try_from(domains.len()).map_err(|error| error.to_string())?;
            Ok(ratio(&(sum * most), &(whole(count) * scale.needed(period)?)))
        }
        Rule::WeightedLevels { rows, none, max_age_months, needs_power_trace } => {
            let Some(table) = given.get("systems").and_then(Json::as_array) else { return Ok(None) };
            let oldest = max_age_months.needed(period)?;
            let traced = !needs_power_trace.needed(period)?.is_zero();
            let (mut points, mut energy) = (Exact::zero(), Exact::zero());
            for system in table {
                let age = double_of(system, "age_months")?;
                let trace = system.get("power_trace").and_then(Json::as_bool) == Some(true);
                let counts = age.is_some_and(|age| age <= oldest) && (trace || !traced) && evidence(system);
                let class = pack.classes.iter().find(|class| Some(class.id.as_str()) == text(system, "class"));
                let (Some(class), Some(result), true) = (class, double_of(system, "result")?, counts) else { continue };
                let Some(level) = level(class, system, result, period)? else { continue };
                let row = rows.iter().find(|row| Some(row.level) == level);
                let annual = double_of(system, "annual_kwh")?.ok_or("a system without its energy")?;
                points += row.map_or(none, |row| &row.points).needed(period)? * &annual;
                energy += annual;
            }
            Ok(ratio(&points, &energy))
        }
        Rule::Linear { .. } | Rule::Bands { .. } | Rule::ByCategory { .. } => Ok(None),
    }
}

/// The level of a system, `Some(None)` where it reaches none; `None` where its class has no levels.
fn level(class: &Class, system: &Json, result: Exact, period: &Period) -> Told<Option<Option<i64>>> {
    if class.rows.is_empty() {
        return Ok(None);
    }
    let against = if class.benchmarks.is_empty() {
        result
    } else {
        let benchmark = text(system, "kind").and_then(|kind| class.benchmarks.get(kind));
        let Some(benchmark) = benchmark else { return Ok(None) };
        result / benchmark.needed(period)?
    };
    for row in &class.rows {
        if against >= row.at_least.needed(period)? {
            return Ok(Some(Some(row.level)));
        }
    }
    Ok(Some(None))
}

fn text<'a>(told: &'a Json, key: &str) -> Option<&'a str> {
    told.get(key).and_then(Json::as_str)
}

fn evidence(told: &Json) -> bool {
    proven(text(told, "evidence"))
}

fn double_of(told: &Json, key: &str) -> Told<Option<Exact>> {
    told.get(key).and_then(Json::as_f64).map(of_double).transpose()
}
