//! Lines of long tables: a stamp, a meter and a value, in any order.

use super::Scanner;
use crate::telemetry::number::leading_number;

/// What the cell of a column is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    Stamp,
    Meter,
    Value,
    Other,
}

/// The parts of a line by its columns, where stamp, meter and value have one each.
pub(super) fn parts(width: usize, time: usize, meter: &[usize], value: usize) -> Option<Vec<Part>> {
    let [meter] = meter else { return None };
    let mut parts = vec![Part::Other; width];
    for (column, is) in [(time, Part::Stamp), (*meter, Part::Meter), (value, Part::Value)] {
        let part = parts.get_mut(column).filter(|part| **part == Part::Other)?;
        *part = is;
    }
    Some(parts)
}

impl Scanner<'_, '_> {
    /// Takes the line in with which a text begins, and returns what follows.
    ///
    /// Only where somebody asked for the meter the other cells count, whatever is in them. So a stamp of the hour before
    /// and a plain number are read on the way, and other cells are read when the meter is known.
    #[inline]
    pub(super) fn take_long<'t>(&mut self, parts: &[Part], text: &'t [u8]) -> Option<&'t [u8]> {
        let cells = self.form.cells;
        let (mut stamp, mut stamp_at) = (None, text);
        let (mut value, mut value_at) = (None, text);
        let mut group = None;
        let mut rest = text;
        for (column, part) in parts.iter().enumerate() {
            if column > 0 {
                rest = cells.next(rest)?;
            }
            rest = match part {
                Part::Stamp => {
                    stamp_at = rest;
                    match self.hours.read(rest) {
                        Some((read, length)) => {
                            stamp = Some(read);
                            rest.get(length..)?
                        }
                        None => cells.first(rest)?.1,
                    }
                }
                Part::Meter => match self.intake.keys.follow(rest, |end| cells.end(end)) {
                    Some((known, after)) => {
                        group = known;
                        after
                    }
                    None => {
                        let (key, after) = cells.first(rest)?;
                        group = self.intake.keys.group_of(key);
                        after
                    }
                },
                Part::Value => {
                    value_at = rest;
                    match leading_number(rest).filter(|(_, after)| after.first().is_some_and(|end| cells.end(*end))) {
                        Some((read, after)) => {
                            value = Some(read);
                            after
                        }
                        None => cells.first(rest)?.1,
                    }
                }
                Part::Other => cells.first(rest)?.1,
            };
        }
        let rest = cells.end_line(rest)?;
        let Some(group) = group else { return Some(rest) };
        let stamp = match stamp {
            Some(stamp) => {
                self.intake.widen(stamp);
                stamp
            }
            None => cells.take_stamp(stamp_at, &mut self.hours, &mut self.intake)?.0,
        };
        for channel in self.intake.keys.channels(group) {
            let lane = self.intake.lanes.get_mut(*channel)?;
            if !value.is_some_and(|value| lane.take_plain(stamp, value, &self.intake.rules)) {
                lane.take_text(stamp, cells.first(value_at)?.0, &self.intake.rules).ok()?;
            }
        }
        Some(rest)
    }
}
