//! From a meter's readings to its hours, in whole millionths of a joule, a litre or a second.

use std::collections::BTreeMap;

use jiff::tz::TimeZone;

use crate::exact::{Decimal, Told, nearest, whole};
use crate::manifest::Meter;
use crate::telemetry::Readings;
use crate::time::{HOUR, Length, instant};

/// Nanoseconds in a second.
const SECOND: i128 = 1_000_000_000;
/// How many distances before a gap tell what is usual there.
const FEW: usize = 3;

/// What a meter measured in an hour.
#[derive(Clone, Copy, Default, Debug, PartialEq, Eq)]
pub struct Cell {
    pub amount: i128,
    pub covered: i128,
    pub held_amount: i128,
    pub held: i128,
    pub samples: i128,
    pub shared: bool,
}

/// A meter's hours since 1970.
pub type Cells = BTreeMap<i128, Cell>;

/// The hours of a meter, where powers hold on for so many minutes; `readings` are those of its block.
pub fn cells(meter: &Meter, hold_minutes: i64, readings: &Readings, zone: &TimeZone) -> Told<Cells> {
    let taken = once(readings.get(&meter.column).map_or(&[][..], Vec::as_slice));
    match meter.kind.as_str() {
        "power" | "state" => held(meter, hold_minutes, &taken),
        "interval" => {
            let valid =
                meter.valid_hours.as_ref().map(|column| once(readings.get(column).map_or(&[][..], Vec::as_slice)));
            interval(meter, &taken, valid.as_deref(), zone)
        }
        "counter" => counter(meter, &taken, zone),
        other => Err(format!("meters of kind {other}")),
    }
}

/// Readings in order of time, each instant once: equal ones count once, of contradicting ones none.
pub fn once(readings: &[(i128, Decimal)]) -> Vec<(i128, Decimal)> {
    let mut sorted = readings.to_vec();
    sorted.sort_by_key(|(at, _)| *at);
    let instants = sorted.chunk_by(|(before, _), (after, _)| before == after);
    let agreed =
        instants.filter(|all| all.iter().zip(all.iter().skip(1)).all(|((_, a), (_, b))| a.exact() == b.exact()));
    agreed.filter_map(|all| all.first().copied()).collect()
}

/// Millionths of the base unit for each one of a meter's unit, its multiplier within.
fn scale(meter: &Meter) -> Told<i128> {
    let base = match meter.unit.as_deref() {
        Some("W" | "J" | "L") => 1,
        Some("kW" | "m3" | "t") => 1_000,
        Some("MW" | "MJ") => 1_000_000,
        Some("GJ") => 1_000_000_000,
        Some("Wh") => 3_600,
        Some("kWh") => 3_600_000,
        Some("MWh") => 3_600_000_000,
        Some("GWh") => 3_600_000_000_000,
        None if meter.kind == "state" => 1,
        _ => return Err(format!("the unit of {}", meter.id)),
    };
    match &meter.multiplier {
        Some(times) => number(times)?.times(base * 1_000_000),
        None => Ok(base * 1_000_000),
    }
}

/// A number of a manifest or a pack as the decimal that it is written as.
pub fn number(value: &toml::Value) -> Told<Decimal> {
    match value {
        toml::Value::Integer(number) => Decimal::written(&number.to_string()),
        toml::Value::Float(number) => Decimal::of_double(*number),
        other => Err(format!("{other} is no number")),
    }
}

/// The hours that a span of time touches, each with its part of it.
fn hours(start: i128, end: i128) -> impl Iterator<Item = (i128, i128, i128)> {
    let last = (end - 1).div_euclid(HOUR);
    (start.div_euclid(HOUR)..=last).map(move |hour| (hour, start.max(hour * HOUR), end.min((hour + 1) * HOUR)))
}

/// Each reading holds until the next, at most `max_gap`; before a gap, and at the end, for the usual distance.
fn held(meter: &Meter, hold_minutes: i64, readings: &[(i128, Decimal)]) -> Told<Cells> {
    let max_gap = Length::written(meter.max_gap.as_deref().unwrap_or("15min"))?.nanos()?;
    let hold_on = if meter.kind == "power" { i128::from(hold_minutes) * 60 * SECOND } else { 0 };
    let scale = scale(meter)?;
    let stamps: Vec<i128> = readings.iter().map(|(at, _)| *at).collect();
    let distances: Vec<i128> = stamps.iter().zip(stamps.iter().skip(1)).map(|(a, b)| b - a).collect();
    let of_all = {
        let mut sorted = distances.clone();
        sorted.sort_unstable();
        // Of two in the middle the longer.
        sorted.get(sorted.len() / 2).copied().unwrap_or(max_gap).min(max_gap)
    };
    let mut cells = Cells::new();
    for (place, (at, reading)) in readings.iter().enumerate() {
        let rate = reading.times(scale)?;
        let ahead = distances.get(place).copied();
        let before = distances.get(..place).unwrap_or_default();
        let mut usual: Vec<i128> =
            before.iter().rev().take(FEW).take_while(|distance| **distance <= max_gap).copied().collect();
        usual.sort_unstable();
        // Of two in the middle the shorter; right after a gap nothing near tells, and all distances do.
        let here = usual.get(usual.len().saturating_sub(1) / 2).copied().unwrap_or(of_all);
        let hold = match ahead {
            Some(ahead) if ahead <= max_gap => ahead,
            _ => here,
        };
        cells.entry(at.div_euclid(HOUR)).or_default().samples += 1;
        for (hour, from, to) in hours(*at, at + hold) {
            let cell = cells.entry(hour).or_default();
            cell.amount += nearest(rate * (to - from), SECOND);
            cell.covered += to - from;
        }
        let held_until = match ahead {
            Some(ahead) if ahead > max_gap => at + ahead.min(hold_on),
            _ => *at,
        };
        if held_until > at + hold {
            for (hour, from, to) in hours(at + hold, held_until) {
                let cell = cells.entry(hour).or_default();
                cell.held_amount += nearest(rate * (to - from), SECOND);
                cell.held += to - from;
            }
        }
    }
    Ok(cells)
}

