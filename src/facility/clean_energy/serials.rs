//! Serials of certificates.

use crate::facility::table_file::TableRow;
use crate::problem::Result;

/// A range of serials: what comes before the running number, and the numbers.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Serials {
    /// What the serials have in common, in capitals: `qh-1` is `QH-1`.
    pub prefix: String,
    /// The first running number.
    pub first: u128,
    /// The last running number, inclusive.
    pub last: u128,
}

impl Serials {
    /// Whether two ranges have a serial in common.
    pub fn overlap(&self, other: &Self) -> bool {
        self.prefix == other.prefix && self.first <= other.last && other.first <= self.last
    }

    /// The serials of a row: digits at the end are the running number, and the rest is the same in both.
    pub(super) fn read(row: &TableRow) -> Result<Self> {
        let parts = |column: &str| -> Result<(String, u128)> {
            let cell = row.cell(column);
            let prefix = cell.text.trim_end_matches(|c: char| c.is_ascii_digit());
            let number = cell.text.strip_prefix(prefix).and_then(|digits| digits.parse().ok());
            let number = number.ok_or_else(|| {
                cell.wrong("a serial", "write the certificate's number, which ends in digits, as text and in full")
            })?;
            Ok((prefix.to_uppercase(), number))
        };
        let ((prefix, first), (other, last)) = (parts("first")?, parts("last")?);
        if prefix != other || last < first {
            return Err(row.cell("last").wrong(
                "the end of a range of serials",
                "write a serial that is not before the first one and differs from it in the running number only",
            ));
        }
        Ok(Self { prefix, first, last })
    }
}
