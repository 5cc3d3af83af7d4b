//! Lines of wide tables: a stamp, and then a value for each meter.

use super::Scanner;
use crate::period::Stamp;

/// What the cell of a column is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    Stamp,
    /// A value of the channel with this number.
    Value(usize),
    Other,
}

/// The parts of a line by its columns, where the stamp comes before the values, and each channel has a column of its own.
pub(super) fn parts(width: usize, time: usize, lanes: &[usize]) -> Option<Vec<Part>> {
    let mut parts = vec![Part::Other; width];
    *parts.get_mut(time)? = Part::Stamp;
    for (lane, column) in lanes.iter().enumerate() {
        let part = parts.get_mut(*column).filter(|part| **part == Part::Other && *column > time)?;
        *part = Part::Value(lane);
    }
    Some(parts)
}

impl Scanner<'_, '_> {
    /// Takes the line in with which a text begins, and returns what follows.
    #[inline]
    pub(super) fn take_wide<'t>(&mut self, parts: &[Part], text: &'t [u8]) -> Option<&'t [u8]> {
        let cells = self.form.cells;
        let mut stamp = Stamp(0);
        let mut rest = text;
        for (column, part) in parts.iter().enumerate() {
            if column > 0 {
                rest = cells.next(rest)?;
            }
            rest = match part {
                Part::Value(lane) => {
                    let lane = self.intake.lanes.get_mut(*lane)?;
                    cells.take_value(rest, stamp, lane, &self.intake.rules)?
                }
                Part::Other => cells.first(rest)?.1,
                Part::Stamp => {
                    let (read, after) = cells.take_stamp(rest, &mut self.hours, &mut self.intake)?;
                    stamp = read;
                    after
                }
            };
        }
        cells.end_line(rest)
    }
}
