//! The systems of the register as a fleet: which result counts, and how much of the energy they take.

use super::methods::{MethodFigure, Methods};
use super::record::{Fleet, ResultFrom, SystemResult, TestResult};
use crate::facility::it_tests::{SystemEnergy, SystemRow};
use crate::facility::{BoundaryHours, Facility};
use crate::indicator::Coverage;

/// Hours of a common year, by which a mean power becomes an energy in a year.
const HOURS_OF_YEAR: f64 = 8760.0;

/// The mean power of all IT over the hours that are covered, kW; `None` where there are none.
pub fn mean_it_kw(hours: &BoundaryHours) -> Option<f64> {
    let sums = hours.paired_sums([hours.it.as_ref()?]);
    let [energy] = sums.amounts;
    let counted = Coverage::of(sums.counted(), hours.period.hour_count()).covered_hours;
    (counted > 0.0).then(|| energy.kwh() / counted)
}

/// A system's energy in a year, kWh: as the register tells it, or as its share of the energy of all IT.
pub fn annual_kwh(row: &SystemRow, mean_it_kw: Option<f64>) -> Option<f64> {
    match row.energy {
        SystemEnergy::Annual(kwh) => Some(kwh),
        SystemEnergy::Share(share) => mean_it_kw.map(|kw| share * kw * HOURS_OF_YEAR),
    }
}

/// A declared result that is farther from the computed one than the method allows: the allowed share.
pub fn declared_apart(declared: f64, computed: f64) -> Option<MethodFigure> {
    let methods = Methods::embedded()?;
    let figure = &methods.checks.declared_within;
    let apart = (declared - computed).abs() > figure.value * computed.abs();
    apart.then(|| methods.used(figure))
}

/// A row of the register with the result that counts.
pub(super) fn system(row: &SystemRow, tests: &[TestResult], it_kw: Option<f64>) -> SystemResult {
    let own = || tests.iter().filter(|test| test.kind.judges_a_system() && test.system.as_ref() == Some(&row.id));
    let test = own().find(|test| test.value().is_some()).or_else(|| own().next());
    let value = test.and_then(TestResult::value).map(|value| value.value);
    let from = match (test, value) {
        (None, _) => ResultFrom::Register,
        (Some(_), Some(_)) => ResultFrom::Test,
        (Some(_), None) => ResultFrom::Void,
    };
    let annual_kwh = annual_kwh(row, it_kw);
    SystemResult {
        id: row.id.clone(),
        class: row.class.clone(),
        units: row.units,
        annual_kwh,
        it_share: match row.energy {
            SystemEnergy::Share(share) => Some(share),
            SystemEnergy::Annual(kwh) => it_kw.filter(|kw| *kw > 0.0).map(|kw| kwh / (kw * HOURS_OF_YEAR)),
        },
        result: if from == ResultFrom::Register { row.result } else { value },
        from,
        declared: row.result,
        record: test.map(|test| test.record.clone()),
        why: test.filter(|_| from == ResultFrom::Void).and_then(TestResult::void),
    }
}

pub(super) fn fleet(facility: &Facility, systems: &[SystemResult], it_kw: Option<f64>) -> Fleet {
    let in_use = facility.manifest.racks.in_use.filter(|racks| *racks > 0.0);
    let tested = systems.iter().filter(|system| system.result.is_some());
    let shares: Option<f64> = tested.map(|system| system.it_share).sum();
    Fleet { mean_it_kw: it_kw, kw_per_rack: it_kw.zip(in_use).map(|(kw, racks)| kw / racks), tested_share: shares }
}
