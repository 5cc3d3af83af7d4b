//! The way to the next better level.
#![cfg(test)]

mod common;

use std::sync::LazyLock;

use common::command::{code, run, stderr, stdout};
use common::{fixture, rated};
use greengrade::rating::improve::{LeverWay, Obstacle};
use greengrade::rating::scenario::{Change, Key};
use greengrade::rating::{Baseline, ImproveRequest, Improvement, Rating, improve};
use greengrade::report::improve::{markdown, terminal};
use greengrade::report::json::to_json;
use greengrade::standard::assessment::Status;
use greengrade::standard::{Assessment, Library};
use greengrade::text::Lang;
use insta::assert_snapshot;
use proptest::prelude::*;

const GRADE: &str = "db63t-2223-2023";
static LAKE: LazyLock<Rating> =
    LazyLock::new(|| rated(&fixture("portfolio/synthetic-qinghai-lake"), &[GRADE], Some("2025")));
static LIBRARIES: LazyLock<[Library; 1]> = LazyLock::new(|| [Library::embedded().unwrap()]);

fn costs() -> String {
    std::fs::read_to_string(fixture("costs/synthetic-costs.toml")).unwrap()
}

fn improved(rating: &Rating, level: Option<&str>, costs: Option<&str>) -> Improvement {
    let costs = costs.map(|text| (text, "costs.toml"));
    improve(rating, &ImproveRequest { libraries: &*LIBRARIES, level, costs }).unwrap()
}

fn fault(costs: &str) -> (String, String) {
    let request = ImproveRequest { libraries: &*LIBRARIES, level: None, costs: Some((costs, "costs.toml")) };
    let problem = improve(&LAKE, &request).unwrap_err();
    (problem.to_string(), problem.hint.unwrap())
}

fn way<'i>(improvement: &'i Improvement, key: &str) -> &'i LeverWay {
    improvement.ways.iter().find(|way| way.key == key).unwrap()
}

/// The rank of the level by the deciding standard with some changes; no grade is worse than any.
fn rank(baseline: &Baseline<'_>, changes: &[Change]) -> usize {
    baseline.check(changes).unwrap();
    level(&baseline.judged(changes)[0])
}

fn level(assessment: &Assessment) -> usize {
    assessment.level.as_ref().map_or(usize::MAX, |level| level.rank)
}

#[test]
fn the_least_change_of_every_lever_reaches_the_level_and_the_next_smaller_one_does_not() {
    for facility in ["synthetic-qinghai-lake", "synthetic-hehuang", "synthetic-qaidam"] {
        let rating = rated(&fixture("portfolio").join(facility), &[GRADE], Some("2025"));
        let improvement = improved(&rating, None, None);
        let Some(target) = &improvement.target else { continue };
        let baseline = Baseline::of(&rating, &*LIBRARIES).unwrap();
        let mut found = 0;
        for (way, least) in improvement.ways.iter().filter_map(|way| Some((way, way.least.as_ref()?))) {
            let change = baseline.change(&least.set).unwrap();
            assert_eq!(change.value.to_bits(), least.value.to_bits(), "what is printed is what was found");
            assert!(rank(&baseline, std::slice::from_ref(&change)) <= target.rank, "{facility} {}", way.key);
            if !way.key.starts_with("system.") && !way.key.starts_with("item.") {
                let before = [change.value.next_down(), change.value * (1.0 - 1e-9)];
                for value in before {
                    assert!(
                        rank(&baseline, &[Change { value, ..change.clone() }]) > target.rank,
                        "{} {value}",
                        way.key
                    );
                }
            }
            assert!(least.level.as_ref().unwrap().title.en.starts_with("hypothetical: "));
            found += 1;
        }
        assert!(
            improvement.hypothetical && found + improvement.ways.iter().filter(|way| way.cannot.is_some()).count() > 0
        );
        assert!(improvement.combination.is_none() && improvement.no_combination.is_some(), "no costs are built in");
    }
}

