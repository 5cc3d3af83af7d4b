//! Lines at the end of a text file that are no data: sums, remarks, what a database says of its query.
//!
//! A row that was cut short must never be taken for one. So lines are left out without being told only where they are
//! the last of the file, no cell of them is a time stamp, and
//!
//! - they have fewer fields than the heading, and a blank line parts them from the data, the only one in the file; or
//! - they have all the fields of the heading, and one word in them: the rest is empty.
//!
//! Everything else is left out where `footer_rows` tells how many rows there are, and is an error where it does not.

use super::fault::{Fault, survey};
use super::input::refuse_another;
use super::intake::Intake;
use super::row::{Cell, Row};

/// What may be a footer, until it is known whether data follows.
pub(super) struct Footer {
    /// Where the heading ends.
    heading: u64,
    /// The fault that the first line is, if it is no footer.
    fault: Option<Fault>,
    /// Where the first line begins.
    first: u64,
    lines: u64,
    /// Whether a blank line has to come before it.
    needs_blank: bool,
}

impl Footer {
    /// None so far, in a text whose heading ends at a byte.
    pub(super) const fn after(heading: u64) -> Self {
        Self { heading, fault: None, first: 0, lines: 0, needs_blank: false }
    }

    /// Takes a line of some fields, that begins at a byte of the text, for a part of the footer, or tells its fault.
    pub(super) fn consider(
        &mut self,
        row: &impl Row,
        (fields, width): (usize, usize),
        (byte, time): (u64, usize),
        fault: Fault,
        intake: &mut Intake<'_>,
    ) -> Result<(), Fault> {
        let full = (0..fields).filter(|column| !row.cell(*column).is_blank()).count();
        let short = fields < width;
        let mut stamped = |column| match row.cell(column) {
            Cell::Text(text) => intake.stamps.parse(text).is_ok(),
            Cell::Civil(_) | Cell::OfDay(_) => true,
            Cell::Empty | Cell::Number(_) => false,
        };
        if stamped(time) || stamped(0) || !(short || full == 1) {
            return Err(self.fault.take().unwrap_or(fault));
        }
        if self.fault.is_none() {
            (self.fault, self.first) = (Some(fault), byte);
        }
        self.lines += 1;
        self.needs_blank |= short;
        Ok(())
    }

    /// A row of data came, so what was taken for a footer is none.
    #[inline]
    pub(super) fn refuse(&mut self) -> Result<(), Fault> {
        self.fault.take().map_or(Ok(()), Err)
    }

    /// The file has ended: how many lines the footer has.
    pub(super) fn accept(self, intake: &Intake<'_>) -> Result<u64, Fault> {
        let Some(fault) = self.fault else { return Ok(0) };
        if !self.needs_blank {
            return Ok(self.lines);
        }
        let survey = survey(intake.file, intake.layout, self.first, self.heading);
        refuse_another(intake.file, intake.state)?;
        if survey.is_ok_and(|survey| survey.parted) { Ok(self.lines) } else { Err(fault) }
    }
}
