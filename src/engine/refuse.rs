//! What a query can not express: refused with its place before anything runs.

use std::path::Path;

use crate::facility::{Block, Facility};
use crate::problem::{Problem, Result};
use crate::telemetry::read::{Form, Outline, Stored, ValueColumns};
use crate::telemetry::{Decimal, Kind, Meter};

/// Longer gaps than these are no gaps; the numbers of the query stay inside 64 bits.
const LONGEST_GAP: i64 = 366 * 86_400 * 1_000_000_000;

/// A problem whose way out is to do without an engine.
pub(super) fn refused(what: &str) -> Problem {
    Problem::new(what).hint("roll this facility up here, without an engine")
}

/// Refuses a meter.
pub(super) fn meter(facility: &Facility, meter: &Meter) -> Result<()> {
    let name = format!("the meter `{}` of the facility `{}`", meter.name(), facility.id());
    if !meter.replaced.is_empty() {
        let what = format!("{name} was replaced, and no query bridges the replacement of a counter");
        return Err(facility.at_meter(refused(&what), meter));
    }
    let momentary = matches!(meter.kind, Kind::Power | Kind::State);
    if momentary && meter.max_gap.nominal_nanos() > LONGEST_GAP {
        let what = format!("{name} holds its readings for more than a year");
        return Err(facility.at_meter(refused(&what), meter));
    }
    Ok(())
}

/// Refuses a block of telemetry.
pub(super) fn block(facility: &Facility, block: &Block<'_>) -> Result<()> {
    let layout = block.layout;
    let found =
        [(layout.decimal == Decimal::Comma, "a decimal comma"), (layout.thousands, "thousands that are parted")];
    match found.into_iter().find(|(there, _)| *there) {
        Some((_, what)) => {
            let what = format!("the telemetry of the facility `{}` has {what}, which no query reads", facility.id());
            Err(facility.at_files(refused(&what), layout))
        }
        None => Ok(()),
    }
}

/// Refuses the columns of a file that do not hold what is wanted.
pub(super) fn columns(found: &Outline, block: &Block<'_>, path: &Path) -> Result<()> {
    let stored = |at: usize| found.columns.get(at).map_or(Stored::Other, |column| column.stored);
    let name = |at: usize| found.columns.get(at).map_or("?", |column| column.name.as_str()).to_owned();
    let (words, values) = match &found.values {
        ValueColumns::Wide(columns) => (Vec::new(), columns.clone()),
        ValueColumns::Long { meter, value } => (meter.clone(), vec![*value]),
    };
    let of_words = words.into_iter().chain(found.only.iter().map(|(column, _)| *column));
    if let Some(at) = of_words.into_iter().find(|at| stored(*at) != Stored::Text) {
        let what = format!("the column `{}` is to hold words and is not text", name(at));
        return Err(refused(&what).at_file(path));
    }
    if let Some(at) = values.into_iter().find(|at| !matches!(stored(*at), Stored::Text | Stored::Number)) {
        let what = format!("the column `{}` is to hold readings and is neither text nor numbers", name(at));
        return Err(refused(&what).at_file(path));
    }
    // Engines take the names of Parquet columns without their case.
    let mut names: Vec<String> = found.columns.iter().map(|column| column.name.to_lowercase()).collect();
    names.sort();
    let twice = names.windows(2).find_map(|pair| pair.first().filter(|name| pair.last() == Some(name)));
    match twice.filter(|_| found.form == Form::Parquet) {
        Some(name) => Err(refused(&format!("two columns of the Parquet file are called `{name}`")).at_file(path)),
        None if block.channels.is_empty() => Err(refused("no meter is read from the file").at_file(path)),
        None => Ok(()),
    }
}
