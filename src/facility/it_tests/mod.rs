//! Tests of IT systems: their records, and the raw files they are computed from.
//!
//! ```text
//! facility.toml ── [[it_test]] ──┐
//! it-systems.csv ── test ────────┴─▶ *.test.toml ──▶ a table, or a trace with its window
//! ```

mod check;
pub mod raw;
pub mod record;
pub mod register;

use std::collections::BTreeSet;
use std::path::Path;

use schemars::JsonSchema;
use serde::Deserialize;
use toml::Spanned;

pub use raw::{LoadLevel, Server, Worklet};
pub use record::{Performance, Phase, Precision, ReadingKind, TestKind, TestRecord, WorkUnit};
pub use register::{SystemEnergy, SystemRow};

use super::gather::files_matching;
use super::grounds::within;
use super::{Facility, SourceFile};
use crate::files::{read_text, read_whole};
use crate::period::{Period, Stamp};
use crate::problem::{Problem, Result, nearest};
use crate::telemetry::series::Series;
use crate::telemetry::{Channel, Layout, Sign, StampReader, read_file};
use crate::toml_text;
use crate::units::Unit;

/// A test of an IT system that the manifest names.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TestUse {
    /// The test's record, its path below the facility's folder.
    #[schemars(with = "String")]
    pub record: Spanned<String>,
}

/// A test with what was read from its raw files.
#[derive(Debug, Clone, PartialEq)]
pub struct ItTest {
    /// The path of its record below the facility's folder.
    pub path: String,
    /// The record.
    pub record: TestRecord,
    /// The time that counts.
    pub window: Option<Period>,
    /// What its raw files hold.
    pub raw: Raw,
}

/// What the raw files of a test hold.
#[derive(Debug, Clone, PartialEq)]
pub enum Raw {
    /// The levels of a load line.
    LoadLine(Vec<LoadLevel>),
    /// The worklets of SERT.
    Worklets(Vec<Worklet>),
    /// Servers with their greatest performance and power.
    Servers(Vec<Server>),
    /// Columns of a trace.
    Trace(Vec<Column>),
}

/// One column of a trace: W, J, or a share from 0 to 1.
#[derive(Debug, Clone, PartialEq)]
pub struct Column {
    /// Its name.
    pub name: String,
    /// Its readings in order of time, and what was dropped to make it so.
    pub series: Series,
}

impl ItTest {
    /// The system that was tested, by its id in the register.
    pub fn system(&self) -> Option<&str> {
        self.record.system.as_ref().map(|system| system.get_ref().as_str())
    }

    /// Whether it is a test that this system is judged by.
    pub fn judges(&self, system: &str) -> bool {
        self.record.kind.judges_a_system() && self.system() == Some(system)
    }
}

/// Reads the register.
///
/// # Errors
/// A file that can not be read, or a row that is wrong.
pub(super) fn systems(folder: &Path, path: &str, sources: &mut Vec<SourceFile>) -> Result<Vec<SystemRow>> {
    let file = within(folder, path)?;
    let bytes = read_whole(&file)?;
    sources.push(SourceFile::of(path, &bytes));
    register::systems(&file, &bytes)
}

/// Reads the records that the manifest and the register name, and their raw files.
///
/// # Errors
/// The first file that can not be read, or record that can not be.
pub(super) fn load(facility: &Facility) -> Result<(Vec<ItTest>, Vec<SourceFile>)> {
    let mut seen = BTreeSet::new();
    let mut sources: Vec<SourceFile> = Vec::new();
    let mut tests = Vec::new();
    let uses = facility.manifest.it_tests.iter().map(|test| (test.record.get_ref().as_str(), Some(&test.record)));
    let of_register = facility.systems.iter().flatten().filter_map(|row| Some((row.test.as_deref()?, None)));
    for (path, named) in uses.chain(of_register) {
        if seen.insert(path) {
            let (test, files) = Reader { facility, path, named }.read()?;
            tests.push(test);
            let new = files.into_iter().filter(|file| sources.iter().all(|known| known.path != file.path));
            sources.extend(new.collect::<Vec<_>>());
        }
    }
    let tested = |id: &str| tests.iter().any(|test: &ItTest| test.judges(id));
    let table = facility.manifest.tables.it_systems.as_deref().unwrap_or_default();
    let rows = facility.systems.as_deref().unwrap_or_default();
    match register::without_result(&facility.folder.join(table), rows, tested) {
        Some(problem) => Err(problem),
        None => Ok((tests, sources)),
    }
}

/// Reads one record.
struct Reader<'a> {
    facility: &'a Facility,
    path: &'a str,
    /// Where the manifest names it.
    named: Option<&'a Spanned<String>>,
}

/// A record's own text, for errors that point at it.
struct Origin {
    name: String,
    text: String,
}

impl Origin {
    fn at<T>(&self, part: &Spanned<T>, problem: Problem) -> Problem {
        problem.at_span(&self.name, &self.text, part.span())
    }
}

