//! A rollup that goes on from an earlier one is the same file as one from all the telemetry, and never a stale one.
#![cfg(test)]

mod common;

use std::fs::{self, File};
use std::path::Path;

use common::command::{code, run, stderr};
use common::one_meter::{INTERVAL, ROLLING_COUNTER, STATE, manifest};
use common::steady::{HEAD, MANIFEST, day};
use greengrade::facility::{Facility, HowRead};
use greengrade::telemetry::rollup_file::{EncodedRollup, RollupFile, RollupWriter};
use proptest::prelude::*;
use proptest::sample::Index;
use tempfile::TempDir;

const POWER: &str = "kind = \"power\"\nunit = \"kW\"\nmax_gap = \"30min\"\nmultiplier = 0.7\n";
const MONTHS: &str = "kind = \"interval\"\nunit = \"kWh\"\ninterval = \"1mo\"\n";
const REPLACED: &str = "kind = \"counter\"\nunit = \"kWh\"\n\n[[meter.replaced]]\nat = \"2025-01-01T03:00+08:00\"\n\
    old_final = 9920.0\nnew_start = 3.0\n\n[[meter.replaced]]\nat = \"2025-01-01T09:00+08:00\"\n";

/// Minutes since the reading before, and a number: mostly even steps, some of none, some gaps.
fn readings() -> impl Strategy<Value = Vec<(i64, u32)>> {
    let step = prop_oneof![5 => Just(5_i64), 2 => 0_i64..20, 2 => 30_i64..200];
    prop::collection::vec((step, 0_u32..100), 1..60)
}

/// Rows in order of time, of which some say the same as the one before, some another thing of the same instant, and some
/// that a counter has gone back.
fn rows(keys: &str, readings: &[(i64, u32)]) -> Vec<String> {
    let (mut at, mut counted, mut value) = (0, 9_800_u32, 0);
    let row = |(step, number): &(i64, u32)| {
        at += step;
        counted = if *number == 0 { 0 } else { (counted + number / 3) % 10_000 };
        if *step > 0 || number % 2 == 0 {
            value = match keys {
                STATE => number % 2,
                ROLLING_COUNTER | REPLACED => counted,
                _ => *number,
            };
        }
        format!("2025-01-{:02} {:02}:{:02},{value}\n", at / 1440 + 1, at / 60 % 24, at % 60)
    };
    readings.iter().map(row).collect()
}

/// Rolls a facility up into a file, and says how much was read.
fn roll_up(folder: &Path, earlier: Option<&Path>, into: &Path) -> HowRead {
    let earlier = earlier.map(|place| RollupFile::open(place).unwrap());
    let rolled = Facility::load(folder).unwrap().rolled_up_onto(earlier.as_ref()).unwrap();
    let how = rolled.how;
    let mut writer = RollupWriter::begin(File::create(into).unwrap()).unwrap();
    writer.add(rolled.encode().unwrap()).unwrap();
    writer.finish().unwrap();
    how
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 80, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn readings_that_come_in_parts_give_the_file_of_those_that_come_at_once(
        readings in readings(),
        keys in prop::sample::select(vec![POWER, STATE, INTERVAL, MONTHS, ROLLING_COUNTER, REPLACED]),
        cuts in prop::collection::vec(any::<Index>(), 0..4),
    ) {
        let folder = common::facility_folder(&[("facility.toml", &manifest("+08:00", keys)), ("telemetry/.keep", "")]);
        let rows = rows(keys, &readings);
        let mut cuts: Vec<usize> = cuts.iter().map(|cut| cut.index(rows.len())).filter(|cut| *cut > 0).collect();
        cuts.extend([0, rows.len()]);
        cuts.sort_unstable();
        cuts.dedup();
        let [part, whole] = ["part.parquet", "whole.parquet"].map(|name| folder.path().join(name));
        for (number, ends) in cuts.windows(2).enumerate() {
            let file = folder.path().join(format!("telemetry/{number}.csv"));
            fs::write(file, format!("time,m\n{}", rows[ends[0]..ends[1]].concat())).unwrap();
            let how = roll_up(folder.path(), Some(&part).filter(|_| number > 0).map(|part| part.as_path()), &part);
            prop_assert_eq!(how, if number > 0 { HowRead::GoingOn } else { HowRead::InFull });
            prop_assert_eq!(roll_up(folder.path(), None, &whole), HowRead::InFull);
            prop_assert!(fs::read(&part).unwrap() == fs::read(&whole).unwrap(), "part {}", number);
        }
    }
}

