//! Current transformers: their classes and the limits of their errors (IEC 61869-2:2012, 5.6.201).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use toml::Spanned;

/// The current transformer in front of a meter.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CurrentTransformer {
    /// Its name; meters that name the same one share it, and its error.
    #[schemars(with = "String")]
    pub id: Spanned<String>,
    /// Its accuracy class.
    pub class: TransformerClass,
    /// The mean current as a share of the rated primary current: 0.2 for 20 %.
    pub load: Option<f64>,
    /// In place of `load`: the power at the rated current, kW; the load is then the meter's mean power over it.
    pub rated_kw: Option<f64>,
}

impl CurrentTransformer {
    /// The highest load that can be: transformers of extended range carry twice their rated current.
    pub const HIGHEST_LOAD: f64 = 2.0;
}

/// The accuracy classes of measuring current transformers that have limits of ratio and of phase.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub enum TransformerClass {
    /// Class 1.
    #[serde(rename = "1")]
    C1,
    /// Class 0.5.
    #[serde(rename = "0.5")]
    C05,
    /// Class 0.5S, which has limits down to 1 % of the rated current.
    #[serde(rename = "0.5S")]
    C05S,
    /// Class 0.2.
    #[serde(rename = "0.2")]
    C02,
    /// Class 0.2S, which has limits down to 1 % of the rated current.
    #[serde(rename = "0.2S")]
    C02S,
}

/// The limits of error of a current transformer at a load.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TransformerLimits {
    /// Of the ratio, in percent.
    pub ratio_percent: f64,
    /// Of the phase displacement, in minutes of arc.
    pub phase_minutes: f64,
}

impl TransformerClass {
    /// All of them, the coarsest first.
    pub const ALL: [Self; 5] = [Self::C1, Self::C05, Self::C05S, Self::C02, Self::C02S];

    /// As nameplates write it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::C1 => "1",
            Self::C05 => "0.5",
            Self::C05S => "0.5S",
            Self::C02 => "0.2",
            Self::C02S => "0.2S",
        }
    }

    /// The class of a nameplate's word.
    pub fn of(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|class| class.word() == word)
    }

    /// The tabulated limits: the share of the rated current, the ratio's limit in percent, the phase's in minutes.
    const fn table(self) -> &'static [(f64, f64, f64)] {
        match self {
            Self::C1 => &[(0.05, 3.0, 180.0), (0.2, 1.5, 90.0), (1.0, 1.0, 60.0)],
            Self::C05 => &[(0.05, 1.5, 90.0), (0.2, 0.75, 45.0), (1.0, 0.5, 30.0)],
            Self::C05S => &[(0.01, 1.5, 90.0), (0.05, 0.75, 45.0), (0.2, 0.5, 30.0)],
            Self::C02 => &[(0.05, 0.75, 30.0), (0.2, 0.35, 15.0), (1.0, 0.2, 10.0)],
            Self::C02S => &[(0.01, 0.75, 30.0), (0.05, 0.35, 15.0), (0.2, 0.2, 10.0)],
        }
    }

    /// The lowest load that has a limit.
    pub fn lowest_load(self) -> f64 {
        self.table().first().map_or(0.0, |(load, ..)| *load)
    }

    /// The limits at a load; where it is not known, those of the lowest tabulated load, which are the largest.
    ///
    /// The standard has limits at some loads only. Between them this program goes straight from one to the next, and
    /// beyond them it takes the nearest; both are its own choice.
    pub fn limits(self, load: Option<f64>) -> TransformerLimits {
        let table = self.table();
        let load = load.unwrap_or_default();
        let below = table.iter().rev().find(|(at, ..)| *at <= load).or(table.first());
        let above = table.iter().find(|(at, ..)| *at >= load).or(table.last());
        let (from, to) = (below.copied().unwrap_or_default(), above.copied().unwrap_or_default());
        let part = if to.0 > from.0 { (load - from.0) / (to.0 - from.0) } else { 0.0 };
        let between = |from: f64, to: f64| from + part * (to - from);
        TransformerLimits { ratio_percent: between(from.1, to.1), phase_minutes: between(from.2, to.2) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn limits(class: TransformerClass, load: f64) -> (f64, f64) {
        let TransformerLimits { ratio_percent, phase_minutes } = class.limits(Some(load));
        (ratio_percent, phase_minutes)
    }

    #[test]
    fn limits_are_those_of_the_table_straight_between_and_the_nearest_beyond() {
        use TransformerClass::{C02, C05, C05S};
        assert_eq!(limits(C05, 0.2), (0.75, 45.0));
        assert_eq!(limits(C05, 0.6), (0.625, 37.5), "half way from 20 % to 100 %");
        assert_eq!(limits(C05, 1.2), (0.5, 30.0));
        assert_eq!(limits(C05S, 0.03), (1.125, 67.5), "half way from 1 % to 5 %");
        assert_eq!(limits(C05S, 0.5), (0.5, 30.0));
        assert_eq!(limits(C02, 0.001), (0.75, 30.0), "below the table the lowest point");
        assert_eq!(C02.limits(None), C02.limits(Some(0.0)));
    }

    #[test]
    fn a_finer_class_is_nowhere_worse() {
        for load in [0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 1.2] {
            for pair in TransformerClass::ALL.windows(2) {
                let (coarse, fine) = (limits(pair[0], load), limits(pair[1], load));
                assert!(fine.0 <= coarse.0 && fine.1 <= coarse.1, "{pair:?} at {load}");
            }
        }
    }
}
