//! Tests of IT systems as ratings write them.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::methods::MethodFigure;
use crate::facility::it_tests::{Performance, Phase, Precision, TestKind};
use crate::indicator::IndicatorInput;
use crate::text::Text;

/// The tests of a facility's IT systems, computed from their raw files.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ItTests {
    /// The tests, in the order in which the facility names them.
    pub tests: Vec<TestResult>,
    /// The systems of the register, in its order.
    pub systems: Vec<SystemResult>,
    /// What the tests of a kind give together.
    pub aggregates: Vec<Aggregate>,
    /// The systems as a fleet.
    pub fleet: Fleet,
}

/// One test and what came out.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct TestResult {
    /// The path of its record.
    pub record: String,
    /// What was tested how.
    pub kind: TestKind,
    /// The system.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub system: Option<String>,
    /// The precision of the operations.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub precision: Option<Precision>,
    /// Whether the work was measured.
    pub performance: Performance,
    /// The phase of the run.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub phase: Option<Phase>,
    /// The time that counted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub window: Option<WindowName>,
    /// What came out, the one that counts first; nothing where the test is void.
    pub results: Vec<TestValue>,
    /// The values that went into it.
    pub inputs: Vec<IndicatorInput>,
    /// The levels of a load line.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub levels: Vec<LevelPoint>,
    /// The method's own checks; one that fails voids the test.
    pub checks: Vec<Check>,
}

/// From `start` up to, and not including, `end`; RFC 3339 with the facility's offset.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct WindowName {
    /// The first instant.
    pub start: String,
    /// The first instant after it.
    pub end: String,
}

/// A result of a test: `over ÷ under`, except for SERT, whose result is a weighted geometric mean.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct TestValue {
    /// At full precision.
    pub value: f64,
    /// Its unit.
    pub unit: String,
    /// Its formula.
    pub formula: Text,
    /// What stands over the line.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub over: Option<f64>,
    /// What stands under it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub under: Option<f64>,
}

/// One level of a load line.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct LevelPoint {
    /// The target load in percent; 0 at active idle.
    pub load: f64,
    /// Operations a second.
    pub operations: f64,
    /// The mean power, W.
    pub watts: f64,
}

/// How a check came out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum CheckState {
    /// It holds.
    Passed,
    /// It does not, and the test is void.
    Failed,
    /// The record does not tell; the test stands, and the gap is told.
    Untold,
}

/// A check of the method.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Check {
    /// Its name, such as `window-in-trace`.
    pub id: String,
    /// What it asks.
    pub title: Text,
    /// How it came out.
    pub state: CheckState,
    /// What was found.
    pub found: Text,
    /// The figure it was held against.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub figure: Option<MethodFigure>,
}

/// Where a system's result comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ResultFrom {
    /// A test record and its raw files.
    Test,
    /// The register.
    Register,
    /// Its test is void, and nothing counts.
    Void,
}

/// A system of the register with its result.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct SystemResult {
    /// Its id.
    pub id: String,
    /// Its class in the pack.
    pub class: String,
    /// How many units there are.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub units: Option<f64>,
    /// Its energy in a year, kWh; `None` where it is a share of an energy that is not known.
    pub annual_kwh: Option<f64>,
    /// The share of the energy of all IT, from 0 to 1.
    pub it_share: Option<f64>,
    /// The result that counts, in the unit of its class.
    pub result: Option<f64>,
    /// Where the result comes from.
    pub from: ResultFrom,
    /// What the register declares.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub declared: Option<f64>,
    /// The test's record.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub record: Option<String>,
    /// Why its test is void.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub why: Option<Text>,
}

/// What the tests of a kind give together: `Σ over ÷ Σ under`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Aggregate {
    /// The kind.
    pub kind: TestKind,
    /// The value; `None` where the tests can not be put together.
    pub value: Option<f64>,
    /// Its unit; empty where there is no value.
    pub unit: String,
    /// Why there is no value.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub why: Option<Text>,
    /// The records of the tests.
    pub records: Vec<String>,
}

/// The systems as a fleet.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Fleet {
    /// The mean power of all IT over the covered hours, kW.
    pub mean_it_kw: Option<f64>,
    /// That power for each rack in use, kW.
    pub kw_per_rack: Option<f64>,
    /// The share of the energy of all IT that systems with a result take, from 0 to 1.
    pub tested_share: Option<f64>,
}

impl TestResult {
    /// The result that counts; `None` where the test is void.
    pub fn value(&self) -> Option<&TestValue> {
        self.results.first()
    }

    /// The checks that failed.
    pub fn failed(&self) -> impl Iterator<Item = &Check> {
        self.checks.iter().filter(|check| check.state == CheckState::Failed)
    }

    /// Why the test is void; `None` where it stands.
    pub fn void(&self) -> Option<Text> {
        let each: Vec<Text> = self.failed().map(Check::in_words).collect();
        let join = |of: fn(&Text) -> &str, mark: &str| each.iter().map(of).collect::<Vec<_>>().join(mark);
        let text = Text::new(
            format!("测试作废，不满足：{}", join(|text| &text.zh, "；")),
            format!("the test is void, not met: {}", join(|text| &text.en, "; ")),
        );
        (!each.is_empty()).then_some(text)
    }
}

impl Check {
    /// What it asks, with what was found and the figure it was held against.
    fn in_words(&self) -> Text {
        let figure = self.figure.as_ref().map(|figure| figure.value);
        let zh = figure.map(|figure| format!("，限值 {figure}")).unwrap_or_default();
        let en = figure.map(|figure| format!(", against {figure}")).unwrap_or_default();
        Text::new(
            format!("{}（{}{zh}）", self.title.zh, self.found.zh),
            format!("{} ({}{en})", self.title.en, self.found.en),
        )
    }
}
