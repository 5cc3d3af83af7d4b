//! The order in which readings come does not matter: those in order of time pass into their cells at once, all others are
//! put in order first, and both give the same cells and findings.

#![cfg(test)]

mod common;

use common::one_meter::{INTERVAL, ROLLING_COUNTER, STATE, gathered, hours};
use greengrade::facility::gather::Telemetry;
use proptest::prelude::*;

const POWER: &str = "kind = \"power\"\nunit = \"kW\"\nmax_gap = \"30min\"\nmultiplier = 40.0\n";
const REPLACED: &str = "kind = \"counter\"\nunit = \"kWh\"\n\n[[meter.replaced]]\nat = \"2025-01-01T03:00+08:00\"\n\
    old_final = 120.0\nnew_start = 3.0\n\n[[meter.replaced]]\nat = \"2025-01-01T09:00+08:00\"\n";

/// The readings of a day: minutes since the one before, and a number.
fn day() -> impl Strategy<Value = Vec<(i64, u32)>> {
    // Mostly even steps, some of none, some long ones.
    let step = prop_oneof![6 => Just(5_i64), 2 => 0_i64..20, 1 => 30_i64..200];
    prop::collection::vec((step, 0_u32..100), 1..60)
}

/// Rows in order of time; the values of states are 0 and 1, those of counters mostly rise.
fn rows(keys: &str, day: &[(i64, u32)]) -> Vec<(String, String)> {
    let (mut at, mut counted) = (0, 9_800_u32);
    let row = |(step, number): &(i64, u32)| {
        at += step;
        counted = if *number == 0 { 0 } else { (counted + number / 3) % 10_000 };
        let value = match keys {
            STATE => number % 2,
            ROLLING_COUNTER | REPLACED => counted,
            _ => *number,
        };
        (format!("2025-01-{:02} {:02}:{:02}", at / 1440 + 1, at / 60 % 24, at % 60), value.to_string())
    };
    day.iter().map(row).collect()
}

fn of(keys: &str, rows: &[(String, String)]) -> Telemetry {
    let rows: Vec<(&str, &str)> = rows.iter().map(|(time, value)| (time.as_str(), value.as_str())).collect();
    gathered("+08:00", keys, &rows)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn readings_in_any_order_give_the_cells_and_findings_of_those_in_order(
        day in day(),
        keys in prop::sample::select(vec![POWER, STATE, INTERVAL, ROLLING_COUNTER, REPLACED]),
        places in prop::collection::vec(any::<u32>(), 60),
    ) {
        let rows = rows(keys, &day);
        let passed = of(keys, &rows);
        let mut shuffled: Vec<(u32, (String, String))> = places.into_iter().zip(rows).collect();
        shuffled.sort_by_key(|(place, _)| *place);
        let rows: Vec<(String, String)> = shuffled.into_iter().map(|(_, row)| row).collect();
        let sorted_first = of(keys, &rows);
        prop_assert_eq!(hours(&passed), hours(&sorted_first));
        prop_assert_eq!(passed.findings, sorted_first.findings);
    }
}
