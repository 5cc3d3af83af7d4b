//! From telemetry files to readings.
//!
//! ```text
//! file ──csv or parquet──▶ columns picked by the heading ──▶ cells ──intake──▶ readings by channel
//! ```

mod columns;
mod csv;
mod digest;
mod fault;
mod intake;
mod keys;
mod parquet;

use std::fs::File;
use std::path::{Path, PathBuf};

use self::digest::Hashing;
use self::intake::Intake;
use super::{Layout, Reading};
use crate::period::Clock;
use crate::problem::{Problem, Result};

/// What is to be picked out of the files of one layout: the readings of one meter, or its hours of validity.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Channel {
    /// The column's name (wide files) or the meter's key (long files). Several channels may have the same.
    pub name: String,
    /// Whether values below zero are believed.
    pub sign: Sign,
    /// What a value is, for messages: `power`, `interval amount`, `counter reading`.
    pub what: String,
}

/// Which values of a channel are believed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sign {
    /// Every value.
    Any,
    /// Zero and above: a meter that counts one way can not go below.
    NotNegative,
}

/// What there was in one file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileFacts {
    /// The file.
    pub path: PathBuf,
    /// The SHA-256 of its bytes, in hexadecimal.
    pub sha256: String,
    /// Its size.
    pub bytes: u64,
    /// How many rows it has below the heading, whosever they are.
    pub rows: u64,
    /// For each channel, how many readings were taken from it.
    pub readings: Vec<u64>,
    /// For each channel, how many of its cells were empty or declared missing.
    pub empty: Vec<u64>,
    /// The first few meter keys of this facility that no channel asked for (long files only), for a hint.
    pub other_keys: Vec<String>,
}

/// Reads one `.csv` or `.parquet` file of a layout, and appends the readings of `channels` to the vectors of `into`,
/// one for each channel and in the order of the file.
///
/// `facility_id` finds the facility's rows in a long file with a facility column, unless the layout has a
/// `facility_key`. Stamps without an offset are read by `clock`. In a long file a channel may have no row at all, which
/// shows in the facts as no readings and no empty cells: other files may hold them.
///
/// # Errors
/// A file that can not be read, has no rows, or lacks a column; a stamp that does not exist; a value that is neither a
/// number nor declared missing, is not finite, or is negative where that can not be. After an error `into` may hold
/// readings of the rows before it.
pub fn read_file(
    file: &Path,
    layout: &Layout,
    facility_id: &str,
    channels: &[Channel],
    clock: &Clock,
    into: &mut [Vec<Reading>],
) -> Result<FileFacts> {
    let format = Format::of(file)?;
    let mut intake = Intake::new(layout, facility_id, channels, clock, into)?;
    let opened = File::open(file).map_err(|error| fault::io(file, &error))?;
    let (sha256, bytes) = match format {
        Format::Csv => {
            let mut hashing = Hashing::new(opened);
            csv::read(&mut hashing, &mut intake).map_err(|fault| fault.placed(file))?;
            hashing.finish()
        }
        Format::Parquet => {
            let digest = digest::of_file(&opened).map_err(|error| fault::io(file, &error))?;
            parquet::read(opened, &mut intake).map_err(|fault| fault.placed(file))?;
            digest
        }
    };
    Ok(intake.into_facts(file, sha256, bytes))
}

/// The kinds of file.
#[derive(Clone, Copy)]
enum Format {
    Csv,
    Parquet,
}

impl Format {
    fn of(file: &Path) -> Result<Self> {
        let extension = file.extension().and_then(|extension| extension.to_str()).unwrap_or_default();
        if extension.eq_ignore_ascii_case("csv") {
            Ok(Self::Csv)
        } else if extension.eq_ignore_ascii_case("parquet") {
            Ok(Self::Parquet)
        } else {
            Err(Problem::new(match extension {
                "" => "cannot tell the format of a file without an extension".to_owned(),
                other => format!("cannot read files of the format `.{other}`"),
            })
            .at_file(file)
            .hint("telemetry is read from `.csv` and `.parquet` files; save it as one of them"))
        }
    }
}
