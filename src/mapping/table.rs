//! The shape of a file, found from its heading and its first rows: where the stamps are, and where the readings.

use std::collections::{BTreeMap, BTreeSet};

use super::behaviour::Behaviour;
use super::proposal::Form;
use super::step::step_of;
use super::words::role_of;
use crate::period::Clock;
use crate::telemetry::{Interval, Peek, Shape};

/// A file as it most likely is.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Table<'p> {
    pub form: Form,
    /// Columns of numbers that the shape has no place for (long files).
    pub others: Vec<String>,
    /// What may be meters.
    pub series: Vec<Series<'p>>,
}

/// The readings of one column, or of one meter's key.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Series<'p> {
    pub name: String,
    pub cells: Vec<&'p str>,
    /// What the file's column of units says of it.
    pub unit: Option<&'p str>,
}

/// A long file has so many rows for each stamp at least.
const ROWS_A_STAMP: usize = 2;
/// And so many rows for each meter at least.
const ROWS_A_METER: usize = 2;

impl<'p> Table<'p> {
    /// Finds the shape of a file; stamps without an offset are read by `clock`.
    pub(super) fn of(peek: &'p Peek, clock: &Clock) -> Self {
        let time = Times::find(peek, clock);
        match time.and_then(|time| Long::find(peek, time)) {
            Some(long) => long.table(peek, clock),
            None => Self::wide(peek, time, clock),
        }
    }

    fn wide(peek: &'p Peek, time: Option<Times>, clock: &Clock) -> Self {
        let columns = (0..peek.names.len()).filter(|column| time.is_none_or(|time| !time.has(*column)));
        let series =
            columns.map(|column| Series { name: name(peek, column), cells: cells(peek, column).collect(), unit: None });
        let form = Form {
            shape: Shape::Wide,
            time: time.map(|time| name(peek, time.date)),
            of_day: time.and_then(|time| time.of_day).map(|column| name(peek, column)),
            keys: Vec::new(),
            value: None,
            step: time.and_then(|time| time.step(peek.rows.iter(), clock)),
        };
        Self { form, others: Vec::new(), series: series.collect() }
    }
}

fn cells(peek: &Peek, column: usize) -> impl Iterator<Item = &str> {
    peek.rows.iter().map(move |row| row.get(column).map_or("", String::as_str))
}

fn name(peek: &Peek, column: usize) -> String {
    peek.names.get(column).cloned().unwrap_or_default()
}

fn has_role(name: &str, id: &str) -> bool {
    role_of(name).is_some_and(|(role, _)| role.id == id)
}

/// The columns of the stamps.
#[derive(Debug, Clone, Copy)]
struct Times {
    date: usize,
    /// The times of the day, where dates have a column of their own.
    of_day: Option<usize>,
}

impl Times {
    fn find(peek: &Peek, clock: &Clock) -> Option<Self> {
        let date = time_column(peek, clock)?;
        let has_times = |column: usize| cells(peek, column).all(|cell| cell.contains([':', '时']));
        let of_day = (0..peek.names.len()).find(|column| {
            let dates = *column != date && !cells(peek, date).any(|cell| cell.contains([':', '时']));
            dates && has_times(*column) && step_of(cells(peek, *column), clock).is_none()
        });
        Some(Self { date, of_day })
    }

    fn has(self, column: usize) -> bool {
        column == self.date || Some(column) == self.of_day
    }

    fn written(self, row: &[String]) -> String {
        let cell = |column: usize| row.get(column).map_or("", String::as_str);
        match self.of_day {
            Some(of_day) => format!("{} {}", cell(self.date), cell(of_day)),
            None => cell(self.date).to_owned(),
        }
    }

    fn step<'p>(self, rows: impl Iterator<Item = &'p Vec<String>>, clock: &Clock) -> Option<Interval> {
        let stamps: Vec<String> = rows.map(|row| self.written(row)).collect();
        step_of(stamps.iter().map(String::as_str), clock)
    }
}

/// The column whose name says that it holds stamps, or else the first whose cells are.
fn time_column(peek: &Peek, clock: &Clock) -> Option<usize> {
    let are_stamps = |column: &usize| step_of(cells(peek, *column).take(64), clock).is_some();
    let named = (0..peek.names.len()).filter(|column| has_role(&name(peek, *column), "time"));
    let named: Vec<usize> = named.collect();
    let readable = named.iter().copied().find(are_stamps);
    readable.or(named.first().copied()).or_else(|| (0..peek.names.len()).find(are_stamps))
}

/// The columns of a file of one row a reading.
struct Long {
    time: Times,
    keys: Vec<usize>,
    value: usize,
    unit: Option<usize>,
    /// Further columns of numbers.
    others: Vec<usize>,
}

