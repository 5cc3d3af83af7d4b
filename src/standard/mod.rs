//! Standards as data: packs, the origin of each of their figures, and the rules by which they judge.
//!
//! A pack is a file that an analyst can read beside the paper standard. This room knows the *shapes* of rules (linear,
//! bands, maturity, levels of tested systems, conditions) and not one number: every figure lives in a pack, with its
//! source and its basis.

pub mod assessment;
mod check;
mod compare;
pub mod evaluate;
pub mod figures;
pub mod grid_factors;
pub mod load;
pub mod model;
pub mod observed;
mod points;
pub mod vocabulary;

pub use assessment::Assessment;
pub use evaluate::evaluate;
pub use load::Library;
pub use model::Pack;
pub use observed::{Observations, Observed, Standing};
