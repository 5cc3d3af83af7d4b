//! What the program answers: the cells of its rollup and its ratings.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::record::{Field, RowAccessor};
use serde_json::Value;

use crate::cells::{Cell, Cells};
use crate::exact::Told;
use crate::facility::Facility;
use crate::time::HOUR;

/// Runs the program; 0 and 1 are answers, 2 is none.
pub fn run(arguments: &[&str]) -> Told<()> {
    let output = Command::new(env!("CARGO_BIN_EXE_greengrade")).args(arguments).args(["--lang", "en"]).output();
    let output = output.map_err(|error| error.to_string())?;
    match output.status.code() {
        Some(0 | 1) => Ok(()),
        _ => Err(format!("{}\n{}", arguments.join(" "), String::from_utf8_lossy(&output.stderr))),
    }
}

/// A path as an argument.
pub fn text(path: &Path) -> Told<&str> {
    path.to_str().ok_or_else(|| format!("{} is no text", path.display()))
}

/// The cells of a rollup file by facility and meter.
pub fn rollup(file: &Path) -> Told<BTreeMap<String, BTreeMap<String, Cells>>> {
    let told = |error: parquet::errors::ParquetError| error.to_string();
    let opened = std::fs::File::open(file).map_err(|error| error.to_string())?;
    let reader = SerializedFileReader::new(opened).map_err(told)?;
    let names: Vec<String> =
        reader.metadata().file_metadata().schema().get_fields().iter().map(|field| field.name().to_owned()).collect();
    let place = |name: &str| names.iter().position(|column| column == name).ok_or(format!("no column {name}"));
    let (facility, meter, hour) = (place("facility")?, place("meter")?, place("hour")?);
    let (amount, covered, samples, shared) =
        (place("amount")?, place("covered_nanos")?, place("samples")?, place("shared")?);
    let (held_amount, held) = (place("held_amount")?, place("held_nanos")?);
    let mut facilities: BTreeMap<String, BTreeMap<String, Cells>> = BTreeMap::new();
    for row in reader.get_row_iter(None).map_err(told)? {
        let row = row.map_err(told)?;
        let decimal = |place: usize| -> Told<i128> {
            let bytes = row.get_decimal(place).map_err(told)?.data();
            let negative = bytes.first().is_some_and(|first| *first >= 128);
            let start = if negative { -1_i128 } else { 0 };
            Ok(bytes.iter().fold(start, |number, byte| (number << 8) | i128::from(*byte)))
        };
        let at = match row.get_column_iter().nth(hour) {
            Some((_, Field::TimestampMillis(millis))) => i128::from(*millis) * 1_000_000,
            Some((_, Field::TimestampMicros(micros))) => i128::from(*micros) * 1_000,
            Some((_, Field::Long(nanos))) => i128::from(*nanos),
            other => return Err(format!("an hour of another type: {other:?}")),
        };
        let cell = Cell {
            amount: decimal(amount)?,
            covered: i128::from(row.get_long(covered).map_err(told)?),
            held_amount: decimal(held_amount)?,
            held: i128::from(row.get_long(held).map_err(told)?),
            samples: i128::from(row.get_uint(samples).map_err(told)?),
            shared: row.get_bool(shared).map_err(told)?,
        };
        let facility = row.get_string(facility).map_err(told)?.clone();
        let meter = row.get_string(meter).map_err(told)?.clone();
        facilities.entry(facility).or_default().entry(meter).or_default().insert(at.div_euclid(HOUR), cell);
    }
    Ok(facilities)
}

/// A rating as the program wrote it.
pub fn rating(folder: &Path) -> Told<Value> {
    let file = folder.join("rating.json");
    let text = std::fs::read_to_string(&file).map_err(|error| format!("{}: {error}", file.display()))?;
    serde_json::from_str(&text).map_err(|error| error.to_string())
}

/// The cells of a facility that differ from those of a rollup file.
pub fn cells_that_differ(facility: &Facility, rollup: &BTreeMap<String, BTreeMap<String, Cells>>) -> Vec<String> {
    let (theirs, nothing) = (rollup.get(&facility.manifest.id), Cells::new());
    let meters = facility.meters.iter();
    let of = |meter: &String| theirs.and_then(|meters| meters.get(meter)).unwrap_or(&nothing);
    meters.flat_map(|(meter, ours)| differences(meter, ours, of(meter))).collect()
}

/// Where in hours two lists of cells differ: the first few, in words.
fn differences(what: &str, ours: &Cells, theirs: &Cells) -> Vec<String> {
    let hours: std::collections::BTreeSet<&i128> = ours.keys().chain(theirs.keys()).collect();
    let differs = hours.into_iter().filter(|hour| ours.get(hour) != theirs.get(hour));
    differs
        .take(2)
        .map(|hour| format!("{what}, hour {hour}: the oracle {:?}, the program {:?}", ours.get(hour), theirs.get(hour)))
        .collect()
}
