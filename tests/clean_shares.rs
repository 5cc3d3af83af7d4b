//! Shares of electricity that must not be mixed up: clean by the standard, renewable and non-fossil by the vocabulary,
//! traceable, certificate-backed.
#![cfg(test)]

mod common;

use common::hourly;
use common::{facility_folder, fixture, indicator, rated, value};
use greengrade::rating::Rating;
use greengrade::standard::Standing;

/// One day of 24 hours at 100 kWh, with 40 of hydro, 20 of nuclear and 10 of coal metered each.
fn day(more: &str) -> Rating {
    let supply: String = [("hydro", "green-trade"), ("nuclear", "grid"), ("coal", "grid")]
        .map(|(id, path)| format!("[[boundary.supply]]\nsource = \"{id}\"\npath = \"{path}\"\nmeters = [\"{id}\"]\n"))
        .concat();
    day_with("\"total\"", &supply, more)
}

/// The same day with another total and other supply in its boundary.
fn day_with(total: &str, supply: &str, more: &str) -> Rating {
    let head = hourly::manifest("shares", &["total", "it", "hydro", "nuclear", "coal"]);
    let manifest = format!("{head}[boundary]\ntotal = [{total}]\nit = [\"it\"]\n{supply}{more}");
    let rows: String = (0..24).map(|hour| format!("2025-01-01T{hour:02}:00:00+08:00,100,80,40,20,10\n")).collect();
    let table = format!("time,total,it,hydro,nuclear,coal\n{rows}");
    let folder = facility_folder(&[("facility.toml", &manifest), (hourly::FILE, &table)]);
    rated(folder.path(), &["db63t-clean-energy"], Some("2025-01"))
}

#[test]
fn each_share_counts_its_own_sources() {
    let rating = day("");
    assert_eq!(value(&rating, "renewable_share"), 0.4, "hydro");
    assert_eq!(value(&rating, "non_fossil_share"), 0.6, "hydro and nuclear");
    assert_eq!(value(&rating, "clean_share"), 0.4, "the reference profile leaves nuclear out");
    assert_eq!(indicator(&rating, "renewable_share").standing, Some(Standing::Measured));
}

#[test]
fn where_nothing_but_a_declaration_without_evidence_tells_of_supply_the_shares_are_missing() {
    let declared = "[[declared_supply]]\nsource = \"wind\"\npath = \"green-trade\"\nkwh = 7440\n";
    let share = |more: &str| indicator(&day_with("\"total\"", "", more), "clean_share").value;
    assert_eq!(share(declared), None, "missing is not zero");
    assert_eq!(share(&format!("{declared}evidence = \"contract.pdf\"\n")), Some(0.1));
}

#[test]
fn nothing_is_a_share_of_a_total_below_zero() {
    // 40 of hydro less 80 of IT. Cut at that, the hydro would be all of it.
    let supply = "[[boundary.supply]]\nsource = \"hydro\"\npath = \"green-trade\"\nmeters = [\"hydro\"]\n";
    let rating = day_with("\"hydro\", \"-it\"", supply, "");
    assert_eq!(indicator(&rating, "renewable_share").value, None);
    assert_eq!(indicator(&rating, "carbon_free_hourly").value, None);
}

#[test]
fn of_nothing_there_is_no_share() {
    // 100 less 80 and 20.
    let supply = "[[boundary.supply]]\nsource = \"hydro\"\npath = \"green-trade\"\nmeters = [\"hydro\"]\n";
    let rating = day_with("\"total\", \"-it\", \"-nuclear\"", supply, "");
    let why = indicator(&rating, "renewable_share").why.clone().unwrap().en;
    assert!(why.contains("zero") && !why.contains("below"), "{why}");
}

#[test]
fn what_covers_the_day_tells_its_hours_and_each_supply_its_source_and_path() {
    let rating = day("");
    for id in ["pue", "cue", "clean_share", "matched_share", "carbon_free_hourly"] {
        let coverage = indicator(&rating, id).coverage.as_ref().unwrap();
        assert_eq!((coverage.covered_hours, coverage.period_hours), (24.0, 744.0), "{id}");
    }
    let names = indicator(&rating, "non_fossil_share").inputs.iter().map(|input| input.name.as_str());
    assert_eq!(names.collect::<Vec<_>>(), ["E_total", "E_hydro (green-trade)", "E_nuclear (grid)"]);
}

#[test]
fn certificates_count_as_renewable_by_the_source_they_are_of_and_only_with_evidence() {
    let declared = |evidence: &str| {
        format!("[[declared_supply]]\nsource = \"wind\"\npath = \"certificates\"\nkwh = 7440\n{evidence}")
    };
    // 7,440 kWh are declared for the 744 hours of the month, of which 24 are covered: 240 of 2,400 kWh.
    let proven = day(&declared("evidence = \"certificates.pdf\"\n"));
    assert_eq!(value(&proven, "renewable_share"), 0.5);
    assert_eq!(value(&proven, "certificate_share"), 0.1);
    assert_eq!(indicator(&proven, "renewable_share").standing, Some(Standing::Mixed));
    assert_eq!(value(&day(&declared("")), "renewable_share"), 0.4);
}

#[test]
fn renewable_and_non_fossil_shares_need_no_standard_that_says_what_is_clean() {
    let rating = rated(&fixture("portfolio/synthetic-qinghai-lake"), &["procurement-2023"], Some("2025"));
    assert_eq!(indicator(&rating, "clean_share").value, None);
    assert!(value(&rating, "renewable_share") > 0.5);
    assert_eq!(rating.outcome.level.unwrap().id, "meets");
}
