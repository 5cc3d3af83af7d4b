//! The mean over a window of a trace, and what a trace must satisfy.
//!
//! - **Power, utilisation**: the mean over time of the samples in the window, each of which stands until the next. Where
//!   they are evenly spaced it is the mean of the samples, as published results of HPL have it; a logger that speeds up for
//!   a while does not make that while count for more.
//! - **Counter**: the energy between the window's ends, interpolated between the readings on either side of each.
//!
//! Columns of power and energy are added up.

use super::checks::{Book, shown};
use super::methods::Methods;
use crate::facility::it_tests::{Column, ItTest, ReadingKind};
use crate::period::{Period, Stamp};
use crate::telemetry::Reading;
use crate::telemetry::series::Series;
use crate::text::Text;

/// What a trace says of a window.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Metered {
    /// The mean power of all columns, W.
    pub watts: f64,
    /// How long the window is, s.
    pub seconds: f64,
}

const NANOS: f64 = 1e9;

/// The mean power over a window; `None` where a column has nothing in it.
pub fn metered(columns: &[Column], kind: ReadingKind, window: Period) -> Option<Metered> {
    let seconds = seconds(window.end.since(window.start));
    let means = columns.iter().map(|column| match kind {
        ReadingKind::Counter => {
            let at = |stamp| interpolated(&column.series, stamp);
            Some((at(window.end)? - at(window.start)?) / seconds)
        }
        ReadingKind::Power | ReadingKind::Utilisation => mean(column, window),
    });
    let watts: Option<f64> = means.sum();
    watts.filter(|_| !columns.is_empty()).map(|watts| Metered { watts, seconds })
}

/// The mean over time of a column's samples in a window.
///
/// A sample counts for the whole time until the next, also across the window's end, and none from before its start: so
/// evenly spaced samples weigh the same, as in published means.
pub(super) fn mean(column: &Column, window: Period) -> Option<f64> {
    let readings = &column.series.readings;
    // Nothing follows the last reading, and one alone has no distance at all.
    let usual = column.series.usual_distance().unwrap_or(1);
    let next = readings.iter().skip(1).map(Some).chain([None]);
    let inside = readings.iter().zip(next).filter(|(reading, _)| window.holds(reading.stamp));
    let (sum, time) = inside.fold((0.0, 0.0), |(sum, time), (reading, next)| {
        let held = seconds(next.map_or(usual, |next| next.stamp.since(reading.stamp)));
        (sum + reading.value * held, time + held)
    });
    (time > 0.0).then(|| sum / time)
}

/// A counter at an instant between two of its readings.
fn interpolated(series: &Series, stamp: Stamp) -> Option<f64> {
    let after = series.readings.partition_point(|reading| reading.stamp < stamp);
    let next = series.readings.get(after)?;
    if next.stamp == stamp {
        return Some(next.value);
    }
    let before = series.readings.get(after.checked_sub(1)?)?;
    let part = seconds(stamp.since(before.stamp)) / seconds(next.stamp.since(before.stamp));
    Some(before.value + (next.value - before.value) * part)
}

#[expect(clippy::as_conversions, reason = "a test lasts far less than 2^53 nanoseconds' worth of error")]
fn seconds(nanos: i64) -> f64 {
    nanos as f64 / NANOS
}

/// The window inside the trace, long enough, sampled finely and evenly, without contradictions and resets.
pub(super) fn check(test: &ItTest, columns: &[Column], kind: ReadingKind, methods: &Methods, book: &mut Book<'_>) {
    let Some(window) = test.window else { return };
    inside(columns, kind, window, book);
    let asked = methods.kind(test.record.kind);
    if let Some(shortest) = asked.and_then(|kind| kind.shortest.as_ref()) {
        let length = seconds(window.end.since(window.start));
        let title = Text::new("时长足够", "long enough");
        let found = Text::new(format!("{} s", shown(length)), format!("{} s", shown(length)));
        book.figure("duration", title, Some(length >= shortest.value), found, shortest);
    }
    let steps: Vec<Steps> = columns.iter().filter_map(|column| Steps::of(&column.series, window)).collect();
    let longest = steps.iter().map(|steps| steps.longest).max().unwrap_or_default();
    let found = match steps.as_slice() {
        [] => Text::new("时窗内不足两个读数", "fewer than two readings in the window"),
        _ => Text::new(
            format!("最长间隔 {} s", shown(seconds(longest))),
            format!("{} s apart at the most", shown(seconds(longest))),
        ),
    };
    let there = steps.len() == columns.len();
    if let Some(farthest) = asked.and_then(|kind| kind.farthest.as_ref()) {
        let title = Text::new("采样足够密", "sampling fine enough");
        let fine = there && seconds(longest) <= farthest.value;
        book.figure("sampling", title, Some(fine), found, farthest);
    }
    if kind == ReadingKind::Counter {
        return counter(columns, window, book);
    }
    let uneven = &methods.checks.uneven;
    let even = |steps: &Steps| seconds(steps.longest) <= seconds(steps.usual) * uneven.value;
    let title = Text::new("采样均匀", "samples evenly spaced");
    let times = steps.iter().map(|steps| seconds(steps.longest) / seconds(steps.usual.max(1))).fold(0.0, f64::max);
    let found = Text::new(
        format!("最长间隔为通常间隔的 {} 倍", shown(times)),
        format!("the longest distance is {} times the usual one", shown(times)),
    );
    book.figure("even-sampling", title, Some(there && steps.iter().all(even)), found, uneven);
    contradictions(columns, window, book);
}

