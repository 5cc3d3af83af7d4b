//! What a test record must satisfy beyond its form, each fault told with its line.

use std::ops::Range;

use toml::Spanned;

use super::record::{ReadingKind, TestKind, TestRecord};
use crate::problem::Problem;
use crate::toml_text;
use crate::units::{Dimension, Unit};

/// A fault and the part of the record it is about.
type Fault = (Range<usize>, Problem);

use TestKind::{Hpl, Inference, Iteesv, Iteusv, LoadLine, Sert, Storage, Training};

const ALL: [TestKind; 8] = [LoadLine, Sert, Hpl, Training, Inference, Storage, Iteesv, Iteusv];
const TRACED: [TestKind; 5] = [Hpl, Training, Inference, Storage, Iteusv];
const TABLED: [TestKind; 3] = [LoadLine, Sert, Iteesv];

/// A key, whether the record has it, the kinds that need it, and those that may have it beside them.
type KeyRule = (&'static str, bool, &'static [TestKind], &'static [TestKind]);

fn rules(record: &TestRecord) -> [KeyRule; 13] {
    [
        ("system", record.system.is_some(), &[LoadLine, Sert, Hpl, Training, Inference, Storage], &[Iteesv, Iteusv]),
        ("precision", record.precision.is_some(), &[Hpl, Training, Inference], &[Iteesv]),
        (
            "meter_class",
            record.meter_class.is_some(),
            &[],
            &[LoadLine, Sert, Hpl, Training, Inference, Storage, Iteesv],
        ),
        ("phase", record.phase.is_some(), &[Hpl], &[]),
        ("metered_share", record.metered_share.is_some(), &[Hpl], &[Training, Inference, Storage]),
        ("window", record.window.is_some(), &TRACED, &[]),
        ("work", record.work.is_some(), &[Hpl, Training, Inference, Storage], &[]),
        ("capacity_tb", record.capacity_tb.is_some(), &[], &[Storage]),
        ("idle_watts", record.idle_watts.is_some(), &[], &[Sert]),
        ("operations", record.operations.is_some(), &[Iteesv], &[LoadLine]),
        ("table", record.table.is_some(), &TABLED, &[]),
        ("trace", record.trace.is_some(), &TRACED, &[]),
        ("reading", record.reading.is_some(), &TRACED, &[]),
    ]
}

/// Checks a record; `text` is its own, for the errors' lines.
pub(super) fn check(record: &TestRecord, text: &str) -> Result<(), Fault> {
    check_keys(record, text)?;
    check_numbers(record)?;
    check_work(record)?;
    record.reading.as_ref().map_or(Ok(()), |reading| check_reading(record.kind, reading))
}

fn check_keys(record: &TestRecord, text: &str) -> Result<(), Fault> {
    let kind = record.kind;
    for (key, there, needed, allowed) in rules(record) {
        if !there && needed.contains(&kind) {
            let span = toml_text::span_of(text, &["kind"]).unwrap_or(0..0);
            let what = format!("a test of kind `{}` needs the key `{key}`", kind.word());
            return Err((span, Problem::new(what).hint(format!("add `{key} = …`, see docs/it-tests.md"))));
        }
        if there && !needed.contains(&kind) && !allowed.contains(&kind) {
            let kinds = ALL.iter().filter(|kind| needed.contains(kind) || allowed.contains(kind));
            let kinds: Vec<&str> = kinds.map(|kind| kind.word()).collect();
            let span = toml_text::span_of(text, &[key]).unwrap_or(0..0);
            let problem = Problem::new(format!("`{key}` does not belong to a test of kind `{}`", kind.word()));
            return Err((span, problem.hint(format!("leave it out; it belongs to {}", kinds.join(", ")))));
        }
    }
    Ok(())
}

fn fault<T>(at: &Spanned<T>, what: String, hint: impl Into<String>) -> Fault {
    (at.span(), Problem::new(what).hint(hint))
}

fn check_numbers(record: &TestRecord) -> Result<(), Fault> {
    if let Some(share) =
        record.metered_share.as_ref().filter(|share| !(0.0..=1.0).contains(share.get_ref()) || *share.get_ref() <= 0.0)
    {
        let what = format!("`metered_share = {}` cannot be", share.get_ref());
        return Err(fault(share, what, "write the share of the nodes, above 0 and up to 1: 0.25 for a quarter"));
    }
    let amounts = [("capacity_tb", &record.capacity_tb), ("idle_watts", &record.idle_watts)];
    for (key, value) in amounts.into_iter().filter_map(|(key, value)| Some((key, value.as_ref()?))) {
        if !value.get_ref().is_finite() || *value.get_ref() <= 0.0 {
            return Err(fault(value, format!("`{key} = {}` cannot be", value.get_ref()), "write a number above zero"));
        }
    }
    Ok(())
}

fn check_work(record: &TestRecord) -> Result<(), Fault> {
    let Some(work) = &record.work else { return Ok(()) };
    let (amount, unit) = (work.get_ref().amount, work.get_ref().unit);
    if !amount.is_finite() || amount <= 0.0 {
        return Err(fault(work, format!("an amount of work of {amount} cannot be"), "write a number above zero"));
    }
    if !unit.belongs_to(record.kind) {
        let what = format!("a test of kind `{}` does not do work in `{}`", record.kind.word(), unit.word());
        let hint = "write GFLOP/s to EFLOP/s for HPL, samples or tokens for training and inference, IOPS for storage";
        return Err(fault(work, what, hint));
    }
    Ok(())
}

fn check_reading(kind: TestKind, reading: &super::record::Reading) -> Result<(), Fault> {
    if reading.columns.get_ref().is_empty() {
        return Err(fault(&reading.columns, "`columns` names no column".to_owned(), "name the columns of the trace"));
    }
    let columns = reading.columns.get_ref();
    let repeated = columns.iter().zip(1..).find(|(name, next)| columns.iter().skip(*next).any(|other| other == *name));
    if let Some((name, _)) = repeated {
        let hint = "name each column once: what it says is added up";
        return Err(fault(&reading.columns, format!("`columns` names `{name}` twice"), hint));
    }
    if (kind == Iteusv) != (reading.kind == ReadingKind::Utilisation) {
        let hint = "`iteusv` reads utilisations, all other kinds powers or counters";
        let what = format!("a test of kind `{}` does not read this kind of columns", kind.word());
        return Err(fault(&reading.columns, what, hint));
    }
    let unit = reading.unit.get_ref().as_str();
    let fits = match reading.kind {
        ReadingKind::Utilisation => matches!(unit, "%" | "1"),
        ReadingKind::Power => has(unit, Dimension::Power),
        ReadingKind::Counter => has(unit, Dimension::Energy),
    };
    if fits {
        return Ok(());
    }
    let hint = match reading.kind {
        ReadingKind::Utilisation => "write `%` where 50 is a half, or `1` where 0.5 is",
        ReadingKind::Power => "a power is in W, kW or MW",
        ReadingKind::Counter => "a counter is in Wh, kWh, MWh, GWh, J, MJ or GJ",
    };
    Err(fault(&reading.unit, format!("the trace cannot be read in `{unit}`"), hint))
}

fn has(unit: &str, dimension: Dimension) -> bool {
    Unit::parse(unit).is_ok_and(|unit| unit.dimension() == dimension)
}
