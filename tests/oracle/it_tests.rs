//! Tests of IT systems from their records and raw files: what each gives, or that it is void.

use std::collections::BTreeSet;

use num_traits::Zero;
use serde::Deserialize;

use crate::cells::{number, once};
use crate::exact::{Decimal, Exact, Told, double, ratio, whole};
use crate::facility::Facility;
use crate::manifest::Block;
use crate::methods::Methods;
use crate::sheet::Sheet;
use crate::telemetry::readings;
use crate::time::instant;

/// Nanoseconds in a second.
const SECOND: i128 = 1_000_000_000;

#[derive(Deserialize)]
struct Record {
    kind: String,
    system: Option<String>,
    precision: Option<String>,
    performance: Option<String>,
    meter_class: Option<String>,
    phase: Option<String>,
    metered_share: Option<toml::Value>,
    window: Option<Window>,
    work: Option<Work>,
    capacity_tb: Option<toml::Value>,
    idle_watts: Option<toml::Value>,
    #[serde(default)]
    accelerators: bool,
    operations: Option<String>,
    table: Option<String>,
    trace: Option<Block>,
    reading: Option<Reading>,
}

#[derive(Deserialize)]
struct Window {
    start: String,
    end: String,
}

#[derive(Deserialize)]
struct Work {
    amount: toml::Value,
    unit: String,
}

#[derive(Deserialize)]
struct Reading {
    kind: String,
    columns: Vec<String>,
    unit: String,
}

/// What a valid test gives: each result as what it is over and under, and its unit.
pub struct Result {
    pub ratios: Vec<(Exact, Exact)>,
    unit: String,
}

/// A test by its record; without a result where it is void.
pub struct Test {
    pub record: String,
    pub kind: String,
    pub result: Option<Result>,
    /// What has to be the same where tests are put together.
    alike: (Option<String>, Option<String>),
}

/// What is known of a test before its raw files are looked at.
struct Tested<'a> {
    facility: &'a Facility,
    record: &'a Record,
    methods: &'a Methods,
    /// The type of its system, by the register.
    system_type: Option<&'a str>,
}

/// All tests of a facility.
pub fn tests(facility: &Facility, methods: &Methods) -> Told<Vec<Test>> {
    let register = facility.manifest.tables.get("it_systems");
    let register = register.map(|table| sheet(facility, table)).transpose()?;
    let systems = || register.iter().flat_map(Sheet::rows);
    let named = facility.manifest.it_tests.iter().map(|test| test.record.clone());
    let mut tests = Vec::new();
    let mut seen = BTreeSet::new();
    for path in named.chain(systems().filter_map(|row| Some(row.text("test")?.to_owned()))).collect::<Vec<_>>() {
        if !seen.insert(path.clone()) {
            continue;
        }
        let text = std::fs::read_to_string(facility.folder.join(&path)).map_err(|error| error.to_string())?;
        let record: Record = toml::from_str(&text).map_err(|error| format!("{path}: {error}"))?;
        let row = systems().find(|row| record.system.is_some() && row.text("id") == record.system.as_deref());
        let of_system = |column| row.and_then(|row| row.text(column));
        let tested = Tested { facility, record: &record, methods, system_type: of_system("type") };
        let valid = tested.fits(of_system("class"))?;
        let result = tested.result()?.filter(|result| valid && tested.unit_fits(&result.unit));
        let alike = (record.precision.clone(), record.phase.clone());
        tests.push(Test { record: path, kind: record.kind.clone(), result, alike });
    }
    Ok(tests)
}

/// `Σ over ÷ Σ under` of the valid tests of a kind, where they may be put together.
pub fn together(tests: &[Test], kind: &str) -> Option<Exact> {
    let valid = || tests.iter().filter(|test| test.kind == kind).filter_map(|test| Some((test, test.result.as_ref()?)));
    let alike: BTreeSet<_> = valid().map(|(test, result)| (&test.alike, &result.unit)).collect();
    let (mut over, mut under) = (Exact::zero(), Exact::zero());
    for (a, b) in valid().filter_map(|(_, result)| result.ratios.first()) {
        over += a;
        under += b;
    }
    if alike.len() > 1 { None } else { ratio(&over, &under) }
}

