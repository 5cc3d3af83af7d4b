//! What the keys of a meter must satisfy: its unit, and the keys that only some kinds have.

use std::collections::BTreeMap;

use toml::Spanned;

use super::check::{Fault, fault};
use super::manifest::SignedSum;
use crate::period::{Clock, Stamp};
use crate::problem::nearest;
use crate::telemetry::{Kind, Meter, StampReader};
use crate::units::Unit;

type Checked = Result<(), Fault>;

/// The key of a meter's unit; `None` for a state, which has no unit.
pub(super) fn unit_key(meter: &Meter) -> Result<Option<&Spanned<Unit>>, Fault> {
    match (meter.kind, &meter.unit) {
        (Kind::State, None) => Ok(None),
        (Kind::State, Some(unit)) => {
            let what = format!("meter `{}` is of kind `state`, which has no unit", meter.name());
            Err(fault(unit, what, "leave `unit` out: a state is on or off, and the time on is added up"))
        }
        (_, Some(unit)) => Ok(Some(unit)),
        (_, None) => {
            let what = format!("meter `{}` does not say the unit of its readings", meter.name());
            Err(fault(&meter.id, what, "add `unit = \"kW\"` (or kWh, m3 …)"))
        }
    }
}

/// Checks the keys that only some kinds have.
pub(super) fn check(meter: &Meter, clock: &Clock) -> Checked {
    if meter.kind != Kind::Interval && (meter.interval.is_some() || meter.valid_hours.is_some()) {
        let what = format!("meter `{}` is not of kind `interval` but has `interval` or `valid_hours`", meter.name());
        return Err(fault(&meter.id, what, "leave the key out, or write `kind = \"interval\"`"));
    }
    multiplier(meter)?;
    rollover(meter)?;
    replaced(meter, clock)?;
    words(meter)
}

fn multiplier(meter: &Meter) -> Checked {
    let Some(key) = &meter.multiplier else { return Ok(()) };
    let times = *key.get_ref();
    if !(MULTIPLIERS.contains(&times)) {
        let hint = "write the ratio of the meter's transformers, such as 400; leave it out where there are none";
        return Err(fault(key, format!("the multiplier `{times}` cannot be"), hint));
    }
    match meter.kind {
        Kind::State => Err(fault(key, "a state has no multiplier".to_owned(), "leave `multiplier` out")),
        Kind::Power | Kind::Interval | Kind::Counter => Ok(()),
    }
}

/// Every ratio of transformers, and of units that a maker left out.
const MULTIPLIERS: std::ops::RangeInclusive<f64> = 1e-3..=1e7;

fn rollover(meter: &Meter) -> Checked {
    let Some(key) = &meter.rollover else { return Ok(()) };
    let modulus = *key.get_ref();
    if meter.kind != Kind::Counter {
        return Err(only_counters(meter, key, "rollover"));
    }
    if !modulus.is_finite() || modulus <= 0.0 {
        let hint = "write the reading at which it begins again, in its own unit: 1000000.0 for six digits";
        return Err(fault(key, format!("a counter cannot roll over at `{modulus}`"), hint));
    }
    Ok(())
}

fn replaced(meter: &Meter, clock: &Clock) -> Checked {
    let mut last: Option<Stamp> = None;
    for replacement in &meter.replaced {
        let at = &replacement.at;
        if meter.kind != Kind::Counter {
            return Err(only_counters(meter, at, "replaced"));
        }
        let stamp = StampReader::new(clock.clone()).parse(at.get_ref().as_bytes());
        let stamp = stamp.map_err(|wrong| (at.span(), wrong.problem(at.get_ref(), clock)))?;
        if last.is_some_and(|last| stamp <= last) {
            let what = format!("`{}` is not after the replacement before it", at.get_ref());
            return Err(fault(at, what, "write the replacements in order of time"));
        }
        last = Some(stamp);
        let readings = [replacement.old_final, replacement.new_start].into_iter().flatten();
        if let Some(wrong) = readings.into_iter().find(|reading| !reading.is_finite() || *reading < 0.0) {
            let what = format!("the counter replaced at `{}` cannot have read `{wrong}`", at.get_ref());
            return Err(fault(at, what, "write what the counters showed, as `old_final` and `new_start`"));
        }
    }
    Ok(())
}

fn only_counters<T>(meter: &Meter, key: &Spanned<T>, name: &str) -> Fault {
    let what = format!("meter `{}` is not of kind `counter` but has `{name}`", meter.name());
    fault(key, what, "leave the key out, or write `kind = \"counter\"`")
}

fn words(meter: &Meter) -> Checked {
    let Some(first) = meter.on.iter().chain(&meter.off).next() else { return Ok(()) };
    if meter.kind != Kind::State {
        let what = format!("meter `{}` is not of kind `state` but has words for on or off", meter.name());
        return Err(fault(first, what, "leave `on` and `off` out, or write `kind = \"state\"`"));
    }
    if meter.on.is_empty() || meter.off.is_empty() {
        let what = format!("meter `{}` has words for only one of on and off", meter.name());
        return Err(fault(first, what, "write both, such as `on = [\"running\"]` and `off = [\"stopped\"]`"));
    }
    let both = meter.off.iter().find(|off| meter.on.iter().any(|on| on.get_ref().trim() == off.get_ref().trim()));
    match both {
        Some(word) => {
            Err(fault(word, format!("`{}` stands for both on and off", word.get_ref()), "give each word one meaning"))
        }
        None => Ok(()),
    }
}

/// Signals are not subtracted from each other.
pub(super) fn check_signals(signals: &SignedSum) -> Checked {
    match signals.iter().find(|name| name.get_ref().starts_with('-')) {
        Some(name) => {
            let what = format!("the signal `{}` cannot be subtracted", name.get_ref());
            Err(fault(name, what, "leave the `-` out, and name a signal that is on while cooling is optimised"))
        }
        None => Ok(()),
    }
}

/// A power is bridged by a counter of the same kind of amount.
pub(super) fn check_bridge(meter: &Meter, meters: &BTreeMap<&str, &Meter>) -> Checked {
    let Some(key) = &meter.bridge_with else { return Ok(()) };
    let name = key.get_ref();
    if meter.kind != Kind::Power {
        let what = format!("meter `{}` is not of kind `power` but has `bridge_with`", meter.name());
        return Err(fault(key, what, "leave the key out: only the gaps of powers are bridged"));
    }
    let Some(counter) = meters.get(name.as_str()) else {
        let hint = match nearest(name, meters.keys().copied()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("the meters are: {}", meters.keys().copied().collect::<Vec<_>>().join(", ")),
        };
        return Err(fault(key, format!("there is no meter `{name}` to bridge with"), hint));
    };
    if counter.kind != Kind::Counter || counter.quantity != meter.quantity {
        let what = format!("meter `{name}` is no counter of what `{}` measures", meter.name());
        return Err(fault(key, what, "name a running counter of the same energy"));
    }
    Ok(())
}
