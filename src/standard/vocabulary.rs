//! The vocabulary: every indicator and every source of electricity, with its name, unit and formula.

use std::sync::LazyLock;

use serde::Deserialize;

use crate::text::Text;

/// The shipped vocabulary, as its file writes it.
const FILE: &str = include_str!("../../standards/indicators.toml");

static EMBEDDED: LazyLock<Vocabulary> = LazyLock::new(|| {
    // A shipped file: a test reads it, so that what fails here never leaves the house.
    toml::from_str(FILE).unwrap_or_default()
});

/// Every indicator and every source of electricity.
#[derive(Debug, Clone, PartialEq, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Vocabulary {
    /// The indicators, in the order of reports.
    #[serde(rename = "indicator")]
    pub indicators: Vec<IndicatorName>,
    /// The sources of electricity, in the order of charts.
    #[serde(rename = "supply_source")]
    pub supply_sources: Vec<SupplySource>,
    /// The categories and sectors of facilities.
    #[serde(rename = "category")]
    pub categories: Vec<Category>,
}

/// What sort of number an indicator is, for its display.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum IndicatorKind {
    /// A ratio of two amounts.
    Ratio,
    /// A share from 0 to 1, displayed in percent.
    Share,
    /// An amount in its unit.
    Amount,
    /// 1 for yes and 0 for no.
    YesNo,
}

/// Which of two values of an indicator is better, all else being equal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Direction {
    /// The lower one.
    Lower,
    /// The higher one; yes rather than no.
    Higher,
}

impl Direction {
    /// As the vocabulary writes it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Lower => "lower",
            Self::Higher => "higher",
        }
    }
}

/// An indicator.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct IndicatorName {
    /// Its id in packs and ratings.
    pub id: String,
    /// Its name.
    pub title: Text,
    /// Its short sign, such as PUE.
    pub symbol: String,
    /// Its unit.
    pub unit: String,
    /// What sort of number it is.
    pub kind: IndicatorKind,
    /// Which side is better; left out where neither is, as of the weather or the size of a facility.
    pub better: Option<Direction>,
    /// Its formula.
    pub formula: Text,
    /// Where the formula comes from.
    pub source: String,
}

/// A source of electricity.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SupplySource {
    /// Its id in manifests and packs.
    pub id: String,
    /// Its name.
    pub title: Text,
    /// Whether it is renewable.
    pub renewable: bool,
    /// Whether it gives no carbon dioxide at the plant: renewable or nuclear.
    pub carbon_free: bool,
}

/// A category or sector of facilities, by which a standard may tell them apart.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Category {
    /// Its id in manifests and packs.
    pub id: String,
    /// Its name.
    pub title: Text,
}

impl Vocabulary {
    /// The shipped vocabulary.
    pub fn embedded() -> &'static Self {
        &EMBEDDED
    }

    /// An indicator by its id.
    pub fn indicator(&self, id: &str) -> Option<&IndicatorName> {
        self.indicators.iter().find(|indicator| indicator.id == id)
    }

    /// A source of electricity by its id.
    pub fn supply_source(&self, id: &str) -> Option<&SupplySource> {
        self.supply_sources.iter().find(|source| source.id == id)
    }
}
