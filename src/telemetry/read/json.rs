//! JSON lines: one object a line, whose keys are the names of the columns.
//!
//! Objects may leave keys out, so the first lines are held until every wanted column was seen in one of them.

use std::collections::HashMap;
use std::io::{BufRead, BufReader};

use serde_json::{Map, Value};

use super::columns::Columns;
use super::digest::BUFFER;
use super::fault::{Fault, Place};
use super::intake::{Intake, MOST_COLUMNS, empty_file, refuse_too_wide};
use super::row::{self, Cell, Row};
use super::text::Text;
use crate::problem::Problem;

/// How many lines are held until every column was seen.
const HELD: usize = 4096;

/// How many lines a look at the file takes its keys from.
const LOOKED_AT: usize = 64;

/// Whether a text is of this kind.
pub(super) fn is_json(text: &Text<'_>) -> bool {
    text.head.trim_ascii_start().starts_with(b"{")
}

/// Reads JSON lines to their end.
pub(super) fn read(text: Text<'_>, intake: &mut Intake<'_>) -> Result<(), Fault> {
    let mut input = BufReader::with_capacity(BUFFER, text.into_reader());
    let mut names = Names::default();
    let mut columns = Err(empty_file());
    let mut held = Vec::new();
    let (mut line, mut number) = (Vec::new(), 0);
    loop {
        line.clear();
        if intake.has_enough() || input.read_until(b'\n', &mut line).map_err(|error| Fault::io(&error))? == 0 {
            break;
        }
        number += 1;
        let skipped = number <= intake.layout.skipped() || line.trim_ascii().is_empty();
        if skipped || intake.layout.comment_prefix().is_some_and(|prefix| line.starts_with(prefix)) {
            continue;
        }
        let object = Object { cells: names.cells(parse(&line, number)?), number };
        columns = match columns {
            Ok(columns) => {
                take(&object, &columns, intake)?;
                Ok(columns)
            }
            Err(_) => {
                held.push(object);
                // A look at the file goes by the keys of its first lines.
                if intake.peek.is_some() && held.len() < LOOKED_AT {
                    continue;
                }
                let found = intake.columns(&names.all);
                let found = found.map_err(|problem| Fault::new(Place::File, problem));
                if let Ok(columns) = &found {
                    held.drain(..).try_for_each(|object| take(&object, columns, intake))?;
                }
                found
            }
        };
        if columns.is_err() && (held.len() >= HELD || names.all.len() > MOST_COLUMNS) {
            break;
        }
    }
    if intake.peek.is_some() && !held.is_empty() {
        columns = intake.columns(&names.all).map_err(|problem| Fault::new(Place::File, problem));
        if let Ok(columns) = &columns {
            held.drain(..).try_for_each(|object| take(&object, columns, intake))?;
        }
    }
    columns?;
    intake.refuse_no_rows()
}

fn parse(line: &[u8], number: u64) -> Result<Map<String, Value>, Fault> {
    // Without its end, so that a string which is not closed is told as that.
    let object: Map<String, Value> = serde_json::from_slice(line.trim_ascii_end()).map_err(|error| {
        let text = error.to_string();
        let what = text.split(" at line ").next().unwrap_or_default();
        let problem = Problem::new(format!("the line is not a JSON object: {what} (character {})", error.column()));
        let hint = "write one object a line, as in `{\"time\": \"2025-03-01T08:00:00+08:00\", \"it\": 1000}`";
        Fault::new(Place::Row(number), problem.hint(hint))
    })?;
    refuse_too_wide(object.len()).map_err(|problem| Fault::new(Place::Row(number), problem))?;
    Ok(object)
}

fn take(object: &Object, columns: &Columns, intake: &mut Intake<'_>) -> Result<(), Fault> {
    row::take(object, columns, intake)?;
    intake.end_row();
    Ok(())
}

/// The keys that were seen, in their order.
#[derive(Default)]
struct Names {
    all: Vec<String>,
    places: HashMap<String, usize>,
}

impl Names {
    /// The values of an object by the places of their keys.
    fn cells(&mut self, object: Map<String, Value>) -> Vec<Value> {
        let mut cells = vec![Value::Null; self.all.len()];
        for (key, value) in object {
            let known = self.places.get(&key).copied();
            match known.and_then(|at| cells.get_mut(at)) {
                Some(cell) => *cell = value,
                None => {
                    self.places.insert(key.clone(), self.all.len());
                    self.all.push(key);
                    cells.push(value);
                }
            }
        }
        cells
    }
}

/// One line.
struct Object {
    cells: Vec<Value>,
    number: u64,
}

impl Row for Object {
    fn cell(&self, column: usize) -> Cell<'_> {
        match self.cells.get(column) {
            None | Some(Value::Null) => Cell::Empty,
            Some(Value::String(text)) => Cell::Text(text.as_bytes()),
            Some(Value::Number(number)) => number.as_f64().map_or(Cell::Empty, Cell::Number),
            Some(Value::Bool(true)) => Cell::Text(b"true"),
            Some(Value::Bool(false)) => Cell::Text(b"false"),
            Some(Value::Array(_)) => Cell::Text(b"[...]"),
            Some(Value::Object(_)) => Cell::Text(b"{...}"),
        }
    }

    fn place(&self) -> Place {
        Place::Row(self.number)
    }
}
