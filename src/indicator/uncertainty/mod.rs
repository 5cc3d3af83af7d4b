//! How sure measured indicators are, by GUM (JCGM 100): every cause of error has a standard uncertainty, and an
//! indicator follows all of them at once, so that what two of its energies have in common takes itself out.
//!
//! Causes are the class of each meter, the ratio and the phase of each current transformer, and the time without
//! measurement. They are taken as independent of each other; a meter on both sides of an indicator, or a transformer in
//! front of several meters, is one cause with several effects.
//!
//! Indicators that are counts, declared values or the work of logs have no budget, because no meter tells them:
//! `design_pue`, `working_point_ratio`, `cooling_degree_days` (a thermometer has no class here), the racks', the data's
//! own (`consecutive_months`, `hour_coverage`, `separately_metered`), `no_violation`, and those of operation, also
//! `auto_cooling`, which is a time.

mod assumptions;
mod better;
mod budget;
mod causes;
mod energies;
mod follow;
mod hours;
mod record;
mod supply;

use std::collections::BTreeSet;

pub use better::{BetterClass, better_classes};
pub use record::{
    COVERAGE_FACTOR, ErrorSource, ErrorSum, ErrorTerm, IndicatorUncertainty, Part, Shape, SourceKind, Uncertainty,
};

use super::clean_energy::CleanEnergy;
use super::{Coverage, Indicator, Subject};
use crate::facility::meter_amounts::MeterAmounts;
use crate::standard::observed::Standing;
use crate::text::Text;
use budget::Followed;
use causes::Causes;
use follow::{Fraction, Meters, gap_term};

/// The budgets of all indicators that meters tell, alone or with declared values; `None` where there is none.
///
/// Time without measurement is taken to differ from the rest as days differ from each other: its standard uncertainty is
/// the uncovered share of the period times the standard deviation of the daily values, which is this program's choice.
///
/// `records` is the use of clean energy, where the facility keeps records of it: its indicators are then those of the
/// records.
pub fn uncertainty(
    subject: &Subject<'_>,
    amounts: &MeterAmounts<'_>,
    indicators: &[Indicator],
    records: Option<&CleanEnergy>,
) -> Option<Uncertainty> {
    let mut causes = Causes::of(subject.facility, amounts, subject.hours.period);
    let measured = indicators.iter().filter(|one| matches!(one.standing, Some(Standing::Measured | Standing::Mixed)));
    let meters = Meters::new(subject, amounts, measured.clone().any(|indicator| uncovered(indicator).is_some()));
    let budgets = measured.filter_map(|indicator| {
        let fraction = energies::fraction(&meters, indicator);
        let fraction = fraction.or_else(|| supply::fraction(&meters, indicator, records))?;
        let followed = follow_causes(&fraction, indicator, &mut causes);
        Some(followed.budget(&indicator.id, indicator.value?))
    });
    let indicators: Vec<IndicatorUncertainty> = budgets.collect();
    if !subject.hours.storage.is_empty() && indicators.iter().any(|one| supply::is_hourly(&one.id)) {
        causes.assumed.further.push(supply::storage_as_it_is());
    }
    let terms = indicators.iter().flat_map(|one| [&one.over.terms, &one.under.terms, &one.added]).flatten();
    let used: BTreeSet<&str> = terms.map(|term| term.source.as_str()).collect();
    let (sources, assumptions) = causes.used(&used);
    (!indicators.is_empty()).then_some(Uncertainty { sources, indicators, assumptions })
}

/// The coverage of an indicator and the share of the period that is not measured; `None` where all of it is.
fn uncovered(indicator: &Indicator) -> Option<(Coverage, f64)> {
    let coverage = indicator.coverage?;
    Some((coverage, 1.0 - coverage.share())).filter(|(_, uncovered)| *uncovered > 0.0)
}

fn follow_causes(fraction: &Fraction, indicator: &Indicator, causes: &mut Causes) -> Followed {
    let mut followed = Followed {
        over: fraction.over.sum(causes),
        under: fraction.under.sum(causes),
        added: Vec::new(),
        at_most: fraction.at_most,
    };
    let Some((coverage, uncovered)) = uncovered(indicator) else { return followed };
    let Some(gap) = fraction.gap.as_ref().map(|gap| format!("{gap}.gap")) else { return followed };
    match fraction.spread() {
        Some(spread) => {
            causes.add_gap(&gap, coverage, spread);
            // What makes PUE larger makes its inverse smaller.
            let sign = if indicator.id == "dcie" { -1.0 } else { 1.0 };
            followed.added.push(gap_term(&gap, sign * uncovered * spread));
        }
        None => causes.assumed.further.push(Text::new(
            format!("{}：不足两日有数据，未计入无计量时段的影响", indicator.title.zh),
            format!("{}: fewer than two days are known, and what is not measured is left out", indicator.title.en),
        )),
    }
    followed
}
