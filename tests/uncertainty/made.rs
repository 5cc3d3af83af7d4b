//! Made-up facilities with meters of known accuracy.

use std::fmt::Write;

use greengrade::indicator::uncertainty::{ErrorSum, IndicatorUncertainty, Uncertainty};
use greengrade::rating::Rating;

use crate::common::{STANDARDS, facility_folder, hourly, rated};

/// A meter of a made-up facility: its name, its mean power in kW, and what its manifest tells beside.
pub struct Meter {
    pub name: String,
    pub kw: f64,
    pub told: String,
}

pub fn meter(name: &str, kw: f64, told: &str) -> Meter {
    Meter { name: name.to_owned(), kw, told: told.to_owned() }
}

/// The rating of a facility with monthly energies over one year and a boundary as written.
pub fn rating(meters: &[Meter], boundary: &str) -> Rating {
    let mut manifest = r#"id = "made"
name = { zh = "示例", en = "Made" }
province = "青海"
category = "general"
clock = "+08:00"
period = "2025"

[[telemetry]]
files = ["bills.csv"]
shape = "wide"
time = "month"
"#
    .to_owned();
    for meter in meters {
        let Meter { name, told, .. } = meter;
        writeln!(
            manifest,
            "\n[[meter]]\nid = \"{name}\"\ncolumn = \"{name}\"\nkind = \"interval\"\ninterval = \"1mo\"\nunit = \"kWh\"\npoint = \"other\"\n{told}"
        )
        .unwrap();
    }
    manifest += &format!("\n[boundary]\n{boundary}\n");
    let names: Vec<&str> = meters.iter().map(|meter| meter.name.as_str()).collect();
    let mut csv = format!("month,{}\n", names.join(","));
    for (month, days) in [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31].into_iter().enumerate() {
        let energies: Vec<String> =
            meters.iter().map(|meter| format!("{}", meter.kw * 24.0 * f64::from(days))).collect();
        writeln!(csv, "2025-{:02}-01,{}", month + 1, energies.join(",")).unwrap();
    }
    let folder = facility_folder(&[("facility.toml", &manifest), ("bills.csv", &csv)]);
    rated(folder.path(), &STANDARDS, None)
}

pub fn transformer(id: &str, class: &str, load: f64) -> String {
    format!("power_factor = 0.95\ncurrent_transformer = {{ id = \"{id}\", class = \"{class}\", load = {load} }}\n")
}

/// A good meter behind a good transformer at full load: u = √((0.5² + 0.5² + 0.2868²) ÷ 3) = 0.4406 %.
pub fn at_the_intake() -> String {
    format!("class = \"0.5S\"\n{}", transformer("ct-total", "0.5S", 1.0))
}

/// A usual meter behind a transformer at 20 % load: u = √((1² + 0.75² + 0.4302²) ÷ 3) = 0.7632 %.
pub fn of_a_feeder(name: &str) -> String {
    format!("class = \"1\"\n{}", transformer(&format!("ct-{name}"), "0.5", 0.2))
}

pub fn told(rating: &Rating) -> &Uncertainty {
    rating.uncertainty.as_ref().unwrap()
}

pub fn pue(rating: &Rating) -> &IndicatorUncertainty {
    told(rating).of("pue").unwrap()
}

/// The relative standard uncertainty of a side of an indicator, in percent.
pub fn percent(sum: &ErrorSum) -> f64 {
    100.0 * sum.terms.iter().map(|term| term.moves.powi(2)).sum::<f64>().sqrt() / sum.value
}

pub fn separate() -> Rating {
    let meters = [meter("total", 1300.0, &at_the_intake()), meter("it", 1000.0, &of_a_feeder("it"))];
    rating(&meters, "total = [\"total\"]\nit = [\"it\"]")
}

/// The rating of hours from the first of January 2025 on, by the columns of their energies in kWh.
pub fn by_the_hour(meters: &[(&str, &str)], boundary: &str, hours: &[&[f64]]) -> Rating {
    let meter = |(name, told): &(&str, &str)| {
        let unit = if told.contains("water") { "L" } else { "kWh" };
        hourly::meter(name, unit, told)
    };
    let told: String = meters.iter().map(meter).collect();
    let manifest = format!("{}{told}\n[boundary]\n{boundary}\n", hourly::head("made"));
    let names: Vec<&str> = meters.iter().map(|(name, _)| *name).collect();
    let mut csv = format!("time,{}\n", names.join(","));
    for (index, energies) in hours.iter().enumerate() {
        let energies: Vec<String> = energies.iter().map(f64::to_string).collect();
        let (day, hour) = (index / 24 + 1, index % 24);
        writeln!(csv, "2025-01-{day:02}T{hour:02}:00:00+08:00,{}", energies.join(",")).unwrap();
    }
    let folder = facility_folder(&[("facility.toml", &manifest), (hourly::FILE, &csv)]);
    rated(folder.path(), &["db63t-clean-energy"], Some("2025-01"))
}
