//! What a manifest must satisfy beyond its form, each fault told with its line.

use std::collections::BTreeMap;
use std::ops::Range;

use toml::Spanned;

use super::boundary::signed;
use super::check_numbers::check_numbers;
use super::efficiency;
use super::layouts::fault_of;
use super::manifest::{Manifest, SignedSum};
use super::meter_keys;
use super::operation_logs;
use super::storage;
use super::texts::Texts;
use super::transformers;
use crate::period::{Clock, Period};
use crate::problem::{Problem, Result, nearest};
use crate::standard::vocabulary::Vocabulary;
use crate::telemetry::{Kind, Layout, Meter};
use crate::units::Dimension;

/// Checks a manifest; `texts` are those it was read from, for the error's line.
///
/// # Errors
/// The first fault found.
pub fn check(manifest: &Manifest, texts: &Texts) -> Result<()> {
    let at = |span: Range<usize>, problem: Problem| texts.at(span, problem);
    check_id(&manifest.id).map_err(|problem| at(manifest.id.span(), problem))?;
    check_name(manifest).map_err(|problem| at(manifest.id.span(), problem))?;
    let clock = Clock::parse(manifest.clock.get_ref()).map_err(|problem| at(manifest.clock.span(), problem))?;
    if let Some(period) = &manifest.period {
        Period::parse(period.get_ref(), &clock).map_err(|problem| at(period.span(), problem))?;
    }
    for layout in &manifest.telemetry {
        fault_of(layout).map_err(|(span, problem)| at(span, problem))?;
    }
    check_blocks(&manifest.telemetry).map_err(|(span, problem)| at(span, problem))?;
    let mut meters = BTreeMap::new();
    for meter in &manifest.meters {
        check_meter(meter, &manifest.telemetry).map_err(|(span, problem)| at(span, problem))?;
        meter_keys::check(meter, &clock).map_err(|(span, problem)| at(span, problem))?;
        transformers::check(meter).map_err(|(span, problem)| at(span, problem))?;
        if meters.insert(meter.name(), meter).is_some() {
            let problem = Problem::new(format!("two meters have the id `{}`", meter.name()));
            return Err(at(meter.id.span(), problem.hint("give each meter an id of its own")));
        }
    }
    for meter in &manifest.meters {
        meter_keys::check_bridge(meter, &meters).map_err(|(span, problem)| at(span, problem))?;
    }
    transformers::check_shared(&manifest.meters).map_err(|(span, problem)| at(span, problem))?;
    check_checks(&meters).map_err(|(span, problem)| at(span, problem))?;
    check_boundary(manifest, &meters).map_err(|(span, problem)| at(span, problem))?;
    check_working_points(manifest).map_err(|(span, problem)| at(span, problem))?;
    check_words(manifest).map_err(|(span, problem)| at(span, problem))?;
    let logs = manifest.operation_logs.as_ref().map_or(Ok(()), operation_logs::check);
    logs.map_err(|(span, problem)| at(span, problem))?;
    efficiency::check::days(manifest.eu_report.as_ref(), texts)?;
    check_numbers(manifest, texts)
}

/// A fault and the part of the manifest it is about.
pub(super) type Fault = (Range<usize>, Problem);

pub(super) fn fault<T>(at: &Spanned<T>, what: String, hint: impl Into<String>) -> Fault {
    (at.span(), Problem::new(what).hint(hint))
}

/// Most bytes of an id: files of that name with an ending must be possible on every disk.
const LONGEST_ID: usize = 100;
/// Most characters of a facility's name, which stands in headings and tables.
const LONGEST_NAME: usize = 200;

/// An id names a folder in the output, on any computer, beside the files of the portfolio.
fn check_id(id: &Spanned<String>) -> Result<()> {
    let id = id.get_ref();
    let plain = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.');
    let no_id = |why: &str, hint: &str| Err(Problem::new(format!("`{id}` cannot be a facility's id{why}")).hint(hint));
    if id.len() > LONGEST_ID {
        let problem = Problem::new(format!("the facility's id is longer than {LONGEST_ID} bytes"));
        return Err(problem.hint("it names a folder: choose a shorter one; the name may be long"));
    }
    if id.is_empty() || id.starts_with('.') || id.ends_with('.') || !id.chars().all(plain) {
        let hint = "it names a folder: use letters, digits, `-`, `_` and `.`, and do not begin or end with `.`";
        return no_id("", hint);
    }
    let low = id.to_lowercase();
    if low == "portfolio-typeset" || OUTPUTS.iter().any(|ending| low.ends_with(ending)) {
        return no_id(": it is like the name of a file in the output folder", "leave the ending out");
    }
    if DEVICES.contains(&low.split('.').next().unwrap_or_default().trim_end_matches(|c: char| c.is_ascii_digit())) {
        return no_id(": Windows keeps the name for a device", "add a word to it");
    }
    Ok(())
}

