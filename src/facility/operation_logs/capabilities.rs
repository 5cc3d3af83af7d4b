//! Capabilities of operation, and the files that prove them.

use std::collections::BTreeMap;
use std::path::Path;

use jiff::civil::Date;

use super::cells::Row;
use crate::facility::grounds::within;
use crate::facility::table_file::TableRow;
use crate::files::{read_whole, sha256_hex};
use crate::problem::{Problem, Result};

/// The levels of maturity run from 0 to this, by the Green Grid's data centre maturity model.
pub const HIGHEST_MATURITY: f64 = 5.0;

/// A capability and one of its evidences; a capability with several has as many rows.
#[derive(Debug, Clone, PartialEq)]
pub struct CapabilityRow {
    /// The domain, as a pack names it.
    pub domain: String,
    /// From 0 to [`HIGHEST_MATURITY`].
    pub maturity: f64,
    /// What proves it; `None` where it is only declared.
    pub evidence: Option<Evidence>,
}

/// A file that proves a capability.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Evidence {
    /// Its path below the facility's folder.
    pub file: String,
    /// The SHA-256 of its bytes, in hexadecimal.
    pub sha256: String,
    /// Its size.
    pub bytes: u64,
    /// Its date.
    pub date: Option<Date>,
    /// Who answers for it.
    pub owner: Option<String>,
    /// The last day on which it is valid; `None` where it does not expire.
    pub valid_until: Option<Date>,
}

pub(super) fn capability(row: &mut Row<'_, '_>, folder: &Path) -> Result<CapabilityRow> {
    Ok(CapabilityRow {
        domain: row.required("domain", "a domain")?,
        maturity: maturity(row)?,
        evidence: evidence(row, folder)?,
    })
}

fn maturity(row: &Row<'_, '_>) -> Result<f64> {
    let text = row.required("maturity", "a maturity from 0 to 5")?;
    let number = text.parse().ok().filter(|number: &f64| (0.0..=HIGHEST_MATURITY).contains(number));
    let hint = "the levels are 0 to 5, from minimal to visionary";
    number.ok_or_else(|| row.wrong("maturity", format!("`{text}` is not a maturity from 0 to 5"), hint))
}

fn evidence(row: &Row<'_, '_>, folder: &Path) -> Result<Option<Evidence>> {
    let (date, valid_until) = (row.day("date")?, row.day("valid_until")?);
    let Some(file) = row.text("file") else { return Ok(None) };
    if date.zip(valid_until).is_some_and(|(date, until)| until < date) {
        return Err(row.wrong("valid_until", "the evidence expires before its own date", "check the two dates"));
    }
    let bytes = within(folder, file).and_then(|file| read_whole(&file)).map_err(|Problem { what, .. }| {
        let hint = "put the file into the facility's folder, or leave the cell empty: what is not proven is capped";
        row.wrong("file", format!("`{file}`: {what}"), hint)
    })?;
    Ok(Some(Evidence {
        file: file.to_owned(),
        sha256: sha256_hex(&bytes),
        bytes: u64::try_from(bytes.len()).unwrap_or(u64::MAX),
        date,
        owner: row.text("owner").map(str::to_owned),
        valid_until,
    }))
}

/// The rows of one domain tell one maturity, which is in the column `column`.
pub(super) fn agree(rows: &[(CapabilityRow, TableRow)], column: &str) -> Result<()> {
    let mut known: BTreeMap<&str, f64> = BTreeMap::new();
    for (capability, row) in rows {
        let first = *known.entry(&capability.domain).or_insert(capability.maturity);
        if first.total_cmp(&capability.maturity).is_ne() {
            let (domain, now) = (&capability.domain, capability.maturity);
            let problem = Problem::new(format!("`{domain}` has the maturity {now} here and {first} above"))
                .hint("give a domain one maturity; further rows of it tell further evidence");
            return Err(row.at(column, problem));
        }
    }
    Ok(())
}
