//! A problem in a telemetry file, and how its place is told.

use std::io::{self, BufReader, Read};
use std::path::Path;

use super::text::Text;
use crate::files;
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
    let mut found = Survey { line: 1, parted: false };
    let (mut blank_before, mut blank_elsewhere) = (0, 0);
    walk(file, layout, |line| {
        found.line = line.number;
        blank_before += u64::from(line.blank && line.start >= heading);
        if !line.blank && line.start < byte {
            blank_elsewhere += std::mem::take(&mut blank_before);
        }
        line.blank || line.start < byte
    })?;
    Ok(Survey { parted: blank_before > 0 && blank_elsewhere == 0, ..found })
}

/// The lines of the rows that begin at or after some bytes of a text, which come in order.
pub(super) fn lines_of(file: &Path, layout: &Layout, bytes: &[u64]) -> Result<Vec<u64>, Fault> {
    let mut lines = Vec::with_capacity(bytes.len());
    walk(file, layout, |line| {
        let wanted = bytes.get(lines.len()..).unwrap_or_default();
        let here = wanted.iter().take_while(|byte| !line.blank && **byte <= line.start).count();
        lines.extend(std::iter::repeat_n(line.number, here));
        lines.len() < bytes.len()
    })?;
    Ok(lines)
}

/// One line of a text.
#[derive(Debug, Clone, Copy)]
struct TextLine {
    number: u64,
    /// The byte at which it begins.
    start: u64,
    /// Whether there is nothing but white space on it.
    blank: bool,
}

/// Goes through the lines of a text while `go_on` says so. A line is told at its first character that is no white
/// space, and a blank one at its end. Comments of one sign are not told: the parser of CSV passes over them as over blank
/// lines.
fn walk(file: &Path, layout: &Layout, mut go_on: impl FnMut(TextLine) -> bool) -> Result<(), Fault> {
    let opened = files::open(file).map_err(|error| Fault::io(&error))?;
    let text = Text::open(opened, layout)?.into_reader();
    let (mut line, mut at, mut previous) = (TextLine { number: 1, start: 0, blank: true }, 0, 0);
    let sign = layout.comment_prefix().and_then(|prefix| <[u8; 1]>::try_from(prefix).ok());
    let mut comment = false;
    for next in BufReader::new(text).bytes() {
        let next = next.map_err(|error| Fault::io(&error))?;
        at += 1;
        if next == b'\r' || next == b'\n' {
            let same_end = next == b'\n' && previous == b'\r';
            if !same_end && line.blank && !comment && !go_on(line) {
                return Ok(());
            }
            comment &= next != b'\n';
            line = TextLine { number: line.number + u64::from(!same_end), start: at, blank: true };
        } else if sign == Some([next]) && at == line.start + 1 {
            comment = true;
        } else if line.blank && !comment && !next.is_ascii_whitespace() {
            line.blank = false;
            if !go_on(line) {
                return Ok(());
            }
        }
        previous = next;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_after_blank_lines_and_comments_has_its_own_number() {
        let layout = toml::from_str("files = []\nshape = \"wide\"\ntime = \"t\"\ncomment = \"#\"\n").unwrap();
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a.csv");
        for end in ["\n", "\r\n"] {
            let text = ["# note", "t,a", "1,2", "", "# note", "", "# 1,2", "3,4", "5,6"].join(end);
            std::fs::write(&file, &text).unwrap();
            let after = |row: &str| u64::try_from(text.find(row).unwrap() + row.len()).unwrap();
            assert_eq!(survey(&file, &layout, after("t,a"), 0).unwrap().line, 3);
            assert_eq!(survey(&file, &layout, after("1,2"), 0).unwrap().line, 8);
            assert_eq!(lines_of(&file, &layout, &[0, after("1,2"), after("3,4")]).unwrap(), [2, 8, 9]);
        }
    }
}
