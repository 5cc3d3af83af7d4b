//! The oracle against the program on facilities and standards that are made up by chance.
//!
//! `GREENGRADE_ORACLE` says how many facilities; a difference names its seed, which `GREENGRADE_ORACLE_SEED` makes alone, and
//! `GREENGRADE_ORACLE_KEEP` is a folder to leave it in.

mod chance;
mod facilities;
mod it_tests;
mod logs;
mod packs;
mod records;
mod weather;

use chance::Chance;
use rayon::prelude::*;
use serde_json::Value as Json;

use crate::exact::Told;
use crate::facility::Facility;
use crate::vocabulary::Words;
use crate::{answer, compare, pack};

/// How many facilities are made where nobody says otherwise.
const FEW: u64 = 500;
/// How many of them are rated in one run, by the same standards.
const TOGETHER: u64 = 20;
/// The names of the standards of a run; each may take the score of the next.
const STANDARDS: [&str; 3] = ["made-up-1", "made-up-2", "made-up-3"];

/// What came out of a run: what differs, and how many facilities have a grade, a value that lies on a figure, records of clean
/// energy that tell something, a valid test of an IT system, and a mean time to repair of which some faults are open.
#[derive(Default)]
struct Run {
    wrong: Vec<String>,
    graded: u64,
    on_figures: u64,
    recorded: u64,
    tested: u64,
    censored: u64,
}

impl Run {
    fn and(mut self, other: Self) -> Self {
        self.wrong.extend(other.wrong);
        Self {
            graded: self.graded + other.graded,
            on_figures: self.on_figures + other.on_figures,
            recorded: self.recorded + other.recorded,
            tested: self.tested + other.tested,
            censored: self.censored + other.censored,
            ..self
        }
    }
}

/// Whether any part of a rating is a comparison of a value with a figure that it equals.
fn on_a_figure(told: &Json) -> bool {
    let equal = |told: &Json| Some(told.get("value")?.as_f64()? == told.get("figure")?.get("value")?.as_f64()?);
    match told {
        Json::Array(all) => all.iter().any(on_a_figure),
        Json::Object(all) => equal(told) == Some(true) || all.values().any(on_a_figure),
        _ => false,
    }
}

/// A run of facilities by three standards, all from one seed.
fn run(seed: u64, words: &Words) -> Told<Run> {
    let chance = &mut Chance::of(seed);
    let work = tempfile::tempdir().map_err(|error| error.to_string())?;
    let (packs, folders, out) = (work.path().join("packs"), work.path().join("facilities"), work.path().join("out"));
    std::fs::create_dir(&packs).map_err(|error| error.to_string())?;
    let gaps = packs::gaps(chance);
    for (place, id) in STANDARDS.iter().enumerate() {
        let next = STANDARDS.get(place + 1).copied().filter(|_| chance.once_in(3));
        let gaps = if chance.once_in(2) { gaps.as_str() } else { "" };
        let text = packs::pack(chance, id, gaps, next);
        std::fs::write(packs.join(format!("{id}.toml")), text).map_err(|error| error.to_string())?;
    }
    for number in 0..TOGETHER {
        let id = format!("f{number}");
        facilities::write(chance, &folders.join(&id), &id)?;
    }
    let rollup = work.path().join("rollup.parquet");
    answer::run(&["rollup", answer::text(&folders)?, "-o", answer::text(&rollup)?])?;
    let mut arguments = vec!["rate", answer::text(&folders)?, "--packs", answer::text(&packs)?];
    arguments.extend(["--out", answer::text(&out)?, "--format", "json", "--trials", "0", "--jobs", "1"]);
    arguments.extend(STANDARDS.iter().flat_map(|id| ["--standard", *id]));
    answer::run(&arguments)?;
    let rolled = answer::rollup(&rollup)?;
    let standards = pack::packs(&[packs.as_path()])?;
    let asked = STANDARDS.map(str::to_owned);
    let of_one = |id: &str| -> Told<Run> {
        let facility = Facility::read(&folders.join(id))?;
        let rating = answer::rating(&out.join(id))?;
        let mut wrong = answer::cells_that_differ(&facility, &rolled);
        wrong.extend(compare::differences(&facility, &rating, (&asked, &standards), words)?);
        let judged = rating.get("standards").unwrap_or(&Json::Null);
        let graded = judged.as_array().is_some_and(|all| all.iter().any(|one| one.pointer("/level/id").is_some()));
        let recorded = rating.get("clean_energy").is_some_and(Json::is_object);
        let tests = rating.pointer("/it_tests/tests").and_then(Json::as_array);
        let tested = tests.is_some_and(|tests| tests.iter().any(|test| test.pointer("/results/0").is_some()));
        let repair = rating.pointer("/operation_logs/faults/to_repair");
        let of_repair = |key: &str| repair.and_then(|repair| repair.get(key));
        let whole = of_repair("mean_is_lower_bound").and_then(Json::as_bool) == Some(false);
        let censored = whole && of_repair("open").and_then(Json::as_u64) > Some(0);
        Ok(Run {
            wrong,
            graded: u64::from(graded),
            on_figures: u64::from(on_a_figure(judged)),
            tested: u64::from(tested),
            censored: u64::from(censored),
            recorded: u64::from(recorded),
        })
    };
    let mut all = Run::default();
    for number in 0..TOGETHER {
        let id = format!("f{number}");
        let mut one = of_one(&id).unwrap_or_else(|why| Run { wrong: vec![why], ..Run::default() });
        one.wrong.iter_mut().for_each(|what| *what = format!("seed {seed}, {id}: {what}"));
        all = all.and(one);
    }
    if !all.wrong.is_empty()
        && let Ok(keep) = std::env::var("GREENGRADE_ORACLE_KEEP")
    {
        std::fs::rename(work.keep(), format!("{keep}/{seed}")).map_err(|error| error.to_string())?;
    }
    Ok(all)
}

#[test]
fn the_program_says_of_what_is_made_up_what_the_oracle_says() {
    let words = Words::read().unwrap();
    let told = |name: &str| std::env::var(name).ok().map(|number| number.parse::<u64>().unwrap());
    let count = told("GREENGRADE_ORACLE").unwrap_or(FEW);
    let alone = told("GREENGRADE_ORACLE_SEED");
    let seeds = alone.map_or(0..count.div_ceil(TOGETHER), |seed| seed..seed + 1);
    let failed = |seed: u64, why: String| Run { wrong: vec![format!("seed {seed}: {why}")], ..Run::default() };
    let all = seeds
        .into_par_iter()
        .map(|seed| run(seed, &words).unwrap_or_else(|why| failed(seed, why)))
        .reduce(Run::default, Run::and);
    assert_eq!(all.wrong.join("\n"), "");
    // Else they would prove little; of fewer, chance may have made too few of a kind.
    let count = if alone.is_some() || count < FEW { 0 } else { count };
    assert!(all.graded * 4 >= count, "{} of {count} have a grade", all.graded);
    assert!(all.recorded * 5 >= count, "{} of {count} have records of clean energy", all.recorded);
    assert!(all.on_figures * 4 >= count, "{} of {count} have a value on a figure", all.on_figures);
    assert!(all.tested * 20 >= count, "{} of {count} have a valid test of an IT system", all.tested);
    assert!(all.censored * 50 >= count, "{} of {count} have a whole mean of which some faults are open", all.censored);
}
