//! From the words and numbers of files to cells of channels.

use super::dialect::{Cell, Column, Sql};
use super::{Query, double};
use crate::engine::plan::{Source, Values, Wanted};
use crate::engine::stamps::{StampForm, StampKind, Written};
use crate::telemetry::parse_number;
use crate::telemetry::read::Stored;

/// What every engine reads as the same number, and this program too.
const PLAIN_NUMBER: &str = "^[+-]?[0-9]*[.]?[0-9]*([eE][+-]?[0-9]+)?$";

impl Query<'_> {
    /// The cells of all files that are not empty: channel, stamp, reading.
    pub(super) fn cells(&mut self) {
        let (plan, sql) = (self.plan, self.sql);
        let mut branches = Vec::new();
        for (number, source) in plan.sources.iter().enumerate() {
            let relations = sql.relations(source, number);
            self.before.extend(relations.before);
            if let Values::Long { channels, .. } = &source.values {
                let rows =
                    channels.iter().map(|wanted| vec![Cell::Int(number_of(wanted)), Cell::Text(wanted.key.clone())]);
                self.table(
                    &format!("keys_{number}"),
                    &[Column::Int("channel"), Column::Text("key_of_meter")],
                    &rows.collect::<Vec<_>>(),
                );
            }
            for from in relations.from {
                let select = match &source.values {
                    Values::Wide(columns) => wide(sql, source, columns, &from),
                    Values::Long { key, value, channels } => {
                        long(sql, source, (key, *value), channels, (&from, number))
                    }
                };
                branches.push(format!(
                    "SELECT channel, stamp, reading FROM ({select}) each_cell WHERE reading IS NOT NULL"
                ));
            }
        }
        self.step("cells", branches.join("\n  UNION ALL\n  "));
    }
}

fn wide(sql: &dyn Sql, source: &Source, columns: &[(usize, Wanted)], from: &str) -> String {
    let values = columns
        .iter()
        .enumerate()
        .map(|(at, (column, wanted))| format!("{} AS r{at}", value(sql, source, *column, &[wanted], None)));
    let values: Vec<String> = values.collect();
    let channels: Vec<String> = columns.iter().map(|(_, wanted)| sql.int(&wanted.channel.to_string())).collect();
    let inner =
        format!("SELECT {} AS stamp, {} FROM {from}{}", stamp(sql, source), values.join(", "), only(sql, source, &[]));
    sql.unpivot(&channels, &inner)
}

fn long(
    sql: &dyn Sql,
    source: &Source,
    (key, value_column): (&[usize], usize),
    channels: &[Wanted],
    (from, number): (&str, usize),
) -> String {
    let words: Vec<String> = key.iter().map(|column| word(sql, &sql.column(source, *column))).collect();
    let key = match words.as_slice() {
        [one] => one.clone(),
        several => format!("concat({})", several.join(", '/', ")),
    };
    let keys: Vec<String> = channels.iter().map(|wanted| sql.text(&wanted.key)).collect();
    let kept = only(sql, source, &[format!("{key} IN ({})", keys.join(", "))]);
    let inner = format!(
        "SELECT {} AS stamp, {key} AS key_of_row, {} AS word_of_row FROM {from}{kept}",
        stamp(sql, source),
        sql.column(source, value_column)
    );
    let wanted: Vec<&Wanted> = channels.iter().collect();
    format!(
        "SELECT k.channel AS channel, s.stamp AS stamp, {} AS reading FROM ({inner}) s JOIN keys_{number} k ON s.key_of_row = k.key_of_meter",
        value(sql, source, value_column, &wanted, Some("s.word_of_row"))
    )
}

/// The rows that are read.
fn only(sql: &dyn Sql, source: &Source, further: &[String]) -> String {
    let mut kept: Vec<String> = source
        .only
        .iter()
        .map(|(column, words)| format!("{} IN ({})", word(sql, &sql.column(source, *column)), list(sql, words)))
        .collect();
    kept.extend_from_slice(further);
    if kept.is_empty() { String::new() } else { format!(" WHERE {}", kept.join(" AND ")) }
}

fn list(sql: &dyn Sql, words: &[String]) -> String {
    words.iter().map(|word| sql.text(word)).collect::<Vec<_>>().join(", ")
}

fn word(sql: &dyn Sql, column: &str) -> String {
    sql.trim(&format!("coalesce({column}, '')"))
}

