//! What is on paper: the manifest and the small tables.

use std::fmt::Write;
use std::path::Path;

use super::Result;
use super::files::METERS;
use super::operation_logs;
use super::sites::{Form, Site};

pub fn write_manifest(site: &Site, file: &Path) -> Result<()> {
    let mut text = String::new();
    writeln!(text, "# A made-up facility, written by `cargo run --example make_fixtures`.")?;
    writeln!(text, "id = \"{}\"", site.id)?;
    writeln!(text, "name = {{ zh = \"{}\", en = \"{}\" }}", site.zh, site.en)?;
    writeln!(text, "province = \"青海\"\ncity = \"{}\"", site.city)?;
    writeln!(text, "category = \"{}\"\nstart_of_operation = 2023-05-01", site.category)?;
    writeln!(text, "clock = \"+08:00\"\nperiod = \"2025\"\nsynthetic = true\n")?;
    let [designed, installed, in_use] = site.racks;
    writeln!(text, "[racks]\ndesigned = {designed}\ninstalled = {installed}\nin_use = {in_use}")?;
    writeln!(text, "rated_kw = {:?}\nevidence = \"rack-list-2025-12\"\n", site.rated_kw)?;
    text.push_str(telemetry(site.form));
    for (name, ..) in METERS {
        meter(&mut text, site, name)?;
    }
    text.push_str(WATER_AND_HEAT);
    text.push_str(BOUNDARY);
    writeln!(text, "[declared]\ndesign_pue = {{ value = {:?}, evidence = \"approval-2022-031\" }}", site.design_pue)?;
    if let Some(share) = site.demand_response {
        writeln!(text, "demand_response = {{ value = {share:?}, evidence = \"grid-agreement-2025\" }}")?;
    }
    writeln!(text, "no_violation = {{ value = true, evidence = \"bureau-letter-2025-118\" }}\n")?;
    writeln!(text, "[tables]\nit_systems = \"it-systems.csv\"\nsmart_operation = \"smart-operation.csv\"")?;
    if site.clean_records {
        writeln!(text, "certificates = \"certificates.csv\"\ncontracts = \"contracts.csv\"")?;
    }
    if site.keeps_logs {
        text.push_str(operation_logs::BLOCK);
    }
    Ok(std::fs::write(file, text)?)
}

fn telemetry(form: Form) -> &'static str {
    match form {
        Form::ParquetWide => {
            "[[telemetry]]\nid = \"power\"\nfiles = [\"telemetry/power-5min.parquet\"]\nshape = \"wide\"\ntime = \"time\"\n\n"
        }
        Form::ParquetLong => {
            "[[telemetry]]\nid = \"power\"\nfiles = [\"telemetry/power-2025q*.parquet\"]\nshape = \"long\"\ntime = \"timestamp\"\nmeter = \"meter\"\nvalue = \"kw\"\n\n"
        }
        Form::CsvWide => {
            "[[telemetry]]\nid = \"power\"\nfiles = [\"telemetry/power-hourly.csv\"]\nshape = \"wide\"\ntime = \"time\"\n\n"
        }
        Form::CsvCounters => {
            "[[telemetry]]\nid = \"power\"\nfiles = [\"telemetry/counters-2025q*.csv\"]\nshape = \"long\"\ntime = \"采集时间\"\nmeter = \"表号\"\nvalue = \"示数\"\n\n"
        }
        Form::CsvIntervals => {
            "[[telemetry]]\nid = \"power\"\nfiles = [\"telemetry/energy-15min.csv\"]\nshape = \"wide\"\ntime = \"interval_end\"\n\n"
        }
    }
}

fn meter(text: &mut String, site: &Site, name: &str) -> Result<()> {
    let column = if site.form == Form::ParquetWide { name.replace('-', "_") } else { name.to_owned() };
    writeln!(text, "[[meter]]\nid = \"{name}\"\ntelemetry = \"power\"\ncolumn = \"{column}\"")?;
    match site.form {
        Form::CsvCounters => writeln!(text, "kind = \"counter\"\nunit = \"kWh\"")?,
        Form::CsvIntervals => {
            writeln!(text, "kind = \"interval\"\ninterval = \"15min\"\nstamp = \"end\"\nunit = \"kWh\"")?
        }
        Form::CsvWide => writeln!(text, "kind = \"power\"\nunit = \"kW\"\nmax_gap = \"1h\"")?,
        Form::ParquetWide | Form::ParquetLong => writeln!(text, "kind = \"power\"\nunit = \"kW\"")?,
    }
    let (point, class) = match name {
        "grid-intake" => ("utility", "0.2S"),
        "it-ups" => ("ups-output", "0.5S"),
        "cooling" | "distribution-loss" => ("plant", "1"),
        _ => ("generation", "0.5S"),
    };
    let transformer = site.transformers.iter().find(|(meter, _)| *meter == name).map_or("", |(_, told)| told);
    Ok(writeln!(text, "point = \"{point}\"\nclass = \"{class}\"\n{transformer}")?)
}