#[test]
fn a_lever_that_can_not_reach_the_level_says_how_near_it_comes() {
    let improvement = improved(&LAKE, None, None);
    assert_eq!(improvement.target.as_ref().unwrap().id, "1");
    let cannot = way(&improvement, "capability.alarms").cannot.as_ref().unwrap();
    // 0.7 of 5 in one of nine domains, of 60 points of 100 of 15 points: 0.14 more.
    let [Obstacle::Bound { indicator, best: Some(best), figure, .. }] = cannot.obstacles.as_slice() else {
        panic!("{cannot:?}")
    };
    let expected = LAKE.outcome.score.unwrap() + 60.0 * 0.7 / 45.0 * 0.15;
    assert_eq!((indicator.as_str(), *figure), ("score", 90.0));
    assert!((best - expected).abs() < 1e-9, "{best} {expected}");
    let top = way(&improvement, "system.servers-a.result").cannot.as_ref();
    assert!(top.is_some_and(|cannot| !cannot.obstacles.is_empty()));
}

#[test]
fn a_failing_prerequisite_is_told_and_a_level_is_looked_for_only_when_named() {
    let mut rating = LAKE.clone();
    let violation = rating.indicators.iter_mut().find(|one| one.id == "no_violation").unwrap();
    violation.value = Some(0.0);
    let ids: Vec<String> = rating.standards.iter().map(|one| one.standard.id.clone()).collect();
    rating.standards = ids.iter().map(|id| rating.judged_by(&LIBRARIES[0], id, None).unwrap()).collect();
    let improvement = improved(&rating, None, None);
    let none = improvement.none.unwrap().en;
    assert!(none.starts_with("there is no grade: the prerequisite") && none.ends_with("--level"), "{none}");
    let named = improved(&rating, Some("1"), Some(&costs()));
    let cannot = way(&named, "overhead.saved-kwh").cannot.clone().unwrap();
    assert!(matches!(&cannot.obstacles[0], Obstacle::Prerequisite { id, .. } if id == "no-violation"), "{cannot:?}");
    assert!(named.combination.is_none());
    assert_eq!(named.no_combination.unwrap().en, "all priced levers together do not reach the level");
}

#[test]
fn where_there_is_nothing_to_look_for_it_is_said_why() {
    let best = rated(&fixture("portfolio/synthetic-qinghai-lake"), &["gb40879-2021"], Some("2025"));
    assert_eq!(improved(&best, None, None).none.unwrap().en, "it is the best level already");
    assert_eq!(improved(&LAKE, Some("3"), None).none.unwrap().en, "that level is reached already");
    let reported = rated(&fixture("portfolio/synthetic-qinghai-lake"), &["iso-30134"], Some("2025"));
    assert_eq!(improved(&reported, None, None).none.unwrap().en, "the standard gives results and no grade");
    let request = ImproveRequest { libraries: &*LIBRARIES, level: Some("one"), costs: None };
    let problem = improve(&LAKE, &request).unwrap_err();
    assert_eq!(problem.what, "`db63t-2223-2023` has no level `one`");
    assert_eq!(problem.hint.unwrap(), "its levels are 1, 2, 3, 4, 5");
    let mut refused = LAKE.clone();
    refused.outcome.status = greengrade::rating::OutcomeStatus::Refused;
    let problem = improve(&refused, &ImproveRequest { level: None, ..request }).unwrap_err();
    assert!(problem.what.contains("was refused as contradictory"), "{}", problem.what);
}

#[test]
fn a_fault_of_a_cost_table_is_told_with_its_line() {
    let costs = costs();
    let told = |from: &str, to: &str| {
        assert!(costs.contains(from), "{from}");
        fault(&costs.replacen(from, to, 1))
    };
    let (what, hint) = told("saved-kwh\"", "saved-kw\"");
    assert_eq!(what, "there is no lever `overhead.saved-kw` (costs.toml, line 5)");
    assert!(hint.starts_with("did you mean `overhead.saved-kwh`? the levers here are"), "{hint}");
    assert_eq!(told("per_unit = 1.6", "per_unit = -1.6").0, "`-1.6` is no cost and no amount (costs.toml, line 6)");
    assert_eq!(told("per_unit = 1.6", "per_kwh = 1.6").0, "unknown key `per_kwh` (costs.toml, line 6)");
    let (what, hint) = told("unit = \"kWh\"", "unit = \"MWh\"");
    assert_eq!(what, "the unit of `overhead.saved-kwh` is not `MWh` (costs.toml, line 7)");
    assert_eq!(hint, "give the cost per `kWh`");
    assert_eq!(told("fixed = 90000\n", "").0, "`system.servers-old.result` has no cost (costs.toml, line 22)");
    assert_eq!(told("currency = \"CNY\"", "").0.split(" (").next(), Some("the key `currency` is missing"));
}

