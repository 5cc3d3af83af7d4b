//! Which sheet is read, and its rows.
//!
//! The rows of XLSX and XLSB are read as they come, because a sheet may say that it is a million rows wide and long with a
//! cell in each corner; the other kinds are read whole, and are small.

use std::fmt::Display;
use std::io::{Read, Seek};

use calamine::{Cell, Data, DataRef, Reader, Xlsb, Xlsx};

use super::cell::SheetCell;
use super::damaged;
use crate::problem::{Problem, nearest};
use crate::telemetry::Layout;
use crate::telemetry::read::fault::{Fault, Place};
use crate::telemetry::read::intake::MOST_COLUMNS;

/// The name of the sheet to read.
pub(super) fn choose<RS: Read + Seek, R: Reader<RS>>(book: &mut R, layout: &Layout) -> Result<String, Fault>
where
    R::Error: Display,
{
    let names = book.sheet_names();
    pick(&names, layout, |name| Ok(!book.worksheet_range(name).map_err(|error| damaged(&error))?.is_empty()))
}

/// The same for workbooks whose cells can be read as they come, of which not more is read than one cell of each sheet.
pub(super) fn choose_streamed<RS: Read + Seek, R: Reader<RS> + Streamed>(
    book: &mut R,
    layout: &Layout,
) -> Result<String, Fault> {
    let names = book.sheet_names();
    pick(&names, layout, |name| {
        // A sheet without cells is a chart, or is no sheet of cells at all.
        let mut any = false;
        let looked = book.each_cell(name, &mut |_| {
            any = true;
            Ok(false)
        });
        Ok(looked.is_ok() && any)
    })
}

/// A workbook whose cells can be read as they come.
pub(super) trait Streamed {
    /// Passes the cells of a sheet on, until it ends or `take` has enough.
    fn each_cell(&mut self, sheet: &str, take: TakeCell<'_>) -> Result<(), Fault>;
}

/// Takes a cell, and says whether to go on.
type TakeCell<'t> = &'t mut dyn FnMut(&Cell<DataRef<'_>>) -> Result<bool, Fault>;

impl<RS: Read + Seek> Streamed for Xlsx<RS> {
    fn each_cell(&mut self, sheet: &str, take: TakeCell<'_>) -> Result<(), Fault> {
        let mut cells = self.worksheet_cells_reader(sheet).map_err(|error| damaged(&error))?;
        pass_on(|| cells.next_cell(), take)
    }
}

impl<RS: Read + Seek> Streamed for Xlsb<RS> {
    fn each_cell(&mut self, sheet: &str, take: TakeCell<'_>) -> Result<(), Fault> {
        let mut cells = self.worksheet_cells_reader(sheet).map_err(|error| damaged(&error))?;
        pass_on(|| cells.next_cell(), take)
    }
}

/// Passes on what `next` gives, until it ends or `take` has enough.
fn pass_on<'c, E: Display>(
    mut next: impl FnMut() -> Result<Option<Cell<DataRef<'c>>>, E>,
    take: TakeCell<'_>,
) -> Result<(), Fault> {
    while let Some(cell) = next().map_err(|error| damaged(&error))? {
        if !take(&cell)? {
            break;
        }
    }
    Ok(())
}

fn pick(
    names: &[String],
    layout: &Layout,
    mut has_cells: impl FnMut(&str) -> Result<bool, Fault>,
) -> Result<String, Fault> {
    let list = || names.join(", ");
    if let Some(wanted) = layout.sheet.as_ref().map(|sheet| sheet.get_ref().trim()) {
        return names.iter().find(|name| name.trim() == wanted).cloned().ok_or_else(|| {
            let hint = match nearest(wanted, names.iter().map(String::as_str)) {
                Some(near) => format!("did you mean `{near}`? the sheets are {}", list()),
                None => format!("the sheets are {}", list()),
            };
            Fault::new(Place::File, Problem::new(format!("there is no sheet `{wanted}`")).hint(hint))
        });
    }
    if let [only] = names {
        return Ok(only.clone());
    }
    let mut full = Vec::new();
    for name in names {
        if has_cells(name)? {
            full.push(name);
        }
    }
    match full.as_slice() {
        [only] => Ok((*only).clone()),
        [] => Err(Fault::new(
            Place::File,
            Problem::new("the workbook has no cells").hint("check the export that wrote it"),
        )),
        several => {
            let what = format!("the workbook has {} sheets with cells, and the layout names none", several.len());
            let hint = format!("write `sheet = \"…\"` in the `[[telemetry]]` block; the sheets are {}", list());
            Err(Fault::new(Place::File, Problem::new(what).hint(hint)))
        }
    }
}

/// Passes the rows of a sheet on, each with its number.
pub(super) fn rows_of_range<RS: Read + Seek, R: Reader<RS>>(
    book: &mut R,
    name: &str,
    mut take: impl FnMut(u64, Vec<SheetCell>) -> Result<(), Fault>,
) -> Result<(), Fault>
where
    R::Error: Display,
{
    let range = book.worksheet_range(name).map_err(|error| damaged(&error))?;
    let (first, left) = range.start().unwrap_or_default();
    let left = usize::try_from(left).unwrap_or_default();
    for (row, cells) in (u64::from(first) + 1..).zip(range.rows()) {
        let cells = cells.iter().map(|cell: &Data| SheetCell::of(cell.clone()));
        take(row, std::iter::repeat_n(SheetCell::Empty, left).chain(cells).collect())?;
    }
    Ok(())
}

/// The same for workbooks whose cells can be read as they come.
pub(super) fn rows_of_stream(
    book: &mut impl Streamed,
    name: &str,
    mut take: impl FnMut(u64, Vec<SheetCell>) -> Result<(), Fault>,
) -> Result<(), Fault> {
    let (mut row, mut cells) = (0, Vec::new());
    book.each_cell(name, &mut |cell| {
        let (at, column) = cell.get_position();
        if at != row {
            if at < row {
                return Err(damaged(&"its rows are out of order"));
            }
            take(u64::from(row) + 1, std::mem::take(&mut cells))?;
            row = at;
        }
        let column = usize::try_from(column).unwrap_or(usize::MAX);
        if column >= MOST_COLUMNS {
            return Err(damaged(&"it has more columns than a sheet can have"));
        }
        let value = SheetCell::of(cell.get_value().clone().into());
        if cells.len() <= column {
            cells.resize(column + 1, SheetCell::Empty);
        }
        if let Some(place) = cells.get_mut(column) {
            *place = value;
        }
        Ok(true)
    })?;
    take(u64::from(row) + 1, cells)
}
