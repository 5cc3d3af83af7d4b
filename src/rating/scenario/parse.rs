//! Changes as users write them: `KEY=VALUE`.

use super::Baseline;
use super::change::{Change, FIXED, Key};
use super::effects::INSTALLED;
use crate::problem::{Problem, Result, nearest};
use crate::standard::exact::Exact;
use crate::standard::vocabulary::{IndicatorKind, Vocabulary};

pub(super) fn change(baseline: &Baseline<'_>, written: &str) -> Result<Change> {
    let Some((key, value)) = written.split_once('=') else {
        return Err(Problem::new(format!("`{written}` is no change")).hint("write `KEY=VALUE`, such as `pue=1.18`"));
    };
    let key = known(baseline, key.trim())?;
    let value = number(&key, value.trim()).and_then(|value| allowed(baseline, &key, value)).map_err(|fault| {
        let (why, hint) = fault;
        Problem::new(format!("`{}` can not be `{}`: {why}", key, value.trim())).hint(hint)
    })?;
    Ok(Change { key, value })
}

/// Why a value can not be, and what can.
type Fault = (String, String);

/// The key of that name; `-` and `_` are alike.
fn known(baseline: &Baseline<'_>, written: &str) -> Result<Key> {
    let keys = keys(baseline);
    let alike = |name: &str| name.replace('_', "-");
    if let Some(key) = keys.iter().find(|key| alike(&key.to_string()) == alike(written)) {
        return Ok(key.clone());
    }
    let names: Vec<String> = keys.iter().map(Key::to_string).collect();
    let near = nearest(written, names.iter().map(String::as_str)).map(|near| format!("did you mean `{near}`? "));
    let hint = format!(
        "{}the keys are the indicators' ids, {}, system.ID.result, capability.ID and item.ID",
        near.unwrap_or_default(),
        FIXED.map(|(name, _)| name).join(", ")
    );
    Err(Problem::new(format!("there is nothing to change by the name `{written}`")).hint(hint))
}

fn keys(baseline: &Baseline<'_>) -> Vec<Key> {
    let indicators = Vocabulary::embedded().indicators.iter().map(|name| Key::Indicator(name.id.clone()));
    let systems = baseline.rating.given.systems.iter().flatten().map(|system| Key::System(system.id.clone()));
    let domains = baseline.domains().map(|(id, ..)| Key::Capability(id.to_owned()));
    let items = baseline.items().map(|(id, _)| Key::Item(id.to_owned()));
    FIXED.into_iter().map(|(_, key)| key).chain(indicators).chain(systems).chain(domains).chain(items).collect()
}

fn kind(key: &Key) -> IndicatorKind {
    match key {
        Key::Indicator(id) => {
            Vocabulary::embedded().indicator(id).map_or(IndicatorKind::Amount, |indicator| indicator.kind)
        }
        Key::Item(_) => IndicatorKind::YesNo,
        _ => IndicatorKind::Amount,
    }
}

fn number(key: &Key, written: &str) -> std::result::Result<f64, Fault> {
    let kind = kind(key);
    if kind == IndicatorKind::YesNo {
        return match written {
            "yes" | "true" | "是" => Ok(1.0),
            "no" | "false" | "否" => Ok(0.0),
            _ => Err(("it is neither yes nor no".to_owned(), "write `yes` or `no`".to_owned())),
        };
    }
    let (digits, percent) = match written.strip_suffix('%') {
        Some(digits) => (digits.trim_end(), true),
        None => (written, false),
    };
    if percent && kind != IndicatorKind::Share {
        return Err(("it is no share".to_owned(), "write a number without `%`".to_owned()));
    }
    let read = digits.parse::<f64>().ok().filter(|number| number.is_finite());
    let number =
        read.ok_or_else(|| ("it is no number".to_owned(), "write digits, with a point before decimals".into()))?;
    let hundredth = || Exact::of(number)?.over(&Exact::count(100));
    Ok(if percent { hundredth().map_or(number, |share| share.to_f64()) } else { number })
}

/// Ratios of energies that hold the energy of IT above and below.
const AT_LEAST_ONE: [&str; 4] = ["pue", "working_point_ratio", "ppue_cooling", "design_pue"];

/// The value where it can be.
fn allowed(baseline: &Baseline<'_>, key: &Key, value: f64) -> std::result::Result<f64, Fault> {
    let refused = |why: &str, hint: &str| Err((why.to_owned(), hint.to_owned()));
    if value < 0.0 {
        return refused("it is below zero", "name an amount of zero or more");
    }
    match key {
        Key::Indicator(id) if AT_LEAST_ONE.contains(&id.as_str()) && value < 1.0 => {
            refused("the total holds the energy of IT itself", "it is 1 or more")
        }
        Key::Indicator(id) if id == "dcie" && value == 0.0 => refused("there would be no IT", "it is above 0"),
        Key::Indicator(id) if id == INSTALLED && value == 0.0 => refused("there would be no racks", "it is above 0"),
        Key::Indicator(id) if (kind(key) == IndicatorKind::Share || id == "prediction_f1") && value > 1.0 => {
            refused("a share is at most 1", "write 95% or 0.95")
        }
        Key::Capability(id) => {
            let scale = baseline.domains().filter(|(domain, ..)| domain == id).map(|(.., scale)| scale);
            let scale = scale.fold(0.0, f64::max);
            if value > scale {
                return Err((format!("the scale ends at {scale}"), format!("it is at most {scale}")));
            }
            Ok(value)
        }
        _ => Ok(value),
    }
}
