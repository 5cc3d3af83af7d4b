//! What is worth knowing about logs: evidence that expired, open faults, and a table that contradicts the logs.

use super::record::{CapabilityRecord, FaultRecord, OperationRecord};
use crate::facility::tables::{OperationKind, OperationRow};
use crate::telemetry::{Finding, Severity};
use crate::text::Text;

/// A value of the table that is written with so few decimals is still the logs' value.
const AGREE: f64 = 0.005;

/// What is to be told of a record; `table` is the table of operation, of whose rows the logs take the place.
pub fn findings(record: &OperationRecord, table: Option<&[OperationRow]>) -> Vec<Finding> {
    let capabilities = record.capabilities.as_deref().unwrap_or_default();
    let mut findings: Vec<Finding> = capabilities.iter().flat_map(expired).collect();
    findings.extend(capabilities.iter().flat_map(later));
    findings.extend(record.faults.as_ref().and_then(open));
    let told = |row: &OperationRow| match row.kind {
        OperationKind::Capability => {
            let known = capabilities.iter().find(|known| known.domain == row.item);
            known.map(|known| (known.maturity, row.value))
        }
        OperationKind::Quantity => {
            let logged = super::known(record, &row.item)?.ok()?;
            Some((logged.value, row.value))
        }
        OperationKind::Item => None,
    };
    let rows = table.unwrap_or_default().iter();
    findings.extend(rows.filter_map(|row| Some((row, told(row)?))).filter_map(|(row, (logs, table))| {
        let agrees = (logs - table).abs() <= AGREE * logs.abs().max(1.0);
        (!agrees).then(|| contradicts(&row.item, logs, table))
    }));
    findings
}

fn expired(capability: &CapabilityRecord) -> impl Iterator<Item = Finding> + '_ {
    capability.evidence.iter().filter(|evidence| evidence.expired).map(move |evidence| {
        let (domain, file) = (&capability.domain, &evidence.file);
        let until = evidence.valid_until.as_deref().unwrap_or_default();
        let text = Text::new(
            format!("能力“{domain}”的佐证材料 {file} 已于 {until} 到期，早于评价期结束，不作为佐证"),
            format!("the evidence {file} of the capability `{domain}` expired on {until}, before the period ended, and proves nothing"),
        );
        let advice = Text::new("补充有效的佐证材料", "add evidence that is valid");
        Finding::new("expired-evidence", Severity::Warning, text).advised(advice)
    })
}

fn later(capability: &CapabilityRecord) -> impl Iterator<Item = Finding> + '_ {
    capability.evidence.iter().filter(|evidence| evidence.later).map(move |evidence| {
        let (domain, file) = (&capability.domain, &evidence.file);
        let date = evidence.date.as_deref().unwrap_or_default();
        let text = Text::new(
            format!("能力“{domain}”的佐证材料 {file} 日期为 {date}，晚于评价期结束，不作为佐证"),
            format!("the evidence {file} of the capability `{domain}` is dated {date}, after the period ended, and proves nothing of it"),
        );
        let advice = Text::new("补充评价期内已有的佐证材料", "add evidence that was there in the period");
        Finding::new("later-evidence", Severity::Warning, text).advised(advice)
    })
}

fn open(faults: &FaultRecord) -> Option<Finding> {
    let (open, all) = (faults.open, faults.faults);
    let text = Text::new(
        format!(
            "评价期结束时 {all} 起故障中有 {open} 起未关闭：修复时间按乘积限（Kaplan–Meier）估计，未关闭的按截至期末的时长计为删失"
        ),
        format!(
            "{open} of {all} faults were open at the end of the period: the time to repair is a product-limit (Kaplan–Meier) estimate, in which they are censored at the end"
        ),
    );
    (open > 0).then(|| Finding::new("open-incidents", Severity::Note, text).times(open, None))
}

fn contradicts(item: &str, logs: f64, table: f64) -> Finding {
    let text = Text::new(
        format!("“{item}”：运维日志为 {logs}，智能运维表为 {table}；以日志为准"),
        format!("`{item}`: the logs give {logs}, the table of operation {table}; the logs count"),
    );
    let advice = Text::new("更正或删去表中的该行", "correct the row of the table, or leave it out");
    Finding::new("operation-table-contradicts-logs", Severity::Warning, text).advised(advice)
}
