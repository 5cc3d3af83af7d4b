//! Indicators: pure formulas over a facility's hours and declarations, one file a family.
//!
//! Each indicator carries its value at full precision, its formula, the values that went into it, where they come
//! from, and over how much of the period they were measured. A value that is not known is missing with its reason; it
//! is never taken as zero. What is declared without evidence has no value.

mod carbon;
mod clean;
pub mod clean_energy;
mod efficiency;
pub mod efficiency_detail;
mod it_systems;
pub mod it_tests;
mod operation;
pub mod operation_logs;
mod portfolio;
mod record;
mod sufficiency;
pub mod uncertainty;
mod water;
mod working_points;

use std::collections::BTreeSet;

pub use efficiency::pue;
pub use portfolio::{PortfolioFigure, PortfolioFigures};
pub use record::{Coverage, Indicator, IndicatorInput};
pub use working_points::working_point_ratio;

use crate::facility::boundary::{PairedSums, QuantityHours};
use crate::facility::manifest::Declared;
use crate::facility::{BoundaryHours, Facility};
use crate::period::HOUR_NANOS;
use crate::standard::exact::Exact;
use crate::standard::grid_factors::GridFactor;
use crate::standard::observed::Standing;
use crate::standard::vocabulary::Vocabulary;
use crate::text::Text;
use crate::units::{Amount, Unit};

/// All that indicators are computed from.
#[derive(Debug, Clone, Copy)]
pub struct Subject<'a> {
    /// The facility with its declarations and tables.
    pub facility: &'a Facility,
    /// Its boundary, hour by hour over the period.
    pub hours: &'a BoundaryHours,
    /// Which sources of electricity count as clean; `None` where no standard says.
    pub clean_sources: Option<&'a BTreeSet<String>>,
    /// The CO₂ factor of its grid; `None` where none is known for its province.
    pub grid_factor: Option<&'a GridFactor>,
    /// What its logs of operation come to over the period; `None` where it names none.
    pub operation: Option<&'a operation_logs::OperationRecord>,
}

/// Computes every indicator of the vocabulary, in its order.
pub fn compute(subject: &Subject<'_>) -> Vec<Indicator> {
    let computed: Vec<(&str, Value)> = [
        // First, because where a facility keeps records of its energy they come before meters and declarations alone.
        clean_energy::indicators(subject),
        efficiency::compute(subject),
        efficiency::compute_cooling(subject),
        water::compute(subject),
        working_points::compute(subject),
        carbon::compute(subject),
        clean::compute(subject),
        it_systems::compute(subject),
        sufficiency::compute(subject),
        operation::compute(subject),
    ]
    .into_iter()
    .flatten()
    .collect();
    let find = |id: &str| computed.iter().find(|(known, _)| *known == id).map(|(_, value)| value.clone());
    let named = Vocabulary::embedded().indicators.iter();
    named
        .map(|name| Indicator::of(name, find(&name.id).unwrap_or_else(|| Err(Text::new("未计算", "not computed")))))
        .collect()
}

/// An indicator's value, or why it has none.
type Value = Result<Known, Text>;

/// A value that is known.
#[derive(Debug, Clone, PartialEq)]
struct Known {
    value: f64,
    standing: Standing,
    inputs: Vec<IndicatorInput>,
    coverage: Option<Coverage>,
}

impl Known {
    fn measured(value: f64, inputs: Vec<IndicatorInput>, coverage: Coverage) -> Self {
        Self { value, standing: Standing::Measured, inputs, coverage: Some(coverage) }
    }

    fn declared(value: f64, name: &str, unit: &str, evidence: &str) -> Self {
        let input = IndicatorInput::new(name, value, unit, evidence);
        Self { value, standing: Standing::Declared, inputs: vec![input], coverage: None }
    }
}

impl Subject<'_> {
    /// Over how much of the period all was measured; what is estimated does not cover.
    fn coverage<const N: usize>(&self, sums: &PairedSums<N>) -> Coverage {
        Coverage::of(sums.covered, self.hours.period.hour_count())
    }

    /// Two quantities over the hours that both cover.
    fn pair<'q>(&self, over: Quantity<'q>, under: Quantity<'q>) -> Result<Pair<'q>, Text> {
        let (over_hours, under_hours) = (over.hours()?, under.hours()?);
        let sums = self.hours.paired_sums([over_hours, under_hours]);
        if sums.counted() == 0 {
            return Err(Text::new(
                format!("{}、{}没有同时覆盖的小时", over.title.zh, under.title.zh),
                format!("there is no hour in which {} and {} are both covered", over.title.en, under.title.en),
            ));
        }
        let [a, b] = sums.amounts;
        Ok(Pair {
            over: a,
            under: b,
            from: [&over_hours.formula, &under_hours.formula],
            coverage: self.coverage(&sums),
        })
    }

    fn total(&self) -> Quantity<'_> {
        Quantity { hours: self.hours.total.as_ref(), title: Text::new("总能耗", "total energy") }
    }

    fn it(&self) -> Quantity<'_> {
        Quantity { hours: self.hours.it.as_ref(), title: Text::new("IT 能耗", "IT energy") }
    }
}

/// A quantity of the boundary and its name in messages.
struct Quantity<'a> {
    hours: Option<&'a QuantityHours>,
    title: Text,
}

impl<'a> Quantity<'a> {
    fn hours(&self) -> Result<&'a QuantityHours, Text> {
        self.hours.ok_or_else(|| {
            Text::new(
                format!("边界中没有{}的计量点", self.title.zh),
                format!("the boundary names no meter of {}", self.title.en),
            )
        })
    }
}

/// Two quantities summed over the hours that both cover.
struct Pair<'a> {
    over: crate::units::Amount,
    under: crate::units::Amount,
    from: [&'a str; 2],
    coverage: Coverage,
}

/// A declared value that has evidence.
fn proven<T: Copy>(declared: Option<&Declared<T>>) -> Result<(T, &str), Text> {
    match declared {
        None => Err(Text::new("未申报", "not declared")),
        Some(Declared { value, evidence: Some(evidence) }) => Ok((*value, evidence)),
        Some(Declared { evidence: None, .. }) => Err(unproven()),
    }
}

/// Why a value that is declared without evidence is missing.
fn unproven() -> Text {
    Text::new("已申报但无佐证材料，不采信", "declared without evidence, so not taken")
}

/// The mean power of an energy over so many nanoseconds, in kW, without any rounding; `None` for no time.
fn mean_kw(energy: Amount, nanos: i128) -> Option<Exact> {
    let kwh = Amount::from_unit(1.0, Unit::KWh)?;
    let over = Exact::whole(energy.millionths()) * Exact::whole(i128::from(HOUR_NANOS));
    over.over(&(Exact::whole(kwh.millionths()) * Exact::whole(nanos)))
}

/// A ratio of something to nothing.
fn no_ratio(under: &Text) -> Text {
    Text::new(format!("{}为零", under.zh), format!("{} is zero", under.en))
}
