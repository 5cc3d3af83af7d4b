//! Telemetry: from an operator's files to the hourly rollup, and what was found on the way.
//!
//! ```text
//! files ──read──▶ readings by channel ──integrate──▶ cells (meter, hour) = the rollup
//!                                          └──────▶ findings
//! ```

pub mod finding;
pub mod fold;
pub mod integrate;
pub mod interval;
pub mod layout;
pub mod meter;
pub mod number;
pub mod numeral;
pub mod read;
pub mod rollup;
pub mod rollup_file;
pub mod series;
pub mod stamp;
pub mod transformer;

pub use finding::{Finding, Severity};
pub use interval::Interval;
pub use layout::{Layout, Names, Shape};
pub use meter::{Kind, Meter, MeteringPoint, Quantity, Replacement, StampSide};
pub use number::{NumberFault, parse_number};
pub use numeral::{Decimal, Numerals};
pub use read::{
    Block, Channel, FileFacts, Peek, Placed, Sign, Take, peek, read_file, read_rows, small_table, stream_file,
};
pub use rollup::{Cell, Estimate, MeterHours, Rollup};
pub use stamp::{DateOrder, StampFault, StampReader};
pub use transformer::{CurrentTransformer, TransformerClass};

use serde::{Deserialize, Serialize};

use crate::period::Stamp;

/// One sample of one channel: an instant, and the number that the file gives for it, in the file's unit.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Reading {
    /// When.
    pub stamp: Stamp,
    /// How much, in the unit of the meter; always finite.
    pub value: f64,
}
