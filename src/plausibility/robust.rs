//! Statistics that single wild values do not move, and the correlation of two series.

/// The median; of an even count the lower of the two in the middle.
pub(crate) fn median(values: impl Iterator<Item = f64>) -> Option<f64> {
    quantile(values, 0.5)
}

/// The value below which this share of all values lies.
pub(super) fn quantile(values: impl Iterator<Item = f64>, share: f64) -> Option<f64> {
    let mut values: Vec<f64> = values.collect();
    let place = place_of(values.len(), share)?;
    Some(*values.select_nth_unstable_by(place, f64::total_cmp).1)
}

#[expect(clippy::as_conversions, reason = "a share of a length, rounded down, is within the length")]
fn place_of(length: usize, share: f64) -> Option<usize> {
    let last = length.checked_sub(1)?;
    Some(((last as f64 * share) as usize).min(last))
}

/// The median distance from the median. For a normal distribution it is 0.6745 of the standard deviation.
pub(super) fn spread(values: &[f64], median_value: f64) -> Option<f64> {
    median(values.iter().map(|value| (value - median_value).abs()))
}

/// A rate for people: one decimal where it is large, and as many as tell it where it is small.
pub(super) fn shown(rate: f64) -> String {
    let decimals = match rate.abs() {
        large if large >= 100.0 => 1,
        middle if middle >= 1.0 => 2,
        zero if zero <= 0.0 => 0,
        _ => 4,
    };
    format!("{rate:.decimals$}")
}

/// A count as a number.
pub(super) fn number(count: usize) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX))
}

/// Pearson's correlation of pairs, and the standard deviation of the first of each; `None` where one side is constant.
pub(super) fn correlation(pairs: &[(f64, f64)]) -> Option<(f64, f64)> {
    let count = number(pairs.len());
    let (sum_a, sum_b) = pairs.iter().fold((0.0, 0.0), |(a, b), pair| (a + pair.0, b + pair.1));
    let (mean_a, mean_b) = (sum_a / count, sum_b / count);
    let (mut aa, mut bb, mut ab) = (0.0, 0.0, 0.0);
    for (a, b) in pairs {
        let (a, b) = (a - mean_a, b - mean_b);
        aa += a * a;
        bb += b * b;
        ab += a * b;
    }
    (aa > 0.0 && bb > 0.0).then(|| (ab / (aa * bb).sqrt(), (aa / count).sqrt()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_wild_value_moves_neither_median_nor_spread() {
        let calm = [1.0, 2.0, 3.0, 4.0, 5.0];
        let wild = [1.0, 2.0, 3.0, 4.0, 25_550.0];
        for values in [calm, wild] {
            assert_eq!(median(values.into_iter()), Some(3.0));
            assert_eq!(spread(&values, 3.0), Some(1.0));
        }
        assert_eq!(median(std::iter::empty()), None);
        assert_eq!(quantile(wild.into_iter(), 1.0), Some(25_550.0));
    }

    #[test]
    fn a_small_rate_is_not_shown_as_nothing() {
        let cases = [(25_550.0, "25550.0"), (3987.64, "3987.6"), (2.67, "2.67"), (0.0734, "0.0734"), (0.0, "0")];
        for (rate, text) in cases {
            assert_eq!(shown(rate), text);
        }
    }

    #[test]
    fn a_series_correlates_with_itself_and_not_with_a_constant() {
        let pairs = |f: fn(f64) -> f64| (0..50).map(|x| (f64::from(x), f(f64::from(x)))).collect::<Vec<_>>();
        assert!((correlation(&pairs(|x| 3.0 * x + 1.0)).unwrap().0 - 1.0).abs() < 1e-12);
        assert!((correlation(&pairs(|x| -x)).unwrap().0 + 1.0).abs() < 1e-12);
        assert_eq!(correlation(&pairs(|_| 7.0)), None);
        assert_eq!(correlation(&[]), None);
    }
}
