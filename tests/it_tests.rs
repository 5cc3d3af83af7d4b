//! Tests of IT systems: computed from raw files, checked by the method, and put into the place of what is declared.
#![cfg(test)]

mod common;

use std::path::Path;

use common::{facility_folder, fixture};
use greengrade::facility::Facility;
use greengrade::indicator::it_tests::{CheckState, ItTests, ResultFrom, TestResult};
use greengrade::rating::{self, Rating, Request, Trials};
use greengrade::report::markdown;
use greengrade::report::terminal::facility_summary;
use greengrade::standard::Library;
use greengrade::text::Lang;
use tempfile::TempDir;

const STANDARD: &str = "db63t-it-efficiency";

/// IT at 100 kW over January 2025, a register, and test records.
const MANIFEST: &str = r#"
id = "synthetic-tested"
name = { zh = "合成", en = "synthetic" }
province = "青海"
category = "general"
clock = "+08:00"
period = "2025-01"
synthetic = true
[racks]
designed = 20
installed = 20
in_use = 16
rated_kw = 200.0
evidence = "racks.pdf"
[tables]
it_systems = "it-systems.csv"
[[telemetry]]
files = ["telemetry.csv"]
shape = "wide"
time = "time"
[[meter]]
id = "it"
column = "it"
kind = "interval"
interval = "1mo"
unit = "kWh"
point = "ups-output"
[boundary]
it = ["it"]
[[it_test]]
record = "a.test.toml"
"#;

const REGISTER: &str = "id,class,type,result,annual_kwh,tested_on,power_trace,evidence,units,it_share,test\n";

/// A power of 1,000 W for an hour, every 15 s; the tenth minute at 2,000 W.
fn trace() -> String {
    let watts = |second: u32| if (540..600).contains(&second) { 2000 } else { 1000 };
    let row = |step: u32| {
        let second = step * 15;
        format!("2025-01-10 08:{:02}:{:02},{},{}\n", second / 60, second % 60, watts(second), second)
    };
    let rows: String = (0..240).map(row).collect();
    format!("time,power,joules\n{rows}")
}

const HPL: &str = r#"
kind = "hpl"
system = "a"
precision = "FP64"
meter_class = "0.5"
phase = "core"
metered_share = 0.5
window = { start = "2025-01-10 08:10:00", end = "2025-01-10 08:20:00" }
work = { amount = 9.7, unit = "TFLOP/s" }
[trace]
files = ["trace.csv"]
shape = "wide"
time = "time"
[reading]
kind = "power"
columns = ["power"]
unit = "W"
"#;

fn folder(register: &str, record: &str, others: &[(&str, &str)]) -> TempDir {
    let (register, trace) = (format!("{REGISTER}{register}\n"), trace());
    // 100 kW · 744 h.
    let mut files = vec![
        ("facility.toml", MANIFEST),
        ("it-systems.csv", register.as_str()),
        ("telemetry.csv", "time,it\n2025-01-01,74400\n"),
        ("trace.csv", trace.as_str()),
        ("a.test.toml", record),
    ];
    files.extend(others);
    facility_folder(&files)
}

fn rated(folder: &Path) -> Rating {
    let facility = Facility::load(folder).unwrap();
    let library = Library::embedded().unwrap();
    let request = Request {
        library: &library,
        standards: &[STANDARD.to_owned()],
        edition: None,
        period: None,
        trials: Trials::NONE,
    };
    rating::rate(&facility, &request).unwrap().rating
}

fn tests_of(rating: &Rating) -> &ItTests {
    rating.it_tests.as_ref().unwrap()
}

fn only(rating: &Rating) -> &TestResult {
    let [test] = tests_of(rating).tests.as_slice() else { panic!("there is not one test") };
    test
}

/// The ids of the checks that fail.
fn failed(rating: &Rating) -> Vec<&str> {
    only(rating).failed().map(|check| check.id.as_str()).collect()
}

fn findings(rating: &Rating) -> Vec<&str> {
    let own = rating.findings.iter().map(|finding| finding.id.as_str());
    own.filter(|id| id.starts_with("it-")).collect()
}

const A: &str = "a,hpc-cpu,,,100000,2025-01-10,no,,4,,";

/// The same with a result that no test gives.
const DECLARED: &str = "a,hpc-cpu,,5,100000,2025-01-10,no,,4,,";

