//! Tests of IT systems in a rating: which result a system is judged by, and what was found about them.

use jiff::civil::Date;

use crate::facility::it_tests::{ItTest, Raw, ReadingKind, SystemEnergy, SystemRow, record};
use crate::facility::{BoundaryHours, Facility};
use crate::indicator::it_tests::{
    CheckState, ItTests, ResultFrom, SystemResult, TestResult, annual_kwh, declared_apart, mean_it_kw,
    trace::power_line,
};
use crate::period::Period;
use crate::standard::observed::SystemTest;
use crate::telemetry::{Finding, Reading, Severity};
use crate::text::Text;

/// The power of a test over its whole trace, for its chart.
#[derive(Debug, Clone, PartialEq)]
pub struct TestTrace {
    /// The path of the test's record.
    pub record: String,
    /// The time that counted.
    pub window: Period,
    /// The power of all columns, W.
    pub power: Vec<Reading>,
}

/// The traces of power of a facility's tests.
pub(super) fn traces(facility: &Facility) -> Vec<TestTrace> {
    let of_power = facility.it_tests.iter().filter_map(|test| {
        let (Raw::Trace(columns), Some(window), Some(reading)) = (&test.raw, test.window, &test.record.reading) else {
            return None;
        };
        let power = power_line(columns, reading.kind);
        (keeps_power(test) && !power.is_empty()).then(|| TestTrace { record: test.path.clone(), window, power })
    });
    of_power.collect()
}

/// The systems of the register as packs judge them; tests are as old as they were at the end of the period.
pub(super) fn systems(
    facility: &Facility,
    hours: &BoundaryHours,
    period: &Period,
    tests: Option<&ItTests>,
) -> Vec<SystemTest> {
    let end = facility.clock.civil(period.end).date();
    let it_kw = mean_it_kw(hours);
    let rows = facility.systems.iter().flatten();
    rows.map(|row| {
        let tested = tests.and_then(|tests| tests.systems.iter().find(|system| system.id == row.id));
        let mut system = SystemTest {
            id: row.id.clone(),
            class: row.class.clone(),
            kind: row.kind.clone(),
            result: row.result,
            annual_kwh: annual_kwh(row, it_kw).unwrap_or_default(),
            age_months: SystemRow::age_months(row.tested_on, end),
            power_trace: row.power_trace,
            evidence: row.evidence.clone(),
            void: unweighed(row, it_kw),
        };
        if let Some(tested) = tested.filter(|tested| tested.from != ResultFrom::Register) {
            take(facility, tested, end, &mut system);
        }
        system
    })
    .collect()
}

/// Why a system has no weight: its energy is a share of one that is not known.
fn unweighed(row: &SystemRow, it_kw: Option<f64>) -> Option<Text> {
    let unknown = matches!(row.energy, SystemEnergy::Share(_)) && it_kw.is_none();
    unknown.then(|| {
        Text::new(
            "其能耗按 IT 能耗的份额给出，而 IT 能耗未知，不计入",
            "its energy is a share of the IT energy, which is not known: not counted",
        )
    })
}

/// Puts a test's result in the place of the declared one.
fn take(facility: &Facility, tested: &SystemResult, end: Date, system: &mut SystemTest) {
    system.result = tested.result;
    if tested.why.is_some() {
        system.void.clone_from(&tested.why);
    }
    let test = facility.it_tests.iter().find(|test| Some(&test.path) == tested.record.as_ref());
    let Some(test) = test.filter(|_| tested.from == ResultFrom::Test) else { return };
    system.power_trace |= keeps_power(test);
    system.evidence.get_or_insert_with(|| test.path.clone());
    if let Some(day) = day_of(facility, test) {
        system.age_months = SystemRow::age_months(day, end);
    }
}

/// Whether a test's raw files are a trace of power; a table of levels or worklets is none.
fn keeps_power(test: &ItTest) -> bool {
    let of_power = |reading: &record::Reading| reading.kind != ReadingKind::Utilisation;
    matches!(test.raw, Raw::Trace(_)) && test.record.reading.as_ref().is_some_and(of_power)
}

/// The day of a test, where its window tells.
fn day_of(facility: &Facility, test: &ItTest) -> Option<Date> {
    test.window.map(|window| facility.clock.civil(window.start).date())
}