#[test]
fn the_cheapest_combination_is_found_and_reads_alike_in_both_languages() {
    let improvement = improved(&LAKE, None, Some(&costs()));
    let combination = improvement.combination.as_ref().unwrap();
    let singles = improvement.ways.iter().filter_map(|way| way.least.as_ref()?.cost);
    assert!(singles.into_iter().all(|cost| combination.cost <= cost * (1.0 + 1e-12)), "{combination:?}");
    let baseline = Baseline::of(&LAKE, &*LIBRARIES).unwrap();
    let changes: Vec<Change> = combination.parts.iter().map(|part| baseline.change(&part.set).unwrap()).collect();
    assert!(rank(&baseline, &changes) <= 1);
    assert_eq!(combination.cost, combination.parts.iter().map(|part| part.cost).sum::<f64>());
    let command = "greengrade what-if out/lake";
    for (name, lang, mark) in [("zh", Lang::Zh, "假设"), ("en", Lang::En, "ypothetical")] {
        let forms = [
            ("terminal", terminal(&improvement, command, lang, false, Some(120))),
            ("markdown", markdown(&improvement, command, lang)),
        ];
        for (form, text) in forms {
            assert!(text.lines().next().unwrap().contains(mark) && text.lines().last().unwrap().contains(mark));
            assert_snapshot!(format!("{form}_{name}"), text);
        }
    }
}

#[test]
fn the_line_that_is_printed_reaches_the_level() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("rating.json"), to_json(&LAKE).unwrap()).unwrap();
    std::fs::write(folder.path().join("costs.toml"), costs()).unwrap();
    let output = run(folder.path(), &["improve", "rating.json", "--costs", "costs.toml"]);
    assert_eq!((code(&output), stderr(&output).as_str()), (0, ""));
    let text = stdout(&output);
    let lines: Vec<&str> = text.lines().filter_map(|line| line.strip_prefix("Try: greengrade ")).collect();
    assert!(lines.len() > 1, "{text}");
    for line in lines {
        let output = run(folder.path(), &line.split(' ').collect::<Vec<_>>());
        assert_eq!(code(&output), 0, "{line}: {}", stderr(&output));
        assert!(stdout(&output).contains("Level: Level 2 → hypothetical: Level 1"), "{line}: {}", stdout(&output));
    }
    let output = run(folder.path(), &["improve", ".", "-o", "way.json"]);
    assert_eq!(code(&output), 0, "{}", stderr(&output));
    let output = run(folder.path(), &["explain", "way.json"]);
    assert!(code(&output) == 2 && stderr(&output).contains("not a rating: it is hypothetical"), "{}", stderr(&output));
    let output =
        run(folder.path(), &["what-if", ".", "--set", "pue=1.1", "--set", "clean_share=98%", "-o", "idea.json"]);
    assert_eq!(code(&output), 0, "{}", stderr(&output));
    let output = run(folder.path(), &["improve", "idea.json"]);
    assert!(code(&output) == 2 && stderr(&output).contains("not a rating: it is hypothetical"), "{}", stderr(&output));
}

/// A monotone pack over PUE, the clean share and the racks, and what levers cost.
#[derive(Debug, Clone)]
struct Sample {
    pue: (f64, f64, f64),
    clean: [f64; 3],
    linear_share: bool,
    racks: f64,
    /// How much of what can be gained is asked for.
    asked: f64,
    costs: [(f64, f64); 3],
    /// Whether overhead can be saved.
    saves: bool,
    /// Whether clean energy is bought as direct supply rather than as certificates.
    direct: bool,
}

