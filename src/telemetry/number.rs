//! Decimal numbers as telemetry files write them.

use crate::problem::Problem;

/// The powers of ten that a double holds exactly.
const POWERS: [f64; 23] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20,
    1e21, 1e22,
];
/// Every whole number of up to so many digits is exact in a double.
const EXACT_DIGITS: u32 = 15;
/// The same, as the length of a text.
const FIFTEEN: usize = 15;

/// Why a text is not a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NumberFault {
    /// It is no decimal number.
    Form,
    /// It is one with a comma for the decimal point, and the layout does not say so.
    Comma,
    /// It is one with a point for the decimals, and the layout says that a comma stands for it.
    Point,
    /// It has one group of three digits, which can be thousands or decimals.
    Ambiguous,
    /// Its thousands are parted by spaces or apostrophes, and the layout does not say so.
    Grouped,
    /// It is not a number, infinite, or beyond the range of a double.
    NotFinite,
}

impl NumberFault {
    /// The message for a number that the user wrote as `shown`.
    pub fn problem(self, shown: &str) -> Problem {
        let no_number = || Problem::new(format!("`{shown}` is not a number"));
        match self {
            Self::Comma => no_number()
                .hint(format!("if the comma stands for the decimal point, write `decimal = \"comma\"` {BLOCK}")),
            Self::Point => no_number()
                .hint(format!("if the point stands before the decimals, leave `decimal = \"comma\"` out {BLOCK}")),
            Self::Grouped => no_number().hint(format!("if its thousands are parted, write `thousands = true` {BLOCK}")),
            Self::Ambiguous => ambiguous(shown),
            Self::Form => no_number().hint(missing_hint(shown)),
            Self::NotFinite => Problem::new(format!("`{shown}` is not a finite number")).hint(missing_hint(shown)),
        }
    }
}

const BLOCK: &str = "in the `[[telemetry]]` block";

fn ambiguous(shown: &str) -> Problem {
    let (whole, broken) = (shown.replace([',', '.'], ""), shown.replace(',', "."));
    let otherwise = match shown.contains(',') {
        true => "`decimal = \"comma\"` if the comma stands for the decimal point",
        false => "leave `decimal = \"comma\"` out if the point stands before the decimals",
    };
    Problem::new(format!("`{shown}` can be {whole} or {broken}"))
        .hint(format!("{BLOCK} write `thousands = true` if it is {whole}, or {otherwise}"))
}

/// How to declare that a word stands for no reading.
pub fn missing_hint(shown: &str) -> String {
    format!("if it stands for no reading, write `missing = [{shown:?}]` in the `[[telemetry]]` block")
}

/// Reads a decimal number: sign, digits, point and exponent, with spaces around; to the nearest double.
///
/// # Errors
/// Everything else, and what is not finite.
#[inline]
pub fn parse_number(text: &[u8]) -> Result<f64, NumberFault> {
    let text = text.trim_ascii();
    let (negative, unsigned) = match text {
        [b'-', rest @ ..] => (true, rest),
        [b'+', rest @ ..] | rest => (false, rest),
    };
    let decimal = Decimal::read(unsigned).ok_or_else(|| fault_of(unsigned))?;
    let value = match decimal.exact() {
        Some(value) => value,
        None => std::str::from_utf8(unsigned).ok().and_then(|text| text.parse().ok()).ok_or(NumberFault::Form)?,
    };
    if !value.is_finite() {
        return Err(NumberFault::NotFinite);
    }
    Ok(if negative { -value } else { value })
}

