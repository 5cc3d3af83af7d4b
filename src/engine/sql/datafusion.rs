//! Apache `DataFusion`.

use super::dialect::{Relations, Sql, place};
use crate::engine::plan::Source;
use crate::telemetry::read::Form;

/// The words of Apache `DataFusion`.
pub(super) struct DataFusion;

impl Sql for DataFusion {
    fn quotient(&self, a: &str, b: &str) -> String {
        format!("({a} / {b})")
    }

    fn trim(&self, x: &str) -> String {
        format!("btrim({x}, ' \t')")
    }

    fn matches(&self, x: &str, pattern: &str) -> String {
        format!("regexp_like({x}, {})", self.text(pattern))
    }

    fn micros_of_text(&self, x: &str, _offset: bool) -> String {
        format!("CAST(CAST({x} AS TIMESTAMP) AS BIGINT) / 1000")
    }

    fn nanos_of_stamp(&self, x: &str, tick: i64) -> String {
        format!("CAST({x} AS BIGINT) * {tick}")
    }

    fn nanos_of_day(&self, x: &str) -> String {
        format!("CAST(CAST({x} AS INTEGER) AS BIGINT) * 86400000000000")
    }

    fn months_after(&self, micros: &str, months: i64) -> String {
        format!("CAST(to_timestamp_micros({micros}) + INTERVAL '{months} months' AS BIGINT)")
    }

    fn each(&self, from: &str, to: &str) -> String {
        format!("unnest(generate_series({from}, {to}))")
    }

    fn hour_stamp(&self, hour: &str) -> String {
        format!("arrow_cast({hour} * 3600000, 'Timestamp(Millisecond, Some(\"UTC\"))')")
    }

    fn unnest(&self, values: &[String]) -> String {
        format!("unnest(make_array({}))", values.join(", "))
    }

    fn relations(&self, source: &Source, number: usize) -> Relations {
        let mut relations = Relations { before: Vec::new(), from: Vec::new() };
        for (at, file) in source.files.iter().enumerate() {
            let table = format!("greengrade_{number}_{at}");
            let path = place(self, file);
            relations.before.push(match source.form {
                Form::Parquet => format!("CREATE EXTERNAL TABLE {table} STORED AS PARQUET LOCATION {path}"),
                Form::Text { delimiter } => {
                    let columns: Vec<String> = (0..source.columns.len()).map(|at| format!("c{at} VARCHAR")).collect();
                    let packing = match file.extension().and_then(|ending| ending.to_str()) {
                        Some("gz") => ", 'format.compression' 'gzip'",
                        Some("zst") => ", 'format.compression' 'zstd'",
                        _ => "",
                    };
                    format!(
                        "CREATE EXTERNAL TABLE {table} ({}) STORED AS CSV LOCATION {path} OPTIONS ('format.has_header' 'true', \
                         'format.delimiter' {}, 'format.newlines_in_values' 'false'{packing})",
                        columns.join(", "),
                        self.text(&char::from(delimiter).to_string())
                    )
                }
            });
            relations.from.push(table);
        }
        relations
    }
}
