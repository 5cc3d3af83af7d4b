//! Where the cells of a file become readings, whatever its format.

use std::path::Path;

use super::columns::Columns;
use super::fault::{Fault, Place};
use super::keys::Keys;
use super::{Channel, FileFacts, Sign};
use crate::period::{Clock, Stamp};
use crate::problem::{Problem, Result};
use crate::telemetry::number::missing_hint;
use crate::telemetry::{Layout, Reading, StampFault, StampReader, parse_number};

/// How much of a cell a message shows.
const SHOWN: usize = 40;

/// Takes the cells of one file in.
pub(super) struct Intake<'a> {
    layout: &'a Layout,
    channels: &'a [Channel],
    /// The facility's name in a column that tells facilities apart.
    pub(super) facility: &'a str,
    pub(super) stamps: StampReader,
    pub(super) lanes: Vec<Lane<'a>>,
    pub(super) missing: Missing,
    pub(super) keys: Keys,
    /// How many rows were seen.
    pub(super) rows: u64,
}

/// One channel on its way in.
pub(super) struct Lane<'a> {
    channel: &'a Channel,
    /// The name under which a message shows the column of its values.
    pub(super) column: &'a str,
    into: &'a mut Vec<Reading>,
    readings: u64,
    empty: u64,
}

/// What stands for "no reading".
pub(super) struct Missing {
    words: Vec<Vec<u8>>,
    /// The words that are numbers, for columns of numbers.
    numbers: Vec<f64>,
}

impl Missing {
    fn new(words: &[String]) -> Self {
        let words: Vec<Vec<u8>> = words.iter().map(|word| word.trim().as_bytes().to_vec()).collect();
        let numbers = words.iter().filter_map(|word| parse_number(word).ok()).collect();
        Self { words, numbers }
    }

    fn has_word(&self, cell: &[u8]) -> bool {
        cell.is_empty() || self.words.iter().any(|word| word == cell)
    }

    fn has_number(&self, value: f64) -> bool {
        value.is_nan() || self.numbers.contains(&value)
    }
}

impl<'a> Intake<'a> {
    pub(super) fn new(
        layout: &'a Layout,
        facility_id: &'a str,
        channels: &'a [Channel],
        clock: &Clock,
        into: &'a mut [Vec<Reading>],
    ) -> Result<Self> {
        if channels.len() != into.len() {
            let what = format!("{} channels can not be read into {} places", channels.len(), into.len());
            return Err(Problem::new(what).hint("this is a mistake in the program that called the reader"));
        }
        let column = |channel: &'a Channel| match &layout.value {
            Some(shared) => shared.get_ref().trim(),
            None => channel.name.trim(),
        };
        let lanes = channels.iter().zip(into);
        let lanes = lanes.map(|(channel, into)| Lane { channel, column: column(channel), into, readings: 0, empty: 0 });
        Ok(Self {
            layout,
            channels,
            facility: layout.facility_key.as_deref().unwrap_or(facility_id).trim(),
            stamps: StampReader::new(clock.clone()),
            lanes: lanes.collect(),
            missing: Missing::new(&layout.missing),
            keys: Keys::new(channels),
            rows: 0,
        })
    }

    /// Finds the wanted columns in the heading.
    pub(super) fn columns(&self, names: &[String]) -> Result<Columns> {
        Columns::find(self.layout, self.channels, names)
    }

    /// The problem of a stamp, with its place.
    pub(super) fn stamp_fault(&self, fault: StampFault, shown: &str, place: Place) -> Fault {
        Fault::in_column(place, self.layout.time.get_ref().trim(), fault.problem(shown, self.stamps.clock()))
    }

    /// A file must have rows.
    pub(super) fn refuse_no_rows(&self) -> std::result::Result<(), Fault> {
        if self.rows > 0 {
            return Ok(());
        }
        Err(Fault::new(
            Place::File,
            Problem::new("the file has a heading and no rows")
                .hint("check the export that wrote it; a file without readings can be left out of `files`"),
        ))
    }

    /// What there was in the file.
    pub(super) fn into_facts(self, file: &Path, sha256: String, bytes: u64) -> FileFacts {
        FileFacts {
            path: file.to_owned(),
            sha256,
            bytes,
            rows: self.rows,
            readings: self.lanes.iter().map(|lane| lane.readings).collect(),
            empty: self.lanes.iter().map(|lane| lane.empty).collect(),
            other_keys: self.keys.into_others(),
        }
    }
}

/// The problem of a file without a single byte.
pub(super) fn empty_file() -> Fault {
    Fault::new(Place::File, Problem::new("the file is empty").hint("check the export that wrote it"))
}

impl Lane<'_> {
    /// Takes a cell of text in.
    pub(super) fn take_text(&mut self, stamp: Stamp, cell: &[u8], missing: &Missing) -> Result<()> {
        let cell = cell.trim_ascii();
        if missing.has_word(cell) {
            self.empty += 1;
            return Ok(());
        }
        match parse_number(cell) {
            Ok(value) => self.take(stamp, value, || shown(cell)),
            Err(fault) => Err(fault.problem(&shown(cell))),
        }
    }

    /// Takes a cell of a column of numbers in; a null is missing, and so is what is not a number.
    pub(super) fn take_number(&mut self, stamp: Stamp, cell: Option<f64>, missing: &Missing) -> Result<()> {
        match cell {
            Some(value) if !missing.has_number(value) => self.take(stamp, value, || value.to_string()),
            _ => {
                self.empty += 1;
                Ok(())
            }
        }
    }

    fn take(&mut self, stamp: Stamp, value: f64, shown: impl Fn() -> String) -> Result<()> {
        if !value.is_finite() {
            return Err(Problem::new(format!("`{}` is not a finite number", shown())).hint(missing_hint(&shown())));
        }
        if value < 0.0 && self.channel.sign == Sign::NotNegative {
            let (what, shown) = (&self.channel.what, shown());
            return Err(Problem::new(format!("`{shown}` is a negative {what}"))
                .hint(format!("a meter of this kind can not go below zero; {}", missing_hint(&shown))));
        }
        self.into.push(Reading { stamp, value });
        self.readings += 1;
        Ok(())
    }
}

/// A cell as a message shows it: cut short, and without what would move the cursor of a terminal.
pub(super) fn shown(cell: &[u8]) -> String {
    let text = String::from_utf8_lossy(cell.trim_ascii());
    let clean = |c: char| if c.is_control() { char::REPLACEMENT_CHARACTER } else { c };
    let mut shown: String = text.chars().take(SHOWN).map(clean).collect();
    if text.chars().nth(SHOWN).is_some() {
        shown.push('…');
    }
    shown
}
