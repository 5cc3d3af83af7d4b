//! Files that change while they are read, or between the look at them and their reading: what comes out has the hash of
//! the bytes that it was made from, or the message says what happened.
#![cfg(test)]
#![cfg(unix)]

mod common;

use std::fs::{self, File};
use std::io::Write;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use common::command::{code, run, stderr};
use common::steady::{HEAD, MANIFEST, day};
use common::value;
use greengrade::facility::Facility;
use greengrade::files::sha256_hex;
use greengrade::period::Clock;
use greengrade::problem::{Problem, Result};
use greengrade::report::json::from_json;
use greengrade::telemetry::rollup_file::RollupFile;
use greengrade::telemetry::{Block, Channel, FileFacts, Layout, Sign, stream_file};
use parquet::data_type::{ByteArray, ByteArrayType, DoubleType, Int64Type};
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::parser::parse_message_type;

/// What becomes of a file.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Change {
    Shrinks,
    Grows,
    Replaced,
    Vanishes,
}

const CHANGES: [Change; 4] = [Change::Shrinks, Change::Grows, Change::Replaced, Change::Vanishes];

impl Change {
    fn befall(self, file: &Path, other: &[u8]) {
        match self {
            Self::Shrinks => {
                let file = File::options().write(true).open(file).unwrap();
                file.set_len(file.metadata().unwrap().len() / 2).unwrap();
            }
            Self::Grows => File::options().append(true).open(file).unwrap().write_all(other).unwrap(),
            Self::Replaced => replace(file, other),
            Self::Vanishes => fs::remove_file(file).unwrap(),
        }
    }

    /// Whether the bytes of the file itself change, which another one at its place leaves as they are.
    fn is_in_place(self) -> bool {
        matches!(self, Self::Shrinks | Self::Grows)
    }
}

/// Puts another file in the place of one, at once.
fn replace(file: &Path, bytes: &[u8]) {
    let beside = file.with_extension("new");
    fs::write(&beside, bytes).unwrap();
    fs::rename(beside, file).unwrap();
}

/// The stamp of a row: minutes of 2025.
fn stamp(row: usize) -> String {
    let (days, minutes) = (row / 1440, row % 1440);
    format!("2025-{:02}-{:02} {:02}:{:02}:00", days / 28 + 1, days % 28 + 1, minutes / 60, minutes % 60)
}

/// So many rows of text; each has the same length.
fn text(rows: usize, it: u32) -> Vec<u8> {
    let rows: String = (0..rows).map(|row| format!("{},1200,{it:04}\n", stamp(row))).collect();
    format!("{HEAD}{rows}").into_bytes()
}

/// So many rows of Parquet, each with a note of some bytes.
fn parquet(rows: usize, it: u32, note: usize) -> Vec<u8> {
    let schema = "message m { required int64 time (TIMESTAMP(MILLIS,true)); required double total_kw; \
                  required double it_kw; required binary note; }";
    let mut bytes = Vec::new();
    let mut writer =
        SerializedFileWriter::new(&mut bytes, Arc::new(parse_message_type(schema).unwrap()), Arc::default()).unwrap();
    let mut group = writer.next_row_group().unwrap();
    // The first minute of March 2025 at +08:00.
    let times: Vec<i64> = (0..rows).map(|row| 1_740_758_400_000 + i64::try_from(row).unwrap() * 60_000).collect();
    let mut column = group.next_column().unwrap().unwrap();
    column.typed::<Int64Type>().write_batch(&times, None, None).unwrap();
    column.close().unwrap();
    for kw in [1200, it] {
        let mut column = group.next_column().unwrap().unwrap();
        column.typed::<DoubleType>().write_batch(&vec![f64::from(kw); rows], None, None).unwrap();
        column.close().unwrap();
    }
    let notes: Vec<ByteArray> = (0..rows).map(|row| ByteArray::from(format!("{row:0note$}").into_bytes())).collect();
    let mut column = group.next_column().unwrap().unwrap();
    column.typed::<ByteArrayType>().write_batch(&notes, None, None).unwrap();
    column.close().unwrap();
    group.close().unwrap();
    writer.close().unwrap();
    bytes
}

/// So many rows of a sheet.
fn workbook(rows: usize, it: u32) -> Vec<u8> {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    for (column, name) in (0..).zip(["time", "total_kw", "it_kw"]) {
        sheet.write(0, column, name).unwrap();
    }
    for row in 0..rows {
        let at = u32::try_from(row).unwrap() + 1;
        sheet.write(at, 0, stamp(row + 2 * 28 * 1440)).unwrap();
        sheet.write(at, 1, 1200).unwrap();
        sheet.write(at, 2, it).unwrap();
    }
    book.save_to_buffer().unwrap()
}

fn layout() -> Layout {
    toml::from_str("files = []\nshape = \"wide\"\ntime = \"time\"\n").unwrap()
}

