//! Times until something is over, of which some are not over yet: the product-limit estimate.
//!
//! `S(t) = Π (n_i − d_i) ÷ n_i` over the times `t_i ≤ t` at which `d_i` of the `n_i` that were still seen are over
//! (Kaplan and Meier, J. Am. Stat. Assoc. 53, 1958). What is still open only leaves the `n_i` of longer times: it is
//! neither left out, which would make the mean too short, nor taken as over.

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::ToPrimitive;

use super::rates::{count, float};
use super::record::Durations;
use crate::period::HOUR_NANOS;

/// A time that was seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Seen {
    /// How long, in nanoseconds.
    pub(super) nanos: i64,
    /// Whether it was not over then. At one time what is over comes first, as is the custom.
    pub(super) open: bool,
}

/// How far a product of fractions may be from the share that it stands for.
const AGREE: f64 = 1e-12;

/// The distribution of some times; `None` where there are none.
pub(super) fn durations(mut seen: Vec<Seen>) -> Option<Durations> {
    seen.sort_unstable();
    let longest = seen.last()?;
    let open = count(seen.iter().filter(|one| one.open));
    let ended = count(seen.iter()) - open;
    let ended_nanos: i128 = seen.iter().filter(|one| !one.open).map(|one| i128::from(one.nanos)).sum();
    let steps = survival(&seen);
    Some(Durations {
        ended,
        open,
        ended_hours: hours(ended_nanos, 1),
        mean_hours: mean(&seen),
        mean_is_lower_bound: longest.open,
        median_hours: quantile(&steps, 0.5),
        p90_hours: quantile(&steps, 0.9),
    })
}

/// The times at which something is over, each with the share that lasts longer.
fn survival(seen: &[Seen]) -> Vec<(i64, f64)> {
    let mut steps: Vec<(i64, f64)> = Vec::new();
    let mut share = 1.0;
    let mut at_risk = count(seen.iter());
    for one_time in seen.chunk_by(|one, next| one.nanos == next.nanos) {
        let over = count(one_time.iter().filter(|one| !one.open));
        if over > 0 {
            share *= float(at_risk - over) / float(at_risk);
            steps.extend(one_time.first().map(|one| (one.nanos, share)));
        }
        at_risk -= count(one_time);
    }
    steps
}

/// `∫ S(t) dt` from zero to the longest time seen, in hours.
///
/// Until something leaves that is open, `S` goes down as the number of those that last longer. From one such leaving to the
/// next these numbers are added up over time, and divided at the very end, so that a mean of 4 h is the 4 of a figure.
fn mean(seen: &[Seen]) -> f64 {
    struct Stretch {
        first: u64,
        last: u64,
        nanos: i128,
    }
    let mut at_risk = count(seen.iter());
    let mut stretch = Stretch { first: at_risk, last: at_risk, nanos: 0 };
    let (mut stretches, mut from) = (Vec::new(), 0);
    for one_time in seen.chunk_by(|one, next| one.nanos == next.nanos) {
        let to = one_time.first().map_or(from, |one| one.nanos);
        stretch.nanos += i128::from(at_risk) * i128::from(to - from);
        let left = count(one_time.iter().filter(|one| one.open));
        at_risk -= count(one_time);
        stretch.last = at_risk + left;
        from = to;
        if left > 0 {
            stretches.push(std::mem::replace(&mut stretch, Stretch { first: at_risk, last: at_risk, nanos: 0 }));
        }
    }
    stretches.extend((stretch.first > 0).then_some(stretch));
    let (mut over, mut under) = (BigInt::ZERO, BigInt::from(1));
    for Stretch { first, last, nanos } in stretches.into_iter().rev() {
        (over, under) = (&under * nanos + over * last, under * first);
    }
    hours(over, under)
}

/// The shortest time within which at least `part` is over, in hours.
fn quantile(steps: &[(i64, f64)], part: f64) -> Option<f64> {
    let reached = steps.iter().find(|(_, longer)| *longer <= 1.0 - part + AGREE)?;
    Some(hours(reached.0, 1))
}

