//! From telemetry files to readings.
//!
//! ```text
//!                                 ┌─ scan ─────────────────────────┐
//! file ──unpack─┬─decode──▶ text ─┼─ csv ──┐                       ▼
//!               │                 └─ json ─┤                     intake ──outlet──▶ blocks of readings by channel
//!               ├─ workbook ───────────────┼─▶ rows of cells ──────▲
//!               └─ parquet ────────────────┘
//! ```
//!
//! Readings leave in blocks as they come, so that memory does not grow with a file. Text tables are scanned in chunks,
//! several at once; whatever is not usual in a chunk, the parser of CSV reads.
//!
//! What kind a file is, its content tells, not its name. What a file can not tell of itself without a guess, such as the
//! order of day and month, the layout tells, or it is an error that names the readings.

mod columns;
mod contain;
mod csv;
mod digest;
mod fault;
mod footer;
mod format;
mod heading;
mod input;
mod intake;
mod json;
mod keys;
mod lane;
mod of_day;
mod outlet;
mod outline;
mod parquet;
mod peek;
mod placed;
mod rounds;
mod row;
mod scan;
mod small;
mod sniff;
mod source;
mod text;
mod unpack;
mod workbook;

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use self::digest::Hashing;
pub(crate) use self::digest::changed;
pub(crate) use self::digest::of_file_at as digest_of_file;
pub(super) use self::digest::{State, of_file as digest_of};
use self::fault::Fault;
use self::format::Format;
use self::input::Input;
use self::intake::Intake;
pub use self::outline::{Column, Form, Outline, Stored, ValueColumns, outline};
pub(super) use self::parquet::footer::check as check_footer;
pub(super) use self::parquet::pages::Checked;
pub use self::peek::{Peek, peek};
pub use self::placed::{Placed, read_rows};
pub use self::small::small_table;
use self::text::Text;
use super::{Layout, Reading};
use crate::files;
use crate::period::{Clock, Stamp};
use crate::problem::{Problem, Result};
use crate::units::Unit;

/// What is to be picked out of the files of one layout: the readings of one meter, or its hours of validity.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Channel {
    /// The column's name (wide files) or the meter's key (long files). Several channels may have the same.
    pub name: String,
    /// Whether values below zero are believed.
    pub sign: Sign,
    /// What a value is, for messages: `power`, `interval amount`, `counter reading`.
    pub what: String,
    /// The unit of the readings, to which cells with another unit are converted; `None` for what has no unit.
    pub unit: Option<Unit>,
    /// Words that stand for a value, each with whether it is 1 or 0, for signals that are on or off.
    pub words: Vec<(String, bool)>,
}

/// Which values of a channel are believed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sign {
    /// Every value.
    Any,
    /// Zero and above: a meter that counts one way can not go below.
    NotNegative,
    /// Zero and one: a signal that is off or on.
    OffOrOn,
}

/// What there was in one file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileFacts {
    /// The file; not written, because the same files may lie elsewhere another time.
    #[serde(skip)]
    pub path: PathBuf,
    /// The SHA-256 of its bytes, in hexadecimal.
    pub sha256: String,
    /// Its size.
    pub bytes: u64,
    /// How many rows it has below the heading, whosever they are.
    pub rows: u64,
    /// How many rows at its end were left out because they are no data.
    pub footer: u64,
    /// For each channel, how many readings were taken from it.
    pub readings: Vec<u64>,
    /// For each channel, how many of its cells were empty or declared missing.
    pub empty: Vec<u64>,
    /// The first few meter keys of this facility that no channel asked for (long files only), for a hint.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub other_keys: Vec<String>,
    /// The columns that no channel asked for (wide files only).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub other_columns: Vec<String>,
    /// Whether it may have stamps without an offset of a civil time that occurs twice.
    pub repeated_times: bool,
    /// The earliest and the latest stamp of it and of the files before it.
    pub span: Option<(Stamp, Stamp)>,
}

/// The readings of some rows: for each channel its own, in the order of the file.
pub type Block = Vec<Vec<Reading>>;

/// Takes blocks that follow each other in a file, and says whether to go on.
pub type Take<'t> = dyn FnMut(&[Block]) -> ControlFlow<()> + Send + 't;

