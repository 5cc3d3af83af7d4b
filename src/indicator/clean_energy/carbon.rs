//! Carbon by location and by market, and what carbon-free energy avoided.
//!
//! By location all that comes over the grid has the factor of its province, whatever was traded or certified. By market
//! what is traded green or certified is taken off, and the rest has the national factor without traded non-fossil
//! energy, which is the mix that such trade leaves over. Coal and gas power that does not come over the grid has the
//! national fossil factor in both. Fuel and bought-in heat have no factor here, and their energy is told apart. The two results are not interchangeable, nor are the three national factors.

use super::record::{Avoided, Carbon, Emissions, Factor};
use super::shares::has_origin;
use super::supply::{Counted, Line, is_beside_grid};
use crate::facility::manifest::SupplyPath;
use crate::indicator::Subject;
use crate::indicator::carbon::emitted;
use crate::indicator::clean_energy::record::Evidence;
use crate::standard::exact::Exact;
use crate::standard::grid_factors::{GridFactors, NationalFactor};
use crate::standard::vocabulary::Vocabulary;
use crate::text::Text;
use crate::units::Amount;

/// The ids of the national factors that are used by name.
const RESIDUAL: &str = "without-traded-non-fossil";
pub(in crate::indicator) const FOSSIL: &str = "fossil";

/// `None` where there is no factor for the province.
pub(super) fn carbon(subject: &Subject<'_>, counted: &Counted) -> Option<Carbon> {
    let province = subject.grid_factor?;
    let name = &subject.facility.manifest.province;
    let of_province = Factor {
        title: Text::new(format!("{name}电网"), format!("grid of {name}")),
        kg_per_kwh: province.value,
        year: province.year,
        source: province.source.clone(),
    };
    let year = subject.facility.clock.civil(subject.hours.period.start).year();
    let national = GridFactors::embedded().national(year);
    let named = |id: &str| national.iter().find(|factor| factor.id == id).map(factor_of);

    let unmetered = counted.picked(|line| is_beside_grid(line.path) && line.by != Evidence::Metered);
    let over_grid = (counted.over_grid - unmetered).at_least(Amount::ZERO);
    let own_fossil = counted.picked(|line| is_beside_grid(line.path) && is_fossil(line)).at_most(counted.total);
    let instruments = counted
        .picked(|line| matches!(line.path, SupplyPath::GreenTrade | SupplyPath::Certificates) && is_carbon_free(line));
    let emissions = |energy: Amount, factor: Factor| {
        let own_fossil_factor = named(FOSSIL).filter(|_| own_fossil > Amount::ZERO);
        let of_fossil = own_fossil_factor.as_ref().map(|factor| emitted(own_fossil, factor.kg_per_kwh));
        let all = emitted(energy, factor.kg_per_kwh) + of_fossil.unwrap_or_else(Exact::zero);
        let kg = for_each(&all, Amount::KWH).unwrap_or_default();
        let cue = counted.it.filter(|it| *it > Amount::ZERO).and_then(|it| for_each(&all, it));
        Emissions { kwh: energy.kwh(), factor, own_fossil_kwh: own_fossil.kwh(), own_fossil_factor, kg, cue }
    };
    let free = counted.picked(|line| has_origin(subject, line.path) && is_carbon_free(line)).at_most(counted.total);
    let avoided = national.iter().map(|factor| Avoided {
        kwh: free.kwh(),
        kg: for_each(&emitted(free, factor.value), Amount::KWH).unwrap_or_default(),
        factor: factor_of(factor),
    });
    Some(Carbon {
        location: emissions(over_grid, of_province),
        market: emissions((over_grid - instruments).at_least(Amount::ZERO), named(RESIDUAL)?),
        without_factor_kwh: (counted.not_electric > Amount::ZERO).then(|| counted.not_electric.kwh()),
        avoided: avoided.collect(),
    })
}

/// What is emitted for each so much energy, the nearest double.
fn for_each(emitted: &Exact, energy: Amount) -> Option<f64> {
    emitted.over(&Exact::whole(energy.millionths())).map(|each| each.to_f64())
}

fn factor_of(national: &NationalFactor) -> Factor {
    Factor {
        title: national.title.clone(),
        kg_per_kwh: national.value,
        year: national.year,
        source: national.source.clone(),
    }
}

fn is_carbon_free(line: &Line) -> bool {
    Vocabulary::embedded().supply_source(&line.source).is_some_and(|source| source.carbon_free)
}

/// Coal and gas; the grid's mix and storage have their carbon where they were generated.
fn is_fossil(line: &Line) -> bool {
    is_fossil_source(&line.source)
}

pub(in crate::indicator) fn is_fossil_source(source: &str) -> bool {
    ["coal", "gas"].contains(&source)
}
