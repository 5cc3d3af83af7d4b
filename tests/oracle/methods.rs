//! The figures of tests of IT systems, as their file tells them.

use std::collections::BTreeMap;
use std::path::Path;

use toml::{Table, Value};

use crate::cells::number;
use crate::exact::{Exact, Told};

/// What a kind of test asks for.
#[derive(Default)]
pub struct Kind {
    pub classes: Vec<String>,
    pub unit: Option<String>,
    pub precision: Option<String>,
    /// How long the window must be, and how far apart its readings may be, s.
    pub shortest: Option<Exact>,
    pub farthest: Option<Exact>,
}

/// A workload of SERT.
pub struct Workload {
    pub weight: Exact,
    pub worklets: Vec<String>,
}

/// All of it.
pub struct Methods {
    checks: BTreeMap<String, Exact>,
    kinds: BTreeMap<String, Kind>,
    none: Kind,
    pub workloads: Vec<Workload>,
    /// The greatest power at idle by type, W.
    pub idle: BTreeMap<String, Exact>,
}

fn figure(told: &Value) -> Told<Exact> {
    Ok(number(told.get("value").ok_or("a figure without a value")?)?.exact())
}

fn figures(table: Option<&Value>) -> Told<BTreeMap<String, Exact>> {
    let told = table.and_then(Value::as_table).ok_or("a table that is missing")?;
    told.iter().map(|(key, told)| Ok((key.clone(), figure(told)?))).collect()
}

fn words(list: Option<&Value>) -> Vec<String> {
    let list = list.and_then(Value::as_array).into_iter().flatten();
    list.filter_map(|word| Some(word.as_str()?.to_owned())).collect()
}

impl Methods {
    /// Reads them.
    pub fn read() -> Told<Self> {
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/it-test-methods.toml");
        let text = std::fs::read_to_string(file).map_err(|error| error.to_string())?;
        let told: Table = toml::from_str(&text).map_err(|error| error.to_string())?;
        let mut kinds = BTreeMap::new();
        for (name, told) in told.get("kinds").and_then(Value::as_table).ok_or("no kinds of tests")? {
            let word = |key: &str| told.get(key).and_then(Value::as_str).map(str::to_owned);
            let of = |key: &str| told.get(key).map(figure).transpose();
            let kind = Kind {
                classes: words(told.get("classes")),
                unit: word("unit"),
                precision: word("precision"),
                shortest: of("shortest")?,
                farthest: of("farthest")?,
            };
            kinds.insert(name.clone(), kind);
        }
        let sert = told.get("sert").ok_or("no workloads")?;
        let mut workloads = Vec::new();
        for told in sert.get("workload").and_then(Value::as_array).into_iter().flatten() {
            let weight = figure(told.get("weight").ok_or("a workload without a weight")?)?;
            workloads.push(Workload { weight, worklets: words(told.get("worklets")) });
        }
        Ok(Self {
            checks: figures(told.get("checks"))?,
            kinds,
            none: Kind::default(),
            workloads,
            idle: figures(sert.get("idle"))?,
        })
    }

    /// A figure that tests are checked by.
    pub fn check(&self, id: &str) -> Told<Exact> {
        self.checks.get(id).cloned().ok_or_else(|| format!("no figure {id}"))
    }

    /// What a kind asks for; nothing where nothing is told.
    pub fn kind(&self, id: &str) -> &Kind {
        self.kinds.get(id).unwrap_or(&self.none)
    }
}