impl Sample {
    fn pack(&self, score: f64) -> String {
        let figure = |value: f64| format!("{{ value = {value}, basis = \"choice\", source = \"own\" }}");
        let criterion = |id: &str, indicator: &str, points: f64, rule: &str| {
            format!(
                "[[criterion]]\nid = \"{id}\"\narea = \"all\"\ntitle = {{ zh = \"项\", en = \"{id}\" }}\n\
                 indicator = \"{indicator}\"\npoints = {}\n\
                 when_missing = {{ value = \"not-rated\", basis = \"choice\", source = \"own\" }}\n{rule}\n",
                figure(points)
            )
        };
        let linear = |zero: f64, full: f64| {
            format!("[criterion.rule.linear]\nzero_at = {}\nfull_at = {}", figure(zero), figure(full))
        };
        let [low, middle, high] = self.clean;
        let band = |from: f64, points: f64| {
            format!(
                "[[criterion.rule.bands.rows]]\nwhen = {{ at_least = {} }}\npoints = {}\n",
                figure(from),
                figure(points)
            )
        };
        let bands = band(0.98, high) + &band(0.93, middle.min(high)) + &band(0.88, low.min(middle).min(high));
        let share = if self.linear_share { linear(0.5, 0.99) } else { bands };
        format!(
            "id = \"sample\"\ntitle = {{ zh = \"示例\", en = \"Sample\" }}\nedition = \"1\"\n\
             note = {{ zh = \"示例\", en = \"Sample\" }}\n[sources.own]\ncitation = {{ zh = \"示例\", en = \"Sample\" }}\n\
             read = \"own\"\n[[area]]\nid = \"all\"\ntitle = {{ zh = \"全部\", en = \"All\" }}\n{}{}{}\
             [[level]]\nid = \"1\"\ntitle = {{ zh = \"一级\", en = \"Level 1\" }}\nscore = {}\n",
            criterion("pue", "pue", self.pue.2, &linear(self.pue.0, self.pue.1)),
            criterion("clean", "clean_share", high.max(1.0), &share),
            criterion("racks", "rack_occupancy", self.racks, &linear(0.7, 0.95)),
            figure(score),
        )
    }

    fn bought(&self) -> Key {
        if self.direct { Key::DirectSupply } else { Key::Certificates }
    }

    fn changes(&self, values: [f64; 3]) -> Vec<Change> {
        let [saved, bought, racks] = values;
        vec![
            Change { key: Key::SavedOverhead, value: saved },
            Change { key: self.bought(), value: bought },
            Change { key: Key::RacksInUse, value: RACKS_NOW + racks },
        ]
    }

    /// How far each lever goes.
    fn most(&self) -> [f64; 3] {
        [if self.saves { MOST[0] } else { 0.0 }, MOST[1], MOST[2]]
    }

    fn costs(&self) -> String {
        let [saved, certificates, racks] = self.costs;
        let lever = |key: &str, unit: &str, (fixed, per_unit): (f64, f64), most: f64| {
            format!(
                "[lever.\"{key}\"]\nfixed = {fixed:?}\nper_unit = {per_unit:?}\nunit = \"{unit}\"\nat_most = {most:?}\n\
                 source = \"invented\"\n"
            )
        };
        format!(
            "currency = \"CNY\"\n{}{}{}",
            if self.saves { lever("overhead.saved-kwh", "kWh", saved, self.most()[0]) } else { String::new() },
            lever(&self.bought().to_string(), "MWh", certificates, MOST[1]),
            lever("racks.in-use", "rack", racks, MOST[2]),
        )
    }
}

/// The racks in use at the lake.
const RACKS_NOW: f64 = 1020.0;
/// How far each lever goes where it does.
const MOST: [f64; 3] = [3e6, 4000.0, 250.0];
/// In how many steps the grid goes there.
const STEPS: u32 = 8;

fn samples() -> impl Strategy<Value = Sample> {
    let cost = |most: f64, per: f64| (0.0..most, 0.1 * per..per);
    (
        (1.2..1.5_f64, 1.0..1.15_f64, 10.0..40.0_f64),
        [1.0..20.0_f64, 1.0..20.0_f64, 1.0..20.0_f64],
        any::<bool>(),
        5.0..20.0_f64,
        0.1..0.9_f64,
        (cost(3e5, 2.0), cost(5e4, 400.0), cost(1e5, 9000.0)),
        any::<[bool; 2]>(),
    )
        .prop_map(|(pue, clean, linear_share, racks, asked, (saved, certificates, in_use), [saves, direct])| {
            Sample { pue, clean, linear_share, racks, asked, costs: [saved, certificates, in_use], saves, direct }
        })
}

