//! Intelligent operation: quantities from the facility's logs, or else as its table tells them, automatic cooling from
//! its signals where it has meters of them, and demand response.

use super::efficiency_detail::demand_response;
use super::{IndicatorInput, Known, Subject, Value, no_ratio, operation_logs, unproven};
use crate::facility::boundary::QuantityHours;
use crate::facility::tables::{OperationKind, QUANTITIES};
use crate::standard::exact::Exact;
use crate::standard::vocabulary::Vocabulary;
use crate::text::Text;
use crate::units::Unit;

pub(super) fn compute(subject: &Subject<'_>) -> Vec<(&'static str, Value)> {
    let mut values = vec![("demand_response", demand_response(subject))];
    values.extend(QUANTITIES.map(|id| match &subject.hours.auto_cooling {
        Some(signals) if id == "auto_cooling" => (id, auto_cooling(subject, signals)),
        _ => {
            let logged = subject.operation.and_then(|record| operation_logs::known(record, id));
            (id, logged.unwrap_or_else(|| quantity(subject, id)))
        }
    }));
    values
}

/// `t_on ÷ t_covered`: the share of the covered time for which the signals are on, the mean over the signals.
fn auto_cooling(subject: &Subject<'_>, signals: &QuantityHours) -> Value {
    let count = u32::try_from(subject.facility.manifest.boundary.auto_cooling.len()).unwrap_or(u32::MAX);
    let sums = subject.hours.paired_sums([signals]);
    let coverage = subject.coverage(&sums);
    let covered = coverage.covered_hours * f64::from(count);
    if covered <= 0.0 {
        return Err(Text::new("制冷自动优化信号没有覆盖的小时", "the signals of automatic cooling cover no hour"));
    }
    let [on] = sums.amounts;
    // Microseconds on, of nanoseconds covered.
    let share = (Exact::whole(on.millionths()) * Exact::whole(1000))
        .over(&Exact::whole(sums.covered * i128::from(count)))
        .ok_or_else(|| no_ratio(&Text::new("覆盖时长", "the covered time")))?;
    let inputs = vec![
        IndicatorInput::new("t_on", on.in_unit(Unit::H), "h", &signals.formula),
        IndicatorInput::new("t_covered", covered, "h", &signals.formula),
    ];
    Ok(Known::measured(share.to_f64(), inputs, coverage))
}

fn quantity(subject: &Subject<'_>, id: &str) -> Value {
    let Some(rows) = &subject.facility.operation else {
        return Err(match subject.operation {
            None => Text::new("没有智能运维表", "there is no table of operation"),
            Some(_) => Text::new("没有相应的运维日志", "no log of operation tells it"),
        });
    };
    let row = rows.iter().find(|row| row.kind == OperationKind::Quantity && row.item == id);
    let row = row.ok_or_else(|| Text::new("智能运维表中没有该项", "the table of operation does not tell it"))?;
    let evidence = row.evidence.as_deref().ok_or_else(unproven)?;
    let unit = Vocabulary::embedded().indicator(id).map_or("", |name| name.unit.as_str());
    Ok(Known::declared(row.value, id, unit, evidence))
}
