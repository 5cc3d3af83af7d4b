//! CSV files: commas, a heading, UTF-8, any line ends.

use std::io::Read;

use csv::{ByteRecord, ErrorKind, Reader, ReaderBuilder};

use super::columns::Columns;
use super::digest::BUFFER;
use super::fault::{Fault, Place};
use super::intake::{Intake, empty_file, shown};
use crate::problem::Problem;

/// Reads a CSV file to its end.
pub(super) fn read(input: impl Read, intake: &mut Intake<'_>) -> Result<(), Fault> {
    let mut rows = ReaderBuilder::new().flexible(true).buffer_capacity(BUFFER).from_reader(input);
    let names = heading(&mut rows)?;
    let columns = intake.columns(&names).map_err(|problem| Fault::new(Place::Row(1), problem))?;
    let mut row = ByteRecord::new();
    while rows.read_byte_record(&mut row).map_err(broken)? {
        intake.rows += 1;
        if row.len() != names.len() {
            return Err(ragged(&row, names.len()));
        }
        match &columns {
            Columns::Wide { time, channels } => take_wide(&row, *time, channels, intake)?,
            Columns::Long { time, meter, value, facility } => {
                let ours = facility.is_none_or(|at| cell(&row, at).trim_ascii() == intake.facility.as_bytes());
                if ours {
                    take_long(&row, *time, *meter, *value, intake)?;
                }
            }
        }
    }
    intake.refuse_no_rows()
}

fn heading<R: Read>(rows: &mut Reader<R>) -> Result<Vec<String>, Fault> {
    let heading = rows.byte_headers().map_err(broken)?;
    if heading.is_empty() {
        return Err(empty_file());
    }
    heading.iter().map(|name| std::str::from_utf8(name).map(str::to_owned)).collect::<Result<_, _>>().map_err(|_| {
        let problem = Problem::new("the heading is not UTF-8 text").hint("save the file as CSV in UTF-8 and run again");
        Fault::new(Place::Row(1), problem)
    })
}

fn take_wide(row: &ByteRecord, time: usize, columns: &[usize], intake: &mut Intake<'_>) -> Result<(), Fault> {
    let stamp = match intake.stamps.parse(cell(row, time)) {
        Ok(stamp) => stamp,
        Err(fault) => return Err(intake.stamp_fault(fault, &shown(cell(row, time)), place(row))),
    };
    for (channel, column) in columns.iter().enumerate() {
        let Some(lane) = intake.lanes.get_mut(channel) else { continue };
        if let Err(problem) = lane.take_text(stamp, cell(row, *column), &intake.missing) {
            return Err(Fault::in_column(place(row), lane.column, problem));
        }
    }
    Ok(())
}

fn take_long(row: &ByteRecord, time: usize, meter: usize, value: usize, intake: &mut Intake<'_>) -> Result<(), Fault> {
    let channels = intake.keys.channels_of(cell(row, meter));
    if channels.is_empty() {
        return Ok(());
    }
    let stamp = match intake.stamps.parse(cell(row, time)) {
        Ok(stamp) => stamp,
        Err(fault) => return Err(intake.stamp_fault(fault, &shown(cell(row, time)), place(row))),
    };
    for channel in channels {
        let Some(lane) = intake.lanes.get_mut(*channel) else { continue };
        if let Err(problem) = lane.take_text(stamp, cell(row, value), &intake.missing) {
            return Err(Fault::in_column(place(row), lane.column, problem));
        }
    }
    Ok(())
}

fn cell(row: &ByteRecord, at: usize) -> &[u8] {
    row.get(at).unwrap_or_default()
}

fn place(row: &ByteRecord) -> Place {
    row.position().map_or(Place::File, |position| Place::Byte(position.byte()))
}

fn ragged(row: &ByteRecord, width: usize) -> Fault {
    let fields = if row.len() == 1 { "1 field".to_owned() } else { format!("{} fields", row.len()) };
    let hint = if row.len() < width {
        "check for a line that was cut short, or a quotation mark that is not closed"
    } else {
        "check for a comma inside a value; such a value has to stand in quotation marks"
    };
    Fault::new(place(row), Problem::new(format!("the row has {fields} and the heading has {width}")).hint(hint))
}

fn broken(error: csv::Error) -> Fault {
    let text = error.to_string();
    match error.into_kind() {
        ErrorKind::Io(error) => Fault::io(&error),
        _ => {
            Fault::new(Place::File, Problem::new(format!("cannot read the file as CSV: {text}")).hint("save it again"))
        }
    }
}
