//! Exact amounts of energy, water or time.

use std::iter::Sum;
use std::ops::{Add, AddAssign, Neg, Sub};

use super::Unit;

/// Millionths in one base unit.
const MILLION: f64 = 1e6;
/// Below this (2⁵¹) the product of a decimal and a scale, both as 64-bit floats, rounds to the right whole number.
const ROUNDS_RIGHT: i128 = 1 << 51;
/// Nanoseconds in one second.
const NANOS_PER_SECOND: i128 = 1_000_000_000;
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

    /// The amount of a reading in `unit`, to the nearest millionth of the base unit.
    ///
    /// A reading of up to fifteen digits counts as the decimal that was written, not as the nearest binary fraction, so
    /// that the difference of two long counter readings is exact too.
    ///
    /// `None` if the value is not finite or beyond any real meter (10³⁰ millionths).
    pub fn from_unit(value: f64, unit: Unit) -> Option<Self> {
        Self::from_multiple(value, unit, 1.0)
    }

    /// As [`Amount::from_unit`], of a reading that counts `times` over: a meter behind transformers.
    ///
    /// `times` is taken to the nearest that makes whole millionths of the base unit, so that multiplied readings are as
    /// exact as plain ones.
    pub fn from_multiple(value: f64, unit: Unit, times: f64) -> Option<Self> {
        scaled(value, (unit.in_base() * MILLION * times).round()).map(Self)
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
        Self::from_multiple_power(value, unit, 1.0, nanos)
    }

    /// As [`Amount::from_power`], of a reading that counts `times` over.
    pub fn from_multiple_power(value: f64, unit: Unit, times: f64, nanos: i64) -> Option<Self> {
        let Self(microwatts) = Self::from_multiple(value, unit, times)?;
        Some(Self(round_div(microwatts.checked_mul(i128::from(nanos))?, NANOS_PER_SECOND)))
    }

    /// The part of this amount that falls into the first `part` of `whole` nanoseconds when it is spread evenly.
    ///
    /// Parts taken as differences of this function add up to the whole exactly.
    #[must_use]
    pub fn share_until(self, part: i64, whole: i64) -> Self {
        let (part, whole) = (i128::from(part), i128::from(whole.max(1)));
        // Division first keeps the product inside 128 bits for any real amount and any span of years.
        let (quotient, rest) = (self.0.div_euclid(whole), self.0.rem_euclid(whole));
        Self(quotient * part + round_div(rest * part, whole))
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

/// `a ÷ b`, or `None` where `b` is zero.
///
/// The fraction is reduced first, so that a ratio which is exactly a short decimal (1300 over 1000) comes out as the
/// very number that a threshold of 1.3 is read as: a grade never turns on the last bit.
pub fn ratio(a: Amount, b: Amount) -> Option<f64> {
    fraction(a.0, b.0)
}

/// Litres of `water` for each kWh of `energy`, or `None` where there is no energy; reduced first as in [`ratio`].
pub fn litres_per_kwh(water: Amount, energy: Amount) -> Option<f64> {
    fraction(water.0.checked_mul(JOULES_PER_KWH)?, energy.0)
}

fn fraction(a: i128, b: i128) -> Option<f64> {
    if b == 0 {
        return None;
    }
    let divisor = gcd(a.unsigned_abs(), b.unsigned_abs());
    let divisor = i128::try_from(divisor).ok().filter(|d| *d > 0)?;
    Some(to_f64(a / divisor) / to_f64(b / divisor))
}

fn gcd(mut a: u128, mut b: u128) -> u128 {
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a
}

/// `value · scale` to the nearest whole number; `scale` is whole.
fn scaled(value: f64, scale: f64) -> Option<i128> {
    let product = whole(value * scale)?;
    if product.abs() < ROUNDS_RIGHT {
        return Some(product);
    }
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

/// Rounds to the nearest whole number, halves away from zero; `None` outside ±10³⁰ and for what is not a number.
#[expect(clippy::as_conversions, reason = "the one way from a rounded, range-checked f64 to i128")]
fn whole(value: f64) -> Option<i128> {
    (value.abs() < 1e30).then(|| value.round() as i128)
}

#[expect(clippy::as_conversions, reason = "the one way from i128 to the nearest f64")]
fn to_f64(value: i128) -> f64 {
    value as f64
}

/// `a ÷ b` to the nearest whole number; `b` is positive.
fn round_div(a: i128, b: i128) -> i128 {
    (a + b / 2).div_euclid(b)
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
    fn a_ratio_that_is_a_short_decimal_is_that_decimal() {
        let odd_nanoseconds = 31_536_000_123_456_789;
        let total = Amount::from_power(1300.0, Unit::KW, odd_nanoseconds).unwrap();
        let it = Amount::from_power(1000.0, Unit::KW, odd_nanoseconds).unwrap();
        assert_eq!(ratio(total, it), Some(1.3));
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
        assert_eq!(Amount::from_multiple(12_345.6, Unit::KWh, 400.0), kwh(4_938_240.0));
        assert_eq!(Amount::from_multiple(482_117.3, Unit::KWh, 1.5), kwh(723_175.95));
        let hour = 3_600_000_000_000;
        assert_eq!(Amount::from_multiple_power(3.25, Unit::KW, 400.0, hour), kwh(1300.0));
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
