//! The ledger of green certificates (绿证): one certificate is 1,000 kWh of one technology, generated in one month.
//!
//! A row is a range of serials. Its MWh are as many as its serials, it is bought before it is retired, and it is
//! retired at most two years after the month of generation; no serial stands in two rows.

use std::path::Path;

use jiff::ToSpan;
use jiff::civil::Date;

pub use super::serials::Serials;
use super::words;
use crate::facility::manifest::SupplyPath;
use crate::facility::table_file::{TableRow, read_rows};
use crate::problem::{Problem, Result};
use crate::units::Amount;

/// The energy of one certificate, 1,000 kWh.
pub const CERTIFICATE: Amount = Amount::from_millionths(1000 * Amount::KWH.millionths());
/// For how many months, that of generation among them, a certificate is valid where the ledger tells no expiry.
const VALID_MONTHS: i32 = 24;

/// To what energy a certificate belongs that is counted elsewhere already.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Binding {
    /// The energy of one path: the facility's own plant, a direct line, a green trade.
    Path(SupplyPath),
    /// The energy of a contract.
    Contract(String),
}

/// A row of the ledger.
#[derive(Debug, Clone, PartialEq)]
pub struct CertificateRow {
    /// Its number in the file.
    pub row: u64,
    /// The serials.
    pub serials: Serials,
    /// How many they are.
    pub count: u32,
    /// The technology: a renewable source of the vocabulary.
    pub technology: String,
    /// Where it was generated.
    pub province: String,
    /// The first day of the month of generation.
    pub month: Date,
    /// When it was bought; `None` for one that came with its energy.
    pub bought: Option<Date>,
    /// When it was retired; `None` where it was not yet.
    pub retired: Option<Date>,
    /// The last day on which it may be retired, as the ledger tells it.
    pub expiry: Option<Date>,
    /// The energy that it belongs to, where that is counted elsewhere.
    pub bound_to: Option<Binding>,
}

impl CertificateRow {
    /// The energy of its certificates.
    pub fn energy(&self) -> Amount {
        Amount::from_millionths(i128::from(self.count) * CERTIFICATE.millionths())
    }

    /// The last day on which it may be retired: as the ledger tells, otherwise two years with the month of generation.
    pub fn valid_until(&self) -> Date {
        self.expiry.unwrap_or_else(|| last_day(self.month, VALID_MONTHS - 1))
    }

    /// Whether it was retired after it had expired.
    pub fn is_expired(&self) -> bool {
        self.retired.is_some_and(|retired| retired > self.valid_until())
    }
}

/// The last day of the month so many months later.
fn last_day(month: Date, later: i32) -> Date {
    month.checked_add(later.months()).map_or(Date::MAX, Date::last_of_month)
}

const COLUMNS: [&str; 9] = [
    "first|起始编号",
    "last|终止编号",
    "technology|技术类型",
    "province|省份",
    "month|生产月份",
    "mwh|电量MWh",
    "bought|购买日期",
    "retired|核销日期",
    "expiry|有效期至",
];

/// Reads the ledger.
///
/// # Errors
/// A missing column; a cell that can not be read; a row that contradicts itself; serials that stand in two rows.
pub(super) fn read(file: &Path, bytes: &[u8]) -> Result<Vec<CertificateRow>> {
    let rows = read_rows(file, bytes, &COLUMNS, &["bound_to|归属"])?;
    let rows: Vec<CertificateRow> = rows.iter().map(certificate).collect::<Result<_>>()?;
    if let Some((first, second)) = overlapping(rows.iter()) {
        let what = format!("the serials overlap with those of row {}", first.row);
        return Err(Problem::new(what)
            .at_cell(file, second.row, Some("first"))
            .hint("a certificate stands in the ledger once: correct the ranges"));
    }
    Ok(rows)
}

