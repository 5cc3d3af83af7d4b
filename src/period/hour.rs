//! The hour grid on which all telemetry meets.

use serde::{Deserialize, Serialize};

use super::Stamp;

/// Nanoseconds in an hour.
pub const HOUR_NANOS: i64 = 3_600_000_000_000;

/// One hour of the grid, counted from 1970-01-01T00:00:00Z.
///
/// The grid is that of whole hours of UTC, so it suits every civil time whose offset is a whole number of hours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Hour(pub i64);

impl Hour {
    /// The instant at which the hour begins.
    pub fn start(self) -> Stamp {
        Stamp(self.0.saturating_mul(HOUR_NANOS))
    }

    /// The instant at which the next hour begins.
    pub fn end(self) -> Stamp {
        self.next().start()
    }

    /// The hour after this one.
    #[must_use]
    pub fn next(self) -> Self {
        Self(self.0.saturating_add(1))
    }

    /// The hour so many after this one.
    #[must_use]
    pub fn plus(self, count: usize) -> Self {
        Self(self.0.saturating_add(i64::try_from(count).unwrap_or(i64::MAX)))
    }

    /// How many hours this one comes after `first`; `None` if it comes before.
    pub fn index_from(self, first: Self) -> Option<usize> {
        usize::try_from(self.0.checked_sub(first.0)?).ok()
    }
}
