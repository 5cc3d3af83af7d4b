//! Reading a rollup file: its head at once, and the cells of a facility when they are asked for.

use std::collections::BTreeMap;
use std::fmt::Display;
use std::fs::File;
use std::path::{Path, PathBuf};

use parquet::file::metadata::{ParquetMetaData, RowGroupMetaData};
use parquet::file::reader::{FileReader, SerializedFileReader};
use serde::Deserialize;

use super::cells::{Columns, Row};
use super::{FacilityHead, HEAD_KEY, Head, SCHEMA};
use crate::period::Hour;
use crate::problem::{Problem, Result, nearest};
use crate::telemetry::read::digest_of;
use crate::telemetry::rollup::{LONGEST_SPAN, MOST_YEARS};
use crate::telemetry::{Cell, MeterHours, Rollup};

/// A rollup file: what it says about itself, and where its cells are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RollupFile {
    /// Where it is.
    pub path: PathBuf,
    /// The SHA-256 of its bytes, in hexadecimal.
    pub sha256: String,
    /// Its size.
    pub bytes: u64,
    /// How many rows it has.
    pub rows: u64,
    /// What it says about itself.
    pub head: Head,
    columns: Columns,
}

/// What a head must tell before the rest of it is read.
#[derive(Deserialize)]
struct Version {
    schema: Option<String>,
}

impl RollupFile {
    /// Opens a file and reads its head.
    ///
    /// # Errors
    /// A file that can not be read, that is not a rollup, or that is one of another version.
    pub fn open(path: &Path) -> Result<Self> {
        let opened = File::open(path).map_err(|error| Problem::io("read", path, &error))?;
        let (sha256, bytes) = digest_of(&opened).map_err(|error| Problem::io("read", path, &error))?;
        let file = SerializedFileReader::new(opened).map_err(|_| no_rollup(path, "the file is not a Parquet file"))?;
        let metadata = file.metadata();
        let head = head(metadata, path)?;
        let columns = Columns::find(metadata.file_metadata().schema_descr(), path)?;
        let rows = u64::try_from(metadata.file_metadata().num_rows()).unwrap_or_default();
        Ok(Self { path: path.to_owned(), sha256, bytes, rows, head, columns })
    }

    /// What the file says about a facility.
    ///
    /// # Errors
    /// A facility that is not in it.
    pub fn facility(&self, id: &str) -> Result<&FacilityHead> {
        let facilities = &self.head.facilities;
        facilities.iter().find(|facility| facility.id == id).ok_or_else(|| {
            let ids = || facilities.iter().map(|facility| facility.id.as_str());
            let hint = match nearest(id, ids()) {
                Some(near) => format!("it holds `{near}`; "),
                None => String::new(),
            };
            Problem::new(format!("the rollup does not hold the facility `{id}`"))
                .at_file(&self.path)
                .hint(format!("{hint}make the rollup again with all facilities that are to be rated by it"))
        })
    }

    /// The cells of a facility.
    ///
    /// # Errors
    /// Rows that a rollup can not have, with their number: an hour off the grid, one that comes twice, a meter that the
    /// head does not name.
    pub fn cells(&self, facility: &FacilityHead) -> Result<Rollup> {
        // A file of its own for each reader: facilities are read at once on several threads.
        let opened = File::open(&self.path).map_err(|error| Problem::io("read", &self.path, &error))?;
        let file = SerializedFileReader::new(opened).map_err(|error| damaged(&self.path, &error))?;
        let mut meters: BTreeMap<String, Vec<(Hour, Cell)>> =
            facility.meters.iter().map(|meter| (meter.id.clone(), Vec::new())).collect();
        let mut first = 1;
        for at in 0..file.num_row_groups() {
            let metadata = file.metadata().row_group(at);
            let rows = usize::try_from(metadata.num_rows()).unwrap_or_default();
            if may_hold(metadata, self.columns.facility, &facility.id) {
                let group = file.get_row_group(at).map_err(|error| damaged(&self.path, &error))?;
                for (number, row) in (first..).zip(self.columns.rows(&*group, first, &self.path)?) {
                    if row.facility == facility.id {
                        self.take(row, number, &mut meters)?;
                    }
                }
            }
            first += rows;
        }
        Ok(Rollup { meters: meters.into_iter().map(|(meter, cells)| (meter, MeterHours::of_cells(cells))).collect() })
    }

