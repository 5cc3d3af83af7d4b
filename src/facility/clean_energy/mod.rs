//! The records of clean energy in a facility's folder: the ledger of certificates, monthly bills, and contracts.
//!
//! ```text
//! certificates.csv   first,last,technology,province,month,mwh,bought,retired,expiry[,bound_to]
//! bills.csv          month,source,path,kwh,document
//! contracts.csv      contract,month,source,kwh,document[,path]
//! ```
//!
//! Each may be CSV or a workbook, with columns in English or Chinese. A kilowatt-hour has one place: what a bill and a
//! contract both tell is the contract's, and a certificate that belongs to a contract or to the facility's own plant
//! says so in `bound_to`, so that it does not count beside the energy that it is of.

pub mod bills;
pub mod contracts;
pub mod ledger;
mod serials;
mod words;

use std::path::Path;

pub use bills::BillRow;
pub use contracts::ContractRow;
pub use ledger::{Binding, CertificateRow};

use super::SourceFile;
use super::grounds::within;
use super::manifest::{SupplyPath, Tables};
use crate::files::read_whole;
use crate::problem::{Problem, Result};

/// A table of records with the name of its file.
#[derive(Debug, Clone, PartialEq)]
pub struct Records<Row> {
    /// Its path below the facility's folder.
    pub file: String,
    /// Its rows, in the order of the file.
    pub rows: Vec<Row>,
}

/// The records of clean energy; `None` where the manifest names no such table.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct CleanRecords {
    /// The ledger of certificates.
    pub certificates: Option<Records<CertificateRow>>,
    /// The monthly bills.
    pub bills: Option<Records<BillRow>>,
    /// What was settled under contracts, by month.
    pub contracts: Option<Records<ContractRow>>,
}

impl CleanRecords {
    /// Whether the facility keeps none of them.
    pub fn is_empty(&self) -> bool {
        self.certificates.is_none() && self.bills.is_none() && self.contracts.is_none()
    }

    /// Whether meters and declarations tell of a path: of certificates, only the ledger does where there is one.
    pub fn counts(&self, path: SupplyPath) -> bool {
        path != SupplyPath::Certificates || self.certificates.is_none()
    }

    /// Reads the tables that the manifest names.
    ///
    /// # Errors
    /// A table that can not be read, or rows that can not be or count something twice, with their numbers.
    pub(super) fn load(folder: &Path, tables: &Tables, sources: &mut Vec<SourceFile>) -> Result<Self> {
        let mut read = |path: &Option<String>| -> Result<Option<(String, Vec<u8>)>> {
            let Some(path) = path else { return Ok(None) };
            let bytes = read_whole(&within(folder, path)?)?;
            sources.push(SourceFile::of(path, &bytes));
            Ok(Some((path.clone(), bytes)))
        };
        let (certificates, bills, contracts) =
            (read(&tables.certificates)?, read(&tables.bills)?, read(&tables.contracts)?);
        let records = Self {
            certificates: table(folder, certificates, ledger::read)?,
            bills: table(folder, bills, bills::read)?,
            contracts: table(folder, contracts, contracts::read)?,
        };
        records.check_bindings(folder)?;
        Ok(records)
    }

    /// A contract that certificates are bound to is one of the table's.
    fn check_bindings(&self, folder: &Path) -> Result<()> {
        let Some(ledger) = &self.certificates else { return Ok(()) };
        let contracts = self.contracts.iter().flat_map(|contracts| &contracts.rows);
        let known: Vec<&str> = contracts.map(|row| row.contract.as_str()).collect();
        let unknown = ledger.rows.iter().find_map(|row| match &row.bound_to {
            Some(Binding::Contract(contract)) if !known.contains(&contract.as_str()) => Some((row, contract)),
            _ => None,
        });
        unknown.map_or(Ok(()), |(row, contract)| {
            Err(Problem::new(format!("`{contract}` is neither a path of supply nor a contract of the facility"))
                .at_cell(&folder.join(&ledger.file), row.row, Some("bound_to"))
                .hint(
                    "write the contract as in the table of contracts, or `self-generated`, `direct-line` or `green-trade`",
                ))
        })
    }
}

fn table<Row>(
    folder: &Path,
    read: Option<(String, Vec<u8>)>,
    rows: fn(&Path, &[u8]) -> Result<Vec<Row>>,
) -> Result<Option<Records<Row>>> {
    let Some((path, bytes)) = read else { return Ok(None) };
    let rows = rows(&folder.join(&path), &bytes)?;
    Ok(Some(Records { file: path, rows }))
}
