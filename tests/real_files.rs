//! Files that other people's loggers and databases wrote, read with nothing but a manifest, against published answers.
#![cfg(test)]

mod common;

use std::path::Path;

use approx::assert_relative_eq;
use common::{fixture, rated, value};
use greengrade::facility::Facility;
use greengrade::facility::gather::Telemetry;
use greengrade::period::{HOUR_NANOS, Hour, Stamp};
use greengrade::telemetry::{Channel, Finding, Layout, Reading, Sign, read_file};
use greengrade::units::Unit;

fn facility(name: &str) -> Facility {
    Facility::load(&fixture("real").join(name)).unwrap()
}

fn finding<'a>(telemetry: &'a Telemetry, id: &str) -> Option<&'a Finding> {
    telemetry.findings.iter().find(|finding| finding.id == id)
}

/// The readings of one column of a facility's first file.
fn readings(facility: &Facility, column: &str, unit: Unit) -> Vec<Reading> {
    let layout: &Layout = &facility.manifest.telemetry[0];
    let file = facility.folder.join(layout.files.get_ref()[0].get_ref());
    let what = "power".to_owned();
    let channel =
        Channel { name: column.to_owned(), sign: Sign::NotNegative, what, unit: Some(unit), words: Vec::new() };
    let mut into = [Vec::new()];
    read_file(Path::new(&file), layout, facility.id(), &[channel], &facility.clock, &mut into).unwrap();
    into.into_iter().next().unwrap()
}

fn instant(facility: &Facility, text: &str) -> Stamp {
    facility.clock.instant(text.parse().unwrap()).unwrap()
}

#[test]
fn two_servers_have_the_efficiency_of_power_supplies_that_was_published() {
    let rating = rated(&fixture("real/harvard-ipmi"), &["gb40879-2021"], None);
    let efficiency = 1.0 / value(&rating, "pue");
    assert!((efficiency - 0.845).abs() < 0.0005, "{efficiency}");
    let telemetry = facility("harvard-ipmi").telemetry().unwrap();
    assert_eq!(telemetry.rollup.meters.len(), 8);
    assert_eq!(telemetry.files[0].rows, Some(11_520 + 2 * 10 * 5));
    assert_eq!(finding(&telemetry, "empty-cells"), None);
}

#[test]
fn a_run_of_hpl_has_the_mean_power_that_was_published() {
    let frontier = facility("hpl-frontier");
    let (start, end) = (instant(&frontier, "2023-04-29T01:12:46"), instant(&frontier, "2023-04-29T03:24:55"));
    let readings = readings(&frontier, "sum vals", Unit::W);
    assert_eq!(readings.len(), 540);
    let core: Vec<f64> = readings.iter().filter(|r| start <= r.stamp && r.stamp < end).map(|r| r.value).collect();
    let mean = core.iter().sum::<f64>() / f64::from(u32::try_from(core.len()).unwrap());
    assert_eq!(format!("{:.2}", mean / 1000.0), "22703.59");
    assert_relative_eq!(mean / 1000.0, 22_703.0, max_relative = 1e-4);
    let telemetry = frontier.telemetry().unwrap();
    assert!(telemetry.findings.is_empty(), "{:?}", telemetry.findings);
}

#[test]
fn a_database_extract_is_read_to_its_remarks_and_its_hole_is_found() {
    let cornell = facility("cornell-biohpc");
    let telemetry = cornell.telemetry().unwrap();
    assert_eq!(telemetry.files[0].rows, Some(774));
    assert_eq!(finding(&telemetry, "footer-rows").unwrap().count, 2);
    let gap = finding(&telemetry, "gap").unwrap();
    assert_eq!((gap.count, gap.first.as_deref()), (4, Some("2022-08-01T15:00:00-04:00")));
    let covered: Vec<Hour> = telemetry.rollup.meters["server"].covered_hours().map(|(hour, _)| hour).collect();
    let hole = covered.windows(2).max_by_key(|pair| pair[1].0 - pair[0].0).unwrap();
    let (before, after) = (instant(&cornell, "2022-08-25T14:00:00"), instant(&cornell, "2023-02-22T16:00:00"));
    assert_eq!((hole[0], hole[1]), (before.hour(), after.hour()));
    assert_eq!(after.since(before) / HOUR_NANOS - 1, 4346);
}

#[test]
fn the_hash_of_a_packed_file_is_of_its_own_bytes() {
    let telemetry = facility("harvard-ipmi").telemetry().unwrap();
    let bytes = std::fs::read(fixture("real/harvard-ipmi/telemetry/ipmi-2025-06-03.csv.gz")).unwrap();
    assert_eq!(telemetry.files[0].sha256, greengrade::files::sha256_hex(&bytes));
    assert_eq!(telemetry.files[0].bytes, u64::try_from(bytes.len()).unwrap());
}
