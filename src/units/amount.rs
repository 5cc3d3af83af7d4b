//! Exact amounts of energy, water or time.

use std::iter::Sum;
use std::ops::{Add, AddAssign, Neg, Sub};

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::ToPrimitive;

use super::Unit;

/// Millionths in one base unit.
const MILLION: f64 = 1e6;
/// Below this (2⁵¹) the product of a decimal and a scale, both as 64-bit floats, rounds to the right whole number.
const ROUNDS_RIGHT: f64 = 2_251_799_813_685_248.0;
/// Up to here (2⁵³) every whole number is a double.
const EXACT_IN_DOUBLES: i128 = 9_007_199_254_740_992;
/// No reading counts more millionths than this: 2.8·10¹⁷ Wh. A hundred thousand million of them fit into 128 bits.
const MOST: f64 = 1e27;
/// Nanoseconds in one second.
const NANOS_IN_A_SECOND: i64 = 1_000_000_000;
/// Joules in one kilowatt-hour.
const JOULES_PER_KWH: i128 = 3_600_000;

/// An amount of energy (in microjoules), of water (in microlitres) or of time (in microseconds), as a whole number.
///
/// A yearly 10¹⁵ Wh is 3.6·10²⁴ µJ, well inside the range of 128 bits, so sums do not overflow.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Hash)]
pub struct Amount(i128);

impl Amount {
    /// Nothing at all (measured as nothing: a missing amount is `Option::None`, never this).
    pub const ZERO: Self = Self(0);
    /// One kilowatt-hour.
    pub const KWH: Self = Self(JOULES_PER_KWH * 1_000_000);

    /// The amount of a reading in `unit`, to the nearest millionth of the base unit.
    ///
    /// A reading of up to fifteen digits counts as the decimal that was written, not as the nearest binary fraction, so
    /// that the difference of two long counter readings is exact too.
    ///
    /// `None` if the value is not finite or beyond any real meter (10²⁷ millionths).
    pub fn from_unit(value: f64, unit: Unit) -> Option<Self> {
        Scale::of(unit, 1.0).amount(value)
    }

    /// The amount that is this many millionths of its base unit.
    pub const fn from_millionths(count: i128) -> Self {
        Self(count)
    }

    /// How many millionths of its base unit it is.
    pub const fn millionths(self) -> i128 {
        self.0
    }

    /// The energy of a power (`value` in `unit`, a power unit) held for `nanos` nanoseconds: `E = P · t`.
    pub fn from_power(value: f64, unit: Unit, nanos: i64) -> Option<Self> {
        Scale::of(unit, 1.0).held(value, nanos)
    }

    /// The part of this amount that falls into the first `part` of `whole` nanoseconds when it is spread evenly.
    ///
    /// Parts taken as differences of this function add up to the whole exactly.
    #[must_use]
    pub fn share_until(self, part: i64, whole: i64) -> Self {
        if part == whole {
            return self;
        }
        if part == 0 {
            return Self::ZERO;
        }
        let (part, whole) = (i128::from(part), i128::from(whole.max(1)));
        // Division first keeps the product inside 128 bits for any real amount and any span of years.
        let (quotient, rest) = (self.0.div_euclid(whole), self.0.rem_euclid(whole));
        Self(quotient * part + round_div(rest * part, whole))
    }

    /// The part of this amount that one amount is of another, to the nearest millionth, halves up; nothing of what is not
    /// above zero.
    #[must_use]
    pub fn in_proportion(self, part: Self, whole: Self) -> Self {
        if whole <= Self::ZERO {
            return Self::ZERO;
        }
        let Some(product) = self.0.checked_mul(part.0) else {
            // Of amounts as of a whole country's year the product takes more than 128 bits.
            let half = BigRational::new_raw(1.into(), 2.into());
            let exact = BigRational::new(BigInt::from(self.0) * part.0, whole.0.into()) + half;
            return Self(exact.floor().to_integer().to_i128().unwrap_or_default());
        };
        Self(round_div(product, whole.0))
    }

    /// The amount in `unit`.
    pub fn in_unit(self, unit: Unit) -> f64 {
        to_f64(self.0) / (unit.in_base() * MILLION)
    }

    /// The energy in kilowatt-hours.
    pub fn kwh(self) -> f64 {
        self.in_unit(Unit::KWh)
    }

    /// Whether less than nothing.
    pub fn is_negative(self) -> bool {
        self.0 < 0
    }

    /// The larger of two amounts.
    #[must_use]
    pub fn at_least(self, other: Self) -> Self {
        Self(self.0.max(other.0))
    }