/// The number with which a text begins and what follows it, where it is one of up to fifteen digits without exponent or
/// spaces: as [`parse_number`] reads it. What follows is for the caller to judge.
#[inline]
#[expect(clippy::as_conversions, reason = "exact: a whole number of at most fifteen digits")]
pub(super) fn leading_number(text: &[u8]) -> Option<(f64, &[u8])> {
    let (negative, unsigned) = match text {
        [b'-', rest @ ..] => (true, rest),
        [b'+', rest @ ..] | rest => (false, rest),
    };
    let (mut mantissa, mut decimals) = (0, 0);
    let mut rest = more_digits(&mut mantissa, unsigned);
    let mut digits = unsigned.len() - rest.len();
    if let [b'.', fraction @ ..] = rest {
        rest = more_digits(&mut mantissa, fraction);
        decimals = fraction.len() - rest.len();
        digits += decimals;
    }
    if digits == 0 || digits > FIFTEEN {
        return None;
    }
    let value = if decimals == 0 { mantissa as f64 } else { mantissa as f64 / POWERS.get(decimals)? };
    Some((if negative { -value } else { value }, rest))
}

/// Takes the digits with which a text begins into a number, and returns what follows.
#[inline]
fn more_digits<'t>(number: &mut i64, mut text: &'t [u8]) -> &'t [u8] {
    while let [byte, rest @ ..] = text {
        let digit = byte.wrapping_sub(b'0');
        if digit > 9 {
            break;
        }
        *number = number.wrapping_mul(10).wrapping_add(i64::from(digit));
        text = rest;
    }
    text
}

fn fault_of(unsigned: &[u8]) -> NumberFault {
    let named = [&b"nan"[..], b"inf", b"infinity"].iter().any(|name| unsigned.eq_ignore_ascii_case(name));
    if named { NumberFault::NotFinite } else { NumberFault::Form }
}

/// `mantissa · 10^exponent`; the mantissa only counts while there are no more digits than are exact.
struct Decimal {
    mantissa: u64,
    digits: u32,
    exponent: i32,
}

impl Decimal {
    /// Reads a number without sign, to its last byte.
    fn read(text: &[u8]) -> Option<Self> {
        let mut decimal = Self { mantissa: 0, digits: 0, exponent: 0 };
        let whole = decimal.read_digits(text);
        let mut rest = whole;
        let mut read = text.len() - whole.len();
        if let [b'.', fraction @ ..] = whole {
            rest = decimal.read_digits(fraction);
            let count = fraction.len() - rest.len();
            decimal.exponent = -i32::try_from(count).ok()?;
            read += count;
        }
        if read == 0 {
            return None;
        }
        if let [b'e' | b'E', exponent @ ..] = rest {
            decimal.exponent = decimal.exponent.saturating_add(read_exponent(exponent)?);
            rest = &[];
        }
        rest.is_empty().then_some(decimal)
    }

    /// Takes the leading digits of `text` in, and returns what follows.
    fn read_digits<'t>(&mut self, mut text: &'t [u8]) -> &'t [u8] {
        while let [digit @ b'0'..=b'9', rest @ ..] = text {
            // Zeros before the first other digit are no digits of the mantissa.
            self.digits = self.digits.saturating_add(u32::from(*digit != b'0' || self.digits > 0));
            self.mantissa = self.mantissa.wrapping_mul(10).wrapping_add(u64::from(digit - b'0'));
            text = rest;
        }
        text
    }

    /// The value where one multiplication or division of exact numbers gives it, which rounds once and so correctly.
    #[expect(clippy::as_conversions, reason = "exact: a whole number of at most fifteen digits")]
    fn exact(&self) -> Option<f64> {
        if self.digits > EXACT_DIGITS {
            return None;
        }
        let power = POWERS.get(usize::try_from(self.exponent.unsigned_abs()).ok()?)?;
        let mantissa = self.mantissa as f64;
        Some(if self.exponent < 0 { mantissa / power } else { mantissa * power })
    }
}

