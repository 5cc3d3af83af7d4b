//! `DuckDB`.

use super::dialect::{Relations, Sql, place};
use crate::engine::plan::Source;
use crate::telemetry::read::Form;

/// The words of `DuckDB`.
pub(super) struct DuckDb;

impl Sql for DuckDb {
    fn wide_type(&self) -> &'static str {
        "HUGEINT"
    }

    fn count(&self, x: &str) -> String {
        format!("CAST({x} AS UINTEGER)")
    }

    fn quotient(&self, a: &str, b: &str) -> String {
        format!("({a} // {b})")
    }

    fn wide_quotient(&self, a: &str, b: &str) -> String {
        format!("({a} // {b})")
    }

    fn trim(&self, x: &str) -> String {
        format!("trim({x}, ' \t')")
    }

    fn matches(&self, x: &str, pattern: &str) -> String {
        format!("regexp_full_match({x}, {})", self.text(pattern))
    }

    fn micros_of_text(&self, x: &str, offset: bool) -> String {
        let kind = if offset { "TIMESTAMPTZ" } else { "TIMESTAMP" };
        format!("epoch_us(CAST({x} AS {kind}))")
    }

    fn nanos_of_stamp(&self, x: &str, tick: i64) -> String {
        match tick {
            1 => format!("epoch_ns({x})"),
            _ => format!("epoch_us({x}) * 1000"),
        }
    }

    fn nanos_of_day(&self, x: &str) -> String {
        format!("epoch_us(CAST({x} AS TIMESTAMP)) * 1000")
    }

    fn months_after(&self, micros: &str, months: i64) -> String {
        format!("epoch_us(make_timestamp({micros}) + INTERVAL '{months} months')")
    }

    fn each(&self, from: &str, to: &str) -> String {
        format!("unnest(range({from}, {to} + 1))")
    }

    fn hour_stamp(&self, hour: &str) -> String {
        format!("make_timestamptz({hour} * 3600000000)")
    }

    fn unnest(&self, values: &[String]) -> String {
        format!("unnest([{}])", values.join(", "))
    }

    fn relations(&self, source: &Source, _number: usize) -> Relations {
        let files: Vec<String> = source.files.iter().map(|file| place(self, file)).collect();
        let files = files.join(", ");
        let from = match source.form {
            Form::Parquet => format!("read_parquet([{files}])"),
            Form::Text { delimiter } => {
                let columns: Vec<String> = (0..source.columns.len()).map(|at| format!("'c{at}': 'VARCHAR'")).collect();
                format!(
                    "read_csv([{files}], columns = {{{}}}, header = true, delim = {}, quote = '\"', escape = '\"', auto_detect = false)",
                    columns.join(", "),
                    self.text(&char::from(delimiter).to_string())
                )
            }
        };
        Relations { before: Vec::new(), from: vec![from] }
    }
}
