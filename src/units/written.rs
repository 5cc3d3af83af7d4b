//! Units as telemetry writes them, in cells and headings: `Watts`, `千瓦时`, `m³`.
//!
//! A manifest names a unit in one way; files name it in many. Only names that can mean one thing are here: `MW` is a
//! megawatt, `mW` would be a millionth of a thousandth of it, and `mw` may be either, so the last two are not read.

use super::{Dimension, Unit};
use crate::problem::{Problem, Result};

/// A unit that a file writes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct WrittenUnit {
    /// What it measures.
    pub dimension: Dimension,
    /// How many base units (W, J or L) one of it is.
    pub in_base: f64,
}

/// Symbols and Chinese names; their case counts.
const SYMBOLS: [(&[&str], Dimension, f64); 17] = [
    (&["W", "w", "瓦", "瓦特"], Dimension::Power, 1.0),
    (&["kW", "KW", "kw", "Kw", "千瓦"], Dimension::Power, 1e3),
    (&["MW", "兆瓦"], Dimension::Power, 1e6),
    (&["万kW", "万千瓦"], Dimension::Power, 1e7),
    (&["J", "焦", "焦耳"], Dimension::Energy, 1.0),
    (&["kJ", "KJ", "kj", "千焦"], Dimension::Energy, 1e3),
    (&["MJ", "兆焦"], Dimension::Energy, 1e6),
    (&["GJ", "吉焦"], Dimension::Energy, 1e9),
    (&["Wh", "WH", "wh", "瓦时"], Dimension::Energy, 3.6e3),
    (&["kWh", "KWh", "KWH", "kwh", "Kwh", "kWH", "千瓦时", "千瓦小时", "度"], Dimension::Energy, 3.6e6),
    (&["MWh", "MWH", "兆瓦时"], Dimension::Energy, 3.6e9),
    (&["万kWh", "万千瓦时", "万度"], Dimension::Energy, 3.6e10),
    (&["GWh", "GWH", "吉瓦时"], Dimension::Energy, 3.6e12),
    (&["L", "l", "升"], Dimension::Volume, 1.0),
    (&["m3", "m³", "m^3", "㎥", "立方米", "立方", "方"], Dimension::Volume, 1e3),
    (&["t", "吨"], Dimension::Volume, 1e3),
    (&["万t", "万吨", "万m3", "万立方米"], Dimension::Volume, 1e7),
];

/// English words, of which neither the case nor a plural counts.
const WORDS: [(&str, Dimension, f64); 16] = [
    ("watt", Dimension::Power, 1.0),
    ("kilowatt", Dimension::Power, 1e3),
    ("megawatt", Dimension::Power, 1e6),
    ("joule", Dimension::Energy, 1.0),
    ("megajoule", Dimension::Energy, 1e6),
    ("gigajoule", Dimension::Energy, 1e9),
    ("watthour", Dimension::Energy, 3.6e3),
    ("kilowatthour", Dimension::Energy, 3.6e6),
    ("megawatthour", Dimension::Energy, 3.6e9),
    ("gigawatthour", Dimension::Energy, 3.6e12),
    ("kwhr", Dimension::Energy, 3.6e6),
    ("litre", Dimension::Volume, 1.0),
    ("liter", Dimension::Volume, 1.0),
    ("cubicmetre", Dimension::Volume, 1e3),
    ("cubicmeter", Dimension::Volume, 1e3),
    ("tonne", Dimension::Volume, 1e3),
];

impl WrittenUnit {
    /// Reads a unit; `kW h`, `kW·h` and `kW-h` are `kWh`.
    ///
    /// # Errors
    /// A name that is unknown or can mean two units, with what to do as the hint.
    pub fn read(text: &str) -> Result<Self> {
        let name: String = text.chars().filter(|c| !c.is_whitespace() && !"·⋅•.-".contains(*c)).collect();
        let symbol = SYMBOLS.iter().find(|(names, ..)| names.contains(&name.as_str()));
        let word = || {
            let lower = name.to_ascii_lowercase();
            let singular = lower.strip_suffix('s').unwrap_or(&lower);
            WORDS.iter().find(|(word, ..)| *word == singular).map(|(_, dimension, size)| (*dimension, *size))
        };
        let found = symbol.map(|(_, dimension, size)| (*dimension, *size)).or_else(word);
        found.map(|(dimension, in_base)| Self { dimension, in_base }).ok_or_else(|| unknown(text.trim(), &name))
    }

    /// Whether it is the same as a meter's unit.
    pub fn is(self, unit: Unit) -> bool {
        self.dimension == unit.dimension() && self.in_base.to_bits() == unit.in_base().to_bits()
    }

    /// The meter's unit that is the same, where there is one.
    pub fn unit(self) -> Option<Unit> {
        Unit::all().find(|unit| self.is(*unit))
    }