    /// The smaller of two amounts.
    #[must_use]
    pub fn at_most(self, other: Self) -> Self {
        Self(self.0.min(other.0))
    }
}

/// How the readings of a meter become amounts: its unit, and how many times over they count.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Scale(f64);

impl Scale {
    /// The scale of readings in `unit` that count `times` over, as those of a meter behind transformers.
    ///
    /// `times` is taken to the nearest that makes whole millionths of the base unit, so that multiplied readings are as
    /// exact as plain ones.
    pub fn of(unit: Unit, times: f64) -> Self {
        Self((unit.in_base() * MILLION * times).round())
    }

    /// The amount of a reading, as [`Amount::from_unit`].
    #[inline]
    pub fn amount(self, value: f64) -> Option<Amount> {
        match small_whole(value * self.0) {
            Some(count) => Some(Amount(i128::from(count))),
            None => scaled(value, self.0).map(Amount),
        }
    }

    /// The amount of a reading, a power or a state, held for `nanos` nanoseconds, in millionths; `None` where that needs
    /// rounding or more than 64 bits, which whole seconds of a common power do not.
    #[inline]
    pub fn held_whole(self, value: f64, nanos: i64) -> Option<i64> {
        let seconds = (nanos % NANOS_IN_A_SECOND == 0).then_some(nanos / NANOS_IN_A_SECOND)?;
        small_whole(value * self.0)?.checked_mul(seconds)
    }

    /// The amount of a reading, a power or a state, held for `nanos` nanoseconds.
    #[inline]
    pub fn held(self, value: f64, nanos: i64) -> Option<Amount> {
        if let Some(product) = self.held_whole(value, nanos) {
            return Some(Amount(i128::from(product)));
        }
        let Amount(microwatts) = self.amount(value)?;
        let held = round_div(microwatts.checked_mul(i128::from(nanos))?, i128::from(NANOS_IN_A_SECOND));
        (to_f64(held).abs() < MOST).then_some(Amount(held))
    }
}

/// `a ÷ b`, or `None` where `b` is zero.
///
/// What comes out is the double nearest to the fraction, so that a ratio which is exactly a short decimal (1300 over
/// 1000) is the very number that a threshold of 1.3 is read as: a grade never turns on the last bit.
pub fn ratio(a: Amount, b: Amount) -> Option<f64> {
    fraction(a.0, b.0)
}

/// Litres of `water` for each kWh of `energy`, or `None` where there is no energy; the nearest double as in [`ratio`].
pub fn litres_per_kwh(water: Amount, energy: Amount) -> Option<f64> {
    fraction(water.0.checked_mul(JOULES_PER_KWH)?, energy.0)
}

fn fraction(a: i128, b: i128) -> Option<f64> {
    if b == 0 {
        return None;
    }
    let divisor = gcd(a.unsigned_abs(), b.unsigned_abs());
    let divisor = i128::try_from(divisor).ok().filter(|d| *d > 0)?;
    let (a, b) = (a / divisor, b / divisor);
    if a.abs() <= EXACT_IN_DOUBLES && b.abs() <= EXACT_IN_DOUBLES {
        return Some(to_f64(a) / to_f64(b));
    }
    BigRational::new_raw(a.into(), b.into()).to_f64()
}

fn gcd(mut a: u128, mut b: u128) -> u128 {
    while b != 0 {
        if let (Ok(a), Ok(b)) = (u64::try_from(a), u64::try_from(b)) {
            return u128::from(short_gcd(a, b));
        }
        (a, b) = (b, a % b);
    }
    a
}

/// Without a division, because there is a ratio for every hour. `b` is not zero.
fn short_gcd(a: u64, b: u64) -> u64 {
    if a == 0 {
        return b;
    }
    let twos = (a | b).trailing_zeros();
    let (mut odd, mut rest) = (a >> a.trailing_zeros(), b);
    while rest != 0 {
        rest >>= rest.trailing_zeros();
        (odd, rest) = (odd.min(rest), odd.abs_diff(rest));
    }
    odd << twos
}

/// The nearest whole number, halves away from zero, of what is below 2⁵¹; `None` beyond that and for what is no number.
#[inline]
#[expect(clippy::as_conversions, reason = "both ways exact: a whole number below 2⁵¹")]
fn small_whole(value: f64) -> Option<i64> {
    (value.abs() < ROUNDS_RIGHT).then(|| {
        let towards_zero = value as i64;
        let rest = value - towards_zero as f64;
        towards_zero + i64::from(rest >= 0.5) - i64::from(rest <= -0.5)
    })
}

