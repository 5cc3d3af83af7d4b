//! Ratings and pictures for the tests of charts.

use std::collections::BTreeMap;

pub(in crate::report) use super::confidence::samples::with_confidence;
pub(super) use every_kind::{Many, every_kind};
pub(super) use picture::{Picture, look, typeface};

mod every_kind;
mod picture;
pub(super) mod portfolio;

use crate::facility::it_tests::{Performance, TestKind};
use crate::indicator::clean_energy::record::SupplyLine;
use crate::indicator::clean_energy::{CleanEnergy, MatchedHour};
use crate::indicator::it_tests::{Fleet, ItTests, LevelPoint, TestResult, TestValue};
use crate::indicator::operation_logs::{FaultRecord, ModeRecord, OperationMonth, OperationRecord};
use crate::period::{Clock, Period};
use crate::rating::record::{Coverage, FacilityName, GapPolicy, Indicator, Month, Outcome, PeriodName, RatedBy};
use crate::rating::{CalendarDay, Given, HourlyPue, OutcomeStatus, Rating, SCHEMA};
use crate::standard::assessment::Status;
use crate::standard::load::Library;
use crate::standard::observed::{Capability, Standing, SystemTest};
use crate::standard::{Assessment, Observations, Observed, evaluate};
use crate::text::Text;
use crate::units::Amount;

/// A rating over 2025 by both standards, with twelve months about this PUE.
pub(in crate::report) fn rating_of(pue: f64) -> Rating {
    let observed = observations(pue);
    let library = Library::embedded().unwrap();
    let judge = |id: &str| evaluate(library.newest(id).unwrap(), &observed);
    let standards = vec![judge("db63t-2223-2023"), judge("gb40879-2021")];
    let rating = Rating {
        schema: SCHEMA.to_owned(),
        program: "greengrade".to_owned(),
        rated_by: RatedBy::default(),
        facility: FacilityName {
            id: "lake".to_owned(),
            name: Text::new("青海湖畔国家级绿色智算中心一期工程（合成）", "Qinghai Lake AI centre (synthetic)"),
            province: "qinghai".to_owned(),
            city: None,
            category: "ai".to_owned(),
            synthetic: true,
            attribution: Some("Example Laboratory".to_owned()),
        },
        period: PeriodName {
            label: "2025".to_owned(),
            start: "2025-01-01T00:00:00+08:00".to_owned(),
            end: "2026-01-01T00:00:00+08:00".to_owned(),
            hours: 8760,
            clock: "+08:00".to_owned(),
        },
        outcome: outcome(&standards[0]),
        standards,
        sufficiency: Vec::new(),
        indicators: vec![indicator("pue", pue)],
        months: Vec::new(),
        gaps: GapPolicy::default(),
        given: Given::default(),
        findings: Vec::new(),
        inputs: Vec::new(),
        operation_logs: None,
        clean_energy: None,
        efficiency: None,
        it_tests: None,
        uncertainty: None,
        confidence: None,
    };
    with_months(rating, 12)
}

/// The same rating with tests of IT systems: a load line, a run of HPL, and one that is void.
pub(super) fn tested(rating: Rating) -> Rating {
    let system = |id: &str, annual_kwh: f64, void: Option<Text>| SystemTest {
        id: id.to_owned(),
        class: "hpc-cpu".to_owned(),
        kind: None,
        result: void.is_none().then_some(3.0),
        annual_kwh,
        age_months: 1.0,
        power_trace: true,
        evidence: Some("a.pdf".to_owned()),
        void,
    };
    let why = Text::new("测试作废（时窗在记录之内：没有覆盖）", "the test is void (the window inside the trace)");
    let systems = vec![system("fast", 1e5, None), system("void", 9e5, Some(why))];
    let observed = Observations { systems: Some(systems.clone()), ..Observations::default() };
    let library = Library::embedded().unwrap();
    let standards = vec![evaluate(library.newest("db63t-it-efficiency").unwrap(), &observed)];
    let given = Given { systems: Some(systems), ..Given::default() };
    let level = |tenths: u32| LevelPoint {
        load: f64::from(tenths * 10),
        operations: f64::from(tenths * 10_000),
        watts: f64::from(tenths * 10 + 45),
    };
    let value = TestValue {
        value: 550_000.0 / 1045.0,
        unit: "ssj_ops/W".to_owned(),
        formula: Text::new("Σ 操作数 ÷ Σ 功率", "Σ operations ÷ Σ watts"),
        over: None,
        under: None,
    };
    let test = TestResult {
        record: "node.test.toml".to_owned(),
        kind: TestKind::LoadLine,
        system: Some("node".to_owned()),
        precision: None,
        performance: Performance::Measured,
        phase: None,
        window: None,
        results: vec![value],
        inputs: Vec::new(),
        levels: (0..=10).rev().map(level).collect(),
        checks: Vec::new(),
    };
    let fleet = Fleet { mean_it_kw: None, kw_per_rack: None, tested_share: None };
    let it_tests = Some(ItTests { tests: vec![test], systems: Vec::new(), aggregates: Vec::new(), fleet });
    Rating { it_tests, standards, given, ..rating }
}

