//! Facilities made up by chance: meters of all kinds with gaps, repeated and contradicting readings, resets, and values
//! that lie on the figures of the standards, just below and just above.

use std::fmt::Write;
use std::path::Path;

use super::chance::Chance;
use super::{it_tests, logs, records, weather};
use crate::exact::Told;
use crate::time::{Period, zone};

/// Periods and clocks, with the offset by which stamps are written and the first instant of the period.
const PERIODS: [(&str, &str, &str, &str); 5] = [
    ("2025-02", "+08:00", "+08:00", "2025-02-01T00:00:00+08:00"),
    ("2024-02", "+08:00", "+08:00", "2024-02-01T00:00:00+08:00"),
    ("2025-04", "+00:00", "Z", "2025-04-01T00:00:00Z"),
    ("2025-11", "America/Denver", "-07:00", "2025-11-01T00:00:00-06:00"),
    ("2025-06..2025-08", "Asia/Shanghai", "+08:00", "2025-06-01T00:00:00+08:00"),
];
/// What a quantity of the boundary draws beside an IT load of 1000 kW, on the figures of the standards.
const PARTS: [(&str, &[i64]); 3] =
    [("cooling", &[100, 150, 200]), ("distribution", &[20, 60]), ("heat_reuse", &[60, 65, 120, 125])];

/// What a facility has beside its meters: lines of the manifest, those of its tables apart, and files.
#[derive(Default)]
pub struct Part {
    pub tables: String,
    pub manifest: String,
    pub files: Vec<(String, String)>,
}

/// A facility in the making.
struct Making<'c> {
    chance: &'c mut Chance,
    manifest: String,
    files: Vec<(String, String)>,
    start: jiff::Timestamp,
    /// Hours that have data.
    hours: i64,
    /// Whether readings are even and whole, so that values lie on figures.
    even: bool,
    /// Where all meters tell amounts of days: how many hours of each day were measured.
    daily: Option<&'static str>,
}

/// Writes a facility's folder.
pub fn write(chance: &mut Chance, folder: &Path, id: &str) -> Told<()> {
    let last = i64::try_from(PERIODS.len()).unwrap_or(1) - 1;
    let place = usize::try_from(chance.within(0, last)).unwrap_or(0);
    let (period, clock, _, first) = PERIODS.get(place).copied().ok_or("no period")?;
    let start: jiff::Timestamp = first.parse().map_err(|error: jiff::Error| error.to_string())?;
    let even = chance.once_in(2);
    // 22.8 hours of each day of a month are 95 % of it.
    let daily = chance.once_in(6).then(|| chance.pick(&["22.8", "21.6", "24", "7.5"]));
    // A tenth of a month of 720 hours is covered by 72, and readings may begin before the period.
    let hours = match daily {
        Some(_) => 24 * chance.within(27, 31),
        None if chance.once_in(3) => 72,
        None => chance.within(4, 80),
    };
    let early = if even || daily.is_some() || chance.once_in(2) { 0 } else { chance.within(-40, 500) };
    let start = start + jiff::SignedDuration::from_hours(early);
    let category = chance.pick(&["general", "ai", "supercomputing"]);
    let mut manifest = format!(
        "id = \"{id}\"\nname = {{ zh = \"例\", en = \"Sample\" }}\nprovince = \"青海\"\ncategory = \"{category}\"\nclock = \"{clock}\"\n\
         period = \"{period}\"\nsynthetic = true\n"
    );
    if chance.once_in(4) {
        manifest.push_str("sector = \"finance\"\n");
    }
    declarations(chance, &mut manifest);
    if chance.once_in(4) {
        let minutes = chance.pick(&["30", "60", "240"]);
        let policy = chance.pick(&["hold", "hold", "bridge", "exclude"]);
        let _ = write!(manifest, "[gaps]\npolicy = \"{policy}\"\nhold_minutes = {minutes}\n");
    }
    let mut making = Making { chance, manifest, files: Vec::new(), start, hours, even, daily };
    making.meters();
    let period = Period::written(period, &zone(clock)?)?;
    let mut beside = Part { tables: "[tables]\n".to_owned(), ..Part::default() };
    logs::logs(making.chance, &period, &mut beside)?;
    if making.chance.once_in(4) {
        weather::weather(making.chance, &period, &mut beside)?;
    }
    if making.chance.once_in(4) {
        it_tests::it_tests(making.chance, &mut beside)?;
    }
    if making.chance.once_in(3) {
        records::tables(making.chance, id, &period, &mut beside);
    }
    making.manifest.push_str(&beside.tables);
    making.manifest.push_str(&beside.manifest);
    making.files.extend(beside.files);
    std::fs::create_dir_all(folder).map_err(|error| error.to_string())?;
    making.files.push(("facility.toml".to_owned(), making.manifest));
    for (name, text) in &making.files {
        std::fs::write(folder.join(name), text).map_err(|error| error.to_string())?;
    }
    Ok(())
}