/// The rating of the lake by the sample alone.
fn by_sample(text: &str) -> (Rating, [Library; 1]) {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("sample.toml"), text).unwrap();
    let library = Library::with_folder(folder.path()).unwrap();
    let mut rating = LAKE.clone();
    rating.standards = vec![rating.judged_by(&library, "sample", None).unwrap()];
    (rating, [library])
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 16, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_way_on_a_grid_is_cheaper_than_the_one_that_is_found(sample in samples()) {
        let (rating, libraries) = by_sample(&sample.pack(0.1));
        let baseline = Baseline::of(&rating, &libraries).unwrap();
        let score = |values: [f64; 3]| baseline.judged(&sample.changes(values))[0].score.unwrap();
        let (now, most) = (score([0.0; 3]), score(sample.most()));
        prop_assume!(most - now > 0.5);
        let asked = ((now + sample.asked * (most - now)) * 100.0).round() / 100.0;
        let (rating, libraries) = by_sample(&sample.pack(asked));
        let costs = sample.costs();
        let request = ImproveRequest { libraries: &libraries, level: None, costs: Some((&costs, "costs.toml")) };
        let improvement = improve(&rating, &request).unwrap();
        let combination = improvement.combination.as_ref().unwrap();
        let baseline = Baseline::of(&rating, &libraries).unwrap();
        let found: Vec<Change> = combination.parts.iter().map(|part| baseline.change(&part.set).unwrap()).collect();
        prop_assert!(rank(&baseline, &found) == 1, "{:?}", combination);
        prop_assert_eq!(combination.least, !sample.saves);
        for least in improvement.ways.iter().filter_map(|way| way.least.as_ref()) {
            let change = baseline.change(&least.set).unwrap();
            let before = Change { value: change.value.next_down(), ..change.clone() };
            prop_assert!(rank(&baseline, &[change]) == 1 && rank(&baseline, &[before]) > 1, "{:?}", least);
        }
        let step = |at: usize, step: u32| sample.most()[at] * f64::from(step) / f64::from(STEPS);
        let cost = |at: usize, amount: f64| {
            let (fixed, per_unit) = sample.costs[at];
            if amount > 0.0 { fixed + per_unit * amount } else { 0.0 }
        };
        for (a, b, c) in (0..=STEPS).flat_map(|a| (0..=STEPS).flat_map(move |b| (0..=STEPS).map(move |c| (a, b, c)))) {
            let values = [step(0, a), step(1, b), step(2, c)];
            let whole: f64 = values.iter().enumerate().map(|(at, amount)| cost(at, *amount)).sum();
            // Only what would be cheaper needs to be judged.
            if whole < combination.cost * (1.0 - 1e-6) {
                prop_assert!(baseline.judged(&sample.changes(values))[0].score.unwrap() < asked, "{:?} costs {} and not {:?}", values, whole, combination);
            }
        }
    }
}

/// The rating of the lake with another PUE, judged again by a library.
fn judged_again(pue: Option<f64>, library: &Library) -> Rating {
    let mut rating = LAKE.clone();
    let of_pue = rating.indicators.iter_mut().find(|one| one.id == "pue").unwrap();
    of_pue.value = pue.or(of_pue.value);
    (rating.uncertainty, rating.confidence) = (None, None);
    let ids: Vec<String> = rating.standards.iter().map(|one| one.standard.id.clone()).collect();
    rating.standards = ids.iter().map(|id| rating.judged_by(library, id, None).unwrap()).collect();
    rating
}

#[test]
fn small_levers_reach_what_is_nearly_reached_just_as_far_as_is_needed() {
    // 25 points fall from 1.10 to 1.50: 89.95 points are nearly the 90 of level 1.
    let (score, pue) = (LAKE.outcome.score.unwrap(), LAKE.indicator("pue").unwrap().value.unwrap());
    let rating = judged_again(Some(pue - (89.95 - score) * 0.4 / 25.0), &LIBRARIES[0]);
    let improvement = improved(&rating, None, None);
    let baseline = Baseline::of(&rating, &*LIBRARIES).unwrap();
    for key in ["capability.alarms", "capability.security", "it_load_use", "racks.in-use", "system.web-tier.result"] {
        let least = way(&improvement, key).least.clone().unwrap();
        let change = baseline.change(&least.set).unwrap();
        let before = Change { value: change.value.next_down(), ..change.clone() };
        assert!(rank(&baseline, &[change]) == 1 && rank(&baseline, &[before]) == 2, "{key}: {least:?}");
    }
    // Of nine domains at a fifth of 60 points, 0.15 of which count: 0.05 points are 0.25 of a level.
    let alarms = way(&improvement, "capability.alarms").least.as_ref().unwrap();
    assert!((alarms.amount - 0.05 / 0.15 * 45.0 / 60.0).abs() < 1e-9, "{alarms:?}");
}

