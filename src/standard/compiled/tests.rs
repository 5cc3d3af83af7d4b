use std::collections::BTreeMap;

use jiff::civil::date;
use proptest::prelude::*;
use rand::{RngExt, SeedableRng};
use rand_xoshiro::Xoshiro256PlusPlus;

use super::*;
use crate::standard::Library;
use crate::standard::assessment::Assessment;
use crate::standard::figures::FigureValue;
use crate::standard::in_force::Days;
use crate::standard::load::read;
use crate::standard::observed::{Capability, Item, Observed, Standing, SystemTest};
use crate::standard::tests::FINANCE_ALONE;
use crate::standard::vocabulary::{IndicatorKind, Vocabulary};
use crate::text::Text;

const SAMPLE: &str = include_str!("../../../fixtures/packs/every-rule.toml");
const PACKS: [&str; 9] = [
    "db63t-2223-2023",
    "db63t-clean-energy",
    "db63t-it-efficiency",
    "db63t-smart-ops",
    "gb40879-2021",
    "national-green-dc-2020",
    "national-green-dc-2025",
    "procurement-2023",
    "every-rule",
];

/// A pack and those that it takes scores of, in 2025.
fn packs(id: &str) -> Vec<Pack> {
    if id == "every-rule" {
        return vec![read(SAMPLE, "every-rule.toml").unwrap()];
    }
    let library = Library::embedded().unwrap();
    library.choose(&[id.to_owned()], None, Days { first: date(2025, 1, 1), end: date(2026, 1, 1) }).unwrap()
}

/// How the facility stands by the first of the packs, without any rounding error.
fn exact(packs: &[Pack], observed: &Observations) -> Assessment {
    let mut observed = observed.clone();
    let mut last = None;
    for pack in packs.iter().rev() {
        let judged = judge(pack, &observed);
        observed.take_score(&judged);
        last = Some(judged.assessment);
    }
    last.unwrap()
}

/// The facility before its trials: what moves had other values then, and none was missing.
fn before(observed: &Observations, moving: &[&str]) -> Observations {
    let mut before = observed.clone();
    for (id, one) in &mut before.indicators {
        if moving.contains(&id.as_str()) && !matches!(one, Observed::NotApplicable(_)) {
            *one = Observed::Value { value: 0.4321, standing: Standing::Measured };
        }
    }
    before
}

/// Holds a trial of the values as they are against the exact judgment; whether there was anything to compare. The packs are
/// compiled of other values of what moves, since a trial must depend on none of them.
fn agrees(packs: &[Pack], observed: &Observations, moving: &[&str]) -> bool {
    let Some(compiled) = Compiled::of(packs, &before(observed, moving), moving) else { return false };
    let mut trial = compiled.trial();
    for (value, id) in trial.values().iter_mut().zip(moving) {
        *value = observed.get(id).value().unwrap_or(f64::NAN);
    }
    compiled.judge(&mut trial);
    let (verdict, assessment, shape) = (trial.verdict().unwrap(), exact(packs, observed), compiled.shape().unwrap());
    let close = |a: Option<f64>, b: Option<f64>| match (a, b) {
        (Some(a), Some(b)) => (a - b).abs() < 1e-8,
        (a, b) => a.is_none() && b.is_none(),
    };
    assert_eq!(verdict.status, assessment.status);
    assert!(shape.best_status() <= verdict.status);
    assert!(close(verdict.score, assessment.score), "{:?} {:?}", verdict.score, assessment.score);
    let level = assessment.level.as_ref().or(assessment.indicative_level.as_ref());
    let rank = verdict.rank.filter(|_| verdict.status.tells_a_level());
    assert_eq!(rank, level.map(|level| level.rank));
    assert_eq!(rank.map(|rank| &compiled.levels()[rank - 1]), level);
    let passed: Vec<bool> = assessment.prerequisites.iter().map(|trace| trace.passed).collect();
    assert_eq!(verdict.prerequisites, passed);
    let by_name: BTreeMap<&str, Option<usize>> = shape.tracks().zip(verdict.tracks.iter().copied()).collect();
    for track in &assessment.tracks {
        assert_eq!(by_name[track.id.as_str()], track.level.as_ref().map(|level| level.rank), "{}", track.id);
    }
    for (CriterionShape { id, .. }, given) in shape.criteria().zip(&verdict.criteria) {
        let trace = assessment.criteria.iter().find(|trace| trace.id == id).unwrap();
        assert!(close(given.points, trace.points), "{id}: {:?} {:?}", given.points, trace.points);
        assert_eq!(given.fired, trace.fired, "{id}");
    }
    true
}