/// A whole exponent with or without sign; one too large for its type has the same effect as the largest.
fn read_exponent(text: &[u8]) -> Option<i32> {
    let (sign, digits) = match text {
        [b'-', rest @ ..] => (-1, rest),
        [b'+', rest @ ..] | rest => (1, rest),
    };
    if digits.is_empty() || !digits.iter().all(u8::is_ascii_digit) {
        return None;
    }
    let value = digits
        .iter()
        .fold(0_i32, |value, digit| value.saturating_mul(10).saturating_add(i32::from(digit - b'0')).min(100_000));
    Some(sign * value)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn decimals_are_read_with_sign_point_exponent_and_spaces() {
        let cases = [
            ("0", 0.0),
            ("-1", -1.0),
            ("+12.50", 12.5),
            (" 3 ", 3.0),
            (".5", 0.5),
            ("5.", 5.0),
            ("1e3", 1000.0),
            ("1.5E-2", 0.015),
            ("000000000000000000001", 1.0),
            ("0.1", 0.1),
            ("123456789012345678901234567890", 123_456_789_012_345_678_901_234_567_890.0),
            ("1e-400", 0.0),
        ];
        for (text, value) in cases {
            assert_eq!(parse_number(text.as_bytes()), Ok(value), "{text}");
        }
    }

    #[test]
    fn the_numbers_of_meters_are_read_where_a_text_begins_with_them() {
        let cases = [("123.456,", 123.456), ("-0,", -0.0), (".5\n", 0.5), ("5.\r", 5.0), ("+012", 12.0_f64)];
        for (text, value) in cases {
            let read = leading_number(text.as_bytes()).map(|(value, rest)| (value.to_bits(), rest.len()));
            assert_eq!(read, Some((value.to_bits(), usize::from(text != "+012"))), "{text}");
        }
        for text in ["", "-", ".", ",1", "1234567890123456", "1234567890.123456", "kW"] {
            assert_eq!(leading_number(text.as_bytes()), None, "{text}");
        }
    }

    #[test]
    fn what_is_no_decimal_is_refused_with_its_reason() {
        for text in [
            "", " ", "-", ".", "e5", "1e", "0x10", "1 000", "1_000", "--1", "1.2.3", "12kW", "n/a", "١", "1,234.5",
            "12,5",
        ] {
            assert_eq!(parse_number(text.as_bytes()), Err(NumberFault::Form), "{text}");
        }
        for text in ["NaN", "inf", "-Infinity", "1e999", "-1e100000000000"] {
            assert_eq!(parse_number(text.as_bytes()), Err(NumberFault::NotFinite), "{text}");
        }
    }

    proptest! {
        #[test]
        fn every_double_is_read_back_from_its_text(value in any::<f64>().prop_filter("finite", |v| v.is_finite())) {
            for text in [format!("{value}"), format!("{value:e}"), format!("{value:.3}")] {
                prop_assert_eq!(parse_number(text.as_bytes()), Ok(text.parse::<f64>().unwrap()), "{}", text);
            }
        }

        #[test]
        fn short_decimals_are_read_as_the_standard_library_reads_them(text in "[+-]?[0-9]{1,20}(\\.[0-9]{0,9})?(e-?[0-9]{1,2})?") {
            prop_assert_eq!(parse_number(text.as_bytes()), Ok(text.parse::<f64>().unwrap()));
        }

        #[test]
        fn a_number_at_the_beginning_is_read_as_it_is_alone(number in "[+-]?[0-9]{0,17}(\\.[0-9]{0,17})?", rest in "[,;\n\r e:A]{0,2}") {
            let text = format!("{number}{rest}");
            if let Some((value, after)) = leading_number(text.as_bytes()) {
                prop_assert_eq!(after, rest.as_bytes());
                prop_assert_eq!(parse_number(number.as_bytes()).map(f64::to_bits), Ok(value.to_bits()), "{}", number);
            }
        }

        #[test]
        fn any_bytes_are_a_finite_number_or_a_fault(text in any::<Vec<u8>>()) {
            prop_assert!(parse_number(&text).is_ok_and(f64::is_finite) || parse_number(&text).is_err());
        }
    }
}
