//! A facility: its manifest, its boundary, its small tables, and its telemetry rolled up.

pub mod boundary;
pub mod check;
mod check_numbers;
pub mod clean_energy;
pub mod efficiency;
mod elsewhere;
pub mod gaps;
pub mod gather;
mod grounds;
pub mod it_tests;
mod layouts;
pub mod manifest;
pub mod mapping;
pub mod meter_amounts;
mod meter_keys;
pub mod operation_logs;
mod rolled;
pub mod rows;
pub mod storage;
mod supply;
mod table_file;
pub mod tables;
pub mod template;
mod texts;
mod transformers;
mod unmapped;

use std::path::{Path, PathBuf};
use std::sync::Arc;

pub use boundary::BoundaryHours;
pub(crate) use elsewhere::Block;
pub use gather::HowRead;
pub use grounds::SHARED;
pub(crate) use grounds::within;
pub use layouts::check_layout;
pub use manifest::Manifest;
pub use rolled::FacilityRollup;
pub use texts::Texts;

use crate::files::{read_text, sha256_hex};
use crate::period::Clock;
use crate::problem::Result;
use crate::telemetry::rollup_file::RollupFile;
use crate::telemetry::{FileFacts, Finding};
use crate::toml_text;

/// The name of a facility's manifest in its folder.
pub const MANIFEST: &str = "facility.toml";

/// A facility as its folder describes it, checked.
#[derive(Debug, Clone, PartialEq)]
pub struct Facility {
    /// Its folder.
    pub folder: PathBuf,
    /// Its manifest.
    pub manifest: Manifest,
    /// The manifest's text and those of its mappings, for errors that point at them.
    texts: Texts,
    /// What was found about its mappings.
    mapping_findings: Vec<Finding>,
    /// Its civil clock.
    pub clock: Clock,
    /// Its tested IT systems; `None` where it names no table.
    pub systems: Option<Vec<it_tests::SystemRow>>,
    /// Its operation; `None` where it names no table.
    pub operation: Option<Vec<tables::OperationRow>>,
    /// The logs of its operation; `None` where it names none.
    pub operation_logs: Option<operation_logs::OperationLogs>,
    /// Its records of clean energy.
    pub clean_records: clean_energy::CleanRecords,
    /// The outdoor temperature; `None` where it names no file of it.
    pub weather: Option<efficiency::Weather>,
    /// The tests of IT systems that it names, with their raw data.
    pub it_tests: Vec<it_tests::ItTest>,
    /// The manifest and the tables as they were read.
    pub sources: Vec<SourceFile>,
    /// The rollup file that stands in for its telemetry.
    rollup: Option<Arc<RollupFile>>,
}

/// A file of a facility that was read whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceFile {
    /// Its path below the facility's folder.
    pub path: String,
    /// The SHA-256 of its bytes.
    pub sha256: String,
    /// Its size.
    pub bytes: u64,
    /// How many rows it has, for telemetry.
    pub rows: Option<u64>,
    /// The rollup file that stands in for it, where it was not read itself.
    pub rolled_up_in: Option<String>,
}

impl Facility {
    /// Reads and checks the manifest and the small tables of a facility's folder.
    ///
    /// # Errors
    /// The first thing that is wrong, with its file and line or row.
    pub fn load(folder: &Path) -> Result<Self> {
        let file = folder.join(MANIFEST);
        let name = file.display().to_string();
        let (text, bytes) = read_text(&file)?;
        let mut manifest: Manifest = toml_text::parse(&text, &name)?;
        let mut texts = Texts::of(&name, &text);
        let mut sources = vec![SourceFile::of(MANIFEST, &bytes)];
        let mapping_findings = mapping::bring_in(&mut manifest, folder, &mut texts, &mut sources)?;
        check::check(&manifest, &texts)?;
        let clock =
            Clock::parse(manifest.clock.get_ref()).map_err(|problem| texts.at_part(&manifest.clock, problem))?;
        let systems = match &manifest.tables.it_systems {
            Some(path) => Some(it_tests::systems(folder, path, &mut sources)?),
            None => None,
        };
        let mut table = |path: &Option<String>| -> Result<Option<(PathBuf, String)>> {
            let Some(path) = path else { return Ok(None) };
            let file = grounds::within(folder, path)?;
            let (text, bytes) = read_text(&file)?;
            sources.push(SourceFile::of(path, &bytes));
            Ok(Some((file, text)))
        };
        let operation = table(&manifest.tables.smart_operation)?;
        let mut logs =
            |files| operation_logs::read(files, operation_logs::Place { folder, clock: &clock, sources: &mut sources });
        let operation_logs = manifest.operation_logs.as_ref().map(&mut logs).transpose()?;
        let clean_records = clean_energy::CleanRecords::load(folder, &manifest.tables, &mut sources)?;
        let weather =
            manifest.weather.as_ref().map(|told| efficiency::weather::read(folder, told, &clock)).transpose()?;
        let weather = weather.map(|(weather, source)| {
            sources.push(source);
            weather
        });
        let mut facility = Self {
            folder: folder.to_owned(),
            systems,
            operation: operation.map(|(file, text)| tables::operation(&file, &text)).transpose()?,
            operation_logs,
            clean_records,
            weather,
            manifest,
            texts,
            mapping_findings,
            clock,
            it_tests: Vec::new(),
            sources,
            rollup: None,
        };
        let (it_tests, files) = it_tests::load(&facility)?;
        facility.it_tests = it_tests;
        facility.sources.extend(files);
        Ok(facility)
    }

    /// The facility's short name.
    pub fn id(&self) -> &str {
        self.manifest.id.get_ref()
    }
}

impl SourceFile {
    fn of(path: &str, bytes: &[u8]) -> Self {
        let size = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
        Self { path: path.to_owned(), sha256: sha256_hex(bytes), bytes: size, rows: None, rolled_up_in: None }
    }

    /// A file of readings.
    fn of_facts(path: String, facts: &FileFacts) -> Self {
        Self { path, sha256: facts.sha256.clone(), bytes: facts.bytes, rows: Some(facts.rows), rolled_up_in: None }
    }
}
