//! Which certificates of a ledger count in a period, and which are due for contracts.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::record::{CertificateRows, CertificateState, ContractMonth, Vintage};
use crate::facility::clean_energy::ledger::CERTIFICATE;
use crate::facility::clean_energy::{CertificateRow, ContractRow};
use crate::indicator::Subject;
use crate::units::{Amount, Unit};

/// The days of a period, from the first up to, and not including, the end.
#[derive(Debug, Clone, Copy)]
pub(super) struct Days {
    pub first: Date,
    pub end: Date,
}

impl Days {
    pub(super) fn of(subject: &Subject<'_>) -> Self {
        let (clock, period) = (&subject.facility.clock, subject.hours.period);
        Self { first: clock.civil(period.start).date(), end: clock.civil(period.end).date() }
    }
}

/// What becomes of a row of the ledger in a period.
pub fn state(row: &CertificateRow, first: Date, end: Date) -> CertificateState {
    match row.retired {
        None => CertificateState::NotRetired,
        Some(retired) if retired < first || retired >= end => CertificateState::OtherPeriod,
        Some(_) if row.is_expired() => CertificateState::Expired,
        Some(_) if row.bound_to.is_some() => CertificateState::Bound,
        Some(_) => CertificateState::Counted,
    }
}

/// The rows of a ledger by their states.
pub(super) fn by_state(ledger: &[CertificateRow], days: Days) -> Vec<CertificateRows> {
    let mut states: BTreeMap<CertificateState, CertificateRows> = BTreeMap::new();
    for row in ledger {
        let state = state(row, days.first, days.end);
        let rows = states.entry(state).or_insert_with(|| CertificateRows { state, rows: Vec::new(), certificates: 0 });
        rows.rows.push(row.row);
        rows.certificates += u64::from(row.count);
    }
    states.into_values().collect()
}

/// The rows that count on their own.
pub(super) fn counted(ledger: &[CertificateRow], days: Days) -> impl Iterator<Item = &CertificateRow> {
    ledger.iter().filter(move |row| state(row, days.first, days.end) == CertificateState::Counted)
}

/// The months of generation of rows.
pub(super) fn vintages<'r>(rows: impl Iterator<Item = &'r CertificateRow>) -> Vec<Vintage> {
    let mut months: BTreeMap<String, Amount> = BTreeMap::new();
    for row in rows {
        *months.entry(month_label(row.month)).or_default() += row.energy();
    }
    months.into_iter().map(|(month, energy)| Vintage { month, kwh: energy.kwh() }).collect()
}

/// The name of a month, as periods name theirs: `2025-03`.
pub(super) fn month_label(month: Date) -> String {
    format!("{:04}-{:02}", month.year(), month.month())
}

/// The months of each contract and source that are settled with a document up to the end of a period, with the
/// certificates that are due: whole ones, and the remainder carried on.
pub fn due(contracts: &[ContractRow], end: Date) -> Vec<ContractMonth> {
    let proven = contracts.iter().filter(|row| row.document.is_some() && row.month < end);
    let mut settled: Vec<&ContractRow> = proven.collect();
    settled.sort_by(|a, b| (&a.contract, &a.source, a.month).cmp(&(&b.contract, &b.source, b.month)));
    let mut carried: BTreeMap<(&str, &str), Amount> = BTreeMap::new();
    settled
        .into_iter()
        .map(|row| {
            let rest = carried.entry((&row.contract, &row.source)).or_default();
            let carried_in = *rest;
            let sum = carried_in + Amount::from_unit(row.kwh, Unit::KWh).unwrap_or_default();
            *rest = Amount::from_millionths(sum.millionths().rem_euclid(CERTIFICATE.millionths()));
            ContractMonth {
                contract: row.contract.clone(),
                source: row.source.clone(),
                month: month_label(row.month),
                settled_kwh: row.kwh,
                carried_in_kwh: carried_in.kwh(),
                certificates_due: u64::try_from(sum.millionths().div_euclid(CERTIFICATE.millionths()))
                    .unwrap_or_default(),
                carried_out_kwh: rest.kwh(),
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facility::clean_energy::Binding;
    use crate::facility::clean_energy::ledger::Serials;
    use crate::facility::manifest::SupplyPath;
    use jiff::civil::date;

    fn row(retired: Option<Date>, bound_to: Option<Binding>) -> CertificateRow {
        CertificateRow {
            row: 2,
            serials: Serials { prefix: String::new(), first: 1, last: 3 },
            count: 3,
            technology: "wind".to_owned(),
            province: "青海".to_owned(),
            month: date(2024, 3, 1),
            bought: None,
            retired,
            expiry: None,
            bound_to,
        }
    }

    fn state_of(retired: Option<Date>) -> CertificateState {
        state(&row(retired, None), date(2025, 1, 1), date(2026, 1, 1))
    }

    #[test]
    fn a_certificate_counts_where_it_is_retired_within_the_period_and_valid() {
        let cases = [
            (None, CertificateState::NotRetired),
            (Some(date(2024, 12, 31)), CertificateState::OtherPeriod),
            (Some(date(2025, 1, 1)), CertificateState::Counted),
            (Some(date(2025, 12, 31)), CertificateState::Counted),
            (Some(date(2026, 1, 1)), CertificateState::OtherPeriod),
        ];
        for (retired, expected) in cases {
            assert_eq!(state_of(retired), expected, "{retired:?}");
        }
        // Valid to the end of June 2025 by the ledger itself.
        let until = |retired| CertificateRow { expiry: Some(date(2025, 6, 30)), ..row(Some(retired), None) };
        let state_until = |retired| state(&until(retired), date(2025, 1, 1), date(2026, 1, 1));
        assert_eq!(state_until(date(2025, 6, 30)), CertificateState::Counted);
        assert_eq!(state_until(date(2025, 7, 1)), CertificateState::Expired);
        assert_eq!(state_until(date(2026, 1, 1)), CertificateState::OtherPeriod, "that period tells of it");
    }

    #[test]
    fn a_certificate_that_belongs_to_other_energy_does_not_count_beside_it() {
        let bound = row(Some(date(2025, 6, 1)), Some(Binding::Path(SupplyPath::SelfGenerated)));
        assert_eq!(state(&bound, date(2025, 1, 1), date(2026, 1, 1)), CertificateState::Bound);
    }

    #[test]
    fn the_remainder_below_one_certificate_is_carried_to_the_next_month() {
        let settled = |month: i8, kwh: f64, document: Option<&str>| ContractRow {
            row: 0,
            contract: "C".to_owned(),
            month: date(2025, month, 1),
            source: "hydro".to_owned(),
            path: SupplyPath::GreenTrade,
            kwh,
            document: document.map(str::to_owned),
        };
        // 1,234.4 → 1 and 234.4 left; 234.4 + 765.5 = 999.9 → none; 999.9 + 0.1 = 1,000 → 1 and nothing left.
        let rows = [
            settled(3, 0.1, Some("s3")),
            settled(1, 1234.4, Some("s1")),
            settled(2, 765.5, Some("s2")),
            settled(4, 5000.0, None),
        ];
        let months = due(&rows, date(2026, 1, 1));
        let found: Vec<_> = months.iter().map(|m| (m.month.as_str(), m.certificates_due, m.carried_out_kwh)).collect();
        assert_eq!(found, [("2025-01", 1, 234.4), ("2025-02", 0, 999.9), ("2025-03", 1, 0.0)]);
        assert_eq!(due(&rows, date(2025, 2, 1)).len(), 1, "later months are not due yet");
    }
}
