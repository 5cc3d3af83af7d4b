//! What a meter tells of its accuracy: its class, its current transformer, its power factor.

use std::collections::BTreeMap;

use toml::Spanned;

use super::check::{Fault, fault};
use crate::telemetry::meter::class_percent;
use crate::telemetry::{CurrentTransformer, Kind, Meter, Quantity};

type Checked = Result<(), Fault>;

/// Checks what one meter tells of its accuracy.
pub(super) fn check(meter: &Meter) -> Checked {
    if let Some(class) = meter.class.as_ref().filter(|class| !class_percent(class.get_ref()).is_some_and(|p| p > 0.0)) {
        let what = format!("`{}` is no accuracy class", class.get_ref());
        return Err(fault(class, what, "write the meter's class, such as `0.5S`: the limit of its error in percent"));
    }
    if let Some(factor) = &meter.power_factor {
        only_electricity(meter, factor, "power_factor")?;
        let value = *factor.get_ref();
        if !(value > 0.0 && value <= 1.0) {
            return Err(fault(factor, format!("the power factor `{value}` cannot be"), "it is above 0 and at most 1"));
        }
    }
    let Some(transformer) = &meter.current_transformer else { return Ok(()) };
    only_electricity(meter, transformer, "current_transformer")?;
    let CurrentTransformer { id, load, rated_kw, .. } = transformer.get_ref();
    if load.is_some() && rated_kw.is_some() {
        let what = format!("the transformer `{}` has both `load` and `rated_kw`", id.get_ref());
        return Err(fault(transformer, what, "leave one out: `rated_kw` tells the load by the meter's mean power"));
    }
    if let Some(load) = load.filter(|load| !(*load > 0.0 && *load <= CurrentTransformer::HIGHEST_LOAD)) {
        let what = format!("the load `{load}` of the transformer `{}` cannot be", id.get_ref());
        return Err(fault(transformer, what, "write it as a share of the rated current: 0.2 for 20 %"));
    }
    if let Some(rated) = rated_kw.filter(|rated| !(rated.is_finite() && *rated > 0.0)) {
        let what = format!("the rated power `{rated}` of the transformer `{}` cannot be", id.get_ref());
        return Err(fault(transformer, what, "write the power at its rated current in kW"));
    }
    Ok(())
}

fn only_electricity<T>(meter: &Meter, key: &Spanned<T>, name: &str) -> Checked {
    if meter.quantity == Quantity::Electricity && meter.kind != Kind::State {
        return Ok(());
    }
    let what = format!("meter `{}` does not measure electricity but has `{name}`", meter.name());
    Err(fault(key, what, format!("leave `{name}` out, or set the meter's `quantity` and `kind`")))
}

/// One transformer is told alike by all its meters.
pub(super) fn check_shared(meters: &[Meter]) -> Checked {
    let mut known: BTreeMap<&str, (&str, &CurrentTransformer)> = BTreeMap::new();
    for (meter, told) in meters.iter().filter_map(|meter| Some((meter, meter.current_transformer.as_ref()?))) {
        let transformer = told.get_ref();
        let id = transformer.id.get_ref();
        if meters.iter().any(|meter| meter.name() == id) {
            let what = format!("the transformer `{id}` has the id of a meter");
            return Err(fault(&transformer.id, what, "give it an id of its own, such as `ct-1`"));
        }
        let (first, before) = *known.entry(id).or_insert((meter.name(), transformer));
        let same = |one: &CurrentTransformer| (one.class, one.load, one.rated_kw);
        if same(before) != same(transformer) {
            let what = format!("meter `{first}` tells the transformer `{id}` otherwise");
            return Err(fault(told, what, "one transformer has one class and one load: give another one another id"));
        }
    }
    Ok(())
}
