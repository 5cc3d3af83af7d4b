//! Running counters through real files: rollovers, resets and replacements.
#![cfg(test)]

mod common;

use common::Scatter;
use common::one_meter::{COUNTER, covered_minutes, gathered, hours, kwh, sum, told};
use greengrade::facility::gather::Telemetry;
use proptest::prelude::*;

#[test]
fn a_counter_that_passes_its_end_once_goes_on_from_zero() {
    let keys = format!("{COUNTER}rollover = 1000.0\nmultiplier = 10\n");
    let rows = [
        ("2025-01-01 00:00", "940"),
        ("2025-01-01 01:00", "970"),
        ("2025-01-01 02:00", "5"),
        ("2025-01-01 03:00", "35"),
    ];
    let telemetry = gathered("+08:00", &keys, &rows);
    assert_eq!(sum(hours(&telemetry)), kwh(950.0));
    assert_eq!(covered_minutes(hours(&telemetry)), 180);
    let rollovers = told(&telemetry, "counter-rollover");
    assert_eq!((rollovers[0].count, rollovers[0].first.as_deref()), (1, Some("2025-01-01T02:00:00+08:00")));
    assert!(told(&telemetry, "counter-reset").is_empty());
}

#[test]
fn a_step_back_is_a_rollover_up_to_half_the_register_and_twice_the_fastest_rate_and_a_reset_beyond() {
    let across = |keys: &str, before: &str, after: &str| {
        // Elsewhere the counter runs at up to 30 kWh an hour.
        let rows = [
            ("2025-01-01 00:00", "100"),
            ("2025-01-01 01:00", "130"),
            ("2025-01-02 00:00", before),
            ("2025-01-02 01:00", after),
        ];
        let telemetry = gathered("+08:00", keys, &rows);
        (told(&telemetry, "counter-rollover").len(), told(&telemetry, "counter-reset").len())
    };
    let keys = format!("{COUNTER}rollover = 1000.0\n");
    assert_eq!(across(&keys, "800", "799.9"), (0, 1), "nearly all of the register in an hour");
    assert_eq!(across(&format!("{COUNTER}rollover = 810.0\n"), "800", "50"), (1, 0), "60 kWh in an hour");
    assert_eq!(across(&format!("{COUNTER}rollover = 810.0\n"), "800", "50.1"), (0, 1), "more than 60 kWh in an hour");
    assert_eq!(across(&format!("{COUNTER}rollover = 790.0\n"), "800", "20"), (0, 1), "beyond the register's end");
    assert_eq!(across(COUNTER, "800", "20"), (0, 1), "no end is told");
}

#[test]
fn more_than_half_the_register_is_a_reset_even_where_nothing_tells_a_rate() {
    let keys = format!("{COUNTER}rollover = 1000.0\n");
    let across = |after: &str| {
        let telemetry = gathered("+08:00", &keys, &[("2025-01-01 00:00", "600"), ("2025-01-01 10:00", after)]);
        told(&telemetry, "counter-rollover").len()
    };
    assert_eq!((across("99.9"), across("100"), across("100.1")), (1, 1, 0));
}

/// A counter of 30 kW that is replaced at half past two.
const REPLACED: [(&str, &str); 5] = [
    ("2025-01-01 00:00", "9000"),
    ("2025-01-01 01:00", "9030"),
    ("2025-01-01 02:00", "9060"),
    ("2025-01-01 03:00", "15"),
    ("2025-01-01 04:00", "45"),
];

fn replaced(keys: &str) -> Telemetry {
    let at = "at = \"2025-01-01T02:30:00+08:00\", old_serial = \"A-1\", new_serial = \"B-7\"";
    gathered("+08:00", &format!("{COUNTER}replaced = [{{ {at}{keys} }}]\n"), &REPLACED)
}

#[test]
fn a_replacement_with_both_readings_is_bridged_exactly() {
    let telemetry = replaced(", old_final = 9075.0, new_start = 0.0");
    assert_eq!(sum(hours(&telemetry)), kwh(120.0));
    assert_eq!(covered_minutes(hours(&telemetry)), 240);
    assert!(told(&telemetry, "counter-reset").is_empty());
    let note = told(&telemetry, "counter-replaced")[0];
    assert_eq!(note.first.as_deref(), Some("2025-01-01T02:30:00+08:00"));
    assert!(note.text.en.contains("A-1 → B-7"), "{}", note.text.en);
}

