//! Which period is rated where nobody says.

use std::collections::BTreeMap;

use crate::facility::Facility;
use crate::facility::boundary::signed;
use crate::period::{Hour, Period, Stamp};
use crate::problem::{Problem, Result};
use crate::telemetry::Rollup;

/// The period asked for, else the manifest's, else the last civil year with data in every month, else the last with
/// any data at all.
///
/// # Errors
/// A period that can not be read; no data to choose a year by.
pub(super) fn choose(facility: &Facility, rollup: &Rollup, asked: Option<&str>) -> Result<Period> {
    let clock = &facility.clock;
    if let Some(asked) = asked {
        return Period::parse(asked, clock);
    }
    if let Some(period) = &facility.manifest.period {
        return Period::parse(period.get_ref(), clock);
    }
    // Bit m−1 of a year is set where month m has data of the total (or, without one, of any meter).
    let mut years: BTreeMap<i16, u16> = BTreeMap::new();
    let total = signed(&facility.manifest.boundary.total);
    let wanted = |name: &str| total.is_empty() || total.iter().any(|(_, meter)| *meter == name);
    for (_, hours) in rollup.meters.iter().filter(|(name, _)| wanted(name)) {
        // Where the month that was told last ends: before that there is nothing new to tell.
        let mut told_until = Hour(i64::MIN);
        for (hour, _) in hours.covered_hours() {
            if hour >= told_until {
                let civil = clock.civil_hour(hour);
                *years.entry(civil.year()).or_default() |= 1 << (civil.month() - 1);
                told_until = Period::end_of_month(hour.start(), clock).map_or(hour.next(), Stamp::hour);
            }
        }
    }
    let full = years.iter().rev().find(|(_, months)| **months == 0b1111_1111_1111);
    let year = full.or_else(|| years.last_key_value()).map(|(year, _)| *year).ok_or_else(|| {
        Problem::new("the telemetry has no reading to choose a period by")
            .at_file(&facility.folder)
            .hint("name the period, as in `--period 2025`, and check the meters' columns")
    })?;
    Period::parse(&format!("{year:04}"), clock)
}
