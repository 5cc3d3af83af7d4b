//! On which rows of a file readings stand, for the few meters of which somebody is to look at a row.

use std::path::Path;

use super::fault::{Fault, Place, lines_of};
use super::input::refuse_another;
use super::intake::Intake;
use super::{Channel, append_to, read_into};
use crate::period::Clock;
use crate::problem::Result;
use crate::telemetry::fold::unfold;
use crate::telemetry::{Layout, Reading};

/// A reading and the row of its file, as messages number it: the first line is 1; in Parquet the first row of data is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Placed {
    /// The reading, with a second pass through a repeated hour at its time.
    pub reading: Reading,
    /// The row.
    pub row: u64,
}

/// Reads some channels of a file like [`read_file`](super::read_file), each reading with its row, in the order of the
/// file.
///
/// # Errors
/// As [`read_file`](super::read_file).
pub fn read_rows(
    file: &Path,
    layout: &Layout,
    facility_id: &str,
    channels: &[Channel],
    clock: &Clock,
) -> Result<Vec<Vec<Placed>>> {
    let mut readings = vec![Vec::new(); channels.len()];
    let mut append = append_to(&mut readings);
    let mut intake = Intake::new(file, layout, facility_id, channels, clock);
    intake.hands_to(&mut append);
    intake.lanes.iter_mut().for_each(|lane| lane.places = Some(Vec::new()));
    read_into(&mut intake, false).map_err(|fault| fault.placed(file, layout))?;
    let before = intake.state;
    let repeated = intake.stamps.met_repeated_time();
    let places: Vec<Vec<Place>> = intake.lanes.into_iter().map(|lane| lane.places.unwrap_or_default()).collect();
    drop(append);
    let placed = readings.into_iter().zip(places).map(|(mut readings, places)| {
        if repeated {
            unfold(&mut readings, clock);
        }
        let rows = rows(file, layout, &places).map_err(|fault| fault.placed(file, layout))?;
        Ok(readings.into_iter().zip(rows).map(|(reading, row)| Placed { reading, row }).collect())
    });
    let placed = placed.collect();
    // The rows of a text are counted on another way through it.
    refuse_another(file, before).map_err(|fault| fault.placed(file, layout))?;
    placed
}

/// The numbers of rows at some places of a file, in its order.
fn rows(file: &Path, layout: &Layout, places: &[Place]) -> std::result::Result<Vec<u64>, Fault> {
    let bytes = places.iter().filter_map(|place| match place {
        Place::Byte(byte) => Some(*byte),
        _ => None,
    });
    let bytes: Vec<u64> = bytes.collect();
    if !bytes.is_empty() {
        return lines_of(file, layout, &bytes);
    }
    let rows = places.iter().filter_map(|place| match place {
        Place::Row(row) => Some(*row),
        _ => None,
    });
    Ok(rows.collect())
}
