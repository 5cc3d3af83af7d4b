//! Scanners and the parser of CSV read the same, whatever is in a text and wherever its chunks end.

use std::io::Read;
use std::ops::ControlFlow;
use std::path::Path;

use proptest::prelude::*;

use crate::period::Clock;
use crate::telemetry::read::rounds::Sizes;
use crate::telemetry::read::text::Text;
use crate::telemetry::read::{Block, Channel, FileFacts, Intake, Sign, append_to, csv};
use crate::telemetry::{Layout, Reading};
use crate::units::Unit;

/// What a reader made of a text: readings and facts, or the problem.
type Outcome = Result<(Vec<Vec<Reading>>, FileFacts), String>;

fn channel(name: &str, sign: Sign, words: &[(&str, bool)]) -> Channel {
    Channel {
        name: name.to_owned(),
        sign,
        what: "power".to_owned(),
        unit: Some(Unit::KW),
        words: words.iter().map(|(word, on)| ((*word).to_owned(), *on)).collect(),
    }
}

/// Two meters of amounts, one of any sign, and one that is on or off; the first is asked for twice in long tables.
fn channels(long: bool) -> Vec<Channel> {
    let mut channels = vec![
        channel("甲", Sign::NotNegative, &[]),
        channel("b", Sign::Any, &[]),
        channel("c", Sign::OffOrOn, &[("开", true), ("0", true)]),
    ];
    if long {
        channels.push(channel("甲", Sign::NotNegative, &[]));
    }
    channels
}

fn layout(keys: &str) -> Layout {
    toml::from_str(&format!("files = [\"a\"]\n{keys}")).unwrap()
}

fn outcome(file: &Path, bytes: &[u8], layout: &Layout, sizes: Option<Sizes>) -> Outcome {
    let channels = channels(layout.value.is_some());
    let mut into = vec![Vec::new(); channels.len()];
    let mut append = append_to(&mut into);
    let clock = Clock::parse("America/Denver").unwrap();
    let mut intake = Intake::new(file, layout, "x", &channels, &clock);
    intake.hands_to(&mut append);
    let text = Text::open(bytes, layout).unwrap_or_else(|fault| panic!("{fault:?}"));
    csv::read_in_chunks(text, sizes, &mut intake).map_err(|fault| fault.placed(file, layout).to_string())?;
    intake.hand_over();
    let facts = intake.into_facts(String::new(), 0);
    drop(append);
    Ok((into, facts))
}

/// Asserts that a text is read alike with and without scanners.
fn assert_alike(text: &[u8], layout: &Layout, chunk: usize, round: usize) -> Result<(), TestCaseError> {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("a.csv");
    std::fs::write(&file, text).unwrap();
    let parsed = outcome(&file, text, layout, None);
    let scanned = outcome(&file, text, layout, Some(Sizes { chunk, round, alone: round / 2 }));
    prop_assert_eq!(&scanned, &parsed, "{}", String::from_utf8_lossy(text));
    Ok(())
}

/// The layouts, each with its heading; a row has all the columns in each of them.
const LAYOUTS: [(&str, &str); 6] = [
    ("shape = \"wide\"\ntime = \"time\"\n", "time,甲,b,c,note"),
    ("shape = \"wide\"\ntime = \"time\"\nmissing = [\"--\", \"0\", \"999\"]\ncomment = \"#\"\n", "note,time,c,b,甲"),
    ("shape = \"wide\"\ntime = \"time\"\nonly = { note = \"n\" }\n", "甲,b,time,c,note"),
    ("shape = \"long\"\ntime = \"time\"\nmeter = \"meter\"\nvalue = \"kw\"\n", "time,meter,kw"),
    ("shape = \"long\"\ntime = \"time\"\nmeter = \"meter\"\nvalue = \"kw\"\nthousands = true\n", "kw,note,meter,time"),
    (
        "shape = \"long\"\ntime = [\"date\", \"of day\"]\nmeter = [\"meter\"]\nvalue = \"kw\"\nfacility = \"site\"\n",
        "site,date,of day,meter,kw",
    ),
];

/// What a cell may hold that is no plain number, or no stamp, or no line of the table at all.
const CELLS: [&str; 17] = [
    "", " ", "--", "999", "0", "-1.5", "1e3", "12 W", "1,5", "\"1.5\"", "\"a\nb\"", "开", "x", "\r", "1.\r\n", "\"",
    "nan",
];
const LINES: [&str; 10] =
    ["", "\r", "  ", "# note", ",,,,", "total,1", "2025-01-01 00:00", "\"", "2055-01-01 00:00,甲,1,1,1", "\r\r"];