/// Racks and declared values, with evidence or without.
fn declarations(chance: &mut Chance, manifest: &mut String) {
    if chance.once_in(2) {
        let evidence = if chance.once_in(4) { "" } else { "evidence = \"racks.pdf\"\n" };
        let _ = write!(
            manifest,
            "[racks]\ndesigned = 1000\ninstalled = 800\nin_use = {}\nrated_kw = {}\n{evidence}",
            chance.pick(&["400", "480", "600", "640", "641"]),
            chance.pick(&["1250.0", "2000.0", "1666.7", "3333.0"])
        );
    }
    if chance.once_in(5) {
        let indicator = chance.pick(&["erf", "wue", "cue", "rack_occupancy"]);
        let _ = write!(manifest, "[not_applicable]\n{indicator} = \"reason\"\n");
    }
    manifest.push_str("[declared]\n");
    for (id, values) in
        [("design_pue", ["1.25", "1.3", "1.2"]), ("wue", ["1.6", "2.2", "2.3"]), ("erf", ["0.05", "0.1", "0.21"])]
    {
        if chance.once_in(2) {
            let evidence = if chance.once_in(4) { "" } else { ", evidence = \"a.pdf\"" };
            let _ = writeln!(manifest, "{id} = {{ value = {}{evidence} }}", chance.pick(&values));
        }
    }
}

