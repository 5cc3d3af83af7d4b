//! The indicators that a facility's records tell in place of meters and declarations alone.

use super::record::{Carbon, CleanEnergy, Emissions, Evidence, SupplyLine};
use super::{clean_energy, hourly, shares};
use crate::indicator::carbon::without_factor;
use crate::indicator::clean::line_name;
use crate::indicator::{IndicatorInput, Known, Subject, Value};
use crate::standard::observed::Standing;
use crate::standard::vocabulary::Vocabulary;
use crate::text::Text;

/// Nothing where the facility keeps no records. Where it keeps some that nothing can be told of, nothing is told of its
/// meters alone either: what they have may be less than the truth, or more.
pub(crate) fn indicators(subject: &Subject<'_>) -> Vec<(&'static str, Value)> {
    let told = match clean_energy(subject) {
        None => return Vec::new(),
        Some(Ok(told)) => told,
        Some(Err(why)) => {
            let shares = shares::all().map(|id| (id, Err(why.clone())));
            return shares.chain([("cue", Err(why.clone()))]).chain(hour_by_hour(subject)).collect();
        }
    };
    let of_lines = shares::all().filter_map(|id| Some((id, Ok(share(subject, &told, id)?))));
    let mut values: Vec<(&'static str, Value)> = of_lines.collect();
    if let Some(cue) = told.carbon.as_ref().and_then(|carbon| cue(subject, &told, carbon)) {
        values.push(("cue", Ok(cue)));
    }
    values.extend(hour_by_hour(subject));
    values
}

fn share(subject: &Subject<'_>, told: &CleanEnergy, id: &str) -> Option<Known> {
    let value = told.shares.iter().find(|share| share.id == id)?.share;
    let picked: Vec<&SupplyLine> =
        told.supply.iter().filter(|line| shares::counts(subject, id, &line.source, line.path) == Some(true)).collect();
    let lines =
        picked.iter().map(|line| IndicatorInput::new(&line_name(&line.source, line.path), line.kwh, "kWh", &line.from));
    let inputs = std::iter::once(total(subject, told)).chain(lines).collect();
    Some(Known { value, standing: standing(&picked), inputs, coverage: Some(told.coverage) })
}

/// Only meters measure: a bill, a contract and a certificate are papers.
fn standing(lines: &[&SupplyLine]) -> Standing {
    match lines.iter().filter(|line| line.by == Evidence::Metered).count() {
        metered if metered == lines.len() => Standing::Measured,
        0 => Standing::Declared,
        _ => Standing::Mixed,
    }
}

fn total(subject: &Subject<'_>, told: &CleanEnergy) -> IndicatorInput {
    let from = subject.hours.total.as_ref().map_or("", |total| total.formula.as_str());
    IndicatorInput::new("E_total", told.total_kwh, "kWh", from)
}

/// CUE by location, as the indicator has it.
fn cue(subject: &Subject<'_>, told: &CleanEnergy, carbon: &Carbon) -> Option<Known> {
    let Emissions { kwh, factor, own_fossil_kwh, own_fossil_factor, cue, .. } = &carbon.location;
    let named = |factor: &super::record::Factor| format!("{} ({})", factor.source.en, factor.year);
    let mut inputs = vec![
        IndicatorInput::new("E_grid", *kwh, "kWh", "E_total − E_self-generated − E_direct-line"),
        IndicatorInput::new("E_IT", told.it_kwh?, "kWh", &subject.hours.it.as_ref()?.formula),
        IndicatorInput::new("f_province", factor.kg_per_kwh, "kgCO2/kWh", &named(factor)),
    ];
    inputs.extend(carbon.without_factor_kwh.map(without_factor));
    if let Some(fossil) = own_fossil_factor {
        inputs.push(IndicatorInput::new("E_fossil", *own_fossil_kwh, "kWh", "self-generated, direct-line"));
        inputs.push(IndicatorInput::new("f_fossil", fossil.kg_per_kwh, "kgCO2/kWh", &named(fossil)));
    }
    Some(Known { value: (*cue)?, standing: Standing::Mixed, inputs, coverage: Some(told.coverage) })
}

/// The hourly shares, with what storage moves from hour to hour, and without certificates that a ledger tells.
fn hour_by_hour(subject: &Subject<'_>) -> Vec<(&'static str, Value)> {
    let carbon_free =
        |source: &str| Vocabulary::embedded().supply_source(source).is_some_and(|source| source.carbon_free);
    let clean = |source: &str| shares::is_clean(subject, source);
    let value = |pick: &dyn Fn(&str) -> bool| {
        let followed = hourly::followed(subject, pick);
        let known = followed.and_then(|followed| Some((hourly::sum_up(&followed.hours)?, followed.coverage)));
        let (sums, coverage) =
            known.ok_or_else(|| Text::new("没有按小时计量的相应供电", "no such supply is metered by the hour"))?;
        let inputs = vec![
            IndicatorInput::new("Σ min(E_h, E_load,h)", sums.matched_kwh, "kWh", "supply − charge + discharge"),
            IndicatorInput::new("E_load", sums.load_kwh, "kWh", "total − charge + discharge"),
        ];
        Ok(Known::measured(sums.matched_share, inputs, coverage))
    };
    let by_standard = subject.clean_sources.is_some().then(|| ("matched_share", value(&clean)));
    by_standard.into_iter().chain([("carbon_free_hourly", value(&carbon_free))]).collect()
}