#[test]
fn a_probability_that_a_formal_grade_needs_is_not_held_against_what_is_only_supposed() {
    let folder = tempfile::tempdir().unwrap();
    let overlay = format!(
        "extends = \"{GRADE}\"\nedition = \"tested\"\n[sources.official]\n\
         citation = {{ zh = \"测试\", en = \"for the tests\" }}\nread = \"own\"\n\
         [[figure]]\nplace = \"formal_confidence\"\nofficial = 0.95\nclause = \"1\"\n"
    );
    std::fs::write(folder.path().join("tested.toml"), overlay).unwrap();
    let library = Library::with_folder(folder.path()).unwrap();
    let rating = judged_again(None, &library);
    assert!(rating.standards[0].level.is_none() && rating.standards[0].indicative_level.is_some());
    let libraries = [library];
    let baseline = Baseline::of(&rating, &libraries).unwrap();
    let by_values = rating.standards[0].indicative_level.clone();
    assert_eq!(baseline.judged(&[])[0].level, by_values, "neither side is held to the demand");
    // What changes nothing: no change at all, and the load use as it is.
    let same = format!("it_load_use={}", rating.indicator("it_load_use").unwrap().value.unwrap());
    for changes in [vec![], vec![baseline.change(&same).unwrap()]] {
        let hypothetical = baseline.what_if(&changes).unwrap();
        let side = &hypothetical.standards[0];
        assert_eq!((side.status_before, side.status_after), (Status::Rated, Status::Rated));
        assert_eq!(
            side.level.before.as_ref().map(|level| level.rank),
            side.level.after.as_ref().map(|level| level.rank)
        );
        let note =
            hypothetical.notes.iter().find(|note| note.en.contains("neither side is held to the probability")).unwrap();
        assert!(
            note.en.ends_with(&format!("the rating itself by {GRADE}: {}", rating.standards[0].reasons[0].en)),
            "{note:?}"
        );
        assert!(note.zh.contains("评定结果本身"), "{note:?}");
    }
    let improvement = improve(&rating, &ImproveRequest { libraries: &libraries, level: None, costs: None }).unwrap();
    assert_eq!(improvement.target.unwrap().id, "1", "the values reach level 2");
    assert_eq!((improvement.status, improvement.level), (Status::IndicativeOnly, by_values), "as the rating says");
    let request = ImproveRequest { libraries: &libraries, level: Some("2"), costs: None };
    let none = improve(&rating, &request).unwrap().none.unwrap().en;
    assert!(
        none.starts_with("the values reach that level already: a formal grade needs a probability of 95 %"),
        "{none}"
    );
}

/// A cost table of levers, each with its key, its unit and what else is said of it.
fn table(levers: &[(&str, &str, &str)]) -> String {
    let lever = |(key, unit, rest): &(&str, &str, &str)| {
        format!("[lever.\"{key}\"]\nunit = \"{unit}\"\n{rest}\nsource = \"invented\"\n")
    };
    format!("currency = \"CNY\"\n{}", levers.iter().map(lever).collect::<String>())
}

#[test]
fn a_first_test_that_lowers_the_mean_hides_no_way_that_does_without_it() {
    let rating = rated(&fixture("portfolio/synthetic-kunlun"), &[GRADE], Some("2025"));
    let mut levers = vec![
        ("clean-energy.certificates-mwh", "MWh", "per_unit = 40\nat_most = 15200"),
        ("racks.in-use", "rack", "per_unit = 3000"),
        ("system.servers-a.result", "level", "fixed = 90000"),
        ("system.cluster.result", "level", "fixed = 90000"),
    ];
    let without = improved(&rating, Some("2"), Some(&table(&levers))).combination.unwrap();
    levers.push(("system.servers-old.result", "level", "fixed = 100\nat_most = 1"));
    let with = improved(&rating, Some("2"), Some(&table(&levers))).combination.unwrap();
    assert_eq!((with.cost, with.parts, with.least), (without.cost, without.parts, true));
    // What no choice of tests reaches is still said to be out of reach.
    let none = improved(&rating, Some("1"), Some(&table(&levers))).no_combination.unwrap();
    assert_eq!(none.en, "all priced levers together do not reach the level");
}