#[test]
fn a_replacement_without_a_reading_leaves_its_side_uncovered() {
    for (keys, amount, minutes) in
        [(", new_start = 0.0", 105.0, 210), (", old_final = 9075.0", 105.0, 210), ("", 90.0, 180)]
    {
        let telemetry = replaced(keys);
        assert_eq!(sum(hours(&telemetry)), kwh(amount), "{keys}");
        assert_eq!(covered_minutes(hours(&telemetry)), minutes, "{keys}");
        assert!(told(&telemetry, "counter-reset").is_empty());
        assert!(told(&telemetry, "counter-replaced")[0].text.en.contains("lacks a reading"));
    }
}

#[test]
fn a_reading_at_the_replacement_is_of_the_new_counter_and_stands_against_the_manifest() {
    let rows = [("2025-01-01 00:00", "9000"), ("2025-01-01 01:00", "7"), ("2025-01-01 02:00", "37")];
    let with = |new_start: &str| {
        let replaced = format!("replaced = [{{ at = \"2025-01-01 01:00\", old_final = 9030.0{new_start} }}]\n");
        gathered("+08:00", &format!("{COUNTER}{replaced}"), &rows)
    };
    for (new_start, contradicted) in [("", 0), (", new_start = 7.0", 0), (", new_start = 0.0", 1)] {
        let telemetry = with(new_start);
        assert_eq!(sum(hours(&telemetry)), kwh(60.0), "{new_start}");
        assert_eq!(told(&telemetry, "replacement-contradicted").len(), contradicted, "{new_start}");
    }
}

/// Hour `n` of 2025 as a logger at +08:00 writes it.
fn hour_of_2025(n: usize) -> String {
    let start = jiff::civil::date(2025, 1, 1).at(0, 0, 0, 0);
    start.saturating_add(jiff::Span::new().hours(i64::try_from(n).unwrap())).to_string()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_counter_that_rolls_over_and_is_replaced_adds_up_to_what_flowed(
        flowed in prop::collection::vec(50_u32..100, 2..60),
        start in 0_u32..1000,
        replaced in any::<prop::sample::Index>(),
        new_start in 0_u32..1000,
        times in prop::sample::select(vec![1_u32, 20, 400]),
        seed in any::<u64>(),
    ) {
        // A register of three digits, read each hour; before the reading at `change` another one takes its place.
        let change = replaced.index(flowed.len());
        let (mut register, mut old_final) = (start, 0);
        let mut rows: Vec<(String, String)> = Vec::new();
        for (hour, step) in flowed.iter().enumerate() {
            if hour == change {
                (old_final, register) = (register, new_start);
            }
            rows.push((hour_of_2025(hour), register.to_string()));
            register = (register + step) % 1000;
        }
        rows.push((hour_of_2025(flowed.len()), register.to_string()));
        // Rows come in any order, and some come twice.
        let twice: Vec<_> = rows.iter().step_by(7).cloned().collect();
        rows.extend(twice.iter().cloned());
        Scatter(seed).shuffle(&mut rows);
        let at = hour_of_2025(change);
        let keys = format!(
            "{COUNTER}rollover = 1000.0\nmultiplier = {times}\n\
             replaced = [{{ at = \"{at}\", old_final = {old_final}.0, new_start = {new_start}.0 }}]\n"
        );
        let rows: Vec<(&str, &str)> = rows.iter().map(|(time, value)| (time.as_str(), value.as_str())).collect();
        let telemetry = gathered("+08:00", &keys, &rows);
        // Where the first reading is of the new counter, the manifest tells what the old one showed at that instant: no
        // time passes, and nothing flows.
        let truth: u32 = flowed.iter().sum::<u32>() * times;
        prop_assert_eq!(sum(hours(&telemetry)), kwh(f64::from(truth)));
        prop_assert_eq!(covered_minutes(hours(&telemetry)), i64::try_from(flowed.len()).unwrap() * 60);
        prop_assert_eq!(told(&telemetry, "counter-reset").len(), 0);
        prop_assert_eq!(told(&telemetry, "repeated-reading")[0].count, u64::try_from(twice.len()).unwrap());
    }
}
