//! Rounding before judging, for standards that state to how many decimals a value is taken (GB/T 8170). Where a pack
//! states none, nothing is rounded.

use std::borrow::Cow;

use super::assessment::RoundedValue;
use super::check::decimals_of;
use super::compare::Ledger;
use super::exact::Exact;
use super::model::{Figure, Pack};
use super::observed::{Observations, Observed};

/// The observations with the indicators rounded that the pack says so of.
pub(super) fn round_indicators<'o>(
    pack: &Pack,
    observed: &'o Observations,
    ledger: &mut Ledger,
    told: &mut Vec<RoundedValue>,
) -> Cow<'o, Observations> {
    let mut observed = Cow::Borrowed(observed);
    for (indicator, figure) in &pack.rounding.indicators {
        let id = indicator.get_ref();
        let Observed::Value { value, standing } = observed.get(id) else { continue };
        let Some(exact) = observed.exact_scores.get(id).cloned().or_else(|| Exact::of(value)) else { continue };
        let rounded = round(id, exact, figure, ledger, told);
        let observed = observed.to_mut();
        observed.indicators.insert(id.clone(), Observed::Value { value: rounded.to_f64(), standing });
        observed.exact_scores.remove(id);
    }
    observed
}

/// The points of a criterion, rounded if the pack says so.
pub(super) fn round_points(
    pack: &Pack,
    criterion: &str,
    points: Exact,
    ledger: &mut Ledger,
    told: &mut Vec<RoundedValue>,
) -> Exact {
    match &pack.rounding.points {
        Some(figure) => round(&format!("points.{criterion}"), points, figure, ledger, told),
        None => points,
    }
}

/// Rounds a value and tells so where it changes it.
pub(super) fn round(
    what: &str,
    from: Exact,
    figure: &Figure,
    ledger: &mut Ledger,
    told: &mut Vec<RoundedValue>,
) -> Exact {
    let Some(decimals) = decimals_of(figure) else { return from };
    let to = from.rounded(decimals);
    let decimals = ledger.used(figure);
    if to != from {
        told.push(RoundedValue { what: what.to_owned(), from: from.to_f64(), to: to.to_f64(), decimals });
    }
    to
}
