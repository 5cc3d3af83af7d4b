use approx::assert_abs_diff_eq;
use jiff::civil::date;
use proptest::prelude::*;
use rayon::ThreadPoolBuilder;
use statrs::distribution::{ContinuousCDF, Normal};

use super::*;
use crate::indicator::uncertainty::{ErrorSource, ErrorSum, ErrorTerm, IndicatorUncertainty, Shape, SourceKind};
use crate::standard::Library;
use crate::standard::compiled::tests::sound;
use crate::standard::in_force::Days;
use crate::standard::observed::Observed;
use crate::text::Text;

const NATIONAL: &str = "gb40879-2021";
const PROVINCE: &str = "db63t-2223-2023";

pub(super) fn packs(id: &str) -> Vec<Pack> {
    let library = Library::embedded().unwrap();
    library.choose(&[id.to_owned()], None, Days { first: date(2025, 1, 1), end: date(2026, 1, 1) }).unwrap()
}

/// A facility that every prerequisite holds for.
pub(super) fn facility(pue: f64, clean: f64) -> Observations {
    let mut observed = sound(pue, clean);
    let racks = Observed::Value { value: 5000.0, standing: crate::standard::Standing::Declared };
    observed.indicators.insert("racks_installed".to_owned(), racks);
    observed
}

fn source(id: &str, shape: Shape) -> ErrorSource {
    let (kind, from) = (SourceKind::MeterClass, Text::new("试", "a test"));
    ErrorSource {
        id: id.to_owned(),
        kind,
        shape,
        meters: Vec::new(),
        limit_percent: None,
        quantity: None,
        class: None,
        load: None,
        from,
    }
}

/// Terms in percent of a value, by their sources.
fn sum(value: f64, percent: &[(&str, f64)]) -> ErrorSum {
    let term =
        |(source, percent): &(&str, f64)| ErrorTerm { source: (*source).to_owned(), moves: value * percent / 100.0 };
    ErrorSum { value, terms: percent.iter().map(term).collect() }
}

fn indicator(id: &str, over: ErrorSum, under: ErrorSum) -> IndicatorUncertainty {
    let value = over.value / under.value;
    let squares = |sum: &ErrorSum| sum.terms.iter().map(|term| (term.moves / sum.value).powi(2)).sum::<f64>();
    let standard = value * (squares(&over) + squares(&under)).sqrt();
    let (added, parts) = (Vec::new(), Vec::new());
    IndicatorUncertainty {
        id: id.to_owned(),
        value,
        standard,
        expanded: 2.0 * standard,
        parts,
        over,
        under,
        added,
        at_most: None,
    }
}

/// PUE of two meters, each with a normal error of so many percent.
fn two_meters(pue: f64, total: f64, it: f64) -> Uncertainty {
    let sources = ["total", "it"].map(|id| source(id, Shape::Normal)).into();
    let one = indicator("pue", sum(pue, &[("total", total)]), sum(1.0, &[("it", it)]));
    Uncertainty { sources, indicators: vec![one], assumptions: Vec::new() }
}

/// The total on a meter of class 0.5 S with a transformer of class 0.5 S at full load, and IT on a meter of class 1 with
/// one of class 0.5 at 20 % of its load, all at a power factor of 0.95: limits of the meter, the ratio and the phase.
pub(super) fn metered(pue: f64) -> Uncertainty {
    let limits = [
        ("total.class", 0.5),
        ("total-ct.ratio", 0.5),
        ("total-ct.phase", phase(30.0)),
        ("it.class", 1.0),
        ("it-ct.ratio", 0.75),
        ("it-ct.phase", phase(45.0)),
    ];
    let standard = limits.map(|(id, limit)| (id, limit / 3_f64.sqrt()));
    let (total, it) = standard.split_at(3);
    let sources = limits.map(|(id, _)| source(id, Shape::Rectangular)).into();
    let one = indicator("pue", sum(pue * 7e6, total), sum(7e6, it));
    Uncertainty { sources, indicators: vec![one], assumptions: Vec::new() }
}

/// The error of a phase displacement in minutes, in percent: `100 · δ · tan φ`.
fn phase(minutes: f64) -> f64 {
    100.0 * (minutes / 60.0).to_radians() * 0.95_f64.acos().tan()
}

fn exactly(trials: u32) -> Trials {
    Trials { how_many: HowMany::Exactly(trials), ..Trials::default() }
}

fn national(pue: f64, uncertainty: &Uncertainty, trials: Trials) -> Confidence {
    confidence(&packs(NATIONAL), &facility(pue, 0.6), uncertainty, trials).unwrap()
}

fn chance(told: &Confidence, level: &str) -> f64 {
    told.levels.iter().find(|chance| chance.level == level).unwrap().probability
}

#[test]
fn a_pue_of_one_hundredth_below_its_limit_meets_it_with_a_chance_of_81_percent() {
    let told = national(1.29, &two_meters(1.29, 0.4406, 0.7632), exactly(400_000));
    assert_abs_diff_eq!(chance(&told, "2"), 0.81, epsilon = 0.002);
    assert_eq!((told.probability, told.boundary), (chance(&told, "2"), Boundary::AtTheBoundary));
    // Six rectangular errors are not quite normal: their excess of −0.33 takes 0.007 by Edgeworth's first term.
    let told = national(1.29, &metered(1.29), exactly(400_000));
    assert_abs_diff_eq!(chance(&told, "2"), 0.801, epsilon = 0.003);
}

