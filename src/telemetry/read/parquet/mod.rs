//! Parquet files: one plain column each for stamps, values and names.
//!
//! The columns are read in step, some thousand rows at a time, so that memory does not grow with the size of the file.

mod batch;
mod number;
mod problems;
mod text;
mod time;

use std::fs::File;

use parquet::basic::Repetition;
use parquet::data_type::ByteArray;
use parquet::file::reader::{FileReader, RowGroupReader, SerializedFileReader};
use parquet::schema::types::SchemaDescriptor;

use self::number::Numbers;
use self::problems::{broken, nested};
use self::text::Texts;
use self::time::{Kind, Time, Times};
use super::columns::Columns;
use super::fault::{Fault, Place};
use super::intake::{Intake, empty_file};
use crate::period::Stamp;
use crate::telemetry::{StampFault, StampReader};

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
    let columns = columns.try_map(|root| leaf(schema, root))?;
    for at in 0..file.num_row_groups() {
        let group = file.get_row_group(at).map_err(broken)?;
        match &columns {
            Columns::Wide { time, channels } => read_wide(&*group, *time, channels, intake)?,
            Columns::Long { time, meter, value, facility } => {
                let mut long = Long::open(&*group, *time, *meter, *value, *facility)?;
                long.read(&*group, intake)?;
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

fn read_wide(group: &dyn RowGroupReader, time: usize, columns: &[usize], intake: &mut Intake<'_>) -> Result<(), Fault> {
    let mut times = Times::open(group, time)?;
    let kind = times.kind;
    let mut channels = columns.iter().map(|column| Numbers::open(group, *column)).collect::<Result<Vec<_>, _>>()?;
    let mut stamps: Vec<Stamp> = Vec::with_capacity(ROWS);
    for rows in batches(group) {
        let first = intake.rows + 1;
        stamps.clear();
        for (row, time) in (first..).zip(times.next(rows)?) {
            stamps.push(stamp(time, kind, row, intake)?);
        }
        for (channel, numbers) in channels.iter_mut().enumerate() {
            let Some(lane) = intake.lanes.get_mut(channel) else { continue };
            for ((row, stamp), value) in (first..).zip(&stamps).zip(numbers.next(rows)?) {
                if let Err(problem) = lane.take_number(*stamp, *value, &intake.missing) {
                    return Err(Fault::in_column(Place::Row(row), lane.column, problem));
                }
            }
        }
        intake.rows += u64::try_from(rows).unwrap_or_default();
    }
    Ok(())
}

/// The columns of one row group of a long file.
struct Long {
    times: Times,
    meters: Texts,
    values: Numbers,
    facilities: Option<Texts>,
}

impl Long {
    fn open(
        group: &dyn RowGroupReader,
        time: usize,
        meter: usize,
        value: usize,
        facility: Option<usize>,
    ) -> Result<Self, Fault> {
        Ok(Self {
            times: Times::open(group, time)?,
            meters: Texts::open(group, meter)?,
            values: Numbers::open(group, value)?,
            facilities: facility.map(|column| Texts::open(group, column)).transpose()?,
        })
    }

    fn read(&mut self, group: &dyn RowGroupReader, intake: &mut Intake<'_>) -> Result<(), Fault> {
        let kind = self.times.kind;
        for rows in batches(group) {
            let times = self.times.next(rows)?;
            let meters = self.meters.next(rows)?;
            let values = self.values.next(rows)?;
            let facilities = self.facilities.as_mut().map(|facilities| facilities.next(rows)).transpose()?;
            for (at, ((time, meter), value)) in times.iter().zip(meters).zip(values).enumerate() {
                intake.rows += 1;
                let facility = facilities.map(|facilities| bytes(facilities.get(at).and_then(Option::as_ref)));
                if facility.is_none_or(|facility| facility.trim_ascii() == intake.facility.as_bytes()) {
                    take_long(time, kind, bytes(meter.as_ref()), *value, intake)?;
                }
            }
        }
        Ok(())
    }
}

fn bytes(text: Option<&ByteArray>) -> &[u8] {
    text.map(ByteArray::data).unwrap_or_default()
}

fn take_long(time: &Time, kind: Kind, key: &[u8], value: Option<f64>, intake: &mut Intake<'_>) -> Result<(), Fault> {
    if intake.keys.channels_of(key).is_empty() {
        return Ok(());
    }
    let row = intake.rows;
    let stamp = stamp(time, kind, row, intake)?;
    for channel in intake.keys.channels_of(key) {
        let Some(lane) = intake.lanes.get_mut(*channel) else { continue };
        if let Err(problem) = lane.take_number(stamp, value, &intake.missing) {
            return Err(Fault::in_column(Place::Row(row), lane.column, problem));
        }
    }
    Ok(())
}

fn stamp(time: &Time, kind: Kind, row: u64, intake: &mut Intake<'_>) -> Result<Stamp, Fault> {
    let read = match time {
        Time::Missing => Err(StampFault::Form),
        Time::Text(text) => intake.stamps.parse(text.data()),
        Time::Count(count) if kind.utc => StampReader::instant_count(*count, kind.tick),
        Time::Count(count) => intake.stamps.civil_count(*count, kind.tick),
    };
    read.map_err(|fault| intake.stamp_fault(fault, &time.shown(), Place::Row(row)))
}
