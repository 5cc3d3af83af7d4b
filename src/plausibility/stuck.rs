//! A value that stays the same for hours while the meter otherwise varies: a stuck register, or a value carried on.

use super::found::Found;
use super::robust::{number, shown};
use super::scene::{Point, Scene, Trace};
use crate::period::Hour;
use crate::telemetry::Severity;
use crate::text::Text;

/// Hours of one value in a row that are stuck. Half a day: the load of a data centre moves by some percent within it,
/// many times the last digit of its meters.
const LEAST_HOURS: usize = 12;
/// Where more than this share of the other neighbouring hours are equal too, the meter's last digit is coarse beside
/// its load, and equal hours say nothing.
const COARSE: f64 = 0.2;
/// Where more than this share of all hours is stuck, the meter does not otherwise vary.
const MOSTLY: f64 = 0.5;

pub(super) fn find(scene: &Scene<'_>) -> Vec<Found> {
    scene.traces.iter().filter_map(stuck).collect()
}

fn stuck(trace: &Trace<'_>) -> Option<Found> {
    let highest = trace.rates().fold(0.0, f64::max);
    // A plant that stands still reads zero, and a facility does not; a source may give all it can for days.
    let counts = |point: &&Point| match (trace.key && trace.is_load(), trace.is_source()) {
        (true, _) => true,
        (false, is_source) => point.rate != 0.0 && !(is_source && point.rate >= highest),
    };
    if longest_run(trace.hourly().filter(counts)) < LEAST_HOURS {
        return None;
    }
    let points: Vec<&Point> = trace.hourly().filter(counts).collect();
    let runs: Vec<&[&Point]> = points.chunk_by(|a, b| goes_on(a, b)).collect();
    let stuck: Vec<&[&Point]> = runs.iter().copied().filter(|run| run.len() >= LEAST_HOURS).collect();
    let hours: Vec<Hour> = stuck.iter().flat_map(|run| run.iter().map(|point| point.hour)).collect();
    let others = points.len() - hours.len();
    let equal_neighbours = others - (runs.len() - stuck.len());
    if number(hours.len()) > MOSTLY * number(points.len()) || number(equal_neighbours) > COARSE * number(others) {
        return None;
    }
    let longest = stuck.iter().max_by_key(|run| run.len())?;
    let (length, value, unit) = (longest.len(), shown(longest.first()?.rate), trace.unit());
    let text = Text::new(
        format!("读数连续 {length} 小时停在 {value} {unit} 不变，而其余时间有波动"),
        format!("the reading stays at {value} {unit} for {length} hours on end, while it varies otherwise"),
    );
    let advice = Text::new(
        "检查采集器与通信；卡死期间的读数请删去（缺失不等于零），或用表计底码补上",
        "check the logger and its line; leave the stuck readings out (missing is not zero), or fill them in from the meter's own register",
    );
    Some(Found::new("stuck-values", Severity::Warning, text, advice).on(trace.meter.name()).in_hours(hours))
}

/// How many hours the longest run of one value has.
fn longest_run<'a>(points: impl Iterator<Item = &'a Point>) -> usize {
    let (mut last, mut run, mut longest): (Option<&Point>, usize, usize) = (None, 0, 0);
    for point in points {
        run = if last.is_some_and(|last| goes_on(last, point)) { run + 1 } else { 1 };
        (last, longest) = (Some(point), longest.max(run));
    }
    longest
}

/// Whether the next hour has the very same value throughout.
fn goes_on(a: &Point, b: &Point) -> bool {
    let same = |x: f64, y: f64| x.to_bits() == y.to_bits();
    a.hour.next() == b.hour && same(a.min, a.max) && same(b.min, b.max) && same(a.min, b.min)
}
