//! Mappings: what the columns of an operator's files are, written once and shared by many facilities.
//!
//! ```text
//! # bms.mapping.toml                     # facility.toml
//! reviewed = true                        [[mapping]]
//! [[telemetry]]                          file = "../bms.mapping.toml"
//! files = ["telemetry/*.csv"]            sha256 = "5f2c…"
//! …
//! [[meter]]
//! …
//! ```
//!
//! What a mapping holds counts as if it stood in the manifest. It never changes unseen: its hash is among the inputs of
//! every rating, a manifest may tell the hash that it must have, and one that nobody has reviewed is a finding.

use std::path::Path;

use schemars::JsonSchema;
use serde::Deserialize;
use toml::Spanned;

use super::SourceFile;
use super::grounds::within;
use super::manifest::{Boundary, Manifest};
use super::texts::Texts;
use crate::files::read_text;
use crate::problem::{Problem, Result};
use crate::telemetry::{Finding, Layout, Meter, Severity};
use crate::text::Text;
use crate::toml_text;

/// A mapping, as its author writes it.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Mapping {
    /// Whether a person has compared it with the files; what `greengrade map` writes is a proposal until then.
    pub reviewed: bool,
    /// The files of telemetry; paths are relative to the folder of the facility that uses the mapping.
    #[serde(default)]
    pub telemetry: Vec<Layout>,
    /// The meters.
    #[serde(default, rename = "meter")]
    pub meters: Vec<Meter>,
    /// What the meters add up to.
    #[serde(default)]
    pub boundary: Boundary,
}

/// One `[[mapping]]` block of a manifest: a mapping that it brings in.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MappingUse {
    /// The mapping's file, relative to the facility's folder.
    #[schemars(with = "String")]
    pub file: Spanned<String>,
    /// The SHA-256 that it must have, in hexadecimal; without it, whatever the file holds counts.
    #[schemars(with = "Option<String>")]
    pub sha256: Option<Spanned<String>>,
    /// The files of this facility, where they are named otherwise than the mapping says.
    #[schemars(with = "Option<Vec<String>>")]
    pub files: Option<Spanned<Vec<Spanned<String>>>>,
    /// This facility's name in the mapping's column of facilities; its id where left out.
    pub facility_key: Option<String>,
}

/// Brings in the mappings that a manifest uses.
///
/// # Errors
/// A mapping that can not be read, or is not the one that the manifest tells.
pub(super) fn bring_in(
    manifest: &mut Manifest,
    folder: &Path,
    texts: &mut Texts,
    sources: &mut Vec<SourceFile>,
) -> Result<Vec<Finding>> {
    let mut findings = Vec::new();
    for used in manifest.mappings.clone() {
        let file = within(folder, used.file.get_ref()).map_err(|problem| texts.at_part(&used.file, problem))?;
        let name = file.display().to_string();
        let (text, bytes) = read_text(&file)?;
        let source = SourceFile::of(used.file.get_ref(), &bytes);
        used.refuse_another(&source).map_err(|(part, problem)| texts.at_part(part, problem))?;
        let mapping = read(&text, &name, texts)?;
        if !mapping.reviewed {
            findings.push(not_reviewed(used.file.get_ref()));
        }
        used.add(mapping, manifest).map_err(|(part, problem)| texts.at_part(part, problem))?;
        sources.push(source);
    }
    Ok(findings)
}

/// Reads a mapping behind the texts that are there already.
fn read(text: &str, name: &str, texts: &mut Texts) -> Result<Mapping> {
    let hint = "compare with a mapping that `greengrade map` writes";
    toml_text::parse_as::<Mapping>(text, name, hint)?;
    // Once more behind as many blanks, so that the spans of its parts are those among all texts.
    let behind = " ".repeat(texts.end()) + text;
    texts.push(name, text);
    toml_text::parse_as(&behind, name, hint)
}

impl MappingUse {
    fn refuse_another(&self, source: &SourceFile) -> std::result::Result<(), (&Spanned<String>, Problem)> {
        match &self.sha256 {
            Some(wanted) if !wanted.get_ref().eq_ignore_ascii_case(&source.sha256) => {
                let problem = Problem::new(format!("the mapping `{}` has changed", source.path));
                let hint = format!("look at what changed; if it is right, write `sha256 = \"{}\"`", source.sha256);
                Err((wanted, problem.hint(hint)))
            }
            _ => Ok(()),
        }
    }

    /// Adds what the mapping holds to the manifest.
    fn add(&self, mapping: Mapping, manifest: &mut Manifest) -> std::result::Result<(), (&Spanned<String>, Problem)> {
        let Mapping { mut telemetry, mut meters, boundary, .. } = mapping;
        match telemetry.as_mut_slice() {
            [only] => {
                let id = only.id.get_or_insert_with(|| self.file.clone()).clone();
                only.files = self.files.clone().unwrap_or_else(|| only.files.clone());
                only.facility_key = self.facility_key.clone().or_else(|| only.facility_key.clone());
                for meter in &mut meters {
                    meter.telemetry.get_or_insert_with(|| id.clone());
                }
            }
            _ if self.files.is_some() || self.facility_key.is_some() => {
                let what = format!("the mapping has {} [[telemetry]] blocks", telemetry.len());
                let hint = "`files` and `facility_key` can be told only of a mapping with one block; leave them out";
                return Err((&self.file, Problem::new(what).hint(hint)));
            }
            _ => {}
        }
        manifest.telemetry.append(&mut telemetry);
        manifest.meters.append(&mut meters);
        manifest.boundary.append(boundary);
        Ok(())
    }
}

impl Boundary {
    /// Adds the meters of another boundary.
    fn append(&mut self, other: Self) {
        let Self {
            total,
            it,
            cooling,
            distribution,
            water,
            heat_reuse,
            heat_removed,
            backup,
            auto_cooling,
            supply,
            storage,
        } = other;
        self.total.extend(total);
        self.it.extend(it);
        self.cooling.extend(cooling);
        self.distribution.extend(distribution);
        self.water.extend(water);
        self.heat_reuse.extend(heat_reuse);
        self.heat_removed.extend(heat_removed);
        self.backup.extend(backup);
        self.auto_cooling.extend(auto_cooling);
        self.supply.extend(supply);
        self.storage.extend(storage);
    }
}

fn not_reviewed(file: &str) -> Finding {
    let text = Text::new(
        format!("映射 {file} 尚未经人核对（reviewed = false）：列与计量点的对应只是建议"),
        format!("nobody has reviewed the mapping {file} (reviewed = false): which column is which meter is a proposal"),
    );
    Finding::new("mapping-not-reviewed", Severity::Warning, text)
}
