//! Reading a rollup file: its head at once, and the cells of a facility when they are asked for.

use std::fmt::Display;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use parquet::file::metadata::page_index::RowGroupPageIndex;
use parquet::file::metadata::{ParquetMetaData, ParquetMetaDataReader};
use parquet::file::properties::ReaderProperties;
use parquet::file::serialized_reader::SerializedRowGroupReader;
use serde::Deserialize;

use super::cells::{Columns, Rows};
use super::course::key;
use super::groups::Groups;
use super::taking::Taking;
use super::{FacilityCourse, FacilityHead, HEAD_KEY, Head, SCHEMA};
use crate::PROGRAM;
use crate::contain::contain;
use crate::files;
use crate::problem::{Problem, Result, nearest};
use crate::telemetry::Rollup;
use crate::telemetry::read::{State, changed, check_footer, digest_of};

/// A rollup file: what it says about itself, and where its cells are.
#[derive(Debug, Clone, PartialEq)]
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
    metadata: ParquetMetaData,
    groups: Groups,
    /// What the file was when its head was read.
    state: State,
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
        let opened = files::open(path).map_err(|error| Problem::io("read", path, &error))?;
        let state = state(&opened, path)?;
        let (sha256, bytes) = digest_of(&opened).map_err(|error| Problem::io("read", path, &error))?;
        check_footer(&opened).map_err(|error| damaged(path, &error))?;
        // The library panics at some damaged files.
        let metadata = contain(|| ParquetMetaDataReader::new().parse_and_finish(&opened).ok()).flatten();
        let metadata = metadata.ok_or_else(|| no_rollup(path, "the file is not a Parquet file"))?;
        let head = head(&metadata, path)?;
        let columns = Columns::find(metadata.file_metadata().schema_descr(), path)?;
        let rows = u64::try_from(metadata.file_metadata().num_rows()).unwrap_or_default();
        let groups = Groups::of(&metadata, columns.facility);
        let file = Self { path: path.to_owned(), sha256, bytes, rows, head, columns, metadata, groups, state };
        file.refuse_changed(&opened)?;
        Ok(file)
    }

    /// Holds that an open file is the one whose head was read, and as it was.
    fn refuse_changed(&self, opened: &File) -> Result<()> {
        let same = state(opened, &self.path)? == self.state;
        if same { Ok(()) } else { Err(changed().at_file(&self.path)) }
    }

    /// What the file says about a facility.
    ///
    /// # Errors
    /// A facility that is not in it.
    pub fn facility(&self, id: &str) -> Result<&FacilityHead> {
        let facilities = &self.head.facilities;
        let in_order = facilities.binary_search_by(|facility| facility.id.as_str().cmp(id));
        let found = in_order.ok().and_then(|at| facilities.get(at));
        // Another program may not have put them in order.
        found.or_else(|| facilities.iter().find(|facility| facility.id == id)).ok_or_else(|| {
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

    /// How the readings of a facility went; `None` where that is not known, or was not written by this version.
    pub fn course(&self, id: &str) -> Option<FacilityCourse> {
        let pairs = self.metadata.file_metadata().key_value_metadata().filter(|_| self.head.program == PROGRAM)?;
        let key = key(id);
        let course = pairs.iter().find(|pair| pair.key == key)?;
        serde_json::from_str(course.value.as_deref()?).ok()
    }

    /// The cells of a facility.
    ///
    /// # Errors
    /// Rows that a rollup can not have, with their number: an hour off the grid, one that comes twice, a meter that the
    /// head does not name; a file that is not what it was when it was opened.
    pub fn cells(&self, facility: &FacilityHead) -> Result<Rollup> {
        // A file of its own for each reader: facilities are read at once on several threads.
        let opened = Arc::new(files::open(&self.path).map_err(|error| Problem::io("read", &self.path, &error))?);
        self.refuse_changed(&opened)?;
        let cells = contain(|| self.cells_of(facility, &opened));
        self.refuse_changed(&opened)?;
        cells.unwrap_or_else(|| Err(damaged(&self.path, &"the file is damaged")))
    }

    fn cells_of(&self, facility: &FacilityHead, opened: &Arc<File>) -> Result<Rollup> {
        let mut taking = Taking::new(facility);
        let properties = Arc::new(ReaderProperties::builder().build());
        for part in self.groups.holding(&self.metadata, self.columns.facility, &facility.id) {
            let Some(metadata) = self.metadata.row_groups().get(part.index) else { continue };
            let pages = RowGroupPageIndex::new(part.index, None);
            let group = SerializedRowGroupReader::new(Arc::clone(opened), metadata, pages, Arc::clone(&properties));
            let group = group.map_err(|error| damaged(&self.path, &error))?;
            self.take(Rows::of(&self.columns, &group, part, &self.path)?, &mut taking)?;
        }
        Ok(taking.finish())
    }

    fn take(&self, mut rows: Rows<'_>, taking: &mut Taking<'_>) -> Result<()> {
        // In another row group anything may be another.
        let (mut of_facility, mut begins) = (true, true);
        while let Some(row) = rows.next()? {
            if row.other_facility {
                of_facility = rows.is_of(&taking.facility.id);
            }
            begins |= row.other_meter;
            if !of_facility {
                continue;
            }
            let at = |problem: Problem, column| problem.at_cell(&self.path, row.number, Some(column));
            if begins {
                let meter = rows.meter(&row)?;
                if !taking.begin(meter) {
                    let problem = Problem::new(format!("the head of the rollup names no meter `{meter}`"));
                    return Err(at(problem.hint("name each meter of the rows in the head"), "meter"));
                }
                begins = false;
            }
            let taken = taking.take(row.hour, row.cell);
            taken.map_err(|wrong| at(Problem::new(wrong.what).hint(wrong.hint), "hour"))?;
        }
        Ok(())
    }
}

fn state(opened: &File, path: &Path) -> Result<State> {
    State::of(opened).map_err(|error| Problem::io("read", path, &error))
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
