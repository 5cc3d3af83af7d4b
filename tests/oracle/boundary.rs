//! Meters added up to quantities, and the hours in which several quantities count together.

use std::collections::BTreeMap;

use crate::cells::Cells;
use crate::exact::{Exact, Told, whole};
use crate::time::{HOUR, Period};

/// The least covered time of an hour that counts on its own: nine tenths.
const ENOUGH: i128 = HOUR / 10 * 9;
/// By how much covered times may differ where a meter gives a share of a longer span: one hundredth of an hour.
const NEAR: i128 = HOUR / 100;

/// A signed sum of meters: the cells of each, and whether it is subtracted.
pub type Sum<'a> = Vec<(&'a Cells, bool)>;

/// Resolves a signed sum of the manifest.
pub fn sum<'a>(names: &[String], meters: &'a BTreeMap<String, Cells>) -> Told<Sum<'a>> {
    let term = |name: &String| {
        let (bare, minus) = name.strip_prefix('-').map_or((name.as_str(), false), |bare| (bare, true));
        Ok((meters.get(bare).ok_or_else(|| format!("no meter {bare}"))?, minus))
    };
    names.iter().map(term).collect()
}

/// An hour that counts for several quantities.
pub struct Hour {
    pub hour: i128,
    /// Of each quantity, in the order asked for.
    pub amounts: Vec<i128>,
    /// For how long it was measured, and for how long one of the quantities is estimated.
    pub covered: i128,
    pub estimated: i128,
    /// Whether one of the amounts is a share of a longer span.
    pub shared: bool,
}

/// The hours of a period that count for all the quantities.
pub fn paired(quantities: &[&Sum], period: &Period) -> Vec<Hour> {
    (period.first..period.end).filter_map(|hour| pair(quantities, hour)).collect()
}

/// The covered times of an hour that are to be the same: to the nanosecond, or nearly where one of them is of a share of a
/// longer span, of which nothing tells how it was covered hour by hour. The shortest counts.
#[derive(Default)]
struct Times {
    of: Vec<i128>,
    shared: bool,
}

impl Times {
    fn agreed(&self) -> Option<i128> {
        let (shortest, longest) = (*self.of.iter().min()?, *self.of.iter().max()?);
        (longest - shortest <= if self.shared { NEAR } else { 0 }).then_some(shortest)
    }
}

/// An hour counts where each meter covers nine tenths of it, or any of it where the meter gives a share of a longer span;
/// where the meters of each quantity agree how long they cover; and where the quantities do.
fn pair(quantities: &[&Sum], hour: i128) -> Option<Hour> {
    let mut amounts = Vec::new();
    let mut all = Times::default();
    let mut estimated = 0;
    for quantity in quantities {
        let mut amount = 0;
        let mut own = Times::default();
        for (cells, minus) in *quantity {
            let cell = cells.get(&hour)?;
            let least = if cell.shared { 1 } else { ENOUGH };
            own.of.push(Some(cell.covered.min(HOUR)).filter(|covered| *covered >= least)?);
            own.shared |= cell.shared;
            estimated = estimated.max(cell.held);
            amount += if *minus { -cell.amount } else { cell.amount };
        }
        all.of.push(own.agreed()?);
        all.shared |= own.shared;
        amounts.push(amount);
    }
    let counted = all.agreed()?;
    let estimated = estimated.min(counted);
    Some(Hour { hour, amounts, covered: counted - estimated, estimated, shared: all.shared })
}

/// The sums of quantities, and over how long they are.
pub struct Sums {
    pub amounts: Vec<Exact>,
    /// For how long all was measured.
    pub covered: i128,
    /// For how long all is known, by measurement or by estimate.
    pub counted: i128,
}

/// Adds hours up; `None` where there is none.
pub fn sums(hours: &[Hour]) -> Option<Sums> {
    let mut amounts = vec![0_i128; hours.first()?.amounts.len()];
    for hour in hours {
        for (sum, amount) in amounts.iter_mut().zip(&hour.amounts) {
            *sum += amount;
        }
    }
    Some(Sums {
        amounts: amounts.into_iter().map(whole).collect(),
        covered: hours.iter().map(|hour| hour.covered).sum(),
        counted: hours.iter().map(|hour| hour.covered + hour.estimated).sum(),
    })
}
