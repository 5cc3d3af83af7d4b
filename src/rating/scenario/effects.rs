//! What follows from changes: indicators by their formulas over what the rating says went into them.
//!
//! Added amounts are those of the hours that PUE counts. An indicator over other hours takes them in proportion to its
//! total. With `S` saved, `D` added as direct supply and `C` as certificates:
//!
//! ```text
//! PUE = (E_total − S) ÷ E_IT     DCiE = E_IT ÷ (E_total − S)     ERF = E_reuse ÷ (E_total − S)
//! share = min(E_picked + D + C, E_total − S) ÷ (E_total − S)
//! CUE = (max(E_grid − S − D, 0) · f + E_fossil · f_fossil) ÷ E_IT
//! ```
//!
//! `D` counts in every share but that of certificates, `C` in those of clean, renewable, non-fossil and certified energy,
//! and only as far as the consumption is not clean already. Of what is set itself the rest of its formula follows:
//!
//! ```text
//! DCiE = 1 ÷ PUE     pPUE = 1 + CLF     PUE over design = PUE ÷ PUE_design
//! occupancy = racks in use ÷ installed     installed share = racks installed ÷ designed
//! ```

use std::collections::BTreeMap;

use super::change::{Change, Key};
use crate::rating::record::{Indicator, Rating};
use crate::standard::exact::Exact;

/// The racks in use, as the occupancy names them.
pub(super) const RACKS_IN_USE: &str = "racks in use";
/// The racks installed, as the occupancy names them.
pub(super) const RACKS_INSTALLED: &str = "racks installed";
/// The racks designed, as the share of installed ones names them.
const RACKS_DESIGNED: &str = "racks designed";
/// The indicator of the racks installed.
pub(super) const INSTALLED: &str = "racks_installed";
/// The ratio of PUE to its design.
const OVER_DESIGN: &str = "pue_over_design";
/// The total energy, as indicators name it.
pub(super) const TOTAL: &str = "E_total";
/// The IT energy, as indicators name it.
pub(super) const IT: &str = "E_IT";

/// The shares of the total, and whether direct supply and certificates count in each.
const SHARES: [(&str, bool, bool); 6] = [
    ("clean_share", true, true),
    ("renewable_share", true, true),
    ("non_fossil_share", true, true),
    ("traceable_share", true, false),
    ("direct_share", true, false),
    ("certificate_share", false, true),
];

/// What went into an indicator, by its name.
pub(super) fn input(rating: &Rating, indicator: &str, name: &str) -> Option<f64> {
    part(rating.indicator(indicator)?, name)
}

fn part(indicator: &Indicator, name: &str) -> Option<f64> {
    indicator.inputs.iter().find(|input| input.name == name).map(|input| input.value)
}

/// The total over the hours in which added amounts are told: those of PUE, or of the clean share where there is no PUE.
pub(super) fn reference_total(rating: &Rating) -> Option<f64> {
    input(rating, "pue", TOTAL).or_else(|| input(rating, "clean_share", TOTAL)).filter(|total| *total > 0.0)
}

/// A share of the total with its value and what it is made of, kWh: the picked energy and the total.
pub(super) fn share_of_total(rating: &Rating, id: &str) -> Option<(f64, f64)> {
    let indicator = rating.indicator(id).filter(|indicator| indicator.value.is_some())?;
    let total = part(indicator, TOTAL).filter(|total| *total > 0.0)?;
    let picked = indicator.inputs.iter().filter(|input| input.name != TOTAL).map(|input| input.value).sum();
    Some((picked, total))
}

/// Added amounts, kWh over the hours of the reference total.
#[derive(Debug, Clone, Copy)]
pub(super) struct Added {
    pub saved: f64,
    pub direct: f64,
    pub certificates: f64,
}

impl Added {
    pub fn of(changes: &[Change]) -> Self {
        let sum = |wanted: Key| -> f64 {
            changes.iter().filter(|change| change.key == wanted).map(|change| change.value).sum()
        };
        Self {
            saved: sum(Key::SavedOverhead),
            direct: sum(Key::DirectSupply) * 1_000.0,
            certificates: sum(Key::Certificates) * 1_000.0,
        }
    }
}

/// The indicators that are set themselves, with their values.
pub(super) fn set(changes: &[Change]) -> impl Iterator<Item = (&str, f64)> {
    changes.iter().filter_map(|change| match &change.key {
        Key::Indicator(id) => Some((id.as_str(), change.value)),
        _ => None,
    })
}

/// The new values of all indicators that changes move, by their ids; in what order they are told does not matter.
pub(super) fn moved(rating: &Rating, changes: &[Change]) -> BTreeMap<String, f64> {
    let mut moved = BTreeMap::new();
    by_energy(rating, Added::of(changes), &mut moved);
    by_racks(rating, changes, &mut moved);
    let other_halves = set(changes).filter_map(|(id, value)| other_half(id, value));
    moved.extend(other_halves.map(|(id, value)| (id.to_owned(), value)));
    moved.extend(set(changes).map(|(id, value)| (id.to_owned(), value)));
    over_design(rating, &mut moved);
    moved
}

