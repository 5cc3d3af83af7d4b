//! Tests of IT systems made up by chance: windows at the ends of their traces, samples as far apart as may be and a little
//! farther, contradictions, counters, and tables that are not whole.

use std::fmt::Write;

use super::chance::Chance;
use super::facilities::Part;
use crate::exact::Told;

/// The kinds of tests, with the classes of systems that they are tests of.
const KINDS: [(&str, &str); 8] = [
    ("load-line", "server-load-line"),
    ("sert", "server-sert"),
    ("hpl", "hpc-cpu"),
    ("training", "ai-training"),
    ("inference", "ai-inference"),
    ("storage", "storage"),
    ("iteesv", "hpc-cpu"),
    ("iteusv", "hpc-cpu"),
];
const WORKLETS: [&str; 11] =
    ["Compress", "LU", "SOR", "Crypto", "Sort", "SHA256", "Hybrid SSJ", "Flood3", "Capacity3", "Sequential", "Random"];

/// The register, and some tests of its systems.
pub fn it_tests(chance: &mut Chance, part: &mut Part) -> Told<()> {
    let mut register = String::from("id,class,type,result,annual_kwh,tested_on,power_trace,evidence\n");
    // Several of one kind may be put together.
    let first = chance.within(0, 7);
    for number in 0..chance.within(1, 3) {
        let kind = if chance.once_in(3) { chance.within(0, 7) } else { first };
        let (kind, class) =
            usize::try_from(kind).ok().and_then(|kind| KINDS.get(kind)).copied().ok_or("no kind of test")?;
        let class = if chance.once_in(12) { "storage" } else { class };
        let of = if chance.once_in(2) { "1-socket-rack" } else { "" };
        let _ = writeln!(register, "s{number},{class},{of},1.5,1000,2025-01-10,yes,a.pdf");
        let _ = writeln!(part.manifest, "[[it_test]]\nrecord = \"t{number}.toml\"");
        let mut making = Making { chance, name: format!("t{number}"), kind, record: String::new(), files: Vec::new() };
        making.record(&format!("s{number}"))?;
        part.files.push((format!("t{number}.toml"), making.record));
        part.files.extend(making.files);
    }
    part.tables.push_str("it_systems = \"it-systems.csv\"\n");
    part.files.push(("it-systems.csv".to_owned(), register));
    Ok(())
}

/// A test in the making.
struct Making<'c> {
    chance: &'c mut Chance,
    name: String,
    kind: &'static str,
    record: String,
    files: Vec<(String, String)>,
}

