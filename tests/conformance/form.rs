//! The form of a case's files, as `fixtures/conformance/README.md` describes it.

use std::collections::BTreeMap;

use greengrade::standard::observed::{Capability, Item, SystemTest};
use greengrade::text::Text;
use serde::Deserialize;

/// `expected.json`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Expected {
    pub title: Text,
    pub period: String,
    pub standards: Vec<Standard>,
    #[serde(default)]
    pub indicators: BTreeMap<String, Indicator>,
    /// By the place in the rating's record (a JSON pointer), the number there.
    #[serde(default)]
    pub record: BTreeMap<String, Indicator>,
    /// By record, what the tests of IT systems give.
    #[serde(default)]
    pub it_tests: BTreeMap<String, ItTest>,
    /// By kind, what several tests of it give together.
    #[serde(default)]
    pub it_tests_together: BTreeMap<String, Together>,
    pub findings: Option<Vec<Finding>>,
    /// What the logs of operation come to, in the form of a rating; what is left out is not looked at.
    pub operation_logs: Option<serde_json::Value>,
    pub why: Vec<Text>,
}

/// What must come out under a standard; what is left out is not looked at.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Standard {
    pub id: String,
    pub edition: String,
    pub status: String,
    pub level: Option<String>,
    pub indicative_level: Option<String>,
    pub score: Option<Number>,
    pub bonus: Option<f64>,
    pub track: Option<String>,
    #[serde(default)]
    pub points: BTreeMap<String, Number>,
    /// By criterion, the points of its parts.
    #[serde(default)]
    pub items: BTreeMap<String, BTreeMap<String, Number>>,
    pub reasons: Option<Vec<String>>,
    /// By prerequisite, the category or sector that exempts from it.
    #[serde(default)]
    pub exempt: BTreeMap<String, String>,
    pub unfilled: Option<Vec<String>>,
    /// Fields of the report that have a value, by their ids.
    #[serde(default)]
    pub fields: BTreeMap<String, FieldValue>,
}

/// The value of a field: a number, or its words in English.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
pub enum FieldValue {
    Number(f64),
    Words(String),
}

impl Standard {
    /// Whether nothing but the status is looked at.
    pub fn is_bare(&self) -> bool {
        let words = [self.level.is_some(), self.score.is_some(), self.bonus.is_some(), self.track.is_some()];
        let words = words.into_iter().chain([self.indicative_level.is_some()]);
        let lists = [self.reasons.is_some(), self.unfilled.is_some()];
        let maps = [!self.points.is_empty(), !self.items.is_empty(), !self.exempt.is_empty(), !self.fields.is_empty()];
        !words.chain(lists).chain(maps).any(|looked_at| looked_at)
    }
}

/// A number, or the word `none`.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
pub enum Number {
    Number(f64),
    Word(NoValue),
}

/// The word `none`.
#[derive(Debug, Deserialize)]
pub enum NoValue {
    #[serde(rename = "none")]
    None,
}

/// An indicator's value.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Indicator {
    pub value: Number,
    pub tolerance: Option<f64>,
    pub covered_hours: Option<f64>,
    pub period_hours: Option<f64>,
}

/// The result of a test of an IT system.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ItTest {
    pub value: Number,
    pub unit: Option<String>,
    pub tolerance: Option<f64>,
    /// The second result, where the kind has one.
    pub second: Option<f64>,
    /// The checks that fail, and void it.
    #[serde(default)]
    pub failed: Vec<String>,
}

/// What several tests give together.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Together {
    pub value: Number,
    pub tolerance: Option<f64>,
}

/// A finding; what is left out is not looked at.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Finding {
    pub id: String,
    pub severity: Option<String>,
    pub meter: Option<String>,
    pub count: Option<u64>,
    pub first: Option<String>,
}

/// `observations.json`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Given {
    pub categories: Vec<String>,
    #[serde(default)]
    pub indicators: BTreeMap<String, Value>,
    pub systems: Option<Vec<SystemTest>>,
    pub capabilities: Option<BTreeMap<String, Capability>>,
    pub items: Option<BTreeMap<String, Item>>,
}

/// An indicator's value as it is observed.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
pub enum Value {
    Number(f64),
    Flag(bool),
    Word(Absent),
}

/// Why there is no value.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Absent {
    Missing,
    NotApplicable,
}
