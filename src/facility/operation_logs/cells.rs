//! Cells of logs: instants, numbers, days, and words for states.

use jiff::civil::{Date, Time};

use super::files::{LogFile, StateWords};
use crate::facility::table_file::TableRow;
use crate::period::{Clock, Period, Stamp};
use crate::problem::{Problem, Result, nearest};
use crate::telemetry::{StampFault, StampReader};

/// What a log is read by: its columns, the facility's clock, and words.
pub(super) struct Reading<'a> {
    log: &'a LogFile,
    pub(super) words: &'a StateWords,
    stamps: StampReader,
}

/// A row of a log.
pub(super) struct Row<'a, 'r> {
    pub(super) reading: &'r mut Reading<'a>,
    pub(super) row: &'r TableRow,
}

impl<'a> Reading<'a> {
    pub(super) fn new(log: &'a LogFile, words: &'a StateWords, clock: &Clock) -> Self {
        Self { log, words, stamps: StampReader::new(clock.clone()) }
    }

    /// The names of a column as they are looked for: that of the manifest, or else the usual ones.
    pub(super) fn names<'n>(&'n self, usual: &'n str) -> &'n str {
        self.log.named(usual.split('|').next().unwrap_or(usual)).unwrap_or(usual)
    }
}

/// A state and its usual words; the first is how messages name it.
pub(super) type State<'a, T> = (T, &'a [&'a str], &'a [String]);

impl Row<'_, '_> {
    fn name<'n>(&'n self, key: &'n str) -> &'n str {
        self.reading.log.named(key).unwrap_or(key)
    }

    /// The text of a cell; `None` where it is empty or there is no such column.
    pub(super) fn text(&self, key: &str) -> Option<&str> {
        self.row.get(self.name(key)).filter(|text| !text.is_empty())
    }

    /// Whether the file has the column.
    pub(super) fn has(&self, key: &str) -> bool {
        self.row.get(self.name(key)).is_some()
    }

    pub(super) fn wrong(&self, key: &str, what: impl Into<String>, hint: impl Into<String>) -> Problem {
        self.row.at(self.name(key), Problem::new(what).hint(hint))
    }

    /// A text that must be there.
    pub(super) fn required(&self, key: &str, what: &str) -> Result<String> {
        let text = self.text(key).map(str::to_owned);
        text.ok_or_else(|| self.wrong(key, format!("the cell is empty where {what} belongs"), "fill in the cell"))
    }

    pub(super) fn stamp(&mut self, key: &str) -> Result<Option<Stamp>> {
        let Some(text) = self.text(key).map(str::to_owned) else { return Ok(None) };
        let read = self.reading.stamps.parse(text.as_bytes());
        read.map(Some).map_err(|fault| {
            let problem = fault.problem(&text, self.reading.stamps.clock());
            let problem = match fault {
                StampFault::Form | StampFault::Ambiguous { .. } => {
                    problem.hint("write `2025-03-01 08:00` by the facility's clock, or `2025-03-01T08:00:00+08:00`")
                }
                _ => problem,
            };
            self.row.at(self.name(key), problem)
        })
    }

    pub(super) fn required_stamp(&mut self, key: &str) -> Result<Stamp> {
        let stamp = self.stamp(key)?;
        stamp.ok_or_else(|| {
            self.wrong(
                key,
                "the cell is empty where a time belongs",
                "write `2025-03-01 08:00` by the facility's clock",
            )
        })
    }

    /// A day or a month, as its first instant. A day of a sheet is a midnight.
    pub(super) fn required_day_or_month(&mut self, key: &str) -> Result<Stamp> {
        let text = self.required(key, "a day or a month")?;
        let period = Period::parse(&text, self.reading.stamps.clock()).ok();
        let is_month = text.contains('-') && !text.contains("..");
        let first = match period {
            Some(month) => is_month.then_some(month.start),
            None => {
                let stamp = self.required_stamp(key)?;
                let time = self.reading.stamps.clock().civil(stamp).time();
                (time == Time::midnight()).then_some(stamp)
            }
        };
        let hint = "a row counts the alarms of one day or one month: write `2025-03-11` or `2025-03`";
        first.ok_or_else(|| self.wrong(key, format!("`{text}` is neither a day nor a month"), hint))
    }

    pub(super) fn day(&self, key: &str) -> Result<Option<Date>> {
        let Some(text) = self.text(key) else { return Ok(None) };
        let day = text.parse().ok().or_else(|| text.replace(['/', '.'], "-").parse().ok());
        day.map(Some).ok_or_else(|| self.wrong(key, format!("`{text}` is not a date"), "write it as `2025-03-11`"))
    }

    /// A whole number of zero or more.
    pub(super) fn count(&self, key: &str) -> Result<u64> {
        let text = self.required(key, "a count")?;
        let digits = text.strip_suffix(".0").unwrap_or(&text).replace([',', ' '], "");
        digits
            .parse()
            .map_err(|_| self.wrong(key, format!("`{text}` is not a count"), "write a whole number of zero or more"))
    }

    /// A state by its words, in any case; `None` where the cell is empty.
    pub(super) fn state<T: Copy>(&self, key: &str, states: &[State<'_, T>]) -> Result<Option<T>> {
        let Some(text) = self.text(key) else { return Ok(None) };
        let word = text.to_lowercase();
        let is = |known: &str| known.trim().to_lowercase() == word;
        let found: Vec<T> = states
            .iter()
            .filter(|(_, usual, own)| own.iter().any(|known| is(known)) || usual.iter().any(|known| is(known)))
            .map(|(state, ..)| *state)
            .collect();
        match found.as_slice() {
            [only] => Ok(Some(*only)),
            [] => {
                let known = || states.iter().flat_map(|(_, usual, _)| usual.iter().copied());
                let near = nearest(&word, known()).map(|near| format!("did you mean `{near}`? "));
                let hint = format!(
                    "{}the words are {}; others are told in `[operation_logs.words]`",
                    near.unwrap_or_default(),
                    known().collect::<Vec<_>>().join(", ")
                );
                Err(self.wrong(key, format!("`{text}` is no known state"), hint))
            }
            _ => Err(self.wrong(
                key,
                format!("`{text}` stands for two states"),
                "keep it under one of them in `[operation_logs.words]`",
            )),
        }
    }
}
