//! A meter: what it measures, how its readings are to be understood, and where they are found.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use toml::Spanned;

use super::Interval;
use crate::units::{Dimension, Unit};

/// What a meter measures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Quantity {
    /// Electricity.
    Electricity,
    /// Heat, such as heat handed on for reuse.
    Heat,
    /// Fuel, by its energy.
    Fuel,
    /// Water.
    Water,
}

/// How a meter's readings are to be understood.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// A momentary power; each reading holds until the next, at most the meter's `max_gap`.
    Power,
    /// The amount of one interval; spread evenly over the interval.
    Interval,
    /// A running counter; the difference of two readings is spread evenly between them.
    Counter,
}

/// Which end of an interval its stamp marks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum StampSide {
    /// The stamp is the interval's first instant.
    #[default]
    Start,
    /// The stamp is the interval's end.
    End,
}

/// Where in the supply path a meter sits (ISO/IEC 30134-2 tells PUE categories by it).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum MeteringPoint {
    /// The utility's hand-over.
    Utility,
    /// A generator or plant on the site.
    Generation,
    /// The output of an uninterruptible power supply (PUE category 1).
    UpsOutput,
    /// The output of a power distribution unit (PUE category 2).
    PduOutput,
    /// The input of the IT equipment (PUE category 3).
    ItInput,
    /// A branch of cooling or of other plant.
    Plant,
    /// Anywhere else.
    Other,
}

/// One meter of a facility, as its manifest describes it.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Meter {
    /// The name by which the boundary refers to it; unique within the facility.
    #[schemars(with = "String")]
    pub id: Spanned<String>,
    /// What it measures.
    #[serde(default = "electricity")]
    pub quantity: Quantity,
    /// How its readings are to be understood.
    pub kind: Kind,
    /// The unit of its readings: a power unit for `power`, otherwise a unit of energy or of volume.
    #[schemars(with = "Unit")]
    pub unit: Spanned<Unit>,
    /// Where it sits.
    pub point: MeteringPoint,
    /// Its accuracy class, such as `0.5S`.
    pub class: Option<String>,
    /// The column (wide files) or the meter's key (long files) that holds its readings.
    #[schemars(with = "String")]
    pub column: Spanned<String>,
    /// The column that tells how many hours of each interval were really measured (kind `interval` only).
    #[schemars(with = "Option<String>")]
    pub valid_hours: Option<Spanned<String>>,
    /// The `id` of the `[[telemetry]]` block that holds it; may be left out where there is only one.
    #[schemars(with = "Option<String>")]
    pub telemetry: Option<Spanned<String>>,
    /// The length of each interval (kind `interval` only).
    pub interval: Option<Interval>,
    /// Which end of the interval the stamp marks (kind `interval` only).
    #[serde(default)]
    pub stamp: StampSide,
    /// The longest time for which a power reading holds (kind `power` only).
    #[serde(default = "fifteen_minutes")]
    pub max_gap: Interval,
}

const fn electricity() -> Quantity {
    Quantity::Electricity
}

const fn fifteen_minutes() -> Interval {
    Interval::minutes(15)
}

impl Meter {
    /// The meter's name.
    pub fn name(&self) -> &str {
        self.id.get_ref()
    }

    /// The unit of its readings.
    pub fn reading_unit(&self) -> Unit {
        *self.unit.get_ref()
    }

    /// The dimension of what it adds up to: energy or volume.
    pub fn amount_dimension(&self) -> Dimension {
        match self.quantity {
            Quantity::Water => Dimension::Volume,
            Quantity::Electricity | Quantity::Heat | Quantity::Fuel => Dimension::Energy,
        }
    }
}