#[test]
fn a_run_of_hpl_gives_its_efficiency_and_the_level_of_its_system() {
    let rating = rated(folder(A, HPL, &[]).path());
    assert_eq!(failed(&rating), [""; 0]);
    // 9,700 GFLOP/s over 1,000 W ÷ 0.5 = 2,000 W: 4.85, the figure of level 2.
    let value = only(&rating).value().unwrap();
    assert_eq!((value.value, value.unit.as_str()), (4.85, "GFLOPS/W"));
    let criterion = rating.standards[0].criteria.iter().find(|criterion| criterion.id == "systems").unwrap();
    let item = &criterion.items[0];
    assert_eq!((item.value, item.level, item.points), (Some(4.85), Some(2), Some(48.0)));
    assert_eq!(item.evidence.as_deref(), Some("a.test.toml"), "a trace is kept, and the record is the report");
    let files: Vec<&str> = rating.inputs.iter().map(|input| input.path.as_str()).collect();
    assert!(files.contains(&"a.test.toml") && files.contains(&"trace.csv"), "{files:?}");
    assert_eq!(findings(&rating), [""; 0]);
    let fleet = &tests_of(&rating).fleet;
    // 100 kW over 16 racks in use, and 100,000 kWh of 100 kW · 8,760 h.
    assert_eq!(
        (fleet.mean_it_kw, fleet.kw_per_rack, fleet.tested_share),
        (Some(100.0), Some(6.25), Some(100_000.0 / 876_000.0))
    );
}

#[test]
fn a_share_of_the_it_energy_becomes_an_annual_energy() {
    let rating = rated(folder("a,hpc-cpu,,,,2025-01-10,no,,4,0.25,", HPL, &[]).path());
    // 0.25 · 100 kW · 8,760 h.
    assert_eq!(tests_of(&rating).systems[0].annual_kwh, Some(219_000.0));
    assert_eq!(rating.given.systems.as_ref().unwrap()[0].annual_kwh.to_bits(), 219_000.0_f64.to_bits());
}

#[test]
fn more_energy_than_all_it_takes_is_a_finding() {
    // 876,000 kWh a year: on the limit of 1 % above, and beyond it.
    let of = |kwh: &str| rated(folder(&A.replace("100000", kwh), HPL, &[]).path());
    assert_eq!(findings(&of("884000")), [""; 0]);
    assert_eq!(findings(&of("885000")), ["it-systems-above-it"]);
}

#[test]
fn a_computed_result_replaces_the_declared_one_and_says_so_beyond_one_percent() {
    let of = |declared: &str| rated(folder(&A.replace(",,,100000", &format!(",,{declared},100000")), HPL, &[]).path());
    // 1 % of 4.85 is 0.0485.
    for (declared, found) in [("4.81", vec![]), ("4.80", vec!["it-test-contradicts"])] {
        let rating = of(declared);
        assert_eq!(findings(&rating), found, "{declared}");
        assert_eq!(rating.given.systems.as_ref().unwrap()[0].result, Some(4.85));
        assert_eq!(tests_of(&rating).systems[0].from, ResultFrom::Test);
    }
}

#[test]
fn the_day_of_the_window_counts() {
    let rating = rated(folder(&A.replace("2025-01-10", "2024-12-31"), HPL, &[]).path());
    assert_eq!(findings(&rating), ["it-test-day"]);
    let age = rating.given.systems.as_ref().unwrap()[0].age_months;
    // From 10 January to 1 February: 22 days of a longest month.
    assert_eq!(age.to_bits(), (22.0_f64 / 31.0).to_bits());
}

