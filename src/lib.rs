//! GreenGrade.
pub mod period;
pub mod problem;
pub mod telemetry;
pub mod text;
pub mod units;
