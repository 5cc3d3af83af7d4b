//! Carbon: CUE (ISO/IEC 30134-8), by the CO₂ factor of the province's grid.

use super::clean_energy::carbon::{FOSSIL, is_fossil_source};
use super::{IndicatorInput, Known, Subject, Value, no_ratio};
use crate::facility::boundary::SupplyHours;
use crate::facility::manifest::SupplyPath;
use crate::standard::exact::Exact;
use crate::standard::grid_factors::GridFactors;
use crate::standard::observed::Standing;
use crate::text::Text;
use crate::units::Amount;

pub(super) fn compute(subject: &Subject<'_>) -> Vec<(&'static str, Value)> {
    vec![("cue", cue(subject))]
}

/// `CUE = (max(E_electricity − E_self-generated − E_direct-line, 0) × f + E_fossil × f_fossil) ÷ E_IT` in kg/kWh, by
/// location: what reaches the facility beside the grid is left out where it is metered, and what is traded or certified
/// on paper is not. Coal and gas beside the grid have the national fossil factor; fuel and bought-in heat have none here.
fn cue(subject: &Subject<'_>) -> Value {
    let hours = subject.hours;
    let factor = subject.grid_factor.ok_or_else(|| {
        let province = &subject.facility.manifest.province;
        Text::new(format!("没有 {province} 的电网排放因子"), format!("there is no grid factor for {province}"))
    })?;
    let (total, it) = (subject.total().hours()?, subject.it().hours()?);
    let is_beside = |line: &&SupplyHours| matches!(line.path, SupplyPath::SelfGenerated | SupplyPath::DirectLine);
    let beside_grid: Vec<&SupplyHours> = hours.supply.iter().filter(is_beside).collect();
    let mut wanted = vec![total, it];
    wanted.extend(beside_grid.iter().map(|line| &line.hours));
    let lines_end = wanted.len();
    wanted.extend(hours.electricity());
    let is_fossil: Vec<bool> = beside_grid.iter().map(|line| is_fossil_source(&line.source)).collect();
    let mut sums = Sums::default();
    for hour in hours.paired(&wanted) {
        let (total, electric) = (hour.amount(0), hour.amount(lines_end));
        // A surplus that flows out to the grid does not take carbon back.
        let beside: Amount = hour.amounts(2).take(beside_grid.len()).sum();
        sums.grid += (electric - beside).at_least(Amount::ZERO);
        let fossil = is_fossil.iter().zip(hour.amounts(2)).filter(|(is_fossil, _)| **is_fossil);
        sums.fossil += fossil.map(|(_, energy)| energy).sum();
        sums.total += total;
        sums.without_factor += total - electric;
        sums.it += hour.amount(1);
        sums.covered += i128::from(hour.covered);
    }
    let year = subject.facility.clock.civil(hours.period.start).year();
    let national = GridFactors::embedded().national(year);
    let fossil = sums.fossil.at_most(sums.total);
    let of_fossil = national.iter().find(|factor| factor.id == FOSSIL).filter(|_| fossil > Amount::ZERO);
    let all = emitted(sums.grid, factor.value) + of_fossil.map_or_else(Exact::zero, |of| emitted(fossil, of.value));
    let value = all.over(&Exact::whole(sums.it.millionths()));
    let value = value.ok_or_else(|| no_ratio(&Text::new("IT 能耗", "IT energy")))?.to_f64();
    let formulas = hours.electricity().into_iter().chain(beside_grid.iter().map(|line| &line.hours));
    let from_grid = formulas.map(|line| line.formula.as_str()).collect::<Vec<_>>().join(" − ");
    let of = |name: &str, value: f64, source: &Text, year: i16| {
        IndicatorInput::new(name, value, "kgCO2/kWh", &format!("{} ({year})", source.en))
    };
    let mut inputs = vec![
        IndicatorInput::new("E_grid", sums.grid.kwh(), "kWh", &from_grid),
        IndicatorInput::new("E_IT", sums.it.kwh(), "kWh", &it.formula),
        of("f_province", factor.value, &factor.source, factor.year),
    ];
    if sums.without_factor > Amount::ZERO {
        inputs.push(without_factor(sums.without_factor.kwh()));
    }
    if let Some(of_fossil) = of_fossil {
        inputs.push(IndicatorInput::new("E_fossil", fossil.kwh(), "kWh", "self-generated, direct-line"));
        inputs.push(of("f_fossil", of_fossil.value, &of_fossil.source, of_fossil.year));
    }
    let coverage = super::Coverage::of(sums.covered, hours.period.hour_count());
    Ok(Known { value, standing: Standing::Mixed, inputs, coverage: Some(coverage) })
}

/// What energy emits by a factor in kg/kWh, in millionths of a joule by kg/kWh.
pub(super) fn emitted(energy: Amount, factor: f64) -> Exact {
    Exact::whole(energy.millionths()) * Exact::of(factor).unwrap_or_else(Exact::zero)
}

/// Energies over the hours that cover all of them.
#[derive(Default)]
struct Sums {
    grid: Amount,
    fossil: Amount,
    total: Amount,
    without_factor: Amount,
    it: Amount,
    covered: i128,
}

/// What of the total has no factor, so that nobody takes the CUE to hold its carbon.
pub(super) fn without_factor(kwh: f64) -> IndicatorInput {
    IndicatorInput::new("E_without_factor", kwh, "kWh", "E_fuel + E_heat")
}
