//! Row groups of wide files: one column of stamps, and one of values for each meter.

use parquet::file::reader::RowGroupReader;
use rayon::iter::{IndexedParallelIterator, IntoParallelRefMutIterator, ParallelIterator};

use super::batches;
use super::filter::Filter;
use super::stamps::Stamps;
use super::value::{Cells, ValueColumn};
use crate::period::Stamp;
use crate::telemetry::read::columns::TimeColumns;
use crate::telemetry::read::contain::contain;
use crate::telemetry::read::fault::{Fault, Place};
use crate::telemetry::read::intake::Intake;
use crate::telemetry::read::lane::{Lane, Rules};
use crate::telemetry::read::row::take_value;

/// The columns of one row group.
pub(super) struct Wide {
    times: Stamps,
    channels: Vec<ValueColumn>,
}

/// The stamps of some rows.
struct Rows<'s> {
    /// The number of the first in the file.
    first: u64,
    /// The stamp of each; any one for a row that is not read.
    stamps: &'s [Stamp],
    /// Whether each is read, where not all are.
    keeps: Option<&'s [bool]>,
}

impl Wide {
    pub(super) fn open(group: &dyn RowGroupReader, time: TimeColumns, columns: &[usize]) -> Result<Self, Fault> {
        let channels = columns.iter().map(|column| ValueColumn::open(group, *column)).collect::<Result<_, _>>()?;
        Ok(Self { times: Stamps::open(group, time)?, channels })
    }

    /// Reads the rows, and for each batch of them the columns in parallel.
    pub(super) fn read(
        &mut self,
        group: &dyn RowGroupReader,
        filter: &mut Filter<'_>,
        intake: &mut Intake<'_>,
    ) -> Result<(), Fault> {
        let mut stamps: Vec<Stamp> = Vec::new();
        for count in batches(group, intake) {
            if intake.has_enough() {
                break;
            }
            let first = intake.rows + 1;
            let keeps = filter.next(count)?;
            let times = self.times.next(count)?;
            if keeps.is_some() || !times.instants(&mut stamps, intake) {
                stamps.clear();
                for (at, row) in (0..count).zip(first..) {
                    let kept = keeps.is_none_or(|keeps| keeps.get(at).copied().unwrap_or_default());
                    stamps.push(if kept { times.stamp(at, row, intake)? } else { Stamp(0) });
                }
            }
            let (rows, rules) = (Rows { first, stamps: &stamps, keeps }, &intake.rules);
            let columns = self.channels.par_iter_mut().zip(&mut intake.lanes);
            let taken = columns.map(|(column, lane)| contain(|| rows.take(column.next(count)?, lane, rules)));
            // Of several faults the first column's is told, on however many threads.
            taken.collect::<Vec<_>>().into_iter().collect::<Result<(), _>>()?;
            intake.end_rows(count);
        }
        Ok(())
    }
}

impl Rows<'_> {
    /// Takes the cells of one column in.
    fn take(&self, values: Cells<'_>, lane: &mut Lane<'_>, rules: &Rules) -> Result<(), Fault> {
        if let (Cells::Whole(numbers), None) = (values, self.keeps)
            && lane.take_numbers(self.stamps, numbers, rules)
        {
            return Ok(());
        }
        for (at, (row, stamp)) in (self.first..).zip(self.stamps).enumerate() {
            if self.keeps.is_some_and(|keeps| !keeps.get(at).copied().unwrap_or_default()) {
                continue;
            }
            take_value(values.cell(at), *stamp, Place::Row(row), lane, rules)?;
        }
        Ok(())
    }
}