#[test]
fn each_check_voids_the_test_from_its_figure_on() {
    let cases = [
        ("end = \"2025-01-10 08:20:00\"", "end = \"2025-01-10 08:19:59\"", "duration"),
        ("end = \"2025-01-10 08:20:00\"", "end = \"2025-01-10 09:00:01\"", "window-in-trace"),
        ("start = \"2025-01-10 08:10:00\"", "start = \"2025-01-10 07:59:59\"", "window-in-trace"),
        ("meter_class = \"0.5\"", "meter_class = \"1.1\"", "meter-class"),
        ("meter_class = \"0.5\"", "", "meter-class"),
        ("metered_share = 0.5", "metered_share = 0.09", "metered-share"),
        ("kind = \"hpl\"", "kind = \"hpl\"\nperformance = \"peak\"", "measured"),
    ];
    for (from, to, check) in cases {
        let rating = rated(folder(A, &HPL.replace(from, to), &[]).path());
        assert_eq!(failed(&rating), [check], "{to}");
        assert_eq!(only(&rating).results, []);
        assert_eq!(findings(&rating), ["it-test-void"]);
        let system = &tests_of(&rating).systems[0];
        assert_eq!((system.result, system.from), (None, ResultFrom::Void));
        let why = rating.given.systems.as_ref().unwrap()[0].void.clone().unwrap();
        assert!(
            why.en.starts_with("the test is void, not met: ") && why.zh.starts_with("测试作废，不满足："),
            "{why:?}"
        );
    }
    let on = [
        ("end = \"2025-01-10 08:20:00\"", "end = \"2025-01-10 09:00:00\""),
        ("start = \"2025-01-10 08:10:00\"", "start = \"2025-01-10 08:00:00\""),
        ("meter_class = \"0.5\"", "meter_class = \"1\""),
        ("metered_share = 0.5", "metered_share = 0.1"),
    ];
    for (from, to) in on {
        assert_eq!(failed(&rated(folder(A, &HPL.replace(from, to), &[]).path())), [""; 0], "{to}");
    }
    let other = rated(folder(&A.replace("hpc-cpu", "storage"), HPL, &[]).path());
    assert_eq!(failed(&other), ["class"]);
    for (class, precision) in [("hpc-accelerated", "FP16"), ("hpc-cpu", "FP32")] {
        let rating = rated(folder(&A.replace("hpc-cpu", class), &HPL.replace("FP64", precision), &[]).path());
        assert_eq!(failed(&rating), ["precision"], "the bands are of runs in FP64");
        assert_eq!(tests_of(&rating).systems[0].result, None);
    }
}

#[test]
fn a_hole_in_the_trace_is_coarse_and_uneven_sampling() {
    let keep = |from: &'static str, to: &'static str| {
        let rows = trace();
        let kept = rows.lines().filter(|row| {
            let time = row.get(11..19).unwrap_or_default();
            !(from..to).contains(&time)
        });
        let text: Vec<&str> = kept.collect();
        rated(folder(A, HPL, &[("trace.csv", &text.join("\n"))]).path())
    };
    // A distance of 30 s is twice the usual 15 s; 45 s is more; 75 s is more than 60 s as well.
    assert_eq!(failed(&keep("08:12:00", "08:12:15")), [""; 0]);
    assert_eq!(failed(&keep("08:12:00", "08:12:30")), ["even-sampling"]);
    assert_eq!(failed(&keep("08:12:00", "08:13:00")), ["sampling", "even-sampling"]);
    assert_eq!(failed(&keep("08:12:00", "08:12:00")), [""; 0]);
}

#[test]
fn samples_that_come_faster_for_a_while_do_not_count_for_more() {
    // From 08:00:00: 400 samples of 50 W every 0.1 s are 40 s, 402 of 500 W every 10 s are 4,020 s. The mean over time is
    // (50 · 40 + 500 · 4,020) ÷ 4,060 = 495.57 W; that of the samples would be (50 · 400 + 500 · 402) ÷ 802 = 275.56 W.
    let row = |tenths: u32, watts: u32| {
        let second = tenths / 10;
        let (hour, minute) = (8 + second / 3600, second / 60 % 60);
        format!("2025-01-10 {hour:02}:{minute:02}:{:02}.{},{watts}\n", second % 60, tenths % 10)
    };
    let fast: String = (0..400).map(|step| row(step, 50)).collect();
    let slow: String = (0..402).map(|step| row(400 + step * 100, 500)).collect();
    let trace = format!("time,power\n{fast}{slow}");
    let record = HPL.replace("08:10:00", "08:00:00").replace("08:20:00", "09:07:40");
    let rating = rated(folder(A, &record, &[("trace.csv", &trace)]).path());
    assert_eq!(failed(&rating), [""; 0]);
    let watts = only(&rating).inputs.iter().find(|input| input.name == "P").unwrap().value;
    assert!((watts - 2_012_000.0 / 4060.0).abs() < 1e-9, "{watts}");
}

#[test]
fn a_counter_is_read_between_the_ends_of_the_window() {
    let record = HPL.replace("kind = \"power\"", "kind = \"counter\"").replace("unit = \"W\"", "unit = \"J\"");
    let record = record.replace("\"power\"]", "\"joules\"]").replace("08:10:00", "08:10:05");
    // The column counts 1 J a second, so 1 W on half of the nodes, whatever instant the window begins at.
    let rating = rated(folder(A, &record, &[]).path());
    assert_eq!(failed(&rating), ["duration"], "595 s");
    let rating = rated(folder(A, &record.replace("08:20:00", "08:20:05"), &[]).path());
    assert_eq!(failed(&rating), [""; 0]);
    let value = only(&rating).value().unwrap().value;
    assert!((value - 4850.0).abs() < 1e-6, "{value}");
    let back = trace().replace("08:15:00,1000,900", "08:15:00,1000,0");
    let rating = rated(folder(A, &record.replace("08:20:00", "08:20:05"), &[("trace.csv", &back)]).path());
    assert_eq!(failed(&rating), ["counter-rises"]);
}