/// How a stamp is written, by the number of its quarter of an hour.
fn stamp(form: usize, quarter: u32) -> String {
    let minutes = quarter * 15;
    let (day, hour, minute) = (minutes / 1440 + 1, minutes / 60 % 24, minutes % 60);
    match form {
        0 => format!("2017-03-{day:02}T{hour:02}:{minute:02}:00+08:00"),
        1 => format!("2017-11-{day:02} {hour:02}:{minute:02}"),
        2 => format!("2017/11/{day} {hour}:{minute:02}:30"),
        _ => format!("2017年11月{day}日 {hour}时{minute:02}分"),
    }
}

prop_compose! {
    /// A table of some rows, and what is put where in it.
    fn tables()(
        (layout, form) in (0..LAYOUTS.len(), 0..4_usize),
        rows in prop::collection::vec((0..600_u32, 0..4_usize, "[0-9]{1,5}(\\.[0-9]{0,3})?"), 1..40),
        sorted in any::<bool>(),
        cells in prop::collection::vec((any::<prop::sample::Index>(), 0..CELLS.len()), 0..3),
        lines in prop::collection::vec((any::<prop::sample::Index>(), 0..LINES.len()), 0..2),
        (returns, last, gbk, marks) in (any::<bool>(), any::<bool>(), any::<bool>(), any::<bool>()),
    ) -> (usize, Vec<u8>) {
        let mut rows = rows;
        if sorted {
            rows.sort();
        }
        let (keys, heading) = LAYOUTS[layout];
        let columns: Vec<&str> = heading.split(',').collect();
        let mut table: Vec<String> = rows.iter().map(|(quarter, meter, value)| {
            let written = stamp(form, *quarter);
            let (date, of_day) = written.split_once(['T', ' ']).unwrap();
            let cell = |column: &&str| match *column {
                "time" => written.clone(),
                "date" => date.to_owned(),
                "of day" => of_day.trim_end_matches("+08:00").to_owned(),
                "meter" => ["甲", "b", "c", "z"][*meter].to_owned(),
                "note" => ["n", "n", "n", "m"][*meter].to_owned(),
                "site" => ["x", "x", "y", "x"][*meter].to_owned(),
                "c" => (quarter % 2).to_string(),
                "kw" if *meter == 2 => (quarter % 2).to_string(),
                _ => value.clone(),
            };
            let cells: Vec<String> = columns.iter().map(cell).collect();
            if marks { format!("\"{}\"", cells.join("\",\"")) } else { cells.join(",") }
        }).collect();
        for (at, cell) in cells {
            let line = at.get(&table).clone();
            let mut parts: Vec<&str> = line.split(',').collect();
            let column = at.index(parts.len());
            parts[column] = CELLS[cell];
            let place = at.index(table.len());
            table[place] = parts.join(",");
        }
        for (at, line) in lines {
            table.insert(at.index(table.len() + 1), LINES[line].to_owned());
        }
        table.insert(0, heading.to_owned());
        let mut text = table.join(if returns { "\r\n" } else { "\n" });
        if last {
            text.push('\n');
        }
        let _ = keys;
        let bytes = if gbk { encoding_rs::GBK.encode(&text).0.into_owned() } else { text.into_bytes() };
        (layout, bytes)
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_read_alike_by_scanners_and_by_the_parser(
        (at, text) in tables(), chunk in 1..400_usize, round in 1..5_usize,
    ) {
        let told = if std::str::from_utf8(&text).is_ok() { "" } else { "encoding = \"gbk\"\n" };
        assert_alike(&text, &layout(&format!("{}{told}", LAYOUTS[at].0)), chunk, round)?;
    }
}

#[test]
fn defects_are_told_alike_wherever_they_stand() {
    let row = |at: usize| format!("2025-01-01 00:{at:02},1.5,2.5,1,n");
    for defect in CELLS.iter().map(|cell| format!("2025-01-02,{cell},2,1,n")).chain(LINES.map(str::to_owned)) {
        for place in [0, 1, 7, 14, 15] {
            let mut lines: Vec<String> = (0..15).map(row).collect();
            lines.insert(place, defect.clone());
            lines.insert(0, "time,甲,b,c,note".to_owned());
            for chunk in [1, 60, 200, 10_000] {
                assert_alike(lines.join("\n").as_bytes(), &layout(LAYOUTS[0].0), chunk, 2).unwrap();
            }
        }
    }
}

/// Whether a scanner takes the rows of a text by itself.
fn fits(heading: &str, keys: &str, rows: &str) -> bool {
    let layout = layout(keys);
    let channels = channels(layout.value.is_some());
    let clock = Clock::parse("+08:00").unwrap();
    let mut intake = Intake::new(Path::new("a"), &layout, "x", &channels, &clock);
    let names: Vec<String> = heading.split(',').map(str::to_owned).collect();
    let columns = intake.columns(&names).unwrap();
    let form = super::Form::of(names.len(), &columns, b',', &intake).unwrap();
    let mut scanner = super::Scanner::new(&form, intake.part());
    scanner.scan(rows.as_bytes());
    scanner.fits
}

#[test]
fn usual_rows_are_left_to_scanners_and_unusual_ones_are_not() {
    for (keys, heading) in LAYOUTS {
        let of_day = heading.contains("of day");
        let row = |time: &str, value: &str| {
            let cell = |column: &str| match column {
                "time" => time.to_owned(),
                "date" => "2025-01-01".to_owned(),
                "meter" => "b".to_owned(),
                "c" => "1".to_owned(),
                "site" => "x".to_owned(),
                "note" => "n".to_owned(),
                "of day" => "08:00".to_owned(),
                _ => value.to_owned(),
            };
            heading.split(',').map(cell).collect::<Vec<_>>().join(",")
        };
        let good = ["2025-01-01T08:00:00+08:00", "2025-01-01 08:05:00+08:00", "2025/1/1 8:05", "2025年1月1日 8:05"];
        for time in good {
            for end in ["\n", "\r\n"] {
                let rows = [row(time, "1.5"), row(time, "1e3"), row(time, "12 W"), row(time, "") + ",", String::new()];
                assert!(fits(heading, keys, &rows.join(end)), "{heading} {time}");
            }
        }
        assert!(fits(heading, keys, &(row("\"2025-01-01 08:00\"", "\"1\"") + "\n")), "{heading}");
        for value in ["x", "\"1", "\"1\"2", "\"1\n2\"", "1,5", "1\r2"] {
            assert!(!fits(heading, keys, &(row("2025-01-01", value) + "\n")), "{heading} {value}");
        }
        assert!(of_day || !fits(heading, keys, &(row("2025-13-01", "1") + "\n")), "{heading}");
    }
}

/// The lines of a long table that is never in memory as a whole.
struct Endless {
    row: u32,
    rows: u32,
    line: Vec<u8>,
}

impl Read for Endless {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        if self.line.is_empty() && self.row < self.rows {
            let meter = ["甲", "b", "z"][usize::try_from(self.row * 3 / self.rows).unwrap()];
            self.line = format!("2025-01-{:02} 08:00,{meter},1.5\n", self.row % 28 + 1).into_bytes();
            self.row += 1;
        }
        let count = (&self.line[..]).read(buffer)?;
        self.line.drain(..count);
        Ok(count)
    }
}