impl Tested<'_> {
    /// Whether the record itself leaves a test valid.
    fn fits(&self, class: Option<&str>) -> Told<bool> {
        let (record, kind) = (self.record, self.methods.kind(&self.record.kind));
        if record.kind == "iteusv" {
            return Ok(true);
        }
        let meter = record.meter_class.as_ref().map(|class| Decimal::written(class.trim_end_matches('S')));
        let coarsest = self.methods.check("meter_class")?;
        let precise = meter.transpose()?.is_some_and(|meter| meter.exact() <= coarsest);
        let of_class = class.is_none_or(|class| kind.classes.is_empty() || kind.classes.iter().any(|one| one == class));
        let asked = kind.precision.as_ref().zip(record.precision.as_ref());
        Ok(precise
            && record.performance.as_deref() != Some("peak")
            && of_class
            && self.share()? >= self.methods.check("metered_share")?
            && asked.is_none_or(|(asked, own)| asked == own))
    }

    fn unit_fits(&self, unit: &str) -> bool {
        self.methods.kind(&self.record.kind).unit.as_ref().is_none_or(|asked| asked == unit)
    }

    fn share(&self) -> Told<Exact> {
        self.record.metered_share.as_ref().map_or(Ok(whole(1)), |share| Ok(number(share)?.exact()))
    }

    /// What the raw files give; `None` where they void the test.
    fn result(&self) -> Told<Option<Result>> {
        match self.record.kind.as_str() {
            "load-line" => self.load_line(),
            "sert" => self.sert(),
            "iteesv" => self.servers(),
            _ => self.trace(),
        }
    }

    fn table(&self) -> Told<Sheet> {
        sheet(self.facility, self.record.table.as_ref().ok_or("a test without its table")?)
    }

    fn operations(&self, usual: &str) -> String {
        format!("{}/W", self.record.operations.as_deref().unwrap_or(usual))
    }

    fn load_line(&self) -> Told<Option<Result>> {
        let table = self.table()?;
        let (operations, watts) = (numbers(&table, "operations")?, numbers(&table, "watts")?);
        let levels: Vec<&str> = table.rows().map(|row| row.text("load").unwrap_or_default()).collect();
        let complete = levels == ["100", "90", "80", "70", "60", "50", "40", "30", "20", "10", "idle"];
        let falling = operations.iter().zip(operations.iter().skip(1)).all(|(above, below)| above > below);
        let (idle, loaded) = watts.split_last().ok_or("a load line without levels")?;
        let idles = *idle > whole(0) && loaded.iter().all(|watts| idle < watts);
        let told = table.rows().all(|row| row.text("seconds").is_some());
        let long = !told || {
            let least = self.methods.check("level_seconds")?;
            numbers(&table, "seconds")?.iter().all(|seconds| *seconds >= least)
        };
        let ratio = (operations.into_iter().sum(), watts.iter().sum());
        let result = Result { ratios: vec![ratio], unit: self.operations("ssj_ops") };
        Ok(Some(result).filter(|_| complete && falling && idles && long))
    }

    fn sert(&self) -> Told<Option<Result>> {
        let plain = |name: &str| -> String {
            name.chars().filter(char::is_ascii_alphanumeric).map(|letter| letter.to_ascii_lowercase()).collect()
        };
        let table = self.table()?;
        let efficiencies = numbers(&table, "efficiency")?;
        let names: Vec<String> = table.rows().map(|row| plain(row.text("worklet").unwrap_or_default())).collect();
        let (mut exponent, mut known) = (0.0, Vec::new());
        for workload in &self.methods.workloads {
            let own: Vec<String> = workload.worklets.iter().map(|name| plain(name)).collect();
            let of_workload = names.iter().zip(&efficiencies).filter(|(name, _)| own.contains(name));
            let logarithms: Told<Vec<f64>> = of_workload.map(|(_, one)| Ok(double(one)?.ln())).collect();
            let logarithms = logarithms?;
            let count = i128::try_from(own.len()).map_err(|error| error.to_string())?;
            exponent += double(&workload.weight)? * logarithms.iter().sum::<f64>() / double(&whole(count))?;
            known.extend(own);
        }
        let (mut sorted, mut wanted) = (names, known);
        sorted.sort();
        wanted.sort();
        let score = Exact::from_float(exponent.exp()).ok_or("a score that is no number")?;
        let mut ratios = vec![(score, whole(1))];
        let limit = self.system_type.and_then(|of| self.methods.idle.get(of));
        if let Some((idle, limit)) = self.record.idle_watts.as_ref().zip(limit) {
            ratios.push((number(idle)?.exact(), limit.clone()));
        }
        let result = Result { ratios, unit: "1".to_owned() };
        Ok(Some(result).filter(|_| sorted == wanted && !self.record.accelerators))
    }

    fn servers(&self) -> Told<Option<Result>> {
        let table = self.table()?;
        let (units, watts) = (numbers(&table, "units")?, numbers(&table, "watts")?);
        let sum = |of: &[Exact]| units.iter().zip(of).map(|(units, one)| units * one).sum::<Exact>();
        let own: Vec<Option<&str>> = table.rows().map(|row| row.text("precision")).collect();
        let all: BTreeSet<String> =
            own.iter().flatten().map(|word| word.to_uppercase()).chain(self.record.precision.clone()).collect();
        let untold = self.record.precision.is_none() && own.iter().any(Option::is_none);
        let one = all.is_empty() || all.len() == 1 && !untold;
        let powered = !watts.is_empty() && watts.iter().all(|watts| *watts > whole(0));
        let ratio = (sum(&numbers(&table, "performance")?), sum(&watts));
        let result = Result { ratios: vec![ratio], unit: self.operations("1") };
        Ok(Some(result).filter(|_| one && powered))
    }

    fn trace(&self) -> Told<Option<Result>> {
        let record = self.record;
        let (Some(block), Some(reading), Some(window)) = (&record.trace, &record.reading, &record.window) else {
            return Err("a trace without its window".to_owned());
        };
        let facility = self.facility;
        let told = readings(&facility.folder, block, &facility.zone)?;
        let (start, end) = (instant(&window.start, &facility.zone)?, instant(&window.end, &facility.zone)?);
        let kind = self.methods.kind(&record.kind);
        let seconds = whole(end - start) / whole(SECOND);
        let mut valid = kind.shortest.as_ref().is_none_or(|shortest| seconds >= *shortest);
        let mut means = Vec::new();
        for name in &reading.columns {
            let all = told.get(name).map_or(&[][..], Vec::as_slice);
            let taken = once(all);
            let dropped = all.iter().filter(|(at, _)| taken.iter().all(|(kept, _)| kept != at));
            valid &= !dropped.into_iter().any(|(at, _)| (start..end).contains(at));
            let unit = unit(&reading.unit)?;
            let values = taken.into_iter().map(|(at, value)| (at, value.exact() * &unit)).collect();
            let column = Column { values, start, end, counter: reading.kind == "counter" };
            let farthest = kind.farthest.as_ref().map(|seconds| seconds * whole(SECOND));
            valid &= column.fits(farthest.as_ref(), &self.methods.check("uneven")?);
            if reading.kind == "utilisation" {
                valid &= column.inside().all(|(_, value)| *value <= whole(1));
            }
            match column.mean() {
                Some(mean) => means.push(mean),
                None => return Ok(None),
            }
        }
        let count = whole(i128::try_from(means.len()).map_err(|error| error.to_string())?);
        let sum: Exact = means.into_iter().sum();
        if record.kind == "iteusv" {
            return Ok(Some(Result { ratios: vec![(sum, count)], unit: "1".to_owned() }).filter(|_| valid));
        }
        let watts = sum / self.share()?;
        let work = record.work.as_ref().ok_or("a trace without its work")?;
        let amount = number(&work.amount)?.exact();
        let joules = &watts * &seconds;
        let (first, unit) = match work.unit.as_str() {
            "GFLOP/s" => ((amount, watts.clone()), "GFLOPS/W"),
            "TFLOP/s" => ((amount * whole(1_000), watts.clone()), "GFLOPS/W"),
            "PFLOP/s" => ((amount * whole(1_000_000), watts.clone()), "GFLOPS/W"),
            "EFLOP/s" => ((amount * whole(1_000_000_000), watts.clone()), "GFLOPS/W"),
            "samples" => ((amount, joules), "samples/J"),
            "samples/s" => ((amount * seconds, joules), "samples/J"),
            "tokens" => ((amount, joules), "tokens/J"),
            "tokens/s" => ((amount * seconds, joules), "tokens/J"),
            _ => ((amount, watts.clone()), "IOPS/W"),
        };
        let mut ratios = vec![first];
        if let Some(capacity) = &record.capacity_tb {
            ratios.push((number(capacity)?.exact(), watts.clone()));
        }
        Ok(Some(Result { ratios, unit: unit.to_owned() }).filter(|_| valid && watts > whole(0)))
    }
}

