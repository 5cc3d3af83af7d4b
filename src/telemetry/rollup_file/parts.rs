//! The rows of a rollup that an engine wrote: several files without a head, the rows of each facility together.

use std::fs::File;
use std::path::{Path, PathBuf};

use parquet::file::reader::{FileReader, SerializedFileReader};

use super::FacilityHead;
use super::cells::{Columns, Row, Rows};
use super::groups::GroupPart;
use super::read::damaged;
use super::taking::Taking;
use crate::files;
use crate::problem::{Problem, Result};
use crate::telemetry::Rollup;
use crate::telemetry::read::check_footer;

/// Files of rows. Each facility's rows stand together, by meter and hour, and facilities are in order within a file, so that
/// each file is gone through once.
pub struct Parts<'a> {
    parts: Vec<Part<'a>>,
}

struct Part<'a> {
    path: &'a Path,
    file: SerializedFileReader<File>,
    columns: Columns,
    /// The row group that is opened next, and the number of its first row.
    group: usize,
    first: usize,
    rows: Option<Rows<'a>>,
    /// Whether the next row may be of another meter, whatever its column says.
    begins: bool,
    /// The last row of those, where it is not taken yet.
    ahead: Option<Row>,
}

impl<'a> Parts<'a> {
    /// Opens the files.
    ///
    /// # Errors
    /// A file that can not be read, or that has not the columns of a rollup.
    pub fn open(paths: &'a [PathBuf]) -> Result<Self> {
        Ok(Self { parts: paths.iter().map(|path| Part::open(path)).collect::<Result<_>>()? })
    }

    /// The cells of a facility. Facilities are to be asked for in the order of their ids.
    ///
    /// # Errors
    /// Rows that a rollup can not have; a meter that the head does not name, or an hour that is not after the one before.
    pub fn facility(&mut self, head: &FacilityHead) -> Result<Rollup> {
        let mut taking = Taking::new(head);
        for part in &mut self.parts {
            part.take(&mut taking)?;
        }
        Ok(taking.finish())
    }

    /// Holds that all rows were asked for.
    ///
    /// # Errors
    /// Rows of a facility that nobody asked for, or that come too late.
    pub fn finish(mut self) -> Result<()> {
        self.parts.iter_mut().try_for_each(|part| match part.fill()? {
            true => {
                Err(part
                    .wrong("the engine's rows have a facility that was not asked for, or are not in order".to_owned()))
            }
            false => Ok(()),
        })
    }
}

impl<'a> Part<'a> {
    fn open(path: &'a Path) -> Result<Self> {
        let file = files::open(path).map_err(|error| Problem::io("read", path, &error))?;
        check_footer(&file).map_err(|error| damaged(path, &error))?;
        let file = SerializedFileReader::new(file).map_err(|error| damaged(path, &error))?;
        let columns = Columns::find(file.metadata().file_metadata().schema_descr(), path)?;
        Ok(Self { path, file, columns, group: 0, first: 1, rows: None, begins: true, ahead: None })
    }

    /// Takes the rows of a facility that come next.
    fn take(&mut self, taking: &mut Taking<'_>) -> Result<()> {
        self.begins = true;
        while self.fill()? {
            let (Some(rows), Some(row)) = (&self.rows, &self.ahead) else { break };
            if !rows.is_of(&taking.facility.id) {
                break;
            }
            if self.begins || row.other_meter {
                let meter = rows.meter(row)?;
                if !taking.begin(meter) {
                    return Err(self.wrong(format!("the engine's rows name a meter `{meter}` that there is not")));
                }
                self.begins = false;
            }
            let taken = taking.take(row.hour, row.cell);
            taken.map_err(|misplaced| self.wrong(misplaced.what))?;
            self.ahead = None;
        }
        Ok(())
    }

    /// Reads the next row, unless there is one that is not taken yet; false where none is left.
    fn fill(&mut self) -> Result<bool> {
        while self.ahead.is_none() {
            if let Some(rows) = &mut self.rows {
                self.ahead = rows.next()?;
            }
            if self.ahead.is_none() {
                if self.group >= self.file.num_row_groups() {
                    return Ok(false);
                }
                self.open_group()?;
            }
        }
        Ok(true)
    }

    fn open_group(&mut self) -> Result<()> {
        let group = self.file.get_row_group(self.group).map_err(|error| damaged(self.path, &error))?;
        let part = GroupPart { index: self.group, first: self.first, whole: false };
        self.rows = Some(Rows::of(&self.columns, &*group, part, self.path)?);
        self.first += usize::try_from(group.metadata().num_rows()).unwrap_or_default();
        self.group += 1;
        self.begins = true;
        Ok(())
    }

    fn wrong(&self, what: String) -> Problem {
        Problem::new(what).at_file(self.path).hint("run the query as it was printed, with its order")
    }
}