/// The double nearest to so many nanoseconds by so many, in hours.
fn hours(nanos: impl Into<BigInt>, by: impl Into<BigInt>) -> f64 {
    BigRational::new_raw(nanos.into(), by.into() * HOUR_NANOS).to_f64().unwrap_or(f64::NAN)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(ended: &[f64], open: &[f64]) -> Durations {
        #[expect(clippy::as_conversions, reason = "small numbers of hours")]
        let seen = |hours: &f64, open| Seen { nanos: (hours * HOUR_NANOS as f64) as i64, open };
        let all = ended.iter().map(|hours| seen(hours, false)).chain(open.iter().map(|hours| seen(hours, true)));
        durations(all.collect()).unwrap()
    }

    fn close(value: f64, expected: f64) {
        assert!((value - expected).abs() < 1e-12, "{value} is not {expected}");
    }

    #[test]
    fn the_published_check_value_comes_out() {
        // 100 h in 12 faults: 100 ÷ 12 = 8.333… h, printed as 8.3 h.
        let times = [1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0, 10.0, 15.0, 30.0];
        let all = of(&times, &[]);
        assert_eq!((all.ended, all.open, all.ended_hours), (12, 0, 100.0));
        close(all.mean_hours, 100.0 / 12.0);
        assert!(!all.mean_is_lower_bound);
        // 6 of 12 are half; 11 of 12 are the first nine tenths (10.8).
        assert_eq!((all.median_hours, all.p90_hours), (Some(6.0), Some(15.0)));
    }

    #[test]
    fn a_quantile_is_reached_exactly_at_its_share() {
        // Nine of ten are nine tenths; with eight at one hour and two at two, the ninth is at two.
        let tenths: Vec<f64> = (1..=10).map(f64::from).collect();
        assert_eq!(of(&tenths, &[]).p90_hours, Some(9.0));
        assert_eq!(of(&tenths, &[]).median_hours, Some(5.0));
        let mut nine = vec![1.0; 9];
        nine.push(2.0);
        assert_eq!(of(&nine, &[]).p90_hours, Some(1.0));
        let mut eight = vec![1.0; 8];
        eight.extend([2.0, 2.0]);
        assert_eq!(of(&eight, &[]).p90_hours, Some(2.0));
        assert_eq!(of(&[4.0], &[]).median_hours, Some(4.0));
    }

    #[test]
    fn what_is_still_open_makes_times_longer_and_never_shorter() {
        // Over at 1, 2 and 4 h, open at 3 h. S = 3/4 from 1 h, 3/4 · 2/3 = 1/2 from 2 h, and from 4 h, where only one
        // was still seen, 1/2 · 0 = 0. The mean is 1·1 + 1·3/4 + 2·1/2 = 2.75 h; without the open one it would be 7/3 h.
        let with = of(&[1.0, 2.0, 4.0], &[3.0]);
        assert_eq!((with.ended, with.open), (3, 1));
        close(with.mean_hours, 2.75);
        assert!(!with.mean_is_lower_bound, "the longest time is over");
        assert_eq!((with.median_hours, with.p90_hours), (Some(2.0), Some(4.0)));
        close(of(&[1.0, 2.0, 4.0], &[]).mean_hours, 7.0 / 3.0);
    }

    #[test]
    fn a_quantile_that_is_not_reached_is_not_told_and_the_mean_is_a_lower_bound() {
        // Over at 1 h, open at 2, 3 and 8 h: S = 3/4 from 1 h on. The mean up to 8 h is 1 + 7·3/4 = 6.25 h.
        let open = of(&[1.0], &[2.0, 3.0, 8.0]);
        assert_eq!((open.median_hours, open.p90_hours), (None, None));
        close(open.mean_hours, 6.25);
        assert!(open.mean_is_lower_bound);
        // Nothing is over: all that is known is that it lasts at least as long as the longest.
        let none = of(&[], &[2.0, 5.0]);
        assert_eq!((none.ended, none.ended_hours, none.median_hours), (0, 0.0, None));
        close(none.mean_hours, 5.0);
        assert!(durations(Vec::new()).is_none());
    }

    #[test]
    fn a_mean_that_is_a_whole_number_is_that_number() {
        // Two of five are open at 1 h, and S goes down by thirds at 2, 4 and 6 h: 2 + 2 · 2/3 + 2 · 1/3 = 4.
        assert_eq!(of(&[2.0, 4.0, 6.0], &[1.0, 1.0]).mean_hours, 4.0);
    }

    #[test]
    fn at_one_time_what_is_over_comes_before_what_is_open() {
        // Over at 2 h and open at 2 h: one of the two is over, S = 1/2.
        assert_eq!(of(&[2.0], &[2.0]).median_hours, Some(2.0));
        close(of(&[2.0], &[2.0]).mean_hours, 2.0);
    }
}
