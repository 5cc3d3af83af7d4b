//! Parquet files: one plain column each for stamps, values and names.
//!
//! The columns are read in step, some thousand rows at a time, so that memory does not grow with the size of the file.

mod batch;
mod decimal;
mod filter;
mod look;
mod number;
pub(super) mod problems;
mod stamps;
mod text;
mod time;
mod value;

use std::borrow::Cow;
use std::fs::File;

use parquet::basic::Repetition;
use parquet::data_type::ByteArray;
use parquet::file::reader::{FileReader, RowGroupReader, SerializedFileReader};
use parquet::schema::types::SchemaDescriptor;

use self::filter::Filter;
use self::problems::{broken, nested};
use self::stamps::{Rows, Stamps};
use self::text::Texts;
use self::value::ValueColumn;
use super::columns::{TimeColumns, Values};
use super::fault::{Fault, Place};
use super::intake::{Intake, empty_file};
use super::keys::Group;
use super::row::{Cell, take_value};
use crate::period::Stamp;

/// How many rows are read at a time.
const ROWS: usize = 8192;

/// Reads a Parquet file to its end.
pub(super) fn read(input: File, intake: &mut Intake<'_>) -> Result<(), Fault> {
    if input.metadata().is_ok_and(|metadata| metadata.len() == 0) {
        return Err(empty_file());
    }
    let file = SerializedFileReader::new(input).map_err(broken)?;
    let schema = file.metadata().file_metadata().schema_descr();
    let names: Vec<String> = schema.root_schema().get_fields().iter().map(|field| field.name().to_owned()).collect();
    let columns = intake.columns(&names).map_err(|problem| Fault::new(Place::File, problem))?;
    if let Some(peek) = &mut intake.peek {
        look::look(&file, peek)?;
        intake.rows = u64::try_from(peek.rows.len()).unwrap_or_default();
        return intake.refuse_no_rows();
    }
    let columns = columns.try_map(|root| leaf(schema, root))?;
    for at in 0..file.num_row_groups() {
        if intake.has_enough() {
            break;
        }
        let group = file.get_row_group(at).map_err(broken)?;
        let mut filter = Filter::open(&*group, &columns.only)?;
        match &columns.values {
            Values::Wide(channels) => read_wide(&*group, columns.time, channels, &mut filter, intake)?,
            Values::Long { meter, value } => {
                let mut long = Long::open(&*group, columns.time, meter, *value)?;
                long.read(&*group, &mut filter, intake)?;
            }
        }
    }
    intake.refuse_no_rows()
}

/// The position among the stored columns of a column of the schema, which must hold one value a row.
fn leaf(schema: &SchemaDescriptor, root: usize) -> Result<usize, Fault> {
    let field = schema.root_schema().get_fields().get(root);
    let plain = field.is_some_and(|field| {
        let info = field.get_basic_info();
        field.is_primitive() && !(info.has_repetition() && info.repetition() == Repetition::REPEATED)
    });
    (0..schema.num_columns())
        .find(|leaf| plain && schema.get_column_root_idx(*leaf) == root)
        .ok_or_else(|| nested(field.map_or("", |field| field.name())))
}

/// How many rows the next batches have, until the row group ends.
fn batches(group: &dyn RowGroupReader) -> impl Iterator<Item = usize> + use<> {
    let mut left = usize::try_from(group.metadata().num_rows()).unwrap_or_default();
    std::iter::from_fn(move || {
        let batch = left.min(ROWS);
        left -= batch;
        (batch > 0).then_some(batch)
    })
}

fn read_wide(
    group: &dyn RowGroupReader,
    time: TimeColumns,
    columns: &[usize],
    filter: &mut Filter<'_>,
    intake: &mut Intake<'_>,
) -> Result<(), Fault> {
    let mut times = Stamps::open(group, time)?;
    let mut channels = columns.iter().map(|column| ValueColumn::open(group, *column)).collect::<Result<Vec<_>, _>>()?;
    let mut stamps: Vec<Option<Stamp>> = Vec::with_capacity(ROWS);
    for rows in batches(group) {
        let first = intake.rows + 1;
        let keeps = filter.next(rows)?;
        let times = times.next(rows)?;
        stamps.clear();
        for (at, row) in (0..rows).zip(first..) {
            let kept = keeps.is_none_or(|keeps| keeps.get(at).copied().unwrap_or_default());
            stamps.push(if kept { Some(times.stamp(at, row, intake)?) } else { None });
        }
        for (channel, column) in channels.iter_mut().enumerate() {
            let Some(lane) = intake.lanes.get_mut(channel) else { continue };
            let values = column.next(rows)?;
            for (at, (row, stamp)) in (first..).zip(&stamps).enumerate() {
                let Some(stamp) = stamp else { continue };
                if let Err(problem) = take_value(values.cell(at), *stamp, Place::Row(row), lane, &intake.rules) {
                    return Err(Fault::in_column(Place::Row(row), lane.column, problem));
                }
            }
        }
        intake.end_rows(rows);
    }
    Ok(())
}

/// The columns of one row group of a long file.
struct Long {
    times: Stamps,
    meters: Vec<Texts>,
    values: ValueColumn,
}

impl Long {
    fn open(group: &dyn RowGroupReader, time: TimeColumns, meter: &[usize], value: usize) -> Result<Self, Fault> {
        Ok(Self {
            times: Stamps::open(group, time)?,
            meters: meter.iter().map(|column| Texts::open(group, *column)).collect::<Result<_, _>>()?,
            values: ValueColumn::open(group, value)?,
        })
    }

    fn read(
        &mut self,
        group: &dyn RowGroupReader,
        filter: &mut Filter<'_>,
        intake: &mut Intake<'_>,
    ) -> Result<(), Fault> {
        for rows in batches(group) {
            let keeps = filter.next(rows)?;
            let times = self.times.next(rows)?;
            let meters = self.meters.iter_mut().map(|meter| meter.next(rows)).collect::<Result<Vec<_>, _>>()?;
            let values = self.values.next(rows)?;
            for at in 0..rows {
                intake.end_row();
                if keeps.is_some_and(|keeps| !keeps.get(at).copied().unwrap_or_default()) {
                    continue;
                }
                let word = |meter: &[Option<ByteArray>]| meter.get(at).and_then(Option::as_ref).cloned();
                let group = match meters.as_slice() {
                    [one] => intake.keys.group_of(bytes(one.get(at).and_then(Option::as_ref))),
                    several => {
                        let words: Vec<_> = several.iter().map(|meter| word(meter)).collect();
                        intake.keys.group_of_joined(words.iter().map(|word| Cow::Borrowed(bytes(word.as_ref()))))
                    }
                };
                if let Some(group) = group {
                    take_long(&times, at, group, values.cell(at), intake)?;
                }
            }
        }
        Ok(())
    }
}

fn bytes(text: Option<&ByteArray>) -> &[u8] {
    text.map(ByteArray::data).unwrap_or_default()
}

fn take_long(times: &Rows<'_>, at: usize, group: Group, value: Cell<'_>, intake: &mut Intake<'_>) -> Result<(), Fault> {
    let row = intake.rows;
    let stamp = times.stamp(at, row, intake)?;
    for channel in intake.keys.channels(group) {
        let Some(lane) = intake.lanes.get_mut(*channel) else { continue };
        if let Err(problem) = take_value(value, stamp, Place::Row(row), lane, &intake.rules) {
            return Err(Fault::in_column(Place::Row(row), lane.column, problem));
        }
    }
    Ok(())
}
