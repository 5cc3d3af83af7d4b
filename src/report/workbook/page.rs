//! A sheet of lines and tables, written from top to bottom.

use std::collections::BTreeMap;
use std::io;

use rust_xlsxwriter::{
    Chart, Color, ConditionalFormatCell, ConditionalFormatCellRule, Format, FormatAlign, FormatBorder, Formula, Image,
    Workbook, Worksheet, XlsxError, cell_range_absolute,
};

use super::cell::{Cell, columns_of};
use crate::contain::contain;
use crate::report::letterhead::Letterhead;
use crate::report::words::typeset::NOTES;
use crate::text::Lang;

pub(super) type Written<T = ()> = std::result::Result<T, XlsxError>;

/// The bytes of a workbook. The library has a thread for each sheet, and panics where the system gives none.
pub(in crate::report) fn saved(mut workbook: Workbook) -> Written<Vec<u8>> {
    let none = || Err(XlsxError::IoError(io::Error::other("the system gave no memory or no thread for it")));
    contain(|| workbook.save_to_buffer()).unwrap_or_else(none)
}

/// Narrower columns than this hide their filter's button.
const NARROWEST: usize = 8;
/// Beside the text of a cell: its margins, and the button of a filter.
const MARGIN: usize = 3;
/// A cell takes so many characters and no more.
const LONGEST_TEXT: usize = 32_000;
/// A running head takes 255 characters and no more, with what else stands in it, where `&` counts twice.
const LONGEST_HEAD: usize = 110;
/// How many columns a notice is seen across, and a label takes at most before it is wrapped.
const NOTICE_COLUMNS: u16 = 4;
const LONGEST_LABEL: usize = 22;

const HEADING_FILL: Color = Color::RGB(0x00E2_F0FA);
const NOTICE_FILL: Color = Color::RGB(0x00FD_F0D5);
/// Good, doubtful and bad: fill and ink, readable in grey print too.
pub(super) const GOOD: (Color, Color) = (Color::RGB(0x00D5_EFE6), Color::RGB(0x0000_5B42));
pub(super) const DOUBTFUL: (Color, Color) = (Color::RGB(0x00FD_E9C4), Color::RGB(0x007A_4B00));
pub(super) const BAD: (Color, Color) = (Color::RGB(0x00F9_D9C6), Color::RGB(0x008A_3000));

/// A level of a standard by its rank, the better the darker, as in the ranking.
pub(super) const fn level(rank: usize) -> (Color, Color) {
    match rank {
        1 => (Color::RGB(0x000F_3269), Color::White),
        2 => (Color::RGB(0x0000_72B2), Color::White),
        3 => (Color::RGB(0x0056_B4E9), Color::Black),
        4 => (Color::RGB(0x00AA_D2EB), Color::Black),
        5 => (Color::RGB(0x00E2_F0FA), Color::Black),
        _ => (Color::White, Color::Black),
    }
}

/// Wider sheets than this, in columns of text, are printed on A3 rather than on A4.
const WIDE: usize = 180;
const A4: u8 = 9;
const A3: u8 = 8;
/// The room of a logo in pixels, and the height of its row in points.
const LOGO_SIZE: (u32, u32) = (200, 48);
const LOGO_ROW: f64 = 40.0;
/// The height of a line, and of the highest row, in points.
const LINE_HEIGHT: f64 = 15.0;
const MOST_LINES: usize = 27;

/// A column of a table.
pub(super) struct Column {
    title: String,
    /// How many columns of text it takes at most before text is wrapped.
    widest: usize,
}

impl Column {
    pub fn new(title: impl Into<String>, widest: usize) -> Self {
        Self { title: title.into(), widest }
    }
}

/// Where the rows of a table stand, counted from 0.
#[derive(Debug, Clone, Copy)]
pub(super) struct Rows {
    pub first: u32,
    /// The last one, that too; above `first` where there are none.
    pub last: u32,
}

/// A sheet in the writing.
pub(super) struct Page<'w> {
    sheet: &'w mut Worksheet,
    lang: Lang,
    /// The next row.
    pub at: u32,
    widths: Vec<usize>,
    /// The texts that may need more than one line: row, column, and the columns that each line would take.
    texts: Vec<(u32, u16, Vec<usize>)>,
}

impl<'w> Page<'w> {
    /// Begins a sheet; `standing` stands at the head of every printed page.
    pub fn begin(sheet: &'w mut Worksheet, name: &str, standing: &str, lang: Lang) -> Written<Self> {
        let standing: String = standing.chars().take(LONGEST_HEAD).collect();
        let standing = standing.replace('&', "&&");
        sheet.set_name(name)?;
        sheet.set_landscape().set_paper_size(A4).set_print_fit_to_pages(1, 0).set_margins(0.4, 0.4, 0.7, 0.5, 0.3, 0.3);
        sheet.set_header(format!("&L&8 {standing}&R&8&A")).set_footer("&R&8&P / &N");
        Ok(Self { sheet, lang, at: 0, widths: Vec::new(), texts: Vec::new() })
    }