/// A facility whose data was refused.
pub(in crate::report) fn refused(pue: f64) -> Rating {
    let reasons = vec![Text::new("IT 能耗大于总能耗", "IT energy exceeds total energy")];
    let outcome = Outcome { status: OutcomeStatus::Refused, level: None, indicative_level: None, score: None, reasons };
    Rating { outcome, standards: Vec::new(), ..rating_of(pue) }
}

/// The same rating with so many months from January 2025 on.
pub(super) fn with_months(rating: Rating, count: usize) -> Rating {
    let pue = rating.indicators[0].value.unwrap();
    let months = (0..count).map(|index| month(index, pue)).collect();
    Rating { months, ..rating }
}

/// The same rating with twelve months of logs, and judged by the standard of operation too.
pub(super) fn with_operation_logs(mut rating: Rating) -> Rating {
    let capability = |(domain, maturity, proven): (&str, f64, bool)| {
        let evidence = proven.then(|| "a.pdf".to_owned());
        (domain.to_owned(), Capability { maturity, evidence })
    };
    let capabilities = [
        ("monitoring", 5.0, true),
        ("alarms", 5.0, false),
        ("inspection", 3.5, true),
        ("self-healing", 0.0, true),
        ("capacity", 2.0, false),
        ("energy-saving", 4.0, true),
        ("change", 1.0, true),
        ("security", 3.0, true),
    ];
    let capabilities = Some(capabilities.map(capability).into_iter().collect());
    let library = Library::embedded().unwrap();
    let observed = Observations { capabilities, ..Observations::default() };
    rating.standards.push(evaluate(library.newest("db63t-smart-ops").unwrap(), &observed));
    let months = rating.months.iter().zip(0..).map(|(month, index): (&Month, u64)| OperationMonth {
        label: month.label.clone(),
        automatic: Some(20 + 5 * index),
        semi_automatic: Some(15),
        manual: Some(60_u64.saturating_sub(4 * index)),
        faults: Some(index % 4 * 3),
        open: Some(index / 11),
        mttr_hours: (index % 4 > 0).then_some([9.0, 7.5, 6.0, 2.0][usize::try_from(index % 4).unwrap()]),
    });
    let modes = ModeRecord {
        file: "orders.csv".to_owned(),
        automatic: 1,
        semi_automatic: 0,
        manual: 0,
        automatic_share: Some(1.0),
    };
    let faults = FaultRecord {
        file: "incidents.csv".to_owned(),
        faults: 54,
        from_alarm: 54,
        open: 1,
        self_healed: None,
        self_healed_share: None,
        to_acknowledge: None,
        to_repair: None,
    };
    let record = OperationRecord {
        operations: Some(modes),
        faults: Some(faults),
        capabilities: Some(Vec::new()),
        months: months.collect(),
        ..OperationRecord::default()
    };
    Rating { operation_logs: Some(record), ..rating }
}

