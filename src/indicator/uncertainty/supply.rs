//! Shares of the total by what supplies it, hour by hour and over the period, and CUE.

use super::energies::input;
use super::follow::{Fraction, KWH, Meters, Per, sum};
use super::hours::Hours;
use crate::facility::boundary::{QuantityHours, SupplyHours};
use crate::indicator::Indicator;
use crate::indicator::clean_energy::record::Evidence;
use crate::indicator::clean_energy::{
    CleanEnergy, MatchedHour, counted_quantities, counts, has_origin, is_beside_grid, is_clean, is_fossil_source,
    is_share, matched_hours,
};
use crate::standard::vocabulary::Vocabulary;
use crate::text::Text;
use crate::units::Amount;

/// How an indicator of the family follows the meters; `None` for other indicators. Where the facility keeps records of
/// its clean energy, the indicators are those of the records.
pub(super) fn fraction(meters: &Meters<'_>, indicator: &Indicator, records: Option<&CleanEnergy>) -> Option<Fraction> {
    let carbon_free = |source: &str| Vocabulary::embedded().supply_source(source).is_some_and(|s| s.carbon_free);
    match indicator.id.as_str() {
        "matched_share" => matched(meters, indicator, &|source| is_clean(meters.subject, source)),
        "carbon_free_hourly" => matched(meters, indicator, &carbon_free),
        "cue" => cue(meters, indicator, records),
        id => is_share(id).then(|| share(meters, indicator, records))?,
    }
}

/// The indicators that are matched hour by hour.
pub(super) fn is_hourly(id: &str) -> bool {
    ["matched_share", "carbon_free_hourly"].contains(&id)
}

/// What is said of the hourly indicators where there is storage.
pub(super) fn storage_as_it_is() -> Text {
    Text::new(
        "按小时匹配：经储能转移的清洁电量按其计量值计，不随误差变化",
        "matching by the hour: the clean energy that storage moves is taken as measured, without error",
    )
}

/// Lines of supply that count on their own.
fn told_lines<'a>(meters: &Meters<'a>) -> impl Iterator<Item = &'a SupplyHours> {
    let records = &meters.subject.facility.clean_records;
    meters.subject.hours.supply.iter().filter(|line| records.counts(line.path))
}

/// What meters tell of the picked supply follows them; what papers tell does not.
fn share(meters: &Meters<'_>, indicator: &Indicator, records: Option<&CleanEnergy>) -> Option<Fraction> {
    let (subject, hours) = (meters.subject, meters.subject.hours);
    let total = hours.total.as_ref()?;
    let counts = |id: &str, source: &str, path| counts(subject, id, source, path) == Some(true);
    let lines: Vec<&SupplyHours> =
        told_lines(meters).filter(|line| counts(&indicator.id, &line.source, line.path)).collect();
    let wanted = match records {
        Some(_) => counted_quantities(hours),
        None => std::iter::once(total).chain(lines.iter().map(|line| &line.hours)).collect(),
    };
    let hours = meters.hours(&wanted);
    let mut fraction = of_indicator(indicator);
    for line in lines {
        meters.add(&mut fraction.over, &line.hours, &hours, KWH);
    }
    // Certificates beyond the consumption are cut to what no other carbon-free supply covers, and follow that.
    let is_cut = |told: &&CleanEnergy| told.certificates.as_ref().is_some_and(|ledger| ledger.beyond_kwh > 0.0);
    if let Some(told) = records.filter(is_cut) {
        let ledger = || told.supply.iter().filter(|line| line.by == Evidence::Ledger);
        let picked = ledger().filter(|line| counts(&indicator.id, &line.source, line.path));
        let all: f64 = ledger().map(|line| line.kwh).sum();
        let part = if all > 0.0 { picked.map(|line| line.kwh).sum::<f64>() / all } else { 0.0 };
        meters.add(&mut fraction.over, total, &hours, times(part));
        for line in told_lines(meters).filter(|line| counts("non_fossil_share", &line.source, line.path)) {
            meters.add(&mut fraction.over, &line.hours, &hours, times(-part));
        }
    }
    let supplied: f64 = indicator.inputs.iter().filter(|input| input.name != "E_total").map(|input| input.value).sum();
    let of_papers = supplied - fraction.over.value;
    meters.add_constant(&mut fraction.over, of_papers, &hours);
    meters.add(&mut fraction.under, total, &hours, KWH);
    Some(fraction)
}

fn times(factor: f64) -> Per {
    Per { factor, ..KWH }
}