/// Two rows that have a serial in common, the one that comes first in the order given first.
fn overlapping<'r>(rows: impl Iterator<Item = &'r CertificateRow>) -> Option<(&'r CertificateRow, &'r CertificateRow)> {
    let mut sorted: Vec<&CertificateRow> = rows.collect();
    sorted.sort_by(|a, b| a.serials.cmp(&b.serials));
    let pair = sorted.iter().zip(sorted.iter().skip(1)).find(|(a, b)| a.serials.overlap(&b.serials));
    pair.map(|(a, b)| if a.row < b.row { (*a, *b) } else { (*b, *a) })
}

fn certificate(row: &TableRow) -> Result<CertificateRow> {
    let serials = Serials::read(row)?;
    let technology = words::source(&row.cell("technology"))?;
    if !technology.renewable {
        let hint = "a certificate is of renewable energy; storage, the grid's mix and nuclear power have none";
        return Err(row.cell("technology").wrong("a technology that has certificates", hint));
    }
    let bound = row.cell("bound_to").optional().map(|text| match words::path_of(&text) {
        Some(path) => Binding::Path(path),
        None => Binding::Contract(text),
    });
    if let Some(Binding::Path(SupplyPath::Certificates | SupplyPath::Grid)) = bound {
        let hint = "leave the cell empty for a certificate that was bought on its own";
        return Err(row.cell("bound_to").wrong("energy that comes with its certificate", hint));
    }
    let certificate = CertificateRow {
        row: row.row,
        count: count(row, &serials)?,
        serials,
        technology: technology.id.clone(),
        province: row.cell("province").required()?,
        month: row.cell("month").month()?,
        bought: row.cell("bought").day_if_any()?,
        retired: row.cell("retired").day_if_any()?,
        expiry: row.cell("expiry").day_if_any()?,
        bound_to: bound,
    };
    check_days(row, &certificate)?;
    Ok(certificate)
}

/// How many certificates a row has, which its MWh must tell too.
fn count(row: &TableRow, serials: &Serials) -> Result<u32> {
    let counted = u32::try_from(serials.last - serials.first).ok().and_then(|less_one| less_one.checked_add(1));
    let cell = row.cell("mwh");
    let mwh = cell.not_negative()?;
    counted.filter(|count| f64::from(*count) == mwh).ok_or_else(|| {
        let serials = serials.last - serials.first;
        let what = format!("the row has {mwh} MWh, and {} serials", serials.saturating_add(1));
        row.wrong(what, "one certificate is 1 MWh: correct the range or the MWh")
    })
}

