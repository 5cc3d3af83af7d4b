//! Exact numbers: decimals as they are written, fractions, and how far a double is from one.

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{FromPrimitive, Signed, ToPrimitive, Zero};

/// A fraction of whole numbers.
pub type Exact = BigRational;
/// What the oracle says, or what it can not say and why.
pub type Told<T> = Result<T, String>;

/// The first whole number of more than fifteen digits.
const FIFTEEN_DIGITS: i128 = 1_000_000_000_000_000;

/// `digits · 10^−places`, as a decimal is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Decimal {
    digits: i128,
    places: u32,
}

impl Decimal {
    /// A decimal as it is written: `-12.50`, `1e3`.
    pub fn written(text: &str) -> Told<Self> {
        let wrong = || format!("`{text}` is no decimal");
        let (body, exponent) = match text.split_once(['e', 'E']) {
            Some((body, exponent)) => (body, exponent.parse::<i32>().map_err(|_| wrong())?),
            None => (text, 0),
        };
        let (whole, part) = body.split_once('.').unwrap_or((body, ""));
        let mut digits: i128 = format!("{whole}{part}").parse().map_err(|_| wrong())?;
        let places = i32::try_from(part.len()).map_err(|_| wrong())? - exponent;
        if places < 0 {
            digits =
                10_i128.checked_pow(places.unsigned_abs()).and_then(|ten| ten.checked_mul(digits)).ok_or_else(wrong)?;
        }
        Ok(Self { digits, places: u32::try_from(places.max(0)).map_err(|_| wrong())? })
    }

    /// The shortest decimal that reads back as a double: what a person would write for it.
    pub fn of_double(value: f64) -> Told<Self> {
        Self::written(&format!("{value}"))
    }

    /// This times a whole scale, to the nearest whole number, halves away from zero. What has more than fifteen digits
    /// is the double nearest to it, and its product one of doubles.
    pub fn times(self, scale: i128) -> Told<i128> {
        if self.long() {
            let product = double(&self.exact())? * double(&whole(scale))?;
            return i128::from_f64(product.round()).ok_or_else(|| format!("{product} is no amount"));
        }
        let product = self.digits.checked_mul(scale).ok_or("a reading is too large for the oracle")?;
        let ten = 10_i128.checked_pow(self.places).ok_or("a reading has too many decimals for the oracle")?;
        Ok(nearest(product, ten))
    }

    /// Whether it has more digits than a double keeps.
    fn long(self) -> bool {
        let mut digits = self.digits.abs();
        while digits >= FIFTEEN_DIGITS && digits % 10 == 0 {
            digits /= 10;
        }
        digits >= FIFTEEN_DIGITS
    }

    /// The same as a fraction.
    pub fn exact(self) -> Exact {
        Exact::new(BigInt::from(self.digits), BigInt::from(10).pow(self.places))
    }
}

/// `a ÷ b` to the nearest whole number, halves away from zero; `b` is above zero.
pub fn nearest(a: i128, b: i128) -> i128 {
    let half = (a.abs() % b) * 2 >= b;
    (a.abs() / b + i128::from(half)) * a.signum()
}

/// `amount · part ÷ all` to the nearest whole number, of numbers that are not below zero; nothing of nothing.
pub fn in_proportion(amount: i128, part: i128, all: i128) -> Told<i128> {
    let Some(exact) = ratio(&(whole(amount) * whole(part)), &whole(all)) else { return Ok(0) };
    exact.round().to_integer().to_i128().ok_or_else(|| format!("{exact} is no amount"))
}

/// A whole number as a fraction.
pub fn whole(number: i128) -> Exact {
    Exact::from_integer(BigInt::from(number))
}

/// The shortest decimal of a double as a fraction.
pub fn of_double(value: f64) -> Told<Exact> {
    Ok(Decimal::of_double(value)?.exact())
}

/// `a ÷ b`; `None` where `b` is nothing.
pub fn ratio(a: &Exact, b: &Exact) -> Option<Exact> {
    (!b.is_zero()).then(|| a / b)
}

/// The double nearest to a fraction.
pub fn double(exact: &Exact) -> Told<f64> {
    exact.to_f64().ok_or_else(|| format!("{exact} is no double"))
}

/// How many units in the last place a double is from a fraction; a fraction of nothing has to be met.
pub fn ulps(value: f64, exact: &Exact) -> Told<f64> {
    let shown = Exact::from_f64(value).ok_or("a value is not finite")?;
    let apart = (&shown - exact).abs();
    if apart.is_zero() {
        return Ok(0.0);
    }
    // The unit is that of the smaller of the two: a double below a power of two is nearer to its neighbours.
    let least = value.abs().min(double(exact)?.abs());
    let unit = Exact::from_f64(f64::from_bits(least.to_bits() + 1) - least).ok_or("no unit in the last place")?;
    double(&(apart / unit))
}

/// Rounded to so many decimals, to the nearest, and to the even digit where the dropped part is exactly five
/// (GB/T 8170).
pub fn rounded(exact: &Exact, decimals: u32) -> Exact {
    let scale = Exact::from_integer(BigInt::from(10).pow(decimals));
    let scaled = exact * &scale;
    let floor = scaled.floor();
    let half = Exact::new(BigInt::from(1), BigInt::from(2));
    let rest = &scaled - &floor;
    let odd = !(floor.to_integer() % BigInt::from(2)).is_zero();
    let up = rest > half || (rest == half && odd);
    (if up { floor + whole(1) } else { floor }) / scale
}