#[test]
fn samples_and_tokens_are_divided_by_joules() {
    let record = HPL
        .replace("kind = \"hpl\"", "kind = \"inference\"")
        .replace("phase = \"core\"\nmetered_share = 0.5\n", "")
        .replace("FP64", "INT8")
        .replace("9.7, unit = \"TFLOP/s\"", "2000, unit = \"tokens/s\"");
    let rating = rated(folder(&A.replace("hpc-cpu", "ai-inference"), &record, &[]).path());
    // Every 15 s is too coarse for inference.
    assert_eq!(failed(&rating), ["sampling"]);
    let record = record.replace("inference", "training").replace("tokens/s", "samples/s");
    let rating = rated(folder(&A.replace("hpc-cpu", "ai-training"), &record, &[]).path());
    let value = only(&rating).value().unwrap();
    // 2,000 samples/s · 600 s ÷ (1,000 W · 600 s).
    assert_eq!((value.value, value.unit.as_str()), (2.0, "samples/J"));
}

#[test]
fn storage_gives_operations_and_capacity() {
    let record = HPL
        .replace("kind = \"hpl\"", "kind = \"storage\"\ncapacity_tb = 500.0")
        .replace("precision = \"FP64\"\n", "")
        .replace("phase = \"core\"\nmetered_share = 0.5\n", "")
        .replace("9.7, unit = \"TFLOP/s\"", "200000, unit = \"IOPS\"");
    let rating = rated(folder(&A.replace("hpc-cpu", "storage"), &record, &[]).path());
    let values: Vec<(f64, &str)> = only(&rating).results.iter().map(|one| (one.value, one.unit.as_str())).collect();
    assert_eq!(values, [(200.0, "IOPS/W"), (0.5, "TB/W")]);
}

const LOAD_LINE: &str = "kind = \"load-line\"\nsystem = \"a\"\nmeter_class = \"0.5\"\ntable = \"levels.csv\"\n";

/// 1,000 operations and 1 W for each percent of load, and 45 W beside.
fn levels() -> String {
    let level = |tenths: u32| format!("{} %,{},{}\n", tenths * 10, tenths * 10_000, tenths * 10 + 45);
    let levels: String = (1..=10).rev().map(level).collect();
    format!("目标负载,操作数,功率\n{levels}空闲,,45\n")
}

fn load_line(levels: &str) -> Rating {
    let row = A.replace("hpc-cpu", "server-load-line");
    rated(folder(&row, LOAD_LINE, &[("levels.csv", levels)]).path())
}

#[test]
fn a_load_line_is_the_sum_of_operations_over_the_sum_of_power() {
    let rating = load_line(&levels());
    assert_eq!(failed(&rating), [""; 0]);
    // 550,000 operations over 550 + 11 · 45 = 1,045 W.
    let value = only(&rating).value().unwrap();
    assert_eq!((value.value, value.unit.as_str()), (550_000.0 / 1045.0, "ssj_ops/W"));
    assert_eq!(findings(&rating), ["it-test-untold"], "the table does not tell how long each level was measured");
    assert_eq!(only(&rating).levels.len(), 11);
}

#[test]
fn a_table_is_no_trace_of_power() {
    let row = A.replace("hpc-cpu", "server-load-line");
    let kept = |row: &str, record: &str| {
        let rating = rated(folder(row, record, &[("levels.csv", &levels())]).path());
        rating.given.systems.as_ref().unwrap()[0].power_trace
    };
    assert!(!kept(&row, LOAD_LINE), "the register says no, and levels are means");
    assert!(kept(&row.replace(",no,", ",yes,"), LOAD_LINE));
    assert!(kept(A, HPL));
}

