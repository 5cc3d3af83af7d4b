//! Capabilities and what of their evidence is valid at the end of a period.

use jiff::civil::Date;

use super::record::{CapabilityRecord, EvidenceRecord};
use crate::facility::operation_logs::{CapabilityRow, Evidence};

/// The capabilities in the order of their domains; `last` is the last day of the period.
pub(super) fn capabilities(rows: &[CapabilityRow], last: Date) -> Vec<CapabilityRecord> {
    let mut records: Vec<CapabilityRecord> = Vec::new();
    for row in rows {
        let evidence = row.evidence.as_ref().map(|evidence| record_of(evidence, last));
        match records.iter_mut().find(|known| known.domain == row.domain) {
            Some(known) => known.evidence.extend(evidence),
            None => records.push(CapabilityRecord {
                domain: row.domain.clone(),
                maturity: row.maturity,
                evidence: evidence.into_iter().collect(),
            }),
        }
    }
    records.sort_by(|one, other| one.domain.cmp(&other.domain));
    records
}

/// Evidence is valid from its date on, and on its last day. What came after the period does not prove what was in it.
fn record_of(evidence: &Evidence, last: Date) -> EvidenceRecord {
    EvidenceRecord {
        file: evidence.file.clone(),
        sha256: evidence.sha256.clone(),
        date: evidence.date.map(|date| date.to_string()),
        owner: evidence.owner.clone(),
        valid_until: evidence.valid_until.map(|date| date.to_string()),
        expired: evidence.valid_until.is_some_and(|until| until < last),
        later: evidence.date.is_some_and(|date| date > last),
    }
}

impl CapabilityRecord {
    /// The files that prove it at the end of the period; `None` where there are none.
    pub fn proof(&self) -> Option<String> {
        let valid = self.evidence.iter().filter(|evidence| !evidence.expired && !evidence.later);
        let files: Vec<&str> = valid.map(|evidence| evidence.file.as_str()).collect();
        (!files.is_empty()).then(|| files.join("; "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn row(file: &str, valid_until: Option<Date>) -> CapabilityRow {
        let evidence =
            Evidence { file: file.to_owned(), sha256: String::new(), bytes: 0, date: None, owner: None, valid_until };
        CapabilityRow { domain: "alarms".to_owned(), maturity: 4.0, evidence: Some(evidence) }
    }

    #[test]
    fn evidence_proves_up_to_its_last_day() {
        let last = date(2025, 12, 31);
        let proof = |until| capabilities(&[row("a.pdf", until)], last)[0].proof();
        assert_eq!(proof(Some(date(2025, 12, 30))), None);
        assert_eq!(proof(Some(date(2025, 12, 31))).as_deref(), Some("a.pdf"));
        assert_eq!(proof(None).as_deref(), Some("a.pdf"));
    }

    #[test]
    fn evidence_proves_from_its_date_on() {
        let proof = |dated| {
            let mut row = row("a.pdf", None);
            row.evidence.as_mut().unwrap().date = dated;
            capabilities(&[row], date(2025, 12, 31))[0].proof()
        };
        assert_eq!(proof(Some(date(2025, 12, 30))).as_deref(), Some("a.pdf"));
        assert_eq!(proof(Some(date(2025, 12, 31))).as_deref(), Some("a.pdf"));
        assert_eq!(proof(Some(date(2026, 1, 1))), None);
        assert_eq!(proof(None).as_deref(), Some("a.pdf"), "evidence without a date");
    }

    #[test]
    fn a_domain_is_proven_by_whatever_of_its_evidence_is_valid() {
        let rows = [row("a.pdf", Some(date(2025, 6, 30))), row("b.pdf", None), row("c.pdf", Some(date(2027, 1, 1)))];
        let records = capabilities(&rows, date(2025, 12, 31));
        assert_eq!((records.len(), records[0].evidence.len()), (1, 3));
        assert_eq!(records[0].proof().as_deref(), Some("b.pdf; c.pdf"));
    }
}