    /// A line across the sheet, such as a title.
    pub fn title(&mut self, text: &str) -> Written {
        self.line(text, &Format::new().set_bold().set_font_size(14))
    }

    /// Who issues the workbook, beside the logo.
    pub fn letterhead(&mut self, letterhead: &Letterhead) -> Written {
        if let Some(logo) = letterhead.logo() {
            let image = Image::new_from_buffer(logo.bytes())?
                .set_scale_to_size(LOGO_SIZE.0, LOGO_SIZE.1, true)
                .set_alt_text(letterhead.issuer(self.lang));
            self.sheet.set_row_height(self.at, LOGO_ROW)?.insert_image_with_offset(self.at, 0, &image, 2, 2)?;
            self.at += 1;
        }
        self.heading(&letterhead.heading(self.lang))
    }

    /// What the issuer has to say; nothing where that is nothing.
    pub fn notes(&mut self, letterhead: &Letterhead) -> Written {
        let notes = letterhead.notes(self.lang);
        if !notes.is_empty() {
            self.gap();
            self.heading(NOTES.get(self.lang))?;
        }
        notes.iter().try_for_each(|note| self.line(note, &Format::new()))
    }

    /// The heading of a part.
    pub fn heading(&mut self, text: &str) -> Written {
        self.line(text, &Format::new().set_bold())
    }

    /// What nobody should miss.
    pub fn notice(&mut self, text: &str) -> Written {
        let filled = Format::new().set_bold().set_background_color(NOTICE_FILL);
        for column in 1..NOTICE_COLUMNS {
            self.sheet.write_blank(self.at, column, &filled)?;
        }
        self.line(text, &filled)
    }

    fn line(&mut self, text: &str, format: &Format) -> Written {
        let text: String = text.chars().take(LONGEST_TEXT).collect();
        self.sheet.write_string_with_format(self.at, 0, text, format)?;
        self.at += 1;
        Ok(())
    }

    /// An empty row.
    pub fn gap(&mut self) {
        self.at += 1;
    }

    /// The headings of the sheet's table, which stay in sight with its first columns, and the rows below them.
    pub fn table(&mut self, columns: &[Column], rows: impl IntoIterator<Item = Vec<Cell>>, kept: u16) -> Written<Rows> {
        let rows: Vec<Vec<Cell>> = rows.into_iter().collect();
        let at = self.at;
        for (place, column) in (0..).zip(columns) {
            let cells = || rows.iter().filter_map(|row| row.get(usize::from(place)));
            let numbers = cells().find(|cell| **cell != Cell::Blank).is_some_and(Cell::is_number);
            self.column_heading(place, &column.title, numbers)?;
            // A long heading is broken over two lines rather than make a column of numbers wide; a word is not.
            let word = column.title.split(' ').map(columns_of).max().unwrap_or(0);
            let title = columns_of(&column.title).div_ceil(2).max(word);
            let widest = cells().map(Cell::width).max().unwrap_or(0).max(title).max(NARROWEST);
            self.widths.push(widest.min(column.widest));
        }
        self.at += 1;
        let first = self.at;
        rows.iter().try_for_each(|row| self.row(row))?;
        let last_column = u16::try_from(columns.len().saturating_sub(1)).unwrap_or(u16::MAX);
        self.sheet.set_freeze_panes(first, kept)?.set_repeat_rows(at, at)?;
        if self.at > first {
            self.sheet.autofilter(at, 0, self.at - 1, last_column)?;
        }
        Ok(Rows { first, last: self.at.saturating_sub(1) })
    }

    fn column_heading(&mut self, column: u16, title: &str, numbers: bool) -> Written {
        let heading = Format::new()
            .set_bold()
            .set_background_color(HEADING_FILL)
            .set_border_bottom(FormatBorder::Medium)
            .set_text_wrap();
        let heading = if numbers {
            heading.set_align(FormatAlign::Right)
        } else {
            heading.set_align(FormatAlign::Left).set_indent(1)
        };
        self.texts.push((self.at, column, vec![columns_of(title)]));
        self.sheet.write_string_with_format(self.at, column, title, &heading.set_align(FormatAlign::Top))?;
        Ok(())
    }

    /// A row of cells.
    pub fn row(&mut self, cells: &[Cell]) -> Written {
        for (column, cell) in (0..).zip(cells) {
            self.cell(column, cell)?;
        }
        self.at += 1;
        Ok(())
    }

