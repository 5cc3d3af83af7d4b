//! Energy that is counted twice: a meter that reads what another reads, or what two others differ by.

use super::constant;
use super::found::Found;
use super::robust::number;
use super::scene::{Point, Scene, Trace};
use crate::facility::boundary::signed;
use crate::facility::manifest::SignedSum;
use crate::telemetry::Severity;
use crate::text::Text;

/// Fewer common observations than these may be alike by chance.
const LEAST_COMMON: usize = 48;
/// Observations that differ by less than this share of the larger are equal: the last digit of a reading of five.
const EQUAL: f64 = 1e-4;
/// The share of the common observations that must be equal; clocks and gaps make a few differ.
const NEARLY_ALL: f64 = 0.99;

/// The meters of a group add up, so that none may hold another: the total; its parts together; the supply together.
struct Group<'a> {
    terms: Vec<(bool, &'a str)>,
}

pub(super) fn find(scene: &Scene<'_>) -> Vec<Found> {
    let mut found = Vec::new();
    for group in groups(scene) {
        found.extend(named_twice(&group));
        found.extend(alike(scene, &group));
        found.extend(differences(scene, &group));
    }
    found.extend(total_is_it(scene));
    found
}

fn groups<'a>(scene: &Scene<'a>) -> Vec<Group<'a>> {
    let boundary = &scene.facility.manifest.boundary;
    let group = |sums: &[&'a SignedSum]| Group { terms: sums.iter().copied().flat_map(signed).collect() };
    let supply: Vec<&SignedSum> = boundary.supply.iter().map(|line| &line.meters).collect();
    vec![
        group(&[&boundary.total]),
        group(&[&boundary.it, &boundary.cooling, &boundary.distribution]),
        group(&supply),
        group(&[&boundary.water]),
        group(&[&boundary.heat_reuse]),
    ]
}

fn told(meter: &str, zh: String, en: String) -> Found {
    let advice = Text::new(
        "核对两处是否为同一回路：若是，请在边界中只保留一处，或用负号减去",
        "check whether both are the same feed: if so keep one of them in the boundary, or subtract it with a leading `-`",
    );
    Found::new("counted-twice", Severity::Warning, Text::new(zh, en), advice).on(meter)
}

/// Pairs of terms with the same sign, each pair once.
fn pairs<'g, 'a>(group: &'g Group<'a>) -> impl Iterator<Item = (&'a str, &'a str)> + use<'g, 'a> {
    let terms = group.terms.iter().enumerate();
    terms.flat_map(|(index, (sign, first))| {
        let later = group.terms.iter().skip(index + 1).filter(move |(other, _)| other == sign);
        later.map(move |(_, second)| (*first, *second))
    })
}

/// The same meter in two sums that add up, such as a pump in cooling and in distribution.
fn named_twice(group: &Group<'_>) -> Vec<Found> {
    let same = pairs(group).filter(|(first, second)| first == second);
    same.map(|(name, _)| {
        told(
            name,
            "该表在相加的两处边界中各出现一次".to_owned(),
            "the meter stands in two sums of the boundary that add up".to_owned(),
        )
    })
    .collect()
}

fn alike(scene: &Scene<'_>, group: &Group<'_>) -> Vec<Found> {
    let different = pairs(group).filter(|(first, second)| first != second);
    let same = different.filter(|(first, second)| is_sum(scene, first, &[second]));
    same.map(|(first, second)| {
        told(
            second,
            format!("与 {first} 逐时读数相同：同一电量被计了两次"),
            format!("it reads the same as {first} hour by hour: the same energy counts twice"),
        )
    })
    .collect()
}

/// A meter that holds another one of the same sum: what both leave over is a third meter's.
fn differences(scene: &Scene<'_>, group: &Group<'_>) -> Vec<Found> {
    let mut found = Vec::new();
    for (first, second) in pairs(group).flat_map(|(a, b)| [(a, b), (b, a)]).filter(|(a, b)| a != b) {
        let others = scene.all().map(|trace| trace.meter.name());
        let mut rest = others.filter(|name| *name != first && *name != second);
        if let Some(rest) = rest.find(|rest| is_sum(scene, first, &[second, rest])) {
            found.push(told(
                second,
                format!("{first} 逐时等于 {second} 与 {rest} 之和：{second} 已含在 {first} 中，被计了两次"),
                format!("{first} equals {second} and {rest} together hour by hour: {second} is already inside {first} and counts twice"),
            ));
        }
    }
    found
}

/// Total and IT from one meter's readings under two names: a PUE of exactly one.
fn total_is_it(scene: &Scene<'_>) -> Option<Found> {
    let boundary = &scene.facility.manifest.boundary;
    let (total, it) = (signed(&boundary.total), signed(&boundary.it));
    let mut pairs = total.iter().flat_map(|(_, a)| it.iter().map(move |(_, b)| (*a, *b)));
    let (total, it) = pairs.find(|(a, b)| a != b && is_sum(scene, a, &[b]))?;
    Some(told(
        it,
        format!("IT 表与总表 {total} 逐时读数相同：两者并非分别计量"),
        format!("the IT meter reads the same as {total} of the total hour by hour: they are not metered apart"),
    ))
}

/// Whether a meter equals the sum of others in nearly all of the hours that all of them have. Constant meters, and
/// parts that stand still, prove nothing.
fn is_sum(scene: &Scene<'_>, whole: &str, parts: &[&str]) -> bool {
    let Some(whole) = scene.trace(whole).filter(|trace| varies(trace)) else { return false };
    let parts: Option<Vec<&Trace<'_>>> =
        parts.iter().map(|name| scene.trace(name).filter(|trace| varies(trace))).collect();
    let Some(parts) = parts else { return false };
    if parts.iter().any(|part| part.meter.amount_dimension() != whole.meter.amount_dimension()) {
        return false;
    }
    let (mut common, mut equal) = (0_usize, 0_usize);
    for point in &whole.points {
        let rates: Option<f64> = parts.iter().map(|part| Some(at(part, point)?.rate)).sum();
        let Some(sum) = rates else { continue };
        common += 1;
        equal += usize::from((point.rate - sum).abs() <= EQUAL * point.rate.abs().max(sum.abs()));
        // So many differ already that the rest can not mend it: most meters are told apart after a few days.
        if number(common - equal) > (1.0 - NEARLY_ALL) * number(whole.points.len()) {
            return false;
        }
    }
    common >= LEAST_COMMON && number(equal) >= NEARLY_ALL * number(common)
}

fn varies(trace: &Trace<'_>) -> bool {
    !trace.points.is_empty() && constant::value_of(trace).is_none()
}

fn at<'t>(trace: &'t Trace<'_>, point: &Point) -> Option<&'t Point> {
    let index = trace.points.binary_search_by_key(&point.hour, |other| other.hour).ok()?;
    trace.points.get(index)
}
