//! Apache Spark.

use std::path::Path;

use super::dialect::{Relations, Sql, is_zstd};
use crate::engine::plan::Source;
use crate::engine::refuse::refused;
use crate::problem::Result;
use crate::telemetry::read::Form;

/// The words of Apache Spark.
pub(super) struct Spark;

impl Sql for Spark {
    fn text(&self, text: &str) -> String {
        format!("'{}'", text.replace('\\', "\\\\").replace('\'', "\\'"))
    }

    fn name(&self, name: &str) -> String {
        format!("`{}`", name.replace('`', "``"))
    }

    fn count(&self, x: &str) -> String {
        format!("CAST({x} AS INT)")
    }

    fn written(&self, x: &str) -> String {
        format!("CAST({x} AS STRING)")
    }

    fn quotient(&self, a: &str, b: &str) -> String {
        format!("({a} div {b})")
    }

    fn trim(&self, x: &str) -> String {
        format!("trim(BOTH ' \t' FROM {x})")
    }

    fn matches(&self, x: &str, pattern: &str) -> String {
        format!("{x} RLIKE {}", self.text(pattern))
    }

    fn micros_of_text(&self, x: &str, _offset: bool) -> String {
        format!("unix_micros(CAST({x} AS TIMESTAMP))")
    }

    fn nanos_of_stamp(&self, x: &str, tick: i64) -> String {
        // Nanoseconds are read as whole numbers, by a setting.
        match tick {
            1 => x.to_owned(),
            _ => format!("unix_micros(CAST({x} AS TIMESTAMP)) * 1000"),
        }
    }

    fn nanos_of_day(&self, x: &str) -> String {
        format!("unix_micros(CAST({x} AS TIMESTAMP)) * 1000")
    }

    fn months_after(&self, micros: &str, months: i64) -> String {
        format!("unix_micros(timestamp_micros({micros}) + INTERVAL '{months}' MONTH)")
    }

    fn each(&self, from: &str, to: &str) -> String {
        format!("explode(sequence({from}, {to}))")
    }

    fn hour_stamp(&self, hour: &str) -> String {
        format!("timestamp_seconds({hour} * 3600)")
    }

    fn unpivot(&self, channels: &[String], inner: &str) -> String {
        let pairs =
            channels.iter().enumerate().map(|(at, channel)| format!("struct({channel} AS channel, r{at} AS reading)"));
        let pairs: Vec<String> = pairs.collect();
        format!(
            "SELECT pair.channel AS channel, stamp, pair.reading AS reading FROM (SELECT stamp, explode(array({})) AS pair FROM ({inner}) \
             row_of_file) pairs",
            pairs.join(", ")
        )
    }

    fn unnest(&self, values: &[String]) -> String {
        format!("explode(array({}))", values.join(", "))
    }

    fn relations(&self, source: &Source, number: usize) -> Relations {
        let view = format!("greengrade_{number}");
        let path = self.text(&alternatives(source));
        let create = match source.form {
            Form::Parquet => format!("CREATE OR REPLACE TEMPORARY VIEW {view} USING parquet OPTIONS (path {path})"),
            Form::Text { delimiter } => {
                let columns: Vec<String> = (0..source.columns.len()).map(|at| format!("c{at} STRING")).collect();
                format!(
                    "CREATE OR REPLACE TEMPORARY VIEW {view} ({}) USING csv OPTIONS (path {path}, header 'true', sep {}, quote '\"', escape \
                     '\"', mode 'FAILFAST', multiLine 'false')",
                    columns.join(", "),
                    self.text(&char::from(delimiter).to_string())
                )
            }
        };
        Relations { before: vec![create], from: vec![view] }
    }

    fn opening(&self) -> Vec<String> {
        // Strict arithmetic and casts; stamps in UTC; a row that is cut short must not go unnoticed.
        let settings = [
            "spark.sql.ansi.enabled=true",
            "spark.sql.session.timeZone=UTC",
            "spark.sql.caseSensitive=true",
            "spark.sql.csv.parser.columnPruning.enabled=false",
            "spark.sql.legacy.parquet.nanosAsLong=true",
            "spark.sql.parquet.outputTimestampType=TIMESTAMP_MICROS",
        ];
        settings.into_iter().map(|setting| format!("SET {setting}")).collect()
    }

    fn by_facility(&self) -> String {
        "DISTRIBUTE BY n.facility_id SORT BY n.number, h.of_hour".to_owned()
    }

    fn check(&self, source: &Source, _all: &[Source]) -> Result<()> {
        match source.files.iter().find(|file| is_zstd(file)) {
            Some(file) => Err(refused("Spark as it comes can not read text that is packed by Zstandard").at_file(file)),
            None => Ok(()),
        }
    }
}

/// One path for all files: their places in braces.
fn alternatives(source: &Source) -> String {
    let files: Vec<String> = source.files.iter().map(|file| literally(file)).collect();
    match files.as_slice() {
        [one] => format!("file://{one}"),
        several => format!(
            "file:///{{{}}}",
            several.iter().map(|file| file.trim_start_matches('/')).collect::<Vec<_>>().join(",")
        ),
    }
}

/// A path whose signs mean nothing but themselves.
fn literally(path: &Path) -> String {
    let mut text = String::new();
    for sign in path.display().to_string().chars() {
        if "*?[]{}\\,^".contains(sign) {
            text.push('\\');
        }
        text.push(sign);
    }
    text
}