    /// A value in this unit, in another of the same dimension.
    ///
    /// The larger unit is a whole number of the smaller, so that the one rounding is that of the result.
    pub fn convert(self, value: f64, unit: Unit) -> f64 {
        let (from, to) = (self.in_base, unit.in_base());
        if from >= to { value * (from / to) } else { value / (to / from) }
    }
}

fn unknown(shown: &str, name: &str) -> Problem {
    let mega = [("mw", "MW", "megawatts"), ("mwh", "MWh", "megawatt-hours"), ("mj", "MJ", "megajoules")];
    let hint = match mega.into_iter().find(|(small, ..)| name.eq_ignore_ascii_case(small)) {
        Some((_, right, long)) => format!("the case counts, because m is a thousandth: {long} are `{right}`"),
        None => "the units are W, kW, MW, J, MJ, GJ, Wh, kWh, MWh, GWh, L, m3, t".to_owned(),
    };
    Problem::new(format!("unknown unit `{shown}`")).hint(hint)
}

/// The number and the unit of a cell, where it begins with a digit and something follows.
pub fn part_unit(cell: &str) -> Option<(&str, &str)> {
    let digit = |text: &str| text.starts_with(|c: char| c.is_ascii_digit());
    let after = |at: usize| cell.get(at + 1..).unwrap_or_default().trim_start_matches(['+', '-']);
    let exponent = |at: usize, c: char| matches!(c, 'e' | 'E') && digit(after(at));
    let of_number = |c: char| c.is_ascii_digit() || c.is_whitespace() || "+-.,'’".contains(c);
    let (end, _) = cell.char_indices().find(|(at, c)| !of_number(*c) && !exponent(*at, *c))?;
    let (number, unit) = cell.split_at_checked(end)?;
    let number = number.trim();
    number.contains(|c: char| c.is_ascii_digit()).then_some((number, unit))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_and_its_unit_are_parted_where_the_unit_begins() {
        let cases = [
            ("270 Watts", ("270", "Watts")),
            ("12.5kWh", ("12.5", "kWh")),
            ("1e3 W", ("1e3", "W")),
            ("1,234.5 千瓦时", ("1,234.5", "千瓦时")),
            ("10 m3", ("10", "m3")),
            ("5 energy", ("5", "energy")),
        ];
        for (cell, parts) in cases {
            assert_eq!(part_unit(cell), Some(parts), "{cell}");
        }
        for cell in ["no reading", "W", "12", "", "kW 12"] {
            assert_eq!(part_unit(cell), None, "{cell}");
        }
    }

    #[test]
    fn every_unit_of_manifests_is_read_as_itself() {
        for name in ["W", "kW", "MW", "J", "MJ", "GJ", "Wh", "kWh", "MWh", "GWh", "L", "m3", "t"] {
            assert!(WrittenUnit::read(name).unwrap().is(Unit::parse(name).unwrap()), "{name}");
        }
    }

    #[test]
    fn other_names_of_a_unit_are_read() {
        let cases = [
            ("Watts", Unit::W),
            ("watt", Unit::W),
            ("瓦", Unit::W),
            ("KW", Unit::KW),
            ("千瓦", Unit::KW),
            ("kilowatts", Unit::KW),
            ("兆瓦", Unit::MW),
            ("度", Unit::KWh),
            ("kW·h", Unit::KWh),
            ("KWH", Unit::KWh),
            ("kilowatt-hours", Unit::KWh),
            ("千瓦时", Unit::KWh),
            ("m³", Unit::M3),
            ("立方米", Unit::M3),
            ("吨", Unit::T),
            ("升", Unit::L),
        ];
        for (name, unit) in cases {
            assert!(WrittenUnit::read(name).unwrap().is(unit), "{name}");
        }
        assert!(WrittenUnit::read("t").unwrap().is(Unit::M3), "a tonne of water is a cubic metre");
    }

    #[test]
    fn mega_and_milli_are_never_confused() {
        assert!(WrittenUnit::read("MW").unwrap().is(Unit::MW));
        for name in ["mW", "mw", "Mw", "mwh", "mWh", "mj"] {
            let problem = WrittenUnit::read(name).unwrap_err();
            assert_eq!(problem.what, format!("unknown unit `{name}`"));
            assert!(problem.hint.unwrap().contains("the case counts"), "{name}");
        }
        for name in ["kVA", "degrees C", "%", "ton", ""] {
            assert!(WrittenUnit::read(name).is_err(), "{name}");
        }
    }

    #[test]
    fn a_value_is_converted_with_one_rounding() {
        let convert = |value, from, to| WrittenUnit::read(from).unwrap().convert(value, Unit::parse(to).unwrap());
        assert_eq!(convert(270.0, "Watts", "kW").to_bits(), 0.27_f64.to_bits());
        assert_eq!(convert(1.1, "MW", "kW").to_bits(), 1100.0_f64.to_bits());
        assert_eq!(convert(3.0, "万度", "MWh").to_bits(), 30.0_f64.to_bits());
        assert_eq!(convert(7.2, "MJ", "kWh").to_bits(), 2.0_f64.to_bits());
    }
}