/// Reads a file, and lets something happen as soon as its first readings have come.
fn read_while(file: &Path, happens: &(dyn Fn() + Sync)) -> Result<FileFacts> {
    let channels = ["total_kw", "it_kw"].map(|name| Channel {
        name: name.to_owned(),
        sign: Sign::NotNegative,
        what: "power".to_owned(),
        unit: None,
        words: Vec::new(),
    });
    let mut happened = false;
    let mut take = |_: &[Block]| {
        if !std::mem::replace(&mut happened, true) {
            happens();
        }
        ControlFlow::Continue(())
    };
    let clock = Clock::parse("+08:00").unwrap();
    let facts = stream_file(file, &layout(), "dc", &channels, &clock, None, &mut take);
    assert!(happened, "nothing came of the file");
    facts.map(Option::unwrap)
}

/// A folder with a file in it.
fn placed(name: &str, bytes: &[u8]) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join(name);
    fs::write(&file, bytes).unwrap();
    (folder, file)
}

fn is_told(problem: &Problem) {
    assert_eq!(problem.what, "the file changed while it was read");
    assert!(problem.hint.is_some() && problem.to_string().contains("power."), "{problem}");
}

const MANY: usize = 100_000;

#[test]
fn text_has_the_hash_of_the_bytes_that_came_whatever_becomes_of_the_file() {
    let (before, more) = (text(MANY, 1000), text(10, 900));
    let more = &more[HEAD.len()..];
    let half = u64::try_from(text(MANY / 2, 1000).len()).unwrap();
    for change in CHANGES {
        let (_folder, file) = placed("power.csv", &before);
        let facts = read_while(&file, &|| match change {
            // At a line end: a row that is cut in two is told.
            Change::Shrinks => File::options().write(true).open(&file).unwrap().set_len(half).unwrap(),
            _ => change.befall(&file, more),
        })
        .unwrap();
        let came = match change {
            Change::Grows => [&before, more].concat(),
            _ => before.clone(),
        };
        let came = &came[..usize::try_from(facts.bytes).unwrap()];
        assert_eq!(facts.sha256, sha256_hex(came), "{change:?}");
        assert_eq!(came.len() < before.len(), change == Change::Shrinks);
        let lines = came.iter().filter(|byte| **byte == b'\n').count() - 1;
        assert_eq!(facts.readings, [u64::try_from(lines).unwrap(); 2], "{change:?}");
    }
}

#[test]
fn the_end_of_a_text_is_looked_at_once_more_and_must_be_the_one_that_was_read() {
    let with_sum = [&text(MANY, 1000)[..], b"\nsum,1\n"].concat();
    let (_folder, file) = placed("power.csv", &with_sum);
    let facts = read_while(&file, &|| {}).unwrap();
    assert_eq!((facts.footer, facts.rows), (1, u64::try_from(MANY).unwrap()));
    is_told(&read_while(&file, &|| replace(&file, &text(MANY, 900))).unwrap_err());
}

#[test]
fn a_short_parquet_file_or_workbook_is_read_as_it_was_and_a_long_one_is_refused() {
    let short = parquet(MANY, 1000, 1);
    let long = parquet(MANY, 1000, 100);
    let book = workbook(40_000, 1000);
    for (name, bytes, is_long) in
        [("power.parquet", short, false), ("power.parquet", long, true), ("power.xlsx", book, false)]
    {
        assert_eq!(bytes.len() > 8 << 20, is_long, "{name}");
        for change in CHANGES {
            let (_folder, file) = placed(name, &bytes);
            match read_while(&file, &|| change.befall(&file, b"something else")) {
                Ok(facts) => {
                    assert!(!is_long || !change.is_in_place(), "{name} {change:?}");
                    assert_eq!(facts.sha256, sha256_hex(&bytes), "{name} {change:?}");
                    assert_eq!(facts.readings, [facts.rows; 2]);
                }
                Err(problem) => {
                    assert!(is_long && change.is_in_place(), "{name} {change:?}: {problem}");
                    is_told(&problem);
                }
            }
        }
    }
}

/// A facility of which a file has the name and the bytes.
fn facility(folder: &Path, id: &str, name: &str, bytes: &[u8]) {
    fs::create_dir_all(folder).unwrap();
    fs::write(folder.join("facility.toml"), MANIFEST.replace("NAME", id).replace("power.csv", name)).unwrap();
    fs::write(folder.join(name), bytes).unwrap();
}

/// Makes a file of a day's steady powers, of which that of IT is given.
type Form = fn(u32) -> Vec<u8>;

/// The forms of files: a facility's id, the file's name, and how it is made.
fn forms() -> [(&'static str, &'static str, Form); 3] {
    [
        ("in-text", "power.csv", |it| format!("{HEAD}{}", day("2025-03", [1200, it])).into_bytes()),
        ("in-parquet", "power.parquet", |it| parquet(1440, it, 1)),
        ("in-a-book", "power.xlsx", |it| workbook(1440, it)),
    ]
}