#[test]
fn no_more_readings_are_in_memory_than_those_of_a_round() {
    let layout = layout(LAYOUTS[3].0);
    let (channels, clock) = (channels(true), Clock::parse("+08:00").unwrap());
    let (sizes, rows) = (Sizes { chunk: 10_000, round: 4, alone: 3 }, 60_000);
    let (mut most, mut room, mut sum) = (0, 0, 0);
    let mut take = |blocks: &[Block]| {
        let count: usize = blocks.iter().flatten().map(Vec::len).sum();
        most = most.max(count);
        room = room.max(blocks.iter().flatten().map(Vec::capacity).sum::<usize>());
        sum += count;
        ControlFlow::Continue(())
    };
    let mut intake = Intake::new(Path::new("a"), &layout, "x", &channels, &clock);
    intake.hands_to(&mut take);
    let head = "time,meter,kw\n".as_bytes().to_vec();
    let text = Text::open(Endless { row: 0, rows, line: head }, &layout).unwrap();
    csv::read_in_chunks(text, Some(sizes), &mut intake).unwrap();
    assert_eq!(intake.into_facts(String::new(), 0).rows, u64::from(rows));
    // A third of the rows has the meter that is asked for twice, and a third one that nobody asked for.
    assert_eq!(sum, 60_000);
    // A row has at least 24 bytes, and at most two readings.
    assert!(most <= 2 * sizes.round * sizes.chunk / 24, "{most}");
    assert!(room <= 4 * most, "{room} for {most}");
}
