//! Row groups of long files: one column each for stamps and values, and one or several for the words of the meter.

use std::borrow::Cow;

use parquet::file::reader::RowGroupReader;

use super::batches;
use super::filter::Filter;
use super::stamps::Stamps;
use super::text::Texts;
use super::value::ValueColumn;
use crate::period::Stamp;
use crate::telemetry::read::columns::TimeColumns;
use crate::telemetry::read::fault::{Fault, Place};
use crate::telemetry::read::intake::Intake;
use crate::telemetry::read::keys::Group;
use crate::telemetry::read::row::{Cell, take_value};

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
                let group = match meters.as_slice() {
                    [one] => intake.keys.group_of(one.get(at).unwrap_or_default()),
                    several => {
                        let words = several.iter().map(|meter| Cow::Borrowed(meter.get(at).unwrap_or_default()));
                        intake.keys.group_of_joined(words)
                    }
                };
                if let Some(group) = group {
                    take(times.stamp(at, row, intake)?, row, group, values.cell(at), intake)?;
                }
            }
            intake.end_rows(rows);
        }
        Ok(())
    }
}

fn take(stamp: Stamp, row: u64, group: Group, value: Cell<'_>, intake: &mut Intake<'_>) -> Result<(), Fault> {
    for channel in intake.keys.channels(group) {
        let Some(lane) = intake.lanes.get_mut(*channel) else { continue };
        take_value(value, stamp, Place::Row(row), lane, &intake.rules)
            .map_err(|problem| Fault::in_column(Place::Row(row), lane.column, problem))?;
    }
    Ok(())
}
