//! GreenGrade.
pub mod period;
pub mod problem;
pub mod rating;
pub mod report;
pub mod standard;
pub mod telemetry;
pub mod text;
pub mod units;
