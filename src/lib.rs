//! GreenGrade.
pub mod facility;
pub mod files;
pub mod indicator;
pub mod period;
pub mod problem;
pub mod rating;
pub mod report;
pub mod standard;
pub mod telemetry;
pub mod text;
pub mod toml_text;
pub mod units;
