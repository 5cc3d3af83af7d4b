//! How long the parts take: `cargo bench`. Data and places are those of the fixtures, so that anyone can run it.
#![expect(clippy::expect_used, reason = "a benchmark ends where it can not run")]

use std::fmt::Write;
use std::hint::black_box;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use divan::Bencher;
use divan::counter::BytesCount;
use greengrade::facility::Facility;
use greengrade::period::Clock;
use greengrade::rating::{HowMany, Rated, Request, Trials, rate};
use greengrade::report::chart::facility_charts;
use greengrade::standard::{Library, Observations, evaluate};
use greengrade::telemetry::{Channel, Layout, Sign, stream_file};
use greengrade::text::Lang;

fn main() {
    divan::main();
}

/// One facility for each form of telemetry.
const FACILITIES: [&str; 4] = ["synthetic-sanjiangyuan", "synthetic-kunlun", "synthetic-hehuang", "synthetic-qaidam"];

fn facility(id: &str) -> Facility {
    let folder: PathBuf = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/portfolio").join(id);
    Facility::load(&folder).expect("the fixtures are sound")
}

fn rated(id: &str) -> Rated {
    let library = Library::embedded().expect("the built-in packs load");
    let standards = ["db63t-2223-2023".to_owned(), "gb40879-2021".to_owned()];
    rate(
        &facility(id),
        &Request { library: &library, standards: &standards, edition: None, period: None, trials: Trials::NONE },
    )
    .expect("it can be rated")
}

#[divan::bench]
fn load_all_packs() -> Library {
    Library::embedded().expect("the built-in packs load")
}

#[divan::bench]
fn judge_by_one_pack(bencher: Bencher) {
    let library = Library::embedded().expect("the built-in packs load");
    let pack = library.newest("db63t-2223-2023").expect("it is built in");
    let observed = Observations::default();
    bencher.bench(|| evaluate(black_box(pack), black_box(&observed)));
}

#[divan::bench(args = FACILITIES, sample_count = 10)]
fn read_and_roll_up_a_year(bencher: Bencher, id: &str) {
    let facility = facility(id);
    bencher.bench(|| facility.telemetry());
}

#[divan::bench(args = FACILITIES, sample_count = 10)]
fn rate_a_year(id: &str) -> Rated {
    rated(id)
}

/// The layouts of a text table, each with how its rows are made.
const SHAPES: [&str; 2] = ["wide", "long"];
/// The meters of each table.
const METERS: [&str; 5] = ["grid-intake", "solar", "hydro-trade", "it-ups", "cooling"];
/// The days of each table, with a row or five for each minute.
const DAYS: u32 = 28;

/// A table of so many days of minutes.
fn table(shape: &str) -> String {
    let mut text = match shape {
        "wide" => format!("time,{}\n", METERS.join(",")),
        _ => "time,meter,kw\n".to_owned(),
    };
    for minute in 0..DAYS * 1440 {
        let stamp = format!("2025-01-{:02}T{:02}:{:02}:00+08:00", minute / 1440 + 1, minute / 60 % 24, minute % 60);
        let values = (0..).zip(METERS).map(|(at, meter)| (meter, 600 + at * 31 + minute % 97, minute * 7 % 1000));
        let row: String = match shape {
            "wide" => values.fold(stamp, |row, (_, whole, milli)| format!("{row},{whole}.{milli:03}")),
            _ => values.map(|(meter, whole, milli)| format!("{stamp},{meter},{whole}.{milli:03}\n")).collect(),
        };
        writeln!(text, "{}", row.trim_end()).expect("a text can be written to");
    }
    text
}

/// From a file of text to readings, with its hash, on one thread.
#[divan::bench(args = SHAPES, sample_count = 20)]
fn read_a_text_table(bencher: Bencher, shape: &str) {
    let folder = tempfile::tempdir().expect("there is room for a file");
    let file = folder.path().join("power.csv");
    let text = table(shape);
    std::fs::write(&file, &text).expect("there is room for a file");
    let layout = format!("files = []\nshape = \"{shape}\"\ntime = \"time\"\n");
    let of_long = "meter = \"meter\"\nvalue = \"kw\"\n";
    let layout: Layout = toml::from_str(&(layout + if shape == "long" { of_long } else { "" })).expect("it is sound");
    let channel = |name: &&str| Channel {
        name: (*name).to_owned(),
        sign: Sign::NotNegative,
        what: "power".to_owned(),
        unit: None,
        words: Vec::new(),
    };
    let channels: Vec<Channel> = METERS.iter().map(channel).collect();
    let clock = Clock::parse("+08:00").expect("it is an offset");
    let one = rayon::ThreadPoolBuilder::new().num_threads(1).build().expect("there is a thread");
    bencher.counter(BytesCount::of_str(&text)).bench(|| {
        one.install(|| {
            stream_file(&file, &layout, "x", &channels, &clock, None, &mut |blocks| {
                black_box(blocks);
                ControlFlow::Continue(())
            })
        })
    });
}

/// A million trials of the full grade, from its record.
#[divan::bench(sample_count = 5)]
fn a_million_trials(bencher: Bencher) {
    let library = Library::embedded().expect("the built-in packs load");
    let rating = rated("synthetic-kunlun").rating;
    let trials = Trials { how_many: HowMany::Exactly(1_000_000), ..Trials::default() };
    bencher.bench(|| rating.confidence_by(&library, "db63t-2223-2023", None, black_box(trials)));
}

#[divan::bench(sample_count = 10)]
fn draw_five_charts(bencher: Bencher) {
    let facility = facility("synthetic-kunlun");
    let rated = rated("synthetic-kunlun");
    bencher.bench(|| {
        let charts = facility_charts(&rated, &facility.clock, Lang::Zh);
        charts.iter().map(|chart| chart.png()).collect::<Vec<_>>()
    });
}
