//! Whether there is enough to grade: months with data, meters apart, and evidence for the numbers of racks.
#![cfg(test)]

mod common;

use common::gapped::MANIFEST;
use common::hourly;
use common::{facility_folder, indicator, rated, value};
use greengrade::rating::Rating;

/// A facility with an hour of readings in each of these months of 2025, and this boundary.
fn rating(boundary: &str, estimated: &str, months: &[u8]) -> Rating {
    let meter = |id: &str| hourly::meter(id, "kWh", &format!("estimated = {}", id == estimated));
    let meters = ["total", "it", "office"].map(meter).concat();
    let rows: String = months.iter().map(|month| format!("2025-{month:02}-03T05:00:00+08:00,100,80,1\n")).collect();
    let folder = facility_folder(&[
        ("facility.toml", &format!("{}{meters}[boundary]\n{boundary}\n", hourly::head("sufficiency"))),
        (hourly::FILE, &format!("time,total,it,office\n{rows}")),
    ]);
    rated(folder.path(), &["db63t-2223-2023"], Some("2025"))
}

const APART: &str = "total = [\"total\"]\nit = [\"it\"]";

#[test]
fn total_and_it_are_metered_apart_by_meters_of_their_own_that_are_not_estimated() {
    let apart = |boundary: &str, estimated: &str| value(&rating(boundary, estimated, &[1]), "separately_metered");
    assert_eq!(apart(APART, ""), 1.0);
    assert_eq!(apart(APART, "office"), 1.0, "it has no part in the ratio");
    assert_eq!((apart(APART, "total"), apart(APART, "it")), (0.0, 0.0));
    assert_eq!(apart("total = [\"it\"]\nit = [\"it\"]", ""), 0.0, "the same meter");
    assert_eq!((apart("total = [\"total\"]", ""), apart("it = [\"it\"]", "")), (0.0, 0.0));
}

#[test]
fn months_count_while_each_has_an_hour_of_both() {
    let months = |of: &[u8]| value(&rating(APART, "", of), "consecutive_months");
    assert_eq!(months(&[1, 2, 4]), 2.0);
    assert_eq!(months(&[1, 3, 4, 5, 12]), 3.0);
}

#[test]
fn the_numbers_of_racks_count_with_evidence_alone() {
    let racks = "[racks]\ndesigned = 400\ninstalled = 200\nin_use = 150\nrated_kw = 160\n";
    let proven = rating(&format!("{APART}\n{racks}evidence = \"racks.pdf\""), "", &[1]);
    let unproven = rating(&format!("{APART}\n{racks}"), "", &[1]);
    for (id, number) in
        [("rack_occupancy", 0.75), ("rack_installed_share", 0.5), ("racks_installed", 200.0), ("it_load_use", 0.5)]
    {
        assert_eq!(value(&proven, id), number, "{id}");
        assert!(indicator(&proven, id).inputs.iter().any(|input| input.from == "racks.pdf"), "{id}");
        assert_eq!(indicator(&unproven, id).value, None, "{id}");
    }
}

#[test]
fn a_month_of_estimates_alone_does_not_count() {
    // Readings of four hours around the end of January; of IT there is none from midnight on until the last.
    let start = jiff::civil::date(2025, 1, 31).at(22, 0, 0, 0);
    let rows = (0..=24).map(|step| {
        let at = start.saturating_add(jiff::Span::new().minutes(step * 10));
        format!("{at},130,{},\n", if step < 12 || step == 24 { "100" } else { "" })
    });
    let table = format!("time,total,it,counter\n{}", rows.collect::<String>());
    let manifest = format!("{MANIFEST}[gaps]\npolicy = \"hold\"\nhold_minutes = 90\n");
    let folder = facility_folder(&[("facility.toml", &manifest), ("power.csv", &table)]);
    let rating = rated(folder.path(), &["db63t-2223-2023"], Some("2025"));
    let hold = &rating.gaps.sensitivity[1];
    assert_eq!((hold.measured_hours, hold.estimated_hours), (2.0, 1.0), "the first hour of February");
    assert_eq!(value(&rating, "consecutive_months"), 1.0);
}