/// `value · scale` to the nearest whole number where the product may be too large to round right; `scale` is whole.
fn scaled(value: f64, scale: f64) -> Option<i128> {
    let product = whole(value * scale)?;
    let exact = decimal(value)
        .zip(whole(scale))
        .and_then(|((digits, power_of_ten), scale)| Some(round_div(digits.checked_mul(scale)?, power_of_ten)));
    Some(exact.unwrap_or(product))
}

/// The decimal of at most fifteen digits that reads as `value`, as a whole number over a power of ten; `None` where it
/// takes more digits.
fn decimal(value: f64) -> Option<(i128, i128)> {
    // Both whole numbers fit a 64-bit float exactly, so their quotient is the float nearest to the decimal.
    let (mut power, mut digits) = (1.0, value.round());
    while digits.abs() < 1e15 && power <= 1e22 {
        if digits / power == value {
            return whole(digits).zip(whole(power));
        }
        power *= 10.0;
        digits = (value * power).round();
    }
    None
}

/// Rounds to the nearest whole number, halves away from zero; `None` from [`MOST`] on and for what is not a number.
#[expect(clippy::as_conversions, reason = "the one way from a rounded, range-checked f64 to i128")]
fn whole(value: f64) -> Option<i128> {
    (value.abs() < MOST).then(|| value.round() as i128)
}

/// The nearest f64. Of 64 bits the processor makes it in one step, of 128 a function does.
#[expect(clippy::as_conversions, reason = "the one way from i64 to the nearest f64")]
fn to_f64(value: i128) -> f64 {
    i64::try_from(value).map_or_else(|_| long_to_f64(value), |short| short as f64)
}

/// Kept apart, or it is computed even where it is not wanted.
#[cold]
#[inline(never)]
#[expect(clippy::as_conversions, reason = "the one way from i128 to the nearest f64")]
fn long_to_f64(value: i128) -> f64 {
    value as f64
}

/// `a ÷ b` to the nearest whole number; `b` is positive.
fn round_div(a: i128, b: i128) -> i128 {
    // Near the end of 128 bits half of `b` is nothing.
    a.saturating_add(b / 2).div_euclid(b)
}

impl Add for Amount {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0 + other.0)
    }
}

impl Sub for Amount {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self(self.0 - other.0)
    }
}

impl Neg for Amount {
    type Output = Self;
    fn neg(self) -> Self {
        Self(-self.0)
    }
}

impl AddAssign for Amount {
    fn add_assign(&mut self, other: Self) {
        self.0 += other.0;
    }
}