const WATER_AND_HEAT: &str = r#"[[telemetry]]
id = "bills"
files = ["telemetry/water-heat-daily.csv"]
shape = "wide"
time = "day"

[[meter]]
id = "water"
telemetry = "bills"
column = "water_m3"
quantity = "water"
kind = "interval"
interval = "1d"
unit = "m3"
point = "utility"

[[meter]]
id = "heat"
telemetry = "bills"
column = "heat_gj"
quantity = "heat"
kind = "interval"
interval = "1d"
unit = "GJ"
point = "plant"

"#;

const BOUNDARY: &str = r#"[boundary]
total = ["grid-intake", "solar", "wind"]
it = ["it-ups"]
cooling = ["cooling"]
distribution = ["distribution-loss"]
water = ["water"]
heat_reuse = ["heat"]

[[boundary.supply]]
source = "solar"
path = "direct-line"
meters = ["solar"]

[[boundary.supply]]
source = "wind"
path = "direct-line"
meters = ["wind"]

[[boundary.supply]]
source = "hydro"
path = "green-trade"
meters = ["hydro-trade"]

"#;

pub fn write_systems(site: &Site, file: &Path) -> Result<()> {
    let ratio = site.systems;
    let mut csv = csv::Writer::from_path(file)?;
    csv.write_record(["id", "class", "type", "result", "annual_kwh", "tested_on", "power_trace", "evidence"])?;
    let mut row = |id: &str, class: &str, kind: &str, result: f64, share: f64, tested_on: &str, trace: &str| {
        let annual = format!("{:.0}", site.it_kw * share * 8760.0);
        csv.write_record([
            id,
            class,
            kind,
            &format!("{result:.2}"),
            &annual,
            tested_on,
            trace,
            &format!("tests/{id}.pdf"),
        ])
    };
    row("servers-a", "server-sert", "2-socket-rack-high", 26.1 * ratio, 0.35, "2024-09-12", "yes")?;
    row("servers-b", "server-sert", "1-socket-rack", 17.7 * ratio * 0.9, 0.2, "2025-04-02", "yes")?;
    row("servers-old", "server-sert", "2-socket-rack-low", 18.0 * 0.6, 0.05, "2021-03-30", "yes")?;
    match site.category {
        "supercomputing" => row("cluster", "hpc-accelerated", "", 18.0 * ratio, 0.4, "2025-06-20", "yes")?,
        "ai" => row("training", "ai-training", "", 31.4 * ratio, 0.4, "2025-06-20", "yes")?,
        _ => row("web-tier", "server-load-line", "", 7600.0 * ratio, 0.3, "2023-11-08", "yes")?,
    }
    Ok(csv.flush()?)
}

/// The domains of capabilities.
pub const DOMAINS: [&str; 9] = [
    "monitoring",
    "alarms",
    "inspection",
    "self-healing",
    "capacity",
    "energy-saving",
    "change",
    "security",
    "knowledge",
];

/// The maturity of a domain: a fifth of a level up and down by turns.
pub fn maturity(site: &Site, index: usize) -> f64 {
    (site.maturity + if index.is_multiple_of(2) { 0.2 } else { -0.2 }).min(5.0)
}

pub fn write_operation(site: &Site, file: &Path) -> Result<()> {
    /// Each quantity with what stands for a beginner and for a master.
    const QUANTITIES: [(&str, f64, f64); 8] = [
        ("monitoring_coverage", 0.8, 1.0),
        ("automated_inspection", 0.5, 0.95),
        ("automation_rate", 0.3, 0.85),
        ("alarm_compression", 0.5, 0.9),
        ("self_healing", 0.0, 0.5),
        ("mttr", 8.0, 0.5),
        ("prediction_f1", 0.5, 0.9),
        ("auto_cooling", 0.5, 0.95),
    ];
    let mut csv = csv::Writer::from_path(file)?;
    csv.write_record(["kind", "item", "value", "evidence"])?;
    for (index, domain) in DOMAINS.into_iter().enumerate().filter(|_| !site.keeps_logs) {
        // The last domain of an immature site has no evidence.
        let maturity = maturity(site, index);
        let evidence =
            if index == 8 && site.maturity < 3.0 { String::new() } else { format!("operation/{domain}.pdf") };
        csv.write_record(["capability", domain, &format!("{maturity:.1}"), &evidence])?;
    }
    // The signals of cooling are in no log.
    let told = |item: &str| !site.keeps_logs || item == "auto_cooling";
    for (item, beginner, master) in QUANTITIES.into_iter().filter(|(item, ..)| told(item)) {
        let reached = beginner + (master - beginner) * site.automation;
        csv.write_record(["quantity", item, &format!("{reached:.3}"), "operation/logs-2025.csv"])?;
    }
    Ok(csv.flush()?)
}