#[test]
fn what_a_file_has_become_before_it_is_read_is_what_counts() {
    for (_, name, form) in forms() {
        for change in CHANGES {
            let root = tempfile::tempdir().unwrap();
            facility(root.path(), "dc", name, &form(1000));
            let file = root.path().join(name);
            let loaded = Facility::load(root.path()).unwrap();
            change.befall(&file, &form(900));
            match loaded.telemetry() {
                Ok(telemetry) => assert_eq!(telemetry.files[0].sha256, sha256_hex(&fs::read(&file).unwrap())),
                Err(problem) => {
                    assert_ne!(change, Change::Replaced, "{name}: {problem}");
                    assert!(problem.to_string().contains(name) && problem.hint.is_some(), "{problem}");
                }
            }
        }
    }
}

#[test]
fn a_rollup_that_changes_after_it_was_opened_is_refused() {
    let root = tempfile::tempdir().unwrap();
    facility(&root.path().join("dc"), "dc", "power.csv", &text(1440, 1000));
    for (name, more) in [("cells.parquet", &[][..]), ("onto.parquet", &["--onto", "cells.parquet"])] {
        assert_eq!(code(&run(root.path(), &[&["rollup", "dc", "-o", name], more].concat())), 0);
    }
    let place = root.path().join("cells.parquet");
    let bytes = fs::read(&place).unwrap();
    for change in CHANGES {
        fs::write(&place, &bytes).unwrap();
        let rollup = Arc::new(RollupFile::open(&place).unwrap());
        let fed = Facility::load(&root.path().join("dc")).unwrap().fed_by(rollup);
        assert_eq!(fed.telemetry().unwrap().files[0].sha256, sha256_hex(&bytes));
        // The very same bytes are another file all the same.
        change.befall(&place, &bytes);
        let problem = fed.telemetry().unwrap_err();
        match change {
            Change::Vanishes => assert!(problem.what.contains("cannot read"), "{problem}"),
            _ => assert_eq!(problem.what, "the file changed while it was read", "{change:?}"),
        }
        assert!(problem.to_string().contains("cells.parquet") && problem.hint.is_some(), "{problem}");
    }
    // Nothing is taken from one that has changed: all is read anew, and comes to the same.
    fs::write(&place, &bytes).unwrap();
    let (loaded, earlier) = (Facility::load(&root.path().join("dc")).unwrap(), RollupFile::open(&place).unwrap());
    let before = loaded.rolled_up_onto(Some(&earlier)).unwrap();
    Change::Shrinks.befall(&place, b"");
    let after = loaded.rolled_up_onto(Some(&earlier)).unwrap();
    assert!(before.how != after.how && before.cells == after.cells && before.head == after.head);
}

#[test]
fn a_batch_goes_on_while_files_are_replaced_and_removed_under_it() {
    let root = tempfile::tempdir().unwrap();
    let dc = |id: &str| root.path().join("dc").join(id);
    facility(&dc("sound"), "sound", "power.csv", &forms()[0].2(1000));
    let versions = forms().map(|(id, name, form)| (id, name, [1000, 900, 800].map(|it| (it, form(it)))));
    versions.iter().for_each(|(id, name, versions)| facility(&dc(id), id, name, &versions[0].1));
    let stop = AtomicBool::new(false);
    let (mut rated, mut refused) = (0, 0);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            let mut round = 0;
            while !stop.load(Ordering::SeqCst) {
                round += 1;
                for (id, name, versions) in &versions {
                    let file = dc(id).join(name);
                    replace(&file, &versions[round % 3].1);
                    if round % 7 == 0 {
                        fs::remove_file(&file).unwrap();
                        std::thread::yield_now();
                        replace(&file, &versions[0].1);
                    }
                }
            }
        });
        let stops = Stop(&stop);
        for _ in 0..8 {
            let arguments = ["rate", "dc", "--period", "2025-03", "--trials", "0", "--resume", "--out", "out"];
            let output = run(root.path(), &arguments);
            let told = stderr(&output);
            assert!(
                code(&output) < 2 && !told.contains("panicked") && !told.contains("a fault in the program"),
                "{told}"
            );
            assert!(root.path().join("out/sound/rating.json").is_file());
            for (id, name, versions) in &versions {
                let Ok(json) = fs::read_to_string(root.path().join("out").join(id).join("rating.json")) else {
                    assert!(told.contains(&format!("{id}/{name}")), "{id}: {told}");
                    refused += 1;
                    continue;
                };
                let rating = from_json(&json, "rating.json").unwrap();
                let input = rating.inputs.iter().find(|input| input.path == *name).unwrap();
                let (it, _) = versions.iter().find(|(_, bytes)| sha256_hex(bytes) == input.sha256).unwrap();
                let pue = 1200.0 / f64::from(*it);
                assert!((value(&rating, "pue") - pue).abs() < 1e-9, "{id}: the hash is that of {it} kW");
                rated += 1;
            }
        }
        drop(stops);
    });
    assert!(rated > 0, "{refused} were refused");
}

/// Ends the other thread, also where an assertion does not hold.
struct Stop<'a>(&'a AtomicBool);

impl Drop for Stop<'_> {
    fn drop(&mut self) {
        self.0.store(true, Ordering::SeqCst);
    }
}
