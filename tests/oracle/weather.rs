//! Cooling degree days from the outdoor temperature.

use std::collections::BTreeMap;

use num_traits::Zero;

use crate::cells::once;
use crate::exact::{Decimal, Exact, Told, ratio, whole};
use crate::facility::Facility;
use crate::sheet::Sheet;
use crate::time::{HOUR, Period, instant};

/// The base of cooling degree days, °C.
const BASE: i128 = 21;
const MILLION: i128 = 1_000_000;

/// `Σ_d max(0, T_d − 21 °C)` over the whole days of the period.
pub fn cooling_degree_days(facility: &Facility, period: &Period) -> Told<Option<Exact>> {
    let Some(told) = &facility.manifest.weather else { return Ok(None) };
    let sheet = Sheet::read(&facility.folder.join(&told.file), str::to_owned)?;
    let mut readings = Vec::new();
    for row in sheet.rows() {
        let celsius = row.text(&told.temperature).filter(|cell| !told.missing.iter().any(|word| word == cell));
        if let Some(celsius) = celsius {
            readings.push((instant(row.needed(&told.time)?, &facility.zone)?, Decimal::written(celsius)?));
        }
    }
    let mut of_hours: BTreeMap<i128, Vec<i128>> = BTreeMap::new();
    for (at, celsius) in once(&readings) {
        of_hours.entry(at.div_euclid(HOUR)).or_default().push(celsius.times(MILLION)?);
    }
    let mean = |hour: i128| {
        let all = of_hours.get(&hour)?;
        ratio(&whole(all.iter().sum()), &whole(MILLION * i128::try_from(all.len()).ok()?))
    };
    let (mut sum, mut any, mut day) = (Exact::zero(), false, period.start_day);
    while day < period.end_day {
        let next = day.tomorrow().map_err(|error| error.to_string())?;
        let first =
            |day: jiff::civil::Date| -> Told<i128> { Ok(instant(&day.to_string(), &facility.zone)?.div_euclid(HOUR)) };
        let (start, end) = (first(day)?, first(next)?);
        let means: Option<Vec<Exact>> = (start..end).map(mean).collect();
        if let Some(means) = means {
            any = true;
            let mean = means.into_iter().sum::<Exact>() / whole(end - start);
            sum += (mean - whole(BASE)).max(Exact::zero());
        }
        day = next;
    }
    Ok(any.then_some(sum))
}