impl Reader<'_> {
    fn read(&self) -> Result<(ItTest, Vec<SourceFile>)> {
        let file = self.facility.folder.join(self.path);
        let read = within(&self.facility.folder, self.path).and_then(|file| read_text(&file));
        let (text, bytes) = read.map_err(|problem| match self.named {
            Some(named) if !file.exists() => self.facility.at_manifest(problem, named),
            _ => problem,
        })?;
        let origin = Origin { name: file.display().to_string(), text };
        let hint = "compare with the records in docs/it-tests.md";
        let record: TestRecord = toml_text::parse_as(&origin.text, &origin.name, hint)?;
        check::check(&record, &origin.text)
            .map_err(|(span, problem)| problem.at_span(&origin.name, &origin.text, span))?;
        self.check_system(&record, &origin)?;
        let window = self.window(&record, &origin)?;
        let mut sources = vec![SourceFile::of(self.path, &bytes)];
        let raw = match (&record.table, &record.trace, &record.reading) {
            (Some(table), ..) => self.table(record.kind, table, &origin, &mut sources)?,
            (None, Some(trace), Some(reading)) => self.trace(trace, reading, &origin, &mut sources)?,
            _ => Raw::Trace(Vec::new()),
        };
        Ok((ItTest { path: self.path.to_owned(), record, window, raw }, sources))
    }

    /// The system must be in the register.
    fn check_system(&self, record: &TestRecord, origin: &Origin) -> Result<()> {
        let Some(system) = &record.system else { return Ok(()) };
        let ids = || self.facility.systems.iter().flatten().map(|row| row.id.as_str());
        if ids().any(|id| id == system.get_ref()) {
            return Ok(());
        }
        let hint = match nearest(system.get_ref(), ids()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "name the `id` of a row of the table `it_systems`".to_owned(),
        };
        let what = format!("the register has no system `{}`", system.get_ref());
        Err(origin.at(system, Problem::new(what).hint(hint)))
    }

    fn window(&self, record: &TestRecord, origin: &Origin) -> Result<Option<Period>> {
        let Some(window) = &record.window else { return Ok(None) };
        let clock = &self.facility.clock;
        let stamp = |text: &Spanned<String>| -> Result<Stamp> {
            let mut reader = StampReader::new(clock.clone());
            let read = reader.parse(text.get_ref().as_bytes());
            read.map_err(|fault| origin.at(text, fault.problem(text.get_ref(), clock)))
        };
        let (start, end) = (stamp(&window.start)?, stamp(&window.end)?);
        if end <= start {
            let problem = Problem::new("the window ends before it begins");
            return Err(origin.at(&window.end, problem.hint("write `start` before `end`")));
        }
        Ok(Some(Period { start, end }))
    }

    fn table(
        &self,
        kind: TestKind,
        table: &Spanned<String>,
        origin: &Origin,
        sources: &mut Vec<SourceFile>,
    ) -> Result<Raw> {
        let file = within(&self.facility.folder, table.get_ref()).map_err(|problem| origin.at(table, problem))?;
        let bytes = read_whole(&file).map_err(|problem| {
            let problem = Problem { place: None, ..problem }.hint("the path is below the facility's folder");
            origin.at(table, problem)
        })?;
        let raw = match kind {
            TestKind::Sert => Raw::Worklets(raw::worklets(&file, &bytes)?),
            TestKind::Iteesv => Raw::Servers(raw::servers(&file, &bytes)?),
            _ => Raw::LoadLine(raw::load_line(&file, &bytes)?),
        };
        sources.push(SourceFile::of(table.get_ref(), &bytes));
        Ok(raw)
    }

    fn trace(
        &self,
        trace: &Spanned<Layout>,
        reading: &record::Reading,
        origin: &Origin,
        sources: &mut Vec<SourceFile>,
    ) -> Result<Raw> {
        let layout = trace.get_ref();
        super::layouts::check_layout(layout).map_err(|problem| origin.at(trace, problem))?;
        let unit = Unit::parse(reading.unit.get_ref()).ok();
        let names = reading.columns.get_ref();
        let channels: Vec<Channel> = names.iter().map(|name| channel(name, reading.kind, unit)).collect();
        let mut into = vec![Vec::new(); channels.len()];
        for pattern in layout.files.get_ref() {
            let found = files_matching(&self.facility.folder, pattern.get_ref())
                .map_err(|problem| origin.at(pattern, problem))?;
            for (name, path) in found {
                let facts = read_file(&path, layout, self.facility.id(), &channels, &self.facility.clock, &mut into)?;
                sources.push(SourceFile::of_facts(name, &facts));
            }
        }
        let factor = factor(reading, unit);
        let columns = names.iter().zip(into).map(|(name, mut readings)| {
            readings.iter_mut().for_each(|reading| reading.value *= factor);
            Column { name: name.clone(), series: Series::settle(readings) }
        });
        Ok(Raw::Trace(columns.collect()))
    }
}

fn channel(name: &str, kind: ReadingKind, unit: Option<Unit>) -> Channel {
    let what = match kind {
        ReadingKind::Power => "power",
        ReadingKind::Counter => "counter reading",
        ReadingKind::Utilisation => "utilisation",
    };
    Channel { name: name.to_owned(), sign: Sign::NotNegative, what: what.to_owned(), unit, words: Vec::new() }
}

/// What turns a reading into W, J, or a share.
fn factor(reading: &record::Reading, unit: Option<Unit>) -> f64 {
    match unit {
        Some(unit) => unit.in_base(),
        None if reading.unit.get_ref() == "%" => 0.01,
        None => 1.0,
    }
}
