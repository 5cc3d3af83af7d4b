//! Where the cells of a file become readings, whatever its format.

mod parts;

use std::path::Path;

use super::columns::Columns;
use super::digest::State;
use super::fault::{Fault, Place};
use super::heading::{Heading, one_line};
use super::keys::Keys;
use super::lane::{Lane, Rules, shown};
use super::of_day;
use super::outlet::{self, BLOCK, Outlet};
use super::peek::Peek;
use super::row::Cell;
use super::{Channel, FileFacts, Take};
use crate::period::{Clock, Stamp};
use crate::problem::{Problem, Result};
use crate::telemetry::rollup::{LONGEST_SPAN, MOST_YEARS};
use crate::telemetry::{Layout, Shape, StampFault, StampReader};

/// More columns than any table of telemetry has; a spreadsheet ends at 16 384.
pub(super) const MOST_COLUMNS: usize = 65_536;

/// Takes the cells of one file in, or those of a part of it.
pub(super) struct Intake<'a> {
    /// The file.
    pub(super) file: &'a Path,
    /// What it was when it was opened, for what looks at it once more.
    pub(super) state: Option<State>,
    pub(super) layout: &'a Layout,
    channels: &'a [Channel],
    /// The facility's name in a column that tells facilities apart.
    facility: &'a str,
    pub(super) stamps: StampReader,
    /// The earliest and the latest stamp so far.
    pub(super) span: Option<(Stamp, Stamp)>,
    /// The two words of a stamp, put together.
    joined: Vec<u8>,
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
    outlet: Outlet<'a>,
    /// How many more rows are taken in before readings are handed over.
    room: usize,
}

