//! Cells of a line, one after the other.

use crate::period::Stamp;
use crate::telemetry::number::leading_number;
use crate::telemetry::read::intake::Intake;
use crate::telemetry::read::lane::{Lane, Rules};
use crate::telemetry::stamp::Hours;

/// How cells are parted, and how many a line has.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cells {
    pub(super) delimiter: u8,
    pub(super) width: usize,
}

impl Cells {
    /// Whether a byte ends a cell.
    #[inline]
    pub(super) const fn end(self, byte: u8) -> bool {
        byte == self.delimiter || byte == b'\n' || byte == b'\r'
    }

    /// The cell with which a text begins, and what follows it, first its end.
    #[inline]
    pub(super) fn first(self, text: &[u8]) -> Option<(&[u8], &[u8])> {
        let end = text.iter().position(|byte| self.end(*byte))?;
        text.split_at_checked(end)
    }

    /// What follows the delimiter with which a text begins.
    #[inline]
    pub(super) fn next(self, text: &[u8]) -> Option<&[u8]> {
        text.split_first().filter(|(first, _)| **first == self.delimiter).map(|(_, rest)| rest)
    }

    /// What follows the line after its last cell; further cells do no harm if there is nothing in them.
    #[inline]
    pub(super) fn end_line(self, text: &[u8]) -> Option<&[u8]> {
        match text {
            [b'\n', rest @ ..] | [b'\r', b'\n', rest @ ..] => Some(rest),
            _ => self.end_longer_line(text),
        }
    }

    #[cold]
    fn end_longer_line(self, text: &[u8]) -> Option<&[u8]> {
        let end = memchr::memchr(b'\n', text)?;
        let (more, rest) = text.split_at_checked(end + 1)?;
        let blank = |byte: &u8| *byte == self.delimiter || byte.is_ascii_whitespace();
        more.iter().all(blank).then_some(rest)
    }

    /// Takes the cell of a value in with which a text begins, and returns what follows.
    #[inline]
    pub(super) fn take_value<'t>(
        self,
        text: &'t [u8],
        stamp: Stamp,
        lane: &mut Lane<'_>,
        rules: &Rules,
    ) -> Option<&'t [u8]> {
        if let Some((value, rest)) = leading_number(text)
            && rest.first().is_some_and(|end| self.end(*end))
            && lane.take_plain(stamp, value, rules)
        {
            return Some(rest);
        }
        let (cell, rest) = self.first(text)?;
        lane.take_text(stamp, cell, rules).ok()?;
        Some(rest)
    }

    /// Reads the stamp of the cell with which a text begins, and returns what follows.
    #[inline]
    pub(super) fn take_stamp<'t>(
        self,
        text: &'t [u8],
        hours: &mut Hours,
        intake: &mut Intake<'_>,
    ) -> Option<(Stamp, &'t [u8])> {
        let (stamp, rest) = match hours.read(text) {
            Some((stamp, length)) => (stamp, text.get(length..)?),
            None => {
                let (cell, rest) = self.first(text)?;
                (intake.stamps.parse_and_learn(cell, *rest.first()?, hours).ok()?, rest)
            }
        };
        intake.widen(stamp);
        Some((stamp, rest))
    }
}