    /// A row whose label stands in bold.
    pub fn labelled(&mut self, label: &str, cells: &[Cell]) -> Written {
        let bold = Format::new().set_bold().set_align(FormatAlign::Top).set_text_wrap();
        self.sheet.write_string_with_format(self.at, 0, label, &bold)?;
        self.texts.push((self.at, 0, vec![columns_of(label)]));
        if let Some(width) = self.widths.first_mut() {
            *width = (*width).max(columns_of(label).min(LONGEST_LABEL));
        }
        for (column, cell) in (1..).zip(cells) {
            self.cell(column, cell)?;
        }
        self.at += 1;
        Ok(())
    }

    fn cell(&mut self, column: u16, cell: &Cell) -> Written {
        let top = Format::new().set_align(FormatAlign::Top);
        let at = self.at;
        match cell {
            Cell::Blank => {}
            Cell::Text(text) => {
                // The mark keeps text that a formula could begin with as text when somebody edits the cell.
                let wrapped = top.set_align(FormatAlign::Left).set_text_wrap().set_indent(1);
                self.texts.push((at, column, text.lines().map(columns_of).collect()));
                let format = if begins_like_a_formula(text) { wrapped.set_quote_prefix() } else { wrapped };
                let text: String = text.chars().take(LONGEST_TEXT).collect();
                self.sheet.write_string_with_format(at, column, text, &format)?;
            }
            Cell::Number(value, form) => {
                let format = top.set_num_format(form.code(self.lang));
                let format = if form.is_time() { format.set_align(FormatAlign::Left).set_indent(1) } else { format };
                self.sheet.write_number_with_format(at, column, *value, &format)?;
            }
            Cell::Formula(formula, result, form) => {
                let formula = Formula::new(formula).set_result((result + 0.0).to_string());
                self.sheet.write_formula_with_format(at, column, formula, &top.set_num_format(form.code(self.lang)))?;
            }
        }
        Ok(())
    }

    /// Colours the cells of a column that hold just this text.
    pub fn colour(&mut self, rows: Rows, column: u16, text: &str, (fill, ink): (Color, Color)) -> Written {
        if rows.last < rows.first {
            return Ok(());
        }
        let format = Format::new().set_background_color(fill).set_font_color(ink);
        let rule = ConditionalFormatCell::new().set_rule(ConditionalFormatCellRule::EqualTo(text)).set_format(format);
        self.sheet.add_conditional_format(rows.first, column, rows.last, column, &rule)?;
        Ok(())
    }

    /// A chart below all that stands on the sheet so far.
    pub fn chart(&mut self, chart: &Chart) -> Written {
        self.sheet.insert_chart(self.at + 1, 0, chart)?;
        Ok(())
    }

    /// The sheet itself, for what only one of them has.
    pub fn sheet(&mut self) -> &mut Worksheet {
        self.sheet
    }

    /// Widths of columns for a sheet without a table.
    pub fn widths(&mut self, widths: &[usize]) {
        self.widths = widths.to_vec();
    }

    /// Sets the widths of the columns and the heights of the rows: not every program does that on its own.
    pub fn finish(self) -> Written {
        for (column, width) in (0..).zip(&self.widths) {
            let width = u32::try_from(width + MARGIN).unwrap_or(u32::MAX);
            self.sheet.set_column_width(column, f64::from(width))?;
        }
        let mut heights: BTreeMap<u32, usize> = BTreeMap::new();
        for (row, column, lines) in &self.texts {
            let Some(width) = self.widths.get(usize::from(*column)) else { continue };
            let lines: usize = lines.iter().map(|line| wrapped(*line, *width)).sum();
            let height = heights.entry(*row).or_default();
            *height = lines.max(*height);
        }
        for (row, lines) in heights.into_iter().filter(|(_, lines)| *lines > 1) {
            let lines = u32::try_from(lines.min(MOST_LINES)).unwrap_or_default();
            self.sheet.set_row_height(row, LINE_HEIGHT * f64::from(lines))?;
        }
        if self.widths.iter().sum::<usize>() > WIDE {
            self.sheet.set_paper_size(A3);
        }
        Ok(())
    }
}

/// How many lines a text takes in a column. Letters are narrower than the digits that widths are told in, which leaves room
/// for words that do not fill their line.
fn wrapped(text: usize, width: usize) -> usize {
    text.div_ceil(width + MARGIN - 1).max(1)
}

fn begins_like_a_formula(text: &str) -> bool {
    text.starts_with(['=', '+', '-', '@'])
}

/// A part of a column as formulas name it: `$H$2:$H$13`.
pub(super) fn span(column: u16, rows: Rows) -> String {
    cell_range_absolute(rows.first, column, rows.last, column)
}
