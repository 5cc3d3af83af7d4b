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
    let nothing = || Fact::missing(Text::new("清单的 [eu_report] 中未填报", "not told in [eu_report] of the manifest"));
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::standard::Library;
    use crate::standard::evaluate::evaluate;

    fn band(kw: Option<f64>) -> FieldTrace {
        let library = Library::embedded().unwrap();
        let mut observed = Observations::default();
        if let Some(kw) = kw {
            let fact = Fact::number(kw, Standing::Declared, "list.xlsx");
            observed.facts.insert("installed-it-power".to_owned(), fact);
        }
        let fields = evaluate(library.newest("eu-2024-1364").unwrap(), &observed).fields;
        fields.into_iter().find(|field| field.id == "size-band").unwrap()
    }

    #[test]
    fn a_band_begins_at_its_lower_end_and_below_the_first_there_is_none() {
        let rows = [
            (100.0, "100–500 kW"),
            (499.9, "100–500 kW"),
            (500.0, "500–1000 kW"),
            (999.9, "500–1000 kW"),
            (1000.0, "1–2 MW"),
            (1999.9, "1–2 MW"),
            (2000.0, "2–10 MW"),
            (9999.9, "2–10 MW"),
            (10_000.0, "above 10 MW"),
        ];
        for (kw, words) in rows {
            let field = band(Some(kw));
            let told = field.words.as_ref().map(|words| words.en.as_str());
            assert_eq!((told, field.value, field.why.is_none()), (Some(words), None, true), "{kw}");
            assert_eq!(field.from.as_deref(), Some("list.xlsx"));
        }
        let below = band(Some(99.9));
        assert!(!below.is_filled());
        assert_eq!(below.why.unwrap().en, "99.9 is in none of the bands");
        assert!(band(None).why.unwrap().en.contains("[eu_report]"));
    }
}
