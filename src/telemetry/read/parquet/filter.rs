//! Which rows are read, where columns tell it.

use parquet::file::reader::RowGroupReader;

use super::text::Texts;
use crate::telemetry::read::columns::Only;
use crate::telemetry::read::fault::Fault;

/// The columns that tell whether a row is read.
pub(super) struct Filter<'a> {
    columns: Vec<(Texts, &'a Only)>,
    keeps: Vec<bool>,
}

impl<'a> Filter<'a> {
    pub(super) fn open(group: &dyn RowGroupReader, only: &'a [Only]) -> Result<Self, Fault> {
        let columns = only.iter().map(|only| Ok((Texts::open(group, only.column)?, only)));
        Ok(Self { columns: columns.collect::<Result<_, Fault>>()?, keeps: Vec::new() })
    }

    /// Whether each of the next rows is read; `None` where all are.
    pub(super) fn next(&mut self, rows: usize) -> Result<Option<&[bool]>, Fault> {
        if self.columns.is_empty() {
            return Ok(None);
        }
        self.keeps.clear();
        self.keeps.resize(rows, true);
        for (column, only) in &mut self.columns {
            let words = column.next(rows)?;
            for (row, keeps) in self.keeps.iter_mut().enumerate() {
                *keeps &= only.keeps(words.get(row).unwrap_or_default());
            }
        }
        Ok(Some(&self.keeps))
    }
}
