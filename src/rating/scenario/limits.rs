//! How far changes can go.

use std::collections::BTreeMap;

use super::change::{Change, Key};
use super::effects::{
    Added, INSTALLED, IT, RACKS_IN_USE, RACKS_INSTALLED, TOTAL, input, moved, reference_total, set, share_of_total,
};
use crate::problem::{Problem, Result};
use crate::rating::record::Rating;
use crate::text::Text;

/// All overhead, kWh: what is not IT.
///
/// # Errors
/// Why it is not known.
pub(in crate::rating) fn saved_at_most(rating: &Rating) -> std::result::Result<f64, Text> {
    let of = |name: &str| input(rating, "pue", name);
    of(TOTAL)
        .zip(of(IT))
        .map(|(total, it)| (total - it).max(0.0))
        .ok_or_else(|| Text::new("评定结果没有总能耗和 IT 能耗", "the rating tells no total and IT energy"))
}

/// What of the consumption direct supply does not cover yet, MWh, with some overhead (kWh) saved.
///
/// # Errors
/// Why it is not known.
pub(in crate::rating) fn direct_at_most(rating: &Rating, saved_kwh: f64) -> std::result::Result<f64, Text> {
    let known = reference_total(rating).zip(share_of_total(rating, "direct_share"));
    let (reference, (direct, total)) = known.ok_or_else(no_shares)?;
    Ok(((reference - saved_kwh - direct * (reference / total)) / 1_000.0).max(0.0))
}

/// What of the consumption is not clean yet, MWh, with some overhead (kWh) saved and direct supply (MWh) added.
///
/// # Errors
/// Why it is not known.
pub(in crate::rating) fn certificates_at_most(
    rating: &Rating,
    saved_kwh: f64,
    direct_mwh: f64,
) -> std::result::Result<f64, Text> {
    let known = reference_total(rating).zip(share_of_total(rating, "clean_share"));
    let (reference, (clean, total)) = known.ok_or_else(no_shares)?;
    Ok(((reference - saved_kwh - clean * (reference / total)) / 1_000.0 - direct_mwh).max(0.0))
}

fn no_shares() -> Text {
    Text::new("评定结果没有清洁能源占比及其电量", "the rating tells no clean shares with their energies")
}

/// The racks installed.
///
/// # Errors
/// Why it is not known.
pub(in crate::rating) fn racks_at_most(rating: &Rating) -> std::result::Result<f64, Text> {
    let installed = input(rating, "rack_occupancy", RACKS_INSTALLED).filter(|racks| *racks > 0.0);
    installed.ok_or_else(|| Text::new("评定结果没有机柜数", "the rating does not tell the racks"))
}

/// Whether changes can be made together.
pub(super) fn check(rating: &Rating, changes: &[Change]) -> Result<()> {
    let mut keys: BTreeMap<&Key, usize> = BTreeMap::new();
    changes.iter().for_each(|change| *keys.entry(&change.key).or_default() += 1);
    if let Some((key, _)) = keys.iter().find(|(_, times)| **times > 1) {
        return Err(Problem::new(format!("`{key}` is changed twice")).hint("give each key one value"));
    }
    moved_twice(rating, changes)?;
    changes.iter().try_for_each(|change| within(rating, changes, change))
}

/// No indicator is set and moved by something else as well.
fn moved_twice(rating: &Rating, changes: &[Change]) -> Result<()> {
    for (at, change) in changes.iter().enumerate() {
        let Key::Indicator(id) = &change.key else { continue };
        for (_, other) in changes.iter().enumerate().filter(|(other, _)| *other != at) {
            if moved(rating, std::slice::from_ref(other)).contains_key(id) {
                let what = format!("`{id}` is set, and `{}` moves it too", other.key);
                return Err(Problem::new(what).hint("leave one of the two out"));
            }
        }
    }
    Ok(())
}

/// Whether an amount is there.
fn within(rating: &Rating, changes: &[Change], change: &Change) -> Result<()> {
    let added = Added::of(changes);
    let set_to = |wanted: &str| set(changes).find(|(id, _)| *id == wanted).map(|(_, value)| value);
    let (most, beyond) = match change.key {
        Key::SavedOverhead => (saved_at_most(rating), "more than all overhead would be saved"),
        Key::DirectSupply => (direct_at_most(rating, added.saved), "direct supply would exceed the consumption"),
        Key::RacksInUse => (
            racks_at_most(rating).map(|now| set_to(INSTALLED).unwrap_or(now)),
            "more racks would be in use than are installed",
        ),
        Key::Certificates => (reference_total(rating).map(|_| f64::INFINITY).ok_or_else(no_shares), ""),
        Key::Indicator(ref id) if id == INSTALLED => return room_for_those_in_use(rating, changes, change.value),
        Key::Indicator(_) | Key::System(_) | Key::Capability(_) | Key::Item(_) => return Ok(()),
    };
    let most = most.map_err(|why| {
        let hint = "set an indicator itself, such as `pue` or `clean_share`";
        Problem::new(format!("`{}` can not be changed: {}", change.key, why.en)).hint(hint)
    })?;
    if change.value > most {
        let hint = format!("`{}` is at most {most} {}", change.key, change.key.unit());
        return Err(Problem::new(beyond).hint(hint));
    }
    Ok(())
}

/// No fewer racks are installed than are in use; where that number is changed as well, it is held against this one.
fn room_for_those_in_use(rating: &Rating, changes: &[Change], installed: f64) -> Result<()> {
    let in_use = input(rating, "rack_occupancy", RACKS_IN_USE).filter(|in_use| *in_use > installed);
    match in_use.filter(|_| !changes.iter().any(|change| change.key == Key::RacksInUse)) {
        None => Ok(()),
        Some(in_use) => {
            let hint = format!("`{INSTALLED}` is at least {in_use}, or `{}` has to be set too", Key::RacksInUse);
            Err(Problem::new("fewer racks would be installed than are in use").hint(hint))
        }
    }
}
