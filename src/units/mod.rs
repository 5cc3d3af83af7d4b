//! Units and exact amounts: energy, water, power, time on, and the ratio of two amounts.
//!
//! An [`Amount`] is a whole number of millionths of a base unit (joule, litre or second). Whole numbers add up to the same
//! bits in any order and on any number of threads, which floating point does not, and an hour shared out of a month's
//! meter reading adds up to that month again.

mod amount;
mod unit;
mod written;

pub use amount::{Amount, Scale, litres_per_kwh, ratio};
pub use unit::{Dimension, Unit};
pub use written::{WrittenUnit, part_unit};
