//! The logs of operation: alarms, incidents, inspections, work orders, changes, predictions, monitored points, and
//! capabilities with their evidence.
//!
//! Every row is kept, whenever it was: which of them count for a period, and how, is told where they are counted.

mod capabilities;
mod cells;
mod events;
mod files;

use std::path::Path;

pub use capabilities::{CapabilityRow, Evidence, HIGHEST_MATURITY};
pub use events::{Alarm, AlarmCount, Change, ChangeResult, Incident, Mode, Point, Prediction, Task};
use files::Form;
pub(super) use files::check;
pub use files::{LogFile, OperationLogFiles, StateWords};

use self::cells::{Reading, Row};
use super::SourceFile;
use super::grounds::within;
use super::table_file::read_table;
use crate::files::read_whole;
use crate::period::{Clock, HOUR_NANOS};
use crate::problem::{Problem, Result};

/// The rows of one log.
#[derive(Debug, Clone, PartialEq)]
pub struct Log<T> {
    /// Its file, below the facility's folder.
    pub file: String,
    /// Its rows, in the order of the file.
    pub rows: Vec<T>,
    /// Which optional columns it has, by their keys.
    pub columns: Vec<&'static str>,
}

impl<T> Log<T> {
    /// Whether it has an optional column, with or without values.
    pub fn has(&self, column: &str) -> bool {
        self.columns.contains(&column)
    }
}

/// The logs of a facility, as they were read; `None` where it names none.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct OperationLogs {
    /// The points that must be monitored.
    pub points: Option<Log<Point>>,
    /// The alarms, one by one.
    pub alarms: Option<Log<Alarm>>,
    /// The alarms, counted.
    pub alarm_counts: Option<Log<AlarmCount>>,
    /// The incidents.
    pub incidents: Option<Log<Incident>>,
    /// The inspections.
    pub inspections: Option<Log<Task>>,
    /// The work orders.
    pub work_orders: Option<Log<Task>>,
    /// The changes.
    pub changes: Option<Log<Change>>,
    /// The predictions.
    pub predictions: Option<Log<Prediction>>,
    /// The capabilities, with one row for each evidence.
    pub capabilities: Option<Log<CapabilityRow>>,
    /// Within how many nanoseconds a predicted fault comes.
    pub horizon: Option<i64>,
}

/// Where logs are, and where what was read of them is told.
pub(super) struct Place<'a> {
    pub(super) folder: &'a Path,
    pub(super) clock: &'a Clock,
    pub(super) sources: &'a mut Vec<SourceFile>,
}

/// Reads the logs that a manifest names, and tells the files that were read.
///
/// # Errors
/// A file that can not be read, or a cell that can not be what its column says, with its row and column.
pub(super) fn read(files: &OperationLogFiles, mut place: Place<'_>) -> Result<OperationLogs> {
    let words = &files.words;
    let place = &mut place;
    Ok(OperationLogs {
        points: log(place, words, files::POINTS, &files.points, events::point)?.map(unique_points).transpose()?,
        alarms: log(place, words, files::ALARMS, &files.alarms, events::alarm)?.map(bare),
        alarm_counts: log(place, words, files::ALARM_COUNTS, &files.alarm_counts, events::alarm_count)?.map(bare),
        incidents: log(place, words, files::INCIDENTS, &files.incidents, events::incident)?
            .map(unique_incidents)
            .transpose()?,
        inspections: log(place, words, files::INSPECTIONS, &files.inspections, events::task)?.map(bare),
        work_orders: log(place, words, files::WORK_ORDERS, &files.work_orders, events::task)?.map(bare),
        changes: log(place, words, files::CHANGES, &files.changes, events::change)?.map(bare),
        predictions: log(place, words, files::PREDICTIONS, &files.predictions, events::prediction)?.map(bare),
        capabilities: capabilities(place, words, files)?,
        horizon: files.horizon_hours.as_ref().map(|hours| nanos(*hours.get_ref())),
    })
}

/// Rows of a log, each with where it is for a problem that is found later.
struct Placed<'a, T> {
    log: &'a LogFile,
    rows: Vec<(T, super::table_file::TableRow)>,
    columns: Vec<&'static str>,
}

