//! One row of cells, whatever format it comes from, and how it becomes readings.

use std::borrow::Cow;

use super::columns::{Columns, TimeColumns, Values};
use super::fault::{Fault, Place};
use super::intake::Intake;
use super::keys::Group;
use super::lane::{Lane, Rules, shown};
use crate::period::Stamp;
use crate::problem::Problem;
use crate::telemetry::StampFault;

/// A cell of a row.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Cell<'c> {
    /// Nothing.
    Empty,
    /// Text, which may be nothing but white space.
    Text(&'c [u8]),
    /// A number.
    Number(f64),
    /// A time: nanoseconds since 1970-01-01T00:00 of the facility's civil time.
    Civil(i64),
    /// A time of the day without a date, or a length of time: nanoseconds.
    OfDay(i64),
}

/// A row of a table.
pub(super) trait Row {
    /// The cell of a column.
    fn cell(&self, column: usize) -> Cell<'_>;
    /// Where the row is.
    fn place(&self) -> Place;
}

impl<'c> Cell<'c> {
    /// The cell as a word: a key, or the name of a facility.
    #[inline]
    pub(super) fn word(self) -> Cow<'c, [u8]> {
        match self {
            Self::Empty => Cow::Borrowed(b""),
            Self::Text(text) => Cow::Borrowed(text.trim_ascii()),
            Self::Number(number) => Cow::Owned(number.to_string().into_bytes()),
            Self::Civil(count) | Self::OfDay(count) => Cow::Owned(count.to_string().into_bytes()),
        }
    }

    /// Whether there is nothing in it.
    pub(super) fn is_blank(self) -> bool {
        match self {
            Self::Empty => true,
            Self::Text(text) => text.trim_ascii().is_empty(),
            Self::Number(_) | Self::Civil(_) | Self::OfDay(_) => false,
        }
    }
}

/// Takes one row in.
#[inline]
pub(super) fn take(row: &impl Row, columns: &Columns, intake: &mut Intake<'_>) -> std::result::Result<(), Fault> {
    if let Some(peek) = &mut intake.peek {
        peek.take(row);
        return Ok(());
    }
    for only in &columns.only {
        if !only.keeps(&row.cell(only.column).word()) {
            return Ok(());
        }
    }
    match &columns.values {
        Values::Wide(channels) => {
            let stamp = stamp(row, columns.time, intake)?;
            for (lane, column) in intake.lanes.iter_mut().zip(channels) {
                take_value(row.cell(*column), stamp, row.place(), lane, &intake.rules)?;
            }
        }
        Values::Long { meter, value } => {
            let group = intake.keys.group_of_words(meter.iter().map(|column| row.cell(*column).word()));
            let Some(group) = group else { return Ok(()) };
            let stamp = stamp(row, columns.time, intake)?;
            take_of_group(row.cell(*value), stamp, row.place(), group, intake)?;
        }
    }
    Ok(())
}

/// Takes the cell of a value in, for each channel of its meter.
#[inline]
pub(super) fn take_of_group(
    cell: Cell<'_>,
    stamp: Stamp,
    place: Place,
    group: Group,
    intake: &mut Intake<'_>,
) -> std::result::Result<(), Fault> {
    for channel in intake.keys.channels(group) {
        let Some(lane) = intake.lanes.get_mut(*channel) else { continue };
        take_value(cell, stamp, place, lane, &intake.rules)?;
    }
    Ok(())
}

/// Takes the cell of a value in.
#[inline]
pub(super) fn take_value(
    cell: Cell<'_>,
    stamp: Stamp,
    place: Place,
    lane: &mut Lane<'_>,
    rules: &Rules,
) -> std::result::Result<(), Fault> {
    let taken = match cell {
        Cell::Text(text) => lane.take_text(stamp, text, rules),
        Cell::Number(number) => lane.take_number(stamp, Some(number), rules),
        Cell::Empty => lane.take_number(stamp, None, rules),
        Cell::Civil(_) | Cell::OfDay(_) => Err(lane.is_a_time()),
    };
    taken.map_err(|problem| Fault::in_column(place, lane.column, problem))?;
    lane.note(place);
    Ok(())
}

#[inline]
fn stamp(row: &impl Row, time: TimeColumns, intake: &mut Intake<'_>) -> std::result::Result<Stamp, Fault> {
    let cell = row.cell(time.date);
    if let Some(of_day) = time.of_day {
        return intake.joined_stamp(cell, row.cell(of_day), row.place());
    }
    let read = match cell {
        Cell::Text(text) => intake.stamps.parse(text),
        Cell::Civil(count) => intake.stamps.civil_count(count, 1),
        Cell::Number(number) => return Err(number_for_a_time(number, row, intake)),
        Cell::Empty | Cell::OfDay(_) => Err(StampFault::Form),
    };
    intake.settle(read, || shown(&cell.word()), || row.place())
}

/// A bare number may count days, seconds or milliseconds, from one beginning or another.
#[cold]
fn number_for_a_time(number: f64, row: &impl Row, intake: &Intake<'_>) -> Fault {
    let problem = Problem::new(format!("`{number}` is a number, not a time stamp"))
        .hint("in a workbook give the cells of the column the format of a date; in a text write dates and times out");
    Fault::in_column(row.place(), intake.layout.time_columns().0, problem)
}
