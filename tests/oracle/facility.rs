//! A facility's folder: its manifest, and the hours of its meters.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use jiff::tz::TimeZone;

use crate::cells::{Cells, cells};
use crate::exact::Told;
use crate::manifest::Manifest;
use crate::telemetry::{Readings, readings};
use crate::time::zone;

/// A facility as the oracle sees it.
pub struct Facility {
    pub folder: PathBuf,
    pub manifest: Manifest,
    pub zone: TimeZone,
    pub meters: BTreeMap<String, Cells>,
}

impl Facility {
    /// Reads a facility's folder.
    pub fn read(folder: &Path) -> Told<Self> {
        let text = std::fs::read_to_string(folder.join("facility.toml")).map_err(|error| error.to_string())?;
        let manifest: Manifest = toml::from_str(&text).map_err(|error| error.to_string())?;
        if manifest.mapping.is_some() {
            return Err("mappings are not read by the oracle".to_owned());
        }
        if manifest.gaps.as_ref().and_then(|gaps| gaps.policy.as_deref()).is_some_and(|policy| policy != "exclude") {
            return Err("policies that estimate are not followed by the oracle".to_owned());
        }
        let zone = zone(&manifest.clock)?;
        let mut blocks: Vec<(Option<&String>, Readings)> = Vec::new();
        for block in &manifest.telemetry {
            blocks.push((block.id.as_ref(), readings(folder, block, &zone)?));
        }
        let mut meters = BTreeMap::new();
        for meter in &manifest.meters {
            let own = blocks.iter().find(|(id, _)| meter.telemetry.is_none() || *id == meter.telemetry.as_ref());
            let (_, readings) = own.ok_or_else(|| format!("no telemetry for {}", meter.id))?;
            meters.insert(meter.id.clone(), cells(meter, &manifest, readings, &zone)?);
        }
        Ok(Self { folder: folder.to_owned(), manifest, zone, meters })
    }
}
