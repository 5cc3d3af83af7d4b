//! How far readings usually lie apart: all of them, and the last few.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// How many distances tell what is usual before a gap: few, and one odd one is outvoted.
const LAST_FEW: usize = 3;

/// The distances between neighbouring readings, in nanoseconds.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub(super) struct Distances {
    /// How often each distance occurs, without the run of the same one that goes on.
    counts: BTreeMap<i64, u64>,
    /// The distance that came last, and how often in a row.
    run: (i64, u64),
    /// The last few since the last gap, the latest first.
    last: [i64; LAST_FEW],
    lasting: usize,
}

impl Distances {
    /// Takes the next distance in. Beyond `max_gap` it is a gap, and what was usual before tells nothing any more.
    #[inline]
    pub(super) fn add(&mut self, distance: i64, max_gap: i64) {
        if self.is_even(distance) {
            // The last few are this one already.
            return self.go_on(1);
        }
        if self.run.0 == distance {
            self.run.1 += 1;
        } else {
            self.begin_run(distance);
        }
        if distance > max_gap {
            self.lasting = 0;
        } else {
            let [first, second, _] = self.last;
            self.last = [distance, first, second];
            self.lasting = (self.lasting + 1).min(LAST_FEW);
        }
    }

    /// Whether a distance goes on with an even series, in which it is within the gap.
    #[inline]
    pub(super) const fn is_even(&self, distance: i64) -> bool {
        self.run.0 == distance && self.run.1 >= 3 && self.lasting == LAST_FEW
    }

    /// Takes more of the same distance in.
    #[inline]
    pub(super) const fn go_on(&mut self, count: u64) {
        self.run.1 += count;
    }

    fn begin_run(&mut self, distance: i64) {
        let (before, count) = std::mem::replace(&mut self.run, (distance, 1));
        if count > 0 {
            *self.counts.entry(before).or_default() += count;
        }
    }

    /// The distance usual just here: the median (of two the shorter) of the last three, none of them beyond a gap; `None`
    /// right after a gap. Only the last few count, because the sampling interval may change within a file.
    pub(super) fn usual_here(&self) -> Option<i64> {
        let mut last = self.last;
        let last = last.get_mut(..self.lasting)?;
        last.sort_unstable();
        last.get(last.len().checked_sub(1)? / 2).copied()
    }

    /// How many different ones there are.
    pub(super) fn count(&self) -> usize {
        self.counts.len()
    }

    /// The median of all, of two the longer; `None` where there is none.
    pub(super) fn usual(&mut self) -> Option<i64> {
        self.begin_run(0);
        self.run.1 = 0;
        let all: u64 = self.counts.values().sum();
        let mut before = 0;
        self.counts.iter().find_map(|(distance, count)| {
            before += count;
            (before > all / 2).then_some(*distance)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::period::Stamp;
    use crate::telemetry::Reading;
    use crate::telemetry::series::Series;
    use proptest::prelude::*;

    #[test]
    fn what_is_usual_before_a_gap_is_told_by_the_last_few_distances() {
        let mut distances = Distances::default();
        let stamps = [0, 15, 30, 45, 50, 55, 60, 500, 900, 960];
        let mut usual = vec![distances.usual_here()];
        for pair in stamps.windows(2) {
            distances.add(pair[1] - pair[0], 100);
            usual.push(distances.usual_here());
        }
        assert_eq!(usual[0], None, "there is nothing before the first");
        assert_eq!(usual[3], Some(15));
        assert_eq!(usual[4], Some(15), "one that is shorter is outvoted");
        assert_eq!(usual[6], Some(5));
        assert_eq!(usual[7], None, "what lies beyond a gap does not count");
        assert_eq!(usual[9], Some(60));
    }

    proptest! {
        #[test]
        fn the_usual_distance_is_that_of_the_whole_series(steps in prop::collection::vec(1_i64..9, 0..60)) {
            let mut distances = Distances::default();
            steps.iter().for_each(|step| distances.add(*step, 5));
            let mut at = 0;
            let stamps = std::iter::once(0).chain(steps.iter().map(|step| { at += step; at }));
            let readings = stamps.map(|stamp| Reading { stamp: Stamp(stamp), value: 1.0 }).collect();
            prop_assert_eq!(distances.usual(), Series::settle(readings).usual_distance());
        }
    }
}