impl Making<'_> {
    fn meters(&mut self) {
        let mut boundary = String::from("[boundary]\n");
        let it = 1000;
        // The total lies on a figure of PUE, a watt below it, or a watt above it.
        let over = self.chance.within(0, 5);
        let total_w = [1_100_000, 1_200_000, 1_250_000, 1_300_000, 1_400_000, 1_500_000]
            .get(usize::try_from(over).unwrap_or(0))
            .copied()
            .unwrap_or(1_200_000)
            + if self.chance.once_in(2) { 0 } else { self.chance.within(-1, 1) };
        if self.chance.once_in(4) {
            self.meter("all", "electricity", total_w + 300_000);
            self.meter("out", "electricity", 300_000);
            boundary.push_str("total = [\"all\", \"-out\"]\n");
        } else {
            self.meter("total", "electricity", total_w);
            boundary.push_str("total = [\"total\"]\n");
        }
        if self.chance.once_in(4) {
            self.meter("it-a", "electricity", it * 400);
            self.meter("it-b", "electricity", it * 600);
            boundary.push_str("it = [\"it-a\", \"it-b\"]\n");
        } else {
            self.meter("it", "electricity", it * 1000);
            boundary.push_str("it = [\"it\"]\n");
        }
        for (name, watts) in PARTS {
            // What cools and what is lost has to fit into the least of the totals.
            let place = usize::try_from(self.chance.within(0, 3)).unwrap_or(0);
            if let Some(kw) = watts.get(place).filter(|kw| **kw < 100 || total_w > 1_290_000) {
                self.meter(name, if name == "heat_reuse" { "heat" } else { "electricity" }, kw * 1000);
                let _ = writeln!(boundary, "{name} = [\"{name}\"]");
            }
        }
        if self.chance.once_in(2) {
            // Litres an hour: 2.2 L/kWh of 1000 kW are 2200.
            let litres = self.chance.pick(&["500", "1600", "2000", "2200", "2201"]).parse().unwrap_or(0);
            self.meter("water", "water", litres);
            boundary.push_str("water = [\"water\"]\n");
        }
        if self.chance.once_in(4) {
            self.meter("signal", "state", 0);
            boundary.push_str("auto_cooling = [\"signal\"]\n");
        }
        for (source, path) in
            [("solar", "self-generated"), ("hydro", "green-trade"), ("nuclear", "grid"), ("coal", "direct-line")]
        {
            if self.chance.once_in(3) {
                let share = self.chance.pick(&["5", "30", "50", "80", "95"]).parse::<i64>().unwrap_or(5);
                self.meter(source, "electricity", total_w / 100 * share);
                let _ = write!(
                    boundary,
                    "[[boundary.supply]]\nsource = \"{source}\"\npath = \"{path}\"\nmeters = [\"{source}\"]\n"
                );
            }
        }
        if self.chance.once_in(4) {
            let evidence = if self.chance.once_in(3) { "" } else { "evidence = \"c.pdf\"\n" };
            let _ = write!(
                boundary,
                "[[declared_supply]]\nsource = \"wind\"\npath = \"certificates\"\nkwh = {}\n{evidence}",
                self.chance.pick(&["7200.0", "36000.0", "93600.5", "0.1"])
            );
        }
        if self.chance.once_in(5) {
            self.meter("charge", "electricity", 90_000);
            let given = if self.chance.once_in(4) { 95_000 } else { 70_000 };
            self.meter("discharge", "electricity", given);
            boundary.push_str("[[boundary.storage]]\ncharge = [\"charge\"]\ndischarge = [\"discharge\"]\n");
        }
        self.manifest.push_str(&boundary);
    }

    /// A meter of a mean rate (W, or L/h of water) with its own file.
    fn meter(&mut self, id: &str, quantity: &str, rate: i64) {
        let kind = match quantity {
            "state" => "state",
            "counted" => "counter",
            "water" | "heat" => self.chance.pick(&["interval", "interval", "counter"]),
            _ if self.daily.is_some() => "interval",
            _ if self.even => "power",
            _ => self.chance.pick(&["power", "power", "power", "interval", "counter"]),
        };
        let step = if self.daily.is_some() && kind == "interval" {
            "86400"
        } else if self.even {
            self.chance.pick(&["900", "1800", "3600"])
        } else {
            self.chance.pick(&["900", "420", "1800", "3600", "3601", "7200"])
        };
        let step: i64 = step.parse().unwrap_or(3600);
        let _ = write!(
            self.manifest,
            "[[telemetry]]\nid = \"t-{id}\"\nfiles = [\"{id}.csv\"]\nshape = \"wide\"\ntime = \"time\"\n[[meter]]\nid = \"{id}\"\n\
             telemetry = \"t-{id}\"\ncolumn = \"value\"\nkind = \"{kind}\"\npoint = \"other\"\n"
        );
        if !matches!(quantity, "electricity" | "state" | "counted") {
            let _ = writeln!(self.manifest, "quantity = \"{quantity}\"");
        }
        let mut rate = rate;
        if kind != "state" && self.chance.once_in(6) {
            // Half of what is read counts.
            self.manifest.push_str("multiplier = 0.5\n");
            rate *= 2;
        }
        let bridged = kind == "power" && !self.even && self.chance.once_in(3);
        if bridged {
            let _ = writeln!(self.manifest, "bridge_with = \"{id}-counter\"");
        }
        let rows = match kind {
            "power" | "state" => self.held(kind, step, rate),
            "interval" => self.intervals(quantity, step, rate),
            _ => self.counter(quantity, step, rate),
        };
        self.files.push((format!("{id}.csv"), rows));
        if bridged {
            self.meter(&format!("{id}-counter"), "counted", rate);
        }
    }

    /// The stamps of readings every `step` seconds: some left out, and a run of them now and then.
    fn stamps(&mut self, step: i64) -> Vec<jiff::Timestamp> {
        let shift = if self.even || self.chance.once_in(2) { 0 } else { self.chance.within(1, step) * 1_000 + 250 };
        let mut stamps = Vec::new();
        let (mut second, mut out) = (0, 0);
        while second < self.hours * 3600 {
            if !self.even && self.chance.once_in(40) {
                out = self.chance.within(1, 9);
            }
            out -= 1;
            if out < 0 || second == 0 {
                stamps.push(self.start + jiff::SignedDuration::from_millis(second * 1000 + shift));
            }
            second += step;
        }
        stamps
    }

    /// Rows in the order of their stamps or not, some told twice, and some contradicted.
    fn rows(&mut self, mut rows: Vec<(jiff::Timestamp, String)>) -> String {
        if !self.even {
            let mut more = Vec::new();
            for (stamp, value) in &rows {
                if self.chance.once_in(60) {
                    more.push((*stamp, value.clone()));
                } else if self.chance.once_in(120) {
                    more.push((*stamp, if value == "1" { "0".to_owned() } else { "1".to_owned() }));
                }
            }
            rows.extend(more);
            if self.chance.once_in(3) {
                rows.reverse();
            }
        }
        let lines: Vec<String> = rows.iter().map(|(stamp, value)| format!("{stamp},{value}\n")).collect();
        format!("time,value\n{}", lines.concat())
    }

    /// A value about its mean: the mean itself where values are even.
    fn about(&mut self, mean: i64) -> i64 {
        if self.even { mean } else { mean - mean / 50 + self.chance.within(0, (mean / 25).max(1)) }
    }

    fn held(&mut self, kind: &str, step: i64, watts: i64) -> String {
        let max_gap = if self.even { "2h" } else { self.chance.pick(&["15min", "30min", "1h", "2h", "3h"]) };
        let _ = writeln!(self.manifest, "max_gap = \"{max_gap}\"");
        let mut rows = Vec::new();
        let unit = self.chance.pick(&["W", "kW", "MW"]);
        if kind == "power" {
            let _ = writeln!(self.manifest, "unit = \"{unit}\"");
        }
        for stamp in self.stamps(step) {
            let value = if kind == "state" {
                self.chance.within(0, 1).to_string()
            } else {
                let value = self.about(watts);
                match unit {
                    "W" => value.to_string(),
                    "kW" => decimal(value, 3),
                    _ => decimal(value, 6),
                }
            };
            rows.push((stamp, value));
        }
        self.rows(rows)
    }

    /// Wh, J or L for each of the unit's own, and the unit.
    fn unit(&mut self, quantity: &str) -> (&'static str, i64, usize) {
        match quantity {
            "water" => ("m3", 1, 3),
            "heat" => ("MJ", 3600, 6),
            _ => (self.chance.pick(&["Wh", "kWh"]), 1, 0),
        }
    }

    fn intervals(&mut self, quantity: &str, step: i64, rate: i64) -> String {
        let (unit, times, mut places) = self.unit(quantity);
        if unit == "kWh" {
            places = 3;
        }
        let stamp = self.chance.pick(&["start", "end"]);
        let length = if step == 86_400 { "1d".to_owned() } else { format!("{step}s") };
        let _ = write!(self.manifest, "unit = \"{unit}\"\ninterval = \"{length}\"\nstamp = \"{stamp}\"\n");
        let valid = self.daily.is_some() || !self.even && self.chance.once_in(4);
        let mut rows = Vec::new();
        for stamp in self.stamps(step) {
            let value = self.about(rate) * step / 3600 * times;
            let hours = match self.daily {
                Some(hours) => format!(",{hours}"),
                None if valid => format!(",{}", decimal(step * self.chance.within(970, 1000) / 3600, 3)),
                None => String::new(),
            };
            rows.push((stamp, format!("{}{hours}", decimal(value, places))));
        }
        if valid {
            self.manifest.push_str("valid_hours = \"hours\"\n");
            let lines: Vec<String> = rows.iter().map(|(stamp, value)| format!("{stamp},{value}\n")).collect();
            return format!("time,value,hours\n{}", lines.concat());
        }
        self.rows(rows)
    }

    fn counter(&mut self, quantity: &str, step: i64, rate: i64) -> String {
        let (unit, times, mut places) = self.unit(quantity);
        if unit == "kWh" {
            places = 3;
        }
        let _ = writeln!(self.manifest, "unit = \"{unit}\"");
        let mut register = self.chance.within(0, 1_000_000_000);
        let modulus = self.chance.once_in(3).then(|| rate * times * self.chance.within(8, 40));
        if let Some(modulus) = modulus {
            register %= modulus;
            let _ = writeln!(self.manifest, "rollover = {}", with_point(&decimal(modulus, places)));
        }
        let mut rows = Vec::new();
        let stamps = self.stamps(step);
        // Replaced a second after the middle one, with both readings known or only one.
        let middle = stamps.get(stamps.len() / 2).copied().filter(|_| modulus.is_none() && self.chance.once_in(3));
        for stamp in stamps {
            rows.push((stamp, decimal(register, places)));
            if middle == Some(stamp) {
                let at = stamp + jiff::SignedDuration::from_secs(1);
                let last = with_point(&decimal(register + rate / 3600, places));
                register = self.chance.within(0, 1000);
                let first = with_point(&decimal(register, places));
                let told = self.chance.pick(&["both", "both", "old", "new"]);
                let old = if told == "new" { String::new() } else { format!(", old_final = {last}") };
                let new = if told == "old" { String::new() } else { format!(", new_start = {first}") };
                let _ = writeln!(self.manifest, "replaced = [{{ at = \"{at}\"{old}{new} }}]");
            }
            register += self.about(rate) * step / 3600 * times;
            if let Some(modulus) = modulus {
                register %= modulus;
            }
            if !self.even && self.chance.once_in(50) {
                register = self.chance.within(0, 5) * rate;
            }
        }
        self.rows(rows)
    }
}

/// A whole number as a decimal with so many places.
fn decimal(value: i64, places: usize) -> String {
    if places == 0 {
        return value.to_string();
    }
    let digits = format!("{value:0>width$}", width = places + 1);
    let (whole, part) = digits.split_at(digits.len() - places);
    format!("{whole}.{part}")
}

/// A number of a manifest that is no whole one.
fn with_point(number: &str) -> String {
    if number.contains('.') { number.to_owned() } else { format!("{number}.0") }
}
