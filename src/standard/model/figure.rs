//! A figure of a standard: never a bare number.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use toml::Spanned;
use toml::value::Datetime;

use crate::text::Text;

/// Where a figure comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Basis {
    /// The official text of this very standard.
    Official,
    /// A published neighbour: another standard, notice or data set, named as the source.
    Neighbour,
    /// A choice of this project, because no published figure was found.
    Choice,
}

impl Basis {
    /// The word that packs use.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Official => "official",
            Self::Neighbour => "neighbour",
            Self::Choice => "choice",
        }
    }
}

/// How a source was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Reading {
    /// The text itself.
    Text,
    /// A secondary source that quotes it.
    Secondary,
    /// Derived by arithmetic from published data.
    Derived,
    /// This project's own reasoning.
    Own,
}

/// A source that figures refer to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// What to look up.
    pub citation: Text,
    /// How it was read.
    pub read: Reading,
}

/// A figure of a standard, with what it rests on and, where it changes, from which day.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Figure_of_{T}")]
pub struct Figure<T = f64> {
    /// The figure itself, in the unit of the indicator it is compared with.
    pub value: T,
    /// What it rests on.
    pub basis: Basis,
    /// The key of its source in the pack's `[sources]`.
    #[schemars(with = "String")]
    pub source: Spanned<String>,
    /// The clause of the source.
    pub clause: Option<String>,
    /// The first day it holds; always, where left out.
    pub from: Option<Day>,
    /// What it becomes from later days on, in their order.
    #[serde(default = "Vec::new")]
    #[schemars(default)]
    pub changes: Vec<Change<T>>,
    /// Its place in its pack, such as `criterion.pue.zero_at`; filled in when the pack is loaded.
    #[serde(skip)]
    pub place: String,
}

/// What a figure becomes from a day on.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Change_of_{T}")]
pub struct Change<T> {
    /// The first day of the change.
    pub from: Day,
    /// The new value; left out where the figure ends.
    pub value: Option<T>,
    /// What the new value rests on; as before, where left out.
    pub basis: Option<Basis>,
    /// The key of its source; as before, where left out.
    #[schemars(with = "Option<String>")]
    pub source: Option<Spanned<String>>,
    /// The clause of the source.
    pub clause: Option<String>,
}

/// A day of the calendar, written `2025-01-01` without quotation marks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, JsonSchema)]
#[serde(try_from = "Datetime")]
#[schemars(with = "String", extend("format" = "date", "pattern" = r"^\d{4}-\d{2}-\d{2}$"))]
pub struct Day(pub Date);

impl TryFrom<Datetime> for Day {
    type Error = String;

    fn try_from(written: Datetime) -> Result<Self, String> {
        let wrong = || format!("`{written}` is not a day\nwrite it as 2025-01-01, without quotation marks");
        let date = written.date.filter(|_| written.time.is_none()).ok_or_else(wrong)?;
        let year = i16::try_from(date.year).map_err(|_| wrong())?;
        let [month, day] = [date.month, date.day].map(|part| i8::try_from(part).unwrap_or(0));
        Date::new(year, month, day).map(Self).map_err(|_| wrong())
    }
}

impl std::fmt::Display for Day {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}
