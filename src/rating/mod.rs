//! The rating: a facility's telemetry and declarations, judged by standards, with the whole proof.
//!
//! ```text
//! facility ──telemetry──▶ rollup ──boundary──▶ quantities by hour ──plausible?──▶ indicators ──packs──▶ rating
//!                                                                  └─ impossible: refused, before grading
//! ```

pub mod assess;
mod calendar;
pub mod check;
mod clean_records;
pub mod compare;
pub mod confidence;
mod facts;
mod gaps;
mod given;
mod grounds;
pub mod improve;
mod in_effect;
mod it_tests;
mod judge;
mod judged;
mod months;
mod period;
pub mod portfolio;
pub mod proof;
mod rated_by;
pub mod record;
pub mod scenario;
mod sufficiency;

pub use assess::{HourlyPue, Rated, Request, rate, rate_from};
pub use calendar::CalendarDay;
pub use check::{Checked, check};
pub use compare::{Against, CompareRequest, Comparison, compare};
pub use confidence::{HowMany, Trials};
pub use improve::{ImproveRequest, Improvement, improve};
pub use it_tests::TestTrace;
pub use judge::judge;
pub use record::{Given, Outcome, OutcomeStatus, Rating, SCHEMA};
pub use scenario::{Baseline, Hypothetical};