/// Spreads an amount, and for how long of it was measured, evenly from a start to an end. What falls into an hour is the
/// difference of what fell until its end and until its start, each to the nearest whole number.
fn spread(cells: &mut Cells, start: i128, end: i128, amount: i128, measured: i128) -> Told<()> {
    let span = end - start;
    let until =
        |part: i128| amount.checked_mul(part).map(|product| nearest(product, span)).ok_or("an amount is too large");
    let several = start.div_euclid(HOUR) != (end - 1).div_euclid(HOUR);
    for (hour, from, to) in hours(start, end) {
        let cell = cells.entry(hour).or_default();
        cell.amount += until(to - start)? - until(from - start)?;
        cell.covered += measured * (to - start) / span - measured * (from - start) / span;
        cell.shared |= several;
    }
    Ok(())
}

/// Each amount is spread evenly over its own interval.
fn interval(
    meter: &Meter,
    readings: &[(i128, Decimal)],
    valid: Option<&[(i128, Decimal)]>,
    zone: &TimeZone,
) -> Told<Cells> {
    let length = Length::written(meter.interval.as_deref().ok_or("an interval meter without an interval")?)?;
    let scale = scale(meter)?;
    let at_end = meter.stamp.as_deref() == Some("end");
    let mut cells = Cells::new();
    for (at, reading) in readings {
        let other = length.from(*at, zone, at_end)?;
        let (start, end) = (*at.min(&other), *at.max(&other));
        let measured = match valid {
            None => end - start,
            Some(valid) => match valid.iter().find(|(stamp, _)| stamp == at) {
                Some((_, hours)) => hours.times(HOUR)?.min(end - start),
                None => 0,
            },
        };
        spread(&mut cells, start, end, reading.times(scale)?, measured)?;
        cells.entry(start.div_euclid(HOUR)).or_default().samples += 1;
    }
    Ok(cells)
}

/// A step of a counter: from when until when, and by how much it went on.
struct Step {
    start: i128,
    end: i128,
    flowed: i128,
}

/// Differences of neighbouring readings. A step back is a rollover where one explains it, else a reset.
fn counter(meter: &Meter, readings: &[(i128, Decimal)], zone: &TimeZone) -> Told<Cells> {
    let scale = scale(meter)?;
    let modulus = meter.rollover.as_ref().map(|at| number(at)?.times(scale)).transpose()?;
    let mut cells = Cells::new();
    // Lives of one counter each: what replaces it begins another.
    let mut lives: Vec<Vec<(i128, i128)>> = vec![Vec::new()];
    let mut all: Vec<(i128, Option<i128>)> = Vec::new();
    for (at, reading) in readings {
        all.push((*at, Some(reading.times(scale)?)));
        cells.entry(at.div_euclid(HOUR)).or_default().samples += 1;
    }
    for change in &meter.replaced {
        let amount = |value: &Option<toml::Value>| value.as_ref().map(|value| number(value)?.times(scale)).transpose();
        let (at, last, first) = (instant(&change.at, zone)?, amount(&change.old_final)?, amount(&change.new_start)?);
        // Readings at the instant are of the new counter, and the manifest's come before them.
        let place = all.partition_point(|(of, _)| *of < at);
        let told = last
            .map(|last| (at, Some(last)))
            .into_iter()
            .chain([(at, None)])
            .chain(first.map(|first| (at, Some(first))));
        all.splice(place..place, told);
    }
    for (at, amount) in all {
        let Some(amount) = amount else {
            lives.push(Vec::new());
            continue;
        };
        let life = lives.last_mut().ok_or("a counter without a life")?;
        if life.last().is_none_or(|(when, _)| *when != at) {
            life.push((at, amount));
        }
    }
    let (mut forward, mut back) = (Vec::new(), Vec::new());
    for life in &lives {
        for ((start, before), (end, after)) in life.iter().zip(life.iter().skip(1)) {
            let step = |flowed| Step { start: *start, end: *end, flowed };
            if after >= before {
                forward.push(step(after - before));
            } else if let Some(modulus) = modulus.filter(|modulus| before < modulus) {
                back.push(step(after - before + modulus));
            }
        }
    }
    let rate = |step: &Step| whole(step.flowed) / whole(step.end - step.start);
    let fastest = forward.iter().map(rate).max();
    // One rollover is at most half of the register, and no more than twice as fast as anywhere else.
    let explained = |step: &&Step| {
        modulus.is_some_and(|modulus| step.flowed * 2 <= modulus)
            && fastest.as_ref().is_none_or(|fastest| rate(step) <= fastest * whole(2))
    };
    for step in forward.iter().chain(back.iter().filter(explained)) {
        spread(&mut cells, step.start, step.end, step.flowed, step.end - step.start)?;
    }
    Ok(cells)
}