/// The reading of a cell, or null where it is empty. `of_row` stands for a column that holds the cells of all of several
/// channels, whose own is then in the column `channel`.
fn value(sql: &dyn Sql, source: &Source, column: usize, wanted: &[&Wanted], of_row: Option<&str>) -> String {
    let cell = of_row.map_or_else(|| sql.column(source, column), str::to_owned);
    let stored = source.columns.get(column).map_or(Stored::Other, |column| column.stored);
    if stored == Stored::Number {
        let number = sql.double(&cell);
        let missing = source.missing.iter().filter_map(|word| parse_number(word.as_bytes()).ok());
        let missing: Vec<String> = missing.map(|missing| format!(" OR {number} = {}", double(missing))).collect();
        return format!(
            "CASE WHEN {cell} IS NULL OR {}{} THEN NULL ELSE {number} END",
            sql.is_nan(&number),
            missing.concat()
        );
    }
    let cell = word(sql, &cell);
    let mut cases = vec![format!("WHEN {cell} = '' THEN NULL")];
    if !source.missing.is_empty() {
        cases.push(format!("WHEN {cell} IN ({}) THEN NULL", list(sql, &source.missing)));
    }
    for wanted in wanted {
        let own = of_row.map(|_| format!("k.channel = {} AND ", wanted.channel)).unwrap_or_default();
        for (state, number) in [(true, "'1'"), (false, "'0'")] {
            let words: Vec<String> =
                wanted.words.iter().filter(|(_, on)| *on == state).map(|(word, _)| word.clone()).collect();
            if !words.is_empty() {
                cases.push(format!("WHEN {own}{cell} IN ({}) THEN {number}", list(sql, &words)));
            }
        }
    }
    // The text that is read as a number is one, or tells what is wrong: so no branch is a number before it is chosen.
    let otherwise = format!("concat({}, {cell})", sql.text(&format!("{NO_NUMBER}: ")));
    let sound = sql.matches(&cell, PLAIN_NUMBER);
    let text = format!("CASE {} WHEN {sound} THEN {cell} ELSE {otherwise} END", cases.join(" "));
    sql.number_of_text(&text, NO_NUMBER)
}

/// The stamp of a row in nanoseconds; where there is none, or one of another form, the query stops.
fn stamp(sql: &dyn Sql, source: &Source) -> String {
    let form = &source.stamp;
    let column = sql.column(source, form.column);
    let moved = |nanos: String| if form.offset == 0 { nanos } else { format!("{nanos} - {}", signed(form.offset)) };
    let counted = |nanos: String| {
        let nanos = moved(nanos);
        let since = form.since.as_ref().map(|since| format!(" AND {nanos} >= {}", since.nanos)).unwrap_or_default();
        sql.checked(&nanos, &format!("{column} IS NOT NULL{since}"), NO_STAMP, &column)
    };
    match form.kind {
        StampKind::Count(tick) => counted(sql.nanos_of_stamp(&column, tick)),
        StampKind::Day => counted(sql.nanos_of_day(&column)),
        StampKind::Text(written) => {
            let date = word(sql, &column);
            let text = match form.of_day {
                Some(of_day) => format!("concat({date}, ' ', {})", word(sql, &sql.column(source, of_day))),
                None => date,
            };
            moved(format!("{} * 1000", sql.micros_of_text(&full_stamp(sql, form, written, &text), written.offset)))
        }
    }
}

/// A written stamp with its seconds; where it has another form, a text that is none and tells why.
fn full_stamp(sql: &dyn Sql, form: &StampForm, written: Written, text: &str) -> String {
    let full = match (written.time, written.seconds) {
        (false, _) => format!("concat({text}, ' 00:00:00')"),
        (true, true) => text.to_owned(),
        (true, false) if written.offset => format!("concat(substr({text}, 1, 16), ':00', substr({text}, 17))"),
        (true, false) => format!("concat({text}, ':00')"),
    };
    // Days are compared as they are written.
    let since = form.since.as_ref().map(|since| format!(" AND substr({text}, 1, 10) > {}", sql.text(&since.day)));
    let sound = format!("{}{}", sql.matches(text, &written.pattern()), since.unwrap_or_default());
    format!("CASE WHEN {sound} THEN {full} ELSE concat({}, {text}) END", sql.text(&format!("{NO_STAMP}: ")))
}

/// What stops a query at a cell of a value.
const NO_NUMBER: &str = "a cell that is no plain number";
/// What stops a query at a stamp.
const NO_STAMP: &str = "no stamp of the form of the first of its file, or one from before the clock was last set";

/// A number that may stand after a sign.
fn signed(number: i64) -> String {
    if number < 0 { format!("({number})") } else { number.to_string() }
}

fn number_of(wanted: &Wanted) -> i64 {
    i64::try_from(wanted.channel).unwrap_or(i64::MAX)
}
