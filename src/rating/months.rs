//! The months of a period, for tables and charts.

use std::collections::{BTreeMap, BTreeSet};

use super::record::{Coverage, Month};
use crate::facility::BoundaryHours;
use crate::facility::boundary::QuantityHours;
use crate::indicator::pue;
use crate::period::{Clock, Period};
use crate::units::{Amount, ratio};

/// Sums up each month of the boundary's period.
pub(super) fn months(hours: &BoundaryHours, clean: Option<&BTreeSet<String>>, clock: &Clock) -> Vec<Month> {
    let months = hours.period.months(clock);
    months.into_iter().map(|(label, part)| month(label, hours, part, clean)).collect()
}

fn month(label: String, hours: &BoundaryHours, part: Period, clean: Option<&BTreeSet<String>>) -> Month {
    let pair = hours.total.as_ref().zip(hours.it.as_ref());
    let sums = pair.map(|(total, it)| hours.paired_sums_in(part, [total, it])).filter(|sums| sums.counted() > 0);
    let [total, it] = sums.map_or([None, None], |sums| sums.amounts.map(Some));
    let supplied = Supplied::of(hours, part, clean);
    Month {
        label,
        total_kwh: total.map(Amount::kwh),
        it_kwh: it.map(Amount::kwh),
        pue: total.zip(it).and_then(|(total, it)| pue(total, it)),
        coverage: Coverage::of(sums.map_or(0, |sums| sums.covered), part.hour_count()),
        supply_kwh: by_source(hours, part),
        unattributed_kwh: supplied.as_ref().map(|supplied| supplied.rest.at_least(Amount::ZERO).kwh()),
        clean_share: supplied.and_then(|supplied| supplied.clean_share),
    }
}

/// Metered supply by source, over the hours in which each line is covered.
fn by_source(hours: &BoundaryHours, part: Period) -> BTreeMap<String, f64> {
    let mut sources: BTreeMap<String, Amount> = BTreeMap::new();
    for line in &hours.supply {
        let sums = hours.paired_sums_in(part, [&line.hours]);
        let [energy] = sums.amounts;
        if sums.counted() > 0 {
            *sources.entry(line.source.clone()).or_default() += energy;
        }
    }
    sources.into_iter().map(|(source, energy)| (source, energy.kwh())).collect()
}

/// What supply and total say together, over the hours that both cover.
struct Supplied {
    /// The total less all metered supply.
    rest: Amount,
    clean_share: Option<f64>,
}

impl Supplied {
    /// `None` where no supply is metered, or not in an hour in which the total is covered.
    fn of(hours: &BoundaryHours, part: Period, clean: Option<&BTreeSet<String>>) -> Option<Self> {
        let lines: Vec<&QuantityHours> = hours.supply.iter().map(|line| &line.hours).collect();
        let mut wanted = vec![hours.total.as_ref().filter(|_| !lines.is_empty())?];
        wanted.extend(&lines);
        let (mut total, mut all, mut clean_energy, mut any) = (Amount::ZERO, Amount::ZERO, Amount::ZERO, false);
        let is_clean: Vec<bool> =
            hours.supply.iter().map(|line| clean.is_some_and(|clean| clean.contains(&line.source))).collect();
        for hour in hours.paired_in(part, &wanted) {
            any = true;
            total += hour.amount(0);
            for (is_clean, energy) in is_clean.iter().zip(hour.amounts(1)) {
                all += energy;
                if *is_clean {
                    clean_energy += energy;
                }
            }
        }
        let clean_share = clean.and_then(|_| ratio(clean_energy.at_most(total), total));
        any.then_some(Self { rest: total - all, clean_share })
    }
}
