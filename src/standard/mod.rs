//! Standards as data: packs, the origin of each of their figures, and the rules by which they judge.
//!
//! A pack is a file that an analyst can read beside the paper standard. This room knows the *shapes* of rules (linear,
//! bands, maturity, levels of tested systems, conditions) and not one number: every figure lives in a pack, with its
//! source and its basis.

pub mod assessment;
pub mod cases;
pub mod check;
mod compare;
pub mod compiled;
mod demand;
mod embedded;
pub mod evaluate;
pub mod exact;
pub mod facts;
pub mod figures;
pub mod grid_factors;
pub mod ids;
pub mod in_force;
pub mod load;
pub mod model;
pub mod observed;
pub mod overlay;
mod points;
mod rounding;
mod score;
mod scores;
mod tables;
#[cfg(test)]
mod tests;
mod tracks;
mod used;
pub mod vocabulary;

pub use assessment::Assessment;
pub use evaluate::{evaluate, judge};
pub use load::Library;
pub use model::Pack;
pub use observed::{Observations, Observed, Standing};
