//! Time: instants, half-open periods, the hour grid, and a facility's civil clock.

mod clock;
mod hour;
mod span;

pub use clock::{Clock, FirstPass};
pub use hour::{HOUR_NANOS, Hour};
pub use span::Period;

use serde::{Deserialize, Serialize};

/// An instant: nanoseconds since 1970-01-01T00:00:00Z.
///
/// 64 bits reach from the year 1677 to 2262; readers refuse stamps outside 1970 to 2200.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Stamp(pub i64);

impl Stamp {
    /// The instant that a text such as `2025-03-01T08:00:00+08:00` names; `None` where it is none of these.
    pub fn of_rfc3339(text: &str) -> Option<Self> {
        let instant: jiff::Timestamp = text.parse().ok()?;
        i64::try_from(instant.as_nanosecond()).ok().map(Self)
    }

    /// The hour of the grid that this instant lies in.
    pub fn hour(self) -> Hour {
        Hour(self.0.div_euclid(HOUR_NANOS))
    }

    /// Nanoseconds from `earlier` to this instant.
    pub fn since(self, earlier: Self) -> i64 {
        self.0.saturating_sub(earlier.0)
    }

    /// This instant moved by `nanos`.
    #[must_use]
    pub fn plus(self, nanos: i64) -> Self {
        Self(self.0.saturating_add(nanos))
    }
}