impl Long {
    /// A file is long where stamps come back, one column has numbers, and others name what is measured.
    fn find(peek: &Peek, time: Times) -> Option<Self> {
        let distinct = |column: usize| cells(peek, column).collect::<BTreeSet<_>>().len();
        let stamps = peek.rows.iter().map(|row| time.written(row)).collect::<BTreeSet<_>>().len();
        if peek.rows.len() < ROWS_A_STAMP * stamps {
            return None;
        }
        let others: Vec<usize> = (0..peek.names.len()).filter(|column| !time.has(*column)).collect();
        let unit = others.iter().copied().find(|column| has_role(&name(peek, *column), "unit"));
        let (numeric, worded): (Vec<usize>, Vec<usize>) = others
            .into_iter()
            .filter(|column| Some(*column) != unit)
            .partition(|column| Behaviour::of(cells(peek, *column)).is_numeric());
        let named = numeric.iter().copied().find(|column| has_role(&name(peek, *column), "value"));
        let value = named.or(match numeric.as_slice() {
            [only] => Some(*only),
            _ => None,
        })?;
        let further = numeric.clone();
        // Numbers may name meters too, where the heading says so.
        let numbered = numeric.into_iter().filter(|column| *column != value && has_role(&name(peek, *column), "key"));
        let told = worded.into_iter().filter(|column| {
            let count = distinct(*column);
            count > 1 && count * ROWS_A_METER <= peek.rows.len()
        });
        let mut keys: Vec<usize> = told.chain(numbered).collect();
        keys.sort_unstable();
        let named: Vec<usize> = keys.iter().copied().filter(|column| has_role(&name(peek, *column), "key")).collect();
        if !named.is_empty() {
            keys = named;
        }
        let others = further.into_iter().filter(|column| *column != value && !keys.contains(column)).collect();
        (!keys.is_empty()).then_some(Self { time, keys, value, unit, others })
    }

    fn table<'p>(&self, peek: &'p Peek, clock: &Clock) -> Table<'p> {
        let mut rows: BTreeMap<String, Vec<&'p Vec<String>>> = BTreeMap::new();
        for row in &peek.rows {
            let words = self.keys.iter().map(|column| row.get(*column).map_or("", String::as_str));
            rows.entry(words.collect::<Vec<_>>().join("/")).or_default().push(row);
        }
        let cell = |row: &'p Vec<String>, column: usize| row.get(column).map_or("", String::as_str);
        let longest = rows.values().max_by_key(|rows| rows.len());
        let form = Form {
            shape: Shape::Long,
            time: Some(name(peek, self.time.date)),
            of_day: self.time.of_day.map(|column| name(peek, column)),
            keys: self.keys.iter().map(|column| name(peek, *column)).collect(),
            value: Some(name(peek, self.value)),
            step: self.time.step(longest.into_iter().flatten().copied(), clock),
        };
        Table {
            form,
            others: self.others.iter().map(|column| name(peek, *column)).collect(),
            series: rows
                .iter()
                .map(|(key, rows)| Series {
                    name: key.clone(),
                    cells: rows.iter().map(|row| cell(row, self.value)).collect(),
                    unit: self.unit.and_then(|unit| rows.first().map(|row| cell(row, unit))),
                })
                .collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn peek(text: &str) -> Peek {
        let mut lines = text.lines().map(|line| line.split(',').map(str::to_owned).collect::<Vec<_>>());
        Peek { names: lines.next().unwrap(), rows: lines.collect(), cut: false }
    }

    fn clock() -> Clock {
        Clock::parse("+08:00").unwrap()
    }

    #[test]
    fn one_column_a_meter_is_wide() {
        let peek = peek("时间,总功率,备注\n2025-01-01 00:00,5,x\n2025-01-01 01:00,6,y\n");
        let table = Table::of(&peek, &clock());
        assert_eq!((table.form.shape, table.form.time.as_deref()), (Shape::Wide, Some("时间")));
        assert_eq!(table.form.step.unwrap().to_string(), "1h");
        assert_eq!(table.series.iter().map(|series| series.name.as_str()).collect::<Vec<_>>(), ["总功率", "备注"]);
    }

    #[test]
    fn stamps_that_come_back_beside_names_and_one_column_of_numbers_are_long() {
        let rows = "时间,测点,数值,单位\n2025-01-01 00:00,总表,5,kW\n2025-01-01 00:00,UPS,4,kW\n\
                    2025-01-01 00:05,总表,6,kW\n2025-01-01 00:05,UPS,4,kW\n";
        let peek = peek(rows);
        let table = Table::of(&peek, &clock());
        assert_eq!((table.form.shape, table.form.value.as_deref()), (Shape::Long, Some("数值")));
        assert_eq!(table.form.keys, ["测点"]);
        assert_eq!(table.form.step.unwrap().to_string(), "5min");
        let of_meter = table.series.iter().find(|series| series.name == "总表").unwrap();
        assert_eq!((of_meter.cells.as_slice(), of_meter.unit), (&["5", "6"][..], Some("kW")));
    }

    #[test]
    fn a_date_and_a_time_of_day_in_two_columns_are_one_stamp() {
        let peek = peek("日期,时间,总功率\n2025-01-01,00:00,5\n2025-01-01,00:30,6\n2025-01-01,01:00,6\n");
        let table = Table::of(&peek, &clock());
        assert_eq!((table.form.time.as_deref(), table.form.of_day.as_deref()), (Some("日期"), Some("时间")));
        assert_eq!((table.form.shape, table.form.step.unwrap().to_string().as_str()), (Shape::Wide, "30min"));
        assert_eq!(table.series.len(), 1);
    }

    #[test]
    fn a_column_of_stamps_is_known_by_its_cells_where_no_name_says_so() {
        let peek = peek("wann,power\n2025-01-01 00:00,5\n2025-01-01 01:00,6\n");
        assert_eq!(Table::of(&peek, &clock()).form.time.as_deref(), Some("wann"));
    }
}