fn by_energy(rating: &Rating, added: Added, moved: &mut BTreeMap<String, f64>) {
    let Some(reference) = reference_total(rating) else { return };
    let Added { saved, direct, certificates } = added;
    if saved > 0.0
        && let (Some(total), Some(it)) = (input(rating, "pue", TOTAL), input(rating, "pue", IT))
    {
        let left = (total - saved).max(it);
        moved.insert("pue".to_owned(), left / it);
        moved.insert("dcie".to_owned(), it / left);
    }
    let room = share_of_total(rating, "clean_share").map_or(f64::INFINITY, |(clean, total)| {
        let of_hours = total / reference;
        (total - saved * of_hours - clean - direct * of_hours).max(0.0)
    });
    for (id, by_direct, by_certificates) in SHARES {
        let counts = |counts: bool, amount: f64| if counts { amount } else { 0.0 };
        let Some((picked, total)) = share_of_total(rating, id) else { continue };
        let of_hours = total / reference;
        let certified = counts(by_certificates, certificates * of_hours).min(room);
        let gained = counts(by_direct, direct * of_hours) + certified;
        if saved > 0.0 || gained > 0.0 {
            let left = total - saved * of_hours;
            moved.insert(id.to_owned(), (picked + gained).min(left) / left);
        }
    }
    if saved > 0.0
        && let (Some(reuse), Some(total)) = (input(rating, "erf", "E_reuse"), input(rating, "erf", TOTAL))
    {
        moved.insert("erf".to_owned(), (reuse / (total - saved * (total / reference))).min(1.0));
    }
    if saved > 0.0 || direct > 0.0 {
        moved.extend(carbon(rating, saved + direct).map(|cue| ("cue".to_owned(), cue)));
    }
}

/// The CUE that is left where no energy comes from the grid: more that is saved or supplied does not lower it.
pub(in crate::rating) fn cue_without_grid(rating: &Rating) -> Option<f64> {
    carbon(rating, f64::INFINITY)
}

/// `CUE = (max(E_grid − less, 0) · f + E_fossil · f_fossil) ÷ E_IT`, `less` over the hours of PUE.
fn carbon(rating: &Rating, less: f64) -> Option<f64> {
    let of = |name: &str| input(rating, "cue", name);
    let (grid, it, factor) = (of("E_grid")?, of(IT).filter(|it| *it > 0.0)?, of("f_province")?);
    let less = less * it / input(rating, "pue", IT).filter(|it| *it > 0.0)?;
    let fossil = of("E_fossil").zip(of("f_fossil")).map_or(0.0, |(energy, factor)| energy * factor);
    Some(((grid - less).max(0.0) * factor + fossil) / it)
}

/// The ratios of the racks in use, installed and designed, with those numbers of them that are changed.
fn by_racks(rating: &Rating, changes: &[Change], moved: &mut BTreeMap<String, f64>) {
    let in_use = changes.iter().find(|change| change.key == Key::RacksInUse).map(|change| change.value);
    let installed = set(changes).find(|(id, _)| *id == INSTALLED).map(|(_, value)| value);
    let ratios = [
        ("rack_occupancy", (in_use, RACKS_IN_USE), (installed, RACKS_INSTALLED)),
        ("rack_installed_share", (installed, RACKS_INSTALLED), (None, RACKS_DESIGNED)),
    ];
    for (id, (over, over_name), (under, under_name)) in ratios {
        let racks = |changed: Option<f64>, name: &str| changed.or_else(|| input(rating, id, name));
        // Where the rating has no such ratio, the other number of it is not known.
        if (over.is_some() || under.is_some())
            && input(rating, id, under_name).is_some()
            && let (Some(over), Some(under)) = (racks(over, over_name), racks(under, under_name))
            && under > 0.0
        {
            moved.insert(id.to_owned(), over / under);
        }
    }
}

/// The other of two indicators that are one quantity, with its value.
fn other_half(id: &str, value: f64) -> Option<(&'static str, f64)> {
    // Taken as the decimals that they are written as: 1.3 − 1 is 0.3.
    let one = || Exact::count(1);
    Some(match id {
        "pue" => ("dcie", 1.0 / value),
        "dcie" => ("pue", 1.0 / value),
        "clf" => ("ppue_cooling", (Exact::of(value)? + one()).to_f64()),
        "ppue_cooling" => ("clf", (Exact::of(value)? - one()).to_f64()),
        _ => return None,
    })
}

/// The ratio of PUE to its design, once both are as changes leave them.
fn over_design(rating: &Rating, moved: &mut BTreeMap<String, f64>) {
    let known = |id: &str| moved.get(id).copied().or_else(|| rating.indicator(id)?.value);
    if moved.contains_key(OVER_DESIGN) || !["pue", "design_pue"].iter().any(|id| moved.contains_key(*id)) {
        return;
    }
    if let (Some(pue), Some(design)) = (known("pue"), known("design_pue").filter(|design| *design > 0.0)) {
        moved.insert(OVER_DESIGN.to_owned(), pue / design);
    }
}
