//! The hours of a text: the one that is being read, and where they come in no order, those that were read before.

use super::hour::{HourForm, Shape};
use super::{StampFault, StampReader};
use crate::period::Stamp;

/// For how many hours there is a place, more than three times those of a year.
const PLACES_BITS: u32 = 15;

/// The forms of the hours that were read last.
#[derive(Debug, Clone, Default)]
pub(in crate::telemetry) struct Hours {
    last: Option<HourForm>,
    /// Hours that were read before; none as long as they come in order.
    before: Option<Before>,
}

/// Hours of one shape, each at the place that its head tells, where a later one takes the place of an earlier one.
#[derive(Debug, Clone)]
struct Before {
    shape: Shape,
    places: Vec<(u128, Stamp)>,
}

impl Hours {
    /// The stamp of the cell with which a text begins, and its length, if its hour is known; the text has to go on for
    /// some bytes after it.
    #[inline]
    pub(in crate::telemetry) fn read(&mut self, text: &[u8]) -> Option<(Stamp, usize)> {
        match self.last.as_ref()?.read(text) {
            None => self.read_again(text),
            read => read,
        }
    }

    #[cold]
    fn read_again(&mut self, text: &[u8]) -> Option<(Stamp, usize)> {
        let Before { shape, places } = self.before.as_ref()?;
        let head = shape.head_of(text)?;
        let (_, start) = *places.get(place(head)).filter(|(known, _)| *known == head)?;
        let form = HourForm { head, start, shape: *shape };
        let read = form.read(text)?;
        self.last = Some(form);
        Some(read)
    }

    fn learn(&mut self, form: Option<HourForm>) {
        let before = std::mem::replace(&mut self.last, form);
        let Some(form) = form else { return };
        if before.is_some_and(|before| form.start < before.start) && self.before.is_none() {
            // No head is zero.
            self.before = Some(Before { shape: form.shape, places: vec![(0, Stamp(0)); 1 << PLACES_BITS] });
        }
        let met = self.before.as_mut().filter(|met| met.shape == form.shape);
        if let Some(place) = met.and_then(|met| met.places.get_mut(place(form.head))) {
            *place = (form.head, form.start);
        }
    }

    #[cfg(test)]
    pub(super) const fn last(&self) -> Option<HourForm> {
        self.last
    }
}

/// The place of an hour by its head, of which nearly all bytes are digits: the upper bits of a product with an odd number
/// depend on all of them.
#[expect(clippy::as_conversions, reason = "fifteen bits")]
const fn place(head: u128) -> usize {
    (head.wrapping_mul(0x9e37_79b9_7f4a_7c15_f39c_c060_5ced_c835) >> (u128::BITS - PLACES_BITS)) as usize
}

impl StampReader {
    /// As [`StampReader::parse`], of a cell before a byte that ends it, and learns the form of its hour where all stamps
    /// of the hour can be known by it.
    ///
    /// # Errors
    /// As [`StampReader::parse`].
    pub(in crate::telemetry) fn parse_and_learn(
        &mut self,
        cell: &[u8],
        end: u8,
        hours: &mut Hours,
    ) -> Result<Stamp, StampFault> {
        let (stamp, has_offset) = self.parse_told(cell)?;
        // Without an offset of its own, the hour must have one throughout by the facility's clock.
        let one_offset = has_offset || self.known.is_some();
        hours.learn(if one_offset { HourForm::of(cell, end, stamp) } else { None });
        Ok(stamp)
    }

    /// Takes over what another reader met in other rows of the same file.
    pub(in crate::telemetry) const fn join(&mut self, other: &Self) {
        self.met_repeated |= other.met_repeated;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::period::Clock;
    use proptest::prelude::*;

    /// How many of some stamps, read one after the other, are of a known hour; each is held against what it says.
    fn known(zone: &str, stamps: impl Iterator<Item = String>) -> usize {
        let mut reader = StampReader::new(Clock::parse(zone).unwrap());
        let (mut hours, mut known) = (Hours::default(), 0);
        for cell in stamps {
            let expected = StampReader::new(Clock::parse(zone).unwrap()).parse(cell.as_bytes()).ok();
            match hours.read(format!("{cell},12345678901").as_bytes()) {
                Some(read) => {
                    known += 1;
                    assert_eq!(Some(read), expected.map(|stamp| (stamp, cell.len())), "{cell}");
                }
                None => assert_eq!(reader.parse_and_learn(cell.as_bytes(), b',', &mut hours).ok(), expected, "{cell}"),
            }
        }
        known
    }

    #[test]
    fn hours_that_come_again_are_known() {
        let cell = |hour: u32| format!("2025-03-{:02}T{:02}:05:00+08:00", 1 + hour / 24, hour % 24);
        // The first two are in order; the hours before them are met once before they are known.
        let backwards = (0..100).rev().chain((0..100).rev());
        assert_eq!(known("+08:00", [200, 201].into_iter().chain(backwards).map(cell)), 100);
        assert_eq!(known("+08:00", (0..100).map(cell)), 0);
    }

    proptest! {
        #[test]
        fn stamps_in_any_order_are_what_is_written(
            zone in prop::sample::select(vec!["+08:00", "America/Denver"]),
            stamps in prop::collection::vec((1..4_u8, 0..26_u8, 0..62_u8, 0..3_usize), 0..60),
        ) {
            let tails = ["", "Z", ":30"];
            known(zone, stamps.into_iter().map(|(day, hour, minute, tail)| {
                format!("2025-11-{day:02} {hour:02}:{minute:02}{}", tails[tail])
            }));
        }
    }
}
