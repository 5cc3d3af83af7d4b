//! Numbers of a manifest that can not be what their keys say.

use super::efficiency;
use super::manifest::Manifest;
use super::texts::Texts;
use crate::problem::{Problem, Result};
use crate::toml_text;

/// A number that can not be what its key says: where it is, the number, and what it should be.
pub(super) type WrongNumber = (Vec<String>, f64, &'static str);

/// The first number that can not be what its key says, with its line.
pub(super) fn check_numbers(manifest: &Manifest, texts: &Texts) -> Result<()> {
    let of_report = || manifest.eu_report.as_ref().and_then(efficiency::check::wrong_number);
    let wrong = racks(manifest).or_else(|| declared(manifest)).or_else(|| declared_supply(manifest)).or_else(of_report);
    let Some((path, value, hint)) = wrong else { return Ok(()) };
    let keys: Vec<&str> = path.iter().map(String::as_str).collect();
    let span = toml_text::span_of(texts.manifest(), &keys).unwrap_or(0..0);
    let named = keys.iter().filter(|key| **key != "value" && key.parse::<usize>().is_err());
    let key = named.copied().collect::<Vec<_>>().join(".");
    Err(texts.at(span, Problem::new(format!("`{key} = {value}` cannot be")).hint(hint)))
}

pub(super) fn path(keys: &[&str]) -> Vec<String> {
    keys.iter().map(|key| (*key).to_owned()).collect()
}

fn racks(manifest: &Manifest) -> Option<WrongNumber> {
    let racks = &manifest.racks;
    let counts = [("designed", racks.designed), ("installed", racks.installed), ("in_use", racks.in_use)];
    for (key, value) in counts.into_iter().chain([("rated_kw", racks.rated_kw)]) {
        if let Some(value) = value.filter(|value| !value.is_finite() || *value < 0.0) {
            return Some((path(&["racks", key]), value, "write a number of zero or more"));
        }
    }
    let (in_use, installed) = racks.in_use.zip(racks.installed)?;
    let hint = "there can not be more racks in use than installed";
    (in_use > installed).then(|| (path(&["racks", "in_use"]), in_use, hint))
}

fn declared(manifest: &Manifest) -> Option<WrongNumber> {
    let declared = &manifest.declared;
    let share = "write a share from 0 to 1: 0.05 for 5 %";
    let all = [
        ("erf", &declared.erf, 0.0..=1.0, share),
        ("demand_response", &declared.demand_response, 0.0..=1.0, share),
        ("demand_response_kw", &declared.demand_response_kw, 0.0..=f64::MAX, "write kilowatts of zero or more"),
        ("design_pue", &declared.design_pue, 1.0..=10.0, "a PUE is 1 or more"),
        ("wue", &declared.wue, 0.0..=1e3, "write litres per kWh of IT energy"),
    ];
    all.into_iter().find_map(|(key, declared, range, hint)| {
        let value = declared.as_ref()?.value;
        (!range.contains(&value)).then(|| (path(&["declared", key, "value"]), value, hint))
    })
}

fn declared_supply(manifest: &Manifest) -> Option<WrongNumber> {
    let lines = manifest.declared_supply.iter().map(|line| line.kwh);
    let (index, kwh) = lines.enumerate().find(|(_, kwh)| !kwh.is_finite() || *kwh < 0.0)?;
    Some((path(&["declared_supply", &index.to_string(), "kwh"]), kwh, "write kilowatt-hours of zero or more"))
}
