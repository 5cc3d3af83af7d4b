//! `ClickHouse`.

use super::dialect::{Cell, Column, Relations, Sql};
use crate::engine::plan::Source;
use crate::telemetry::read::Form;

/// The words of `ClickHouse`.
pub(super) struct ClickHouse;

impl Sql for ClickHouse {
    fn wide_type(&self) -> &'static str {
        "Int128"
    }

    fn text(&self, text: &str) -> String {
        format!("'{}'", text.replace('\\', "\\\\").replace('\'', "\\'"))
    }

    fn name(&self, name: &str) -> String {
        format!("`{}`", name.replace('\\', "\\\\").replace('`', "\\`"))
    }

    fn int(&self, x: &str) -> String {
        format!("toInt64({x})")
    }

    fn double(&self, x: &str) -> String {
        format!("toFloat64({x})")
    }

    fn wide(&self, x: &str) -> String {
        format!("toInt128({x})")
    }

    fn decimal(&self, x: &str) -> String {
        format!("toDecimal128({x}, 0)")
    }

    fn count(&self, x: &str) -> String {
        format!("toUInt32({x})")
    }

    fn number_of_text(&self, x: &str, otherwise: &str) -> String {
        // Of a column that may be null it reads what is no number as null, without a word.
        let number = format!("toFloat64OrNull({x})");
        format!("({number} + throwIf(coalesce(({x}) IS NOT NULL AND {number} IS NULL, 1), {}))", self.text(otherwise))
    }

    fn checked(&self, x: &str, holds: &str, otherwise: &str, _shown: &str) -> String {
        // What may throw is not always left alone in the branch that is not taken.
        format!("(coalesce({x}, 0) + throwIf(coalesce(NOT ({holds}), 1), {}))", self.text(otherwise))
    }

    fn written(&self, x: &str) -> String {
        format!("toString({x})")
    }

    fn quotient(&self, a: &str, b: &str) -> String {
        format!("toInt64(intDiv({a}, {b}))")
    }

    fn wide_quotient(&self, a: &str, b: &str) -> String {
        format!("intDiv({a}, {b})")
    }

    fn trim(&self, x: &str) -> String {
        format!("trim(BOTH ' \t' FROM {x})")
    }

    fn matches(&self, x: &str, pattern: &str) -> String {
        format!("match({x}, {})", self.text(pattern))
    }

    fn is_nan(&self, x: &str) -> String {
        format!("isNaN({x})")
    }

    fn micros_of_text(&self, x: &str, _offset: bool) -> String {
        format!("toUnixTimestamp64Micro(parseDateTime64BestEffort({x}, 6, 'UTC'))")
    }

    fn nanos_of_stamp(&self, x: &str, tick: i64) -> String {
        match tick {
            1 => format!("toUnixTimestamp64Nano({x})"),
            1000 => format!("toUnixTimestamp64Micro({x}) * 1000"),
            _ => format!("toUnixTimestamp64Milli({x}) * 1000000"),
        }
    }

    fn nanos_of_day(&self, x: &str) -> String {
        format!("toInt64(toInt32({x})) * 86400000000000")
    }

    fn months_after(&self, micros: &str, months: i64) -> String {
        format!("toUnixTimestamp64Micro(addMonths(fromUnixTimestamp64Micro({micros}, 'UTC'), {months}))")
    }

    fn each(&self, from: &str, to: &str) -> String {
        format!("arrayJoin(range({from}, {to} + 1))")
    }

    fn hour_stamp(&self, hour: &str) -> String {
        format!("fromUnixTimestamp64Milli({hour} * 3600000, 'UTC')")
    }

    fn table(&self, columns: &[Column<'_>], rows: &[Vec<Cell>]) -> String {
        let types = columns.iter().map(|column| match column {
            Column::Int(name) => format!("{name} Int64"),
            Column::Double(name) => format!("{name} Float64"),
            Column::Text(name) => format!("{name} String"),
        });
        let types: Vec<String> = types.collect();
        let rows: Vec<String> = rows.iter().map(|row| self.row(row)).collect();
        format!("SELECT * FROM values('{}',\n    {}\n  )", types.join(", "), rows.join(",\n    "))
    }

    fn unpivot(&self, channels: &[String], inner: &str) -> String {
        let readings: Vec<String> = (0..channels.len()).map(|at| format!("r{at}")).collect();
        format!(
            "SELECT channel, stamp, reading FROM ({inner}) row_of_file ARRAY JOIN [{}] AS channel, [{}] AS reading",
            channels.join(", "),
            readings.join(", ")
        )
    }

    fn unnest(&self, values: &[String]) -> String {
        format!("arrayJoin([{}])", values.join(", "))
    }

    fn relations(&self, source: &Source, _number: usize) -> Relations {
        let columns: Vec<String> = (0..source.columns.len()).map(|at| format!("c{at} String")).collect();
        let from = source.files.iter().map(|file| {
            let path = self.text(&file.display().to_string());
            match source.form {
                Form::Parquet => format!("file({path}, 'Parquet')"),
                Form::Text { delimiter } => {
                    let delimiter = self.text(&char::from(delimiter).to_string());
                    let table = format!("file({path}, 'CSVWithNames', '{}')", columns.join(", "));
                    format!("(SELECT * FROM {table} SETTINGS format_csv_delimiter = {delimiter}) file_of_text")
                }
            }
        });
        Relations { before: Vec::new(), from: from.collect() }
    }

    fn closing(&self) -> &'static str {
        "\nSETTINGS input_format_with_names_use_header = 0, input_format_parallel_parsing = 1, precise_float_parsing = 1, join_use_nulls = 1, \
         prefer_column_name_to_alias = 1, format_csv_allow_single_quotes = 0, session_timezone = 'UTC'"
    }
}