#[test]
fn a_meter_with_too_many_gaps_has_no_course_and_is_read_in_full() {
    let folder = common::facility_folder(&[("facility.toml", &manifest("+08:00", POWER))]);
    let day = |day: u32| -> String {
        (0..24).map(|hour| format!("2025-{:02}-{:02} {hour:02}:00,5\n", day / 28 + 1, day % 28 + 1)).collect()
    };
    fs::create_dir(folder.path().join("telemetry")).unwrap();
    let [earlier, later] = ["earlier.parquet", "later.parquet"].map(|name| folder.path().join(name));
    let write = |name: &str, days: std::ops::Range<u32>| {
        let rows: String = days.map(day).collect();
        fs::write(folder.path().join("telemetry").join(name), format!("time,m\n{rows}")).unwrap();
    };
    write("1.csv", 0..20);
    roll_up(folder.path(), None, &earlier);
    write("2.csv", 20..40);
    assert_eq!(roll_up(folder.path(), Some(&earlier), &later), HowRead::GoingOn);
    write("3.csv", 40..45);
    assert_eq!(roll_up(folder.path(), Some(&later), &earlier), HowRead::GoingOn);
    write("4.csv", 45..46);
    assert_eq!(
        roll_up(folder.path(), Some(&earlier), &later),
        HowRead::InFull,
        "more than a thousand gaps are too many to keep"
    );
}

const LONG: &str = r#"
[[telemetry]]
id = "counters"
files = ["counters-*.csv"]
shape = "long"
time = "time"
meter = "meter"
value = "value"

[[meter]]
id = "heat"
column = "heat"
telemetry = "counters"
kind = "counter"
unit = "kWh"
max_gap = "1h"
point = "other"
"#;

/// The folder `dc` with two facilities of powers, `b` with counters in long files too.
struct Centres(TempDir);

impl Centres {
    fn of(months: &[&str]) -> Self {
        let centres = Self(tempfile::tempdir().unwrap());
        for name in ["a", "b"] {
            fs::create_dir_all(centres.0.path().join("dc").join(name)).unwrap();
        }
        let manifest = MANIFEST.replace("power.csv", "power-*.csv");
        centres.write("a/facility.toml", &manifest.replace("NAME", "a"));
        let manifest = manifest.replace("NAME", "b").replace("[[telemetry]]\n", "[[telemetry]]\nid = \"powers\"\n");
        let manifest = manifest.replace("kind = ", "telemetry = \"powers\"\nkind = ");
        centres.write("b/facility.toml", &(manifest + LONG));
        months.iter().for_each(|month| centres.add(month));
        centres
    }

    fn add(&self, month: &str) {
        let number: u32 = month[5..].parse().unwrap();
        for name in ["a", "b"] {
            self.write(&format!("{name}/power-{month}.csv"), &format!("{HEAD}{}", day(month, [1200, 900 + number])));
        }
        let counted = (1..=20).map(|day| format!("{month}-{day:02} 00:30,heat,{}\n", number * 1000 + day * 7));
        let rows: String = counted.collect();
        self.write(&format!("b/counters-{month}.csv"), &format!("time,meter,value\n{rows}"));
    }

    fn write(&self, name: &str, text: &str) {
        fs::write(self.0.path().join("dc").join(name), text).unwrap();
    }

    /// Rolls up into a file, and gives that and what was told.
    fn roll_up(&self, out: &str, more: &[&str]) -> (Vec<u8>, String) {
        let output = run(self.0.path(), &[&["rollup", "dc", "--force", "-o", out], more].concat());
        assert_eq!(code(&output), 0, "{}", stderr(&output));
        (fs::read(self.0.path().join(out)).unwrap(), stderr(&output))
    }

    /// How many facilities went on, had nothing new, and were read in full; whatever they did, the file is the full one.
    fn onto(&self, earlier: &str, out: &str) -> String {
        let (file, told) = self.roll_up(out, &["--onto", earlier]);
        assert!(file == self.roll_up("full.parquet", &[]).0, "{told}");
        told.lines().last().unwrap().to_owned()
    }
}

fn told(going_on: u32, nothing_new: u32, in_full: u32) -> String {
    format!("went on from the earlier rollup: {going_on}; nothing new: {nothing_new}; read in full: {in_full}")
}

