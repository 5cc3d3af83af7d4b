//! Decimal numbers with separators: thousands, and a comma for the decimal point.
//!
//! What can be read in one way only is read: `1,234,567.8` has two groups of three, so its commas part thousands. What
//! can be read in two ways (`1,234`) is an error that names both, unless the layout says which.

use schemars::JsonSchema;
use serde::Deserialize;

use super::number::{NumberFault, parse_number};

/// Which mark parts a number's whole part from its decimals.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Decimal {
    /// `1234.5`.
    #[default]
    Point,
    /// `1234,5`.
    Comma,
}

/// How the numbers of a file are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Numerals {
    /// The decimal mark.
    pub decimal: Decimal,
    /// Whether thousands are known to be parted, so that one group of three digits is one.
    pub thousands: bool,
}

impl Numerals {
    /// Reads a number.
    ///
    /// # Errors
    /// What is no number, and what could be two.
    #[inline]
    pub fn read(self, text: &[u8]) -> Result<f64, NumberFault> {
        let plain = match self.decimal {
            Decimal::Point => parse_number(text),
            // A point may part thousands here.
            Decimal::Comma if text.iter().any(|byte| b".,".contains(byte)) => Err(NumberFault::Form),
            Decimal::Comma => parse_number(text),
        };
        match plain {
            Err(NumberFault::Form) => self.separated(text),
            read => read,
        }
    }

    #[cold]
    fn separated(self, text: &[u8]) -> Result<f64, NumberFault> {
        let text = std::str::from_utf8(text).map_err(|_| NumberFault::Form)?.trim();
        if !text.bytes().all(|byte| byte.is_ascii_digit() || b"+-.,eE ' ".contains(&byte) || !byte.is_ascii()) {
            return Err(NumberFault::Form);
        }
        let read = Parts::of(text, self.decimal).map_or(Err(NumberFault::Form), |parts| parts.read(self));
        let other = || Parts::of(text, self.decimal.other()).is_some_and(|parts| parts.read_told().is_ok());
        match read {
            Err(NumberFault::Form) if other() => Err(self.decimal.other().fault()),
            read => read,
        }
    }
}

impl Decimal {
    const fn other(self) -> Self {
        match self {
            Self::Point => Self::Comma,
            Self::Comma => Self::Point,
        }
    }

    const fn mark(self) -> char {
        match self {
            Self::Point => '.',
            Self::Comma => ',',
        }
    }

    const fn fault(self) -> NumberFault {
        match self {
            Self::Point => NumberFault::Point,
            Self::Comma => NumberFault::Comma,
        }
    }
}

/// A number whose whole part is in groups of three digits, if in groups at all.
struct Parts<'t> {
    sign: &'t str,
    groups: Vec<&'t str>,
    /// What parts the groups.
    separator: Option<char>,
    /// The decimals and the exponent, after the decimal mark.
    rest: Option<&'t str>,
    decimal: Decimal,
}

impl<'t> Parts<'t> {
    fn of(text: &'t str, decimal: Decimal) -> Option<Self> {
        let signs = text.len() - text.trim_start_matches(['+', '-']).len();
        let (sign, unsigned) = text.split_at_checked(signs.min(1))?;
        let (whole, rest) = unsigned.split_once(decimal.mark()).map_or((unsigned, None), |(a, b)| (a, Some(b)));
        let separator = whole.chars().find(|c| !c.is_ascii_digit());
        let known =
            |c: char| c == decimal.other().mark() || matches!(c, ' ' | '\'' | '’' | '\u{a0}' | '\u{2009}' | '\u{202f}');
        let groups: Vec<&str> = match separator {
            Some(mark) if known(mark) => whole.split(mark).collect(),
            Some(_) => return None,
            None => vec![whole],
        };
        let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        let (first, others) = groups.split_first()?;
        let grouped = others.is_empty() || (1..=3).contains(&first.len());
        let sound = grouped && digits(first) && others.iter().all(|group| group.len() == 3 && digits(group));
        // `0,125` is a decimal comma: no thousands begin with a group of zero.
        let zero = !others.is_empty() && first.starts_with('0');
        (sound && !zero).then_some(Self { sign, groups, separator, rest, decimal })
    }

    fn read(&self, numerals: Numerals) -> Result<f64, NumberFault> {
        let lone = self.groups.len() == 2 && self.rest.is_none();
        match self.separator {
            Some(mark) if mark != self.decimal.other().mark() && !numerals.thousands => Err(NumberFault::Grouped),
            Some(_) if lone && !numerals.thousands => Err(NumberFault::Ambiguous),
            _ => self.read_told(),
        }
    }

