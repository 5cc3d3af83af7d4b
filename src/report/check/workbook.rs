//! The table that goes back to the operator as an Excel workbook.

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, XlsxError};

use super::CheckReport;
use super::table::{COLUMNS, rows};
use crate::problem::{Problem, Result};
use crate::report::words::quality as q;
use crate::report::workbook::saved;
use crate::text::Lang;

/// A workbook says when it was made; the same data gives the same bytes only where that is always the same day.
const MADE: (u16, u8, u8) = (2000, 1, 1);

/// The table as a workbook: the same findings give the same bytes.
///
/// # Errors
/// A workbook that can not be made.
pub fn xlsx(report: &CheckReport, lang: Lang) -> Result<Vec<u8>> {
    fill(report, lang)
        .map_err(|error| Problem::new(format!("cannot make the workbook: {error}")).hint("write the table as CSV"))
}

fn fill(report: &CheckReport, lang: Lang) -> std::result::Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let (year, month, day) = MADE;
    let made = ExcelDateTime::from_ymd(year, month, day)?;
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&made));
    let heading = Format::new().set_bold().set_border_bottom(FormatBorder::Medium).set_text_wrap();
    let wrapped = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    let sheet = workbook.add_worksheet();
    sheet.set_name(q::SHEET.get(lang))?.set_freeze_panes(1, 1)?;
    for (column, (title, width)) in (0..).zip(COLUMNS) {
        sheet.set_column_width(column, width)?.write_with_format(0, column, title.get(lang), &heading)?;
    }
    let mut last = 0;
    for (at, row) in (1..).zip(rows(report, lang)) {
        for (column, cell) in (0..).zip(row) {
            // As text throughout: a cell is never a formula, nor a number that loses its last digits.
            sheet.write_string_with_format(at, column, cell, &wrapped)?;
        }
        last = at;
    }
    let columns = u16::try_from(COLUMNS.len() - 1).unwrap_or(u16::MAX);
    sheet.autofilter(0, 0, last, columns)?;
    saved(workbook)
}
