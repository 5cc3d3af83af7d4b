//! The units that meters and manifests may use, and their size in base units.

use std::fmt;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::problem::{Problem, Result, nearest};

/// What kind of amount a unit measures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Dimension {
    /// Energy per time; base unit watt.
    Power,
    /// Energy; base unit joule.
    Energy,
    /// Volume of water; base unit litre.
    Volume,
    /// Time for which something was on; base unit second.
    Time,
}

/// A unit of a meter's readings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(try_from = "String", into = "&'static str")]
#[schemars(with = "String", extend("enum" = words()))]
pub enum Unit {
    /// Watt.
    W,
    /// Kilowatt.
    KW,
    /// Megawatt.
    MW,
    /// Joule.
    J,
    /// Megajoule.
    MJ,
    /// Gigajoule.
    GJ,
    /// Watt-hour.
    Wh,
    /// Kilowatt-hour.
    KWh,
    /// Megawatt-hour.
    MWh,
    /// Gigawatt-hour.
    GWh,
    /// Litre.
    L,
    /// Cubic metre.
    M3,
    /// Tonne of water, taken as one cubic metre.
    T,
    /// Second.
    S,
    /// Hour.
    H,
}

/// Every unit with its name and its size in base units (W, J, L or s).
const UNITS: [(Unit, &str, Dimension, f64); 15] = [
    (Unit::W, "W", Dimension::Power, 1.0),
    (Unit::KW, "kW", Dimension::Power, 1e3),
    (Unit::MW, "MW", Dimension::Power, 1e6),
    (Unit::J, "J", Dimension::Energy, 1.0),
    (Unit::MJ, "MJ", Dimension::Energy, 1e6),
    (Unit::GJ, "GJ", Dimension::Energy, 1e9),
    (Unit::Wh, "Wh", Dimension::Energy, 3.6e3),
    (Unit::KWh, "kWh", Dimension::Energy, 3.6e6),
    (Unit::MWh, "MWh", Dimension::Energy, 3.6e9),
    (Unit::GWh, "GWh", Dimension::Energy, 3.6e12),
    (Unit::L, "L", Dimension::Volume, 1.0),
    (Unit::M3, "m3", Dimension::Volume, 1e3),
    (Unit::T, "t", Dimension::Volume, 1e3),
    (Unit::S, "s", Dimension::Time, 1.0),
    (Unit::H, "h", Dimension::Time, 3.6e3),
];

/// Every word that is read as a unit.
fn words() -> Vec<&'static str> {
    UNITS.iter().map(|(_, name, ..)| *name).chain([CUBIC_METRE]).collect()
}

/// Another way of writing `m3`.
const CUBIC_METRE: &str = "m³";

impl Unit {
    /// Reads a unit's name; the case counts, because mW is not MW.
    ///
    /// # Errors
    /// An unknown name, with the units there are as the hint.
    pub fn parse(name: &str) -> Result<Self> {
        let wanted = if name == CUBIC_METRE { "m3" } else { name };
        UNITS.iter().find(|(_, known, ..)| *known == wanted).map(|(unit, ..)| *unit).ok_or_else(|| {
            let known: Vec<&str> = UNITS.iter().map(|(_, known, ..)| *known).collect();
            let same_letters = known.iter().copied().find(|known| known.eq_ignore_ascii_case(wanted));
            let hint = match same_letters.or_else(|| nearest(wanted, known.iter().copied())) {
                Some(near) => format!("did you mean `{near}`? the units are {}", known.join(", ")),
                None => format!("the units are {}", known.join(", ")),
            };
            Problem::new(format!("unknown unit `{name}`")).hint(hint)
        })
    }

    /// Every unit.
    pub fn all() -> impl Iterator<Item = Self> {
        UNITS.iter().map(|(unit, ..)| *unit)
    }

    fn row(self) -> (&'static str, Dimension, f64) {
        UNITS
            .iter()
            .find(|(unit, ..)| *unit == self)
            .map_or(("?", Dimension::Energy, f64::NAN), |(_, n, d, f)| (n, *d, *f))
    }

    /// The unit's name as written in manifests and reports.
    pub fn name(self) -> &'static str {
        self.row().0
    }

    /// What the unit measures.
    pub fn dimension(self) -> Dimension {
        self.row().1
    }

    /// How many base units (W, J, L or s) one of this unit is.
    pub fn in_base(self) -> f64 {
        self.row().2
    }
}

impl fmt::Display for Unit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl From<Unit> for &'static str {
    fn from(unit: Unit) -> Self {
        unit.name()
    }
}

impl TryFrom<String> for Unit {
    type Error = String;

    fn try_from(name: String) -> std::result::Result<Self, String> {
        // serde can carry one string only: message and hint travel together and are parted by the manifest's loader.
        Self::parse(&name).map_err(|problem| format!("{}\n{}", problem.what, problem.hint.unwrap_or_default()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_unit_is_read_back_from_its_name() {
        for (unit, name, ..) in UNITS {
            assert_eq!(Unit::parse(name), Ok(unit));
        }
    }

    #[test]
    fn a_wrong_case_is_an_error_that_names_the_right_one() {
        let problem = Unit::parse("kwh").unwrap_err();
        assert_eq!(problem.what, "unknown unit `kwh`");
        assert!(problem.hint.unwrap().starts_with("did you mean `kWh`?"));
    }
}
