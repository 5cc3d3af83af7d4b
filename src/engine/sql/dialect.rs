//! What engines say in words of their own.

use std::path::Path;

use super::clickhouse::ClickHouse;
use super::datafusion::DataFusion;
use super::duckdb::DuckDb;
use super::spark::Spark;
use crate::engine::plan::Source;
use crate::problem::Result;
use crate::telemetry::read::Form;

/// The engines whose SQL is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Dialect {
    /// Apache Spark
    Spark,
    /// `ClickHouse`
    Clickhouse,
    /// `DuckDB`
    Duckdb,
    /// Apache `DataFusion`
    Datafusion,
}

impl Dialect {
    /// A text in its words.
    pub(in crate::engine) fn text(self, text: &str) -> String {
        self.words().text(text)
    }

    /// Its words.
    pub(super) fn words(self) -> &'static dyn Sql {
        match self {
            Self::Spark => &Spark,
            Self::Clickhouse => &ClickHouse,
            Self::Duckdb => &DuckDb,
            Self::Datafusion => &DataFusion,
        }
    }

    /// Refuses sources that the engine can not read though others can.
    ///
    /// # Errors
    /// The first such file.
    pub(in crate::engine) fn check(self, sources: &[Source]) -> Result<()> {
        sources.iter().try_for_each(|source| self.words().check(source, sources))
    }
}

/// A column of a small table.
#[derive(Debug, Clone, Copy)]
pub(super) enum Column<'a> {
    Int(&'a str),
    Double(&'a str),
    Text(&'a str),
}

/// A cell of a small table.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Cell {
    Int(i64),
    Double(f64),
    Text(String),
}

impl Column<'_> {
    pub(super) const fn name(&self) -> &str {
        match self {
            Self::Int(name) | Self::Double(name) | Self::Text(name) => name,
        }
    }
}

/// A source as a query names it: statements that go before, and what stands after `FROM`, for each of which the rows are
/// to be read.
pub(super) struct Relations {
    pub(super) before: Vec<String>,
    pub(super) from: Vec<String>,
}

