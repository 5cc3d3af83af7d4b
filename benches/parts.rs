//! How long the parts take: `cargo bench`. Data and places are those of the fixtures, so that anyone can run it.
#![expect(clippy::expect_used, reason = "a benchmark ends where it can not run")]

use std::hint::black_box;
use std::path::{Path, PathBuf};

use divan::Bencher;
use greengrade::facility::Facility;
use greengrade::rating::{HowMany, Rated, Request, Trials, rate};
use greengrade::report::chart::facility_charts;
use greengrade::standard::{Library, Observations, evaluate};
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