#[test]
fn the_levels_of_a_load_line_are_checked() {
    let swapped = {
        let text = levels();
        let mut lines: Vec<&str> = text.lines().collect();
        lines.swap(2, 3);
        lines.join("\n")
    };
    let cases = [
        (levels().replace("50 %,50000,95\n", ""), vec!["load-levels"]),
        (swapped, vec!["load-levels", "operations-in-order"]),
        (levels().replace("空闲,,45\n", ""), vec!["load-levels", "idle-below-load"]),
        (levels().replace("空闲,,45", "空闲,,55"), vec!["idle-below-load"]),
        (levels().replace("空闲,,45", "空闲,,54"), vec![]),
        (levels().replace("80 %,80000", "80 %,90000"), vec!["operations-in-order"]),
    ];
    for (levels, checks) in cases {
        assert_eq!(failed(&load_line(&levels)), checks, "{levels}");
    }
    let timed = |seconds: u32| {
        let text = levels();
        let rows = text.lines().skip(1).map(|row| format!("{row},{seconds}\n"));
        format!("目标负载,操作数,功率,时长\n{}", rows.collect::<String>())
    };
    assert_eq!(failed(&load_line(&timed(119))), ["duration"]);
    assert!(only(&load_line(&timed(120))).checks.iter().all(|check| check.state == CheckState::Passed));
}

/// The two published results of SPECpower_ssj2008 that the worked case quotes: operations and watts by level.
#[test]
fn a_published_load_line_has_the_published_result() {
    let levels = "load,operations,watts\n100,5622643,416\n90,4982142,325\n80,4430870,280\n70,3902602,246\n60,3370268,217\n\
                  50,2790347,194\n40,2256218,175\n30,1695722,156\n20,1128408,137\n10,565016,118\nidle,0,48.1\n";
    let rating = load_line(levels);
    // 30,744,236 ÷ 2,312.1 = 13,297.1; published 13,295, whose watts were not rounded to three digits.
    let value = only(&rating).value().unwrap().value;
    assert_eq!(value.to_bits(), (30_744_236.0_f64 / 2312.1).to_bits());
    assert!((value / 13_295.0 - 1.0).abs() < 0.003);
}

const SERT: &str =
    "kind = \"sert\"\nsystem = \"a\"\nmeter_class = \"0.5\"\ntable = \"worklets.csv\"\nidle_watts = 67.0\n";
const WORKLETS: &str = "worklet,efficiency\nCompress,20\nLU,20\nSOR,20\nCrypto,20\nSort,20\nSHA256,20\nHybrid SSJ,20\n\
                        Flood3,4\nCapacity3,16\nSequential,2\nRandom,8\n";

fn sert(record: &str, worklets: &str) -> Rating {
    let row = A.replace("hpc-cpu,", "server-sert,2-socket-rack-high").replace(",no,", ",yes,");
    rated(folder(&row, record, &[("worklets.csv", worklets)]).path())
}

#[test]
fn sert_is_a_weighted_geometric_mean() {
    let rating = sert(SERT, WORKLETS);
    assert_eq!(failed(&rating), [""; 0]);
    let results = &only(&rating).results;
    // CPU 20, memory √(4·16) = 8, storage √(2·8) = 4: 20^0.65 · 8^0.30 · 4^0.05.
    let expected = 20.0_f64.powf(0.65) * 8.0_f64.powf(0.3) * 4.0_f64.powf(0.05);
    assert!((results[0].value - expected).abs() < 1e-12, "{}", results[0].value);
    // 67 W at idle is just the limit of its type.
    assert_eq!(results[1].value.to_bits(), 1.0_f64.to_bits());
}

#[test]
fn the_worklets_of_sert_are_checked() {
    for (from, to) in [("Sort,20\n", ""), ("Sort,20", "Compress,20"), ("Sort,20", "Sort,20\nSSJ2,1")] {
        assert_eq!(failed(&sert(SERT, &WORKLETS.replace(from, to))), ["worklets"], "{to}");
    }
    let record = SERT.replace("idle_watts", "accelerators = true\nidle_watts");
    assert_eq!(failed(&sert(&record, WORKLETS)), ["no-accelerators"]);
}

#[test]
fn servers_have_an_efficiency_of_one_precision() {
    let record = "kind = \"iteesv\"\noperations = \"ssj_ops\"\nmeter_class = \"0.5\"\ntable = \"servers.csv\"\n";
    let servers = |first: &str, second: &str| {
        format!("server,units,performance,watts,precision\nm1,10,8000000,500,{first}\nm2,5,2000000,400,{second}\n")
    };
    let of = |first, second| rated(folder(DECLARED, record, &[("servers.csv", &servers(first, second))]).path());
    // 90,000,000 ÷ 7,000.
    assert_eq!(only(&of("", "")).value().unwrap().value.to_bits(), (90e6_f64 / 7000.0).to_bits());
    assert!(only(&of("FP64", "FP64")).value().is_some());
    assert_eq!(failed(&of("FP64", "FP16")), ["one-precision"]);
    assert_eq!(failed(&of("FP64", "")), ["one-precision"]);
    assert_eq!(failed(&of("FP64", "fp64")), [""; 0]);
    // A record that says FP64 of servers that all count FP32.
    let fp64 = format!("precision = \"FP64\"\n{record}");
    let said = |both| rated(folder(DECLARED, &fp64, &[("servers.csv", &servers(both, both))]).path());
    assert_eq!(failed(&said("FP32")), ["one-precision"]);
    assert_eq!(failed(&said("FP64")), [""; 0]);
    assert_eq!(failed(&said("")), [""; 0]);
}

