//! Golden cases: what a pack must give for stated inputs, kept beside it, run by the tests and by
//! `greengrade standard test`.

mod coverage;
mod expect;
pub mod model;
mod run;

pub use coverage::{Coverage, Sides};
pub use run::{Outcome, run};
