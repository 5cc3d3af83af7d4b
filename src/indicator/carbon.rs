//! Carbon: CUE (ISO/IEC 30134-8), by the CO₂ factor of the province's grid.

use super::{IndicatorInput, Known, Subject, Value, no_ratio};
use crate::facility::boundary::QuantityHours;
use crate::facility::manifest::SupplyPath;
use crate::standard::observed::Standing;
use crate::text::Text;
use crate::units::Amount;

pub(super) fn compute(subject: &Subject<'_>) -> Vec<(&'static str, Value)> {
    vec![("cue", cue(subject))]
}

/// `CUE = (E_total − E_self-generated − E_direct-line) × f ÷ E_IT` in kg/kWh, by location: what reaches the facility
/// beside the grid is left out where it is metered, and what is traded or certified on paper is not.
fn cue(subject: &Subject<'_>) -> Value {
    let factor = subject.grid_factor.ok_or_else(|| {
        let province = &subject.facility.manifest.province;
        Text::new(format!("没有 {province} 的电网排放因子"), format!("there is no grid factor for {province}"))
    })?;
    let (total, it) = (subject.total().hours()?, subject.it().hours()?);
    let beside_grid: Vec<&QuantityHours> = subject
        .hours
        .supply
        .iter()
        .filter(|line| matches!(line.path, SupplyPath::SelfGenerated | SupplyPath::DirectLine))
        .map(|line| &line.hours)
        .collect();
    let mut wanted = vec![total, it];
    wanted.extend(&beside_grid);
    let (mut grid_energy, mut it_energy, mut covered) = (Amount::ZERO, Amount::ZERO, 0_i128);
    for hour in subject.hours.paired(&wanted) {
        let [total, it, beside @ ..] = hour.amounts.as_slice() else { continue };
        // A surplus that flows out to the grid does not take carbon back.
        grid_energy += (*total - beside.iter().copied().sum()).at_least(Amount::ZERO);
        it_energy += *it;
        covered += i128::from(hour.covered);
    }
    let from_grid = format!(
        "{} − {}",
        total.formula,
        beside_grid.iter().map(|line| line.formula.as_str()).collect::<Vec<_>>().join(" − ")
    );
    let value = grid_energy.kwh() * factor.value / it_energy.kwh();
    if !value.is_finite() {
        return Err(no_ratio(&Text::new("IT 能耗", "IT energy")));
    }
    let inputs = vec![
        IndicatorInput::new(
            "E_grid",
            grid_energy.kwh(),
            "kWh",
            if beside_grid.is_empty() { &total.formula } else { &from_grid },
        ),
        IndicatorInput::new("E_IT", it_energy.kwh(), "kWh", &it.formula),
        IndicatorInput::new(
            "f_province",
            factor.value,
            "kgCO2/kWh",
            &format!("{} ({})", factor.source.en, factor.year),
        ),
    ];
    let coverage = super::Coverage::of(covered, subject.hours.period.hour_count());
    Ok(Known { value, standing: Standing::Mixed, inputs, coverage: Some(coverage) })
}
