//! A problem in a telemetry file, and how its place is told.

use std::fs::File;
use std::io::{self, BufReader, Read};
use std::path::Path;

use super::text::Text;
use crate::problem::Problem;
use crate::telemetry::Layout;

/// A problem and where in the file it is, before the file's name is known.
#[derive(Debug)]
pub(super) struct Fault {
    problem: Problem,
    place: Place,
    column: Option<String>,
}

/// Where in a file a problem is.
#[derive(Debug, Clone, Copy)]
pub(super) enum Place {
    /// The file as a whole.
    File,
    /// The row with this number.
    Row(u64),
    /// The row that begins at or after this byte; line ends may come before it.
    Byte(u64),
    /// The operating system could not read on.
    Unreadable(io::ErrorKind),
}

impl Fault {
    pub(super) const fn new(place: Place, problem: Problem) -> Self {
        Self { problem, place, column: None }
    }

    pub(super) fn in_column(place: Place, column: &str, problem: Problem) -> Self {
        Self { problem, place, column: Some(column.to_owned()) }
    }

    /// The problem of an error of reading, which may be one of ours that came that way.
    pub(super) fn io(error: &io::Error) -> Self {
        match error.get_ref().and_then(|inner| inner.downcast_ref::<Problem>()) {
            Some(problem) => Self::new(Place::File, problem.clone()),
            None => Self::new(Place::Unreadable(error.kind()), Problem::new(error.to_string())),
        }
    }

    /// The problem with its place.
    pub(super) fn placed(self, file: &Path, layout: &Layout) -> Problem {
        let row = match self.place {
            Place::Row(row) => Some(row),
            Place::Byte(byte) => survey(file, layout, byte, 0).ok().map(|survey| survey.line),
            Place::File => None,
            Place::Unreadable(kind) => return io(file, &kind.into()),
        };
        match row {
            Some(row) => self.problem.at_cell(file, row, self.column.as_deref()),
            None => self.problem.at_file(file),
        }
    }
}

/// A problem of reading a file, never without a hint.
pub(super) fn io(file: &Path, error: &io::Error) -> Problem {
    let problem = Problem::io("read the file", file, error);
    match problem.hint {
        Some(_) => problem,
        None => problem.hint("check that it is a file, and that its disk can be read"),
    }
}

/// What is found on the way to a row of a text.
pub(super) struct Survey {
    /// The line of the file on which the row begins.
    pub(super) line: u64,
    /// Whether blank lines come right before it, and nowhere else below the heading.
    pub(super) parted: bool,
}

/// Goes through a text up to the row that begins at or after `byte`, whose heading ends at the byte `heading`.
///
/// The CSV reader's own count is of the line ends it has consumed. It falls behind by one after `\r\n` and by the number
/// of blank lines it skips, so the lines are counted again; a file with a problem is read up to it a second time only.
pub(super) fn survey(file: &Path, layout: &Layout, byte: u64, heading: u64) -> Result<Survey, Fault> {
    let opened = File::open(file).map_err(|error| Fault::io(&error))?;
    let text = Text::open(opened, layout)?.into_reader();
    let (mut line, mut blank_before, mut blank_elsewhere) = (1, 0_u64, 0_u64);
    let (mut at, mut start, mut blank, mut previous) = (0, 0, true, 0);
    for next in BufReader::new(text).bytes() {
        let next = next.map_err(|error| Fault::io(&error))?;
        at += 1;
        if next == b'\r' || next == b'\n' {
            if !(next == b'\n' && previous == b'\r') {
                line += 1;
                blank_before += u64::from(blank && start >= heading);
            }
            (start, blank) = (at, true);
        } else if blank && !next.is_ascii_whitespace() {
            if start >= byte {
                break;
            }
            blank = false;
            blank_elsewhere += std::mem::take(&mut blank_before);
        }
        previous = next;
    }
    Ok(Survey { line, parted: blank_before > 0 && blank_elsewhere == 0 })
}
