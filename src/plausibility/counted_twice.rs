//! Energy that is counted twice: a meter that reads what another reads, or what two others differ by.

use std::collections::{BTreeMap, BTreeSet};

use super::constant;
use super::found::Found;
use super::robust::number;
use super::scene::{Point, Scene, Trace};
use crate::facility::boundary::signed;
use crate::facility::manifest::SignedSum;
use crate::period::Hour;
use crate::telemetry::Severity;
use crate::text::Text;

/// Fewer common observations than these may be alike by chance.
const LEAST_COMMON: usize = 48;
/// Observations that differ by less than this share of the larger are equal: the last digit of a reading of five.
const EQUAL: f64 = 1e-4;
/// The share of the common observations that must be equal; clocks and gaps make a few differ.
const NEARLY_ALL: f64 = 0.99;
/// At how many hours of a meter it is looked up what another leaves over of it; enough that a meter of one month of a year
/// has two of them.
const PROBES: usize = 24;

/// The meters of a group add up, so that none may hold another: the total; its parts together; the supply together.
struct Group<'a> {
    terms: Vec<(bool, &'a str)>,
}

/// The meters that vary, in the order of the scene. Constant ones, and parts that stand still, prove nothing.
struct Varying<'s, 'a> {
    traces: Vec<&'s Trace<'a>>,
    by_name: BTreeMap<&'s str, &'s Trace<'a>>,
}

pub(super) fn find(scene: &Scene<'_>) -> Vec<Found> {
    let traces: Vec<&Trace<'_>> = scene.all().filter(|trace| varies(trace)).collect();
    let by_name = traces.iter().map(|trace| (trace.meter.name(), *trace)).collect();
    let varying = Varying { traces, by_name };
    let mut found = Vec::new();
    for group in groups(scene) {
        found.extend(named_twice(&group));
        found.extend(alike(&varying, &group));
        found.extend(differences(&varying, &group));
    }
    found.extend(total_is_it(scene, &varying));
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

fn alike(varying: &Varying<'_, '_>, group: &Group<'_>) -> Vec<Found> {
    let different = pairs(group).filter(|(first, second)| first != second);
    let same = different.filter(|(first, second)| varying.is_sum(first, &[second]));
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
fn differences(varying: &Varying<'_, '_>, group: &Group<'_>) -> Vec<Found> {
    let mut found = Vec::new();
    let mut looked_at: BTreeMap<&str, Vec<Probe>> = BTreeMap::new();
    for (first, second) in pairs(group).flat_map(|(a, b)| [(a, b), (b, a)]).filter(|(a, b)| a != b) {
        let probes = looked_at.entry(first).or_insert_with(|| varying.probes(first));
        let rests = varying.rests(probes, second);
        let mut rests = rests.into_iter().filter(|rest| *rest != first && *rest != second);
        if let Some(rest) = rests.find(|rest| varying.is_sum(first, &[second, rest])) {
            found.push(told(
                second,
                format!("{first} 逐时等于 {second} 与 {rest} 之和：{second} 已含在 {first} 中，被计了两次"),
                format!("{first} equals {second} and {rest} together hour by hour: {second} is already inside {first} and counts twice"),
            ));
        }
    }
    found
}

/// An hour of a meter, and all that vary at that hour.
struct Probe {
    hour: Hour,
    rate: f64,
    /// The rates and the places of the meters, in the order of the rates.
    rates: Vec<(f64, usize)>,
}

impl<'s> Varying<'s, '_> {
    /// Some hours of a meter, evenly over its time.
    fn probes(&self, meter: &str) -> Vec<Probe> {
        let points = self.by_name.get(meter).map_or(&[][..], |trace| &trace.points);
        let step = points.len().div_ceil(PROBES).max(1);
        let probe = |point: &Point| {
            let rate = |(place, trace): (usize, &&Trace<'_>)| Some((trace.at(point.hour)?.rate, place));
            let mut rates: Vec<(f64, usize)> = self.traces.iter().enumerate().filter_map(rate).collect();
            rates.sort_by(|a, b| a.0.total_cmp(&b.0));
            Probe { hour: point.hour, rate: point.rate, rates }
        };
        points.iter().step_by(step).map(probe).collect()
    }

    /// The meters that may be what one leaves over of another, looked up at its probes: to try every third meter for every
    /// two takes hours where there are hundreds. In the order of the scene.
    fn rests(&self, probes: &[Probe], second: &str) -> Vec<&'s str> {
        let Some(second) = self.by_name.get(second) else { return Vec::new() };
        let mut places = BTreeSet::new();
        for probe in probes {
            let Some(taken) = second.at(probe.hour).map(|point| point.rate) else { continue };
            let (left, tolerance) = (probe.rate - taken, 2.0 * EQUAL * probe.rate.abs());
            let from = probe.rates.partition_point(|(rate, _)| *rate < left - tolerance);
            let near = probe.rates.iter().skip(from).take_while(|(rate, _)| *rate <= left + tolerance);
            places.extend(near.map(|(_, place)| *place));
        }
        places.into_iter().filter_map(|place| Some(self.traces.get(place)?.meter.name())).collect()
    }

    /// Whether a meter equals the sum of others in nearly all of the hours that all of them have.
    fn is_sum(&self, whole: &str, parts: &[&str]) -> bool {
        let Some(whole) = self.by_name.get(whole) else { return false };
        let parts: Option<Vec<&Trace<'_>>> = parts.iter().map(|name| self.by_name.get(name).copied()).collect();
        let Some(parts) = parts else { return false };
        if parts.iter().any(|part| part.meter.amount_dimension() != whole.meter.amount_dimension()) {
            return false;
        }
        let (mut common, mut equal) = (0_usize, 0_usize);
        for point in &whole.points {
            let rates: Option<f64> = parts.iter().map(|part| Some(part.at(point.hour)?.rate)).sum();
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
}

/// Total and IT from one meter's readings under two names: a PUE of exactly one.
fn total_is_it(scene: &Scene<'_>, varying: &Varying<'_, '_>) -> Option<Found> {
    let boundary = &scene.facility.manifest.boundary;
    let (total, it) = (signed(&boundary.total), signed(&boundary.it));
    let mut pairs = total.iter().flat_map(|(_, a)| it.iter().map(move |(_, b)| (*a, *b)));
    let (total, it) = pairs.find(|(a, b)| a != b && varying.is_sum(a, &[b]))?;
    Some(told(
        it,
        format!("IT 表与总表 {total} 逐时读数相同：两者并非分别计量"),
        format!("the IT meter reads the same as {total} of the total hour by hour: they are not metered apart"),
    ))
}

fn varies(trace: &Trace<'_>) -> bool {
    !trace.points.is_empty() && constant::value_of(trace).is_none()
}
