//! Exact arithmetic for points and scores.
//!
//! A score that is 80 by hand must be 80 here, and in binary floating point 0.1 + 0.2 is not 0.3. Values and figures are
//! taken as the decimal numbers that they are written as, and points are fractions of whole numbers until they are shown.

use std::ops::{Add, Div, Mul, Sub};

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{Pow, ToPrimitive, Zero};

/// A number without any rounding error.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Exact(BigRational);

impl Exact {
    /// The shortest decimal that reads back as `value`; `None` for what is not finite.
    pub fn of(value: f64) -> Option<Self> {
        let written = format!("{value:e}");
        let (mantissa, exponent) = written.split_once('e')?;
        let exponent: i32 = exponent.parse().ok()?;
        let decimals = i32::try_from(mantissa.split_once('.').map_or(0, |(_, decimals)| decimals.len())).ok()?;
        let digits: BigInt = mantissa.replace('.', "").parse().ok()?;
        let power = exponent - decimals;
        let ten = BigInt::from(10).pow(power.unsigned_abs());
        Some(Self(if power < 0 { BigRational::new(digits, ten) } else { BigRational::from(digits * ten) }))
    }

    /// Nothing.
    pub fn zero() -> Self {
        Self(BigRational::zero())
    }

    /// A whole number.
    pub fn whole(number: i128) -> Self {
        Self(BigRational::from(BigInt::from(number)))
    }

    /// A count.
    pub fn count(items: usize) -> Self {
        Self(BigRational::from(BigInt::from(items)))
    }

    /// The nearest double.
    pub fn to_f64(&self) -> f64 {
        self.0.to_f64().unwrap_or(f64::NAN)
    }

    /// Whether nothing.
    pub fn is_zero(&self) -> bool {
        self.0.is_zero()
    }

    /// This divided by another; `None` where that is nothing.
    pub fn over(&self, other: &Self) -> Option<Self> {
        (!other.is_zero()).then(|| Self((&self.0).div(&other.0)))
    }

    /// Rounded to so many decimals by GB/T 8170: to the nearest, and to the even digit where the dropped part is
    /// exactly five.
    #[must_use]
    pub fn rounded(&self, decimals: u32) -> Self {
        let scale = BigRational::from(BigInt::from(10).pow(decimals));
        let scaled = &self.0 * &scale;
        let half = BigRational::new(1.into(), 2.into());
        let below = scaled.floor();
        let rest = &scaled - &below;
        let even = (below.to_integer() % BigInt::from(2)).is_zero();
        let up = rest > half || (rest == half && !even);
        let whole = if up { below + BigRational::from(BigInt::from(1)) } else { below };
        Self(whole / scale)
    }
}

impl Add for Exact {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0 + other.0)
    }
}

impl Sub for Exact {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self(self.0 - other.0)
    }
}

impl Mul for Exact {
    type Output = Self;
    fn mul(self, other: Self) -> Self {
        Self(self.0 * other.0)
    }
}

impl std::iter::Sum for Exact {
    fn sum<I: Iterator<Item = Self>>(numbers: I) -> Self {
        numbers.fold(Self::zero(), Add::add)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(value: f64) -> Exact {
        Exact::of(value).unwrap()
    }

    #[test]
    fn decimals_add_up_as_they_do_by_hand() {
        assert_eq!(of(0.1) + of(0.2), of(0.3));
        assert_eq!((of(1.5) - of(1.3)).over(&(of(1.5) - of(1.1))), Some(of(0.5)));
        let third = of(50.0).over(&of(3.0)).unwrap();
        assert_eq!(third.clone() + third.clone() + third, of(50.0));
    }

    #[test]
    fn every_size_of_number_is_read_and_given_back() {
        for value in [0.0, -1.5, 1e-300, 1.7e308, 123_456_789.125, 0.1 + 0.2, f64::MIN_POSITIVE] {
            assert_eq!(of(value).to_f64().to_bits(), value.to_bits(), "{value}");
        }
        assert_eq!(Exact::of(f64::NAN), None);
        assert_eq!(Exact::of(f64::INFINITY), None);
        assert_eq!(of(1.0).over(&Exact::zero()), None);
    }

    #[test]
    fn an_exact_five_goes_to_the_even_digit_and_anything_else_to_the_nearest() {
        let cases = [
            (1.25, 1, 1.2),
            (1.35, 1, 1.4),
            (1.250_000_1, 1, 1.3),
            (1.249_999_9, 1, 1.2),
            (2.5, 0, 2.0),
            (3.5, 0, 4.0),
            (-1.25, 1, -1.2),
            (-1.35, 1, -1.4),
            (1.004_999, 2, 1.0),
            (1.3, 5, 1.3),
        ];
        for (value, decimals, expected) in cases {
            assert_eq!(of(value).rounded(decimals), of(expected), "{value} to {decimals}");
        }
    }
}
