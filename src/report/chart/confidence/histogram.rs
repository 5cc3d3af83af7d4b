//! The trials of a quantity as steps.

use crate::rating::confidence::Simulated;

/// The steps of a histogram: from, to, and how many.
pub(super) fn steps(simulated: &Simulated) -> impl Iterator<Item = (f64, f64, f64)> {
    let (from, step) = (simulated.histogram.from, simulated.histogram.step);
    let at = move |index: u32| from + step * f64::from(index);
    simulated.histogram.counts.iter().zip(0..).map(move |(count, index)| (at(index), at(index + 1), real(*count)))
}

/// From the first step that anything fell into to the last.
pub(super) fn spread(simulated: &Simulated) -> (f64, f64) {
    let filled = steps(simulated).filter(|(.., count)| *count > 0.0);
    filled.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), (from, to, _)| (low.min(from), high.max(to)))
}

/// Which part of the trials fell between two ends, a step that a limit cuts shared out by its width.
pub(super) fn part_within(simulated: &Simulated, (low, high): (f64, f64)) -> f64 {
    let (mut within, mut all) = (0.0, 0.0);
    for (from, to, count) in steps(simulated) {
        within += count * ((high.min(to) - low.max(from)) / (to - from)).clamp(0.0, 1.0);
        all += count;
    }
    if all > 0.0 { within / all } else { 0.0 }
}

#[expect(clippy::as_conversions, reason = "a count of trials is far below 2^53")]
pub(super) fn real(count: u64) -> f64 {
    count as f64
}
