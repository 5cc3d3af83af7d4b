//! The scorecard of ratings with and without grades.

use super::super::samples::{self, Picture};
use super::*;

fn picture(rating: &Rating, lang: Lang) -> Picture {
    let picture = Picture::of(&draw(rating, lang).unwrap().png().unwrap());
    picture.assert_chart(1600, picture.height);
    picture
}

#[test]
fn a_scorecard_is_drawn_the_same_twice_in_both_languages() {
    let rating = samples::rating_of(1.18);
    for lang in [Lang::Zh, Lang::En] {
        assert_eq!(draw(&rating, lang).unwrap().name, "scorecard");
        assert_eq!(picture(&rating, lang), picture(&rating, lang));
    }
}

#[test]
fn what_is_missing_or_does_not_apply_looks_unlike_no_points() {
    let rating = samples::rating_of(1.18);
    let with = |state: CriterionState, points: Option<f64>| {
        let mut rating = rating.clone();
        let criterion = &mut rating.standards[0].criteria[0];
        (criterion.state, criterion.points) = (state, points);
        picture(&rating, Lang::Zh)
    };
    let zero = with(CriterionState::Scored, Some(0.0));
    assert_ne!(zero, with(CriterionState::Missing, Some(0.0)));
    assert_ne!(zero, with(CriterionState::NotApplicable, None));
}

#[test]
fn the_outcome_says_the_score_and_the_level_or_that_there_is_none() {
    let rating = samples::rating_of(1.18);
    let said = outcome(&rating, &rating.standards[0], Lang::En);
    assert!(said.starts_with("DB63/T 2223-2023") && said.contains("Level 2") && said.contains("/ 100.0"), "{said}");
    let rating = samples::rating_of(1.61);
    let said = outcome(&rating, &rating.standards[0], Lang::En);
    assert!(said.contains("not rated: the prerequisite"), "{said}");
    picture(&rating, Lang::En);
}

#[test]
fn an_outcome_that_is_indicative_only_is_told_as_no_grade_with_its_score_and_level() {
    let mut rating = samples::rating_of(1.18);
    rating.standards[0].status = Status::IndicativeOnly;
    rating.outcome.indicative_level = rating.outcome.level.take();
    rating.outcome.reasons = vec![Text::new("缺数", "too few hours")];
    let said = outcome(&rating, &rating.standards[0], Lang::En);
    assert!(said.ends_with(" / 100.0 · Level 2 · indicative only, no grade: too few hours"), "{said}");
}

#[test]
fn a_part_of_a_standard_is_told_as_such_and_has_no_sums() {
    let mut rating = samples::rating_of(1.18);
    rating.standards[0].status = Status::Reported;
    rating.standards[0].standard.missing_rows.push(Text::new("其余各项", "all other rows"));
    let (said, lines) = (outcome(&rating, &rating.standards[0], Lang::Zh), lines(&rating.standards[0]));
    assert!(said.ends_with("部分标准包：无总分、不定级 · 仅报告，不定级"), "{said}");
    assert!(!lines.iter().any(|line| matches!(line, Line::Area(area) if area.summed)));
}

#[test]
fn bonus_stands_apart_after_all_else() {
    let rating = samples::rating_of(1.18);
    let lines = lines(&rating.standards[0]);
    let bonus: Vec<bool> = lines
        .iter()
        .filter_map(|line| match line {
            Line::Criterion(criterion) => Some(criterion.bonus),
            Line::Area(_) => None,
        })
        .collect();
    assert!(bonus.is_sorted() && bonus.last() == Some(&true));
}

#[test]
fn more_criteria_than_a_page_holds_are_counted() {
    let mut rating = samples::rating_of(1.18);
    let one = rating.standards[0].criteria[0].clone();
    rating.standards[0].criteria.extend(vec![one; 200]);
    assert!(picture(&rating, Lang::Zh).height < 4600);
}

#[test]
fn a_refused_facility_and_a_standard_without_points_have_no_scorecard() {
    assert_eq!(draw(&samples::refused(0.8), Lang::Zh), None);
    let mut rating = samples::rating_of(1.18);
    rating.standards.remove(0);
    assert_eq!(draw(&rating, Lang::Zh), None);
}