/// ITEEsv of two servers, of a system of the register.
const ITEESV: &str =
    "kind = \"iteesv\"\nsystem = \"a\"\noperations = \"ssj_ops\"\nmeter_class = \"0.5\"\ntable = \"servers.csv\"\n";
const SERVERS: &str = "server,units,performance,watts\nm1,10,8000000,500\nm2,5,2000000,400\n";

#[test]
fn the_efficiency_of_servers_is_not_judged_in_the_unit_of_a_class() {
    // 90,000,000 ssj_ops ÷ 7,000 W = 12,857 ssj_ops/W; the system has 5 GFLOPS/W, which is level 2 (from 4.85).
    let rating = rated(folder(DECLARED, ITEESV, &[("servers.csv", SERVERS)]).path());
    assert_eq!(only(&rating).value().unwrap().value.to_bits(), (90e6_f64 / 7000.0).to_bits());
    let system = &tests_of(&rating).systems[0];
    assert_eq!((system.result, system.from, system.record.as_ref()), (Some(5.0), ResultFrom::Register, None));
    let given = &rating.given.systems.as_ref().unwrap()[0];
    assert_eq!((given.result, given.power_trace, given.evidence.as_ref()), (Some(5.0), false, None));
    assert_eq!(findings(&rating), [""; 0]);
    let problem = Facility::load(folder(A, ITEESV, &[("servers.csv", SERVERS)]).path()).unwrap_err();
    assert_eq!(problem.what, "the cell is empty where a number of zero or more belongs");
}

#[test]
fn a_result_in_another_unit_than_the_classs_is_void() {
    // 526 requests/W are no ssj_ops/W.
    let row = A.replace("hpc-cpu", "server-load-line");
    let of = |operations: &str| {
        let record = format!("{LOAD_LINE}operations = \"{operations}\"\n");
        rated(folder(&row, &record, &[("levels.csv", &levels())]).path())
    };
    assert_eq!(failed(&of("ssj_ops")), [""; 0]);
    let rating = of("requests");
    assert_eq!(failed(&rating), ["unit"]);
    assert_eq!((tests_of(&rating).systems[0].result, tests_of(&rating).systems[0].from), (None, ResultFrom::Void));
    let why = only(&rating).void().unwrap();
    assert!(why.en.contains("it is in requests/W, the class is judged in ssj_ops/W"), "{why:?}");
    assert!(why.zh.contains("结果为 requests/W，类别按 ssj_ops/W 评定"), "{why:?}");
}

#[test]
fn the_use_of_processors_is_a_mean_over_a_week() {
    let hours = |days: u32, percent: u32| {
        let row = |hour: u32| format!("2025-01-{:02} {:02}:00,20,{percent}\n", hour / 24 + 1, hour % 24);
        format!("time,s1,s2\n{}", (0..days * 24).map(row).collect::<String>())
    };
    let record = "kind = \"iteusv\"\nwindow = { start = \"2025-01-01\", end = \"2025-01-08\" }\n[trace]\n\
                  files = [\"use.csv\"]\nshape = \"wide\"\ntime = \"time\"\n[reading]\nkind = \"utilisation\"\n\
                  columns = [\"s1\", \"s2\"]\nunit = \"%\"\n";
    let of = |days, percent| rated(folder(DECLARED, record, &[("use.csv", &hours(days, percent))]).path());
    // (20 % + 60 %) ÷ 2.
    let value = only(&of(7, 60)).value().unwrap().value;
    assert!((value - 0.4).abs() < 1e-12, "{value}");
    assert_eq!(failed(&of(7, 101)), ["utilisation"]);
    assert_eq!(failed(&of(6, 60)), ["window-in-trace"]);
}

