//! Water: WUE (ISO/IEC 30134-9).

use super::{IndicatorInput, Known, Quantity, Subject, Value, no_ratio, proven};
use crate::text::Text;
use crate::units::{Unit, litres_per_kwh};

/// `WUE = water ÷ E_IT` in L/kWh, metered where there is a water meter, otherwise as declared with evidence.
pub(super) fn compute(subject: &Subject<'_>) -> Vec<(&'static str, Value)> {
    vec![("wue", wue(subject))]
}

fn wue(subject: &Subject<'_>) -> Value {
    if subject.hours.water.is_none() {
        let (value, evidence) = proven(subject.facility.manifest.declared.wue.as_ref())?;
        return Ok(Known::declared(value, "WUE", "L/kWh", evidence));
    }
    let water = Quantity { hours: subject.hours.water.as_ref(), title: Text::new("用水", "water") };
    let pair = subject.pair(water, subject.it())?;
    let value = litres_per_kwh(pair.over, pair.under).ok_or_else(|| no_ratio(&Text::new("IT 能耗", "IT energy")))?;
    let [water_from, it_from] = pair.from;
    let inputs = vec![
        IndicatorInput::new("water", pair.over.in_unit(Unit::L), "L", water_from),
        IndicatorInput::new("E_IT", pair.under.kwh(), "kWh", it_from),
    ];
    Ok(Known::measured(value, inputs, pair.coverage))
}