/// The endings of the files that an output folder has beside the folders of the facilities.
const OUTPUTS: [&str; 7] = [".json", ".md", ".html", ".xlsx", ".pdf", ".png", ".svg"];
/// The names that no file can have on Windows, without the digits after some of them.
const DEVICES: [&str; 6] = ["con", "prn", "aux", "nul", "com", "lpt"];

fn check_name(manifest: &Manifest) -> Result<()> {
    let longest = [&manifest.name.zh, &manifest.name.en].map(|name| name.chars().count()).into_iter().max();
    match longest {
        Some(count) if count > LONGEST_NAME => {
            let what = format!("the facility's name has {count} characters, more than {LONGEST_NAME}");
            Err(Problem::new(what).hint("it stands in headings and tables: write a shorter one"))
        }
        _ => Ok(()),
    }
}

fn check_meter(meter: &Meter, layouts: &[Layout]) -> std::result::Result<(), Fault> {
    let name = meter.name();
    if name.is_empty() || name.starts_with('-') {
        let hint = "a leading `-` means \"subtract\" in the boundary; begin the id with a letter";
        return Err(fault(&meter.id, format!("`{name}` cannot be a meter's id"), hint));
    }
    let unit = meter.reading_unit();
    let expected = match meter.kind {
        Kind::Power => Dimension::Power,
        Kind::Interval | Kind::Counter | Kind::State => meter.amount_dimension(),
    };
    let Some(unit_key) = meter_keys::unit_key(meter)? else { return check_block(meter, layouts) };
    if unit.dimension() != expected || (meter.kind == Kind::Power && meter.amount_dimension() != Dimension::Energy) {
        let hint = match (meter.kind, meter.amount_dimension()) {
            (Kind::Power, Dimension::Volume) => "a water meter is of kind `interval` or `counter`, in L, m3 or t",
            (Kind::Power, _) => "a power reading is in W, kW or MW; for energies use kind `interval` or `counter`",
            (_, Dimension::Volume) => "water is measured in L, m3 or t",
            (..) => "an energy is in Wh, kWh, MWh, GWh, J, MJ or GJ; for momentary power use kind `power`",
        };
        return Err(fault(unit_key, format!("meter `{name}` cannot be read in {unit}"), hint));
    }
    if meter.kind == Kind::Interval && meter.interval.is_none() {
        let what = format!("meter `{name}` is of kind `interval` and does not say how long its intervals are");
        return Err(fault(&meter.id, what, "add `interval = \"1h\"` (or 15min, 1d, 1mo …)"));
    }
    check_block(meter, layouts)
}

/// No two blocks have the same id: a meter that names it would be read twice.
fn check_blocks(layouts: &[Layout]) -> std::result::Result<(), Fault> {
    let mut ids = layouts.iter().filter_map(|layout| layout.id.as_ref()).enumerate();
    let known = |at: usize, id: &Spanned<String>| {
        layouts.iter().filter_map(|layout| layout.id.as_ref()).take(at).any(|earlier| earlier.get_ref() == id.get_ref())
    };
    match ids.find(|(at, id)| known(*at, id)) {
        Some((_, id)) => {
            let what = format!("two [[telemetry]] blocks have the id `{}`", id.get_ref());
            Err(fault(id, what, "give each block an id of its own; a mapping without one has the name of its file"))
        }
        None => Ok(()),
    }
}

/// Each meter belongs to exactly one `[[telemetry]]` block.
fn check_block(meter: &Meter, layouts: &[Layout]) -> std::result::Result<(), Fault> {
    let ids: Vec<&str> = layouts.iter().filter_map(|layout| Some(layout.id.as_ref()?.get_ref().as_str())).collect();
    match &meter.telemetry {
        Some(wanted) if !ids.contains(&wanted.get_ref().as_str()) => Err(fault(
            wanted,
            format!("there is no [[telemetry]] block with the id `{}`", wanted.get_ref()),
            format!("the blocks are: {}", ids.join(", ")),
        )),
        None if layouts.len() > 1 => Err(fault(
            &meter.id,
            format!("meter `{}` does not say which [[telemetry]] block holds it", meter.name()),
            format!("add `telemetry = \"…\"`; the blocks are: {}", ids.join(", ")),
        )),
        None if layouts.is_empty() => Err(fault(
            &meter.id,
            format!("meter `{}` has no [[telemetry]] block to be read from", meter.name()),
            "add a [[telemetry]] block that names the files",
        )),
        _ => Ok(()),
    }
}

/// A meter checks another one of the same dimension.
fn check_checks(meters: &BTreeMap<&str, &Meter>) -> std::result::Result<(), Fault> {
    for (meter, checked) in meters.values().filter_map(|meter| Some((meter, meter.checks.as_ref()?))) {
        let name = checked.get_ref().as_str();
        let Some(other) = meters.get(name).filter(|_| name != meter.name()) else {
            let others = meters.keys().copied().filter(|other| *other != meter.name());
            let hint = format!("the other meters are: {}", others.collect::<Vec<_>>().join(", "));
            return Err(fault(
                checked,
                format!("meter `{}` checks `{name}`, which is no other meter", meter.name()),
                hint,
            ));
        };
        if other.amount_dimension() != meter.amount_dimension() {
            let what = format!("meter `{}` checks `{name}`, and one measures water, the other energy", meter.name());
            return Err(fault(checked, what, "name a meter of the same quantity"));
        }
    }
    Ok(())
}

