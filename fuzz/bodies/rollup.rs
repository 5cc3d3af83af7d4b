//! Rollup files: what is taken from one and written anew is the same again.

use greengrade::telemetry::rollup_file::{EncodedRollup, RollupFile, RollupWriter};

use super::place::Place;
use super::taken;

/// A rollup file.
pub fn rollup(bytes: &[u8]) {
    let place = Place::new();
    let path = place.put("rollup.parquet", bytes);
    let Some(file) = taken(RollupFile::open(&path)) else { return };
    for facility in &file.head.facilities {
        let _ = file.course(&facility.id);
        let Some(cells) = taken(file.cells(facility)) else { continue };
        let mut writer = RollupWriter::begin(Vec::new()).expect("memory");
        writer.add(EncodedRollup::of(facility.clone(), &cells).expect("encoded")).expect("memory");
        let path = place.put("again.parquet", &writer.finish().expect("memory"));
        let again = RollupFile::open(&path).expect("what was written");
        assert_eq!(again.cells(facility).as_ref(), Ok(&cells), "written and read again, it has other cells");
    }
}