/// A column of a trace, W, J or a share, and the window.
struct Column {
    values: Vec<(i128, Exact)>,
    start: i128,
    end: i128,
    counter: bool,
}

impl Column {
    fn inside(&self) -> impl Iterator<Item = &(i128, Exact)> {
        self.values.iter().filter(|(at, _)| (self.start..self.end).contains(at))
    }

    fn pairs(&self) -> impl Iterator<Item = (&(i128, Exact), &(i128, Exact))> {
        self.values.iter().zip(self.values.iter().skip(1))
    }

    /// The distances of neighbours that touch the window.
    fn touching(&self) -> impl Iterator<Item = (&(i128, Exact), &(i128, Exact))> {
        self.pairs().filter(|((a, _), (b, _))| *a < self.end && *b > self.start)
    }

    /// For how long the last reading stands.
    fn usual(&self) -> Option<i128> {
        median(self.pairs().map(|((a, _), (b, _))| b - a).collect())
    }

    /// Whether it spans the window, and was sampled finely and evenly; counters rise.
    fn fits(&self, farthest: Option<&Exact>, uneven: &Exact) -> bool {
        let (Some((first, _)), Some((last, _))) = (self.values.first(), self.values.last()) else { return false };
        let stands = if self.counter { 0 } else { self.usual().unwrap_or(0) };
        let distances: Vec<i128> = self.touching().map(|((a, _), (b, _))| b - a).collect();
        let (Some(longest), Some(usual)) = (distances.iter().max().copied(), median(distances.clone())) else {
            return false;
        };
        let spans = *first <= self.start && last + stands >= self.end && self.inside().count() >= 2;
        let fine = farthest.is_none_or(|farthest| whole(longest) <= *farthest);
        let regular = if self.counter {
            self.touching().all(|((_, before), (_, after))| after >= before)
        } else {
            whole(longest) <= whole(usual) * uneven
        };
        spans && fine && regular
    }