/// What an engine says in words of its own. The defaults are what most of them say.
pub(super) trait Sql: Sync {
    /// The type of whole numbers of 38 digits.
    fn wide_type(&self) -> &'static str {
        "DECIMAL(38, 0)"
    }

    /// A text.
    fn text(&self, text: &str) -> String {
        format!("'{}'", text.replace('\'', "''"))
    }

    /// The name of a column of a file.
    fn name(&self, name: &str) -> String {
        format!("\"{}\"", name.replace('"', "\"\""))
    }

    /// The column of a source at a place.
    fn column(&self, source: &Source, at: usize) -> String {
        let name = source.columns.get(at).map_or("", |column| column.name.as_str());
        match source.form {
            Form::Text { .. } => format!("c{at}"),
            Form::Parquet => self.name(name),
        }
    }

    fn int(&self, x: &str) -> String {
        format!("CAST({x} AS BIGINT)")
    }

    fn double(&self, x: &str) -> String {
        format!("CAST({x} AS DOUBLE)")
    }

    fn wide(&self, x: &str) -> String {
        format!("CAST({x} AS {})", self.wide_type())
    }

    /// The type of amounts in the rows.
    fn decimal(&self, x: &str) -> String {
        format!("CAST({x} AS DECIMAL(38, 0))")
    }

    /// The type of counts in the rows.
    fn count(&self, x: &str) -> String {
        format!("CAST({x} AS INTEGER)")
    }

    /// The number that a text is, or null for null; a text that is no number stops the query.
    fn number_of_text(&self, x: &str, _otherwise: &str) -> String {
        self.double(x)
    }

    /// A number where something holds of it. Where that does not hold the query stops and tells why: a text that is no
    /// number is read as one.
    fn checked(&self, x: &str, holds: &str, otherwise: &str, shown: &str) -> String {
        let told =
            format!("concat({}, coalesce({}, 'null'))", self.text(&format!("{otherwise}: ")), self.written(shown));
        format!("CASE WHEN {holds} THEN {x} ELSE {} END", self.int(&told))
    }

    /// A number as text.
    fn written(&self, x: &str) -> String {
        format!("CAST({x} AS VARCHAR)")
    }

    /// The whole part of `a ÷ b`, of 64-bit numbers that are not negative.
    fn quotient(&self, a: &str, b: &str) -> String;

    /// The same of wide numbers.
    fn wide_quotient(&self, a: &str, b: &str) -> String {
        // Divided without a rest, so that the engine has nothing to round.
        self.wide(&format!("({a} - {a} % {b}) / {b}"))
    }

    /// A text without the white space around it.
    fn trim(&self, x: &str) -> String;

    fn matches(&self, x: &str, pattern: &str) -> String;

    fn is_nan(&self, x: &str) -> String {
        format!("isnan({x})")
    }

    /// Microseconds since 1970 of a stamp that is written with its seconds, and with an offset if it has one.
    fn micros_of_text(&self, x: &str, offset: bool) -> String;

    /// Nanoseconds since 1970 of a column of stamps that count so many nanoseconds each.
    fn nanos_of_stamp(&self, x: &str, tick: i64) -> String;

    /// Nanoseconds since 1970 of a column of days.
    fn nanos_of_day(&self, x: &str) -> String;

    /// Microseconds since 1970 that lie so many months later in UTC, or earlier.
    fn months_after(&self, micros: &str, months: i64) -> String;

    /// A row for each whole number from one to another.
    fn each(&self, from: &str, to: &str) -> String;

    /// The instant at which an hour begins.
    fn hour_stamp(&self, hour: &str) -> String;

    /// A small table.
    fn table(&self, columns: &[Column<'_>], rows: &[Vec<Cell>]) -> String {
        let rows: Vec<String> = rows.iter().map(|row| self.row(row)).collect();
        let names: Vec<&str> = columns.iter().map(Column::name).collect();
        let casts = columns.iter().map(|column| match column {
            Column::Int(name) => format!("{} AS {name}", self.int(name)),
            Column::Double(name) => format!("{} AS {name}", self.double(name)),
            Column::Text(name) => (*name).to_owned(),
        });
        let casts: Vec<String> = casts.collect();
        format!(
            "SELECT {} FROM (VALUES\n    {}\n  ) AS listed({})",
            casts.join(", "),
            rows.join(",\n    "),
            names.join(", ")
        )
    }

    /// A row of a small table.
    fn row(&self, cells: &[Cell]) -> String {
        let cells = cells.iter().map(|cell| match cell {
            Cell::Int(number) => number.to_string(),
            Cell::Double(number) => super::double(*number),
            Cell::Text(text) => self.text(text),
        });
        format!("({})", cells.collect::<Vec<_>>().join(", "))
    }

    /// A row for each channel of a wide source: its number, the stamp and the reading. `inner` has the columns `stamp`
    /// and `r0`, `r1` and so on.
    fn unpivot(&self, channels: &[String], inner: &str) -> String {
        let readings: Vec<String> = (0..channels.len()).map(|at| format!("r{at}")).collect();
        format!(
            "SELECT {} AS channel, stamp, {} AS reading FROM ({inner}) row_of_file",
            self.unnest(channels),
            self.unnest(&readings)
        )
    }

    /// A row for each of some values.
    fn unnest(&self, values: &[String]) -> String;

    /// The relations of a source.
    fn relations(&self, source: &Source, number: usize) -> Relations;

    /// Statements that go before everything.
    fn opening(&self) -> Vec<String> {
        Vec::new()
    }

    /// What follows the query.
    fn closing(&self) -> &'static str {
        ""
    }

    /// What marks a step that is used more than once.
    fn kept(&self, _name: &str) -> &'static str {
        ""
    }

    /// The order of rows in which those of each facility come together.
    fn by_facility(&self) -> String {
        "ORDER BY n.number, h.of_hour".to_owned()
    }

    /// Refuses a source that this engine can not read though others can.
    fn check(&self, _source: &Source, _all: &[Source]) -> Result<()> {
        Ok(())
    }
}

/// A path as a text of SQL.
pub(super) fn place(sql: &dyn Sql, path: &Path) -> String {
    sql.text(&path.display().to_string())
}

/// Whether a file is packed by Zstandard, by its name.
pub(super) fn is_zstd(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending == "zst")
}
