//! Tables of readings, and how they are written as text.

use greengrade::period::Clock;
use greengrade::telemetry::Reading;
use jiff::civil::DateTime;
use proptest::prelude::*;
use serde_json::{Map, Value};

/// The columns of values. One has a line break and a comma in it, one its unit.
pub const NAMES: [&str; 3] = ["总功率", "IT 功率", "a"];
const HEADING: [&str; 4] = ["时间", "总功率（kW）", "IT\n功率", "a"];

/// Rows of a stamp and the numbers as they are written; `None` is no reading.
#[derive(Debug, Clone)]
pub struct Table {
    pub rows: Vec<(DateTime, [Option<String>; 3])>,
}

/// Tables with stamps to the second, in any order.
pub fn tables() -> impl Strategy<Value = Table> {
    let number = prop_oneof![
        8 => (0..10_000_000_u32, 0..1000_u32).prop_map(|(whole, part)| Some(format!("{whole}.{part:03}"))),
        1 => (0..1000_u32).prop_map(|whole| Some(whole.to_string())),
        1 => Just(None),
    ];
    let row = (0..365_i64 * 86_400, [number.clone(), number.clone(), number]);
    prop::collection::vec(row, 1..40).prop_map(|rows| Table {
        rows: rows.into_iter().map(|(second, cells)| (start() + jiff::Span::new().seconds(second), cells)).collect(),
    })
}

fn start() -> DateTime {
    jiff::civil::date(2025, 1, 1).at(0, 0, 0, 0)
}

/// `1234567.8` as `1,234,567.8`.
pub fn with_thousands(number: &str) -> String {
    let (whole, rest) =
        number.split_once('.').map_or((number, String::new()), |(whole, rest)| (whole, format!(".{rest}")));
    let mut parted = String::new();
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at) % 3 == 0 {
            parted.push(',');
        }
        parted.push(digit);
    }
    parted + &rest
}

impl Table {
    /// The readings that are in it, by column.
    pub fn readings(&self) -> Vec<Vec<Reading>> {
        let clock = Clock::parse("+08:00").unwrap();
        let column = |at: usize| {
            let reading = |(stamp, cells): &(DateTime, [Option<String>; 3])| {
                let value = cells[at].as_ref()?.parse().unwrap();
                Some(Reading { stamp: clock.instant(*stamp).unwrap(), value })
            };
            self.rows.iter().filter_map(reading).collect()
        };
        (0..NAMES.len()).map(column).collect()
    }

    /// The table as text.
    pub fn text(&self, delimiter: u8) -> String {
        self.text_with(delimiter, str::to_owned)
    }

    /// The table as text, with its numbers written otherwise.
    pub fn text_with(&self, delimiter: u8, number: impl Fn(&str) -> String) -> String {
        let delimiter = char::from(delimiter).to_string();
        let mut text = HEADING
            .map(|name| if name.contains('\n') { format!("\"{name}\"") } else { name.to_owned() })
            .join(&delimiter);
        for (at, (stamp, cells)) in self.rows.iter().enumerate() {
            let cells = cells.iter().map(|cell| cell.as_deref().map_or_else(|| "无".to_owned(), &number));
            let row: Vec<String> = std::iter::once(written(*stamp, at)).chain(cells).collect();
            text += "\r\n";
            text += &row.join(&delimiter);
        }
        text + "\r\n"
    }

    /// The table as JSON lines; what is no reading is null, absent, or a word.
    pub fn json(&self) -> String {
        let line = |(at, (stamp, cells)): (usize, &(DateTime, [Option<String>; 3]))| {
            let mut object = Map::new();
            object.insert(HEADING[0].to_owned(), Value::String(written(*stamp, at)));
            for (name, cell) in HEADING[1..].iter().zip(cells) {
                let value = match (cell, at % 3) {
                    (Some(number), 0) => Value::String(number.clone()),
                    (Some(number), _) => number.parse().map(Value::Number).unwrap(),
                    (None, 0) => Value::String("无".to_owned()),
                    (None, _) => Value::Null,
                };
                object.insert((*name).to_owned(), value);
            }
            serde_json::to_string(&object).unwrap() + "\n"
        };
        self.rows.iter().enumerate().map(line).collect()
    }

    pub fn heading() -> [&'static str; 4] {
        HEADING
    }
}

/// A stamp in one of the accepted forms.
pub fn written(stamp: DateTime, form: usize) -> String {
    let format = match form % 5 {
        0 => "%Y-%m-%d %H:%M:%S",
        1 => "%Y/%-m/%-d %-H:%M:%S",
        2 => "%Y年%-m月%-d日 %H:%M:%S",
        3 => "%Y-%m-%dT%H:%M:%S+08:00",
        _ => "%Y年%m月%d日%H时%M分%S秒",
    };
    stamp.strftime(format).to_string()
}
