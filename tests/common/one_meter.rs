//! A facility of one meter, and what the rows of its file add up to.

use greengrade::facility::Facility;
use greengrade::facility::gather::Telemetry;
use greengrade::period::{Clock, Hour};
use greengrade::telemetry::{Cell, Finding, MeterHours};
use greengrade::units::{Amount, Unit};

use super::facility_folder;

pub const COUNTER: &str = "kind = \"counter\"\nunit = \"kWh\"\n";
pub const ROLLING_COUNTER: &str = "kind = \"counter\"\nunit = \"kWh\"\nrollover = 10000.0\n";
pub const INTERVAL: &str = "kind = \"interval\"\nunit = \"kWh\"\ninterval = \"15min\"\nstamp = \"end\"\n";
pub const STATE: &str = "kind = \"state\"\nmax_gap = \"30min\"\n";

/// A manifest of one meter `m`, read from `telemetry/*.csv` by a clock.
pub fn manifest(clock: &str, keys: &str) -> String {
    format!(
        r#"id = "one-meter"
name = {{ zh = "单表", en = "One meter" }}
province = "青海"
category = "general"
clock = "{clock}"

[[telemetry]]
files = ["telemetry/*.csv"]
shape = "wide"
time = "time"

[[meter]]
id = "m"
column = "m"
point = "other"
{keys}
"#
    )
}

/// What the rows of one file add up to.
pub fn gathered(clock: &str, keys: &str, rows: &[(&str, &str)]) -> Telemetry {
    let rows: String = rows.iter().map(|(time, value)| format!("{time},{value}\n")).collect();
    let folder =
        facility_folder(&[("facility.toml", &manifest(clock, keys)), ("telemetry/a.csv", &format!("time,m\n{rows}"))]);
    Facility::load(folder.path()).unwrap().telemetry().unwrap()
}

pub fn hours(telemetry: &Telemetry) -> &MeterHours {
    &telemetry.rollup.meters["m"]
}

pub fn sum(hours: &MeterHours) -> Amount {
    hours.covered_hours().map(|(_, cell)| cell.amount).sum()
}

pub fn covered_minutes(hours: &MeterHours) -> i64 {
    hours.covered_hours().map(|(_, cell)| cell.covered).sum::<i64>() / 60_000_000_000
}

pub fn kwh(value: f64) -> Amount {
    Amount::from_unit(value, Unit::KWh).unwrap()
}

pub fn told<'a>(telemetry: &'a Telemetry, id: &str) -> Vec<&'a Finding> {
    telemetry.findings.iter().filter(|finding| finding.id == id).collect()
}

pub fn at<'a>(hours: &'a MeterHours, clock: &str, hour: &str) -> &'a Cell {
    let stamp = Clock::parse(clock).unwrap().instant(hour.parse().unwrap()).unwrap();
    hours.get(Hour(stamp.hour().0)).unwrap()
}
