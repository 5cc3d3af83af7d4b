//! A facility's folder: its manifest, and the hours of its meters.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use jiff::tz::TimeZone;

use crate::cells::{Cells, cells};
use crate::exact::Told;
use crate::manifest::Manifest;
use crate::telemetry::{Readings, readings};
use crate::time::{HOUR, zone};

/// A facility as the oracle sees it.
pub struct Facility {
    pub folder: PathBuf,
    pub manifest: Manifest,
    pub zone: TimeZone,
    /// The readings of each block of telemetry.
    blocks: Vec<(Option<String>, Readings)>,
    /// The hours of its meters, by the manifest.
    pub meters: Meters,
}

/// The hours of meters by their ids.
pub type Meters = BTreeMap<String, Cells>;

/// What becomes of gaps: a policy, and for how many minutes at most a power holds on by it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Policy {
    pub word: String,
    pub minutes: i64,
}

/// What a power did not measure of an hour, as the counter that covers all of it tells: what that measured in the hour, less
/// what the power did; at least nothing.
fn bridged(measured: &Cells, counter: &Cells) -> Cells {
    let mut cells = measured.clone();
    for (hour, counted) in counter.iter().filter(|(_, counted)| counted.covered == HOUR) {
        let cell = cells.entry(*hour).or_default();
        if cell.covered < HOUR {
            cell.held = HOUR - cell.covered;
            cell.covered = HOUR;
            cell.amount = cell.amount.max(counted.amount);
            cell.shared |= counted.shared;
        }
    }
    cells
}

impl Facility {
    /// Reads a facility's folder.
    pub fn read(folder: &Path) -> Told<Self> {
        let text = std::fs::read_to_string(folder.join("facility.toml")).map_err(|error| error.to_string())?;
        let manifest: Manifest = toml::from_str(&text).map_err(|error| error.to_string())?;
        if manifest.mapping.is_some() {
            return Err("mappings are not read by the oracle".to_owned());
        }
        let zone = zone(&manifest.clock)?;
        let mut blocks = Vec::new();
        for block in &manifest.telemetry {
            blocks.push((block.id.clone(), readings(folder, block, &zone)?));
        }
        let mut facility = Self { folder: folder.to_owned(), manifest, zone, blocks, meters: Meters::new() };
        facility.meters = facility.hours(facility.policy().minutes)?;
        Ok(facility)
    }

    /// What becomes of gaps by the manifest.
    pub fn policy(&self) -> Policy {
        let told = self.manifest.gaps.as_ref();
        let word = told.and_then(|gaps| gaps.policy.as_deref()).unwrap_or("exclude").to_owned();
        Policy { word, minutes: told.and_then(|gaps| gaps.hold_minutes).unwrap_or(60) }
    }

    /// The hours of all meters, where powers hold on for so many minutes.
    fn hours(&self, minutes: i64) -> Told<Meters> {
        let mut meters = Meters::new();
        for meter in &self.manifest.meters {
            let own = self.blocks.iter().find(|(id, _)| meter.telemetry.is_none() || *id == meter.telemetry);
            let (_, readings) = own.ok_or_else(|| format!("no telemetry for {}", meter.id))?;
            meters.insert(meter.id.clone(), cells(meter, minutes, readings, &self.zone)?);
        }
        Ok(meters)
    }

    /// The hours as quantities add them up: with what a policy fills in, in their amounts and covered times.
    pub fn filled(&self, policy: &Policy) -> Told<Meters> {
        let mut filled = self.hours(policy.minutes)?;
        for cell in filled.values_mut().flat_map(BTreeMap::values_mut) {
            if policy.word == "hold" {
                cell.amount += cell.held_amount;
                cell.covered += cell.held;
            } else {
                cell.held = 0;
            }
        }
        if policy.word == "bridge" {
            for meter in &self.manifest.meters {
                let Some(name) = &meter.bridge_with else { continue };
                let counter = filled.get(name).ok_or_else(|| format!("no meter {name}"))?;
                let own = filled.get(&meter.id).ok_or_else(|| format!("no meter {}", meter.id))?;
                let bridged = bridged(own, counter);
                filled.insert(meter.id.clone(), bridged);
            }
        }
        Ok(filled)
    }
}