#[test]
fn the_interval_of_a_pue_of_1_30_on_separate_meters_is_that_of_the_check_value() {
    let told = national(1.30, &metered(1.30), exactly(400_000));
    let pue = &told.indicators[0];
    assert_eq!((pue.id.as_str(), pue.histogram.counts.iter().sum::<u64>()), ("pue", 400_000));
    assert_abs_diff_eq!(pue.interval.low, 1.2783, epsilon = 0.0002);
    assert_abs_diff_eq!(pue.interval.high, 1.3223, epsilon = 0.0002);
    assert_abs_diff_eq!(2.0 * pue.standard, 0.0229, epsilon = 0.0001);
}

#[test]
fn trials_go_on_until_two_digits_are_stable_and_no_further() {
    let adaptive = national(1.29, &metered(1.29), Trials::default());
    assert_eq!((adaptive.stable, adaptive.trials), (true, 80_000));
    let few = national(1.29, &metered(1.29), exactly(3000));
    assert_eq!((few.stable, few.trials), (false, 3000));
    // A standard uncertainty of 0.0097: its second digit is stable to half a unit only after more than a million.
    let (total, it) = (0.0097 / 1.25 * 100.0, 1e-9);
    let many = national(1.25, &two_meters(1.25, total, it), Trials::default());
    assert_eq!((many.stable, many.trials), (false, u64::from(MOST)));
}

#[test]
fn a_value_on_a_limit_is_as_likely_below_as_above_and_one_far_away_is_sure() {
    let rows = [(1.15, 1.0, 0.0), (1.28, 0.0, 0.9772), (1.3, 0.0, 0.5), (1.32, 0.0, 0.0228), (1.45, 0.0, 0.0)];
    for (pue, first, second) in rows {
        let told = national(pue, &two_meters(pue, 0.01 / 1.3 * 100.0, 1e-9), exactly(40_000));
        assert_abs_diff_eq!(chance(&told, "1"), first, epsilon = 0.01);
        assert_abs_diff_eq!(chance(&told, "2"), second, epsilon = 0.01);
        let sure = pue == 1.15 || pue == 1.45;
        assert_eq!(told.probability == 1.0, sure, "{pue}");
        assert_eq!(told.boundary == Boundary::Settled, sure || pue != 1.3, "{pue}");
    }
}

#[test]
fn the_same_seed_gives_the_same_bytes_on_any_number_of_threads_and_another_seed_gives_others() {
    let (packs, facility, uncertainty) = (packs(PROVINCE), facility(1.29, 0.6), metered(1.29));
    let told = |threads: usize, seed: u64| {
        let pool = ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        let trials = Trials { seed, how_many: HowMany::Exactly(45_000) };
        serde_json::to_string(&pool.install(|| confidence(&packs, &facility, &uncertainty, trials)).unwrap()).unwrap()
    };
    assert_eq!(told(1, 7), told(2, 7));
    assert_ne!(told(1, 7), told(1, 8));
}

#[test]
fn every_list_of_chances_adds_up_to_1_and_a_prerequisite_may_take_the_grade_away() {
    let told = confidence(&packs(PROVINCE), &facility(1.5, 0.6), &metered(1.5), exactly(40_000)).unwrap();
    let sum = |levels: &[LevelChance]| levels.iter().map(|level| level.probability).sum::<f64>();
    assert_abs_diff_eq!(sum(&told.levels) + told.no_grade, 1.0, epsilon = 1e-12);
    assert_abs_diff_eq!(told.no_grade, 0.5, epsilon = 0.01);
    let limit = told.prerequisites.iter().find(|one| one.id == "pue-limit").unwrap();
    assert_abs_diff_eq!(limit.probability + told.no_grade, 1.0, epsilon = 1e-12);
    assert!(told.prerequisites.iter().filter(|one| one.id != "pue-limit").all(|one| one.probability == 1.0));
    for track in &told.tracks {
        assert_abs_diff_eq!(sum(&track.levels), 1.0, epsilon = 1e-12);
    }
    let ways: Vec<&str> = told.tracks.iter().map(|track| track.id.as_str()).collect();
    assert_eq!(ways, ["score", "key-indicators"]);
}

#[test]
fn points_and_score_follow_the_value() {
    let told = confidence(&packs(PROVINCE), &facility(1.3, 0.6), &metered(1.3), exactly(40_000)).unwrap();
    let criterion = |id: &str| told.criteria.iter().find(|one| one.id == id).unwrap();
    // 25 points over 0.40 of PUE, and the interval of the check value: no points more or less for what does not move.
    assert_abs_diff_eq!(criterion("pue").mean, 12.5, epsilon = 0.05);
    assert_abs_diff_eq!(criterion("pue").interval.low, 25.0 * (1.5 - 1.3223) / 0.4, epsilon = 0.05);
    assert_abs_diff_eq!(criterion("pue").interval.high, 25.0 * (1.5 - 1.2783) / 0.4, epsilon = 0.05);
    let wue = criterion("wue");
    assert_eq!((wue.mean, wue.interval), (4.0, Interval { low: 4.0, high: 4.0 }));
    let score = told.score.as_ref().unwrap();
    let width = |interval: Interval| interval.high - interval.low;
    assert_abs_diff_eq!(width(score.interval), width(criterion("pue").interval), epsilon = 1e-6);
}