fn check_days(row: &TableRow, certificate: &CertificateRow) -> Result<()> {
    let (month, expiry) = (certificate.month, certificate.expiry);
    if expiry.is_some_and(|expiry| expiry > last_day(month, VALID_MONTHS)) {
        let hint = format!("a certificate is valid for two years: at most until {}", last_day(month, VALID_MONTHS));
        return Err(row.cell("expiry").wrong("a day on which it can be valid", &hint));
    }
    let Some(retired) = certificate.retired else { return Ok(()) };
    if retired < month {
        return Err(row.cell("retired").wrong(
            "a day after the month of generation began",
            "a certificate is retired after its energy was generated",
        ));
    }
    if certificate.bought.is_some_and(|bought| bought > retired) {
        return Err(row
            .cell("retired")
            .wrong("a day after it was bought", "a certificate is bought before it is retired"));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEADING: &str = "first,last,technology,province,month,mwh,bought,retired,expiry,bound_to\n";

    fn of(rows: &str) -> Result<Vec<CertificateRow>> {
        read(Path::new("l.csv"), format!("{HEADING}{rows}").as_bytes())
    }

    #[test]
    fn a_row_is_its_serials() {
        let rows = of("QH-0099,QH-0101,wind,青海,2025-03,3,2025-05-01,2025-06-30,,\n").unwrap();
        assert_eq!((rows[0].count, rows[0].serials.first, rows[0].serials.last), (3, 99, 101));
        assert_eq!(rows[0].energy(), Amount::from_unit(3.0, crate::units::Unit::MWh).unwrap());
    }

    #[test]
    fn mwh_other_than_serials_are_refused() {
        for (mwh, sound) in [("2", false), ("3", true), ("4", false), ("2.5", false)] {
            let found = of(&format!("A1,A3,wind,青海,2025-03,{mwh},,,,\n"));
            assert_eq!(found.is_ok(), sound, "{mwh}");
        }
        let problem = of("A1,A3,wind,青海,2025-03,4,,,,\n").unwrap_err();
        assert_eq!(problem.to_string(), "the row has 4 MWh, and 3 serials (l.csv, row 2)");
    }

    #[test]
    fn a_serial_in_two_rows_is_refused_by_both_rows_numbers() {
        let two = |first: &str| of(&format!("A5,A9,wind,青海,2025-03,5,,,,\n{first}\n"));
        assert!(two("A10,A11,solar,青海,2025-03,2,,,,").is_ok(), "they touch and do not overlap");
        assert!(two("B5,B9,solar,青海,2025-03,5,,,,").is_ok(), "another series");
        for range in [
            "A9,A9,solar,青海,2025-03,1",
            "a9,A9,solar,青海,2025-03,1",
            "A1,A5,solar,青海,2025-03,5",
            "A6,A7,solar,青海,2025-03,2",
        ] {
            let problem = two(&format!("{range},,,,")).unwrap_err();
            assert_eq!(
                problem.to_string(),
                "the serials overlap with those of row 2 (l.csv, row 3, column `first`)",
                "{range}"
            );
        }
    }

    #[test]
    fn a_certificate_is_valid_for_two_years_with_the_month_of_generation() {
        // Generated in March 2023: valid to the end of February 2025, unless the ledger says otherwise.
        let row = |retired: &str, expiry: &str| {
            of(&format!("A1,A1,wind,青海,2023-03,1,,{retired},{expiry},\n")).map(|rows| rows[0].is_expired())
        };
        assert_eq!(row("2025-02-28", ""), Ok(false));
        assert_eq!(row("2025-03-01", ""), Ok(true));
        assert_eq!(row("2025-03-01", "2025-03-31"), Ok(false));
        assert_eq!(row("2024-07-01", "2024-06-30"), Ok(true));
        assert_eq!(row("", ""), Ok(false), "what is not retired can not be retired too late");
        let problem = row("2025-03-01", "2025-04-01").unwrap_err();
        assert_eq!(problem.hint.unwrap(), "a certificate is valid for two years: at most until 2025-03-31");
    }

    #[test]
    fn days_in_the_wrong_order_are_refused() {
        let row = |bought: &str, retired: &str| of(&format!("A1,A1,wind,青海,2025-03,1,{bought},{retired},,\n"));
        assert!(row("2025-05-01", "2025-05-01").is_ok());
        assert!(row("2025-05-02", "2025-05-01").unwrap_err().what.contains("not a day after it was bought"));
        assert!(row("", "2025-02-28").unwrap_err().what.contains("month of generation"));
        assert!(row("", "2025-03-01").is_ok());
    }

    #[test]
    fn only_renewable_energy_has_certificates() {
        for (technology, sound) in
            [("hydro", true), ("光热", true), ("nuclear", false), ("storage", false), ("grid", false)]
        {
            assert_eq!(of(&format!("A1,A1,{technology},青海,2025-03,1,,,,\n")).is_ok(), sound, "{technology}");
        }
    }

    #[test]
    fn serials_that_are_no_range_are_refused() {
        for (first, last) in [("A2", "A1"), ("A1", "B2"), ("A", "A2"), ("", "A2")] {
            assert!(of(&format!("{first},{last},wind,青海,2025-03,1,,,,\n")).is_err(), "{first} {last}");
        }
    }

    #[test]
    fn a_certificate_may_belong_to_a_contract_or_a_path_of_its_own() {
        let bound =
            |text: &str| of(&format!("A1,A1,wind,青海,2025-03,1,,,,{text}\n")).map(|rows| rows[0].bound_to.clone());
        assert_eq!(bound(""), Ok(None));
        assert_eq!(bound("自发自用"), Ok(Some(Binding::Path(SupplyPath::SelfGenerated))));
        assert_eq!(bound("C-1"), Ok(Some(Binding::Contract("C-1".to_owned()))));
        assert!(bound("grid").unwrap_err().hint.unwrap().contains("leave the cell empty"));
    }
}
