//! Numbers over the whole of their range: what is added, converted and divided is the same however it is written, split,
//! ordered or scaled.
#![cfg(test)]

mod common;

use approx::assert_relative_eq;
use common::one_meter::{INTERVAL, gathered, hours, sum};
use common::{facility_folder, rated};
use greengrade::rating::Rating;
use greengrade::units::{Amount, Unit, ratio};
use proptest::prelude::*;

/// A whole number of units over a power of ten, as people write it.
fn written(count: u64, decimals: usize) -> String {
    let digits = format!("{count:0>width$}", width = decimals + 1);
    let (whole, part) = digits.split_at(digits.len() - decimals);
    if decimals == 0 { whole.to_owned() } else { format!("{whole}.{part}") }
}

fn amount(text: &str, unit: Unit) -> Amount {
    Amount::from_unit(text.parse().unwrap(), unit).unwrap()
}

proptest! {
    #[test]
    fn an_energy_is_the_same_amount_in_every_unit_that_it_is_written_in(watt_hours in 1_u64..1_000_000_000_000_000) {
        let exact = Amount::from_millionths(i128::from(watt_hours) * 3_600_000_000);
        for (unit, decimals) in [(Unit::KWh, 3), (Unit::MWh, 6), (Unit::GWh, 9)] {
            prop_assert_eq!(amount(&written(watt_hours, decimals), unit), exact, "{:?}", unit);
        }
    }

    #[test]
    fn a_day_split_anywhere_adds_up_to_the_day(values in prop::collection::vec(0_u32..1_000_000, 96), at in 1_usize..96) {
        let rows: Vec<(String, String)> = (1..=96_usize).zip(&values).map(|(end, value)| {
            let minutes = end * 15;
            (format!("2025-01-{:02} {:02}:{:02}", minutes / 1440 + 1, minutes / 60 % 24, minutes % 60), written((*value).into(), 3))
        }).collect();
        let rows: Vec<(&str, &str)> = rows.iter().map(|(time, value)| (time.as_str(), value.as_str())).collect();
        let of = |rows| sum(hours(&gathered("+08:00", INTERVAL, rows)));
        let exact = values.iter().map(|value| i128::from(*value) * 3_600_000_000).sum();
        prop_assert_eq!(of(&rows), Amount::from_millionths(exact));
        let (before, after) = rows.split_at(at);
        prop_assert_eq!(of(before) + of(after), of(&rows));
    }
}

const MANIFEST: &str = r#"id = "scaled"
name = { zh = "不同规模（合成）", en = "Of any size (synthetic)" }
province = "青海"
category = "general"
clock = "+08:00"
synthetic = true

[[telemetry]]
files = ["hours.csv"]
shape = "wide"
time = "time"

[[meter]]
id = "total"
column = "total"
kind = "interval"
interval = "1h"
unit = "kWh"
point = "utility"

[[meter]]
id = "it"
column = "it"
kind = "interval"
interval = "1h"
unit = "kWh"
point = "ups-output"

[boundary]
total = ["total"]
it = ["it"]
"#;

/// A facility from the first of January on, over a period, with these energies for each hour.
fn hourly(period: &str, energies: impl Iterator<Item = (String, String)>) -> Rating {
    let start: jiff::Timestamp = "2025-01-01T00:00:00+08:00".parse().unwrap();
    let mut text = "time,total,it\n".to_owned();
    for (hour, (total, it)) in (0_i64..).zip(energies) {
        let at = start + jiff::SignedDuration::from_hours(hour);
        text.push_str(&format!("{},{total},{it}\n", at.display_with_offset(jiff::tz::Offset::constant(8))));
    }
    let folder = facility_folder(&[("facility.toml", MANIFEST), ("hours.csv", &text)]);
    rated(folder.path(), &["gb40879-2021"], Some(period))
}

#[test]
fn from_a_watt_hour_to_a_petawatt_hour_an_hour_the_ratio_is_the_same_to_the_last_bit() {
    for zeros in 0..16 {
        // 1.25 and 1 Wh, and the same with zeros behind.
        let count = 10_u64.pow(zeros);
        let (total, it) = (written(count * 125, 5), written(count, 3));
        let rating = hourly("2025-01", std::iter::repeat_n((total, it.clone()), 744));
        assert_eq!(common::value(&rating, "pue"), 1.25, "{it} kWh an hour");
    }
}

#[test]
fn a_thousand_million_of_the_largest_readings_are_added_without_a_loss() {
    let largest = amount("277777777777777", Unit::KWh);
    let many = Amount::from_millionths(largest.millionths().checked_mul(1_000_000_000).unwrap());
    assert_eq!(ratio(many, largest), Some(1e9));
    assert_eq!(ratio(many + largest - many, largest), Some(1.0));
    assert_eq!(Amount::from_unit(277_777_777_777_778.0, Unit::KWh), None, "no meter reads that");
    // A power that is held for a year makes no more of it.
    assert_eq!(Amount::from_power(277_777_777_777.0, Unit::KW, 31_536_000_000_000_000), None);
}

#[test]
fn the_parts_of_a_period_add_up_to_the_period() {
    let energy =
        |hour: u64| (written(1_300_007 + hour * 7919 % 100_003, 3), written(1_000_003 + hour * 104_729 % 99_991, 3));
    let of = |period| hourly(period, (0..90 * 24).map(energy));
    let totals = |rating: &Rating| {
        let months = rating.months.iter();
        months.fold((0.0, 0.0), |sum, month| (sum.0 + month.total_kwh.unwrap(), sum.1 + month.it_kwh.unwrap()))
    };
    let input = |rating: &Rating, place: usize| common::indicator(rating, "pue").inputs[place].value;
    let (first, rest, whole) = (of("2025-01"), of("2025-02..2025-04"), of("2025-01..2025-04"));
    let (parts, all) = ((totals(&first), totals(&rest)), totals(&whole));
    // Doubles of the exact amounts are added here: each sum may be off by its last bits.
    assert_relative_eq!(parts.0.0 + parts.1.0, all.0, max_relative = 1e-15);
    assert_relative_eq!(parts.0.1 + parts.1.1, all.1, max_relative = 1e-15);
    for place in 0..2 {
        assert_relative_eq!(input(&first, place) + input(&rest, place), input(&whole, place), max_relative = 1e-15);
    }
    // And the ratio of the whole is not the mean of the ratios of its parts.
    let pue = |rating: &Rating| common::value(rating, "pue");
    assert_eq!(pue(&whole), ratio(exact(0, energy), exact(1, energy)).unwrap());
    assert_ne!(pue(&whole), f64::midpoint(pue(&first), pue(&rest)));
}

/// The exact sum over ninety days of one of two energies.
fn exact(place: usize, energy: impl Fn(u64) -> (String, String)) -> Amount {
    (0..90 * 24).map(energy).map(|(total, it)| amount(if place == 0 { &total } else { &it }, Unit::KWh)).sum()
}
