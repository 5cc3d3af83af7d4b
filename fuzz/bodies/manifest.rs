//! Manifests beside the telemetry of two days: checked, and rated where they are sound.

use greengrade::facility::Facility;
use greengrade::rating::{Request, Trials, rate};
use greengrade::standard::Library;

use super::place::Place;
use super::taken;

/// Two days of an hour each reading, with an IT part and clean supply; two files, for globs.
fn telemetry(day: u32) -> String {
    let row = |hour: u32| format!("2025-01-{day:02}T{hour:02}:00:00+08:00,{},{},{}\n", 120 + hour, 100, 40 + hour);
    format!("time,total,it,solar\n{}", (0..24).map(row).collect::<String>())
}

/// A manifest, with everything else in its folder sound.
pub fn manifest(bytes: &[u8]) {
    let place = Place::new();
    place.put("facility.toml", bytes);
    place.put("a.csv", telemetry(1).as_bytes());
    place.put("b.csv", telemetry(2).as_bytes());
    place.put("systems.csv", b"id,class,kind,result,annual_kwh,tested,power_trace,evidence\n");
    place.put("operation.csv", b"domain,maturity,evidence\nmonitoring,3,report.pdf\n");
    let Some(facility) = taken(Facility::load(place.folder())) else { return };
    let library = Library::embedded().expect("our own packs");
    let standards = library.packs().map(|pack| pack.id.clone()).collect::<Vec<_>>();
    let request =
        Request { library: &library, standards: &standards, edition: None, period: None, trials: Trials::default() };
    taken(rate(&facility, &request));
}
