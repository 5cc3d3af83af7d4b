//! A rating, or a portfolio of them, as an Excel workbook: real numbers and dates, filters, charts and formulas, for those
//! who go on computing with them.

mod cell;
mod charts;
mod criteria;
mod evidence;
mod findings;
mod indicators;
mod months;
mod page;
mod portfolio;
mod portfolio_line;
mod summary;
mod year_on_year;

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook};

pub use portfolio::portfolio;
pub use portfolio_line::PortfolioLine;

use self::cell::civil;
use self::page::Written;
pub(super) use self::page::saved;
use super::letterhead::Letterhead;
use super::phrase::{Phrases, joined};
use super::words::reports as w;
use crate::problem::{Problem, Result};
use crate::rating::Rating;
use crate::text::Lang;

/// A workbook says when it was made. The same rating is to give the same bytes, so that it says when the period ended, or
/// this day where there is none.
const NO_DAY: (u16, u8, u8) = (2000, 1, 1);
/// The length of `2025-01-01`, with which an instant begins.
const DATE_LENGTH: usize = 10;

/// The rating as a workbook, under a letterhead where there is one: the same rating gives the same bytes.
///
/// # Errors
/// A workbook that can not be made.
pub fn facility(rating: &Rating, letterhead: Option<&Letterhead>, lang: Lang) -> Result<Vec<u8>> {
    fill(&Phrases::of(rating, lang), letterhead).map_err(|error| unmade(&error))
}

fn fill(phrases: &Phrases<'_>, letterhead: Option<&Letterhead>) -> Written<Vec<u8>> {
    let mut workbook = begin(phrases.say(w::TITLE), Some(&phrases.rating.period.end))?;
    let standing = standing(phrases);
    summary::sheet(phrases, letterhead, workbook.add_worksheet(), &standing)?;
    criteria::sheet(phrases, workbook.add_worksheet(), &standing)?;
    months::sheet(phrases, workbook.add_worksheet(), &standing)?;
    indicators::sheet(phrases, workbook.add_worksheet(), &standing)?;
    findings::findings(phrases, workbook.add_worksheet(), &standing)?;
    evidence::evidence(phrases, workbook.add_worksheet(), &standing)?;
    evidence::inputs(phrases, workbook.add_worksheet(), &standing)?;
    findings::sources(phrases, workbook.add_worksheet(), &standing)?;
    saved(workbook)
}

/// A workbook that says it was made at the end of a period.
fn begin(title: &str, end: Option<&str>) -> Written<Workbook> {
    let mut workbook = Workbook::new();
    let (year, month, day) = NO_DAY;
    let day_of = |instant: &str| civil(instant.get(..DATE_LENGTH)?);
    let made = match end.and_then(day_of) {
        Some(made) => made,
        None => ExcelDateTime::from_ymd(year, month, day)?,
    };
    workbook.set_properties(&DocProperties::new().set_title(title).set_creation_datetime(&made));
    Ok(workbook)
}

fn unmade(error: &rust_xlsxwriter::XlsxError) -> Problem {
    Problem::new(format!("cannot make the workbook: {error}"))
        .hint("leave `xlsx` out of the formats, or run with fewer `--jobs` where memory is scarce")
}

/// What every sheet and chart says of the grade in it: whose it is, whether its figures are official, and whether its
/// data is synthetic.
fn standing(phrases: &Phrases<'_>) -> String {
    let rating = phrases.rating;
    let official = rating.standards.first().map(|deciding| phrases.official_or_not(deciding.standard.official));
    let synthetic = rating.facility.synthetic.then(|| phrases.say(w::SYNTHETIC));
    let who = format!("{} {}", phrases.facility(), rating.period.label);
    // Where there is no room for all of it, the name is cut.
    joined(official.into_iter().chain(synthetic).chain([who.as_str()]), " · ")
}