impl Making<'_> {
    fn line(&mut self, line: &str) {
        self.record.push_str(line);
        self.record.push('\n');
    }

    fn record(&mut self, system: &str) -> Told<()> {
        self.line(&format!("kind = \"{}\"", self.kind));
        if !matches!(self.kind, "iteesv" | "iteusv") {
            self.line(&format!("system = \"{system}\""));
        }
        if self.kind != "iteusv" {
            let class = self.chance.pick(&["0.5", "0.2S", "1", "1", "0.5", "1.5", ""]);
            if !class.is_empty() {
                self.line(&format!("meter_class = \"{class}\""));
            }
            if self.chance.once_in(15) {
                self.line("performance = \"peak\"");
            }
        }
        match self.kind {
            "load-line" => self.load_line(),
            "sert" => self.sert(),
            "iteesv" => self.servers(),
            _ => self.trace()?,
        }
        Ok(())
    }

    fn table(&mut self, rows: String) {
        let name = format!("{}.csv", self.name);
        self.line(&format!("table = \"{name}\""));
        self.files.push((name, rows));
    }

    fn load_line(&mut self) {
        if self.chance.once_in(6) {
            self.line("operations = \"requests\"");
        }
        let seconds = self.chance.pick(&["180", "120", "119.5", "", ""]);
        let mut rows = String::from("load,operations,watts,seconds\n");
        let left_out = self.chance.within(1, 100);
        for load in (1..=10).rev().filter(|load| *load != left_out) {
            // Now and then a level has as many operations as the one above.
            let operations = 1_000 * if self.chance.once_in(150) { load + 1 } else { load };
            let watts = 100 + 13 * load + self.chance.within(0, 3);
            let seconds = if self.chance.once_in(60) { "" } else { seconds };
            let _ = writeln!(rows, "{load}0,{operations},{watts}.{},{seconds}", self.chance.within(0, 99));
        }
        let idle = self.chance.pick(&["60", "99.9", "99.9", "140"]);
        let _ = writeln!(rows, "idle,{},{idle},{seconds}", self.chance.pick(&["0", ""]));
        self.table(rows);
    }

    fn sert(&mut self) {
        if self.chance.once_in(2) {
            self.line("idle_watts = 17.5");
        }
        if self.chance.once_in(8) {
            self.line("accelerators = true");
        }
        let mut rows = String::from("worklet,efficiency\n");
        for name in WORKLETS {
            let name = if self.chance.once_in(2) { name.to_lowercase().replace(' ', "-") } else { name.to_owned() };
            let times = match self.chance.within(1, 60) {
                1 => 0,
                2 => 2,
                _ => 1,
            };
            for _ in 0..times {
                let _ = writeln!(rows, "{name},{}.5", self.chance.within(1, 90));
            }
        }
        self.table(rows);
    }

    fn servers(&mut self) {
        self.line("operations = \"ssj_ops\"");
        if self.chance.once_in(3) {
            self.line("precision = \"FP64\"");
        }
        let told = self.chance.once_in(2);
        let mut rows = String::from("server,units,performance,watts,precision\n");
        for number in 0..self.chance.within(1, 4) {
            let precision = if told { self.chance.pick(&["FP64", "fp64", "FP64", "FP16", ""]) } else { "" };
            let watts = if self.chance.once_in(12) { 0 } else { self.chance.within(300, 700) };
            let (units, performance) = (self.chance.within(1, 9), self.chance.within(1_000, 9_000));
            let _ = writeln!(rows, "m{number},{units},{performance},{watts},{precision}");
        }
        self.table(rows);
    }

    fn trace(&mut self) -> Told<()> {
        let counter = self.kind != "iteusv" && self.chance.once_in(3);
        if matches!(self.kind, "hpl" | "training" | "inference") {
            let usual = if self.kind == "hpl" { "FP64" } else { "FP16" };
            let precision = self.chance.pick(&[usual, usual, usual, "INT8"]);
            self.line(&format!("precision = \"{precision}\""));
        }
        if self.kind == "hpl" {
            let phase = self.chance.pick(&["core", "core", "full"]);
            self.line(&format!("phase = \"{phase}\""));
        }
        if self.kind == "hpl" || self.kind != "iteusv" && self.chance.once_in(3) {
            let share = self.chance.pick(&["1.0", "0.1", "0.25", "0.0999"]);
            self.line(&format!("metered_share = {share}"));
        }
        if self.kind == "storage" && self.chance.once_in(2) {
            self.line("capacity_tb = 250.0");
        }
        let work = match self.kind {
            "hpl" => self.chance.pick(&["GFLOP/s", "TFLOP/s", "PFLOP/s", "EFLOP/s"]),
            "training" => self.chance.pick(&["samples", "samples", "samples/s", "tokens"]),
            "inference" => self.chance.pick(&["tokens", "tokens/s", "tokens", "samples"]),
            "storage" => "IOPS",
            _ => "",
        };
        // How long the window has to be, and how far apart the readings may be, s.
        let (shortest, farthest) = match self.kind {
            "inference" => (60, 10),
            "iteusv" => (604_800, 3_600),
            _ => (600, 60),
        };
        let step = if self.chance.once_in(10) { farthest + 1 } else { farthest / self.chance.within(1, 3) };
        let length =
            if self.chance.once_in(10) { shortest - 1 } else { shortest + self.chance.within(0, 2) * step / 2 };
        let start: jiff::Timestamp = "2025-01-10T08:00:00Z".parse().map_err(|error: jiff::Error| error.to_string())?;
        let at = |second: i64| start + jiff::SignedDuration::from_secs(second);
        self.line(&format!("window = {{ start = \"{start}\", end = \"{}\" }}", at(length)));
        if !work.is_empty() {
            let amount = self.chance.within(1, 90_000);
            self.line(&format!("work = {{ amount = {amount}.5, unit = \"{work}\" }}"));
        }
        let columns: &[&str] = if self.chance.once_in(2) { &["a"] } else { &["a", "b"] };
        let (kind, unit) = match (self.kind, counter) {
            ("iteusv", _) => ("utilisation", self.chance.pick(&["%", "%", "1"])),
            (_, true) => ("counter", self.chance.pick(&["kWh", "MJ", "Wh"])),
            _ => ("power", self.chance.pick(&["W", "kW", "MW"])),
        };
        let name = format!("{}.csv", self.name);
        self.line(&format!(
            "[trace]\nfiles = [\"{name}\"]\nshape = \"wide\"\ntime = \"time\"\n[reading]\nkind = \"{kind}\"\ncolumns = {columns:?}\n\
             unit = \"{unit}\""
        ));
        let rows = self.rows(columns.len(), kind, unit, (step, length), at);
        self.files.push((name, format!("time,{}\n{rows}", columns.join(","))));
        Ok(())
    }

    /// Rows from about the start of the window to about its end.
    fn rows(
        &mut self,
        columns: usize,
        kind: &str,
        unit: &str,
        (step, length): (i64, i64),
        at: impl Fn(i64) -> jiff::Timestamp,
    ) -> String {
        let mut rows = String::new();
        let mut second = match self.chance.within(1, 10) {
            1 => 1,
            2 | 3 => -step,
            4 => -step / 2,
            _ => 0,
        };
        // What the last reading stands for may just reach the end, or just not.
        let last = match self.chance.within(1, 5) {
            1 => length,
            2 => length - step,
            3 => length - step - 1,
            4 => length + step,
            _ => length + 2 * step,
        };
        let mut register = 1_000;
        // Of a long trace few readings are odd, or none would be valid.
        let seldom = 6 * length / step;
        while second <= last {
            let times = if self.chance.once_in(4 * seldom) { 2 } else { 1 };
            for _ in 0..times {
                let mut cells = vec![at(second).to_string()];
                for _ in 0..columns {
                    cells.push(self.value(kind, unit, register, seldom));
                }
                let _ = writeln!(rows, "{}", cells.join(","));
            }
            second += step;
            second += match self.chance.within(1, 4 * seldom) {
                1 => step,
                2 => step + 1,
                3 => -1,
                _ => 0,
            };
            register += if self.chance.once_in(4 * seldom) { -1 } else { self.chance.within(0, 3) };
        }
        rows
    }

    fn value(&mut self, kind: &str, unit: &str, register: i64, seldom: i64) -> String {
        match (kind, unit) {
            ("utilisation", "1") => format!("0.{}", self.chance.within(1, 99)),
            ("utilisation", _) if self.chance.once_in(seldom) => self.chance.pick(&["100", "100.5"]).to_owned(),
            ("utilisation", _) => format!("{}.5", self.chance.within(0, 99)),
            ("counter", _) => register.to_string(),
            _ => format!("{}.{}", self.chance.within(4, 60), self.chance.within(0, 999)),
        }
    }
}
