//! The overlay to fill in as an Excel workbook, and back from it.

use std::collections::BTreeMap;
use std::io::Cursor;
use std::path::Path;

use calamine::{Data, Range, Reader, Xlsx};
use rust_xlsxwriter::{Color, DataValidation, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError};

use super::form::{FormRow, rows};
use crate::problem::{Problem, Result};
use crate::report::words::Words;
use crate::report::words::standards as words;
use crate::report::workbook::saved;
use crate::standard::Pack;
use crate::standard::overlay::Written;
use crate::text::Lang;

/// The sheet that holds the figures.
const SHEET: &str = "figures";
/// The cell of the first row that tells the pack.
const EXTENDS: &str = "extends";
/// The row of the headings, counted from 0; the pack's id and the words for the reader stand above it.
const HEADING: u32 = 2;
/// The columns with their headings and widths.
const COLUMNS: [(Words, f64); 8] = [
    (words::PLACE, 34.0),
    (words::ABOUT_ZH, 44.0),
    (words::ABOUT_EN, 48.0),
    (words::PRESENT, 12.0),
    (words::BASIS, 12.0),
    (words::SOURCE, 50.0),
    (words::OFFICIAL, 16.0),
    (words::CLAUSE, 16.0),
];
const PRESENT: usize = 3;
const OFFICIAL: usize = 6;
const CLAUSE: usize = 7;
/// Chosen so that the two columns to fill in stand out on screen and in print.
const TO_FILL: Color = Color::RGB(0x00FF_F7D6);

/// A workbook with every figure of a pack, and blanks for the official ones.
///
/// # Errors
/// A workbook that can not be made.
pub fn write(pack: &Pack, lang: Lang) -> Result<Vec<u8>> {
    let mut workbook = Workbook::new();
    let made = fill(workbook.add_worksheet(), pack, lang).and_then(|()| saved(workbook));
    made.map_err(|error| Problem::new(format!("cannot make the workbook: {error}")).hint("write the overlay as TOML"))
}

fn fill(sheet: &mut Worksheet, pack: &Pack, lang: Lang) -> std::result::Result<(), XlsxError> {
    let bold = Format::new().set_bold();
    let heading = Format::new().set_bold().set_border_bottom(FormatBorder::Medium).set_text_wrap();
    let wrapped = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    let to_fill = Format::new().set_background_color(TO_FILL).set_border(FormatBorder::Thin).set_unlocked();
    sheet.set_name(SHEET)?.set_freeze_panes(HEADING + 1, 1)?;
    sheet.write_with_format(0, 0, EXTENDS, &bold)?.write(0, 1, &pack.id)?;
    sheet.write(1, 0, words::HOW_TO_FILL.get(lang))?;
    for (column, (title, width)) in (0..).zip(COLUMNS) {
        sheet.set_column_width(column, width)?.write_with_format(HEADING, column, title.get(lang), &heading)?;
    }
    // As text, so that a clause 5.10 does not become 5.1.
    let clause = to_fill.clone().set_num_format("@");
    let yes_or_no = DataValidation::new().allow_list_strings(&["TRUE", "FALSE"])?;
    let missing = DataValidation::new().allow_list_strings(&["not-rated", "no-points"])?;
    for (at, row) in (HEADING + 1..).zip(rows(pack)) {
        let FormRow { place, about, present, basis, source } = row;
        sheet.write(at, 0, place)?;
        sheet.write_with_format(at, 1, about.zh, &wrapped)?.write_with_format(at, 2, about.en, &wrapped)?;
        match &present {
            Written::Number(number) => sheet.write(at, 3, *number)?,
            Written::Flag(flag) => sheet.write(at, 3, *flag)?.add_data_validation(at, 6, at, 6, &yes_or_no)?,
            Written::Word(word) => sheet.write(at, 3, word)?.add_data_validation(at, 6, at, 6, &missing)?,
        };
        sheet.write(at, 4, basis)?.write_with_format(at, 5, source.get(lang), &wrapped)?;
        sheet.write_blank(at, 6, &to_fill)?.write_blank(at, 7, &clause)?;
    }
    Ok(())
}

/// What an analyst filled in.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Filled {
    /// The id of the pack that it is for.
    pub extends: String,
    /// The lines of the form by their places.
    pub figures: BTreeMap<String, Line>,
}

/// A line of the form as it came back.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    /// The row of the sheet, counted from 1.
    pub row: u64,
    /// The present value that the form showed.
    pub present: Written,
    /// The official figure; blank where nothing was filled in.
    pub official: Written,
    /// The clause of the official text; blank where nothing was filled in.
    pub clause: String,
}

impl Filled {
    /// Whether the form is of this pack as it is now.
    ///
    /// # Errors
    /// A place that the pack does not have, a present value that has changed since, or a figure without its clause.
    pub fn fits(&self, pack: &Pack, file: &Path) -> Result<()> {
        let rows = rows(pack);
        for (place, line) in &self.figures {
            let at = |problem: Problem, column: Words| problem.at_cell(file, line.row, Some(column.get(Lang::Zh)));
            let Some(known) = rows.iter().find(|row| &row.place == place) else {
                let problem = Problem::new(format!("`{}` has no figure `{place}`", pack.id));
                return Err(at(problem.hint("leave the first column as the form has it"), words::PLACE));
            };
            if known.present != line.present {
                let what = format!("the figure `{place}` of `{}` is {} now", pack.id, known.present.toml());
                let hint = "the pack has changed since the form was made: make a new one and carry the figures over";
                return Err(at(Problem::new(what).hint(hint), words::PRESENT));
            }
            if !line.official.is_blank() && line.clause.is_empty() {
                let problem = Problem::new(format!("the official figure `{place}` names no clause"));
                let hint = "write the clause of the official text that the figure stands in";
                return Err(at(problem.hint(hint), words::CLAUSE));
            }
        }
        Ok(())
    }

