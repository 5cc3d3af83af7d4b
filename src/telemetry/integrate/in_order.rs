//! Readings in order of time, each instant once.

use serde::{Deserialize, Serialize};

use super::tell::Occurrences;
use crate::period::Stamp;
use crate::telemetry::Reading;

/// Lets readings through that come in order of time, each when the next instant shows that no other is of its own.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub(super) struct InOrder {
    last: Option<Instant>,
    /// How many readings said the same as another of the same instant.
    pub(super) repeats: u64,
    /// The first instant of which a reading was repeated.
    pub(super) first_repeat: Option<Stamp>,
    /// The instants with readings that contradict each other; none of those is let through.
    pub(super) conflicts: Occurrences,
}

/// What one instant has said so far.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
struct Instant {
    reading: Reading,
    again: u64,
    contradicted: bool,
}

/// What a reading brings.
pub(super) enum Next {
    /// The reading of the instant before.
    Settled(Reading),
    /// Nothing that is settled.
    Open,
    /// It lies before the one before it.
    Back,
}

impl InOrder {
    #[inline]
    pub(super) fn take(&mut self, reading: Reading) -> Next {
        let Some(last) = &mut self.last else {
            self.last = Some(Instant { reading, again: 0, contradicted: false });
            return Next::Open;
        };
        if reading.stamp > last.reading.stamp {
            let before = std::mem::replace(last, Instant { reading, again: 0, contradicted: false });
            return match before.again == 0 && !before.contradicted {
                true => Next::Settled(before.reading),
                false => self.settle(before).map_or(Next::Open, Next::Settled),
            };
        }
        if reading.stamp < last.reading.stamp {
            return Next::Back;
        }
        last.again += 1;
        last.contradicted |= reading.value.to_bits() != last.reading.value.to_bits();
        Next::Open
    }

    /// Goes on from a reading, where those before it are settled and it is later.
    #[inline]
    pub(super) fn skip_to(&mut self, reading: Reading) {
        self.last = Some(Instant { reading, again: 0, contradicted: false });
    }

    /// The reading of the last instant, at the end.
    pub(super) fn end(&mut self) -> Option<Reading> {
        self.last.take().and_then(|last| self.settle(last))
    }

    #[cold]
    fn settle(&mut self, instant: Instant) -> Option<Reading> {
        let stamp = instant.reading.stamp;
        if instant.contradicted {
            self.conflicts.add(stamp);
            return None;
        }
        if instant.again > 0 {
            self.repeats += instant.again;
            self.first_repeat.get_or_insert(stamp);
        }
        Some(instant.reading)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::telemetry::series::Series;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn readings_in_order_are_settled_as_a_whole_series_is(
            said in prop::collection::vec((0_i64..12, 0_i32..2), 0..40)
        ) {
            let mut readings: Vec<Reading> =
                said.iter().map(|(stamp, value)| Reading { stamp: Stamp(*stamp), value: f64::from(*value) }).collect();
            let series = Series::settle(readings.clone());
            readings.sort_by_key(|reading| reading.stamp);
            let (mut in_order, mut settled) = (InOrder::default(), Vec::new());
            for reading in readings {
                match in_order.take(reading) {
                    Next::Settled(reading) => settled.push(reading),
                    Next::Open => {}
                    Next::Back => prop_assert!(false, "they are in order"),
                }
            }
            settled.extend(in_order.end());
            prop_assert_eq!(settled, series.readings);
            prop_assert_eq!((in_order.repeats, in_order.first_repeat), (series.repeats, series.first_repeat));
            prop_assert_eq!(in_order.conflicts.count, u64::try_from(series.conflicts.len()).unwrap());
            prop_assert_eq!(in_order.conflicts.first, series.conflicts.first().copied());
        }

        #[test]
        fn a_step_back_in_time_is_told(stamps in prop::collection::vec(0_i64..100, 2..20)) {
            let mut in_order = InOrder::default();
            let told = stamps.iter().any(|stamp| {
                matches!(in_order.take(Reading { stamp: Stamp(*stamp), value: 0.0 }), Next::Back)
            });
            prop_assert_eq!(told, !stamps.is_sorted());
        }
    }
}