#[test]
fn a_search_that_was_cut_off_says_so_and_not_that_nothing_reaches_the_level() {
    // Where the score is rounded, no test of a system can be ruled out.
    let text = std::fs::read_to_string(fixture("../standards/db63t-2223-2023.toml")).unwrap();
    let text = text.replacen(&format!("id = \"{GRADE}\""), "id = \"sample\"", 1);
    let rounding = "[rounding]\nscore = { value = 2, basis = \"choice\", source = \"project\" }\n";
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("sample.toml"), format!("{text}\n{rounding}")).unwrap();
    let library = Library::with_folder(folder.path()).unwrap();
    let mut rating = rated(&fixture("portfolio/synthetic-kunlun"), &[GRADE], Some("2025"));
    (rating.uncertainty, rating.confidence) = (None, None);
    rating.standards[0] = rating.judged_by(&library, "sample", None).unwrap();
    let capabilities = ["monitoring", "alarms", "inspection", "self-healing", "capacity", "energy-saving", "change"];
    let capabilities: Vec<String> = capabilities.iter().map(|id| format!("capability.{id}")).collect();
    let mut levers: Vec<(&str, &str, &str)> =
        capabilities.iter().map(|key| (key.as_str(), "level", "per_unit = 1")).collect();
    for system in ["servers-a", "servers-b", "cluster", "servers-old"].map(|id| format!("system.{id}.result")) {
        levers.push((system.leak(), "level", "fixed = 1"));
    }
    let costs = table(&levers);
    let libraries = [library];
    let request = ImproveRequest { libraries: &libraries, level: Some("1"), costs: Some((&costs, "costs.toml")) };
    let none = improve(&rating, &request).unwrap().no_combination.unwrap();
    assert!(none.en.contains("the search was cut off, and had found none"), "{none:?}");
}

#[test]
fn beyond_what_the_table_allows_a_lever_has_no_cost() {
    let alone = improved(&LAKE, None, None);
    let needed = way(&alone, "overhead.saved-kwh").least.as_ref().unwrap().amount;
    let least = |at_most: f64| {
        let costs = table(&[("overhead.saved-kwh", "kWh", &format!("per_unit = 1\nat_most = {at_most:?}"))]);
        let improvement = improved(&LAKE, None, Some(&costs));
        let text = terminal(&improvement, "greengrade what-if .", Lang::En, false, Some(160));
        let least = way(&improvement, "overhead.saved-kwh").least.clone().unwrap();
        (least.cost, least.table_allows, text.contains("the table allows"))
    };
    assert_eq!(least(needed), (Some(needed), None, false));
    assert_eq!(least(needed.next_down()), (None, Some(needed.next_down()), true));
    assert_eq!(least(0.0), (None, Some(0.0), true));
}

/// A pack with lines from no points to all, each with its indicator and whether it is a bonus, and one level by the score.
fn lines(id: &str, head: &str, lines: &[(&str, f64, f64, f64, bool)], level: f64) -> String {
    let figure = |value: f64| format!("{{ value = {value}, basis = \"choice\", source = \"own\" }}");
    let line = |(at, (indicator, zero, full, points, bonus)): (usize, &(&str, f64, f64, f64, bool))| {
        format!(
            "[[criterion]]\nid = \"line-{at}\"\narea = \"all\"\ntitle = {{ zh = \"项\", en = \"line\" }}\n\
             indicator = \"{indicator}\"\npoints = {}\nbonus = {bonus}\n\
             when_missing = {{ value = \"not-rated\", basis = \"choice\", source = \"own\" }}\n\
             [criterion.rule.linear]\nzero_at = {}\nfull_at = {}\n",
            figure(*points),
            figure(*zero),
            figure(*full)
        )
    };
    format!(
        "id = \"{id}\"\ntitle = {{ zh = \"示例\", en = \"Sample\" }}\nedition = \"1\"\n\
         note = {{ zh = \"示例\", en = \"Sample\" }}\n{head}\n[sources.own]\n\
         citation = {{ zh = \"示例\", en = \"Sample\" }}\nread = \"own\"\n[[area]]\nid = \"all\"\n\
         title = {{ zh = \"全部\", en = \"All\" }}\n{}[[level]]\nid = \"1\"\n\
         title = {{ zh = \"一级\", en = \"Level 1\" }}\nscore = {}\n",
        lines.iter().enumerate().map(line).collect::<String>(),
        figure(level),
    )
}