fn check_boundary(manifest: &Manifest, meters: &BTreeMap<&str, &Meter>) -> std::result::Result<(), Fault> {
    let boundary = &manifest.boundary;
    let sums = [&boundary.total, &boundary.it, &boundary.cooling, &boundary.distribution, &boundary.heat_reuse];
    let further = [&boundary.heat_removed, &boundary.backup];
    let energies = sums.into_iter().chain(further).chain(boundary.supply.iter().map(|line| &line.meters));
    let energies = energies.chain(boundary.storage.iter().flat_map(|storage| [&storage.charge, &storage.discharge]));
    for sum in energies {
        check_sum(sum, meters, Dimension::Energy)?;
    }
    storage::check(manifest)?;
    efficiency::check::removed_heat(&boundary.heat_removed, meters)?;
    check_sum(&boundary.auto_cooling, meters, Dimension::Time)?;
    meter_keys::check_signals(&boundary.auto_cooling)?;
    check_sum(&boundary.water, meters, Dimension::Volume)
}

fn check_sum(sum: &SignedSum, meters: &BTreeMap<&str, &Meter>, dimension: Dimension) -> std::result::Result<(), Fault> {
    let names = signed(sum);
    for (index, (at, (_, name))) in sum.iter().zip(&names).enumerate() {
        let Some(meter) = meters.get(name) else {
            let hint = match nearest(name, meters.keys().copied()) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("the meters are: {}", meters.keys().copied().collect::<Vec<_>>().join(", ")),
            };
            return Err(fault(at, format!("the boundary names a meter `{name}` that there is not"), hint));
        };
        if meter.amount_dimension() != dimension {
            let word = |dimension| match dimension {
                Dimension::Volume => "water",
                Dimension::Energy | Dimension::Power => "energy",
                Dimension::Time => "a state",
            };
            let (measures, belongs) = (word(meter.amount_dimension()), word(dimension));
            let what = format!("meter `{name}` measures {measures} where {belongs} belongs");
            let hint = match dimension {
                Dimension::Time => "name a meter of kind `state`",
                Dimension::Volume | Dimension::Energy | Dimension::Power => {
                    "set the meter's `quantity`, or name another meter"
                }
            };
            return Err(fault(at, what, hint));
        }
        if names.iter().take(index).any(|(_, earlier)| earlier == name) {
            return Err(fault(at, format!("meter `{name}` is named twice in one sum"), "name each meter once"));
        }
    }
    Ok(())
}

/// The working points are shares of one year, with powers.
fn check_working_points(manifest: &Manifest) -> std::result::Result<(), Fault> {
    let Some(points) = manifest.working_points.as_ref().map(|given| &given.points) else { return Ok(()) };
    let positive = |number: f64| number.is_finite() && number > 0.0;
    for point in points.get_ref() {
        if ![point.share, point.total_kw, point.it_kw].into_iter().all(positive) {
            let what = format!("the working point `{}` has a share or a power that is not above zero", point.id);
            return Err(fault(points, what, "write the share of the year and the measured powers"));
        }
    }
    let sum: f64 = points.get_ref().iter().map(|point| point.share).sum();
    if (sum - 1.0).abs() > SHARES_AGREE {
        let what = format!("the shares of the working points add up to {sum}, not to 1");
        return Err(fault(points, what, "write each as a share of the year: 0.15 for 15 %"));
    }
    Ok(())
}

/// How far shares of a year that are written with a few decimals may be from adding up to it.
const SHARES_AGREE: f64 = 1e-6;

/// Words that must be of the vocabulary.
fn check_words(manifest: &Manifest) -> std::result::Result<(), Fault> {
    let vocabulary = Vocabulary::embedded();
    let sources = manifest.boundary.supply.iter().map(|line| &line.source);
    for source in sources.chain(manifest.declared_supply.iter().map(|line| &line.source)) {
        if vocabulary.supply_source(source.get_ref()).is_none() {
            let known: Vec<&str> = vocabulary.supply_sources.iter().map(|known| known.id.as_str()).collect();
            let what = format!("unknown source of electricity `{}`", source.get_ref());
            return Err(fault(source, what, format!("the sources are: {}", known.join(", "))));
        }
    }
    for indicator in manifest.not_applicable.keys() {
        if vocabulary.indicator(indicator.get_ref()).is_none() {
            let known = vocabulary.indicators.iter().map(|known| known.id.as_str());
            let hint = match nearest(indicator.get_ref(), known) {
                Some(near) => format!("did you mean `{near}`?"),
                None => "write the id of an indicator, such as `wue`".to_owned(),
            };
            return Err(fault(indicator, format!("unknown indicator `{}`", indicator.get_ref()), hint));
        }
    }
    Ok(())
}
