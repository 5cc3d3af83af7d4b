//! The CO₂ factors of the provinces' grids.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

use crate::text::Text;

/// The shipped table, as its file writes it.
const FILE: &str = include_str!("../../standards/grid-factors.toml");

static EMBEDDED: LazyLock<GridFactors> = LazyLock::new(|| {
    // A shipped file: a test reads it, so that what fails here never leaves the house.
    toml::from_str(FILE).unwrap_or_default()
});

/// The CO₂ factor of a grid.
#[derive(Debug, Clone, PartialEq)]
pub struct GridFactor {
    /// kg of CO₂ for each kWh.
    pub value: f64,
    /// The year that it describes.
    pub year: i16,
    /// Where it comes from.
    pub source: Text,
}

/// A CO₂ factor of the whole country; the variants are not interchangeable.
#[derive(Debug, Clone, PartialEq)]
pub struct NationalFactor {
    /// Which variant: `average`, `without-traded-non-fossil` or `fossil`.
    pub id: String,
    /// Its name.
    pub title: Text,
    /// kg of CO₂ for each kWh.
    pub value: f64,
    /// The year that it describes.
    pub year: i16,
    /// Where it comes from.
    pub source: Text,
}

/// The CO₂ factors of the provinces' grids.
#[derive(Debug, Clone, PartialEq, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GridFactors {
    source: Option<Text>,
    #[serde(rename = "province")]
    provinces: Vec<Province>,
    #[serde(rename = "national", default)]
    nationals: Vec<National>,
}

/// A variant of the national factor by year, kg/kWh.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
struct National {
    id: String,
    title: Text,
    factors: BTreeMap<String, f64>,
}

/// A province's factors by year, kg/kWh.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
struct Province {
    zh: String,
    en: String,
    factors: BTreeMap<String, f64>,
}

impl GridFactors {
    /// The shipped table.
    pub fn embedded() -> &'static Self {
        &EMBEDDED
    }

    /// The factor of a province (青海 or Qinghai) for a year: that year's own, else the last one before it, else the
    /// first there is. `None` for a province that the table does not have.
    pub fn of(&self, province: &str, year: i16) -> Option<GridFactor> {
        let named = |known: &&Province| known.zh == province || known.en.eq_ignore_ascii_case(province);
        let (year, value) = in_year(&self.provinces.iter().find(named)?.factors, year)?;
        Some(GridFactor { value, year, source: self.source.clone()? })
    }

    /// The variants of the national factor for a year, chosen as [`GridFactors::of`] does.
    pub fn national(&self, year: i16) -> Vec<NationalFactor> {
        let of_year = |national: &National| {
            let (year, value) = in_year(&national.factors, year)?;
            let (id, title) = (national.id.clone(), national.title.clone());
            Some(NationalFactor { id, title, value, year, source: self.source.clone()? })
        };
        self.nationals.iter().filter_map(of_year).collect()
    }
}

/// A year's own factor, else the last one before it, else the first there is.
fn in_year(factors: &BTreeMap<String, f64>, year: i16) -> Option<(i16, f64)> {
    let by_year: BTreeMap<i16, f64> =
        factors.iter().filter_map(|(year, value)| Some((year.parse().ok()?, *value))).collect();
    let (year, value) = by_year.range(..=year).next_back().or_else(|| by_year.first_key_value())?;
    Some((*year, *value))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn qinghai_has_its_published_factors() {
        let factor = |year| GridFactors::embedded().of("青海", year).unwrap();
        let expected = [
            (2019, 2021, 0.1326),
            (2021, 2021, 0.1326),
            (2022, 2022, 0.1567),
            (2023, 2023, 0.1796),
            (2025, 2023, 0.1796),
        ];
        for (asked, year, value) in expected {
            assert_eq!((factor(asked).year, factor(asked).value.to_bits()), (year, f64::to_bits(value)), "{asked}");
        }
        assert_eq!(GridFactors::embedded().of("Qinghai", 2023), GridFactors::embedded().of("青海", 2023));
    }

    #[test]
    fn the_three_national_factors_are_told_apart() {
        let found = GridFactors::embedded().national(2025);
        let found: Vec<_> = found.iter().map(|factor| (factor.id.as_str(), factor.year, factor.value)).collect();
        let expected =
            [("average", 2023, 0.5306), ("without-traded-non-fossil", 2023, 0.6096), ("fossil", 2023, 0.8273)];
        assert_eq!(found, expected);
    }

    #[test]
    fn every_province_has_every_year_in_kilograms_and_no_other_has_any() {
        let table: GridFactors = toml::from_str(FILE).unwrap();
        assert_eq!(table.provinces.len(), 30);
        for province in &table.provinces {
            assert_eq!(province.factors.len(), 3, "{}", province.zh);
            // The regional tables of the same publisher are stored in tonnes under the same label: a trap.
            assert!(province.factors.values().all(|value| (0.1..1.0).contains(value)), "{}", province.zh);
        }
        assert_eq!(table.of("Colorado", 2023), None);
    }
}