#[test]
fn a_score_that_a_bonus_may_lift_beyond_its_full_is_not_claimed_to_give_the_least() {
    let least = |bonus: bool| {
        let folder = tempfile::tempdir().unwrap();
        let own = [("clean_share", 0.0, 1.0, 10.0, false), ("rack_occupancy", 0.7, 0.95, 5.0, true)];
        let needed = lines(
            "needed",
            "full_score = { value = 10, basis = \"choice\", source = \"own\" }",
            if bonus { &own } else { &own[..1] },
            1.0,
        );
        std::fs::write(folder.path().join("needed.toml"), needed).unwrap();
        let deciding = [("score.needed", 0.0, 10.0, 100.0, false), ("rack_occupancy", 0.7, 0.95, 10.0, false)];
        std::fs::write(folder.path().join("sample.toml"), lines("sample", "", &deciding, 105.0)).unwrap();
        let library = Library::with_folder(folder.path()).unwrap();
        let mut rating = LAKE.clone();
        rating.standards = ["sample", "needed"].map(|id| rating.judged_by(&library, id, None).unwrap()).to_vec();
        let costs = table(&[
            ("clean-energy.certificates-mwh", "MWh", "per_unit = 40"),
            ("racks.in-use", "rack", "per_unit = 3000"),
        ]);
        let request = ImproveRequest { libraries: &[library], level: None, costs: Some((&costs, "costs.toml")) };
        let request = ImproveRequest { level: Some("1"), ..request };
        improve(&rating, &request).unwrap().combination.unwrap().why_not_least
    };
    assert_eq!(least(false), None);
    assert!(least(true).is_some_and(|why| why.en.contains("a bonus")));
}

#[test]
fn direct_supply_stops_where_no_energy_comes_from_the_grid_any_more() {
    // A quarter of what the grid gives, so that direct supply can go far beyond it.
    let mut rating = LAKE.clone();
    let cue = rating.indicators.iter_mut().find(|one| one.id == "cue").unwrap();
    let of_grid = cue.inputs.iter_mut().find(|input| input.name == "E_grid").unwrap();
    of_grid.value /= 4.0;
    let grid = of_grid.value / 1000.0;
    cue.value = cue.value.map(|value| value / 4.0);
    let cue = cue.value.unwrap();
    let load_use = rating.indicator("it_load_use").unwrap().value.unwrap();
    let own = [
        ("cue", cue, 0.0, 50.0, false),
        ("it_load_use", load_use, 1.0, 50.0, false),
        ("rack_occupancy", RACKS_NOW / 1300.0, 1.0, 50.0, false),
    ];
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("sample.toml"), lines("sample", "", &own, 55.0)).unwrap();
    let library = Library::with_folder(folder.path()).unwrap();
    rating.standards = vec![rating.judged_by(&library, "sample", None).unwrap()];
    let libraries = [library];
    // Direct supply as far as the grid goes costs 100 000, as far as it could go much more; the whole load use 125 000.
    let (per_mwh, per_point) = (100_000.0 / grid, 125_000.0 / (100.0 * (1.0 - load_use)));
    let costs = table(&[
        ("clean-energy.direct-mwh", "MWh", &format!("per_unit = {per_mwh:?}")),
        ("it_load_use", "percentage point", &format!("per_unit = {per_point:?}")),
        ("racks.in-use", "rack", "per_unit = 30000"),
    ]);
    let request = ImproveRequest { libraries: &libraries, level: Some("1"), costs: Some((&costs, "costs.toml")) };
    let combination = improve(&rating, &request).unwrap().combination.unwrap();
    // All of the grid's energy replaced, and what is then wanting by the load use.
    assert!(combination.least && (combination.cost - 112_500.0).abs() < 1.0, "{combination:?}");
}
