//! A facility's telemetry from a rollup file, in place of the files that its manifest names.

use std::sync::Arc;

use super::gather::{Earlier, Gathered, HowRead, Telemetry, belongs};
use super::{Facility, SourceFile};
use crate::files::sha256_hex;
use crate::problem::{Problem, Result};
use crate::telemetry::rollup_file::{
    Counts, EncodedRollup, FacilityCourse, FacilityHead, MeterHead, RawFile, RollupFile,
};
use crate::telemetry::{Finding, Layout, Rollup, Severity};
use crate::text::Text;

/// A facility rolled up.
#[derive(Debug, Clone, PartialEq)]
pub struct FacilityRollup {
    /// What a rollup file is to say about it.
    pub head: FacilityHead,
    /// Its cells.
    pub cells: Rollup,
    /// How its readings went, for a later rollup to go on from.
    pub course: Option<FacilityCourse>,
    /// How much of its telemetry was read for that.
    pub how: HowRead,
}

impl FacilityRollup {
    /// As it will be in a file.
    ///
    /// # Errors
    /// As [`EncodedRollup::of`].
    pub fn encode(&self) -> Result<EncodedRollup> {
        Ok(EncodedRollup::of(self.head.clone(), &self.cells)?.with_course(self.course.as_ref()))
    }

    /// The telemetry that was rolled up.
    #[must_use]
    pub fn into_telemetry(self) -> Telemetry {
        let FacilityHead { files, findings, .. } = self.head;
        Telemetry { rollup: self.cells, findings, files: files.into_iter().map(source_file).collect() }
    }
}

impl Facility {
    /// The facility with the cells of a rollup file in place of its telemetry.
    #[must_use]
    pub fn fed_by(self, rollup: Arc<RollupFile>) -> Self {
        Self { rollup: Some(rollup), ..self }
    }

    /// What a rollup file is to say about the facility, and its cells.
    ///
    /// # Errors
    /// Telemetry that can not be read.
    pub fn rolled_up(&self) -> Result<(FacilityHead, Rollup)> {
        self.rolled_up_onto(None).map(|rolled| (rolled.head, rolled.cells))
    }

    /// The facility rolled up, with only those of its files read that an earlier rollup has not: what comes out is the same
    /// as without it. Where that was made by another version or manifest, all files are read; and all those of a block of
    /// telemetry where one of its files is not as it was, or a new reading lies before one of the earlier ones.
    ///
    /// # Errors
    /// Telemetry that can not be read.
    pub fn rolled_up_onto(&self, earlier: Option<&RollupFile>) -> Result<FacilityRollup> {
        let hold_minutes = self.manifest.gap_policy().hold_minutes;
        let Gathered { telemetry, course, how } = match &self.rollup {
            Some(_) => Gathered { telemetry: self.telemetry()?, course: None, how: HowRead::NothingNew },
            None => self.gathered(hold_minutes, earlier.and_then(|file| self.earlier_in(file)))?,
        };
        let Telemetry { rollup: cells, findings, files } = telemetry;
        let head = FacilityHead {
            id: self.id().to_owned(),
            manifest_sha256: self.manifest_sha256(),
            hold_minutes,
            meters: self.manifest.meters.iter().map(MeterHead::of).collect(),
            files: files.into_iter().map(raw_file).collect(),
            findings,
        };
        Ok(FacilityRollup { head, cells, course, how })
    }

    /// What an earlier rollup has of the facility; `None` where it was made by another version or by another manifest.
    fn earlier_in(&self, file: &RollupFile) -> Option<Earlier> {
        let head = file.facility(self.id()).ok()?;
        let same_manifest = head.manifest_sha256.is_some() && head.manifest_sha256 == self.manifest_sha256();
        let same_hold = head.hold_minutes == self.manifest.gap_policy().hold_minutes;
        let course = file.course(self.id()).filter(|_| same_manifest && same_hold)?;
        Some(Earlier { course, cells: file.cells(head).ok()? })
    }

    /// The facility's telemetry as a rollup file has it.
    ///
    /// # Errors
    /// A facility or a meter that the file does not hold; cells that were made by another rule than the one asked for.
    pub(super) fn telemetry_of(&self, file: &RollupFile, hold_minutes: u32) -> Result<Telemetry> {
        let head = file.facility(self.id())?;
        self.check_head(head, file)?;
        self.check_hold(head, file, hold_minutes)?;
        let mut cells = file.cells(head)?;
        let meters = self
            .manifest
            .meters
            .iter()
            .map(|meter| (meter.name().to_owned(), cells.meters.remove(meter.name()).unwrap_or_default()));
        let rollup = Rollup { meters: meters.collect() };
        let mut findings = head.findings.clone();
        findings.extend(self.tell_other_manifest(head));
        Ok(Telemetry { rollup, findings, files: sources(head, file) })
    }