/// A facility by chance: many of its values are on a figure of the packs, or just beside it.
fn by_chance(packs: &[Pack], rng: &mut Xoshiro256PlusPlus) -> (Observations, Vec<String>) {
    let figures: Vec<f64> = packs
        .iter()
        .flat_map(Pack::figures)
        .filter_map(|figure| if let FigureValue::Number(value) = figure.value { Some(value) } else { None })
        .collect();
    let mut observed = Observations::default();
    let mut moving = Vec::new();
    for id in packs.iter().flat_map(Pack::indicators).map(toml::Spanned::get_ref) {
        let Some(indicator) = Vocabulary::embedded().indicator(id) else { continue };
        let beside = [0.0, 0.0, 0.001, -0.001][rng.random_range(0..4)];
        let value = match (indicator.kind == IndicatorKind::YesNo, rng.random_range(0..10)) {
            (true, some) => f64::from(u8::from(some > 0)),
            _ if id == "consecutive_months" || id == "racks_installed" => 3000.0,
            (false, 0..7) => {
                let near: Vec<f64> = figures.iter().copied().filter(|figure| (0.0..3.0).contains(figure)).collect();
                near[rng.random_range(0..near.len())] + beside
            }
            _ => f64::from(rng.random_range(0..3000_u16)) / 1000.0,
        };
        let absent = Text::new("无", "none");
        let one = match rng.random_range(0..40) {
            0 => Observed::Missing(absent),
            1 => Observed::NotApplicable(absent),
            _ => Observed::Value { value, standing: Standing::Measured },
        };
        observed.indicators.insert(id.clone(), one);
        if indicator.kind != IndicatorKind::YesNo && rng.random() && !moving.contains(id) {
            moving.push(id.clone());
        }
    }
    let category = ["general", "supercomputing", "finance"][rng.random_range(0..3)];
    observed.categories.insert(category.to_owned());
    observed.systems = rng.random_bool(0.9).then(|| vec![system(rng)]);
    observed.capabilities = rng.random_bool(0.9).then(|| {
        let each = ["monitoring", "alarms"].map(|id| {
            let maturity = f64::from(rng.random_range(0..6_u8));
            (id.to_owned(), Capability { maturity, evidence: Some("a.pdf".to_owned()) })
        });
        each.into()
    });
    let plan = Item { met: true, evidence: Some("a.pdf".to_owned()) };
    observed.items = rng.random_bool(0.9).then(|| BTreeMap::from([("plan".to_owned(), plan)]));
    (observed, moving)
}