#[test]
fn tests_of_different_precisions_or_phases_are_not_put_together() {
    let together = |class: &str, first: &str, second: &str| {
        let manifest = format!("{MANIFEST}[[it_test]]\nrecord = \"b.test.toml\"\n");
        let register = format!("{A}\nb,hpc-cpu,,,100000,2025-01-10,no,,4,,").replace("hpc-cpu", class);
        let second = second.replace("\"a\"", "\"b\"");
        let rating = rated(folder(&register, first, &[("facility.toml", &manifest), ("b.test.toml", &second)]).path());
        let [aggregate] = tests_of(&rating).aggregates.as_slice() else { panic!("there is not one aggregate") };
        aggregate.clone()
    };
    // (9,700 + 29,100) GFLOP/s ÷ (2,000 + 2,000) W.
    assert_eq!(together("hpc-cpu", HPL, &HPL.replace("9.7", "29.1")).value, Some(9.7));
    let training = HPL
        .replace("kind = \"hpl\"", "kind = \"training\"")
        .replace("phase = \"core\"\nmetered_share = 0.5\n", "")
        .replace("9.7, unit = \"TFLOP/s\"", "2000, unit = \"samples/s\"");
    let mixed = together("ai-training", &training, &training.replace("FP64", "FP16"));
    assert_eq!(mixed.value, None);
    assert_eq!(mixed.why.unwrap().en, "the precisions differ (FP16, FP64): not put together");
    assert!(together("hpc-cpu", HPL, &HPL.replace("core", "full")).why.unwrap().en.contains("phases differ"));
}

#[test]
fn frontier_has_the_mean_power_and_the_efficiency_that_were_published() {
    let power = |rating: &Rating| {
        let watts = only(rating).inputs.iter().find(|input| input.name == "P").unwrap().value;
        format!("{:.2}", watts / 1000.0)
    };
    // The class of the meter is not published, so the test is void, and its power is told all the same.
    let source = fixture("real/hpl-frontier");
    let rating = rated(&source);
    assert_eq!((failed(&rating), power(&rating).as_str()), (vec!["meter-class"], "22703.59"));
    let read = |name: &str| std::fs::read_to_string(source.join(name)).unwrap();
    let record = format!("meter_class = \"1\"\n{}", read("hpl.test.toml"));
    let names = ["facility.toml", "it-systems.csv", "telemetry/ornl-frontier.csv"];
    let [manifest, register, trace] = names.map(read);
    let files = [(names[0], manifest.as_str()), (names[1], &register), (names[2], &trace), ("hpl.test.toml", &record)];
    let rating = rated(facility_folder(&files).path());
    // 1,194,000,000 GFLOP/s ÷ 22,703,590 W.
    assert_eq!((failed(&rating), power(&rating).as_str()), (vec![], "22703.59"));
    assert_eq!(format!("{:.2}", only(&rating).value().unwrap().value), "52.59");
}

#[test]
fn a_record_that_cannot_be_is_told_with_its_line() {
    let told = |record: &str| Facility::load(folder(A, record, &[]).path()).unwrap_err();
    let cases = [
        (HPL.replace("\"a\"", "\"aa\""), "the register has no system `aa`", "did you mean `a`?"),
        (HPL.replace("phase = \"core\"\n", ""), "a test of kind `hpl` needs the key `phase`", "add `phase"),
        (
            HPL.replace("phase = \"core\"", "phase = \"core\"\ncapacity_tb = 1.0"),
            "`capacity_tb` does not belong to a test of kind `hpl`",
            "it belongs to storage",
        ),
        (HPL.replace("08:20:00", "08:10:00"), "the window ends before it begins", "`start` before `end`"),
        (HPL.replace("2025-01-10 08:20:00", "2025-01-32"), "`2025-01-32` is not a day of the calendar", "years come"),
        (HPL.replace("= 0.5\n", "= 0.0\n"), "`metered_share = 0` cannot be", "above 0"),
        (HPL.replace("9.7", "0.0"), "an amount of work of 0 cannot be", "above zero"),
        (HPL.replace("TFLOP/s", "IOPS"), "a test of kind `hpl` does not do work in `IOPS`", "GFLOP/s"),
        (HPL.replace("unit = \"W\"", "unit = \"kWh\""), "the trace cannot be read in `kWh`", "W, kW or MW"),
        (
            HPL.replace("[\"power\"]", "[\"power\", \"joules\", \"power\"]"),
            "`columns` names `power` twice",
            "each column once",
        ),
        (HPL.replace("FP64", "FP65"), "unknown word `FP65`", "FP64"),
        (HPL.replace("trace.csv", "trace-*.csv"), "no file matches `trace-*.csv`", "relative to"),
    ];
    for (record, what, hint) in cases {
        let problem = told(&record);
        assert_eq!(problem.what, what);
        assert!(problem.hint.as_ref().unwrap().contains(hint), "{problem:?}");
        let place = problem.place.unwrap();
        assert!(place.contains("a.test.toml, line "), "{place}");
    }
    let problem = told(&LOAD_LINE.replace("levels", "nothing"));
    assert!(problem.what.contains("no such file") && problem.place.unwrap().contains("a.test.toml, line 4"));
}

