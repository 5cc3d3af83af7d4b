//! Facts: what a facility tells for reports that is no indicator, as a floor area or a kind of refrigerant, and how a
//! field of a report takes its value from one.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::assessment::FieldTrace;
use super::model::Field;
use super::observed::{Observations, Standing};
use crate::text::Text;

/// Every fact that a field may name.
pub const FACTS: [&str; 18] = [
    "total-energy",
    "it-energy",
    "backup-generators",
    "installed-it-power",
    "renewable-guarantees",
    "renewable-agreements",
    "renewable-on-site",
    "floor-area",
    "computer-room-area",
    "water-total",
    "water-potable",
    "reused-heat",
    "reused-heat-temperature",
    "intake-set-point",
    "refrigerants",
    "server-capacity",
    "storage",
    "traffic",
];

/// One fact: a number or words, or why there is none.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
pub struct Fact {
    /// A number, in the unit of the fields that name the fact.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub value: Option<f64>,
    /// Words, for what is no number.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub words: Option<Text>,
    /// How it came about.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub standing: Option<Standing>,
    /// Where it comes from: meters and the hours that they cover, or what proves it.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub from: Option<String>,
    /// Why there is neither number nor words.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub why: Option<Text>,
}

impl Fact {
    /// A number with where it comes from.
    pub fn number(value: f64, standing: Standing, from: &str) -> Self {
        Self { value: Some(value), standing: Some(standing), from: Some(from.to_owned()), ..Self::default() }
    }

    /// Declared words with what proves them.
    pub fn declared_words(words: Text, evidence: &str) -> Self {
        let (standing, from) = (Some(Standing::Declared), Some(evidence.to_owned()));
        Self { words: Some(words), standing, from, ..Self::default() }
    }

    /// Nothing, and why.
    pub fn missing(why: Text) -> Self {
        Self { why: Some(why), ..Self::default() }
    }
}

/// Gives a field what the fact that it names tells.
pub(super) fn fill(trace: &mut FieldTrace, field: &Field, name: &str, observed: &Observations) {
    let nothing = || Fact::missing(Text::new("设施未填报", "not told by the facility"));
    let Fact { value, words, from, why, .. } = observed.facts.get(name).cloned().unwrap_or_else(nothing);
    trace.fact = Some(name.to_owned());
    (trace.value, trace.words, trace.from, trace.why) = (value, words, from, why);
    if let Some(value) = value.filter(|_| !field.bands.is_empty()) {
        let band = field.bands.iter().find(|band| value >= band.from && band.below.is_none_or(|below| value < below));
        trace.value = None;
        trace.words = band.map(|band| band.title.clone());
        trace.why = band
            .is_none()
            .then(|| Text::new(format!("{value} 不在任何一档内"), format!("{value} is in none of the bands")));
    }
}
