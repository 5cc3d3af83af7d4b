//! Row groups of long files: one column each for stamps and values, and one or several for the words of the meter.

use std::borrow::Cow;

use parquet::file::reader::RowGroupReader;

use super::batches;
use super::filter::Filter;
use super::stamps::Stamps;
use super::text::Texts;
use super::value::ValueColumn;
use crate::telemetry::read::columns::TimeColumns;
use crate::telemetry::read::fault::{Fault, Place};
use crate::telemetry::read::intake::Intake;
use crate::telemetry::read::row::take_of_group;

/// The columns of one row group.
pub(super) struct Long {
    times: Stamps,
    meters: Vec<Texts>,
    values: ValueColumn,
}

impl Long {
    pub(super) fn open(
        group: &dyn RowGroupReader,
        time: TimeColumns,
        meter: &[usize],
        value: usize,
    ) -> Result<Self, Fault> {
        Ok(Self {
            times: Stamps::open(group, time)?,
            meters: meter.iter().map(|column| Texts::open(group, *column)).collect::<Result<_, _>>()?,
            values: ValueColumn::open(group, value)?,
        })
    }

    pub(super) fn read(
        &mut self,
        group: &dyn RowGroupReader,
        filter: &mut Filter<'_>,
        intake: &mut Intake<'_>,
    ) -> Result<(), Fault> {
        for rows in batches(group, intake) {
            if intake.has_enough() {
                break;
            }
            let keeps = filter.next(rows)?;
            let times = self.times.next(rows)?;
            let meters = self.meters.iter_mut().map(|meter| meter.next(rows)).collect::<Result<Vec<_>, _>>()?;
            let values = self.values.next(rows)?;
            for (at, row) in (0..rows).zip(intake.rows + 1..) {
                if keeps.is_some_and(|keeps| !keeps.get(at).copied().unwrap_or_default()) {
                    continue;
                }
                let words = meters.iter().map(|meter| Cow::Borrowed(meter.get(at).unwrap_or_default()));
                if let Some(group) = intake.keys.group_of_words(words) {
                    let stamp = times.stamp(at, row, intake)?;
                    take_of_group(values.cell(at), stamp, Place::Row(row), group, intake)?;
                }
            }
            intake.end_rows(rows);
        }
        Ok(())
    }
}
