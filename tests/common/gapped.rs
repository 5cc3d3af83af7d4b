//! A facility of constant loads whose IT power is not read for a while.

use std::fmt::Write;

pub const MANIFEST: &str = r#"id = "gaps"
name = { zh = "缺数", en = "Gaps" }
province = "青海"
category = "general"
clock = "+08:00"
period = "2025-01"

[boundary]
total = ["total"]
it = ["it"]

[[telemetry]]
files = ["power.csv"]
shape = "wide"
time = "time"

[[meter]]
id = "total"
column = "total"
kind = "power"
unit = "kW"
max_gap = "15min"
point = "utility"

[[meter]]
id = "it"
column = "it"
kind = "power"
unit = "kW"
max_gap = "15min"
point = "ups-output"

[[meter]]
id = "it-counter"
column = "counter"
kind = "counter"
unit = "kWh"
point = "ups-output"
"#;

/// How many minutes apart the readings are.
const STEP: i64 = 10;

/// January with a load of 130 kW, IT at 100 kW by day and 50 kW by night; the IT power is not read for two hours and a
/// half from 22:30 of the second. Its counter goes on, read by the hour.
pub fn power() -> String {
    let mut csv = String::from("time,total,it,counter\n");
    let start = jiff::civil::date(2025, 1, 1).at(0, 0, 0, 0);
    let mut kwh = 0;
    for step in 0..=31 * 144 {
        let at = start.saturating_add(jiff::Span::new().minutes(step * STEP));
        let it = if (8..23).contains(&at.hour()) { 100 } else { 50 };
        let gap = (24 * 60 + 22 * 60 + 30)..(48 * 60 + 60);
        let read = if gap.contains(&(step * STEP)) { String::new() } else { it.to_string() };
        let counter = if at.minute() == 0 { (kwh / 6).to_string() } else { String::new() };
        writeln!(csv, "{at},130,{read},{counter}").unwrap();
        kwh += it;
    }
    csv
}

pub const HOURS: f64 = 31.0 * 24.0;
/// What flows in January.
pub const TOTAL: f64 = 130.0 * HOURS;
pub const IT: f64 = 31.0 * (15.0 * 100.0 + 9.0 * 50.0);

/// A standard of one level, by PUE alone; `ID` and `GAPS` are to be filled in.
const PACK: &str = r#"id = "ID"
title = { zh = "示例", en = "Sample" }
edition = "1"
note = { zh = "不是任何标准。", en = "It is no standard." }
below = { zh = "未达级", en = "Below" }

[sources.paper]
citation = { zh = "示例文本", en = "A sample text" }
read = "own"
GAPS
[[level]]
id = "1"
title = { zh = "一级", en = "Level 1" }
require = [{ indicator = "pue", must = { at_most = { value = 1.598, basis = "choice", source = "paper" } } }]
"#;

/// A standard that states this of gaps.
pub fn pack(id: &str, gaps: &str) -> String {
    PACK.replace("ID", id).replace("GAPS", gaps)
}
