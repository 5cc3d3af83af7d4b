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
//! and only as far as the consumption is not clean already.

use std::collections::BTreeMap;

use super::change::{Change, Key};
use crate::rating::record::{Indicator, Rating};
use crate::text::Text;

/// The racks in use, as the occupancy names them.
pub(super) const RACKS_IN_USE: &str = "racks in use";
/// The racks installed, as the occupancy names them.
pub(super) const RACKS_INSTALLED: &str = "racks installed";
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

/// Shares that hang on every hour, not on sums.
const HOURLY: [&str; 2] = ["matched_share", "carbon_free_hourly"];
/// Indicators of parts of the overhead: which part of it is saved is not told.
const OF_PARTS: [&str; 5] = ["ppue_cooling", "clf", "plf", "cer", "working_point_ratio"];

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

/// The new values of all indicators that changes move, by their ids.
pub(super) fn moved(rating: &Rating, changes: &[Change]) -> BTreeMap<String, f64> {
    let mut moved = BTreeMap::new();
    by_energy(rating, Added::of(changes), &mut moved);
    for Change { key, value } in changes {
        match key {
            Key::RacksInUse => {
                let installed = input(rating, "rack_occupancy", RACKS_INSTALLED).filter(|racks| *racks > 0.0);
                moved.extend(installed.map(|installed| ("rack_occupancy".to_owned(), value / installed)));
            }
            Key::Indicator(id) => set(rating, id, *value, &mut moved),
            _ => {}
        }
    }
    moved
}

fn by_energy(rating: &Rating, added: Added, moved: &mut BTreeMap<String, f64>) {
    let Some(reference) = reference_total(rating) else { return };
    let Added { saved, direct, certificates } = added;
    if saved > 0.0
        && let (Some(total), Some(it)) = (input(rating, "pue", TOTAL), input(rating, "pue", IT))
    {
        let left = (total - saved).max(it);
        follow_pue(rating, left / it, moved);
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

/// `CUE = (max(E_grid − less, 0) · f + E_fossil · f_fossil) ÷ E_IT`, `less` over the hours of PUE.
fn carbon(rating: &Rating, less: f64) -> Option<f64> {
    let of = |name: &str| input(rating, "cue", name);
    let (grid, it, factor) = (of("E_grid")?, of(IT).filter(|it| *it > 0.0)?, of("f_province")?);
    let less = less * it / input(rating, "pue", IT).filter(|it| *it > 0.0)?;
    let fossil = of("E_fossil").zip(of("f_fossil")).map_or(0.0, |(energy, factor)| energy * factor);
    Some(((grid - less).max(0.0) * factor + fossil) / it)
}

/// PUE, and its ratio to the design.
fn follow_pue(rating: &Rating, pue: f64, moved: &mut BTreeMap<String, f64>) {
    moved.insert("pue".to_owned(), pue);
    let design = rating.indicator("design_pue").and_then(|design| design.value).filter(|design| *design > 0.0);
    moved.extend(design.map(|design| ("pue_over_design".to_owned(), pue / design)));
}

/// Sets an indicator and what is computed straight from it.
fn set(rating: &Rating, id: &str, value: f64, moved: &mut BTreeMap<String, f64>) {
    match id {
        "pue" => {
            follow_pue(rating, value, moved);
            moved.insert("dcie".to_owned(), 1.0 / value);
        }
        "dcie" => follow_pue(rating, 1.0 / value, moved),
        "design_pue" => {
            let pue = rating.indicator("pue").and_then(|pue| pue.value);
            moved.extend(pue.map(|pue| ("pue_over_design".to_owned(), pue / value)));
        }
        _ => {}
    }
    moved.insert(id.to_owned(), value);
}

/// What is to be said of changes: what was held, and what was taken as given.
pub(super) fn notes(rating: &Rating, changes: &[Change]) -> Vec<Text> {
    let Added { saved, direct, certificates } = Added::of(changes);
    let known = |ids: &[&str]| -> Vec<String> {
        let known = ids.iter().filter(|id| rating.indicator(id).is_some_and(|indicator| indicator.value.is_some()));
        known.map(|id| (*id).to_owned()).collect()
    };
    let mut notes = Vec::new();
    let mut note = |zh: String, en: String| notes.push(Text::new(zh, en));
    let (hourly, parts) = (known(&HOURLY).join(", "), known(&OF_PARTS).join(", "));
    if saved + direct + certificates > 0.0 {
        note(
            "电量按 PUE 所计小时计；覆盖小时不同的指标按其总能耗比例折算".into(),
            "amounts are those of the hours that PUE counts; indicators over other hours take them in proportion"
                .into(),
        );
    }
    if saved + direct > 0.0 && !hourly.is_empty() {
        note(
            format!("按小时计算的指标无法由总量推出，保持不变（偏于谨慎）：{hourly}"),
            format!("what hangs on every hour can not follow from sums and is held, which is careful: {hourly}"),
        );
    }
    if saved > 0.0 && !parts.is_empty() {
        note(
            format!("未说明节省的是哪一部分能耗，下列指标保持不变：{parts}"),
            format!("which part of the overhead is saved is not told, so that these are held: {parts}"),
        );
    }
    let set: Vec<&str> = changes
        .iter()
        .filter_map(|change| match &change.key {
            Key::Indicator(id) => Some(id.as_str()),
            _ => None,
        })
        .collect();
    if !set.is_empty() {
        let set = set.join(", ");
        note(
            format!("直接设定：{set}；由其直接算出的指标随之变化，其余指标保持不变"),
            format!("set directly: {set}; what is computed straight from it follows, all other indicators are held"),
        );
    }
    if changes.iter().any(|change| !change.key.is_added()) {
        note("佐证材料视为已具备".into(), "evidence of what is changed is taken as given".into());
    }
    if changes.iter().any(|change| matches!(change.key, Key::System(_))) {
        note(
            "视为评价期末的新测试，有功率记录和测试报告".into(),
            "a result is taken as that of a new test at the end of the period, with its power trace and its report"
                .into(),
        );
    }
    notes
}