fn bare<T>(log: Placed<'_, T>) -> Log<T> {
    let rows = log.rows.into_iter().map(|(row, _)| row).collect();
    Log { file: log.log.file.get_ref().clone(), rows, columns: log.columns }
}

fn log<'a, T>(
    place: &mut Place<'_>,
    words: &StateWords,
    form: Form,
    log: &'a Option<LogFile>,
    read: impl Fn(&mut Row<'_, '_>) -> Result<T>,
) -> Result<Option<Placed<'a, T>>> {
    let Some(log) = log else { return Ok(None) };
    let path = log.file.get_ref();
    let file = within(place.folder, path)?;
    let bytes = read_whole(&file)?;
    let mut reading = Reading::new(log, words, place.clock);
    let (columns, rows) = {
        // A column that the manifest names must be there.
        let is_named = |usual: &&&str| reading.names(usual) != **usual;
        let required = form.required.iter().chain(form.optional.iter().filter(is_named));
        let required: Vec<&str> = required.map(|usual| reading.names(usual)).collect();
        let optional: Vec<&str> = form.optional.iter().filter(|usual| !is_named(usual)).copied().collect();
        let (has, rows) = read_table(&file, &bytes, &required, &optional)?;
        let has = |key: &&str| has.contains(&log.named(key).unwrap_or(key));
        (form.optional_keys().filter(has).collect(), rows)
    };
    let source = SourceFile::of(path, &bytes);
    place.sources.push(SourceFile { rows: u64::try_from(rows.len()).ok(), ..source });
    let read_row = |row| {
        let value = read(&mut Row { reading: &mut reading, row: &row })?;
        Ok((value, row))
    };
    let rows = rows.into_iter().map(read_row).collect::<Result<_>>()?;
    Ok(Some(Placed { log, rows, columns }))
}

/// The capabilities; the files of evidence are read for their hash.
fn capabilities(
    place: &mut Place<'_>,
    words: &StateWords,
    files: &OperationLogFiles,
) -> Result<Option<Log<CapabilityRow>>> {
    let folder = place.folder;
    let read = |row: &mut Row<'_, '_>| capabilities::capability(row, folder);
    let Some(read) = log(place, words, files::CAPABILITIES, &files.capabilities, read)? else { return Ok(None) };
    capabilities::agree(&read.rows, read.log.named("maturity").unwrap_or("maturity"))?;
    let read = bare(read);
    for evidence in read.rows.iter().filter_map(|row| row.evidence.as_ref()) {
        if !place.sources.iter().any(|known| known.path == evidence.file) {
            place.sources.push(SourceFile {
                path: evidence.file.clone(),
                sha256: evidence.sha256.clone(),
                bytes: evidence.bytes,
                rows: None,
                rolled_up_in: None,
            });
        }
    }
    Ok(Some(read))
}

fn unique_points(log: Placed<'_, Point>) -> Result<Log<Point>> {
    unique(&log, "point", |point| Some(point.id.as_str()))?;
    Ok(bare(log))
}

fn unique_incidents(log: Placed<'_, Incident>) -> Result<Log<Incident>> {
    unique(&log, "id", |incident| incident.id.as_deref())?;
    Ok(bare(log))
}

/// What is in a log twice would count twice.
fn unique<T>(log: &Placed<'_, T>, column: &str, name: impl Fn(&T) -> Option<&str>) -> Result<()> {
    let mut known = std::collections::BTreeSet::new();
    for (value, row) in &log.rows {
        if let Some(name) = name(value).filter(|name| !known.insert((*name).to_owned())) {
            let problem = Problem::new(format!("`{name}` is in the log twice")).hint("keep one of the two rows");
            return Err(row.at(log.log.named(column).unwrap_or(column), problem));
        }
    }
    Ok(())
}

#[expect(clippy::as_conversions, reason = "a checked number of hours; beyond the range it is cut to its end")]
fn nanos(hours: f64) -> i64 {
    (hours * HOUR_NANOS as f64).round() as i64
}

#[cfg(test)]
mod tests;