fn system(rng: &mut Xoshiro256PlusPlus) -> SystemTest {
    SystemTest {
        id: "a".to_owned(),
        class: "hpc-accelerated".to_owned(),
        kind: None,
        result: Some(f64::from(rng.random_range(0..8000_u16)) / 100.0),
        annual_kwh: 1e6,
        age_months: 3.0,
        power_trace: true,
        evidence: Some("a.pdf".to_owned()),
        void: None,
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn a_trial_comes_out_as_the_exact_judgment_does(seed in any::<u64>(), pack in 0..PACKS.len()) {
        let packs = packs(PACKS[pack]);
        let mut rng = Xoshiro256PlusPlus::seed_from_u64(seed);
        let (observed, moving) = by_chance(&packs, &mut rng);
        let moving: Vec<&str> = moving.iter().map(String::as_str).collect();
        agrees(&packs, &observed, &moving);
    }
}

/// A facility that every prerequisite of the province's standard holds for.
pub(crate) fn sound(pue: f64, clean: f64) -> Observations {
    let values = [
        ("pue", pue),
        ("clean_share", clean),
        ("traceable_share", clean),
        ("matched_share", clean),
        ("direct_share", clean),
        ("consecutive_months", 12.0),
        ("hour_coverage", 1.0),
        ("separately_metered", 1.0),
        ("no_violation", 1.0),
        ("wue", 1.9),
        ("erf", 0.1),
        ("pue_over_design", 1.0),
        ("it_load_use", 0.5),
        ("monitoring_coverage", 1.0),
        ("automated_inspection", 0.8),
        ("automation_rate", 0.8),
        ("alarm_compression", 0.8),
        ("self_healing", 0.8),
        ("mttr", 2.0),
        ("prediction_f1", 0.8),
        ("auto_cooling", 1.0),
    ];
    let indicators = values.map(|(id, value)| (id.to_owned(), Observed::Value { value, standing: Standing::Measured }));
    let mut rng = Xoshiro256PlusPlus::seed_from_u64(1);
    Observations {
        indicators: indicators.into(),
        systems: Some(vec![system(&mut rng)]),
        capabilities: Some(BTreeMap::new()),
        ..Observations::default()
    }
}

#[test]
fn values_below_on_and_above_every_level_come_out_as_the_exact_judgment_does() {
    let packs = packs("db63t-2223-2023");
    for pue in [1.0999, 1.1, 1.1001, 1.1999, 1.2, 1.2001, 1.2999, 1.3, 1.3001, 1.4999, 1.5, 1.5001] {
        for clean in [0.2999, 0.3, 0.3001, 0.4999, 0.5, 0.5001, 0.7999, 0.8, 0.8001, 1.0] {
            let sound = sound(pue, clean);
            assert_eq!(exact(&packs, &sound).status == Status::Rated, pue <= 1.5);
            assert!(agrees(&packs, &sound, &["pue", "clean_share", "matched_share"]));
        }
    }
}

#[test]
fn what_has_no_part_in_the_outcome_is_not_compiled() {
    let packs = packs("gb40879-2021");
    assert!(Compiled::of(&packs, &sound(1.3, 0.5), &["wue", "clean_share"]).is_none());
    let compiled = Compiled::of(&packs, &sound(1.3, 0.5), &["wue", "pue"]).unwrap();
    assert_eq!((compiled.names("pue"), compiled.names("wue")), (true, false));
}

#[test]
fn a_prerequisite_that_moves_takes_the_grade_away_in_its_trials_alone() {
    let packs = packs("db63t-2223-2023");
    let compiled = Compiled::of(&packs, &sound(1.25, 0.6), &["pue"]).unwrap();
    let mut trial = compiled.trial();
    for (pue, status) in [(1.25, Status::Rated), (1.51, Status::NotRated), (1.5, Status::Rated)] {
        trial.values()[0] = pue;
        compiled.judge(&mut trial);
        assert_eq!(trial.verdict().unwrap().status, status, "{pue}");
    }
}

#[test]
fn the_shape_tells_the_prerequisites_the_criteria_and_the_rows_of_those_that_move() {
    let packs = packs("every-rule");
    let compiled = Compiled::of(&packs, &sound(1.25, 0.6), &["it_load_use", "pue"]).unwrap();
    let shape = compiled.shape().unwrap();
    assert_eq!(shape.prerequisites().collect::<Vec<_>>(), ["size", "coverage"]);
    assert_eq!(shape.tracks().collect::<Vec<_>>(), ["score"]);
    let told = |one: CriterionShape<'_>| (one.id.to_owned(), one.moves, one.is_line(), one.rows);
    let row = |(points, fired)| Given { points: Some(points), fired: Some(fired) };
    assert_eq!(
        shape.criteria().map(told).collect::<Vec<_>>(),
        [
            ("kind".to_owned(), false, false, vec![]),
            ("list".to_owned(), false, false, vec![]),
            ("load-use".to_owned(), true, false, [(0.0, 0), (5.0, 1), (15.0, 3), (20.0, 5)].map(row).to_vec()),
            ("pue".to_owned(), true, true, vec![]),
        ]
    );
}

#[test]
fn a_condition_that_moves_gives_and_takes_points_that_do_not() {
    let figure = "{ value = 0.6, basis = \"choice\", source = \"project\" }";
    let only_if = format!("only_if = [{{ indicator = \"it_load_use\", must = {{ at_least = {figure} }} }}]");
    let text = SAMPLE.replace("id = \"kind\"", &format!("id = \"kind\"\n{only_if}"));
    let packs = [read(&text, "every-rule.toml").unwrap()];
    for load in [0.59, 0.6, 0.61] {
        let mut sound = sound(1.25, 0.6);
        sound
            .indicators
            .insert("it_load_use".to_owned(), Observed::Value { value: load, standing: Standing::Measured });
        assert!(agrees(&packs, &sound, &["it_load_use"]), "{load}");
    }
}

#[test]
fn where_no_criterion_applies_a_trial_has_no_grade_unless_it_is_a_bonus_that_does_not() {
    let prerequisite = |text: &str| {
        let figure = "{ value = 2, basis = \"choice\", source = \"own\" }";
        let title = "title = { zh = \"水\", en = \"Water\" }\non_fail = \"not-rated\"";
        format!("{text}\n[[prerequisite]]\nid = \"wue\"\n{title}\nindicator = \"wue\"\nmust = {{ at_most = {figure} }}")
    };
    for bonus in ["bonus = false", "bonus = true"] {
        let text = prerequisite(&FINANCE_ALONE.replace("bonus = false", bonus));
        assert!(agrees(&[read(&text, "sample.toml").unwrap()], &sound(1.25, 0.6), &["wue"]), "{bonus}");
    }
}
