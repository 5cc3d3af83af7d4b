//! Monthly bills: electricity of one source on one path in one month, with the document that proves it.

use std::path::Path;

use jiff::civil::Date;

use super::words;
use crate::facility::manifest::SupplyPath;
use crate::facility::table_file::read_rows;
use crate::problem::Result;

/// A row of the table of bills.
#[derive(Debug, Clone, PartialEq)]
pub struct BillRow {
    /// Its number in the file.
    pub row: u64,
    /// The first day of the month.
    pub month: Date,
    /// The source, as the vocabulary names it.
    pub source: String,
    /// The path; never certificates.
    pub path: SupplyPath,
    /// How much, kWh.
    pub kwh: f64,
    /// The bill's number or file; without it the row does not count.
    pub document: Option<String>,
}

const COLUMNS: [&str; 5] = ["month|月份", "source|电源", "path|供电路径", "kwh|电量", "document|凭证"];

/// Reads the table of bills.
///
/// # Errors
/// A missing column; a cell that can not be read; one document twice for the same month, source and path.
pub(super) fn read(file: &Path, bytes: &[u8]) -> Result<Vec<BillRow>> {
    let mut bills: Vec<BillRow> = Vec::new();
    for row in read_rows(file, bytes, &COLUMNS, &[])? {
        let bill = BillRow {
            row: row.row,
            month: row.cell("month").month()?,
            source: words::source(&row.cell("source"))?.id.clone(),
            path: words::path(&row.cell("path"))?,
            kwh: row.cell("kwh").not_negative()?,
            document: row.cell("document").optional(),
        };
        let same = |other: &&BillRow| {
            (other.month, &other.source, other.path, &other.document)
                == (bill.month, &bill.source, bill.path, &bill.document)
        };
        if let Some(other) = bills.iter().find(same) {
            let what = format!("the row tells the same bill as row {}", other.row);
            return Err(row.wrong(what, "keep one of them, or give each its own document"));
        }
        bills.push(bill);
    }
    Ok(bills)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(rows: &str) -> Result<Vec<BillRow>> {
        read(Path::new("b.csv"), format!("month,source,path,kwh,document\n{rows}").as_bytes())
    }

    #[test]
    fn a_bill_is_read_in_either_language() {
        let text = "月份,电源,供电路径,电量,凭证\n2025年3月,水电,绿电交易,1200.5,B-7\n";
        let bills = read(Path::new("b.csv"), text.as_bytes()).unwrap();
        assert_eq!(bills, of("2025-03,hydro,green-trade,1200.5,B-7\n").unwrap());
        assert_eq!((bills[0].month, bills[0].path), (jiff::civil::date(2025, 3, 1), SupplyPath::GreenTrade));
    }

    #[test]
    fn the_same_bill_twice_is_refused_and_two_bills_of_a_month_are_not() {
        assert_eq!(of("2025-03,hydro,grid,5,a\n2025-03,hydro,grid,5,b\n").unwrap().len(), 2);
        let problem = of("2025-03,hydro,grid,5,a\n2025-03,hydro,grid,6,a\n").unwrap_err();
        assert_eq!(problem.to_string(), "the row tells the same bill as row 2 (b.csv, row 3)");
    }

    #[test]
    fn wrong_words_are_told_with_the_right_ones() {
        let problem = of("2025-03,hidro,grid,5,a\n").unwrap_err();
        assert_eq!(problem.to_string(), "`hidro` is not a source of electricity (b.csv, row 2, column `source`)");
        assert!(problem.hint.unwrap().starts_with("did you mean `hydro`?"));
        let problem = of("2025-03,hydro,certificates,5,a\n").unwrap_err();
        assert!(problem.hint.unwrap().contains("belong in the ledger"));
        assert!(of("2025-03,hydro,grid,-5,a\n").unwrap_err().what.contains("zero or more"));
        assert!(of("March,hydro,grid,5,a\n").unwrap_err().what.contains("not a month"));
    }
}
