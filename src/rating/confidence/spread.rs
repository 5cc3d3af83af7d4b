//! How values are spread: mean, standard deviation, the interval that holds 95 % of them, steps.

use super::record::{Histogram, Interval, Simulated};

/// Into how many steps a histogram is divided.
const STEPS: u32 = 40;
/// How far from the mean its first and last step are, in standard deviations.
const REACH: f64 = 4.0;

/// The mean, and the standard deviation about it (JCGM 101, 7.6).
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Moments {
    pub mean: f64,
    pub standard: f64,
}

impl Moments {
    /// `None` of no values.
    pub fn of(values: &[f64]) -> Option<Self> {
        let count = f64::from(u32::try_from(values.len()).ok()?);
        if values.is_empty() {
            return None;
        }
        let mean = values.iter().sum::<f64>() / count;
        let squares: f64 = values.iter().map(|value| (value - mean).powi(2)).sum();
        Some(Self { mean, standard: (squares / (count - 1.0).max(1.0)).sqrt() })
    }
}

/// The probabilistically symmetric interval that holds 95 % of the values (JCGM 101, 7.7): as many are below as above.
/// Puts the values into another order; `None` of no values.
pub(super) fn interval(values: &mut [f64]) -> Option<Interval> {
    let last = values.len().checked_sub(1)?;
    let held = (values.len() * 95).div_ceil(100);
    let below = (values.len() - held).div_ceil(2);
    let low = below.saturating_sub(1);
    let (_, low_end, above) = values.select_nth_unstable_by(low, f64::total_cmp);
    let low_end = *low_end;
    let high = (below + held).saturating_sub(1).min(last);
    let high_end = match high.checked_sub(low + 1) {
        Some(further) => *above.select_nth_unstable_by(further, f64::total_cmp).1,
        None => low_end,
    };
    Some(Interval { low: low_end, high: high_end })
}

/// All of it; `None` of no values.
pub(super) fn simulated(id: &str, mut values: Vec<f64>) -> Option<Simulated> {
    let Moments { mean, standard } = Moments::of(&values)?;
    let histogram = histogram(&values, mean, standard);
    Some(Simulated { id: id.to_owned(), mean, standard, interval: interval(&mut values)?, histogram })
}

fn histogram(values: &[f64], mean: f64, standard: f64) -> Histogram {
    let least = values.iter().copied().fold(f64::INFINITY, f64::min).max(mean - REACH * standard);
    let most = values.iter().copied().fold(f64::NEG_INFINITY, f64::max).min(mean + REACH * standard);
    let step = (most - least) / f64::from(STEPS);
    if step.is_nan() || step <= 0.0 {
        let all = u64::try_from(values.len()).unwrap_or(u64::MAX);
        return Histogram { from: least, step: 0.0, counts: vec![all] };
    }
    let inner_ends: Vec<f64> = (1..STEPS).map(|end| least + f64::from(end) * step).collect();
    let mut counts = vec![0; inner_ends.len() + 1];
    for value in values {
        let place = inner_ends.partition_point(|end| end <= value);
        if let Some(count) = counts.get_mut(place) {
            *count += 1;
        }
    }
    Histogram { from: least, step, counts }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_interval_leaves_as_many_below_as_above() {
        let mut values: Vec<f64> = (1..=1000_u32).rev().map(f64::from).collect();
        assert_eq!(interval(&mut values), Some(Interval { low: 25.0, high: 975.0 }));
        assert_eq!(interval(&mut [7.0]), Some(Interval { low: 7.0, high: 7.0 }));
        assert_eq!(interval(&mut [2.0, 1.0]), Some(Interval { low: 1.0, high: 2.0 }));
        assert_eq!(interval(&mut []), None);
    }

    #[test]
    fn a_histogram_counts_every_value_once_and_what_is_far_off_at_its_ends() {
        let mut values: Vec<f64> = (0..4000_u32).map(|n| f64::from(n % 40) + 0.5).collect();
        values.push(1e6);
        let all = simulated("a", values).unwrap();
        assert_eq!(all.histogram.counts.iter().sum::<u64>(), 4001);
        assert_eq!(all.histogram.counts.len(), 40);
        assert!(all.histogram.from >= 0.5);
        let same = simulated("a", vec![3.0; 10]).unwrap();
        assert_eq!((same.mean, same.standard), (3.0, 0.0));
        assert_eq!(same.histogram, Histogram { from: 3.0, step: 0.0, counts: vec![10] });
    }
}
