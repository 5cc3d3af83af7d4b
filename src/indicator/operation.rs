//! Intelligent operation: quantities from logs as the facility's table tells them, and demand response.

use super::{Known, Subject, Value, proven, unproven};
use crate::facility::tables::{OperationKind, QUANTITIES};
use crate::standard::vocabulary::Vocabulary;
use crate::text::Text;

pub(super) fn compute(subject: &Subject<'_>) -> Vec<(&'static str, Value)> {
    let demand_response = proven(subject.facility.manifest.declared.demand_response.as_ref())
        .map(|(value, evidence)| Known::declared(value, "demand response", "kW/kW", evidence));
    let mut values = vec![("demand_response", demand_response)];
    values.extend(QUANTITIES.map(|id| (id, quantity(subject, id))));
    values
}

fn quantity(subject: &Subject<'_>, id: &str) -> Value {
    let Some(rows) = &subject.facility.operation else {
        return Err(Text::new("没有智能运维表", "there is no table of operation"));
    };
    let row = rows.iter().find(|row| row.kind == OperationKind::Quantity && row.item == id);
    let row = row.ok_or_else(|| Text::new("智能运维表中没有该项", "the table of operation does not tell it"))?;
    let evidence = row.evidence.as_deref().ok_or_else(unproven)?;
    let unit = Vocabulary::embedded().indicator(id).map_or("", |name| name.unit.as_str());
    Ok(Known::declared(row.value, id, unit, evidence))
}