/// A facility with a valid test and one that is void.
fn valid_and_void() -> Rating {
    let manifest = format!("{MANIFEST}[[it_test]]\nrecord = \"b.test.toml\"\n");
    let register = format!("{A}\nb,hpc-cpu,,,100000,2025-01-10,no,,4,,");
    let second = HPL.replace("\"a\"", "\"b\"").replace("\"0.5\"", "\"2\"");
    rated(folder(&register, HPL, &[("facility.toml", &manifest), ("b.test.toml", &second)]).path())
}

#[test]
fn reports_tell_results_and_what_is_void_in_both_languages() {
    let rating = valid_and_void();
    let cases = [
        (
            Lang::Zh,
            "## 信息系统测试",
            "| a.test.toml | HPL | a | 4.850 GFLOPS/W | FP64；实测；核心阶段 |",
            "| b.test.toml | **未通过** | 功率表等级已知且足够 | 2 级 | 1（本项目选定） |",
            "信息系统测试：共 2 项，作废 1 项",
            "Rmax = 9700 GFLOP/s；P = 1000 W；计量节点比例 = 0.5",
        ),
        (
            Lang::En,
            "## Tests of IT systems",
            "| a.test.toml | HPL | a | 4.850 GFLOPS/W | FP64; measured; core |",
            "| b.test.toml | **failed** | the power meter's class known and good enough | class 2 | 1 (this project's choice) |",
            "Tests of IT systems: 2, of which 1 void",
            "Rmax = 9700 GFLOP/s; P = 1000 W; metered share = 0.5",
        ),
    ];
    for (lang, title, result, check, summary, inputs) in cases {
        let report = markdown::report(&rating, &[], lang);
        for line in [title, result, check, inputs] {
            assert!(report.contains(line), "{line}\n{report}");
        }
        let terminal = facility_summary(&rating, lang, false, Some(120));
        assert!(terminal.contains(summary), "{terminal}");
    }
    let without = Rating { it_tests: None, ..rating };
    assert!(!markdown::report(&without, &[], Lang::En).contains("Tests of IT systems"));
}

#[test]
fn a_rating_with_tests_is_read_back_and_judged_the_same() {
    let rating = valid_and_void();
    let text = serde_json::to_string(&rating).unwrap();
    let again: Rating = serde_json::from_str(&text).unwrap();
    assert_eq!(again, rating);
    let judged = again.judged_by(&Library::embedded().unwrap(), STANDARD, None).unwrap();
    assert_eq!(judged, rating.standards[0]);
}

#[test]
fn a_record_may_be_named_by_the_register_in_a_workbook() {
    let manifest = MANIFEST.replace("[[it_test]]\nrecord = \"a.test.toml\"\n", "").replace("it-systems.csv", "it.xlsx");
    let folder = folder(A, HPL, &[("facility.toml", &manifest)]);
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    let cells = REGISTER.trim().split(',').zip("a,hpc-cpu,,,100000,2025-01-10,no,,4,,a.test.toml".split(','));
    for (column, (name, cell)) in (0_u16..).zip(cells) {
        sheet.write(0, column, name).unwrap();
        sheet.write(1, column, cell).unwrap();
    }
    book.save(folder.path().join("it.xlsx")).unwrap();
    assert_eq!(only(&rated(folder.path())).value().unwrap().value.to_bits(), 4.85_f64.to_bits());
}

#[test]
fn a_share_of_an_it_energy_that_is_not_known_counts_for_nothing() {
    let manifest = MANIFEST.replace("it = [\"it\"]", "").replace("[[it_test]]\nrecord = \"a.test.toml\"\n", "");
    let rating =
        rated(folder("a,hpc-cpu,,5,,2025-01-10,yes,a.pdf,4,0.25,", HPL, &[("facility.toml", &manifest)]).path());
    let criterion = rating.standards[0].criteria.iter().find(|criterion| criterion.id == "systems").unwrap();
    assert_eq!((criterion.points, criterion.items[0].points), (None, None));
    assert!(criterion.items[0].why.as_ref().unwrap().en.contains("share of the IT energy, which is not known"));
}
