//! What the policy for gaps touches, and what the other policies would give.

use std::collections::BTreeMap;

use super::in_effect::InEffect;
use super::record::{GapPolicy, PolicyOutcome};
use crate::facility::BoundaryHours;
use crate::facility::gaps::Policy;
use crate::indicator::{Coverage, Indicator, Subject, compute};
use crate::telemetry::Rollup;
use crate::units::ratio;

/// The policy in effect, with the share of each quantity that it touches and the outcome under each policy.
/// `indicators` are those of the subject.
pub(super) fn gap_policy(
    subject: &Subject<'_>,
    indicators: &[Indicator],
    rollup: &Rollup,
    in_effect: InEffect,
) -> GapPolicy {
    let manifest = &subject.facility.manifest;
    let bridged = manifest.meters.iter().any(|meter| meter.bridge_with.is_some());
    let policies = [Policy::Exclude, Policy::Hold, Policy::Bridge].into_iter();
    let outcomes = policies.filter(|policy| bridged || *policy != Policy::Bridge).map(|policy| {
        // To exclude and to hold are the same where nothing holds on.
        let alike = !subject.hours.holds && policy != Policy::Bridge && in_effect.gaps.policy != Policy::Bridge;
        if alike || policy == in_effect.gaps.policy {
            return outcome(policy, subject, indicators);
        }
        let hours = BoundaryHours::under(policy, manifest, rollup, subject.hours.period);
        // Where there is no gap to be filled, nothing else comes out.
        if hours == *subject.hours {
            return outcome(policy, subject, indicators);
        }
        let subject = Subject { hours: &hours, ..*subject };
        outcome(policy, &subject, &compute(&subject))
    });
    GapPolicy {
        policy: in_effect.gaps.policy,
        hold_minutes: in_effect.gaps.hold_minutes,
        stated_by: in_effect.stated_by,
        touched: touched(in_effect.gaps.policy, subject.hours),
        sensitivity: outcomes.collect(),
    }
}

fn outcome(policy: Policy, subject: &Subject<'_>, indicators: &[Indicator]) -> PolicyOutcome {
    let value = |id: &str| indicators.iter().find(|indicator| indicator.id == id)?.value;
    let pair = subject.hours.total.as_ref().zip(subject.hours.it.as_ref());
    let sums = pair.map(|(total, it)| subject.hours.paired_sums([total, it]));
    let hours = |nanos| Coverage::of(nanos, subject.hours.period.hour_count()).covered_hours;
    PolicyOutcome {
        policy,
        pue: value("pue"),
        clean_share: value("clean_share"),
        measured_hours: hours(sums.map_or(0, |sums| sums.covered)),
        estimated_hours: hours(sums.map_or(0, |sums| sums.estimated)),
    }
}

/// By quantity, the share of its amount that the policy touches. To exclude is to leave out what was measured in hours
/// that do not count, because the quantity that it is held against was not measured in them; to hold and to bridge is to
/// add what was not measured.
fn touched(policy: Policy, hours: &BoundaryHours) -> BTreeMap<String, f64> {
    let [total, it] = [&hours.total, &hours.it].map(Option::as_ref);
    let quantities = [
        ("total", total, it),
        ("it", it, total),
        ("cooling", hours.cooling.as_ref(), it),
        ("distribution", hours.distribution.as_ref(), it),
        ("water", hours.water.as_ref(), it),
        ("heat_reuse", hours.heat_reuse.as_ref(), total),
    ];
    let shares = quantities.into_iter().filter_map(|(name, quantity, against)| {
        let quantity = quantity?;
        let [all] = hours.paired_sums([quantity]).amounts;
        let part = match policy {
            Policy::Exclude => all - hours.paired_sums([quantity, against?]).amounts.first().copied()?,
            Policy::Hold | Policy::Bridge => quantity.estimated(),
        };
        Some((name.to_owned(), ratio(part, all)?.clamp(0.0, 1.0)))
    });
    shares.collect()
}
