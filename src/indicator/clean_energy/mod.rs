//! The use of clean energy by a facility that keeps records of it: certificates, bills, contracts, storage.
//!
//! ```text
//! meters ─┐
//! contracts, bills ─┼─▶ supply by source and path ──▶ shares ── carbon
//! ledger ─┘                    │
//!              hour by hour ───┴─ storage ──▶ matched share, surplus, hours at 100 %
//! ```
//!
//! Where a facility keeps none, [`clean_energy`] gives nothing and the indicators are those of meters and declarations
//! alone. Where it keeps some, they are those of the records.

pub(super) mod carbon;
pub mod certificates;
mod hourly;
mod indicators;
pub mod record;
mod shares;
mod supply;

pub(super) use carbon::is_fossil_source;
pub use hourly::{MatchedHour, matched_hours};
pub(super) use indicators::indicators;
pub use record::CleanEnergy;
pub(super) use shares::{counts, has_origin, is_clean, is_share};
pub(super) use supply::{counted_quantities, is_beside_grid};

use certificates::Days;
use record::{Certificates, SupplyLine};
use supply::Counted;

use super::Subject;
use crate::facility::clean_energy::CertificateRow;
use crate::text::Text;
use crate::units::Amount;

/// The use of clean energy; `None` where the facility keeps no record of it and has no storage.
///
/// # Errors
/// Why nothing can be told although there are records: a total that is not metered, or not while all else is.
pub fn clean_energy(subject: &Subject<'_>) -> Option<Result<CleanEnergy, Text>> {
    let facility = subject.facility;
    let keeps_records = !facility.clean_records.is_empty() || !facility.manifest.boundary.storage.is_empty();
    keeps_records.then(|| told(subject))
}

fn told(subject: &Subject<'_>) -> Result<CleanEnergy, Text> {
    let days = Days::of(subject);
    let mut counted = Counted::of(subject)?;
    let [residual, beyond] = counted.residual_and_beyond();
    let retired = counted.add_certificates(subject, days);
    let followed = hourly::followed(subject, &|source| shares::is_clean(subject, source));
    let contracts = subject.facility.clean_records.contracts.as_ref();
    Ok(CleanEnergy {
        coverage: counted.coverage,
        total_kwh: counted.total.kwh(),
        it_kwh: counted.it.map(Amount::kwh),
        residual_kwh: residual.kwh(),
        beyond_load_kwh: beyond.kwh(),
        shares: shares::shares(subject, &counted, days),
        hourly: followed.as_ref().and_then(|followed| hourly::sum_up(&followed.hours)),
        storage: followed.and_then(|followed| followed.storage),
        certificates: ledger(subject, &counted, retired, days),
        contracts: contracts.map(|table| certificates::due(&table.rows, days.end)).unwrap_or_default(),
        carbon: carbon::carbon(subject, &counted),
        supply: counted.lines.into_iter().map(SupplyLine::from).collect(),
    })
}

/// `retired` is what falls to the covered part of the period, before the cut.
fn ledger(subject: &Subject<'_>, counted: &Counted, retired: Amount, days: Days) -> Option<Certificates> {
    let ledger = subject.facility.clean_records.certificates.as_ref()?;
    let of_ledger = counted.picked(|line| line.by == record::Evidence::Ledger);
    let rows = || certificates::counted(&ledger.rows, days);
    Some(Certificates {
        file: ledger.file.clone(),
        rows: certificates::by_state(&ledger.rows, days),
        retired_kwh: rows().map(CertificateRow::energy).sum::<Amount>().kwh(),
        counted_kwh: of_ledger.kwh(),
        beyond_kwh: (retired - of_ledger).at_least(Amount::ZERO).kwh(),
        vintages: certificates::vintages(rows()),
    })
}
