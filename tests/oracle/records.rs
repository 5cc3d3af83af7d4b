//! The tables in which a facility keeps records of its clean energy: certificates, bills and contracts.

use jiff::ToSpan;
use jiff::civil::Date;

use crate::exact::{Decimal, Told};
use crate::facility::Facility;
use crate::indicators::{KWH, proven};
use crate::telemetry::csv;
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

/// A table whose columns have names in either language.
struct Table {
    heading: Vec<String>,
    rows: Vec<Vec<String>>,
}

impl Table {
    fn of(facility: &Facility, name: &str) -> Told<Option<Self>> {
        let Some(file) = facility.manifest.tables.get(name) else { return Ok(None) };
        let (heading, rows) = csv(&facility.folder.join(file))?;
        Ok(Some(Self { heading, rows }))
    }

    /// A cell by the names of its column; nothing where there is no such column, or nothing in it.
    fn cell<'t>(&self, row: &'t [String], names: [&str; 2]) -> Option<&'t str> {
        let place = self.heading.iter().position(|name| names.contains(&name.as_str()))?;
        row.get(place).map(|cell| cell.trim()).filter(|cell| !cell.is_empty())
    }

    fn needed<'t>(&self, row: &'t [String], names: [&str; 2]) -> Told<&'t str> {
        self.cell(row, names).ok_or_else(|| format!("no {} in a row", names.concat()))
    }
}

impl Records {
    /// Reads the tables that the manifest names.
    pub fn read(facility: &Facility, words: &Words) -> Told<Self> {
        let tables = ["certificates", "bills", "contracts"].map(|name| Table::of(facility, name));
        let [certificates, bills, contracts] = tables;
        Ok(Self {
            certificates: rows(certificates?, |table, row| certificate(table, row, words))?,
            bills: rows(bills?, |table, row| {
                let path = path(table.needed(row, ["path", "供电路径"])?);
                month(table, row, ["kwh", "电量"], path, words)
            })?,
            contracts: rows(contracts?, |table, row| {
                let path = table.cell(row, ["path", "供电路径"]).map_or("green-trade", path);
                let contract = table.needed(row, ["contract", "合同编号"])?.to_owned();
                Ok(Month { contract, ..month(table, row, ["kwh", "结算电量"], path, words)? })
            })?,
        })
    }

    /// Whether none is kept.
    pub fn is_empty(&self) -> bool {
        self.certificates.is_none() && self.bills.is_none() && self.contracts.is_none()
    }
}

fn rows<T>(table: Option<Table>, row: impl Fn(&Table, &[String]) -> Told<T>) -> Told<Option<Vec<T>>> {
    table.map(|table| table.rows.iter().map(|cells| row(&table, cells)).collect()).transpose()
}

fn certificate(table: &Table, row: &[String], words: &Words) -> Told<Certificates> {
    let day = |names| table.cell(row, names).map(day).transpose();
    let generated = day_of_month(table.needed(row, ["month", "生产月份"])?)?;
    let valid = generated.checked_add(23.months()).map_err(|error| error.to_string())?.last_of_month();
    let count = table.needed(row, ["mwh", "电量MWh"])?;
    Ok(Certificates {
        technology: words.source(table.needed(row, ["technology", "技术类型"])?),
        count: count.parse().map_err(|_| format!("{count} certificates"))?,
        retired: day(["retired", "核销日期"])?,
        until: day(["expiry", "有效期至"])?.unwrap_or(valid),
        bound_to: table.cell(row, ["bound_to", "归属"]).map(|word| path(word).to_owned()),
    })
}

fn month(table: &Table, row: &[String], kwh: [&str; 2], path: &str, words: &Words) -> Told<Month> {
    Ok(Month {
        month: day_of_month(table.needed(row, ["month", "月份"])?)?,
        source: words.source(table.needed(row, ["source", "电源"])?),
        path: path.to_owned(),
        energy: Decimal::written(table.needed(row, kwh)?)?.times(KWH)?,
        contract: String::new(),
        proven: proven(table.cell(row, ["document", "凭证"])),
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
