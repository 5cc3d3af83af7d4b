//! A meter's readings in order of time, each instant once.

use super::Reading;
use crate::period::Stamp;

/// Readings in order of time, each instant once, and what was dropped to make it so.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Series {
    /// In order of time.
    pub readings: Vec<Reading>,
    /// How many readings said the same as another of the same instant.
    pub repeats: u64,
    /// The first instant of which a reading was repeated.
    pub first_repeat: Option<Stamp>,
    /// The instants with readings that contradict each other; none of those readings is kept.
    pub conflicts: Vec<Stamp>,
}

impl Series {
    /// Puts readings in order. The order in which they come does not matter for the result.
    pub fn settle(mut readings: Vec<Reading>) -> Self {
        let in_order = readings.is_sorted_by(|a, b| a.stamp < b.stamp);
        if in_order {
            return Self { readings, ..Self::default() };
        }
        readings.sort_unstable_by(|a, b| a.stamp.cmp(&b.stamp).then(a.value.total_cmp(&b.value)));
        let mut settled = Self::default();
        for same in readings.chunk_by(|a, b| a.stamp == b.stamp) {
            let Some((first, rest)) = same.split_first() else { continue };
            if rest.iter().all(|other| other.value.to_bits() == first.value.to_bits()) {
                settled.repeats += u64::try_from(rest.len()).unwrap_or(u64::MAX);
                let repeated = (!rest.is_empty()).then_some(first.stamp);
                settled.first_repeat = settled.first_repeat.or(repeated);
                settled.readings.push(*first);
            } else {
                settled.conflicts.push(first.stamp);
            }
        }
        settled
    }

    /// The median distance between neighbours, in nanoseconds; `None` for fewer than two readings.
    pub fn usual_distance(&self) -> Option<i64> {
        let mut distances: Vec<i64> =
            self.readings.windows(2).filter_map(|pair| Some(pair.last()?.stamp.since(pair.first()?.stamp))).collect();
        let middle = distances.len() / 2;
        (!distances.is_empty()).then(|| *distances.select_nth_unstable(middle).1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reading(stamp: i64, value: f64) -> Reading {
        Reading { stamp: Stamp(stamp), value }
    }

    #[test]
    fn equal_repeats_are_kept_once_and_counted() {
        let series = Series::settle(vec![reading(2, 5.0), reading(1, 4.0), reading(2, 5.0)]);
        assert_eq!(series.readings, [reading(1, 4.0), reading(2, 5.0)]);
        assert_eq!((series.repeats, series.first_repeat), (1, Some(Stamp(2))));
        assert_eq!(series.conflicts, []);
    }

    #[test]
    fn contradicting_readings_are_all_dropped_and_named() {
        let series = Series::settle(vec![reading(1, 4.0), reading(2, 5.0), reading(2, 6.0)]);
        assert_eq!(series.readings, [reading(1, 4.0)]);
        assert_eq!(series.conflicts, [Stamp(2)]);
    }

    #[test]
    fn the_usual_distance_is_the_median() {
        let series = Series::settle([0, 5, 10, 15, 1000].map(|stamp| reading(stamp, 1.0)).to_vec());
        assert_eq!(series.usual_distance(), Some(5));
        assert_eq!(Series::settle(vec![reading(0, 1.0)]).usual_distance(), None);
    }
}
