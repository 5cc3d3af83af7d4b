//! Tests of IT systems: results computed from raw files, the method's own checks, and the systems as a fleet.
//!
//! ```text
//! load line ─┐
//! SERT ──────┤
//! HPL ───────┼─▶ checks ─┬─ all hold ─▶ result ─▶ system of the register ─▶ fleet
//! AI, storage┤           └─ one fails ─▶ void, and why
//! servers ───┘
//! ```

mod aggregate;
mod checks;
mod fleet;
pub mod hpl;
pub mod load_line;
mod methods;
pub mod record;
pub mod sert;
pub mod storage;
pub mod throughput;
pub mod trace;
pub mod utilisation;

use checks::Book;
pub use fleet::{annual_kwh, declared_apart, mean_it_kw};
pub use methods::MethodFigure;
use methods::Methods;
pub use record::{
    Aggregate, Check, CheckState, Fleet, ItTests, LevelPoint, ResultFrom, SystemResult, TestResult, TestValue,
    WindowName,
};

use super::IndicatorInput;
use crate::facility::it_tests::{ItTest, Raw, SystemRow, TestKind};
use crate::facility::{BoundaryHours, Facility};
use crate::period::Clock;
use crate::text::Text;

/// Computes the tests of a facility; `None` where it has none.
pub fn compute(facility: &Facility, hours: &BoundaryHours) -> Option<ItTests> {
    if facility.it_tests.is_empty() {
        return None;
    }
    let rows: &[SystemRow] = facility.systems.as_deref().unwrap_or_default();
    let row_of = |test: &ItTest| rows.iter().find(|row| Some(row.id.as_str()) == test.system());
    let methods = Methods::embedded()?;
    let tests: Vec<TestResult> =
        facility.it_tests.iter().map(|test| evaluate(test, row_of(test), methods, &facility.clock)).collect();
    let it_kw = mean_it_kw(hours);
    let systems: Vec<SystemResult> = rows.iter().map(|row| fleet::system(row, &tests, it_kw)).collect();
    let fleet = fleet::fleet(facility, &systems, it_kw);
    Some(ItTests { aggregates: aggregate::all(&tests), tests, systems, fleet })
}

/// Computes one test of a system of the register.
fn evaluate(test: &ItTest, row: Option<&SystemRow>, methods: &Methods, clock: &Clock) -> TestResult {
    let mut book = Book::new(methods);
    if test.record.kind != TestKind::Iteusv {
        book.common(test, row.map(|row| row.class.as_str()));
    }
    let kind_of_server = row.and_then(|row| row.kind.as_deref());
    let (results, inputs) = computed(test, kind_of_server, methods, &mut book);
    book.unit(test, results.first());
    book.precision(test);
    let record = &test.record;
    let levels = match &test.raw {
        Raw::LoadLine(levels) => levels.as_slice(),
        _ => &[],
    };
    let point = |level: &crate::facility::it_tests::LoadLevel| LevelPoint {
        load: level.load,
        operations: level.operations,
        watts: level.watts,
    };
    let mut result = TestResult {
        record: test.path.clone(),
        kind: record.kind,
        system: test.system().map(str::to_owned),
        precision: record.precision,
        performance: record.performance,
        phase: record.phase,
        window: test
            .window
            .map(|window| WindowName { start: clock.rfc3339(window.start), end: clock.rfc3339(window.end) }),
        results,
        inputs,
        levels: levels.iter().map(point).collect(),
        checks: book.checks,
    };
    if result.failed().next().is_some() {
        result.results.clear();
    } else if result.results.is_empty() {
        let title = Text::new("有结果", "a result");
        let found = Text::new("功率为零或没有读数", "the power is zero, or there are no readings");
        result.checks.push(Check { id: "result".to_owned(), title, state: CheckState::Failed, found, figure: None });
    }
    result
}

/// What a test gives, whether or not it is valid, and its own checks.
fn computed(
    test: &ItTest,
    kind_of_server: Option<&str>,
    methods: &Methods,
    book: &mut Book<'_>,
) -> (Vec<TestValue>, Vec<IndicatorInput>) {
    match &test.raw {
        Raw::LoadLine(levels) => {
            load_line::check(levels, methods, book);
            load_line::result(test, levels)
        }
        Raw::Worklets(worklets) => {
            sert::check(test, worklets, methods, book);
            sert::result(test, worklets, kind_of_server, methods)
        }
        Raw::Servers(servers) => {
            utilisation::check_servers(test, servers, book);
            utilisation::efficiency(test, servers)
        }
        Raw::Trace(columns) => {
            let (Some(window), Some(reading)) = (test.window, &test.record.reading) else { return Default::default() };
            trace::check(test, columns, reading.kind, methods, book);
            if test.record.kind == TestKind::Iteusv {
                utilisation::check_use(columns, window, book);
                return utilisation::use_of_processors(test, columns, window);
            }
            let Some(metered) = trace::metered(columns, reading.kind, window) else { return Default::default() };
            let from = reading.columns.get_ref().join(" + ");
            match test.record.kind {
                TestKind::Hpl => hpl::result(test, metered, &from),
                TestKind::Storage => storage::result(test, metered, &from),
                _ => throughput::result(test, metered, &from),
            }
        }
    }
}

impl TestValue {
    fn ratio(value: f64, unit: &str, formula: Text, (over, under): (f64, f64)) -> Self {
        Self { value, unit: unit.to_owned(), formula, over: Some(over), under: Some(under) }
    }
}
