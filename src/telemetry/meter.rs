//! A meter: what it measures, how its readings are to be understood, and where they are found.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use toml::Spanned;

use super::{CurrentTransformer, Interval};
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
    /// A signal that is on or off; each reading holds until the next, at most the meter's `max_gap`, and what adds up is
    /// the time on.
    State,
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
    /// The unit of its readings: a power unit for `power`, otherwise a unit of energy or of volume; none for `state`.
    #[schemars(with = "Option<Unit>")]
    pub unit: Option<Spanned<Unit>>,
    /// Where it sits.
    pub point: MeteringPoint,
    /// Its accuracy class, such as `0.5S`: the limit of its error in percent.
    #[schemars(with = "Option<String>")]
    pub class: Option<Spanned<String>>,
    /// The power factor of what it measures, above 0 and at most 1 (electricity only): with a current transformer it
    /// tells what the displacement of the phase does to the energy.
    #[schemars(with = "Option<f64>")]
    pub power_factor: Option<Spanned<f64>>,
    /// The current transformer in front of it (electricity only); without one it measures directly.
    #[schemars(with = "Option<CurrentTransformer>")]
    pub current_transformer: Option<Spanned<CurrentTransformer>>,
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
    /// The longest time for which a reading holds (kinds `power` and `state` only).
    #[serde(default = "fifteen_minutes")]
    pub max_gap: Interval,
    /// How many times over its readings count: the ratio of current and voltage transformers. 1 where left out.
    #[schemars(with = "Option<f64>")]
    pub multiplier: Option<Spanned<f64>>,
    /// The reading at which its register begins again from zero, in its own unit (kind `counter` only).
    #[schemars(with = "Option<f64>")]
    pub rollover: Option<Spanned<f64>>,
    /// When its counter was replaced by another (kind `counter` only), in order of time.
    #[serde(default)]
    pub replaced: Vec<Replacement>,
    /// A counter of the same energy that bridges its gaps where the facility's policy is to bridge (kind `power` only).
    #[schemars(with = "Option<String>")]
    pub bridge_with: Option<Spanned<String>>,
    /// The words that stand for "on" (kind `state` only); 1 where left out.
    #[serde(default)]
    #[schemars(with = "Vec<String>")]
    pub on: Vec<Spanned<String>>,
    /// The words that stand for "off" (kind `state` only); 0 where left out.
    #[serde(default)]
    #[schemars(with = "Vec<String>")]
    pub off: Vec<Spanned<String>>,
    /// The `id` of another meter of the same quantity that this one checks.
    #[schemars(with = "Option<String>")]
    pub checks: Option<Spanned<String>>,
    /// Whether its values are estimated rather than measured.
    #[serde(default)]
    pub estimated: bool,
}

/// The replacement of a counter: what the old one showed at the end, and the new one at the beginning.
///
/// Readings before it are of the old counter; readings at it and after it are of the new one.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Replacement {
    /// When; read as the stamps of telemetry are.
    #[schemars(with = "String")]
    pub at: Spanned<String>,
    /// The last reading of the old counter, in the meter's unit; without it the time since the reading before is not
    /// covered.
    pub old_final: Option<f64>,
    /// The first reading of the new counter, in the meter's unit; without it the time until the next reading is not
    /// covered.
    pub new_start: Option<f64>,
    /// The number on the old counter.
    pub old_serial: Option<String>,
    /// The number on the new counter.
    pub new_serial: Option<String>,
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

    /// Its accuracy class as the manifest writes it.
    pub fn class_word(&self) -> Option<&str> {
        self.class.as_ref().map(|class| class.get_ref().as_str())
    }

    /// The unit of its readings; a state, which has none, counts the seconds in a second.
    pub fn reading_unit(&self) -> Unit {
        self.unit.as_ref().map_or(Unit::S, |unit| *unit.get_ref())
    }

    /// How many times over its readings count.
    pub fn times(&self) -> f64 {
        self.multiplier.as_ref().map_or(1.0, |times| *times.get_ref())
    }

    /// The dimension of what it adds up to: energy, volume, or for a state time.
    pub fn amount_dimension(&self) -> Dimension {
        match (self.kind, self.quantity) {
            (Kind::State, _) => Dimension::Time,
            (_, Quantity::Water) => Dimension::Volume,
            (_, Quantity::Electricity | Quantity::Heat | Quantity::Fuel) => Dimension::Energy,
        }
    }
}

/// No class of an electricity meter is coarser than 3 (reactive energy); a larger number is no class.
const COARSEST_PERCENT: f64 = 3.0;

/// The limit of error of an accuracy class, in percent of the reading: `0.5S` is 0.5. `None` for what is no class.
pub fn class_percent(class: &str) -> Option<f64> {
    let percent: f64 = class.trim().trim_end_matches(['s', 'S']).trim_end().parse().ok()?;
    (0.0..=COARSEST_PERCENT).contains(&percent).then_some(percent)
}
