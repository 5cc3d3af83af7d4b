//! Whether there is enough to grade: months and hours with data, meters apart, and the declared absence of violations.

use std::collections::BTreeSet;

use super::{IndicatorInput, Known, Subject, Value, proven};
use crate::facility::boundary::{PairedSums, QuantityHours, signed};
use crate::standard::exact::Exact;
use crate::standard::observed::Standing;
use crate::text::Text;

pub(super) fn compute(subject: &Subject<'_>) -> Vec<(&'static str, Value)> {
    vec![
        ("consecutive_months", months(subject)),
        ("hour_coverage", coverage(subject)),
        ("separately_metered", separately_metered(subject)),
        ("no_violation", no_violation(subject)),
    ]
}

/// Total and IT, and their sums over the hours in which both are known.
fn pair<'a>(subject: &'a Subject<'_>) -> Result<([&'a QuantityHours; 2], PairedSums<2>), Text> {
    let (total, it) = (subject.total(), subject.it());
    let pair = [total.hours()?, it.hours()?];
    Ok((pair, subject.hours.paired_sums(pair)))
}

/// The longest run of civil months that each have an hour in which total and IT are both covered.
fn months(subject: &Subject<'_>) -> Value {
    let (pair, sums) = pair(subject)?;
    let (mut run, mut longest) = (0_u32, 0_u32);
    for (_, month) in subject.hours.period.months(&subject.facility.clock) {
        let has_data = subject.hours.paired_in(month, &pair).any(|hour| hour.covered > 0);
        run = if has_data { run + 1 } else { 0 };
        longest = longest.max(run);
    }
    Ok(Known::measured(f64::from(longest), Vec::new(), subject.coverage(&sums)))
}

fn coverage(subject: &Subject<'_>) -> Value {
    let (_, sums) = pair(subject)?;
    let coverage = subject.coverage(&sums);
    let share = Exact::whole(sums.covered).over(&Exact::whole(i128::from(subject.hours.period.nanos())));
    let inputs = vec![
        IndicatorInput::new("covered hours", coverage.covered_hours, "h", "E_total, E_IT"),
        IndicatorInput::new("hours of the period", coverage.period_hours, "h", "period"),
    ];
    Ok(Known::measured(share.map_or_else(|| coverage.share(), |share| share.to_f64()), inputs, coverage))
}

/// Yes where both sides of PUE have meters, not the same ones, and none of them is estimated.
fn separately_metered(subject: &Subject<'_>) -> Value {
    let boundary = &subject.facility.manifest.boundary;
    let meters = |sum| signed(sum).into_iter().collect::<BTreeSet<_>>();
    let (total, it) = (meters(&boundary.total), meters(&boundary.it));
    let estimated = |name: &str| {
        let mut meters = subject.facility.manifest.meters.iter();
        meters.any(|meter| meter.name() == name && meter.estimated)
    };
    let measured = !total.iter().chain(&it).any(|(_, name)| estimated(name));
    let apart = !total.is_empty() && !it.is_empty() && total != it && measured;
    let inputs = [("E_total", &subject.hours.total), ("E_IT", &subject.hours.it)].map(|(name, hours)| {
        let from = hours.as_ref().map_or("—", |hours| hours.formula.as_str());
        IndicatorInput::new(name, f64::from(u8::from(hours.is_some())), "yes/no", from)
    });
    Ok(Known { value: f64::from(u8::from(apart)), standing: Standing::Measured, inputs: inputs.into(), coverage: None })
}

fn no_violation(subject: &Subject<'_>) -> Value {
    let (none, evidence) = proven(subject.facility.manifest.declared.no_violation.as_ref())?;
    Ok(Known::declared(f64::from(u8::from(none)), "no violation", "yes/no", evidence))
}