/// Reads one file of a layout, whatever its format, and hands the readings of `channels` over to `take`, block by block
/// in the order of the file, so that not all of them have to be in memory. Nothing comes back where `take` does not want
/// to go on.
///
/// `facility_id` finds the facility's rows in a long file with a facility column, unless the layout has a
/// `facility_key`. Stamps without an offset are read by `clock`. In a long file a channel may have no row at all, which
/// shows in the facts as no readings and no empty cells: other files may hold them. `span` is that of the files before,
/// from which no stamp may lie decades away.
///
/// # Errors
/// A file that can not be read, has no rows, or lacks a column; a stamp that does not exist; a value that is neither a
/// number nor declared missing, is not finite, or is negative where that can not be; whatever could be read in two ways.
/// Before an error `take` may have got the readings of the rows before it.
pub fn stream_file(
    file: &Path,
    layout: &Layout,
    facility_id: &str,
    channels: &[Channel],
    clock: &Clock,
    span: Option<(Stamp, Stamp)>,
    take: &mut Take<'_>,
) -> Result<Option<FileFacts>> {
    let mut intake = Intake::new(file, layout, facility_id, channels, clock);
    intake.span = span;
    intake.hands_to(take);
    let read = read_into(&mut intake, true);
    if intake.is_closed() {
        return Ok(None);
    }
    let (sha256, bytes) = read.map_err(|fault| fault.placed(file, layout))?;
    Ok(Some(intake.into_facts(sha256, bytes)))
}

/// As [`stream_file`], and appends the readings to the vectors of `into`, one for each channel.
///
/// # Errors
/// As [`stream_file`]; after one, `into` may hold readings of the rows before it.
pub fn read_file(
    file: &Path,
    layout: &Layout,
    facility_id: &str,
    channels: &[Channel],
    clock: &Clock,
    into: &mut [Vec<Reading>],
) -> Result<FileFacts> {
    if channels.len() != into.len() {
        let what = format!("{} channels can not be read into {} places", channels.len(), into.len());
        return Err(Problem::new(what).hint("this is a mistake in the program that called the reader"));
    }
    // Of files before this one, their first and last readings tell enough.
    let ends = into.iter().flat_map(|readings| readings.first().into_iter().chain(readings.last()));
    let span = ends.map(|reading| (reading.stamp, reading.stamp)).reduce(intake::wider);
    let facts = stream_file(file, layout, facility_id, channels, clock, span, &mut append_to(into))?;
    facts.ok_or_else(|| Problem::new("the reading was broken off").at_file(file))
}

/// Appends the readings of each channel to a vector of its own.
fn append_to(into: &mut [Vec<Reading>]) -> impl FnMut(&[Block]) -> ControlFlow<()> + Send {
    |blocks| {
        for block in blocks {
            into.iter_mut().zip(block).for_each(|(into, readings)| into.extend_from_slice(readings));
        }
        ControlFlow::Continue(())
    }
}

/// Reads a file, and returns its hash and its size, or nothing of the kind where they are not wanted.
fn read_into(intake: &mut Intake<'_>, hashed: bool) -> std::result::Result<(String, u64), Fault> {
    let io = |error| Fault::io(&error);
    let mut file = files::open(intake.file).map_err(io)?;
    let format = Format::of(&mut file, intake.file)?;
    if format == Format::Text {
        intake.state = Some(State::of(&file).map_err(io)?);
        let mut hashing = Hashing::new(file);
        let text = Text::open(&mut hashing, intake.layout)?;
        format::refuse_markup(&text)?;
        match json::is_json(&text) {
            true => json::read(text, intake)?,
            false => csv::read(text, intake)?,
        }
        intake.hand_over();
        return if hashed && !intake.is_closed() { hashing.finish().map_err(io) } else { Ok(Default::default()) };
    }
    let (input, unchanged) = Input::of(file).map_err(io)?;
    let digest = if hashed { input.digest().map_err(io)? } else { Default::default() };
    let input = unpack::to_input(input)?;
    let read = match format {
        Format::Parquet => contain::contain(|| parquet::read(input, intake)),
        _ => contain::contain(|| workbook::read(&input, format, intake)),
    };
    // Before what is wrong with it, that it is not what it was.
    unchanged.check()?;
    read?;
    intake.hand_over();
    Ok(digest)
}