fn month(index: usize, pue: f64) -> Month {
    let swing = [-0.03, -0.02, 0.0, 0.01, 0.02, 0.04, 0.05, 0.04, 0.02, 0.0, -0.01, -0.02][index % 12];
    let supply = [("hydro", 2.0e6), ("wind", 4.0e5), ("solar", 8.0e5 * (1.0 + 4.0 * swing))];
    Month {
        label: format!("{:04}-{:02}", 2025 + index / 12, index % 12 + 1),
        total_kwh: Some(3.5e6 * (pue + swing)),
        it_kwh: Some(3.5e6),
        pue: Some(pue + swing),
        coverage: Coverage { covered_hours: 720.0, period_hours: 720.0 },
        supply_kwh: BTreeMap::from(supply.map(|(source, kwh)| (source.to_owned(), kwh))),
        unattributed_kwh: Some(2.5e5),
        clean_share: Some(0.92 + swing),
    }
}

pub(super) fn observations(pue: f64) -> Observations {
    let values = [
        ("pue", pue),
        ("clean_share", 0.92),
        ("consecutive_months", 12.0),
        ("hour_coverage", 0.99),
        ("separately_metered", 1.0),
        ("no_violation", 1.0),
        ("racks_installed", 2000.0),
        ("wue", 1.1),
        ("pue_over_design", 1.02),
        ("score.db63t-clean-energy", 93.0),
        ("score.db63t-it-efficiency", 84.0),
        ("score.db63t-smart-ops", 77.0),
        ("demand_response", 0.06),
    ];
    let observed = |value: f64| Observed::Value { value, standing: Standing::Measured };
    Observations {
        indicators: values.into_iter().map(|(id, value)| (id.to_owned(), observed(value))).collect(),
        ..Observations::default()
    }
}

fn outcome(deciding: &Assessment) -> Outcome {
    let rated = deciding.status == Status::Rated;
    Outcome {
        status: if rated { OutcomeStatus::Rated } else { OutcomeStatus::NotRated },
        level: deciding.level.clone(),
        indicative_level: deciding.indicative_level.clone(),
        score: deciding.score.filter(|_| rated),
        reasons: deciding.reasons.clone(),
    }
}

fn indicator(id: &str, value: f64) -> Indicator {
    Indicator {
        id: id.to_owned(),
        title: Text::new(id, id),
        unit: String::new(),
        formula: Text::new("", ""),
        value: Some(value),
        standing: Some(Standing::Measured),
        why: None,
        inputs: Vec::new(),
        coverage: None,
    }
}

pub(in crate::report) fn clock_and_period(period: &str) -> (Clock, Period) {
    let clock = Clock::parse("+08:00").unwrap();
    let period = Period::parse(period, &clock).unwrap();
    (clock, period)
}

/// Every hour of a period, with values between 1.10 and 1.30.
pub(in crate::report) fn hourly(period: &Period) -> Vec<HourlyPue> {
    let value = |index: usize| 1.1 + f64::from(u32::try_from(index * 37 % 200).unwrap()) / 1000.0;
    period.hours().enumerate().map(|(index, hour)| HourlyPue { hour, pue: value(index) }).collect()
}

/// The hours of a period that are kept, met from none to all.
pub(super) fn matched(period: &Period, keep: impl Fn(usize) -> bool) -> Vec<MatchedHour> {
    let kwh = |count: usize| Amount::from_millionths(i128::try_from(count).unwrap() * Amount::KWH.millionths());
    let kept = period.hours().enumerate().filter(|(index, _)| keep(*index));
    kept.map(|(index, hour)| MatchedHour { hour, load: kwh(100), supply: kwh(index * 7 % 121) }).collect()
}

/// The use of clean energy by a facility of 10,000 kWh, 8,000 of them IT.
pub(super) fn clean_energy(supply: Vec<SupplyLine>, residual_kwh: f64) -> CleanEnergy {
    CleanEnergy {
        coverage: Coverage { covered_hours: 8760.0, period_hours: 8760.0 },
        total_kwh: 10_000.0,
        it_kwh: Some(8000.0),
        supply,
        residual_kwh,
        beyond_load_kwh: 0.0,
        shares: Vec::new(),
        hourly: None,
        storage: None,
        certificates: None,
        contracts: Vec::new(),
        carbon: None,
    }
}

/// A day that was covered in full.
pub(in crate::report) fn day() -> CalendarDay {
    let coverage = Coverage { covered_hours: 24.0, period_hours: 24.0 };
    CalendarDay { date: jiff::civil::date(2025, 3, 1), coverage, worst: None }
}
