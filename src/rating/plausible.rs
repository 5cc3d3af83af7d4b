//! What can not be: energies that contradict each other. Impossible data is refused before anything is graded.

use crate::facility::boundary::QuantityHours;
use crate::facility::{BoundaryHours, Facility};
use crate::period::Stamp;
use crate::telemetry::{Finding, Severity};
use crate::text::Text;
use crate::units::Amount;

/// Everything that contradicts itself. A finding of severity error refuses the facility.
pub(super) fn contradictions(facility: &Facility, hours: &BoundaryHours) -> Vec<Finding> {
    let mut findings = Vec::new();
    if let (Some(total), Some(it)) = (&hours.total, &hours.it) {
        findings.extend(it_above_total_by_month(facility, hours, total, it));
        findings.extend(it_above_total_by_hour(facility, hours, total, it));
    }
    findings.extend(supply_above_total(hours));
    findings.extend(supply_without_evidence(facility));
    findings
}

/// Up to how many months are named one by one.
const FEW_MONTHS: usize = 3;

/// Over a month no IT equipment can take more than the whole facility.
fn it_above_total_by_month(
    facility: &Facility,
    hours: &BoundaryHours,
    total: &QuantityHours,
    it: &QuantityHours,
) -> Option<Finding> {
    let mut above = Vec::new();
    for (label, period) in hours.period.months(&facility.clock) {
        let month = hours.cut(period);
        let (Some(total), Some(it)) = (&month.total, &month.it) else { continue };
        let [total, it] = month.paired_sums([total, it]).amounts;
        if it > total {
            above.push((label, period.start));
        }
    }
    let (_, first) = above.first()?;
    let [total_sum, it_sum] = hours.paired_sums([total, it]).amounts;
    let labels: Vec<&str> = above.iter().map(|(label, _)| label.as_str()).collect();
    let labels = match labels.as_slice() {
        [first, _, .., last] if labels.len() > FEW_MONTHS => format!("{first} … {last}"),
        few => few.join(", "),
    };
    let months = above.len();
    let (total_kwh, it_kwh) = (total_sum.kwh(), it_sum.kwh());
    let text = Text::new(
        format!(
            "IT 能耗大于总能耗（{months} 个月：{labels}；全期 IT {it_kwh:.1} kWh，总计 {total_kwh:.1} kWh）：请核对计量点与单位"
        ),
        format!(
            "IT energy exceeds total energy in {months} months, {labels} (whole period: IT {it_kwh:.1} kWh, total {total_kwh:.1} kWh): check the meters and their units"
        ),
    );
    Some(told(facility, "it-above-total", Severity::Error, text, above.len(), *first))
}

/// Single hours may contradict each other by clocks that differ; somebody should look.
fn it_above_total_by_hour(
    facility: &Facility,
    hours: &BoundaryHours,
    total: &QuantityHours,
    it: &QuantityHours,
) -> Option<Finding> {
    let pair = [total, it];
    let above: Vec<Stamp> = hours
        .paired(&pair)
        .filter(|hour| !hour.shared && matches!(hour.amounts.as_slice(), [total, it] if it > total))
        .map(|hour| hour.hour.start())
        .collect();
    let first = *above.first()?;
    let text = Text::new("有的小时 IT 能耗大于总能耗", "in some hours IT energy exceeds total energy");
    Some(told(facility, "it-above-total-in-hours", Severity::Warning, text, above.len(), first))
}

fn told(facility: &Facility, id: &str, severity: Severity, text: Text, count: usize, first: Stamp) -> Finding {
    let count = u64::try_from(count).unwrap_or(u64::MAX);
    Finding::new(id, severity, text).times(count, Some(facility.clock.rfc3339(first)))
}

/// A share is cut at the whole; a surplus may be real (it flows out to the grid), but somebody should look.
fn supply_above_total(hours: &BoundaryHours) -> Option<Finding> {
    let mut wanted = vec![hours.total.as_ref().filter(|_| !hours.supply.is_empty())?];
    wanted.extend(hours.supply.iter().map(|line| &line.hours));
    let (mut total, mut supplied) = (Amount::ZERO, Amount::ZERO);
    for hour in hours.paired(&wanted) {
        let [of_total, lines @ ..] = hour.amounts.as_slice() else { continue };
        total += *of_total;
        supplied += lines.iter().copied().sum();
    }
    let (supplied_kwh, total_kwh) = (supplied.kwh(), total.kwh());
    let text = Text::new(
        format!("计量的供电 {supplied_kwh:.1} kWh 大于总能耗 {total_kwh:.1} kWh：占比按总能耗封顶"),
        format!(
            "the metered supply of {supplied_kwh:.1} kWh exceeds the total of {total_kwh:.1} kWh: shares are cut at the total"
        ),
    );
    (supplied > total).then(|| Finding::new("supply-above-total", Severity::Warning, text))
}

fn supply_without_evidence(facility: &Facility) -> Option<Finding> {
    let bare = facility.manifest.declared_supply.iter().filter(|line| line.evidence.is_none()).count();
    let text = Text::new("申报的供电没有佐证材料：不计入", "declared supply without evidence is not counted");
    let count = u64::try_from(bare).unwrap_or(u64::MAX);
    (bare > 0).then(|| Finding::new("supply-without-evidence", Severity::Warning, text).times(count, None))
}
