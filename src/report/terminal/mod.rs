//! Text for a terminal: a portfolio as a table, one facility as a summary. Everything can be understood without colour;
//! colour only adds.

mod facility;
pub(super) mod figures;
pub(super) mod paint;
pub(super) mod portfolio;

pub use facility::facility_summary;
pub use figures::portfolio_figures;
pub use portfolio::{PortfolioRow, portfolio_table};

use super::year_on_year::in_short;
use crate::rating::portfolio::Changes;
use crate::report::words::year_on_year as w;
use crate::text::Lang;

/// What changed since an earlier run, in two lines below a heading.
pub fn year_on_year(changes: &Changes, lang: Lang, colour: bool) -> String {
    let paint = paint::Paint { colour, width: None };
    let [grades, others] = in_short(changes, lang);
    format!("\n{}\n{grades}\n{others}\n", paint.bold(w::TITLE.get(lang)))
}
