//! Traps that real files of telemetry were seen to hold.

use greengrade::telemetry::Severity::{Note, Warning};

use crate::common::fixture;
use crate::damage::{COOLING, TOTAL, copy, findings, short};

/// Another publisher of ESIF adds a pump of 2.67 kW that is inside cooling already.
#[test]
fn a_pump_that_is_already_inside_cooling_counts_twice() {
    let pump = |row: &[f64]| 2.67 + row[COOLING] / 500.0;
    let both = copy()
        .meter("pump", "point = \"plant\"", pump)
        .meter("chillers", "point = \"plant\"", move |row| row[COOLING] - pump(row))
        .edit("cooling = [\"cooling\"]", "cooling = [\"cooling\", \"pump\"]");
    let found = both.findings();
    let told = found.iter().map(short).collect::<Vec<_>>();
    assert_eq!(told, [("counted-twice", Warning, Some("pump"), 1)], "{found:#?}");
    assert!(found[0].text.en.contains("cooling equals pump and chillers together"), "{:?}", found[0].text);
}

/// ESIF, March 2017: 93 of 744 hours are valid.
#[test]
fn a_month_that_is_covered_by_an_eighth_is_noted_with_its_share() {
    let found = findings(&fixture("portfolio/esif"), "2017");
    assert_eq!(found.iter().map(short).collect::<Vec<_>>(), [("coverage-low", Note, None, 1)]);
    assert!(found[0].text.en.contains("2017-03 by 12.5 %"), "{:?}", found[0].text);
    assert_eq!(found[0].first.as_deref(), Some("2017-03-01T00:00:00-07:00"));
}

#[test]
fn an_outage_month_is_told_and_half_a_month_is_not() {
    let found = copy().dark(744..1416).findings();
    let outage: Vec<_> = found.iter().filter(|finding| finding.id == "outage-month").map(short).collect();
    assert_eq!(outage, [("outage-month", Warning, None, 1)], "{found:#?}");
    let half = copy().dark(744..744 + 336).findings();
    assert!(half.iter().all(|finding| finding.id != "coverage-low"), "{half:#?}");
    let less_than_half = copy().dark(744..744 + 337).findings();
    assert!(less_than_half.iter().any(|finding| finding.id == "coverage-low"), "{less_than_half:#?}");
}

/// Sensors of nodes are known to tell 25550 Watts for a minute among some 300: the end of the register.
#[test]
fn a_register_at_its_end_is_a_spike_among_readings_by_the_minute() {
    let mut text = String::from("time,power\n");
    for minute in 0..1440 {
        let watts = if minute == 777 { 25_550 } else { 280 + minute % 37 };
        text += &format!("2025-06-03T{:02}:{:02}:00Z,{watts}\n", minute / 60, minute % 60);
    }
    let manifest = "id = \"node\"\nname = { zh = \"节点\", en = \"Node\" }\nprovince = \"青海\"\ncategory = \"ai\"\n\
        clock = \"+00:00\"\n[[telemetry]]\nfiles = [\"power.csv\"]\nshape = \"wide\"\ntime = \"time\"\n\
        [[meter]]\nid = \"node\"\ncolumn = \"power\"\nkind = \"power\"\nunit = \"W\"\npoint = \"it-input\"\n\
        [boundary]\nit = [\"node\"]\n";
    let folder = crate::common::facility_folder(&[("facility.toml", manifest), ("power.csv", &text)]);
    let found = findings(folder.path(), "2025-06");
    assert_eq!(found.iter().map(short).collect::<Vec<_>>(), [("spike", Warning, Some("node"), 1)], "{found:#?}");
    assert_eq!(found[0].first.as_deref(), Some("2025-06-03T12:00:00+00:00"));
}

/// Counters in Wh beside counters in kWh.
#[test]
fn a_meter_in_wh_beside_meters_in_kwh_is_told_by_the_ratio() {
    let found = copy()
        .edit("total = [\"grid-intake\", \"solar\", \"wind\"]", "total = [\"grid-intake\"]")
        .change(TOTAL, 0..8760, |_, kw| kw * 1000.0)
        .findings();
    assert!(found.iter().any(|finding| short(finding) == ("unit-slip", Warning, None, 1)), "{found:#?}");
}

/// Months that begin at different offsets from UTC: one meter keeps civil time, another UTC, from some month on.
#[test]
fn a_clock_that_changes_within_the_year_is_told_with_its_months() {
    let whole = copy();
    let moved = copy().moved(4, 1);
    let mut part = copy();
    part.rows[4344..].iter_mut().zip(&moved.rows[4344..]).for_each(|(row, moved)| row[4] = moved[4]);
    assert_eq!(whole.findings(), []);
    let found = part.finding();
    assert_eq!(short(&found), ("clock-shift", Warning, None, 6), "{found:#?}");
    assert!(found.text.en.contains("1 hours later") && found.text.en.contains("2025-07 … 2025-12"), "{:?}", found.text);
}
