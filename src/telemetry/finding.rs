//! Findings: what is worth knowing about the data, told in both languages.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::period::{Clock, Hour, Stamp};
use crate::text::Text;

/// How much a finding matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// The data can not be graded.
    Error,
    /// The data can be graded, and somebody should look.
    Warning,
    /// For the record.
    Note,
}

/// One finding about the data.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Finding {
    /// A stable name such as `counter-reset`.
    pub id: String,
    /// How much it matters.
    pub severity: Severity,
    /// The meter it is about; `None` for the whole facility.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub meter: Option<String>,
    /// What was found, with the figures that prove it.
    pub text: Text,
    /// How often it occurs.
    pub count: u64,
    /// The first instant it occurs at, RFC 3339 with the facility's offset.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub first: Option<String>,
    /// The hours it is about, neighbouring ones as one span; at most [`MOST_SPANS`], where `count` tells that there are
    /// more.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub hours: Vec<HourSpan>,
    /// What to do about it.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub advice: Option<Text>,
}

/// Hours from `start` up to, and not including, `end`; RFC 3339 with the facility's offset.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct HourSpan {
    /// The first instant inside.
    pub start: String,
    /// The first instant after.
    pub end: String,
}

/// How many spans of hours a finding lists: enough to find the place in the file, and few enough to read.
pub const MOST_SPANS: usize = 12;

impl HourSpan {
    /// From the first hour to the last, that one too.
    pub fn of(first: Hour, last: Hour, clock: &Clock) -> Self {
        Self { start: clock.rfc3339(first.start()), end: clock.rfc3339(last.end()) }
    }

    /// Its two ends as instants; `None` where they are no stamps.
    pub fn ends(&self) -> Option<(Stamp, Stamp)> {
        Some((Stamp::of_rfc3339(&self.start)?, Stamp::of_rfc3339(&self.end)?))
    }
}

impl Finding {
    /// A finding about the whole facility that occurs once.
    pub fn new(id: &str, severity: Severity, text: Text) -> Self {
        Self { id: id.to_owned(), severity, meter: None, text, count: 1, first: None, hours: Vec::new(), advice: None }
    }

    /// Says what to do about it.
    #[must_use]
    pub fn advised(mut self, advice: Text) -> Self {
        self.advice = Some(advice);
        self
    }

    /// Ties the finding to a meter.
    #[must_use]
    pub fn on_meter(mut self, meter: &str) -> Self {
        self.meter = Some(meter.to_owned());
        self
    }

    /// Says in which hours.
    #[must_use]
    pub fn in_hours(mut self, hours: Vec<HourSpan>) -> Self {
        self.hours = hours;
        self
    }

    /// Says how often it occurs, and when first.
    #[must_use]
    pub fn times(mut self, count: u64, first: Option<String>) -> Self {
        self.count = count;
        self.first = first;
        self
    }
}
