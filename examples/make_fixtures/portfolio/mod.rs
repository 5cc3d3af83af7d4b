//! The synthetic facilities: one module for what happens at a site, one for each kind of file that tells it.
//!
//! The same program makes the same bytes on every machine: chance comes from a seed, waves come from arithmetic alone,
//! and nothing else comes in.

mod chance;
mod files;
mod model;
mod operation_logs;
mod paper;
mod records;
mod sites;

use std::error::Error;
use std::path::Path;

type Result<T> = std::result::Result<T, Box<dyn Error>>;

/// Writes every synthetic facility into a folder of its own below `folder`.
///
/// # Errors
/// A file that can not be written.
pub fn write(folder: &Path) -> Result<()> {
    for site in sites::sites() {
        let folder = folder.join(site.id);
        std::fs::create_dir_all(folder.join("telemetry"))?;
        let steps = model::year(&site);
        files::write_telemetry(&site, &steps, &folder.join("telemetry"))?;
        if site.clean_records {
            records::write(&site, &steps, &folder)?;
        }
        paper::write_manifest(&site, &folder.join("facility.toml"))?;
        paper::write_systems(&site, &folder.join("it-systems.csv"))?;
        paper::write_operation(&site, &folder.join("smart-operation.csv"))?;
        if site.keeps_logs {
            operation_logs::write(&site, &folder)?;
        }
    }
    Ok(())
}
