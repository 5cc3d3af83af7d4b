//! What changed in indicators, by which amounts, and how surely.

use super::record::{Behind, Sureness, Verdict};
use super::steps::{AmountStep, IndicatorStep, LoadFactor, PueStep};
use crate::indicator::Indicator;
use crate::indicator::uncertainty::COVERAGE_FACTOR;
use crate::rating::Rating;
use crate::standard::observed::Standing;
use crate::standard::vocabulary::Vocabulary;

/// A ratio of its amounts as they are written is its value but for the last digits.
const SAME_RATIO: f64 = 1e-9;

/// How a change stands to the standard uncertainties of both values. Errors that both share, such as those of one meter in
/// two years, would fall out of the difference: taking them as independent makes the uncertainty larger, not smaller.
pub(super) fn sureness(change: f64, before: Option<f64>, after: Option<f64>) -> Sureness {
    let expanded = before.zip(after).map(|(before, after)| COVERAGE_FACTOR * before.hypot(after));
    let verdict = match expanded {
        None => Verdict::NotKnown,
        Some(expanded) if change.abs() > expanded => Verdict::Significant,
        Some(_) => Verdict::WithinUncertainty,
    };
    Sureness { expanded, verdict }
}

/// What changed in every indicator that one of two ratings has at least.
pub(super) fn indicators(old: &Rating, new: &Rating, behind: &[Behind]) -> Vec<IndicatorStep> {
    let names = Vocabulary::embedded().indicators.iter();
    let step = |id: &str| {
        let (before, after) = (old.indicator(id), new.indicator(id));
        let values = (before.and_then(|one| one.value), after.and_then(|one| one.value));
        let told = after.filter(|one| one.value.is_some()).or(before.filter(|one| one.value.is_some()))?;
        let change = values.0.zip(values.1).map(|(before, after)| after - before);
        let standard = |rating: &Rating| Some(rating.uncertainty.as_ref()?.of(id)?.standard);
        let differs = change != Some(0.0);
        let behind = behind.iter().copied().filter(|one| differs && concerns(*one, id, told)).collect();
        Some(IndicatorStep {
            id: id.to_owned(),
            title: told.title.clone(),
            unit: told.unit.clone(),
            before: values.0,
            after: values.1,
            change,
            sure: change.filter(|_| differs).map(|change| sureness(change, standard(old), standard(new))),
            by: before.zip(after).filter(|_| differs).map(|(before, after)| amounts(before, after)).unwrap_or_default(),
            behind,
        })
    };
    names.filter_map(|name| step(&name.id)).collect()
}

/// Whether something can lie behind the change of an indicator.
fn concerns(behind: Behind, id: &str, indicator: &Indicator) -> bool {
    let from_telemetry = matches!(indicator.standing, Some(Standing::Measured | Standing::Mixed));
    match behind {
        Behind::Gaps => from_telemetry,
        Behind::CleanSources => BY_CLEAN_SOURCES.contains(&id),
        Behind::Facility | Behind::Period | Behind::Inputs | Behind::Method => true,
    }
}

/// The indicators that hang on which sources of electricity a pack counts as clean.
const BY_CLEAN_SOURCES: [&str; 5] =
    ["clean_share", "traceable_share", "matched_share", "direct_share", "certificate_share"];

/// What each of the two amounts of a ratio does to it: the mean of both orders in which they may change.
fn amounts(before: &Indicator, after: &Indicator) -> Vec<AmountStep> {
    let ratio = |indicator: &Indicator| {
        let [first, second] = indicator.inputs.as_slice() else { return None };
        let is = |over: f64, under: f64| {
            indicator.value.is_some_and(|value| (over / under - value).abs() <= SAME_RATIO * value.abs())
        };
        match (is(first.value, second.value), is(second.value, first.value)) {
            (true, _) => Some((first.clone(), second.clone())),
            (false, true) => Some((second.clone(), first.clone())),
            (false, false) => None,
        }
    };
    let (Some((over, under)), Some((over_after, under_after))) = (ratio(before), ratio(after)) else {
        return Vec::new();
    };
    if (&over.name, &over.unit, &under.name, &under.unit)
        != (&over_after.name, &over_after.unit, &under_after.name, &under_after.unit)
    {
        return Vec::new();
    }
    let (a, b, a_after, b_after) = (over.value, under.value, over_after.value, under_after.value);
    let by_over = f64::midpoint((a_after - a) / b, (a_after - a) / b_after);
    let by_under = f64::midpoint(a / b_after - a / b, a_after / b_after - a_after / b);
    let step = |name, unit, before, after, change| AmountStep { name, unit, before, after, change };
    vec![step(over.name, over.unit, a, a_after, by_over), step(under.name, under.unit, b, b_after, by_under)]
}

