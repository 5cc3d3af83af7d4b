//! The hour that daylight saving repeats: which of two readings of one civil time came second.
//!
//! When the clocks are set back, a file whose stamps carry no offset goes through an hour twice: `01:30` and, an hour
//! later, `01:30` again. Read one by one both are the first. The order of the file can tell them apart, and only where
//! it does so plainly is the second pass moved to its time:
//!
//! - the readings of the repeated hour follow each other in the file and fall into exactly two passes, each going
//!   forward in time;
//! - the reading before them in the file is from before the hour, and the reading after them from after it;
//! - the step from the last reading of the first pass to the first of the second is then no more than twice the widest
//!   step among them and the readings beside them: the stamps went back by about as far as the clocks did.
//!
//! Everything else stays as it was read: repeated or contradicting readings, which the series tells. Files in backward
//! order are read from their end. A file that begins or ends within the repeated hour stays as it was read where one
//! pass is not in it.

use super::Reading;
use crate::period::{Clock, FirstPass, Stamp};

/// The readings of a second pass: how many, and when the first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct SecondPass {
    /// How many readings were moved.
    pub count: u64,
    /// The first instant that one was moved to.
    pub first: Option<Stamp>,
}

impl SecondPass {
    /// What both tell together.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        let first = self.first.into_iter().chain(other.first).min();
        Self { count: self.count + other.count, first }
    }
}

/// How many times the widest step beside it the step between two passes may be.
const ABOUT: i64 = 2;

/// Moves the readings of second passes to their time; `readings` are one channel's of one file, in the file's order.
pub fn unfold(readings: &mut [Reading], clock: &Clock) -> SecondPass {
    let stamps = || readings.iter().map(|reading| reading.stamp);
    let (Some(from), Some(to)) = (stamps().min(), stamps().max()) else { return SecondPass::default() };
    let passes = clock.first_passes(from, to);
    let backward = readings.first().map(|reading| reading.stamp) > readings.last().map(|reading| reading.stamp);
    let turned = backward && !passes.is_empty();
    if turned {
        readings.reverse();
    }
    let moved = passes.into_iter().map(|pass| unfold_one(readings, pass));
    let moved = moved.fold(SecondPass::default(), SecondPass::and);
    if turned {
        readings.reverse();
    }
    moved
}

fn unfold_one(readings: &mut [Reading], pass: FirstPass) -> SecondPass {
    let Some(second) = second_pass(readings, pass) else { return SecondPass::default() };
    let mut moved = SecondPass::default();
    for reading in readings.get_mut(second).unwrap_or_default() {
        reading.stamp = reading.stamp.plus(pass.length());
        moved = moved.and(SecondPass { count: 1, first: Some(reading.stamp) });
    }
    moved
}

/// Where in the file the second pass is, if there is plainly one.
fn second_pass(readings: &[Reading], pass: FirstPass) -> Option<std::ops::Range<usize>> {
    let inside = |reading: &Reading| pass.holds(reading.stamp);
    let first = readings.iter().position(inside)?;
    let end = readings.iter().rposition(inside)? + 1;
    let block = readings.get(first..end)?;
    let before = first.checked_sub(1).and_then(|at| readings.get(at)).map(|reading| reading.stamp);
    let after = readings.get(end).map(|reading| reading.stamp);
    let in_place = block.iter().all(inside)
        && before.is_none_or(|stamp| stamp < pass.start)
        && after.is_none_or(|stamp| stamp >= pass.end);
    let mut backs = block.windows(2).enumerate().filter(|(_, pair)| !forward(pair)).map(|(at, _)| at + 1);
    let (Some(turn), None, true) = (backs.next(), backs.next(), in_place) else { return None };
    let (one, two) = block.split_at_checked(turn)?;
    let (last, next) = (one.last()?.stamp, two.first()?.stamp);
    let across = next.plus(pass.length()).since(last);
    // The reading before belongs to the first pass's time, the one after to the second's.
    let widest_inside = [one, two].into_iter().flat_map(|pass| pass.windows(2)).filter_map(step).max();
    let into = before.zip(one.first()).map(|(before, first)| first.stamp.since(before));
    let out_of = after.zip(two.last()).map(|(after, last)| after.since(last.stamp.plus(pass.length())));
    let widest = widest_inside.into_iter().chain(into).chain(out_of).max()?;
    (across <= widest.saturating_mul(ABOUT)).then_some(first + turn..end)
}

fn forward(pair: &[Reading]) -> bool {
    step(pair).is_some_and(|step| step > 0)
}

