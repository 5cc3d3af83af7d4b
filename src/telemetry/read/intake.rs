//! Where the cells of a file become readings, whatever its format.

use std::path::Path;

use super::columns::Columns;
use super::fault::{Fault, Place};
use super::heading::{Heading, one_line};
use super::keys::Keys;
use super::lane::{Lane, Rules};
use super::peek::Peek;
use super::{Channel, FileFacts};
use crate::period::Clock;
use crate::problem::{Problem, Result};
use crate::telemetry::{Layout, Reading, StampFault, StampReader};

/// More columns than any table of telemetry has; a spreadsheet ends at 16 384.
pub(super) const MOST_COLUMNS: usize = 65_536;

/// Takes the cells of one file in.
pub(super) struct Intake<'a> {
    /// The file.
    pub(super) file: &'a Path,
    pub(super) layout: &'a Layout,
    channels: &'a [Channel],
    /// The facility's name in a column that tells facilities apart.
    facility: &'a str,
    pub(super) stamps: StampReader,
    pub(super) lanes: Vec<Lane<'a>>,
    pub(super) rules: Rules,
    pub(super) keys: Keys,
    /// The columns that nobody wants.
    other_columns: Vec<String>,
    /// Where a look at the file is kept, in place of readings.
    pub(super) peek: Option<&'a mut Peek>,
    /// How many rows were seen.
    pub(super) rows: u64,
    /// How many lines at the end were left out as no data.
    pub(super) footer: u64,
}

impl<'a> Intake<'a> {
    pub(super) fn new(
        file: &'a Path,
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
        Ok(Self {
            file,
            layout,
            channels,
            facility: layout.facility_key.as_deref().unwrap_or(facility_id).trim(),
            stamps: StampReader::new(clock.clone()).with_dates(layout.dates),
            lanes: lanes.map(|(channel, into)| Lane::new(channel, column(channel), into)).collect(),
            rules: Rules::new(layout),
            keys: Keys::new(channels),
            other_columns: Vec::new(),
            peek: None,
            rows: 0,
            footer: 0,
        })
    }

    /// Finds the wanted columns in the heading.
    pub(super) fn columns(&mut self, names: &[String]) -> Result<Columns> {
        if names.len() > MOST_COLUMNS {
            let what = format!("the heading has {} columns, more than the {MOST_COLUMNS} that are read", names.len());
            return Err(Problem::new(what)
                .hint("check the export that wrote it, and `delimiter`; a row a reading is `shape = \"long\"`"));
        }
        if let Some(peek) = &mut self.peek {
            peek.names = names.iter().map(|name| one_line(name)).collect();
            return Ok(Columns::none());
        }
        let columns = Columns::find(self.layout, self.facility, self.channels, &Heading::new(names))?;
        self.other_columns = columns.unwanted(names);
        Ok(columns)
    }

    /// The problem of a stamp, with its place.
    pub(super) fn stamp_fault(&self, fault: StampFault, shown: &str, place: Place) -> Fault {
        Fault::in_column(place, self.layout.time.get_ref().trim(), fault.problem(shown, self.stamps.clock()))
    }

    /// Whether a look at the file has seen enough of it.
    pub(super) fn has_enough(&self) -> bool {
        self.peek.as_ref().is_some_and(|peek| peek.has_enough())
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
    pub(super) fn into_facts(self, sha256: String, bytes: u64) -> FileFacts {
        FileFacts {
            path: self.file.to_owned(),
            sha256,
            bytes,
            rows: self.rows,
            footer: self.footer,
            readings: self.lanes.iter().map(|lane| lane.readings).collect(),
            empty: self.lanes.iter().map(|lane| lane.empty).collect(),
            repeated_times: self.stamps.met_repeated_time(),
            other_keys: self.keys.into_others(),
            other_columns: self.other_columns,
        }
    }
}

/// The problem of a file without a single byte.
pub(super) fn empty_file() -> Fault {
    Fault::new(Place::File, Problem::new("the file is empty").hint("check the export that wrote it"))
}
