//! The load line of a server: operations and power from full load down to active idle.

use super::checks::{Book, shown};
use super::methods::{LoadLine, Methods};
use super::record::TestValue;
use crate::facility::it_tests::{ItTest, LoadLevel};
use crate::indicator::IndicatorInput;
use crate::text::Text;

/// `Σ operations ÷ Σ watts` over the target loads and active idle, operations/W (the form of SPECpower results); `None`
/// where there is no power.
pub fn overall(levels: &[LoadLevel]) -> Option<f64> {
    let (operations, watts) = sums(levels);
    (watts > 0.0).then(|| operations / watts)
}

fn sums(levels: &[LoadLevel]) -> (f64, f64) {
    (levels.iter().map(|level| level.operations).sum(), levels.iter().map(|level| level.watts).sum())
}

pub(super) fn result(test: &ItTest, levels: &[LoadLevel]) -> (Vec<TestValue>, Vec<IndicatorInput>) {
    let (operations, watts) = sums(levels);
    let name = test.record.operations.as_deref().unwrap_or("ssj_ops");
    let from = test.record.table.as_ref().map_or("", |table| table.get_ref().as_str());
    let inputs = vec![
        IndicatorInput::new("Σ operations", operations, name, from),
        IndicatorInput::new("Σ watts", watts, "W", from),
    ];
    let formula = Text::new("Σ 操作数 ÷ Σ 功率", "Σ operations ÷ Σ watts");
    let value = overall(levels);
    let value = value.map(|value| TestValue::ratio(value, &format!("{name}/W"), formula, (operations, watts)));
    (value.into_iter().collect(), inputs)
}

/// Levels complete and in their order, operations falling with them, idle at the end and below the load.
pub(super) fn check(levels: &[LoadLevel], methods: &Methods, book: &mut Book<'_>) {
    let wanted = wanted(&methods.load_line);
    let list = |loads: &[f64]| loads.iter().map(|load| shown(*load)).collect::<Vec<_>>().join(", ");
    let loads: Vec<f64> = levels.iter().map(|level| level.load).collect();
    let same = loads.len() == wanted.len() && loads.iter().zip(&wanted).all(|(a, b)| (a - b).abs() < SAME_LOAD);
    book.figure(
        "load-levels",
        Text::new("负载等级齐全且按序", "load levels complete and in order"),
        Some(same),
        Text::new(format!("{} %（0 为空闲）", list(&loads)), format!("{} % (0 is idle)", list(&loads))),
        &methods.load_line.step,
    );
    let falling = levels.iter().zip(levels.iter().skip(1)).find(|(a, b)| a.operations <= b.operations);
    book.check(
        "operations-in-order",
        Text::new("操作数随负载下降", "operations fall with the load"),
        Some(falling.is_none()),
        match falling {
            None => Text::new("逐级下降", "each level has fewer than the one above"),
            Some((a, b)) => Text::new(
                format!(
                    "{} % 处 {}，{} % 处 {}",
                    shown(a.load),
                    shown(a.operations),
                    shown(b.load),
                    shown(b.operations)
                ),
                format!(
                    "{} at {} %, {} at {} %",
                    shown(a.operations),
                    shown(a.load),
                    shown(b.operations),
                    shown(b.load)
                ),
            ),
        },
    );
    check_idle(levels, book);
    check_duration(levels, methods, book);
}

/// Loads are whole percents.
const SAME_LOAD: f64 = 1e-9;

/// The target loads from the highest down, and idle.
fn wanted(line: &LoadLine) -> Vec<f64> {
    let mut loads = Vec::new();
    let mut load = line.highest.value;
    while load > line.lowest.value - SAME_LOAD && line.step.value > 0.0 {
        loads.push(load);
        load -= line.step.value;
    }
    loads.push(0.0);
    loads
}

fn check_idle(levels: &[LoadLevel], book: &mut Book<'_>) {
    let idle = levels.iter().find(|level| level.load <= 0.0).map(|level| level.watts);
    let least = levels.iter().filter(|level| level.load > 0.0).map(|level| level.watts).reduce(f64::min);
    let (below, found) = match (idle, least) {
        (Some(idle), Some(least)) => (
            idle < least && idle > 0.0,
            Text::new(
                format!("空闲 {} W，负载最低 {} W", shown(idle), shown(least)),
                format!("{} W at idle, {} W at the least under load", shown(idle), shown(least)),
            ),
        ),
        _ => (false, Text::new("没有空闲功率", "there is no power at idle")),
    };
    let title = Text::new("空闲功率低于负载功率", "idle below load");
    book.check("idle-below-load", title, Some(below), found);
}

fn check_duration(levels: &[LoadLevel], methods: &Methods, book: &mut Book<'_>) {
    let told: Vec<f64> = levels.iter().filter_map(|level| level.seconds).collect();
    let shortest = told.iter().copied().reduce(f64::min).filter(|_| told.len() == levels.len());
    let figure = &methods.checks.level_seconds;
    let found = match shortest {
        Some(seconds) => Text::new(format!("最短 {} s", shown(seconds)), format!("{} s at the least", shown(seconds))),
        None => Text::new("表中没有各级时长", "the table does not tell how long each level was measured"),
    };
    let title = Text::new("每级测量时长足够", "each level measured for long enough");
    book.figure("duration", title, shortest.map(|seconds| seconds >= figure.value), found, figure);
}
