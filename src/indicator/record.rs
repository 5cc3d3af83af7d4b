//! An indicator as ratings write it.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Value;
use crate::period::HOUR_NANOS;
use crate::standard::exact::Exact;
use crate::standard::observed::Standing;
use crate::standard::vocabulary::IndicatorName;
use crate::text::Text;

/// An indicator with its proof.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Indicator {
    /// Its id in the vocabulary, such as `pue`.
    pub id: String,
    /// Its name.
    pub title: Text,
    /// Its unit, such as `kWh/kWh`.
    pub unit: String,
    /// Its formula.
    pub formula: Text,
    /// Its value at full precision; `None` where it is missing or does not apply.
    pub value: Option<f64>,
    /// How it came about.
    pub standing: Option<Standing>,
    /// Why there is no value.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub why: Option<Text>,
    /// The values that went into it.
    pub inputs: Vec<IndicatorInput>,
    /// Over how much of the period.
    pub coverage: Option<Coverage>,
}

impl Indicator {
    pub(super) fn of(name: &IndicatorName, value: Value) -> Self {
        let (known, why) = match value {
            Ok(known) => (Some(known), None),
            Err(why) => (None, Some(why)),
        };
        Self {
            id: name.id.clone(),
            title: name.title.clone(),
            unit: name.unit.clone(),
            formula: name.formula.clone(),
            value: known.as_ref().map(|known| known.value),
            standing: known.as_ref().map(|known| known.standing),
            why,
            coverage: known.as_ref().and_then(|known| known.coverage),
            inputs: known.map(|known| known.inputs).unwrap_or_default(),
        }
    }
}

/// A value that went into an indicator.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct IndicatorInput {
    /// Its name in the formula, such as `E_IT`.
    pub name: String,
    /// Its value.
    pub value: f64,
    /// Its unit.
    pub unit: String,
    /// Where it comes from: meters with their signs, or a declared value with its evidence.
    pub from: String,
}

impl IndicatorInput {
    pub(super) fn new(name: &str, value: f64, unit: &str, from: &str) -> Self {
        Self { name: name.to_owned(), value, unit: unit.to_owned(), from: from.to_owned() }
    }
}

/// Over how much of the period a value was measured.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Coverage {
    /// Hours in which all that the value needs was measured.
    pub covered_hours: f64,
    /// Hours of the period.
    pub period_hours: f64,
}

impl Coverage {
    /// The coverage of some nanoseconds of a period of whole hours.
    #[expect(clippy::as_conversions, reason = "hours of any real period are far below 2^53 nanoseconds' hours")]
    pub fn of(covered_nanos: i128, period_hours: usize) -> Self {
        Self { covered_hours: covered_nanos as f64 / HOUR_NANOS as f64, period_hours: period_hours as f64 }
    }

    /// The share of the period that is covered, from 0 to 1; of decimals, so that 604.8 of 672 hours are 0.9 and no less.
    pub fn share(&self) -> f64 {
        let share = Exact::of(self.covered_hours).zip(Exact::of(self.period_hours)).and_then(|(of, all)| of.over(&all));
        share.map_or(f64::NAN, |share| share.to_f64())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn coverage_on_a_threshold_is_on_it_to_the_last_bit() {
        // Divided as doubles, 604.8 of 672 hours are less than 0.9, and 571.2 more than 0.85.
        let minutes = |minutes: i128, hours| Coverage::of(minutes * i128::from(HOUR_NANOS) / 60, hours).share();
        assert_eq!(minutes(36_288, 672), 0.9);
        assert_eq!(minutes(34_272, 672), 0.85);
        assert_eq!(minutes(33_408, 696), 0.8);
    }
}