fn inside(columns: &[Column], kind: ReadingKind, window: Period, book: &mut Book<'_>) {
    let outside = columns.iter().find(|column| {
        let readings = &column.series.readings;
        let (Some(first), Some(last)) = (readings.first(), readings.last()) else { return true };
        // A sample stands for the time until the next; a counter's reading for no time at all.
        let hold = match kind {
            ReadingKind::Counter => 0,
            ReadingKind::Power | ReadingKind::Utilisation => column.series.usual_distance().unwrap_or_default(),
        };
        first.stamp > window.start || last.stamp.plus(hold) < window.end
    });
    let found = match outside {
        None => Text::new("在记录之内", "inside"),
        Some(column) => Text::new(
            format!("“{}”列的记录没有覆盖整个时窗", column.name),
            format!("the trace of the column `{}` does not span it", column.name),
        ),
    };
    book.check(
        "window-in-trace",
        Text::new("时窗在记录之内", "the window inside the trace"),
        Some(outside.is_none()),
        found,
    );
}

fn counter(columns: &[Column], window: Period, book: &mut Book<'_>) {
    let back = columns.iter().any(|column| {
        let readings = &column.series.readings;
        readings
            .iter()
            .zip(readings.iter().skip(1))
            .any(|(a, b)| b.value < a.value && a.stamp < window.end && b.stamp > window.start)
    });
    let found =
        if back { Text::new("计数器回退", "it goes back") } else { Text::new("只增不减", "it never does") };
    book.check("counter-rises", Text::new("计数器不回退", "the counter never goes back"), Some(!back), found);
    contradictions(columns, window, book);
}

fn contradictions(columns: &[Column], window: Period, book: &mut Book<'_>) {
    let count =
        columns.iter().flat_map(|column| &column.series.conflicts).filter(|stamp| window.holds(**stamp)).count();
    let title = Text::new("读数不自相矛盾", "no readings that contradict each other");
    let found = Text::new(format!("{count} 个时刻矛盾"), format!("{count} instants contradict"));
    book.check("no-contradictions", title, Some(count == 0), found);
}

/// How far apart readings in a window are, in nanoseconds.
struct Steps {
    longest: i64,
    usual: i64,
}

impl Steps {
    /// The distances that touch the window; `None` for fewer than two readings in it.
    fn of(series: &Series, window: Period) -> Option<Self> {
        let readings = &series.readings;
        let pairs = readings.iter().zip(readings.iter().skip(1));
        let touching = pairs.filter(|(a, b)| a.stamp < window.end && b.stamp > window.start);
        let mut steps: Vec<i64> = touching.map(|(a, b)| b.stamp.since(a.stamp)).collect();
        steps.sort_unstable();
        let usual = *steps.get(steps.len() / 2)?;
        let enough = readings.iter().filter(|reading| window.holds(reading.stamp)).nth(1).is_some();
        enough.then_some(Self { longest: steps.last().copied().unwrap_or(usual), usual })
    }
}

/// The power of all columns over the whole trace, W, for charts: at each stamp of the first column, and of the others what
/// they last said.
pub fn power_line(columns: &[Column], kind: ReadingKind) -> Vec<Reading> {
    let lines: Vec<Vec<Reading>> = columns.iter().map(|column| momentary(&column.series.readings, kind)).collect();
    let Some((first, others)) = lines.split_first() else { return Vec::new() };
    let at = |line: &Vec<Reading>, stamp: Stamp| {
        let after = line.partition_point(|reading| reading.stamp <= stamp);
        Some(line.get(after.checked_sub(1)?)?.value)
    };
    let sum = |reading: &Reading| {
        let rest: Option<f64> = others.iter().map(|line| at(line, reading.stamp)).sum();
        Some(Reading { stamp: reading.stamp, value: reading.value + rest? })
    };
    first.iter().filter_map(sum).collect()
}

/// Momentary powers, of a counter the mean until its next reading.
fn momentary(readings: &[Reading], kind: ReadingKind) -> Vec<Reading> {
    if kind != ReadingKind::Counter {
        return readings.to_vec();
    }
    let pairs = readings.iter().zip(readings.iter().skip(1)).filter(|(a, b)| b.value >= a.value);
    pairs
        .map(|(a, b)| Reading { stamp: a.stamp, value: (b.value - a.value) / seconds(b.stamp.since(a.stamp)) })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A column of readings, each at so many seconds.
    fn column(readings: &[(i64, f64)]) -> Column {
        let reading = |(second, value): &(i64, f64)| Reading { stamp: Stamp(second * 1_000_000_000), value: *value };
        let readings = readings.iter().map(reading).collect();
        Column { name: String::new(), series: Series { readings, ..Series::default() } }
    }

    fn line(columns: &[Column], kind: ReadingKind) -> Vec<(i64, f64)> {
        power_line(columns, kind).iter().map(|one| (one.stamp.0 / 1_000_000_000, one.value)).collect()
    }

    #[test]
    fn the_line_of_a_chart_adds_to_the_first_column_what_the_others_last_said() {
        let columns = [column(&[(0, 100.0), (10, 110.0), (20, 120.0)]), column(&[(5, 1.0), (20, 2.0)])];
        assert_eq!(
            line(&columns, ReadingKind::Power),
            [(10, 111.0), (20, 122.0)],
            "at 0 s the second has said nothing"
        );
        assert_eq!(line(&columns[1..], ReadingKind::Power), [(5, 1.0), (20, 2.0)]);
    }

    #[test]
    fn the_line_of_a_counter_is_the_mean_power_until_its_next_reading_and_not_told_over_a_reset() {
        let counter = column(&[(0, 1000.0), (10, 3000.0), (15, 500.0), (25, 1500.0)]);
        assert_eq!(line(&[counter], ReadingKind::Counter), [(0, 200.0), (15, 100.0)]);
    }
}
