//! What judging tells beside the points, by the sample pack and those that are built in.

use super::assessment::{Assessment, Comparison, CriterionState, LevelReached, Status};
use super::evaluate::prerequisites;
use super::load::parse;
use super::model::Pack;
use super::{Library, Observations, Observed, Standing, evaluate};

const SAMPLE: &str = include_str!("../../fixtures/packs/every-rule.toml");

/// A pack of one criterion, which only financial facilities have.
pub(super) const FINANCE_ALONE: &str = r#"
    id = "sample"
    title = { zh = "示例", en = "Sample" }
    edition = "1"
    note = { zh = "示例", en = "Sample" }
    [sources.own]
    citation = { zh = "示例", en = "Sample" }
    read = "own"
    [[area]]
    id = "all"
    title = { zh = "全部", en = "All" }
    [[criterion]]
    id = "pue"
    area = "all"
    title = { zh = "电能利用效率", en = "Power usage effectiveness" }
    indicator = "pue"
    for = ["finance"]
    bonus = false
    points = { value = 10, basis = "choice", source = "own" }
    when_missing = { value = "no-points", basis = "choice", source = "own" }
    [criterion.rule.linear]
    zero_at = { value = 1.5, basis = "choice", source = "own" }
    full_at = { value = 1.1, basis = "choice", source = "own" }
"#;

/// The sample with parts of its text changed.
fn sample(changes: &[(&str, &str)]) -> Pack {
    let text = changes.iter().fold(SAMPLE.to_owned(), |text, (old, new)| {
        assert!(text.contains(old), "{old}");
        text.replace(old, new)
    });
    parse(&text, "every-rule.toml").unwrap()
}

/// A facility that keeps every prerequisite of the sample.
fn sound(pue: Option<f64>) -> Observations {
    let values = [("racks_installed", 4000.0), ("hour_coverage", 1.0), ("it_load_use", 0.8)];
    let value = |(id, value): (&str, f64)| (id.to_owned(), Observed::Value { value, standing: Standing::Measured });
    let indicators = values.into_iter().chain(pue.map(|pue| ("pue", pue))).map(value).collect();
    Observations { indicators, items: Some([].into()), ..Observations::default() }
}

fn places<'a>(compared: impl Iterator<Item = &'a Comparison>) -> Vec<&'a str> {
    compared.map(|one| one.figure.place.as_str()).collect()
}

fn reasons(assessment: &Assessment) -> Vec<&str> {
    assessment.reasons.iter().map(|reason| reason.en.as_str()).collect()
}

#[test]
fn the_comparisons_are_those_of_prerequisites_criteria_with_their_conditions_and_levels() {
    let condition =
        r#"[{ indicator = "wue", must = { at_most = { value = 2, basis = "choice", source = "project" } } }]"#;
    let (line, score) = ("[criterion.rule.linear]\nzero_at = { value = 1.5", "score = { value = 80");
    let pack = sample(&[
        (line, &format!("only_if = {condition}\n{line}")),
        (score, &format!("require = {condition}\n{score}")),
    ]);
    let assessment = evaluate(&pack, &sound(Some(1.1)));
    let all = places(assessment.comparisons());
    assert_eq!(all[..2], ["prerequisite.size.at_least", "prerequisite.coverage.at_least"]);
    assert_eq!(
        all[all.len() - 6..],
        [
            "criterion.pue.zero_at",
            "criterion.pue.full_at",
            "criterion.pue.only_if.wue.at_most",
            "level.1.score",
            "level.2.score",
            "level.1.wue.at_most",
        ]
    );
    assert_eq!(places(assessment.levels_by_score()), ["level.1.score", "level.2.score"]);
}

#[test]
fn each_criterion_tells_the_shape_of_its_rule() {
    let assessment = evaluate(&sample(&[]), &sound(None));
    let shapes: Vec<&str> = assessment.criteria.iter().map(|trace| trace.rule.as_str()).collect();
    assert_eq!(shapes, ["by-category", "checklist", "bands", "linear", "linear"]);
}

#[test]
fn a_line_tells_whether_points_have_begun_and_ended_on_each_side_of_its_ends() {
    let holds = |pue| evaluate(&sample(&[]), &sound(Some(pue))).criteria[3].compared.clone();
    for (pue, begun, ended) in
        [(1.51, false, false), (1.5, true, false), (1.11, true, false), (1.1, true, true), (1.09, true, true)]
    {
        let told: Vec<_> = holds(pue).iter().map(|one| one.holds).collect();
        assert_eq!(told, [Some(begun), Some(ended)], "{pue}");
    }
}

#[test]
fn below_is_no_level() {
    let level = |pue| evaluate(&sample(&[]), &sound(Some(pue))).level.unwrap();
    let told = |level: LevelReached| (level.rank, level.id.clone(), level.is_below());
    assert_eq!(told(level(1.1)), (2, "2".to_owned(), false));
    assert_eq!(told(level(1.5)), (3, "below".to_owned(), true));
}

#[test]
fn one_missing_value_is_one_reason_and_not_another_for_the_score_that_it_takes() {
    let assessment = evaluate(&sample(&[]), &sound(None));
    assert_eq!(assessment.status, Status::NotRated);
    assert_eq!(
        reasons(&assessment),
        ["the criterion \"Power usage effectiveness\" is missing: there is no data for pue"]
    );
}

#[test]
fn where_no_criterion_applies_there_is_no_grade_unless_it_is_a_bonus_that_does_not() {
    let told = |bonus| {
        let pack = parse(&FINANCE_ALONE.replace("bonus = false", &format!("bonus = {bonus}")), "sample.toml").unwrap();
        let assessment = evaluate(&pack, &sound(Some(1.1)));
        assert_eq!((assessment.criteria[0].state, assessment.score), (CriterionState::NotApplicable, None));
        (assessment.status, reasons(&assessment).join(", "))
    };
    assert_eq!(told(false), (Status::NotRated, "no criterion applies".to_owned()));
    assert_eq!(told(true), (Status::Reported, String::new()));
}

#[test]
fn the_prerequisites_alone_are_those_of_the_whole_judgment() {
    let observed = Observations { indicators: [].into(), ..sound(None) };
    let alone = prerequisites(&sample(&[]), &observed);
    assert_eq!(alone.iter().map(|trace| trace.passed).collect::<Vec<_>>(), [false, false]);
    assert_eq!(alone, evaluate(&sample(&[]), &observed).prerequisites);
}

#[test]
fn every_criterion_stands_under_the_title_of_its_own_area_and_the_edition_tells_its_days() {
    let library = Library::embedded().unwrap();
    let judged =
        |id: &str| (library.newest(id).unwrap().clone(), evaluate(library.newest(id).unwrap(), &sound(Some(1.3))));
    let (pack, assessment) = judged("db63t-2223-2023");
    let title = |id: &str| pack.areas.iter().find(|area| area.id.get_ref() == id).map(|area| area.title.clone());
    assert!(pack.areas.len() > 1);
    for trace in &assessment.criteria {
        assert_eq!(Some(&trace.area_title), title(&trace.area).as_ref(), "{}", trace.id);
    }
    assert_eq!(judged("procurement-2023").1.standard.in_force.as_deref(), Some("2023-06-01.."));
    assert_eq!(evaluate(&sample(&[]), &sound(None)).standard.in_force, None);
}