/// What is worth knowing about the tests.
pub(super) fn findings(facility: &Facility, tests: &ItTests) -> Vec<Finding> {
    let mut found: Vec<Finding> = tests.tests.iter().filter_map(void).collect();
    found.extend(untold(&tests.tests));
    found.extend(tests.systems.iter().filter_map(contradicted));
    found.extend(facility.systems.iter().flatten().filter_map(|row| other_day(facility, row)));
    found.extend(above_it(tests));
    found
}

fn void(test: &TestResult) -> Option<Finding> {
    let why = test.void()?;
    let text = Text::new(format!("{}：{}", test.record, why.zh), format!("{}: {}", test.record, why.en));
    let advice = Text::new(
        "更正测试记录或重新测试；作废的测试不计入",
        "correct the record, or test again; a void test does not count",
    );
    Some(Finding::new("it-test-void", Severity::Warning, text).advised(advice))
}

/// What records do not tell, in one note: it is the same gap in each.
fn untold(tests: &[TestResult]) -> Option<Finding> {
    let untold = |test: &&TestResult| test.checks.iter().any(|check| check.state == CheckState::Untold);
    let of: Vec<&TestResult> = tests.iter().filter(untold).collect();
    let first = of.first()?;
    let checks = || first.checks.iter().filter(|check| check.state == CheckState::Untold);
    let list =
        |of: fn(&Text) -> &str, mark: &str| checks().map(|check| of(&check.title)).collect::<Vec<_>>().join(mark);
    let text = Text::new(
        format!("测试记录未注明而无法核查（如 {}）：{}", first.record, list(|title| &title.zh, "；")),
        format!(
            "test records do not tell what could so not be checked ({}, say): {}",
            first.record,
            list(|title| &title.en, "; ")
        ),
    );
    let count = u64::try_from(of.len()).unwrap_or(u64::MAX);
    Some(Finding::new("it-test-untold", Severity::Note, text).times(count, None))
}

fn contradicted(system: &SystemResult) -> Option<Finding> {
    let (declared, computed) = (system.declared?, system.result.filter(|_| system.from == ResultFrom::Test)?);
    let figure = declared_apart(declared, computed)?;
    let percent = figure.value * 100.0;
    let text = Text::new(
        format!(
            "系统 {}：申报结果 {declared} 与按测试记录计算的 {computed:.4} 相差超过 {percent} %，以计算结果为准",
            system.id
        ),
        format!(
            "system {}: the declared result {declared} is more than {percent} % from {computed:.4}, which its test gives: the test counts",
            system.id
        ),
    );
    let advice = Text::new("核对登记表的结果与测试记录", "compare the register's result with the test's record");
    Some(Finding::new("it-test-contradicts", Severity::Warning, text).advised(advice))
}

fn other_day(facility: &Facility, row: &SystemRow) -> Option<Finding> {
    let tests = facility.it_tests.iter().filter(|test| test.judges(&row.id));
    let days: Vec<Date> = tests.filter_map(|test| day_of(facility, test)).collect();
    let day = days.first().filter(|_| !days.contains(&row.tested_on))?;
    let text = Text::new(
        format!("系统 {}：登记的测试日期 {} 与测试时窗的日期 {day} 不同，以时窗为准", row.id, row.tested_on),
        format!(
            "system {}: the register says it was tested on {}, and the window is of {day}: the window counts",
            row.id, row.tested_on
        ),
    );
    let advice = Text::new("核对登记表的测试日期", "correct the day in the register");
    Some(Finding::new("it-test-day", Severity::Warning, text).advised(advice))
}

/// Systems can not take more than all IT.
fn above_it(tests: &ItTests) -> Option<Finding> {
    let shares: Option<f64> = tests.systems.iter().map(|system| system.it_share).sum();
    let (share, figure) =
        shares.and_then(|share| Some((share, declared_apart(share, 1.0)?))).filter(|(share, _)| *share > 1.0)?;
    let allowed = figure.value * 100.0;
    let text = Text::new(
        format!("登记系统的年耗电量合计为全部 IT 的 {:.1} %，超过 100 %（容许 {allowed} %）", share * 100.0),
        format!(
            "the systems of the register take {:.1} % of the energy of all IT, which is above 100 % ({allowed} % allowed)",
            share * 100.0
        ),
    );
    let advice =
        Text::new("核对登记表的年耗电量与 IT 计量点", "check the annual energies of the register and the meters of IT");
    Some(Finding::new("it-systems-above-it", Severity::Warning, text).advised(advice))
}