    /// The files that the facility's telemetry comes from, as they are now, by their paths and hashes: what a rating would
    /// read, without reading what it says.
    ///
    /// # Errors
    /// A file that can not be read, or that is not there; a rollup file that does not hold the facility.
    pub fn telemetry_files(&self) -> Result<Vec<SourceFile>> {
        if let Some(file) = &self.rollup {
            return Ok(sources(file.facility(self.id())?, file));
        }
        let mut files = Vec::new();
        let used = |layout: &&Layout| self.manifest.meters.iter().any(|meter| belongs(meter, layout));
        for layout in self.manifest.telemetry.iter().filter(used) {
            for (name, path) in self.files_of(layout)? {
                files.push(source_file(RawFile::at(name, &path)?));
            }
        }
        Ok(files)
    }

    fn check_head(&self, head: &FacilityHead, file: &RollupFile) -> Result<()> {
        for meter in &self.manifest.meters {
            let (name, wanted) = (meter.name(), Counts::of(meter));
            let again = || format!("make the rollup again with this manifest; it is {}", file.path.display());
            let Some(known) = head.meters.iter().find(|known| known.id == name) else {
                let what = format!("the rollup does not hold the meter `{name}` of the facility `{}`", self.id());
                return Err(self.at_manifest(Problem::new(what).hint(again()), &meter.id));
            };
            if known.counts != wanted {
                let (is, wanted) = (known.counts.word(), wanted.word());
                let what = format!("the rollup holds the meter `{name}` in {is}, and the manifest's is in {wanted}");
                return Err(self.at_manifest(Problem::new(what).hint(again()), &meter.id));
            }
        }
        Ok(())
    }

    fn check_hold(&self, head: &FacilityHead, file: &RollupFile, wanted: u32) -> Result<()> {
        let held = head.hold_minutes;
        if held == wanted {
            return Ok(());
        }
        let (by, hint) = match wanted == self.manifest.gap_policy().hold_minutes {
            true => (
                format!("the manifest of `{}`", self.id()),
                format!("make the rollup again, or write `hold_minutes = {held}` under [gaps]"),
            ),
            // A rollup is made with the manifest's.
            false => (
                "the standard".to_owned(),
                format!("write `hold_minutes = {wanted}` under [gaps] of the manifest, and make the rollup again"),
            ),
        };
        let what = format!("the rollup holds readings for at most {held} minutes before a gap, and {by} for {wanted}");
        Err(Problem::new(what).at_file(&file.path).hint(hint))
    }

    /// The telemetry as it is at hand: by the manifest's `hold_minutes`, or by those of the rollup file that stands in.
    ///
    /// # Errors
    /// Telemetry that can not be read; a rollup file that does not hold the facility.
    pub fn telemetry_at_hand(&self) -> Result<Telemetry> {
        self.telemetry_held_for(self.hold_at_hand()?)
    }

    /// For how many minutes at most a reading holds on before a gap in the telemetry that there is.
    ///
    /// # Errors
    /// A rollup file that does not hold the facility.
    pub(crate) fn hold_at_hand(&self) -> Result<u32> {
        match &self.rollup {
            Some(file) => Ok(file.facility(self.id())?.hold_minutes),
            None => Ok(self.manifest.gap_policy().hold_minutes),
        }
    }

    fn tell_other_manifest(&self, head: &FacilityHead) -> Option<Finding> {
        let made_by = head.manifest_sha256.as_ref()?;
        let text = Text::new(
            "汇总文件生成之后设施清单已改动：各表单位、倍率等以生成时的清单为准",
            "the manifest has changed since the rollup was made: units, multipliers and other keys of meters are those of then",
        );
        let changed = self.manifest_sha256().is_some_and(|now| now != *made_by);
        changed.then(|| Finding::new("rollup-of-another-manifest", Severity::Warning, text))
    }

    /// The hash of the manifest; where it brings mappings in, that of its hash and theirs, a line each.
    pub(super) fn manifest_sha256(&self) -> Option<String> {
        let used = self.sources.get(..=self.manifest.mappings.len())?;
        match used {
            [manifest] => Some(manifest.sha256.clone()),
            several => {
                let hashes: Vec<&str> = several.iter().map(|source| source.sha256.as_str()).collect();
                Some(sha256_hex(hashes.join("\n").as_bytes()))
            }
        }
    }
}

/// The rollup file, and behind it the files that were rolled up in it.
fn sources(head: &FacilityHead, file: &RollupFile) -> Vec<SourceFile> {
    let name = file.path.file_name().unwrap_or(file.path.as_os_str()).display().to_string();
    let rollup = SourceFile {
        path: name.clone(),
        sha256: file.sha256.clone(),
        bytes: file.bytes,
        rows: Some(file.rows),
        rolled_up_in: None,
    };
    let raw = head.files.iter().map(|raw| SourceFile {
        path: raw.path.clone(),
        sha256: raw.sha256.clone(),
        bytes: raw.bytes,
        rows: raw.rows,
        rolled_up_in: Some(name.clone()),
    });
    std::iter::once(rollup).chain(raw).collect()
}

fn raw_file(file: SourceFile) -> RawFile {
    RawFile { path: file.path, sha256: file.sha256, bytes: file.bytes, rows: file.rows }
}

fn source_file(file: RawFile) -> SourceFile {
    SourceFile { path: file.path, sha256: file.sha256, bytes: file.bytes, rows: file.rows, rolled_up_in: None }
}
