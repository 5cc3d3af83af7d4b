//! Energy efficiency: PUE and its kin (ISO/IEC 30134-2), and energy reuse.

use super::efficiency_detail::cooling_degree_days;
use super::{IndicatorInput, Known, Pair, Quantity, Subject, Value, no_ratio, proven};
use crate::facility::boundary::QuantityHours;
use crate::standard::exact::Exact;
use crate::standard::observed::Standing;
use crate::text::Text;
use crate::units::{Amount, ratio};

/// `PUE = E_total ÷ E_IT`, energies over the same time; `None` where there is no IT energy.
pub fn pue(total: Amount, it: Amount) -> Option<f64> {
    ratio(total, it)
}

/// `pPUE = (E_IT + E_part) ÷ E_IT` of a part of the facility, such as cooling.
pub fn partial_pue(part: Amount, it: Amount) -> Option<f64> {
    ratio(it + part, it)
}

/// `CLF = E_cooling ÷ E_IT`, `PLF = E_distribution ÷ E_IT`.
pub fn load_factor(part: Amount, it: Amount) -> Option<f64> {
    ratio(part, it)
}

pub(super) fn compute(subject: &Subject<'_>) -> Vec<(&'static str, Value)> {
    let facility = subject.pair(subject.total(), subject.it());
    let pue_value = facility.as_ref().map_err(Clone::clone).and_then(|pair| over_it(pair, "E_total", pue));
    let design = proven(subject.facility.manifest.declared.design_pue.as_ref());
    let design = design.map(|(value, evidence)| Known::declared(value, "PUE_design", "kWh/kWh", evidence));
    vec![
        ("dcie", facility.as_ref().map_err(Clone::clone).and_then(dcie)),
        ("ppue_cooling", part(subject, cooling(subject), "E_cooling", partial_pue)),
        ("clf", part(subject, cooling(subject), "E_cooling", load_factor)),
        ("plf", part(subject, distribution(subject), "E_distribution", load_factor)),
        ("erf", reuse(subject)),
        ("pue_over_design", over_design(&pue_value, &design)),
        ("design_pue", design),
        ("pue", pue_value),
    ]
}

/// `CER = Q_removed ÷ E_cooling` (ISO/IEC 30134-7), heat over the energy of cooling, and cooling degree days.
pub(super) fn compute_cooling(subject: &Subject<'_>) -> Vec<(&'static str, Value)> {
    vec![("cer", efficiency_ratio(subject)), ("cooling_degree_days", cooling_degree_days(subject))]
}

fn efficiency_ratio(subject: &Subject<'_>) -> Value {
    let removed = named(subject.hours.heat_removed.as_ref(), "移除热量", "removed heat");
    let pair = subject.pair(removed, cooling(subject))?;
    let value = ratio(pair.over, pair.under).ok_or_else(|| no_ratio(&Text::new("制冷能耗", "cooling energy")))?;
    Ok(Known::measured(value, energies(&pair, "Q_removed", "E_cooling"), pair.coverage))
}

fn cooling<'a>(subject: &'a Subject<'_>) -> Quantity<'a> {
    named(subject.hours.cooling.as_ref(), "制冷能耗", "cooling energy")
}

fn distribution<'a>(subject: &'a Subject<'_>) -> Quantity<'a> {
    named(subject.hours.distribution.as_ref(), "供配电损耗", "distribution losses")
}

fn named<'a>(hours: Option<&'a QuantityHours>, zh: &str, en: &str) -> Quantity<'a> {
    Quantity { hours, title: Text::new(zh, en) }
}

fn energies(pair: &Pair<'_>, over: &str, under: &str) -> Vec<IndicatorInput> {
    let [over_from, under_from] = pair.from;
    vec![
        IndicatorInput::new(over, pair.over.kwh(), "kWh", over_from),
        IndicatorInput::new(under, pair.under.kwh(), "kWh", under_from),
    ]
}

fn over_it(pair: &Pair<'_>, over: &str, formula: fn(Amount, Amount) -> Option<f64>) -> Value {
    let value = formula(pair.over, pair.under).ok_or_else(|| no_ratio(&Text::new("IT 能耗", "IT energy")))?;
    Ok(Known::measured(value, energies(pair, over, "E_IT"), pair.coverage))
}

fn dcie(pair: &Pair<'_>) -> Value {
    let value = ratio(pair.under, pair.over).ok_or_else(|| no_ratio(&Text::new("总能耗", "total energy")))?;
    Ok(Known::measured(value, energies(pair, "E_total", "E_IT"), pair.coverage))
}

fn part(subject: &Subject<'_>, part: Quantity<'_>, name: &str, formula: fn(Amount, Amount) -> Option<f64>) -> Value {
    over_it(&subject.pair(part, subject.it())?, name, formula)
}

/// `PUE ÷ PUE_design`, no worse than 1 where the design is kept.
fn over_design(pue: &Value, design: &Value) -> Value {
    let (pue, design) = (pue.clone()?, design.clone()?);
    let value = Exact::of(pue.value).zip(Exact::of(design.value)).and_then(|(pue, design)| pue.over(&design));
    Ok(Known {
        value: value.ok_or_else(|| no_ratio(&Text::new("设计 PUE", "the design PUE")))?.to_f64(),
        standing: Standing::Mixed,
        coverage: pue.coverage,
        inputs: vec![IndicatorInput::new("PUE", pue.value, "kWh/kWh", "pue")]
            .into_iter()
            .chain(design.inputs)
            .collect(),
    })
}

/// `ERF = E_reuse ÷ E_total`, metered where there is a heat meter, otherwise as declared with evidence.
fn reuse(subject: &Subject<'_>) -> Value {
    if subject.hours.heat_reuse.is_none() {
        let (value, evidence) = proven(subject.facility.manifest.declared.erf.as_ref())?;
        return Ok(Known::declared(value, "ERF", "kWh/kWh", evidence));
    }
    let reuse = named(subject.hours.heat_reuse.as_ref(), "再利用热量", "reused heat");
    let pair = subject.pair(reuse, subject.total())?;
    let value = ratio(pair.over, pair.under).ok_or_else(|| no_ratio(&Text::new("总能耗", "total energy")))?;
    Ok(Known::measured(value, energies(&pair, "E_reuse", "E_total"), pair.coverage))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::units::Unit;

    fn mwh(value: f64) -> Amount {
        Amount::from_unit(value, Unit::MWh).unwrap()
    }

    #[test]
    fn the_family_hangs_together() {
        let (total, it, cooling) = (mwh(13.0), mwh(10.0), mwh(2.0));
        assert_eq!(pue(total, it), Some(1.3));
        assert_eq!(partial_pue(cooling, it), Some(1.2));
        assert_eq!(load_factor(cooling, it), Some(0.2));
        assert_eq!(pue(total, Amount::ZERO), None);
    }
}
