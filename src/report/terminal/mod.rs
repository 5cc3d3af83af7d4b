//! Text for a terminal: a portfolio as a table, one facility as a summary. Everything can be understood without colour;
//! colour only adds.

mod facility;
pub(super) mod figures;
pub(super) mod paint;
pub(super) mod portfolio;

pub use facility::facility_summary;
pub use figures::portfolio_figures;
pub use portfolio::{PortfolioRow, portfolio_table};
