//! A standard's pack, as its file writes it.

use std::collections::BTreeMap;
use std::path::Path;

use serde::Deserialize;
use toml::value::Datetime;

use crate::cells::number;
use crate::exact::{Exact, Told};
use crate::time::Period;

/// A standard. Keys that the oracle does not know are not looked at.
#[derive(Deserialize)]
pub struct Pack {
    pub id: String,
    #[serde(default)]
    pub missing_rows: Vec<toml::Value>,
    #[serde(default)]
    pub rounding: Rounding,
    pub clean_sources: Option<BTreeMap<String, Figure>>,
    pub gaps: Option<Gaps>,
    #[serde(default, rename = "prerequisite")]
    pub prerequisites: Vec<Prerequisite>,
    #[serde(default, rename = "criterion")]
    pub criteria: Vec<Criterion>,
    pub full_score: Option<Figure>,
    pub bonus_cap: Option<Figure>,
    #[serde(default, rename = "level")]
    pub levels: Vec<Level>,
    #[serde(default, rename = "system_class")]
    pub classes: Vec<Class>,
}

/// What a standard says becomes of gaps; it goes before the manifest.
#[derive(Deserialize)]
pub struct Gaps {
    pub policy: Figure,
    pub hold_minutes: Option<Figure>,
}

/// A figure, with what it becomes from later days on.
#[derive(Deserialize)]
pub struct Figure {
    value: toml::Value,
    from: Option<Datetime>,
    #[serde(default)]
    changes: Vec<Change>,
}

#[derive(Deserialize)]
struct Change {
    from: Datetime,
    value: Option<toml::Value>,
}

impl Figure {
    /// What it says over a period; `None` where it does not hold.
    fn over(&self, period: &Period) -> Told<Option<&toml::Value>> {
        let (start, end) = (period.start_day.to_string(), period.end_day.to_string());
        let mut now = Some(&self.value).filter(|_| self.from.as_ref().is_none_or(|from| from.to_string() <= start));
        for change in &self.changes {
            let from = change.from.to_string();
            if from <= start {
                now = change.value.as_ref();
            } else if from < end {
                return Err("a figure changes within the period".to_owned());
            }
        }
        Ok(now)
    }

    /// A number, 1 for yes and 0 for no.
    pub fn number(&self, period: &Period) -> Told<Option<Exact>> {
        match self.over(period)? {
            None => Ok(None),
            Some(toml::Value::Boolean(yes)) => Ok(Some(crate::exact::whole(i128::from(*yes)))),
            Some(value) => Ok(Some(number(value)?.exact())),
        }
    }

    /// A number that a rule can not do without.
    pub fn needed(&self, period: &Period) -> Told<Exact> {
        self.number(period)?.ok_or_else(|| "a figure that does not hold".to_owned())
    }

    /// A word.
    pub fn word(&self, period: &Period) -> Told<String> {
        let word = self.over(period)?.and_then(toml::Value::as_str);
        Ok(word.ok_or("a figure that is no word")?.to_owned())
    }
}

/// A bound: one of `at_most`, `below`, `at_least`, `above` and `is`, with its figure.
pub type Bound = BTreeMap<String, Figure>;

#[derive(Deserialize, Default)]
#[serde(default)]
pub struct Rounding {
    pub points: Option<Figure>,
    pub score: Option<Figure>,
    pub indicators: BTreeMap<String, Figure>,
}

#[derive(Deserialize)]
pub struct Condition {
    pub indicator: String,
    pub must: Bound,
    pub track: Option<String>,
}

#[derive(Deserialize)]
pub struct Prerequisite {
    pub id: String,
    pub indicator: String,
    pub must: Bound,
    pub on_fail: String,
    #[serde(default)]
    pub exempt: Vec<String>,
}

#[derive(Deserialize)]
pub struct Criterion {
    pub id: String,
    pub indicator: Option<String>,
    pub points: Figure,
    #[serde(default)]
    pub bonus: bool,
    #[serde(default, rename = "for")]
    pub only_for: Vec<String>,
    pub when_missing: Figure,
    #[serde(default)]
    pub only_if: Vec<Condition>,
    pub rule: Rule,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Rule {
    Linear { zero_at: Figure, full_at: Figure },
    Bands { rows: Vec<Band> },
    ByCategory { rows: Vec<CategoryRow>, otherwise: Figure },
    Checklist { items: Vec<Item> },
    Maturity { scale: Figure, without_evidence_at_most: Figure, domains: Vec<Domain> },
    WeightedLevels { rows: Vec<LevelRow>, none: Figure, max_age_months: Figure, needs_power_trace: Figure },
}

#[derive(Deserialize)]
pub struct Band {
    pub when: Bound,
    pub and: Option<Bound>,
    pub points: Figure,
}

#[derive(Deserialize)]
pub struct CategoryRow {
    pub category: String,
    pub points: Figure,
}

#[derive(Deserialize)]
pub struct Item {
    pub id: String,
    pub points: Figure,
}

#[derive(Deserialize)]
pub struct Domain {
    pub id: String,
}

#[derive(Deserialize)]
pub struct LevelRow {
    pub level: i64,
    pub points: Figure,
}

#[derive(Deserialize)]
pub struct Level {
    pub id: String,
    pub score: Option<Figure>,
    #[serde(default)]
    pub require: Vec<Condition>,
}

#[derive(Deserialize)]
pub struct Class {
    pub id: String,
    #[serde(default)]
    pub benchmarks: BTreeMap<String, Figure>,
    #[serde(default)]
    pub rows: Vec<ClassRow>,
}

#[derive(Deserialize)]
pub struct ClassRow {
    pub level: i64,
    pub at_least: Figure,
}

/// The packs of some folders by their ids; later folders come before earlier ones.
pub fn packs(folders: &[&Path]) -> Told<BTreeMap<String, Pack>> {
    let mut packs = BTreeMap::new();
    for folder in folders {
        for entry in std::fs::read_dir(folder).map_err(|error| error.to_string())? {
            let path = entry.map_err(|error| error.to_string())?.path();
            let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
            if !name.ends_with(".toml") || name.ends_with(".cases.toml") {
                continue;
            }
            let text = std::fs::read_to_string(&path).map_err(|error| error.to_string())?;
            let table: toml::Table = text.parse().map_err(|error: toml::de::Error| error.to_string())?;
            // The vocabulary and the grid's factors are no packs.
            if table.contains_key("edition") && !table.contains_key("extends") {
                let pack: Pack = toml::from_str(&text).map_err(|error| format!("{name}: {error}"))?;
                packs.insert(pack.id.clone(), pack);
            }
        }
    }
    Ok(packs)
}
