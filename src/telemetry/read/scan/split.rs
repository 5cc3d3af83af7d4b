//! Lines of any table whose rows need more than one look: filters, several columns of a key, dates beside times.

use memchr::{memchr, memchr_iter};

use super::Scanner;
use crate::telemetry::read::fault::Place;
use crate::telemetry::read::row::{self, Cell, Row};

/// A line, and where its cells end.
struct Line<'l> {
    text: &'l [u8],
    ends: &'l [usize],
}

impl Row for Line<'_> {
    #[inline]
    fn cell(&self, column: usize) -> Cell<'_> {
        let start = column.checked_sub(1).and_then(|before| self.ends.get(before)).map_or(0, |end| end + 1);
        let end = self.ends.get(column).copied().unwrap_or(start);
        Cell::Text(self.text.get(start..end).unwrap_or_default())
    }

    /// Nobody is told of a fault here: the parser of CSV finds it again.
    fn place(&self) -> Place {
        Place::File
    }
}

impl Scanner<'_, '_> {
    /// Takes the line in with which a text begins, and returns what follows.
    pub(super) fn take_split<'t>(&mut self, text: &'t [u8]) -> Option<&'t [u8]> {
        let (line, rest) = text.split_at_checked(memchr(b'\n', text)?)?;
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        let cells = self.form.cells;
        self.ends.clear();
        self.ends.extend(memchr_iter(cells.delimiter, line));
        self.ends.push(line.len());
        let line = Line { text: line, ends: &self.ends };
        let fields = self.ends.len();
        if fields < cells.width || (cells.width..fields).any(|column| !line.cell(column).is_blank()) {
            return None;
        }
        row::take(&line, &self.form.columns, &mut self.intake).ok()?;
        rest.strip_prefix(b"\n")
    }
}
