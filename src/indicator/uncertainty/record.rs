//! The uncertainty of measured indicators as ratings write it.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::telemetry::Quantity;
use crate::text::Text;

/// The coverage factor of an expanded uncertainty: `U95 = 2 u` (JCGM 100, 6.3.3).
pub const COVERAGE_FACTOR: f64 = 2.0;

/// How sure the measured indicators are, and why.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
pub struct Uncertainty {
    /// The causes of error, which are independent of each other; what is not is one cause with several meters.
    pub sources: Vec<ErrorSource>,
    /// The indicators that follow them, in the order of the vocabulary.
    pub indicators: Vec<IndicatorUncertainty>,
    /// What was taken where the manifest does not tell.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub assumptions: Vec<Text>,
}

/// What kind of cause it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum SourceKind {
    /// The accuracy class of a meter.
    MeterClass,
    /// The ratio error of a current transformer.
    TransformerRatio,
    /// The phase displacement of a current transformer.
    TransformerPhase,
    /// The time that is not covered by measurement.
    Gap,
}

/// The distribution of a cause of error, scaled to mean 0 and standard deviation 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Shape {
    /// Equally likely within ±√3: all that is known is a limit.
    Rectangular,
    /// The normal distribution.
    Normal,
}

/// A cause of error. Its size is in the terms of what follows it, for one cause may move meters by different amounts.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ErrorSource {
    /// Its name, such as `ups-a.class`, `ct-1.ratio` or `pue.gap`.
    pub id: String,
    /// What kind of cause it is.
    pub kind: SourceKind,
    /// Its distribution.
    pub shape: Shape,
    /// The meters that it moves; none for time without measurement.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub meters: Vec<String>,
    /// The limit of error in percent of the reading, where one limit holds for all its meters.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub limit_percent: Option<f64>,
    /// What its meters measure; none for time without measurement.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub quantity: Option<Quantity>,
    /// The accuracy class of the meter or transformer, assumed where the manifest tells none.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub class: Option<String>,
    /// The load of the transformer as a share of its rated current, where it is known.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub load: Option<f64>,
    /// Where it comes from: the class, the load, the power factor.
    pub from: Text,
}

/// How sure one indicator is.
///
/// The value follows the causes as `over(ξ) ÷ under(ξ) + Σ added_s · ξ_s`, ξ_s independent with mean 0 and standard
/// deviation 1; where there is a limit, it is cut there.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct IndicatorUncertainty {
    /// The indicator's id.
    pub id: String,
    /// Its value, as the rating tells it; the formula above gives it where every ξ is 0.
    pub value: f64,
    /// The combined standard uncertainty by first order (JCGM 100, 5.1.2), in the indicator's unit.
    pub standard: f64,
    /// The expanded uncertainty `U95 = 2 u`, in the indicator's unit.
    pub expanded: f64,
    /// The parts of the budget, the largest first.
    pub parts: Vec<Part>,
    /// What is divided.
    pub over: ErrorSum,
    /// What it is divided by.
    pub under: ErrorSum,
    /// What is added to the ratio, in the indicator's unit: time without measurement.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub added: Vec<ErrorTerm>,
    /// The most that it can be: 1 for a share.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub at_most: Option<f64>,
}

/// A part of a budget.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Part {
    /// The id of its cause.
    pub source: String,
    /// By how much one standard uncertainty of the cause moves the indicator, in its unit, with its sign.
    pub moves: f64,
    /// Its share of the variance, from 0 to 1.
    pub share: f64,
}

/// A sum that follows causes of error: `constant + Σ term_s · ξ_s`.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
pub struct ErrorSum {
    /// Its value without any error.
    pub value: f64,
    /// By how much each cause moves it.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub terms: Vec<ErrorTerm>,
}

/// By how much one standard uncertainty of a cause moves a sum, in the sum's unit.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ErrorTerm {
    /// The id of the cause.
    pub source: String,
    /// By how much, with its sign.
    pub moves: f64,
}

/// Whether a ratio is more than it can be without any error.
pub(super) fn is_cut(over: &ErrorSum, under: &ErrorSum, at_most: Option<f64>) -> bool {
    at_most.is_some_and(|most| over.value / under.value > most)
}

impl IndicatorUncertainty {
    /// Whether it is more than it can be without any error, so that it is told as the most that it can be.
    pub fn is_cut(&self) -> bool {
        is_cut(&self.over, &self.under, self.at_most)
    }
}

impl Uncertainty {
    /// How sure an indicator is; `None` where it is not measured.
    pub fn of(&self, indicator: &str) -> Option<&IndicatorUncertainty> {
        self.indicators.iter().find(|one| one.id == indicator)
    }
}
