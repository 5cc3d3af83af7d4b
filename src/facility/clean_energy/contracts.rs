//! Contracts of green power: what was settled under each, month by month.

use std::path::Path;

use jiff::civil::Date;

use super::words;
use crate::facility::manifest::SupplyPath;
use crate::facility::table_file::read_rows;
use crate::problem::Result;

/// A row of the table of contracts: the settlement of one month.
#[derive(Debug, Clone, PartialEq)]
pub struct ContractRow {
    /// Its number in the file.
    pub row: u64,
    /// The contract's number.
    pub contract: String,
    /// The first day of the month.
    pub month: Date,
    /// The source, as the vocabulary names it.
    pub source: String,
    /// A green trade, where the row tells no other path.
    pub path: SupplyPath,
    /// How much was settled, kWh.
    pub kwh: f64,
    /// The settlement's number or file; without it the row does not count.
    pub document: Option<String>,
}

const COLUMNS: [&str; 5] = ["contract|合同编号", "month|月份", "source|电源", "kwh|结算电量", "document|凭证"];

/// Reads the table of contracts.
///
/// # Errors
/// A missing column; a cell that can not be read; a path on which nothing is contracted; one month of one contract and
/// source twice.
pub(super) fn read(file: &Path, bytes: &[u8]) -> Result<Vec<ContractRow>> {
    let mut contracts: Vec<ContractRow> = Vec::new();
    for row in read_rows(file, bytes, &COLUMNS, &["path|供电路径"])? {
        let path_cell = row.cell("path");
        let path = if path_cell.text.is_empty() { SupplyPath::GreenTrade } else { words::path(&path_cell)? };
        if !matches!(path, SupplyPath::GreenTrade | SupplyPath::DirectLine) {
            return Err(path_cell.wrong("a path of contracts", "write `green-trade` or `direct-line`"));
        }
        let settled = ContractRow {
            row: row.row,
            contract: row.cell("contract").required()?,
            month: row.cell("month").month()?,
            source: words::source(&row.cell("source"))?.id.clone(),
            path,
            kwh: row.cell("kwh").not_negative()?,
            document: row.cell("document").optional(),
        };
        let same = |other: &&ContractRow| {
            (&other.contract, other.month, &other.source) == (&settled.contract, settled.month, &settled.source)
        };
        if let Some(other) = contracts.iter().find(same) {
            let what = format!("the row settles the same month of the same contract as row {}", other.row);
            return Err(row.wrong(what, "write one row for each contract, month and source"));
        }
        contracts.push(settled);
    }
    Ok(contracts)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(rows: &str) -> Result<Vec<ContractRow>> {
        read(Path::new("c.csv"), format!("contract,month,source,kwh,document,path\n{rows}").as_bytes())
    }

    #[test]
    fn a_contract_is_a_green_trade_unless_it_says_otherwise() {
        let rows = of("C-1,2025-03,hydro,1500,S-3,\nC-2,2025-03,wind,10,S-4,direct-line\n").unwrap();
        assert_eq!(rows[0].path, SupplyPath::GreenTrade);
        assert_eq!(rows[1].path, SupplyPath::DirectLine);
        assert!(of("C-1,2025-03,hydro,1500,S-3,grid\n").unwrap_err().what.contains("not a path of contracts"));
    }

    #[test]
    fn a_month_is_settled_once() {
        let problem = of("C-1,2025-03,hydro,1,S-3,\nC-1,2025-03,hydro,2,S-4,\n").unwrap_err();
        assert_eq!(problem.to_string(), "the row settles the same month of the same contract as row 2 (c.csv, row 3)");
        assert_eq!(of("C-1,2025-03,hydro,1,S-3,\nC-1,2025-04,hydro,2,S-4,\n").unwrap().len(), 2);
    }
}
