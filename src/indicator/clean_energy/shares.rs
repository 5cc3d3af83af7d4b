//! The shares of the total, each with its own meaning.

use std::collections::BTreeMap;

use super::certificates::{Days, state};
use super::record::{CertificateState, Evidence, Share};
use super::supply::{Counted, Line};
use crate::facility::clean_energy::{Binding, CertificateRow};
use crate::facility::manifest::SupplyPath;
use crate::indicator::Subject;
use crate::indicator::clean::{DIRECT, TRACEABLE};
use crate::standard::vocabulary::{SupplySource, Vocabulary};
use crate::units::{Amount, ratio};

/// All that a retired certificate backs, on any path; no indicator of its own.
pub const CERTIFICATE_BACKED: &str = "certificate_backed";

/// Whether a source is clean by the standard; where no standard says, whether it is renewable.
pub(in crate::indicator) fn is_clean(subject: &Subject<'_>, source: &str) -> bool {
    match subject.clean_sources {
        Some(clean) => clean.contains(source),
        None => known(source).is_some_and(|source| source.renewable),
    }
}

fn known(source: &str) -> Option<&'static SupplySource> {
    Vocabulary::embedded().supply_source(source)
}

/// Whether the origin of what comes on a path counts: where records are kept, what the public grid delivers is its mix
/// until a certificate or a trade proves otherwise, whatever a bill names.
pub(in crate::indicator) fn has_origin(subject: &Subject<'_>, path: SupplyPath) -> bool {
    path != SupplyPath::Grid || subject.facility.clean_records.is_empty()
}

type Pick<'p> = &'p dyn Fn(&Line) -> bool;

/// Which supply a share counts, by its id; `None` for ids that are no share of supply.
pub(in crate::indicator) fn counts(subject: &Subject<'_>, id: &str, source: &str, path: SupplyPath) -> Option<bool> {
    let has_origin = has_origin(subject, path);
    let clean = || has_origin && is_clean(subject, source);
    Some(match id {
        "renewable_share" => has_origin && known(source).is_some_and(|source| source.renewable),
        "non_fossil_share" => has_origin && known(source).is_some_and(|source| source.carbon_free),
        "clean_share" => clean(),
        "traceable_share" => clean() && TRACEABLE.contains(&path),
        "direct_share" => clean() && DIRECT.contains(&path),
        "certificate_share" => clean() && path == SupplyPath::Certificates,
        _ => return None,
    })
}

/// The ids of the shares that depend on what the standard says is clean.
const BY_STANDARD: [&str; 4] = ["clean_share", "traceable_share", "direct_share", "certificate_share"];
const BY_VOCABULARY: [&str; 2] = ["renewable_share", "non_fossil_share"];

/// The ids of the shares of supply, in the order of reports.
pub(super) fn all() -> impl Iterator<Item = &'static str> {
    BY_VOCABULARY.into_iter().chain(BY_STANDARD)
}

/// Whether an indicator is a share of supply.
pub(in crate::indicator) fn is_share(id: &str) -> bool {
    all().any(|share| share == id)
}

/// The shares that can be told, in the order of reports; none where nothing tells any supply, for missing is not zero.
pub(super) fn shares(subject: &Subject<'_>, counted: &Counted, days: Days) -> Vec<Share> {
    let ledger = subject.facility.clean_records.certificates.as_ref();
    if counted.lines.is_empty() && ledger.is_none() {
        return Vec::new();
    }
    let by_standard = BY_STANDARD.iter().filter(|_| subject.clean_sources.is_some());
    let of_lines = BY_VOCABULARY.iter().chain(by_standard).filter_map(|id| {
        let pick: Pick<'_> = &|line| counts(subject, id, &line.source, line.path) == Some(true);
        share(counted, id, counted.picked(pick))
    });
    let backed =
        ledger.and_then(|ledger| share(counted, CERTIFICATE_BACKED, backed(subject, counted, &ledger.rows, days)));
    of_lines.chain(backed).collect()
}

fn share(counted: &Counted, id: &str, energy: Amount) -> Option<Share> {
    let energy = energy.at_most(counted.total);
    Some(Share { id: id.to_owned(), kwh: energy.kwh(), share: ratio(energy, counted.total)? })
}

/// What certificates on their own cover, and those that belong to counted energy as far as there is such energy; each
/// energy once, whatever tells it.
fn backed(subject: &Subject<'_>, counted: &Counted, ledger: &[CertificateRow], days: Days) -> Amount {
    let path_of = |row: &CertificateRow| match row.bound_to.as_ref()? {
        Binding::Path(path) => Some(*path),
        Binding::Contract(contract) => {
            let contracts = subject.facility.clean_records.contracts.as_ref()?;
            contracts.rows.iter().find(|known| known.contract == *contract).map(|known| known.path)
        }
    };
    let bound = ledger.iter().filter(|row| state(row, days.first, days.end) == CertificateState::Bound);
    let mut by_energy: BTreeMap<(&str, SupplyPath), Amount> = BTreeMap::new();
    for (row, path) in bound.filter_map(|row| Some((row, path_of(row)?))) {
        *by_energy.entry((&row.technology, path)).or_default() += row.energy();
    }
    let bound = by_energy.into_iter().map(|((technology, path), energy)| {
        let backs = |line: &Line| line.source == technology && line.path == path;
        counted.known.part(energy).at_most(counted.picked(backs))
    });
    counted.picked(|line| line.by == Evidence::Ledger) + bound.sum()
}