#[test]
fn rows_have_the_chances_of_their_bounds() {
    let sources = vec![source("water", Shape::Normal)];
    let wue = indicator("wue", sum(2.0, &[("water", 1.0)]), ErrorSum { value: 1.0, terms: Vec::new() });
    let uncertainty = Uncertainty { sources, indicators: vec![wue], assumptions: Vec::new() };
    let mut observed = facility(1.25, 0.6);
    let value = Observed::Value { value: 2.0, standing: crate::standard::Standing::Measured };
    observed.indicators.insert("wue".to_owned(), value);
    let told = confidence(&packs(PROVINCE), &observed, &uncertainty, exactly(40_000)).unwrap();
    let wue = told.criteria.iter().find(|one| one.id == "wue").unwrap();
    let rows: Vec<(usize, f64)> = wue.rows.iter().map(|row| (row.row, row.points)).collect();
    assert_eq!(rows, [(0, 4.0), (1, 3.0), (2, 2.0)]);
    // On the limit of 2.0, and ten standard uncertainties from that of 2.2.
    assert_abs_diff_eq!(wue.rows[0].probability, 0.5, epsilon = 0.01);
    assert_abs_diff_eq!(wue.rows[0].probability + wue.rows[1].probability, 1.0, epsilon = 1e-12);
    assert_eq!(wue.interval, Interval { low: 3.0, high: 4.0 });
}

#[test]
fn indicators_with_a_common_cause_move_together() {
    // The same error of the total's meter lowers PUE and raises the clean share: one of the two levels at the most.
    let sources = vec![source("total", Shape::Normal)];
    let pue = indicator("pue", sum(1.3, &[("total", 1.0)]), ErrorSum { value: 1.0, terms: Vec::new() });
    let clean = indicator("clean_share", ErrorSum { value: 0.5, terms: Vec::new() }, sum(1.0, &[("total", 1.0)]));
    let uncertainty = Uncertainty { sources, indicators: vec![pue, clean], assumptions: Vec::new() };
    let told = confidence(&packs(PROVINCE), &facility(1.3, 0.5), &uncertainty, exactly(40_000)).unwrap();
    // By themselves each is on its limit; apart, both would hold in a quarter of all trials.
    let key = told.tracks.iter().find(|track| track.id == "key-indicators").unwrap();
    let second: f64 = key.levels.iter().take(2).map(|level| level.probability).sum();
    assert_abs_diff_eq!(second, 0.5, epsilon = 0.01);
}

#[test]
fn there_is_no_confidence_where_nothing_moves_or_no_level_can_come_out() {
    let none = |id: &str, observed: &Observations, uncertainty: &Uncertainty, trials| {
        confidence(&packs(id), observed, uncertainty, trials).is_none()
    };
    let (sound, pue) = (facility(1.3, 0.6), metered(1.3));
    assert!(none(NATIONAL, &sound, &pue, Trials::NONE), "no trials are asked for");
    assert!(none(NATIONAL, &sound, &Uncertainty::default(), exactly(100)), "nothing is measured");
    assert!(none("iso-30134", &sound, &pue, exactly(100)), "no levels");
    assert!(none("national-green-dc-2025", &sound, &pue, exactly(100)), "a part of a standard");
    let mut short = sound.clone();
    let months = Observed::Value { value: 11.0, standing: crate::standard::Standing::Measured };
    short.indicators.insert("consecutive_months".to_owned(), months);
    assert!(none(PROVINCE, &short, &pue, exactly(100)), "a prerequisite fails that does not move");
    let mut unknown = sound;
    unknown.indicators.insert("pue".to_owned(), Observed::Missing(Text::new("无", "none")));
    assert!(none(NATIONAL, &unknown, &pue, exactly(100)), "what moves is not judged");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn trials_and_the_formula_agree(pue in 1.22_f64..1.48, total in 0.2_f64..2.0, it in 0.2_f64..2.0, seed in any::<u64>()) {
        let trials = Trials { seed, how_many: HowMany::Exactly(20_000) };
        let told = national(pue, &two_meters(pue, total, it), trials);
        // total ≤ 1.3 · IT, the difference of two normal errors.
        let spread = ((pue * total / 100.0).powi(2) + (1.3 * it / 100.0).powi(2)).sqrt();
        let formula = Normal::standard().cdf((1.3 - pue) / spread);
        let counted = chance(&told, "1") + chance(&told, "2");
        let error = (formula * (1.0 - formula) / 20_000.0).sqrt();
        prop_assert!((counted - formula).abs() <= 5.0 * error + 1e-4, "{counted} {formula}");
    }
}
