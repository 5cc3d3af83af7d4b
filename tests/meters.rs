//! Powers, intervals and states through real files: what their readings add up to, what is covered, and what is told.
#![cfg(test)]

mod common;

use common::one_meter::{COUNTER, at, covered_minutes, gathered, hours, kwh, manifest, sum, told};
use common::{facility_folder, rated};
use greengrade::facility::Facility;
use greengrade::units::{Amount, Unit};

#[test]
fn readings_of_any_kind_count_as_often_as_the_multiplier_says() {
    let keys = |kind: &str| format!("{kind}\nmultiplier = 400\n");
    let counter =
        gathered("+08:00", &keys(COUNTER), &[("2025-01-01 00:00", "12345.6"), ("2025-01-01 02:00", "12352.1")]);
    assert_eq!(sum(hours(&counter)), kwh(2600.0));
    let interval = gathered(
        "+08:00",
        &keys("kind = \"interval\"\nunit = \"kWh\"\ninterval = \"1h\""),
        &[("2025-01-01 00:00", "3.25")],
    );
    assert_eq!(sum(hours(&interval)), kwh(1300.0));
    let power = gathered(
        "+08:00",
        &keys("kind = \"power\"\nunit = \"kW\"\nmax_gap = \"1h\""),
        &[("2025-01-01 00:00", "3.25"), ("2025-01-01 01:00", "0")],
    );
    let cell = at(hours(&power), "+08:00", "2025-01-01T00:00:00");
    assert_eq!((cell.amount, cell.max), (kwh(1300.0), 1300.0));
}

const STATE: &str = "kind = \"state\"\nmax_gap = \"1h\"\n";

#[test]
fn a_state_adds_up_to_its_time_on() {
    let rows = [
        ("2025-01-01 00:00", "1"),
        ("2025-01-01 00:20", "0"),
        ("2025-01-01 00:50", "1"),
        ("2025-01-01 01:00", "1"),
        ("2025-01-01 02:00", "0"),
    ];
    let telemetry = gathered("+08:00", STATE, &rows);
    let first = at(hours(&telemetry), "+08:00", "2025-01-01T00:00:00");
    assert_eq!(first.amount, Amount::from_unit(1800.0, Unit::S).unwrap());
    assert_eq!((first.min, first.max, first.samples), (0.0, 1.0, 3));
    let second = at(hours(&telemetry), "+08:00", "2025-01-01T01:00:00");
    assert_eq!(second.amount, Amount::from_unit(1.0, Unit::H).unwrap());
}

#[test]
fn a_state_in_words_is_read_by_its_words_and_no_other() {
    let keys = format!("{STATE}on = [\"running\", \"运行\"]\noff = [\"stopped\"]\n");
    let rows = [("2025-01-01 00:00", "运行"), ("2025-01-01 00:30", "stopped"), ("2025-01-01 01:00", " running")];
    let telemetry = gathered("+08:00", &keys, &rows);
    assert_eq!(at(hours(&telemetry), "+08:00", "2025-01-01T00:00:00").amount, Amount::from_unit(0.5, Unit::H).unwrap());
    let wrong = |keys: &str, value: &str| {
        let folder = facility_folder(&[
            ("facility.toml", &manifest("+08:00", keys)),
            ("telemetry/a.csv", &format!("time,m\n2025-01-01 00:00,{value}\n")),
        ]);
        Facility::load(folder.path()).unwrap().telemetry().unwrap_err()
    };
    let problem = wrong(&keys, "tripped");
    assert_eq!(problem.what, "`tripped` is neither on nor off");
    assert_eq!(
        problem.hint.as_deref(),
        Some("the meter's words are running, 运行, stopped; add it to `on`, `off` or `missing`")
    );
    assert!(problem.place.unwrap().ends_with("row 2, column `m`"));
    assert_eq!(wrong(STATE, "0.5").what, "`0.5` is neither on nor off");
    assert_eq!(wrong(STATE, "2").what, "`2` is neither on nor off");
}

#[test]
fn automatic_cooling_is_measured_by_its_signals_against_the_hours_they_cover() {
    let second = format!("[[meter]]\nid = \"n\"\ncolumn = \"n\"\npoint = \"other\"\n{STATE}");
    let rows: String = (0..48)
        .map(|hour| format!("2025-01-{:02} {:02}:00,{},1\n", hour / 24 + 1, hour % 24, u8::from(hour % 4 > 0)))
        .collect();
    let signals = |signals: &str| {
        let boundary = format!("[boundary]\nauto_cooling = [{signals}]\n");
        let folder = facility_folder(&[
            ("facility.toml", &format!("{}{second}{boundary}", manifest("+08:00", STATE))),
            ("telemetry/a.csv", &format!("time,m,n\n{rows}")),
        ]);
        let rating = rated(folder.path(), &["db63t-smart-ops"], Some("2025-01"));
        assert_eq!(common::indicator(&rating, "mttr").value, None, "signals tell of cooling alone");
        let indicator = common::indicator(&rating, "auto_cooling").clone();
        assert_eq!(indicator.coverage.unwrap().covered_hours, 48.0);
        (indicator.value, indicator.inputs.iter().map(|input| input.value).collect::<Vec<_>>())
    };
    assert_eq!(signals("\"m\""), (Some(0.75), vec![36.0, 48.0]));
    // The second is always on.
    assert_eq!(signals("\"m\", \"n\""), (Some(0.875), vec![84.0, 96.0]));
}

