//! A facility's folder: its manifest, and the hours of its meters.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use jiff::tz::TimeZone;

use crate::cells::{Cell, Cells, cells};
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
    /// The hours as quantities add them up: with what powers hold on in gaps, where that is the policy.
    pub filled: BTreeMap<String, Cells>,
}

/// Hours with what is held on in their amounts and covered times, or without any of it.
fn filled(cells: &Cells, holds: bool) -> Cells {
    let fill = |cell: &Cell| match holds {
        true => Cell { amount: cell.amount + cell.held_amount, covered: cell.covered + cell.held, ..*cell },
        false => Cell { held: 0, ..*cell },
    };
    cells.iter().map(|(hour, cell)| (*hour, fill(cell))).collect()
}

impl Facility {
    /// Reads a facility's folder.
    pub fn read(folder: &Path) -> Told<Self> {
        let text = std::fs::read_to_string(folder.join("facility.toml")).map_err(|error| error.to_string())?;
        let manifest: Manifest = toml::from_str(&text).map_err(|error| error.to_string())?;
        if manifest.mapping.is_some() {
            return Err("mappings are not read by the oracle".to_owned());
        }
        let policy = manifest.gaps.as_ref().and_then(|gaps| gaps.policy.as_deref()).unwrap_or("exclude");
        if !matches!(policy, "exclude" | "hold") {
            return Err(format!("the policy to {policy} is not followed by the oracle"));
        }
        let holds = policy == "hold";
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
        let filled = meters.iter().map(|(meter, cells)| (meter.clone(), filled(cells, holds))).collect();
        Ok(Self { folder: folder.to_owned(), manifest, zone, meters, filled })
    }
}
