//! What only energy efficiency needs of a facility: the outdoor temperature, the kinds of energy that its total is made
//! of, and what it declares for the report of (EU) 2024/1364.

pub(super) mod carriers;
pub mod check;
pub mod eu_report;
pub mod weather;

pub use carriers::CarrierHours;
pub use eu_report::{EuReport, ItPower};
pub use weather::{Weather, WeatherFile};