#[test]
fn before_a_gap_a_reading_holds_for_the_distance_usual_there_where_the_interval_changes_within_a_file() {
    let keys = "kind = \"power\"\nunit = \"kW\"\nmax_gap = \"30min\"\n";
    let at = |minutes: i64| format!("2025-01-01 {:02}:{:02}", minutes / 60, minutes % 60);
    // Every quarter of an hour until 03:00, then every minute until 03:30, a gap, and one more reading.
    let minutes = (0..12).map(|quarter| quarter * 15).chain(180..=210).chain([600]);
    let stamps: Vec<String> = minutes.map(at).collect();
    let rows: Vec<(&str, &str)> = stamps.iter().map(|stamp| (stamp.as_str(), "60")).collect();
    let telemetry = gathered("+08:00", keys, &rows);
    // Up to 03:31, and after the gap, where nothing is usual, the median of the whole series.
    assert_eq!(covered_minutes(hours(&telemetry)), 211 + 1);
    let (early, late) = rows.split_at(12);
    let reversed: Vec<(&str, &str)> = early.iter().copied().chain([late[late.len() - 1]]).collect();
    assert_eq!(covered_minutes(hours(&gathered("+08:00", keys, &reversed))), 180 + 15);
}

/// The stamps of an hourly logger that keeps civil time over the days on which Denver sets its clocks back and forward.
const DENVER: &str = "America/Denver";

#[test]
fn a_file_that_goes_through_an_hour_twice_counts_both_passes() {
    let rows = [
        ("2017-11-05 00:30", "100"),
        ("2017-11-05 01:00", "110"),
        ("2017-11-05 01:30", "120"),
        ("2017-11-05 01:00", "130"),
        ("2017-11-05 01:30", "140"),
        ("2017-11-05 02:00", "150"),
    ];
    let telemetry = gathered(DENVER, "kind = \"power\"\nunit = \"kW\"\nmax_gap = \"1h\"\n", &rows);
    assert!(told(&telemetry, "conflicting-readings").is_empty());
    let note = told(&telemetry, "repeated-hour")[0];
    assert_eq!((note.count, note.first.as_deref()), (2, Some("2017-11-05T01:00:00-07:00")));
    let amounts: Vec<f64> = hours(&telemetry).covered_hours().map(|(_, cell)| cell.amount.kwh()).collect();
    assert_eq!(amounts, [50.0, 115.0, 135.0, 75.0]);
}

#[test]
fn where_the_order_is_not_plain_the_repeated_hour_is_a_conflict_and_not_a_guess() {
    let rows = [("2017-11-05 01:30", "120"), ("2017-11-05 00:30", "100"), ("2017-11-05 01:30", "140")];
    let telemetry = gathered(DENVER, "kind = \"power\"\nunit = \"kW\"\nmax_gap = \"1h\"\n", &rows);
    assert!(told(&telemetry, "repeated-hour").is_empty());
    assert_eq!(told(&telemetry, "conflicting-readings")[0].count, 1);
}

#[test]
fn stamps_that_carry_their_offset_are_not_taken_for_a_second_pass() {
    let rows = [
        ("2017-11-05T01:00:00-06:00", "1"),
        ("2017-11-05T01:30:00-06:00", "1"),
        ("2017-11-05T01:00:00-06:00", "1"),
        ("2017-11-05T01:30:00-06:00", "1"),
        ("2017-11-05T01:00:00-07:00", "1"),
    ];
    let telemetry = gathered(DENVER, "kind = \"power\"\nunit = \"kW\"\n", &rows);
    assert!(told(&telemetry, "repeated-hour").is_empty());
    assert_eq!(told(&telemetry, "repeated-reading")[0].count, 2);
}

#[test]
fn mixed_offsets_within_a_file_are_one_row_of_instants() {
    let keys = "kind = \"power\"\nunit = \"kW\"\nmax_gap = \"1h\"\n";
    let rows = [
        ("2025-01-01T00:00:00+08:00", "10"),
        ("2024-12-31T17:00:00Z", "20"),
        ("2025-01-01 02:00", "30"),
        ("2024-12-31T12:00:00-07:00", "40"),
    ];
    let telemetry = gathered("+08:00", keys, &rows);
    let amounts: Vec<f64> = hours(&telemetry).covered_hours().map(|(_, cell)| cell.amount.kwh()).collect();
    assert_eq!(amounts, [10.0, 20.0, 30.0, 40.0]);
}

#[test]
fn the_leap_day_has_its_hours_and_a_year_without_one_has_no_such_day() {
    let keys = "kind = \"interval\"\nunit = \"kWh\"\ninterval = \"1d\"\n";
    let rows = [("2024-02-28", "24"), ("2024-02-29", "48"), ("2024-03-01", "72")];
    let telemetry = gathered("Asia/Shanghai", keys, &rows);
    assert_eq!(covered_minutes(hours(&telemetry)), 72 * 60);
    assert_eq!(at(hours(&telemetry), "+08:00", "2024-02-29T12:00:00").amount, kwh(2.0));
    let folder =
        facility_folder(&[("facility.toml", &manifest("+08:00", keys)), ("telemetry/a.csv", "time,m\n2025-02-29,1\n")]);
    let problem = Facility::load(folder.path()).unwrap().telemetry().unwrap_err();
    assert_eq!(problem.what, "`2025-02-29` is not a day of the calendar");
}

#[test]
fn a_day_of_daylight_saving_has_its_23_or_25_hours() {
    let keys = "kind = \"interval\"\nunit = \"kWh\"\ninterval = \"1d\"\n";
    let minutes = |day| covered_minutes(hours(&gathered(DENVER, keys, &[(day, "1")])));
    assert_eq!([minutes("2017-03-12"), minutes("2017-07-01"), minutes("2017-11-05")], [23 * 60, 24 * 60, 25 * 60]);
}
