//! The shapes of rules: how a value becomes points.

use super::assessment::{CriterionState, CriterionTrace};
use super::compare::Ledger;
use super::exact::Exact;
use super::model::{Band, CategoryPoints, Criterion, Figure, Pack, Rule};
use super::observed::{Observations, Observed, Standing};
use super::tables;
use crate::text::Text;

/// Scores one criterion into its trace: state, value, and every figure the value was held against. Gives the points;
/// `None` where the value is missing or does not apply.
pub(super) fn score_criterion(
    pack: &Pack,
    criterion: &Criterion,
    observed: &Observations,
    ledger: &mut Ledger,
    trace: &mut CriterionTrace,
) -> Option<Exact> {
    let most = Exact::of(trace.possible.value)?;
    match &criterion.rule {
        Rule::Linear { zero_at, full_at } => {
            let (value, exact) = take_value(criterion, observed, trace)?;
            let share = linear(value, &exact, zero_at, full_at, ledger, trace)?;
            Some(most * share)
        }
        Rule::Bands { rows } => {
            let (value, _) = take_value(criterion, observed, trace)?;
            bands(value, rows, ledger, trace)
        }
        Rule::ByCategory { rows, otherwise } => by_category(rows, otherwise, observed, ledger, trace),
        Rule::Checklist { items } => tables::checklist(items, observed, ledger, trace),
        Rule::Maturity { scale, without_evidence_at_most, domains } => {
            tables::maturity(&most, scale, without_evidence_at_most, domains, observed, ledger, trace)
        }
        Rule::WeightedLevels { rows, none, max_age_months, needs_power_trace } => {
            let levels = tables::Levels { rows, none, max_age_months, needs_power_trace };
            tables::weighted_levels(&pack.system_classes, &levels, observed, ledger, trace)
        }
    }
}

/// The criterion's value, or its absence told in the trace.
fn take_value(criterion: &Criterion, observed: &Observations, trace: &mut CriterionTrace) -> Option<(f64, Exact)> {
    let id = criterion.indicator.as_ref()?.get_ref();
    match observed.get(id) {
        Observed::Value { value, standing } => {
            trace.value = Some(value);
            trace.standing = Some(standing);
            observed.exact_scores.get(id).cloned().or_else(|| Exact::of(value)).map(|exact| (value, exact))
        }
        Observed::Missing(why) => {
            trace.state = CriterionState::Missing;
            trace.why = Some(why);
            None
        }
        Observed::NotApplicable(why) => {
            trace.state = CriterionState::NotApplicable;
            trace.why = Some(why);
            None
        }
    }
}

/// `(value − zero_at) ÷ (full_at − zero_at)`, kept between nothing and all; the ends may fall as well as rise.
fn linear(
    value: f64,
    exact: &Exact,
    zero_at: &Figure,
    full_at: &Figure,
    ledger: &mut Ledger,
    trace: &mut CriterionTrace,
) -> Option<Exact> {
    let (zero, full, one) = (Exact::of(zero_at.value)?, Exact::of(full_at.value)?, Exact::count(1));
    let share = (exact.clone() - zero.clone()).over(&(full - zero))?;
    let indicator = trace.indicator.clone().unwrap_or_default();
    // The share is 0 where points begin and 1 where they end, whichever way the line runs.
    let (begun, ended) = (Some(share >= Exact::zero()), Some(share >= one));
    trace.compared = vec![
        ledger.compare_figure(&indicator, Some(value), "zero_at", zero_at, begun),
        ledger.compare_figure(&indicator, Some(value), "full_at", full_at, ended),
    ];
    Some(share.clamp(Exact::zero(), one))
}

fn bands(value: f64, rows: &[Band], ledger: &mut Ledger, trace: &mut CriterionTrace) -> Option<Exact> {
    let indicator = trace.indicator.clone().unwrap_or_default();
    let mut points = Exact::zero();
    for row in rows {
        let mut compared = ledger.compare(&indicator, Some(value), &row.when);
        let given = ledger.used(&row.points);
        let second = row.and.as_ref().map(|and| ledger.compare(&indicator, Some(value), and));
        let fires = compared.holds == Some(true) && second.as_ref().is_none_or(|second| second.holds == Some(true));
        if fires && trace.fired.is_none() {
            trace.fired = Some(trace.compared.len());
            points = Exact::of(given.value)?;
        }
        compared.points = Some(given);
        trace.compared.push(compared);
        trace.compared.extend(second);
    }
    Some(points)
}

/// The points of what the facility is; what it is needs no proof beyond the manifest.
fn by_category(
    rows: &[CategoryPoints],
    otherwise: &Figure,
    observed: &Observations,
    ledger: &mut Ledger,
    trace: &mut CriterionTrace,
) -> Option<Exact> {
    for row in rows {
        let is = observed.categories.contains(row.category.get_ref());
        let value = f64::from(u8::from(is));
        let mut compared = ledger.compare_figure(row.category.get_ref(), Some(value), "is", &row.points, Some(is));
        compared.points = Some(compared.figure.clone());
        if is && trace.fired.is_none() {
            trace.fired = Some(trace.compared.len());
        }
        trace.compared.push(compared);
    }
    trace.standing = Some(Standing::Declared);
    let otherwise = tables::set(trace, "otherwise", ledger.used(otherwise));
    let fired = trace.fired.and_then(|at| trace.compared.get(at)).and_then(|row| row.points.as_ref());
    Exact::of(fired.map_or(otherwise, |points| points.value))
}

/// Tells that a criterion is missing.
pub(super) fn miss(trace: &mut CriterionTrace, zh: &str, en: &str) -> Option<Exact> {
    trace.state = CriterionState::Missing;
    trace.why = Some(Text::new(zh, en));
    None
}
