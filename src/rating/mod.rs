//! The rating: a facility's telemetry and declarations, judged by standards, with the whole proof.
//!
//! ```text
//! facility ──telemetry──▶ rollup ──boundary──▶ quantities by hour ──plausible?──▶ indicators ──packs──▶ rating
//!                                                                  └─ impossible: refused, before grading
//! ```

pub mod assess;
mod months;
mod period;
mod plausible;
pub mod record;

pub use assess::{HourlyPue, Rated, Request, rate};
pub use record::{Outcome, OutcomeStatus, Rating, SCHEMA};
