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

/// How many pairs are added up side by side, each in a lane of its own, so that no addition waits for another.
const LANES: usize = 8;

/// The sums of a lane.
#[derive(Clone, Copy, Default)]
struct Moments {
    count: f64,
    a: f64,
    b: f64,
    aa: f64,
    bb: f64,
    ab: f64,
}

impl Moments {
    fn take(&mut self, a: f64, b: f64) {
        let (a, b, one) = if a.is_nan() || b.is_nan() { (0.0, 0.0, 0.0) } else { (a, b, 1.0) };
        self.count += one;
        self.a += a;
        self.b += b;
        self.aa += a * a;
        self.bb += b * b;
        self.ab += a * b;
    }

    fn and(self, other: Self) -> Self {
        Self {
            count: self.count + other.count,
            a: self.a + other.a,
            b: self.b + other.b,
            aa: self.aa + other.aa,
            bb: self.bb + other.bb,
            ab: self.ab + other.ab,
        }
    }
}

/// The correlation of two series in one go, to some 1e-9 and much faster than [`correlation`]; what is not a number on
/// either side is left out. Infinite where it may be farther off than that.
pub(super) fn rough_correlation(a: &[f64], b: &[f64]) -> f64 {
    let mut lanes = [Moments::default(); LANES];
    for (a, b) in a.chunks(LANES).zip(b.chunks(LANES)) {
        for (lane, (a, b)) in lanes.iter_mut().zip(a.iter().zip(b)) {
            lane.take(*a, *b);
        }
    }
    let Moments { count, a, b, aa, bb, ab } = lanes.into_iter().fold(Moments::default(), Moments::and);
    let (own_aa, own_bb) = (aa - a * a / count, bb - b * b / count);
    // What is left of large numbers that nearly cancel out is not worth much.
    if !(own_aa > 1e-6 * aa && own_bb > 1e-6 * bb) {
        return f64::INFINITY;
    }
    (ab - a * b / count) / (own_aa * own_bb).sqrt()
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

    #[test]
    fn the_rough_correlation_is_the_correlation_of_what_both_know() {
        let a: Vec<f64> = (0..745).map(|x| f64::from(x * x % 97)).collect();
        let b: Vec<f64> = (0..740)
            .map(|x| if x % 50 == 3 { f64::NAN } else { f64::from(x * 7 % 61) - 0.3 * f64::from(x * x % 97) })
            .collect();
        let known: Vec<(f64, f64)> = a.iter().copied().zip(b.iter().copied()).filter(|(_, b)| !b.is_nan()).collect();
        let exact = correlation(&known).unwrap().0;
        assert!((rough_correlation(&a, &b) - exact).abs() < 1e-9 && exact < -0.1, "{exact}");
        assert_eq!(rough_correlation(&a, &[1e9; 745]), f64::INFINITY);
        assert_eq!(rough_correlation(&[], &[]), f64::INFINITY);
    }
}
