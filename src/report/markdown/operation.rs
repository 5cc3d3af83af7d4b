//! Operation from logs: quantities with their counts, and capabilities with their evidence.

use super::escape::{Side, escape, head, row};
use crate::indicator::operation_logs::{CapabilityRecord, EvidenceRecord, OperationRecord};
use crate::report::dates;
use crate::report::phrase::{LoggedRow, Phrases};
use crate::report::words::charts::filled;
use crate::report::words::{operation_logs as o, reports as w};

/// What the logs come to; empty where the facility names none.
pub(in crate::report) fn operation(phrases: &Phrases<'_>) -> String {
    let Some(record) = &phrases.rating.operation_logs else { return String::new() };
    let mut text = format!("\n## {}\n", phrases.say(o::TITLE));
    text.push_str(&quantities(phrases, record, &phrases.logged()));
    if let Some(capabilities) = record.capabilities.as_ref().filter(|capabilities| !capabilities.is_empty()) {
        text.push_str(&evidence(phrases, capabilities));
    }
    text
}

fn quantities(phrases: &Phrases<'_>, record: &OperationRecord, rows: &[LoggedRow]) -> String {
    if rows.is_empty() {
        return String::new();
    }
    let columns = [o::QUANTITY, w::VALUE, o::COUNTS, w::FILE].map(|words| (phrases.say(words), Side::Left));
    let mut text = format!("\n{}", head(&columns));
    for logged in rows {
        text.push_str(&row([&logged.name, &logged.value, &logged.counts, &logged.file].map(|cell| escape(cell))));
    }
    text.push_str(&format!("\n{}\n", phrases.say(o::WHICH_COUNT)));
    if record.faults.is_some() {
        text.push_str(&format!("\n{}\n", phrases.say(o::METHOD)));
    }
    if !record.outside_period.is_empty() {
        let outside = record.outside_period.iter();
        let each = outside.map(|(log, count)| filled(o::OUTSIDE_OF, phrases.lang, &[log, &count.to_string()]));
        text.push_str(&format!("\n{}\n", escape(&phrases.labelled(o::OUTSIDE, &phrases.list(each)))));
    }
    text
}

fn evidence(phrases: &Phrases<'_>, capabilities: &[CapabilityRecord]) -> String {
    let columns = [o::DOMAIN, o::MATURITY, o::EVIDENCE, o::DATE, o::OWNER, o::VALID_UNTIL, w::SHA256];
    let columns = columns.map(|words| (phrases.say(words), Side::Left));
    let mut text = format!("\n### {}\n\n{}", phrases.say(o::CAPABILITIES), head(&columns));
    for capability in capabilities {
        let named = [escape(&capability.domain), capability.maturity.to_string()];
        if capability.evidence.is_empty() {
            let none = phrases.say(w::NONE_SIGN);
            let cells = [phrases.say(o::NO_EVIDENCE), none, none, none, none].map(str::to_owned);
            text.push_str(&row(named.iter().chain(&cells)));
        }
        for evidence in &capability.evidence {
            text.push_str(&row(named.iter().chain(&evidence_cells(phrases, evidence))));
        }
    }
    text
}

fn evidence_cells(phrases: &Phrases<'_>, evidence: &EvidenceRecord) -> [String; 5] {
    let or_none = |text: &Option<String>| escape(text.as_deref().unwrap_or(phrases.say(w::NONE_SIGN)));
    let day = |written: &Option<String>| or_none(&written.as_deref().map(|day| dates::day(day, phrases.lang)));
    let until = day(&evidence.valid_until);
    let until = if evidence.expired { phrases.with_aside(&until, phrases.say(o::EXPIRED)) } else { until };
    let date = day(&evidence.date);
    let date = if evidence.later { phrases.with_aside(&date, phrases.say(o::LATER)) } else { date };
    [escape(&evidence.file), date, or_none(&evidence.owner), until, format!("`{}`", escape(&evidence.sha256))]
}