    /// A problem of the overlay made from the form, at the row that it is about.
    pub fn placed(&self, problem: Problem, file: &Path) -> Problem {
        let about = self.figures.iter().find(|(place, _)| problem.what.contains(&format!("`{place}`")));
        let place = problem.snippet.is_some();
        match about {
            Some((_, line)) => {
                Problem { snippet: None, ..problem }.at_cell(file, line.row, Some(words::OFFICIAL.get(Lang::Zh)))
            }
            None if place => Problem { snippet: None, ..problem }.at_file(file),
            None => problem,
        }
    }
}

/// Reads a workbook that [`write()`] made and an analyst filled in.
///
/// # Errors
/// What is not such a workbook, or a cell that can not be read, with its row and column.
pub fn read(bytes: &[u8], file: &Path) -> Result<Filled> {
    let foreign = |what: String| {
        Problem::new(what).at_file(file).hint("fill in a workbook that `greengrade standard new --xlsx` wrote")
    };
    let mut workbook: Xlsx<_> =
        Xlsx::new(Cursor::new(bytes)).map_err(|error| foreign(format!("cannot read the workbook: {error}")))?;
    let sheet: Range<Data> =
        workbook.worksheet_range(SHEET).map_err(|_| foreign(format!("the workbook has no sheet `{SHEET}`")))?;
    let mut rows = (1_u64..).zip(sheet.rows());
    let first = rows.next().map(|(_, row)| row).unwrap_or_default();
    let extends = match (first.first(), first.get(1)) {
        (Some(Data::String(word)), Some(Data::String(id))) if word == EXTENDS => id.trim().to_owned(),
        _ => return Err(foreign("the first row of the sheet does not tell the pack".to_owned())),
    };
    let mut filled = Filled { extends, ..Filled::default() };
    for (number, row) in rows.filter(|(number, _)| *number > u64::from(HEADING) + 1) {
        let Some(Data::String(place)) = row.first().filter(|cell| **cell != Data::Empty) else { continue };
        let cell = |column: usize| {
            let title = COLUMNS.get(column).map_or("", |(title, _)| title.get(Lang::Zh));
            written(row.get(column).unwrap_or(&Data::Empty)).ok_or_else(|| {
                Problem::new("the cell holds neither a number nor text")
                    .at_cell(file, number, Some(title))
                    .hint("write the figure itself, without a date or a formula that fails")
            })
        };
        let clause = match cell(CLAUSE)? {
            Written::Word(clause) => clause.trim().to_owned(),
            other => other.toml(),
        };
        let line = Line { row: number, present: cell(PRESENT)?, official: cell(OFFICIAL)?, clause };
        filled.figures.insert(place.clone(), line);
    }
    Ok(filled)
}

#[expect(clippy::as_conversions, clippy::cast_precision_loss, reason = "a whole number that an analyst wrote")]
fn written(cell: &Data) -> Option<Written> {
    match cell {
        Data::Empty => Some(Written::Word(String::new())),
        Data::Float(number) => Some(Written::Number(*number)),
        Data::Int(number) => Some(Written::Number(*number as f64)),
        Data::Bool(flag) => Some(Written::Flag(*flag)),
        Data::String(text) => Some(word(text.trim())),
        _ => None,
    }
}

/// Spreadsheets turn numbers and yes-or-no into text when the cell was formatted so.
fn word(text: &str) -> Written {
    match text {
        "TRUE" | "true" => Written::Flag(true),
        "FALSE" | "false" => Written::Flag(false),
        _ => text
            .parse()
            .ok()
            .filter(|number: &f64| number.is_finite())
            .map_or_else(|| Written::Word(text.to_owned()), Written::Number),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::standard::Library;

    #[test]
    fn a_workbook_that_nobody_filled_in_is_read_back_blank_with_every_figure() {
        for pack in Library::embedded().unwrap().packs() {
            let bytes = write(pack, Lang::Zh).unwrap();
            let filled = read(&bytes, Path::new("form.xlsx")).unwrap();
            assert_eq!(filled.extends, pack.id);
            assert_eq!(filled.figures.len(), rows(pack).len());
            assert!(filled.figures.values().all(|line| line.official.is_blank() && line.clause.is_empty()));
            filled.fits(pack, Path::new("form.xlsx")).unwrap();
        }
    }

    #[test]
    fn what_is_no_such_workbook_is_told() {
        let problem = read(b"not a workbook", Path::new("form.xlsx")).unwrap_err();
        assert!(problem.what.starts_with("cannot read the workbook"), "{problem}");
        let mut other = Workbook::new();
        other.add_worksheet();
        let problem = read(&other.save_to_buffer().unwrap(), Path::new("form.xlsx")).unwrap_err();
        assert_eq!(problem.to_string(), "the workbook has no sheet `figures` (form.xlsx)");
    }
}
