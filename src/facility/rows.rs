//! The readings of a few meters with the rows on which they stand.

use std::collections::{BTreeMap, BTreeSet};

use super::Facility;
use super::gather::{belongs, value_channel};
use crate::problem::Result;
use crate::telemetry::{Meter, Reading, read_rows};

/// A reading, and where it stands.
#[derive(Debug, Clone, PartialEq)]
pub struct RowReading {
    /// The reading.
    pub reading: Reading,
    /// The file's path below the facility's folder.
    pub file: String,
    /// The row, as messages number it.
    pub row: u64,
}

impl Facility {
    /// Reads the telemetry of some meters once more, with the rows: by meter, in order of time, then of files and rows.
    /// Telemetry that a rollup file stands in for has no rows.
    ///
    /// # Errors
    /// As [`Facility::telemetry`].
    pub fn rows_of(&self, meters: &BTreeSet<&str>) -> Result<BTreeMap<String, Vec<RowReading>>> {
        let mut found: BTreeMap<String, Vec<RowReading>> = BTreeMap::new();
        let layouts = self.manifest.telemetry.iter().filter(|_| self.rollup.is_none());
        for layout in layouts {
            let wanted = |meter: &&Meter| meters.contains(meter.name()) && belongs(meter, layout);
            let wanted: Vec<&Meter> = self.manifest.meters.iter().filter(wanted).collect();
            if wanted.is_empty() {
                continue;
            }
            let channels: Vec<_> = wanted.iter().map(|meter| value_channel(meter)).collect();
            for (file, path) in self.files_of(layout)? {
                let placed = read_rows(&path, layout, self.id(), &channels, &self.clock)?;
                for (meter, placed) in wanted.iter().zip(placed) {
                    let rows = placed.into_iter();
                    let rows = rows.map(|one| RowReading { reading: one.reading, file: file.clone(), row: one.row });
                    found.entry(meter.name().to_owned()).or_default().extend(rows);
                }
            }
        }
        // A stable sort: files come in the order of their names, and rows in that of the file.
        found.values_mut().for_each(|rows| rows.sort_by_key(|one| one.reading.stamp));
        Ok(found)
    }
}
