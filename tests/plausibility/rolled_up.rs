//! The rules say the same about a rollup file as about the files that were rolled up in it.

use std::fs::File;
use std::path::Path;
use std::sync::Arc;

use greengrade::facility::Facility;
use greengrade::telemetry::Finding;
use greengrade::telemetry::rollup_file::{EncodedRollup, RollupFile, RollupWriter};

use crate::common::fixture;
use crate::damage::{COOLING, IT, SOLAR, TOTAL, copy, findings_of};

/// What is found in a folder's files, and in their rollup.
fn both(folder: &Path, period: &str) -> [Vec<Finding>; 2] {
    let facility = Facility::load(folder).unwrap();
    let place = tempfile::tempdir().unwrap();
    let file = place.path().join("rollup.parquet");
    let mut writer = RollupWriter::begin(File::create(&file).unwrap()).unwrap();
    let (head, rollup) = facility.rolled_up().unwrap();
    writer.add(EncodedRollup::of(head, &rollup).unwrap()).unwrap();
    writer.finish().unwrap();
    let fed = facility.clone().fed_by(Arc::new(RollupFile::open(&file).unwrap()));
    [&facility, &fed].map(|facility| findings_of(facility, period))
}

#[test]
fn a_rollup_of_damaged_data_has_the_findings_of_its_files() {
    let damaged = copy()
        .change(TOTAL, 3000..3001, |_, _| 25_550.0)
        .change(IT, 744..1416, |_, kw| kw * 1.5)
        .change(IT, 2000..2013, |_, _| 3987.6)
        .change(COOLING, 4000..4030, |_, kw| kw * 1000.0)
        .change(SOLAR, 0..8760, |_, _| 12.5)
        .dark(6000..6800);
    let folder = tempfile::tempdir().unwrap();
    damaged.write(folder.path());
    let [raw, rolled] = both(folder.path(), "2025");
    let ids: Vec<&str> = raw.iter().map(|finding| finding.id.as_str()).collect();
    for id in ["it-above-total", "spike", "stuck-values", "unit-slip", "suspicious-constant", "empty-cells", "gap"] {
        assert!(ids.contains(&id), "{id} in {ids:?}");
    }
    assert_eq!(raw, rolled);
}

#[test]
fn a_rollup_of_every_facility_of_the_portfolio_has_the_findings_of_its_files() {
    for id in ["hehuang", "hoh-xil", "kunlun", "qaidam", "qilian"] {
        let [raw, rolled] = both(&fixture("portfolio").join(format!("synthetic-{id}")), "2025");
        assert_eq!(raw, rolled, "{id}");
    }
}
