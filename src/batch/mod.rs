//! Many facilities at once: finding them, rating each on its own, keeping their order, and writing what comes out.
//!
//! One bad facility never spoils a batch, and a batch gives the same bytes whatever the number of threads: work is
//! shared out by facility, and results are kept in the order of the folders. What facilities can take from each other,
//! ids and certificates, is looked at before any of them is rated.

mod by_engine;
mod certificates;
mod check;
mod discover;
mod earlier;
mod format;
mod in_turn;
mod kept;
mod loaded;
mod making;
mod output;
mod rated;
mod reports;
mod resume;
mod roll_up;
mod run;
mod verify;

pub use by_engine::{Rows, roll_up_by};
pub use check::check_all;
pub use discover::discover;
pub use earlier::{Earlier, Past};
pub use format::{Format, Formats};
pub use kept::KeptRollup;
pub use output::Output;
pub use roll_up::{RolledUp, roll_up};
pub use run::{Batch, Done, Options};
pub use verify::{VerifyRequest, verify};
