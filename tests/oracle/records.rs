//! The tables in which a facility keeps records of its clean energy: certificates, bills and contracts.

use jiff::ToSpan;
use jiff::civil::Date;

use crate::exact::{Decimal, Told};
use crate::facility::Facility;
use crate::indicators::{KWH, proven};
use crate::sheet::{Row, Sheet, named};
use crate::vocabulary::Words;

/// A row of the ledger: certificates of one technology and month of generation.
pub struct Certificates {
    pub technology: String,
    pub count: i128,
    pub retired: Option<Date>,
    /// The last day on which they may be retired.
    pub until: Date,
    /// The path or the contract of the energy that they belong to.
    pub bound_to: Option<String>,
}

/// What a bill, or a contract, tells of one month: a whole number of millionths of a joule.
pub struct Month {
    /// The first day of the month.
    pub month: Date,
    pub source: String,
    pub path: String,
    pub energy: i128,
    /// The contract; bills have none.
    pub contract: String,
    pub proven: bool,
}

/// The tables of a facility; `None` where the manifest names no such table.
pub struct Records {
    pub certificates: Option<Vec<Certificates>>,
    pub bills: Option<Vec<Month>>,
    pub contracts: Option<Vec<Month>>,
}

/// The paths of supply in both languages.
const PATHS: [(&str, &str); 5] = [
    ("self-generated", "自发自用"),
    ("direct-line", "绿电直连"),
    ("green-trade", "绿电交易"),
    ("certificates", "绿证"),
    ("grid", "电网"),
];

/// The titles of columns in Chinese.
const COLUMNS: [(&str, &str); 14] = [
    ("月份", "month"),
    ("生产月份", "month"),
    ("电源", "source"),
    ("技术类型", "technology"),
    ("供电路径", "path"),
    ("电量", "kwh"),
    ("结算电量", "kwh"),
    ("电量MWh", "mwh"),
    ("凭证", "document"),
    ("合同编号", "contract"),
    ("核销日期", "retired"),
    ("有效期至", "expiry"),
    ("归属", "bound_to"),
    ("购买日期", "bought"),
];

impl Records {
    /// Reads the tables that the manifest names.
    pub fn read(facility: &Facility, words: &Words) -> Told<Self> {
        Ok(Self {
            certificates: rows(facility, "certificates", |row| certificate(row, words))?,
            bills: rows(facility, "bills", |row| month(row, path(row.needed("path")?), words))?,
            contracts: rows(facility, "contracts", |row| {
                let path = row.text("path").map_or("green-trade", path);
                Ok(Month { contract: row.needed("contract")?.to_owned(), ..month(row, path, words)? })
            })?,
        })
    }

    /// Whether none is kept.
    pub fn is_empty(&self) -> bool {
        self.certificates.is_none() && self.bills.is_none() && self.contracts.is_none()
    }

    /// Whether what comes on a path has an origin: what the grid brings is its mix, where records are kept.
    pub fn has_origin(&self, path: &str) -> bool {
        path != "grid" || self.is_empty()
    }

    /// Whether meters and declarations tell of a path: of certificates, only a ledger does where there is one.
    pub fn counts(&self, path: &str) -> bool {
        path != "certificates" || self.certificates.is_none()
    }
}

/// The rows of a table; `None` where the manifest names none.
fn rows<T>(facility: &Facility, name: &str, row: impl Fn(Row) -> Told<T>) -> Told<Option<Vec<T>>> {
    let Some(file) = facility.manifest.tables.get(name) else { return Ok(None) };
    let sheet = Sheet::read(&facility.folder.join(file), |title| named(title, &COLUMNS))?;
    sheet.rows().map(row).collect::<Told<_>>().map(Some)
}

fn certificate(row: Row, words: &Words) -> Told<Certificates> {
    let day = |column| row.text(column).map(day).transpose();
    let generated = day_of_month(row.needed("month")?)?;
    let valid = generated.checked_add(23.months()).map_err(|error| error.to_string())?.last_of_month();
    let count = row.needed("mwh")?;
    Ok(Certificates {
        technology: words.source(row.needed("technology")?),
        count: count.parse().map_err(|_| format!("{count} certificates"))?,
        retired: day("retired")?,
        until: day("expiry")?.unwrap_or(valid),
        bound_to: row.text("bound_to").map(|word| path(word).to_owned()),
    })
}

fn month(row: Row, path: &str, words: &Words) -> Told<Month> {
    Ok(Month {
        month: day_of_month(row.needed("month")?)?,
        source: words.source(row.needed("source")?),
        path: path.to_owned(),
        energy: Decimal::written(row.needed("kwh")?)?.times(KWH)?,
        contract: String::new(),
        proven: proven(row.text("document")),
    })
}

/// A path by its word in either language; the word itself where it is none.
fn path(word: &str) -> &str {
    PATHS.iter().find(|(_, zh)| *zh == word).map_or(word, |(path, _)| path)
}

fn day(text: &str) -> Told<Date> {
    text.parse().map_err(|error| format!("the day {text}: {error}"))
}

/// The first day of `2025-03` or `2025年3月`.
fn day_of_month(text: &str) -> Told<Date> {
    let digits = |part: &str| part.parse::<i16>().map_err(|_| format!("the month {text}"));
    let mut parts = text.split(|letter: char| !letter.is_ascii_digit()).filter(|part| !part.is_empty());
    let (year, month) = parts.next().zip(parts.next()).ok_or_else(|| format!("the month {text}"))?;
    let month = i8::try_from(digits(month)?).map_err(|error| error.to_string())?;
    Date::new(digits(year)?, month, 1).map_err(|error| error.to_string())
}
