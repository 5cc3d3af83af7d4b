//! What the manifest's keys of energy efficiency must satisfy.

use std::collections::BTreeMap;

use jiff::civil::Date;
use toml::value::Datetime;

use super::eu_report::EuReport;
use crate::facility::boundary::signed;
use crate::facility::check::{Fault, fault};
use crate::facility::check_numbers::{WrongNumber, path};
use crate::facility::manifest::SignedSum;
use crate::facility::texts::Texts;
use crate::problem::{Problem, Result};
use crate::telemetry::{Meter, Quantity};
use crate::toml_text;

/// Removed heat is measured as heat: the electricity of a chiller is not what it removes.
pub(in crate::facility) fn removed_heat(
    sum: &SignedSum,
    meters: &BTreeMap<&str, &Meter>,
) -> std::result::Result<(), Fault> {
    for (at, (_, name)) in sum.iter().zip(signed(sum)) {
        if meters.get(name).is_some_and(|meter| meter.quantity != Quantity::Heat) {
            let what = format!("meter `{name}` does not measure heat, which is what cooling removes");
            return Err(fault(at, what, "name a heat meter, and set its `quantity = \"heat\"`"));
        }
    }
    Ok(())
}

/// The first number that can not be: below zero, or a temperature that no air or water of a data centre has.
pub(in crate::facility) fn wrong_number(report: &EuReport) -> Option<WrongNumber> {
    let of_power =
        report.installed_it_power.iter().enumerate().find(|(_, power)| !power.kw.is_finite() || power.kw < 0.0);
    if let Some((index, power)) = of_power {
        let at = path(&["eu_report", "installed_it_power", &index.to_string(), "kw"]);
        return Some((at, power.kw, "write kilowatts of zero or more"));
    }
    report.numbers().into_iter().find_map(|(key, declared)| {
        let value = declared?.value;
        let (range, hint) = match key.ends_with("_celsius") {
            true => (-50.0..=150.0, "write degrees Celsius"),
            false => (0.0..=f64::MAX, "write a number of zero or more"),
        };
        let at = path(&["eu_report", key, "value"]);
        (!range.contains(&value)).then_some((at, value, hint))
    })
}

/// The days from which the installed power holds are days, and in order.
///
/// # Errors
/// The first that is not, with its line.
pub(in crate::facility) fn days(report: Option<&EuReport>, texts: &Texts) -> Result<()> {
    let mut last: Option<Date> = None;
    for (index, power) in report.iter().flat_map(|report| &report.installed_it_power).enumerate() {
        let at = |problem: Problem| {
            let keys = ["eu_report", "installed_it_power", &index.to_string(), "from"];
            texts.at(toml_text::span_of(texts.manifest(), &keys).unwrap_or(0..0), problem)
        };
        let Some(day) = day(&power.from) else {
            let problem = Problem::new(format!("`{}` is not a day", power.from));
            return Err(at(problem.hint("write it as 2025-03-11, without a time")));
        };
        if last.is_some_and(|last| day <= last) {
            let problem = Problem::new(format!("`{}` is not after the day before it", power.from));
            return Err(at(problem.hint("write the changes of the installed IT power in order of time")));
        }
        last = Some(day);
    }
    Ok(())
}

/// The civil day of a TOML date; `None` for one with a time.
pub fn day(datetime: &Datetime) -> Option<Date> {
    datetime.date.filter(|_| datetime.time.is_none()).and_then(|_| datetime.to_string().parse().ok())
}
