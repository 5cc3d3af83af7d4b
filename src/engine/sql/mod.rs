//! The query: the same steps for every engine, in the words of its dialect.
//!
//! ```text
//! files ──cells──▶ readings ─┬─ held ──────┐
//!                            ├─ intervals ─┼─▶ hours of meters ──▶ rows, in order
//!                            └─ counters ──┘
//! ```
//!
//! Stamps are whole nanoseconds, amounts whole millionths; only readings and rates are floating point, computed by the
//! same operations in the same order as here, so that every engine gives the same bits.

mod clickhouse;
mod counters;
mod datafusion;
mod dialect;
mod duckdb;
mod held;
mod intervals;
mod shares;
mod spark;
mod whole;
mod words;

use std::fmt::Write;

use super::plan::{Plan, Rule};
pub use dialect::Dialect;
use dialect::{Cell, Column, Sql};

/// Nanoseconds in an hour.
const HOUR: i64 = 3_600_000_000_000;

/// The query in the making.
pub(super) struct Query<'a> {
    plan: &'a Plan,
    sql: &'a dyn Sql,
    /// Statements that go before it.
    before: Vec<String>,
    /// The steps by their names.
    steps: Vec<(String, String)>,
}

/// A query, and what goes before it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Script {
    /// Settings and tables, each a statement.
    pub before: Vec<String>,
    /// The query itself.
    pub query: String,
}

/// In which order rows are to come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// All of them by facility, meter and hour.
    Whole,
    /// Those of a facility together and in order, facilities spread over many files.
    ByFacility,
}

impl Script {
    /// All of it as one text.
    pub fn text(&self) -> String {
        let mut text = String::new();
        for statement in self.before.iter().chain([&self.query]) {
            text.push_str(statement);
            text.push_str(";\n\n");
        }
        text.truncate(text.trim_end().len());
        text.push('\n');
        text
    }
}

/// The query for a plan; its rows are those of a rollup file.
pub(super) fn script(plan: &Plan, dialect: Dialect, order: Order) -> Script {
    let sql = dialect.words();
    let mut query = Query { plan, sql, before: sql.opening(), steps: Vec::new() };
    query.cells();
    query.readings();
    let mut parts = Vec::new();
    if query.has(|rule| matches!(rule, Rule::Momentary { .. })) {
        parts.push(query.held());
    }
    let shared = |rule: &Rule| matches!(rule, Rule::Interval { .. } | Rule::Counter { .. });
    if query.has(shared) {
        query.powers();
    }
    if query.has(|rule| matches!(rule, Rule::Interval { .. })) {
        parts.push(query.intervals());
    }
    if query.has(|rule| matches!(rule, Rule::Counter { .. })) {
        parts.push(query.counters());
    }
    query.rows(&parts, order)
}

impl<'a> Query<'a> {
    fn has(&self, rule: impl Fn(&Rule) -> bool) -> bool {
        self.plan.meters.iter().any(|meter| rule(&meter.rule))
    }

    /// Adds a step.
    fn step(&mut self, name: &str, select: String) {
        self.steps.push((name.to_owned(), select));
    }

    /// Adds a step that is a small table.
    fn table(&mut self, name: &str, columns: &[Column<'_>], rows: &[Vec<Cell>]) {
        let select = self.sql.table(columns, rows);
        self.step(name, select);
    }

    /// Each instant of a channel once; of readings that contradict each other none.
    fn readings(&mut self) {
        let checked = self.sql.checked(
            "reading",
            "reading >= 0e0 AND reading <= 1e29",
            "a reading below zero, or not finite",
            "reading",
        );
        let step = format!(
            "SELECT channel, stamp, lowest AS reading FROM (\n    SELECT channel, stamp, min(checked) AS lowest, max(checked) AS \
             highest FROM (\n      SELECT channel, stamp, {checked} AS checked FROM cells\n    ) checks GROUP BY channel, stamp\n  ) \
             instants WHERE lowest = highest"
        );
        self.step("readings", step);
    }

    fn rows(mut self, parts: &[&str], order: Order) -> Script {
        let sql = self.sql;
        let together: Vec<String> = parts
            .iter()
            .map(|part| format!("SELECT meter AS of_meter, hour AS of_hour, amount, covered, held_amount, held, lowest, highest, samples, shared FROM {part}"))
            .collect();
        self.step("hours_of_meters", together.join("\n  UNION ALL\n  "));
        let names = self.plan.meters.iter().zip(0..).map(|(meter, number)| {
            vec![Cell::Int(number), Cell::Text(meter.facility.clone()), Cell::Text(meter.name.clone())]
        });
        let names: Vec<Vec<Cell>> = names.collect();
        self.table("names", &[Column::Int("number"), Column::Text("facility_id"), Column::Text("meter_id")], &names);
        let columns = format!(
            "n.facility_id AS facility, n.meter_id AS meter, {} AS hour, {} AS amount, {} AS covered_nanos, {} AS held_amount, \
             {} AS held_nanos, h.lowest AS min, h.highest AS max, {} AS samples, CAST(h.shared > 0 AS BOOLEAN) AS shared",
            sql.hour_stamp("h.of_hour"),
            sql.decimal("h.amount"),
            sql.int("h.covered"),
            sql.decimal("h.held_amount"),
            sql.int("h.held"),
            sql.count("h.samples"),
        );
        let mut query = "WITH\n".to_owned();
        for (at, (name, select)) in self.steps.iter().enumerate() {
            let comma = if at + 1 < self.steps.len() { "," } else { "" };
            // Writing to a text can not fail.
            let _written = writeln!(query, "{name} AS {} (\n  {select}\n){comma}", sql.kept(name));
        }
        let order = match order {
            Order::Whole => "ORDER BY n.number, h.of_hour".to_owned(),
            Order::ByFacility => sql.by_facility(),
        };
        let _written = write!(
            query,
            "SELECT {columns}\nFROM hours_of_meters h JOIN names n ON h.of_meter = n.number\n{order}{}",
            sql.closing()
        );
        Script { before: self.before, query }
    }
}

/// A number that an engine reads as a double of the same bits.
fn double(number: f64) -> String {
    format!("{number:e}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_double_is_written_so_that_it_is_one_in_every_dialect() {
        for (number, text) in [(1.0, "1e0"), (0.1, "1e-1"), (3.6e12, "3.6e12"), (1e22, "1e22")] {
            assert_eq!(double(number), text);
            assert_eq!(text.parse::<f64>(), Ok(number));
        }
    }
}
