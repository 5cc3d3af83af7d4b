//! Indicators of energies and water: PUE and its kin, WUE, ERF, CER, and those held against declared numbers.

use super::follow::{Fraction, KWH, Meters, Per, Side};
use super::hours::Hours;
use crate::facility::boundary::{PairedHour, QuantityHours};
use crate::indicator::{Coverage, Indicator};
use crate::units::{Amount, Unit};

/// How an indicator of the family follows the meters; `None` for other indicators.
pub(super) fn fraction(meters: &Meters<'_>, indicator: &Indicator) -> Option<Fraction> {
    let hours = meters.subject.hours;
    let (total, it, cooling) = (hours.total.as_ref(), hours.it.as_ref(), hours.cooling.as_ref());
    let pair = |over: &[Option<&QuantityHours>], under, gap: &str| pair(meters, over, under, KWH, gap);
    match indicator.id.as_str() {
        "pue" => pair(&[total], it, "pue"),
        "dcie" => pair(&[it], total, "pue"),
        "pue_over_design" => {
            let pue = pair(&[total], it, "pue")?;
            Some(Fraction { over: pue.over.times(1.0 / input(indicator, "PUE_design")?), ..pue })
        }
        "ppue_cooling" => pair(&[it, cooling], it, "clf"),
        "clf" => pair(&[cooling], it, "clf"),
        "plf" => pair(&[hours.distribution.as_ref()], it, "plf"),
        "cer" => pair(&[hours.heat_removed.as_ref()], cooling, "cer"),
        "erf" => pair(&[hours.heat_reuse.as_ref()], total, "erf"),
        "wue" => self::pair(meters, &[hours.water.as_ref()], it, Per { unit: litres, factor: 1.0 }, "wue"),
        "it_load_use" => load_use(meters, indicator, it?),
        "demand_response" => demand_response(meters, indicator, total?),
        _ => None,
    }
}

fn litres(amount: Amount) -> f64 {
    amount.in_unit(Unit::L)
}

/// A value that went into an indicator.
pub(super) fn input(indicator: &Indicator, name: &str) -> Option<f64> {
    indicator.inputs.iter().find(|input| input.name == name).map(|input| input.value)
}

/// Sums over the hours in which all of the quantities count.
fn pair(
    meters: &Meters<'_>,
    over: &[Option<&QuantityHours>],
    under: Option<&QuantityHours>,
    per: Per,
    gap: &str,
) -> Option<Fraction> {
    let (over, under) = (over.iter().copied().collect::<Option<Vec<_>>>()?, under?);
    let mut wanted = over.clone();
    wanted.push(under);
    let hours = meters.hours(&wanted);
    let mut fraction = Fraction { gap: Some(gap.to_owned()), ..Fraction::default() };
    for quantity in over {
        meters.add(&mut fraction.over, quantity, &hours, per);
    }
    meters.add(&mut fraction.under, under, &hours, KWH);
    Some(fraction)
}

/// The energy of IT over what the racks would take in the same time.
fn load_use(meters: &Meters<'_>, indicator: &Indicator, it: &QuantityHours) -> Option<Fraction> {
    let hours = meters.hours(&[it]);
    let mut fraction = Fraction { gap: Some(indicator.id.clone()), ..Fraction::default() };
    meters.add(&mut fraction.over, it, &hours, KWH);
    let rated = input(indicator, "covered hours")? * input(indicator, "rated rack power")?;
    meters.add_constant(&mut fraction.under, rated, &hours);
    Some(fraction)
}

/// The declared power over that of the peak hour. Time that is not measured may hide a higher peak, and nothing tells by
/// how much.
fn demand_response(meters: &Meters<'_>, indicator: &Indicator, total: &QuantityHours) -> Option<Fraction> {
    let quantities = [total];
    let own = meters.subject.hours.paired(&quantities).filter(PairedHour::is_measured_by_the_hour);
    let length = |covered: i64| Coverage::of(i128::from(covered), 1).covered_hours;
    let powers = own.map(|hour| (hour.index, hour.amount(0).kwh() / length(hour.covered)));
    let (peak, kw): (usize, f64) = powers.max_by(|(_, a), (_, b)| a.total_cmp(b))?;
    let peak = Hours::from_iter([peak]);
    let mut fraction = Fraction::default();
    meters.add_constant(&mut fraction.over, input(indicator, "P_response")?, &peak);
    let mut energy = Side::default();
    meters.add(&mut energy, total, &peak, KWH);
    let per_hour = kw / energy.value;
    fraction.under = energy.times(per_hour);
    Some(fraction)
}