#[test]
fn a_month_is_added_to_the_months_before_it() {
    let centres = Centres::of(&["2025-01", "2025-02", "2025-03"]);
    let (_, words) = centres.roll_up("q1.parquet", &[]);
    assert_eq!(words, "wrote q1.parquet\n");
    centres.add("2025-04");
    assert_eq!(centres.onto("q1.parquet", "april.parquet"), told(2, 0, 0));
    assert_eq!(centres.onto("april.parquet", "april.parquet"), told(0, 2, 0), "also into the same file");
    centres.add("2025-05");
    assert_eq!(centres.onto("april.parquet", "year.parquet"), told(2, 0, 0));
    assert_eq!(centres.onto("q1.parquet", "year.parquet"), told(2, 0, 0), "two months at once");
    // The rating by it is that by the full one.
    let root = centres.0.path();
    fs::rename(root.join("full.parquet"), root.join("dc/year.parquet")).unwrap();
    let rated = ["year.parquet", "dc/year.parquet"].map(|rollup| {
        let output = run(root, &["rate", "dc", "--rollup", rollup, "--out", "out", "--force", "--trials", "0"]);
        assert!(code(&output) < 2, "{}", stderr(&output));
        common::files(&root.join("out"))
    });
    assert!(rated[0] == rated[1]);
}

#[test]
fn what_is_not_as_it_was_is_read_again() {
    let centres = Centres::of(&["2025-01", "2025-02"]);
    centres.roll_up("old.parquet", &[]);
    let onto_old = || centres.onto("old.parquet", "new.parquet");
    assert_eq!(onto_old(), told(0, 2, 0));
    let place = |name: &str| centres.0.path().join("dc").join(name);
    // Each change, and then everything as it was.
    let changed = |name: &str, change: &dyn Fn(String) -> String| {
        let before = fs::read_to_string(place(name)).unwrap();
        let after = change(before.clone());
        assert_ne!(before, after);
        centres.write(name, &after);
        let told = onto_old();
        centres.write(name, &before);
        told
    };
    assert_eq!(changed("a/power-2025-01.csv", &|text| text.replace("1200", "1300")), told(0, 1, 1), "a changed file");
    assert_eq!(changed("a/power-2025-02.csv", &|text| text + "2025-02-02 00:00:00,5,5\n"), told(0, 1, 1), "rows added");
    assert_eq!(changed("a/facility.toml", &|text| text.replace("Small", "Tiny")), told(0, 1, 1), "a changed manifest");
    let one_block = changed("b/power-2025-01.csv", &|text| text.replace("1200", "1300"));
    assert_eq!(one_block, told(1, 1, 0), "the counters are not read again");
    let added = |name: &str, month: &str| {
        centres.write(name, &format!("{HEAD}{}", day(month, [1100, 800])));
        let told = onto_old();
        fs::remove_file(place(name)).unwrap();
        told
    };
    assert_eq!(added("a/power-2024-12.csv", "2024-12"), told(0, 1, 1), "a file before the others");
    assert_eq!(added("a/power-2025-03.csv", "2024-12"), told(0, 1, 1), "readings before the others");
    assert_eq!(added("a/power-2025-03.csv", "2025-03"), told(1, 1, 0));
    fs::remove_file(place("a/power-2025-01.csv")).unwrap();
    assert_eq!(onto_old(), told(0, 1, 1), "a file that is gone");
}

#[test]
fn a_rollup_without_a_course_or_without_the_facility_is_no_hindrance() {
    let centres = Centres::of(&["2025-01"]);
    let place = centres.0.path().join("bare.parquet");
    let (head, cells) = Facility::load(&centres.0.path().join("dc/a")).unwrap().rolled_up().unwrap();
    let mut writer = RollupWriter::begin(File::create(&place).unwrap()).unwrap();
    writer.add(EncodedRollup::of(head, &cells).unwrap()).unwrap();
    writer.finish().unwrap();
    assert_eq!(centres.onto("bare.parquet", "new.parquet"), told(0, 0, 2));
}

#[test]
fn an_earlier_rollup_must_be_one_and_goes_with_no_engine() {
    let centres = Centres::of(&["2025-01"]);
    let refused = |more: &[&str]| {
        let output = run(centres.0.path(), &[&["rollup", "dc", "-o", "new.parquet", "--onto"], more].concat());
        assert_eq!(code(&output), 2);
        assert!(!centres.0.path().join("new.parquet").exists());
        stderr(&output)
    };
    assert!(refused(&["absent.parquet"]).contains("no such file"));
    assert!(refused(&["dc/a/power-2025-01.csv"]).contains("the file is not a Parquet file"));
    for other in [&["--engine", "spark", "--master", "local"][..], &["--rows", "rows.parquet"]] {
        assert!(refused(&[&["old.parquet"], other].concat()).contains("cannot be used with"));
    }
}