impl Sum for Amount {
    fn sum<I: Iterator<Item = Self>>(amounts: I) -> Self {
        amounts.fold(Self::ZERO, Add::add)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_power_held_for_a_time_is_an_energy() {
        let hour = 3_600_000_000_000;
        assert_eq!(Amount::from_power(1300.0, Unit::KW, hour), Amount::from_unit(1300.0, Unit::KWh));
    }

    #[test]
    fn a_long_counter_reading_is_the_decimal_that_was_written() {
        let reading = |value| Amount::from_unit(value, Unit::KWh).unwrap();
        assert_eq!(reading(48_211_730.3).0, 482_117_303 * 360_000_000_000);
        assert_eq!(reading(48_211_860.4) - reading(48_211_730.3), reading(130.1));
        assert_eq!(reading(987_654_321.123_456).0, 987_654_321_123_456 * 3_600_000);
        assert_eq!(Amount::from_unit(-578.25, Unit::GWh).unwrap().0, -57_825 * 36_000_000_000_000_000);
    }

    #[test]
    fn a_reading_of_more_than_fifteen_digits_is_the_nearest_amount_to_its_binary_fraction() {
        let close = Amount::from_unit(578.117_847_183_133_6, Unit::MWh).unwrap().0 - 2_081_224_249_859_280_960;
        assert!(close.abs() <= 256, "{close}");
    }

    #[test]
    fn shares_add_up_to_the_whole() {
        let month = Amount::from_unit(364.083_196_767_729_6, Unit::MWh).unwrap();
        let hours = 744;
        let parts: Vec<Amount> =
            (0..hours).map(|h| month.share_until(h + 1, hours) - month.share_until(h, hours)).collect();
        assert_eq!(parts.into_iter().sum::<Amount>(), month);
    }

    #[test]
    fn a_part_in_proportion_is_the_nearest_also_where_its_product_is_beyond_128_bits() {
        let part = |of: i128, part: i128, whole: i128| Amount(of).in_proportion(Amount(part), Amount(whole)).0;
        assert_eq!([part(10, 1, 4), part(10, 1, 3), part(10, 2, 3), part(-10, 1, 4)], [3, 3, 7, -2]);
        let huge = 10_i128.pow(25);
        assert_eq!(part(huge, huge / 4, huge), huge / 4);
        assert_eq!([part(huge, 1, 2 * huge), part(huge + 1, huge, 2 * huge)], [1, huge / 2 + 1], "halves up");
        assert_eq!(part(huge, huge - 1, huge), huge - 1);
        assert_eq!([part(5, 1, 0), part(5, 1, -1)], [0, 0]);
    }

    #[test]
    fn a_ratio_that_is_a_short_decimal_is_that_decimal() {
        let odd_nanoseconds = 31_536_000_123_456_789;
        let total = Amount::from_power(1300.0, Unit::KW, odd_nanoseconds).unwrap();
        let it = Amount::from_power(1000.0, Unit::KW, odd_nanoseconds).unwrap();
        assert_eq!(ratio(total, it), Some(1.3));
    }

    #[test]
    fn a_ratio_of_amounts_that_no_double_holds_is_the_nearest_double() {
        // Both sides are beyond 2⁵³. Rounded before they are divided they give the double below.
        let ratio = ratio(Amount(79_377_511_649_665_406_331), Amount(40_466_512_947_572_445_281)).unwrap();
        assert_eq!(ratio, 1.961_560_457_470_235_2);
    }

    #[test]
    fn litres_per_kwh_that_are_a_short_decimal_are_that_decimal() {
        let water = Amount::from_unit(2200.0, Unit::M3).unwrap();
        let energy = Amount::from_unit(1.0, Unit::GWh).unwrap();
        assert_eq!(litres_per_kwh(water, energy), Some(2.2));
    }

    #[test]
    fn nothing_is_divided_by_nothing() {
        assert_eq!(ratio(Amount::ZERO, Amount::ZERO), None);
    }

    #[test]
    fn a_multiplied_reading_is_as_exact_as_a_plain_one() {
        let kwh = |value| Amount::from_unit(value, Unit::KWh);
        assert_eq!(Scale::of(Unit::KWh, 400.0).amount(12_345.6), kwh(4_938_240.0));
        assert_eq!(Scale::of(Unit::KWh, 1.5).amount(482_117.3), kwh(723_175.95));
        let hour = 3_600_000_000_000;
        assert_eq!(Scale::of(Unit::KW, 400.0).held(3.25, hour), kwh(1300.0));
    }

    proptest! {
        #[test]
        fn small_numbers_are_rounded_as_the_standard_library_rounds(value in -3e15..3e15_f64, small in -9.0..9.0_f64) {
            for value in [value, small, (small * 2.0).round() / 2.0] {
                let expected = (value.abs() < ROUNDS_RIGHT).then(|| whole(value).unwrap());
                prop_assert_eq!(small_whole(value).map(i128::from), expected);
            }
        }

        #[test]
        fn the_common_divisor_is_that_of_euclid(a in 0_u64..1 << 40, b in 1_u64..1 << 40, by in 0_u128..1 << 60) {
            let euclid = |mut a: u128, mut b: u128| {
                while b != 0 {
                    (a, b) = (b, a % b);
                }
                a
            };
            for (a, b) in [(u128::from(a), u128::from(b)), (u128::from(a) * by, u128::from(b) * by), (u128::from(b) * by, by)] {
                prop_assert_eq!(gcd(a, b), euclid(a, b));
            }
        }

        #[test]
        fn a_power_held_is_its_exact_product_rounded_once(
            watts in 0_i64..2_000_000_000, nanos in 0_i64..8_000_000_000_000, seconds in 0_i64..8000,
        ) {
            #[expect(clippy::as_conversions, reason = "exact: below 2^53")]
            let value = watts as f64;
            for nanos in [nanos, seconds * NANOS_IN_A_SECOND] {
                let held = Scale::of(Unit::W, 1.0).held(value, nanos);
                let product = i128::from(watts) * 1_000_000 * i128::from(nanos);
                prop_assert_eq!(held, Some(Amount((product + 500_000_000).div_euclid(1_000_000_000))));
            }
        }
    }

    #[test]
    fn what_is_on_for_an_hour_is_on_for_an_hour() {
        let hour = 3_600_000_000_000;
        assert_eq!(Amount::from_power(1.0, Unit::S, hour), Amount::from_unit(1.0, Unit::H));
    }

    #[test]
    fn what_is_not_a_number_is_not_an_amount() {
        assert_eq!(Amount::from_unit(f64::NAN, Unit::KWh), None);
        assert_eq!(Amount::from_unit(f64::INFINITY, Unit::KWh), None);
    }
}