fn step(pair: &[Reading]) -> Option<i64> {
    Some(pair.last()?.stamp.since(pair.first()?.stamp))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::telemetry::StampReader;
    use proptest::prelude::*;

    const DENVER: &str = "America/Denver";

    /// Readings as they are read from civil times of 2017-11-05, on which Denver goes through 01:00 to 02:00 twice.
    fn read(times: &[&str]) -> Vec<Reading> {
        let mut stamps = StampReader::new(Clock::parse(DENVER).unwrap());
        let stamp = |time: &&str| stamps.parse(format!("2017-11-05 {time}").as_bytes()).unwrap();
        times.iter().map(stamp).zip(1..).map(|(stamp, value)| Reading { stamp, value: f64::from(value) }).collect()
    }

    /// The times of the day in UTC that the readings are put at.
    fn unfolded(times: &[&str]) -> (Vec<String>, u64) {
        let clock = Clock::parse(DENVER).unwrap();
        let mut readings = read(times);
        let moved = unfold(&mut readings, &clock);
        let utc = Clock::parse("+00:00").unwrap();
        let time = |reading: &Reading| utc.rfc3339(reading.stamp)[11..16].to_owned();
        (readings.iter().map(time).collect(), moved.count)
    }

    #[test]
    fn a_second_pass_through_the_hour_is_an_hour_later() {
        let (times, moved) = unfolded(&["00:30", "01:00", "01:30", "01:00", "01:30", "02:00"]);
        assert_eq!(times, ["06:30", "07:00", "07:30", "08:00", "08:30", "09:00"]);
        assert_eq!(moved, 2);
    }

    #[test]
    fn hourly_readings_show_the_second_pass_by_saying_the_same_time_again() {
        let (times, moved) = unfolded(&["00:00", "01:00", "01:00", "02:00"]);
        assert_eq!((times, moved), (["06:00", "07:00", "08:00", "09:00"].map(str::to_owned).to_vec(), 1));
    }

    #[test]
    fn a_file_in_backward_order_is_read_from_its_end_and_keeps_its_order() {
        let (times, moved) = unfolded(&["02:00", "01:30", "01:00", "01:30", "01:00", "00:30"]);
        assert_eq!(times, ["09:00", "08:30", "08:00", "07:30", "07:00", "06:30"]);
        assert_eq!(moved, 2);
    }

    #[test]
    fn what_is_not_plain_stays_as_it_was_read() {
        let cases: [&[&str]; 6] = [
            // One pass only.
            &["00:30", "01:00", "01:30", "02:00"],
            // Some rows sent again: the stamps go back by far less than the clocks.
            &["00:50", "01:00", "01:10", "01:20", "01:10", "01:20", "01:30", "01:40", "01:50", "02:00"],
            // Out of order.
            &["00:30", "01:30", "01:00", "01:45", "01:15", "02:00"],
            // A row of the hour elsewhere in the file.
            &["01:15", "00:45", "01:00", "01:30", "01:00", "01:30", "02:00"],
            // Three passes.
            &["00:30", "01:00", "01:30", "01:00", "01:30", "01:00", "01:30", "02:00"],
            // No reading of the hour.
            &["00:30", "02:00"],
        ];
        for times in cases {
            assert_eq!(unfolded(times).1, 0, "{times:?}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn a_logger_that_writes_civil_times_is_read_back_in_any_zone(
            zone in prop::sample::select(vec![DENVER, "Europe/Berlin", "Australia/Sydney", "Africa/Casablanca", "Asia/Shanghai"]),
            minutes in prop::sample::select(vec![5_i64, 15, 30, 60]),
            year in 2010_i64..2024,
        ) {
            let clock = Clock::parse(zone).unwrap();
            let start = Stamp((year - 1970) * 31_556_952_000_000_000).hour().start();
            let truth: Vec<Stamp> = (0..366 * 24 * 60 / minutes).map(|n| start.plus(n * minutes * 60_000_000_000)).collect();
            let mut stamps = StampReader::new(clock.clone());
            let written = truth.iter().map(|stamp| clock.civil(*stamp).to_string());
            let mut readings: Vec<Reading> =
                written.map(|text| Reading { stamp: stamps.parse(text.as_bytes()).unwrap(), value: 1.0 }).collect();
            let changes = clock.first_passes(start, *truth.last().unwrap());
            let moved = unfold(&mut readings, &clock);
            prop_assert_eq!(stamps.met_repeated_time(), zone != "Asia/Shanghai");
            prop_assert_eq!(readings.iter().map(|reading| reading.stamp).collect::<Vec<_>>(), truth);
            prop_assert!(moved.count > 0 || changes.is_empty());
        }
    }
}
