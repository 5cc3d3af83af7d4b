//! The rating: a facility's telemetry and declarations, judged by standards, with the whole proof.
//!
//! ```text
//! facility ──telemetry──▶ rollup ──boundary──▶ quantities by hour ──plausible?──▶ indicators ──packs──▶ rating
//!                                                                  └─ impossible: refused, before grading
//! ```

pub mod assess;
mod given;
mod judge;
mod months;
mod period;
mod plausible;
pub mod record;

pub use assess::{HourlyPue, Rated, Request, rate};
pub use judge::judge;
pub use record::{Given, Outcome, OutcomeStatus, Rating, SCHEMA};
