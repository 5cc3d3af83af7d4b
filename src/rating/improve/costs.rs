//! The user's cost table: what moving each lever costs. There is no built-in one.
//!
//! ```toml
//! currency = "CNY"
//!
//! [lever."overhead.saved-kwh"]
//! per_unit = 1.2
//! unit = "kWh"
//! fixed = 50000
//! at_most = 2000000
//! source = "offer of …"
//! ```

use std::collections::BTreeMap;

use serde::Deserialize;
use toml::Spanned;

use super::levers::{keys, unit};
use crate::problem::{Problem, Result, nearest};
use crate::rating::scenario::{Baseline, Key};
use crate::toml_text::parse_as;

/// What moving levers costs.
#[derive(Debug, Clone, PartialEq)]
pub struct CostTable {
    /// The currency.
    pub currency: String,
    costs: BTreeMap<Key, Cost>,
}

/// What moving one lever costs.
#[derive(Debug, Clone, PartialEq)]
pub struct Cost {
    /// For each unit.
    pub per_unit: f64,
    /// Once, where it is moved at all.
    pub fixed: f64,
    /// The most that it can be moved, in its unit.
    pub at_most: Option<f64>,
    /// Where the costs come from.
    pub source: String,
}

impl CostTable {
    /// What moving a lever costs; `None` where the table does not price it.
    pub fn of(&self, key: &Key) -> Option<&Cost> {
        self.costs.get(key)
    }
}

impl Cost {
    /// `fixed + per_unit · amount`, and nothing where nothing is moved.
    pub fn of(&self, amount: f64) -> f64 {
        if amount > 0.0 { self.fixed + self.per_unit * amount } else { 0.0 }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    currency: String,
    lever: BTreeMap<Spanned<String>, WrittenCost>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenCost {
    per_unit: Option<Spanned<f64>>,
    unit: Spanned<String>,
    fixed: Option<Spanned<f64>>,
    at_most: Option<Spanned<f64>>,
    source: String,
}

/// Reads a cost table for a facility; `name` is its file's name as the user knows it.
///
/// # Errors
/// What is no such table; a lever that the facility can not have; a unit that is not the lever's; a negative number.
pub fn read(text: &str, name: &str, baseline: &Baseline<'_>) -> Result<CostTable> {
    let hint =
        "write a table `[lever.\"overhead.saved-kwh\"]` with `per_unit`, `unit`, `fixed`, `at_most` and `source`";
    let Written { currency, lever } = parse_as(text, name, hint)?;
    let known = keys(baseline);
    let mut costs = BTreeMap::new();
    for (written, cost) in lever {
        let span = written.span();
        let key = key(written.get_ref(), &known).map_err(|problem| problem.at_span(name, text, span.clone()))?;
        if cost.unit.get_ref() != unit(&key) {
            let what = format!("the unit of `{key}` is not `{}`", cost.unit.get_ref());
            let problem = Problem::new(what).hint(format!("give the cost per `{}`", unit(&key)));
            return Err(problem.at_span(name, text, cost.unit.span()));
        }
        let number = |number: Option<Spanned<f64>>| {
            let Some(number) = number else { return Ok(None) };
            if number.get_ref().is_finite() && *number.get_ref() >= 0.0 {
                return Ok(Some(*number.get_ref()));
            }
            let problem = Problem::new(format!("`{}` is no cost and no amount", number.get_ref()));
            Err(problem.hint("write a number of zero or more").at_span(name, text, number.span()))
        };
        let (per_unit, fixed, at_most) = (number(cost.per_unit)?, number(cost.fixed)?, number(cost.at_most)?);
        if per_unit.is_none() && fixed.is_none() {
            let problem = Problem::new(format!("`{key}` has no cost")).hint("write `per_unit = …` or `fixed = …`");
            return Err(problem.at_span(name, text, span));
        }
        let (per_unit, fixed) = (per_unit.unwrap_or_default(), fixed.unwrap_or_default());
        if costs.insert(key.clone(), Cost { per_unit, fixed, at_most, source: cost.source }).is_some() {
            let problem = Problem::new(format!("`{key}` has two costs")).hint("keep one of the two");
            return Err(problem.at_span(name, text, span));
        }
    }
    Ok(CostTable { currency, costs })
}

/// The lever of that name; `-` and `_` are alike.
fn key(written: &str, known: &[Key]) -> Result<Key> {
    let alike = |name: &str| name.replace('_', "-");
    if let Some(key) = known.iter().find(|key| alike(&key.to_string()) == alike(written)) {
        return Ok(key.clone());
    }
    let names: Vec<String> = known.iter().map(Key::to_string).collect();
    let near = nearest(written, names.iter().map(String::as_str)).map(|near| format!("did you mean `{near}`? "));
    let hint = format!("{}the levers here are {}", near.unwrap_or_default(), names.join(", "));
    Err(Problem::new(format!("there is no lever `{written}`")).hint(hint))
}