    fn take(&self, row: Row, number: usize, meters: &mut BTreeMap<String, Vec<(Hour, Cell)>>) -> Result<()> {
        let at = |problem: Problem, column| {
            problem.at_cell(&self.path, u64::try_from(number).unwrap_or(u64::MAX), Some(column))
        };
        let Some(cells) = meters.get_mut(&row.meter) else {
            let problem = Problem::new(format!("the head of the rollup names no meter `{}`", row.meter));
            return Err(at(problem.hint("name each meter of the rows in the head"), "meter"));
        };
        if cells.last().is_some_and(|(last, _)| row.hour <= *last) {
            let problem = Problem::new(format!("an hour of the meter `{}` comes twice or out of order", row.meter));
            return Err(at(problem.hint("write one row for each meter and hour, in order of time"), "hour"));
        }
        let first = cells.first().map_or(row.hour, |(first, _)| *first);
        // Twice as much as the stamps, because intervals reach beyond theirs.
        if row.hour.start().since(first.start()) / 2 > LONGEST_SPAN {
            let years = 2 * MOST_YEARS;
            let what = format!("the hours of the meter `{}` reach over more than {years} years", row.meter);
            return Err(at(
                Problem::new(what).hint("make the rollup again from telemetry without stray stamps"),
                "hour",
            ));
        }
        cells.push((row.hour, row.cell));
        Ok(())
    }
}

fn head(metadata: &ParquetMetaData, path: &Path) -> Result<Head> {
    let pairs = metadata.file_metadata().key_value_metadata();
    let text = pairs.into_iter().flatten().find(|pair| pair.key == HEAD_KEY).and_then(|pair| pair.value.as_deref());
    let text = text.ok_or_else(|| no_rollup(path, "the file is Parquet but not an hourly rollup"))?;
    let unreadable = |error: serde_json::Error| no_rollup(path, &format!("the head of the rollup is damaged: {error}"));
    let version: Version = serde_json::from_str(text).map_err(unreadable)?;
    match version.schema.as_deref() {
        Some(SCHEMA) => serde_json::from_str(text).map_err(unreadable),
        other => {
            let form = other.unwrap_or("?");
            let what = format!("the rollup has the form `{form}`, and this version of greengrade reads `{SCHEMA}`");
            Err(Problem::new(what).at_file(path).hint("make the rollup again with this version"))
        }
    }
}

/// Whether a row group may hold rows of a facility, by the bounds that it states for the column.
fn may_hold(group: &RowGroupMetaData, column: usize, facility: &str) -> bool {
    let statistics = group.column(column).statistics().filter(|statistics| !statistics.is_min_max_deprecated());
    let bounds = statistics.and_then(|statistics| statistics.min_bytes_opt().zip(statistics.max_bytes_opt()));
    bounds.is_none_or(|(min, max)| min <= facility.as_bytes() && facility.as_bytes() <= max)
}

fn no_rollup(path: &Path, what: &str) -> Problem {
    Problem::new(what).at_file(path).hint("make one with `greengrade rollup PATH -o rollup.parquet`")
}

pub(super) fn damaged(path: &Path, error: &dyn Display) -> Problem {
    let text = error.to_string();
    let text = text.trim_start_matches("Parquet error: ").trim_end_matches('.');
    Problem::new(format!("cannot read the rollup: {text}"))
        .at_file(path)
        .hint("the file may be cut short or damaged: make the rollup again")
}