impl<'a> Intake<'a> {
    pub(super) fn new(
        file: &'a Path,
        layout: &'a Layout,
        facility_id: &'a str,
        channels: &'a [Channel],
        clock: &Clock,
    ) -> Self {
        let column = |channel: &'a Channel| match &layout.value {
            Some(shared) => shared.get_ref().trim(),
            None => channel.name.trim(),
        };
        let mut intake = Self {
            file,
            state: None,
            layout,
            channels,
            facility: layout.facility_key.as_deref().unwrap_or(facility_id).trim(),
            stamps: StampReader::new(clock.clone()).with_dates(layout.dates),
            span: None,
            joined: Vec::new(),
            lanes: channels.iter().map(|channel| Lane::new(channel, column(channel))).collect(),
            rules: Rules::new(layout),
            keys: Keys::new(channels),
            other_columns: Vec::new(),
            peek: None,
            rows: 0,
            footer: 0,
            outlet: Outlet::default(),
            room: 0,
        };
        intake.room = intake.rows_of_a_block();
        intake
    }

    /// Hands readings over to `take` as they come; without, they are of no more use than their facts.
    pub(super) fn hands_to(&mut self, take: &'a mut Take<'a>) {
        self.outlet = Outlet::new(take);
    }

    /// Hands over the readings that there are.
    pub(super) fn hand_over(&mut self) {
        outlet::count(&mut self.lanes);
        self.outlet.hand_over(&mut [&mut self.lanes]);
        self.room = self.rows_of_a_block();
    }

    /// About how many rows have as many readings as a block.
    pub(super) fn rows_of_a_block(&self) -> usize {
        match self.layout.shape {
            Shape::Wide => (BLOCK / self.channels.len().max(1)).max(1),
            Shape::Long => BLOCK,
        }
    }

    /// Counts a row, and hands readings over where there are enough.
    #[inline]
    pub(super) fn end_row(&mut self) {
        self.end_rows(1);
    }

    /// Counts some rows, and hands readings over where there are enough.
    #[inline]
    pub(super) fn end_rows(&mut self, rows: usize) {
        self.rows += u64::try_from(rows).unwrap_or_default();
        self.room = self.room.saturating_sub(rows);
        if self.room == 0 {
            self.hand_over();
        }
    }

    /// Finds the wanted columns in the heading.
    pub(super) fn columns(&mut self, names: &[String]) -> Result<Columns> {
        refuse_too_wide(names.len())?;
        if let Some(peek) = &mut self.peek {
            peek.names = names.iter().map(|name| one_line(name)).collect();
            return Ok(Columns::none());
        }
        let columns = Columns::find(self.layout, self.facility, self.channels, &Heading::new(names))?;
        self.other_columns = columns.unwanted(names);
        Ok(columns)
    }

    /// The stamp that was read, which must not lie decades from the others; `shown` is how a message shows it.
    #[inline]
    pub(super) fn settle(
        &mut self,
        read: std::result::Result<Stamp, StampFault>,
        shown: impl Fn() -> String,
        place: impl Fn() -> Place,
    ) -> std::result::Result<Stamp, Fault> {
        let stamp = match read {
            Ok(stamp) => stamp,
            Err(fault) => return Err(self.stamp_problem(fault.problem(&shown(), self.stamps.clock()), place())),
        };
        let before = self.span.unwrap_or((stamp, stamp));
        let span = wider(before, (stamp, stamp));
        if is_too_long(span) {
            return Err(self.stray(stamp, before, &shown(), place()));
        }
        self.span = Some(span);
        Ok(stamp)
    }

    /// Lets the span hold the stamps between two; not so, and with no effect, where it would be too long.
    pub(super) fn settle_span(&mut self, ends: (Stamp, Stamp)) -> bool {
        let span = self.span.map_or(ends, |before| wider(before, ends));
        let settled = !is_too_long(span);
        if settled {
            self.span = Some(span);
        }
        settled
    }

    /// Lets the span hold a stamp of a part; whether it is too long then, tells [`Self::join`].
    #[inline]
    pub(super) fn widen(&mut self, stamp: Stamp) {
        self.span = Some(self.span.map_or((stamp, stamp), |span| wider(span, (stamp, stamp))));
    }

    /// Reads a stamp whose date and time of day stand in two cells.
    pub(super) fn joined_stamp(
        &mut self,
        date: Cell<'_>,
        of_day: Cell<'_>,
        place: Place,
    ) -> std::result::Result<Stamp, Fault> {
        let (layout, mut joined) = (self.layout, std::mem::take(&mut self.joined));
        let columns = layout.time_columns();
        let in_column = |column| move |problem| Fault::in_column(place, column, problem);
        joined.clear();
        of_day::write_date(date, &mut joined).map_err(in_column(columns.0))?;
        joined.push(b' ');
        of_day::write_of_day(of_day, &mut joined).map_err(in_column(columns.1.unwrap_or_default()))?;
        let read = self.stamps.parse(&joined);
        let stamp = self.settle(read, || shown(&joined), || place);
        self.joined = joined;
        stamp
    }

    #[cold]
    fn stamp_problem(&self, problem: Problem, place: Place) -> Fault {
        let column = match self.layout.time_columns() {
            (date, Some(of_day)) => format!("{date} {of_day}"),
            (time, None) => time.to_owned(),
        };
        Fault::in_column(place, &column, problem)
    }

    #[cold]
    fn stray(&self, stamp: Stamp, (first, last): (Stamp, Stamp), shown: &str, place: Place) -> Fault {
        let other = self.stamps.clock().rfc3339(if stamp < first { last } else { first });
        let what = format!("`{shown}` lies more than {MOST_YEARS} years from {other}, a stamp that was read before");
        let hint = "one of the two is stray, as of a logger that lost the time: correct its row or take it out; the \
                    years of a longer history go into facilities of their own";
        self.stamp_problem(Problem::new(what).hint(hint), place)
    }

    /// Whether enough of the file was seen, for a look at it or for who takes the readings.
    pub(super) fn has_enough(&self) -> bool {
        self.outlet.closed || self.peek.as_ref().is_some_and(|peek| peek.has_enough())
    }

    /// Whether who takes the readings wants no more.
    pub(super) fn is_closed(&self) -> bool {
        self.outlet.closed
    }

    /// Whether only the readings and their facts are wanted, not where they stand.
    pub(super) fn is_plain(&self) -> bool {
        self.peek.is_none() && self.lanes.iter().all(|lane| lane.places.is_none())
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
            span: self.span,
            other_keys: self.keys.others(),
            other_columns: self.other_columns,
        }
    }
}

fn is_too_long(span: (Stamp, Stamp)) -> bool {
    span.1.since(span.0) > LONGEST_SPAN
}

/// The span that holds both.
pub(super) fn wider(one: (Stamp, Stamp), other: (Stamp, Stamp)) -> (Stamp, Stamp) {
    (one.0.min(other.0), one.1.max(other.1))
}

/// A table has no more columns than the bound.
pub(super) fn refuse_too_wide(columns: usize) -> Result<()> {
    if columns <= MOST_COLUMNS {
        return Ok(());
    }
    let what = format!("the heading has {columns} columns, more than the {MOST_COLUMNS} that are read");
    Err(Problem::new(what)
        .hint("check the export that wrote it, and `delimiter`; a row a reading is `shape = \"long\"`"))
}

/// The problem of a file without a single byte.
pub(super) fn empty_file() -> Fault {
    Fault::new(Place::File, Problem::new("the file is empty").hint("check the export that wrote it"))
}