/// `ΔPUE` by the load factors that both ratings tell; `None` where they tell none.
pub(super) fn pue(old: &Rating, new: &Rating) -> Option<PueStep> {
    let value = |rating: &Rating, id: &str| rating.indicator(id)?.value;
    let (before, after) = (value(old, "pue")?, value(new, "pue")?);
    let factor =
        |id: &str, before: f64, after: f64| LoadFactor { id: id.to_owned(), before, after, change: after - before };
    let known = ["clf", "plf"].into_iter().filter_map(|id| Some(factor(id, value(old, id)?, value(new, id)?)));
    let mut parts: Vec<LoadFactor> = known.collect();
    if parts.is_empty() {
        return None;
    }
    let rest = |pue: f64, part: fn(&LoadFactor) -> f64| pue - 1.0 - parts.iter().map(part).sum::<f64>();
    let other = factor("other", rest(before, |part| part.before), rest(after, |part| part.after));
    parts.push(other);
    Some(PueStep { change: after - before, parts })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::indicator::IndicatorInput;
    use crate::text::Text;

    fn ratio(over: f64, under: f64) -> Indicator {
        let input = |name: &str, value| IndicatorInput {
            name: name.to_owned(),
            value,
            unit: "kWh".to_owned(),
            from: "meter".to_owned(),
        };
        Indicator {
            id: "pue".to_owned(),
            title: Text::new("", ""),
            unit: String::new(),
            formula: Text::new("", ""),
            value: Some(over / under),
            standing: Some(Standing::Measured),
            why: None,
            inputs: vec![input("E_total", over), input("E_IT", under)],
            coverage: None,
        }
    }

    #[test]
    fn the_amounts_of_a_ratio_have_the_mean_of_both_orders_and_add_up() {
        // 130/100 → 150/120. Total alone: 20/100 = 0.2 or 20/120 = 1/6, mean 11/60. IT alone: 130/120 − 1.3 = −13/60 or
        // 150/120 − 1.5 = −15/60, mean −14/60. Together −3/60 = 1.25 − 1.3.
        let by = amounts(&ratio(130.0, 100.0), &ratio(150.0, 120.0));
        assert!((by[0].change - 11.0 / 60.0).abs() < 1e-15 && (by[1].change + 14.0 / 60.0).abs() < 1e-15, "{by:?}");
        assert_eq!((by[0].name.as_str(), by[1].name.as_str(), by[1].after), ("E_total", "E_IT", 120.0));
    }

    #[test]
    fn amounts_that_do_not_give_the_value_are_not_told() {
        let mut other = ratio(150.0, 120.0);
        other.value = Some(9.0);
        assert!(amounts(&ratio(130.0, 100.0), &other).is_empty());
    }

    #[test]
    fn a_change_is_significant_only_beyond_twice_the_root_of_both_squares() {
        // u 0.003 and 0.004: U95 = 2 · 0.005 = 0.01.
        let of = |change: f64| sureness(change, Some(0.003), Some(0.004)).verdict;
        assert_eq!([of(-0.0099), of(-0.0101)], [Verdict::WithinUncertainty, Verdict::Significant]);
        // On it: 2 · √(3² + 4²) = 10 without any rounding.
        assert_eq!(sureness(10.0, Some(3.0), Some(4.0)).verdict, Verdict::WithinUncertainty);
        assert_eq!(sureness(5.0, None, Some(0.1)), Sureness { expanded: None, verdict: Verdict::NotKnown });
    }
}
