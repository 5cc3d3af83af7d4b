//! A problem in a telemetry file, and how its place is told.

use std::fs::File;
use std::io::{self, BufReader, Read};
use std::path::Path;

use crate::problem::Problem;

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

    /// The problem of an error of the operating system.
    pub(super) fn io(error: &io::Error) -> Self {
        Self::new(Place::Unreadable(error.kind()), Problem::new(error.to_string()))
    }

    /// The problem with its place.
    pub(super) fn placed(self, file: &Path) -> Problem {
        let row = match self.place {
            Place::Row(row) => Some(row),
            Place::Byte(byte) => line_of(file, byte).ok(),
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

/// The line of the file on which the row begins that follows `byte`.
///
/// The CSV reader's own count is of the line ends it has consumed. It falls behind by one after `\r\n` and by the number
/// of blank lines it skips, so the lines are counted again; a file with a problem is read up to it a second time only.
fn line_of(file: &Path, byte: u64) -> io::Result<u64> {
    let (mut line, mut at, mut previous) = (1, 0, 0);
    for next in BufReader::new(File::open(file)?).bytes() {
        let next = next?;
        let ends_line = next == b'\r' || next == b'\n';
        if at >= byte && !ends_line {
            break;
        }
        line += u64::from(ends_line && !(next == b'\n' && previous == b'\r'));
        at += 1;
        previous = next;
    }
    Ok(line)
}
