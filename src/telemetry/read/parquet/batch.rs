//! One stored column, some rows at a time.

use parquet::column::reader::{ColumnReader, ColumnReaderImpl};
use parquet::data_type::DataType;
use parquet::file::reader::RowGroupReader;
use parquet::schema::types::ColumnDescPtr;

use super::problems::{broken, cut_short};
use crate::telemetry::read::fault::Fault;

/// A column of one type with room for one batch of its rows.
pub(super) struct Batch<T: DataType> {
    reader: ColumnReaderImpl<T>,
    values: Vec<T::T>,
    levels: Vec<i16>,
    /// The definition level of a value that is there; a lower one is a null.
    full: i16,
}

impl<T: DataType> Batch<T> {
    pub(super) fn new(reader: ColumnReaderImpl<T>, column: &ColumnDescPtr) -> Self {
        Self { reader, values: Vec::new(), levels: Vec::new(), full: column.max_def_level() }
    }

    /// The next rows of the column.
    pub(super) fn next(&mut self, rows: usize) -> Result<Stored<'_, T::T>, Fault> {
        self.values.clear();
        self.levels.clear();
        let (read, ..) =
            self.reader.read_records(rows, Some(&mut self.levels), None, &mut self.values).map_err(broken)?;
        if read < rows {
            return Err(cut_short());
        }
        Ok(Stored { values: &self.values, levels: &self.levels, full: self.full, rows })
    }
}

/// Some rows of a column as they are stored.
pub(super) struct Stored<'b, T> {
    values: &'b [T],
    levels: &'b [i16],
    full: i16,
    rows: usize,
}

impl<'b, T> Stored<'b, T> {
    /// The values of the rows, if there is no null among them.
    pub(super) fn whole(&self) -> Option<&'b [T]> {
        Some(self.values).filter(|values| values.len() == self.rows)
    }

    /// The cells of the rows, with `None` for a null.
    pub(super) fn cells(&self) -> impl Iterator<Item = Option<&'b T>> {
        let (mut values, levels, full) = (self.values.iter(), self.levels, self.full);
        // A column without nulls has no levels at all.
        (0..self.rows).map(move |row| match levels.get(row) {
            Some(level) if *level < full => None,
            _ => values.next(),
        })
    }
}

/// The reader of a stored column, and what the schema says about it.
pub(super) fn open(group: &dyn RowGroupReader, column: usize) -> Result<(ColumnReader, ColumnDescPtr), Fault> {
    if column >= group.num_columns() {
        return Err(cut_short());
    }
    let reader = group.get_column_reader(column).map_err(broken)?;
    Ok((reader, group.metadata().column(column).column_descr_ptr()))
}
