//! Workbooks: XLSX, XLSB, XLS and ODS; one sheet, with a heading, read row by row.

mod archive;
mod cell;
mod records;
mod sheet;
mod table;
mod xls;

use std::io::{BufReader, Cursor};

use calamine::{Ods, Reader, XlsError, Xlsb, Xlsx};

pub(super) use self::cell::SheetCell;
use self::table::Table;
use super::fault::{Fault, Place};
use super::format::Format;
use super::input::Input;
use super::intake::Intake;
use crate::problem::Problem;
use crate::telemetry::Layout;

type Reading = BufReader<Input>;

/// Reads the sheet of a workbook to its end.
pub(super) fn read(input: &Input, format: Format, intake: &mut Intake<'_>) -> Result<(), Fault> {
    let mut table = Table::default();
    if format == Format::Archive {
        archive::check(again(input)?, input.length().map_err(|error| Fault::io(&error))?)?;
    }
    if format == Format::Xls {
        let mut book = xls::open(again(input)?)?;
        let name = sheet::choose(&mut book, intake.layout)?;
        sheet::rows_of_range(&mut book, &name, |row, cells| table.take(row, cells, intake))?;
    } else if let Ok(mut book) = Xlsx::<Reading>::new(again(input)?) {
        let name = sheet::choose_streamed(&mut book, intake.layout)?;
        sheet::rows_of_stream(&mut book, &name, |row, cells| table.take(row, cells, intake))?;
    } else if let Ok(mut book) = Ods::<Reading>::new(again(input)?) {
        let name = sheet::choose(&mut book, intake.layout)?;
        sheet::rows_of_range(&mut book, &name, |row, cells| table.take(row, cells, intake))?;
    } else {
        let mut book: Xlsb<Reading> = Xlsb::new(again(input)?).map_err(|_| not_a_workbook())?;
        let name = sheet::choose_streamed(&mut book, intake.layout)?;
        sheet::rows_of_stream(&mut book, &name, |row, cells| table.take(row, cells, intake))?;
    }
    table.finish(intake)
}

/// Passes the rows of a small workbook's sheet on, each with its number.
pub(super) fn rows_in_memory(
    bytes: &[u8],
    format: Format,
    layout: &Layout,
    take: impl FnMut(u64, Vec<SheetCell>) -> Result<(), Fault>,
) -> Result<(), Fault> {
    let again = || Cursor::new(bytes);
    if format == Format::Archive {
        archive::check(again(), u64::try_from(bytes.len()).unwrap_or(u64::MAX))?;
    }
    if format == Format::Xls {
        let mut book = xls::open(again())?;
        let name = sheet::choose(&mut book, layout)?;
        return sheet::rows_of_range(&mut book, &name, take);
    }
    if let Ok(mut book) = Xlsx::new(again()) {
        let name = sheet::choose_streamed(&mut book, layout)?;
        return sheet::rows_of_stream(&mut book, &name, take);
    }
    let mut book: Ods<_> = Ods::new(again()).map_err(|_| not_a_workbook())?;
    let name = sheet::choose(&mut book, layout)?;
    sheet::rows_of_range(&mut book, &name, take)
}

fn again(input: &Input) -> Result<Reading, Fault> {
    input.again().map(BufReader::new).map_err(|error| Fault::io(&error))
}

fn not_a_workbook() -> Fault {
    let problem = Problem::new("the file is an archive, but not a workbook that can be read")
        .hint("unpack it if it is a ZIP archive; if it is a workbook, it is damaged: save it again as XLSX");
    Fault::new(Place::File, problem)
}

fn not_xls(error: Option<&XlsError>) -> Fault {
    let what = match error {
        Some(XlsError::Password) => "the workbook is protected by a password",
        _ => "the workbook is damaged, protected by a password, or not a workbook",
    };
    Fault::new(Place::File, Problem::new(what).hint("open it in a spreadsheet and save it as XLSX without a password"))
}

/// The sheet can not be read.
fn damaged(error: &impl std::fmt::Display) -> Fault {
    let problem = Problem::new(format!("cannot read the sheet: {error}"))
        .hint("open the workbook in a spreadsheet and save it again as XLSX");
    Fault::new(Place::File, problem)
}