    fn read_told(&self) -> Result<f64, NumberFault> {
        parse_number(format!("{}{}.{}", self.sign, self.groups.concat(), self.rest.unwrap_or_default()).as_bytes())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const POINT: Numerals = Numerals { decimal: Decimal::Point, thousands: false };
    const COMMA: Numerals = Numerals { decimal: Decimal::Comma, thousands: false };

    fn told(numerals: Numerals) -> Numerals {
        Numerals { thousands: true, ..numerals }
    }

    #[test]
    fn thousands_that_can_be_nothing_else_are_read() {
        let cases = [
            ("1,234,567.8", 1_234_567.8),
            ("1,234.5", 1234.5),
            ("-1,000,000", -1e6),
            ("12,345,678", 12_345_678.0),
            ("1,234.", 1234.0),
        ];
        for (text, value) in cases {
            assert_eq!(POINT.read(text.as_bytes()), Ok(value), "{text}");
            let swapped: String = text
                .chars()
                .map(|c| {
                    if c == ',' {
                        '.'
                    } else if c == '.' {
                        ','
                    } else {
                        c
                    }
                })
                .collect();
            assert_eq!(COMMA.read(swapped.as_bytes()), Ok(value), "{swapped}");
        }
    }

    #[test]
    fn a_lone_group_is_ambiguous_until_the_layout_says_what_it_is() {
        assert_eq!(POINT.read(b"1,234"), Err(NumberFault::Ambiguous));
        assert_eq!(told(POINT).read(b"1,234"), Ok(1234.0));
        assert_eq!(COMMA.read(b"1,234"), Ok(1.234));
        assert_eq!(COMMA.read(b"1.234"), Err(NumberFault::Ambiguous));
        assert_eq!(told(COMMA).read(b"1.234"), Ok(1234.0));
        assert_eq!(POINT.read(b"1.234"), Ok(1.234));
    }

    #[test]
    fn the_other_decimal_mark_is_told_by_its_name() {
        for text in ["12,5", "0,125", "1.234,5", "1.234.567", "1234,567", "-3,25", "1,5e3", ",5"] {
            assert_eq!(POINT.read(text.as_bytes()), Err(NumberFault::Comma), "{text}");
        }
        for text in ["12.5", "1,234.5", "0.125"] {
            assert_eq!(COMMA.read(text.as_bytes()), Err(NumberFault::Point), "{text}");
        }
        assert_eq!(COMMA.read(b"1,5e3"), Ok(1500.0));
    }

    #[test]
    fn spaces_and_apostrophes_part_thousands_only_where_told() {
        for text in ["1 234 567.8", "1'234'567.8", "1\u{202f}234\u{202f}567.8"] {
            assert_eq!(POINT.read(text.as_bytes()), Err(NumberFault::Grouped), "{text}");
            assert_eq!(told(POINT).read(text.as_bytes()), Ok(1_234_567.8), "{text}");
        }
    }

    #[test]
    fn groups_that_are_not_of_three_are_no_number() {
        for text in ["1,23,456.7", "12,34,567", "1,2345.6", "1,,234", "1,234 567", "1, 234.5", "+-1,234.5"] {
            assert_eq!(told(POINT).read(text.as_bytes()), Err(NumberFault::Form), "{text}");
        }
    }

    proptest! {
        #[test]
        fn a_number_with_its_thousands_parted_is_the_number(value in -9_000_000_000_i64..9_000_000_000, cents in 0..100_u32) {
            let digits = value.unsigned_abs().to_string();
            let mut grouped = String::new();
            for (at, digit) in digits.chars().enumerate() {
                if at > 0 && (digits.len() - at) % 3 == 0 {
                    grouped.push(',');
                }
                grouped.push(digit);
            }
            let sign = if value < 0 { "-" } else { "" };
            let plain: f64 = format!("{sign}{digits}.{cents:02}").parse().unwrap();
            prop_assert_eq!(POINT.read(format!("{sign}{grouped}.{cents:02}").as_bytes()), Ok(plain));
        }

        #[test]
        fn any_bytes_are_a_finite_number_or_a_fault(text in any::<Vec<u8>>(), near in "[-+0-9.,' e]{0,14}") {
            for numerals in [POINT, COMMA, told(POINT), told(COMMA)] {
                for text in [text.as_slice(), near.as_bytes()] {
                    prop_assert!(numerals.read(text).map_or(true, f64::is_finite));
                }
            }
        }
    }
}
