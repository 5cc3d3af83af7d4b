//! A small facility of steady powers, a day in a month.

/// Its manifest; `NAME` stands for its id.
pub const MANIFEST: &str = r#"id = "NAME"
name = { zh = "小型中心", en = "Small centre" }
province = "青海"
category = "general"
clock = "+08:00"

[[telemetry]]
files = ["power.csv"]
shape = "wide"
time = "time"

[[meter]]
id = "total"
column = "total_kw"
kind = "power"
unit = "kW"
max_gap = "1h"
point = "utility"

[[meter]]
id = "it"
column = "it_kw"
kind = "power"
unit = "kW"
max_gap = "1h"
point = "ups-output"

[boundary]
total = ["total"]
it = ["it"]
"#;

/// The heading of its readings.
pub const HEAD: &str = "time,total_kw,it_kw\n";

/// Its readings on the first day of a month: kW in all and of IT.
pub fn day(month: &str, [total, it]: [u32; 2]) -> String {
    (0..24).map(|hour| format!("{month}-01 {hour:02}:00:00,{total},{it}\n")).collect()
}
