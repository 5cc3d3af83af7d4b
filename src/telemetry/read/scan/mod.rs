//! The usual lines of text tables, read in one pass over their bytes.
//!
//! A scanner reads only what can be read without a look at what is around it: lines with as many cells as the heading,
//! and no quotation marks but around plain cells. Whatever else it meets, be it wrong or only unusual, it leaves its chunk
//! alone, and the parser of CSV reads that one. So there is one place that knows what quotation marks can mean and tells
//! what is wrong, and one that is fast.

mod cells;
mod long;
mod marks;
mod split;
#[cfg(test)]
mod tests;
mod wide;

use memchr::{memchr, memchr_iter};

use self::cells::Cells;
use super::columns::{Columns, Values};
use super::intake::Intake;
use crate::telemetry::stamp::Hours;

/// How the lines of a text are read.
pub(super) struct Form {
    cells: Cells,
    /// The byte with which lines begin that are no rows.
    comment: Option<u8>,
    columns: Columns,
    way: Way,
}

/// The ways of going through a line.
enum Way {
    /// Cell by cell; the stamp comes before the values, and each value has a cell of its own.
    Wide(Vec<wide::Part>),
    /// Cell by cell; stamp, meter and value have a cell each.
    Long(Vec<long::Part>),
    /// By columns, once all cells are known.
    Split,
}

impl Form {
    /// The form of the rows below a heading of some columns; none where no row can be scanned.
    pub(super) fn of(width: usize, columns: &Columns, delimiter: u8, intake: &Intake<'_>) -> Option<Self> {
        let comment = match intake.layout.comment_prefix() {
            None | Some([]) => None,
            Some([byte]) => Some(*byte),
            Some(_) => return None,
        };
        let usual = !delimiter.is_ascii_alphanumeric() && !b"\"'+-.\r\n".contains(&delimiter);
        if !usual || intake.layout.footer() > 0 || !intake.is_plain() {
            return None;
        }
        let plain = columns.only.is_empty() && columns.time.of_day.is_none();
        let way = match &columns.values {
            Values::Wide(lanes) if plain => wide::parts(width, columns.time.date, lanes).map(Way::Wide),
            Values::Long { meter, value } if plain => {
                long::parts(width, columns.time.date, meter, *value).map(Way::Long)
            }
            _ => None,
        };
        let (cells, columns) = (Cells { delimiter, width }, columns.clone());
        Some(Self { cells, comment, columns, way: way.unwrap_or(Way::Split) })
    }
}

/// Scans one chunk after the other.
pub(super) struct Scanner<'f, 'a> {
    form: &'f Form,
    /// What it has taken in of the last chunk.
    pub(super) intake: Intake<'a>,
    /// Whether that is all of the chunk.
    pub(super) fits: bool,
    hours: Hours,
    /// Where the cells of a line end.
    ends: Vec<usize>,
    /// The lines without the quotation marks around their cells.
    bare: Vec<u8>,
}

impl<'f, 'a> Scanner<'f, 'a> {
    pub(super) fn new(form: &'f Form, intake: Intake<'a>) -> Self {
        Self { form, intake, fits: false, hours: Hours::default(), ends: Vec::new(), bare: Vec::new() }
    }

    /// Takes the rows of some lines in, each of which has an end.
    pub(super) fn scan(&mut self, lines: &[u8]) {
        let mut bare = std::mem::take(&mut self.bare);
        let marked = memchr(b'"', lines).is_some();
        let plain = !has_lone_return(lines) && (!marked || marks::take_off(lines, self.form, &mut bare));
        self.fits = plain && self.take(if marked { &bare } else { lines }).is_some();
        self.bare = bare;
    }

    fn take(&mut self, mut lines: &[u8]) -> Option<()> {
        while let [first, ..] = lines {
            lines = match lines {
                [b'\n', rest @ ..] | [b'\r', b'\n', rest @ ..] => rest,
                _ if self.form.comment == Some(*first) => lines.get(memchr(b'\n', lines)? + 1..)?,
                _ => {
                    self.intake.rows += 1;
                    match &self.form.way {
                        Way::Wide(parts) => self.take_wide(parts, lines)?,
                        Way::Long(parts) => self.take_long(parts, lines)?,
                        Way::Split => self.take_split(lines)?,
                    }
                }
            };
        }
        Some(())
    }
}

/// Whether a carriage return stands elsewhere than before a line feed, where it ends a line alone.
fn has_lone_return(lines: &[u8]) -> bool {
    memchr_iter(b'\r', lines).any(|at| lines.get(at + 1) != Some(&b'\n'))
}