    /// The mean over the window.
    fn mean(&self) -> Option<Exact> {
        if self.counter {
            let length = whole(self.end - self.start) / whole(SECOND);
            return ratio(&(self.at(self.end)? - self.at(self.start)?), &length);
        }
        let (mut sum, mut time) = (Exact::zero(), 0);
        for (at, value) in self.inside() {
            let next = self.values.iter().find(|(later, _)| later > at);
            let stands = next.map_or_else(|| self.usual(), |(next, _)| Some(next - at)).unwrap_or(1);
            sum += value * whole(stands);
            time += stands;
        }
        ratio(&sum, &whole(time))
    }

    /// What a counter shows at an instant.
    fn at(&self, instant: i128) -> Option<Exact> {
        if let Some((_, value)) = self.values.iter().find(|(at, _)| *at == instant) {
            return Some(value.clone());
        }
        let ((a, before), (b, after)) = self.pairs().find(|((a, _), (b, _))| *a < instant && instant < *b)?;
        Some(before + (after - before) * whole(instant - a) / whole(b - a))
    }
}

fn median(mut distances: Vec<i128>) -> Option<i128> {
    distances.sort_unstable();
    distances.get(distances.len() / 2).copied()
}

/// A table of a facility, by the titles of its columns.
fn sheet(facility: &Facility, file: &str) -> Told<Sheet> {
    Sheet::read(&facility.folder.join(file), str::to_owned)
}

fn numbers(table: &Sheet, column: &str) -> Told<Vec<Exact>> {
    if !table.has(column) {
        return Err(format!("no column `{column}`"));
    }
    // Idle has no operations.
    let read = |cell: Option<&str>| cell.map_or(Ok(whole(0)), |cell| Ok(Decimal::written(cell)?.exact()));
    table.rows().map(|row| read(row.text(column))).collect()
}

/// Watts, joules or shares for each one of a unit.
fn unit(unit: &str) -> Told<Exact> {
    Ok(match unit {
        "W" | "J" | "1" => whole(1),
        "kW" => whole(1_000),
        "MW" | "MJ" => whole(1_000_000),
        "Wh" => whole(3_600),
        "kWh" => whole(3_600_000),
        "MWh" => whole(3_600_000_000),
        "%" => whole(1) / whole(100),
        other => return Err(format!("the unit {other} of a trace")),
    })
}