fn of_indicator(indicator: &Indicator) -> Fraction {
    Fraction { at_most: Some(1.0), gap: Some(indicator.id.clone()), ..Fraction::default() }
}

/// `Σ_h min(supply, load) ÷ Σ_h load`: an hour follows the meters of its smaller side. The load follows the meters of
/// storage too; what storage moves of the supply is taken as it is.
fn matched(meters: &Meters<'_>, indicator: &Indicator, pick: &dyn Fn(&str) -> bool) -> Option<Fraction> {
    let (subject, hours) = (meters.subject, meters.subject.hours);
    let known = matched_hours(subject, pick)?;
    let total = hours.total.as_ref()?;
    let lines = told_lines(meters).filter(|line| has_origin(subject, line.path) && pick(&line.source));
    let of = |picks: &dyn Fn(&MatchedHour) -> bool| -> Hours {
        known.iter().filter(|hour| picks(hour)).filter_map(|hour| meters.place(hour.hour)).collect()
    };
    let is_short = |hour: &MatchedHour| hour.supply <= hour.load;
    let (short, enough, all) = (of(&is_short), of(&|hour| !is_short(hour)), of(&|_| true));
    let mut fraction = of_indicator(indicator);
    for line in lines {
        meters.add(&mut fraction.over, &line.hours, &short, KWH);
    }
    for (side, hours_of_side) in [(&mut fraction.over, &enough), (&mut fraction.under, &all)] {
        meters.add(side, total, hours_of_side, KWH);
        for storage in &hours.storage {
            meters.add(side, &storage.charge, hours_of_side, times(-1.0));
            meters.add(side, &storage.discharge, hours_of_side, KWH);
        }
    }
    let matched: Amount = known.iter().map(MatchedHour::matched).sum();
    let moved_by_storage = matched.kwh() - fraction.over.value;
    meters.add_constant(&mut fraction.over, moved_by_storage, &all);
    Some(fraction)
}

/// The carbon of what comes over the grid, and of own fossil power, over the energy of IT.
fn cue(meters: &Meters<'_>, indicator: &Indicator, records: Option<&CleanEnergy>) -> Option<Fraction> {
    let hours = meters.subject.hours;
    let (total, it) = (hours.total.as_ref()?, hours.it.as_ref()?);
    let beside: Vec<&SupplyHours> = hours.supply.iter().filter(|line| is_beside_grid(line.path)).collect();
    let wanted: Vec<&QuantityHours> = match records {
        Some(_) => counted_quantities(hours),
        None => {
            [total, it].into_iter().chain(beside.iter().map(|line| &line.hours)).chain(hours.electricity()).collect()
        }
    };
    let known = meters.hours(&wanted);
    let (grid_factor, grid_kwh) = (input(indicator, "f_province")?, input(indicator, "E_grid")?);
    let fossil_factor = input(indicator, "f_fossil").unwrap_or_default();
    let fossil_kwh = input(indicator, "E_fossil").unwrap_or_default();

    let mut fraction = Fraction { at_most: None, ..of_indicator(indicator) };
    let from_grid: Hours = known.places().filter(|place| is_from_grid(meters, &beside, *place)).collect();
    if grid_kwh > 0.0 {
        if let Some(electricity) = hours.electricity() {
            meters.add(&mut fraction.over, electricity, &from_grid, times(grid_factor));
        }
        for line in &beside {
            meters.add(&mut fraction.over, &line.hours, &from_grid, times(-grid_factor));
        }
    }
    if fossil_kwh >= sum(total, &known).kwh() {
        meters.add(&mut fraction.over, total, &known, times(fossil_factor));
    } else {
        for line in beside.iter().filter(|line| is_fossil_source(&line.source)) {
            meters.add(&mut fraction.over, &line.hours, &known, times(fossil_factor));
        }
    }
    let of_papers = grid_kwh * grid_factor + fossil_kwh * fossil_factor - fraction.over.value;
    meters.add_constant(&mut fraction.over, of_papers, &known);
    meters.add(&mut fraction.under, it, &known, KWH);
    Some(fraction)
}

/// Whether more electricity is taken in the hour at this place than comes beside the grid.
fn is_from_grid(meters: &Meters<'_>, beside: &[&SupplyHours], place: usize) -> bool {
    let electric = meters.subject.hours.electricity().map_or(Amount::ZERO, |energy| energy.amount_at(place));
    electric > beside.iter().map(|line| line.hours.amount_at(place)).sum()
}
